"""What the listed and the low-scored may not do, and fines.

People try to fly or to take a fast train whether or not they may: at most one attempt a day, at a
rate that differs by class, place and person (most rarely, a few often). The scheme refuses the
attempt if it bars that mode to the listed, or below a score. Attempts refused and people refused
are counted apart: nine million refused tickets are not nine million people.

A sanction costs welfare through one total, whatever it bars: kappa times the severity of the
gravest sanction in force over 3; refusals do not subtract it again. A fine of d days of income is
taken once. Units: loss in 2^-16 of income.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, first
from bentham.chance.compiled import constant, rule, small
from bentham.chance.decisions import ATTEMPT as ATTEMPT_DRAW
from bentham.chance.decisions import taken
from bentham.day.person import (
    ATTEMPT_ROOM,
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
from bentham.evidence.lanes import ADULT, CLASS, COVERED, INCOME, TRAVEL, URBAN
from bentham.evidence.parameters import index

READS = (
    "LISTED", "SCORE", "RECORD", "FALSE_RECORD", "CRITIC_KNOWN", "PROTESTER_KNOWN", "TRAVEL",
    "CLASS", "INCOME", "URBAN", "ADULT", "COVERED", "WRONG", "REFUSED",
)  # fmt: skip
WRITES = (
    "LOSS", "FINE", "LOW_GRADE", "SANCTIONED", "SANCTIONED_WRONGLY", "FLIGHT_TRIED",
    "FLIGHT_REFUSED", "TRAIN_TRIED", "TRAIN_REFUSED", "FINED", "REFUSED", "EVER_REFUSED",
)  # fmt: skip

SCORE, LOSS, FINE = lane("SCORE"), lane("LOSS"), lane("FINE")
RECORD, FALSE_RECORD = lane("RECORD"), lane("FALSE_RECORD")
CRITIC_KNOWN, PROTESTER_KNOWN = mask("CRITIC_KNOWN"), mask("PROTESTER_KNOWN")
LISTED, WRONG, LOW_GRADE = mask("LISTED"), mask("WRONG"), mask("LOW_GRADE")
SANCTIONED, SANCTIONED_WRONGLY = mask("SANCTIONED"), mask("SANCTIONED_WRONGLY")
TRIED, REFUSED_TODAY = mask("FLIGHT_TRIED"), mask("FLIGHT_REFUSED")
FINED, REFUSED, EVER_REFUSED = mask("FINED"), mask("REFUSED"), mask("EVER_REFUSED")
TIER_SCORE, TIER_LOSS = setting("TIER_SCORE_0"), setting("TIER_LOSS_0")
LISTED_LOSS, FINE_SPEED = setting("LISTED_LOSS"), setting("FINE_SPEED")
TIERS = 4
A_START, A_WIDTH = table("ATTEMPT_START"), table("ATTEMPT_WIDTH")
A_RATE, A_MOST = table("ATTEMPT_RATE"), table("ATTEMPT_MOST")
BARRED_LISTED, BARRED_BELOW = table("ATTEMPT_BARRED_LISTED"), table("ATTEMPT_BARRED_BELOW")
ACT_FINE = table("ACT_FINE")
A_CRITICISM, A_PROTEST = constant(number("criticism")), constant(number("protest"))
RURAL = index("society.rural_travel")


@small
def worse_of(loss: int, score: int, covered: int, below: int, tier_loss: int) -> int:
    """Return the share of income lost, with one more sanction that is in force below a score.

    Parameters
    ----------
    loss, tier_loss : int
        Lost so far, and to this sanction, in 2^-16.
    score, below : int
        The person's score, and the score below which the sanction is in force.
    covered : int
        1 if the scheme covers the person.
    """
    return max(loss, covered * np.int64(score < below) * tier_loss)


@rule
def fine_of(days: int, income: int, speed: int) -> int:
    """Return what a fine takes from welfare at once, in 2^-28.

    A drop that recovers at rate rho_w costs drop / rho_w person-days of welfare, so a fine of d
    days of income takes d times income times rho_w.

    Parameters
    ----------
    days : int
        d in 2^-4 days.
    income : int
        2^-12.
    speed : int
        rho_w in 2^-16 a day.
    """
    return days * income * speed >> 4


@rule
def likely_to_try(w: Lanes, u: Draws, t: Tables) -> np.uint64:
    """Return who may try to travel today: whoever would, were they of the keenest class.

    Nearly everybody's draw falls into some slot, but few below a rate; looking at everybody one by
    one took a fifth of the day.
    """
    trying = np.uint64(0)
    for mode in range(ATTEMPT_ROOM - 1):
        start, most = t[A_START + mode], t[A_MOST + mode]
        if most > 0:
            for i in range(64):
                inside = taken(u, ATTEMPT_DRAW, i) - start
                likely = (inside >= 0) & (inside < (w[TRAVEL + i] * most >> 8))
                trying |= np.uint64(likely) << np.uint64(i)
    return trying


@rule
def fine_records(i: int, w: Lanes, m: Masks, p: Numbers, t: Tables) -> None:
    """Fine the person in lane `i` for each of today's records."""
    if w[RECORD + i] > 0:
        fine(i, w[RECORD + i] - 1, w, m, p, t)
    if w[FALSE_RECORD + i] > 0:
        fine(i, w[FALSE_RECORD + i] - 1, w, m, p, t)
    if bit(m[CRITIC_KNOWN], i) != 0:
        fine(i, A_CRITICISM, w, m, p, t)
    if bit(m[PROTESTER_KNOWN], i) != 0:
        fine(i, A_PROTEST, w, m, p, t)


@rule
def attempt(i: int, position: int, w: Lanes, m: Masks, p: Numbers, t: Tables) -> None:
    """Let the person in lane `i` try to travel, and be refused or not."""
    one = np.uint64(1) << np.uint64(i)
    mode = 0
    while mode < ATTEMPT_ROOM - 1 and t[A_START + mode + 1] <= position:
        mode += 1
    rate = t[A_RATE + w[CLASS + i] * ATTEMPT_ROOM + mode] * w[TRAVEL + i] >> 8
    if bit(m[URBAN], i) == 0:
        rate = rate * p[RURAL] >> 8
    if position - t[A_START + mode] >= min(rate, t[A_WIDTH + mode]):
        return
    m[TRIED + 2 * mode] |= one
    barred = bit(m[LISTED], i) != 0 and t[BARRED_LISTED + mode] != 0
    low = bit(m[COVERED], i) != 0 and w[SCORE + i] < t[BARRED_BELOW + mode]
    if barred or low:
        m[REFUSED_TODAY + 2 * mode] |= one
        m[REFUSED] |= one


@rule
def fine(i: int, act: int, w: Lanes, m: Masks, p: Numbers, t: Tables) -> None:
    """Fine the person in lane `i` for the record of an act."""
    days = t[ACT_FINE + act]
    if days > 0:
        w[FINE + i] += fine_of(days, w[INCOME + i], p[FINE_SPEED])
        m[FINED] |= np.uint64(1) << np.uint64(i)


@rule
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Apply the sanctions in force to a word."""
    lossy = np.uint64(0)
    recorded = m[CRITIC_KNOWN] | m[PROTESTER_KNOWN]
    covered, listed, listed_loss = m[COVERED], m[LISTED], p[LISTED_LOSS]
    for i in range(64):
        w[LOSS + i] = 0
        w[FINE + i] = 0
    for k in range(TIERS):
        below, tier_loss = p[TIER_SCORE + k], p[TIER_LOSS + k]
        if tier_loss > 0:
            for i in range(64):
                w[LOSS + i] = worse_of(w[LOSS + i], w[SCORE + i], bit(covered, i), below, tier_loss)
    for i in range(64):
        lossy |= np.uint64(w[LOSS + i] > 0) << np.uint64(i)
        w[LOSS + i] = max(w[LOSS + i], bit(listed, i) * listed_loss)
    for i in range(64):
        recorded |= np.uint64(w[RECORD + i] + w[FALSE_RECORD + i] > 0) << np.uint64(i)
    m[LOW_GRADE] = lossy
    m[SANCTIONED] = lossy | (listed if listed_loss > 0 else np.uint64(0))
    m[SANCTIONED_WRONGLY] = m[SANCTIONED] & m[WRONG] & ~lossy
    rest = likely_to_try(w, u, t) & m[ADULT]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        attempt(i, taken(u, ATTEMPT_DRAW, i), w, m, p, t)
    rest = recorded
    while rest != 0:
        fine_records(first(rest), w, m, p, t)
        rest &= rest - np.uint64(1)
    m[EVER_REFUSED] = m[REFUSED]
