"""What a word leaves behind in a day: tallies, what its ward saw, requests, and traces."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bentham.chance.bits import bit, count, first
from bentham.chance.compiled import once, rule
from bentham.chance.decisions import ALERT_RANK, APPEAL_RANK, ARREST_RANK, POST_RANK
from bentham.chance.ranks import bin_of
from bentham.day import places
from bentham.day.luck import follow_up
from bentham.day.person import (
    COUNTED,
    DAY,
    FIRST_COUNTED,
    HISTOGRAM,
    LANES,
    N_COUNTED,
    SUM_OF,
    Lanes,
    Masks,
    Numbers,
    lane,
    mask,
)  # fmt: skip
from bentham.engine.arrays import Fixed
from bentham.evidence.lanes import ADULT, CLASS_0, CLASSES, COVERED

N_CLASSES, N_SUMS = len(CLASSES), len(SUM_OF)
MARKS_PER_WORD = 60
MARK_WORDS = -(-N_COUNTED // MARKS_PER_WORD)
"""A traced person's marks of a day fill the last fields of their row, 60 to an int64."""

TRACE_FIELDS = len(LANES) + MARK_WORDS
N_LANES_KEPT = len(LANES)
WEEK = 7
FIRST_LANE = lane(LANES[0])
SUM_LANES = tuple(lane(name) for name in SUM_OF)
ATTITUDE = lane("ATTITUDE")
DISSENT, SUPPORT, PROTEST = mask("DISSENT"), mask("SUPPORT"), mask("PROTEST")
OPPOSED, SUBJECT = mask("OPPOSED"), mask("SUBJECT")
PUNISHED, ENTERED, STRUCK = mask("PUNISHED"), mask("ENTERED"), mask("STRUCK")
ARRESTED, ARRESTED_WRONGLY = mask("ARRESTED"), mask("ARRESTED_WRONGLY")
APPEALED, POST_ASKED = mask("APPEALED"), mask("POST_ASKED")
ALERT_ASKED, ARREST_ASKED = mask("ALERT_ASKED"), mask("ARREST_ASKED")
WELFARE = lane("WELFARE")
EVERYBODY = np.uint64(0xFFFFFFFFFFFFFFFF)

assert len(COUNTED) == N_COUNTED


@once
def describe(w: Lanes, m: Masks) -> None:
    """Mark what is counted of everybody, whichever systems are on."""
    opposed = np.uint64(0)
    for i in range(64):
        opposed |= np.uint64(w[ATTITUDE + i] > 0) << np.uint64(i)
    m[OPPOSED] = opposed & m[ADULT]
    m[SUBJECT] = m[COVERED]
    m[STRUCK] = m[PUNISHED] | m[ENTERED] | m[ARRESTED] | m[ARRESTED_WRONGLY]


@once
def count_for_ward(m: Masks, shown: np.uint64, counts: npt.NDArray[np.int64]) -> None:
    """Count what a ward sees of the people of a word."""
    counts[places.ADULTS] += count(m[ADULT] & shown)
    counts[places.DISSENT] += count(m[DISSENT] & shown)
    counts[places.SUPPORT] += count(m[SUPPORT] & shown)
    counts[places.PROTEST] += count(m[PROTEST] & shown)
    counts[places.PUNISHED] += count(m[PUNISHED] & shown)


@rule
def request(asking: np.uint64, decision: int, queue: npt.NDArray[np.int64], now: Lanes) -> None:
    """Put today's requests of a word for a scarce service into the bins of their ranks."""
    while asking != 0:
        i = first(asking)
        asking &= asking - np.uint64(1)
        queue[bin_of(follow_up(i, decision, 0, now))] += 1


@once
def request_all(m: Masks, queues: npt.NDArray[np.int64], now: Numbers) -> None:
    """Put all of today's requests of a word into the queues of its district."""
    request(m[APPEALED], APPEAL_RANK, queues[0], now)
    request(m[POST_ASKED], POST_RANK, queues[1], now)
    request(m[ALERT_ASKED], ALERT_RANK, queues[2], now)
    request(m[ARREST_ASKED], ARREST_RANK, queues[3], now)


@rule
def tally(w: Lanes, m: Masks, who: np.uint64, tallies: npt.NDArray[np.int64], now: Numbers) -> None:
    """Add some people of a word to the tallies of their place, by class.

    Adults, counted masks, sums of lanes, and once a week a histogram of welfare.
    """
    for k in range(N_CLASSES):
        adults = m[CLASS_0 + k] & m[ADULT] & who
        if adults == 0:
            continue
        tallies[k, 0] += count(adults)
        for c in range(N_COUNTED):
            tallies[k, 1 + c] += count(m[FIRST_COUNTED + c] & adults)
        for s in range(N_SUMS):
            total = np.int64(0)
            start = SUM_LANES[s]
            for i in range(64):
                total += w[start + i] * bit(adults, i)
            tallies[k, 1 + N_COUNTED + s] += total
        if now[DAY] % WEEK == 0:
            rest = adults
            while rest != 0:
                bin_ = min(w[WELFARE + first(rest)] >> 8, HISTOGRAM - 1)
                tallies[k, 1 + N_COUNTED + N_SUMS + bin_] += 1
                rest &= rest - np.uint64(1)


@rule
def trace(
    w: Lanes,
    m: Masks,
    fixed: Fixed,
    traced: npt.NDArray[np.int64],
    word: int,
) -> None:
    """Copy the marked lanes of a word: the day's lanes, and the counted masks as bits."""
    for row in range(fixed.trace_from[word], fixed.trace_from[word + 1]):
        i = fixed.trace_who[row] & 63
        for k in range(N_LANES_KEPT):
            traced[row, k] = w[FIRST_LANE + 64 * k + i]
        for k in range(MARK_WORDS):
            traced[row, N_LANES_KEPT + k] = 0
        for c in range(N_COUNTED):
            marked = bit(m[FIRST_COUNTED + c], i) << (c % MARKS_PER_WORD)
            traced[row, N_LANES_KEPT + c // MARKS_PER_WORD] |= marked
