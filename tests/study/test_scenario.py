"""Scenario files: read whole, and every mistake told where it stands."""

from __future__ import annotations

import pytest

from bentham.evidence.errors import InvalidInput
from bentham.study.planning import plan, rows_of
from bentham.study.scenario import document_of, load, loads

SOUND = """\
bentham: "0.1"
scenario: small
title: A small scenario
scheme: municipal-points
society: city
people: 20000
days: 100
seed: 7
set: {risk.severity: 2}
off: [trust]
events:
  - {kind: concealed, day: 10, witnesses: 0.1}
  - {kind: disclosed, day: 50}
  - {kind: relocation, day: 5, share: 0.1, where: {wards: [1]}, compensation: 0.5, praised: true}
interventions:
  - {from: 20, to: 30, where: {wards: [1]}, for: {class: poor}, set: {media.demand: 0.4}}
  - {from: 20, to: 40, ramp: {attitude.pull: {from: 0.01, to: 0.02}}}
trials:
  - {id: memory, unit: ward, set: {score.decay: none}}
probes:
  - {day: 20, sample: all, method: both}
  - {days: [1, 100], sample: 50, questions: [approve]}
"""


def refused(text: str) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        loads(text, "mine.yaml")
    return caught.value


def test_a_sound_scenario_is_read_whole() -> None:
    one = loads(SOUND)
    assert (one.file.scenario, one.scheme.id, one.society.id) == (
        "small", "municipal-points", "city",
    )  # fmt: skip
    assert one.scheme.settings()["risk.severity"] == 2
    first, second, trial = one.measures
    assert (first.first, first.last, first.class_) == (20, 30, 0)
    assert [change.value for change in second.changes(30)] == [pytest.approx(0.015)]
    assert trial.unit == "ward" and not trial.everywhere


MISTAKES = {
    "an unknown key": ("seed: 7", "sed: 7", (8, 1), 'did you mean "seed"'),
    "an unknown key of an event": ("witnesses", "witneses", (12, 32), 'did you mean "witnesses"'),
    "an unknown parameter": ("risk.severity", "risk.sverity", (9, 7), "risk.severity"),
    "an unknown path": ("score.decay", "score.decai", (19, 36), 'did you mean "decay"'),
    "a value out of bounds": ("demand: 0.4", "demand: 4", (16, 85), "outside the bounds"),
    "an unknown scheme": ("municipal-points", "municipal-pints", (4, 9), "municipal-points"),
    "an unknown society": ("society: city", "society: citi", (5, 10), 'did you mean "city"'),
    "an unknown system": ("[trust]", "[thrust]", (10, 7), 'did you mean "trust"'),
    "an unknown class": ("class: poor", "class: por", (16, 58), 'did you mean "poor"'),
    "an unknown region": ("{wards: [1]}, for", "{region: west}, for", (16, 40), "no region"),
    "a day beyond the end": ("day: 50", "day: 101", (13, 28), "ends on day 100"),
    "what comes out before": ("day: 50", "day: 9", (13, 28), "nothing was concealed"),
    "two ways to name places": (
        "{wards: [1]}, for", "{wards: [1], share: 0.5}, for", (16, 24), "in one way"),
    "a ramp without an end": ("from: 20, to: 40", "from: 20", (17, 16), "needs a last day"),
    "an end before the beginning": ("to: 30", "to: 3", (16, 20), "ends before it begins"),
    "witnesses of a disclosure": (
        "disclosed, day: 50", "disclosed, day: 50, witnesses: 0.1", (13, 43), "no witnesses"),
    "a share of a disclosure": (
        "disclosed, day: 50", "disclosed, day: 50, share: 0.1", (13, 39), "belongs to a reloc"),
    "a removal of nobody": ("share: 0.1, where", "where", (14, 5), "`share` is missing"),
    "two events to know of": ("disclosed, day: 50", "happens, day: 50", (13, 12), "one event"),
    "an empty intervention": (", set: {media.demand: 0.4}", "", (16, 5), "changes nothing"),
    "no evening": ("day: 20, sample", "sample", (21, 5), "name the evening"),
    "a sample of half a person": ("sample: 50", "sample: 0.5", (22, 30), "a whole number"),
    "an unknown question": ("[approve]", "[aprove]", (22, 46), 'did you mean "approve"'),
    "a path that YAML cannot read": (
        "{score.decay: none}", "{rules[x].effect.points: 1}", (19, 41), "must stand in quotes"),
    "a field of an entry": (
        "{score.decay: none}", '{"rules[traffic].efect": 1}', (19, 36), "of `rules[traffic]`"),
    "a ramp that leaves the bounds": ("0.02}", "9}", (17, 46), "in interventions[1].ramp.attitu"),
    "a day before the first": ("day: 5,", "day: 0,", (14, 29), "at least 1"),
    "a trial of everybody": ("unit: ward", "unit: ward, share: 1", (19, 37), "less than 1"),
    "a version to come": ('"0.1"', '"0.9"', (1, 10), 'did you mean "0.1"'),
}  # fmt: skip


@pytest.mark.parametrize("case", MISTAKES)
def test_one_mistake_gives_one_message_at_its_place(case) -> None:
    old, new, where, says = MISTAKES[case]
    assert old in SOUND
    error = refused(SOUND.replace(old, new, 1))
    (problem,) = error.problems
    assert (problem.line, problem.column) == where
    assert says in str(error)
    assert str(error).endswith("Nothing was run.")


def test_changes_that_contradict_each_other_only_together_are_refused_before_the_run() -> None:
    none = "  - {from: 20, to: 30, set: {rules: []}}\n"
    other = '  - {from: 25, to: 40, set: {"rules[traffic].effect.points": -1}}\n'
    for one in (none, other, none + other.replace("25", "31")):
        assert plan(loads(SOUND.replace("trials:", one + "trials:")))
    with pytest.raises(InvalidInput, match=r"there is no `traffic` in `rules`") as caught:
        plan(loads(SOUND.replace("trials:", none + other + "trials:")))
    assert caught.value.problems[0].line == 19


def test_a_change_that_no_run_reads_is_said_to_be_idle() -> None:
    todo = plan(loads(SOUND.replace("set: {media.demand: 0.4}", "set: {purpose.category: other}")))
    rows = rows_of(todo, todo.values)
    assert rows is not None
    assert rows.idle() == ["interventions[0].set.purpose.category"]


def test_a_scenario_in_place_of_a_scheme_is_told_apart(tmp_path) -> None:
    (tmp_path / "own.yaml").write_text(SOUND)
    with pytest.raises(InvalidInput, match="the file of a scenario itself"):
        loads(SOUND.replace("municipal-points", "own.yaml"), folder=tmp_path)


def test_a_second_trial_is_refused() -> None:
    second = "  - {id: again, unit: person, set: {media.demand: 0.4}}\nprobes:"
    text = SOUND.replace("for: {class: poor}, ", "").replace("probes:", second)
    assert "a run holds one trial" in str(refused(text))


def test_two_groups_are_never_treated_apart_on_the_same_days() -> None:
    more = "  - {from: 30, for: {class: middle}, set: {media.demand: 0.3}}\ntrials:"
    assert "another class" in str(refused(SOUND.replace("trials:", more)))
    later = more.replace("from: 30", "from: 31")
    assert len(loads(SOUND.replace("trials:", later)).measures) == 4
    assert "some people only" in str(refused(SOUND.replace("unit: ward", "unit: person")))


CANNOT_CHANGE = {
    "society.opposed_share: 0.3": "shapes who people are",
    "subjects.coverage: 0.5": "shapes who people are",
    "risk.aware_share: 0.4": "what they knew before the first day",
    "expression.rule: ross": "what people remember",
    "score.initial: 900": "only on the first morning",
    "score.max: 30000": "the unit in which scores are kept",
}


@pytest.mark.parametrize("change", CANNOT_CHANGE)
def test_what_a_run_cannot_change_on_the_way_is_refused_by_its_path(change) -> None:
    text = SOUND.replace("{media.demand: 0.4}", f"{{{change}}}")
    with pytest.raises(InvalidInput) as caught:
        plan(loads(text))
    assert f"`{change.partition(':')[0]}`" in str(caught.value)
    assert CANNOT_CHANGE[change] in str(caught.value)
    assert caught.value.problems[0].line == 16


def test_the_capacity_of_an_office_changes_everywhere_or_not_at_all() -> None:
    text = SOUND.replace("municipal-points", "defaulter-list")
    text = text.replace(
        "score.decay: none", "appeal.available: true, appeal.capacity_per_million_day: 3"
    )
    text = text.replace("attitude.pull: {", "risk.severity: {").replace(
        "0.01, to: 0.02", "1, to: 2"
    )
    with pytest.raises(InvalidInput, match="serves everybody alike"):
        plan(loads(text))
    everywhere = text.replace("- {id: memory, unit: ward, set:", "- {from: 3, set:")
    assert plan(loads(everywhere.replace("trials:\n", "")))


def test_places_that_are_not_there_are_refused_before_the_run() -> None:
    with pytest.raises(InvalidInput, match="there is no ward 6: these people live in 5"):
        plan(loads(SOUND.replace("wards: [1]}, for", "wards: [6]}, for")))
    with pytest.raises(InvalidInput, match="a trial of districts needs two at least"):
        plan(loads(SOUND.replace("unit: ward", "unit: district")))
    with pytest.raises(InvalidInput, match="of 1 districts are none"):
        plan(loads(SOUND.replace("wards: [1]}, for", "share: 0.2}, for")))


def test_options_override_the_file_and_the_rest_comes_from_it() -> None:
    one = loads(SOUND)
    whole, shorter = plan(one), plan(one, days=30, seed=3, settings=["risk.severity=5"])
    assert (whole.people, whole.days, whole.seed, whole.off) == (20_000, 100, 7, ("trust",))
    assert (shorter.people, shorter.days, shorter.seed) == (20_000, 30, 3)
    assert (whole.held["risk.severity"], shorter.held["risk.severity"]) == (2, 5)
    assert whole.arms == ("control", "treated")
    assert {"scheme.event", "scheme.removal"} <= whole.causes


def test_a_file_is_a_scenario_by_its_key(tmp_path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(SOUND.replace("municipal-points", "own.yaml"))
    (tmp_path / "own.yaml").write_text(
        "base: municipal-points\nid: own\ntitle: O\nas_of: 2027-01-01"
    )
    assert load(path).scheme.id == "own"
    assert document_of(path) is not None
    assert document_of(tmp_path / "own.yaml") is None
    assert document_of("municipal-points") is None
    assert document_of("nowhere.yaml") is None


def test_a_mistake_in_the_scheme_it_names_is_told_where_it_stands(tmp_path) -> None:
    (tmp_path / "own.yaml").write_text('bentham: "0.1"\nid: own\ntitle: O\nscor: 3\n')
    with pytest.raises(InvalidInput, match=r"own\.yaml:4:1"):
        loads(SOUND.replace("municipal-points", "own.yaml"), folder=tmp_path)
