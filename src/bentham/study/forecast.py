"""What a run will need, before it is run: memory by adding up, time by a small trial here.

    memory = BASE + state / ranks + planes + tallies (BASE: Python, the libraries and the kernel)
    disk   = panel + KEPT + 1 checkpoints            (one more while the next is being written)
    time   = first morning + days x people / (rate x ranks), for each replicate, then the draws

With several ranks, each on a machine like this one, every rank also holds everybody's public
planes; the time leaves out what they send each other, never measured between machines.

The rate is measured: `TRIAL_PEOPLE` people for as many days as take about two seconds, after a day
that warms the machine up. Larger societies run as fast: on two cores of one machine societies of
10^6, 10^7, 10^8 and 1.41 x 10^9 people ran 12.6, 12.0, 13.7 and 12.9 million person-days a second.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

from bentham.day.person import TALLIES
from bentham.engine.ranks import ALONE, Alone
from bentham.engine.replicate import Replicate
from bentham.engine.state import bytes_of, geography_of
from bentham.evidence.lanes import CLASSES
from bentham.study.planning import Plan, rows_of
from bentham.study.rows import compiled
from bentham.study.simulate import DRAWN_PEOPLE
from bentham.study.unfinished import KEPT

BASE, REPORT = 195e6, 310e6
"""Bytes of the program beside the state, and of writing a report after it, as seen."""

TRIAL_PEOPLE = 1 << 20
TRIAL_SECONDS = 2.0
PUBLIC = 3 / 8
"""Bytes a person of the public planes that every rank holds, and takes in each day."""

PANEL = 40e6
"""Bytes that are put down for the results; a year of a city took under 1 MB."""


@dataclass(frozen=True)
class Forecast:
    """What a run will need.

    Parameters
    ----------
    people, days, replicates, assumptions, threads, ranks : int
        What was asked for.
    state_bytes, memory_bytes, disk_bytes : int
        The state of one replicate; all of the memory, of each rank; the disk at most.
    person_days_per_second : float
        Seen on this machine.
    seconds : float
        Without compiling.
    """

    people: int
    days: int
    replicates: int
    assumptions: int
    threads: int
    ranks: int
    state_bytes: int
    memory_bytes: int
    disk_bytes: int
    person_days_per_second: float
    seconds: float

    def to_json_object(self) -> dict[str, Any]:
        """Return the forecast for JSON."""
        return {"schema": "bentham.plan/1", **asdict(self)}


def bytes_per_person(todo: Plan) -> float:
    """Return what the state of a plan keeps for each person."""
    rows = rows_of(todo, todo.values)
    world = (
        rows.base
        if rows
        else compiled(todo.scheme, todo.society, todo.values, todo.off, todo.perfectly_accurate)
    )
    return bytes_of(world)


def memory_of(todo: Plan, per_person: float, ranks: Alone = ALONE) -> int:
    """Return the bytes that a plan needs at most on this machine, by adding up."""
    geography = geography_of(todo.society, todo.people)
    rows = len(geography.names) * max(len(todo.arms), 1) * len(CLASSES) * len(TALLIES)
    tallies = 8 * rows * todo.days * todo.replicates
    persons = geography.words * 64
    state = persons * per_person / ranks.size + persons * PUBLIC * (1 - 1 / ranks.size)
    return ranks.here * int(max(BASE + state, REPORT) + tallies)


def largest(memory: float, per_person: float) -> int:
    """Return how many people fit, to two digits, rounded down."""
    exact = max(int((memory - BASE) / per_person), 1)
    step = int(10 ** max(len(str(exact)) - 2, 0))
    return exact // step * step


class Elsewhere(Alone):
    """One of several ranks, each on a machine of its own: only planned, so nothing is sent."""

    def __init__(self, size: int) -> None:
        self.size = size


def forecast(todo: Plan, ranks: int = 1) -> Forecast:
    """Return what a plan will need, after a trial of a few seconds."""
    per_person = bytes_per_person(todo)
    state = int(geography_of(todo.society, todo.people).words * 64 * per_person)
    begin, rate = _trial(todo)
    small = min(todo.people, DRAWN_PEOPLE) * todo.days * todo.assumptions
    each = todo.people * (begin + todo.days / rate)
    kept = PANEL if ranks > 1 else (KEPT + 1) * state + PANEL  # ranks write no checkpoints
    return Forecast(
        todo.people, todo.days, todo.replicates, todo.assumptions, todo.threads, ranks, state,
        memory_of(todo, per_person, Elsewhere(ranks)), int(kept), rate,
        (todo.replicates * each + small / rate) / ranks,
    )  # fmt: skip


def _trial(todo: Plan) -> tuple[float, float]:
    """Return the seconds a person takes before the first day, and the person-days a second."""
    people = min(todo.people, TRIAL_PEOPLE)
    world = compiled(todo.scheme, todo.society, todo.values, todo.off, todo.perfectly_accurate)

    def made() -> Replicate:
        return Replicate(world, todo.society, people, todo.seed, 0, todo.threads, todo.chunk)

    made()  # loads the kernel, or compiles it
    start = time.perf_counter()
    one = made()
    begin = (time.perf_counter() - start) / people
    with ThreadPoolExecutor(max_workers=todo.threads) as pool:
        one.one_day(pool)
        start, days = time.perf_counter(), 0
        while (gone := time.perf_counter() - start) < TRIAL_SECONDS and days < todo.days:
            one.one_day(pool)
            days += 1
    return begin, max(days, 1) * people / max(gone, 1e-9)
