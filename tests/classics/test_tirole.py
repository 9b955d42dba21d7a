"""Image makes people act, a bundled score makes them conform, and costly ties are cut."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate

from bentham.classics import load
from bentham.classics.tirole import (
    Image,
    bundled,
    cutoffs,
    participation_bound,
    power_gap,
    simulate_baseline,
    simulate_bundled,
    ties_cut,
    uniform_cutoff,
)
from bentham.evidence.errors import UsageError


@pytest.mark.parametrize("power", [0.5, 1.0, 3.0])
@pytest.mark.parametrize("at", [0.2, 0.5, 0.9])
def test_the_gap_is_that_of_two_means_by_quadrature(power, at) -> None:
    def density(v: float) -> float:
        return power * v ** (power - 1)

    def mean(low: float, high: float) -> float:
        top = integrate.quad(lambda v: v * density(v), low, high)[0]
        return top / integrate.quad(density, low, high)[0]

    assert power_gap(at, power) == pytest.approx(mean(at, 1) - mean(0, at), abs=1e-7)


@pytest.mark.parametrize("stake", [0.0, 0.2, 0.9])
@pytest.mark.parametrize("cost", [0.1, 0.5, 1.3])
@pytest.mark.parametrize("externality", [0.5, 1.0, 2.0])
def test_uniform_values_have_the_published_cutoff_by_the_general_solver(
    stake, cost, externality
) -> None:
    image = Image(externality, cost, stake, 1.0)
    found = cutoffs(image, lambda at: power_gap(at, 1.0))
    assert found == [pytest.approx(uniform_cutoff(image), abs=1e-9)]


def test_a_cutoff_of_another_density_is_a_person_who_is_indifferent() -> None:
    image = Image(1.0, 0.6, 0.4, 0.9)
    for at in cutoffs(image, lambda v: power_gap(v, 3.0)):
        assert 0 < at < 1
        assert at - 0.6 + 0.36 * power_gap(at, 3.0) == pytest.approx(0.0, abs=1e-9)


def test_where_image_falls_fast_in_participation_there_are_several_cutoffs() -> None:
    # A gap that falls steeply with the cut-off: acting is honourable only while few ... or many do.
    found = cutoffs(Image(0.2, 0.6, 1.0, 1.0), lambda at: 1.0 - at)
    assert found == pytest.approx([0.0, 0.5, 1.0])


def naive_population(image: Image, values: list[float]) -> set[int]:
    """Best responses person by person, in plain Python."""
    acts = {i for i, v in enumerate(values) if v * image.externality >= image.cost}
    for _ in range(500):
        yes = [v for i, v in enumerate(values) if i in acts] or [max(values)]
        no = [v for i, v in enumerate(values) if i not in acts] or [min(values)]
        image_worth = image.concern * image.visible * (sum(yes) / len(yes) - sum(no) / len(no))
        new = {
            i for i, v in enumerate(values) if v * image.externality - image.cost + image_worth >= 0
        }
        if new == acts:
            return acts
        acts = new
    raise AssertionError("not settled")


@pytest.mark.parametrize("image", [Image(), Image(concern=0.0), Image(cost=2.0), Image(concern=9)])
def test_people_settle_where_a_naive_twin_settles_and_at_the_cutoff(image) -> None:
    values = np.random.default_rng(3).random(4000)
    acts = simulate_baseline(image, values)
    assert set(np.flatnonzero(acts)) == naive_population(image, values.tolist())
    assert acts.mean() == pytest.approx(
        1 - uniform_cutoff(image), abs=participation_bound(image, 4000) + 1e-12
    )


def test_the_bound_is_four_times_the_spread_over_repetitions() -> None:
    rng, image = np.random.default_rng(6), Image(concern=1.0, cost=0.8)
    shares = [simulate_baseline(image, rng.random(2000)).mean() for _ in range(2000)]
    # The spread of 2,000 shares is itself known to 1.6 %.
    assert 4 * np.std(shares) == pytest.approx(participation_bound(image, 2000), rel=0.08)


def test_with_no_identity_cost_to_speak_of_the_score_works_as_if_the_act_were_seen() -> None:
    image = Image()
    one = bundled(image, 1.0, 1e-7)
    assert one.conform == pytest.approx(one.act, abs=1e-3)
    assert one.act == pytest.approx(1 - uniform_cutoff(image), abs=1e-3)


def test_among_close_ties_only_nobody_conforms_and_acts_are_the_baselines() -> None:
    one = bundled(Image(), 0.0, 0.2)
    assert one.conform == 0.0
    assert one.act == pytest.approx(1 - uniform_cutoff(Image()), abs=3e-4)


@pytest.mark.parametrize("strangers, identity", [(1.0, 0.2), (0.5, 0.05), (0.8, 1.0)])
def test_the_bundled_shares_solve_both_conditions_by_quadrature(strangers, identity) -> None:
    image, one = Image(), bundled(Image(), strangers, identity)

    def alone(v: float) -> float:
        return v - image.cost + image.stake * (1 - strangers) * one.act_gap

    def conform(v: float) -> float:
        gain = image.stake * strangers * one.score_gap + min(0.0, alone(v))
        return 1 - np.exp(-max(gain, 0.0) / identity)

    kinks = [
        image.cost - image.stake * (1 - strangers) * one.act_gap,
        image.cost - image.stake * ((1 - strangers) * one.act_gap + strangers * one.score_gap),
    ]
    total = integrate.quad(conform, 0, 1, points=kinks)[0]
    valued = integrate.quad(lambda v: v * conform(v), 0, 1, points=kinks)[0]
    assert one.conform == pytest.approx(total, abs=1e-5)
    gap = valued / total - (0.5 - valued) / (1 - total)
    assert one.score_gap == pytest.approx(gap, abs=1e-4)


def test_simulated_people_conform_as_the_fixed_point_has_it_under_other_luck() -> None:
    rng, shares = np.random.default_rng(8), []
    for _ in range(20):
        costs = rng.exponential(0.3, 20_000)
        shares.append(simulate_bundled(Image(), 0.7, rng.random(20_000), costs).conform)
    error = 4 * np.std(shares, ddof=1) / np.sqrt(20)
    assert np.mean(shares) == pytest.approx(bundled(Image(), 0.7, 0.3).conform, abs=error)


def test_ties_are_cut_by_their_value() -> None:
    image = Image(concern=0.5, visible=0.8)
    worth = np.random.default_rng(1).exponential(0.7, 100_000)
    share = ties_cut(image, 1.5, 0.7)
    assert (worth < 0.4 * 1.5).mean() == pytest.approx(share, abs=4 * 0.5 / np.sqrt(100_000))
    assert ties_cut(image, 0.0, 0.7) == 0.0


def test_acts_that_chase_each_other_are_said_not_to_settle() -> None:
    # Only the best act: the gap is 0.72, and the middle follows; then it is 0.58, and they leave.
    values = np.array([0.0] * 400 + [0.5] * 500 + [1.0] * 100)
    with pytest.raises(UsageError, match="did not settle"):
        simulate_baseline(Image(1.0, 1.2, 1.0, 1.0), values)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_command_holds(seed) -> None:
    found = load("tirole").reproduce(seed=seed, changes={"people": 10_000})
    assert [c.id for c in found.checks if not c.holds] == []
