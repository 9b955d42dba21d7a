"""The kernel and a naive twin, written from the equations alone, agree on every person and day."""

from __future__ import annotations

import dataclasses
from itertools import islice, product
from pathlib import Path
from random import Random

import pytest
from eventful import declared_values, eventful, random_values, society
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from side_by_side import disagreements, kernel_evenings
from small_worlds import scheme_named
from strategies import schemes
from strategies_watch import watched_schemes

from bentham.day.person import SYSTEMS, TALLIES
from bentham.day.settings import setting, table
from bentham.engine.compiling import World, world_of
from bentham.evidence.acts import number
from bentham.evidence.parameters import index, parameter
from bentham.scheme.fields import Scheme
from bentham.scheme.loading import load, presets
from bentham.society.fields import Society

PRESETS = presets()
BUSY = (
    "speech-points", "defaulter-list", "municipal-points", "village-ledger", "specific-laws",
    "strict-rule", "strict-court", "strict-score",
)  # fmt: skip
"""Schemes of which eventful worlds are made."""

RULES, RHYTHMS = parameter("expression.rule").choices, parameter("society.cadence").choices
PEOPLE, DAYS, WATCHED, LONG = 192, 14, 20, 40

lengths = pytest.mark.parametrize("days", [DAYS, pytest.param(LONG, marks=pytest.mark.full)])


def agree(
    world: World,
    where: Society,
    seed: int = 5,
    days: int = DAYS,
    threads: int = 1,
    later: dict[int, World] | None = None,
) -> None:
    found = disagreements(world, where, where.people, days, seed, threads=threads, later=later)
    said = list(islice(found, 12))
    assert not said, "\n".join(said)


def busy_world(
    where: Society,
    preset: str = "municipal-points",
    rule: str = "kuran",
    rhythm: str = RHYTHMS[0],
    spared: float = 0.15,
) -> World:
    dice = Random(f"{preset} {rule} {rhythm} {spared}")
    values = random_values(dice) | {
        "expression.rule": float(RULES.index(rule)),
        "society.cadence": float(RHYTHMS.index(rhythm)),
    }
    return eventful(scheme_named(preset), where, values, dice, spared=spared)


@pytest.mark.parametrize(
    "preset",
    [pytest.param(p, marks=[pytest.mark.full] if "-with-" in p else []) for p in PRESETS],
)
@lengths
def test_presets_as_they_are_declared(preset: str, days: int) -> None:
    scheme, where = load(preset), society()
    agree(world_of(scheme, where, declared_values(scheme)), where, days=days)


@pytest.mark.parametrize(
    ("preset", "rule", "rhythm"),
    [(BUSY[i % len(BUSY)], *each) for i, each in enumerate(product(RULES, RHYTHMS))],
)
@lengths
def test_every_rule_of_expression_in_both_rhythms(
    preset: str, rule: str, rhythm: str, days: int
) -> None:
    where = society()
    agree(busy_world(where, preset, rule, rhythm), where, days=days)


@pytest.mark.parametrize("preset", BUSY)
@lengths
def test_worlds_in_which_everything_is_switched_on(preset: str, days: int) -> None:
    where = society()
    agree(busy_world(where, preset, spared=0.0), where, days=days)


def test_an_event_that_happens_is_concealed_and_comes_out() -> None:
    where = society()
    calm = busy_world(where, "speech-points", "siegel", spared=0.0)
    calm.numbers[0, setting("FILTER")] = 1
    worlds = [changed(calm, "EVENT", stage) for stage in range(4)]
    agree(worlds[0], where, days=LONG, later={5: worlds[1], 6: worlds[2], 24: worlds[3]})


def test_a_limit_to_a_service_that_comes_and_goes() -> None:
    where = society()
    world = busy_world(where, "speech-points", spared=0.0)
    worlds = [changed(world, "ARREST_CAPACITY", limit) for limit in (-1, 20_000 * 1024)]
    agree(worlds[1], where, days=30, later={10: worlds[0], 20: worlds[1]})


@pytest.mark.parametrize("rule", RULES)
def test_a_last_word_that_is_partly_empty(rule: str) -> None:
    where = society(200)
    agree(busy_world(where, "speech-points", rule), where, days=20)


def test_three_regions_of_different_size() -> None:
    where = society(500, regions=3)
    agree(busy_world(where, "speech-points"), where, days=20, threads=2)


def test_two_wards_in_one_region() -> None:
    where = society(65 * 64)
    agree(busy_world(where, "defaulter-list"), where, days=2)


@pytest.mark.parametrize("rule", ["kuran", "siegel"])
def test_people_whom_nobody_can_see(rule: str) -> None:
    where = society(200, isolated=12)
    agree(busy_world(where, "speech-points", rule), where, days=20)


@pytest.mark.parametrize("rule", ["kuran", "siegel"])
def test_an_imported_graph_in_place_of_the_implicit_ties(rule: str, tmp_path: Path) -> None:
    dice = Random(1)
    edges = {tuple(sorted(dice.sample(range(150), 2))) for _ in range(700)}
    file = tmp_path / "ties.txt"
    file.write_text("".join(f"{a} {b}\n" for a, b in sorted(edges)))
    where = society(200, ties=str(file))
    agree(busy_world(where, "speech-points", rule), where, days=20)


def random_scheme_agrees(
    scheme: Scheme, off: frozenset[str], luck: int, people: int = PEOPLE, days: int = DAYS
) -> None:
    if scheme.score is not None and scheme.score.better == "lower":  # refused by every run
        score = scheme.score.model_copy(update={"better": "higher"})
        scheme = scheme.model_copy(update={"score": score})
    dice, where = Random(f"{luck} {scheme}"), society(people)
    world = eventful(scheme, where, random_values(dice), dice, tuple(off))
    agree(world, where, seed=luck, days=days)


few_off = st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(SYSTEMS), max_size=2))
drawn = given(st.one_of(schemes(), watched_schemes()), few_off, st.integers(0, 2**40))
sure = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),  # a disagreement names day and person: nothing to shrink
    suppress_health_check=list(HealthCheck),
)


@settings(sure, max_examples=4)
@drawn
def test_random_small_schemes(scheme: Scheme, off: frozenset[str], luck: int) -> None:
    random_scheme_agrees(scheme, off, luck)


@pytest.mark.full
@settings(sure, max_examples=50)
@drawn
def test_fifty_random_schemes_on_640_people(scheme: Scheme, off: frozenset[str], luck: int) -> None:
    random_scheme_agrees(scheme, off, luck, people=640, days=120)


def test_everything_that_is_counted_happens_in_the_worlds_compared() -> None:
    where, counted = society(), 0
    for preset in BUSY:
        world = busy_world(where, preset, spared=0.0)
        _, history = kernel_evenings(world, where, PEOPLE, DAYS, seed=5)
        counted = counted + abs(history.tallies).sum(axis=(0, 1, 2))
    never = [name for name, n in zip(TALLIES, counted, strict=True) if n == 0]
    assert [name for name in never if not name.startswith("WELFARE_")] == []


def changed(world: World, name: str, value: int) -> World:
    numbers = world.numbers.copy()
    numbers[0, setting(name)] = value
    return dataclasses.replace(world, numbers=numbers)


def off_by_one(world: World, at: int, of_tables: bool) -> World:
    numbers, tables = world.numbers.copy(), world.tables.copy()
    (tables if of_tables else numbers)[0, at] += 1
    return dataclasses.replace(world, numbers=numbers, tables=tables)


def watched_world(where: Society) -> World:
    return busy_world(where, "strict-court", "epstein", spared=0.0)


def test_the_world_in_which_the_twin_shall_notice_something_agrees_as_it_is() -> None:
    where = society()
    agree(watched_world(where), where, days=WATCHED)


@pytest.mark.parametrize(
    "name",
    [
        "attitude.pull", "attitude.punished", "expression.rule", "society.cadence",
        "welfare.adjustment", "SCORE_START", "START_AWARE", "TIER_LOSS_0", "media.persuasion",
        "trust.baseline", "MOVED_GRIEVANCE", "REWARD", "EXTORT_PRICE", "KIN_POINTS", "FEED_LAG_0",
        "NOTICE",
    ],
)  # fmt: skip
def test_the_twin_notices_a_number_that_is_off_by_one(name: str) -> None:
    where = society()
    world = watched_world(where)
    at = setting(name) if name.isupper() else index(name)
    twins = off_by_one(world, at, of_tables=False)
    assert any(disagreements(world, where, PEOPLE, WATCHED, seed=5, twins=twins))


@pytest.mark.parametrize("name", ["ACT_POINTS_LOW", "ACT_FINE", "ACT_SORT"])
def test_the_twin_notices_an_entry_that_is_off_by_one(name: str) -> None:
    where = society()
    world = watched_world(where)
    twins = off_by_one(world, table(name) + number("traffic_offence"), of_tables=True)
    assert any(disagreements(world, where, PEOPLE, WATCHED, seed=5, twins=twins))
