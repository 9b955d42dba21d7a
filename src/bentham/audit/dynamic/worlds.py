"""The worlds of an audit: the scheme as it is, and the scheme with one thing taken away.

Each is a variation of the audited scheme over the same people, luck and draws. All of them only
take something away: nothing here adds a source, a sanction or a liability, or calls anything by
another name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from bentham.audit.procedure.contexts import unrelated
from bentham.audit.reach import Datum, Treatment, counted, led
from bentham.audit.view import View
from bentham.scheme.fields import Scheme
from bentham.scheme.loading import from_data
from bentham.scheme.reforms import OF_A_REFORM, as_data
from bentham.study.planning import Plan

AS_IT_IS, NEUTRAL, NO_OTHERS, OWN, ACCURATE = "as it is", "neutral", "no others", "own", "accurate"
NO_APPEAL, NO_REWARD, NO_INFORMANTS = "no appeal", "no reward", "no informants"
NO_SCHEME, LAWS = "no scheme", "specific laws"
OF_AN_EVALUATION = ("grade", "list", "score_lt")
"""Triggers by which a sanction follows from an evaluation and not from a single act."""

Data = dict[str, Any]
Change = Callable[[Data], None]


@dataclass(frozen=True, slots=True)
class Sphere:
    """Treatment in one sphere of life, and the data that may not bear on it.

    Parameters
    ----------
    context : str
        The sphere of the treatment.
    treatments : tuple of Treatment
        Sanctions in it that follow from the evaluation.
    named, contested : frozenset of str
        What is taken away: ids of acts, and ``list:`` with ids of lists that a court fills. Named
        as unrelated by an authority, or that and whatever no authority has decided.
    """

    context: str
    treatments: tuple[Treatment, ...]
    named: frozenset[str]
    contested: frozenset[str]


def spheres(view: View) -> list[Sphere]:
    """Return every sphere of life in which the evaluation leads to a sanction."""
    by_context: dict[str, list[Treatment]] = {}
    for each in led(view):
        if each.sort == "sanction" and each.context is not None:
            by_context.setdefault(each.context, []).append(each)
    out = []
    for context, found in sorted(by_context.items()):
        named, contested = set(), set()
        for name, datum in _fed(view):
            words = {unrelated(view, datum, treatment).word for treatment in found}
            if "true" in words:
                named.add(name)
            if words - {"false"}:
                contested.add(name)
        out.append(Sphere(context, tuple(found), frozenset(named), frozenset(contested)))
    return out


def _fed(view: View) -> list[tuple[str, Datum]]:
    """Return what feeds the evaluation and is simulated: acts, and a court's entries to a list."""
    acts = [(each.entry.id, each) for each in counted(view)]
    lists = [
        (f"list:{each.id}", Datum(loc, f"entries to `{each.id}`", "court_enforcement", (), each))
        for loc, each in view.entries("lists")
        if each.entry.criteria == "court"
    ]
    return [*acts, *lists]


def without_data(names: Collection[str]) -> Change:
    """Return the change by which acts are not counted and a court puts nobody on a list."""

    def change(data: Data) -> None:
        data["rules"] = [r for r in data.get("rules", []) if r["when"]["act"] not in names]
        for each in data.get("lists", []):
            if f"list:{each['id']}" in names:
                each.setdefault("entry", {})["hazard_per_year"] = 0.0

    return change


def neutral(data: Data) -> None:
    """Keep the score, the grades and the lists, and let nothing follow from them."""
    data["sanctions"] = [
        each
        for each in data.get("sanctions", [])
        if not any((each.get("trigger") or {}).get(name) is not None for name in OF_AN_EVALUATION)
    ]


def no_others(data: Data) -> None:
    """Let nobody answer for a relative, a housemate or a group."""
    data.pop("relatives", None)
    data["rules"] = [
        each for each in data.get("rules", []) if each.get("applies_to", "actor") == "actor"
    ]
    data["sanctions"] = [
        each for each in data.get("sanctions", []) if each.get("target", "actor") == "actor"
    ]


def no_appeal(data: Data) -> None:
    """Leave no way to contest an entry."""
    data.pop("appeal", None)


def no_reward(data: Data) -> None:
    """Let a report earn nothing."""
    data["informants"]["reward"] = {"points": 0}


def varied(todo: Plan, change: Change, accurate: bool = False) -> Plan:
    """Return a plan whose scheme is changed, with nothing else changed."""
    data = {k: v for k, v in as_data(todo.scheme).items() if k not in OF_A_REFORM}
    change(data)
    _mend(data)
    made: Scheme = from_data(data, todo.scheme.id)
    accurate = accurate or todo.perfectly_accurate
    return replace(todo, scheme=made, perfectly_accurate=accurate)


def _mend(data: Data) -> None:
    """Drop what points to a rule or sanction that has been taken away."""
    rules = {each["id"] for each in data.get("rules", [])}
    data["sanctions"] = [
        each
        for each in data.get("sanctions", [])
        if (each.get("trigger") or {}).get("rule") in (None, *rules)
    ]
    sanctions = {each["id"] for each in data["sanctions"]}
    for rule in data.get("rules", []):
        effect = rule.get("effect") or {}
        if effect.get("trigger") is not None and effect["trigger"] not in sanctions:
            del effect["trigger"]
