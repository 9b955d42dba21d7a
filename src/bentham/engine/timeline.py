"""What changes on the way: rows of numbers and tables for the places, from some day on.

A run without a scenario has one row for everybody. A scenario gives some wards, or some people of a
ward, other rows from a day on; each such day is a *segment*. The engine asks for the segment of a
day before it runs the day, and knows nothing of why it changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bentham.engine.compiling import World
from bentham.society.geography import Geography

Ints = npt.NDArray[np.int64]

NOBODY_APART, RANDOM_SHARE, BY_CLASS = range(3)
"""Who is treated apart from the others of a ward: nobody, a random share of adults, classes."""

ARMS = ("control", "treated")
"""Names of the arms of a trial."""


class Segment(NamedTuple):
    """The rows in force from some day until the next segment."""

    numbers: Ints  # [row, N_NUMBERS]
    tables: Ints  # [row, N_TABLES]
    row_of_ward: Ints  # [ward]
    treated_row: Ints  # [ward]: row of those treated apart, -1 if nobody is
    treat: Ints  # kind, number of the draw, threshold, bits of classes


@dataclass(frozen=True)
class Timeline:
    """All segments of one replicate.

    Parameters
    ----------
    days : frozenset of int
        Days on which something changes; day 1 is always one.
    made : callable
        Returns the segment that begins on such a day.
    arms : tuple of str
        Names of the arms of a trial; none if there is no trial.
    arm_of_ward : int64[ward]
        The arm of everybody in a ward; -1 if people of one ward are in different arms.
    """

    days: frozenset[int]
    made: Callable[[int], Segment]
    arms: tuple[str, ...] = ()
    arm_of_ward: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def segment_on(self, day: int) -> Segment | None:
        """Return the segment that begins on a day, None if nothing changes that day."""
        return self.made(day) if day in self.days else None


def steady(world: World, geography: Geography) -> Timeline:
    """Return the timeline of a world that rules everywhere and never changes."""
    wards = geography.wards
    one = Segment(
        world.numbers,
        world.tables,
        np.zeros(wards, dtype=np.int64),
        np.full(wards, -1, dtype=np.int64),
        np.zeros(4, dtype=np.int64),
    )
    return Timeline(frozenset({1}), lambda _: one, arm_of_ward=np.zeros(wards, dtype=np.int64))
