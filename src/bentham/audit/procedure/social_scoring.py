"""Art. 5(1)(c): social scoring, element by element (C(2025) 5052 paras 146-183)."""

from __future__ import annotations

from bentham.audit.procedure.carving import carve_out
from bentham.audit.procedure.contexts import limb_i
from bentham.audit.procedure.gates import ai_gate, gates
from bentham.audit.procedure.proportion import limb_ii
from bentham.audit.procedure.showing import must_show
from bentham.audit.procedure.verdict import Element, Procedure
from bentham.audit.reach import counted, data, reached, sources
from bentham.audit.truth import (
    AT_LEAST_CONTESTED,
    EITHER,
    UNKNOWN,
    Judged,
    all_of,
    any_of,
    contested,
    flag,
    no,
    opposite,
    undeclared,
    yes,
)
from bentham.audit.view import View
from bentham.evidence.faults import Loc
from bentham.scheme.phrase import Commas, Phrase

NORM = "AIA-5-1-c"
SCORING_TASKS = ("scoring", "crime_prediction", "sentiment", "link_analysis")


def social_scoring(view: View) -> Procedure:
    """Apply Art. 5(1)(c) to a scheme."""
    e1, security = gates(view)
    e2 = Element("E2", Phrase("evaluates or classifies natural persons or groups"), evaluated(view))
    e3 = Element("E3", Phrase("over a certain period of time"), over_time(view))
    e4 = Element("E4", Phrase("by social behaviour or personal characteristics"), by_conduct(view))
    e5 = Element("E5", Phrase("the score leads to unfavourable treatment"), reached(view))
    i = Element("i", Phrase("in contexts unrelated to those of the data"), limb_i(view))
    ii = Element("ii", Phrase("unjustified or disproportionate treatment"), limb_ii(view))
    lawful = Phrase("a lawful use that the Commission names, its conditions shown")
    carve = Element("CARVE", lawful, carve_out(view, i.judged, ii.judged), exempts=True)
    elements = (e1, e2, e3, e4, e5, i, ii, carve, security, ai_gate(view))
    met = all_of(
        [
            *(each.judged for each in (e1, e2, e3, e4, e5)),
            any_of([i.judged, ii.judged]),
            opposite(carve.judged),
            opposite(security.judged),
        ]
    )
    asked = any(len(each.judged.possible) == 1 for each in (e2, e4, e5))
    return Procedure(NORM, elements, met, asked, _but_see(view), must_show(view, elements))


def evaluated(view: View) -> Judged:
    """Return E2: a number, rank, label or class for people (paras 151-153, 173)."""
    return all_of([_of_people(view), any_of(_evaluations(view))])


def _of_people(view: View) -> Judged:
    unit, at = view.get("subjects", "unit"), ("subjects", "unit")
    if unit is None:
        return undeclared(Phrase("what is evaluated is undeclared"), at, EITHER)
    if unit == "enterprise":
        said = Phrase("the figure of an enterprise is made of scores of persons and bears on them")
        value = view.get("subjects", "aggregates_persons")
        return flag(value, said, ("subjects", "aggregates_persons"))
    if unit == "place":
        value = view.get("subjects", "feeds_person_score")
        said = Phrase("the figure of a place enters the evaluation of persons")
        return flag(value, said, ("subjects", "feeds_person_score"))
    if unit == "content":
        return no(Phrase("contents are evaluated, not people"), at)
    return yes(Phrase("what is evaluated: {unit}", unit=unit.replace("_", " ")), at)


def _evaluations(view: View) -> list[Judged]:
    score, parts = view.scheme.score, []
    if score is None:
        said = Phrase("whether a score is kept is undeclared")
        parts.append(undeclared(said, ("score",), EITHER))
    elif score.kind == "none":
        parts.append(no(Phrase("no score is kept"), ("score", "kind")))
    else:
        said = Phrase("a score is kept ({kind})", kind=score.kind.replace("_", " "))
        parts.append(yes(said, ("score",)))
    if view.scheme.grades:
        parts.append(yes(Phrase("people are put into grades"), ("grades",)))
    for loc, each in view.entries("lists"):
        parts.append(_by_list(each, loc))
    if not view.lists("lists"):
        said = Phrase("whether lists of people are kept is undeclared")
        parts.append(undeclared(said, ("lists",), UNKNOWN))
    for k, each in enumerate(view.get("technology", "components") or ()):
        if each.task in SCORING_TASKS:
            at: Loc = ("technology", "components", k)
            said = Phrase("`{part}` evaluates people ({task})",
                          part=each.id, task=each.task.replace("_", " "))  # fmt: skip
            parts.append(yes(said, at))
    return parts


def _by_list(listing: object, loc: Loc) -> Judged:
    criteria = listing.entry.criteria  # type: ignore[attr-defined]
    name = listing.id  # type: ignore[attr-defined]
    at = (*loc, "entry", "criteria")
    if criteria is None:
        said = Phrase("how people come onto the list `{list}` is undeclared", list=name)
        return undeclared(said, at, AT_LEAST_CONTESTED)
    if criteria == "court":
        said = Phrase(
            "the list `{list}` records decisions of a court; whether that evaluates people is "
            "arguable",
            list=name,
        )
        return contested(said, at)
    said = Phrase("the list `{list}` classifies people by {criteria}",
                  list=name, criteria=criteria.replace("_", " "))  # fmt: skip
    return yes(said, at)


def over_time(view: View) -> Judged:
    """Return E3: not a single grading from one narrow context (para 155)."""
    score = view.scheme.score
    parts = [_fused(view)]
    if score is not None:
        parts += _repeated(view)
    one_off, at = view.get("score", "one_off"), ("score", "one_off")
    if one_off is None:
        said = Phrase("whether people are graded once or over a time is undeclared")
        parts.append(undeclared(said, at, EITHER))
    else:
        parts.append(opposite(flag(one_off, Phrase("graded once, at one moment"), at)))
    return any_of(parts)


def _repeated(view: View) -> list[Judged]:
    found = []
    lookback = view.get("score", "lookback_days")
    update = view.get("score", "update_days")
    decay = view.get("score", "decay")
    if lookback is not None and lookback > 1:
        said = Phrase("records of {days} days count", days=lookback)
        found.append(yes(said, ("score", "lookback_days")))
    if update is not None:
        said = Phrase("it is brought up to date every {days} days", days=update)
        found.append(yes(said, ("score", "update_days")))
    if decay is not None and decay != "none":
        found.append(yes(Phrase("it changes with time"), ("score", "decay")))
    adds = view.scheme.score is not None and view.scheme.score.aggregation == "sum"
    points = any(rule.effect.points is not None for rule in view.scheme.rules)
    if adds and points and not view.get("score", "one_off"):
        found.append(yes(Phrase("points add up from one act to the next"), ("rules",)))
    return found


def _fused(view: View) -> Judged:
    """Return whether data of two contexts are put together; splitting up does not avoid it."""
    known = sorted({each.context for each in data(view) if each.context is not None})
    missing = [each for each in data(view) if each.context is None]
    if len(known) >= 2:
        said = Phrase("data of {number} contexts are put together: {contexts}",
                      number=len(known), contexts=Commas(known))  # fmt: skip
        return yes(said, ("data_sources",))
    if missing and len(known) + len(missing) >= 2:
        said = Phrase("from which sphere of life {data} comes is undeclared",
                      data=missing[0].name)  # fmt: skip
        return undeclared(said, (*missing[0].loc, "context"), EITHER)
    if not data(view):
        return undeclared(Phrase("what feeds it is undeclared"), ("data_sources",), EITHER)
    return no(Phrase("its data come from one context"), ("data_sources",))


def by_conduct(view: View) -> Judged:
    """Return E4: social behaviour or known, inferred or predicted traits (paras 156-159)."""
    parts = [
        yes(Phrase("{act} is conduct or a personal state", act=each.name), each.loc)
        for each in counted(view)
    ]
    for each in sources(view):
        about, at = each.entry.about, (*each.loc, "about")
        if about in ("place", "entity"):
            said = Phrase("{source} describes no person but a {about}",
                          source=each.name, about=about)  # fmt: skip
            parts.append(no(said, at))
        else:
            parts.append(yes(Phrase("{source} describes people", source=each.name), each.loc))
    if not parts:
        return undeclared(Phrase("on what it is based is undeclared"), ("data_sources",), EITHER)
    return any_of(parts)


def _but_see(view: View) -> tuple[str, ...]:
    police = "police" in (view.get("operator", "kind"), view.get("operator", "on_behalf_of"))
    data_law = ("LED-11", "LED-4") if police else ("GDPR-22", "GDPR-5-1-a")
    return ("AIA-ANX3", *data_law, "ECHR-8", "ICCPR-17")
