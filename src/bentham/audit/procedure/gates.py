"""What all prohibitions of Art. 5 ask first: put into service or used; exclusive security; AI."""

from __future__ import annotations

from bentham.audit.procedure.verdict import Element
from bentham.audit.truth import (
    EITHER,
    UNKNOWN,
    Judged,
    contested,
    flag,
    no,
    undeclared,
    yes,
)
from bentham.audit.view import View
from bentham.scheme.phrase import Phrase

LEARNING = ("machine_learning", "self_learning")
BY_HAND = ("human_judgement", "paper_points", "human_defined_rules", "rating_aggregation")
SECURITY_KINDS = ("intelligence",)


def gates(view: View) -> tuple[Element, ...]:
    """Return E1, the exclusion for exclusive security, and the gate 'AI'."""
    return (
        Element("E1", Phrase("placed on the market, put into service or used"), put_to_use(view)),
        Element("SEC", Phrase("exclusively military, defence or security use"), security(view),
                exempts=True),
    )  # fmt: skip


def put_to_use(view: View) -> Judged:
    """Return E1; what is not in use is judged as if it were put into service as declared."""
    status, at = view.scheme.status, ("status",)
    if status is None:
        return undeclared(Phrase("whether it is in use is undeclared"), at, EITHER)
    if status in ("in_force", "pilot"):
        return yes(Phrase("declared to be in use (`{status}`)", status=status), at)
    said = Phrase("it is `{status}`: judged as if it were put into service as declared",
                  status=status)  # fmt: skip
    return yes(said, at)


def security(view: View) -> Judged:
    """Return whether it is excluded by Art. 2(3); dual use is not."""
    at = ("purpose", "exclusively_security")
    said = Phrase("military, defence or national-security purposes and no other")
    declared = view.get(*at)
    if declared is not None:
        return flag(declared, said, at)
    aims = view.get("purpose", "legitimate_aim")
    secret = view.get("operator", "kind") in SECURITY_KINDS
    if secret or "national_security" in (aims or ()):
        said = Phrase("whether it serves national security alone is undeclared")
        return undeclared(said, at, EITHER)
    return no(Phrase("nothing declared points to a use for security alone"), ("purpose",))


def ai_gate(view: View) -> Element:
    """Return the gate: whether it is an AI system (Art. 3(1), recital 12)."""
    title = Phrase("an AI system that infers how to produce outputs")
    return Element("AI", title, ai_system(view))


def ai_system(view: View) -> Judged:  # noqa: PLR0911 - a ladder of grounds
    """Return whether it is an AI system: as declared, or by how it works."""
    said, method = view.get("technology", "ai_system"), view.get("technology", "method")
    at, how = ("technology", "ai_system"), ("technology", "method")
    if method in LEARNING:
        return yes(Phrase("it learns from data (recital 12), whatever it is called"), how)
    if said == "yes":
        return yes(Phrase("declared to be an AI system"), at)
    if method == "fixed_statistical_model":
        return contested(Phrase("whether a fixed statistical model infers is contested"), how)
    if said == "no":
        return no(Phrase("declared not to be one; the operator has to show how it works"), at)
    if said == "partial":
        return contested(Phrase("declared to be one in part"), at)
    if method in BY_HAND:
        return no(Phrase("rules defined solely by people are outside (recital 12)"), how)
    missing = Phrase("whether it is an AI system, and how it works, is undeclared")
    return undeclared(missing, at, UNKNOWN)
