"""What a check is: declared once, with its formula, threshold, norms, limits and remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from math import isinf
from typing import Any, Literal

from bentham.audit.evidence import Measured
from bentham.audit.settings import Threshold
from bentham.audit.view import View
from bentham.evidence.faults import Loc
from bentham.scheme.phrase import Phrase

Kind = Literal["fail", "review", "open", "pass", "notApplicable", "informational"]
"""The kinds of result of SARIF 2.1.0."""

EvidenceClass = Literal["entailed", "robust", "conditional", "unproven"]
"""It follows from the declaration; holds in every draw; under stated assumptions; is not shown."""

RemedyKind = Literal[
    "remove a source", "remove a sanction", "remove a liability", "add a safeguard"
]
"""All that advice may ever be."""

Direction = Literal["above", "below"]


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would help those concerned."""

    kind: RemedyKind
    said: str


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a check has found.

    Parameters
    ----------
    kind : str
        Kind of result.
    said : str
        The reasoning.
    locs : tuple
        Where it rests on the scheme; what is not declared by the field that is missing.
    value : float or None
        The number, if there is one.
    evidence : str
        Class of evidence.
    threshold : str or None
        Name of the threshold that decided, if one did.
    measured : Measured or None
        The number of a simulation with its two ranges, if it rests on one.
    """

    kind: Kind
    said: str
    locs: tuple[Loc, ...]
    value: float | None = None
    evidence: EvidenceClass = "entailed"
    threshold: str | None = None
    measured: Measured | None = None


@dataclass(frozen=True, slots=True)
class Dynamic:
    """What a simulation must supply, and how it is judged.

    Parameters
    ----------
    needs : str
        The paired runs and the number.
    threshold : str or None
        Name of the threshold; None: the number is reported without one.
    direction : str
        On which side of the threshold the trouble lies.
    only : callable or None
        Says whether the threshold may decide at all, from what is declared; else the number is
        reported.
    """

    needs: str
    threshold: str | None = None
    direction: Direction = "above"
    only: Callable[[View], bool] | None = None


Rule = Callable[[View], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check as declared.

    Parameters
    ----------
    id, title : str
        Name and words.
    family : str
        Heading under which it is printed.
    norms : tuple of str
        Ids of the norms it serves.
    formula : str
        What is computed or asked.
    basis : str
        Type of the authority of its decision where it uses no threshold of the table.
    limitation : str
        What it cannot see.
    shows : str
        What the operator would have to show.
    remedies : tuple of Remedy
        What would help.
    static : callable or None
        The rule.
    dynamic : Dynamic or None
        What a simulation must supply.
    """

    id: str
    title: str
    family: str
    norms: tuple[str, ...]
    formula: str
    basis: str
    limitation: str
    shows: str
    remedies: tuple[Remedy, ...]
    static: Rule | None = None
    dynamic: Dynamic | None = None

    @property
    def mode(self) -> str:
        """Static, dynamic, or both."""
        if self.static is None:
            return "dynamic"
        return "static" if self.dynamic is None else "static and dynamic"


def softened(found: Found, check: Check, threshold: Threshold | None) -> Found:
    """Return a finding no harder than its authority: a project default never fails anything."""
    soft = check.basis in ("convention", "project default")
    if threshold is not None:
        soft = soft or threshold.type in ("convention", "project default")
    return replace(found, kind="review") if soft and found.kind == "fail" else found


def judged(
    check: Check, measured: Measured | None, view: View, undefined: str | None = None
) -> Iterator[Found]:
    """Return what a measured number says about a check.

    Parameters
    ----------
    check, view
        The check, and the scheme.
    measured : Measured or None
        The number.
    undefined : str or None
        Why it was simulated and there is none.
    """
    dynamic = check.dynamic
    if dynamic is None:
        return
    if measured is None and undefined is not None:
        said = Phrase("simulated, and there is no number: {why}", why=undefined)
        yield Found("informational", said, ())
        return
    if measured is None:
        said = Phrase("not simulated; it takes {needs}", needs=dynamic.needs)
        yield Found("open", said, (), evidence="unproven")
        return
    numbers = Phrase(
        "{what}: {value:.3g} (luck, 95 %: {luck}; assumptions: {drawn})",
        what=measured.said or check.title, value=measured.value,
        luck=_range(measured.luck_low, measured.luck_high),
        drawn=_range(measured.low, measured.high),
    )  # fmt: skip
    if dynamic.threshold is None or (dynamic.only is not None and not dynamic.only(view)):
        yield Found("informational", numbers, (), measured.value, "conditional", measured=measured)
        return
    limit = view.settings.threshold(dynamic.threshold)
    above = dynamic.direction == "above"
    beyond = (measured.low > limit.value) if above else (measured.high < limit.value)
    within = (measured.high <= limit.value) if above else (measured.low >= limit.value)
    beside: dict[str, Any] = {"numbers": numbers, "limit": limit.value, "unit": limit.unit}
    if beyond:
        text = Phrase("{numbers}, beyond {limit:g} {unit}", **beside)
    elif within:
        text = Phrase("{numbers}, within {limit:g} {unit}", **beside)
    else:
        text = Phrase("{numbers}, on both sides of {limit:g} {unit}", **beside)
    kind: Kind = "pass" if within else "fail" if beyond else "review"
    how: EvidenceClass = "robust" if within or beyond else "conditional"
    found = Found(kind, text, (), measured.value, how, limit.id, measured)
    yield softened(found, check, limit)


def _range(low: float, high: float) -> Phrase:
    """Return a range in words; an end without bound is said to be none."""
    if isinf(low) and isinf(high):
        return Phrase("without ends")
    if isinf(low):
        return Phrase("up to {high:.3g}, no lower end", high=high)
    if isinf(high):
        return Phrase("from {low:.3g}, no upper end", low=low)
    return Phrase("{low:.3g} to {high:.3g}", low=low, high=high)


def undeclared(said: str, *locs: Loc) -> Found:
    """Return what cannot be judged because a field is missing; it is never a pass."""
    return Found("open", said, locs, evidence="unproven")


def remove_source(said: str) -> Remedy:
    """Return the advice to do without a source."""
    return Remedy("remove a source", said)


def remove_sanction(said: str) -> Remedy:
    """Return the advice to do without a sanction."""
    return Remedy("remove a sanction", said)


def remove_liability(said: str) -> Remedy:
    """Return the advice to let somebody off."""
    return Remedy("remove a liability", said)


def safeguard(said: str) -> Remedy:
    """Return the advice to add a safeguard."""
    return Remedy("add a safeguard", said)
