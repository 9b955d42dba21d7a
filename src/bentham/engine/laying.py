"""Small helpers by which numbers and tables of a kernel are laid out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bentham.chance.quantiles import fixed
from bentham.day.settings import setting, table

Ints = npt.NDArray[np.int64]

CERTAIN = 1 << 31
"""A chance of one."""

CAPACITY_BITS = 10
"""Fractional bits of a capacity per million people and day."""

NEVER_BELOW = -(1 << 30)
"""A score threshold that nobody is below."""

NEVER_ABOVE = 1 << 30
"""A score threshold that nobody is above."""


def put(tables: Ints, name: str, values: npt.ArrayLike) -> None:
    """Write a table, or its beginning."""
    array = np.asarray(values, dtype=np.int64).reshape(-1)
    start = table(name)
    tables[start : start + len(array)] = array


def put_settings(numbers: Ints, **values: int) -> None:
    """Write settings by name."""
    for name, value in values.items():
        numbers[setting(name)] = value


def chance(value: float) -> int:
    """Return a chance as a position, at most certain."""
    return int(fixed(min(value, 1.0), 31))


def capacity(value: float | None) -> int:
    """Return what is served a day per million people; without a bound, -1."""
    return -1 if value is None else int(fixed(value, CAPACITY_BITS))
