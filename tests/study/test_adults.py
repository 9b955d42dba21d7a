"""Who may be traced: adults only."""

from __future__ import annotations

import pytest

from bentham.evidence.errors import UsageError
from bentham.society.loading import load
from bentham.study.adults import adults_only, drawn_adults, is_adult
from everybody import traits


@pytest.mark.parametrize("seed", [1, 77])
def test_an_adult_is_who_the_kernel_takes_for_one(seed) -> None:
    adult = traits(load("city"), 64 * 40, seed=seed)["ADULT"]
    assert [is_adult(person, seed) for person in range(64 * 40)] == adult.astype(bool).tolist()
    assert 0.6 < adult.mean() < 0.95


def test_a_child_is_refused_by_number() -> None:
    child = next(person for person in range(64) if not is_adult(person, 1))
    adults = [person for person in range(64) if is_adult(person, 1)]
    adults_only(adults, 1)
    with pytest.raises(UsageError, match=f"person {child} is under 18"):
        adults_only([*adults, child], 1)


def test_those_drawn_are_different_adults_and_depend_on_the_seed_alone() -> None:
    found = drawn_adults(50, 100_000, 7)
    assert len(set(found)) == 50
    assert all(is_adult(person, 7) for person in found)
    assert found == drawn_adults(50, 100_000, 7)
    assert found != drawn_adults(50, 100_000, 8)
    assert max(found) > 50_000


@pytest.mark.parametrize("count", [0, -1, 10_001])
def test_a_count_out_of_reach_is_refused(count) -> None:
    with pytest.raises(UsageError, match="ask for 1 to 10,000"):
        drawn_adults(count, 100_000, 1)


def test_a_small_place_may_have_too_few() -> None:
    with pytest.raises(UsageError, match="too few adults"):
        drawn_adults(65, 64, 1)
