"""The metric registry fits what a day counts, and its words fit the sentences that use them."""

from __future__ import annotations

import re

import pytest

from bentham.day.person import COUNTED, HISTOGRAM, TALLIES
from bentham.evidence.metrics import METRICS, SECTIONS, Metric, metric, section
from bentham.study.causes import RULERS

OF_SYSTEMS = {"attitude", "expression", "conduct", "welfare"}
OF_SCENARIOS = {"scheme.event", "scheme.removal"}
STORIES = {"attitude", "expression", "scheme.kin", "scheme.denounced", "welfare"}
ARITHMETIC = {"scheme.cameras", "scheme.marchers", "scheme.lists", "scheme.tiers", "scheme.wrong"}


def tallies_of(m: Metric) -> list[str]:
    return [name for names in (m.top, m.bottom) for name in names.split("+") if name]


def test_every_metric_is_made_of_what_a_day_counts():
    unknown = {m.name: t for m in METRICS for t in tallies_of(m) if t not in TALLIES}
    assert unknown == {}


def test_a_gini_spans_the_whole_histogram():
    (gini,) = [m for m in METRICS if m.how == "gini"]
    first, last = TALLIES.index(gini.top), TALLIES.index(gini.bottom)
    assert last - first + 1 == HISTOGRAM
    assert TALLIES[first : last + 1] == tuple(f"WELFARE_{k}" for k in range(HISTOGRAM))


def test_every_cause_is_one_that_a_scheme_a_society_or_a_scenario_can_declare():
    known = set(RULERS) | OF_SYSTEMS | OF_SCENARIOS
    assert {m.name: m.cause for m in METRICS if m.cause not in known} == {}


def test_what_tells_of_reactions_is_a_story_and_what_the_rules_add_up_to_is_not():
    told = {m.name for m in METRICS if m.story}
    assert [m.name for m in METRICS if m.cause in STORIES and m.name not in told] == []
    assert [m.name for m in METRICS if m.cause in ARITHMETIC and m.name in told] == []


def test_every_metric_is_about_one_thing():
    assert sum(len(part) for part in SECTIONS.values()) == len(METRICS)
    assert all(metric(m.name) is m and section(m.name) in SECTIONS for m in METRICS)
    assert section("made-up") == "made-up"


def test_the_first_of_every_subject_is_the_gravest_axis_it_has():
    gravest = ("harm", "conduct", "context")
    for subject, part in SECTIONS.items():
        axes = [m.axis for m in part]
        assert axes[0] == min(axes, key=gravest.index), subject


@pytest.mark.parametrize("m", [m for m in METRICS if m.phrase], ids=lambda m: m.name)
def test_a_phrase_ends_a_sentence_about_a_share_of_people_or_things(m: Metric):
    assert re.fullmatch(r"% of [a-z -]+", m.unit)
    assert m.phrase == m.phrase.strip() and not m.phrase.endswith(".")


def test_what_is_divided_day_after_day_is_reported_as_of_the_last():
    assert [m.name for m in METRICS if m.how != "quotient" and m.summary != "last"] == []
    assert [m.name for m in METRICS if "since the first day" in m.definition
            and m.summary not in ("last",)] == []  # fmt: skip


def test_every_tally_of_a_harm_reaches_a_metric():
    used = {t for m in METRICS for t in tallies_of(m)}
    harmful = re.compile(
        r"REFUSED|DELETED|IDENTIFIED|WRONGLY|FALSE|DETAINED|ILL_TREATED|KIN_|BRIBED|EXTORT|LISTED"
        r"|SANCTIONED|ARRESTED|PUNISHED|CHILLED|SILENCED|FINED|MOVED|TAKEN"
    )
    # Punished on a day is part of the count of all who were punished at least once.
    left = {t for t in COUNTED if harmful.search(t) and t not in used}
    assert left == {"PUNISHED"}
