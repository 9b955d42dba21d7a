"""What a scheme does, and who bears it, in sentences that follow from its declaration."""

from __future__ import annotations

from collections.abc import Iterator

from bentham.scheme.consistency import has_score
from bentham.scheme.fields import Listing, Sanction, Scheme, Trigger
from bentham.scheme.gravity import gravity_of
from bentham.scheme.plain import (
    OPERATORS,
    SANCTIONS,
    act_words,
    joined,
    number,
    whom,
    words,
)

UNITS = {
    "natural_person": "persons", "household": "households", "group": "groups",
    "enterprise": "enterprises", "mixed": "persons and enterprises",
}  # fmt: skip
STAYING_OUT = {
    "mandatory": "nobody may stay out", "opt_out": "people may opt out",
    "opt_in": "only those who join are covered",
    "opt_in_with_detriment": "people join, and bear a detriment if they do not",
}  # fmt: skip
MINORS = {"excluded": "under-18s are excluded", "included": "under-18s are covered",
          "via_parent": "under-18s are covered through their parents"}  # fmt: skip
PUBLISHED = {
    "none": "its names are not published", "on_request": "its names are told on request",
    "public_register": "its names stand in a public register",
    "public_shaming": "its names are put up in public",
}  # fmt: skip


def shortened(text: str, most: int = 200) -> str:
    """Return a text on one line, cut at a word if it is too long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def does(scheme: Scheme) -> list[str]:
    """Return what a scheme does, as its declaration says, a sentence each."""
    return [
        each for part in (_who, _score, _listed, _done, _watches, _force) for each in part(scheme)
    ]


def bears(scheme: Scheme) -> list[str]:
    """Return who bears it, a sentence each."""
    return list(_bears(scheme))


def _who(s: Scheme) -> Iterator[str]:
    if s.operator is not None and s.operator.kind is not None:
        said = OPERATORS[s.operator.kind]
        behalf = s.operator.on_behalf_of
        yield f"It is run by {said}" + (f" on behalf of {OPERATORS[behalf]}." if behalf else ".")
    if s.purpose is not None and s.purpose.stated:
        aims = s.purpose.legitimate_aim
        yield f"Its stated purpose: ‘{shortened(s.purpose.stated, 150).rstrip('.')}’." + (
            "" if aims is None else " It declares no legitimate aim." if not aims
            else f" The aims it names: {joined([words(each) for each in aims])}."
        )  # fmt: skip
    covered = []
    if s.subjects.unit is not None:
        covered.append(f"it covers {UNITS[s.subjects.unit]}")
    if "coverage" in s.subjects.model_fields_set:
        covered.append(f"it covers {s.subjects.coverage:.4g} of adults")
    if s.subjects.participation is not None:
        covered.append(STAYING_OUT[s.subjects.participation])
    if s.subjects.minors is not None:
        covered.append(MINORS[s.subjects.minors])
    if covered:
        said = "; ".join(covered)
        yield f"{said[0].upper()}{said[1:]}."


def _score(s: Scheme) -> Iterator[str]:
    if s.score is None:
        return
    if not has_score(s):
        yield "It declares that it keeps no score."
        return
    costs, gives = [], 0
    for rule in s.rules:
        points = rule.effect.points
        if points is not None:
            low, high = points if isinstance(points, tuple) else (points, points)
            if low < 0:
                costs.append((low, rule.when.act))
            gives += high > 0
    begins = "initial" in s.score.model_fields_set
    start = (
        f"Everybody begins with {number(s.score.initial)} points" if begins else "It keeps a score"
    )
    if not costs and not gives:
        yield f"{start}."
        return
    most = (
        f" (at most {number(-min(costs)[0])}, for: {act_words(s, min(costs)[1])})" if costs else ""
    )
    yield f"{start}; rules that take points: {len(costs)}{most}; rules that give some: {gives}."
    ranges = [r for r in s.rules if isinstance(r.effect.points, tuple)]
    if ranges:
        named = joined([act_words(s, rule.when.act) for rule in ranges[:3]])
        yield f"An official chooses how many points are taken or given for: {named}."
    if s.grades:
        yield f"The score is cut into grades: {', '.join(each.id for each in s.grades[:8])}."


def _listed(s: Scheme) -> Iterator[str]:
    for each in s.lists[:3]:
        ways = {
            "court": "by a court’s decision",
            "score_below": f"by a score below {number(each.entry.score_below or 0)}",
            "score_above": f"by a score above {number(each.entry.score_above or 0)}",
            "rule": f"for: {_acts_of(s, each)}",
        }
        said = [f"People come onto the {each.kind} list ‘{each.id}’ "
                + ways.get(each.entry.criteria or "", "in a way that is not declared")]  # fmt: skip
        if each.publication is not None:
            said.append(PUBLISHED[each.publication])
        if each.exit.criteria == "term" and each.exit.max_days:
            said.append(f"they leave after {each.exit.max_days:,} days")
        if each.exit.criteria == "performance":
            said.append("they leave by doing what was ordered")
        if each.exit.criteria == "none":
            said.append("nothing takes them off it")
        yield f"{'; '.join(said)}."


def _acts_of(s: Scheme, listing: Listing) -> str:
    acts = [act_words(s, r.when.act) for r in s.rules if r.effect.add_to_list == listing.id]
    return joined(acts[:4]) if acts else "acts that no rule names"


def _done(s: Scheme) -> Iterator[str]:
    groups: dict[str, list[Sanction]] = {}
    for each in s.sanctions:
        groups.setdefault(_when(s, each), []).append(each)
    for when, found in list(groups.items())[:5]:
        what = list(dict.fromkeys(SANCTIONS[each.kind] for each in found))
        yield f"{when}: {joined(what[:7])}."
    if len(groups) > 5:
        yield f"Further occasions on which something is done to people: {len(groups) - 5}."


def _when(s: Scheme, sanction: Sanction) -> str:
    trigger = sanction.trigger or Trigger()
    if trigger.grade is not None:
        return f"In grade {trigger.grade}"
    if trigger.list is not None:
        return f"On the list ‘{trigger.list}’"
    if trigger.score_lt is not None:
        return f"Below a score of {number(trigger.score_lt)}"
    if trigger.score_gte is not None:
        return f"From a score of {number(trigger.score_gte)}"
    if any(sanction.id in (r.effect.trigger,) or trigger.rule == r.id for r in s.rules):
        return "At once, by a rule"
    return "On an occasion that is not declared"


def _watches(s: Scheme) -> Iterator[str]:
    if s.filter is not None and s.filter.there:
        blocked = (
            "Foreign sources are blocked" if s.filter.blocks else "What may be read is filtered"
        )
        yield blocked + ("; media at home speak with one voice." if s.filter.state_media else ".")
    if s.monitoring is not None and s.monitoring.there:
        yield "What people post is watched, flagged and deleted" + (
            ", and its authors can be found." if s.monitoring.identify else "."
        )
    cameras = s.cameras
    if cameras is not None and cameras.there:
        face = cameras.face_recognition
        live = {"real_time": "compare faces while people walk by",
                "post": "have faces compared afterwards"}  # fmt: skip
        how = live.get(face.mode or "") if face is not None else None
        where = (
            f" ({', '.join(words(each) for each in cameras.places[:4])})" if cameras.places else ""
        )
        yield (
            f"Cameras{where} "
            + (how or "watch public places")
            + ("; faces at demonstrations are named." if face and face.identifies_marchers else ".")
        )
    if s.informants is not None and s.informants.there:
        who = [w for w, there in (("informants of the police", s.informants.police),
                                  ("callers of a hotline", s.informants.hotline))
               if there]  # fmt: skip
        reward = s.informants.reward.points
        yield f"{joined(who) if who else 'informants'} report others"[:1].upper() + (
            f"{joined(who) if who else 'informants'} report others"[1:]
            + (f"; a believed report earns {number(reward)} points." if reward else ".")
        )
    if s.gatherers is not None and s.gatherers.there:
        many = f"{s.gatherers.number:,} gatherers" if s.gatherers.number else "Gatherers"
        yield f"{many} write down what households do."
    for each in s.feeds[:2]:
        told = joined([act_words(s, act) for act in each.acts[:3]])
        yield f"A company (‘{each.id}’) passes on: {told}."


def _force(s: Scheme) -> Iterator[str]:
    force = s.repression
    if force is not None and force.there and force.triggers:
        for_what = {"criticism": "public criticism", "protest": "taking part in a demonstration",
                    "wanted": "a place on the wanted list"}  # fmt: skip
        days = force.max_detention_days
        yield f"People are arrested for: {joined([for_what[each] for each in force.triggers])}" + (
            f"; detention lasts up to {days:,} days." if days else "."
        )


def _bears(s: Scheme) -> Iterator[str]:
    lawful = [r.when.act for r in s.rules if _takes(s, r.when.act) and _gentle(s, r.when.act)]
    acts = list(dict.fromkeys(lawful))
    if acts:
        named = joined([act_words(s, act) for act in acts[:4]])
        rest = f" and {len(acts) - 4} more" if len(acts) > 4 else ""
        yield f"People who did something protected, lawful or a mere status: {named}{rest}."
    for target in dict.fromkeys(each.target for each in s.sanctions if each.target != "actor"):
        what = [SANCTIONS[each.kind] for each in s.sanctions if each.target == target]
        yield f"Not only whoever acted but {whom(target)}: {joined(list(dict.fromkeys(what)))}."
    family = s.relatives
    if family is not None and family.there:
        parts = [f"they lose {number(family.points)} points"] * bool(family.points)
        parts += [SANCTIONS[kind] for kind in family.bars]
        parts += ["a listed housemate makes a listing likelier"] * bool(family.list_spill)
        yield "Relatives of people who are punished or listed" + (
            f": {joined(parts)}." if parts else "; what they bear is not declared."
        )
    wrong = [each.id for each in s.acts if each.false_record_rate]
    wrong += [f"feed ‘{each.id}’" for each in s.feeds if each.error_rate or each.mix_up_rate]
    wrong += [f"list ‘{each.id}’" for each in s.lists if each.entry.mistaken_share]
    if wrong:
        named = joined([act_words(s, each) for each in wrong[:4]])
        yield f"People who did not do it; records of the wrong person are declared for: {named}."
    face = s.cameras.face_recognition if s.cameras is not None and s.cameras.there else None
    if face is not None and (face.fpir or face.fmr):
        rate = f" in {number(face.fpir)} of searches" if face.fpir else ""
        yield f"People who look like somebody wanted: a stranger’s face finds a match{rate}."
    if s.corruption is not None and s.corruption.there and s.corruption.officials_take:
        yield "People who cannot pay: officials take money for a place off the list."
    if s.subjects.minors in ("included", "via_parent"):
        yield "Under-18s, who are covered."


def _takes(s: Scheme, act: str) -> bool:
    for rule in s.rules:
        points = rule.effect.points
        low = points[0] if isinstance(points, tuple) else points
        if rule.when.act == act and (
            (low or 0) < 0 or rule.effect.add_to_list or rule.effect.trigger
        ):
            return True
    return False


def _gentle(s: Scheme, act: str) -> bool:
    return gravity_of(s, act).level == 0
