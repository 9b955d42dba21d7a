"""Sentences say the number, its time and its ranges, and never more than is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_up_report import METRICS, facts_of, panel_of, run_of

from bentham.report.facts import Measured, Ranged
from bentham.report.text import summary
from bentham.report.words import findings, numbers, scale_of, sentence

LISTED, WRONGLY, REFUSALS, SILENCE, FLED, PAID, CRITICS = METRICS


def measured(metric, *numbers: float | None) -> Measured:
    return Measured(metric, Ranged(*numbers), (), (), moved=True)


@pytest.mark.parametrize(
    ("value", "people", "unit"),
    [
        (23.0, 100_000, "of 100 adults"),
        (1.3, 100_000, "of 1,000 adults"),
        (0.13, 100_000, "of 10,000 adults"),
        (0.001, 100_000, "of 100,000 adults"),
        (0.13, 500, "of 1,000 adults"),
        (0.0, 100_000, "of 1,000 adults"),
    ],
)
def test_a_share_is_told_as_people_that_one_can_picture(value, people, unit) -> None:
    assert scale_of(LISTED, value, people).unit == unit


def test_both_ranges_stand_beside_the_number() -> None:
    text = sentence(measured(LISTED, 1.3, 1.2, 1.4, 0.4, 3.1), 100_000, 365)
    assert text == (
        "On the list: 13 of 1,000 adults at the end of the year (luck: 12 to 14; "
        "assumptions: 4 to 31)."
    )


def test_a_phrase_makes_a_share_a_spoken_sentence() -> None:
    spoken = replace(LISTED, phrase="were on the list")
    text = sentence(measured(spoken, 1.3, 1.2, 1.4, 0.4, 3.1), 100_000, 365)
    assert text.startswith("Of 1,000 adults, 13 were on the list at the end of the year (")
    nobody = sentence(measured(spoken, 0.0), 100_000, 365)
    assert nobody.startswith("Of 1,000 adults, none were on the list")


def test_a_range_of_luck_alone_is_called_that() -> None:
    assert "(luck only: 12 to 14)" in sentence(measured(LISTED, 1.3, 1.2, 1.4), 100_000, 365)


def test_one_run_claims_no_range() -> None:
    assert "range unknown" in sentence(measured(LISTED, 1.3), 100_000, 365)


@pytest.mark.parametrize(
    ("metric", "days", "words"),
    [
        (LISTED, 365, "at the end of the year"),
        (LISTED, 730, "after 730 days"),
        (REFUSALS, 365, "in the year"),
        (PAID, 90, "on an average day"),
    ],
)
def test_the_sentence_says_when_its_number_holds(metric, days, words) -> None:
    assert words in sentence(measured(metric, 12.0), 100_000, days)


def test_numbers_beside_each_other_have_the_same_decimals() -> None:
    plain = scale_of(REFUSALS, 1.0, 1000)
    assert numbers(plain, 1.25, 0.5, None) == ["1.25", "0.50", "–"]
    assert numbers(plain, 1234.0, 5.0) == ["1,234", "5"]
    assert numbers(plain, -0.5, -1e-9) == ["−0.500", "0.000"]


def test_harms_that_moved_come_first_and_what_did_not_move_is_not_a_finding() -> None:
    facts = facts_of(replicates=3, days=60, draws=0)
    harms, conduct = findings(facts.measured, facts.people, facts.days)
    assert [f.name for f in harms] == ["listed", "wrongly", "refusals", "silence"]
    assert [f.name for f in conduct] == ["paid", "critics"]
    assert [f.story for f in harms] == [False, False, False, True]


def test_the_terminal_gets_sentences_that_say_invented_and_how_sure() -> None:
    text = summary(run_of(3, 60, None), METRICS)
    assert "100,000 invented people" in text
    assert "they are not a measurement of any place" in text
    assert "The range is luck only" in text
    assert "Did not move: left the country." in text
    drawn = panel_of(5, 60, spread=0.6)
    assert "assumptions:" in summary(run_of(3, 60, drawn), METRICS, draws=5)
