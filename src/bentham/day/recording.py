"""What the ruler gets to know: acts recorded, authors identified, and records of what never was.

* An act done is recorded with the chance that the scheme declares for it.
* The author of criticism or of taking part in a protest is identified with a declared chance;
  `monitoring` and `cameras` later supply that chance.
* A false record names an act that the person did not do, at the declared rate per person-year.

Somebody is *punished for dissent* when they are identified and the record takes something away:
points, money, or a place off the list. Such a person was recorded correctly, and for a protected
act: being right is not the same as doing no harm.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import first
from bentham.chance.compiled import constant, rule
from bentham.chance.decisions import FALSE_RECORD as FALSE_DRAW
from bentham.chance.decisions import IDENTIFIED as IDENTIFIED_DRAW
from bentham.chance.decisions import RECORDED as RECORDED_DRAW
from bentham.chance.decisions import WHICH_RECORD, taken
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
from bentham.evidence.acts import ROOM, number
from bentham.evidence.lanes import COVERED

READS = ("ACT", "CRITICISM", "PROTEST", "COVERED", "FELT")
WRITES = (
    "RECORD", "FALSE_RECORD", "RECORDED", "FALSELY_RECORDED", "IDENTIFIED", "CRITIC_KNOWN",
    "PROTESTER_KNOWN", "PUNISHED", "FELT", "EVER_PUNISHED",
)  # fmt: skip

ACT, RECORD, FALSE_RECORD = lane("ACT"), lane("RECORD"), lane("FALSE_RECORD")
CRITICISM, PROTEST = mask("CRITICISM"), mask("PROTEST")
RECORDED, FALSELY_RECORDED = mask("RECORDED"), mask("FALSELY_RECORDED")
IDENTIFIED, CRITIC_KNOWN = mask("IDENTIFIED"), mask("CRITIC_KNOWN")
PROTESTER_KNOWN = mask("PROTESTER_KNOWN")
PUNISHED, FELT, EVER_PUNISHED = mask("PUNISHED"), mask("FELT"), mask("EVER_PUNISHED")
FALSE_RECORDS = setting("FALSE_RECORDS")
CHANCE, PUNISHES, FALSE_SHARE = (
    table("ACT_RECORDED"), table("ACT_PUNISHES"), table("ACT_FALSE"),
)  # fmt: skip
OF_CRITICISM, OF_PROTEST = constant(0), constant(1)
A_CRITICISM, A_PROTEST = constant(number("criticism")), constant(number("protest"))


@rule
def act_named(position: int, t: Tables) -> int:
    """Return the act that a false record names, for a position in [0, 2^31)."""
    act = 0
    while act < ROOM - 1 and t[FALSE_SHARE + act] <= position:
        act += 1
    return act


@rule
def identify(i: int, act: int, block: int, m: Masks, t: Tables, now: Numbers) -> bool:
    """Say whether the author in lane `i` is identified; mark punishment if it follows."""
    one = np.uint64(1) << np.uint64(i)
    if follow_up(i, IDENTIFIED_DRAW, block, now) >= t[CHANCE + act]:
        return False
    m[IDENTIFIED] |= one
    if t[PUNISHES + act] != 0:
        m[PUNISHED] |= one
    return True


@rule
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Record today's acts and authors of a word, and what did not happen."""
    done = np.uint64(0)
    mistaken = np.uint64(0)
    false_records = p[FALSE_RECORDS]
    for i in range(64):
        w[RECORD + i] = 0
        w[FALSE_RECORD + i] = 0
        done |= np.uint64(w[ACT + i] > 0) << np.uint64(i)
        mistaken |= np.uint64(taken(u, FALSE_DRAW, i) < false_records) << np.uint64(i)
    rest = done & m[COVERED]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        act = w[ACT + i] - 1
        if follow_up(i, RECORDED_DRAW, 0, now) < t[CHANCE + act]:
            w[RECORD + i] = act + 1
            m[RECORDED] |= np.uint64(1) << np.uint64(i)
    rest = mistaken & m[COVERED]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        which = act_named(follow_up(i, WHICH_RECORD, 0, now), t)
        if w[ACT + i] != which + 1:  # whoever did it today is not wronged by this record
            w[FALSE_RECORD + i] = which + 1
            m[FALSELY_RECORDED] |= np.uint64(1) << np.uint64(i)
    rest = m[CRITICISM] & m[COVERED]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        if identify(i, A_CRITICISM, OF_CRITICISM, m, t, now):
            m[CRITIC_KNOWN] |= np.uint64(1) << np.uint64(i)
    rest = m[PROTEST] & m[COVERED]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        if identify(i, A_PROTEST, OF_PROTEST, m, t, now):
            m[PROTESTER_KNOWN] |= np.uint64(1) << np.uint64(i)
    m[FELT] |= m[PUNISHED]
    m[EVER_PUNISHED] = m[FELT]
