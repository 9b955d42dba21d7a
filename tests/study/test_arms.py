"""The arms of a trial: a treatment that is none is found as often as luck says, and no more."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import NormalDist

import pytest

from bentham.evidence.metrics import metric
from bentham.study.arms import Difference, differences, errors_apart, ranked
from bentham.study.scenario import Scenario, loads
from bentham.study.simulate import carried_out, plan

TRIAL = """\
bentham: "0.1"
scenario: nothing
title: A trial of nothing
scheme: speech-points
people: 4096
days: 20
trials:
  - {{id: nothing, unit: person, share: {share}, set: {{risk.severity: {severity}}}}}
"""
NULL = loads(TRIAL.format(share=0.5, severity=3.0))  # what holds without the trial
BEYOND = NormalDist().inv_cdf(0.975)
NAMES = ("people_silenced", "critics", "perceived_risk", "score", "offences")


def apart(one: Scenario, seed: int, name: str, people: int = 4096) -> float:
    (found,) = differences(carried_out(plan(one, seed=seed, people=people)), (metric(name),))
    return found.apart


def inside(n: int, chance: float, level: float = 0.999) -> range:
    """Return the counts that a binomial draw gives but for half of 1 - `level` on either side."""
    chances = [math.comb(n, k) * chance**k * (1 - chance) ** (n - k) for k in range(n + 1)]
    tail = (1 - level) / 2
    low = next(k for k in range(n + 1) if sum(chances[: k + 1]) > tail)
    high = next(k for k in range(n, -1, -1) if sum(chances[k:]) > tail)
    return range(low, high + 1)


def test_the_binomial_interval_is_the_known_one() -> None:
    assert inside(20, 0.05) == range(6)
    assert inside(200, 0.05) == range(2, 22)


@pytest.mark.parametrize(
    "seeds", [10, pytest.param(200, marks=pytest.mark.full)], ids=["a twentieth", "all"]
)
def test_a_trial_of_nothing_finds_something_as_often_as_it_says(seeds) -> None:
    """The two-sided test at 5 % of who was ever silent out of fear."""
    found = sum(apart(NULL, seed, "people_silenced") > BEYOND for seed in range(seeds))
    assert found in inside(seeds, 0.05)


def test_a_trial_of_much_is_found_with_every_seed() -> None:
    """The same test, so that it is not one that never finds anything."""
    much = loads(TRIAL.format(share=0.5, severity=10))
    assert all(apart(much, seed, "people_silenced", 30_000) > BEYOND for seed in range(3))


def test_errors_are_those_of_two_proportions_of_counts_and_of_what_lasts() -> None:
    adults, days = (400.0, 100.0), 50
    both = 1 / 400 + 1 / 100
    share = metric("people_silenced")
    assert (share.top, share.summary, share.scale) == ("EVER_SILENCED", "last", 100)
    mean = (0.1 * 400 + 0.3 * 100) / 500
    expected = 0.2 / math.sqrt(mean * (1 - mean) * both)
    assert errors_apart(share, (10.0, 30.0), adults, days) == pytest.approx(expected)
    counts = metric("posts_critical")
    assert errors_apart(counts, (100.0, 300.0), adults, days) == pytest.approx(
        0.2 / math.sqrt(mean * both)
    )
    once = replace(metric("detained"), top="PROTEST")
    assert errors_apart(once, (10.0, 30.0), adults, days) == pytest.approx(
        0.2 / math.sqrt(mean / days * both)
    )
    assert errors_apart(metric("detained"), (10.0, 30.0), adults, days) == pytest.approx(
        0.2 / math.sqrt(mean * both)
    )
    protected = metric("sanction_days_protected")
    assert errors_apart(protected, (100.0, 300.0), adults, days) == pytest.approx(
        0.2 / math.sqrt(days * mean * both)
    )
    assert errors_apart(counts, (5.0, 5.0), adults, days) == 0
    assert errors_apart(counts, (0.0, 0.0), adults, days) == 0


def test_one_or_two_people_do_not_come_first_and_harms_do() -> None:
    def of(name: str, control: float, treated: float) -> Difference:
        m = metric(name)
        return Difference(m, control, treated, errors_apart(m, (control, treated), (5e3, 5e3), 30))

    few = of("wrongful_arrests", 0.0, 0.4)  # nobody and two people: infinitely many times as many
    harm, conduct = of("people_silenced", 2.0, 3.0), of("posts_critical", 20.0, 40.0)
    same = of("critics", 3.0, 3.0)
    assert few.apart < 2 < harm.apart < conduct.apart
    assert ranked([few, conduct, same, harm], 12) == [harm, conduct, few]
    assert ranked([few, conduct, harm], 1) == [harm]


def test_only_what_is_counted_per_adult_is_compared() -> None:
    one = carried_out(plan(NULL, days=5))
    found = differences(one, tuple(metric(name) for name in (*NAMES, "self_censored", "gini")))
    assert [d.metric.name for d in found] == [n for n in NAMES if n != "score"]
