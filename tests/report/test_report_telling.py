"""Of a hundred numbers the most telling come first, harms before anything else."""

from __future__ import annotations

from bentham.evidence.metrics import METRICS, SECTIONS, section
from bentham.report.facts import Measured, Ranged
from bentham.report.telling import AIM, MOST_ROWS, arranged, by_turns, telling
from bentham.report.words import MOST_HARMS, MOST_UNMOVED, findings, sentence, unmoved

ALL = [Measured(m, Ranged(3.0), (), (), moved=True) for m in METRICS]


def test_of_everything_that_moved_a_terminal_gets_a_screenful():
    rows = telling(ALL)
    assert len(rows) == MOST_ROWS
    axes = [m.metric.axis for m in rows]
    assert axes == sorted(axes, key=("harm", "conduct", "context").index)
    assert axes.count("harm") == 17 and axes.count("conduct") == 5 and axes.count("context") == 3


def test_every_subject_with_a_harm_is_told_before_any_is_told_at_length():
    told = {section(m.metric.name) for m in telling(ALL) if m.metric.axis == "harm"}
    assert told == {name for name, part in SECTIONS.items() if any(m.axis == "harm" for m in part)}


def test_few_numbers_are_all_told_and_what_did_not_move_is_not():
    few = [m for m in ALL if section(m.metric.name) in ("the list", "trust")]
    assert {m.metric.name for m in telling(few)} == {m.metric.name for m in few}
    still = [Measured(m.metric, m.total, (), (), moved=False) for m in few]
    assert telling(still) == []


def test_turns_keep_the_order_of_the_registry_after_the_stated_aim():
    chosen = by_turns(ALL, 30)
    assert chosen[0].metric.name == AIM
    assert chosen[1:] == [m for m in ALL if m in chosen[1:]]
    assert len(chosen) == 30
    assert by_turns(ALL, 0) == []
    assert by_turns([], 5) == []


def test_all_numbers_stand_harms_first_and_none_is_lost():
    rows = arranged(ALL)
    assert sorted(m.metric.name for m in rows) == sorted(m.metric.name for m in ALL)
    assert [m.metric.axis for m in rows][:1] == ["harm"]


def test_findings_take_one_of_each_subject():
    harms, _ = findings(ALL, 100_000, 365)
    assert len(harms) == MOST_HARMS
    assert len({section(f.name) for f in harms}) == MOST_HARMS


def test_a_long_list_of_what_did_not_move_is_cut_short():
    still = [Measured(m, Ranged(0.0), (), (), moved=False) for m in METRICS]
    labels = unmoved(still)
    harms = sum(m.axis == "harm" for m in METRICS)
    assert len(labels) == MOST_UNMOVED + 1
    assert labels[-1] == f"and {harms - MOST_UNMOVED} more harms"


def test_every_metric_can_be_said_in_a_sentence():
    for m in ALL:
        said = sentence(m, 100_000, 365)
        assert said.endswith("(one run, range unknown).") and "\n" not in said
    by_name = {m.metric.name: m for m in ALL}
    spoken = sentence(by_name["alert_precision"], 100_000, 365)
    assert spoken.startswith("Of 1,000 alerts, 30 were for the right person in the year")
    assert "30 % of income" not in sentence(by_name["income_lost"], 100_000, 365)
    assert "3 % of income" in sentence(by_name["income_lost"], 100_000, 365)
