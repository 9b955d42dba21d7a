"""From a scenario to the rows that rule: where, for whom, from when, and by which draws."""

from __future__ import annotations

import numpy as np
import pytest

from bentham.chance.decisions import TRIAL
from bentham.chance.keys import key_of
from bentham.chance.philox import draw
from bentham.day.settings import setting
from bentham.engine.state import geography_of
from bentham.engine.timeline import BY_CLASS, NOBODY_APART, RANDOM_SHARE, Timeline
from bentham.evidence.parameters import index
from bentham.scheme.loading import load as scheme_named
from bentham.society.loading import load as society_named
from bentham.study.changes import Change, with_changes
from bentham.study.lots import district_of_ward, drawn, draws_of, wards_in
from bentham.study.planning import plan, rows_of
from bentham.study.scenario import loads
from bentham.study.scenario_fields import Where
from bentham.study.timetable import Timetable

HEAD = """\
bentham: "0.1"
scenario: small
title: A small scenario
scheme: {scheme}
people: 20000
days: 100
"""
KEY = key_of(1, 0)


def timeline(text: str, scheme: str = "municipal-points") -> Timeline:
    todo = plan(loads(HEAD.format(scheme=scheme) + text))
    rows = rows_of(todo, todo.values)
    assert rows is not None
    return Timetable(rows, todo.people, KEY).timeline()


def number(time: Timeline, day: int, name: str, ward: int = 0) -> int:
    """A number that rules a ward on a day."""
    last = max(d for d in time.days if d <= day)
    segment = time.segment_on(last)
    assert segment is not None
    at = index(name) if "." in name else setting(name)
    return int(segment.numbers[segment.row_of_ward[ward], at])


def test_many_draws_at_once_are_the_draws_of_the_kernel() -> None:
    who = np.array([0, 1, 5, 4_000_000_000, 8_000_000_000])
    once = [draw(KEY, int(x), 0, 3, TRIAL, np.int64(2)) for x in who]
    assert draws_of(KEY, who, 3, TRIAL, 2).tolist() == once


def test_lots_mark_exactly_the_share_and_the_same_places_every_time() -> None:
    marks = drawn(KEY, 0, 100, 0.3)
    assert marks.sum() == 30
    assert (marks == drawn(KEY, 0, 100, 0.3)).all()
    assert (marks & drawn(KEY, 0, 100, 0.5)).sum() == 30, "a larger share keeps the smaller one"
    assert (marks != drawn(key_of(2, 0), 0, 100, 0.3)).any()
    assert drawn(KEY, 0, 3, 0.01, least=1).sum() == 1


def test_places_are_named_by_region_district_ward_or_drawn() -> None:
    society = society_named("country-1411m")
    geography = geography_of(society, 5_000_000)
    region = geography.names[2]
    marked = wards_in(Where(region=region), geography, KEY, 1)
    first, last = geography.ward_starts[2:4]
    assert np.flatnonzero(marked).tolist() == list(range(first, last))
    district = district_of_ward(geography)
    assert np.diff(district).max() == 1 and district[-1] + 1 == geography.districts
    assert (wards_in(Where(districts=(2,)), geography, KEY, 1) == (district == 1)).all()
    assert np.flatnonzero(wards_in(Where(wards=(3, 1)), geography, KEY, 1)).tolist() == [0, 2]
    chosen = np.unique(district[wards_in(Where(share=0.5), geography, KEY, 1)])
    assert len(chosen) == round(geography.districts / 2)


def test_an_intervention_rules_its_days_and_its_places_only() -> None:
    time = timeline(
        "interventions:\n  - {from: 20, to: 30, where: {wards: [2]}, set: {attitude.pull: 0.02}}\n"
    )
    before = number(time, 1, "attitude.pull", 1)
    changed = round(0.02 * 65536)
    assert [number(time, d, "attitude.pull", 1) for d in (19, 20, 30, 31)] == [
        before, changed, changed, before,
    ]  # fmt: skip
    assert number(time, 25, "attitude.pull", 0) == before
    assert time.segment_on(25) is None, "nothing changes that day"
    assert time.arms == ()


def test_a_ramp_moves_in_equal_steps() -> None:
    time = timeline(
        "interventions:\n  - {from: 10, to: 20, ramp: {attitude.pull: {from: 0.01, to: 0.02}}}\n"
    )
    found = [number(time, d, "attitude.pull") / 65536 for d in range(10, 21)]
    assert found == pytest.approx(np.linspace(0.01, 0.02, 11), abs=1e-5)
    assert number(time, 21, "attitude.pull") == number(time, 9, "attitude.pull")


def test_where_two_interventions_meet_the_later_one_in_the_file_wins() -> None:
    time = timeline(
        "interventions:\n"
        "  - {from: 10, set: {attitude.pull: 0.02, welfare.adjustment: 0.05}}\n"
        "  - {from: 20, where: {wards: [1]}, set: {attitude.pull: 0.03}}\n"
    )
    assert number(time, 20, "attitude.pull", 0) == round(0.03 * 65536)
    assert number(time, 20, "attitude.pull", 1) == round(0.02 * 65536)
    assert number(time, 20, "welfare.adjustment", 0) == round(0.05 * 65536)


def test_people_of_a_class_have_a_row_of_their_own() -> None:
    time = timeline(
        "interventions:\n"
        "  - {from: 20, where: {wards: [2]}, for: {class: well-off}, set: {attitude.pull: 0.02}}\n"
    )
    segment = time.segment_on(20)
    assert segment is not None
    assert segment.treat.tolist() == [BY_CLASS, 0, 0, 4]
    assert (segment.treated_row >= 0).tolist() == [False, True, False, False, False]
    row = segment.treated_row[1]
    assert segment.numbers[row, index("attitude.pull")] == round(0.02 * 65536)
    first = time.segment_on(1)
    assert first is not None and first.treat[0] == NOBODY_APART


def test_a_trial_of_wards_has_arms_by_ward_and_of_persons_by_draw() -> None:
    trial = "trials:\n  - {id: a, unit: %s, share: 0.4, from: 10, set: {attitude.pull: 0.02}}\n"
    wards = timeline(trial % "ward")
    assert wards.arms == ("control", "treated")
    assert sorted(wards.arm_of_ward.tolist()) == [0, 0, 0, 1, 1]
    treated = int(np.argmax(wards.arm_of_ward))
    assert number(wards, 10, "attitude.pull", treated) == round(0.02 * 65536)
    assert number(wards, 9, "attitude.pull", treated) == number(wards, 1, "attitude.pull")
    persons = timeline(trial % "person")
    assert set(persons.arm_of_ward.tolist()) == {-1}
    for day in (1, 10):
        segment = persons.segment_on(day)
        assert segment is not None
        assert segment.treat.tolist()[:2] == [RANDOM_SHARE, 0]
        assert segment.treat[2] == pytest.approx(0.4 * 2**31, abs=1)
        apart = segment.numbers[segment.treated_row, index("attitude.pull")]
        together = segment.numbers[segment.row_of_ward, index("attitude.pull")]
        assert (apart != together).all() == (day == 10)


def test_what_is_concealed_stays_so_only_behind_a_filter() -> None:
    events = (
        "events:\n  - {kind: concealed, day: 10, witnesses: 0.25}\n  - {kind: disclosed, day: 20}\n"
    )
    hidden, open_ = timeline(events, "national-filter"), timeline(events, "open-society")
    days = (9, 10, 11, 19, 20, 99)
    assert [number(hidden, d, "EVENT") for d in days] == [0, 1, 2, 2, 3, 3]
    assert [number(open_, d, "EVENT") for d in days] == [0, 1, 3, 3, 3, 3]
    assert [number(hidden, d, "WITNESSES") for d in days] == [0, 1 << 29, 0, 0, 0, 0]
    assert [number(open_, d, "NEWS") for d in (1, 99)] == [1, 1]
    shown = timeline(events.split("  - {kind: disc", maxsplit=1)[0].replace("concealed", "happens"))
    assert [number(shown, d, "EVENT") for d in days] == [0, 1, 3, 3, 3, 3]


def test_a_removal_costs_what_is_not_compensated_on_its_day() -> None:
    time = timeline(
        "events:\n  - {kind: relocation, day: 10, share: 0.5, where: {wards: [1]},"
        " compensation: 0.75, may_object: 0.5, praised: true}\n"
        "set: {removal.loss: 40, welfare.adjustment: 0.05}\n",
        "national-filter",
    )
    assert [number(time, d, "MOVED_SHARE") for d in (9, 10, 11)] == [0, 1 << 30, 0]
    assert number(time, 10, "MOVED_SHARE", 1) == 0, "another ward"
    loss = number(time, 10, "MOVED_LOSS") / 2**28
    assert loss == pytest.approx(40 * 0.25 * 0.05, rel=1e-3), "days of income times rho_w"
    assert number(time, 10, "MAY_OBJECT") == 1 << 30
    whole = number(time, 10, "removal.grievance")
    assert number(time, 10, "MOVED_GRIEVANCE") == pytest.approx(whole / 4, abs=1)
    media = [number(time, d, "media.state_persuasion", 1) for d in (9, 10, 39, 40)]
    assert media == [media[0], 2 * media[0], 2 * media[0], media[0]]


def test_what_is_switched_on_later_is_kept_from_the_first_day() -> None:
    """Columns are laid out once, and nobody may be left in detention for ever."""
    time = timeline(
        "set: {cameras.exists: false, repression.exists: false}\n"
        "interventions:\n  - {from: 20, to: 30, where: {wards: [1]},"
        " set: {cameras.exists: true, repression.exists: true}}\n",
        "camera-city",
    )
    for day in (1, 20, 31):
        for ward in (0, 1):
            on = [number(time, day, name, ward) for name in ("CAMERAS", "POLICING", "CASES")]
            assert on == [1, 1, 1]
            there = day == 20 and ward == 0
            assert (number(time, day, "MATCH_CHANCE", ward) > 0) == there
            assert (number(time, day, "ARREST_FOUND", ward) > 0) == there
            assert number(time, day, "ALERT_CAPACITY", ward) == 200 << 10
            assert number(time, day, "MONITORING", ward) == 0


def test_setting_what_already_holds_leaves_the_scheme_as_it_is() -> None:
    scheme = scheme_named("municipal-points")
    document = loads(HEAD.format(scheme="municipal-points")).document
    held = [Change("score.initial", scheme.score.initial, ("set",)),  # type: ignore[union-attr]
            Change("subjects.coverage", 1, ("set",))]  # fmt: skip
    assert with_changes(scheme, held, document) == scheme


def test_setting_what_already_holds_gives_the_same_rows() -> None:
    time = timeline(
        "interventions:\n"
        "  - {from: 20, set: {risk.severity: 3, score.initial: 1000, attitude.pull: 0.01}}\n"
    )
    before, after = time.segment_on(1), time.segment_on(20)
    assert before is not None and after is not None
    assert (before.numbers[before.row_of_ward[0]] == after.numbers[after.row_of_ward[0]]).all()
    assert (before.tables[before.row_of_ward[0]] == after.tables[after.row_of_ward[0]]).all()
