"""The uses that the Commission names as outside Art. 5(1)(c), each with its conditions.

A carve-out holds only where every condition is declared and shown: the purpose, every source among
those named, its relevance claimed with a source, treatment in proportion, a law that names the data
where one is needed. Data that are named as unrelated close it.
"""

from __future__ import annotations

from bentham.audit.reach import data, led, sources
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


def carve_out(view: View, limb_i: Judged, limb_ii: Judged) -> Judged:
    """Return whether a named carve-out holds."""
    category, at = view.get("purpose", "category"), ("purpose", "category")
    if category is None:
        return undeclared("the purpose is undeclared, so no named use can be told", at)
    found = [each for each in carve_outs() if category in each.purposes]
    if not found:
        said = f"`{category}` is not among the uses that the Commission names"
        return no(said, at)
    return any_of([_holds(view, each, limb_i, limb_ii) for each in found])


def _holds(view: View, rule: CarveOut, limb_i: Judged, limb_ii: Judged) -> Judged:
    parts = [
        yes(f"the purpose is that of {rule.title} ({rule.by})", ("purpose", "category")),
        *_sources(view, rule),
        *_treatments(view, rule),
    ]
    if not rule.ratings_only:
        parts += [*_relevance(view), opposite(limb_ii)]
    if limb_i.word == "true":
        parts.append(no("some of the data are named as unrelated", ("data_sources",)))
    if rule.law:
        at = ("purpose", "legal_basis", "names_data")
        parts.append(flag(view.get(*at), "a law names the data", at))
    return all_of(parts)


def _sources(view: View, rule: CarveOut) -> list[Judged]:
    parts = []
    for each in data(view):
        words = each.topics or ((each.context,) if each.context is not None else ())
        if not words:
            said = f"what {each.name} is about is undeclared"
            parts.append(undeclared(said, (*each.loc, "context")))
        elif not set(words) <= set(rule.sources):
            parts.append(no(f"{each.name} is not among the data of {rule.title}", each.loc))
    for source in sources(view):
        special = source.entry.special_category
        if special and not rule.special_categories:
            at = (*source.loc, "special_category")
            parts.append(no(f"{source.name} holds special categories of data", at))
        if rule.ratings_only and source.entry.collection not in (None, "peer_rating"):
            at = (*source.loc, "collection")
            parts.append(no(f"{source.name} is more than a rating by others", at))
    if not data(view):
        parts.append(undeclared("on what it is based is undeclared", ("data_sources",)))
    return parts


def _treatments(view: View, rule: CarveOut) -> list[Judged]:
    parts = []
    for each in led(view):
        if each.sort == "publication":
            continue
        at = (*each.loc, "context")
        if each.context is None:
            parts.append(undeclared(f"where `{each.name}` falls is undeclared", at))
        elif each.context not in rule.treatments:
            parts.append(no(f"`{each.name}` falls outside {rule.title}", at))
        if rule.standard_service and each.sort == "reward":
            at = (*each.loc, "standard_service_remains")
            value = each.entry.standard_service_remains
            parts.append(flag(value, "others keep the ordinary service", at))
    return parts


def _relevance(view: View) -> list[Judged]:
    """Return whether the operator has shown that each source is relevant (para 171)."""
    parts = []
    for each in sources(view):
        said, at = each.entry.relevance_to_purpose, (*each.loc, "relevance_to_purpose")
        if said is None or said.claim is None:
            parts.append(undeclared(f"that {each.name} is relevant is not shown", at))
        elif said.claim == "none":
            parts.append(no(f"{each.name} is declared to be irrelevant", at))
        elif said.claim == "partly":
            parts.append(no(f"{each.name} is relevant in part only", at))
        elif said.src is None:
            parts.append(undeclared(f"relevance of {each.name}: claimed without a source", at))
        else:
            parts.append(yes(f"{each.name} is shown to be relevant, by the source named", at))
    return parts
