"""`bentham audit`: a scheme held against law, element by element."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bentham.cli.asking import Society
from bentham.cli.audit_evidence import evidence_for, kept_text
from bentham.cli.language import known_language
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
        str,
        typer.Option("--format", metavar="NAMES",
                     help="text, json, html, sarif, junit; several with commas."),
    ] = "text",
    lang: Annotated[
        str, typer.Option(metavar="LANG", help="Language of the html page: en or zh-Hans.")
    ] = "en",
    out: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="Folder for several formats, file for one; one goes to "
                     "stdout if not given."),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(metavar="SEVERITY", help="Exit with 4 on a finding at least this severe: "
                     "critical, high, medium, low."),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="An earlier audit as JSON: hide what it lists."),
    ] = None,
    diff: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="OLD NEW", help="What changed from one scheme or audit to another."),
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
    bentham audit mine.yaml --format html,sarif,junit --out audits --fail-on high
    bentham audit municipal-points --format html --lang zh-Hans --out audit.html
    bentham audit mine.yaml --baseline audits/audit.json
    bentham audit --diff old.yaml new.yaml
    bentham audit municipal-points --simulate --out audited
    bentham audit municipal-points --evidence audited
    bentham audit --explain SC-08
    """
    from bentham.audit.packs import chosen

    names = ["json"] if as_json else [name.strip() for name in formats.split(",")]
    lang = known_language(lang)
    if lang != "en" and "html" not in names:
        raise UsageError(f"--lang {lang}: only the page is in other languages; add --format html")
    if explain is not None:
        return _explain(explain, chosen(pack or ()))
    if fail_on is not None and fail_on not in SEVERITIES:
        raise unknown("no severity is called", fail_on, SEVERITIES)
    law = Law(tuple(pack or ()), _day(as_of), thresholds)
    if diff is not None:
        if scheme is not None or baseline is not None:
            raise UsageError("--diff takes two schemes or audits: neither SCHEME nor --baseline")
        return _differ(diff, law, names, out, fail_on)
    if scheme is None:
        said = "name a scheme or a file; or a check or norm with --explain; or two with --diff"
        raise UsageError(said)
    from bentham.report.audit_faces import FACES

    for name in names:
        if name not in FACES:
            raise unknown("no format is called", name, FACES)
    sizes = {"society": society, "people": people, "days": days, "seeds": seeds,
             "assumptions": assumptions}  # fmt: skip
    given = {name: value for name, value in sizes.items() if value is not None}
    measured = evidence_for(scheme, simulate, evidence, given)
    found = law.audit(scheme, baseline, measured)
    _warn(found)
    texts = {FACES[name].file: FACES[name].write(found, fail_on, lang) for name in names}  # type: ignore[arg-type]
    if simulate and measured is not None and (out is not None or len(names) > 1):
        texts |= kept_text(measured)
    _deliver(texts, out, Path("runs") / f"audit-{found.view.scheme.id}")
    return _code(found, fail_on)


@dataclass(frozen=True)
class Law:
    """What a scheme is held against."""

    packs: tuple[str, ...]
    day: datetime.date | None
    thresholds: Path | None

    def audit(
        self, scheme: str, baseline: Path | None = None, measured: Evidence | None = None
    ) -> Audit:
        """Audit a scheme."""
        from bentham.audit.auditing import audit as run
        from bentham.audit.settings import Settings, load_settings

        own = load_settings(self.thresholds) if self.thresholds is not None else Settings()
        return run(scheme, self.packs, self.day, own, measured, baseline=baseline)


def _differ(
    two: tuple[str, str], law: Law, names: list[str], out: Path | None, fail_on: str | None
) -> int:
    """Print what changed between two audits; gained findings count for --fail-on."""
    from bentham.audit.as_json import as_json
    from bentham.audit.baseline import read_audit
    from bentham.audit.differing import difference
    from bentham.report.audit_diff_text import as_text
    from bentham.report.audit_faces import dumped

    for name in names:
        if name not in ("text", "json"):
            raise unknown("with --diff no format is called", name, ("text", "json"))
    old, new = (
        read_audit(Path(each)) if each.endswith(".json") else as_json(law.audit(each))
        for each in two
    )
    found = difference(old, new)
    write = {"text": lambda: as_text(found), "json": lambda: dumped(found.as_json())}
    files = {"text": "difference.txt", "json": "difference.json"}
    _deliver({files[name]: write[name]() for name in names}, out, Path("runs") / "audit-difference")
    if fail_on is not None:
        limit = SEVERITIES.index(fail_on)
        over = [e for e in found.gained if SEVERITIES.index(e["severity"]) <= limit]
        if over:
            tell(f"{_counted(over)} gained at or above {fail_on}.")
            return FINDING
    return 0


def _deliver(texts: dict[str, str], out: Path | None, folder: Path) -> None:
    """Write one text to stdout or its file, several into a folder."""
    if len(texts) > 1 or (out is not None and out.is_dir()):
        _written({(out or folder) / name: text for name, text in texts.items()})
        return
    (text,) = texts.values()
    if out is None:
        _put(text)
    else:
        _written({out: text})


def _counted(found: Sequence[object]) -> str:
    return "1 finding" if len(found) == 1 else f"{len(found)} findings"


def _day(written: str | None) -> datetime.date | None:
    if written is None:
        return None
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        said = f"--as-of {written}: a date is written year-month-day, for instance 2026-11-22"
        raise UsageError(said) from None


def _warn(found: Audit) -> None:
    """Say which provisions were not in force, which suppressions idle, and what is hidden."""
    late = [e for e in found.judgements if e.application.binding == "not in force"]
    if late:
        names = ", ".join(each.procedure.norm for each in late)
        tell(f"note: {late[0].application.because}: {names}. These verdicts are counterfactual.")
    for note in found.notes:
        tell(f"note: {note}")
    if found.baseline is not None:
        tell(f"note: {_counted(found.hidden)} hidden: listed in {found.baseline.name}.")


def _put(text: str) -> None:
    sys.stdout.write(text)


def _written(files: dict[Path, str]) -> None:
    """Write files, each whole or not at all."""
    for path, text in files.items():
        beside = path.with_name(f".{path.name}.partial")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, encoding="utf-8")
            beside.replace(path)
        except OSError as error:
            with suppress(OSError):
                beside.unlink()
            raise BenthamError(f"{path} cannot be written ({error.strerror}).") from error
        say(str(path))


def _code(found: Audit, fail_on: str | None) -> int:
    if fail_on is not None:
        over = found.at_or_above(fail_on)  # type: ignore[arg-type]
        if over:
            verb = "is" if len(over) == 1 else "are"
            tell(f"{_counted(over)} {verb} at or above {fail_on}.")
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
