"""An audit as one self-contained page: no scripts, nothing fetched, readable on paper."""

from __future__ import annotations

import shlex
from itertools import groupby
from typing import Any

from bentham.audit.applicability import Application
from bentham.audit.auditing import READING, Audit, Judgement
from bentham.audit.evidence import SENTENCE
from bentham.audit.findings import COUNTED, FINDINGS, Finding
from bentham.audit.packs import NOT_VERIFIED
from bentham.audit.procedure.flips import facts, numbers
from bentham.audit.settings import Threshold
from bentham.audit.truth import Because
from bentham.audit.view import Pointer
from bentham.report.audit_letter import filings, must_show, requests
from bentham.report.audit_text import CLASSES, answer, hidden_words, in_order, mark_words
from bentham.report.environment import pages
from bentham.report.words import capital
from bentham.results.provenance import INVENTED, versions

HEADS = {
    "fail": ("Findings", "An absolute or per-se rule, an element of Art. 5, or a missing statutory "
             "safeguard."),
    "review": ("For review by a person", "A qualified right to be weighed, or a threshold that no "
               "norm gives. Nothing is decided here."),
    "open": ("Not shown", "Nothing is declared that would show it, or the norm has not been read "
             "at source. That is neither a finding against the scheme nor one for it."),
}  # fmt: skip
WORDS = {
    "PROHIBITED_INDICATED": "every element is met, and it is an AI system",
    "ELEMENTS_MET_AI_GATE_OPEN": "every element is met; whether it is an AI system is contested",
    "ELEMENTS_MET_NOT_AI": "every element is met, and it is no AI system; other law has no such "
    "gate",
    "BORDERLINE": "it hangs on a contested element",
    "OUT_OF_SCOPE_ART5": "an element is not met; other law is to be seen",
    "NOT_ASSESSABLE": "nothing is declared that the provision asks about",
}
"""What a verdict says, in words."""

MOST_REASONS, MOST_PLACES = 6, 6


def as_page(found: Audit) -> str:
    """Return an audit as HTML.

    Parameters
    ----------
    found : Audit
        What to print.
    """
    view = found.view
    shown = [(kind, *HEADS[kind], _groups(found, kind)) for kind in HEADS]
    scheme = view.scheme
    return pages().get_template("audit.html").render(
        title=scheme.name,
        summary=scheme.summary or "",
        status=(scheme.status or "undeclared").replace("_", " "),
        day=view.as_of.isoformat(),
        version=versions()["bentham"],
        packs=[f"{each.id} {each.version}" for each in found.packs],
        reading=READING,
        invented=INVENTED if _simulated(found) else "",
        sentence=SENTENCE,
        share=f"{found.completeness.share:.0%}",
        asked=found.completeness.asked,
        fidelity=_fidelity(found),
        counts={kind: sum(each.kind == kind for each in found.findings) for kind in FINDINGS},
        verdicts=[_verdict(each, found) for each in found.judgements],
        applicability=_applicability(found),
        kinds=[each for each in shown if each[3]],
        unsimulated=[each.check for each in found.findings if _unsimulated(each)],
        summary_rows=_summary(found),
        requests=requests(found),
        must_show=must_show(found),
        filings=filings(found),
        suppressed=[(each.check, each.kind, each.found.said, answer(each))
                    for each in found.suppressed],
        notes=found.notes,
        hidden=hidden_words(found),
        changed=_changed(found),
        thresholds=_thresholds(found),
        classes=CLASSES,
        sources=[_source(each) for each in scheme.provenance],
        command=_command(found),
    )  # fmt: skip


def _simulated(found: Audit) -> bool:
    return any(each.evidence in ("robust", "conditional") for each in found.results)


def _fidelity(found: Audit) -> str:
    fidelity = found.view.scheme.fidelity
    return (fidelity.completeness if fidelity is not None else None) or "undeclared"


def _command(found: Audit) -> str:
    view = found.view
    name = view.document.name if view.document is not None else view.scheme.id
    packs = [word for each in found.packs for word in ("--pack", each.id)]
    words = ["bentham", "audit", name, *packs, "--as-of", view.as_of.isoformat()]
    return shlex.join([*words, "--format", "html"])


def _place(pointer: Pointer) -> str:
    """Return a place for a reader who has the file: line, column, path."""
    line = f"line {pointer.line}:{pointer.column}, " if pointer.line is not None else ""
    return f"{line}{pointer.path}{'' if pointer.declared else ', undeclared'}"


def _reason(reason: Because, found: Audit) -> dict[str, str]:
    at = found.view.pointer(reason.loc, reason.declared) if reason.loc is not None else None
    return {"said": reason.said, "at": _place(at) if at is not None else ""}


def _verdict(judgement: Judgement, found: Audit) -> dict[str, Any]:
    procedure = judgement.procedure
    norm = found.norms[procedure.norm]
    uncertain = numbers(found.view) if procedure.norm == "AIA-5-1-c" else ()
    but_see = [found.norms[name] for name in procedure.but_see if name in found.norms]
    return {
        "anchor": procedure.norm.lower(),
        "ref": norm.ref,
        "words": norm.words,
        "mark": mark_words(norm),
        "best": {"name": procedure.at_best.name, "words": WORDS[procedure.at_best.name]},
        "worst": {"name": procedure.at_worst.name, "words": WORDS[procedure.at_worst.name]},
        "line": judgement.line,
        "assessable": procedure.assessable,
        "counterfactual": judgement.counterfactual or "",
        "confidence": _confidence(judgement, len(uncertain)),
        "elements": [
            {
                "id": each.id,
                "title": each.title,
                "word": each.judged.word,
                "exempts": each.exempts,
                "because": [_reason(e, found) for e in each.judged.because[:MOST_REASONS]],
                "more": max(0, len(each.judged.because) - MOST_REASONS),
            }
            for each in procedure.elements
        ],
        "shown": [_reason(each, found) for each in procedure.shown_by_operator],
        "facts": [_reason(each, found) for each in facts(procedure)],
        "numbers": [_reason(each, found) for each in uncertain] if procedure.assessable else [],
        "but_see": [f"{e.id} ({e.ref}; {mark_words(e)})" for e in but_see]
        if procedure.at_best.name == "OUT_OF_SCOPE_ART5" else [],
    }  # fmt: skip


def _confidence(judgement: Judgement, uncertain: int) -> str:
    """Say how firmly a verdict stands: on the declaration, on a dispute, or on what is missing."""
    procedure = judgement.procedure
    if not procedure.assessable:
        return "None: nothing is declared that this provision asks about."
    if procedure.at_best != procedure.at_worst:
        number = sum(each.judged.word == "unknown" for each in procedure.elements)
        noun = "element hangs" if number == 1 else "elements hang"
        said = f"Open: {number} {noun} on what is undeclared."
        if not number:
            said = "Open: an element can be argued either way."
    elif procedure.at_best.name == "BORDERLINE":
        said = f"Arguable: {', '.join(procedure.contested_elements)} can be argued either way."
    else:
        said = "Entailed: the same for whatever the undeclared fields may hold."
    if uncertain:
        said += f" {uncertain} of the numbers it rests on were not read at source."
    return said


def _unsimulated(finding: Finding) -> bool:
    return finding.kind == "open" and finding.check.static is None


def _groups(found: Audit, kind: str) -> list[dict[str, Any]]:
    """Return the findings of a kind, those of one check together."""
    mine = [each for each in found.findings if each.kind == kind and not _unsimulated(each)]
    out = []
    for _, group in groupby(mine, key=lambda each: (each.severity, each.check.id)):
        same = list(group)
        first = same[0]
        check, threshold = first.check, first.threshold
        carrying = [e for e in first.norms if e.binding not in ("not addressed", "not in force")]
        out.append(
            {
                "anchor": f"{kind}-{check.id}".lower(),
                "id": check.id,
                "title": check.title,
                "severity": first.severity,
                "evidence": sorted({CLASSES[each.evidence] for each in same}),
                "cases": [_case(each) for each in same],
                "norms": [_norm(each) for each in carrying],
                "formula": check.formula,
                "basis": check.basis,
                "threshold": _threshold(threshold) if threshold is not None else "",
                "remarks": list(dict.fromkeys(r for each in same for r in each.remarks)),
                "limitation": check.limitation,
                "remedies": [f"{capital(each.kind)}: {each.said}." for each in check.remedies],
                "shows": check.shows,
            }
        )
    return out


def _case(finding: Finding) -> dict[str, Any]:
    places = [_place(each) for each in finding.pointers]
    return {
        "said": capital(finding.found.said),
        "value": "" if finding.found.value is None else f"{finding.found.value:.4g}",
        "places": places[:MOST_PLACES],
        "more": max(0, len(places) - MOST_PLACES),
        "fingerprint": finding.fingerprint,
    }


def _norm(each: Application) -> dict[str, Any]:
    return {
        "id": each.norm.id,
        "ref": each.norm.ref,
        "mark": mark_words(each.norm),
        "verified": each.norm.verified,
        "phrase": each.phrase,
    }


def _threshold(each: Threshold) -> str:
    return f"{each.value:g} {each.unit} ({each.type}; {each.source})"


def _summary(found: Audit) -> list[dict[str, Any]]:
    """Return one line for each check that fails or asks for review."""
    out = []
    for kind in COUNTED:
        for group in _groups(found, kind):
            refs = [norm["ref"] for norm in group["norms"] if norm["verified"]]
            values = [case["value"] for case in group["cases"] if case["value"]]
            out.append(
                {
                    "anchor": group["anchor"],
                    "right": "; ".join(refs) or NOT_VERIFIED,
                    "what": f"{group['id']} {group['title']}",
                    "kind": kind,
                    "severity": group["severity"],
                    "size": ", ".join(values) or f"{len(group['cases'])} declared",
                    "confidence": "; ".join(e.partition(":")[0] for e in group["evidence"]),
                }
            )
    return out


def _applicability(found: Audit) -> list[dict[str, Any]]:
    rows = sorted(found.applicability, key=in_order)
    return [
        {
            "binding": binding,
            "because": because,
            "norms": [
                {"id": e.norm.id, "ref": e.norm.ref, "mark": mark_words(e.norm)} for e in group
            ],
        }
        for (binding, because), group in groupby(rows, key=lambda row: (row.binding, row.because))
    ]


def _changed(found: Audit) -> list[str]:
    settings = found.view.settings
    out = [
        f"The threshold {name} is changed to {each.value:g}: {each.because}"
        for name, each in sorted(settings.changed.items())
    ]
    for each in settings.relations:
        word = "related" if each.related else "unrelated"
        out.append(f"{each.origin} and {each.to} are taken as {word}: {each.because}")
    return out


def _thresholds(found: Audit) -> list[tuple[str, str]]:
    used = {e.threshold.id: e.threshold for e in found.findings if e.threshold is not None}
    return [(name, _threshold(each)) for name, each in sorted(used.items())]


def _source(each: Any) -> str:
    parts = [each.title or each.id, each.url or "", f"mark {each.mark}" if each.mark else ""]
    return ", ".join(part for part in parts if part)
