"""The Great Firewall: what people read and know, a concealed event, forced removal.

*Reading.* Few look for uncensored news even where they may (Chen & Yang 2019), so demand comes
first and the filter second. With d the mean demand and D_i a person's multiplier, the chance of
reading today is ``d_i = min(d D_i, 1)``. Whoever gets round the filter (quantile below EVADERS)
keeps it; so do those whom the block of a popular site taught to (below NEWCOMERS), who come upon
news by the way with at least the chance ``gateway`` (Hobbs & Roberts 2018); everybody else gets at
blocked news only as far as it leaks into posts at home: ``d_i LEAK``. The detained do not read.
Where reading is watched, somebody who would read does not if fear exceeds what it is worth::

    R r S exposure > max(a, 0) + curiosity          (chilled; never without fear)

*Knowledge* k of what a filter keeps out, for all adults, with one rounding a day::

    k' = k + alpha (1 - k) read - delta k

*A concealed event.* Somebody who knows of it is *informed* and tells; who forgets does not tell,
and is not told again, but may read of it again. On its day (EVENT 1) adults see it with chance
WITNESSES. From then on:

* a reader of today who is not informed comes upon it with chance ``event_salience``;
* an adult who never heard of it is told by each of n informed contacts with chance b, that is with
  1 - (1 - b)^n; once it is out (EVENT 3) the press at home is one more teller, with chance
  ``press_reach``, for those who are not detained;
* an adult who was informed in the morning forgets with chance ``event_forgetting``.

*Forced removal.* On the day of a removal each neighbourhood is moved with chance MOVED_SHARE. Its
adults lose MOVED_LOSS of welfare per mean income, and object if their draw lies below MAY_OBJECT,
whatever they think of politics. What it does to their attitude stands in `attitude`.

Units: chances in positions of 2^31, shares of adults in 2^-16, knowledge in 2^-8, money in 2^-28 of
the mean income. Errors: products are floored; knowledge has one unbiased rounding a day. Demand and
leakage are arithmetic once their numbers are granted; learning and chilling are a bounded story.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, first
from bentham.chance.compiled import constant, once, rule, small
from bentham.chance.decisions import EVENT_READ, MOVED, OBJECTION, ROUND_KNOWLEDGE, TOLD, taken
from bentham.chance.decisions import READ as READ_DRAW
from bentham.chance.decisions import WITNESS as WITNESS_DRAW
from bentham.chance.philox import draw
from bentham.chance.rounding import clamped, rounded
from bentham.day.expression import fear
from bentham.day.luck import NOBODY, follow_up
from bentham.day.person import DAY, FIRST, KEY, Draws, Lanes, Masks, Numbers, Tables, lane, mask
from bentham.day.settings import setting
from bentham.evidence.lanes import ADULT, AVERSION, DEMAND, EVADER, INCOME
from bentham.evidence.parameters import index

READS = (
    "KNOWLEDGE", "DEMAND", "EVADER", "AVERSION", "RISK", "ATTITUDE", "INCOME", "FINE", "ADULT",
    "FREE", "INFORMED_YESTERDAY", "HEARD", "N_INFORMED",
)  # fmt: skip
WRITES = (
    "KNOWLEDGE", "INFORMED", "HEARD", "READ", "READ_CHILLED", "LEARNED", "FORGOT", "KNOWS_EVENT",
    "MOVED_AWAY", "OBJECTED", "FINE",
)  # fmt: skip

CERTAIN = constant(1 << 31)
IT_HAPPENS, IT_IS_OUT = 1, 3
"""Values of EVENT; 0 is no event yet, 2 a concealed one."""

ATTITUDE, RISK, KNOWLEDGE, N_INFORMED, FINE = (
    lane(name) for name in ("ATTITUDE", "RISK", "KNOWLEDGE", "N_INFORMED", "FINE")
)
INFORMED_YESTERDAY, INFORMED = mask("INFORMED_YESTERDAY"), mask("INFORMED")
HEARD, FREE, KNOWS_EVENT = mask("HEARD"), mask("FREE"), mask("KNOWS_EVENT")
READ, READ_CHILLED = mask("READ"), mask("READ_CHILLED")
LEARNED, FORGOT = mask("LEARNED"), mask("FORGOT")
MOVED_AWAY, OBJECTED = mask("MOVED_AWAY"), mask("OBJECTED")
NEWS, FILTER, LEAK = setting("NEWS"), setting("FILTER"), setting("LEAK")
EVADERS, NEWCOMERS = setting("EVADERS"), setting("NEWCOMERS")
WATCHED, EVENT, WITNESSES = setting("READING_WATCHED"), setting("EVENT"), setting("WITNESSES")
MOVED_SHARE, MOVED_LOSS = setting("MOVED_SHARE"), setting("MOVED_LOSS")
MAY_OBJECT = setting("MAY_OBJECT")
WANTED, GATEWAY = index("media.demand"), index("media.gateway")
LEARNING, FORGETTING = index("media.learning"), index("media.forgetting")
PASS_ON, EVENT_FORGETTING = index("media.pass_on"), index("media.event_forgetting")
SALIENCE, PRESS = index("media.event_salience"), index("media.press_reach")
CURIOSITY, EXPOSURE = index("media.curiosity"), index("media.reading_exposure")
SEVERITY = index("risk.severity")


@small
def reading_chance(
    demand: int, multiplier: int, quantile: int, evaders: int, newcomers: int, gateway: int,
    blocked: int, leak: int,
) -> int:  # fmt: skip
    """Return the chance that a person reads uncensored news today, in 2^-31.

    In this order: ``chance = min(demand * multiplier >> 8, 2^31)``; a newcomer's is at least
    `gateway`, filter or not; then ``chance * leak >> 31`` if news is blocked and the person is
    neither an evader nor a newcomer.

    Parameters
    ----------
    demand, gateway, leak : int
        Chances in 2^-31.
    multiplier : int
        D_i in 2^-8.
    quantile, evaders, newcomers : int
        In 2^-16: an evader if ``quantile < evaders``, otherwise a newcomer if below `newcomers`.
    blocked : int
        1 if foreign sources are blocked.
    """
    chance = min(demand * multiplier >> 8, CERTAIN)
    evades = np.int64(quantile < evaders)
    newcomer = (1 - evades) * np.int64(quantile < newcomers)
    chance = max(chance, newcomer * gateway)
    cut = blocked * (1 - evades) * (1 - newcomer)
    return chance - cut * (chance - (chance * leak >> 31))


@small
def knowledge_after(
    knowledge: int, read: int, adult: int, learning: int, forgetting: int, draw_: int
) -> int:
    """Return what a person knows after today, in 2^-8.

    The exact value in 2^-24 is ``(k << 16) + read * learning * (256 - k) - (forgetting * k >> 8)``
    for an adult and ``k << 16`` for anybody else, rounded once and held inside [0, 255].

    Parameters
    ----------
    knowledge : int
        k in 2^-8.
    read, adult : int
        1 if the person read uncensored news today; 1 for an adult.
    learning, forgetting : int
        alpha in 2^-16, delta in 2^-24.
    draw_ : int
        Rounding draw in [0, 2^16).
    """
    step = read * learning * (256 - knowledge) - (forgetting * knowledge >> 8)
    return clamped(rounded((knowledge << 16) + adult * step, draw_), 0, 255)


@rule
def told_chance(informed: int, pass_on: int) -> int:
    """Return 1 - (1 - b)^n in 2^-31, by n steps of ``c += (2^31 - c) * b >> 31`` from c = 0.

    Parameters
    ----------
    informed : int
        n, contacts who know of the event; more than 63 count as 63.
    pass_on : int
        b in 2^-31.
    """
    chance = np.int64(0)
    for _ in range(min(informed, 63)):
        chance += (CERTAIN - chance) * pass_on >> 31
    return chance


@once
def stage_reading(w: Lanes, m: Masks, u: Draws, p: Numbers) -> None:
    """Let the adults of a word who are free look for news, or not dare to."""
    demand, gateway, leak = p[WANTED], p[GATEWAY], p[LEAK]
    evaders, newcomers, blocked = p[EVADERS], p[NEWCOMERS], np.int64(p[FILTER] != 0)
    would = np.uint64(0)
    for i in range(64):
        chance = reading_chance(
            demand, w[DEMAND + i], w[EVADER + i], evaders, newcomers, gateway, blocked, leak
        )
        would |= np.uint64(taken(u, READ_DRAW, i) < chance) << np.uint64(i)
    would &= m[FREE]
    chilled = np.uint64(0)
    if p[WATCHED] != 0:
        rest = would
        while rest != 0:
            i = first(rest)
            rest &= rest - np.uint64(1)
            afraid = fear(w[AVERSION + i], w[RISK + i], p[SEVERITY], p[EXPOSURE])
            if afraid > max(w[ATTITUDE + i], 0) + p[CURIOSITY]:
                chilled |= np.uint64(1) << np.uint64(i)
    m[READ] = would & ~chilled
    m[READ_CHILLED] = chilled


@once
def stage_knowledge(w: Lanes, m: Masks, u: Draws, p: Numbers) -> None:
    """Let the adults of a word learn from what they read, and forget."""
    adult, read = m[ADULT], m[READ]
    learning, forgetting = p[LEARNING], p[FORGETTING]
    for i in range(64):
        w[KNOWLEDGE + i] = knowledge_after(
            w[KNOWLEDGE + i], bit(read, i), bit(adult, i), learning, forgetting,
            taken(u, ROUND_KNOWLEDGE, i),
        )  # fmt: skip


@rule
def seen_or_read(m: Masks, ignorant: np.uint64, p: Numbers, now: Numbers) -> np.uint64:
    """Return which of the ignorant adults see the event today, or read of it."""
    learned = np.uint64(0)
    if p[EVENT] == IT_HAPPENS:
        rest = ignorant
        while rest != 0:
            i = first(rest)
            rest &= rest - np.uint64(1)
            seen = follow_up(i, WITNESS_DRAW, 0, now) < p[WITNESSES]
            learned |= np.uint64(seen) << np.uint64(i)
    rest = ignorant & m[READ]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        found = follow_up(i, EVENT_READ, 0, now) < p[SALIENCE]
        learned |= np.uint64(found) << np.uint64(i)
    return learned


@rule
def told(w: Lanes, m: Masks, unheard: np.uint64, u: Draws, p: Numbers) -> np.uint64:
    """Return which adults who never heard of the event are told of it today.

    By contacts with `told_chance`; once it is out, one more step ``c += (2^31 - c) * press >> 31``
    for those who are free. One draw, TOLD, is compared with the sum.
    """
    reached = np.uint64(0)
    for i in range(64):
        reached |= np.uint64(w[N_INFORMED + i] > 0) << np.uint64(i)
    out = p[EVENT] == IT_IS_OUT
    if out:
        reached |= m[FREE]
    learned = np.uint64(0)
    rest = unheard & reached
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        chance = told_chance(w[N_INFORMED + i], p[PASS_ON])
        if out and bit(m[FREE], i) != 0:
            chance += (CERTAIN - chance) * p[PRESS] >> 31
        learned |= np.uint64(taken(u, TOLD, i) < chance) << np.uint64(i)
    return learned


@once
def stage_event(w: Lanes, m: Masks, u: Draws, p: Numbers, now: Numbers) -> None:
    """Let adults of a word come to know of the event, or forget it.

    What was known this morning is yesterday's public plane. Nobody learns and forgets on one day;
    whoever is informed this evening has heard of it for good.
    """
    knew = m[INFORMED_YESTERDAY] & m[ADULT]
    ignorant = m[ADULT] & ~knew
    learned = seen_or_read(m, ignorant, p, now)
    learned |= told(w, m, ignorant & ~m[HEARD], u, p)
    forgetting = p[EVENT_FORGETTING]
    forgot = np.uint64(0)
    for i in range(64):
        forgot |= np.uint64(taken(u, TOLD, i) < forgetting) << np.uint64(i)
    forgot &= knew
    informed = (knew & ~forgot) | learned
    m[LEARNED] = learned
    m[FORGOT] = forgot
    m[INFORMED] = informed
    m[KNOWS_EVENT] = informed
    m[HEARD] |= informed


@once
def stage_removal(w: Lanes, m: Masks, p: Numbers, now: Numbers) -> None:
    """Move the whole word away, or nobody of it.

    A fine of ``MOVED_LOSS * income >> 12`` for each adult; the neighbourhood's draw is that of
    the word's number as person, block 0.
    """
    word = now[FIRST] >> 6
    drawn = draw(np.uint64(now[KEY]), word, NOBODY, now[DAY], MOVED, NOBODY)
    if drawn >= p[MOVED_SHARE]:
        return
    adult, loss = m[ADULT], p[MOVED_LOSS]
    for i in range(64):
        w[FINE + i] += bit(adult, i) * (loss * w[INCOME + i] >> 12)
    m[MOVED_AWAY] = adult
    rest = adult
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        objects = follow_up(i, OBJECTION, 0, now) < p[MAY_OBJECT]
        m[OBJECTED] |= np.uint64(objects) << np.uint64(i)


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let a word read, learn, hear of the event and forget it; move it away on a day of removal.

    Without news (NEWS 0) nobody reads, learns or forgets anything; without an event (EVENT 0)
    nobody is informed.
    """
    if p[NEWS] != 0:
        stage_reading(w, m, u, p)
        stage_knowledge(w, m, u, p)
        if p[EVENT] != 0:
            stage_event(w, m, u, p, now)
    if p[MOVED_SHARE] > 0:
        stage_removal(w, m, p, now)
