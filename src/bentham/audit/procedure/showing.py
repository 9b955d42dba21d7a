"""What whoever runs a scheme has to show (C(2025) 5052 para 171)."""

from __future__ import annotations

from collections.abc import Iterable

from bentham.audit.procedure.verdict import Element
from bentham.audit.reach import led, sources
from bentham.audit.truth import Because
from bentham.audit.view import View


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
            yield Because(f"that {each.name} is relevant to the purpose, and on what ground", at,
                          declared=False)  # fmt: skip
    for treatment in led(view):
        claim = getattr(treatment.entry, "proportionality", None)
        if treatment.sort == "sanction" and (claim is None or claim.src is None):
            at = (*treatment.loc, "proportionality")
            yield Because(f"that `{treatment.name}` is in proportion, and on what ground", at,
                          declared=False)  # fmt: skip
    if view.get("purpose", "legitimate_aim"):
        yield Because("that the aim is legitimate and really pursued",
                      ("purpose", "legitimate_aim"))  # fmt: skip
    if view.get("technology", "human_review") is not None:
        yield Because("how often, by whom and on what ground the score was departed from",
                      ("technology", "human_review"))  # fmt: skip
    if view.get("technology", "ai_system") in ("no", "partial"):
        yield Because("how outputs come about, so that it can be judged whether it is an AI system",
                      ("technology", "method"))  # fmt: skip
