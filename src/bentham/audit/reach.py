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
from bentham.scheme.phrase import Phrase


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
        Datum(loc, Phrase("source `{id}`", id=each.id), each.context, each.topics, each)
        for loc, each in view.entries("data_sources")
        if not named or each.id in named
    ]


def counted(view: View) -> list[Datum]:
    """Return the declared acts that some rule counts for a score or a list."""
    used = {rule.when.act for rule in view.scheme.rules if _counts(rule)}
    return [
        Datum(loc, Phrase("act `{id}`", id=each.id), each.context, each.topics, each)
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
        kind = each.kind.replace("_", " ")
        return yes(Phrase("`{id}` is unfavourable ({kind})", id=each.id, kind=kind), loc)
    if severity is None:
        said = Phrase("whether `{id}` is unfavourable is undeclared", id=each.id)
        return undeclared(said, at, EITHER)
    return no(Phrase("`{id}` is declared to be no detriment", id=each.id), at)


def _attached(view: View, each: Sanction | Reward, loc: Loc, by_rule: bool) -> Judged:
    """Return whether a treatment follows from a score, a grade or a list."""
    trigger, at, name = each.trigger, (*loc, "trigger"), each.id
    if trigger is None:
        if by_rule:
            said = Phrase("`{id}` follows from single acts, not from an evaluation", id=name)
            return no(said, loc)
        return undeclared(Phrase("what `{id}` follows from is undeclared", id=name), at)
    if trigger.rule is not None:
        said = Phrase("`{id}` follows from a single act, not from an evaluation", id=name)
        return no(said, at)
    if trigger.list is not None:
        said = Phrase("`{id}` follows from the list `{list}`", id=name, list=trigger.list)
    elif trigger.grade is not None:
        said = Phrase("`{id}` follows from the grade `{grade}`", id=name, grade=trigger.grade)
    else:
        said = Phrase("`{id}` follows from the score", id=name)
    return yes(said, at)


def role(  # noqa: PLR0911 - a ladder of grounds
    view: View, sanction: Sanction, loc: Loc
) -> Judged:
    """Return whether the score plays a sufficiently important role in the decision (para 161)."""
    name = sanction.id
    if sanction.automatic is True:
        said = Phrase("`{id}` is automatic: nobody decides the single case", id=name)
        return yes(said, (*loc, "automatic"))
    at: Loc = ("technology", "human_review")
    review = view.get("technology", "human_review")
    weight = view.get("technology", "human_review", "weight_of_score")
    if weight is not None:
        return _weighed(view, name, weight, (*at, "weight_of_score"))
    if review is not None and review.stage in ("none", "after_complaint", "sampling"):
        said = Phrase("nobody looks at a case before `{id}` follows", id=name)
        return yes(said, (*at, "stage"))
    if review is not None and review.can_override is False:
        said = Phrase("whoever looks at a case cannot decide otherwise on `{id}`", id=name)
        return yes(said, at)
    if review is not None and review.stage == "before" and review.can_override:
        if review.override_rate:
            said = Phrase("people decide otherwise in {share:.0%} of cases (`{id}`)",
                          share=review.override_rate, id=name)  # fmt: skip
            return contested(said, (*at, "override_rate"))
        said = Phrase(
            "a person may decide otherwise beforehand; the weight of the score is undeclared "
            "(`{id}`)",
            id=name,
        )
        return undeclared(said, (*at, "weight_of_score"))
    said = Phrase("what a person does with the score before `{id}` follows is undeclared", id=name)
    return undeclared(said, at)


def _weighed(view: View, name: str, weight: float, loc: Loc) -> Judged:
    if weight == 0:
        said = Phrase("the score is declared to play no part in decisions on `{id}`", id=name)
        return no(said, loc)
    almost_always = view.settings.threshold("score_almost_always")
    said = Phrase("decisions follow the score in {share:.0%} of cases (`{id}`)",
                  share=weight, id=name)  # fmt: skip
    return yes(said, loc) if weight >= almost_always.value else contested(said, loc)


def _rewards(view: View) -> Iterator[Treatment]:
    for loc, each in view.entries("rewards"):
        attached = _attached(view, each, loc, False)
        at = (*loc, "standard_service_remains")
        if each.standard_service_remains is False:
            worse = yes(Phrase("the reward `{id}` shrinks what others get", id=each.id), at)
        elif each.standard_service_remains:
            said = Phrase("others keep the ordinary service beside `{id}`", id=each.id)
            worse = contested(said, at)
        else:
            said = Phrase(
                "whether others keep the ordinary service beside `{id}` is undeclared", id=each.id
            )
            worse = undeclared(said, at, AT_LEAST_CONTESTED)
        yield Treatment(
            loc, each.id, "reward", each.kind, each.context, 1, all_of([attached, worse]), each
        )


def _publications(view: View) -> Iterator[Treatment]:
    for loc, each in view.entries("lists"):
        if each.publication not in ("public_register", "public_shaming") or each.kind == "red":
            continue
        at = (*loc, "publication")
        said = Phrase("the names on the list `{list}` are made public", list=each.id)
        yield Treatment(loc, each.id, "publication", "public_shaming", None, 3, yes(said, at), each)


def reached(view: View) -> Judged:
    """Return whether an evaluation leads to detrimental or unfavourable treatment (E5)."""
    parts = [each.led for each in treatments(view)]
    for part in ("sanctions", "rewards"):
        if not view.lists(part):
            said = Phrase(
                "`{part}` is undeclared: what the evaluation leads to is not known in full",
                part=part,
            )
            parts.append(undeclared(said, (part,)))
    if not parts:
        return no(Phrase("nothing follows from the evaluation"), ("sanctions",))
    return any_of(parts)
