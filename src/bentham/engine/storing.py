"""A word's columns and planes: into lanes and masks before the day, and back after it.

Columns come in the order of `person.Columns` and fill the first lanes of the day; public planes
fill the masks of yesterday, own planes the masks of their names. So a new column or plane needs its
one line in `day/person.py` and none here.
"""

from __future__ import annotations

import numpy as np
from numba import literal_unroll

from bentham.chance.compiled import once
from bentham.day.person import (
    LANES,
    OWN_PLANES,
    PUBLIC_PLANES,
    Columns,
    Lanes,
    Masks,
    lane,
    mask,
)  # fmt: skip
from bentham.engine.arrays import Planes

FIRST_COLUMN = lane(LANES[0])
FIRST_YESTERDAY = mask(f"{PUBLIC_PLANES[0]}_YESTERDAY")
FIRST_OWN = mask(OWN_PLANES[0])
N_OWN = len(OWN_PLANES)
TODAY = tuple(mask(name) for name in PUBLIC_PLANES)

assert LANES[: len(Columns._fields)] == tuple(name.upper() for name in Columns._fields)
assert all(mask(name) == FIRST_OWN + k for k, name in enumerate(OWN_PLANES))
assert all(mask(f"{name}_YESTERDAY") == FIRST_YESTERDAY + k for k, name in enumerate(PUBLIC_PLANES))


@once
def load(w: Lanes, m: Masks, columns: Columns, planes: Planes, word: int) -> None:
    """Bring a word's columns and planes into lanes and masks."""
    person = np.uint64(word * 64)
    start = np.uint64(FIRST_COLUMN)  # unsigned: a signed index might wrap, and stops vectorisation
    for column in literal_unroll(columns):
        if column.size > 0:
            for i in range(64):
                w[start + np.uint64(i)] = column[person + np.uint64(i)]
        start += np.uint64(64)
    for k in range(planes.yesterday.shape[1]):
        m[FIRST_YESTERDAY + k] = planes.yesterday[word, k]
    for k in range(N_OWN):
        m[FIRST_OWN + k] = planes.own[word, k]


@once
def store(w: Lanes, m: Masks, columns: Columns, planes: Planes, word: int) -> None:
    """Write a word's columns and planes back."""
    person = np.uint64(word * 64)
    start = np.uint64(FIRST_COLUMN)
    for column in literal_unroll(columns):
        if column.size > 0:
            for i in range(64):
                column[person + np.uint64(i)] = w[start + np.uint64(i)]
        start += np.uint64(64)
    for k in range(planes.today.shape[1]):
        planes.today[word, k] = m[TODAY[k]]
    for k in range(N_OWN):
        planes.own[word, k] = m[FIRST_OWN + k]
