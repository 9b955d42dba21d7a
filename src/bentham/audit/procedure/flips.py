"""What a verdict hangs on: facts that the operator must prove, and numbers that are uncertain.

Nothing here says in which direction, and nothing that is a mere label is named: not the sphere of
life of data or treatment, not the purpose, not what a system is called.
"""

from __future__ import annotations

from collections.abc import Iterator

from bentham.audit.procedure.proportion import gap
from bentham.audit.procedure.verdict import Element, Procedure
from bentham.audit.reach import led
from bentham.audit.truth import Because
from bentham.audit.view import View
from bentham.evidence.faults import Loc
from bentham.scheme.phrase import Phrase

LABELS = (
    "context", "contexts", "topics", "about", "category", "ai_system", "method", "unit", "kind",
    "stated", "task", "predicts", "jurisdictions", "status", "title",
)  # fmt: skip
"""Fields that name or classify; no advice and no flip ever mentions them."""

UNCERTAIN = ("M", "A", "2", "Q", "invented")
"""Marks of numbers that nobody of the project has read at source."""


def is_label(loc: Loc | None) -> bool:
    """Return whether a field only names or classifies something."""
    return loc is not None and any(step in LABELS for step in loc)


def facts(procedure: Procedure) -> tuple[Because, ...]:
    """Return the undeclared facts on which the verdict hangs and which the operator can prove."""
    found = [
        reason
        for element in procedure.elements
        if _decides(procedure, element)
        for reason in element.judged.because
        if not reason.declared and not is_label(reason.loc)
    ]
    return tuple(dict.fromkeys(found))


def _decides(procedure: Procedure, element: Element) -> bool:
    """Return whether the element is open in a verdict that is."""
    return len(element.judged.possible) > 1 and procedure.at_best != procedure.at_worst


def numbers(view: View) -> tuple[Because, ...]:
    """Return the uncertain numbers on which the least-culpable paths rest."""
    return tuple(dict.fromkeys(_numbers(view)))


def _numbers(view: View) -> Iterator[Because]:
    acts: set[str] = set()
    for each in led(view):
        found = gap(view, each)
        if found is not None:
            acts |= {step.act for step in found.path.steps}
    for loc, rule in view.entries("rules"):
        if rule.when.act in acts and rule.mark in UNCERTAIN:
            said = Phrase("the points of `{rule}` are marked {mark}", rule=rule.id, mark=rule.mark)
            yield Because(said, loc)
    score = view.scheme.score
    if acts and score is not None and score.mark in UNCERTAIN:
        said = Phrase("numbers of the score are marked {mark}", mark=score.mark)
        yield Because(said, ("score",))
    for loc, grade in view.entries("grades"):
        if acts and grade.mark in UNCERTAIN:
            said = Phrase("the bounds of grade `{grade}` are marked {mark}",
                          grade=grade.id, mark=grade.mark)  # fmt: skip
            yield Because(said, loc)
