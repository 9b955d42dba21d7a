"""`bentham audit`: a scheme held against law, element by element."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bentham.cli.asking import Society
from bentham.cli.run import whole_number
from bentham.cli.screen import say, tell
from bentham.evidence.errors import BenthamError, UsageError, unknown

if TYPE_CHECKING:
    from bentham.audit.auditing import Audit
    from bentham.audit.evidence import Evidence

OfMany = Annotated[
    int | None,
    typer.Option(parser=whole_number, metavar="N", help="Of --simulate.", show_default=False),
]
FINDING, NOT_ASSESSABLE = 4, 6
SEVERITIES = ("critical", "high", "medium", "low")


def audit(
    scheme: Annotated[
        str | None,
        typer.Argument(metavar="SCHEME", help="Name of a preset, or a file.", show_default=False),
    ] = None,
    pack: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A pack of norms, or a file of one; all if not given."),
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day for which the law is taken; today.")
    ] = None,
    formats: Annotated[
        str, typer.Option("--format", metavar="NAMES", help="text, json; several with commas.")
    ] = "text",
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Folder for the files; one format goes to stdout."),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(metavar="SEVERITY", help="Exit with 4 on a finding at least this severe: "
                     "critical, high, medium, low."),
    ] = None,
    thresholds: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Thresholds and relations you answer for.")
    ] = None,
    explain: Annotated[
        str | None, typer.Option(metavar="NAME", help="Explain a check or a norm, and end.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    simulate: Annotated[
        bool, typer.Option("--simulate", help="Simulate paired worlds for the dynamic checks; with "
                           "--out the evidence is kept.")
    ] = False,
    evidence: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Evidence that --simulate --out wrote, not simulated "
                     "again."),
    ] = None,
    society: Society = None,
    people: OfMany = None,
    days: OfMany = None,
    seeds: OfMany = None,
    assumptions: OfMany = None,
) -> int:  # fmt: skip
    r"""Audit a scheme: verdicts at best and at worst, what applies, findings.

    Exit codes: 0 done, 2 usage, 3 invalid input, 4 a finding at or above --fail-on, 6 no finding
    while under 80 % of the fields that are asked for are declared.

    \b
    bentham audit municipal-points
    bentham audit mine.yaml --pack eu --as-of 2026-11-22 --format json
    bentham audit municipal-points --simulate --out audited
    bentham audit municipal-points --evidence audited
    bentham audit --explain SC-08
    """
    from bentham.audit.packs import chosen

    if explain is not None:
        return _explain(explain, chosen(pack or ()))
    if scheme is None:
        raise UsageError("name a scheme or a file; or a check or norm with --explain")
    if fail_on is not None and fail_on not in SEVERITIES:
        raise unknown("no severity is called", fail_on, SEVERITIES)
    from bentham.audit.auditing import audit as run
    from bentham.audit.settings import Settings, load_settings
    from bentham.report.audit_faces import FACES

    names = ["json"] if as_json else [name.strip() for name in formats.split(",")]
    for name in names:
        if name not in FACES:
            raise unknown("no format is called", name, FACES)
    settings = load_settings(thresholds) if thresholds is not None else Settings()
    sizes = {"society": society, "people": people, "days": days, "seeds": seeds,
             "assumptions": assumptions}  # fmt: skip
    given = {name: value for name, value in sizes.items() if value is not None}
    day = _day(as_of)
    kept = _evidence(scheme, simulate, evidence, given)
    found = run(scheme, pack or (), day, settings, kept)
    _warn(found)
    if len(names) == 1 and out is None:
        _put(FACES[names[0]].write(found))
    else:
        folder = out or Path("runs") / f"audit-{found.view.scheme.id}"
        files = {FACES[name].file: FACES[name].write(found) for name in names}
        if simulate and kept is not None:
            from bentham.audit.dynamic.keeping import FILE, written

            files[FILE] = written(kept)
        _written(folder, files)
    return _code(found, fail_on)


def _evidence(
    scheme: str, simulate: bool, folder: Path | None, given: dict[str, Any]
) -> Evidence | None:
    """Return what is simulated now, or was; None where neither is asked for."""
    if simulate and folder is not None:
        raise UsageError("--simulate measures anew and --evidence reads what was measured: one.")
    if given and not simulate:
        raise UsageError(f"--{next(iter(given))} belongs to --simulate; nothing is simulated.")
    if not simulate and folder is None:
        return None
    from bentham.scheme.loading import load

    declared = load(scheme)
    if folder is not None:
        from bentham.audit.dynamic.keeping import read

        return read(folder, declared)
    from bentham.audit.dynamic.simulated import Asked, simulated
    from bentham.cli.machine import COMPILING, kernel_is_compiled
    from bentham.cli.progress import reported

    if not kernel_is_compiled():
        tell(COMPILING)
    with reported(False) as progress:
        return simulated(declared, Asked(**given), progress)


def _day(written: str | None) -> datetime.date | None:
    if written is None:
        return None
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        said = f"--as-of {written}: a date is written year-month-day, for instance 2026-11-22"
        raise UsageError(said) from None


def _warn(found: Audit) -> None:
    """Say which of the provisions that are decided were not in force on the day."""
    late = [e for e in found.judgements if e.application.binding == "not in force"]
    if late:
        names = ", ".join(each.procedure.norm for each in late)
        tell(f"note: {late[0].application.because}: {names}. These verdicts are counterfactual.")


def _put(text: str) -> None:
    sys.stdout.write(text)


def _written(folder: Path, files: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
            say(str(folder / name))
    except OSError as error:
        raise BenthamError(f"{folder} cannot be written ({error.strerror}).") from error


def _code(found: Audit, fail_on: str | None) -> int:
    if fail_on is not None:
        over = found.at_or_above(fail_on)  # type: ignore[arg-type]
        if over:
            tell(f"{len(over)} findings are at or above {fail_on}.")
            return FINDING
    if not found.assessable:
        share = found.completeness.share
        tell(f"No finding, but only {share:.0%} of the fields that are asked for are declared: "
             "not assessable. No finding is not compliance.")  # fmt: skip
        return NOT_ASSESSABLE
    return 0


def _explain(name: str, packs: tuple) -> int:  # type: ignore[type-arg]
    from bentham.audit.checks.register import CHECKS
    from bentham.report.audit_text import explained

    norms = {norm.id: norm for each in packs for norm in each.norms}
    text = explained(name, norms)
    if text is None:
        raise unknown("no check or norm is called", name, [*CHECKS, *norms])
    _put(text)
    return 0
