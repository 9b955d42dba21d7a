"""`bentham prior`: whether outcomes are plausible over all that is assumed."""

from __future__ import annotations

from typing import Annotated

import typer

from bentham.cli.machine import COMPILING, kernel_is_compiled
from bentham.cli.progress import reported
from bentham.cli.run import whole_number
from bentham.cli.screen import put_json, say, tell

FINDING = 4


def prior(
    schemes: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SCHEME]...", help="Presets or files.", show_default=False),
    ] = None,
    draws: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="Draws of all that is assumed.")
    ] = 256,
    people: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="People in each draw.")
    ] = 20_000,
    days: Annotated[
        int, typer.Option(parser=whole_number, metavar="D", help="Days of each draw.")
    ] = 365,
    threads: Annotated[
        int | None, typer.Option(metavar="T", help="Threads; all by default. Same result.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    r"""Check the outcomes of all assumptions; exit 4 if implausible.

    Without a scheme: specific-laws and speech-points.

    \b
    bentham prior
    bentham prior mine.yaml --draws 64 --people 5000
    """
    from bentham.scheme.loading import load

    for name in schemes or ():
        load(name)

    from bentham.study.prior import SCHEMES
    from bentham.study.prior import prior as checked

    if not kernel_is_compiled() and not quiet:
        tell(COMPILING)
    with reported(quiet) as progress:
        result = checked(schemes or SCHEMES, draws, people, days, threads, progress)
    if as_json:
        put_json(result.to_json_object())
    else:
        say(result.text())
    if not result.passed:
        raise typer.Exit(FINDING)
