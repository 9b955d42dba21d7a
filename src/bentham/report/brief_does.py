"""What a scheme does, in sentences that follow from its declaration."""

from __future__ import annotations

from collections.abc import Iterator

from bentham.report.brief_terms import act, acts_named, done, sentence, shortened, word
from bentham.report.language import _, enumerated, listed, together
from bentham.scheme.consistency import has_score
from bentham.scheme.fields import Listing, Sanction, Scheme, Trigger
from bentham.scheme.plain import OPERATORS, number

UNITS = {
    "natural_person": "it covers persons", "household": "it covers households",
    "group": "it covers groups", "enterprise": "it covers enterprises",
    "mixed": "it covers persons and enterprises",
}  # fmt: skip
STAYING_OUT = {
    "mandatory": "nobody may stay out", "opt_out": "people may opt out",
    "opt_in": "only those who join are covered",
    "opt_in_with_detriment": "people join, and bear a detriment if they do not",
}  # fmt: skip
MINORS = {"excluded": "under-18s are excluded", "included": "under-18s are covered",
          "via_parent": "under-18s are covered through their parents"}  # fmt: skip
LISTS = {
    "black": "the black list", "red": "the red list", "watch": "the watch list",
    "grey": "the grey list", "no_fly": "the no-fly list", "wanted": "the wanted list",
}  # fmt: skip
PUBLISHED = {
    "none": "its names are not published", "on_request": "its names are told on request",
    "public_register": "its names stand in a public register",
    "public_shaming": "its names are put up in public",
}  # fmt: skip
ARRESTED_FOR = {
    "criticism": "public criticism", "protest": "taking part in a demonstration",
    "wanted": "a place on the wanted list",
}  # fmt: skip
MOST_OCCASIONS = 5


def does(scheme: Scheme) -> list[str]:
    """Return what a scheme does, as its declaration says, a sentence each."""
    return [
        each for part in (_who, _score, _listed, _done, _watches, _force) for each in part(scheme)
    ]


def _who(s: Scheme) -> Iterator[str]:
    if s.operator is not None and s.operator.kind is not None:
        body, behalf = _(OPERATORS[s.operator.kind]), s.operator.on_behalf_of
        if behalf:
            yield _("It is run by {body} on behalf of {other}.", body=body,
                    other=_(OPERATORS[behalf]))  # fmt: skip
        else:
            yield _("It is run by {body}.", body=body)
    if s.purpose is not None and s.purpose.stated:
        stated = shortened(_(s.purpose.stated), 150).rstrip(".。")
        said = _("Its stated purpose: ‘{purpose}’.", purpose=stated)
        yield together(said, _aims(s.purpose.legitimate_aim))
    covered = []
    if s.subjects.unit is not None:
        covered.append(_(UNITS[s.subjects.unit]))
    if "coverage" in s.subjects.model_fields_set:
        covered.append(_("it covers {share:.4g} of adults", share=s.subjects.coverage))
    if s.subjects.participation is not None:
        covered.append(_(STAYING_OUT[s.subjects.participation]))
    if s.subjects.minors is not None:
        covered.append(_(MINORS[s.subjects.minors]))
    if covered:
        yield sentence(covered)


def _aims(aims: tuple[str, ...] | None) -> str:
    if aims is None:
        return ""
    if not aims:
        return _("It declares no legitimate aim.")
    return _("The aims it names: {aims}.", aims=enumerated([word(each) for each in aims]))


def _score(s: Scheme) -> Iterator[str]:
    if s.score is None:
        return
    if not has_score(s):
        yield _("It declares that it keeps no score.")
        return
    points = list(_points(s))
    yield sentence(points)
    if len(points) == 1:
        return  # no rule moves it
    ranges = [r for r in s.rules if isinstance(r.effect.points, tuple)]
    if ranges:
        yield _("An official chooses how many points are taken or given for: {acts}.",
                acts=acts_named(s, [rule.when.act for rule in ranges[:3]]))  # fmt: skip
    if s.grades:
        grades = listed([each.id for each in s.grades[:8]])
        yield _("The score is cut into grades: {grades}.", grades=grades)


def _points(s: Scheme) -> Iterator[str]:
    assert s.score is not None
    if "initial" in s.score.model_fields_set:
        yield _("Everybody begins with {points} points", points=number(s.score.initial))
    else:
        yield _("It keeps a score")
    costs, gives = [], 0
    for rule in s.rules:
        points = rule.effect.points
        if points is not None:
            low, high = points if isinstance(points, tuple) else (points, points)
            if low < 0:
                costs.append((low, rule.when.act))
            gives += high > 0
    if costs:
        low, dearest = min(costs)
        yield _("rules that take points: {number} (at most {points}, for: {act})",
                number=len(costs), points=number(-low), act=act(s, dearest))  # fmt: skip
    elif gives:
        yield _("rules that take points: {number}", number=0)
    if costs or gives:
        yield _("rules that give some: {number}", number=gives)


def _listed(s: Scheme) -> Iterator[str]:
    for each in s.lists[:3]:
        said = [_entered(s, each)]
        if each.publication is not None:
            said.append(_(PUBLISHED[each.publication]))
        if each.exit.criteria == "term" and each.exit.max_days:
            said.append(_("they leave after {days:,} days", days=each.exit.max_days))
        if each.exit.criteria == "performance":
            said.append(_("they leave by doing what was ordered"))
        if each.exit.criteria == "none":
            said.append(_("nothing takes them off it"))
        yield sentence(said)


def _entered(s: Scheme, each: Listing) -> str:
    entry = each.entry
    named = {"listing": _(LISTS[each.kind]), "name": each.id}
    if entry.criteria == "court":
        return _("People come onto {listing} ‘{name}’ by a court’s decision", **named)
    if entry.criteria == "score_below":
        return _("People come onto {listing} ‘{name}’ by a score below {score}",
                 score=number(entry.score_below or 0), **named)  # fmt: skip
    if entry.criteria == "score_above":
        return _("People come onto {listing} ‘{name}’ by a score above {score}",
                 score=number(entry.score_above or 0), **named)  # fmt: skip
    if entry.criteria == "rule":
        acts = [r.when.act for r in s.rules if r.effect.add_to_list == each.id]
        what = acts_named(s, acts[:4]) if acts else _("acts that no rule names")
        return _("People come onto {listing} ‘{name}’ for: {acts}", acts=what, **named)
    return _("People come onto {listing} ‘{name}’ in a way that is not declared", **named)


def _done(s: Scheme) -> Iterator[str]:
    groups: dict[str, list[Sanction]] = {}
    for each in s.sanctions:
        groups.setdefault(_when(s, each), []).append(each)
    for when, found in list(groups.items())[:MOST_OCCASIONS]:
        what = list(dict.fromkeys(done(each.kind) for each in found))
        yield _("{when}: {what}.", when=when, what=enumerated(what[:7]))
    left = len(groups) - MOST_OCCASIONS
    if left > 0:
        yield _("Further occasions on which something is done to people: {number}.", number=left)


def _when(s: Scheme, sanction: Sanction) -> str:
    trigger = sanction.trigger or Trigger()
    if trigger.grade is not None:
        return _("In grade {grade}", grade=trigger.grade)
    if trigger.list is not None:
        return _("On the list ‘{name}’", name=trigger.list)
    if trigger.score_lt is not None:
        return _("Below a score of {score}", score=number(trigger.score_lt))
    if trigger.score_gte is not None:
        return _("From a score of {score}", score=number(trigger.score_gte))
    if any(sanction.id in (r.effect.trigger,) or trigger.rule == r.id for r in s.rules):
        return _("At once, by a rule")
    return _("On an occasion that is not declared")


def _watches(s: Scheme) -> Iterator[str]:
    if s.filter is not None and s.filter.there:
        said = [_("Foreign sources are blocked") if s.filter.blocks
                else _("What may be read is filtered")]  # fmt: skip
        if s.filter.state_media:
            said.append(_("media at home speak with one voice"))
        yield sentence(said)
    if s.monitoring is not None and s.monitoring.there:
        if s.monitoring.identify:
            yield _("What people post is watched, flagged and deleted, and its authors can be "
                    "found.")  # fmt: skip
        else:
            yield _("What people post is watched, flagged and deleted.")
    if s.cameras is not None and s.cameras.there:
        yield sentence(_cameras(s))
    if s.informants is not None and s.informants.there:
        yield sentence(_informants(s))
    if s.gatherers is not None and s.gatherers.there:
        if s.gatherers.number:
            yield _("{number:,} gatherers write down what households do.",
                    number=s.gatherers.number)  # fmt: skip
        else:
            yield _("Gatherers write down what households do.")
    for each in s.feeds[:2]:
        yield _("A company (‘{name}’) passes on: {acts}.",
                name=each.id, acts=acts_named(s, each.acts[:3]))  # fmt: skip


def _cameras(s: Scheme) -> Iterator[str]:
    assert s.cameras is not None
    face, cameras = s.cameras.face_recognition, _("Cameras")
    if s.cameras.places:
        places = listed([word(each) for each in s.cameras.places[:4]])
        cameras = _("Cameras ({places})", places=places)
    mode = face.mode if face is not None else None
    if mode == "real_time":
        yield _("{cameras} compare faces while people walk by", cameras=cameras)
    elif mode == "post":
        yield _("{cameras} have faces compared afterwards", cameras=cameras)
    else:
        yield _("{cameras} watch public places", cameras=cameras)
    if face is not None and face.identifies_marchers:
        yield _("faces at demonstrations are named")


def _informants(s: Scheme) -> Iterator[str]:
    assert s.informants is not None
    who = [_("informants of the police")] * bool(s.informants.police)
    who += [_("callers of a hotline")] * bool(s.informants.hotline)
    people = enumerated(who) if who else _("informants")
    yield _("{people} report others", people=people)
    if s.informants.reward.points:
        earned = number(s.informants.reward.points)
        yield _("a believed report earns {points} points", points=earned)


def _force(s: Scheme) -> Iterator[str]:
    force = s.repression
    if force is not None and force.there and force.triggers:
        reasons = enumerated([_(ARRESTED_FOR[each]) for each in force.triggers])
        said = [_("People are arrested for: {reasons}", reasons=reasons)]
        if force.max_detention_days:
            said.append(_("detention lasts up to {days:,} days", days=force.max_detention_days))
        yield sentence(said)
