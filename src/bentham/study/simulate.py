"""One simulation: a scheme rules an invented society, with the range of luck and of assumptions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bentham.day.settings import setting
from bentham.engine.clock import History
from bentham.engine.compiling import World
from bentham.engine.digest import combined
from bentham.engine.ranks import ALONE, Alone
from bentham.evidence.errors import BenthamError
from bentham.evidence.metrics import METRICS, Metric
from bentham.results.panel import summarise
from bentham.results.run import Run
from bentham.study import lives
from bentham.study.assumptions import draws
from bentham.study.panels import panel_of, scaled_metrics
from bentham.study.planning import Plan, available_threads, plan
from bentham.study.probes import Answer, as_json
from bentham.study.replicates import all_drawn, repeated, world_of
from bentham.study.tracing import Log
from bentham.study.unfinished import DRAW, Unfinished

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
        return self.plan.resolved()


def carried_out(
    todo: Plan,
    progress: Progress | None = None,
    unfinished: Unfinished | None = None,
    executor: Executor | None = None,
    ranks: Alone = ALONE,
    keep_state: bool = False,
) -> Simulation:
    """Run a plan: all replicates, then all draws of the assumptions.

    Parameters
    ----------
    todo : Plan
        What is run.
    progress : callable or None
        Told how far it is.
    unfinished : Unfinished or None
        Where the run is kept while it goes on, and what it goes on from.
    executor : Executor or None
        Where replicates and draws are run: any pool of processes or machines. Where lives are told
        the replicates run here, since the state of the first is needed.
    ranks : Alone
        The processes that share the people of every replicate, and the draws among them.
    keep_state : bool
        Whether the final state of the first replicate is handed back, so that it runs here.
    """
    world, rows = world_of(todo, todo.values)
    scenario = todo.scenario
    runs = todo.replicates + (todo.lives is not None)
    done = 0

    def told(day: int) -> None:
        if progress is not None:
            progress("simulating", done + day, todo.days * runs)
        if unfinished is not None and done >= todo.days * todo.replicates:
            unfinished.expect_no_stop()  # lives are told: nothing is kept on the way

    def keeps(number: int) -> bool:
        return number == 0 and (todo.lives is not None or keep_state)

    def once(number: int) -> tuple[History, list[Answer]]:
        if unfinished is None:
            return repeated(todo, number, on_day=told, keep_state=keeps(number), ranks=ranks)
        return unfinished.gone_on(todo, number, told, keeps(number))

    def again(who: tuple[int, ...]) -> History:
        return repeated(todo, 0, who, ask=False, on_day=told)[0]

    elsewhere = None if todo.lives is not None or keep_state else executor
    numbers = range(todo.replicates)
    found: Iterable[tuple[History, list[Answer]]] = (
        map(once, numbers) if elsewhere is None else elsewhere.map(partial(repeated, todo), numbers)
    )
    histories: list[History] = []
    answers: list[Answer] = []
    for history, said in found:
        done += todo.days
        if elsewhere is not None:
            told(0)
        histories.append(history)
        answers += said
    notes = [*_notes(todo), *(IDLE.format(path) for path in (rows.idle() if rows else ()))]
    if todo.lives is not None:
        todo, histories[0] = _with_lives(todo, histories[0], again, notes)
    drawn = (
        _assumption_panel(todo, progress, unfinished, executor, ranks) if todo.assumptions else None
    )
    metrics = scaled_metrics(world.score_scale)
    panel = (
        panel_of(todo.name, todo.society, histories, metrics, todo.arms) if todo.counted else None
    )
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
        metrics={} if panel is None else summarise(panel, metrics, drawn),
        panel_source=None if panel is None else lambda: panel,
        scenario=scenario.file.scenario if scenario else None,
        probes=as_json(answers),
    )
    return Simulation(todo, world, run, histories, drawn, metrics, answers, notes)


def draw_runs(
    todo: Plan,
    sets: list[dict[str, float]],
    people: int,
    progress: Progress | None = None,
    unfinished: Unfinished | None = None,
    executor: Executor | None = None,
    ranks: Alone = ALONE,
) -> list[History]:
    """Run one small replicate for each set of values, side by side, each with its own luck."""
    done: dict[int, History] = {}
    if unfinished is not None:
        known = {n: unfinished.finished(DRAW, n) for n in range(len(sets))}
        done = {n: found[0] for n, found in known.items() if found is not None}
    numbers = [n for n in range(ranks.rank, len(sets), ranks.size) if n not in done]
    with nullcontext(executor) if executor else ThreadPoolExecutor(todo.threads) as pool:
        for number, history in all_drawn(pool, todo, people, numbers, sets):
            done[number] = history
            if unfinished is not None:
                unfinished.keep(DRAW, number, history, [])
                unfinished.expect_no_stop()
            if progress is not None:
                progress("varying the assumptions", len(done), len(sets))
    done = ranks.together(done)
    return [done[n] for n in range(len(sets))]


def _assumption_panel(
    todo: Plan,
    progress: Progress | None,
    unfinished: Unfinished | None,
    executor: Executor | None,
    ranks: Alone,
) -> pa.Table:
    sets = draws(todo.assumptions, ASSUMPTION_SEED, todo.held)
    # Where a scenario speaks of places, fewer people would have other places.
    people = todo.people if _of_places(todo) else min(todo.people, DRAWN_PEOPLE)
    histories = draw_runs(todo, sets, people, progress, unfinished, executor, ranks)
    scale = world_of(todo, todo.values)[0].score_scale
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
