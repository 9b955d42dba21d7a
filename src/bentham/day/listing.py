"""The nationwide blacklist: entry, mistakes, notice, appeal, repair, bribes, exit, return.

An adult under the scheme enters by a court's decision at a rate that may rise with poverty and with
each housemate who is listed, by a score below a threshold, or because a record puts them there.
Some court entries hit the wrong person, some records name a stranger's act or face. They leave by
payment, at the end of a term, when the score has risen above a second threshold, by a successful
appeal if wrongly listed, by making good if rightly, or by a bribe. With welfare w relative to its
mean::

    enter ~ Bern(h0 exp(beta (1 - w)) / n_h / 365)      leave ~ Bern(x0 min(w, 1)^eps / n_x / 365)

with n_h and n_x such that h0 and x0 are the rates of a society that lives on its income: poverty
shifts entries towards the poor without adding any. With beta = eps = 0 the listed share tends to
h / (h + x) and relaxes as exp(-(h + x) t).

LISTED_UNTIL is 0 for who never was on the list, 1 (FORMERLY) for who was, and the day of exit, at
least 2, for who is. In this order, for each person:

1. *Exit* of the listed: term over, EXIT position of the day, or score above LIST_ABOVE.
2. *Appeal* of the wrongly listed, who must know: with NOTICE 0 a new appeal needs a refusal, ever
   (any REFUSED plane), otherwise everybody is told. An appeal is requested today and heard
   tomorrow, up to the district's capacity, in the order of ranks drawn by a keyed hash; whoever is
   not heard asks again.
3. *Repair* of the rightly listed, detained or not: REPAIR < REPAIR_RATE.
4. *Bribe*, rightly listed or not: BRIBE < BRIBE_RATE; BRIBE_RANK below floor(0.6 * 2^31) meets a
   clerk, below floor(0.9 * 2^31) an officer, else a senior official, who take 1, 3 and 10 times
   BRIBE_PRICE. It is paid if welfare exceeds the price by more than a quarter of the mean income
   (``WELFARE > price + 1024``): FINE += price << 16.
5. *Entry* of those who were not listed this morning. The court's chance is
   ``HAZARD * (256 + LIST_SPILL * N_UNDER_SANCTION) >> 8``. An entry is *wrong* if the court's is a
   mistake (LIST_KIND < LIST_MISTAKEN), or if only something false speaks for it: neither court nor
   score nor a true record, but a false record or being taken for a critic or a protester. Only the
   second is a *stranger's* doing. With NOTICE 2 a hearing comes first: HEARING < APPEAL_SUCCESS
   averts a wrong entry of today, whatever else spoke for it.

Whoever leaves today enters tomorrow at best. On the *red list* is who is covered, not listed this
evening, and has a score above RED_ABOVE. Units: chances in 2^-31 a day, prices in 2^-12. The lists
are arithmetic; the rates of bribes and of repair are assumed.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, first
from bentham.chance.compiled import constant, once, rule, small
from bentham.chance.decisions import (
    APPEAL,
    APPEAL_OUTCOME,
    APPEAL_RANK,
    BRIBE,
    BRIBE_RANK,
    HEARING,
    LIST_KIND,
    LIST_MOVE,
    REPAIR,
    taken,
)
from bentham.day.luck import follow_up, follow_up_on
from bentham.day.person import (
    APPEALS_SERVED,
    DAY,
    FOREVER,
    FORMERLY,
    Draws,
    Lanes,
    Masks,
    Numbers,
    Tables,
    lane,
    mask,
)  # fmt: skip
from bentham.day.settings import WELFARE_BINS, setting, table
from bentham.evidence.acts import number
from bentham.evidence.lanes import COVERED

READS = (
    "LISTED_UNTIL", "WELFARE", "SCORE", "N_UNDER_SANCTION", "RECORD", "FALSE_RECORD",
    "CRITIC_KNOWN",
    "PROTESTER_KNOWN", "CRITIC_FALSELY", "PROTESTER_FALSELY", "COVERED", "WRONG", "STRANGER",
    "PENDING", "APPEALS_SERVED", "FINE", "REFUSED_FLIGHT", "REFUSED_TRAIN", "REFUSED_HOTEL",
    "REFUSED_HOUSE", "REFUSED_JOB", "REFUSED_SCHOOL",
)  # fmt: skip
WRITES = (
    "LISTED_UNTIL", "WRONG", "STRANGER", "PENDING", "FINE", "LISTED", "ENTERED", "LEFT",
    "WRONGLY_LISTED", "STRANGER_LISTED", "REDLISTED", "RETURNED", "APPEALED", "REPAIRED",
    "HEARD_BEFORE", "BRIBED_CLERK", "BRIBED_OFFICER", "BRIBED_SENIOR",
)  # fmt: skip

LISTED_UNTIL, WELFARE, SCORE = lane("LISTED_UNTIL"), lane("WELFARE"), lane("SCORE")
RECORD, FALSE_RECORD = lane("RECORD"), lane("FALSE_RECORD")
N_UNDER_SANCTION, FINE = lane("N_UNDER_SANCTION"), lane("FINE")
CRITIC_KNOWN, PROTESTER_KNOWN = mask("CRITIC_KNOWN"), mask("PROTESTER_KNOWN")
CRITIC_FALSELY, PROTESTER_FALSELY = mask("CRITIC_FALSELY"), mask("PROTESTER_FALSELY")
WRONG, STRANGER, PENDING = mask("WRONG"), mask("STRANGER"), mask("PENDING")
FIRST_REFUSED, REFUSALS = mask("REFUSED_FLIGHT"), 6
LISTED, ENTERED, LEFT = mask("LISTED"), mask("ENTERED"), mask("LEFT")
WRONGLY_LISTED, APPEALED = mask("WRONGLY_LISTED"), mask("APPEALED")
STRANGER_LISTED, REDLISTED = mask("STRANGER_LISTED"), mask("REDLISTED")
RETURNED, REPAIRED, HEARD_BEFORE = mask("RETURNED"), mask("REPAIRED"), mask("HEARD_BEFORE")
BRIBED = mask("BRIBED_CLERK")
HAS_LIST, BELOW, ABOVE = setting("LIST"), setting("LIST_BELOW"), setting("LIST_ABOVE")
TERM, MISTAKEN = setting("LIST_DAYS"), setting("LIST_MISTAKEN")
APPEAL_RATE, APPEAL_SUCCESS = setting("APPEAL_RATE"), setting("APPEAL_SUCCESS")
RED_ABOVE, NOTICE, SPILL = setting("RED_ABOVE"), setting("NOTICE"), setting("LIST_SPILL")
REPAIR_RATE, BRIBE_RATE = setting("REPAIR_RATE"), setting("BRIBE_RATE")
BRIBE_PRICE = setting("BRIBE_PRICE")
HAZARD, EXIT, LISTS = table("HAZARD"), table("EXIT"), table("ACT_LISTS")
A_CRITICISM, A_PROTEST = constant(number("criticism")), constant(number("protest"))
TOLD, HEARD = constant(1), constant(2)
"""Values of NOTICE: told afterwards, heard before; 0 is neither."""

MOST_HOUSEMATES = constant(63)
CLERK_BELOW, OFFICER_BELOW = constant(int(0.6 * (1 << 31))), constant(int(0.9 * (1 << 31)))
KEPT = constant(1 << 10)
"""Welfare that a bribe must leave: a quarter of the mean income."""


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
def falsely_named(i: int, w: Lanes, m: Masks, t: Tables) -> bool:
    """Say whether what the person did not do, though it is believed today, puts them there."""
    return (
        (w[FALSE_RECORD + i] > 0 and t[LISTS + w[FALSE_RECORD + i] - 1] != 0)
        or (bit(m[CRITIC_FALSELY], i) != 0 and t[LISTS + A_CRITICISM] != 0)
        or (bit(m[PROTESTER_FALSELY], i) != 0 and t[LISTS + A_PROTEST] != 0)
    )


@small
def court_chance(hazard: int, listed_housemates: int, spill: int) -> int:
    """Return the chance of a court's entry today, 2^-31, raised by each listed housemate."""
    return hazard * (256 + spill * listed_housemates) >> 8


@rule
def price_of(rank: int, clerk_takes: int) -> int:
    """Return what rank 0, 1, 2 takes: a clerk once, an officer 3, a senior official 10 times."""
    if rank == 0:
        return clerk_takes
    return clerk_takes * 3 if rank == 1 else clerk_takes * 10


@rule
def enter(
    i: int, by_court: bool, by_score: bool, w: Lanes, m: Masks, p: Numbers, t: Tables, now: Numbers
) -> None:
    """Put the person in lane `i` on the list, rightly or wrongly, unless a hearing averts it."""
    one = np.uint64(1) << np.uint64(i)
    term = p[TERM]
    only_false = not by_court and not by_score and not truly_named(i, w, m, t)
    mistaken = by_court and follow_up(i, LIST_KIND, 0, now) < p[MISTAKEN]
    if mistaken or only_false:
        if p[NOTICE] == HEARD and follow_up(i, HEARING, 0, now) < p[APPEAL_SUCCESS]:
            m[HEARD_BEFORE] |= one
            return
        m[WRONG] |= one
    if only_false:
        m[STRANGER] |= one
    if w[LISTED_UNTIL + i] == FORMERLY:
        m[RETURNED] |= one
    w[LISTED_UNTIL + i] = FOREVER if term == 0 else min(now[DAY] + term, FOREVER - 1)
    m[ENTERED] |= one


@rule
def leave(i: int, w: Lanes, m: Masks) -> None:
    """Take the person in lane `i` off the list."""
    one = np.uint64(1) << np.uint64(i)
    w[LISTED_UNTIL + i] = FORMERLY
    m[LEFT] |= one
    m[WRONG] &= ~one
    m[STRANGER] &= ~one
    m[PENDING] &= ~one


@rule
def appeal(i: int, knows: bool, w: Lanes, m: Masks, p: Numbers, now: Numbers) -> None:
    """Let a wrongly listed person have yesterday's appeal heard, or, if they know, appeal today."""
    one = np.uint64(1) << np.uint64(i)
    if m[PENDING] & one != 0:
        if follow_up_on(i, APPEAL_RANK, 0, now[DAY] - 1, now) < now[APPEALS_SERVED]:
            m[PENDING] &= ~one
            if follow_up(i, APPEAL_OUTCOME, 0, now) < p[APPEAL_SUCCESS]:
                leave(i, w, m)
            return
        m[APPEALED] |= one  # not heard: asks again today
    elif knows and follow_up(i, APPEAL, 0, now) < p[APPEAL_RATE]:
        m[PENDING] |= one
        m[APPEALED] |= one


@rule
def bribe(i: int, w: Lanes, m: Masks, p: Numbers, now: Numbers) -> None:
    """Let a listed person buy a way off, if they can, of an official of the rank they meet."""
    met = follow_up(i, BRIBE_RANK, 0, now)
    rank = np.int64(met >= CLERK_BELOW) + np.int64(met >= OFFICER_BELOW)
    price = price_of(rank, p[BRIBE_PRICE])
    if w[WELFARE + i] > price + KEPT:
        w[FINE + i] += price << 16
        m[BRIBED + rank] |= np.uint64(1) << np.uint64(i)
        leave(i, w, m)


@rule
def let_go(listed: np.uint64, w: Lanes, m: Masks, p: Numbers, now: Numbers) -> None:
    """Let the listed appeal, make good, and bribe, in this order; a rate of 0 draws nothing."""
    knowing = ~np.uint64(0)
    if p[NOTICE] < TOLD:
        knowing = np.uint64(0)
        for k in range(REFUSALS):
            knowing |= m[FIRST_REFUSED + k]
    rest = listed & m[WRONG]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        appeal(i, bit(knowing, i) != 0, w, m, p, now)
    rest = listed & ~m[WRONG] & ~m[LEFT] if p[REPAIR_RATE] > 0 else np.uint64(0)
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        if follow_up(i, REPAIR, 0, now) < p[REPAIR_RATE]:
            m[REPAIRED] |= np.uint64(1) << np.uint64(i)
            leave(i, w, m)
    rest = listed & ~m[LEFT] if p[BRIBE_RATE] > 0 else np.uint64(0)
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        if follow_up(i, BRIBE, 0, now) < p[BRIBE_RATE]:
            bribe(i, w, m, p, now)


@rule
def praised(w: Lanes, above: int) -> np.uint64:
    """Return whose score lies above that of the red list."""
    red = np.uint64(0)
    for i in range(64):
        red |= np.uint64(w[SCORE + i] > above) << np.uint64(i)
    return red


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Move people of a word onto the list and off it; who leaves today enters tomorrow at best."""
    m[REDLISTED] = praised(w, p[RED_ABOVE]) & m[COVERED]
    if p[HAS_LIST] == 0:
        return
    day, below, above, spill = now[DAY], p[BELOW], p[ABOVE], p[SPILL]
    listed = np.uint64(0)
    expired = np.uint64(0)
    low = np.uint64(0)
    high = np.uint64(0)
    summoned = np.uint64(0)
    freed = np.uint64(0)
    recorded = m[CRITIC_KNOWN] | m[PROTESTER_KNOWN] | m[CRITIC_FALSELY] | m[PROTESTER_FALSELY]
    for i in range(64):
        until = w[LISTED_UNTIL + i]
        listed |= np.uint64(until > FORMERLY) << np.uint64(i)
        expired |= np.uint64(until <= day) << np.uint64(i)
        low |= np.uint64(w[SCORE + i] < below) << np.uint64(i)
        high |= np.uint64(w[SCORE + i] > above) << np.uint64(i)
        recorded |= np.uint64(w[RECORD + i] + w[FALSE_RECORD + i] > 0) << np.uint64(i)
    poorest = court_chance(t[HAZARD], MOST_HOUSEMATES, spill)  # nobody's chance is higher
    near = np.uint64(0)
    for i in range(64):
        near |= np.uint64(taken(u, LIST_MOVE, i) < poorest) << np.uint64(i)
    near &= ~listed & m[COVERED]
    rest = near | listed
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        row = welfare_bin(w[WELFARE + i])
        position = taken(u, LIST_MOVE, i)
        chance = court_chance(t[HAZARD + row], w[N_UNDER_SANCTION + i], spill)
        summoned |= np.uint64(position < chance) << np.uint64(i)
        freed |= np.uint64(position < t[EXIT + row]) << np.uint64(i)
    rest = listed & (expired | freed | high)
    while rest != 0:
        leave(first(rest), w, m)
        rest &= rest - np.uint64(1)
    let_go(listed & ~m[LEFT], w, m, p, now)
    rest = ~listed & m[COVERED] & (summoned | low | recorded)
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        by_court = bit(summoned, i) != 0
        by_score = bit(low, i) != 0
        named = truly_named(i, w, m, t) or falsely_named(i, w, m, t)
        if by_court or by_score or named:
            enter(i, by_court, by_score, w, m, p, t, now)
    m[LISTED] = (listed & ~m[LEFT]) | m[ENTERED]
    m[WRONGLY_LISTED] = m[WRONG]
    m[STRANGER_LISTED] = m[STRANGER]
    m[REDLISTED] &= ~m[LISTED]
