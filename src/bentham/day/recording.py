"""What the ruler gets to know: acts recorded, authors identified, and records of what never was.

* An act done is recorded with the chance that the scheme declares for it; where gatherers keep a
  ledger, some households are never written up, and some pay not to be.
* A company passes an act on some days later, errs, or books a namesake's act.
* The author of criticism or of taking part in a protest is identified with a declared chance, if
  `monitoring`, `cameras` or `informants` have not found them already.
* A false record names an act that the person did not do, at the declared rate per person-year.

Somebody is *punished for dissent* when they are identified and the record takes something away:
points, money, or a place off the list. Such a person was recorded correctly, and for a protected
act: being right is not the same as doing no harm. So is the author of a true statement punished as
false news.

In integers, for the person in lane i, in this order. A day has room for one record and one false
record of a person; whatever finds the room taken is lost, whoever reports it.

1. RECORD and FALSE_RECORD as `informants` left them: RECORDED, FALSELY_RECORDED.
2. ACT > 0, COVERED, RECORD still 0, ``follow_up(i, RECORDED, 0)`` < chance of the act: if GATHERERS
   it is left out if the household is blind, ``follow_up_on(HEAD, RECORDED, 7, day 0)`` < BLIND <<
   15, or else if ACT_POINTS_LOW < 0 and ``follow_up(i, SMALL_BRIBE, 0)`` < PAY_GATHERER: then
   PAID_GATHERER, and FINE grows by SMALL_PRICE. Otherwise RECORD = ACT. Hotlines and companies ask
   no gatherer.
3. FALSE_RECORD draw < FALSE_RECORDS, COVERED: a false record named by ``follow_up(i, WHICH_RECORD,
   0)`` in ACT_FALSE. A false record of whatever kind is none if today's ACT is the act it names.
4. Feed f = 0, 1 with lag L > 0, if day > L and `conduct` is on: the ACT position of day - L of
   everybody who is COVERED and FREE today. RECORD if `conduct.act_done` says that an act was done,
   with *today's* awareness, drift and freedom but that day's decision (where society.cadence is
   not 0: its CADENCE draw < 32768), and ``follow_up(i, FEED, f)`` of today < ACT_FEED of f and it.
5. With the first such feed, for the COVERED, x the MIX_UP draw. If 2^30 <= x < 2^30 + FEED_ERRORS:
   a false record named by ``follow_up(i, FEED_ERROR, 0)`` in FEED_WRONG. Then, if 3 * 2^29 <= x <
   3 * 2^29 + FEED_MIX_UPS and NAMESAKE_THERE: one of the namesake's act of day - L, if ACT_FEED of
   f and it is above 0. The namesake's position and decision meet the rates of the person in lane
   i, since the traits of another word are not at hand; nor is the namesake's age asked.
6. Authors: CRITICISM and COVERED, ``follow_up(i, IDENTIFIED, 0)`` < chance: CRITIC_KNOWN; PROTEST
   likewise with block 1: PROTESTER_KNOWN. All known, also from before: IDENTIFIED, and PUNISHED if
   that act punishes.
7. NEWS_KNOWN, if false_news_post punishes and RECORD is still 0: RECORD of it, and, if TRUE_POST,
   TRUTH_PUNISHED and PUNISHED. FELT keeps PUNISHED for ever; EVER_PUNISHED repeats it.

Units: chances in 2^-31. Errors of (4): what changed since (income, rules known, an arrest).
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, first
from bentham.chance.compiled import constant, once, rule
from bentham.chance.decisions import ACT as ACT_DRAW
from bentham.chance.decisions import CADENCE as CADENCE_DRAW
from bentham.chance.decisions import DAILY, DAILY_BLOCKS, FEED_ERROR, MIX_UP, SMALL_BRIBE, taken
from bentham.chance.decisions import FALSE_RECORD as FALSE_DRAW
from bentham.chance.decisions import FEED as FEED_DRAW
from bentham.chance.decisions import IDENTIFIED as IDENTIFIED_DRAW
from bentham.chance.decisions import RECORDED as RECORDED_DRAW
from bentham.chance.decisions import WHICH_RECORD as WHICH_DRAW
from bentham.chance.philox import BITS, LOW, counter1, counter3, fill, philox
from bentham.day.conduct import act_done, drift_of
from bentham.day.luck import NOBODY, follow_up, follow_up_on
from bentham.day.person import (
    DAY,
    FIRST,
    KEY,
    NAMESAKE_SHIFT,
    NAMESAKE_WORD,
    Draws,
    Lanes,
    Masks,
    Numbers,
    Tables,
    lane,
    mask,
    switch,
)  # fmt: skip
from bentham.day.settings import setting, table
from bentham.evidence.acts import ROOM, number
from bentham.evidence.lanes import CLASS, CONDUCT, COVERED, HEAD, INCOME
from bentham.evidence.parameters import index

READS = (
    "ACT", "RECORD", "FALSE_RECORD", "FINE", "CRITICISM", "PROTEST", "CRITIC_KNOWN",
    "PROTESTER_KNOWN", "NEWS_KNOWN", "TRUE_POST", "COVERED", "FREE", "FELT", "HEAD", "AWARE",
    "CLASS", "CONDUCT", "INCOME", "WELFARE", "NAMESAKE_THERE",
)  # fmt: skip
WRITES = (
    "RECORD", "FALSE_RECORD", "FINE", "RECORDED", "FALSELY_RECORDED", "IDENTIFIED", "CRITIC_KNOWN",
    "PROTESTER_KNOWN", "PUNISHED", "TRUTH_PUNISHED", "PAID_GATHERER", "FELT", "EVER_PUNISHED",
)  # fmt: skip

ACT, RECORD, FALSE_RECORD = lane("ACT"), lane("RECORD"), lane("FALSE_RECORD")
FINE, WELFARE = lane("FINE"), lane("WELFARE")
CRITICISM, PROTEST, TRUE_POST = mask("CRITICISM"), mask("PROTEST"), mask("TRUE_POST")
RECORDED, FALSELY_RECORDED = mask("RECORDED"), mask("FALSELY_RECORDED")
IDENTIFIED, CRITIC_KNOWN = mask("IDENTIFIED"), mask("CRITIC_KNOWN")
PROTESTER_KNOWN, NEWS_KNOWN = mask("PROTESTER_KNOWN"), mask("NEWS_KNOWN")
PUNISHED, FELT, EVER_PUNISHED = mask("PUNISHED"), mask("FELT"), mask("EVER_PUNISHED")
TRUTH_PUNISHED, PAID_GATHERER = mask("TRUTH_PUNISHED"), mask("PAID_GATHERER")
FREE, AWARE, NAMESAKE_THERE = mask("FREE"), mask("AWARE"), mask("NAMESAKE_THERE")
FALSE_RECORDS, GATHERERS, BLIND = setting("FALSE_RECORDS"), setting("GATHERERS"), setting("BLIND")
PAY_GATHERER, SMALL_PRICE = setting("PAY_GATHERER"), setting("SMALL_PRICE")
FEED_LAG, FEEDS = setting("FEED_LAG_0"), 2
FEED_ERRORS, FEED_MIX_UPS = setting("FEED_ERRORS"), setting("FEED_MIX_UPS")
ON, CONDUCT_ON, CADENCE = setting("SYSTEMS"), switch("conduct"), index("society.cadence")
CHANCE, PUNISHES, FALSE_SHARE = (
    table("ACT_RECORDED"), table("ACT_PUNISHES"), table("ACT_FALSE"),
)  # fmt: skip
POINTS_LOW, START = table("ACT_POINTS_LOW"), table("ACT_START")
ACT_FEED, FEED_WRONG = table("ACT_FEED"), table("FEED_WRONG")
OF_CRITICISM, OF_PROTEST, OF_LEDGER = constant(0), constant(1), constant(7)
OF_ACTS, OF_ROUNDING = constant(0), constant(1)
A_CRITICISM, A_PROTEST = constant(number("criticism")), constant(number("protest"))
A_FALSE_NEWS = constant(number("false_news_post"))
HALF, THREE_QUARTERS = constant(1 << 30), constant(3 << 29)


@rule
def act_named(position: int, shares: int, t: Tables) -> int:
    """Return the act at a position in [0, 2^31) among the cumulated shares from `shares` on."""
    act = 0
    while act < ROOM - 1 and t[shares + act] <= position:
        act += 1
    return act


@rule
def book(i: int, act: int, w: Lanes, m: Masks) -> bool:
    """Record an act of the person in lane `i`, if there is room today; say whether there was."""
    if w[RECORD + i] != 0:
        return False
    w[RECORD + i] = act + 1
    m[RECORDED] |= np.uint64(1) << np.uint64(i)
    return True


@rule
def book_falsely(i: int, act: int, w: Lanes, m: Masks) -> None:
    """Record an act that the person in lane `i` did not do; whoever did it today is not wronged."""
    if w[FALSE_RECORD + i] == 0 and w[ACT + i] != act + 1:
        w[FALSE_RECORD + i] = act + 1
        m[FALSELY_RECORDED] |= np.uint64(1) << np.uint64(i)


@rule
def left_out(i: int, act: int, w: Lanes, m: Masks, p: Numbers, t: Tables, now: Numbers) -> bool:
    """Say whether a gatherer never writes this household up, or is paid not to write this down."""
    ledger = follow_up_on(w[HEAD + i], RECORDED_DRAW, OF_LEDGER, 0, now)
    if ledger < p[BLIND] << 15:
        return True
    if t[POINTS_LOW + act] >= 0 or follow_up(i, SMALL_BRIBE, 0, now) >= p[PAY_GATHERER]:
        return False
    m[PAID_GATHERER] |= np.uint64(1) << np.uint64(i)
    w[FINE + i] += p[SMALL_PRICE]
    return True


@rule
def act_then(i: int, position: int, w: Lanes, m: Masks, p: Numbers, t: Tables) -> int:
    """Return the number plus one of the act at a position, by the rates of lane `i` today, or 0."""
    aware = bit(m[AWARE] & m[COVERED], i)
    drift = drift_of(w[INCOME + i], w[WELFARE + i], t)
    return act_done(position, w[CLASS + i], w[CONDUCT + i], aware, drift, p[CADENCE], t)


@rule
def pass_on(
    feed: int, day: int, w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers
) -> None:
    """Let a company pass on what the people of a word did on `day`: its draws are made anew."""
    then = u[256 * DAILY_BLOCKS :]
    fill(then, 0, np.uint64(now[KEY]), now[FIRST], day, DAILY, 0)
    end = t[START + ROOM - 1]
    acting = np.uint64(0)
    for i in range(64):
        acting |= np.uint64(taken(then, ACT_DRAW, i) < end) << np.uint64(i)
    rest = acting & m[COVERED] & m[FREE]
    if p[CADENCE] != 0:
        fill(then, 256, np.uint64(now[KEY]), now[FIRST], day, DAILY, 1)
        deciding = np.uint64(0)
        for i in range(64):
            deciding |= np.uint64(taken(then, CADENCE_DRAW, i) < 32768) << np.uint64(i)
        rest &= deciding
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        act = act_then(i, taken(then, ACT_DRAW, i), w, m, p, t)
        if act > 0:
            chance = t[ACT_FEED + feed * ROOM + act - 1]
            if chance > 0 and follow_up(i, FEED_DRAW, feed, now) < chance:
                book(i, act - 1, w, m)


@rule
def namesake_draw(i: int, day: int, block: int, now: Numbers) -> tuple[np.uint64, np.uint64]:
    """Return two words of a daily block of the namesake of the person in lane `i`: 1 and 2."""
    person = now[NAMESAKE_WORD] * 64 + (i ^ now[NAMESAKE_SHIFT])
    key = np.uint64(now[KEY])
    _, one, two, _ = philox(
        np.uint64(person) & LOW, counter1(person, NOBODY, block), np.uint64(0),
        counter3(day, DAILY), key & LOW, key >> BITS,
    )  # fmt: skip
    return one, two


@rule
def pass_on_wrongly(
    feed: int, day: int, w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers
) -> None:
    """Let a company pass on what never was, and book on some people what a namesake did."""
    errors, mix_ups = p[FEED_ERRORS], p[FEED_MIX_UPS]
    wrong = np.uint64(0)
    mixed = np.uint64(0)
    for i in range(64):
        drawn = taken(u, MIX_UP, i)
        erring = (drawn >= HALF) & (drawn < HALF + errors)
        mixing = (drawn >= THREE_QUARTERS) & (drawn < THREE_QUARTERS + mix_ups)
        wrong |= np.uint64(erring) << np.uint64(i)
        mixed |= np.uint64(mixing) << np.uint64(i)
    rest = wrong & m[COVERED]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        book_falsely(i, act_named(follow_up(i, FEED_ERROR, 0, now), FEED_WRONG, t), w, m)
    rest = mixed & m[COVERED] & m[NAMESAKE_THERE]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        word, _ = namesake_draw(i, day, OF_ACTS, now)
        act = act_then(i, np.int64(word >> np.uint64(1)), w, m, p, t)
        if p[CADENCE] != 0:
            _, word = namesake_draw(i, day, OF_ROUNDING, now)
            act *= np.int64(word & np.uint64(0xFFFF) < np.uint64(32768))
        if act > 0 and t[ACT_FEED + feed * ROOM + act - 1] > 0:
            book_falsely(i, act - 1, w, m)


@rule
def hear_from_companies(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Take in what each company passes on today; on the first days there is nothing yet."""
    erring = p[FEED_ERRORS] + p[FEED_MIX_UPS] > 0
    for feed in range(FEEDS):
        lag = p[FEED_LAG + feed]
        if lag > 0 and now[DAY] > lag:
            pass_on(feed, now[DAY] - lag, w, m, u, p, t, now)
            if erring:
                pass_on_wrongly(feed, now[DAY] - lag, w, m, u, p, t, now)
                erring = False


@rule
def authors(who: np.uint64, act: int, block: int, t: Tables, now: Numbers) -> np.uint64:
    """Return who among the authors of an act of speech is identified."""
    known = np.uint64(0)
    while who != 0:
        i = first(who)
        who &= who - np.uint64(1)
        found = follow_up(i, IDENTIFIED_DRAW, block, now) < t[CHANCE + act]
        known |= np.uint64(found) << np.uint64(i)
    return known


@rule
def identify(w: Lanes, m: Masks, t: Tables, now: Numbers) -> None:
    """Identify authors, and mark whom that punishes for dissent or for a true statement."""
    critics, marchers = m[CRITICISM] & m[COVERED], m[PROTEST] & m[COVERED]
    m[CRITIC_KNOWN] |= authors(critics, A_CRITICISM, OF_CRITICISM, t, now)
    m[PROTESTER_KNOWN] |= authors(marchers, A_PROTEST, OF_PROTEST, t, now)
    m[IDENTIFIED] = m[CRITIC_KNOWN] | m[PROTESTER_KNOWN]
    if t[PUNISHES + A_CRITICISM] != 0:
        m[PUNISHED] |= m[CRITIC_KNOWN]
    if t[PUNISHES + A_PROTEST] != 0:
        m[PUNISHED] |= m[PROTESTER_KNOWN]
    if t[PUNISHES + A_FALSE_NEWS] != 0:
        rest = m[NEWS_KNOWN]
        while rest != 0:
            i = first(rest)
            rest &= rest - np.uint64(1)
            if book(i, A_FALSE_NEWS, w, m):
                m[TRUTH_PUNISHED] |= m[TRUE_POST] & (np.uint64(1) << np.uint64(i))
        m[PUNISHED] |= m[TRUTH_PUNISHED]
    m[FELT] |= m[PUNISHED]
    m[EVER_PUNISHED] = m[FELT]


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Record today's acts and authors of a word, what companies pass on, what did not happen."""
    done = np.uint64(0)
    reported = np.uint64(0)
    accused = np.uint64(0)
    mistaken = np.uint64(0)
    false_records = p[FALSE_RECORDS]
    for i in range(64):
        done |= np.uint64(w[ACT + i] > 0) << np.uint64(i)
        reported |= np.uint64(w[RECORD + i] > 0) << np.uint64(i)
        accused |= np.uint64(w[FALSE_RECORD + i] > 0) << np.uint64(i)
        mistaken |= np.uint64(taken(u, FALSE_DRAW, i) < false_records) << np.uint64(i)
    m[RECORDED] = reported
    m[FALSELY_RECORDED] = accused
    rest = done & m[COVERED] & ~reported
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        act = w[ACT + i] - 1
        seen = follow_up(i, RECORDED_DRAW, 0, now) < t[CHANCE + act]
        if seen and not (p[GATHERERS] != 0 and left_out(i, act, w, m, p, t, now)):
            book(i, act, w, m)
    rest = mistaken & m[COVERED]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        book_falsely(i, act_named(follow_up(i, WHICH_DRAW, 0, now), FALSE_SHARE, t), w, m)
    if p[ON] & CONDUCT_ON != 0:
        hear_from_companies(w, m, u, p, t, now)
    identify(w, m, t, now)
