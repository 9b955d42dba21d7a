"""One person's threshold decides whether a hundred act, and a little more dispersion does too."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bentham.classics import load
from bentham.classics.granovetter import (
    TABLE,
    critical,
    equilibrium,
    jump,
    normal_equilibrium,
    path,
    sampled_equilibrium,
)
from bentham.evidence.errors import UsageError


def naive(thresholds: list[int]) -> int:
    """How many act, person by person and round by round; thresholds are counts."""
    acting = [False] * len(thresholds)
    while True:
        seen = sum(acting)
        after = [seen >= needed for needed in thresholds]
        if after == acting:
            return seen
        acting = after


def test_a_hundred_act_or_one_does():
    evenly = [k / 100 for k in range(100)]
    assert equilibrium(evenly) == 100
    evenly[1] = 2 / 100
    assert equilibrium(evenly) == 1


def test_evenly_spread_thresholds_pull_in_one_person_a_round():
    assert path(np.arange(100) / 100) == list(range(101))


@given(st.lists(st.integers(0, 30), min_size=1, max_size=24))
def test_sorted_thresholds_give_what_rounds_among_persons_give(thresholds):
    shares = [k / len(thresholds) for k in thresholds]
    assert equilibrium(shares) == naive(thresholds)
    assert path(shares)[-1] == naive(thresholds)


@pytest.mark.parametrize(("sigma", "share"), TABLE)
def test_shares_acting_are_those_of_the_table(sigma, share):
    assert normal_equilibrium(0.25, sigma) == pytest.approx(share, abs=5e-5)


@pytest.mark.parametrize("mean", [0.1, 0.25, 0.4])
@pytest.mark.parametrize("part", [0.3, 0.9, 0.99, 1.01, 1.5, 4.0, 12.0])
def test_the_fixed_point_is_the_one_that_rounds_from_nobody_reach(mean, part):
    from statistics import NormalDist

    sigma = part * critical(mean)[0]
    share = 0.0
    for _ in range(20_000):
        share = NormalDist(mean, sigma).cdf(share)
    assert normal_equilibrium(mean, sigma) == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize("mean", [0.1, 0.2, 0.25, 0.3, 0.4])
def test_the_jump_lies_at_the_tangency(mean):
    sigma, share = critical(mean)
    before, after = normal_equilibrium(mean, sigma - 1e-9), normal_equilibrium(mean, sigma + 1e-9)
    assert before == pytest.approx(share, abs=1e-3)
    assert after > 0.5 > before


def test_the_critical_dispersion_is_the_published_one():
    sigma, share = critical(0.25)
    assert sigma == pytest.approx(0.12222, abs=5e-6)
    assert 0.055 < share < 0.065  # "from about 6": Granovetter for N = 100


def test_drawn_persons_jump_where_the_tangency_says():
    # 10^5 independent draws: standard error 5e-4, so four of them.
    scores = np.sort(np.random.default_rng(3).standard_normal(100_000))
    found = jump(scores, 0.25)
    assert found == pytest.approx(critical(0.25)[0], abs=2e-3)
    assert sampled_equilibrium(scores, 0.25, found - 1e-9) < 0.1
    assert sampled_equilibrium(scores, 0.25, found + 1e-9) > 0.9
    assert sampled_equilibrium(scores, 0.25, 0.11) < 0.07
    assert sampled_equilibrium(scores, 0.25, 0.13) > 0.99


def test_the_paper_is_reproduced_from_the_models_own_draws():
    found = load("granovetter").reproduce(changes={"people": 2e5}, seeds=5)
    assert found.holds
    assert {check.id for check in found.checks} == {"F01", "F02", "T02"}


def test_other_means_are_held_against_the_closed_form():
    found = load("granovetter").reproduce(changes={"people": 1e5, "mean": 0.35}, seeds=3)
    assert found.holds
    assert found.checks[-1].published == f"{critical(0.35)[0]:.5f}"


def test_a_mean_without_a_jump_is_refused():
    with pytest.raises(UsageError, match="mean lies between"):
        load("granovetter").reproduce(changes={"mean": 0.6})


@pytest.mark.full
def test_at_full_size_the_jump_is_within_half_a_thousandth():
    assert load("granovetter").reproduce().holds
