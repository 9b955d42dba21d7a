"""Far ties: in each layer every word has one partner word, by a keyed involution.

The partner of word w in layer k is ``P_k^-1(P_k(w) xor 1)``, where P_k is a keyed permutation of
the words: a 4-round Feistel network on [0, a*b) with a*b >= words, cycle-walked into [0, words)
(Black & Rogaway 2002, "Ciphers with arbitrary finite domains"). Lane l of w is tied to lane
``l xor s`` of the partner; s and a mask of the ties in use are hashed from the unordered pair and
the layer, so both ends compute the same tie and reading it costs one cache line for 64 people.

With four rounds the partner is not quite evenly distributed over all words (over seeds, a total
variation distance of 9 % at 16 words and less than 1 / side at any size): good enough to tie
neighbourhoods, not to keep secrets.
"""

from __future__ import annotations

import math

import numpy as np

from bentham.chance.compiled import rule, small

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
MIX1 = np.uint64(0xBF58476D1CE4E5B9)
MIX2 = np.uint64(0x94D049BB133111EB)
ROUNDS = 4
ONE = np.uint64(1)


@rule
def mixed(x: np.uint64) -> np.uint64:
    """Return the splitmix64 finaliser of `x` (Steele, Lea & Flood 2014)."""
    x = (x ^ (x >> np.uint64(30))) * MIX1
    x = (x ^ (x >> np.uint64(27))) * MIX2
    return x ^ (x >> np.uint64(31))


@rule
def hashed(key: np.uint64, a: int, b: int, c: int) -> np.uint64:
    """Return 64 hashed bits of three integers under a key."""
    x = mixed(key + GOLDEN * (np.uint64(a) + np.uint64(1)))
    x = mixed(x + GOLDEN * (np.uint64(b) + np.uint64(1)))
    return mixed(x + GOLDEN * (np.uint64(c) + np.uint64(1)))


def side_of(words: int) -> int:
    """Return the side of the square [0, a*a) that holds all words."""
    return max(2, math.isqrt(max(words, 1) - 1) + 1)


@rule
def _reduced(bits: np.uint64, side: int) -> int:
    """Return `bits` brought into [0, side) by multiply and shift."""
    return np.int64(((bits >> np.uint64(32)) * np.uint64(side)) >> np.uint64(32))


@rule
def _turn(key: np.uint64, layer: int, round_: int, half: int) -> np.uint64:
    """Return the round function: one mix of the key, the layer, the round and one half."""
    return mixed(key ^ (GOLDEN * np.uint64((half << 16) + (layer << 8) + round_ + 1)))


@rule
def _forward(x: int, side: int, key: np.uint64, layer: int) -> int:
    left = x // side
    right = x - left * side
    for round_ in range(ROUNDS):
        turned = left + _reduced(_turn(key, layer, round_, right), side)
        if turned >= side:
            turned -= side
        left, right = right, turned
    return left * side + right


@rule
def _backward(x: int, side: int, key: np.uint64, layer: int) -> int:
    left = x // side
    right = x - left * side
    for step in range(ROUNDS):
        round_ = ROUNDS - 1 - step
        turned = right - _reduced(_turn(key, layer, round_, left), side)
        if turned < 0:
            turned += side
        left, right = turned, left
    return left * side + right


@rule
def partner(word: int, layer: int, words: int, side: int, key: np.uint64) -> int:
    """Return the partner of `word` in `layer`, or `word` itself if it has none.

    At most one word of a layer is left without a partner, when the number of words is odd.
    """
    x = _forward(word, side, key, layer)
    while x >= words:
        x = _forward(x, side, key, layer)
    x ^= 1
    if x >= words:
        return word
    x = _backward(x, side, key, layer)
    while x >= words:
        x = _backward(x, side, key, layer)
    return x


@rule
def tie(word: int, other: int, layer: int, key: np.uint64) -> tuple[int, np.uint64]:
    """Return the lane shift s and the mask of ties in use, as seen from `word`.

    A tie is in use with chance 3/4: a lane carries the union of two hashed masks. The higher
    word of the pair sees the mask with its lanes permuted by s, so both ends agree.
    """
    low = min(word, other)
    high = max(word, other)
    bits = hashed(key, layer + 64, low, high)
    shift = np.int64(bits & np.uint64(63))
    used = mixed(bits ^ GOLDEN) | mixed(bits + GOLDEN)
    if word == high:
        used = permuted(used, shift)
    return shift, used


@small
def swapped(plane: np.uint64, mask: np.uint64, by: int, wanted: int) -> np.uint64:
    """Return `plane` with neighbouring groups of `by` lanes exchanged if `wanted` is 1.

    Without a branch: shifts are random, and a processor that guesses wrong half the time takes
    longer than for the whole exchange.
    """
    other = ((plane & mask) << np.uint64(by)) | ((plane >> np.uint64(by)) & mask)
    chosen = np.uint64(0) - np.uint64(wanted)
    return plane ^ ((plane ^ other) & chosen)


@rule
def permuted(plane: np.uint64, shift: int) -> np.uint64:
    """Return `plane` with its 64 lanes permuted: lane l gets the bit of lane ``l xor shift``."""
    if plane + ONE <= ONE:  # nobody, on most days, or everybody
        return plane
    plane = swapped(plane, np.uint64(0x5555555555555555), 1, shift & 1)
    plane = swapped(plane, np.uint64(0x3333333333333333), 2, (shift >> 1) & 1)
    plane = swapped(plane, np.uint64(0x0F0F0F0F0F0F0F0F), 4, (shift >> 2) & 1)
    plane = swapped(plane, np.uint64(0x00FF00FF00FF00FF), 8, (shift >> 3) & 1)
    plane = swapped(plane, np.uint64(0x0000FFFF0000FFFF), 16, (shift >> 4) & 1)
    return swapped(plane, np.uint64(0x00000000FFFFFFFF), 32, (shift >> 5) & 1)
