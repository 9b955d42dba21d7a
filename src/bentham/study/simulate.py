"""One simulation: a scheme rules an invented society, with the range of luck and of assumptions."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from bentham.day.person import SYSTEMS, TALLIES
from bentham.engine.clock import History, run_replicate
from bentham.engine.compiling import World, world_of
from bentham.engine.digest import combined
from bentham.evidence.errors import InvalidInput, UsageError
from bentham.evidence.lanes import CLASSES
from bentham.evidence.metrics import METRICS, Metric
from bentham.evidence.parameters import PARAMETERS
from bentham.results.panel import panel_table, summarise
from bentham.results.run import Run
from bentham.scheme import loading as schemes
from bentham.scheme.fields import Scheme
from bentham.scheme.reforms import with_settings
from bentham.society import loading as societies
from bentham.society.fields import Society
from bentham.study.adults import adults_only
from bentham.study.assumptions import defaults, draws

if TYPE_CHECKING:
    import pyarrow as pa

DRAWN_PEOPLE = 20_000
"""People in each run of the assumption draws: enough, since assumptions outweigh luck."""

ASSUMPTION_SEED = 20_261_123
"""Seed of the draws of the assumptions: the same sets for every scheme and every user."""

MOST_DAYS = 65_000
SMALLEST_CELL = 20

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is."""


@dataclass(frozen=True)
class Plan:
    """What is to be simulated, checked and with every default filled in."""

    scheme: Scheme
    society: Society
    people: int
    days: int
    seed: int
    replicates: int
    threads: int
    chunk: int | None
    trace: tuple[int, ...]
    assumptions: int
    off: tuple[str, ...]
    held: Mapping[str, float]

    @property
    def values(self) -> dict[str, float]:
        """Return the value of every parameter without assumption draws."""
        return {**defaults(), **self.held}


@dataclass
class Simulation:
    """A finished simulation, not yet written anywhere."""

    plan: Plan
    world: World
    run: Run
    histories: list[History]
    draws: pa.Table | None
    metrics: tuple[Metric, ...] = field(default=METRICS)

    def resolved(self) -> dict[str, Any]:
        """Return every parameter with value, unit, tag, source, and who set it."""
        values = self.plan.values
        parameters = {
            p.name: {
                "value": p.choices[int(values[p.name])] if p.choices else values[p.name],
                "unit": p.unit, "tag": p.tag, "source": p.source,
                "low": p.low, "high": p.high,
                "set_by": "scheme or --set" if p.name in self.plan.held else "default",
            }
            for p in PARAMETERS
        }  # fmt: skip
        return {
            "parameters": parameters,
            "scheme": self.plan.scheme.model_dump(mode="json", exclude_none=True),
            "society": self.plan.society.model_dump(mode="json", exclude_none=True),
            "run": {
                "people": self.plan.people, "days": self.plan.days, "seed": self.plan.seed,
                "replicates": self.plan.replicates, "assumptions": self.plan.assumptions,
                "off": list(self.plan.off),
            },
        }  # fmt: skip


def plan(
    scheme: Scheme | str | Path,
    society: Society | str | Path = "city",
    people: int | None = None,
    days: int = 365,
    seed: int = 1,
    replicates: int = 1,
    threads: int | None = None,
    chunk: int | None = None,
    trace: Iterable[int] = (),
    settings: Sequence[str] = (),
    assumptions: int = 0,
    off: Iterable[str] = (),
) -> Plan:
    """Check a request and fill in what was left open; nothing is run.

    Raises
    ------
    InvalidInput, UsageError
        With one clear message.
    """
    declared = scheme if isinstance(scheme, Scheme) else schemes.load(scheme)
    declared = with_settings(declared, settings)
    where = society if isinstance(society, Society) else societies.load(str(society))
    size = where.people if people is None else people
    _in_range("people", size, 1, 1 << 33)
    _in_range("days", days, 1, MOST_DAYS)
    _in_range("replicates", replicates, 1, 65_535)
    _in_range("assumptions", assumptions, 0, 65_535)
    workers = available_threads() if threads is None else threads
    _in_range("threads", workers, 1, 1024)
    if chunk is not None:
        _in_range("chunk", chunk, 1, 1 << 27)
    traced = tuple(sorted(set(trace)))
    for person in traced:
        if not 0 <= person < size:
            raise UsageError(
                f"--trace: there is no person {person}; people are numbered from 0 to {size - 1}."
            )
    adults_only(traced, seed)
    unknown = sorted(set(off) - set(SYSTEMS))
    if unknown:
        raise UsageError(f"There is no system '{unknown[0]}'. Systems: {', '.join(SYSTEMS)}.")
    if where.ties is not None and size < SMALLEST_CELL:
        raise InvalidInput(
            f"With imported ties the smallest society is {SMALLEST_CELL} people. Nothing was run."
        )
    return Plan(
        declared, where, size, days, seed, replicates, workers, chunk, traced, assumptions,
        tuple(off), declared.settings(),
    )  # fmt: skip


def carried_out(todo: Plan, progress: Progress | None = None) -> Simulation:
    """Run a plan: all replicates, then all draws of the assumptions.

    People are traced in the first replicate only: in another, the same number is somebody else,
    who may be under 18.
    """
    world = world_of(todo.scheme, todo.society, todo.values, todo.off)
    total = todo.days * todo.replicates
    histories = []
    for replicate in range(todo.replicates):
        done = replicate * todo.days

        def told(day: int, done: int = done) -> None:
            if progress is not None:
                progress("simulating", done + day, total)

        history = run_replicate(
            world, todo.society, todo.people, todo.days, todo.seed, replicate, todo.threads,
            todo.chunk, todo.trace if replicate == 0 else (), on_day=told,
        )  # fmt: skip
        histories.append(history)
    drawn = _assumption_panel(todo, progress) if todo.assumptions else None
    metrics = scaled_metrics(world.score_scale)
    panel = _panel(todo, [h.tallies for h in histories], histories[0].places, metrics)
    seconds = sum(h.simulate for h in histories)
    run = Run(
        run=None,
        scheme=todo.scheme.id,
        society=todo.society.id,
        people=todo.people,
        days=todo.days,
        seed=todo.seed,
        replicates=todo.replicates,
        threads=todo.threads,
        digest=f"{combined([h.digest for h in histories]):032x}",
        seconds={"compile": histories[0].first_day_after, "simulate": seconds, "write": 0.0},
        person_days_per_second=todo.people * total / max(seconds, 1e-9),
        bytes_per_person=histories[0].bytes_per_person,
        metrics=summarise(panel, metrics, drawn),
        panel_source=lambda: panel,
    )
    return Simulation(todo, world, run, histories, drawn, metrics)


def scaled_metrics(score_scale: int) -> tuple[Metric, ...]:
    """Return the metrics with the score in points rather than in stored units."""
    return tuple(replace(m, scale=1.0 / score_scale) if m.name == "score" else m for m in METRICS)


def available_threads() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def draw_runs(
    todo: Plan, sets: list[dict[str, float]], people: int, progress: Progress | None = None
) -> list[History]:
    """Run one small replicate for each set of values, side by side, each with its own luck.

    The luck of a set is that of the replicate of its number, in every scheme that is compared, so
    the range over sets is never narrower than that of luck in a society of this size.
    """
    done = 0

    def one(number: int) -> History:
        nonlocal done
        world = world_of(todo.scheme, todo.society, sets[number], todo.off)
        history = run_replicate(world, todo.society, people, todo.days, todo.seed, number)
        done += 1
        if progress is not None:
            progress("varying the assumptions", done, len(sets))
        return history

    with ThreadPoolExecutor(max_workers=todo.threads) as pool:
        return list(pool.map(one, range(len(sets))))


def _assumption_panel(todo: Plan, progress: Progress | None) -> pa.Table:
    sets = draws(todo.assumptions, ASSUMPTION_SEED, todo.held)
    people = min(todo.people, DRAWN_PEOPLE)
    histories = draw_runs(todo, sets, people, progress)
    scale = world_of(todo.scheme, todo.society, todo.values, todo.off).score_scale
    tallies = [h.tallies for h in histories]
    return _panel(todo, tallies, histories[0].places, scaled_metrics(scale))


def _panel(
    todo: Plan,
    tallies: list[npt.NDArray[np.int64]],
    places: tuple[str, ...],
    metrics: tuple[Metric, ...],
) -> pa.Table:
    import pyarrow as pa

    classes: tuple[str, ...] = CLASSES
    if todo.society.ties is not None and _smallest_cell(tallies) < SMALLEST_CELL:
        tallies = [t.sum(axis=(1, 2), keepdims=True) for t in tallies]
        places, classes = ("all",), ("all",)
    return pa.concat_tables(
        panel_table(todo.scheme.id, r, t, TALLIES, places, classes, metrics)
        for r, t in enumerate(tallies)
    )


def _smallest_cell(tallies: list[npt.NDArray[np.int64]]) -> int:
    """Return the number of adults in the smallest group that a panel would show."""
    adults = tallies[0][0, ..., TALLIES.index("ADULTS")]
    return int(min(adults.sum(axis=0).min(), adults.sum(axis=1).min()))


def _in_range(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise UsageError(f"--{name} must lie between {low:,} and {high:,}; it is {value:,}.")
