"""Scenarios carried out: arms and groups, events, and what must change no bit."""

from __future__ import annotations

import numpy as np
import pytest

from bentham.day.person import TALLIES
from bentham.results.panel import ARM, daily, groups_of
from bentham.study.scenario import loads
from bentham.study.simulate import Simulation, carried_out, plan

HEAD = """\
bentham: "0.1"
scenario: small
title: A small scenario
scheme: {scheme}
people: 8192
days: 30
seed: 3
"""


def ran(text: str, scheme: str = "speech-points", **more: object) -> Simulation:
    return carried_out(plan(loads(HEAD.format(scheme=scheme) + text), **more))  # type: ignore[arg-type]


def counted(run: Simulation, name: str) -> np.ndarray:
    tally: np.ndarray = run.histories[0].tallies[..., TALLIES.index(name)].sum(axis=(1, 2))
    return tally


@pytest.fixture(scope="module")
def plain() -> Simulation:
    return carried_out(plan("speech-points", people=8192, days=30, seed=3))


SAME = {
    "nothing happens": "",
    "an intervention that sets what already holds":
        "interventions:\n  - {from: 5, to: 9, set: {risk.severity: 3.0}}\n",
    "the same for one class":
        "interventions:\n  - {from: 5, for: {class: poor}, set: {risk.severity: 3.0}}\n",
    "a trial that gives what everybody has, by person":
        "trials:\n  - {id: none, unit: person, set: {risk.severity: 3.0}}\n",
    "the same by ward": "trials:\n  - {id: none, unit: ward, set: {risk.severity: 3.0}}\n",
}  # fmt: skip


@pytest.mark.parametrize("case", SAME)
def test_a_scenario_that_changes_nothing_changes_no_bit(case, plain) -> None:
    assert ran(SAME[case]).run.digest == plain.run.digest


def test_the_days_before_an_intervention_are_as_without_it(plain) -> None:
    run = ran("interventions:\n  - {from: 16, set: {risk.severity: 8}}\n")
    before, after = plain.histories[0].tallies, run.histories[0].tallies
    assert (before[:15] == after[:15]).all()
    assert run.run.digest != plain.run.digest


def test_an_intervention_in_one_ward_leaves_strangers_far_away_alone(plain) -> None:
    """On its first day only people of the ward itself can be changed."""
    text = "interventions:\n  - {from: 30, where: {wards: [2]}, set: {attitude.pull: 0.05}}\n"
    run = ran(text)
    assert run.run.digest != plain.run.digest
    assert (plain.histories[0].tallies[:29] == run.histories[0].tallies[:29]).all()


def test_a_trial_counts_its_arms_apart_and_they_add_up(plain) -> None:
    run = ran(
        "trials:\n  - {id: t, unit: person, share: 0.25, from: 11, set: {risk.severity: 9}}\n"
    )
    panel = run.run.panel
    assert groups_of(panel, ARM) == ["control", "treated"]
    tallies = run.histories[0].tallies
    arms = tallies.reshape(30, 2, -1, *tallies.shape[2:]).sum(axis=(2, 3))
    adults = arms[0, :, TALLIES.index("ADULTS")]
    assert adults.sum() == counted(plain, "ADULTS")[0]
    assert adults[1] / adults.sum() == pytest.approx(0.25, abs=4 * (0.1875 / adults.sum()) ** 0.5)
    assert (arms[:10].sum(axis=1) == plain.histories[0].tallies[:10].sum(axis=(1, 2))).all()
    silenced = [daily(panel, "people_silenced", ARM, arm)[0, -1] for arm in ("control", "treated")]
    assert silenced[1] > silenced[0]


def test_a_trial_of_wards_treats_whole_wards() -> None:
    run = ran("trials:\n  - {id: t, unit: ward, share: 0.5, set: {risk.severity: 9}}\n")
    adults = (
        run.histories[0].tallies.reshape(30, 2, -1, 3, len(TALLIES))[0, ..., 0].sum(axis=(1, 2))
    )
    assert adults[0] > 2000 < adults[1]


def test_an_event_is_seen_told_and_forgotten() -> None:
    events = "events:\n  - {kind: concealed, day: 5, witnesses: 0.2}\n"
    run = ran(events, "national-filter")
    knows = counted(run, "KNOWS_EVENT") / counted(run, "ADULTS")
    assert (knows[:4] == 0).all()
    assert knows[4] == pytest.approx(0.2, abs=0.03)
    out = ran(events + "  - {kind: disclosed, day: 10}\n", "national-filter")
    later = counted(out, "KNOWS_EVENT") / counted(out, "ADULTS")
    assert (later[:9] == knows[:9]).all()
    assert later[-1] > knows[-1] + 0.2


def test_a_removal_moves_about_its_share_on_its_day_only() -> None:
    run = ran("events:\n  - {kind: relocation, day: 7, share: 0.3, compensation: 0.5}\n")
    moved = counted(run, "MOVED_AWAY")
    assert np.flatnonzero(moved).tolist() == [6]
    assert moved[6] / counted(run, "ADULTS")[6] == pytest.approx(0.3, abs=4 * (0.21 / 128) ** 0.5)
    assert "scheme.removal" in run.plan.causes
    welfare = counted(run, "WELFARE_SUM")
    assert welfare[6] < welfare[5] * 0.95


def test_a_run_that_ends_earlier_says_what_does_not_happen() -> None:
    run = ran("events:\n  - {kind: relocation, day: 27, share: 0.3}\n", days=10)
    assert run.notes == ["The scenario lasts 30 days; what it plans after day 10 does not happen."]


def test_a_scenario_with_assumption_draws_has_both_ranges() -> None:
    run = ran("interventions:\n  - {from: 5, set: {risk.severity: 8}}\n", assumptions=2)
    assert run.run.metrics["people_silenced"]["low"] is not None


def test_when_nothing_errs_lawful_acts_are_still_punished() -> None:
    run = carried_out(plan("whole-system", people=8192, days=40, seed=3, perfectly_accurate=True))
    for name in ("FALSELY_RECORDED", "WRONGLY_LISTED", "FALSE_ALERT", "MISTAKEN_AUTHOR"):
        assert not counted(run, name).any(), name
    assert counted(run, "PUNISHED").any()
    assert counted(run, "SANCTIONED_PROTECTED").any()
