"""Everybody's traits, computed the way the kernel does it, as arrays over people."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bentham.chance.decisions import STATIC_BLOCKS
from bentham.chance.keys import key_of
from bentham.day.person import N_LANES, N_MASKS
from bentham.evidence.lanes import LANES_OF_TRAITS, MASKS_OF_TRAITS
from bentham.evidence.parameters import PARAMETERS
from bentham.society.fields import Society
from bentham.society.households import templates
from bentham.society.loading import load
from bentham.society.tables import trait_table
from bentham.society.traits import Homes, fill_traits

Ints = npt.NDArray[np.int64]

DEFAULTS = {p.name: p.default for p in PARAMETERS}


def society_with(**changes: object) -> Society:
    """Return the preset city with some fields changed."""
    return Society.model_validate(load("city").model_dump() | changes)


def traits(
    society: Society,
    people: int,
    seed: int = 1,
    values: dict[str, float] | None = None,
    coverage: float = 1.0,
    known: float = 0.5,
) -> dict[str, Ints]:
    """Return every trait of everybody by name; masks as zeros and ones."""
    t = templates()
    homes = Homes(t.head, t.size, t.age, t.adult, t.male, t.parent, t.child)
    table = trait_table(society, DEFAULTS | (values or {}), coverage, known)
    key = key_of(seed, 0)
    w = np.zeros(64 * N_LANES, dtype=np.int64)
    m = np.zeros(N_MASKS, dtype=np.uint64)
    u = np.zeros(256 * STATIC_BLOCKS, dtype=np.uint32)
    words = -(-people // 64)
    lanes = np.zeros((words, len(LANES_OF_TRAITS), 64), dtype=np.int64)
    masks = np.zeros((words, len(MASKS_OF_TRAITS)), dtype=np.uint64)
    for word in range(words):
        fill_traits(w, m, u, table, homes, word, people, key)
        lanes[word] = w[: 64 * len(LANES_OF_TRAITS)].reshape(-1, 64)
        masks[word] = m[: len(MASKS_OF_TRAITS)]
    out = {name: lanes[:, i].reshape(-1)[:people] for i, name in enumerate(LANES_OF_TRAITS)}
    for i, name in enumerate(MASKS_OF_TRAITS):
        bits = masks[:, i, None] >> np.arange(64, dtype=np.uint64) & np.uint64(1)
        out[name] = bits.astype(np.int64).reshape(-1)[:people]
    return out


def by_word(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return means of whole words: people of a word share luck, so spreads are taken over words."""
    array = np.asarray(values, dtype=np.float64)
    means: npt.NDArray[np.float64] = array[: len(array) // 64 * 64].reshape(-1, 64).mean(axis=1)
    return means


def spread_of_mean(values: npt.ArrayLike) -> float:
    """Return the standard error of a mean over people whose words are independent."""
    words = by_word(values)
    return float(words.std(ddof=1) / np.sqrt(len(words)))
