"""Probes: who is asked, what they think, what they say; and that asking changes nobody."""

from __future__ import annotations

import numpy as np
import pytest

from bentham.chance.keys import key_of
from bentham.study.asking import READ
from bentham.study.probes import QUESTIONS, SENSITIVE, answers_of, fear_of, list_experiment
from bentham.study.scenario import loads
from bentham.study.simulate import Simulation, carried_out, plan

KEY = key_of(1, 0)
ONE = 1 << 14

SCENARIO = """\
bentham: "0.1"
scenario: asked
title: People are asked
scheme: speech-points
people: 6000
days: 25
events:
  - {kind: concealed, day: 5, witnesses: 0.3}
"""
PROBES = """\
probes:
  - {days: [10, 25], sample: all, method: both}
  - {day: 25, sample: 1000, method: direct, questions: [approve]}
"""


def person(**fields: int) -> dict[str, int]:
    return {
        "PERSON": 7,
        "AVERSION": ONE // 2,
        "SEVERITY": 1 << 10,
        "COVERED": 1,
        "EVENT": 2,
    } | fields


def rows_of(*people: dict[str, int]) -> np.ndarray:
    return np.array([[each.get(name, 0) for name in READ] for each in people], dtype=np.int64)


def asked(question: str, **fields: int) -> tuple[bool, bool]:
    private, told = answers_of(rows_of(person(**fields)), question, KEY, 3)
    return bool(private[0]), bool(told[0])


def test_nobody_who_sees_no_risk_withholds_an_answer() -> None:
    for attitude in (-ONE, -1, 0, 1, ONE):
        for question in QUESTIONS:
            private, told = asked(question, ATTITUDE=attitude, RISK=0, INFORMED=1, KNOWLEDGE=9)
            assert private == told


def test_an_opponent_says_so_only_if_more_is_at_stake_than_feared() -> None:
    afraid = {"RISK": 128}  # R r S = 1/2 * 1/2 * 1
    assert fear_of(rows_of(person(**afraid))).tolist() == [ONE // 4]
    assert asked("approve", ATTITUDE=ONE // 4, **afraid) == (False, False)
    assert asked("approve", ATTITUDE=ONE // 4 - 1, **afraid) == (False, True)
    assert asked("would_vote", ATTITUDE=ONE // 4, **afraid) == (True, True)
    assert asked("would_vote", ATTITUDE=ONE // 4 - 1, **afraid) == (True, False)
    assert asked("approve", ATTITUDE=-5, **afraid) == (True, True)
    assert asked("looked_for_news", KNOWLEDGE=1, ATTITUDE=9, **afraid) == (True, False)


def test_what_is_out_can_be_spoken_of() -> None:
    told = {event: asked("knows_event", INFORMED=1, RISK=255, EVENT=event) for event in (2, 3)}
    assert told == {2: (True, False), 3: (True, True)}
    assert asked("knows_event", INFORMED=0) == (False, False)


def test_trust_is_a_share_and_what_one_knows_of_the_score_is_told() -> None:
    many = [person(PERSON=i, TRUST=64) for i in range(20_000)]
    private, told = answers_of(rows_of(*many), "trust_strangers", KEY, 3)
    assert (private == told).all()
    assert private.mean() == pytest.approx(0.25, abs=4 * (0.25 * 0.75 / 20_000) ** 0.5)
    assert asked("knows_scored", AWARE=1, RISK=255) == (True, True)
    assert asked("knows_scored", AWARE=1, COVERED=0) == (False, False)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_a_list_experiment_finds_the_share_within_its_error(share) -> None:
    n = 20_000
    private = np.arange(n) < share * n
    estimate, error = list_experiment(private, np.arange(n), "approve", KEY, 3)
    assert estimate is not None and error is not None
    assert abs(estimate - share) < 4 * error
    # Four items of chance one half: variance 1, in two halves; and that of the share.
    assert error == pytest.approx(((1 + share * (1 - share) + 1) / (n / 2)) ** 0.5, rel=0.03)
    assert list_experiment(private[:2], np.arange(2), "approve", KEY, 3) == (None, None)


def test_the_four_statements_are_others_for_every_question() -> None:
    private = np.zeros(1000, dtype=bool)
    found = {list_experiment(private, np.arange(1000), q, KEY, 3) for q in SENSITIVE}
    assert len(found) == len(SENSITIVE)


@pytest.fixture(scope="module")
def both() -> tuple[Simulation, Simulation]:
    """The same scenario with probes and without."""
    with_, without = (carried_out(plan(loads(SCENARIO + more))) for more in (PROBES, ""))
    return with_, without


def test_a_probe_changes_no_bit(both) -> None:
    assert both[0].run.digest == both[1].run.digest
    assert both[0].run.metrics == both[1].run.metrics
    assert both[0].answers and not both[1].answers


def test_asking_everybody_gives_what_the_run_counted(both) -> None:
    found = {(a.probe, a.day, a.question): a for a in both[0].answers}
    tallies = both[0].histories[0].tallies
    from bentham.day.person import TALLIES

    def counted(name: str, day: int) -> int:
        return int(tallies[day - 1, ..., TALLIES.index(name)].sum())

    for day in (10, 25):
        adults = counted("ADULTS", day)
        approve, event = found[1, day, "approve"], found[1, day, "knows_event"]
        assert approve.asked == adults
        assert approve.private == pytest.approx(1 - counted("OPPOSED", day) / adults, abs=1e-12)
        assert event.private == pytest.approx(counted("KNOWS_EVENT", day) / adults, abs=1e-12)
        assert event.private > 0.1
        assert approve.told is not None and approve.told > approve.private
        assert approve.list_estimate is not None and approve.list_error is not None
        assert abs(approve.list_estimate - approve.private) < 4 * approve.list_error


def test_a_sample_is_about_as_large_as_asked_and_says_the_same(both) -> None:
    found = {(a.probe, a.day, a.question): a for a in both[0].answers}
    small, all_ = found[2, 25, "approve"], found[1, 25, "approve"]
    assert abs(small.asked - 1000) < 4 * 1000**0.5
    assert small.private == pytest.approx(all_.private, abs=4 * (0.25 / small.asked) ** 0.5)
    assert small.list_estimate is None


def test_what_cannot_be_asked_says_why(both) -> None:
    left = {a.question: a.left_out for a in both[0].answers if a.left_out}
    assert "report on one another" in left["trust_strangers"]
    assert set(left) == {"trust_strangers"}


def test_the_answers_stand_in_the_json_of_the_run(both) -> None:
    told = both[0].run.to_json_object()
    assert told["scenario"] == "asked"
    assert len(told["probes"]) == len(both[0].answers) == 2 * len(QUESTIONS) + 1
    assert told["probes"][0]["question"] == "approve"
