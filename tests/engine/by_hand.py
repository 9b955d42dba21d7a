"""One word of people, its numbers and tables made by hand, and single stages called on it."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import numpy.typing as npt
from random_words import CERTAIN, LANE_AT, MASK_AT, NOW_AT

from bentham.chance.decisions import DAILY, DAILY_BLOCKS, DRAWS
from bentham.chance.keys import key_of
from bentham.chance.philox import fill
from bentham.day.person import (
    COUNTED,
    LONGEST_TERM,
    MASKS,
    N_LANES,
    N_MASKS,
    NOW,
    OWN_PLANES,
    switch,
)  # fmt: skip
from bentham.day.settings import N_NUMBERS, N_TABLES, TABLES, setting, table

Bits = npt.NDArray[np.bool_]
KEY = key_of(5, 0)
EVERYBODY = np.ones(64, dtype=bool)
SAME_EVERY_MORNING = {*OWN_PLANES, "VISIBLE"}


def chance(share: float) -> int:
    return int(share * CERTAIN)


def four_errors(share: float, n: int) -> float:
    return 4 * float(np.sqrt(share * (1 - share) / n))


def numbers(**settings: int) -> npt.NDArray[np.int64]:
    """Return a row of numbers, all zero but some settings."""
    p = np.zeros(N_NUMBERS, dtype=np.int64)
    p[setting("SYSTEMS")] = switch("conduct")
    for name, value in settings.items():
        p[setting(name)] = value
    return p


class Word:
    """A word of free adults under a scheme: columns and own planes last, a day's marks do not."""

    def __init__(self, first: int = 0, **settings: int) -> None:
        self.w = np.zeros(64 * N_LANES, dtype=np.int64)
        self.m = np.zeros(N_MASKS, dtype=np.uint64)
        self.u = np.zeros(DRAWS, dtype=np.uint32)
        self.p, self.t = numbers(**settings), np.zeros(N_TABLES, dtype=np.int64)
        self.now = np.zeros(len(NOW), dtype=np.int64)
        self.now[NOW_AT["KEY"]] = KEY.astype(np.int64)
        self.now[NOW_AT["FIRST"]] = 64 * first
        for name in ("ALIVE", "ADULT", "COVERED", "VISIBLE", "URBAN"):
            self[name] = EVERYBODY
        self.lane("TRAVEL")[:] = self.lane("CONDUCT")[:] = 256
        self.lane("SIZE")[:] = 1
        self.lane("HEAD")[:] = np.arange(64)
        self.table("DRIFT")[:] = 256
        self.morning(1)

    def lane(self, name: str) -> npt.NDArray[np.int64]:
        return self.w[LANE_AT[name] : LANE_AT[name] + 64]

    def table(self, name: str) -> npt.NDArray[np.int64]:
        return self.t[table(name) : table(name) + TABLES[name]]

    def __getitem__(self, name: str) -> Bits:
        bits = self.m[MASK_AT[name]] >> np.arange(64, dtype=np.uint64) & np.uint64(1)
        return bits.astype(bool)

    def __setitem__(self, name: str, who: Bits) -> None:
        self.m[MASK_AT[name]] = np.uint64(sum(1 << i for i in range(64) if who[i]))

    def morning(self, day: int, **served: int) -> None:
        """Wake on some day: nothing has happened yet, and whoever is held is not free."""
        for name in (*COUNTED, *MASKS):
            if name not in SAME_EVERY_MORNING:
                self.m[MASK_AT[name]] = 0
        for name in ("ACT", "RECORD", "FALSE_RECORD", "DELTA", "LOSS", "FINE", "CHILDREN_OUT"):
            self.lane(name)[:] = 0
        self.now[NOW_AT["DAY"]] = day
        for queue in ("ALERTS", "ARRESTS"):
            self.now[NOW_AT[f"{queue}_SERVED"]] = served.get(queue.lower(), CERTAIN)
        for block in range(DAILY_BLOCKS):
            fill(self.u, 256 * block, KEY, self.now[NOW_AT["FIRST"]], day, DAILY, block)
        custody = self.lane("CUSTODY")
        self["FREE"] = self["ADULT"] & ~((custody >= 1) & (custody <= LONGEST_TERM))
        self["DECIDING"] = EVERYBODY

    def run(self, *systems: ModuleType) -> Word:
        for system in systems:
            system.stage(self.w, self.m, self.u, self.p, self.t, self.now)
        return self
