"""The replicates and draws of a plan, one by one: each follows from the plan and its number alone.

So they may run anywhere, in any order: in threads, in processes, on other machines. What is handed
out and what comes back can be pickled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial

from bentham.chance.keys import key_of
from bentham.engine.clock import History, Keeper, run_replicate
from bentham.engine.compiling import World
from bentham.engine.ranks import ALONE, Alone
from bentham.engine.timeline import Timeline
from bentham.study.planning import Plan, rows_of
from bentham.study.probes import Answer, Interviewer
from bentham.study.rows import Rows, compiled
from bentham.study.timetable import Timetable


def world_of(todo: Plan, values: dict[str, float]) -> tuple[World, Rows | None]:
    """Return the world that rules on the first day, and what changes it on the way."""
    rows = rows_of(todo, values)
    if rows is not None:
        return rows.base, rows
    return compiled(todo.scheme, todo.society, values, todo.off, todo.perfectly_accurate), None


def repeated(
    todo: Plan,
    number: int,
    trace: tuple[int, ...] | None = None,
    ask: bool = True,
    keep_state: bool = False,
    on_day: Callable[[int], None] | None = None,
    keeper: Callable[[list[Answer]], Keeper] | None = None,
    ranks: Alone = ALONE,
) -> tuple[History, list[Answer]]:
    """Run one replicate of a plan; return it with the answers of its probes.

    Parameters
    ----------
    todo : Plan
        The plan.
    number : int
        Which replicate: which luck.
    trace : tuple of int or None
        Who is traced; None: those of the plan, in the first replicate only, since in another the
        same number is somebody else, who may be under 18.
    ask : bool
        Whether the scenario's probes ask.
    keep_state, on_day
        See `run_replicate`.
    keeper : callable or None
        Makes what keeps the replicate on its way, from the list of answers.
    ranks : Alone
        The processes that share the people.
    """
    world, rows = world_of(todo, todo.values)
    if trace is None:
        trace = todo.trace if number == 0 else ()
    asking = None
    if todo.scenario is not None and ask:
        scenario = todo.scenario
        asking = Interviewer(scenario.file.probes, scenario.concealed is not None)
        asking.replicate = number
    answers = asking.answers if asking is not None else []
    history = run_replicate(
        world, todo.society, todo.people, todo.days, todo.seed, number, todo.threads, todo.chunk,
        trace, on_day=on_day, keep_state=keep_state,
        timeline=_timeline(rows, todo, todo.people, number),
        on_evening=asking.evening if asking is not None else None,
        keeper=keeper(answers) if keeper is not None else None, ranks=ranks,
    )  # fmt: skip
    return history, answers


def drawn(todo: Plan, people: int, number: int, values: dict[str, float]) -> History:
    """Run one small replicate with one set of values.

    Its luck is that of the replicate of its number, in every scheme that is compared, so the range
    over sets is never narrower than that of luck in a society of this size.
    """
    world, rows = world_of(todo, values)
    return run_replicate(
        world, todo.society, people, todo.days, todo.seed, number,
        timeline=_timeline(rows, todo, people, number),
    )  # fmt: skip


def all_drawn(
    pool: Executor, todo: Plan, people: int, numbers: Sequence[int], sets: list[dict[str, float]]
) -> Iterator[tuple[int, History]]:
    """Yield the draws of some numbers in their order; what is not wanted any more is not begun."""
    found = pool.map(partial(drawn, todo, people), numbers, [sets[n] for n in numbers])
    try:
        yield from zip(numbers, found, strict=True)
    finally:
        if close := getattr(found, "close", None):
            close()


def _timeline(rows: Rows | None, todo: Plan, people: int, number: int) -> Timeline | None:
    if rows is None:
        return None
    return Timetable(rows, people, key_of(todo.seed, number)).timeline()
