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

FACE = ("cameras", "face_recognition")
CLOSED = ("victims_missing", "imminent_threat", "annex_ii_suspects")
BOUNDS = ("time", "place", "persons")
URGENCY_HOURS = 24


def real_time(view: View) -> Procedure:
    """Apply Art. 5(1)(h) to a scheme."""
    own = (
        Element("REAL-TIME", "remote identification in real time", _in_real_time(view)),
        Element("PUBLIC", "in publicly accessible spaces", _in_public(view)),
        Element("POLICE", "for law enforcement", _for_police(view)),
        Element("EXCEPTION", "one of three objectives, with every safeguard of Art. 5(2)-(7)",
                exception(view), exempts=True),
    )  # fmt: skip
    cameras = view.scheme.cameras
    asked = view.get(*FACE) is not None or (cameras is not None and not cameras.there)
    but_see = ("AIA-ANX3", "LED-10", "ECHR-8", "ECHR-10-FRT")
    return procedure_of(view, "AIA-5-1-h", own, but_see, asked)


def _in_real_time(view: View) -> Judged:
    cameras, at = view.scheme.cameras, (*FACE, "mode")
    if cameras is not None and not cameras.there:
        return no("declared: there are no cameras", ("cameras", "exists"))
    mode, objective = view.get(*at), view.get(*FACE, "objective")
    if mode is None:
        return undeclared("when faces are compared is undeclared", at, EITHER)
    if mode == "post":
        return no("faces are compared afterwards: a high-risk use, not an allowed one", at)
    if mode == "none":
        return no("faces are not compared", at)
    if objective == "verification":
        return no("one face is held against one record: no identification", (*FACE, "objective"))
    return yes("faces are compared while people walk by", at)


def _in_public(view: View) -> Judged:
    at = ("cameras", "publicly_accessible")
    return flag(view.get(*at), "the places are open to the public", at)


def _for_police(view: View) -> Judged:
    kind, client = view.get("operator", "kind"), view.get("operator", "on_behalf_of")
    if "police" in (kind, client):
        return yes("by or for the police", ("operator",))
    if kind is None:
        return undeclared("who runs it is undeclared", ("operator", "kind"), EITHER)
    if "intelligence" in (kind, client):
        said = "whether an intelligence service enforces the law here is arguable"
        return contested(said, ("operator", "kind"))
    return no("neither by nor for the police", ("operator",))


def exception(view: View) -> Judged:
    """Return whether the exception holds: the objective, and every safeguard."""
    return all_of([_objective(view), *safeguards(view)])


def _objective(view: View) -> Judged:
    at = (*FACE, "objective")
    value = view.get(*at)
    if value is None:
        return undeclared("which of the closed objectives it serves is undeclared", at, EITHER)
    if value not in CLOSED:
        return no("general security or crime prevention never qualifies (para 359)", at)
    if value != "annex_ii_suspects":
        return yes(f"the objective is {value.replace('_', ' ')}", at)
    least = view.get(*FACE, "watchlist", "min_offence_years")
    where = (*FACE, "watchlist", "min_offence_years")
    limit = view.settings.threshold("min_offence_years")
    if least is None:
        return undeclared("the least maximum term of the offences is undeclared", where, EITHER)
    if least >= limit.value:
        return yes(f"offences with a maximum of {least} years or more", where)
    return no(f"offences with a maximum of {least} years; {limit.value:g} are asked for", where)


def safeguards(view: View) -> list[Judged]:
    """Return every safeguard that Art. 5(2)-(7) asks for."""
    named = (
        (("oversight", "national_law"), "national law allows it"),
        (("oversight", "fria"), "the effect on fundamental rights was assessed"),
        (("oversight", "registered"), "the system is registered"),
        ((*FACE, "targeted_person"), "only individuals named before are looked for"),
    )
    parts = [flag(view.get(*at), said, at) for at, said in named]
    parts += [_authorised(view), _bounded(view)]
    at = (*FACE, "auto_action")
    acts = view.get(*at)
    if acts is None:
        said = "whether something adverse follows from a match alone is undeclared"
        parts.append(undeclared(said, at, EITHER))
    elif acts:
        parts.append(no("something follows from a match alone", at))
    else:
        parts.append(yes("nothing adverse follows from a match alone", at))
    return parts


def _authorised(view: View) -> Judged:
    who = view.get(*FACE, "individual_authorisation")
    at: Loc = (*FACE, "individual_authorisation")
    if who is None:
        who = view.get("oversight", "prior_authorisation")
        at = ("oversight", "prior_authorisation")
    if who in ("judicial", "independent"):
        prior = yes(f"each use is allowed beforehand ({who})", at)
    elif who is None:
        prior = undeclared("who must allow it beforehand is undeclared", at, EITHER)
    else:
        prior = no("no court or independent body must allow it beforehand", at)
    hours, where = view.get(*FACE, "urgency_hours"), (*FACE, "urgency_hours")
    if hours is None:
        return prior
    in_time = hours <= URGENCY_HOURS
    said = f"in urgency permission is asked for within {hours:g} hours"
    return all_of([prior, yes(said, where) if in_time else no(said, where)])


def _bounded(view: View) -> Judged:
    at = (*FACE, "limits")
    limits = view.get(*at)
    if limits is None:
        return undeclared("bounds in time, place and persons are undeclared", at, EITHER)
    missing = [each for each in BOUNDS if each not in limits]
    if missing:
        return no(f"no bounds in {' and '.join(missing)}", at)
    return yes("bounded in time, place and persons", at)
