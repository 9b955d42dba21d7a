"""An audit as one self-contained page: no scripts, nothing fetched, readable on paper."""

from __future__ import annotations

import shlex
from itertools import groupby
from typing import Any

from bentham.audit.auditing import READING, Audit
from bentham.audit.checks.model import Remedy
from bentham.audit.evidence import SENTENCE
from bentham.audit.findings import COUNTED, FINDINGS, Finding
from bentham.audit.packs import NOT_VERIFIED
from bentham.report.audit_letter import filings, must_show, requests
from bentham.report.audit_text import in_order
from bentham.report.audit_verdict import verdict
from bentham.report.audit_words import (
    CLASSES,
    HEADS,
    answer,
    class_words,
    hidden_words,
    norm_words,
    place,
    threshold_words,
)
from bentham.report.environment import pages
from bentham.report.language import _, in_words, listed, speaking, spoken, together
from bentham.report.words import capital
from bentham.results.provenance import INVENTED, versions
from bentham.scheme.context import Provenance

MOST_PLACES = 6


def as_page(found: Audit, lang: str = "en") -> str:
    """Return an audit as HTML.

    Parameters
    ----------
    found : Audit
        What to print.
    lang : str
        In which language, one of `language.LANGUAGES`.
    """
    with speaking(lang):
        return _page(found)


def _page(found: Audit) -> str:
    view = found.view
    shown = [(kind, *map(_, HEADS[kind]), _groups(found, kind)) for kind in HEADS]
    scheme = view.scheme
    return pages().get_template("audit.html").render(
        title=scheme.title.get(spoken()) or _(scheme.name),
        summary=in_words(scheme.summary or ""),
        status=in_words((scheme.status or "undeclared").replace("_", " ")),
        day=view.as_of.isoformat(),
        version=versions()["bentham"],
        packs=[f"{each.id} {each.version}" for each in found.packs],
        reading=in_words(READING),
        warning=together(
            _("As declared in the public sources listed. Not legal advice; no finding is not "
              "compliance."),
            _(INVENTED) if _simulated(found) else "",
        ),
        sentence=in_words(SENTENCE),
        share=f"{found.completeness.share:.0%}",
        asked=found.completeness.asked,
        fidelity=_(_fidelity(found)),
        counted=_counted(found),
        verdicts=[verdict(each, found) for each in found.judgements],
        applicability=_applicability(found),
        kinds=[each for each in shown if each[3]],
        unsimulated=[each.check for each in found.findings if _unsimulated(each)],
        summary_rows=_summary(found),
        requests=requests(found),
        must_show=must_show(found),
        filings=filings(found),
        suppressed=[_suppressed(each) for each in found.suppressed],
        notes=found.notes,
        changed=_changed(found),
        thresholds=_thresholds(found),
        classes=[(_(name), _(meaning)) for name, meaning in CLASSES.items()],
        sources=[_source(each) for each in scheme.provenance],
        command=_command(found),
    )  # fmt: skip


def _counted(found: Audit) -> str:
    """Return how many findings there are, shown or not, and what such a count is worth."""
    counts = {kind: sum(each.kind == kind for each in found.findings) for kind in FINDINGS}
    base, suppressed = found.baseline, len(found.suppressed)
    return together(
        _("{fail} findings, {review} for review by a person, {open} not shown.", **counts),
        hidden_words(len(found.hidden), base.name, base.as_of) if base is not None else "",
        _("{number} suppressed by somebody who answers for it.", number=suppressed)
        if suppressed else "",
        _("These counts measure nothing: one finding can weigh more than all others."),
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
    words += ["--format", "html"]
    if spoken() != "en":
        words += ["--lang", spoken()]
    return shlex.join(words)


def _unsimulated(finding: Finding) -> bool:
    return finding.kind == "open" and finding.check.static is None


def _groups(found: Audit, kind: str) -> list[dict[str, Any]]:
    """Return the findings of a kind, those of one check together."""
    mine = [each for each in found.findings if each.kind == kind and not _unsimulated(each)]
    out = []
    for __, group in groupby(mine, key=lambda each: (each.severity, each.check.id)):
        same = list(group)
        first = same[0]
        check, threshold = first.check, first.threshold
        carrying = [e for e in first.norms if e.binding not in ("not addressed", "not in force")]
        out.append(
            {
                "anchor": f"{kind}-{check.id}".lower(),
                "id": check.id,
                "title": in_words(check.title),
                "kind": _(kind),
                "severity": _(first.severity),
                "evidence": sorted({each.evidence for each in same}),
                "classes": _("; ").join(map(class_words, sorted({e.evidence for e in same}))),
                "cases": [_case(each) for each in same],
                "norms": [{**norm_words(e.norm), "phrase": in_words(e.phrase)} for e in carrying],
                "formula": in_words(check.formula),
                "basis": in_words(check.basis),
                "threshold": threshold_words(threshold) if threshold is not None else "",
                "remarks": list(dict.fromkeys(in_words(r) for each in same for r in each.remarks)),
                "limitation": in_words(check.limitation),
                "remedies": [_remedy(each) for each in check.remedies],
                "shows": in_words(check.shows),
            }
        )
    return out


def _remedy(each: Remedy) -> str:
    kind = capital(in_words(each.kind))
    return _("{kind}: {remedy}.", kind=kind, remedy=in_words(each.said))


def _case(finding: Finding) -> dict[str, Any]:
    places = [place(each) for each in finding.pointers]
    value = finding.found.value
    number = "" if value is None else f"{value:.4g}"
    said = _("{said}.", said=capital(in_words(finding.found.said)))
    return {
        "said": together(said, _("Value: {number}.", number=number) if number else ""),
        "value": number,
        "places": places[:MOST_PLACES],
        "more": max(0, len(places) - MOST_PLACES),
    }


def _suppressed(finding: Finding) -> dict[str, str]:
    return {
        "id": finding.check.id,
        "title": in_words(finding.check.title),
        "kind": _(finding.kind),
        "said": in_words(finding.found.said),
        "answer": answer(finding),
    }


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
                    "right": _("; ").join(refs) or _(NOT_VERIFIED),
                    "what": f"{group['id']} {group['title']}",
                    "kind": group["kind"],
                    "severity": group["severity"],
                    "size": listed(values) or _("{number} declared", number=len(group["cases"])),
                    "evidence": _("; ").join(map(_, group["evidence"])),
                }
            )
    return out


def _applicability(found: Audit) -> list[dict[str, Any]]:
    rows = sorted(found.applicability, key=in_order)
    return [
        {
            "binding": _(binding),
            "because": in_words(because),
            "norms": [norm_words(each.norm) for each in group],
        }
        for (binding, because), group in groupby(rows, key=lambda row: (row.binding, row.because))
    ]


def _changed(found: Audit) -> list[str]:
    settings = found.view.settings
    out = [
        _("The threshold {name} is changed to {value:g}: {why}",
          name=name, value=each.value, why=each.because)
        for name, each in sorted(settings.changed.items())
    ]  # fmt: skip
    for pair in settings.relations:
        said = {"origin": pair.origin, "to": pair.to, "why": pair.because}
        if pair.related:
            out.append(_("{origin} and {to} are taken as related: {why}", **said))
        else:
            out.append(_("{origin} and {to} are taken as unrelated: {why}", **said))
    return out


def _thresholds(found: Audit) -> list[tuple[str, str]]:
    used = {e.threshold.id: e.threshold for e in found.findings if e.threshold is not None}
    return [(name, threshold_words(each)) for name, each in sorted(used.items())]


def _source(each: Provenance) -> str:
    said = _(each.title) if each.title else each.id
    mark = _("mark {mark}", mark=each.mark) if each.mark else ""
    for part in filter(None, (each.url, mark)):
        said = _("{said}, {more}", said=said, more=part)
    return said
