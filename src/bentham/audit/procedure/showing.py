"""What whoever runs a scheme has to show (C(2025) 5052 para 171)."""

from __future__ import annotations

from collections.abc import Iterable

from bentham.audit.procedure.verdict import Element
from bentham.audit.reach import led, sources
from bentham.audit.truth import Because
from bentham.audit.view import View
from bentham.scheme.phrase import Phrase


def must_show(view: View, elements: Iterable[Element]) -> tuple[Because, ...]:
    """Return what is undeclared in the elements, and what the burden of proof asks for."""
    missing = [
        reason
        for element in elements
        for reason in element.judged.because
        if not reason.declared and len(element.judged.possible) > 1
    ]
    return tuple(dict.fromkeys([*missing, *_burden(view)]))


def _burden(view: View) -> Iterable[Because]:
    for each in sources(view):
        said = each.entry.relevance_to_purpose
        if said is None or said.src is None:
            at = (*each.loc, "relevance_to_purpose")
            what = Phrase("that {source} is relevant to the purpose, and on what ground",
                          source=each.name)  # fmt: skip
            yield Because(what, at, declared=False)
    for treatment in led(view):
        claim = getattr(treatment.entry, "proportionality", None)
        if treatment.sort == "sanction" and (claim is None or claim.src is None):
            at = (*treatment.loc, "proportionality")
            what = Phrase("that `{treatment}` is in proportion, and on what ground",
                          treatment=treatment.name)  # fmt: skip
            yield Because(what, at, declared=False)
    if view.get("purpose", "legitimate_aim"):
        what = Phrase("that the aim is legitimate and really pursued")
        yield Because(what, ("purpose", "legitimate_aim"))
    if view.get("technology", "human_review") is not None:
        what = Phrase("how often, by whom and on what ground the score was departed from")
        yield Because(what, ("technology", "human_review"))
    if view.get("technology", "ai_system") in ("no", "partial"):
        what = Phrase("how outputs come about, so that it can be judged whether it is an AI system")
        yield Because(what, ("technology", "method"))
