"""The 64 lanes of a word as bits; the keys of seeds and replicates."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from streams import FALSE_ALARM

from bentham.chance.bits import bit, count, first, lanes_up_to
from bentham.chance.keys import key_of

planes = st.one_of(
    st.integers(0, (1 << 64) - 1), st.integers(0, 63).map(lambda n: 1 << n), st.just((1 << 64) - 1)
)


@given(planes)
@settings(max_examples=300, deadline=None)
def test_counting_and_walking_the_lanes(plane: int) -> None:
    assert count(np.uint64(plane)) == plane.bit_count()
    lanes = [lane for lane in range(64) if plane >> lane & 1]
    assert [lane for lane in range(64) if bit(np.uint64(plane), lane)] == lanes
    if lanes:
        assert first(np.uint64(plane)) == lanes[0]


def test_a_partly_empty_word() -> None:
    for people in range(-70, 140):
        expected = (1 << min(max(people, 0), 64)) - 1
        assert int(lanes_up_to(people)) == expected


def test_keys_of_seeds_and_replicates_all_differ() -> None:
    keys = {int(key_of(seed, r)) for seed in range(-200, 1000) for r in range(20)}
    assert len(keys) == 1200 * 20
    assert key_of(7, 2) == key_of(7, 2)
    assert int(key_of(1, 11)) != int(key_of(11, 1))


def test_keys_of_neighbouring_seeds_share_nothing() -> None:
    """Half of the 64 bits differ from one seed to the next, bit by bit."""
    n = 4000
    keys = [int(key_of(seed, 0)) for seed in range(n + 1)]
    changed = [a ^ b for a, b in pairwise(keys)]
    per_bit = np.array([sum(x >> k & 1 for x in changed) for k in range(64)]) / n
    assert np.abs(per_bit - 0.5).max() < stats.norm.isf(FALSE_ALARM / 64 / 2) * np.sqrt(0.25 / n)
