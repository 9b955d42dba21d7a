"""Many small worlds of the same people: what attribution, safeguards and accuracy are measured in.

Each world is a plan; all are run with the same luck and the same draws of the assumptions, so that
every difference between two of them is taken inside a pair. Only what a run condenses to is kept::

    values[world, case, metric],  case = luck 0 .. R-1, then draw 0 .. K-1

*Luck* r: the parameters as they are, the luck of replicate r. *Draw* k: the k-th set of values, the
luck of replicate k, as in `study.simulate.draw_runs`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt

from bentham.day.person import TALLIES
from bentham.engine.clock import History
from bentham.evidence.errors import UsageError
from bentham.evidence.metric import Metric
from bentham.results.panel import RANGE, condense
from bentham.results.values import metric_values
from bentham.study.assumptions import draws
from bentham.study.planning import Plan
from bentham.study.replicates import drawn
from bentham.study.simulate import ASSUMPTION_SEED, Progress

Floats = npt.NDArray[np.float64]

PLACE_OF = {name: i for i, name in enumerate(TALLIES)}


@dataclass(frozen=True)
class Cases:
    """The cases in which each world is run.

    Parameters
    ----------
    people : int
        Size of each world.
    seeds : int
        Repeats with other luck, R.
    assumptions : int
        Draws of what is assumed, K.
    """

    people: int
    seeds: int
    assumptions: int

    @property
    def number(self) -> int:
        """Return how many cases there are."""
        return self.seeds + self.assumptions

    def luck(self, values: Floats) -> Floats:
        """Return the cases of luck, of an array whose first axis is the case."""
        return values[: self.seeds]

    def drawn(self, values: Floats) -> Floats:
        """Return the cases of the assumptions."""
        return values[self.seeds :]


@dataclass(frozen=True)
class Spread:
    """A number and its two ranges, from its value in each case; None where unknown."""

    value: float | None
    luck_low: float | None
    luck_high: float | None
    low: float | None
    high: float | None


def spread_of(cases: Cases, values: Floats) -> Spread:
    """Return the mean over luck, and the 5th to 95th percentile over luck and over the draws."""
    luck, assumed = cases.luck(values), cases.drawn(values)
    known = luck[~np.isnan(luck)]
    return Spread(float(known.mean()) if len(known) else None, *_ends(luck), *_ends(assumed))


def _ends(values: Floats) -> tuple[float | None, float | None]:
    known = values[~np.isnan(values)]
    if len(known) < 2:
        return None, None
    low, high = np.quantile(known, RANGE)
    return float(low), float(high)


def cases_of(todo: Plan, people: int, seeds: int, assumptions: int) -> Cases:
    """Return the cases of a question, once they are known to be possible."""
    for name, value, least in (("seeds", seeds, 1), ("assumptions", assumptions, 0)):
        if not least <= value <= 65_535:
            raise UsageError(f"--{name} must lie between {least} and 65,535; it is {value:,}.")
    return Cases(min(people, todo.people), seeds, assumptions)


def measured(
    worlds: Sequence[Plan],
    cases: Cases,
    metrics: Sequence[Metric],
    progress: Progress | None = None,
    executor: Executor | None = None,
    what: str = "simulating small worlds",
    only: Sequence[int] | None = None,
) -> Floats:
    """Run every world in every case and return ``values[world, case, metric]``.

    Parameters
    ----------
    worlds : sequence of Plan
        They hold the same parameters (`Plan.held`), or the draws would not be the same.
    cases : Cases
        Size, luck and draws.
    metrics : sequence of Metric
        What is kept of each run; NaN where undefined.
    progress : callable or None
        Told how many runs are done.
    executor : Executor or None
        Where they run; by default in threads of this process.
    what : str
        What progress calls it.
    only : sequence of int or None
        The cases that are run, by number; by default all.
    """
    keep = partial(condensed, metrics=tuple(metrics))
    return kept(worlds, cases, keep, len(metrics), progress, executor, what, only)


def kept(
    worlds: Sequence[Plan],
    cases: Cases,
    keep: Callable[[History], Floats],
    size: int,
    progress: Progress | None = None,
    executor: Executor | None = None,
    what: str = "simulating small worlds",
    only: Sequence[int] | None = None,
) -> Floats:
    """Run every world in every case and return ``values[world, case, number]``.

    Parameters
    ----------
    keep : callable
        What is kept of each run: `size` numbers.
    size : int
        How many numbers that are.
    worlds, cases, progress, executor, what, only
        As `measured` takes them.
    """
    first = worlds[0]
    sets = draws(cases.assumptions, ASSUMPTION_SEED, _held_by_all(worlds))
    numbers = [*range(cases.seeds), *range(cases.assumptions)]
    chosen = range(cases.number) if only is None else only
    tasks = [
        (replace(world, threads=1), numbers[case], [*[world.values] * cases.seeds, *sets][case])
        for world in worlds
        for case in chosen
    ]
    out = np.full((len(tasks), size), np.nan)
    pool = nullcontext(executor) if executor else ThreadPoolExecutor(first.threads)
    with pool as workers:
        found = workers.map(partial(_one, cases.people, keep), *map(list, zip(*tasks, strict=True)))
        for i, row in enumerate(found):
            out[i] = row
            if progress is not None:
                progress(what, i + 1, len(tasks))
    return out.reshape(len(worlds), len(chosen), size)


def _held_by_all(worlds: Sequence[Plan]) -> dict[str, float]:
    """Return the parameters that some world holds; held in one, they are held in all draws."""
    held: dict[str, float] = {}
    for world in reversed(worlds):
        held |= world.held
    return held


def _one(
    people: int,
    keep: Callable[[History], Floats],
    world: Plan,
    number: int,
    values: dict[str, float],
) -> Floats:
    return keep(drawn(world, people, number, {**values, **world.held}))


def condensed(history: History, metrics: Sequence[Metric]) -> Floats:
    """Return what a run condenses to, everybody together, NaN where a metric is undefined."""
    counts = history.tallies.sum(axis=(1, 2))
    return np.array(
        [condense(metric_values(counts, PLACE_OF, m)[np.newaxis], m.summary)[0] for m in metrics]
    )
