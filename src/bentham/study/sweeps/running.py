"""All points of a study, one by one, side by side, and from where an earlier run left them.

A point is one task: each of its worlds and repeats runs on one thread, so that a machine is filled
by points. Measured at 20,000 people and 180 days: nine tenths of a point run with the interpreter
lock released, and two threads are as fast as two processes without compiling or loading anything
twice. What a point gives follows from the study and the point alone, so any executor gives the same
table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from threading import Event
from typing import TypeAlias

from bentham.day.person import TALLIES
from bentham.evidence.errors import Interrupted
from bentham.results.panel import condense
from bentham.results.values import metric_values
from bentham.study.planning import available_threads
from bentham.study.replicates import drawn
from bentham.study.sweeps.journal import Journal
from bentham.study.sweeps.study import Point, Study

Found: TypeAlias = list[list[list[float | None]]]
"""Of one point: the harms, [world][repeat][output]; None where one is undefined."""

Progress = Callable[[str, int, int], None]

RUNNING = "running the points"
PLACE = {name: i for i, name in enumerate(TALLIES)}

AHEAD = 64
"""Points handed ahead to an executor of which nobody knows how many it runs at once."""


def run_point(study: Study, point: Point) -> Found:
    """Run all worlds and repeats of one point."""
    found: Found = []
    for world in range(len(study.worlds)):
        plan, values = study.plan_at(world, point)
        repeats: list[list[float | None]] = []
        for number in range(plan.replicates):
            history = drawn(plan, plan.people, number, values)
            counts = history.tallies.sum(axis=(1, 2))
            row = [
                float(condense(metric_values(counts, PLACE, m)[None], m.summary)[0])
                for m in study.outputs
            ]
            repeats.append([None if value != value else value for value in row])  # noqa: PLR0124
        found.append(repeats)
    return found


def run_points(
    study: Study,
    progress: Progress | None = None,
    journal: Journal | None = None,
    executor: Executor | None = None,
    threads: int | None = None,
    stop: Event | None = None,
) -> list[Found]:
    """Run every point that is not known yet; return what all gave, in their order.

    Parameters
    ----------
    study : Study
        Which.
    progress : callable or None
        Told how many points are done.
    journal : Journal or None
        What is known from before, and where each finished point is written at once.
    executor : Executor or None
        Where points are run; threads of this process by default.
    threads : int or None
        How many; all processors by default.
    stop : Event or None
        Once it is set no further point is begun; those that run are finished and kept.

    Raises
    ------
    Interrupted
        If `stop` was set.
    """
    known: dict[int, Found] = {} if journal is None else journal.known()
    todo = [number for number in range(len(study.points)) if number not in known]
    total = len(study.points)
    if progress is not None and known:
        progress(RUNNING, len(known), total)
    workers = threads or available_threads()
    own = ThreadPoolExecutor(workers) if executor is None else None
    ahead = 2 * workers if executor is None else AHEAD
    try:
        for number, found in _finished(study, todo, executor or own, ahead, stop):  # type: ignore[arg-type]
            known[number] = found
            if journal is not None:
                journal.keep(number, found)
            if progress is not None:
                progress(RUNNING, len(known), total)
    finally:
        if own is not None:
            own.shutdown(cancel_futures=True)
    if len(known) < total:
        if journal is not None:
            raise journal.interrupted()
        raise Interrupted("Interrupted. Nothing was written.")
    return [known[number] for number in range(total)]


def _finished(
    study: Study, todo: list[int], pool: Executor, ahead: int, stop: Event | None
) -> Iterator[tuple[int, Found]]:
    """Yield points as they are finished; never more than `ahead` are handed out."""
    bare = replace(study, points=())
    waiting = iter(todo)
    running: dict[Future[Found], int] = {}
    while True:
        stopped = stop is not None and stop.is_set()
        while not stopped and len(running) < ahead and (number := next(waiting, -1)) >= 0:
            running[pool.submit(run_point, bare, study.points[number])] = number
        if stopped:
            for future in [each for each in running if each.cancel()]:
                del running[future]
        if not running:
            return
        # Looked at again soon, so that Ctrl-C does not wait for the next point to begin.
        done, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
        for future in sorted(done, key=lambda each: running[each]):
            yield running.pop(future), future.result()
