"""Grudges without reward, gain with it; false reports rise with reward and fall with checking."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate, stats

from bentham.classics import load
from bentham.classics.bergemann import (
    REWARDS,
    VERIFICATIONS,
    Pairs,
    false_reports,
    false_share,
    personal_share,
    reward_raises_false_share,
    simulate,
    true_reports,
)

WORLDS = [
    Pairs(),
    Pairs(grudge=-0.5, cost=0.8, cost_spread=0.0, penalty=2.0, seen=0.3, duty=0.1),
    Pairs(grudge_spread=0.3, cost=0.5, penalty=0.0, seen=0.5, duty=1.0),
]


@pytest.mark.parametrize("pairs", WORLDS)
def test_the_rate_is_the_integral_over_grudges_and_costs(pairs) -> None:
    b, v = 0.7, 0.35

    def reporting(g: float) -> float:
        room = b * (1 - v) + g - pairs.penalty * v  # report iff the social cost is below this
        if pairs.cost_spread == 0:
            inside = float(pairs.cost < room)
        else:
            inside = stats.norm.cdf(room, pairs.cost, pairs.cost_spread)
        return inside * stats.norm.pdf(g, pairs.grudge, pairs.grudge_spread)

    span = 9 * pairs.grudge_spread
    edge = pairs.cost - b * (1 - v) + pairs.penalty * v
    rate = integrate.quad(reporting, pairs.grudge - span, pairs.grudge + span, points=[edge])[0]
    assert false_reports(pairs, b, v) == pytest.approx((1 - pairs.seen) * rate, abs=1e-7)


@pytest.mark.parametrize("both", [False, True])
def test_simulated_pairs_agree_with_a_naive_twin_of_other_luck(both) -> None:
    pairs, b, v, number = Pairs(seen=0.2, both_decide=both), 1.2, 0.3, 60_000
    rng, false, true, personal = random.Random(11), 0, 0, 0
    for _ in range(number):
        g, s = rng.gauss(0, 1), rng.gauss(1.5, 0.5)
        if rng.random() < 0.2:
            does = b + g - s > 0 if both else rng.random() < 0.5
            true += does
            personal += does and both and g - s > 0
        elif b * 0.7 + g - 0.3 - s > 0:
            false += 1
            personal += g - 0.3 - s > 0
    ours = simulate(pairs, b, v, number, 4)
    for mine, theirs in ((ours.false, false), (ours.true, true), (ours.personal, personal)):
        assert abs(mine - theirs) < 4 * np.sqrt(mine + theirs)
    for count, rate in ((false, false_reports(pairs, b, v)), (true, true_reports(pairs, b))):
        assert count / number == pytest.approx(rate, abs=4 * np.sqrt(rate / number))
    share = personal_share(pairs, b, v)
    assert personal / (false + true) == pytest.approx(share, abs=4 * np.sqrt(1 / (false + true)))


@pytest.mark.parametrize("pairs", WORLDS)
def test_where_truth_is_a_duty_both_signs_hold_everywhere(pairs) -> None:
    for v in VERIFICATIONS[:-1]:
        shares = [false_share(pairs, b, v) for b in REWARDS]
        assert all(x < y for x, y in pairwise(shares))
    for b in REWARDS[1:]:
        shares = [false_share(pairs, b, v) for v in VERIFICATIONS]
        assert all(x > y for x, y in pairwise(shares))


@pytest.mark.parametrize("penalty", [0.0, 1.0, 5.0])
@pytest.mark.parametrize("v", [0.05, 0.3, 0.8])
def test_where_both_decide_the_sign_follows_the_hazards(penalty, v) -> None:
    pairs = Pairs(penalty=penalty, both_decide=True)
    for b in (0.0, 0.5, 2.0):
        step = false_share(pairs, b + 1e-6, v) - false_share(pairs, b, v)
        assert (step > 0) == reward_raises_false_share(pairs, b, v)


def test_both_signs_of_the_reward_occur_where_both_decide() -> None:
    signs = {
        reward_raises_false_share(Pairs(penalty=k, both_decide=True), b, v)
        for k in (0.0, 1.0, 5.0) for b in (0.0, 2.0) for v in (0.05, 0.3, 0.8)
    }  # fmt: skip
    assert signs == {True, False}


def test_with_no_reward_every_decided_report_is_personal_and_with_much_hardly_any() -> None:
    assert personal_share(Pairs(both_decide=True), 0.0, 0.4) == 1.0
    assert personal_share(Pairs(both_decide=True), 50.0, 0.4) < 0.06


def test_most_are_personal_only_while_duty_brings_fewer_than_grudges() -> None:
    grudges = false_reports(Pairs(), 0.0, 0.2)
    for duty, most in ((0.9 * grudges / 0.02, True), (1.1 * grudges / 0.02, False)):
        assert (personal_share(Pairs(duty=duty), 0.0, 0.2) > 0.5) == most


def test_the_same_pairs_report_more_with_every_reward() -> None:
    counts = [simulate(Pairs(), b, 0.2, 5000, 2) for b in REWARDS]
    assert all(x.false <= y.false for x, y in pairwise(counts))
    assert len({c.true for c in counts}) == 1  # duty does not know the reward


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_command_holds(seed) -> None:
    found = load("bergemann").reproduce(seed=seed)
    assert [c.id for c in found.checks if not c.holds] == []


def test_the_command_says_so_where_both_decide_and_the_sign_is_missed() -> None:
    found = load("bergemann").reproduce(variant="both-decide")
    assert [c.id for c in found.checks if not c.holds] == ["F25 reward"]
