"""Limb (i): data from one sphere of life, treatment in another.

A pair is unrelated, or related, only where the Commission or a court has named it so; the same
context with itself is related by the words of the norm. Every other pair is contested.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bentham.audit.reach import Datum, Treatment, data, led
from bentham.audit.tables import Cell, relatedness
from bentham.audit.truth import Judged, any_of, contested, no, undeclared, yes
from bentham.audit.view import View
from bentham.scheme.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Pair:
    """Data of one sphere of life and a treatment that they lead to."""

    datum: Datum
    treatment: Treatment
    unrelated: Judged


def pairs(view: View) -> list[Pair]:
    """Return every pair of something that feeds the evaluation and something it leads to."""
    return [
        Pair(datum, treatment, unrelated(view, datum, treatment))
        for treatment in led(view)
        if treatment.sort != "publication"
        for datum in data(view)
    ]


def limb_i(view: View) -> Judged:
    """Return whether some treatment falls in a context unrelated to that of the data."""
    parts = [each.unrelated for each in pairs(view)]
    if not data(view):
        said = Phrase("neither `data_sources` nor `acts` that count are declared")
        parts.append(undeclared(said, ("data_sources",)))
    if not led(view):
        said = Phrase("no treatment follows from the evaluation")
        parts.append(no(said, ("sanctions",)))
    return any_of(parts)


def unrelated(  # noqa: PLR0911 - a ladder of grounds
    view: View, datum: Datum, treatment: Treatment
) -> Judged:
    """Return whether the sphere of the data is unrelated to that of the treatment."""
    at = datum.loc
    to = treatment.context
    pair: dict[str, Any] = {"data": datum.name, "treatment": treatment.name}
    if to is None:
        said = Phrase("in which sphere of life `{treatment}` falls is undeclared",
                      treatment=treatment.name)  # fmt: skip
        return undeclared(said, (*treatment.loc, "context"))
    if view.get("purpose", "category") is None and (cell := _hinging(datum, to)) is not None:
        said = Phrase(
            "{data} and `{treatment}`: whether the pair is named ({by}) hangs on the purpose, "
            "undeclared",
            by=cell.by, **pair,
        )  # fmt: skip
        return undeclared(said, ("purpose", "category"))
    named = [cell for topic in datum.topics if (cell := _named(view, topic, to)) is not None]
    against = next((cell for cell in named if not cell.related), None)
    if against is not None:
        said = Phrase("{data} and `{treatment}` are named as unrelated ({by})",
                      by=against.by, **pair)  # fmt: skip
        return yes(said, at)
    if datum.context == to:
        said = Phrase("{data} and `{treatment}` belong to one sphere of life ({context})",
                      context=to, **pair)  # fmt: skip
        return no(said, at)
    if datum.topics and len(named) == len(datum.topics):
        said = Phrase("{data} and `{treatment}` are named as related ({by})",
                      by=named[0].by, **pair)  # fmt: skip
        return no(said, at)
    if datum.context is None:
        said = Phrase("from which sphere of life {data} comes is undeclared", data=datum.name)
        return undeclared(said, (*at, "context"))
    own = _own(view, datum.context, to)
    if own is not None:
        related, because = own
        said = Phrase("{data} and `{treatment}`: the auditor answers for it: {why}",
                      why=because, **pair)  # fmt: skip
        return no(said, at) if related else contested(said, at)
    pair |= {"origin": datum.context, "to": to}
    cell = _named(view, datum.context, to)
    if cell is not None and not datum.topics:
        if cell.related:
            said = Phrase("{data} and `{treatment}` ({origin} to {to}) are named as related ({by})",
                          by=cell.by, **pair)  # fmt: skip
            return no(said, at)
        said = Phrase("{data} and `{treatment}` ({origin} to {to}) are named as unrelated ({by})",
                      by=cell.by, **pair)  # fmt: skip
        return yes(said, at)
    said = Phrase(
        "{data} and `{treatment}` ({origin} to {to}): no authority has named this pair", **pair
    )
    return contested(said, at)


def _named(view: View, origin: str, to: str) -> Cell | None:
    purpose = view.get("purpose", "category")
    found = [
        cell
        for cell in relatedness()
        if origin in cell.origins
        and to in cell.to
        and (not cell.purposes or purpose in cell.purposes)
    ]
    # Where both are named, what is named as unrelated stands.
    return min(found, key=lambda cell: cell.related, default=None)


def _hinging(datum: Datum, to: str) -> Cell | None:
    """Return a named pair that is limited to certain purposes, if one could be meant."""
    words = {*datum.topics, datum.context}
    for cell in relatedness():
        if cell.purposes and to in cell.to and words & set(cell.origins):
            return cell
    return None


def _own(view: View, origin: str, to: str) -> tuple[bool, str] | None:
    for each in view.settings.relations:
        if (each.origin, each.to) == (origin, to):
            return each.related, each.because
    return None
