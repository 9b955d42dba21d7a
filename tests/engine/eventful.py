"""Worlds in which much happens in few days: rates raised, everything switched on somewhere."""

from __future__ import annotations

import dataclasses
from random import Random

from eventful_watch import raise_all

from bentham.day.settings import TABLES, setting, table
from bentham.engine.compiling import World, world_of
from bentham.evidence.acts import ACTS, ROOM, number, slots
from bentham.evidence.parameters import PARAMETERS, index
from bentham.scheme.fields import Scheme
from bentham.society.fields import Region, Society

CERTAIN = 1 << 31
SPEECH = (number("criticism"), number("protest"))


def society(people: int = 192, regions: int = 1, **more: object) -> Society:
    """Return a small society, half of it rural."""
    parts = tuple(Region(name=f"region {i + 1}", weight=1.0 + i) for i in range(regions))
    return Society.model_validate(
        {"id": "small", "title": "Small", "people": people, "urban_share": 0.5, "regions": parts}
        | more
    )


def declared_values(scheme: Scheme) -> dict[str, float]:
    """Return every parameter as a run would set it."""
    return {each.name: each.default for each in PARAMETERS} | scheme.settings()


def random_values(dice: Random) -> dict[str, float]:
    """Return every parameter somewhere inside its bounds; occasions, calls, journeys are raised."""
    values = {
        each.name: float(dice.randrange(len(each.choices)))
        if each.choices
        else dice.uniform(each.low, each.high)
        for each in PARAMETERS
    }
    often = {
        "society.occasions": 0.1, "society.opposed_share": 0.5, "protest.spark": 0.5,
        "sanctions.flights": 40.0, "sanctions.trains": 30.0, "sanctions.hotels": 20.0,
        "sanctions.houses": 20.0, "sanctions.jobs": 20.0, "sanctions.schools": 20.0,
        "sanctions.child_schools": 30.0,
    }  # fmt: skip
    return values | often


def eventful(
    scheme: Scheme,
    where: Society,
    values: dict[str, float],
    dice: Random,
    off: tuple[str, ...] = (),
    spared: float = 0.15,
) -> World:
    """Compile a world, then raise its chances of records, mistakes, listings, appeals, calls.

    Each part of watching and coercion is switched on too, but for a chance `spared`.
    """
    world = world_of(scheme, where, values, off)
    world = dataclasses.replace(world, traits=world.traits.copy())
    numbers, tables = world.numbers[0], world.tables[0]
    chances = {"FALSE_RECORDS": 0.05, "LIST_MISTAKEN": 0.4, "APPEAL_RATE": 0.3}
    for name, chance in chances.items():
        numbers[setting(name)] = int(chance * CERTAIN)
    numbers[setting("APPEAL_SUCCESS")] = CERTAIN // 2
    numbers[setting("APPEAL_CAPACITY")] = dice.choice((-1, 0, 3_000, 10_000, 16_000)) * 1024
    numbers[index("protest.trigger")] = CERTAIN // 5
    for name in ("HAZARD", "EXIT"):
        rows = slice(table(name), table(name) + TABLES[name])
        tables[rows] += dice.randrange(CERTAIN // 20)
    _raise_acts(tables, bool(numbers[setting("SCORED")]), bool(numbers[setting("LIST")]), dice)
    if dice.randrange(6):
        _punish_speech(world, dice)
    raise_all(world, dice, spared)
    return world


def _raise_acts(tables, scored: bool, listing: bool, dice: Random) -> None:  # type: ignore[no-untyped-def]
    """Let people act often, and records cost a range of points, a fine, a place on the list."""
    false = [dice.random() for _ in ACTS]
    for i, (_, width) in enumerate(slots()):
        for name in ("ACT_BASE", "ACT_RATE"):
            for row in range(TABLES[name] // ROOM):
                tables[table(name) + row * ROOM + i] += dice.randrange(width + 1)
        tables[table("ACT_RECORDED") + i] = dice.randrange(CERTAIN)
        tables[table("ACT_FALSE") + i] = int(sum(false[: i + 1]) / sum(false) * CERTAIN)
        if scored:
            low = tables[table("ACT_POINTS_LOW") + i] + dice.randrange(-40, 40)
            tables[table("ACT_POINTS_LOW") + i] = low
            tables[table("ACT_POINTS_HIGH") + i] = low + dice.choice((0, 30))
        if scored and dice.random() < 0.3:
            low = dice.randrange(-40, 40)
            tables[table("ACT_PARENTS_LOW") + i] = low
            tables[table("ACT_PARENTS_HIGH") + i] = low + dice.choice((0, 30))
        tables[table("ACT_FINE") + i] = dice.choice((0, 40))
        tables[table("ACT_LISTS") + i] = listing and dice.random() < 0.3


def _punish_speech(world: World, dice: Random) -> None:
    numbers, tables = world.numbers[0], world.tables[0]
    numbers[setting("SPEECH_PUNISHED")] = 1
    for name in ("PRIOR_AWARE", "PRIOR_UNAWARE"):
        numbers[setting(name)] = dice.randrange(1 << 17)
    numbers[setting("START_AWARE")] = dice.randrange(80)
    numbers[setting("START_UNAWARE")] = dice.randrange(20)
    for act in SPEECH:
        tables[table("ACT_PUNISHES") + act] = 1
