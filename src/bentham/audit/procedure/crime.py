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
from bentham.scheme.phrase import Commas, Phrase

FACTS = ("conviction",)
ARGUABLE = ("arrest", "victimisation", "police_record")
"""Recorded, and linked to a crime, but not established: whether such a fact is one is arguable."""


def crime_prediction(view: View) -> Procedure:
    """Apply Art. 5(1)(d) to a scheme."""
    own = (
        Element("PERSONS", Phrase("the risk of natural persons is assessed"), _persons(view)),
        Element("OFFENCE", Phrase("of committing a criminal offence"), _offence(view)),
        Element("SOLELY", Phrase("solely from profiling or traits"), solely(view)),
        Element("SUPPORTS",
                Phrase("supports an assessment by people that rests on objective facts"),
                _supports(view), exempts=True),
    )  # fmt: skip
    asked = len(own[1].judged.possible) == 1
    return procedure_of(view, "AIA-5-1-d", own, ("AIA-ANX3", "LED-11", "CJEU-PNR"), asked)


def _persons(view: View) -> Judged:
    unit, at = view.get("subjects", "unit"), ("subjects", "unit")
    if unit is None:
        return undeclared(Phrase("whose risk is assessed is undeclared"), at, EITHER)
    if unit == "place":
        name = Phrase("the figure of a place enters the evaluation of persons")
        where = ("subjects", "feeds_person_score")
        return flag(view.get(*where), name, where)
    said = Phrase("what is assessed: {unit}", unit=unit.replace("_", " "))
    return no(said, at) if unit in ("enterprise", "content") else yes(said, at)


def _offence(view: View) -> Judged:
    parts: list[Judged] = []
    for loc, act in view.entries("acts"):
        if act.imputability == "predicted_future" and act.lawfulness in ("crime", "serious_crime"):
            parts.append(yes(Phrase("`{act}` is a crime foreseen", act=act.id), loc))
    components = view.get("technology", "components")
    if components is None:
        said = Phrase("whether a part of it predicts crime is undeclared")
        parts.append(undeclared(said, ("technology", "components"), EITHER))
    for k, each in enumerate(components or ()):
        at = ("technology", "components", k)
        if each.task not in ("crime_prediction", "place_prediction"):
            continue
        if each.predicts in (None, "criminal_offence"):
            said = Phrase("`{part}` predicts criminal offences", part=each.id)
            parts.append(yes(said, (*at, "predicts")))
        else:
            what = f"{each.predicts.replace('_', ' ')}s"
            said = Phrase("`{part}` predicts {what} (para 217)", part=each.id, what=what)
            parts.append(no(said, (*at, "predicts")))
    if not parts:
        return no(Phrase("no part predicts crime"), ("technology", "components"))
    return any_of(parts)


def solely(view: View) -> Judged:
    """Return whether nothing objective, verifiable and linked to a crime is among the inputs."""
    facts = [fact(each) for each in sources(view)]
    if not facts:
        return undeclared(Phrase("on what it rests is undeclared"), ("data_sources",))
    return opposite(any_of(facts))


def fact(datum: Datum) -> Judged:
    """Return whether a source is an objective, verifiable fact linked to the person's crime."""
    at, entry, name = datum.loc, datum.entry, datum.name
    if entry.about in ("relative", "place"):
        whom = f"{entry.about}s"
        said = Phrase("{source} describes {whom}, not the person", source=name, whom=whom)
        return no(said, (*at, "about"))
    if set(datum.topics) & set(ARGUABLE):
        said = Phrase("{source}: whether it is an objective fact linked to a crime is arguable",
                      source=name)  # fmt: skip
        return contested(said, at)
    if set(datum.topics) & set(FACTS):
        return yes(Phrase("{source} is an established fact", source=name), at)
    if entry.objective_fact is not None:
        said = Phrase("{source} an objective, verifiable fact linked to a crime of the person",
                      source=name)  # fmt: skip
        return flag(entry.objective_fact, said, (*at, "objective_fact"))
    if datum.topics and "other" not in datum.topics:
        said = Phrase("{source} ({topics}) is a trait or a state",
                      source=name, topics=Commas(sorted(datum.topics)))  # fmt: skip
        return no(said, at)
    said = Phrase("whether {source} is a fact linked to a crime is undeclared", source=name)
    return undeclared(said, (*at, "objective_fact"), UNKNOWN)


def _supports(view: View) -> Judged:
    at = ("technology", "human_review", "rests_on_facts")
    said = Phrase("an assessment by people already rests on objective facts")
    rests = flag(view.get(*at), said, at)
    stage = view.get("technology", "human_review", "stage")
    where = ("technology", "human_review", "stage")
    if stage is None:
        before = undeclared(Phrase("when people look at a case is undeclared"), where, EITHER)
    elif stage == "before":
        before = yes(Phrase("people assess a case beforehand"), where)
    else:
        before = no(Phrase("nobody assesses a case beforehand"), where)
    return all_of([rests, before])
