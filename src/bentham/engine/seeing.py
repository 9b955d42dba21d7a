"""Reading what others showed yesterday: partner words of far ties, or an explicit graph."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bentham.chance.bits import bit, lanes_up_to
from bentham.chance.compiled import once, rule
from bentham.chance.decisions import WORD
from bentham.chance.involution import hashed, partner, permuted, tie
from bentham.chance.philox import BITS, LOW, philox
from bentham.day.contacts import meet
from bentham.day.person import (
    FAR_SHIFT,
    FAR_WORD,
    GRAPH,
    LAYERS,
    MEETING_BITS,
    NAMESAKE_SHIFT,
    NAMESAKE_WORD,
    PUBLIC_PLANES,
    Lanes,
    Masks,
    Numbers,
    lane,
    mask,
)  # fmt: skip
from bentham.day.settings import setting
from bentham.engine.arrays import Fixed, Here, Planes
from bentham.evidence.lanes import ALIVE
from bentham.society.traits import Homes

P_DISSENT, P_PUNISHED, P_INFORMED, P_SUPPORT = range(len(PUBLIC_PLANES))
OBSERVED = setting("OBSERVED")
MIX_UPS, FEED_MIX_UPS = setting("MIX_UPS"), setting("FEED_MIX_UPS")
VISIBLE = mask("VISIBLE")

OF_MEETINGS = 256
"""Layer number under which a day's meetings are hashed, far above any layer of far ties."""

NAMESAKES = 8
"""Layer in which every word has one partner word of namesakes: no contacts, only mix-ups."""

FIRST_FAR = mask(f"FAR_{PUBLIC_PLANES[0]}_0")
FAR_TIED, KIN_FAR_PUNISHED = mask("FAR_TIED_0"), mask("KIN_FAR_PUNISHED")
FAR_PUNISHED, KIN_PUNISHED = mask("FAR_PUNISHED_0"), mask("KIN_PUNISHED")
N_DISSENT, N_PUNISHED = lane("N_DISSENT"), lane("N_PUNISHED")
N_SUPPORT, N_CONTACTS = lane("N_SUPPORT"), lane("N_CONTACTS")
N_INFORMED = lane("N_INFORMED")
FAR_ADULT = mask("FAR_ADULT_0")
NAMESAKE_DISSENT, NAMESAKE_THERE = mask("NAMESAKE_DISSENT"), mask("NAMESAKE_THERE")


@once
def look_far(
    m: Masks,
    now: Numbers,
    planes: Planes,
    word: int,
    words: int,
    side: int,
    shown_to: int,
    key: np.uint64,
) -> None:
    """Read the public planes of the partner words: one cache line a layer for 64 people.

    Only people before `shown_to` can be seen. Where the partners lie is noted in `now`.
    """
    for layer in range(LAYERS):
        other = partner(word, layer, words, side, key)
        now[FAR_WORD + layer] = other if other != word else -1
    # All lines are asked for before the first is needed: each takes as long as a hundred additions.
    for k in range(planes.yesterday.shape[1]):
        for layer in range(LAYERS):
            other = now[FAR_WORD + layer]
            m[FIRST_FAR + k * LAYERS + layer] = (
                planes.yesterday[np.uint64(other), k] if other >= 0 else np.uint64(0)
            )
    for layer in range(LAYERS):
        other = now[FAR_WORD + layer]
        tied = np.uint64(0)
        shift = np.int64(0)
        if other >= 0:
            shift, tied = tie(word, other, layer, key)
            tied &= permuted(lanes_up_to(shown_to - other * 64), shift)
        m[FAR_TIED + layer] = tied
        now[FAR_SHIFT + layer] = shift
        for k in range(planes.yesterday.shape[1]):
            at = FIRST_FAR + k * LAYERS + layer
            m[at] = permuted(m[at], shift) & tied
    m[KIN_FAR_PUNISHED] = m[FAR_PUNISHED]


@once
def look_for_adults(m: Masks, now: Numbers, homes: Homes, people: int, key: np.uint64) -> None:
    """Mark the adults among far contacts: a word's household template says who is one."""
    for layer in range(LAYERS):
        other = now[FAR_WORD + layer]
        if other < 0:
            m[FAR_ADULT + layer] = np.uint64(0)
            continue
        a, _, _, _ = philox(
            np.uint64(other) & LOW, np.uint64(0), np.uint64(0), np.uint64(WORD), key & LOW,
            key >> BITS,
        )  # fmt: skip
        adults = homes.adult[np.int64(a & np.uint64(0xFF))]
        adults &= lanes_up_to(people - other * 64)
        m[FAR_ADULT + layer] = permuted(adults, now[FAR_SHIFT + layer])


@once
def look_for_namesakes(
    m: Masks,
    now: Numbers,
    planes: Planes,
    word: int,
    words: int,
    side: int,
    shown_to: int,
    key: np.uint64,
) -> None:
    """Read what the namesakes of a word's people did yesterday."""
    other = partner(word, NAMESAKES, words, side, key)
    now[NAMESAKE_WORD] = np.int64(-1)
    if other == word:
        return
    shift, tied = tie(word, other, NAMESAKES, key)
    tied &= permuted(lanes_up_to(shown_to - other * 64), shift)
    now[NAMESAKE_WORD] = other
    now[NAMESAKE_SHIFT] = shift
    m[NAMESAKE_THERE] = tied
    m[NAMESAKE_DISSENT] = permuted(planes.yesterday[other, P_DISSENT], shift) & tied


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
    supporting = planes.yesterday.shape[1] > P_SUPPORT
    for i in range(64):
        informed = 0
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
                informed += bit(planes.yesterday[other >> 6, P_INFORMED], other & 63)
                if supporting:
                    support += bit(planes.yesterday[other >> 6, P_SUPPORT], other & 63)
                contacts += 1
        w[N_DISSENT + i] = dissent
        w[N_PUNISHED + i] = punished
        w[N_SUPPORT + i] = support
        w[N_CONTACTS + i] = contacts
        w[N_INFORMED + i] = informed


@once
def look_around(
    w: Lanes,
    m: Masks,
    now: Numbers,
    fixed: Fixed,
    planes: Planes,
    here: Here,
    word: int,
    key: np.uint64,
) -> None:
    """Show a word what others did yesterday, as far as any row of numbers asks for it."""
    shown_to = here.people - here.isolated
    m[VISIBLE] = m[ALIVE] & lanes_up_to(shown_to - word * 64)
    if fixed.ties_from.size > 0:
        now[GRAPH] = 1
        look_along(w, m, fixed, planes, word * 64, here.people, shown_to)
        return
    now[GRAPH] = 0
    look_far(m, now, planes, word, here.words, here.side, shown_to, key)
    if asked_for(fixed.numbers, OBSERVED):
        look_for_adults(m, now, fixed.homes, here.people, key)
    if asked_for(fixed.numbers, MIX_UPS) or asked_for(fixed.numbers, FEED_MIX_UPS):
        look_for_namesakes(m, now, planes, word, here.words, here.side, shown_to, key)
    meetings = hashed(key, OF_MEETINGS, word, here.day)
    now[MEETING_BITS] = np.int64(meetings)
    meet(m, meetings)


@rule
def asked_for(numbers: npt.NDArray[np.int64], setting_: int) -> bool:
    """Say whether a setting is above zero in any row."""
    asked = False
    for row in range(len(numbers)):
        asked |= numbers[row, setting_] > 0
    return asked
