"""Keyed ranks: as many are served as can be, nobody is preferred, and more never means fewer."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bentham.chance.decisions import APPEAL_RANK
from bentham.chance.keys import key_of
from bentham.chance.philox import draw
from bentham.chance.ranks import BINS, RANK_BITS, bin_of, limit

SEEDS = 1500

ranks_of_requests = st.lists(st.integers(0, (1 << RANK_BITS) - 1), max_size=80)


def queued(ranks: list[int] | npt.NDArray[Any]) -> npt.NDArray[Any]:
    return np.bincount([bin_of(int(r)) for r in ranks], minlength=BINS).astype(np.int64)


def served(seed: int, requests: int, capacity: int) -> int:
    key = key_of(seed, 0)
    ranks = np.array([draw(key, person, 0, 4, APPEAL_RANK, 0) for person in range(requests)])
    bins = np.bincount(ranks >> (RANK_BITS - 6), minlength=BINS)
    return int((ranks < limit(bins, capacity)).sum())


@pytest.mark.parametrize(
    ("requests", "capacity"), [(300, 100), (300, 299), (90, 7), (40, 1), (200, 200), (50, 400)]
)
def test_on_average_as_many_are_served_as_can_be(requests: int, capacity: int) -> None:
    """Mean min(K, N); the chance is in the marginal bin alone, so the spread is sqrt(n) / 2.

    n, the size of the marginal bin, is N / 64 on average and larger by at most one if it is known
    to hold the K-th request.
    """
    found = np.array([served(seed, requests, capacity) for seed in range(SEEDS)])
    if capacity >= requests:
        assert (found == requests).all()
        return
    largest_variance = ((requests - 1) / BINS + 1) / 4
    assert abs(found.mean() - capacity) < 4 * np.sqrt(largest_variance / SEEDS)
    assert found.var() < largest_variance * (1 + 4 * np.sqrt(2 / SEEDS))
    assert found.var() > 0


@given(ranks_of_requests, st.integers(0, 100), st.integers(0, 100))
@settings(deadline=None)
def test_a_larger_capacity_never_unserves_anybody(ranks: list[int], k: int, more: int) -> None:
    bins = queued(ranks)
    assert limit(bins, k) <= limit(bins, k + more)


@given(ranks_of_requests, st.integers(0, 100))
@settings(deadline=None)
def test_all_are_served_up_to_the_marginal_bin_and_none_above(ranks: list[int], k: int) -> None:
    bins = queued(ranks)
    below = limit(bins, k)
    if k >= len(ranks):
        assert below == 1 << RANK_BITS
        return
    marginal = int(np.searchsorted(np.cumsum(bins), k, side="right"))
    assert marginal == min(below, (1 << RANK_BITS) - 1) >> (RANK_BITS - 6)
    assert bins[:marginal].sum() <= k < bins[: marginal + 1].sum()


def test_nobody_is_served_without_capacity() -> None:
    ranks = np.random.default_rng(3).integers(0, 1 << RANK_BITS, 500)
    assert not (ranks < limit(queued(ranks), 0)).any()


def test_a_rank_belongs_to_one_of_64_equal_bins() -> None:
    edge = 1 << (RANK_BITS - 6)
    assert [bin_of(r) for r in (0, edge - 1, edge, (1 << RANK_BITS) - 1)] == [0, 0, 1, BINS - 1]
