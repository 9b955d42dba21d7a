"""The arrays that a kernel works on, bound together by what they are for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

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
