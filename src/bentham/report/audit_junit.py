"""An audit as JUnit XML, which every service of continuous integration reads.

A result is a test case. It is a failure if the command was told to fail on it; what is not a
failure is skipped with its text, and never said to be lawful.
"""

from __future__ import annotations

import re
from itertools import groupby
from xml.etree import ElementTree as ET

from bentham.audit.auditing import READING, Audit
from bentham.audit.findings import FINDINGS, Finding
from bentham.audit.packs import SEVERITIES, Severity
from bentham.report.audit_text import where

UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""

NO_BADGE = (
    "No finding is not compliance: a case without a failure says that this check found nothing in "
    "what is declared, and no more."
)


def as_junit(found: Audit, fail_on: Severity | None = None) -> str:
    """Return an audit as JUnit XML.

    Parameters
    ----------
    found : Audit
        What to print.
    fail_on : str, optional
        A finding of any kind is a failure from this severity on; if none is named, every finding
        of kind `fail` is one.
    """
    root = ET.Element("testsuites", name=f"bentham audit {found.view.scheme.id}")
    total = failed = 0
    in_order = sorted(found.results, key=lambda each: each.check.family)
    for family, group in groupby(in_order, key=lambda each: each.check.family):
        cases = [_case(each, found, fail_on) for each in group]
        failures = sum(case.find("failure") is not None for case in cases)
        skipped = sum(case.find("skipped") is not None for case in cases)
        suite = ET.SubElement(
            root, "testsuite", name=family, tests=str(len(cases)), failures=str(failures),
            errors="0", skipped=str(skipped), time="0",
        )  # fmt: skip
        suite.append(_properties(found))
        suite.extend(cases)
        ET.SubElement(suite, "system-out").text = f"{NO_BADGE} {READING}"
        total, failed = total + len(cases), failed + failures
    root.set("tests", str(total))
    root.set("failures", str(failed))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="UTF-8"?>\n', "\n")
    )


def _properties(found: Audit) -> ET.Element:
    out = ET.Element("properties")
    rows = {
        "reading": f"{NO_BADGE} {READING}",
        "as_of": found.view.as_of.isoformat(),
        "declared": f"{found.completeness.share:.0%}",
        **{f"verdict {each.procedure.norm}": each.line for each in found.judgements},
    }
    if found.baseline is not None:
        rows["hidden by the baseline"] = str(len(found.hidden))
    for i, note in enumerate(found.notes, 1):
        rows[f"note {i}"] = note
    for name, value in rows.items():
        ET.SubElement(out, "property", name=name, value=_clean(value))
    return out


def _case(finding: Finding, found: Audit, fail_on: Severity | None) -> ET.Element:
    paths = ", ".join(pointer.path for pointer in finding.pointers[:3])
    name = f"{finding.check.id} {finding.check.title}" + (f" [{paths}]" if paths else "")
    case = ET.Element(
        "testcase", name=_clean(name), time="0",
        classname=_clean(f"bentham.audit.{found.view.scheme.id}.{finding.check.id}"),
    )  # fmt: skip
    document = found.view.document
    if document is not None:
        case.set("file", _clean(document.name))
        line = next((p.line for p in finding.pointers if p.line is not None), None)
        if line is not None:
            case.set("line", str(line))
    said = f"{finding.kind} ({finding.severity}, {finding.evidence}): {finding.found.said}"
    if finding.kind == "pass":
        ET.SubElement(case, "system-out").text = _clean(f"{finding.found.said}. {NO_BADGE}")
    elif is_failure(finding, fail_on):
        about = ET.SubElement(case, "failure", type=finding.severity, message=_clean(said))
        about.text = _clean(_told(finding, found))
    else:
        ET.SubElement(case, "skipped", message=_clean(_why(finding, said)))
    return case


def is_failure(finding: Finding, fail_on: Severity | None) -> bool:
    """Return whether a finding is a failure: shown, and at or above `fail_on`."""
    if not finding.shown:
        return False
    if fail_on is None:
        return finding.kind == "fail"
    return SEVERITIES.index(finding.severity) <= SEVERITIES.index(fail_on)


def _why(finding: Finding, said: str) -> str:
    each = finding.suppression
    if each is not None:
        return f"suppressed by {each.author}: {each.justification}; {said}"
    if finding.known:
        return f"listed in the baseline; {said}"
    return said if finding.kind in FINDINGS else f"{said}. {NO_BADGE}"


def _told(finding: Finding, found: Audit) -> str:
    lines = [f"{finding.found.said}.", *finding.remarks]
    lines += [where(pointer, found) for pointer in finding.pointers]
    lines += [f"Norm: {e.norm.id}, {e.norm.ref}; {e.phrase}." for e in finding.norms]
    lines += [f"Limit: {finding.check.limitation}"]
    lines += [f"Remedy ({each.kind}): {each.said}." for each in finding.check.remedies]
    lines += [f"The operator would have to show: {finding.check.shows}.", READING]
    return "\n".join(lines)


def _clean(text: str) -> str:
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
