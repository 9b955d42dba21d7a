"""Philox4x32-10, a counter-based random number generator.

Source: Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC11,
with the known-answer vectors of the authors' Random123 library.

The counter of four 32-bit words is laid out once, for good:

====  ===================================================================
word  content
====  ===================================================================
0     person, low 32 bits
1     person, high 8 bits | other person, high 8 bits | block, 16 bits
2     other person, low 32 bits
3     day, 16 bits | decision, 16 bits
====  ===================================================================
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bentham.chance.compiled import rule, small

M0 = np.uint64(0xD2511F53)
M1 = np.uint64(0xCD9E8D57)
W0 = np.uint64(0x9E3779B9)
W1 = np.uint64(0xBB67AE85)
LOW = np.uint64(0xFFFFFFFF)
BITS = np.uint64(32)


@small
def _round(
    c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64, k0: np.uint64, k1: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Return the counter after one round; what a word carries above its 32 bits is of no account.

    Only a factor has to be cut to 32 bits, which costs nothing: the widening product reads no more.
    """
    p0 = M0 * (c0 & LOW)
    p1 = M1 * (c2 & LOW)
    return (p1 >> BITS) ^ c1 ^ k0, p1, (p0 >> BITS) ^ c3 ^ k1, p0


@small
def philox(
    c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64, k0: np.uint64, k1: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Return one block: ten rounds on the counter (c0..c3) under the key (k0, k1).

    All arguments and results are 32-bit words held in uint64, so that a product of two of them is
    exact; LLVM turns each into one widening multiplication. The rounds are written out: as an inner
    loop they kept `fill` from running its 64 lanes side by side (15 ns a block instead of 1.7).
    """
    c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0 + np.uint64(0) * W0, k1 + np.uint64(0) * W1)
    c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0 + np.uint64(1) * W0, k1 + np.uint64(1) * W1)
    c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0 + np.uint64(2) * W0, k1 + np.uint64(2) * W1)
    c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0 + np.uint64(3) * W0, k1 + np.uint64(3) * W1)
    c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0 + np.uint64(4) * W0, k1 + np.uint64(4) * W1)
    c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0 + np.uint64(5) * W0, k1 + np.uint64(5) * W1)
    c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0 + np.uint64(6) * W0, k1 + np.uint64(6) * W1)
    c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0 + np.uint64(7) * W0, k1 + np.uint64(7) * W1)
    c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0 + np.uint64(8) * W0, k1 + np.uint64(8) * W1)
    c0, c1, c2, c3 = _round(c0, c1, c2, c3, k0 + np.uint64(9) * W0, k1 + np.uint64(9) * W1)
    return c0 & LOW, c1 & LOW, c2 & LOW, c3 & LOW


@rule
def counter1(person: int, other: int, block: int) -> np.uint64:
    """Return counter word 1: the high bits of both ids, and the block."""
    high_bits = ((person >> 32) & 0xFF) << 24 | ((other >> 32) & 0xFF) << 16
    return np.uint64(high_bits | (block & 0xFFFF))


@rule
def counter3(day: int, decision: int) -> np.uint64:
    """Return counter word 3: the day and the decision."""
    return np.uint64((day & 0xFFFF) << 16 | (decision & 0xFFFF))


@rule
def draw(key: np.uint64, person: int, other: int, day: int, decision: int, block: int) -> int:
    """Return one draw in [0, 2^31) for a rare follow-up or a pair of persons.

    Parameters
    ----------
    key : uint64
        From seed and replicate, see `bentham.chance.keys.key_of`.
    person, other : int
        Ids; `other` is 0 where no second person is involved.
    day, decision, block : int
        Day of the run; number of the decision; further block of the same decision.
    """
    word, _, _, _ = philox(
        np.uint64(person) & LOW,
        counter1(person, other, block),
        np.uint64(other) & LOW,
        counter3(day, decision),
        key & LOW,
        key >> BITS,
    )
    return np.int64(word >> np.uint64(1))


@rule
def fill(
    draws: npt.NDArray[np.uint32],
    start: int,
    key: np.uint64,
    first: int,
    day: int,
    decision: int,
    block: int,
) -> None:
    """Write one block for each of the 64 people from `first` on, as four rows of 64 words.

    Person ``first + lane`` gets ``draws[start + 64 * word + lane]`` for the words 0 to 3. Filling
    64 lanes at once lets LLVM run the rounds side by side: about three times as fast as one by one.
    """
    k0 = key & LOW
    k1 = key >> BITS
    c1 = counter1(first, 0, block)  # 64 aligned people share their high bits
    c3 = counter3(day, decision)
    low = np.uint64(first) & LOW
    at = np.uint64(start)  # an unsigned index: a signed one might wrap, and stops vectorisation
    for i in range(64):
        lane = np.uint64(i)
        a, b, c, d = philox(low + lane, c1, np.uint64(0), c3, k0, k1)
        draws[at + lane] = np.uint32(a)
        draws[at + lane + np.uint64(64)] = np.uint32(b)
        draws[at + lane + np.uint64(128)] = np.uint32(c)
        draws[at + lane + np.uint64(192)] = np.uint32(d)
