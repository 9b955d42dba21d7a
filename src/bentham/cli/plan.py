"""`bentham plan`: what a run will need, before it is run."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from bentham.cli.machine import COMPILING, GIB, kernel_is_compiled, memory
from bentham.cli.request import as_planned
from bentham.cli.run import whole_number
from bentham.cli.screen import put_json, say, tell


def plan(
    scheme: Annotated[
        str, typer.Argument(metavar="SCHEME", help="As for run.", show_default=False)
    ],
    society: Annotated[str | None, typer.Option(metavar="S", help="As for run.")] = None,
    people: Annotated[
        int | None, typer.Option(parser=whole_number, metavar="N", help="As for run.")
    ] = None,
    days: Annotated[
        int | None, typer.Option(parser=whole_number, metavar="D", help="As for run.")
    ] = None,
    replicates: Annotated[int | None, typer.Option(metavar="R", help="As for run.")] = None,
    assumptions: Annotated[int | None, typer.Option(metavar="K", help="As for run.")] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="As for run.")
    ] = None,
    threads: Annotated[int | None, typer.Option(metavar="T", help="As for run.")] = None,
    ranks: Annotated[
        int, typer.Option(metavar="R", min=1, max=65_535, help="Machines like this one, by MPI.")
    ] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")] = False,
) -> None:
    r"""Say what memory, disk and time a run will need, after a trial of a few seconds.

    \b
    bentham plan whole-system --people 1e6 --days 365
    bentham plan whole-system --society country-1411m --people 1411778724 --days 3
    bentham plan whole-system --people 8e9 --days 30 --ranks 16
    """
    todo = as_planned(
        scheme, society, people, days, None, replicates, assumptions, tuple(settings or ()),
        threads=threads,
    )  # fmt: skip
    if not kernel_is_compiled():
        tell(COMPILING)

    from bentham.study.forecast import PUBLIC, bytes_per_person, forecast, largest

    found = forecast(todo, ranks)
    there = memory()
    fits = there is None or found.memory_bytes <= there
    most = None if there is None else largest(there, bytes_per_person(todo))
    if as_json:
        put_json(
            found.to_json_object()
            | {"memory_here_bytes": there, "fits": fits, "largest_that_fits": most}
        )
        return
    free = shutil.disk_usage(Path.cwd()).free
    say(f"{found.people:,} people, {found.days:,} days, {found.replicates:,} times.")
    say()
    here = "" if there is None else f" of {there / GIB:.1f} GiB here"
    each = f" on each of {ranks:,} machines" if ranks > 1 else ""
    say(f"Memory  {found.memory_bytes / GIB:.2f} GiB{each}{here}")
    say(f"Disk    {found.disk_bytes / GIB:.2f} GiB at most of {free / GIB:.1f} GiB free here")
    say(f"Time    {_duration(found.seconds)} with {found.threads} threads, "
        f"at {found.person_days_per_second / 1e6:.1f} million person-days a second")  # fmt: skip
    if ranks > 1:
        sent = found.people * PUBLIC / 1e6
        say(
            f"        on {ranks:,} machines like this one, without the {sent:,.0f} MB that each "
            "takes in a day; no checkpoints"
        )
    if not fits and ranks > 1:
        say("It does not fit into machines like this one; take more of them.")
    elif not fits:
        say(f"It does not fit into this machine; {most:,} people do.")


def _duration(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    if seconds < 6000:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
