"""What a scheme declares and a run will not do; and what looks like an oversight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bentham.evidence.explain import path_of
from bentham.evidence.faults import Loc
from bentham.scheme import consistency_watch
from bentham.scheme.consistency import band, ids, own_acts
from bentham.scheme.fields import Listing, Sanction, Scheme
from bentham.scheme.phrase import Phrase
from bentham.scheme.reforms import as_data
from bentham.scheme.words import Entry

FOR_THE_AUDIT = "for the audit only; a run does not read it"
OWN_ACT = "no act of the catalogue: nobody commits it in a run"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to know about a scheme before it is run.

    Parameters
    ----------
    path : str
        The part of the scheme, for instance ``sanctions[no_loans].kind``.
    simulated : str
        ``audit only``, ``approximately``, or ``warning`` for a likely oversight.
    reason : str
        What happens instead, or what is missing.
    """

    path: str
    simulated: str
    reason: str

    @property
    def pattern(self) -> str:
        """The path without ids, by which like remarks can be grouped."""
        return re.sub(r"\[[^\]]*\]", "[]", self.path)


def not_simulated(scheme: Scheme) -> list[Remark]:
    """Return every declared part that a run leaves out or only approximates."""
    data = as_data(scheme)
    fields = [Remark(path_of(data, loc), how, why) for loc, how, why in _walk(scheme, ())]
    return fields + [Remark(path, how, why) for path, how, why in _combinations(scheme)]


def _walk(entry: Entry, loc: Loc) -> Iterator[tuple[Loc, str, str]]:
    for name, info in type(entry).model_fields.items():
        value = getattr(entry, name)
        if name not in entry.model_fields_set or value is None or value == ():
            continue
        at = (*loc, name)
        extra: dict[str, Any] = info.json_schema_extra  # type: ignore[assignment]
        said = _verdict(extra, value)
        if said is not None:
            yield at, *said
            continue
        if isinstance(value, Entry):
            yield from _walk(value, at)
        elif isinstance(value, tuple):
            for i, inner in enumerate(value):
                if isinstance(inner, Entry):
                    yield from _walk(inner, (*at, i))
                elif name == "points":
                    yield at, "approximately", Phrase("the choice is drawn evenly from the range")
                    break


def _verdict(extra: dict[str, Any], value: Any) -> tuple[str, str] | None:
    reason = extra["because"] or FOR_THE_AUDIT
    if extra["simulated"] != "yes":
        return extra["simulated"], reason
    words = extra["simulated_words"]
    if words and value not in words:
        rough = value in extra["approximate_words"]
        return "approximately" if rough else "audit only", reason
    return None


def _combinations(scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    """Yield what a run leaves out although each field by itself is simulated."""
    own = own_acts(scheme)
    yield from ((f"acts[{name}]", "audit only", OWN_ACT) for name in own)
    for rule in scheme.rules:
        if rule.when.act in own:
            yield f"rules[{rule.id}]", "audit only", OWN_ACT
    kept = next((each for each in scheme.lists if each.kind != "red"), None)
    red = next((each for each in scheme.lists if _is_red(each)), None)
    for each in scheme.lists:
        if each is not kept and each is not red:
            why = Phrase(
                "a run keeps one list, the first not red, and one red list by `score_above`"
            )
            yield f"lists[{each.id}]", "audit only", why
        if each.entry.mistaken_share and each.entry.criteria != "court":
            why = Phrase("only a court's entries hit the wrong person")
            yield f"lists[{each.id}].entry.mistaken_share", "audit only", why
    for sanction in scheme.sanctions:
        path, trigger = f"sanctions[{sanction.id}]", sanction.trigger
        fine = sanction.kind == "fine"
        if sanction.target == "children" and sanction.kind != "deny_school":
            yield (
                f"{path}.target",
                "audit only",
                Phrase("of children's sanctions, only schools are closed"),
            )
        if sanction.amount_days and not fine:
            yield f"{path}.amount_days", "audit only", Phrase("only fines take money")
        if trigger is None:
            continue
        if fine and trigger.rule is None:
            yield f"{path}.trigger", "audit only", Phrase("fines follow from rules only")
        if not fine and trigger.rule is not None:
            yield (
                f"{path}.trigger",
                "audit only",
                Phrase("of sanctions, only fines follow from rules"),
            )
        if trigger.grade is not None and not _holds_below(scheme, sanction, trigger.grade):
            yield (
                f"{path}.trigger.grade",
                "approximately",
                Phrase("it holds in all lower grades too"),
            )
    yield from consistency_watch.left_out(scheme)


def _is_red(listing: Listing) -> bool:
    """Return whether a run keeps this as its red list."""
    return listing.kind == "red" and listing.entry.criteria == "score_above"


def _holds_below(scheme: Scheme, sanction: Sanction, grade: str) -> bool:
    """Return whether a sanction of the same kind is declared for every grade below `grade`."""
    order = [each.id for each in sorted(scheme.grades, key=band)]
    same = {
        each.trigger.grade
        for each in scheme.sanctions
        if each.kind == sanction.kind and each.trigger is not None
    }
    return set(order[: order.index(grade)]) <= same


def warnings(scheme: Scheme) -> list[Remark]:
    """Return what is valid but does nothing, or probably not what was meant."""
    return [Remark(path, "warning", why) for path, why in _oversights(scheme)]


def _oversights(scheme: Scheme) -> Iterator[tuple[str, str]]:
    order = sorted(scheme.grades, key=band)
    for below, above in pairwise(order):
        if band(above)[0] > band(below)[1] + 1:
            yield f"grades[{above.id}]", f"scores between `{below.id}` and this have no grade"
    used = {rule.when.act for rule in scheme.rules}
    told = consistency_watch.supplied(scheme)
    own = own_acts(scheme)
    for act in scheme.acts:
        if act.id in own:
            continue
        if act.detection_rate == 0 and act.false_record_rate == 0 and act.id not in told:
            yield f"acts[{act.id}]", "nothing is declared by which this act is ever recorded"
        elif act.id not in used:
            yield f"acts[{act.id}]", "recorded, but no rule refers to it"
    for rule in scheme.rules:
        if rule.when.act not in ids(scheme.acts) and rule.when.act not in told:
            why = f"`{rule.when.act}` is not among `acts`, so it is never recorded"
            yield f"rules[{rule.id}].when.act", why
        if not (rule.effect.model_fields_set - {"src", "mark", "note"}):
            yield f"rules[{rule.id}].effect", "the rule has no effect"
    for listing in scheme.lists:
        yield from _list(scheme, listing)
    for sanction in scheme.sanctions:
        yield from _sanction(scheme, sanction)
    if scheme.appeal.use_rate_per_year and scheme.appeal.available is None:
        yield "appeal.available", "undeclared: nobody can appeal, whatever `use_rate_per_year` says"
    yield from consistency_watch.oversights(scheme)


def _list(scheme: Scheme, listing: Listing) -> Iterator[tuple[str, str]]:
    path, entry = f"lists[{listing.id}]", listing.entry
    if listing.kind == "red":
        if entry.criteria is None:
            yield f"{path}.entry", "`criteria` is undeclared: nobody enters"
        return
    if entry.criteria is None:
        yield f"{path}.entry", "`criteria` is undeclared: nobody enters"
    if entry.criteria == "court" and entry.hazard_per_year == 0:
        yield f"{path}.entry", "`hazard_per_year` is 0: nobody enters"
    if entry.criteria == "score_above":
        yield f"{path}.entry", "`score_above` is for red lists: nobody enters"
    by_rule = any(rule.effect.add_to_list == listing.id for rule in scheme.rules)
    if entry.criteria == "rule" and not by_rule:
        yield f"{path}.entry", "no rule has `add_to_list` for it: nobody enters"
    if listing.exit.criteria in (None, "none"):
        yield f"{path}.exit", "nobody leaves but by appeal"
    if listing.exit.criteria == "performance" and listing.exit.repaid_per_year == 0:
        yield f"{path}.exit", "`repaid_per_year` is 0: nobody leaves but by appeal"


def _sanction(scheme: Scheme, sanction: Sanction) -> Iterator[tuple[str, str]]:
    path = f"sanctions[{sanction.id}]"
    named = any(rule.effect.trigger == sanction.id for rule in scheme.rules)
    if sanction.trigger is None and not named:
        yield path, "nothing triggers it"
    if sanction.kind == "fine" and not sanction.amount_days:
        yield path, "a fine without `amount_days` takes nothing"
