"""What a word leaves behind in a day: tallies, what its ward saw, requests, and traces."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bentham.chance.bits import bit, count, first
from bentham.chance.compiled import rule
from bentham.chance.ranks import bin_of
from bentham.day import places
from bentham.day.luck import follow_up
from bentham.day.person import (
    COUNTED,
    FIRST_COUNTED,
    LANES,
    N_COUNTED,
    SUM_OF,
    Lanes,
    Masks,
    lane,
    mask,
)  # fmt: skip
from bentham.engine.arrays import Fixed
from bentham.evidence.lanes import ADULT, CLASS_0, CLASSES, COVERED

N_CLASSES, N_SUMS = len(CLASSES), len(SUM_OF)
TRACE_FIELDS = len(LANES) + 1
FIRST_LANE = lane(LANES[0])
SUM_LANES = tuple(lane(name) for name in SUM_OF)
ATTITUDE = lane("ATTITUDE")
DISSENT, SUPPORT, PROTEST = mask("DISSENT"), mask("SUPPORT"), mask("PROTEST")
OPPOSED, SUBJECT = mask("OPPOSED"), mask("SUBJECT")

assert len(COUNTED) < 64, "a traced person's marks of a day must fit one word"


@rule
def describe(w: Lanes, m: Masks) -> None:
    """Mark what is counted of everybody, whichever systems are on."""
    opposed = np.uint64(0)
    for i in range(64):
        opposed |= np.uint64(w[ATTITUDE + i] > 0) << np.uint64(i)
    m[OPPOSED] = opposed & m[ADULT]
    m[SUBJECT] = m[COVERED]


@rule
def count_for_ward(m: Masks, shown: np.uint64, counts: npt.NDArray[np.int64]) -> None:
    """Count what a ward sees of the people of a word."""
    counts[places.ADULTS] += count(m[ADULT] & shown)
    counts[places.DISSENT] += count(m[DISSENT] & shown)
    counts[places.SUPPORT] += count(m[SUPPORT] & shown)
    counts[places.PROTEST] += count(m[PROTEST] & shown)


@rule
def request(asking: np.uint64, decision: int, queue: npt.NDArray[np.int64], now: Lanes) -> None:
    """Put today's requests of a word for a scarce service into the bins of their ranks."""
    while asking != 0:
        i = first(asking)
        asking &= asking - np.uint64(1)
        queue[bin_of(follow_up(i, decision, 0, now))] += 1


@rule
def tally(w: Lanes, m: Masks, tallies: npt.NDArray[np.int64]) -> None:
    """Add a word to the tallies of its place: adults, counted masks, sums of lanes, by class."""
    for k in range(N_CLASSES):
        adults = m[CLASS_0 + k] & m[ADULT]
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
        for k in range(TRACE_FIELDS - 1):
            traced[row, k] = w[FIRST_LANE + 64 * k + i]
        marks = np.uint64(0)
        for c in range(N_COUNTED):
            marks |= ((m[FIRST_COUNTED + c] >> np.uint64(i)) & np.uint64(1)) << np.uint64(c)
        traced[row, TRACE_FIELDS - 1] = np.int64(marks)
