"""What must hold inside the parts that watch and coerce, and what looks like an oversight."""

from __future__ import annotations

from collections.abc import Iterator

from bentham.evidence.acts import ACTS
from bentham.evidence.faults import Fault, Loc
from bentham.scheme.consequences import BARRING_KINDS
from bentham.scheme.densities import densities
from bentham.scheme.fields import Cameras, FaceRecognition, Scheme
from bentham.scheme.phrase import Phrase
from bentham.scheme.surveillance import Part

MOST_FEEDS = 2

Said = Iterator[tuple[str, str]]


def faults(scheme: Scheme, scored: bool) -> Iterator[Fault]:
    """Yield what is contradictory in the parts that watch and coerce.

    Parameters
    ----------
    scheme : Scheme
        As declared.
    scored : bool
        Whether it keeps a score.
    """
    yield from _cameras(scheme)
    known = tuple(act.id for act in ACTS)
    for i, feed in enumerate(scheme.feeds):
        for k, act in enumerate(feed.acts):
            if act not in known:
                yield Fault(("feeds", i, "acts", k), f"there is no act `{act}`", act, known)
        if not feed.acts:
            yield Fault(("feeds", i, "acts"), "a feed tells of at least one act")
    if not scored:
        for loc in _points(scheme):
            yield Fault(loc, "points are given, but the scheme declares no `score`")


def _cameras(scheme: Scheme) -> Iterator[Fault]:
    cameras = scheme.cameras
    if cameras is None:
        return
    name, face = cameras.density_of, cameras.face_recognition
    if name is not None and name not in densities():
        said = f"the table `cameras` has no density of `{name}`"
        yield Fault(("cameras", "density_of"), said, name, tuple(densities()))
    if face is not None and face.fmr is not None and face.gallery is None:
        loc: Loc = ("cameras", "face_recognition", "fmr")
        yield Fault(loc, "`gallery` must give the number of faces compared with")


def _points(scheme: Scheme) -> Iterator[Loc]:
    """Yield where points are given or taken."""
    informants, relatives = scheme.informants, scheme.relatives
    if informants is not None and informants.reward.points:
        yield ("informants", "reward", "points")
    if informants is not None and informants.false_report_penalty:
        yield ("informants", "false_report_penalty")
    if relatives is not None and relatives.points:
        yield ("relatives", "points")
    if scheme.gatherers is not None and scheme.gatherers.favouritism:
        yield ("gatherers", "favouritism")


def supplied(scheme: Scheme) -> set[str]:
    """Return the acts of which the watching parts supply records."""
    out = {act for feed in scheme.feeds if feed.coverage > 0 for act in feed.acts}
    censors, cameras, reports = scheme.monitoring, scheme.cameras, scheme.informants
    if censors is not None and censors.there and censors.identify > 0:
        flag, label = censors.flag, censors.label
        if flag.criticism + flag.call > 0:
            out.add("criticism")
        labels = label.true_statements + label.false_statements + label.concealed_event
        if flag.news * labels > 0:
            out.add("false_news_post")
    face = cameras.face_recognition if cameras is not None and cameras.there else None
    if face is not None and face.identifies_marchers and face.mode in ("post", "real_time"):
        out.add("protest")
    if reports is not None and reports.there:
        if reports.police or reports.hotline:
            out.add("criticism")
        if reports.hotline:
            out |= {act.id for act in ACTS if act.kind != "speech"}
    return out


def left_out(scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    """Yield what a run leaves out of these parts although each field by itself is simulated."""
    speech = {act.id for act in ACTS if act.kind == "speech"}
    for i, feed in enumerate(scheme.feeds):
        if i >= MOST_FEEDS:
            why: str = Phrase("a run knows at most {number} feeds, the first", number=MOST_FEEDS)
            yield f"feeds[{feed.id}]", "audit only", why
        elif speech & set(feed.acts):
            why = Phrase("what is said in public reaches a run by `monitoring`, not by a feed")
            yield f"feeds[{feed.id}].acts", "audit only", why
    for act in scheme.acts:
        if act.id in speech - {"criticism", "protest"} and act.detection_rate:
            why = Phrase("a run records a statement called false by `monitoring`, and no praise")
            yield f"acts[{act.id}].detection_rate", "audit only", why
    relatives = scheme.relatives
    if relatives is not None and not set(relatives.bars) <= set(BARRING_KINDS):
        others = ", ".join(sorted(set(relatives.bars) - set(BARRING_KINDS)))
        why = Phrase("to relatives a run refuses what people try for, not {kinds}", kinds=others)
        yield "relatives.bars", "approximately", why


def oversights(scheme: Scheme) -> Said:
    """Yield what in these parts is valid and does nothing, or probably not what was meant."""
    for name in ("filter", "monitoring", "cameras", "informants", "gatherers", "repression"):
        part = getattr(scheme, name)
        if isinstance(part, Part) and part.exists is False and len(part.model_fields_set) > 1:
            yield f"{name}.exists", "false: a run leaves out everything else declared here"
    if scheme.cameras is not None and scheme.cameras.there:
        yield from _camera_oversights(scheme.cameras)
    censors = scheme.monitoring
    if censors is not None and censors.there and not any(censors.flag.model_dump().values()):
        yield "monitoring.flag", "nothing is flagged"
    reports = scheme.informants
    if reports is not None and reports.there and not (reports.police or reports.hotline):
        yield "informants", "neither `police` nor `hotline` is declared: nobody reports"
    force = scheme.repression
    if force is not None and force.there and not (force.triggers and force.arrest_share):
        yield "repression", "`triggers` and `arrest_share` are needed: nobody is arrested"
    if force is not None and force.there:
        yield from _unfounded(scheme, force.triggers)
    for feed in scheme.feeds:
        if feed.coverage == 0 and feed.error_rate == 0:
            yield f"feeds[{feed.id}]", "`coverage` is 0: nothing is passed on"


def _camera_oversights(cameras: Cameras) -> Said:
    face = cameras.face_recognition or FaceRecognition()
    path = "cameras.face_recognition"
    if face.mode not in ("post", "real_time"):
        if not cameras.plates:
            yield path, "no faces and no plates are recognised: cameras only hang there"
        return
    if face.fpir is None and face.fmr is None:
        yield path, "neither `fpir` nor `fmr` is declared: no stranger is ever matched"
    if face.fnir is None:
        yield path, "`fnir` is undeclared: no search for somebody wanted misses"
    dense = cameras.per_1000 or cameras.density_of or face.scans_per_day
    if face.mode == "real_time" and not dense:
        yield "cameras", "no density and no `scans_per_day`: nobody is captured"
    if face.mode == "post" and not face.identifies_marchers:
        yield path, "`post` finds people in pictures of demonstrations: `identifies_marchers`"


def _unfounded(scheme: Scheme, triggers: tuple[str, ...]) -> Said:
    """Yield triggers of arrest for which nobody can be found."""
    found = supplied(scheme) | {each.id for each in scheme.acts if each.detection_rate > 0}
    for trigger in ("criticism", "protest"):
        if trigger in triggers and trigger not in found:
            yield "repression.triggers", f"nothing is declared by which {trigger} becomes known"
    cameras = scheme.cameras
    seen = cameras is not None and cameras.there
    if "wanted" in triggers and not seen:
        yield "repression.triggers", "nothing is declared by which anybody wanted is found"
