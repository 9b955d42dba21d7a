"""Which experiment belongs to which fact, and running many of them side by side."""

from __future__ import annotations

import math
import multiprocessing
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass

from bentham.study.facts import lists, opinion, theory, watching
from bentham.study.facts.observing import Conditions
from bentham.study.planning import available_threads
from bentham.study.simulate import Progress

Numbers = Mapping[str, float]
"""One number for each part of a fact."""

Experiment = Callable[[Conditions], dict[str, float]]

EXPERIMENTS: dict[str, Experiment] = {
    "F01": theory.list_thresholds,
    "F02": theory.normal_thresholds,
    "F03": theory.window,
    "F04": theory.windows,
    "F05": theory.bursts,
    "F06": theory.no_bursts,
    "F09": theory.sentences,
    "F10": opinion.centralisation,
    "F11": theory.more_ties,
    "F13": watching.deletion,
    "F14": watching.topics,
    "F15": watching.fabricated,
    "F16": watching.free_access,
    "F19": opinion.reminded,
    "F20": watching.block,
    "F21": watching.substitution,
    "F24": theory.one_informant,
    "F25": watching.reports,
    "F26": watching.stadium,
    "F28": watching.fifteen_events,
    "F29": lists.growth,
    "F31": lists.refusals,
    "F32": lists.repaid,
    "F33": opinion.approval,
    "F35": lists.credit_files,
    "F37": opinion.protest_sizes,
    "F38": lists.configured,
    "F39": theory.favour,
    "F40": opinion.mondays,
    "F41": opinion.concealed,
    "F42": opinion.kept_from_protest,
    "F43": lists.disclosure,
}

DETERMINED = (
    "F01", "F02", "F03", "F04", "F05", "F06", "F09", "F11", "F15", "F29", "F38",
)  # fmt: skip
"""Facts whose experiment draws nothing, or whose draws are its own: one run is all there is."""


@dataclass(frozen=True)
class Task:
    """One experiment under some conditions; `label` tells the asker what it was for."""

    fact: str
    conditions: Conditions
    label: tuple[str, ...] = ()


def carried_out(task: Task) -> dict[str, float]:
    """Run one experiment; a number that is not known is NaN."""
    return {k: float(v) for k, v in EXPERIMENTS[task.fact](task.conditions).items()}


def all_carried_out(
    tasks: Sequence[Task],
    progress: Progress | None = None,
    what: str = "",
    workers: int | None = None,
) -> list[dict[str, float]]:
    """Run experiments in processes of their own, one thread each; results in the order of tasks.

    Which process ran which task changes no result: an experiment depends on its conditions alone.
    """
    workers = available_threads() if workers is None else workers
    results: list[dict[str, float]] = [{} for _ in tasks]
    if workers == 1 or len(tasks) == 1:
        for i, task in enumerate(tasks):
            results[i] = carried_out(task)
            _told(progress, what, i + 1, len(tasks))
        return results
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        where = {pool.submit(carried_out, task): i for i, task in enumerate(tasks)}
        for done, future in enumerate(as_completed(where), 1):
            results[where[future]] = future.result()
            _told(progress, what, done, len(tasks))
    return results


def at_defaults(
    ids: Sequence[str],
    seeds: int,
    progress: Progress | None = None,
    what: str = "running the facts",
) -> dict[str, list[dict[str, float]]]:
    """Run facts at the declared defaults; return what each seed gave, by fact.

    A fact whose experiment hangs on no seed is run once. Long ones should come first in `ids`, so
    that no worker is left waiting for one at the end.
    """
    tasks = [
        Task(id_, Conditions(seed=seed))
        for id_ in ids
        for seed in range(1, (1 if id_ in DETERMINED else seeds) + 1)
    ]
    found = all_carried_out(tasks, progress, what)
    runs: dict[str, list[dict[str, float]]] = {}
    for task, numbers in zip(tasks, found, strict=True):
        runs.setdefault(task.fact, []).append(numbers)
    return runs


def _told(progress: Progress | None, what: str, done: int, of: int) -> None:
    if progress is not None:
        progress(what, done, of)


def mean_and_error(values: Iterable[float]) -> tuple[float, float]:
    """Return the mean of the known values and its standard error (0 for one value)."""
    known = [v for v in values if not math.isnan(v)]
    if not known:
        return math.nan, 0.0
    mean = math.fsum(known) / len(known)
    if len(known) == 1:
        return mean, 0.0
    spread = math.fsum((v - mean) ** 2 for v in known) / (len(known) - 1)
    return mean, math.sqrt(spread / len(known))
