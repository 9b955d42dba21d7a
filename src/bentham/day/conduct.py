"""Everyday acts: bills, driving, smoking, dogs, games, news posts, volunteering, donating.

One draw a day places each adult who is free among the slots of the catalogue (`evidence.acts`); the
act happens if the position inside its slot lies below the person's rate today, so at most one act a
day. For a person of class c, with m the personal multiplier of offences and debts, who is subject
to the scheme and knows its rules::

    rate_j = base_j[c] m exp(-epsilon * chance recorded * what the record costs)

An expected sanction lowers the rate of the act that it sanctions, whether that act is an offence
(the scheme's stated aim) or lawful (over-compliance: given up out of caution); an expected reward
never raises a rate above its slot. The elasticity epsilon is uncertain, with bounds that include
zero. *Drift*: whoever lives on less than their income runs into debts more often, with any scheme
or none (uncertain, bounds including none)::

    debts: rate_j exp(phi (income - welfare))      where welfare is below income

Both exponentials are made into tables beforehand.

*News posts* have a draw of their own: a statement that is true, or one that is false, is posted as
news; those who know that false news is punished post less of either.

Units: rates in positions of 2^31 a day; income and welfare in 2^-12 of the mean income. Errors:
rates are floored at one position, the shortfall at 1/256.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, first
from bentham.chance.compiled import constant, once, rule, small
from bentham.chance.decisions import ACT as ACT_DRAW
from bentham.chance.decisions import NEWS_POST, taken
from bentham.day.person import Draws, Lanes, Masks, Numbers, Tables, lane, mask
from bentham.day.settings import table
from bentham.evidence.acts import ROOM
from bentham.evidence.lanes import CLASS, CONDUCT, COVERED, INCOME
from bentham.evidence.parameters import index

READS = (
    "CONDUCT", "CLASS", "INCOME", "WELFARE", "FREE", "DECIDING", "AWARE", "COVERED",
)  # fmt: skip
WRITES = (
    "ACT", "OFFENCE", "GOOD", "LAWFUL", "FORGONE_OFFENCE", "FORGONE_LAWFUL", "TRUE_POST",
    "FALSE_POST",
)  # fmt: skip

SPEECH, AN_OFFENCE, LAWFUL_ACT, GOOD_ACT, A_DEBT = range(5)
SHORTFALLS = 256
HALF = constant(1 << 30)

ACT, WELFARE = lane("ACT"), lane("WELFARE")
DECIDING, AWARE, FREE = mask("DECIDING"), mask("AWARE"), mask("FREE")
OFFENCE, GOOD, LAWFUL = mask("OFFENCE"), mask("GOOD"), mask("LAWFUL")
FORGONE_OFFENCE, FORGONE_LAWFUL = mask("FORGONE_OFFENCE"), mask("FORGONE_LAWFUL")
TRUE_POST, FALSE_POST = mask("TRUE_POST"), mask("FALSE_POST")
START, BASE, RATE, SORT = (
    table("ACT_START"), table("ACT_BASE"), table("ACT_RATE"), table("ACT_SORT"),
)  # fmt: skip
DRIFT, NEWS_RATE = table("DRIFT"), table("NEWS_RATE")
CADENCE = index("society.cadence")


@rule
def act_at(position: int, t: Tables) -> int:
    """Return the number of the act whose slot holds this position, by bisection."""
    low = np.int64(0)
    step = ROOM >> 1
    while step > 0:  # without a branch, which would be guessed wrong half the time
        low += step * np.int64(t[np.uint64(START + low + step)] <= position)
        step >>= 1
    return low


@rule
def drift_of(income: int, welfare: int, t: Tables) -> int:
    """Return the factor on a person's debts, in 2^-8: entry ``(income - welfare) >> 4`` of DRIFT.

    Parameters
    ----------
    income, welfare : int
        In 2^-12; the row is held inside [0, 255], so that nobody gains by living above income.
    """
    return t[DRIFT + min(max((income - welfare) >> 4, 0), SHORTFALLS - 1)]


@rule
def rate_of(
    act: int, class_: int, multiplier: int, drift: int, cadence: int, rates: int, t: Tables
) -> int:
    """Return a person's rate of an act today, in positions.

    In this order: the class's rate; an offence or a debt ``* multiplier >> 8``; a debt
    ``* drift >> 8``; ``<< cadence``; at most the width of the slot.

    Parameters
    ----------
    act, class_ : int
        Number of the act; class 0 to 2.
    multiplier, drift : int
        Personal multiplier of offences and debts, factor on debts, in 2^-8.
    cadence : int
        1 if only half of the people decide today, at doubled rates.
    rates : int
        Where the rates of the classes start: the table ACT_BASE, or a half of ACT_RATE.
    """
    rate = t[rates + class_ * ROOM + act]
    sort = t[SORT + act]
    if sort in (AN_OFFENCE, A_DEBT):
        rate = rate * multiplier >> 8
    if sort == A_DEBT:
        rate = rate * drift >> 8
    return min(rate << cadence, t[START + act + 1] - t[START + act])


@rule
def act_done(
    position: int, class_: int, multiplier: int, aware: int, drift: int, cadence: int, t: Tables
) -> int:
    """Return which act a person does under the scheme at a position of the ACT draw.

    Parameters
    ----------
    position : int
        The day's ACT draw, in [0, 2^31).
    class_, multiplier : int
        Class 0 to 2; personal multiplier of offences and debts in 2^-8 (trait CONDUCT).
    aware : int
        1 if the person is subject to the scheme and knows its rules.
    drift : int
        Factor on debts in 2^-8, from `drift_of`.
    cadence : int
        1 if only half of the people decide today, at doubled rates.

    Returns
    -------
    int
        Number of the act plus one, 0 if none. Whether the person is free and decides that day is
        not asked here.
    """
    if position >= t[START + ROOM - 1]:
        return np.int64(0)
    act = act_at(position, t)
    rates = RATE + aware * 3 * ROOM
    inside = position - t[START + act]
    done = inside < rate_of(act, class_, multiplier, drift, cadence, rates, t)
    return act + 1 if done else np.int64(0)


@small
def posts(position: int, rate: int, start: int) -> bool:
    """Say whether a position of the NEWS_POST draw lies in [start, start + rate)."""
    return (position >= start) & (position < start + rate)


@rule
def act_today(i: int, w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables) -> None:
    """Let the person in lane `i` do the act at today's position, give it up, or neither."""
    one = np.uint64(1) << np.uint64(i)
    position = taken(u, ACT_DRAW, i)
    act = act_at(position, t)
    inside = position - t[START + act]
    class_, multiplier, cadence = w[CLASS + i], w[CONDUCT + i], p[CADENCE]
    drift = drift_of(w[INCOME + i], w[WELFARE + i], t)
    sort = t[SORT + act]
    offends = sort in (AN_OFFENCE, A_DEBT)
    rates = RATE + bit(m[AWARE] & m[COVERED], i) * 3 * ROOM
    if inside < rate_of(act, class_, multiplier, drift, cadence, rates, t):
        w[ACT + i] = act + 1
        if offends:
            m[OFFENCE] |= one
        elif sort == GOOD_ACT:
            m[GOOD] |= one
        else:
            m[LAWFUL] |= one
    elif inside < rate_of(act, class_, multiplier, drift, cadence, BASE, t):
        if offends:
            m[FORGONE_OFFENCE] |= one
        elif sort == LAWFUL_ACT:
            m[FORGONE_LAWFUL] |= one


@once
def stage_news(m: Masks, u: Draws, p: Numbers, t: Tables) -> None:
    """Let the free adults of a word post a statement as news.

    With NEWS_RATE in the order (unaware: true, false; aware: true, false) and ``rate =
    min(rate << cadence, 2^30)``: a true one iff the draw lies in [0, rate of true), a false one
    iff it lies in [2^30, 2^30 + rate of false).
    """
    cadence = p[CADENCE]
    aware = m[AWARE] & m[COVERED]
    true_0, true_1 = t[NEWS_RATE], t[NEWS_RATE + 2]
    false_0, false_1 = t[NEWS_RATE + 1], t[NEWS_RATE + 3]
    true_ = np.uint64(0)
    false_ = np.uint64(0)
    for i in range(64):
        position = taken(u, NEWS_POST, i)
        knows = bit(aware, i)
        rate_true = min((true_0 + knows * (true_1 - true_0)) << cadence, HALF)
        rate_false = min((false_0 + knows * (false_1 - false_0)) << cadence, HALF)
        true_ |= np.uint64(posts(position, rate_true, 0)) << np.uint64(i)
        false_ |= np.uint64(posts(position, rate_false, HALF)) << np.uint64(i)
    m[TRUE_POST] = true_ & m[FREE] & m[DECIDING]
    m[FALSE_POST] = false_ & m[FREE] & m[DECIDING]


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let each free adult of a word do at most one act of the catalogue, and post news."""
    for i in range(64):
        w[ACT + i] = 0
    end = t[START + ROOM - 1]
    rest = np.uint64(0)
    for i in range(64):
        rest |= np.uint64(taken(u, ACT_DRAW, i) < end) << np.uint64(i)
    rest &= m[FREE] & m[DECIDING]
    while rest != 0:
        act_today(first(rest), w, m, u, p, t)
        rest &= rest - np.uint64(1)
    stage_news(m, u, p, t)
