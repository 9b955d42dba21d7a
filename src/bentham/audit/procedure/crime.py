"""Art. 5(1)(d): predicting crime solely from profiling (C(2025) 5052 paras 184-218)."""

from __future__ import annotations

from bentham.audit.procedure.biometrics import procedure_of
from bentham.audit.procedure.verdict import Element, Procedure
from bentham.audit.reach import Datum, sources
from bentham.audit.truth import (
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

FACTS = ("conviction",)
ARGUABLE = ("arrest", "victimisation", "police_record")
"""Recorded, and linked to a crime, but not established: whether such a fact is one is arguable."""


def crime_prediction(view: View) -> Procedure:
    """Apply Art. 5(1)(d) to a scheme."""
    own = (
        Element("PERSONS", "the risk of natural persons is assessed", _persons(view)),
        Element("OFFENCE", "of committing a criminal offence", _offence(view)),
        Element("SOLELY", "solely from profiling or traits", solely(view)),
        Element("SUPPORTS", "supports an assessment by people that rests on objective facts",
                _supports(view), exempts=True),
    )  # fmt: skip
    asked = len(own[1].judged.possible) == 1
    return procedure_of(view, "AIA-5-1-d", own, ("AIA-ANX3", "LED-11", "CJEU-PNR"), asked)


def _persons(view: View) -> Judged:
    unit, at = view.get("subjects", "unit"), ("subjects", "unit")
    if unit is None:
        return undeclared("whose risk is assessed is undeclared", at, EITHER)
    if unit == "place":
        name = "the figure of a place enters the evaluation of persons"
        where = ("subjects", "feeds_person_score")
        return flag(view.get(*where), name, where)
    if unit in ("enterprise", "content"):
        return no(f"what is assessed: {unit}", at)
    return yes(f"what is assessed: {unit.replace('_', ' ')}", at)


def _offence(view: View) -> Judged:
    parts: list[Judged] = []
    for loc, act in view.entries("acts"):
        if act.imputability == "predicted_future" and act.lawfulness in ("crime", "serious_crime"):
            parts.append(yes(f"`{act.id}` is a crime foreseen", loc))
    components = view.get("technology", "components")
    if components is None:
        said = "whether a part of it predicts crime is undeclared"
        parts.append(undeclared(said, ("technology", "components"), EITHER))
    for k, each in enumerate(components or ()):
        at = ("technology", "components", k)
        if each.task not in ("crime_prediction", "place_prediction"):
            continue
        if each.predicts in (None, "criminal_offence"):
            parts.append(yes(f"`{each.id}` predicts criminal offences", (*at, "predicts")))
        else:
            said = f"`{each.id}` predicts {str(each.predicts).replace('_', ' ')}s (para 217)"
            parts.append(no(said, (*at, "predicts")))
    return any_of(parts) if parts else no("no part predicts crime", ("technology", "components"))


def solely(view: View) -> Judged:
    """Return whether nothing objective, verifiable and linked to a crime is among the inputs."""
    facts = [fact(each) for each in sources(view)]
    if not facts:
        return undeclared("on what it rests is undeclared", ("data_sources",))
    return opposite(any_of(facts))


def fact(datum: Datum) -> Judged:
    """Return whether a source is an objective, verifiable fact linked to the person's crime."""
    at, entry = datum.loc, datum.entry
    if entry.about in ("relative", "place"):
        return no(f"{datum.name} describes {entry.about}s, not the person", (*at, "about"))
    if set(datum.topics) & set(ARGUABLE):
        said = f"{datum.name}: whether it is an objective fact linked to a crime is arguable"
        return contested(said, at)
    if set(datum.topics) & set(FACTS):
        return yes(f"{datum.name} is an established fact", at)
    if entry.objective_fact is not None:
        name = f"{datum.name} an objective, verifiable fact linked to a crime of the person"
        return flag(entry.objective_fact, name, (*at, "objective_fact"))
    if datum.topics and "other" not in datum.topics:
        return no(f"{datum.name} ({', '.join(sorted(datum.topics))}) is a trait or a state", at)
    said = f"whether {datum.name} is a fact linked to a crime is undeclared"
    return undeclared(said, (*at, "objective_fact"), UNKNOWN)


def _supports(view: View) -> Judged:
    at = ("technology", "human_review", "rests_on_facts")
    rests = flag(view.get(*at), "an assessment by people already rests on objective facts", at)
    stage = view.get("technology", "human_review", "stage")
    where = ("technology", "human_review", "stage")
    if stage is None:
        before = undeclared("when people look at a case is undeclared", where, EITHER)
    elif stage == "before":
        before = yes("people assess a case beforehand", where)
    else:
        before = no("nobody assesses a case beforehand", where)
    return all_of([rests, before])
