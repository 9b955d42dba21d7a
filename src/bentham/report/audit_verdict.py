"""A verdict as the page of an audit prints it: both ends, each element, what it hangs on."""

from __future__ import annotations

from typing import Any

from bentham.audit.auditing import Audit, Judgement
from bentham.audit.procedure.flips import facts, numbers
from bentham.audit.procedure.verdict import Element
from bentham.audit.truth import Because
from bentham.report.audit_words import VERDICTS, mark_words, norm_words, place
from bentham.report.language import _, in_words, listed, plural, spoken, together

MOST_REASONS = 6


def _reason(reason: Because, found: Audit) -> dict[str, str]:
    at = found.view.pointer(reason.loc, reason.declared) if reason.loc is not None else None
    return {"said": in_words(reason.said), "at": place(at) if at is not None else ""}


def verdict(judgement: Judgement, found: Audit) -> dict[str, Any]:
    """Return what the page says of one judgement."""
    procedure = judgement.procedure
    best, worst = procedure.at_best.name, procedure.at_worst.name
    norm = found.norms[procedure.norm]
    uncertain = numbers(found.view) if procedure.norm == "AIA-5-1-c" else ()
    but_see = [found.norms[name] for name in procedure.but_see if name in found.norms]
    return {
        "anchor": procedure.norm.lower(),
        "ref": in_words(norm.ref),
        "words": in_words(norm.words),
        "mark": mark_words(norm),
        "best": {"name": best, "words": _(VERDICTS[best])},
        "worst": {"name": worst, "words": _(VERDICTS[worst])},
        "line": in_words(judgement.line),
        "gloss": _gloss(best, worst),
        "assessable": procedure.assessable,
        "counterfactual": in_words(judgement.counterfactual or ""),
        "confidence": _confidence(judgement, len(uncertain)),
        "elements": [
            {
                "id": each.id,
                "title": _element(each),
                "word": _(each.judged.word),
                "because": [_reason(e, found) for e in each.judged.because[:MOST_REASONS]],
                "more": max(0, len(each.judged.because) - MOST_REASONS),
            }
            for each in procedure.elements
        ],
        "shown": [_reason(each, found) for each in procedure.shown_by_operator],
        "facts": [_reason(each, found) for each in facts(procedure)],
        "numbers": [_reason(each, found) for each in uncertain] if procedure.assessable else [],
        "but_see": [_("{id} ({ref}; {mark})", **norm_words(each)) for each in but_see]
        if procedure.at_best.name == "OUT_OF_SCOPE_ART5" else [],
    }  # fmt: skip


def _element(each: Element) -> str:
    title = in_words(each.title)
    return _("{title} (takes the case out if true)", title=title) if each.exempts else title


def _gloss(best: str, worst: str) -> str:
    """Return a verdict in words where its name, which is English, would not be understood."""
    if spoken() == "en":
        return ""
    if best == worst:
        return _(VERDICTS[best])
    return _("At best: {best}; at worst: {worst}", best=_(VERDICTS[best]), worst=_(VERDICTS[worst]))


def _confidence(judgement: Judgement, uncertain: int) -> str:
    """Say how firmly a verdict stands: on the declaration, on a dispute, or on what is missing."""
    procedure = judgement.procedure
    if not procedure.assessable:
        return _("None: nothing is declared that this provision asks about.")
    if procedure.at_best != procedure.at_worst:
        said = _hanging(sum(each.judged.word == "unknown" for each in procedure.elements))
    elif procedure.at_best.name == "BORDERLINE":
        said = _(
            "Arguable: {elements} can be argued either way.",
            elements=listed(procedure.contested_elements),
        )
    else:
        said = _("Entailed: the same for whatever the undeclared fields may hold.")
    unread = _("{number} of the numbers it rests on were not read at source.", number=uncertain)
    return together(said, unread if uncertain else "")


def _hanging(number: int) -> str:
    if not number:
        return _("Open: an element can be argued either way.")
    return plural(
        "Open: {number} element hangs on what is undeclared.",
        "Open: {number} elements hang on what is undeclared.",
        number,
    ).format(number=number)
