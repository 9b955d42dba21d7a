"""Places: whole words by largest remainder, for any total and any regions."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bentham.society.geography import Geography, laid_out
from bentham.society.loading import load

WORD, WARD, DISTRICT = 64, 64, 4096

weights = st.floats(1e-6, 1e9, allow_nan=False)
regions = st.lists(weights, min_size=1, max_size=40).map(
    lambda ws: [(f"region {i}", w) for i, w in enumerate(ws)]
)
totals = st.one_of(st.integers(1, 100_000), st.integers(1, 1 << 33))


@given(totals, regions)
@settings(deadline=None)
def test_every_region_gets_its_share_to_within_one_word(
    people: int, named: list[tuple[str, float]]
) -> None:
    found = laid_out(people, named)
    words = -(-people // WORD)
    total = sum(weight for _, weight in named)
    exact = np.array([words * weight / total for _, weight in named])
    given_ = np.diff(found.starts)
    assert found.words == words
    assert found.names == tuple(name for name, _ in named)
    assert (given_ >= 0).all()
    assert (np.abs(given_ - exact) < 1 + 1e-6).all()
    # largest remainder: nobody rounded up had a smaller remainder than somebody rounded down
    up, rest = given_ > exact, exact - np.floor(exact)
    if up.any() and (~up).any():
        assert rest[up].min() >= rest[~up & (given_ < exact)].max(initial=0) - 1e-6


def test_remainders_decide_and_the_first_wins_a_tie() -> None:
    found = laid_out(10 * WORD, [("a", 1), ("b", 1), ("c", 1)])
    assert np.diff(found.starts).tolist() == [4, 3, 3]
    found = laid_out(10 * WORD, [("a", 2.1), ("b", 2.6), ("c", 5.3)])
    assert np.diff(found.starts).tolist() == [2, 3, 5]


def ward_and_district(found: Geography, region: int, word: int) -> tuple[int, int]:
    """Return where the kernel counts a word of a region."""
    inside = word - int(found.starts[region])
    return (
        int(found.ward_starts[region]) + (inside >> 6),
        int(found.district_starts[region]) + (inside >> 12),
    )


@given(st.integers(1, 2_000_000), regions, st.integers(1, 5000))
@settings(deadline=None, max_examples=60)
def test_every_word_lies_in_one_span_one_ward_one_district_and_one_region(
    people: int, named: list[tuple[str, float]], chunk: int
) -> None:
    found = laid_out(people, named)
    spans = found.spans(chunk)
    assert all(0 < last - first <= chunk for _, first, last in spans)
    covered = np.concatenate([np.arange(first, last) for _, first, last in spans])
    assert np.array_equal(covered, np.arange(found.words))
    for region, first, last in spans:
        assert found.starts[region] <= first < last <= found.starts[region + 1]
        for word in (first, last - 1):
            assert found.region_of(word) == region
            ward, district = ward_and_district(found, region, word)
            assert found.ward_starts[region] <= ward < found.ward_starts[region + 1]
            assert found.district_starts[region] <= district < found.district_starts[region + 1]


@given(st.integers(1, 3_000_000), regions)
@settings(deadline=None, max_examples=60)
def test_wards_hold_64_words_but_for_the_last_of_a_region(
    people: int, named: list[tuple[str, float]]
) -> None:
    found = laid_out(people, named)
    for region, words in enumerate(np.diff(found.starts)):
        wards = found.ward_starts[region + 1] - found.ward_starts[region]
        districts = found.district_starts[region + 1] - found.district_starts[region]
        assert wards == -(-words // WARD)
        assert districts == -(-words // DISTRICT)
    assert found.wards == found.ward_starts[-1]
    assert found.districts == found.district_starts[-1]


def test_the_country_holds_everybody_in_31_regions() -> None:
    country = load("country-1411m")
    found = laid_out(country.people, [(r.name, r.weight) for r in country.regions])
    assert len(found.names) == 31
    assert found.words == -(-1_411_778_724 // WORD)
    shares = np.array([r.weight for r in country.regions])
    assert np.abs(np.diff(found.starts) / found.words - shares / shares.sum()).max() < 1e-7
