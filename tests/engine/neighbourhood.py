"""One word of people, the numbers that rule it, and short ways to see and set its parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from random_words import (
    CERTAIN,
    LANE_AT,
    MASK_AT,
    NOW_AT,
    random_draws,
    random_lanes,
    random_masks,
    random_now,
)  # fmt: skip

from bentham.chance.decisions import DRAWS
from bentham.chance.keys import key_of
from bentham.chance.quantiles import fixed, normal
from bentham.day.person import N_LANES, N_MASKS, NOW
from bentham.day.settings import N_NUMBERS, N_TABLES, TABLES, setting, table
from bentham.evidence.acts import number
from bentham.evidence.parameters import index

KEY = key_of(5, 0)
EVERYBODY = np.ones(64, dtype=bool)
LANES = np.arange(64)
HALF = CERTAIN // 2
BELOW_ANY, ABOVE_ANY = -(1 << 30), 1 << 30
SHARE = 0.0113
"""Share of police informants, as quoted in Pei 2024."""

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Dice = np.random.Generator


@dataclass
class Neighbourhood:
    """One word, the numbers that rule it, and short ways to see and set its parts."""

    w: Ints = field(default_factory=lambda: np.zeros(64 * N_LANES, dtype=np.int64))
    m: npt.NDArray[np.uint64] = field(default_factory=lambda: np.zeros(N_MASKS, dtype=np.uint64))
    u: npt.NDArray[np.uint32] = field(default_factory=lambda: np.zeros(DRAWS, dtype=np.uint32))
    p: Ints = field(default_factory=lambda: np.zeros(N_NUMBERS, dtype=np.int64))
    t: Ints = field(default_factory=lambda: np.zeros(N_TABLES, dtype=np.int64))
    now: Ints = field(default_factory=lambda: np.zeros(len(NOW), dtype=np.int64))

    def __getitem__(self, name: str) -> Any:
        """Return a lane as 64 integers, or a mask as 64 truth values."""
        if name in LANE_AT:
            return self.w[LANE_AT[name] : LANE_AT[name] + 64].copy()
        return (self.m[MASK_AT[name]] >> LANES.astype(np.uint64) & np.uint64(1)).astype(bool)

    def __setitem__(self, name: str, values: Any) -> None:
        if name in LANE_AT:
            self.w[LANE_AT[name] : LANE_AT[name] + 64] = values
        elif name in NOW_AT:
            self.now[NOW_AT[name]] = values
        elif name in MASK_AT:
            self.m[MASK_AT[name]] = as_plane(np.broadcast_to(values, 64))
        elif name in TABLES:
            self.t[table(name) : table(name) + TABLES[name]] = values
        else:
            self.p[index(name) if "." in name else setting(name)] = values

    def with_act(self, name: str, act: str, value: int = 1) -> None:
        """Set an entry of a table of acts."""
        self.t[table(name) + number(act)] = value

    def after(self, system: Any, day: int | None = None) -> Neighbourhood:
        """Return the word after a stage; this one stays as it is."""
        then = Neighbourhood(self.w.copy(), self.m.copy(), self.u, self.p, self.t, self.now.copy())
        if day is not None:
            then["DAY"] = day
        system.stage(then.w, then.m, then.u, then.p, then.t, then.now)
        return then

    def met(self, plane: Bools) -> Bools:
        """Return who meets somebody of a plane today."""
        seen = np.zeros(64, dtype=bool)
        for shift in self.shifts():
            seen |= plane[LANES ^ shift]
        return seen

    def shifts(self) -> list[int]:
        """Return the shift of each meeting: six bits each, and nobody meets themselves."""
        bits = int(self.now[NOW_AT["MEETING_BITS"]])
        return [(bits >> 6 * k & 63) or 1 for k in range(4)]


def as_plane(values: Any) -> np.uint64:
    """Return 64 truth values as the bits of one integer."""
    return np.uint64(sum(1 << i for i in range(64) if values[i]))


def some(dice: Dice, share: float = 0.5) -> Bools:
    return dice.random(64) < share


def quiet(seed: int = 0) -> Neighbourhood:
    """Return a word where nothing happens: everybody grown up, covered and free, one household."""
    dice = np.random.default_rng(seed)
    here = Neighbourhood(u=random_draws(dice), now=random_now(dice, KEY))
    for name in ("ALIVE", "ADULT", "COVERED", "FREE", "VISIBLE"):
        here[name] = EVERYBODY
    here["SIZE"] = 1
    here["HEAD"] = LANES
    for k in range(4):
        here[f"FAR_WORD_{k}"] = -1
    return here


def evenly(here: Neighbourhood, seed: int) -> None:
    """Give a word draws that are spread evenly, for comparing shares."""
    here.u[:] = np.random.default_rng(seed).integers(0, 1 << 32, here.u.size, dtype=np.uint32)


def busy(seed: int, system: Any) -> Neighbourhood:
    """Return a random word in random circumstances; what only the system writes is still empty."""
    dice = np.random.default_rng(seed)
    here = Neighbourhood(
        random_lanes(dice), random_masks(dice), random_draws(dice), now=random_now(dice, KEY)
    )
    for name in set(system.WRITES) - set(system.READS):
        if name in MASK_AT:
            here[name] = False
    return here


def snitch_line(here: Neighbourhood) -> None:
    """Rule a word by a hotline that rewards reports, where people bear grudges."""
    here["HOTLINE"] = 1
    here["OBSERVED"] = here["CALLED_IN"] = here["ACCEPTED"] = HALF
    here["GRUDGE_WIDTH"] = CERTAIN // 4
    here["FALSE_CHANCE"] = CERTAIN // 8
    here["EXTORT_CHANCE"] = CERTAIN // 8
    here["EXTORT_PRICE"] = 50 << 16
    here["REWARD"], here["REPORT_PENALTY"] = 7, 11
    here["MOTIVE_GAIN"] = -200
    here["NORMAL"] = fixed(normal(), 10)
    here["ACT_PUNISHES"] = 1


SEEDS = range(240)
