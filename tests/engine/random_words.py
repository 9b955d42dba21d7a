"""Random words of 64 people in random situations, for calling one stage of the day directly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from bentham.chance.decisions import ACT, DAILY_BLOCKS, DRAWS, MIX_UP, NEWS_POST
from bentham.day.person import (
    COUNTED,
    FALSE_MATCH,
    FOOTAGE,
    FOREVER,
    FORMERLY,
    LANES,
    LAYERS,
    LONGEST_TERM,
    MASKS,
    MATCH,
    N_LANES,
    N_MASKS,
    NOW,
    ONE_Q14,
    POST,
    QUEUES,
    SOUGHT,
    SOUGHT_WRONGLY,
    lane,
    mask,
)  # fmt: skip
from bentham.evidence.acts import ACTS, slots
from bentham.evidence.lanes import LANES_OF_TRAITS, MASKS_OF_TRAITS
from bentham.society.households import TEMPLATES, templates

Dice = np.random.Generator
TODAY = 30
"""A day on which a month ends."""

CERTAIN = 1 << 31

LANE_AT = {name: 64 * i for i, name in enumerate(LANES_OF_TRAITS)} | {n: lane(n) for n in LANES}
MASK_AT = {name: i for i, name in enumerate(MASKS_OF_TRAITS)} | {
    name: mask(name) for name in COUNTED + MASKS
}
NOW_AT = {name: i for i, name in enumerate(NOW)}
FREE_NOW = (
    "CLIMATE", "PROTEST_SHARE", "CALLED", "PUNISHED_SHARE", *(f"{q}_SERVED" for q in QUEUES),
    "MEETING_BITS",
)  # fmt: skip
"""Parts of `now` that a system must declare if it reads them; the others say who and when."""


def _between(low: int, high: int) -> Callable[[Dice], npt.NDArray[Any]]:
    return lambda dice: dice.integers(low, high + 1, 64)


def _mostly_zero(low: int, high: int) -> Callable[[Dice], npt.NDArray[Any]]:
    return lambda dice: dice.integers(low, high + 1, 64) * (dice.random(64) < 0.4)


def _mostly_up_to(usual: int, high: int) -> Callable[[Dice], npt.NDArray[Any]]:
    return lambda dice: dice.integers(0, np.where(dice.random(64) < 0.7, usual, high) + 1)


def _custody(dice: Dice) -> npt.NDArray[Any]:
    """Most are free and left alone; some are detained, some wait for what the authorities do."""
    codes = (POST, FOOTAGE, MATCH, FALSE_MATCH, SOUGHT, SOUGHT_WRONGLY)
    held = dice.integers(1, LONGEST_TERM + 1, 64) * (dice.random(64) < 0.5)
    waiting = dice.choice(codes, 64) * (dice.random(64) < 0.3)
    return np.where(dice.random(64) < 0.3, held, waiting)


def _one_of(*values: int) -> Callable[[Dice], npt.NDArray[Any]]:
    return lambda dice: dice.choice(values, 64)


RANGES: dict[str, Callable[[Dice], npt.NDArray[Any]]] = {
    "ATTITUDE": _between(-ONE_Q14, ONE_Q14), "RISK": _between(0, 255),
    "MEMORY": _between(-2047, 2047), "SCORE": _between(400 * 16, 1400 * 16),
    "LISTED_UNTIL": _one_of(0, 0, 0, FORMERLY, TODAY - 1, TODAY, TODAY + 9, FOREVER),
    "WELFARE": _between(0, 20_000), "KNOWLEDGE": _between(0, 255), "TRUST": _between(0, 255),
    "CUSTODY": _custody,
    "N_DISSENT": _mostly_zero(0, 6), "N_PUNISHED": _mostly_zero(0, 4),
    "N_SUPPORT": _mostly_zero(0, 6), "N_CONTACTS": _between(6, 14),
    "N_INFORMED": _mostly_zero(0, 5), "N_UNDER_SANCTION": _mostly_zero(0, 2),
    "CHILDREN_OUT": _mostly_zero(0, 3),
    "ACT": _mostly_zero(1, len(ACTS)), "RECORD": _mostly_zero(1, len(ACTS)),
    "FALSE_RECORD": _mostly_zero(1, len(ACTS)),
    "DELTA": _mostly_zero(-2000, 2000), "LOSS": _mostly_zero(0, 65_536),
    "FINE": _mostly_zero(-(1 << 22), 1 << 24),
    "ANCHOR": _between(-ONE_Q14, ONE_Q14), "OWN_COST": _between(0, ONE_Q14),
    "AVERSION": _between(0, ONE_Q14 - 1), "OCCASIONS": _between(0, 900_000_000),
    "CONDUCT": _mostly_up_to(300, 2000), "TRAVEL": _between(0, 20_000), "CLASS": _between(0, 2),
    "INCOME": _mostly_up_to(9000, 60_000), "THRESHOLD": _between(82, 6000),
    "MOTIVE": _between(-ONE_Q14, ONE_Q14), "SELF_CENSOR": _between(0, ONE_Q14 - 1),
    "AGE": _between(0, 95), "DEMAND": _between(0, 20_000), "EVADER": _between(0, 65_535),
    "FACE": _between(0, 1023), "FAVOUR": _between(-1000, 1000),
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
    """Return the masks of a random word: a lane is set with chance 1/2, 1/8 or 7/8 in each."""
    half, quarter, eighth = (dice.integers(0, 1 << 64, N_MASKS, dtype=np.uint64) for _ in range(3))
    rare = half & quarter & eighth
    usual = half | quarter | eighth
    kind = dice.random(N_MASKS)
    return np.where(kind < 0.4, half, np.where(kind < 0.7, rare, usual))


def random_now(dice: Dice, key: np.uint64) -> npt.NDArray[Any]:
    """Return a random day: where the word lies, and what its ward and district are like."""
    now = np.zeros(len(NOW), dtype=np.int64)
    now[NOW_AT["DAY"]] = TODAY
    now[NOW_AT["FIRST"]] = 64 * int(dice.integers(1 << 20))
    now[NOW_AT["KEY"]] = key.astype(np.int64)
    now[NOW_AT["CLIMATE"]] = dice.integers(0, ONE_Q14 + 1)
    now[NOW_AT["PROTEST_SHARE"]] = dice.integers(0, 4000) * (dice.random() < 0.5)
    now[NOW_AT["CALLED"]] = dice.integers(0, 2)
    now[NOW_AT["PUNISHED_SHARE"]] = dice.integers(0, ONE_Q14 + 1) * (dice.random() < 0.7)
    for queue in QUEUES:
        now[NOW_AT[f"{queue}_SERVED"]] = dice.integers(0, CERTAIN + 1)
    now[NOW_AT["MEETING_BITS"]] = dice.integers(0, 1 << 24)
    layers = [(f"FAR_WORD_{k}", f"FAR_SHIFT_{k}") for k in range(LAYERS)]
    for word, shift in (*layers, ("NAMESAKE_WORD", "NAMESAKE_SHIFT")):
        now[NOW_AT[word]] = dice.integers(1 << 20) if dice.random() < 0.8 else -1
        now[NOW_AT[shift]] = dice.integers(0, 64)
    return now


def _row(decision: int) -> tuple[slice, int]:
    """Return the 64 draws of a decision, and by how much its numbers stand shifted in them."""
    start, shift = decision & 0xFFFF, (decision >> 16) & 0xFF
    return slice(start, start + 64), shift


def random_draws(dice: Dice) -> npt.NDArray[Any]:
    """Return a day's draws; half of them are small, and everybody does something."""
    many = 256 * DAILY_BLOCKS
    u = dice.integers(0, 1 << 32, many, dtype=np.uint64)
    small = u >> dice.integers(0, 24, many).astype(np.uint64)
    # Draws that stand for several questions: small in the part that belongs to one of them.
    for decision, parts in ((NEWS_POST, (0, 2)), (MIX_UP, (0, 2, 3))):
        row, shift = _row(decision)
        small[row] = (small[row] >> np.uint64(2)) + dice.choice(parts, 64).astype(np.uint64) * (
            CERTAIN // 4 << shift
        )
    u = np.where(dice.random(many) < 0.5, u, small).astype(np.uint32)
    row, shift = _row(ACT)
    end = sum(width for _, width in slots())
    u[row] = dice.integers(0, end, 64) << shift
    return np.append(u, np.zeros(DRAWS - many, np.uint32))
