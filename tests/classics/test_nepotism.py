"""A score by biased assessors says less of conduct, exactly as the Gaussian form has it."""

from __future__ import annotations

import itertools
import math
import random
import statistics

import numpy as np
import pytest
from scipy import integrate, stats

from bentham.classics import load
from bentham.classics.nepotism import (
    Spreads,
    conduct_of_selected,
    correlation,
    error_of_selected,
    inverse_mills,
    people,
    selected,
    tie_of_selected,
)


@pytest.mark.parametrize("bias", [0.0, 0.5, 1.0, 3.0])
@pytest.mark.parametrize("spreads", [Spreads(), Spreads(10.0, 2.0, 3.0)])
def test_the_correlation_is_that_of_the_covariance_matrix(bias, spreads) -> None:
    loads = np.array([[1.0, 0.0, 0.0], [1.0, bias, 1.0]])  # conduct, score on (x, t, e)
    cov = loads @ np.diag(np.square([spreads.conduct, spreads.tie, spreads.noise])) @ loads.T
    assert correlation(bias, spreads) == pytest.approx(cov[0, 1] / np.sqrt(cov[0, 0] * cov[1, 1]))


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5])
def test_the_mills_ratio_is_the_mean_of_a_cut_normal(share) -> None:
    at = stats.norm.isf(share)
    mean = integrate.quad(lambda x: x * stats.norm.pdf(x), at, np.inf)[0] / share
    assert inverse_mills(share) == pytest.approx(mean, rel=1e-7)


def test_simulated_people_agree_with_a_naive_twin_of_other_luck() -> None:
    bias, spreads, share, number = 1.5, Spreads(1.0, 0.8, 0.3), 0.2, 40_000
    rng = random.Random(5)
    twins = []
    for _ in range(number):
        x, t = rng.gauss(0, 1.0), rng.gauss(0, 0.8)
        twins.append((x + bias * t + rng.gauss(0, 0.3), x, t))
    twins.sort(reverse=True)
    top = twins[: int(share * number)]
    ours = people(number, spreads, 1)
    chosen = selected(ours.scores(bias), share)
    error = 4 * 1.3 * math.sqrt(2 / len(top))
    assert len(chosen) == len(top)
    assert statistics.mean(x for _, x, _ in top) == pytest.approx(
        ours.conduct[chosen].mean(), abs=error
    )
    assert statistics.mean(t for *_, t in top) == pytest.approx(
        tie_of_selected(bias, spreads, share), abs=error
    )


@pytest.mark.parametrize("rho", [1.0, 0.5])
def test_the_error_of_a_selected_mean_is_its_spread_over_repetitions(rho) -> None:
    rng = np.random.default_rng(2)
    spreads, share, number = Spreads(), 0.1, 1000
    means = []
    for _ in range(4000):
        conduct = rng.standard_normal(number)
        by = rho * conduct + math.sqrt(1 - rho**2) * rng.standard_normal(number)
        means.append(conduct[selected(by, share)].mean())
    # The spread of 4,000 spreads is known to 1.1 %; the formula is exact for many people.
    assert np.std(means) == pytest.approx(error_of_selected(rho, spreads, share, number), rel=0.05)


def test_ranks_by_conduct_and_no_bias_no_noise_choose_the_same_people() -> None:
    ours = people(5000, Spreads(noise=0.0), 3)
    assert set(selected(ours.scores(0.0), 0.1)) == set(selected(ours.conduct, 0.1))


def test_more_bias_never_helps_and_in_the_limit_nothing_but_ties_is_selected() -> None:
    spreads = Spreads()
    gains = [conduct_of_selected(b, spreads, 0.1)[0] for b in np.linspace(0, 10, 101)]
    assert all(a > b for a, b in itertools.pairwise(gains))
    assert conduct_of_selected(1e6, spreads, 0.1)[0] == pytest.approx(0.0, abs=1e-5)
    assert tie_of_selected(1e6, spreads, 0.1) == pytest.approx(inverse_mills(0.1), rel=1e-6)


def test_people_are_the_same_under_every_bias_and_number() -> None:
    few, many = people(100, Spreads(), 7), people(1000, Spreads(), 7)
    assert np.array_equal(few.conduct, many.conduct[:100])
    assert not np.array_equal(few.conduct, people(100, Spreads(), 8).conduct)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_command_holds(seed) -> None:
    found = load("nepotism").reproduce(seed=seed)
    assert [c.id for c in found.checks if not c.holds] == []
    assert len([c for c in found.checks if c.id.startswith("F39")]) >= 3


def test_a_wrong_formula_would_be_seen(monkeypatch) -> None:
    import bentham.classics.nepotism as module

    monkeypatch.setattr(
        module, "correlation", lambda b, s: s.conduct / (s.conduct + b * s.tie + s.noise)
    )
    assert not load("nepotism").reproduce().holds
