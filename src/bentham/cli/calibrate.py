"""`bentham calibrate`: which assumed values a user's own numbers do not rule out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bentham.cli.machine import COMPILING, kernel_is_compiled
from bentham.cli.progress import reported
from bentham.cli.run import whole_number
from bentham.cli.screen import put_json, say, tell
from bentham.evidence.errors import UsageError

if TYPE_CHECKING:
    from bentham.study.matching import Matching
    from bentham.study.planning import Plan

FINDING = 4
"""Exit code when everything is ruled out."""


def calibrate(
    targets: Annotated[
        Path,
        typer.Argument(
            metavar="TARGETS.csv",
            help="Columns metric, group, day, value, standard_error; aggregates only.",
            show_default=False,
        ),
    ],
    scheme: Annotated[
        str,
        typer.Option(
            metavar="SCHEME", help="Preset, file, or file of a scenario.", show_default=False
        ),
    ],
    society: Annotated[
        str | None, typer.Option(metavar="S", help="Name of a preset, or a file; city by default.")
    ] = None,
    people: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="People in each run.")
    ] = 5_000,
    days: Annotated[
        int | None,
        typer.Option(parser=whole_number, metavar="D", help="Days; by default to the last target."),
    ] = None,
    sets: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="Sets of values in each wave.")
    ] = 128,
    waves: Annotated[int, typer.Option(metavar="W", help="Waves.")] = 3,
    free: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Vary this parameter too, though it is sourced or set.",
        ),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change the scheme or hold a parameter."),
    ] = None,
    off: Annotated[
        list[str] | None, typer.Option(metavar="SYSTEM", help="Switch a system off.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="K", help="Of people, luck and sets.")] = 1,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Parquet to write; TARGETS.parquet by default."),
    ] = None,
    threads: Annotated[
        int | None, typer.Option(metavar="T", help="Threads; all by default. Same result.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    r"""Find which assumed values your own numbers do not rule out; exit 4 if all are.

    History matching in waves: sets of values are drawn over the declared ranges and rules, run, and
    discarded if any of your numbers is more than three standard deviations off.

    \b
    metric,group,day,value,standard_error
    critics,all,180,4.1,0.5
    offences,all,1-365,2.2,0.2

    \b
    bentham calibrate mine.csv --scheme speech-points
    bentham calibrate mine.csv --scheme mine.yaml --free listing.hazard --sets 256
    """
    destination = out if out is not None else targets.with_suffix(".parquet")
    if destination.suffix != ".parquet":
        raise UsageError(f"--out names a file that ends in .parquet, not '{destination.name}'.")
    if destination.exists():
        raise UsageError(f"'{destination}' is there already; name another file with --out.")

    from bentham.study.own_targets import calibrated, expect_possible, read_targets
    from bentham.study.planning import MOST_DAYS, plan

    sheet, numbers = read_targets(targets)
    longest = min(max(t.last for t in numbers), MOST_DAYS)
    todo = plan(
        scheme, society, people, days, seed, threads=threads, settings=settings or (), off=off or ()
    )
    if days is None and todo.scenario is None:
        todo = replace(todo, days=longest)
    expect_possible(sheet, numbers, todo)
    if not kernel_is_compiled() and not quiet:
        tell(COMPILING)
    with reported(quiet or as_json) as progress:
        found = calibrated(todo, numbers, free or (), sets, waves, seed, progress)
    _write(found, destination)
    _print(found, todo, destination, as_json)
    if found.rejected is not None:
        raise typer.Exit(FINDING)


def _write(found: Matching, destination: Path) -> None:
    """Write the sets that are not ruled out, if there are any."""
    from bentham.results.files import write_table
    from bentham.study.matching_told import table

    if found.rejected is not None:
        return
    destination.parent.mkdir(parents=True, exist_ok=True)
    write_table(destination.parent, destination.name, table(found))


def _print(found: Matching, todo: Plan, destination: Path, as_json: bool) -> None:
    from bentham.study.matching_told import as_json as told
    from bentham.study.matching_told import text

    written = None if found.rejected is not None else str(destination)
    if as_json:
        about = {
            "schema": "bentham.calibrate/1", "scheme": todo.name, "society": todo.society.id,
            "people": todo.people, "days": todo.days, "seed": todo.seed,
        }  # fmt: skip
        put_json({**about, **told(found), "written": written})
        return
    say(
        f"{todo.name}, {todo.society.id}, {todo.people:,} invented people, {todo.days} days: what "
        "your numbers do not rule out of what is assumed. Not a measurement of any place."
    )
    say(text(found))
    if written:
        say(f"Written: {written}")
