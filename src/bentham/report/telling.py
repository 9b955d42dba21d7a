"""Which of a hundred numbers to print first: the gravest, and of each subject the most telling.

The registry's order says what tells most: within a subject its metrics stand from the most to the
least telling, and harms come before what people did, and that before context.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from bentham.evidence.metrics import Metric, section
from bentham.report.facts import Measured

AXES = ("harm", "conduct", "context")
MOST_ROWS = 25
LEAST_BESIDE = {"conduct": 5, "context": 3}
"""Rows kept for the other axes, however many harms there are."""

AIM = "offences_prevented"
"""What a scheme says that it is for: told before anything else that people did."""


class OfAMetric(Protocol):
    """Whatever is said of a metric."""

    @property
    def metric(self) -> Metric:
        """The metric that it is said of."""


T = TypeVar("T", bound=OfAMetric)


def by_turns(measured: Sequence[T], most: int) -> list[T]:
    """Return the first of each subject, then the second of each, until there are enough.

    The result stands in the order of `measured`; the scheme's stated aim comes first.
    """
    measured = sorted(measured, key=lambda m: m.metric.name != AIM)
    turns: dict[str, int] = {}
    ranked: list[tuple[int, int]] = []
    for place, m in enumerate(measured):
        subject = section(m.metric.name)
        turns[subject] = turns.get(subject, -1) + 1
        ranked.append((turns[subject], place))
    chosen = sorted(place for _, place in sorted(ranked)[:most])
    return [measured[place] for place in chosen]


def arranged(measured: Sequence[Measured]) -> list[Measured]:
    """Return metrics by axis, harms first, and within an axis in the order given."""
    return sorted(measured, key=lambda m: AXES.index(m.metric.axis))


def telling(measured: Sequence[Measured], most: int = MOST_ROWS) -> list[Measured]:
    """Return the most telling of the metrics that moved, harms first, at most so many.

    Parameters
    ----------
    measured : sequence of Measured
        All metrics, in the order of the registry.
    most : int
        Largest number of rows.
    """
    moved = {axis: [m for m in measured if m.moved and m.metric.axis == axis] for axis in AXES}
    beside = {axis: min(len(moved[axis]), least) for axis, least in LEAST_BESIDE.items()}
    rows: list[Measured] = []
    for axis in AXES:
        kept = sum(beside[later] for later in AXES[AXES.index(axis) + 1 :])
        rows += by_turns(moved[axis], most - len(rows) - kept)
    return rows
