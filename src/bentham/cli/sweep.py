"""`bentham sweep`: a study of many points, resumed point by point."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from bentham.cli.keeping import RUNS
from bentham.cli.machine import COMPILING, kernel_is_compiled
from bentham.cli.progress import reported
from bentham.cli.run import whole_number
from bentham.cli.screen import put_json, say, tell
from bentham.evidence.errors import DamagedResults, UsageError

if TYPE_CHECKING:
    from bentham.results.sweep import Sweep
    from bentham.study.sweeps.study import Study


def sweep(
    study: Annotated[
        Path, typer.Argument(metavar="STUDY", help="The file of a study.", show_default=False)
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder to write, or to go on with; in runs/ by default."),
    ] = None,
    private: Annotated[bool, typer.Option("--private", help="Write nothing at all.")] = False,
    threads: Annotated[
        int | None,
        typer.Option(
            parser=whole_number, metavar="T", help="Points side by side; all processors by default."
        ),
    ] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Write the table as CSV too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no summary.")] = False,
) -> None:
    r"""Try many points of uncertainties and safeguards, and say what harms hang on.

    \b
    bentham sweep study.yaml
    bentham sweep study.yaml --out runs/mine --csv
    bentham resume runs/mine

    Harms only come out, and only uncertainties and safeguards go in; the strength of repression
    enters as named scenarios. An interrupted study goes on where it was, point by point.
    """
    if private and out is not None:
        raise UsageError("--private writes nothing, so it cannot go with --out.")
    if threads is not None and threads < 1:
        raise UsageError("--threads: at least one.")
    carry_out(study, out, private, threads, csv, as_json, quiet)


def resume_study(there: Path, threads: int | None, as_json: bool, quiet: bool) -> None:
    """Go on with the study of an unfinished folder."""
    from bentham.study.sweeps.journal import SUFFIX, request_in

    said, _ = request_in(there)
    try:
        study = Path(said["folder"], said["study"])
        csv = bool(said["csv"])
    except (KeyError, TypeError) as error:
        raise DamagedResults(f"{there}: its request lacks {error}") from None
    out = there.with_name(there.name.removesuffix(SUFFIX))
    carry_out(study, out, False, threads, csv, as_json, quiet)


def carry_out(
    source: Path,
    out: Path | None,
    private: bool,
    threads: int | None,
    csv: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Carry out a study from where it was left, and tell what was found."""
    # Read before the simulator starts, so that a mistake is told at once.
    from bentham.study.sweeps.reading import load

    study = load(source)
    folder = None if private else _folder(study, out)
    if folder is not None:
        from bentham.report.publish_study import finished_in

        if (done := finished_in(study, folder)) is not None:
            _told(done, as_json, quiet, note=f"{done.run}: this study is done.")
            return
    if not kernel_is_compiled() and not quiet:
        tell(COMPILING)
    stop = Event()
    notes: list[str] = []
    with reported(quiet, stop) as progress:
        if folder is None:
            from bentham.study.sweeps.finished import carried_out

            found = carried_out(study, progress, threads=threads, stop=stop).result
        else:
            from bentham.report.publish_study import swept

            found = swept(
                study, folder, source, csv=csv, progress=progress, threads=threads, stop=stop,
                notes=notes,
            )  # fmt: skip
    for note in notes:
        tell(f"note: {note}")
    _told(found, as_json, quiet)


def _folder(study: Study, out: Path | None) -> Path:
    """Return the folder that the study will fill: the same study has the same name."""
    if out is not None:
        return out.expanduser()
    return RUNS / f"{study.file.study}-{study.sha256[:8]}"


def _told(found: Sweep, as_json: bool, quiet: bool, note: str = "") -> None:
    if as_json:
        put_json(found.to_json_object())
        return
    if quiet:
        if found.run is not None:
            print(found.run)
        return
    from bentham.report.studying import (
        RANGE_NOTE,
        claims_told,
        hangs_on,
        others,
        ranges_told,
        tried,
    )
    from bentham.results.provenance import INVENTED

    if note:
        say(note)
    say(f"{found.title}: {tried(found)}")
    for scheme in others(found):
        say()
        beside = f" beside ‘{found.base}’" if found.base else ""
        say(f"‘{scheme}’{beside}: what is done to people")
        for each in ranges_told(found, scheme):
            say(f"  {each.text}")
            hangs = hangs_on(found, scheme, each.name)
            if hangs:
                say(f"    {hangs}")
    claims = list(claims_told(found))
    if claims:
        say()
        say("In which worlds the claim fails")
        for line in claims:
            say(f"  {line}")
    say()
    for line in found.notes:
        say(f"note: {line}")
    say(RANGE_NOTE)
    say(INVENTED)
    if found.run is not None:
        here = Path.cwd()
        run = found.run.relative_to(here) if found.run.is_relative_to(here) else found.run
        say(f"Report: {run / 'report.html'}")
