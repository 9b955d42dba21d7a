"""Art. 5(1)(h) with 5(2)-(7): real-time identification in public for law enforcement.

Identification afterwards is not 'allowed': it is a high-risk use, and other law holds.
"""

from __future__ import annotations

from bentham.audit.procedure.biometrics import procedure_of
from bentham.audit.procedure.verdict import Element, Procedure
from bentham.audit.truth import (
    EITHER,
    Judged,
    all_of,
    contested,
    flag,
    no,
    undeclared,
    yes,
)
from bentham.audit.view import View
from bentham.evidence.faults import Loc
from bentham.scheme.phrase import Phrase

FACE = ("cameras", "face_recognition")
CLOSED = ("victims_missing", "imminent_threat", "annex_ii_suspects")
BOUNDS = ("time", "place", "persons")
URGENCY_HOURS = 24


def real_time(view: View) -> Procedure:
    """Apply Art. 5(1)(h) to a scheme."""
    own = (
        Element("REAL-TIME", Phrase("remote identification in real time"), _in_real_time(view)),
        Element("PUBLIC", Phrase("in publicly accessible spaces"), _in_public(view)),
        Element("POLICE", Phrase("for law enforcement"), _for_police(view)),
        Element("EXCEPTION",
                Phrase("one of three objectives, with every safeguard of Art. 5(2)-(7)"),
                exception(view), exempts=True),
    )  # fmt: skip
    cameras = view.scheme.cameras
    asked = view.get(*FACE) is not None or (cameras is not None and not cameras.there)
    but_see = ("AIA-ANX3", "LED-10", "ECHR-8", "ECHR-10-FRT")
    return procedure_of(view, "AIA-5-1-h", own, but_see, asked)


def _in_real_time(view: View) -> Judged:
    cameras, at = view.scheme.cameras, (*FACE, "mode")
    if cameras is not None and not cameras.there:
        return no(Phrase("declared: there are no cameras"), ("cameras", "exists"))
    mode, objective = view.get(*at), view.get(*FACE, "objective")
    if mode is None:
        return undeclared(Phrase("when faces are compared is undeclared"), at, EITHER)
    if mode == "post":
        return no(Phrase("faces are compared afterwards: a high-risk use, not an allowed one"), at)
    if mode == "none":
        return no(Phrase("faces are not compared"), at)
    if objective == "verification":
        said = Phrase("one face is held against one record: no identification")
        return no(said, (*FACE, "objective"))
    return yes(Phrase("faces are compared while people walk by"), at)


def _in_public(view: View) -> Judged:
    at = ("cameras", "publicly_accessible")
    return flag(view.get(*at), Phrase("the places are open to the public"), at)


def _for_police(view: View) -> Judged:
    kind, client = view.get("operator", "kind"), view.get("operator", "on_behalf_of")
    if "police" in (kind, client):
        return yes(Phrase("by or for the police"), ("operator",))
    if kind is None:
        return undeclared(Phrase("who runs it is undeclared"), ("operator", "kind"), EITHER)
    if "intelligence" in (kind, client):
        said = Phrase("whether an intelligence service enforces the law here is arguable")
        return contested(said, ("operator", "kind"))
    return no(Phrase("neither by nor for the police"), ("operator",))


def exception(view: View) -> Judged:
    """Return whether the exception holds: the objective, and every safeguard."""
    return all_of([_objective(view), *safeguards(view)])


def _objective(view: View) -> Judged:
    at = (*FACE, "objective")
    value = view.get(*at)
    if value is None:
        said = Phrase("which of the closed objectives it serves is undeclared")
        return undeclared(said, at, EITHER)
    if value not in CLOSED:
        said = Phrase("general security or crime prevention never qualifies (para 359)")
        return no(said, at)
    if value != "annex_ii_suspects":
        return yes(Phrase("the objective is {objective}", objective=value.replace("_", " ")), at)
    return _grave_enough(view)


def _grave_enough(view: View) -> Judged:
    """Return whether the offences of those looked for carry a maximum that is high enough."""
    at = (*FACE, "watchlist", "min_offence_years")
    least, limit = view.get(*at), view.settings.threshold("min_offence_years")
    if least is None:
        said = Phrase("the least maximum term of the offences is undeclared")
        return undeclared(said, at, EITHER)
    if least >= limit.value:
        return yes(Phrase("offences with a maximum of {years} years or more", years=least), at)
    said = Phrase("offences with a maximum of {years} years; {limit:g} are asked for",
                  years=least, limit=limit.value)  # fmt: skip
    return no(said, at)


def safeguards(view: View) -> list[Judged]:
    """Return every safeguard that Art. 5(2)-(7) asks for."""
    named = (
        (("oversight", "national_law"), Phrase("national law allows it")),
        (("oversight", "fria"), Phrase("the effect on fundamental rights was assessed")),
        (("oversight", "registered"), Phrase("the system is registered")),
        ((*FACE, "targeted_person"), Phrase("only individuals named before are looked for")),
    )
    parts = [flag(view.get(*at), said, at) for at, said in named]
    parts += [_authorised(view), _bounded(view)]
    at = (*FACE, "auto_action")
    acts = view.get(*at)
    if acts is None:
        said = Phrase("whether something adverse follows from a match alone is undeclared")
        parts.append(undeclared(said, at, EITHER))
    elif acts:
        parts.append(no(Phrase("something follows from a match alone"), at))
    else:
        parts.append(yes(Phrase("nothing adverse follows from a match alone"), at))
    return parts


def _authorised(view: View) -> Judged:
    who = view.get(*FACE, "individual_authorisation")
    at: Loc = (*FACE, "individual_authorisation")
    if who is None:
        who = view.get("oversight", "prior_authorisation")
        at = ("oversight", "prior_authorisation")
    if who in ("judicial", "independent"):
        prior = yes(Phrase("each use is allowed beforehand ({who})", who=who), at)
    elif who is None:
        prior = undeclared(Phrase("who must allow it beforehand is undeclared"), at, EITHER)
    else:
        prior = no(Phrase("no court or independent body must allow it beforehand"), at)
    hours, where = view.get(*FACE, "urgency_hours"), (*FACE, "urgency_hours")
    if hours is None:
        return prior
    in_time = hours <= URGENCY_HOURS
    said = Phrase("in urgency permission is asked for within {hours:g} hours", hours=hours)
    return all_of([prior, yes(said, where) if in_time else no(said, where)])


def _bounded(view: View) -> Judged:
    at = (*FACE, "limits")
    limits = view.get(*at)
    if limits is None:
        return undeclared(Phrase("bounds in time, place and persons are undeclared"), at, EITHER)
    missing = tuple(each for each in BOUNDS if each not in limits)
    if missing:
        return no(Phrase("no bounds in {bounds}", bounds=missing), at)
    return yes(Phrase("bounded in time, place and persons"), at)
