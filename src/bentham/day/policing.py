"""Arrest, detention and release; exposure to ill-treatment is counted apart.

Whom the ruler holds to be a critic, a demonstrator or somebody wanted may be sought. Police arrest
as many of the sought as they can, in the order of ranks drawn by a keyed hash: no arrest is aimed
better than at random among those identified. With J the longest term, an arrested person is held
for T ~ U{1..J} days, of mean (J + 1) / 2; the first is the day of the arrest. So with enough police
and a chance q a day of being sought, the share held tends to q E[T] / (1 + q (E[T] + 1)): the day
of the release is spent neither held nor in danger.

Days of detention take income; exposure to ill-treatment is a tally of persons and days of its own,
and is never netted into welfare. Days never enter perceived risk. A bounded story: no data identify
these chances.

In integers, for the person in lane i, with c = CUSTODY; a person is in one case only:

1. *Held* (1 <= c <= LONGEST_TERM): c becomes c - 1. If that is 0: RELEASED. Otherwise DETAINED,
   and ILL_TREATED if ``follow_up(i, ILL_TREATED, 0)`` < ILL_TREATMENT. Whoever is released today
   was not FREE this morning, so does nothing before tomorrow and cannot be sought today.
2. *Sought* (c = SOUGHT or SOUGHT_WRONGLY): if yesterday's rank
   ``follow_up_on(i, ARREST_RANK, 0, day - 1)`` lies below ARRESTS_SERVED: ARRESTED for SOUGHT,
   ARRESTED_WRONGLY for SOUGHT_WRONGLY, DETAINED, PUNISHED (others see an arrest, not whether it
   was right), and c becomes 1 + (``follow_up(i, TERM, 0)`` * LONGEST >> 31). No ill-treatment is
   drawn on the day of the arrest. Otherwise ARREST_ASKED: police look again tomorrow.
3. *Free* (FREE and COVERED, any other c). Each question is drawn only if the one before did not
   settle it: sought if CRITIC_KNOWN and ``follow_up(i, ARREST, 0)`` < ARREST_CRITIC, or
   PROTESTER_KNOWN and block 1 < ARREST_PROTESTER, or FOUND and block 2 < ARREST_FOUND: c becomes
   SOUGHT. Otherwise wrongly sought if CRITIC_FALSELY and block 3 < ARREST_CRITIC, or
   PROTESTER_FALSELY and block 4 < ARREST_PROTESTER: c becomes SOUGHT_WRONGLY. Either way
   SOUGHT_TODAY and ARREST_ASKED. A post or an alert that waited about them is forgotten; its place
   in tomorrow's queue stays taken.

At the end LOSS becomes max(LOSS, DETAINED_LOSS) for those DETAINED. FELT is left alone: detention
as such says nothing about the act behind it.

Units: chances in 2^-31; LOSS in 2^-16 of income. Errors: a term's shares are exact to 2^-31.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, first
from bentham.chance.compiled import constant, once, rule
from bentham.chance.decisions import ARREST, ARREST_RANK, TERM
from bentham.chance.decisions import ILL_TREATED as ILL_TREATED_DRAW
from bentham.day.luck import follow_up, follow_up_on
from bentham.day.person import (
    ARRESTS_SERVED,
    DAY,
    LONGEST_TERM,
    SOUGHT,
    SOUGHT_WRONGLY,
    Draws,
    Lanes,
    Masks,
    Numbers,
    Tables,
    lane,
    mask,
)  # fmt: skip
from bentham.day.settings import setting
from bentham.evidence.lanes import COVERED

READS = (
    "CUSTODY", "LOSS", "FREE", "COVERED", "CRITIC_KNOWN", "PROTESTER_KNOWN", "FOUND",
    "CRITIC_FALSELY", "PROTESTER_FALSELY", "ARRESTS_SERVED",
)  # fmt: skip
WRITES = (
    "CUSTODY", "LOSS", "SOUGHT_TODAY", "ARREST_ASKED", "ARRESTED", "ARRESTED_WRONGLY", "DETAINED",
    "RELEASED", "ILL_TREATED", "PUNISHED",
)  # fmt: skip

CUSTODY, LOSS = lane("CUSTODY"), lane("LOSS")
FREE, FOUND = mask("FREE"), mask("FOUND")
CRITIC_KNOWN, PROTESTER_KNOWN = mask("CRITIC_KNOWN"), mask("PROTESTER_KNOWN")
CRITIC_FALSELY, PROTESTER_FALSELY = mask("CRITIC_FALSELY"), mask("PROTESTER_FALSELY")
SOUGHT_TODAY, ARREST_ASKED = mask("SOUGHT_TODAY"), mask("ARREST_ASKED")
ARRESTED, ARRESTED_WRONGLY = mask("ARRESTED"), mask("ARRESTED_WRONGLY")
DETAINED, RELEASED, ILL_TREATED = mask("DETAINED"), mask("RELEASED"), mask("ILL_TREATED")
PUNISHED = mask("PUNISHED")
POLICING, LONGEST = setting("POLICING"), setting("LONGEST")
ARREST_CRITIC, ARREST_PROTESTER = setting("ARREST_CRITIC"), setting("ARREST_PROTESTER")
ARREST_FOUND = setting("ARREST_FOUND")
ILL_TREATMENT, DETAINED_LOSS = setting("ILL_TREATMENT"), setting("DETAINED_LOSS")
OF_CRITIC, OF_PROTESTER, OF_FOUND, OF_FALSE_CRITIC, OF_FALSE_PROTESTER = (
    constant(k) for k in range(5)
)
"""Blocks of the decision ARREST: what somebody is sought for."""


@rule
def hold(i: int, w: Lanes, m: Masks, p: Numbers, now: Numbers) -> None:
    """Let a day of detention pass for the person in lane `i`, or release them."""
    one = np.uint64(1) << np.uint64(i)
    w[CUSTODY + i] -= 1
    if w[CUSTODY + i] == 0:
        m[RELEASED] |= one
        return
    m[DETAINED] |= one
    if follow_up(i, ILL_TREATED_DRAW, 0, now) < p[ILL_TREATMENT]:
        m[ILL_TREATED] |= one


@rule
def look_for(i: int, w: Lanes, m: Masks, p: Numbers, now: Numbers) -> None:
    """Arrest the sought person in lane `i`, if there are police for it today."""
    one = np.uint64(1) << np.uint64(i)
    if follow_up_on(i, ARREST_RANK, 0, now[DAY] - 1, now) >= now[ARRESTS_SERVED]:
        m[ARREST_ASKED] |= one
        return
    if w[CUSTODY + i] == SOUGHT:
        m[ARRESTED] |= one
    else:
        m[ARRESTED_WRONGLY] |= one
    m[DETAINED] |= one
    m[PUNISHED] |= one
    w[CUSTODY + i] = 1 + (follow_up(i, TERM, 0, now) * p[LONGEST] >> 31)


@rule
def sought_for(i: int, known: np.uint64, chance: int, block: int, now: Numbers) -> bool:
    """Say whether the person in lane `i`, if among the known, is sought for this today."""
    return bit(known, i) != 0 and follow_up(i, ARREST, block, now) < chance


@rule
def accuse(i: int, w: Lanes, m: Masks, p: Numbers, now: Numbers) -> None:
    """Decide whether the free person in lane `i` is sought for what is held against them today."""
    critic, protester = p[ARREST_CRITIC], p[ARREST_PROTESTER]
    if (
        sought_for(i, m[CRITIC_KNOWN], critic, OF_CRITIC, now)
        or sought_for(i, m[PROTESTER_KNOWN], protester, OF_PROTESTER, now)
        or sought_for(i, m[FOUND], p[ARREST_FOUND], OF_FOUND, now)
    ):
        w[CUSTODY + i] = SOUGHT
    elif sought_for(i, m[CRITIC_FALSELY], critic, OF_FALSE_CRITIC, now) or sought_for(
        i, m[PROTESTER_FALSELY], protester, OF_FALSE_PROTESTER, now
    ):
        w[CUSTODY + i] = SOUGHT_WRONGLY
    else:
        return
    m[SOUGHT_TODAY] |= np.uint64(1) << np.uint64(i)
    m[ARREST_ASKED] |= np.uint64(1) << np.uint64(i)


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Take the people of a word through a day of police."""
    if p[POLICING] == 0:
        return
    held = np.uint64(0)
    sought = np.uint64(0)
    for i in range(64):
        code = w[CUSTODY + i]
        held |= np.uint64((code >= 1) & (code <= LONGEST_TERM)) << np.uint64(i)
        sought |= np.uint64(code >= SOUGHT_WRONGLY) << np.uint64(i)
    rest = held
    while rest != 0:
        hold(first(rest), w, m, p, now)
        rest &= rest - np.uint64(1)
    rest = sought
    while rest != 0:
        look_for(first(rest), w, m, p, now)
        rest &= rest - np.uint64(1)
    rest = m[CRITIC_KNOWN] | m[PROTESTER_KNOWN] | m[FOUND] | m[CRITIC_FALSELY]
    rest = (rest | m[PROTESTER_FALSELY]) & m[FREE] & m[COVERED] & ~(held | sought)
    while rest != 0:
        accuse(first(rest), w, m, p, now)
        rest &= rest - np.uint64(1)
    rest = m[DETAINED]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        w[LOSS + i] = max(w[LOSS + i], p[DETAINED_LOSS])
