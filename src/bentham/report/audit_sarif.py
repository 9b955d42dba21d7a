"""An audit as SARIF 2.1.0, which code-review platforms and editors read.

The rules are the checks; results are of the kinds that the standard has. By its section 3.27.10
only a result of kind `fail` has a level other than `none`, so what a person has to weigh (`review`)
or what is not shown (`open`) carries its severity among its properties.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath, PurePosixPath
from typing import Any

from bentham.audit.as_json import as_json, finding_as_json
from bentham.audit.auditing import READING, Audit
from bentham.audit.checks.model import Check
from bentham.audit.findings import LEVELS, Finding
from bentham.audit.view import Pointer
from bentham.results.provenance import versions

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "benthamFinding/v1"


def as_sarif(found: Audit) -> dict[str, Any]:
    """Return an audit as a SARIF log with one run."""
    checks = list(dict.fromkeys(each.check.id for each in found.results))
    declared = {each.check.id: each.check for each in found.results}
    whole = as_json(found)
    run: dict[str, Any] = {
        "tool": {"driver": {
            "name": "Bentham",
            "version": versions()["bentham"],
            "fullName": "Bentham, an auditor of declared schemes",
            "shortDescription": {"text": READING},
            "rules": [_rule(declared[name], found) for name in checks],
        }},
        "automationDetails": {"id": f"bentham-audit/{found.view.scheme.id}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(found)],
        "artifacts": [{"location": {"uri": _uri(found)}, "sourceLanguage": "yaml"}],
        "results": [_result(each, checks, found) for each in found.results],
        "properties": {
            "reading": READING,
            "asOf": whole["as_of"],
            "verdicts": [
                {key: each[key] for key in ("norm", "at_best", "at_worst", "line", "elements")}
                for each in whole["verdicts"]
            ],
            "declared": whole["about"]["declared"]["share"],
            "packs": whole["about"]["packs"],
        },
    }  # fmt: skip
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(check: Check, found: Audit) -> dict[str, Any]:
    norms = [found.norms[name] for name in check.norms if name in found.norms]
    refs = "; ".join(f"{each.id}: {each.ref}" for each in norms)
    remedies = " ".join(f"Remedy ({each.kind}): {each.said}." for each in check.remedies)
    severest = min((list(LEVELS).index(each.severity) for each in norms), default=3)
    return {
        "id": check.id,
        "shortDescription": {"text": check.title},
        "fullDescription": {"text": f"{check.title}. Asked: {check.formula}. Norms: {refs}."},
        "help": {"text": f"Limit: {check.limitation} The operator would have to show: "
                         f"{check.shows}. {remedies}".strip()},
        "defaultConfiguration": {"level": list(LEVELS.values())[severest]},
        "properties": {
            "tags": [check.family, check.mode],
            "basis": check.basis,
            "norms": [{"id": e.id, "ref": e.ref, "mark": e.mark, "verified": e.verified}
                      for e in norms],
        },
    }  # fmt: skip


def _invocation(found: Audit) -> dict[str, Any]:
    notes = [{"level": "note", "message": {"text": each}} for each in found.notes]
    if found.baseline is not None:
        said = f"The baseline {found.baseline.name} lists {len(found.hidden)} of the findings."
        notes.append({"level": "note", "message": {"text": said}})
    if not found.assessable:
        said = f"No finding, but only {found.completeness.share:.0%} of the fields are declared."
        notes.append({"level": "warning", "message": {"text": f"{said} {READING}"}})
    return {"executionSuccessful": True, "toolExecutionNotifications": notes}


def _result(finding: Finding, checks: list[str], found: Audit) -> dict[str, Any]:
    said = finding.found.said
    text = " ".join([f"{said[:1].upper()}{said[1:]}.", *finding.remarks])
    whole = finding_as_json(finding)
    out: dict[str, Any] = {
        "ruleId": finding.check.id,
        "ruleIndex": checks.index(finding.check.id),
        "kind": finding.kind,
        "level": finding.level if finding.kind == "fail" else "none",
        "message": {"text": text},
        "locations": [_location(each, found) for each in finding.pointers]
        or [{"physicalLocation": {"artifactLocation": {"uri": _uri(found), "index": 0}}}],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": {
            key: value
            for key, value in whole.items()
            if key not in ("check", "title", "kind", "level", "pointers", "fingerprint", "formula",
                           "explanation", "remarks")
        },
    }  # fmt: skip
    suppressions = list(_suppressions(finding))
    if suppressions:
        out["suppressions"] = suppressions
    if found.baseline is not None:
        out["baselineState"] = "unchanged" if finding.known else "new"
    return out


def _suppressions(finding: Finding) -> Iterator[dict[str, Any]]:
    each = finding.suppression
    if each is None:
        return
    expires = None if each.expires is None else each.expires.isoformat()
    yield {
        "kind": "inSource",
        "status": "accepted",
        "justification": each.justification,
        "properties": {"author": each.author, "date": each.date.isoformat(), "expires": expires},
    }


def _location(pointer: Pointer, found: Audit) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(found), "index": 0}}
    if pointer.line is not None:
        place["region"] = {"startLine": pointer.line, "startColumn": pointer.column}
    path = pointer.path or found.view.scheme.id
    return {
        "physicalLocation": place,
        "logicalLocations": [{"fullyQualifiedName": path, "kind": "member"}],
        "message": {"text": path if pointer.declared else f"{path}, undeclared"},
    }


def _uri(found: Audit) -> str:
    document = found.view.document
    name = document.name if document is not None else f"{found.view.scheme.id}.yaml"
    path = PurePath(name)
    if path.is_absolute():
        return path.as_uri()
    return PurePosixPath("/", path.as_posix()).as_uri().removeprefix("file:///")
