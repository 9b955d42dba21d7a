"""BI and PP: cameras, biometrics, predictive policing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bentham.audit.checks.model import (
    Check,
    Dynamic,
    EvidenceClass,
    Found,
    Kind,
    remove_liability,
    remove_sanction,
    remove_source,
    safeguard,
    undeclared,
)
from bentham.audit.joining import semicolons
from bentham.audit.procedure.biometrics import emotions, scraping, traits
from bentham.audit.procedure.crime import crime_prediction
from bentham.audit.procedure.real_time import real_time, safeguards
from bentham.audit.procedure.verdict import Procedure, Verdict
from bentham.audit.reach import sources
from bentham.audit.view import View
from bentham.evidence.faults import Loc
from bentham.scheme.phrase import Commas, Phrase

BODIES = "Cameras and biometrics"
POLICING = "Predictive policing"
FACE: Loc = ("cameras", "face_recognition")
ASSUMED = "It holds under the assumptions of the simulation."
MET = (Verdict.PROHIBITED_INDICATED, Verdict.ELEMENTS_MET_AI_GATE_OPEN, Verdict.ELEMENTS_MET_NOT_AI)
NOT_WANTED = ("protesters", "petitioners", "journalists", "minors")
SENSITIVE = ("worship", "clinic", "union", "polling")


def _procedure(found: Procedure) -> Iterator[Found]:
    """Yield what a decision procedure says as the result of a check."""
    best, worst = found.at_best, found.at_worst
    if best is Verdict.NOT_ASSESSABLE:
        if found.elements[1].judged.word != "false":
            yield Found("notApplicable", Phrase("nothing of the kind is declared"), ())
        return
    if best is Verdict.OUT_OF_SCOPE_ART5 and worst is best:
        return
    kind: Kind = "open"
    if worst is Verdict.BORDERLINE or best is Verdict.BORDERLINE:
        kind = "review"
    if best in MET:
        kind = "fail" if best is Verdict.PROHIBITED_INDICATED else "review"
    parts = [e for e in found.elements if e.judged.word != "false"]
    said = semicolons(Phrase("{element}: {word}", element=e.id, word=e.judged.word) for e in parts)
    locs = {r.loc for e in parts for r in e.judged.because if r.loc is not None}
    evidence: EvidenceClass = "unproven" if kind == "open" else "entailed"
    yield Found(kind, said, tuple(sorted(locs, key=str)), evidence=evidence)


def bi_01(view: View) -> Iterator[Found]:
    """Yield findings: real-time identification, and each missing safeguard."""
    found = real_time(view)
    yield from _procedure(found)
    concerned = all(
        e.judged.word == "true" for e in found.elements if e.id in ("REAL-TIME", "PUBLIC", "POLICE")
    )
    if not concerned:
        return
    for each in safeguards(view):
        reason = each.because[0]
        if each.word == "false" and reason.loc is not None:
            said = Phrase("a safeguard of Art. 5(2)-(7) is missing: {why}", why=reason.said)
            yield Found("fail", said, (reason.loc,))


def bi_02(view: View) -> Iterator[Found]:
    """Yield findings: scraped faces."""
    yield from _procedure(scraping(view))


def bi_03(view: View) -> Iterator[Found]:
    """Yield findings: moods at work and in education."""
    yield from _procedure(emotions(view))


def bi_04(view: View) -> Iterator[Found]:
    """Yield findings: traits from bodies."""
    yield from _procedure(traits(view))


def bi_05(view: View) -> Iterator[Found]:
    """Yield findings: what share of matches is right, by arithmetic."""
    face = view.get(*FACE)
    if face is None or face.mode in (None, "none"):
        return
    false_rate = face.fpir
    if false_rate is None and face.fmr is not None and face.gallery is not None:
        false_rate = 1 - (1 - face.fmr) ** face.gallery
    if false_rate is None or face.fnir is None or not face.watchlist.share:
        missing = ((*FACE, "fpir"), (*FACE, "fnir"), (*FACE, "watchlist", "share"))
        said = Phrase("error rates or the share of those looked for are undeclared")
        yield undeclared(said, *missing)
        return
    share, found = face.watchlist.share, 1 - face.fnir
    hits = share * found
    right = hits / (hits + (1 - share) * false_rate)
    limit = view.settings.threshold("ppv")
    said = Phrase("of 100 matches {right:.1f} are right (base rate {share:g})",
                  right=100 * right, share=share)  # fmt: skip
    alone = face.auto_action is True or face.individual_review is False
    unclear = face.auto_action is None or face.individual_review is None
    locs = ((*FACE, "fpir"), (*FACE, "individual_review"))
    if right < limit.value and alone:
        said = Phrase("{matches}, and no person reviews each", matches=said)
        yield Found("fail", said, locs, right, threshold=limit.id)
    elif right < limit.value and unclear:
        said = Phrase("{matches}; whether a person reviews each is undeclared", matches=said)
        yield undeclared(said, *locs)
    else:
        yield Found("informational", said, locs, right)


def by_machine_alone(view: View) -> bool:
    """Return whether a match acts by itself and nobody reviews each (C-817/19 paras 123-124)."""
    face = view.get(*FACE)
    return face is not None and face.auto_action is True and face.individual_review is False


def bi_07(view: View) -> Iterator[Found]:
    """Yield findings: who is on the watch list."""
    watch = view.get(*FACE, "watchlist")
    if watch is None:
        return
    at: Loc = (*FACE, "watchlist")
    wrong = sorted(set(NOT_WANTED) & set(watch.holds))
    if wrong or "punished" in watch.includes:
        who = Commas(wrong) or Phrase("people once punished for dissent")
        said = Phrase("the watch list holds {whom}", whom=who)
        yield Found("fail", said, ((*at, "holds"), (*at, "includes")))
    if "debtors" in watch.holds or "listed" in watch.includes:
        said = Phrase("the watch list holds people for debts or low scores")
        yield Found("review", said, ((*at, "holds"), (*at, "includes")))
    if view.get(*FACE, "identifies_marchers"):
        said = Phrase("demonstrators are named by their faces")
        yield Found("fail", said, ((*FACE, "identifies_marchers"),))
    if not view.says(watch, "holds") and not watch.includes:
        yield undeclared(Phrase("whom the watch list holds is undeclared"), (*at, "holds"))


def bi_08(view: View) -> Iterator[Found]:
    """Yield findings: sensitive places."""
    places = view.get("cameras", "places") or ()
    for place in sorted(set(places) & set(SENSITIVE)):
        said = Phrase("cameras hang at: {place}", place=place)
        yield Found("review", said, (("cameras", "places"),))


def pp_01(view: View) -> Iterator[Found]:
    """Yield findings: crime predicted solely from profiles."""
    yield from _procedure(crime_prediction(view))


def _predicts(view: View) -> bool:
    parts: tuple[Any, ...] = view.get("technology", "components") or ()
    return any(each.task == "crime_prediction" for each in parts)


def pp_02(view: View) -> Iterator[Found]:
    """Yield findings: risk by relatives, and of children."""
    if not _predicts(view):
        return
    for each in sources(view):
        kin = set(each.topics) & {"siblings", "parents", "spouse", "friends", "social_ties"}
        if each.entry.about == "relative" or each.entry.collection == "relatives" or kin:
            said = Phrase("source `{source}` makes people answer for those around them",
                          source=each.entry.id)  # fmt: skip
            yield Found("fail", said, (each.loc,))
    if view.get("subjects", "minors") in ("included", "via_parent"):
        said = Phrase("the risk of under-18s is assessed")
        yield Found("fail", said, (("subjects", "minors"),))


CHECKS = (
    Check("BI-01", "Real-time identification for law enforcement", BODIES, ("AIA-5-1-h", "AIA-5-3"),
          "mode, place and purpose, three closed objectives, every safeguard of Art. 5(2)-(7)",
          "legal", "Only the declaration is read.", "the authorisation of each use",
          (remove_sanction("do without identification while people walk by"),
           safeguard("add every safeguard of Art. 5(2)-(7)")), static=bi_01),
    Check("BI-02", "Database of scraped faces", BODIES, ("AIA-5-1-e",),
          "cameras.database.source", "legal", "Only the declaration is read.",
          "where each picture comes from", (remove_source("delete the scraped faces"),),
          static=bi_02),
    Check("BI-03", "Moods at work or in education", BODIES, ("AIA-5-1-f",),
          "cameras.emotion: places, people, purpose", "legal", "Only the declaration is read.",
          "the medical or safety reason", (remove_source("do without inferring moods"),),
          static=bi_03),
    Check("BI-04", "Traits deduced from bodies", BODIES, ("AIA-5-1-g",),
          "cameras.biometric_categorisation", "legal", "Only the declaration is read.",
          "what is deduced, and why", (remove_source("do without deducing traits"),), static=bi_04),
    Check("BI-05", "Share of matches that are right", BODIES, ("CJEU-PNR", "AIA-5-3"),
          "PPV = p TPR / (p TPR + (1 - p) FPR), FPR of a search in the whole gallery; a fail only "
          "together with no individual review", "guideline or case",
          "A low share alone makes nothing unlawful (C-817/19).",
          "matches and how many were right", (safeguard("let a person review each match"),),
          static=bi_05,
          dynamic=Dynamic("a run with cameras: share of alerts that are right", "ppv", "below",
                          by_machine_alone)),
    Check("BI-06", "Innocents stopped for each true hit", BODIES, ("ECHR-8",),
          "false stops / true hits; false alerts a day", "project default", ASSUMED,
          "stops and how many were right", (remove_sanction("do without stops on a match alone"),),
          dynamic=Dynamic("a run with cameras: false stops for each true hit", "stops_per_hit")),
    Check("BI-07", "Content of the watch list", BODIES, ("ECHR-10-FRT", "AIA-5-1-h", "ICCPR-21"),
          "protesters, petitioners, journalists, under-18s, debtors on the list", "legal",
          "Only declared groups are seen.", "who is on the list, and on what ground",
          (remove_liability("take them off the list"),), static=bi_07),
    Check("BI-08", "Whole lives tracked", BODIES, ("ICCPR-17", "UNESCO-26"),
          "cameras at places of worship, clinics, unions, polling stations; dynamic: share of "
          "person-day paths that can be put together", "project default", ASSUMED,
          "how long and how densely people are followed",
          (remove_source("take cameras away from such places"),), static=bi_08,
          dynamic=Dynamic("a run with cameras: share of days that can be put together")),
    Check("PP-01", "Crime predicted solely from profiles", POLICING, ("AIA-5-1-d",),
          "no input that is an objective, verifiable fact linked to a crime; dynamic: share of "
          "alerts unchanged without facts", "legal", "Only the declaration is read.",
          "the facts on which each alert rests",
          (remove_source("do without traits and states"),
           safeguard("begin with an assessment by people on objective facts")), static=pp_01,
          dynamic=Dynamic("a paired run without facts: share of alerts unchanged")),
    Check("PP-02", "Risk by relatives; children", POLICING, ("AIA-5-1-d", "CRC-2-2"),
          "sources about relatives or friends; under-18s", "guideline or case",
          "Proxies for family are not seen.", "that nobody answers for others",
          (remove_liability("let nobody answer for relatives"),), static=pp_02),
    Check("PP-03", "Feedback of patrols on records", POLICING, ("ICCPR-26", "CJEU-PNR"),
          "disparity of records at the end / disparity of offences", "convention", ASSUMED,
          "where patrols go, and why", (safeguard("let patrols not follow records"),),
          dynamic=Dynamic("a run with patrols that follow the score", "ratio_band")),
)  # fmt: skip
"""The checks of these families."""
