"""The arrays that a kernel works on, bound together by what they are for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bentham.chance.decisions import DRAWS
from bentham.day.person import N_LANES, N_MASKS, NOW
from bentham.society.traits import Homes


class Planes(NamedTuple):
    """The stored planes: public ones of yesterday and today, own ones."""

    yesterday: npt.NDArray[np.uint64]  # [word, public plane]
    today: npt.NDArray[np.uint64]
    own: npt.NDArray[np.uint64]  # [word, own plane]


class Fixed(NamedTuple):
    """What does not change during a run."""

    homes: Homes
    traits: npt.NDArray[np.int32]
    numbers: npt.NDArray[np.int64]  # [row, number]
    tables: npt.NDArray[np.int64]  # [row, table entry]
    row_of_ward: npt.NDArray[np.int64]
    ties_from: npt.NDArray[np.int64]  # [person + 1], empty without an explicit graph
    ties_to: npt.NDArray[np.int64]
    trace_from: npt.NDArray[np.int64]  # [word + 1], empty if nobody is traced
    trace_who: npt.NDArray[np.int64]  # traced people, in order
    treated_row: npt.NDArray[np.int64]  # [ward]: row of those treated apart, -1 if nobody is
    treat: npt.NDArray[np.int64]  # who is: kind, number of the draw, threshold, bits of classes
    arm_of_ward: npt.NDArray[np.int64]  # [ward]: arm of everybody there, -1 if `treat` decides


class Places(NamedTuple):
    """State of the places, and what one worker counts in them."""

    wards: npt.NDArray[np.int64]  # [ward, PLACE_STATE]
    served: npt.NDArray[np.int64]  # [district, queue]: rank below which requests are served
    counts: npt.NDArray[np.int64]  # [ward, PLACE_COUNTS], private to the worker
    queues: npt.NDArray[np.int64]  # [district, queue, bin], private to the worker
    tallies: npt.NDArray[np.int64]  # [place, class, TALLIES], private to the worker
    traced: npt.NDArray[np.int64]  # [traced person, TRACE_FIELDS]


class Desk(NamedTuple):
    """Where a worker takes a word through its day; made once, since no rule makes an array."""

    w: npt.NDArray[np.int64]  # lanes
    m: npt.NDArray[np.uint64]  # masks
    u: npt.NDArray[np.uint32]  # draws: of today, then of the day that a company tells of
    w_apart: npt.NDArray[np.int64]  # for those treated apart
    m_apart: npt.NDArray[np.uint64]
    now: npt.NDArray[np.int64]


class Here(NamedTuple):
    """Where a span lies, and when."""

    region_start: int
    ward_start: int
    district_start: int
    tally_place: int  # row of the tallies, or -1: by ward, -2: by district
    tally_arms: int  # rows between the arms of a trial, 0 if there is none
    people: int
    isolated: int
    words: int
    side: int
    day: int


def desk() -> Desk:
    """Return a desk for one worker."""
    lanes, masks = np.zeros(64 * N_LANES, np.int64), np.zeros(N_MASKS, np.uint64)
    draws = np.zeros(DRAWS, np.uint32)
    return Desk(lanes, masks, draws, lanes.copy(), masks.copy(), np.zeros(len(NOW), np.int64))
