"""Reading what others showed yesterday: partner words of far ties, or an explicit graph."""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, lanes_up_to
from bentham.chance.compiled import rule
from bentham.chance.involution import partner, permuted, tie
from bentham.day.person import LAYERS, PUBLIC_PLANES, Lanes, Masks, lane, mask
from bentham.engine.arrays import Fixed, Planes

N_PUBLIC = len(PUBLIC_PLANES)
P_DISSENT, P_PUNISHED, P_SUPPORT = range(N_PUBLIC)
FIRST_FAR = mask(f"FAR_{PUBLIC_PLANES[0]}_0")
FAR_TIED, KIN_FAR_PUNISHED = mask("FAR_TIED_0"), mask("KIN_FAR_PUNISHED")
FAR_PUNISHED, KIN_PUNISHED = mask("FAR_PUNISHED_0"), mask("KIN_PUNISHED")
N_DISSENT, N_PUNISHED = lane("N_DISSENT"), lane("N_PUNISHED")
N_SUPPORT, N_CONTACTS = lane("N_SUPPORT"), lane("N_CONTACTS")


@rule
def look_far(
    m: Masks, planes: Planes, word: int, words: int, side: int, shown_to: int, key: np.uint64
) -> None:
    """Read the public planes of the partner words: one cache line a layer for 64 people.

    Only people before `shown_to` can be seen.
    """
    for layer in range(LAYERS):
        other = partner(word, layer, words, side, key)
        tied = np.uint64(0)
        shift = np.int64(0)
        if other != word:
            shift, tied = tie(word, other, layer, key)
            tied &= permuted(lanes_up_to(shown_to - other * 64), shift)
        m[FAR_TIED + layer] = tied
        for k in range(N_PUBLIC):
            m[FIRST_FAR + k * LAYERS + layer] = permuted(planes.yesterday[other, k], shift) & tied
    m[KIN_FAR_PUNISHED] = m[FAR_PUNISHED]


@rule
def look_along(
    w: Lanes,
    m: Masks,
    fixed: Fixed,
    planes: Planes,
    person: int,
    people: int,
    shown_to: int,
) -> None:
    """Count contacts along an explicit graph, in place of meetings and far ties."""
    m[KIN_PUNISHED] = np.uint64(0)
    for i in range(64):
        dissent = 0
        punished = 0
        support = 0
        contacts = 0
        if person + i < people:
            for e in range(fixed.ties_from[person + i], fixed.ties_from[person + i + 1]):
                other = fixed.ties_to[e]
                if other >= shown_to:
                    continue
                dissent += bit(planes.yesterday[other >> 6, P_DISSENT], other & 63)
                punished += bit(planes.yesterday[other >> 6, P_PUNISHED], other & 63)
                support += bit(planes.yesterday[other >> 6, P_SUPPORT], other & 63)
                contacts += 1
        w[N_DISSENT + i] = dissent
        w[N_PUNISHED + i] = punished
        w[N_SUPPORT + i] = support
        w[N_CONTACTS + i] = contacts
