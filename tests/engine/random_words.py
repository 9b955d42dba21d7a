"""Random words of 64 people in random situations, for calling one stage of the day directly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from bentham.chance.decisions import ACT
from bentham.day.person import (
    COUNTED,
    FOREVER,
    LANES,
    MASKS,
    N_LANES,
    N_MASKS,
    NOW,
    ONE_Q14,
    lane,
    mask,
)  # fmt: skip
from bentham.evidence.acts import ACTS, slots
from bentham.evidence.lanes import LANES_OF_TRAITS, MASKS_OF_TRAITS
from bentham.society.households import TEMPLATES, templates

Dice = np.random.Generator
TODAY = 20

LANE_AT = {name: 64 * i for i, name in enumerate(LANES_OF_TRAITS)} | {n: lane(n) for n in LANES}
MASK_AT = {name: i for i, name in enumerate(MASKS_OF_TRAITS)} | {
    name: mask(name) for name in COUNTED + MASKS
}
NOW_AT = {name: i for i, name in enumerate(NOW)}
FREE_NOW = ("CLIMATE", "PROTEST_SHARE", "CALLED", "APPEALS_SERVED")
"""Parts of `now` that a system must declare if it reads them; the others say who and when."""


def _between(low: int, high: int) -> Callable[[Dice], npt.NDArray[Any]]:
    return lambda dice: dice.integers(low, high + 1, 64)


def _mostly_zero(low: int, high: int) -> Callable[[Dice], npt.NDArray[Any]]:
    return lambda dice: dice.integers(low, high + 1, 64) * (dice.random(64) < 0.4)


def _one_of(*values: int) -> Callable[[Dice], npt.NDArray[Any]]:
    return lambda dice: dice.choice(values, 64)


RANGES: dict[str, Callable[[Dice], npt.NDArray[Any]]] = {
    "ATTITUDE": _between(-ONE_Q14, ONE_Q14), "RISK": _between(0, 255),
    "MEMORY": _between(-2047, 2047), "SCORE": _between(400 * 16, 1400 * 16),
    "LISTED_UNTIL": _one_of(0, 0, 0, TODAY - 1, TODAY, TODAY + 9, FOREVER),
    "WELFARE": _between(0, 20_000),
    "N_DISSENT": _mostly_zero(0, 6), "N_PUNISHED": _mostly_zero(0, 4),
    "N_SUPPORT": _mostly_zero(0, 6), "N_CONTACTS": _between(6, 14),
    "ACT": _mostly_zero(1, len(ACTS)), "RECORD": _mostly_zero(1, len(ACTS)),
    "FALSE_RECORD": _mostly_zero(1, len(ACTS)),
    "DELTA": _mostly_zero(-2000, 2000), "LOSS": _mostly_zero(0, 65_536),
    "FINE": _mostly_zero(0, 1 << 24),
    "ANCHOR": _between(-ONE_Q14, ONE_Q14), "OWN_COST": _between(0, ONE_Q14),
    "AVERSION": _between(0, ONE_Q14 - 1), "OCCASIONS": _between(0, 900_000_000),
    "CONDUCT": _between(0, 2000), "TRAVEL": _between(0, 20_000), "CLASS": _between(0, 2),
    "INCOME": _between(400, 60_000), "THRESHOLD": _between(82, 6000),
    "MOTIVE": _between(-ONE_Q14, ONE_Q14), "SELF_CENSOR": _between(0, ONE_Q14 - 1),
    "AGE": _between(0, 95),
}  # fmt: skip
"""Lanes in the ranges that the kernel keeps; households come from a template."""


def random_lanes(dice: Dice) -> npt.NDArray[Any]:
    """Return the lanes of a random word."""
    w = np.zeros(64 * N_LANES, dtype=np.int64)
    for name, values in RANGES.items():
        w[LANE_AT[name] : LANE_AT[name] + 64] = values(dice)
    homes = templates()
    rows = slice(64 * (k := int(dice.integers(TEMPLATES))), 64 * k + 64)
    w[LANE_AT["HEAD"] : LANE_AT["HEAD"] + 64] = homes.head[rows]
    w[LANE_AT["SIZE"] : LANE_AT["SIZE"] + 64] = homes.size[rows]
    return w


def random_masks(dice: Dice) -> npt.NDArray[Any]:
    """Return the masks of a random word: each lane of each is set with chance 1/2 or 1/8."""
    m = dice.integers(0, 1 << 64, N_MASKS, dtype=np.uint64)
    rare = m & dice.integers(0, 1 << 64, N_MASKS, dtype=np.uint64)
    rare &= dice.integers(0, 1 << 64, N_MASKS, dtype=np.uint64)
    return np.where(dice.random(N_MASKS) < 0.5, m, rare)


def random_now(dice: Dice, key: np.uint64) -> npt.NDArray[Any]:
    """Return a random day: where the word lies, and what its ward and district are like."""
    now = np.zeros(len(NOW), dtype=np.int64)
    now[NOW_AT["DAY"]] = TODAY
    now[NOW_AT["FIRST"]] = 64 * int(dice.integers(1 << 20))
    now[NOW_AT["KEY"]] = key.astype(np.int64)
    now[NOW_AT["CLIMATE"]] = dice.integers(0, ONE_Q14 + 1)
    now[NOW_AT["PROTEST_SHARE"]] = dice.integers(0, 4000) * (dice.random() < 0.5)
    now[NOW_AT["CALLED"]] = dice.integers(0, 2)
    now[NOW_AT["APPEALS_SERVED"]] = dice.integers(0, (1 << 31) + 1)
    return now


def random_draws(dice: Dice) -> npt.NDArray[Any]:
    """Return a day's draws; half of them are small, and everybody does something."""
    u = dice.integers(0, 1 << 32, 512, dtype=np.uint64)
    small = u >> dice.integers(0, 24, 512).astype(np.uint64)
    u = np.where(dice.random(512) < 0.5, u, small).astype(np.uint32)
    row, shift = ACT & 0xFFFF, (ACT >> 16) & 0xFF
    end = sum(width for _, width in slots())
    u[row : row + 64] = dice.integers(0, end, 64) << shift
    return u
