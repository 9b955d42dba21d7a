"""Inside a pair of worlds: one number of each, and the same person in both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bentham.engine.state import State
from bentham.evidence.metric import Metric
from bentham.results.panel import ALL, condense, daily
from bentham.study.harms import is_level
from bentham.study.lives import PROPERTIES
from bentham.study.planning import Plan
from bentham.study.simulate import Simulation

if TYPE_CHECKING:
    import pyarrow as pa

MARKS = ("wrongly-listed", "refused", "punished", "detained", "silenced")
"""Properties by which lives are compared."""

Bits = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Lives:
    """Of the adults of the first repeat, who has a property in which world.

    Parameters
    ----------
    words : str
        The property, as the end of a sentence that begins "adults who".
    adults, here, there, both : int
        All adults; those who have it in this world, in the base, in both.
    """

    words: str
    adults: int
    here: int
    there: int
    both: int

    @property
    def only_here(self) -> int:
        """Return how many have it in this world and not in the base."""
        return self.here - self.both

    @property
    def bounds(self) -> tuple[int, int]:
        """Return between which numbers `only_here` lies however the two worlds share their luck."""
        return max(0, self.here - self.there), min(self.here, self.adults - self.there)


def comparable(m: Metric, here: Plan, there: Plan) -> bool:
    """Return whether a metric means the same in two worlds: a score needs a score in both."""
    if not is_level(m):
        return True
    return (m.cause in here.causes) == (m.cause in there.causes)


def paired(
    here: pa.Table, there: pa.Table, m: Metric, group_by: str = ALL, group: str = ALL
) -> npt.NDArray[np.float64]:
    """Return a metric's difference inside each pair: one number a repeat, or a draw."""
    values: npt.NDArray[np.float64] = condense(
        daily(here, m.name, group_by, group), m.summary
    ) - condense(daily(there, m.name, group_by, group), m.summary)
    return values


def marks_of(one: Simulation) -> dict[str, Bits]:
    """Return who has each property at the end of the first repeat, and forget the state."""
    first = one.histories[0]
    found = {name: _packed(first.state, name, one.plan.people) for name in MARKS}
    one.histories[0] = replace(first, state=None)
    return found


def _packed(state: State | None, name: str, people: int) -> Bits:
    flags = np.zeros(people, np.bool_)
    if state is not None:
        has = PROPERTIES[name][1](state)[:people]
        flags[: len(has)] = has
    return np.packbits(flags)


def count(bits: Bits) -> int:
    """Return how many bits are set."""
    return int(np.bitwise_count(bits).sum())
