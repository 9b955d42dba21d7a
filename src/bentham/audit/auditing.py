"""An audit: what the chosen norms say of one scheme on one day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bentham.audit.applicability import Application, applied, counterfactual
from bentham.audit.baseline import Baseline, load_baseline, with_baseline
from bentham.audit.checks.register import CHECKS
from bentham.audit.completeness import Completeness, completeness
from bentham.audit.evidence import Evidence
from bentham.audit.findings import COUNTED, Finding, results
from bentham.audit.packs import SEVERITIES, Norm, Pack, Severity, chosen
from bentham.audit.procedure.all import PROCEDURES
from bentham.audit.procedure.verdict import Procedure
from bentham.audit.settings import Settings
from bentham.audit.suppressions import answered, expect_valid
from bentham.audit.view import View
from bentham.scheme.loading import load_with_document
from bentham.scheme.phrase import Commas, Phrase

READING = Phrase(
    "Element by element, the Commission's reading (C(2025) 5052), which binds nobody; the Court "
    "decides. Not legal advice. No finding is not compliance."
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision procedure, and what its norm is to this operator."""

    procedure: Procedure
    application: Application
    counterfactual: str | None

    @property
    def line(self) -> str:
        """The verdict in one line, which says by itself if the case is counterfactual."""
        best, worst = self.procedure.at_best.name, self.procedure.at_worst.name
        said = worst
        if best != worst:
            said = Phrase("at best {best}, at worst {worst}", best=best, worst=worst)
        contested = self.procedure.contested_elements
        if "BORDERLINE" in (best, worst) and contested:
            said = Phrase("{verdict} (contested: {elements})",
                          verdict=said, elements=Commas(contested))  # fmt: skip
        if self.counterfactual is not None:
            said = Phrase("{verdict} (counterfactual: {why})",
                          verdict=said, why=self.counterfactual)  # fmt: skip
        return said


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that an audit says.

    Parameters
    ----------
    view : View
        Scheme, file, day, settings.
    packs : tuple of Pack
        The norms that were chosen.
    judgements : tuple of Judgement
        The decision procedures whose norms are chosen.
    results : tuple of Finding
        All results; `findings` are those of kind fail, review, open.
    completeness : Completeness
        How much is declared.
    notes : tuple of str
        Suppressions that are without effect, and why.
    baseline : Baseline or None
        The earlier audit whose findings are not shown again.
    """

    view: View
    packs: tuple[Pack, ...]
    judgements: tuple[Judgement, ...]
    results: tuple[Finding, ...]
    completeness: Completeness
    notes: tuple[str, ...] = ()
    baseline: Baseline | None = None

    @property
    def norms(self) -> dict[str, Norm]:
        """The chosen norms, by id."""
        return {norm.id: norm for pack in self.packs for norm in pack.norms}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Results of kind fail, review and open, the gravest first.

        Those that somebody answers for, or that the baseline lists, stand in lists of their own.
        """
        return tuple(each for each in self.results if each.shown)

    @property
    def suppressed(self) -> tuple[Finding, ...]:
        """The findings that somebody answers for."""
        return tuple(each for each in self.results if each.suppression is not None)

    @property
    def hidden(self) -> tuple[Finding, ...]:
        """The findings that the baseline lists, without the suppressed ones."""
        return tuple(e for e in self.results if e.known and e.suppression is None)

    @property
    def applicability(self) -> tuple[Application, ...]:
        """The table of applicability: every chosen norm."""
        return tuple(applied(norm, self.view) for norm in self.norms.values())

    def at_or_above(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of at least this severity."""
        limit = SEVERITIES.index(severity)
        return tuple(e for e in self.findings if SEVERITIES.index(e.severity) <= limit)

    @property
    def assessable(self) -> bool:
        """Whether there are findings, or enough is declared that their lack says something."""
        found = any(each.kind in COUNTED for each in self.results)
        return found or self.completeness.enough


def audit(
    scheme: str | Path,
    packs: Iterable[str] = (),
    as_of: datetime.date | None = None,
    settings: Settings | None = None,
    evidence: Evidence | None = None,
    baseline: Path | None = None,
) -> Audit:
    """Audit a scheme.

    Parameters
    ----------
    scheme : str or Path
        Name of a preset, or a file.
    packs : iterable of str
        Names of packs, or files; all that come with Bentham if none is named.
    as_of : date, optional
        Day for which the law is taken; today if none is given.
    settings : Settings, optional
        Thresholds and relations that an auditor has changed.
    evidence : Evidence, optional
        What a simulation measured; without it the dynamic checks are `open`.
    baseline : Path, optional
        An earlier audit as JSON, whose findings are not shown again.
    """
    declared, document = load_with_document(scheme)
    day = as_of or datetime.datetime.now().astimezone().date()
    view = View(declared, document, day, settings or Settings())
    known = load_baseline(baseline, declared.id) if baseline is not None else None
    return audit_of(view, chosen(packs), evidence, known)


def audit_of(
    view: View,
    packs: tuple[Pack, ...],
    evidence: Evidence | None = None,
    baseline: Baseline | None = None,
) -> Audit:
    """Audit a scheme that is loaded."""
    expect_valid(view)
    norms = {norm.id: norm for pack in packs for norm in pack.norms}
    judgements = tuple(
        Judgement(apply(view), applied(norms[name], view), counterfactual(norms[name], view))
        for name, apply in PROCEDURES.items()
        if name in norms
    )
    found = [each for check in CHECKS.values() for each in results(check, norms, view, evidence)]
    found.sort(key=_order)
    after, notes = answered(with_baseline(found, baseline), view)
    return Audit(view, packs, judgements, after, completeness(view), notes, baseline)


def _order(finding: Finding) -> tuple[Any, ...]:
    kinds = ("fail", "review", "open", "informational", "pass", "notApplicable")
    paths = tuple(pointer.path for pointer in finding.pointers)
    return (
        kinds.index(finding.kind),
        SEVERITIES.index(finding.severity),
        tuple(CHECKS).index(finding.check.id),
        paths,
        finding.found.said,
    )
