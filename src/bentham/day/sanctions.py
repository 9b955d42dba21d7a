"""What the listed, the low-scored and their relatives may not do, and fines.

People try to fly, to take a fast train, to stay in a good hotel, to buy a house, to get one of the
best jobs or a school, for themselves or for their children, whether or not they may: at most one
attempt a day, at a rate that differs by class, place and person (most rarely, a few often). The
scheme refuses the attempt if it bars that mode to the listed, below a score, or to relatives.
Attempts refused and people refused are counted apart: nine million refused tickets are not nine
million people. Only parents who live with somebody under 18 try for a child's school; a refusal
keeps out every minor of the household, and those children have done nothing.

A sanction costs welfare through one total, whatever it bars: kappa times the severity of the
gravest sanction in force over 3; refusals do not subtract it again. A fine of d days of income is
taken once.

In integers, for the person in lane i:

* LOSS is the largest of: TIER_LOSS_k of each tier with SCORE < TIER_SCORE_k, if COVERED;
  LISTED_LOSS if LISTED; KIN_LOSS if KIN_AFFECTED and N_UNDER_SANCTION > 0. LOW_GRADE if a
  tier takes anything; SANCTIONED if that, or LISTED and LISTED_LOSS > 0; SANCTIONED_WRONGLY if that
  only for a listing by mistake; SANCTIONED_PROTECTED if SANCTIONED and FELT as `recording` left it
  today. A measure against relatives alone is not a sanction in this sense: `kin` counts it.
* The ATTEMPT draw of a FREE person lies in the slot of at most one mode. The attempt is made
  (TRIED) if the position inside the slot is below the smaller of the slot's width and the rate of
  that class times TRAVEL >> 8, and then, outside towns, times society.rural_travel >> 8; all modes
  alike. For child_school also PARENT, and at least one of the others of the household MINOR (and
  VISIBLE). It is REFUSED if the mode is barred to the listed and LISTED, or COVERED and SCORE <
  ATTEMPT_BARRED_BELOW, or barred to relatives and KIN_AFFECTED. A refusal is remembered for ever by
  kind (both schools are one kind); REFUSED_FLIGHTS and so on repeat that memory each day, and
  EVER_REFUSED is its union. A refused child_school adds those minors to CHILDREN_OUT.
* FINE grows by `fine_of` for RECORD, for FALSE_RECORD, once for criticism if CRITIC_KNOWN or
  CRITIC_FALSELY, and once for protest likewise.

Units: loss in 2^-16 of income, fines in 2^-28 of welfare.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, count, first
from bentham.chance.compiled import constant, once, rule, small
from bentham.chance.decisions import ATTEMPT as ATTEMPT_DRAW
from bentham.chance.decisions import taken
from bentham.day.contacts import housemates
from bentham.day.person import Draws, Lanes, Masks, Numbers, Tables, lane, mask
from bentham.day.settings import ATTEMPT_ROOM, ATTEMPTS, setting, table
from bentham.evidence.acts import number
from bentham.evidence.lanes import (
    CLASS,
    COVERED,
    HEAD,
    INCOME,
    MINOR,
    PARENT,
    SIZE,
    TRAVEL,
    URBAN,
)  # fmt: skip
from bentham.evidence.parameters import index

READS = (
    "LISTED", "SCORE", "RECORD", "FALSE_RECORD", "CRITIC_KNOWN", "PROTESTER_KNOWN",
    "CRITIC_FALSELY", "PROTESTER_FALSELY", "TRAVEL", "CLASS", "INCOME", "URBAN", "FREE", "COVERED",
    "WRONG", "FELT", "KIN_AFFECTED", "N_UNDER_SANCTION", "PARENT", "MINOR", "VISIBLE",
    "HEAD", "SIZE",
    "FINE", "CHILDREN_OUT", "REFUSED_FLIGHT", "REFUSED_TRAIN", "REFUSED_HOTEL", "REFUSED_HOUSE",
    "REFUSED_JOB", "REFUSED_SCHOOL",
)  # fmt: skip
WRITES = (
    "LOSS", "FINE", "CHILDREN_OUT", "LOW_GRADE", "SANCTIONED", "SANCTIONED_WRONGLY",
    "SANCTIONED_PROTECTED", "FLIGHT_TRIED", "FLIGHT_REFUSED", "TRAIN_TRIED", "TRAIN_REFUSED",
    "HOTEL_TRIED", "HOTEL_REFUSED", "HOUSE_TRIED", "HOUSE_REFUSED", "JOB_TRIED", "JOB_REFUSED",
    "SCHOOL_TRIED", "SCHOOL_REFUSED", "CHILD_SCHOOL_TRIED", "CHILD_SCHOOL_REFUSED", "FINED",
    "REFUSED_FLIGHT", "REFUSED_TRAIN", "REFUSED_HOTEL", "REFUSED_HOUSE", "REFUSED_JOB",
    "REFUSED_SCHOOL", "REFUSED_FLIGHTS", "REFUSED_TRAINS", "REFUSED_HOTELS", "REFUSED_HOUSES",
    "REFUSED_JOBS", "REFUSED_SCHOOLS", "EVER_REFUSED",
)  # fmt: skip

SCORE, LOSS, FINE = lane("SCORE"), lane("LOSS"), lane("FINE")
RECORD, FALSE_RECORD = lane("RECORD"), lane("FALSE_RECORD")
N_UNDER_SANCTION, CHILDREN_OUT = lane("N_UNDER_SANCTION"), lane("CHILDREN_OUT")
CRITIC_KNOWN, PROTESTER_KNOWN = mask("CRITIC_KNOWN"), mask("PROTESTER_KNOWN")
CRITIC_FALSELY, PROTESTER_FALSELY = mask("CRITIC_FALSELY"), mask("PROTESTER_FALSELY")
FREE, VISIBLE, FELT, KIN_AFFECTED = (
    mask("FREE"), mask("VISIBLE"), mask("FELT"), mask("KIN_AFFECTED"),
)  # fmt: skip
LISTED, WRONG, LOW_GRADE = mask("LISTED"), mask("WRONG"), mask("LOW_GRADE")
SANCTIONED, SANCTIONED_WRONGLY = mask("SANCTIONED"), mask("SANCTIONED_WRONGLY")
SANCTIONED_PROTECTED, FINED = mask("SANCTIONED_PROTECTED"), mask("FINED")
TRIED, REFUSED_TODAY = mask("FLIGHT_TRIED"), mask("FLIGHT_REFUSED")
REFUSED, EVER_REFUSED = mask("REFUSED_FLIGHT"), mask("EVER_REFUSED")
REFUSED_SO_FAR = mask("REFUSED_FLIGHTS")
KINDS = 6
"""Kinds of refusal that are remembered: both schools are one."""

TIER_SCORE, TIER_LOSS = setting("TIER_SCORE_0"), setting("TIER_LOSS_0")
LISTED_LOSS, KIN_LOSS, FINE_SPEED = (
    setting("LISTED_LOSS"), setting("KIN_LOSS"), setting("FINE_SPEED"),
)  # fmt: skip
TIERS = 4
MODES, CHILD_SCHOOL = len(ATTEMPTS), ATTEMPTS.index("child_school")
A_START, A_WIDTH = table("ATTEMPT_START"), table("ATTEMPT_WIDTH")
A_RATE, A_MOST = table("ATTEMPT_RATE"), table("ATTEMPT_MOST")
BARRED_LISTED, BARRED_BELOW = table("ATTEMPT_BARRED_LISTED"), table("ATTEMPT_BARRED_BELOW")
BARRED_KIN, ACT_FINE = table("ATTEMPT_BARRED_KIN"), table("ACT_FINE")
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
    """Return who may try anything today: whoever would, were they of the keenest class.

    Nearly everybody's draw falls into some slot, but few below a rate; looking at everybody one by
    one took a fifth of the day.
    """
    trying = np.uint64(0)
    for mode in range(MODES):
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
    if bit(m[CRITIC_KNOWN] | m[CRITIC_FALSELY], i) != 0:
        fine(i, A_CRITICISM, w, m, p, t)
    if bit(m[PROTESTER_KNOWN] | m[PROTESTER_FALSELY], i) != 0:
        fine(i, A_PROTEST, w, m, p, t)


@rule
def minors_at_home(i: int, w: Lanes, m: Masks) -> int:
    """Return how many others of the household of the person in lane `i` are under 18."""
    return count(housemates(w[HEAD + i], w[SIZE + i], i) & m[MINOR] & m[VISIBLE])


@rule
def attempt(i: int, position: int, w: Lanes, m: Masks, p: Numbers, t: Tables) -> None:
    """Let the person in lane `i` try what today's position says, and be refused or not."""
    one = np.uint64(1) << np.uint64(i)
    mode = 0
    while mode < MODES - 1 and t[A_START + mode + 1] <= position:
        mode += 1
    rate = t[A_RATE + w[CLASS + i] * ATTEMPT_ROOM + mode] * w[TRAVEL + i] >> 8
    if bit(m[URBAN], i) == 0:
        rate = rate * p[RURAL] >> 8
    if position - t[A_START + mode] >= min(rate, t[A_WIDTH + mode]):
        return
    children = np.int64(0)
    if mode == CHILD_SCHOOL:
        children = minors_at_home(i, w, m)
        if bit(m[PARENT], i) == 0 or children == 0:
            return
    m[TRIED + 2 * mode] |= one
    barred = bit(m[LISTED], i) != 0 and t[BARRED_LISTED + mode] != 0
    low = bit(m[COVERED], i) != 0 and w[SCORE + i] < t[BARRED_BELOW + mode]
    for_kin = bit(m[KIN_AFFECTED], i) != 0 and t[BARRED_KIN + mode] != 0
    if barred or low or for_kin:
        m[REFUSED_TODAY + 2 * mode] |= one
        m[REFUSED + min(mode, KINDS - 1)] |= one
        w[CHILDREN_OUT + i] += children


@rule
def fine(i: int, act: int, w: Lanes, m: Masks, p: Numbers, t: Tables) -> None:
    """Fine the person in lane `i` for the record of an act."""
    days = t[ACT_FINE + act]
    if days > 0:
        w[FINE + i] += fine_of(days, w[INCOME + i], p[FINE_SPEED])
        m[FINED] |= np.uint64(1) << np.uint64(i)


@rule
def take_income(w: Lanes, m: Masks, p: Numbers) -> None:
    """Set the share of income that the sanctions in force take, and mark who is under one."""
    covered, listed, listed_loss, kin_loss = m[COVERED], m[LISTED], p[LISTED_LOSS], p[KIN_LOSS]
    for i in range(64):
        w[LOSS + i] = 0
    for k in range(TIERS):
        below, tier_loss = p[TIER_SCORE + k], p[TIER_LOSS + k]
        if tier_loss > 0:
            for i in range(64):
                w[LOSS + i] = worse_of(w[LOSS + i], w[SCORE + i], bit(covered, i), below, tier_loss)
    low = np.uint64(0)
    for i in range(64):
        low |= np.uint64(w[LOSS + i] > 0) << np.uint64(i)
        w[LOSS + i] = max(w[LOSS + i], bit(listed, i) * listed_loss)
    if kin_loss > 0:
        kin = m[KIN_AFFECTED]
        for i in range(64):
            at_home = bit(kin, i) * np.int64(w[N_UNDER_SANCTION + i] > 0)
            w[LOSS + i] = max(w[LOSS + i], at_home * kin_loss)
    m[LOW_GRADE] = low
    m[SANCTIONED] = low | (listed if listed_loss > 0 else np.uint64(0))
    m[SANCTIONED_WRONGLY] = m[SANCTIONED] & m[WRONG] & ~low
    m[SANCTIONED_PROTECTED] = m[SANCTIONED] & m[FELT]


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Apply the sanctions in force to a word."""
    take_income(w, m, p)
    rest = likely_to_try(w, u, t) & m[FREE]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        attempt(i, taken(u, ATTEMPT_DRAW, i), w, m, p, t)
    rest = m[CRITIC_KNOWN] | m[PROTESTER_KNOWN] | m[CRITIC_FALSELY] | m[PROTESTER_FALSELY]
    for i in range(64):
        rest |= np.uint64(w[RECORD + i] + w[FALSE_RECORD + i] > 0) << np.uint64(i)
    while rest != 0:
        fine_records(first(rest), w, m, p, t)
        rest &= rest - np.uint64(1)
    ever = np.uint64(0)
    for kind in range(KINDS):
        ever |= m[REFUSED + kind]
        m[REFUSED_SO_FAR + kind] = m[REFUSED + kind]
    m[EVER_REFUSED] = ever
