"""An audit as one JSON object, schema ``bentham.audit/1``."""

from __future__ import annotations

import math
from typing import Any

from bentham.audit.applicability import Application
from bentham.audit.auditing import READING, Audit, Judgement
from bentham.audit.baseline import SCHEMA
from bentham.audit.evidence import Measured
from bentham.audit.findings import FINDINGS, Finding
from bentham.audit.packs import NOT_VERIFIED
from bentham.audit.procedure.flips import facts, numbers
from bentham.audit.procedure.verdict import Procedure
from bentham.audit.truth import Because
from bentham.audit.view import Pointer, View


def as_json(found: Audit) -> dict[str, Any]:
    """Return an audit as plain values."""
    view = found.view
    return {
        "schema": SCHEMA,
        "scheme": view.scheme.id,
        "as_of": view.as_of.isoformat(),
        "verdicts": [_verdict(each, view) for each in found.judgements],
        "findings": [finding_as_json(each) for each in found.findings],
        "about": {
            "reading": READING,
            "title": view.scheme.name,
            "fidelity": view.scheme.fidelity.completeness if view.scheme.fidelity else None,
            "packs": [{"id": each.id, "version": each.version} for each in found.packs],
            "declared": {
                "share": round(found.completeness.share, 4),
                "asked": found.completeness.asked,
                "missing": [_pointer(each) for each in found.completeness.missing],
            },
            "changed_by_the_auditor": {
                "thresholds": {k: v.model_dump() for k, v in view.settings.changed.items()},
                "relations": [each.model_dump(by_alias=True) for each in view.settings.relations],
            },
            "applicability": [_application(each) for each in found.applicability],
            "other_results": [
                {
                    "check": each.check.id,
                    "title": each.check.title,
                    "kind": each.kind,
                    "value": each.found.value,
                    "explanation": each.found.said,
                }
                for each in found.results
                if each.kind not in FINDINGS
            ],
            "suppressed": [_suppressed(each) for each in found.suppressed],
            "notes": list(found.notes),
            "baseline": _baseline(found),
        },
    }


def _suppressed(finding: Finding) -> dict[str, Any]:
    each = finding.suppression
    assert each is not None
    return finding_as_json(finding) | {"suppression": {
        "pointer": each.pointer,
        "justification": each.justification,
        "author": each.author,
        "date": each.date.isoformat(),
        "expires": None if each.expires is None else each.expires.isoformat(),
    }}  # fmt: skip


def _baseline(found: Audit) -> dict[str, Any] | None:
    """Return what the baseline hides; an audit that is written so is a baseline by itself."""
    if found.baseline is None:
        return None
    return {
        "file": found.baseline.name,
        "as_of": found.baseline.as_of,
        "hidden": [finding_as_json(each) for each in found.hidden],
    }


def _verdict(judgement: Judgement, view: View) -> dict[str, Any]:
    procedure = judgement.procedure
    return {
        "norm": procedure.norm,
        "at_best": procedure.at_best.name,
        "at_worst": procedure.at_worst.name,
        "elements": {each.id: each.judged.word for each in procedure.elements},
        "contested": list(procedure.contested_elements),
        "counterfactual": judgement.counterfactual,
        "binding": judgement.application.binding,
        "line": judgement.line,
        "reasons": {
            each.id: {
                "title": each.title,
                "possible": sorted(value.name.lower() for value in each.judged.possible),
                "because": [_because(reason, view) for reason in each.judged.because],
            }
            for each in procedure.elements
        },
        "must_be_shown_by_the_operator": [
            _because(reason, view) for reason in procedure.shown_by_operator
        ],
        "hangs_on": {
            "facts": [_because(reason, view) for reason in facts(procedure)],
            "numbers": [_because(reason, view) for reason in _uncertain(procedure, view)],
        },
        "but_see": list(procedure.but_see),
    }


def _uncertain(procedure: Procedure, view: View) -> tuple[Because, ...]:
    return numbers(view) if procedure.norm == "AIA-5-1-c" and procedure.assessable else ()


def _because(reason: Because, view: View) -> dict[str, Any]:
    where = view.pointer(reason.loc, reason.declared) if reason.loc is not None else None
    return {"said": reason.said, "at": None if where is None else _pointer(where)}


def _pointer(pointer: Pointer) -> dict[str, Any]:
    return {"path": pointer.path, "line": pointer.line, "column": pointer.column,
            "declared": pointer.declared}  # fmt: skip


def _application(each: Application) -> dict[str, Any]:
    norm = each.norm
    return {
        "id": norm.id,
        "ref": norm.ref,
        "mark": norm.mark,
        "verified": "at source" if norm.verified else NOT_VERIFIED,
        "nature": norm.nature,
        "binding": each.binding,
        "because": each.because,
    }


def _ranges(measured: Measured | None) -> dict[str, list[float | None]] | None:
    """Return both ranges; an end without bound is null."""
    if measured is None:
        return None
    ranges = {
        "luck": (measured.luck_low, measured.luck_high),
        "assumptions": (measured.low, measured.high),
    }
    return {
        name: [end if math.isfinite(end) else None for end in ends] for name, ends in ranges.items()
    }


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """Return one finding as plain values."""
    check, threshold = finding.check, finding.threshold
    return {
        "check": check.id,
        "title": check.title,
        "kind": finding.kind,
        "level": finding.level,
        "severity": finding.severity,
        "evidence_class": finding.evidence,
        "pointers": [_pointer(each) for each in finding.pointers],
        "norms": [_application(each) for each in finding.norms],
        "value": finding.found.value,
        "ranges": _ranges(finding.found.measured),
        "threshold": None if threshold is None else threshold.model_dump(),
        "basis": check.basis,
        "formula": check.formula,
        "explanation": finding.found.said,
        "remarks": list(finding.remarks),
        "limitations": check.limitation,
        "remedy": [{"kind": each.kind, "said": each.said} for each in check.remedies],
        "must_show": check.shows,
        "fingerprint": finding.fingerprint,
    }
