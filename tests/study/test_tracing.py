"""What is kept of traced people, and those who are chosen by what became of them."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from bentham.day.person import COUNTED, LANES
from bentham.engine.counting import MARK_WORDS, MARKS_PER_WORD
from bentham.evidence.errors import UsageError
from bentham.study.adults import drawn_adults, is_adult
from bentham.study.lives import PROPERTIES, asked_property, note_of, told
from bentham.study.simulate import Simulation, carried_out, plan
from bentham.study.telling import EVENTS
from bentham.study.tracing import events_table, marks_of, people_table

WHO = drawn_adults(600, 3_000, seed=5)


def traced(replicates: int, days: int) -> Simulation:
    settings = [f"acts[{act}].detection_rate=1" for act in ("littering", "neglect_of_parents")]
    settings.append("society.offence_factor=2")
    return carried_out(
        plan(
            "village-ledger", people=3_000, days=days, seed=5, replicates=replicates, trace=WHO,
            settings=settings,
        )
    )  # fmt: skip


def test_in_another_replicate_a_number_is_somebody_else_so_nobody_is_traced_there() -> None:
    both = traced(replicates=2, days=3)
    assert both.histories[0].traced is not None
    assert both.histories[1].traced is None


def test_scores_before_and_after_form_a_chain_from_the_declared_start() -> None:
    done = traced(replicates=1, days=40)
    log = dataclasses.replace(done.log, start=100.0)
    rows = events_table(log).to_pylist()
    recorded = [r for r in rows if r["kind"] == "recorded"]
    assert len(recorded) > 10
    assert any(r["score_after"] != r["score_before"] for r in recorded)
    first_day = [r for r in recorded if r["day"] == 1 and r["act"] == "littering"]
    assert first_day
    for r in first_day:
        assert r["score_before"] == 100.0 > r["score_after"]
        assert r["rule"] and (r["truth"], r["belief"]) == ("did it", "did it")
        assert r["before"] == "100 points"


def test_every_mark_has_its_bit_in_the_last_fields_of_a_row() -> None:
    for i in range(len(COUNTED)):
        row = np.zeros(len(LANES) + MARK_WORDS, dtype=np.int64)
        row[len(LANES) + i // MARKS_PER_WORD] = 1 << i % MARKS_PER_WORD
        assert np.flatnonzero(marks_of(row)).tolist() == [i]


def test_everything_that_happens_to_a_person_is_told_or_is_a_state_or_an_attempt() -> None:
    states = {
        "OCCASION", "DISSENT", "ABSTAINED", "OPPOSED", "SUBJECT", "LISTED", "WRONGLY_LISTED",
        "BELOW_START", "ABOVE_START", "LOW_GRADE", "SANCTIONED", "SANCTIONED_WRONGLY", "KNOWING",
        "KNOWS_EVENT", "DELETED_SOON", "DELETED_IN_A_DAY", "STRANGER_LISTED", "REDLISTED",
        "DETAINED", "KIN_AFFECTED", "STRUCK", "SANCTIONED_PROTECTED",
    }  # fmt: skip
    left = {n for n in COUNTED if not n.startswith(("EVER_", "GRADE_", "REFUSED_"))}
    left -= {n for n in COUNTED if n.endswith("_TRIED")}
    assert left - states == set(EVENTS)


@pytest.fixture(scope="module")
def lives() -> Simulation:
    """The whole system over a few people, with five lives of the wrongly listed."""
    return carried_out(
        plan("whole-system", people=8192, days=60, seed=1, lives=("wrongly-listed", 5))
    )


def test_tracing_by_a_property_changes_no_bit(lives) -> None:
    plain = carried_out(plan("whole-system", people=8192, days=60, seed=1))
    assert lives.run.digest == plain.run.digest
    assert lives.run.metrics == plain.run.metrics


def test_those_traced_have_the_property_and_are_adults(lives) -> None:
    who = lives.plan.trace
    assert 1 <= len(who) <= 5
    assert all(is_adult(person, 1) for person in who)
    last = marks_of(lives.histories[0].traced[-1])
    assert last[:, COUNTED.index("WRONGLY_LISTED")].all()
    again = carried_out(
        plan("whole-system", people=8192, days=60, seed=1, lives=("wrongly-listed", 5))
    )
    assert again.plan.trace == who


def test_a_wrong_entry_is_told_with_truth_and_belief(lives) -> None:
    entered = [e for e in lives.log.events() if e["kind"] == "entered"]
    assert len(entered) >= len(lives.plan.trace)
    for event in entered:
        assert event["truth"] == "did not belong there"
        assert event["belief"] == "met the rule"
        assert event["before"] == "not on the list"
        assert event["after"].startswith("on the list")
        assert event["cause"] and event["rule"]
    days = [(e["person"], e["day"]) for e in lives.log.events()]
    assert days == sorted(days)


def test_lives_are_printed_as_blocks_of_people_who_do_not_exist(lives) -> None:
    text = "\n".join(told(lives.log))
    heads = [line for line in text.splitlines() if line.startswith("Person ")]
    assert heads == [f"Person {p} (does not exist)" for p in lives.plan.trace]
    assert "was put on the list" in text
    assert "the system believed: met the rule" in text


def test_the_tables_hold_every_event_and_every_evening(lives) -> None:
    events = events_table(lives.log)
    assert events.num_rows == len(list(lives.log.events()))
    assert {"rule", "before", "after", "truth", "belief", "cause"} <= set(events.column_names)
    people = people_table(lives.histories[0], lives.plan.trace, lives.world.score_scale)
    assert people.num_rows == 60 * len(lives.plan.trace)


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_property_can_be_asked_for(name) -> None:
    done = carried_out(plan("whole-system", people=2048, days=15, seed=2, lives=(name, 2)))
    assert len(done.plan.trace) == 2 or done.notes


def test_the_number_of_lives_is_read_and_mistakes_are_told() -> None:
    assert asked_property("wrongly-listed:5") == ("wrongly-listed", 5)
    assert asked_property("random:5") is None
    assert asked_property("1,2") is None
    with pytest.raises(UsageError, match="Did you mean 'silenced'"):
        asked_property("silence:5")
    for wrong in ("refused:0", "refused:x", "refused:", "refused:²"):
        with pytest.raises(UsageError, match="ask for 1 to"):
            asked_property(wrong)


def test_fewer_lives_than_asked_for_are_said() -> None:
    assert note_of("refused", 5, 5) == ""
    assert "only 2 of the adults were ever refused" in note_of("refused", 5, 2)
    assert "no adults are in detention" in note_of("detained", 5, 0)
