"""A regime falls below 1 - c, and lower where it can mislead, lowest with precise signals."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy import optimize, stats

from bentham.classics import load
from bentham.classics.morris_shin import (
    PRECISIONS,
    Game,
    best_bias,
    by_envelope,
    chance_of_fall,
    equilibrium,
    learned,
)

MISLED = [Game(0.4, 25.0, 1.0), Game(0.1, 4.0, 2.0), Game(0.75, 400.0, 0.5)]


@pytest.mark.parametrize("cost", [0.05, 0.4, 0.9])
@pytest.mark.parametrize("precision", [0.5, 30.0, 2000.0])
def test_without_manipulation_the_regime_falls_below_one_less_the_cost(cost, precision) -> None:
    found = equilibrium(Game(cost, precision))
    assert found.strength == pytest.approx(1 - cost, abs=1e-6)
    # Critical mass: Phi(sqrt(alpha) (x* - theta*)) = theta*.
    margin = stats.norm.ppf(1 - cost) / np.sqrt(precision)
    assert found.signal == pytest.approx(1 - cost + margin, abs=1e-5)


@pytest.mark.parametrize("game", MISLED)
def test_the_conditions_solved_as_they_stand_are_the_two_curves(game) -> None:
    plain, curves = equilibrium(game), by_envelope(game)
    assert plain.strength == pytest.approx(curves.strength, abs=1e-6)
    assert plain.signal == pytest.approx(curves.signal, abs=1e-5)
    assert plain.strength < 1 - game.attack_cost


@pytest.mark.parametrize("game", MISLED)
def test_no_regime_gains_by_another_bias(game) -> None:
    found, root = equilibrium(game), np.sqrt(game.precision)
    for strength in found.strength + np.array([-0.3, -0.01, 0.0, 0.05, 0.2, 1.0]):
        margin = found.signal - strength
        bias, loss = best_bias(np.array([margin]), game)
        others = np.linspace(0, 3, 30_001)
        losses = stats.norm.cdf(root * (margin - others)) + game.bias_cost * others**2 / 2
        assert losses.min() >= loss[0] - 1e-12
        assert loss[0] == pytest.approx(
            stats.norm.cdf(root * (margin - bias[0])) + game.bias_cost * bias[0] ** 2 / 2
        )
        assert (loss[0] <= strength + 1e-9) == (strength >= found.strength - 1e-9)


@pytest.mark.parametrize("game", MISLED)
def test_a_better_signal_is_worse_news_of_a_fall_so_one_cutoff_suffices(game) -> None:
    found, spread = equilibrium(game), 1 / np.sqrt(game.precision)
    chances = [
        chance_of_fall(float(x), found, game)
        for x in found.signal + spread * np.linspace(-3, 3, 25)
    ]
    assert all(a > b for a, b in pairwise(chances))
    assert chance_of_fall(found.signal, found, game) == pytest.approx(game.attack_cost, abs=1e-6)


def test_of_simulated_citizens_who_see_the_marginal_signal_the_share_c_sees_a_fall() -> None:
    game = MISLED[0]
    found, rng = equilibrium(game), np.random.default_rng(4)
    strengths = rng.uniform(found.strength - 1.0, found.strength + 1.3, 1500)

    def loss(bias: float, strength: float) -> float:
        return stats.norm.cdf(5 * (found.signal - strength - bias)) + bias**2 / 2

    biases = [
        optimize.minimize_scalar(loss, bounds=(0, 1.5), args=(s,), method="bounded").x
        if s >= found.strength
        else 0.0
        for s in strengths
    ]
    signals = strengths + biases + 0.2 * rng.standard_normal((1000, 1500))
    near = np.abs(signals - found.signal) < 0.01
    falls = np.broadcast_to(strengths < found.strength, near.shape)[near]
    # Citizens of one regime are not independent: the scatter is that of whole regimes.
    per_regime = np.array([near[:, i].sum() for i in range(1500)])
    fell = strengths < found.strength
    share = falls.mean()
    error = np.sqrt(np.sum((per_regime * (fell - share)) ** 2)) / per_regime.sum()
    assert share == pytest.approx(game.attack_cost, abs=4 * error)
    assert error < 0.03


def test_precise_signals_help_the_regime_that_can_mislead_down_to_nothing() -> None:
    strengths = [by_envelope(Game(0.4, a, 1.0)).strength for a in PRECISIONS]
    assert all(a > b for a, b in pairwise(strengths))
    assert by_envelope(Game(0.4, 1e-6, 1.0)).strength == pytest.approx(0.6, abs=1e-5)
    assert by_envelope(Game(0.4, 1e7, 1.0)).strength < 1e-5


def test_only_precision_over_cost_of_bias_counts() -> None:
    assert by_envelope(Game(0.3, 50.0, 2.0)).strength == pytest.approx(
        by_envelope(Game(0.3, 5.0, 0.2)).strength, abs=1e-9
    )
    assert equilibrium(Game(0.3, 50.0, 2.0)).strength == pytest.approx(
        equilibrium(Game(0.3, 5.0, 0.2)).strength, abs=1e-6
    )


def test_a_bias_too_dear_to_use_is_no_bias() -> None:
    assert equilibrium(Game(0.4, 25.0, 1e9)).strength == pytest.approx(0.6, abs=1e-6)


@pytest.mark.parametrize("bias_cost", [np.inf, 1.0])
def test_citizens_who_learn_end_at_the_equilibrium(bias_cost) -> None:
    game = Game(0.6, 16.0, bias_cost)
    found = [learned(game, 60, 150, seed) for seed in range(20)]
    error = np.std(found, ddof=1) / np.sqrt(20)
    assert error < 0.005
    assert np.mean(found) == pytest.approx(by_envelope(game).strength, abs=4 * error)


@pytest.mark.full
@pytest.mark.parametrize("bias_cost", [np.inf, 1.0])
def test_learning_has_no_bias_that_many_histories_would_show(bias_cost) -> None:
    game = Game(0.4, 25.0, bias_cost)
    found = [learned(game, 250, 200, seed) for seed in range(100)]
    error = np.std(found, ddof=1) / np.sqrt(100)
    assert np.mean(found) == pytest.approx(by_envelope(game).strength, abs=4 * error)


def test_the_command_holds() -> None:
    found = load("morris-shin").reproduce(changes={"citizens": 60, "regimes": 150})
    assert [c.id for c in found.checks if not c.holds] == []
