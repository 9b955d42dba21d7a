"""What `bentham run` and `bentham resume` carry out: a request, as one types it."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bentham.cli.keeping import RUNS, kept_on_its_way
from bentham.cli.machine import COMPILING, GIB, kernel_is_compiled, memory
from bentham.cli.progress import reported
from bentham.cli.ranks import joined
from bentham.cli.screen import put_json, tell
from bentham.evidence.errors import InvalidInput, UsageError

if TYPE_CHECKING:
    from bentham.engine.ranks import Alone
    from bentham.results.run import Run
    from bentham.scheme.fields import Scheme
    from bentham.society.fields import Society
    from bentham.study.scenario import Scenario
    from bentham.study.simulate import Plan, Simulation


@dataclass(frozen=True)
class Request:
    """The options of `bentham run`; see there."""

    scheme: str
    society: str | None
    people: int | None
    days: int | None
    seed: int | None
    replicates: int | None
    assumptions: int | None
    settings: tuple[str, ...]
    off: tuple[str, ...]
    trace: str
    perfectly_accurate: bool
    out: str | None
    private: bool
    threads: int | None
    chunk: int | None
    checkpoint_every: int | None
    start: str | None = None
    leave: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the request, and where it was made, for JSON."""
        return asdict(self) | {"folder": str(Path.cwd())}


def carry_out(
    asked: Request,
    as_json: bool,
    quiet: bool,
    resumed: Path | None = None,
    expected: str | None = None,
) -> None:
    """Carry out a request and tell what was found.

    Parameters
    ----------
    asked : Request
        What was typed.
    as_json, quiet : bool
        How it is told.
    resumed : Path or None
        Folder of the unfinished run that goes on.
    expected : str or None
        Hash of its plan, which must still be the same.
    """
    if asked.private and asked.out is not None:
        raise UsageError("--private writes nothing, so it cannot go with --out.")
    if asked.private and (asked.start or asked.leave):
        raise UsageError("--private keeps nothing, so it cannot go with --from or --keep-day.")
    if asked.checkpoint_every is not None and asked.checkpoint_every < 1:
        raise UsageError("--checkpoint-every: at least one day lies between two checkpoints.")
    out = None if asked.out is None else Path(asked.out)
    ranks = joined()
    if ranks.size > 1:
        asked = _as_one_of(asked, ranks)
        quiet = quiet or ranks.rank > 0
    todo = as_planned(
        asked.scheme, asked.society, asked.people, asked.days, asked.seed, asked.replicates,
        asked.assumptions, asked.settings, asked.off, asked.trace, asked.perfectly_accurate,
        asked.threads, asked.chunk, None if asked.private else out or RUNS / "new",
    )  # fmt: skip
    _expect_room(todo, ranks)
    kept = (
        None if asked.private or ranks.size > 1 else kept_on_its_way(asked, todo, resumed, expected)
    )
    if not kernel_is_compiled() and not quiet:
        tell(COMPILING)
    from bentham.study.simulate import carried_out

    try:
        with reported(quiet, kept.stop if kept is not None else None) as progress:
            done = carried_out(todo, progress, kept, ranks=ranks)
        if ranks.rank > 0:
            return
        finished = _published(done, asked, out) if not asked.private else done.run
    except KeyboardInterrupt:
        if kept is None:
            raise
        raise kept.interrupted() from None
    if kept is not None:
        kept.remove()
        for note in kept.notes:
            tell(f"note: {note}")
    _told(done, finished, asked, as_json, quiet)


def as_planned(
    scheme: str,
    society: str | None,
    people: int | None,
    days: int | None,
    seed: int | None,
    replicates: int | None,
    assumptions: int | None,
    settings: tuple[str, ...],
    off: tuple[str, ...] = (),
    trace: str = "",
    perfectly_accurate: bool = False,
    threads: int | None = None,
    chunk: int | None = None,
    out: Path | None = None,
) -> Plan:
    """Return what the options of a run ask for, checked; `out` is where it will be written."""
    # Read before the simulator is imported, so that a mistake is told at once.
    given = _read(scheme, settings)
    where = _society(society)
    if out is not None:
        _expect_destination(out)

    from bentham.study.simulate import plan

    size, luck = _size_and_luck(given, where, people, seed)
    who, lives = _traced(trace, size, luck)
    return plan(
        given, where, people, days, seed, replicates, threads, chunk, who, settings, assumptions,
        off, perfectly_accurate, lives,
    )  # fmt: skip


def _as_one_of(asked: Request, ranks: Alone) -> Request:
    """Return the request of one of several processes that share the people."""
    if asked.trace and not asked.trace[0].isdigit() and not asked.trace.startswith("random:"):
        raise UsageError("--trace PROPERTY:N: lives are looked for by one process only.")
    if asked.checkpoint_every is not None:
        raise UsageError("--checkpoint-every: several processes write no checkpoints.")
    if asked.start or asked.leave is not None:
        raise UsageError("--from, --keep-day: several processes share no checkpoints.")
    if asked.threads is not None:
        return asked
    from bentham.study.planning import available_threads

    return replace(asked, threads=max(available_threads() // ranks.here, 1))


def _expect_room(todo: Plan, ranks: Alone) -> None:
    """Say what a large run will need, and refuse one that does not fit into this machine."""
    from bentham.study.forecast import bytes_per_person, largest, memory_of

    per_person, there = bytes_per_person(todo), memory()
    needed = memory_of(todo, per_person, ranks)
    if there is not None and needed > there:
        raise InvalidInput(
            f"{todo.people:,} people need {needed / GIB:.1f} GiB of memory and this machine has "
            f"{there / GIB:.1f} GiB free; {largest(there, per_person):,} people fit. "
            "Nothing was run."
        )
    if needed > GIB:
        tell(f"This takes {needed / GIB:.1f} GiB of memory.")


def _published(done: Simulation, asked: Request, out: Path | None) -> Run:
    from bentham.report.publish import command_line, publish

    todo = done.plan
    command = command_line(todo, asked.scheme, asked.society, asked.settings)
    folder = out if out is not None else _free_name(todo, done.run.digest)
    return publish(done, folder, command, _text(asked.scheme, todo))


def _told(done: Simulation, finished: Run, asked: Request, as_json: bool, quiet: bool) -> None:
    if as_json:
        put_json(finished.to_json_object())
    elif quiet:
        if finished.run is not None:
            print(finished.run)
    else:
        from bentham.cli.asides import asides
        from bentham.cli.summary import summarised, uncounted

        if not done.plan.counted:
            uncounted(finished)
            return
        asides(done)
        summarised(done, finished, asked.scheme, asked.society or done.plan.society.id)


def _read(name: str, settings: Sequence[str]) -> Scheme | Scenario:
    """Return what is run, a scheme or a scenario, once its changes are known to be possible."""
    from bentham.scheme.loading import load as load_scheme
    from bentham.scheme.reforms import with_settings
    from bentham.study import scenario

    document = scenario.document_of(name)
    if document is None:
        scheme = load_scheme(name)
        with_settings(scheme, settings)
        return scheme
    one = scenario.scenario_of(document, Path(name).parent)
    with_settings(one.scheme, settings)
    return one


def expect_schemes(names: Sequence[str], settings: Sequence[str]) -> None:
    """Read schemes and scenarios before the simulator is imported: a mistake is told at once."""
    for name in names:
        _read(name, settings)


def _society(name: str | None) -> Society | None:
    from bentham.society.loading import load

    return None if name is None else load(name)


def _size_and_luck(
    given: Scheme | Scenario, where: Society | None, people: int | None, seed: int | None
) -> tuple[int, int]:
    """Return how many people there will be, and the seed: whom one may trace depends on both."""
    from bentham.society.loading import load
    from bentham.study.scenario import Scenario

    if isinstance(given, Scenario):
        seed = given.file.seed if seed is None else seed
        people = given.file.people if people is None else people
        where = given.society if where is None else where
    if people is None:
        people = (where or load("city")).people
    return people, 1 if seed is None else seed


def _text(name: str, todo: Plan) -> str:
    """Return the text of the scheme or scenario as its author wrote it."""
    from bentham.scheme.loading import source_text

    return source_text(name) if todo.scenario is None else todo.scenario.document.text


def _traced(asked: str, people: int, seed: int) -> tuple[tuple[int, ...], tuple[str, int] | None]:
    """Return the people named by ``--trace``, or a property and how many who have it."""
    if not asked:
        return (), None
    from bentham.study.adults import drawn_adults
    from bentham.study.lives import asked_property

    some = asked_property(asked)
    if some is not None:
        return (), some
    word, _, count = asked.partition(":")
    try:
        if word == "random":
            return drawn_adults(int(count), people, seed), None
        return tuple(int(each) for each in asked.split(",")), None
    except ValueError:
        raise UsageError(
            f"--trace {asked}: write numbers with commas (12,77), random:5 for five adults, or "
            "wrongly-listed:5."
        ) from None


def _expect_destination(out: Path) -> None:
    """Refuse a folder that cannot be written to before anything is simulated."""
    from bentham.results.folder import check_destination

    check_destination(out)


def _free_name(todo: Plan, digest: str) -> Path:
    """Return a name in runs/ that is not taken: date, scheme, start of the digest."""
    today = datetime.datetime.now().astimezone().date()
    what = todo.name
    name = f"{today}-{what}-{digest[:6]}"
    for number in itertools.count(2):
        if not (RUNS / name).exists():
            break
        name = f"{today}-{what}-{digest[:6]}-{number}"
    return RUNS / name
