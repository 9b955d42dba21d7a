"""Who may be traced: adults only. Under-18s are affected, never tracked or told as a story."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import numpy as np

from bentham.chance.decisions import WORD
from bentham.chance.keys import key_of
from bentham.chance.philox import BITS, LOW, W0, W1, _round
from bentham.evidence.errors import UsageError
from bentham.society.households import templates

MOST_TRACED = 10_000


def is_adult(person: int, seed: int) -> bool:
    """Return whether a person of the first replicate is 18 or older.

    The household template of a person's word is drawn as in `society.traits.fill_traits`; ten
    rounds in plain Python cost nothing here, and compiling that function for a call would.
    """
    key = key_of(seed, 0)
    c = (np.uint64(person >> 6) & LOW, np.uint64(0), np.uint64(0), np.uint64(WORD))
    for i in range(10):
        step = np.uint64(i)
        c = _round.py_func(*c, (key & LOW) + step * W0, (key >> BITS) + step * W1)  # type: ignore[attr-defined]
    mask = int(templates().adult[int(c[0]) & 0xFF])
    return bool(mask >> (person & 63) & 1)


def adults_only(who: Iterable[int], seed: int) -> None:
    """Refuse to trace people if one of them is under 18."""
    for person in who:
        if not is_adult(person, seed):
            raise UsageError(
                f"--trace: person {person} is under 18 (with seed {seed}), and under-18s are never "
                "traced.\nName another, or --trace random:5 for five adults. Nothing was run."
            )


def drawn_adults(count: int, people: int, seed: int) -> tuple[int, ...]:
    """Return `count` different adults drawn with the run's seed."""
    if not 1 <= count <= MOST_TRACED:
        raise UsageError(f"--trace random:{count}: ask for 1 to {MOST_TRACED:,} people.")
    found: dict[int, None] = {}
    for person, _ in zip(_candidates(people, seed), range(100 * count + 1000), strict=False):
        if person not in found and is_adult(person, seed):
            found[person] = None
        if len(found) == count:
            return tuple(sorted(found))
    raise UsageError(f"--trace random:{count}: too few adults among {people:,} people.")


def _candidates(people: int, seed: int) -> Iterator[int]:
    """Yield people at random from raw bits, whose stream NumPy guarantees never to change."""
    start = int.from_bytes(
        hashlib.sha256(f"bentham trace 1|{seed}".encode()).digest()[:16], "little"
    )
    source = np.random.PCG64(start)
    while True:
        yield int(source.random_raw()) % people
