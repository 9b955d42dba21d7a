"""On which assumptions an answer hangs, and what is left without errors, for reports."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from bentham.report.facts import DriveFact, DrivenFact, LeftFact, NeverFact, Ranged, Where
from bentham.study.accurate import NeverErring
from bentham.study.claims.judging import tried_in
from bentham.study.dependence import Separation, correlations, separation
from bentham.study.planning import Plan
from bentham.study.small_worlds import Spread

MOST_DRIVES = 3
"""Parameters told for each harm."""


def of_spread(x: Spread) -> Ranged:
    """Return a number of small worlds as one that is printed."""
    return Ranged(x.value, x.luck_low, x.luck_high, x.low, x.high)


def where_fact(found: Separation | None) -> Where | None:
    """Return where a statement fails, as plain data."""
    if found is None:
        return None
    return Where(
        found.parameter.name, found.above, found.cut, found.failures, found.of_failures,
        found.others, found.of_others,
    )  # fmt: skip


def never_fact(found: NeverErring) -> NeverFact:
    """Return what is left without errors, as plain data."""
    cases = found.cases
    left = tuple(LeftFact(x.metric, of_spread(x.erring), of_spread(x.accurate)) for x in found.left)
    return NeverFact(cases.people, cases.seeds, cases.assumptions, left)


def driven_facts(
    answers: Iterable[tuple[str, npt.NDArray[np.float64], float]], todo: Plan
) -> tuple[DrivenFact, ...]:
    """Return on what some answers hang.

    Parameters
    ----------
    answers : iterable of tuple
        Metric, its number in each draw, and its number at the defaults.
    todo : Plan
        Says what was drawn.
    """
    tried = tried_in(todo)
    out = []
    for name, values, at_defaults in answers:
        known = ~np.isnan(values)
        other = ~(np.copysign(1.0, at_defaults) * values[known] > 0)
        where = separation(other, tried.where(known))
        drives = tuple(
            DriveFact(c.parameter.name, c.parameter.tag, c.parameter.help, c.value, c.bound)
            for c in correlations(values, tried)[:MOST_DRIVES]
        )
        out.append(DrivenFact(name, drives, int((~other).sum()), len(other), where_fact(where)))
    return tuple(out)
