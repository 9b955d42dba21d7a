"""From what a check found to a finding: norms, binding force, kind, severity, fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bentham.audit.applicability import Application, applied
from bentham.audit.checks.model import Check, EvidenceClass, Found, Kind, judged, softened
from bentham.audit.checks.register import READS
from bentham.audit.evidence import SENTENCE, Evidence
from bentham.audit.joining import semicolons
from bentham.audit.packs import SEVERITIES, Norm, Severity
from bentham.audit.settings import Threshold
from bentham.audit.view import Pointer, View
from bentham.scheme.audited import Suppression
from bentham.scheme.phrase import Phrase

FINDINGS = ("fail", "review", "open")
"""Kinds of result that are findings; the others are listed as results only."""

COUNTED = ("fail", "review")
"""Kinds that say that something is, or may be, wrong; `open` says that something is not shown."""

MAY_FAIL = ("prohibition", "absolute", "safeguard")
"""A qualified right is weighed by a person, so it carries `review` and no `fail`."""

LEVELS: dict[Severity, Literal["error", "warning", "note"]] = {
    "critical": "error", "high": "error", "medium": "warning", "low": "note",
}  # fmt: skip
WEIGHING = Phrase(
    "To be weighed: is it set out by a public and exact law; does it serve a listed aim; is it "
    "needed for that aim, and the mildest means; is it in proportion, and open to challenge?"
)
UNVERIFIED = Phrase(
    "Rests on norms not verified at source, which carry no finding alone: read them first."
)
NO_ADDRESSEE = Phrase("None of its norms is addressed to this operator or in force on the day.")


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check, complete enough to be read alone.

    Parameters
    ----------
    check : Check
        As declared.
    found : Found
        What was found; its kind is final here.
    severity : str
        The greatest of its norms that were read at source, at most medium for `review`, low for
        the rest.
    norms : tuple of Application
        The norms it serves, and what they are to this operator.
    pointers : tuple of Pointer
        Where it rests on the scheme, by path.
    threshold : Threshold or None
        Number that decided, with its type.
    remarks : tuple of str
        What has to be said beside it.
    suppression : Suppression or None
        Who answers for it, if somebody does.
    known : bool
        Whether the baseline lists it.
    """

    check: Check
    found: Found
    severity: Severity
    norms: tuple[Application, ...]
    pointers: tuple[Pointer, ...]
    threshold: Threshold | None
    remarks: tuple[str, ...]
    suppression: Suppression | None = None
    known: bool = False

    @property
    def shown(self) -> bool:
        """Whether it is a finding that nobody answers for and no baseline lists."""
        return self.kind in FINDINGS and self.suppression is None and not self.known

    @property
    def kind(self) -> Kind:
        """Kind of result."""
        return self.found.kind

    @property
    def evidence(self) -> EvidenceClass:
        """Class of evidence."""
        return self.found.evidence

    @property
    def level(self) -> str:
        """Level of SARIF."""
        return LEVELS[self.severity] if self.kind in FINDINGS else "none"

    @property
    def fingerprint(self) -> str:
        """A name that stays when keys move, comments come or numbers are written otherwise."""
        paths = sorted(pointer.path for pointer in self.pointers)
        text = json.dumps(["bentham.audit/1", self.check.id, paths])
        return hashlib.sha256(text.encode()).hexdigest()[:32]


def results(
    check: Check, norms: dict[str, Norm], view: View, evidence: Evidence | None
) -> Iterator[Finding]:
    """Return the results of one check under the chosen norms; none if no norm of it is chosen."""
    mine = [applied(norms[name], view) for name in check.norms if name in norms]
    if not mine:
        return
    carriers = [each for each in mine if each.binding not in ("not addressed", "not in force")]
    for found in _found(check, view, evidence):
        yield _finding(check, found, mine, carriers, view)


def _found(check: Check, view: View, evidence: Evidence | None) -> Iterable[Found]:
    out: list[Found] = []
    if check.static is not None:
        out += list(check.static(view))
        if not out:
            out.append(_nothing(check, view))
    if check.dynamic is not None and (evidence is not None or check.static is None):
        measured = evidence.of(check.id) if evidence is not None else None
        why = evidence.undefined.get(check.id) if evidence is not None else None
        if measured is not None or why is not None or check.static is None:
            out += list(judged(check, measured, view, why))
    return out


def _nothing(check: Check, view: View) -> Found:
    parts = READS.get(check.id, ())
    if parts and not any(view.lists(part) for part in parts):
        said = Phrase("undeclared: {parts}", parts=", ".join(parts))
        return Found("notApplicable", said, ())
    return Found("pass", Phrase("nothing in what is declared"), ())


def _finding(
    check: Check, found: Found, mine: list[Application], carriers: list[Application], view: View
) -> Finding:
    name = found.threshold
    threshold = view.settings.threshold(name) if name is not None else None
    found = softened(found, check, threshold)
    remarks: list[str] = []
    verified = [each for each in carriers if each.norm.verified]
    if not carriers and found.kind in FINDINGS:
        found = replace(found, kind="notApplicable")
        remarks.append(NO_ADDRESSEE)
    elif not verified and found.kind in COUNTED:
        found = replace(found, kind="open")
        remarks.append(UNVERIFIED)
    elif found.kind == "fail" and not any(e.norm.nature in MAY_FAIL for e in verified):
        found = replace(found, kind="review")
        remarks.append(WEIGHING)
    if found.kind in FINDINGS and not any(each.binding == "binds" for each in carriers):
        remarks.append(
            Phrase(
                "None of its norms is shown to bind this operator ({grounds}); they are a "
                "yardstick.",
                grounds=semicolons(sorted({each.because for each in carriers})),
            )
        )
    if found.evidence in ("robust", "conditional"):
        remarks.append(SENTENCE)
    locs = sorted(set(found.locs), key=str)
    pointers = [view.pointer(loc, declared=found.kind != "open") for loc in locs]
    return Finding(
        check,
        found,
        _severity(found.kind, verified or carriers or mine),
        tuple(mine),
        tuple(sorted(pointers, key=lambda pointer: pointer.path)),
        threshold,
        tuple(remarks),
    )


def _severity(kind: Kind, norms: list[Application]) -> Severity:
    worst = min((SEVERITIES.index(each.norm.severity) for each in norms), default=3)
    at_most = {"fail": 0, "review": SEVERITIES.index("medium")}.get(kind, 3)
    return SEVERITIES[max(worst, at_most)]
