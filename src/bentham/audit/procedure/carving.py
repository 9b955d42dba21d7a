"""The uses that the Commission names as outside Art. 5(1)(c), each with its conditions.

A carve-out holds only where every condition is declared and shown: the purpose, every source among
those named, its relevance claimed with a source, treatment in proportion, a law that names the data
where one is needed. Data that are named as unrelated close it.
"""

from __future__ import annotations

from bentham.audit.reach import Datum, data, led, sources
from bentham.audit.tables import CarveOut, carve_outs
from bentham.audit.truth import (
    Judged,
    all_of,
    any_of,
    flag,
    no,
    opposite,
    undeclared,
    yes,
)
from bentham.audit.view import View
from bentham.scheme.phrase import Phrase


def carve_out(view: View, limb_i: Judged, limb_ii: Judged) -> Judged:
    """Return whether a named carve-out holds."""
    category, at = view.get("purpose", "category"), ("purpose", "category")
    if category is None:
        said = Phrase("the purpose is undeclared, so no named use can be told")
        return undeclared(said, at)
    found = [each for each in carve_outs() if category in each.purposes]
    if not found:
        said = Phrase("`{category}` is not among the uses that the Commission names",
                      category=category)  # fmt: skip
        return no(said, at)
    return any_of([_holds(view, each, limb_i, limb_ii) for each in found])


def _holds(view: View, rule: CarveOut, limb_i: Judged, limb_ii: Judged) -> Judged:
    said = Phrase("the purpose is that of {use} ({by})", use=rule.title, by=rule.by)
    parts = [
        yes(said, ("purpose", "category")),
        *_sources(view, rule),
        *_treatments(view, rule),
    ]
    if not rule.ratings_only:
        parts += [*_relevance(view), opposite(limb_ii)]
    if limb_i.word == "true":
        said = Phrase("some of the data are named as unrelated")
        parts.append(no(said, ("data_sources",)))
    if rule.law:
        at = ("purpose", "legal_basis", "names_data")
        parts.append(flag(view.get(*at), Phrase("a law names the data"), at))
    return all_of(parts)


def _sources(view: View, rule: CarveOut) -> list[Judged]:
    parts = []
    for each in data(view):
        words = each.topics or ((each.context,) if each.context is not None else ())
        if not words:
            said = Phrase("what {data} is about is undeclared", data=each.name)
            parts.append(undeclared(said, (*each.loc, "context")))
        elif not set(words) <= set(rule.sources):
            said = Phrase("{data} is not among the data of {use}", data=each.name, use=rule.title)
            parts.append(no(said, each.loc))
    for source in sources(view):
        special = source.entry.special_category
        if special and not rule.special_categories:
            at = (*source.loc, "special_category")
            said = Phrase("{source} holds special categories of data", source=source.name)
            parts.append(no(said, at))
        if rule.ratings_only and source.entry.collection not in (None, "peer_rating"):
            at = (*source.loc, "collection")
            said = Phrase("{source} is more than a rating by others", source=source.name)
            parts.append(no(said, at))
    if not data(view):
        said = Phrase("on what it is based is undeclared")
        parts.append(undeclared(said, ("data_sources",)))
    return parts


def _treatments(view: View, rule: CarveOut) -> list[Judged]:
    parts = []
    for each in led(view):
        if each.sort == "publication":
            continue
        at = (*each.loc, "context")
        if each.context is None:
            said = Phrase("where `{treatment}` falls is undeclared", treatment=each.name)
            parts.append(undeclared(said, at))
        elif each.context not in rule.treatments:
            said = Phrase("`{treatment}` falls outside {use}", treatment=each.name, use=rule.title)
            parts.append(no(said, at))
        if rule.standard_service and each.sort == "reward":
            at = (*each.loc, "standard_service_remains")
            value = each.entry.standard_service_remains
            parts.append(flag(value, Phrase("others keep the ordinary service"), at))
    return parts


def _relevance(view: View) -> list[Judged]:
    """Return whether the operator has shown that each source is relevant (para 171)."""
    return [_relevant(each) for each in sources(view)]


def _relevant(datum: Datum) -> Judged:
    name, at = datum.name, (*datum.loc, "relevance_to_purpose")
    said = datum.entry.relevance_to_purpose
    if said is None or said.claim is None:
        return undeclared(Phrase("that {source} is relevant is not shown", source=name), at)
    if said.claim == "none":
        return no(Phrase("{source} is declared to be irrelevant", source=name), at)
    if said.claim == "partly":
        return no(Phrase("{source} is relevant in part only", source=name), at)
    if said.src is None:
        missing = Phrase("relevance of {source}: claimed without a source", source=name)
        return undeclared(missing, at)
    return yes(Phrase("{source} is shown to be relevant, by the source named", source=name), at)
