"""Crowds: words of 64 free adults that live through one stage of one day.

Their draws are those that they would have in a run; what they are and what happened to them so far
is given by hand. Tolerances are four standard errors of the number of people who decide by
themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

import numpy as np
import numpy.typing as npt
from random_words import LANE_AT, MASK_AT, NOW_AT

from bentham.chance.decisions import DAILY, DAILY_BLOCKS, DRAWS
from bentham.chance.keys import key_of
from bentham.chance.philox import fill
from bentham.day.person import N_LANES, N_MASKS, NOW
from bentham.day.settings import N_NUMBERS, N_TABLES, SETTINGS, setting, table
from bentham.evidence.parameters import index, parameter

KEY = key_of(5, 0)
DAY = 9
CERTAIN = 1 << 31
ALL = (1 << 64) - 1
EVEN = 0x5555555555555555
"""Every second person of a word, the first among them."""

Values = Mapping[str, float]
People = npt.NDArray[np.bool_]


def numbers(values: Values) -> npt.NDArray[np.int64]:
    """Return numbers, zero but for some: parameters in their units, settings as they are."""
    p = np.zeros(N_NUMBERS, dtype=np.int64)
    for name, value in values.items():
        if name in SETTINGS:
            p[setting(name)] = int(value)
        else:
            p[index(name)] = round(value * 2 ** parameter(name).bits)
    return p


def tables(values: Mapping[str, npt.ArrayLike]) -> npt.NDArray[np.int64]:
    """Return tables that are zero but for some."""
    t = np.zeros(N_TABLES, dtype=np.int64)
    for name, entries in values.items():
        rows = np.asarray(entries)
        t[table(name) : table(name) + rows.size] = rows
    return t


class Crowd:
    """Free adults under the scheme, 64 to a word, after one stage of one day."""

    def __init__(
        self,
        system: ModuleType,
        values: Values,
        *,
        lanes: Mapping[str, npt.ArrayLike] | None = None,
        masks: Mapping[str, int] | None = None,
        now: Mapping[str, int] | None = None,
        entries: Mapping[str, npt.ArrayLike] | None = None,
        words: int = 250,
    ) -> None:
        p, t = numbers(values), tables(entries or {})
        w, m = np.zeros(64 * N_LANES, dtype=np.int64), np.zeros(N_MASKS, dtype=np.uint64)
        today, u = np.zeros(len(NOW), dtype=np.int64), np.zeros(DRAWS, dtype=np.uint32)
        for name, of_lane in ({"DEMAND": 256, "EVADER": 65_535} | dict(lanes or {})).items():
            w[LANE_AT[name] : LANE_AT[name] + 64] = of_lane
        everybody = {"ADULT": ALL, "FREE": ALL, "COVERED": ALL, "DECIDING": ALL}
        for name, of_mask in (everybody | dict(masks or {})).items():
            m[MASK_AT[name]] = of_mask
        for name, of_day in ({"DAY": DAY} | dict(now or {})).items():
            today[NOW_AT[name]] = of_day
        today[NOW_AT["KEY"]] = KEY.astype(np.int64)
        self._w, self._m = [], []
        for word in range(words):
            today[NOW_AT["FIRST"]] = 64 * word
            for block in range(DAILY_BLOCKS):
                fill(u, 256 * block, KEY, 64 * word, today[NOW_AT["DAY"]], DAILY, block)
            self._w.append(w.copy())
            self._m.append(m.copy())
            system.stage(self._w[-1], self._m[-1], u, p, t, today)

    def lane(self, name: str) -> npt.NDArray[np.int64]:
        return np.array([w[LANE_AT[name] : LANE_AT[name] + 64] for w in self._w])

    def are(self, name: str) -> People:
        plane = np.array([m[MASK_AT[name]] for m in self._m], dtype=np.uint64)
        bits = (plane[:, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)
        return np.asarray(bits != 0)


def close(found: People, chance: float) -> bool:
    """Say whether a share lies within four standard errors of a chance that is neither 0 nor 1."""
    assert found.size > 0
    assert 0.0 < chance < 1.0
    return bool(abs(found.mean() - chance) <= 4 * np.sqrt(chance * (1 - chance) / found.size))
