"""`bentham run`: a scheme rules an invented society."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bentham.cli.request import Request, carry_out


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
    checkpoint_every: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS",
            help="Days between checkpoints; by default they take a twentieth of the time.",
        ),
    ] = None,
    keep_day: Annotated[
        int | None,
        typer.Option(metavar="DAY", help="Leave a root of branches on the evening of this day."),
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="DIR", help="Begin at such a root instead of day 1."),
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
    bentham run base.yaml --out runs/base --keep-day 400
    bentham run other.yaml --from runs/base.day400

    The file of a scenario names scheme, society and length itself; options here override it.
    Ctrl-C ends the day and keeps it; `bentham resume DIR` goes on from there.
    """
    asked = Request(
        scheme, society, people, days, seed, replicates, assumptions, tuple(settings or ()),
        tuple(off or ()), trace, perfectly_accurate, None if out is None else str(out), private,
        threads, chunk, checkpoint_every, from_, keep_day,
    )  # fmt: skip
    carry_out(asked, as_json, quiet)
