"""The same for news, censors, cameras, informants, police and relatives: all of it, often."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np
import numpy.typing as npt

from bentham.day.settings import ATTEMPT_ROOM, TABLES, setting, table
from bentham.engine.compiling import World
from bentham.evidence.acts import ACTS, ROOM, number
from bentham.evidence.parameters import index
from bentham.society.traits import SCALARS

Ints = npt.NDArray[np.int64]

CERTAIN = 1 << 31
WELFARE_ONE = 1 << 28
CAPACITIES = (-1, 0, 5_000, 20_000, 80_000)
"""Per million people and day; among a few hundred people even the last is soon used up."""


class Raised:
    """A world whose numbers are raised in place.

    Parameters
    ----------
    world : World
        Changed in place.
    dice : Random
        What is left open.
    """

    def __init__(self, world: World, dice: Random) -> None:
        self.world, self.dice = world, dice
        self.numbers, self.tables = world.numbers[0], world.tables[0]

    def put(self, **values: int) -> None:
        for name, value in values.items():
            self.numbers[setting(name)] = value

    def often(self, *names: str, most: float = 0.7) -> None:
        """Set chances somewhere from a fifth of `most` to `most`."""
        for name in names:
            self.numbers[setting(name)] = self.part(CERTAIN, most)

    def part(self, whole: int, most: float) -> int:
        return int(self.dice.uniform(most / 5, most) * whole)

    def either(self, *names: str) -> None:
        for name in names:
            self.numbers[setting(name)] = self.dice.randrange(2)

    def known(self, name: str) -> int:
        return int(self.numbers[setting(name)])

    def fill(self, name: str, values: Callable[[int], float]) -> None:
        """Write a whole table."""
        start = table(name)
        for i in range(TABLES[name]):
            self.tables[start + i] = int(values(i))

    def capacity(self, queue: str) -> None:
        self.put(**{f"{queue}_CAPACITY": self.dice.choice(CAPACITIES) * 1024})


def raise_all(world: World, dice: Random, spared: float = 0.0) -> None:
    """Switch on everything that a scheme could have, each part but for a chance `spared`.

    Parameters
    ----------
    world : World
        Changed in place.
    dice : Random
        Says how much of everything.
    spared : float
        Chance that a part is left as the scheme has it.
    """
    raised = Raised(world, dice)
    parts = (
        _news, _removal, _posts, _cameras, _informants, _gatherers, _feeds, _list, _police, _kin,
        _grades,
    )  # fmt: skip
    for part in parts:
        if dice.random() >= spared:
            part(raised)
    for name in ("ATTEMPT_BARRED_LISTED", "ATTEMPT_BARRED_KIN"):
        raised.fill(name, lambda _: dice.random() < 0.7)
    if raised.known("SCORED"):
        start = raised.known("SCORE_START")
        below = [start - dice.randrange(-100, 300) for _ in range(ATTEMPT_ROOM)]
        raised.fill("ATTEMPT_BARRED_BELOW", below.__getitem__)


def _news(world: Raised) -> None:
    world.put(NEWS=1, EVENT=world.dice.randrange(4))
    world.put(EVADERS=world.part(65536, 0.4))
    world.put(NEWCOMERS=world.known("EVADERS") + world.part(65536, 0.4))
    world.either("FILTER", "READING_WATCHED", "STATE_MEDIA", "NEWS_LEARNED")
    world.often("LEAK")
    world.often("WITNESSES", most=0.1)
    for name, most in (("demand", 0.8), ("pass_on", 0.1), ("event_forgetting", 0.2)):
        world.numbers[index(f"media.{name}")] = world.part(CERTAIN, most)
    world.numbers[index("media.curiosity")] = world.part(1 << 14, 0.1)


def _removal(world: Raised) -> None:
    world.often("MOVED_SHARE", most=0.1)
    world.often("MAY_OBJECT")
    world.put(MOVED_LOSS=world.part(WELFARE_ONE, 0.02), MOVED_GRIEVANCE=world.part(1 << 14, 0.2))


def _posts(world: Raised) -> None:
    dice = world.dice
    world.put(MONITORING=1, CASES=1)
    world.often("FLAG_CRITICISM", "FLAG_PRAISE", "FLAG_CALL", "AUTHOR_CHANCE", most=0.9)
    world.often("LABEL_TRUE", "LABEL_FALSE", "LABEL_EVENT", most=0.9)
    world.often("MIX_UPS", most=0.5)
    world.fill("NEWS_RATE", lambda _: world.part(CERTAIN, 0.2))
    world.tables[table("ACT_PUNISHES") + number("false_news_post")] = dice.random() < 0.7
    world.capacity("POST")


def _cameras(world: Raised) -> None:
    world.put(CAMERAS=1, CASES=1)
    world.often("MATCH_CHANCE", "FOOTAGE_CHANCE", "IDENTIFY_CHANCE", "REVIEW_ERROR", most=0.8)
    world.either("WANT_PUNISHED", "WANT_LISTED")
    most = world.part(CERTAIN, 0.2)
    world.fill("FACE_CHANCE", lambda i: most * i**4 // 1023**4)
    crowd = world.part(CERTAIN, 1.0) * world.dice.choice((0, 1, 2))
    world.fill("FACE_CROWD", lambda i: crowd * i // 1023)
    world.capacity("ALERT")
    world.world.traits[SCALARS.index("wanted") - len(SCALARS)] = world.part(65536, 0.2)


def _informants(world: Raised) -> None:
    dice, width = world.dice, world.dice.choice((1 << 29, 1 << 28))
    shares = world.world.traits[-len(SCALARS) :]
    shares[SCALARS.index("informants")] = world.part(65536, 0.3)
    shares[SCALARS.index("callers")] = world.part(65536, 0.6)
    world.put(DENUNCIATION=1, HOTLINE=1, ROLE_INFORMANTS=int(shares[SCALARS.index("informants")]))
    world.often("OBSERVED", "CALLED_IN", "ACCEPTED")
    world.put(
        MOTIVE_GAIN=dice.randrange(-1000, 1500),
        GRUDGE_WIDTH=width,
        EXTORT_CHANCE=world.part(width, 0.4),
        FALSE_CHANCE=world.part(width, 0.6),
        EXTORT_PRICE=world.part(WELFARE_ONE, 0.2),
        REWARD=dice.randrange(100),
        REPORT_PENALTY=dice.randrange(100),
    )


def _gatherers(world: Raised) -> None:
    world.put(GATHERERS=1, BLIND=world.part(65536, 0.5), SMALL_PRICE=world.part(WELFARE_ONE, 0.01))
    world.put(FAVOURITISM=world.dice.randrange(200 * 256) if world.known("SCORED") else 0)
    world.often("PAY_GATHERER")


def _feeds(world: Raised) -> None:
    dice = world.dice
    world.put(FEED_LAG_0=3, FEED_LAG_1=dice.choice((0, 7)))
    world.often("FEED_ERRORS", most=0.1)
    world.often("FEED_MIX_UPS", most=0.25)
    world.fill("ACT_FEED", lambda _: dice.choice((0, world.part(CERTAIN, 0.9))))
    wrong = [dice.random() for _ in ACTS]
    shares = [sum(wrong[: i + 1]) / sum(wrong) for i in range(len(ACTS))]
    world.fill("FEED_WRONG", lambda i: CERTAIN if i >= len(ACTS) - 1 else shares[i] * CERTAIN)


def _list(world: Raised) -> None:
    world.put(NOTICE=world.dice.randrange(3))
    world.often("REPAIR_RATE", most=0.1)
    world.often("BRIBE_RATE", most=0.3)
    world.put(BRIBE_PRICE=world.part(4096, 0.2), LIST_SPILL=world.dice.randrange(2048))
    if world.known("SCORED"):
        world.put(RED_ABOVE=world.known("SCORE_START") + world.dice.randrange(100))


def _police(world: Raised) -> None:
    world.put(POLICING=1, CASES=1, LONGEST=world.dice.choice((1, 4, 12, 240)))
    world.often("ARREST_CRITIC", "ARREST_PROTESTER", "ARREST_FOUND", "ILL_TREATMENT")
    world.put(DETAINED_LOSS=world.part(65536, 1.0))
    world.capacity("ARREST")


def _kin(world: Raised) -> None:
    world.put(KIN=1, KIN_POINTS=world.dice.randrange(200), KIN_LOSS=world.part(65536, 0.5))
    world.often("KIN_CHANCE")


def _grades(world: Raised) -> None:
    if not world.known("SCORED"):
        return
    world.put(GRADES=world.dice.choice((1, 3, 6, 6)))
    start = world.known("SCORE_START")
    floors = sorted(start + world.dice.randrange(-500, 200) for _ in range(6))
    for k, floor in enumerate(floors):
        world.put(**{f"GRADE_FROM_{k}": floor})


assert TABLES["ACT_FEED"] == 2 * ROOM
