"""Whom a person sees: household, chance meetings in the neighbourhood, far ties.

Contacts are symmetric. Each word has four meetings a day: lane l meets lane ``l xor m`` with m
hashed from the word and the day. Far ties join whole words (`chance.involution`): three layers of
acquaintances, in use with chance 3/4 each, and one layer of kin elsewhere. People who share a word
share partner words, so far ties close four-cycles; an explicit graph can take their place.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, count
from bentham.chance.compiled import once, small
from bentham.chance.involution import permuted
from bentham.day.person import (
    FORMERLY,
    LAYERS,
    LONGEST_TERM,
    MEETINGS,
    Lanes,
    Masks,
    Numbers,
    lane,
    mask,
)  # fmt: skip
from bentham.day.settings import setting
from bentham.evidence.lanes import ALIVE, COVERED, HEAD, SIZE

N_DISSENT, N_PUNISHED = lane("N_DISSENT"), lane("N_PUNISHED")
N_SUPPORT, N_CONTACTS = lane("N_SUPPORT"), lane("N_CONTACTS")
N_INFORMED, N_UNDER_SANCTION = lane("N_INFORMED"), lane("N_UNDER_SANCTION")
LISTED_UNTIL, CUSTODY, SCORE = lane("LISTED_UNTIL"), lane("CUSTODY"), lane("SCORE")
TIER_SCORE = setting("TIER_SCORE_0")
INFORMED_YESTERDAY = mask("INFORMED_YESTERDAY")
MET_INFORMED, FAR_INFORMED = mask("MET_INFORMED_0"), mask("FAR_INFORMED_0")
DISSENT_YESTERDAY = mask("DISSENT_YESTERDAY")
PUNISHED_YESTERDAY = mask("PUNISHED_YESTERDAY")
SUPPORT_YESTERDAY = mask("SUPPORT_YESTERDAY")
KIN_PUNISHED, KIN_FAR_PUNISHED = mask("KIN_PUNISHED"), mask("KIN_FAR_PUNISHED")
MET_DISSENT, MET_PUNISHED = mask("MET_DISSENT_0"), mask("MET_PUNISHED_0")
MET_SUPPORT = mask("MET_SUPPORT_0")
FAR_DISSENT, FAR_PUNISHED = mask("FAR_DISSENT_0"), mask("FAR_PUNISHED_0")
FAR_TIED, FAR_SUPPORT = mask("FAR_TIED_0"), mask("FAR_SUPPORT_0")
MET_THERE, VISIBLE = mask("MET_THERE_0"), mask("VISIBLE")


@small
def housemates(head: int, size: int, lane_: int) -> np.uint64:
    """Return the mask of the others in the household of the person in `lane_`."""
    everybody = ((np.uint64(1) << np.uint64(size)) - np.uint64(1)) << np.uint64(head)
    return everybody & ~(np.uint64(1) << np.uint64(lane_))


@small
def meeting(bits: np.uint64, k: int) -> int:
    """Return the shift s of the word's meeting k today: lane l meets lane ``l xor s``."""
    shift = np.int64((bits >> np.uint64(6 * k)) & np.uint64(63))
    return np.int64(1) if shift == 0 else shift


@once
def meet(m: Masks, bits: np.uint64) -> None:
    """Show each person the planes of the four people met today.

    Parameters
    ----------
    m : uint64
        Masks of the word.
    bits : uint64
        Hashed from the word and the day: six bits for each meeting.
    """
    for k in range(MEETINGS):
        shift = meeting(bits, k)
        m[MET_INFORMED + k] = permuted(m[INFORMED_YESTERDAY] & m[VISIBLE], shift)
        m[MET_DISSENT + k] = permuted(m[DISSENT_YESTERDAY] & m[VISIBLE], shift)
        m[MET_PUNISHED + k] = permuted(m[PUNISHED_YESTERDAY] & m[VISIBLE], shift)
        m[MET_SUPPORT + k] = permuted(m[SUPPORT_YESTERDAY] & m[VISIBLE], shift)
        m[MET_THERE + k] = permuted(m[VISIBLE], shift)


@once
def stage(w: Lanes, m: Masks) -> None:
    """Count contacts who dissented, were punished, or supported yesterday.

    A housemate also met today counts twice, as two occasions to see the same thing.
    """
    any_dissent = m[DISSENT_YESTERDAY]
    any_punished = m[PUNISHED_YESTERDAY]
    for k in range(LAYERS):
        any_dissent |= m[FAR_DISSENT + k]
        any_punished |= m[FAR_PUNISHED + k]
    if any_dissent != 0:
        for i in range(64):
            others = housemates(w[HEAD + i], w[SIZE + i], i)
            n = count(others & m[DISSENT_YESTERDAY] & m[VISIBLE])
            for k in range(MEETINGS):
                n += bit(m[MET_DISSENT + k], i) + bit(m[FAR_DISSENT + k], i)
            w[N_DISSENT + i] = n
    else:
        for i in range(64):
            w[N_DISSENT + i] = 0
    kin = m[KIN_FAR_PUNISHED]
    if any_punished != 0:
        for i in range(64):
            others = housemates(w[HEAD + i], w[SIZE + i], i)
            at_home = count(others & m[PUNISHED_YESTERDAY] & m[VISIBLE])
            kin |= np.uint64(at_home > 0) << np.uint64(i)
            n = at_home
            for k in range(MEETINGS):
                n += bit(m[MET_PUNISHED + k], i) + bit(m[FAR_PUNISHED + k], i)
            w[N_PUNISHED + i] = n
    else:
        for i in range(64):
            w[N_PUNISHED + i] = 0
    m[KIN_PUNISHED] = kin & m[ALIVE]


@once
def stage_climate(w: Lanes, m: Masks) -> None:
    """Count supporting contacts and all contacts, for the rules that need them."""
    for i in range(64):
        others = housemates(w[HEAD + i], w[SIZE + i], i)
        n = count(others & m[SUPPORT_YESTERDAY] & m[VISIBLE])
        seen = count(others & m[VISIBLE])
        for k in range(MEETINGS):
            n += bit(m[MET_SUPPORT + k], i) + bit(m[FAR_SUPPORT + k], i)
            seen += bit(m[MET_THERE + k], i) + bit(m[FAR_TIED + k], i)
        w[N_SUPPORT + i] = n
        w[N_CONTACTS + i] = seen


@once
def stage_informed(w: Lanes, m: Masks) -> None:
    """Count contacts who knew of the concealed event yesterday."""
    anybody = m[INFORMED_YESTERDAY]
    for k in range(LAYERS):
        anybody |= m[FAR_INFORMED + k]
    for i in range(64):
        w[N_INFORMED + i] = 0
    if anybody == 0:
        return
    for i in range(64):
        others = housemates(w[HEAD + i], w[SIZE + i], i)
        n = count(others & m[INFORMED_YESTERDAY] & m[VISIBLE])
        for k in range(MEETINGS):
            n += bit(m[MET_INFORMED + k], i) + bit(m[FAR_INFORMED + k], i)
        w[N_INFORMED + i] = n


@once
def stage_family(w: Lanes, m: Masks, p: Numbers) -> None:
    """Count housemates who this morning are on the list, in detention or at a sanctioned grade."""
    below = max(p[TIER_SCORE], p[TIER_SCORE + 1], p[TIER_SCORE + 2], p[TIER_SCORE + 3])
    low = np.uint64(0)
    for i in range(64):
        low |= np.uint64(w[SCORE + i] < below) << np.uint64(i)
    under = low & m[COVERED]
    for i in range(64):
        held = (w[CUSTODY + i] >= 1) & (w[CUSTODY + i] <= LONGEST_TERM)
        under |= np.uint64((w[LISTED_UNTIL + i] > FORMERLY) | held) << np.uint64(i)
        w[N_UNDER_SANCTION + i] = 0
    under &= m[VISIBLE]
    if under == 0:
        return
    for i in range(64):
        w[N_UNDER_SANCTION + i] = count(housemates(w[HEAD + i], w[SIZE + i], i) & under)
