"""What feeds an evaluation, and which treatments it can lead to, by the declared rules alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bentham.audit.truth import (
    AT_LEAST_CONTESTED,
    EITHER,
    FALSE,
    Judged,
    all_of,
    any_of,
    contested,
    no,
    undeclared,
    yes,
)
from bentham.audit.view import View
from bentham.evidence.faults import Loc
from bentham.scheme.consequences import Reward, Sanction


@dataclass(frozen=True, slots=True)
class Datum:
    """Something that feeds the evaluation: a source of data, or an act that a rule counts."""

    loc: Loc
    name: str
    context: str | None
    topics: tuple[str, ...]
    entry: Any


@dataclass(frozen=True, slots=True)
class Treatment:
    """Something that an evaluation can lead to.

    Parameters
    ----------
    loc : tuple
        Where it stands.
    name, sort, kind : str
        Its id; ``sanction``, ``reward`` or ``publication``; what is done.
    context : str or None
        Sphere of life.
    severity : int or None
        0 to 5; None if it is undeclared.
    led : Judged
        Whether the evaluation leads to it, with a role of sufficient weight.
    entry : Sanction, Reward or Listing
        As declared.
    """

    loc: Loc
    name: str
    sort: str
    kind: str
    context: str | None
    severity: int | None
    led: Judged
    entry: Any


def sources(view: View) -> list[Datum]:
    """Return the declared sources that feed the evaluation."""
    score = view.scheme.score
    named = {name for part in (score.components if score else ()) for name in part.sources}
    return [
        Datum(loc, f"source `{each.id}`", each.context, each.topics, each)
        for loc, each in view.entries("data_sources")
        if not named or each.id in named
    ]


def counted(view: View) -> list[Datum]:
    """Return the declared acts that some rule counts for a score or a list."""
    used = {rule.when.act for rule in view.scheme.rules if _counts(rule)}
    return [
        Datum(loc, f"act `{each.id}`", each.context, each.topics, each)
        for loc, each in view.entries("acts")
        if each.id in used
    ]


def data(view: View) -> list[Datum]:
    """Return everything that feeds the evaluation."""
    return [*sources(view), *counted(view)]


def _counts(rule: Any) -> bool:
    effect = rule.effect
    moves = (effect.points, effect.set_grade, effect.set_score, effect.add_to_list)
    return any(each is not None for each in moves)


def treatments(view: View) -> list[Treatment]:
    """Return every treatment, with whether the evaluation leads to it."""
    if "treatments" not in view.memo:
        found = [*_sanctions(view), *_rewards(view), *_publications(view)]
        view.memo["treatments"] = found
    return list(view.memo["treatments"])


def led(view: View) -> list[Treatment]:
    """Return the treatments to which the evaluation leads, or may lead."""
    return [each for each in treatments(view) if each.led.possible != FALSE]


def _sanctions(view: View) -> Iterator[Treatment]:
    named = {rule.effect.trigger for rule in view.scheme.rules}
    for loc, each in view.entries("sanctions"):
        severity = each.severity if view.says(each, "severity") else None
        attached = _attached(view, each, loc, each.id in named)
        parts = [attached, role(view, each, loc), _harms(each, severity, loc)]
        yield Treatment(
            loc, each.id, "sanction", each.kind, each.context, severity, all_of(parts), each
        )


def _harms(each: Sanction, severity: int | None, loc: Loc) -> Judged:
    """Return whether it is unfavourable; only of what is not named by its kind may that be open."""
    at = (*loc, "severity")
    if each.kind != "other" or (severity is not None and severity > 0):
        return yes(f"`{each.id}` is unfavourable ({each.kind.replace('_', ' ')})", loc)
    if severity is None:
        return undeclared(f"whether `{each.id}` is unfavourable is undeclared", at, EITHER)
    return no(f"`{each.id}` is declared to be no detriment", at)


def _attached(view: View, each: Sanction | Reward, loc: Loc, by_rule: bool) -> Judged:
    """Return whether a treatment follows from a score, a grade or a list."""
    trigger, at = each.trigger, (*loc, "trigger")
    if trigger is None:
        if by_rule:
            return no(f"`{each.id}` follows from single acts, not from an evaluation", loc)
        return undeclared(f"what `{each.id}` follows from is undeclared", at)
    if trigger.rule is not None:
        return no(f"`{each.id}` follows from a single act, not from an evaluation", at)
    if trigger.list is not None:
        return yes(f"`{each.id}` follows from the list `{trigger.list}`", at)
    what = f"the grade `{trigger.grade}`" if trigger.grade is not None else "the score"
    return yes(f"`{each.id}` follows from {what}", at)


def role(  # noqa: PLR0911 - a ladder of grounds
    view: View, sanction: Sanction, loc: Loc
) -> Judged:
    """Return whether the score plays a sufficiently important role in the decision (para 161)."""
    name = sanction.id
    if sanction.automatic is True:
        return yes(f"`{name}` is automatic: nobody decides the single case", (*loc, "automatic"))
    at: Loc = ("technology", "human_review")
    review = view.get("technology", "human_review")
    weight = view.get("technology", "human_review", "weight_of_score")
    if weight is not None:
        return _weighed(view, name, weight, (*at, "weight_of_score"))
    if review is not None and review.stage in ("none", "after_complaint", "sampling"):
        return yes(f"nobody looks at a case before `{name}` follows", (*at, "stage"))
    if review is not None and review.can_override is False:
        return yes(f"whoever looks at a case cannot decide otherwise on `{name}`", at)
    if review is not None and review.stage == "before" and review.can_override:
        if review.override_rate:
            said = f"people decide otherwise in {review.override_rate:.0%} of cases (`{name}`)"
            return contested(said, (*at, "override_rate"))
        said = "a person may decide otherwise beforehand; the weight of the score is undeclared"
        return undeclared(f"{said} (`{name}`)", (*at, "weight_of_score"))
    said = f"what a person does with the score before `{name}` follows is undeclared"
    return undeclared(said, at)


def _weighed(view: View, name: str, weight: float, loc: Loc) -> Judged:
    if weight == 0:
        return no(f"the score is declared to play no part in decisions on `{name}`", loc)
    almost_always = view.settings.threshold("score_almost_always")
    if weight >= almost_always.value:
        return yes(f"decisions follow the score in {weight:.0%} of cases (`{name}`)", loc)
    return contested(f"decisions follow the score in {weight:.0%} of cases (`{name}`)", loc)


def _rewards(view: View) -> Iterator[Treatment]:
    for loc, each in view.entries("rewards"):
        attached = _attached(view, each, loc, False)
        at = (*loc, "standard_service_remains")
        if each.standard_service_remains is False:
            worse = yes(f"the reward `{each.id}` shrinks what others get", at)
        elif each.standard_service_remains:
            worse = contested(f"others keep the ordinary service beside `{each.id}`", at)
        else:
            said = f"whether others keep the ordinary service beside `{each.id}` is undeclared"
            worse = undeclared(said, at, AT_LEAST_CONTESTED)
        yield Treatment(
            loc, each.id, "reward", each.kind, each.context, 1, all_of([attached, worse]), each
        )


def _publications(view: View) -> Iterator[Treatment]:
    for loc, each in view.entries("lists"):
        if each.publication not in ("public_register", "public_shaming") or each.kind == "red":
            continue
        at = (*loc, "publication")
        said = f"the names on the list `{each.id}` are made public"
        yield Treatment(loc, each.id, "publication", "public_shaming", None, 3, yes(said, at), each)


def reached(view: View) -> Judged:
    """Return whether an evaluation leads to detrimental or unfavourable treatment (E5)."""
    parts = [each.led for each in treatments(view)]
    for part in ("sanctions", "rewards"):
        if not view.lists(part):
            said = f"`{part}` is undeclared: what the evaluation leads to is not known in full"
            parts.append(undeclared(said, (part,)))
    return any_of(parts) if parts else no("nothing follows from the evaluation", ("sanctions",))
