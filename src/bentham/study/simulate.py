"""One simulation: a scheme rules an invented society, with the range of luck and of assumptions."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bentham.chance.keys import key_of
from bentham.day.settings import setting
from bentham.engine.clock import History, run_replicate
from bentham.engine.compiling import World
from bentham.engine.digest import combined
from bentham.engine.timeline import Timeline
from bentham.evidence.errors import BenthamError
from bentham.evidence.metrics import METRICS, Metric
from bentham.evidence.parameters import PARAMETERS
from bentham.results.panel import summarise
from bentham.results.run import Run
from bentham.study import lives
from bentham.study.assumptions import draws, posterior_sha256
from bentham.study.panels import panel_of, scaled_metrics
from bentham.study.planning import Plan, available_threads, plan, rows_of
from bentham.study.probes import Answer, Interviewer, as_json
from bentham.study.rows import Rows, compiled
from bentham.study.timetable import Timetable
from bentham.study.tracing import Log

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "ASSUMPTION_SEED", "DRAWN_PEOPLE", "Plan", "Progress", "Simulation", "available_threads",
    "carried_out", "draw_runs", "plan", "scaled_metrics",
]  # fmt: skip

DRAWN_PEOPLE = 20_000
"""People in each run of the assumption draws: enough, since assumptions outweigh luck."""

ASSUMPTION_SEED = 20_261_123
"""Seed of the draws of the assumptions: the same sets for every scheme and every user."""

IDLE = "{}: this run does not read it, so it changes nothing."

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is."""


@dataclass
class Simulation:
    """A finished simulation, not yet written anywhere.

    Parameters
    ----------
    plan : Plan
        What was simulated; those traced by a property stand in it by number.
    world : World
        The world of the first day.
    run : Run
        What was found.
    histories : list of History
        One a replicate.
    draws : pyarrow.Table or None
        The panel of the assumption draws.
    answers : list of Answer
        What the probes found.
    notes : list of str
        What the user should know of how the request was understood.
    """

    plan: Plan
    world: World
    run: Run
    histories: list[History]
    draws: pa.Table | None
    metrics: tuple[Metric, ...] = field(default=METRICS)
    answers: list[Answer] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def log(self) -> Log:
        """The event log of those traced."""
        scale = self.world.score_scale
        start = float(self.world.numbers[0, setting("SCORE_START")]) / scale
        return Log(self.histories[0], self.plan.trace, self.plan.scheme, scale, start)

    def resolved(self) -> dict[str, Any]:
        """Return every parameter with value, unit, tag, source, and who set it."""
        todo = self.plan
        values = todo.values
        parameters = {
            p.name: {
                "value": p.choices[int(values[p.name])] if p.choices else values[p.name],
                "unit": p.unit, "tag": p.tag, "source": p.source,
                "low": p.low, "high": p.high,
                "set_by": "scheme or --set" if p.name in todo.held else "default",
            }
            for p in PARAMETERS
        }  # fmt: skip
        out = {
            "parameters": parameters,
            "scheme": todo.scheme.model_dump(mode="json", exclude_none=True),
            "society": todo.society.model_dump(mode="json", exclude_none=True),
            "run": {
                "people": todo.people, "days": todo.days, "seed": todo.seed,
                "replicates": todo.replicates, "assumptions": todo.assumptions,
                "posterior_sha256": posterior_sha256() if todo.assumptions else None,
                "off": list(todo.off), "perfectly_accurate": todo.perfectly_accurate,
            },
        }  # fmt: skip
        if todo.scenario is not None:
            out["scenario"] = todo.scenario.file.model_dump(
                mode="json", by_alias=True, exclude_none=True
            )
        return out


def carried_out(todo: Plan, progress: Progress | None = None) -> Simulation:
    """Run a plan: all replicates, then all draws of the assumptions.

    People are traced in the first replicate only: in another, the same number is somebody else,
    who may be under 18.
    """
    rows = rows_of(todo, todo.values)
    world = rows.base if rows else _compiled(todo, todo.values)
    scenario = todo.scenario
    asking = Interviewer(scenario.file.probes, scenario.concealed is not None) if scenario else None
    runs = todo.replicates + (todo.lives is not None)
    done = 0

    def told(day: int) -> None:
        if progress is not None:
            progress("simulating", done + day, todo.days * runs)

    def once(replicate: int, trace: tuple[int, ...], ask: bool, keep: bool = False) -> History:
        nonlocal done
        if asking is not None:
            asking.replicate = replicate
        history = run_replicate(
            world, todo.society, todo.people, todo.days, todo.seed, replicate, todo.threads,
            todo.chunk, trace, on_day=told, keep_state=keep,
            timeline=_timeline(rows, todo, todo.people, replicate),
            on_evening=asking.evening if asking is not None and ask else None,
        )  # fmt: skip
        done += todo.days
        return history

    histories = [
        once(r, todo.trace if r == 0 else (), True, r == 0 and todo.lives is not None)
        for r in range(todo.replicates)
    ]
    notes = [*_notes(todo), *(IDLE.format(path) for path in (rows.idle() if rows else ()))]
    if todo.lives is not None:
        todo, histories[0] = _with_lives(todo, histories[0], lambda who: once(0, who, False), notes)
    drawn = _assumption_panel(todo, progress) if todo.assumptions else None
    metrics = scaled_metrics(world.score_scale)
    panel = panel_of(todo.name, todo.society, histories, metrics, todo.arms)
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
        person_days_per_second=todo.people * todo.days * todo.replicates / max(seconds, 1e-9),
        bytes_per_person=histories[0].bytes_per_person,
        metrics=summarise(panel, metrics, drawn),
        panel_source=lambda: panel,
        scenario=scenario.file.scenario if scenario else None,
        probes=as_json(asking.answers) if asking else [],
    )
    answers = asking.answers if asking else []
    return Simulation(todo, world, run, histories, drawn, metrics, answers, notes)


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
        rows = rows_of(todo, sets[number])
        world = rows.base if rows else _compiled(todo, sets[number])
        history = run_replicate(
            world, todo.society, people, todo.days, todo.seed, number,
            timeline=_timeline(rows, todo, people, number),
        )  # fmt: skip
        done += 1
        if progress is not None:
            progress("varying the assumptions", done, len(sets))
        return history

    with ThreadPoolExecutor(max_workers=todo.threads) as pool:
        return list(pool.map(one, range(len(sets))))


def _compiled(todo: Plan, values: dict[str, float]) -> World:
    return compiled(todo.scheme, todo.society, values, todo.off, todo.perfectly_accurate)


def _timeline(rows: Rows | None, todo: Plan, people: int, replicate: int) -> Timeline | None:
    if rows is None:
        return None
    return Timetable(rows, people, key_of(todo.seed, replicate)).timeline()


def _assumption_panel(todo: Plan, progress: Progress | None) -> pa.Table:
    sets = draws(todo.assumptions, ASSUMPTION_SEED, todo.held)
    # Where a scenario speaks of places, fewer people would have other places.
    people = todo.people if _of_places(todo) else min(todo.people, DRAWN_PEOPLE)
    histories = draw_runs(todo, sets, people, progress)
    scale = _compiled(todo, todo.values).score_scale
    return panel_of(todo.name, todo.society, histories, scaled_metrics(scale), todo.arms)


def _of_places(todo: Plan) -> bool:
    if todo.scenario is None:
        return False
    measures = todo.scenario.measures
    return any(m.where is not None or m.unit in ("ward", "district") for m in measures)


def _with_lives(
    todo: Plan, first: History, again: Callable[[tuple[int, ...]], History], notes: list[str]
) -> tuple[Plan, History]:
    """Trace some of those who have a property at the end, by running the first replicate again."""
    assert todo.lives is not None and first.state is not None
    name, number = todo.lives
    who = lives.drawn_with(first.state, name, number, todo.people, todo.seed)
    first.state = None
    note = lives.note_of(name, number, len(who))
    notes += [note] if note else []
    if not who:
        return todo, first
    second = again(who)
    if second.digest != first.digest:
        raise BenthamError(
            f"tracing changed the run (digest {first.digest:032x}, then {second.digest:032x}): "
            "a mistake in Bentham, please report it with your command"
        )
    return replace(todo, trace=who), replace(second, first_day_after=first.first_day_after)


def _notes(todo: Plan) -> list[str]:
    """Say what of a scenario does not come to pass because the run is shorter."""
    if todo.scenario is None or todo.days >= todo.scenario.file.days:
        return []
    return [
        f"The scenario lasts {todo.scenario.file.days} days; what it plans after day {todo.days} "
        "does not happen."
    ]
