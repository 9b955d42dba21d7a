"""The digest: an additive fingerprint of the whole state, for any chunking, thread or rank.

The digest is a sum modulo 2^128 of keyed hashes, one for each word (its number, columns and
planes) and one for each place, so spans may be hashed anywhere and in any order.
"""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt
from numba import literal_unroll

from bentham.chance.compiled import kernel, rule
from bentham.chance.involution import GOLDEN, mixed
from bentham.day.person import Columns
from bentham.engine.arrays import Planes

SEED_LOW = np.uint64(0x243F6A8885A308D3)
SEED_HIGH = np.uint64(0x13198A2E03707344)


@rule
def _absorbed(state: np.uint64, value: int) -> np.uint64:
    return mixed((state ^ np.uint64(value)) * GOLDEN + np.uint64(1))


@kernel
def words_digest(
    first_word: int, last_word: int, people: int, columns: Columns, planes: Planes
) -> tuple[np.uint64, np.uint64]:
    """Return the sum modulo 2^128 of the hashes of some words, as (low, high)."""
    sum_low = np.uint64(0)
    sum_high = np.uint64(0)
    for word in range(first_word, last_word):
        low = _absorbed(SEED_LOW, word)
        high = _absorbed(SEED_HIGH, word)
        for i in range(64):
            person = word * 64 + i
            if person >= people:
                break
            for column in literal_unroll(columns):
                if column.size > 0:
                    low = _absorbed(low, np.int64(column[person]))
                    high = _absorbed(high, np.int64(column[person]))
        for k in range(planes.yesterday.shape[1]):
            low = _absorbed(low, np.int64(planes.yesterday[word, k]))
            high = _absorbed(high, np.int64(planes.yesterday[word, k]))
        for k in range(planes.own.shape[1]):
            low = _absorbed(low, np.int64(planes.own[word, k]))
            high = _absorbed(high, np.int64(planes.own[word, k]))
        before = sum_low
        sum_low += low
        sum_high += high + np.uint64(sum_low < before)
    return sum_low, sum_high


def places_digest(name: str, rows: npt.NDArray[np.int64]) -> int:
    """Return the sum modulo 2^128 of the hashes of a table of places."""
    total = 0
    for number, row in enumerate(rows.reshape(len(rows), -1)):
        data = f"{name}|{number}|".encode() + row.astype("<i8").tobytes()
        total += int.from_bytes(hashlib.blake2b(data, digest_size=16).digest(), "little")
    return total % (1 << 128)


def combined(digests: list[int]) -> int:
    """Return one digest of several replicates, each keyed by its number."""
    total = 0
    for number, digest in enumerate(digests):
        data = f"replicate|{number}|{digest:032x}".encode()
        total += int.from_bytes(hashlib.blake2b(data, digest_size=16).digest(), "little")
    return total % (1 << 128)
