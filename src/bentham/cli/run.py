"""`bentham run`: a scheme rules an invented society."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bentham.cli.machine import COMPILING, expect_room, kernel_is_compiled
from bentham.cli.progress import reported
from bentham.cli.screen import put_json, tell
from bentham.evidence.errors import UsageError

if TYPE_CHECKING:
    from bentham.scheme.fields import Scheme
    from bentham.society.fields import Society
    from bentham.study.scenario import Scenario
    from bentham.study.simulate import Plan

RUNS = Path("runs")


def whole_number(text: str) -> int:
    """Read a count as people write it: 100000, 100_000, 1e5."""
    try:
        value = int(text)
    except ValueError:
        try:
            written = float(text)
            value = int(written)
        except (ValueError, OverflowError):
            value, written = 0, 0.5
        if value != written:
            raise typer.BadParameter(
                f"'{text}' is not a whole number; write 100000, 100_000 or 1e5."
            ) from None
    return value


def run(
    scheme: Annotated[
        str,
        typer.Argument(
            metavar="SCHEME",
            help="Name of a preset, or a file; or the file of a scenario.",
            show_default=False,
        ),
    ],
    society: Annotated[
        str | None, typer.Option(metavar="S", help="Name of a preset, or a file; city by default.")
    ] = None,
    people: Annotated[
        int | None,
        typer.Option(parser=whole_number, metavar="N", help="People; by default the society's."),
    ] = None,
    days: Annotated[
        int | None,
        typer.Option(parser=whole_number, metavar="D", help="Days to simulate; 365 by default."),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(metavar="K", help="Same seed: same people, same luck; 1 by default."),
    ] = None,
    replicates: Annotated[
        int | None,
        typer.Option(metavar="R", help="Repeats with other luck, for the range 'luck'."),
    ] = None,
    assumptions: Annotated[
        int | None,
        typer.Option(metavar="K", help="Draws of what is assumed, for the range 'assumptions'."),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change the scheme or a parameter."),
    ] = None,
    off: Annotated[
        list[str] | None, typer.Option(metavar="SYSTEM", help="Switch a system off.")
    ] = None,
    trace: Annotated[
        str,
        typer.Option(
            metavar="IDS",
            help="Tell the days of some adults: 12,77 or random:5 or wrongly-listed:5 (also "
            "refused, punished, detained, silenced, informed, wrongly-identified).",
        ),
    ] = "",
    perfectly_accurate: Annotated[
        bool,
        typer.Option("--perfectly-accurate", help="Nothing ever errs: what remains is the scheme."),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder to write; by default a new one in runs/."),
    ] = None,
    private: Annotated[bool, typer.Option("--private", help="Write nothing at all.")] = False,
    threads: Annotated[
        int | None, typer.Option(metavar="T", help="Threads; all by default. Same result.")
    ] = None,
    chunk: Annotated[
        int | None,
        typer.Option(metavar="WORDS", help="Words of 64 people per task. Same result."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no summary.")] = False,
) -> None:
    r"""Let a scheme rule an invented society, day by day.

    \b
    bentham run municipal-points
    bentham run speech-points --society village --days 90 --set risk.severity=4
    bentham run mine.yaml --replicates 5 --assumptions 32 --json
    bentham run scenario.yaml --trace wrongly-listed:5

    The file of a scenario names scheme, society and length itself; options here override it.
    """
    if private and out is not None:
        raise UsageError("--private writes nothing, so it cannot go with --out.")
    # Read before the simulator is imported, so that a mistake is told at once.
    given, declared = _read(scheme, settings or ())
    where = _society(society)
    if not private:
        _expect_destination(out)

    from bentham.report.matter import bytes_per_person
    from bentham.report.publish import command_line, publish
    from bentham.study.simulate import carried_out, plan

    size, luck = _size_and_luck(given, where, people, seed)
    who, lives = _traced(trace, size, luck)
    todo = plan(
        given, where, people, days, seed, replicates, threads, chunk, who, settings or (),
        assumptions, off or (), perfectly_accurate, lives,
    )  # fmt: skip
    expect_room(todo.people, bytes_per_person(declared, todo.values, todo.scenario is not None))
    if not kernel_is_compiled() and not quiet:
        tell(COMPILING)
    with reported(quiet) as progress:
        done = carried_out(todo, progress)
    finished = done.run
    todo = done.plan
    if not private:
        command = command_line(todo, scheme, society, settings or ())
        folder = out if out is not None else _free_name(todo, finished.digest)
        finished = publish(done, folder, command, _text(scheme, todo))
    if as_json:
        put_json(finished.to_json_object())
    elif quiet:
        if finished.run is not None:
            print(finished.run)
    else:
        from bentham.cli.asides import asides
        from bentham.cli.summary import summarised

        asides(done)
        summarised(done, finished, scheme, society or todo.society.id)


def _read(name: str, settings: Sequence[str]) -> tuple[Scheme | Scenario, Scheme]:
    """Return what is run, a scheme or a scenario, and the scheme that rules, changes made."""
    from bentham.scheme.loading import load as load_scheme
    from bentham.scheme.reforms import with_settings
    from bentham.study import scenario

    document = scenario.document_of(name)
    if document is None:
        scheme = load_scheme(name)
        return scheme, with_settings(scheme, settings)
    one = scenario.scenario_of(document, Path(name).parent)
    return one, with_settings(one.scheme, settings)


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


def _expect_destination(out: Path | None) -> None:
    """Refuse a folder that cannot be written to before anything is simulated."""
    from bentham.results.folder import check_destination

    check_destination(out if out is not None else RUNS / "new")


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
