"""The social credit score: points up and down, and the slow way back.

With j running over today's records, each worth Delta_j points, and rho a daily recovery::

    s' = clamp(s + sum_j Delta_j + rho (s0 - s) + b tie, low, high)

Records are what the ruler believes, not what happened: acts recorded, identified criticism, and
false records; whoever is taken for a critic or a protester loses what one would, once. To these
come points for reports, and what relatives are made to pay (DELTA as `informants` and `kin` left
it). Where a rule leaves a range of points, the assessor's choice is drawn from it. Points for a son
in the army go to the parents in the household.

On every thirtieth day (``day % 30 == 0``) an assessor adds b points for each standard deviation of
the household's standing with them, `tie`, whatever it did: FAVOUR times FAVOURITISM is exactly in
2^-16 of a unit and goes into the one rounding. If conduct spreads the score by sigma_x, favour by
b sigma_t and chance by sigma_e, score and conduct correlate as
sigma_x / sqrt(sigma_x^2 + b^2 sigma_t^2 + sigma_e^2) (test T28).

A score from GRADE_FROM_k to before GRADE_FROM_(k+1) is grade k; the last grade is open above.

Units: points times the scheme's scale (a power of two, at most 16). Errors: rho (s0 - s) floored
at 2^-16 of a unit, then one unbiased rounding a day, whose variance E[f(1-f)] adds to the score's.
Closed forms: without recovery the mean moves by t sum_j q_j Delta_j and the variance is
t (sum_j q_j Delta_j^2 - (sum_j q_j Delta_j)^2), with q_j the daily chance (at most one act a day).
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, first
from bentham.chance.compiled import constant, once, rule, small
from bentham.chance.decisions import MULTIPLE, ROUND_SCORE, taken
from bentham.chance.rounding import clamped, rounded
from bentham.day.contacts import housemates
from bentham.day.luck import follow_up
from bentham.day.person import DAY, Draws, Lanes, Masks, Numbers, Tables, lane, mask
from bentham.day.settings import setting, table
from bentham.evidence.acts import number
from bentham.evidence.lanes import COVERED, FAVOUR, HEAD, PARENT, SIZE

READS = (
    "SCORE", "RECORD", "FALSE_RECORD", "DELTA", "CRITIC_KNOWN", "PROTESTER_KNOWN",
    "CRITIC_FALSELY", "PROTESTER_FALSELY", "COVERED", "PARENT", "HEAD", "SIZE", "FAVOUR", "VISIBLE",
)  # fmt: skip
WRITES = (
    "SCORE", "DELTA", "BELOW_START", "ABOVE_START", "GRADE_0", "GRADE_1", "GRADE_2", "GRADE_3",
    "GRADE_4", "GRADE_5",
)  # fmt: skip

SCORE, DELTA = lane("SCORE"), lane("DELTA")
BELOW_START, ABOVE_START = mask("BELOW_START"), mask("ABOVE_START")
RECORD, FALSE_RECORD = lane("RECORD"), lane("FALSE_RECORD")
CRITIC_KNOWN, PROTESTER_KNOWN = mask("CRITIC_KNOWN"), mask("PROTESTER_KNOWN")
CRITIC_FALSELY, PROTESTER_FALSELY = mask("CRITIC_FALSELY"), mask("PROTESTER_FALSELY")
VISIBLE, GRADE = mask("VISIBLE"), mask("GRADE_0")
SCORED, START, PULL = setting("SCORED"), setting("SCORE_START"), setting("SCORE_PULL")
LOW, HIGH = setting("SCORE_LOW"), setting("SCORE_HIGH")
FAVOURITISM = setting("FAVOURITISM")
GRADES, GRADE_FROM = setting("GRADES"), setting("GRADE_FROM_0")
MONTH = 30
"""Days from one assessment to the next."""

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
    score: int, delta: int, start: int, pull: int, favour: int, low: int, high: int, draw_: int
) -> int:
    """Return a person's score after today.

    Parameters
    ----------
    score, delta, start, low, high : int
        s, sum of Delta, s0 and the bounds, in units of the score.
    pull : int
        rho in 2^-24 a day.
    favour : int
        b times tie in 2^-16 of a unit on the day of an assessment, else 0.
    draw_ : int
        Rounding draw in [0, 2^16).
    """
    exact = ((score + delta) << 16) + (pull * (start - score) >> 8) + favour
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
def grade(w: Lanes, m: Masks, p: Numbers) -> None:
    """Mark the grade of everybody covered: at or above its bound, and below the next grade's."""
    above = np.uint64(0)
    for step in range(p[GRADES]):
        k = p[GRADES] - 1 - step
        bound = p[GRADE_FROM + k]
        reached = np.uint64(0)
        for i in range(64):
            reached |= np.uint64(w[SCORE + i] >= bound) << np.uint64(i)
        m[GRADE + k] = reached & ~above & m[COVERED]
        above = reached


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Move the scores of a word.

    Whoever is not covered has no records, no rewards and no assessor, and starts where recovery
    leads, so stays there exactly.
    """
    if p[SCORED] == 0:
        return
    critic = m[CRITIC_KNOWN] | m[CRITIC_FALSELY]
    protester = m[PROTESTER_KNOWN] | m[PROTESTER_FALSELY]
    any_record = critic | protester
    for i in range(64):
        booked = w[RECORD + i] + w[FALSE_RECORD + i] > 0
        any_record |= np.uint64(booked) << np.uint64(i)
    rest = any_record
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        if w[RECORD + i] > 0:
            credit(i, w[RECORD + i] - 1, OF_ACT, w, m, t, now)
        if w[FALSE_RECORD + i] > 0:
            credit(i, w[FALSE_RECORD + i] - 1, OF_FALSE_RECORD, w, m, t, now)
        if bit(critic, i) != 0:
            credit(i, A_CRITICISM, OF_CRITICISM, w, m, t, now)
        if bit(protester, i) != 0:
            credit(i, A_PROTEST, OF_PROTEST, w, m, t, now)
    start, pull, low, high = p[START], p[PULL], p[LOW], p[HIGH]
    covered = m[COVERED]
    points = p[FAVOURITISM] * np.int64(now[DAY] % MONTH == 0)
    for i in range(64):
        draw_ = taken(u, ROUND_SCORE, i)
        favour = w[FAVOUR + i] * points * bit(covered, i)
        w[SCORE + i] = score_after(
            w[SCORE + i], w[DELTA + i], start, pull, favour, low, high, draw_
        )
    lower = np.uint64(0)
    higher = np.uint64(0)
    for i in range(64):
        lower |= np.uint64(w[SCORE + i] < start) << np.uint64(i)
        higher |= np.uint64(w[SCORE + i] > start) << np.uint64(i)
    m[BELOW_START] = lower & covered
    m[ABOVE_START] = higher & covered
    grade(w, m, p)
