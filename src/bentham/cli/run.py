"""`bentham run`: a scheme rules an invented society."""

from __future__ import annotations

import datetime
import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bentham.cli.machine import COMPILING, expect_room, kernel_is_compiled
from bentham.cli.progress import reported
from bentham.cli.screen import put_json, tell
from bentham.evidence.errors import UsageError

if TYPE_CHECKING:
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
        typer.Argument(metavar="SCHEME", help="Name of a preset, or a file.", show_default=False),
    ],
    society: Annotated[
        str, typer.Option(metavar="S", help="Name of a preset, or a file.")
    ] = "city",
    people: Annotated[
        int | None,
        typer.Option(parser=whole_number, metavar="N", help="People; by default the society's."),
    ] = None,
    days: Annotated[
        int, typer.Option(parser=whole_number, metavar="D", help="Days to simulate.")
    ] = 365,
    seed: Annotated[int, typer.Option(metavar="K", help="Same seed: same people, same luck.")] = 1,
    replicates: Annotated[
        int, typer.Option(metavar="R", help="Repeats with other luck, for the range 'luck'.")
    ] = 1,
    assumptions: Annotated[
        int,
        typer.Option(metavar="K", help="Draws of what is assumed, for the range 'assumptions'."),
    ] = 0,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change the scheme or a parameter."),
    ] = None,
    off: Annotated[
        list[str] | None, typer.Option(metavar="SYSTEM", help="Switch a system off.")
    ] = None,
    trace: Annotated[
        str,
        typer.Option(metavar="IDS", help="Keep the days of some adults: 12,77 or random:5."),
    ] = "",
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
    """
    if private and out is not None:
        raise UsageError("--private writes nothing, so it cannot go with --out.")
    from bentham.scheme.loading import load as load_scheme
    from bentham.scheme.reforms import with_settings
    from bentham.society.loading import load as load_society

    # Read before the simulator is imported, so that a mistake is told at once.
    declared = with_settings(load_scheme(scheme), settings or ())
    where = load_society(society)
    if not private:
        _expect_destination(out)

    from bentham.report.matter import bytes_per_person
    from bentham.report.publish import command_line, publish
    from bentham.scheme.loading import source_text
    from bentham.study.simulate import carried_out, plan

    todo = plan(
        declared, where, people, days, seed, replicates, threads, chunk,
        _traced(trace, where.people if people is None else people, seed),
        (), assumptions, off or (),
    )  # fmt: skip
    expect_room(todo.people, bytes_per_person(todo.scheme, todo.values))
    if not kernel_is_compiled() and not quiet:
        tell(COMPILING)
    with reported(quiet) as progress:
        done = carried_out(todo, progress)
    finished = done.run
    if not private:
        command = command_line(todo, scheme, society, settings or ())
        folder = out if out is not None else _free_name(todo, finished.digest)
        finished = publish(done, folder, command, source_text(scheme))
    if as_json:
        put_json(finished.to_json_object())
    elif quiet:
        if finished.run is not None:
            print(finished.run)
    else:
        from bentham.cli.summary import summarised

        summarised(done, finished, scheme, society)


def _traced(asked: str, people: int, seed: int) -> tuple[int, ...]:
    """Return the people named by ``--trace``."""
    if not asked:
        return ()
    from bentham.study.adults import drawn_adults

    word, _, count = asked.partition(":")
    try:
        if word == "random":
            return drawn_adults(int(count), people, seed)
        return tuple(int(each) for each in asked.split(","))
    except ValueError:
        raise UsageError(
            f"--trace {asked}: write numbers with commas (12,77), or random:5 for five adults."
        ) from None


def _expect_destination(out: Path | None) -> None:
    """Refuse a folder that cannot be written to before anything is simulated."""
    from bentham.results.folder import check_destination

    check_destination(out if out is not None else RUNS / "new")


def _free_name(todo: Plan, digest: str) -> Path:
    """Return a name in runs/ that is not taken: date, scheme, start of the digest."""
    today = datetime.datetime.now().astimezone().date()
    name = f"{today}-{todo.scheme.id}-{digest[:6]}"
    for number in itertools.count(2):
        if not (RUNS / name).exists():
            break
        name = f"{today}-{todo.scheme.id}-{digest[:6]}-{number}"
    return RUNS / name
