"""The social credit score: points up and down, and the slow way back.

With j running over today's records, each worth Delta_j points, and rho a daily recovery::

    s' = clamp(s + sum_j Delta_j + rho (s0 - s), low, high)

Records are what the ruler believes, not what happened: acts recorded, identified criticism, and
false records. Where a rule leaves a range of points, the assessor's choice is drawn from it. Points
for a son in the army go to the parents in the household.

Units: points times the scheme's scale (a power of two, at most 16). Errors: rho (s0 - s) floored
at 2^-16 of a unit, then one unbiased rounding a day, whose variance E[f(1-f)] adds to the score's.
Closed forms: without recovery the mean moves by t sum_j q_j Delta_j and the variance is
t (sum_j q_j Delta_j^2 - (sum_j q_j Delta_j)^2), with q_j the daily chance (at most one act a day).
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import first
from bentham.chance.compiled import constant, rule, small
from bentham.chance.decisions import MULTIPLE, ROUND_SCORE, taken
from bentham.chance.rounding import clamped, rounded
from bentham.day.contacts import housemates
from bentham.day.luck import follow_up
from bentham.day.person import (
    Draws,
    Lanes,
    Masks,
    Numbers,
    Tables,
    lane,
    mask,
    setting,
    table,
)  # fmt: skip
from bentham.evidence.acts import number
from bentham.evidence.lanes import COVERED, HEAD, PARENT, SIZE

READS = (
    "SCORE", "RECORD", "FALSE_RECORD", "CRITIC_KNOWN", "PROTESTER_KNOWN", "COVERED", "PARENT",
    "HEAD", "SIZE", "VISIBLE",
)  # fmt: skip
WRITES = ("SCORE", "DELTA", "BELOW_START", "ABOVE_START")

SCORE, DELTA = lane("SCORE"), lane("DELTA")
BELOW_START, ABOVE_START = mask("BELOW_START"), mask("ABOVE_START")
RECORD, FALSE_RECORD = lane("RECORD"), lane("FALSE_RECORD")
CRITIC_KNOWN, PROTESTER_KNOWN = mask("CRITIC_KNOWN"), mask("PROTESTER_KNOWN")
VISIBLE = mask("VISIBLE")
SCORED, START, PULL = setting("SCORED"), setting("SCORE_START"), setting("SCORE_PULL")
LOW, HIGH = setting("SCORE_LOW"), setting("SCORE_HIGH")
POINTS_LOW, POINTS_HIGH = table("ACT_POINTS_LOW"), table("ACT_POINTS_HIGH")
PARENTS_LOW, PARENTS_HIGH = table("ACT_PARENTS_LOW"), table("ACT_PARENTS_HIGH")
OF_ACT, OF_FALSE_RECORD, OF_CRITICISM, OF_PROTEST = (constant(k) for k in range(4))
"""Which of a day's records asks for points from a range."""

A_CRITICISM, A_PROTEST = constant(number("criticism")), constant(number("protest"))


@rule
def points_of(low: int, high: int, position: int) -> int:
    """Return the points of one record, drawn from the rule's range by a position in [0, 2^31)."""
    return low + ((high - low + 1) * position >> 31)


@small
def score_after(
    score: int, delta: int, start: int, pull: int, low: int, high: int, draw_: int
) -> int:
    """Return a person's score after today.

    Parameters
    ----------
    score, delta, start, low, high : int
        s, sum of Delta, s0 and the bounds, in units of the score.
    pull : int
        rho in 2^-24 a day.
    draw_ : int
        Rounding draw in [0, 2^16).
    """
    exact = ((score + delta) << 16) + (pull * (start - score) >> 8)
    return clamped(rounded(exact, draw_), low, high)


@rule
def credit(i: int, act: int, block: int, w: Lanes, m: Masks, t: Tables, now: Numbers) -> None:
    """Book the record of an act by the person in lane `i`, on them and on their parents."""
    low, high = t[POINTS_LOW + act], t[POINTS_HIGH + act]
    parents_low, parents_high = t[PARENTS_LOW + act], t[PARENTS_HIGH + act]
    position = np.int64(0)
    if low != high or parents_low != parents_high:
        position = follow_up(i, MULTIPLE, block, now)
    w[DELTA + i] += points_of(low, high, position)
    points = points_of(parents_low, parents_high, position)
    if points == 0 or (m[VISIBLE] >> np.uint64(i)) & np.uint64(1) == 0:
        return
    everybody = housemates(w[HEAD + i], w[SIZE + i], i) | (np.uint64(1) << np.uint64(i))
    parents = everybody & m[PARENT] & m[COVERED] & m[VISIBLE]
    while parents != 0:
        w[DELTA + first(parents)] += points
        parents &= parents - np.uint64(1)


@rule
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Move the scores of a word.

    Whoever is not covered has no records and starts where recovery leads, so stays there exactly.
    """
    if p[SCORED] == 0:
        return
    any_record = m[CRITIC_KNOWN] | m[PROTESTER_KNOWN]
    for i in range(64):
        w[DELTA + i] = 0
        booked = w[RECORD + i] + w[FALSE_RECORD + i] > 0
        any_record |= np.uint64(booked) << np.uint64(i)
    rest = any_record
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        one = np.uint64(1) << np.uint64(i)
        if w[RECORD + i] > 0:
            credit(i, w[RECORD + i] - 1, OF_ACT, w, m, t, now)
        if w[FALSE_RECORD + i] > 0:
            credit(i, w[FALSE_RECORD + i] - 1, OF_FALSE_RECORD, w, m, t, now)
        if m[CRITIC_KNOWN] & one != 0:
            credit(i, A_CRITICISM, OF_CRITICISM, w, m, t, now)
        if m[PROTESTER_KNOWN] & one != 0:
            credit(i, A_PROTEST, OF_PROTEST, w, m, t, now)
    start, pull, low, high = p[START], p[PULL], p[LOW], p[HIGH]
    for i in range(64):
        draw_ = taken(u, ROUND_SCORE, i)
        w[SCORE + i] = score_after(w[SCORE + i], w[DELTA + i], start, pull, low, high, draw_)
    lower = np.uint64(0)
    higher = np.uint64(0)
    for i in range(64):
        lower |= np.uint64(w[SCORE + i] < start) << np.uint64(i)
        higher |= np.uint64(w[SCORE + i] > start) << np.uint64(i)
    m[BELOW_START] = lower & m[COVERED]
    m[ABOVE_START] = higher & m[COVERED]
