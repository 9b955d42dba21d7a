"""Each system reads what it declares to read, writes what it declares to write, and no more.

One cause, one path: what is not declared has no influence. Stages are called directly on random
words; on the first day of whole runs a system on or off differs only in what its declarations say.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from eventful import eventful
from random_words import (
    FREE_NOW,
    LANE_AT,
    MASK_AT,
    NOW_AT,
    random_draws,
    random_lanes,
    random_masks,
    random_now,
)  # fmt: skip
from small_worlds import (
    LIVELY,
    RULES,
    compiled,
    everything_stored,
    rule_value,
    strict,
    total,
    traced,
)  # fmt: skip

from bentham.chance.keys import key_of
from bentham.day.person import SUM_OF, SUMMED, SYSTEMS, TALLIES
from bentham.day.settings import table
from bentham.engine.clock import run_replicate
from bentham.engine.compiling import World
from bentham.evidence.acts import number
from bentham.society.loading import load as society_named
from everybody import DEFAULTS

pytestmark = pytest.mark.full
"""Each stage is compiled by itself here, which takes a minute."""

TRIES = 80
KEY = key_of(11, 0)
FOLLOWS = {"OPPOSED": "ATTITUDE"}
"""Marks that the kernel takes from a lane after the day, and which lane."""


def module_of(system: str) -> ModuleType:
    return importlib.import_module(f"bentham.day.{system}")


@dataclass
class Moment:
    """One word before a stage runs."""

    lanes: npt.NDArray[Any]
    masks: npt.NDArray[Any]
    draws: npt.NDArray[Any]
    now: npt.NDArray[Any]

    def after(self, system: str, world: World) -> Moment:
        """Return the word after the stage; the moment itself stays as it is."""
        done = Moment(self.lanes.copy(), self.masks.copy(), self.draws, self.now)
        numbers, tables = world.numbers[0], world.tables[0]
        module_of(system).stage(done.lanes, done.masks, done.draws, numbers, tables, done.now)
        return done

    def part(self, name: str) -> npt.NDArray[Any]:
        """Return one named part, to be read or changed."""
        if name in LANE_AT:
            return self.lanes[LANE_AT[name] : LANE_AT[name] + 64]
        if name in MASK_AT:
            return self.masks[MASK_AT[name] : MASK_AT[name] + 1]
        return self.now[NOW_AT[name] : NOW_AT[name] + 1]

    def with_other(self, names: set[str], other: Moment) -> Moment:
        """Return the moment with some parts taken from another one."""
        changed = Moment(self.lanes.copy(), self.masks.copy(), self.draws, self.now.copy())
        for name in names:
            changed.part(name)[:] = other.part(name)
        return changed


EVERYTHING = {*LANE_AT, *MASK_AT, *FREE_NOW}


def differing(one: Moment, other: Moment, among: set[str]) -> set[str]:
    return {name for name in among if not np.array_equal(one.part(name), other.part(name))}


def declared(system: str) -> tuple[set[str], set[str]]:
    module = module_of(system)
    return set(module.READS), set(module.WRITES)


MORE = {
    "listing.poverty": 2.0, "conduct.deterrence": 1.5, "conduct.point_value": 0.5,
    "conduct.poverty_drift": 1.5, "sanctions.child_schools": 30.0, "sanctions.schools": 20.0,
}  # fmt: skip


def worlds() -> list[World]:
    """Return worlds between which every branch of every system is reached.

    Each as declared, and twice with everything else that a scheme could have, often.
    """
    found = []
    for rule, by in product(RULES, ("rule", "court", "score")):
        values = LIVELY | MORE | {"expression.rule": rule_value(rule)}
        found.append(compiled(strict(by), values))
        for again in range(2):
            dice = Random(f"{rule} {by} {again}")
            world = eventful(strict(by), society_named("city"), values, dice, spared=0.0)
            if again:  # criticism costs nothing here, so the falsely reported are litterers
                world.tables[0, table("ACT_PUNISHES") + number("criticism")] = 0
                world.tables[0, table("ACT_PUNISHES") + number("littering")] = 1
            found.append(world)
    return found


WORLDS = worlds()


def moments(system: str, dice: np.random.Generator) -> Iterator[tuple[World, Moment, Moment]]:
    """Return random words and others to take parts from.

    Masks that a system writes and does not read start every day at zero; so they do here.
    """
    reads, writes = declared(system)
    fresh = {name for name in writes - reads if name in MASK_AT}
    for i in range(TRIES):
        two = []
        for _ in range(2):
            moment = Moment(
                random_lanes(dice), random_masks(dice), random_draws(dice), random_now(dice, KEY)
            )
            for name in fresh:
                moment.part(name)[:] = 0
            two.append(moment)
        yield WORLDS[i % len(WORLDS)], two[0], two[1]


@pytest.mark.parametrize("system", SYSTEMS)
def test_declarations_name_things_that_exist(system: str) -> None:
    reads, writes = declared(system)
    assert reads <= EVERYTHING
    assert writes <= set(LANE_AT) | set(MASK_AT)
    assert len(reads) == len(module_of(system).READS)
    assert len(writes) == len(module_of(system).WRITES)


@pytest.mark.parametrize("system", SYSTEMS)
def test_nothing_is_written_that_is_not_declared(system: str) -> None:
    _, writes = declared(system)
    undeclared: set[str] = set()
    for world, moment, _ in moments(system, np.random.default_rng(1)):
        undeclared |= differing(moment, moment.after(system, world), EVERYTHING - writes)
    assert undeclared == set()


@pytest.mark.parametrize("system", SYSTEMS)
def test_nothing_has_influence_that_is_not_declared(system: str) -> None:
    reads, writes = declared(system)
    unread = {name for name in EVERYTHING - reads if name not in writes or name in LANE_AT}
    influential: set[str] = set()
    for world, moment, other in moments(system, np.random.default_rng(2)):
        result = moment.after(system, world)
        if differing(result, moment.with_other(unread, other).after(system, world), writes):
            for name in unread - influential:
                changed = moment.with_other({name}, other).after(system, world)
                if differing(result, changed, writes):
                    influential.add(name)
    assert influential == set()


@pytest.mark.parametrize("system", SYSTEMS)
def test_everything_declared_to_be_read_has_influence(system: str) -> None:
    """Also says that the random words above reach every branch."""
    reads, writes = declared(system)
    unseen = set(reads)
    for seed in range(4, 14):  # some things are rare: a debtor short of income, a far informant
        for world, moment, other in moments(system, np.random.default_rng(seed)):
            result = moment.after(system, world)
            for name in set(unseen):
                changed = moment.with_other({name}, other).after(system, world)
                if differing(result, changed, writes):
                    unseen.discard(name)
        if not unseen:
            return
    assert unseen == set()


@pytest.mark.parametrize("system", SYSTEMS)
def test_everything_declared_to_be_written_is_written(system: str) -> None:
    _, writes = declared(system)
    unseen = {name for name in writes if name not in FOLLOWS}
    for seed in range(5, 15):  # acts given up are rare: somebody covered, aware, and in the gap
        for world, moment, _ in moments(system, np.random.default_rng(seed)):
            unseen -= differing(moment, moment.after(system, world), unseen)
        if not unseen:
            return
    assert unseen == set()


# --- whole runs: the first day ---


def closure(system: str) -> set[str]:
    """Return what may differ by the evening of the first day if a system is on or off."""
    may = set(declared(system)[1])
    for later in SYSTEMS[SYSTEMS.index(system) + 1 :]:
        reads, writes = declared(later)
        if reads & may:
            may |= writes
    if may & {"PUNISHED", "ENTERED", "ARRESTED", "ARRESTED_WRONGLY"}:
        may.add("STRUCK")  # the kernel's mark of all of these
    return may


def named_by_tally() -> dict[str, str]:
    """Return for each tally the lane or mask that it counts."""
    return {t: t for t in TALLIES} | dict(zip(SUMMED, SUM_OF, strict=True))


FIRST_DAY = LIVELY | {"conduct.deterrence": 1.0}
PEOPLE = 6400


@pytest.fixture(scope="module")
def first_day() -> dict[str, set[str]]:
    """For each system, what differs on the first day between on and off."""
    everybody = tuple(range(PEOPLE))

    def one_day(
        off: tuple[str, ...],
    ) -> tuple[dict[str, npt.NDArray[Any]], dict[str, npt.NDArray[Any]]]:
        where = society_named("city")
        world = eventful(strict("rule"), where, FIRST_DAY, Random(3), off, spared=0.0)
        run = run_replicate(world, where, PEOPLE, 1, 7, traced=everybody, keep_state=True)
        seen = traced(run) | everything_stored(run, PEOPLE)
        return seen, {name: total(run, name) for name in TALLIES}

    base, base_tallies = one_day(())
    out = {}
    for system in SYSTEMS:
        seen, tallies = one_day((system,))
        out[system] = {n for n in base if not np.array_equal(base[n], seen[n])} | {
            named_by_tally()[n] for n in TALLIES if not np.array_equal(base_tallies[n], tallies[n])
        }
    return out


@pytest.mark.parametrize("system", SYSTEMS)
def test_on_the_first_day_only_declared_outputs_differ(
    system: str, first_day: dict[str, set[str]]
) -> None:
    assert first_day[system] - closure(system) == set()


def test_on_the_first_day_most_systems_make_a_difference(first_day: dict[str, set[str]]) -> None:
    """Attitudes begin at their anchors, and no relative was punished yet."""
    assert {system for system, found in first_day.items() if not found} <= {"attitude", "kin"}


def test_later_systems_cannot_reach_back_on_the_same_day() -> None:
    assert closure("welfare") == {"WELFARE"}
    assert "CRITICISM" not in closure("conduct")
    assert "SCORE" not in closure("listing")
    assert LIVELY.keys() == DEFAULTS.keys()
