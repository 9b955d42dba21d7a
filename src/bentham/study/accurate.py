"""What is left of a scheme's harms if it never errs.

Being right is not the same as doing no harm. The same people, luck and draws live under the scheme
as it is and under the same scheme with every rate of error at zero: no name or face is taken for
another, no record is false, no entry mistaken, no false report believed. What is left is what the
scheme does as intended.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from bentham.evidence.metric import Metric
from bentham.evidence.metrics import METRICS
from bentham.study.causes import causes
from bentham.study.planning import Plan
from bentham.study.simulate import DRAWN_PEOPLE, Progress
from bentham.study.small_worlds import Cases, Spread, measured, spread_of

MOST_DRAWS = 16
"""Draws of the assumptions, at most: a comparison of a scheme with itself needs fewer."""

CAN_ERR = frozenset(
    ("wrong", "false_records", "hotline", "cameras", "marchers", "labels", "feeds", "monitoring")
)
"""Causes of which some part can take one person or thing for another."""


@dataclass(frozen=True, slots=True)
class Left:
    """One harm as the scheme is, and if it never errs."""

    metric: Metric
    erring: Spread
    accurate: Spread


@dataclass(frozen=True)
class NeverErring:
    """A scheme beside itself without errors."""

    cases: Cases
    left: tuple[Left, ...]

    def of(self, name: str) -> Left | None:
        """Return what is left of a harm, None if the scheme cannot move it."""
        return next((each for each in self.left if each.metric.name == name), None)


def can_err(todo: Plan) -> bool:
    """Return whether anything that a plan's scheme declares can err."""
    found = causes(todo.scheme, todo.values, todo.off)
    return not todo.perfectly_accurate and any(f"scheme.{name}" in found for name in CAN_ERR)


def never_erring(
    todo: Plan,
    metrics: Sequence[Metric] = METRICS,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> NeverErring | None:
    """Run a plan's scheme with and without its errors; None where it cannot err.

    Parameters
    ----------
    todo : Plan
        What is run; as many repeats, and at most `MOST_DRAWS` of its draws.
    metrics : sequence of Metric
        What is compared: the harms among them that the scheme can move.
    progress, executor
        As `small_worlds.measured` takes them.
    """
    if not can_err(todo):
        return None
    harms = tuple(m for m in metrics if m.axis == "harm" and m.cause in todo.causes)
    people = min(todo.people, DRAWN_PEOPLE)
    cases = Cases(people, todo.replicates, min(todo.assumptions, MOST_DRAWS))
    worlds = [todo, replace(todo, perfectly_accurate=True)]
    found = measured(worlds, cases, harms, progress, executor, "the same without errors")
    return NeverErring(
        cases,
        tuple(
            Left(m, spread_of(cases, found[0, :, i]), spread_of(cases, found[1, :, i]))
            for i, m in enumerate(harms)
        ),
    )
