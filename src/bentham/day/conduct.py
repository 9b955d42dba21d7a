"""Everyday acts: bills, driving, smoking, dogs, games, volunteering, donating.

One draw a day places each adult among the slots of the catalogue (`evidence.acts`); the act happens
if the position inside its slot lies below the person's rate today, so at most one act a day. For a
person of class c, with m the personal multiplier of offences, who is subject to the scheme and
knows its rules::

    rate_j = base_j[c] m exp(-epsilon * chance recorded * what the record costs)

The exponential is made into a table beforehand. An expected sanction lowers the rate of the act
that it sanctions, whether that act is an offence (the scheme's stated aim) or lawful
(over-compliance: given up out of caution); an expected reward never raises a rate above its slot.
The elasticity epsilon is uncertain, with bounds that include zero.

Units: rates in positions of 2^-31 a day. Errors: rates are floored at one position.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, first
from bentham.chance.compiled import rule
from bentham.chance.decisions import ACT as ACT_DRAW
from bentham.chance.decisions import taken
from bentham.day.person import Draws, Lanes, Masks, Numbers, Tables, lane, mask, table
from bentham.evidence.acts import ROOM
from bentham.evidence.lanes import ADULT, CLASS, CONDUCT, COVERED
from bentham.evidence.parameters import index

READS = ("CONDUCT", "CLASS", "ADULT", "DECIDING", "AWARE", "COVERED")
WRITES = ("ACT", "OFFENCE", "GOOD", "LAWFUL", "FORGONE_OFFENCE", "FORGONE_LAWFUL")

SPEECH, OFFENCE_OR_DEBT, LAWFUL_ACT, GOOD_ACT = range(4)

ACT = lane("ACT")
DECIDING, AWARE = mask("DECIDING"), mask("AWARE")
OFFENCE, GOOD, LAWFUL = mask("OFFENCE"), mask("GOOD"), mask("LAWFUL")
FORGONE_OFFENCE, FORGONE_LAWFUL = mask("FORGONE_OFFENCE"), mask("FORGONE_LAWFUL")
START, BASE, RATE, SORT = (
    table("ACT_START"), table("ACT_BASE"), table("ACT_RATE"), table("ACT_SORT"),
)  # fmt: skip
CADENCE = index("society.cadence")


@rule
def act_at(position: int, t: Tables) -> int:
    """Return the number of the act whose slot holds this position, by bisection."""
    low = 0
    high = ROOM
    while high - low > 1:
        middle = (low + high) >> 1
        if t[START + middle] <= position:
            low = middle
        else:
            high = middle
    return low


@rule
def personal_rate(rate: int, sort: int, multiplier: int, width: int, cadence: int) -> int:
    """Return a person's rate of an act today, in positions.

    Parameters
    ----------
    rate : int
        Rate of the person's class under the scheme, positions a day.
    sort : int
        Only offences and debts carry the personal multiplier.
    multiplier : int
        Personal multiplier in 2^-8.
    width : int
        Width of the slot, which no rate exceeds.
    cadence : int
        1 if only half of the people decide today, at doubled rates.
    """
    if sort == OFFENCE_OR_DEBT:
        rate = rate * multiplier >> 8
    return min(rate << cadence, width)


@rule
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let each adult of a word do at most one act of the catalogue."""
    for i in range(64):
        w[ACT + i] = 0
    end = t[START + ROOM - 1]
    rest = np.uint64(0)
    for i in range(64):
        rest |= np.uint64(taken(u, ACT_DRAW, i) < end) << np.uint64(i)
    rest &= m[ADULT] & m[DECIDING]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        one = np.uint64(1) << np.uint64(i)
        position = taken(u, ACT_DRAW, i)
        act = act_at(position, t)
        inside = position - t[START + act]
        width = t[START + act + 1] - t[START + act]
        sort = t[SORT + act]
        row = w[CLASS + i] * ROOM + act
        aware = bit(m[AWARE] & m[COVERED], i)
        base = personal_rate(t[BASE + row], sort, w[CONDUCT + i], width, p[CADENCE])
        rate = personal_rate(
            t[RATE + aware * 3 * ROOM + row], sort, w[CONDUCT + i], width, p[CADENCE]
        )
        if inside < rate:
            w[ACT + i] = act + 1
            if sort == OFFENCE_OR_DEBT:
                m[OFFENCE] |= one
            elif sort == GOOD_ACT:
                m[GOOD] |= one
            else:
                m[LAWFUL] |= one
        elif inside < base:
            if sort == OFFENCE_OR_DEBT:
                m[FORGONE_OFFENCE] |= one
            elif sort == LAWFUL_ACT:
                m[FORGONE_LAWFUL] |= one
