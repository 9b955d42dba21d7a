"""The nationwide blacklist: entry, mistakes, appeal, exit.

An adult under the scheme enters by a court's decision at a rate that may rise with poverty, by a
score below a threshold, or because a record puts them there; some court entries hit the wrong
person. They leave by payment, at the end of a term, when the score has risen above a second
threshold, or, if wrongly listed, by a successful appeal. With welfare w relative to its mean::

    enter ~ Bern(h0 exp(beta (1 - w)) / n_h / 365)      leave ~ Bern(x0 min(w, 1)^eps / n_x / 365)

with n_h and n_x such that h0 and x0 are the rates of a society that lives on its income: poverty
shifts entries towards the poor without adding any. With beta = eps = 0 the listed share tends to
h / (h + x) and relaxes as exp(-(h + x) t).

An appeal is requested today and heard tomorrow, up to the district's capacity, in the order of
ranks drawn by a keyed hash; whoever is not heard asks again. Units: chances in 2^-31 a day.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, first
from bentham.chance.compiled import constant, rule, small
from bentham.chance.decisions import (
    APPEAL,
    APPEAL_OUTCOME,
    APPEAL_RANK,
    LIST_KIND,
    LIST_MOVE,
    taken,
)
from bentham.day.luck import follow_up, follow_up_on
from bentham.day.person import (
    APPEALS_SERVED,
    DAY,
    FOREVER,
    WELFARE_BINS,
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
from bentham.evidence.lanes import COVERED

READS = (
    "LISTED_UNTIL", "WELFARE", "SCORE", "RECORD", "FALSE_RECORD", "CRITIC_KNOWN",
    "PROTESTER_KNOWN", "COVERED", "WRONG", "PENDING", "APPEALS_SERVED",
)  # fmt: skip
WRITES = (
    "LISTED_UNTIL", "WRONG", "PENDING", "LISTED", "ENTERED", "LEFT", "WRONGLY_LISTED", "APPEALED",
)  # fmt: skip

LISTED_UNTIL, WELFARE, SCORE = lane("LISTED_UNTIL"), lane("WELFARE"), lane("SCORE")
RECORD, FALSE_RECORD = lane("RECORD"), lane("FALSE_RECORD")
CRITIC_KNOWN, PROTESTER_KNOWN = mask("CRITIC_KNOWN"), mask("PROTESTER_KNOWN")
WRONG, PENDING = mask("WRONG"), mask("PENDING")
LISTED, ENTERED, LEFT = mask("LISTED"), mask("ENTERED"), mask("LEFT")
WRONGLY_LISTED, APPEALED = mask("WRONGLY_LISTED"), mask("APPEALED")
HAS_LIST, BELOW, ABOVE = setting("LIST"), setting("LIST_BELOW"), setting("LIST_ABOVE")
TERM, MISTAKEN = setting("LIST_DAYS"), setting("LIST_MISTAKEN")
APPEAL_RATE, APPEAL_SUCCESS = setting("APPEAL_RATE"), setting("APPEAL_SUCCESS")
HAZARD, EXIT, LISTS = table("HAZARD"), table("EXIT"), table("ACT_LISTS")
A_CRITICISM, A_PROTEST = constant(number("criticism")), constant(number("protest"))


@small
def welfare_bin(welfare: int) -> int:
    """Return the row of the hazard tables for a welfare in 2^-12: steps of 1/64 up to 4."""
    return min(welfare >> 6, WELFARE_BINS - 1)


@rule
def truly_named(i: int, w: Lanes, m: Masks, t: Tables) -> bool:
    """Say whether a record of what the person did today puts them on the list."""
    return (
        (w[RECORD + i] > 0 and t[LISTS + w[RECORD + i] - 1] != 0)
        or (bit(m[CRITIC_KNOWN], i) != 0 and t[LISTS + A_CRITICISM] != 0)
        or (bit(m[PROTESTER_KNOWN], i) != 0 and t[LISTS + A_PROTEST] != 0)
    )


@rule
def named_by_record(i: int, w: Lanes, m: Masks, t: Tables) -> bool:
    """Say whether a record of today, true or false, puts the person in lane `i` on the list."""
    false = w[FALSE_RECORD + i]
    return (false > 0 and t[LISTS + false - 1] != 0) or truly_named(i, w, m, t)


@rule
def enter(
    i: int, by_court: bool, by_score: bool, w: Lanes, m: Masks, p: Numbers, t: Tables, now: Numbers
) -> None:
    """Put the person in lane `i` on the list, rightly or wrongly."""
    one = np.uint64(1) << np.uint64(i)
    term = p[TERM]
    w[LISTED_UNTIL + i] = FOREVER if term == 0 else min(now[DAY] + term, FOREVER - 1)
    m[ENTERED] |= one
    drawn = follow_up(i, LIST_KIND, 0, now)
    only_false = not by_court and not by_score and not truly_named(i, w, m, t)
    if (by_court and drawn < p[MISTAKEN]) or only_false:
        m[WRONG] |= one


@rule
def leave(i: int, w: Lanes, m: Masks) -> None:
    """Take the person in lane `i` off the list."""
    one = np.uint64(1) << np.uint64(i)
    w[LISTED_UNTIL + i] = 0
    m[LEFT] |= one
    m[WRONG] &= ~one
    m[PENDING] &= ~one


@rule
def appeal(i: int, w: Lanes, m: Masks, p: Numbers, now: Numbers) -> None:
    """Let a wrongly listed person have yesterday's appeal heard, or appeal today."""
    one = np.uint64(1) << np.uint64(i)
    if m[PENDING] & one != 0:
        if follow_up_on(i, APPEAL_RANK, 0, now[DAY] - 1, now) < now[APPEALS_SERVED]:
            m[PENDING] &= ~one
            if follow_up(i, APPEAL_OUTCOME, 0, now) < p[APPEAL_SUCCESS]:
                leave(i, w, m)
            return
        m[APPEALED] |= one  # not heard: asks again today
    elif follow_up(i, APPEAL, 0, now) < p[APPEAL_RATE]:
        m[PENDING] |= one
        m[APPEALED] |= one


@rule
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Move people of a word onto the list and off it; who leaves today enters tomorrow at best."""
    if p[HAS_LIST] == 0:
        return
    day, below, above = now[DAY], p[BELOW], p[ABOVE]
    listed = np.uint64(0)
    expired = np.uint64(0)
    low = np.uint64(0)
    high = np.uint64(0)
    summoned = np.uint64(0)
    freed = np.uint64(0)
    recorded = m[CRITIC_KNOWN] | m[PROTESTER_KNOWN]
    for i in range(64):
        until = w[LISTED_UNTIL + i]
        listed |= np.uint64(until > 0) << np.uint64(i)
        expired |= np.uint64((until > 0) & (until <= day)) << np.uint64(i)
        low |= np.uint64(w[SCORE + i] < below) << np.uint64(i)
        high |= np.uint64(w[SCORE + i] > above) << np.uint64(i)
        recorded |= np.uint64(w[RECORD + i] + w[FALSE_RECORD + i] > 0) << np.uint64(i)
    for i in range(64):
        row = welfare_bin(w[WELFARE + i])
        position = taken(u, LIST_MOVE, i)
        summoned |= np.uint64(position < t[HAZARD + row]) << np.uint64(i)
        freed |= np.uint64(position < t[EXIT + row]) << np.uint64(i)
    rest = listed & (expired | freed | high)
    while rest != 0:
        leave(first(rest), w, m)
        rest &= rest - np.uint64(1)
    rest = listed & m[WRONG]
    while rest != 0:
        appeal(first(rest), w, m, p, now)
        rest &= rest - np.uint64(1)
    rest = ~listed & m[COVERED] & (summoned | low | recorded)
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        by_court = bit(summoned, i) != 0
        by_score = bit(low, i) != 0
        if by_court or by_score or named_by_record(i, w, m, t):
            enter(i, by_court, by_score, w, m, p, t, now)
    m[LISTED] = (listed & ~m[LEFT]) | m[ENTERED]
    m[WRONGLY_LISTED] = m[WRONG]
