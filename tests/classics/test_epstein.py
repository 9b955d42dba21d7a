"""Crowds go active where cops are outnumbered; where no grievance is high enough, nobody does."""

from __future__ import annotations

import time

import numpy as np
import pytest

from bentham.classics import epstein_torus as torus
from bentham.classics import epstein_turn as turn
from bentham.classics import load, luck
from bentham.classics.epstein import mean_field, outbursts, runs, settings_of
from bentham.classics.epstein_runs import (
    column,
    force_path,
    legitimacy_path,
    neighbourhood,
    number,
    run,
)
from bentham.classics.epstein_settings import PRESETS, SETTINGS, VARIANTS
from bentham.classics.epstein_stories import most
from bentham.evidence.errors import UsageError


def actives(preset: str, seeds: int = 2, **changes) -> np.ndarray:
    return column(runs(settings_of(preset, **changes), seeds), "active")


@pytest.mark.parametrize(
    ("legitimacy", "p", "share"),
    [
        (0.82, 0.0, 0.4444), (0.82, 0.8997, 0.01976), (0.82, 0.5, 0.03556), (0.7, 0.0, 0.6667),
        (0.7, 0.8997, 0.0741), (0.9, 0.5, 0.0), (0.2, 0.3, None), (0.5, 0.05, None),
    ],
)  # fmt: skip
def test_t04_the_mean_field_is_the_share_of_drawn_citizens(legitimacy, p, share):
    chance = np.random.default_rng(4)
    h, r = chance.random(1_000_000), chance.random(1_000_000)
    drawn = float(np.mean(h * (1 - legitimacy) - r * p > 0.1))
    got = mean_field(legitimacy, 0.1, p)
    assert abs(got - drawn) <= 5 * np.sqrt(max(drawn * (1 - drawn), 1e-6) / 1e6)
    if share is not None:
        assert got == pytest.approx(share, abs=5e-5)


@pytest.mark.parametrize("preset", ["run-2", "netlogo-rebellion", "mesa", "run-8"])
def test_t05_nobody_goes_active_where_no_grievance_passes_the_threshold(preset):
    for legitimacy in (0.9, 0.97):
        assert actives(preset, legitimacy=legitimacy, ticks=60).max() == 0


@pytest.mark.parametrize("preset", ["run-2", "netlogo-rebellion", "mesa", "paper-literal"])
def test_t06_without_cops_all_the_aggrieved_are_active_after_one_tick(preset):
    settings = settings_of(preset, cops=0, ticks=3)
    counts = run(settings, 5)
    citizens = int(counts[0, :3].sum())
    hardship = luck.uniforms(luck.key("epstein", 5), torus.HARDSHIP, citizens)
    expected = int(np.sum(hardship * (1 - 0.82) > 0.1))
    assert list(column(counts, "active")) == [expected] * 3
    share = 1 - 0.1 / 0.18
    assert abs(expected / citizens - share) < 4 * np.sqrt(share * (1 - share) / citizens)


def test_an_outburst_lasts_from_above_fifty_to_below_fifty():
    series = np.array([0, 51, 50, 50, 49, 5, 50, 9, 60, 80, 10, 0, 70])
    found = outbursts(series)
    assert found.count == 2  # the last one is not over, and 50 alone begins none
    assert list(found.activation) == [151, 140]
    assert list(found.waits) == [4, 2]
    assert found.peak == 80
    assert found.calm == 4 / 13


def test_rounding_decides_whether_there_are_outbursts():
    rounded = [outbursts(a) for a in actives("run-2", ticks=600)]
    literal = [outbursts(a) for a in actives("paper-literal", ticks=600)]
    assert min(o.count for o in rounded) >= 16
    assert all(o.count == 0 and o.peak < 50 for o in literal)


def test_longer_jail_means_longer_waits():
    waits = [
        np.concatenate([outbursts(a).waits for a in actives("run-2", jail=jail, ticks=800)]).mean()
        for jail in (15, 30, 60)
    ]
    assert waits == sorted(waits)


@pytest.mark.parametrize(
    ("kind", "vision", "sites"),
    [("disc", 7, 148), ("disc", 1.7, 8), ("moore", 7, 224), ("von-neumann", 7, 112)],
)
def test_what_is_in_view(kind, vision, sites):
    widths, steps = neighbourhood(kind, vision)
    assert len(steps) == sites + 1 == int(np.sum(2 * widths + 1))
    assert tuple(steps[-1]) == (0, 0)
    assert {tuple(s) for s in steps} == {tuple(s) for s in -steps}


@pytest.mark.parametrize(
    ("cops", "actives", "none", "floor", "even"),
    [(0, 1, 0, 0, 0), (1, 1, 1, 1, 1), (3, 2, 1.5, 1, 2), (1, 2, 0.5, 0, 0), (5, 2, 2.5, 2, 2),
     (2, 3, 2 / 3, 0, 1), (7, 1, 7, 7, 7)],
)  # fmt: skip
def test_the_perceived_risk(cops, actives, none, floor, even):
    for rounding, ratio in ((torus.NONE, none), (torus.FLOOR, floor), (torus.EVEN, even)):
        p = turn.risk(cops, actives, rounding, 2.3)
        assert p == pytest.approx(1 - np.exp(-2.3 * ratio), abs=1e-12)


def test_legitimacy_falls_in_slices_or_in_one_jump_and_cops_are_walked_down():
    slices = legitimacy_path(settings_of("run-3"), 300)
    assert slices[75] == slices[76] == 0.9  # ticks 76 and 77
    assert slices[77] == pytest.approx(0.89)
    assert slices[146] == slices[299] == pytest.approx(0.2)
    jump = legitimacy_path(settings_of("run-4"), 300)
    assert (jump[75], jump[76], jump[299]) == (0.9, 0.7, 0.7)
    force = force_path(settings_of("run-5"), 118, 700)
    assert (force[0], force[299], force[549], force[699]) == (118, 59, 0, 0)
    assert list(column(run(settings_of("run-5"), 1), "cops")) == list(force)


def test_nobody_returns_from_a_jail_for_ever():
    jailed = column(run(settings_of("run-3"), 1), "jailed")
    assert np.all(np.diff(jailed) >= 0)
    assert jailed[-1] > 200


def test_people_are_neither_made_nor_lost_in_model_one():
    for preset in ("run-1", "run-2", "netlogo-rebellion", "mesa"):
        counts = runs(settings_of(preset, ticks=80), 2)
        total = counts[..., :3].sum(axis=-1)
        assert np.all(total == total[:, :1])
        if preset != "mesa":
            assert np.all(total == 1120)


def test_the_aggrieved_hide_from_cops_and_gather_where_there_are_none():
    total = runs(settings_of("run-1", ticks=300), 2).sum(axis=(0, 1))
    assert column(total, "unseen_active") == column(total, "unseen") > 0
    assert column(total, "seen_active") < 0.5 * column(total, "seen")


def test_two_groups_live_together_at_high_legitimacy_and_one_is_gone_at_lower():
    peace = runs(settings_of("run-6", ticks=150), 2)
    assert column(peace, "killed").sum() == 0
    assert column(peace, "first_group").min() > 0
    assert column(peace, "second_group").min() > 0
    war = runs(settings_of("run-7", ticks=600), 4)
    ends = war[:, -1]
    assert np.all((column(ends, "first_group") == 0) | (column(ends, "second_group") == 0))
    assert np.all(column(ends, "first_group") + column(ends, "second_group") > 0)


def test_a_seed_gives_the_same_run_on_any_number_of_threads():
    settings = settings_of("run-2", ticks=100)
    one, two = (runs(settings, 3, threads=threads) for threads in (1, 2))
    assert np.array_equal(one, two)
    assert np.array_equal(one[1], run(settings, 2))
    assert not np.array_equal(one[0], one[1])


def test_presets_and_variants_stay_inside_what_may_be_asked_for():
    assert {f"run-{i}" for i in range(1, 9)} < set(PRESETS)
    by_name = {setting.name: setting for setting in SETTINGS}
    for given in (*PRESETS.values(), *VARIANTS.values()):
        for name, value in given.items():
            setting = by_name[name]
            if setting.choices:
                assert value in setting.choices
            else:
                assert setting.low <= float(value) <= setting.high
    assert settings_of("run-2", "netlogo-rebellion") == settings_of("netlogo-rebellion")
    assert settings_of("run-2", "paper-literal") == settings_of("paper-literal")


@pytest.mark.parametrize(
    "changes",
    [{"vision": 20}, {"citizens": 0.97}, {"arresting_cop": "steps", "jail_rule": "block"},
     {"model": "two", "jail_rule": "share"}],
)  # fmt: skip
def test_settings_that_contradict_each_other_are_refused(changes):
    with pytest.raises(UsageError):
        load("epstein").reproduce(changes=changes, seeds=1)


def test_published_numbers_are_for_the_preset_as_it_is():
    changed = load("epstein").reproduce(changes={"ticks": 50}, seeds=1)
    assert {check.id for check in changed.checks} == {"T04", "T05", "T06"}
    assert changed.holds
    literal = load("epstein").reproduce("run-2", "paper-literal", seeds=4)
    assert {"F06", "T04"} < {check.id for check in literal.checks}
    assert literal.holds


def test_a_claim_about_most_seeds_can_fail():
    assert most(20) == 16
    assert most(3) == 3
    jump = load("epstein").reproduce("run-4", seeds=6)
    missed = {check.id for check in jump.checks if not check.holds}
    assert missed == {"fig. 10"}


@pytest.mark.full
@pytest.mark.parametrize(
    "preset", ["run-2", "paper-literal", "run-1", "run-3", "run-5", "run-6", "run-7"]
)
def test_what_is_published_of_a_run_comes_out(preset):
    found = load("epstein").reproduce(preset)
    assert [check.statement for check in found.checks if not check.holds] == []


@pytest.mark.full
def test_what_does_not_come_out_says_so():
    netlogo = load("epstein").reproduce("netlogo-rebellion")
    missed = [check.id for check in netlogo.checks if not check.holds]
    assert set(missed) <= {"F05"}
    assert [c.id for c in load("epstein").reproduce("run-8").checks if not c.holds] == ["run 8"]


@pytest.mark.full
def test_three_thousand_ticks_of_twenty_seeds_take_less_than_twenty_seconds():
    run(settings_of(ticks=1), 1)
    start = time.perf_counter()
    found = runs(settings_of(), 20)
    assert time.perf_counter() - start < 20
    assert found.shape[:2] == (20, int(number(settings_of(), "ticks")))
