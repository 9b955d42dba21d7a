"""What people say in public depends on what others say, and can turn while nobody changes."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bentham.classics import granovetter, load
from bentham.classics.kuran import (
    SEQUENCES,
    falsification,
    opposition,
    sampled_tipping,
    thresholds,
    tipping,
    uniform_opposition,
    utility,
)


def by_choice(private: list[float], costs: list[float], b: float, rho: float) -> list[int]:
    """Each person's public side, chosen round by round by the higher utility."""
    sides = [0] * len(private)
    while True:
        share = sum(sides) / len(sides)
        after = []
        for x, cost in zip(private, costs, strict=True):
            conform, dissent = (float(utility(y, x, share, b, rho, cost)) for y in (0, 1))
            after.append(int(dissent >= conform))
        if after == sides:
            return sides
        sides = after


# Sixteenths, and weights that are powers of two: sums are exact, so ties are real ties.
SIXTEENTHS = st.integers(0, 16).map(lambda k: k / 16)


@given(
    st.lists(st.tuples(SIXTEENTHS, SIXTEENTHS), min_size=8, max_size=8),
    st.sampled_from([0.5, 1.0, 2.0]),
    st.sampled_from([0.25, 0.5, 1.0, 2.0]),
)
def test_thresholds_give_what_persons_choose_by_utility(people, b, rho):
    private, costs = (list(each) for each in zip(*people, strict=True))
    sides = by_choice(private, costs, b, rho)
    share = sum(sides) / len(sides)
    assert opposition(private, b, rho, costs) == share
    hidden = sum(y != (x > 0.5) for x, y in zip(private, sides, strict=True)) / len(sides)
    assert falsification(private, b, rho, costs, share) == hidden


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_given_thresholds_move_people_as_granovetters_do(private):
    needed = thresholds(private, 1.0, 0.7, 0.1)
    assert opposition(private, 1.0, 0.7, 0.1) * len(private) == pytest.approx(
        granovetter.path(needed)[-1]
    )


@pytest.mark.parametrize(("name", "ten", "share"), SEQUENCES)
def test_one_threshold_of_ten_moves_one_person_or_nine(name, ten, share):
    assert 10 * granovetter.equilibrium(np.array(ten) / 100) == share


@pytest.mark.parametrize(
    ("b", "rho", "cost", "share"),
    [(1, 0.5, 0.2, 0.3), (1, 0.5, 0.6, 0.0), (1, 0.5, -0.8, 1.0), (1, 2, -0.5, 0.0), (1, 2, -2, 1)],
)
def test_even_preferences_have_the_closed_form(b, rho, cost, share):
    private = (np.arange(20_000) + 0.5) / 20_000
    assert uniform_opposition(b, rho, cost) == pytest.approx(share)
    assert opposition(private, b, rho, cost) == pytest.approx(share, abs=1e-3)


def test_without_pressure_or_cost_nobody_hides():
    private = np.linspace(0, 1, 1001)
    share = opposition(private, 1.0, 1e-9, 0.0)
    assert falsification(private, 1.0, 1e-9, 0.0, share) == pytest.approx(0, abs=2e-3)


def test_the_more_reputation_weighs_the_more_opponents_hide():
    private = np.linspace(0, 1, 2001)
    hidden = [
        falsification(private, 1.0, rho, 0.1, opposition(private, 1.0, rho, 0.1))
        for rho in (0.1, 0.3, 0.5, 0.7)
    ]
    assert hidden == sorted(hidden)
    assert hidden[0] < hidden[-1]


def beta_quantiles(number: int) -> np.ndarray:
    """Middles of equally likely parts of Beta(3, 2), by inverting 4 x^3 - 3 x^4 on a grid."""
    x = np.linspace(0, 1, 400_001)
    return np.interp((np.arange(number) + 0.5) / number, x**3 * (4 - 3 * x), x)


@pytest.mark.parametrize("rho", [0.7, 0.8, 1.2])
def test_a_little_less_cost_and_few_become_many(rho):
    cost, few = tipping(1.0, rho)
    private = beta_quantiles(100_000)
    assert opposition(private, 1.0, rho, cost + 0.002) < few + 1e-3
    assert opposition(private, 1.0, rho, cost - 0.002) > 0.5
    assert sampled_tipping(private, 1.0, rho, 0.5) == pytest.approx(cost, abs=1e-4)


def test_weak_pressure_has_no_bandwagon():
    assert all(math.isnan(each) for each in tipping(1.0, 0.56))


def test_the_sampled_tipping_cost_is_the_one_that_tips():
    private = np.random.default_rng(5).beta(3, 2, 3000)
    cost = sampled_tipping(private, 1.0, 0.8, 0.5)
    assert opposition(private, 1.0, 0.8, cost + 1e-9) < 0.5
    assert opposition(private, 1.0, 0.8, cost - 1e-9) > 0.5


def test_the_model_is_held_against_its_closed_forms():
    found = load("kuran").reproduce(changes={"people": 2e4}, seeds=5)
    assert found.holds
    assert len(found.checks) == 7
    calm = load("kuran").reproduce(changes={"people": 2e4, "reputation": 0.5}, seeds=5)
    assert calm.holds
    assert len(calm.checks) == 6
