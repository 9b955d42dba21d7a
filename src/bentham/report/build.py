"""From a run to the facts of its report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from bentham.evidence.metrics import METRICS, Metric
from bentham.report.facts import (
    DrivenFact,
    Facts,
    Measured,
    NeverFact,
    ParameterFact,
    Ranged,
    SchemeFacts,
)
from bentham.results.files import FileRecord
from bentham.results.panel import RANGE, centre, condense, daily, groups_of, interval
from bentham.results.provenance import versions
from bentham.results.run import Run
from bentham.results.values import Floats

if TYPE_CHECKING:
    import pyarrow as pa

MOST_POINTS = 366
"""A picture of more days than this takes every second, third ... day, always with the last."""


def build_facts(
    run: Run,
    scheme: SchemeFacts,
    *,
    command: str,
    parameters: Iterable[ParameterFact],
    files: Mapping[str, FileRecord],
    metrics: Sequence[Metric] = METRICS,
    draws: pa.Table | None = None,
    errors: Iterable[str] = (),
    correct_harms: Iterable[str] = (),
    not_represented: Iterable[str] = (),
    aim: str = "",
    never: NeverFact | None = None,
    driven: tuple[DrivenFact, ...] = (),
) -> Facts:
    """Collect what the report of a run prints.

    Parameters
    ----------
    run : Run
        What was simulated.
    scheme : SchemeFacts
        What the scheme says about itself.
    command : str
        The command line that makes the run again.
    parameters : iterable of ParameterFact
        The parameters that matter.
    files : mapping
        Records of the files written so far.
    metrics : sequence of Metric
        What to report, in this order.
    draws : pyarrow.Table, optional
        A panel in which each replicate is one draw of the assumptions.
    errors, correct_harms : iterable of str
        Names of metrics; see `Facts`.
    not_represented : iterable of str
        What the simulation leaves out, in sentences.
    aim, never, driven
        See `Facts`.
    """
    return Facts(
        scheme=scheme,
        society=run.society,
        people=run.people,
        days=run.days,
        seed=run.seed,
        replicates=run.replicates,
        draws=0 if draws is None else len(daily(draws, metrics[0].name)),
        command=command,
        digest=run.digest,
        versions=versions(),
        measured=measure(run, metrics, draws),
        parameters=tuple(parameters),
        errors=tuple(errors),
        correct_harms=tuple(correct_harms),
        not_represented=tuple(not_represented),
        files=dict(files),
        aim=aim,
        never=never,
        driven=driven,
    )


def measure(
    run: Run, metrics: Sequence[Metric] = METRICS, draws: pa.Table | None = None
) -> tuple[Measured, ...]:
    """Return every metric with its value, its course and its classes, each with its ranges."""
    classes = groups_of(run.panel, "class")
    return tuple(_measure_one(run, m, classes, draws) for m in metrics)


def _measure_one(run: Run, m: Metric, classes: list[str], draws: pa.Table | None) -> Measured:
    total = run.metrics[m.name]
    values = daily(run.panel, m.name)
    return Measured(
        metric=m,
        total=Ranged(
            total["value"], total["luck_low"], total["luck_high"], total["low"], total["high"]
        ),
        series=course(values, None if draws is None else daily(draws, m.name)),
        classes=tuple(
            (name, _condensed(run.panel, draws, m, name)) for name in classes if len(classes) > 1
        ),
        moved=_moved(values, m.summary),
    )


def course(values: Floats, drawn: Floats | None) -> tuple[tuple[int, Ranged], ...]:
    """Return days and numbers with their ranges, from [repeat, day] and [draw, day]."""
    days = values.shape[1]
    step = -(-days // MOST_POINTS)
    chosen = range((days - 1) % step, days, step)
    luck = _bands(values)
    assumptions = [(None, None)] * days if drawn is None else _bands(drawn)
    return tuple(
        (day + 1, Ranged(centre(values[:, day]), *luck[day], *assumptions[day])) for day in chosen
    )


def _bands(values: Floats) -> list[tuple[float | None, float | None]]:
    """Return the interval of each day; all at once where nothing is undefined."""
    replicates, days = values.shape
    if replicates < 2 or np.isnan(values).any():
        return [interval(values[:, day]) for day in range(days)]
    low, high = np.quantile(values, RANGE, axis=0)
    return list(zip(low.tolist(), high.tolist(), strict=True))


def _condensed(panel: pa.Table, draws: pa.Table | None, m: Metric, name: str) -> Ranged:
    values = condense(daily(panel, m.name, "class", name), m.summary)
    drawn = None
    if draws is not None:
        drawn = condense(daily(draws, m.name, "class", name), m.summary)
    return _ranged(values, drawn)


def _ranged(values: Floats, drawn: Floats | None) -> Ranged:
    low_high = (None, None) if drawn is None else interval(drawn)
    return Ranged(centre(values), *interval(values), *low_high)


def _moved(values: Floats, summary: str) -> bool:
    """Whether anything happened: the days differ, or, for a sum, anything was counted at all."""
    known = values[~np.isnan(values)]
    if summary == "sum":
        return bool(known.any())
    return len(np.unique(known)) > 1
