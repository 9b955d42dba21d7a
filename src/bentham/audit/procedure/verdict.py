"""Verdicts over all completions of what is not known, at best and at worst.

The rule of a prohibition is a formula of 'and', 'or' and 'not' in which each element stands once.
The elements are judged independently of each other, so lifting the formula to sets of values gives
exactly the values that it takes over all completions of the unknowns; a test holds the two to each
other. With the value of the gate 'is it an AI system' each of them is one verdict. There is no
verdict 'compliant'.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from bentham.audit.truth import Because, Judged, Truth


class Verdict(IntEnum):
    """From worst to best; `NOT_ASSESSABLE` says that nothing is declared that would decide."""

    PROHIBITED_INDICATED = 0
    ELEMENTS_MET_AI_GATE_OPEN = 1
    ELEMENTS_MET_NOT_AI = 2
    BORDERLINE = 3
    OUT_OF_SCOPE_ART5 = 4
    NOT_ASSESSABLE = 9


GATE = {
    Truth.TRUE: Verdict.PROHIBITED_INDICATED,
    Truth.CONTESTED: Verdict.ELEMENTS_MET_AI_GATE_OPEN,
    Truth.FALSE: Verdict.ELEMENTS_MET_NOT_AI,
}


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a norm.

    Parameters
    ----------
    id, title : str
        Name and words.
    judged : Judged
        What it can be, and why.
    exempts : bool
        Whether it takes the case out of the prohibition where it is true.
    """

    id: str
    title: str
    judged: Judged
    exempts: bool = False


@dataclass(frozen=True, slots=True)
class Procedure:
    """A prohibition applied to a scheme.

    Parameters
    ----------
    norm : str
        Id of the norm.
    elements : tuple of Element
        In the order of the norm; the gate 'AI' is one of them.
    met : Judged
        Whether all of it is met but the gate.
    assessable : bool
        Whether anything is declared that the norm asks about.
    but_see : tuple of str
        Ids of norms that hold all the same.
    shown_by_operator : tuple of Because
        What whoever runs the scheme has to show.
    """

    norm: str
    elements: tuple[Element, ...]
    met: Judged
    assessable: bool
    but_see: tuple[str, ...]
    shown_by_operator: tuple[Because, ...] = ()

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """Every verdict that some completion of the unknowns gives."""
        if not self.assessable:
            return frozenset({Verdict.NOT_ASSESSABLE})
        gate = next(each.judged.possible for each in self.elements if each.id == "AI")
        return frozenset(outcome(met, ai) for met in self.met.possible for ai in gate)

    @property
    def at_best(self) -> Verdict:
        """The mildest verdict."""
        return max(self.verdicts)

    @property
    def at_worst(self) -> Verdict:
        """The gravest verdict."""
        return min(self.verdicts)

    @property
    def open_elements(self) -> tuple[Element, ...]:
        """The elements that are contested or not known."""
        return tuple(each for each in self.elements if each.judged.word in ("contested", "unknown"))

    @property
    def contested_elements(self) -> tuple[str, ...]:
        """Ids of the elements that are arguable either way; if none is, of those that may be."""
        own = [each for each in self.elements if each.id != "AI"]
        sure = tuple(each.id for each in own if each.judged.word == "contested")
        return sure or tuple(each.id for each in own if each.judged.can_be(Truth.CONTESTED))


def outcome(met: Truth, ai: Truth) -> Verdict:
    """Return the verdict for one completion of the unknowns."""
    if met is Truth.FALSE:
        return Verdict.OUT_OF_SCOPE_ART5
    if met is Truth.CONTESTED:
        return Verdict.BORDERLINE
    return GATE[ai]
