"""Eight safeguards, and whether a scheme's declaration has them.

This reads the declaration and measures nothing. Those that are missing are ordered by the gravest
thing done to people that each of them stands before, then those that would end something before
those that guard it, then by how many things it stands before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bentham.scheme.fields import Rule, Sanction, Scheme
from bentham.scheme.phrase import Phrase
from bentham.scheme.points_of_acts import OWN
from bentham.scheme.safeguards import SAFEGUARDS
from bentham.scheme.worst_paths import ARREST, DETENTION, severity_of

State = Literal["there", "absent", "undeclared", "not concerned"]

INDEPENDENT = ("independent_admin", "court")
REPORTED = ("informant", "private_complaint")
TITLES = {each.id: each.title for each in SAFEGUARDS}
SPEECH = ("criticism", "false_news_post", "true_news_post")


@dataclass(frozen=True, slots=True)
class Protection:
    """One safeguard under one scheme.

    Parameters
    ----------
    name : str
        Its id among `safeguards.SAFEGUARDS`, which also say how it would be added.
    state : str
        ``there``, ``absent``, ``undeclared``, or ``not concerned``: nothing declared that it would
        stand before.
    stands : str
        What the declaration says, as a sentence.
    touched : tuple of str
        Ids of the sanctions that it stands before; `ARREST` for arrest and detention.
    severity : int
        Of the gravest of them.
    ends : bool
        Whether it would end them rather than guard them.
    """

    name: str
    state: State
    stands: str
    touched: tuple[str, ...]
    severity: int
    ends: bool = False

    @property
    def title(self) -> str:
        """What it is called, here and where it is measured."""
        return TITLES[self.name]


def protections(scheme: Scheme) -> list[Protection]:
    """Return all eight safeguards in a fixed order."""
    arrests = _arrest(scheme, "criticism", "protest", "wanted")
    done = [each.id for each in scheme.sanctions] + arrests
    return [
        _of(scheme, "notice", *_notice(scheme, done), done),
        _of(scheme, "independent-appeal", *_appeal(scheme, done), done),
        _of(scheme, "verified-reports", *_reports(scheme)),
        _of(scheme, "no-kin", *_kin(scheme), ends=True),
        _of(scheme, "published-rules", *_rules(scheme)),
        _of(scheme, "no-cross-context", *_contexts(scheme), ends=True),
        _of(scheme, "fewer-cameras", *_cameras(scheme), ends=True),
        _of(scheme, "open-internet", *_internet(scheme), ends=True),
    ]


def missing(scheme: Scheme) -> list[Protection]:
    """Return the safeguards that are absent or undeclared, what would remove most harm first."""
    lacking = [each for each in protections(scheme) if each.state in ("absent", "undeclared")]
    return sorted(lacking, key=lambda p: (-p.severity, not p.ends, -len(p.touched)))


def leads_to(scheme: Scheme, rule: Rule) -> Iterator[Sanction]:
    """Yield the sanctions that a rule helps to bring about: at once, by a list, by the score."""
    for each in scheme.sanctions:
        trigger = each.trigger
        at_once = trigger is not None and trigger.rule == rule.id
        if at_once or rule.effect.trigger == each.id:
            yield each
        elif trigger is None or trigger.rule is not None:
            continue
        elif trigger.list is not None:
            if _enters(scheme, rule, trigger.list):
                yield each
        elif rule.effect.points is not None:
            yield each


def _enters(scheme: Scheme, rule: Rule, name: str) -> bool:
    (listing,) = [each for each in scheme.lists if each.id == name]
    by_score = listing.entry.criteria in ("score_below", "score_above")
    return rule.effect.add_to_list == name or (by_score and rule.effect.points is not None)


def _of(
    scheme: Scheme, name: str, state: State, stands: str, touched: Iterable[str], ends: bool = False
) -> Protection:
    levels = {each.id: severity_of(each) or 0 for each in scheme.sanctions} | {ARREST: DETENTION}
    named = tuple(dict.fromkeys(touched))
    return Protection(name, state, stands, named, max((levels[n] for n in named), default=0), ends)


def _arrest(scheme: Scheme, *triggers: str) -> list[str]:
    force = scheme.repression
    there = force is not None and force.there and set(triggers) & set(force.triggers)
    return [ARREST] if there else []


def _ids(found: Iterable[Sanction]) -> list[str]:
    return [each.id for each in found]


def _led(scheme: Scheme, acts: Iterable[str]) -> list[str]:
    wanted = set(acts)
    return [
        name for rule in scheme.rules if rule.when.act in wanted
        for name in _ids(leads_to(scheme, rule))
    ]  # fmt: skip


def _notice(scheme: Scheme, done: list[str]) -> tuple[State, str]:
    listings = [each for each in scheme.lists if each.kind != "red"]
    if not done and not listings:
        return "not concerned", Phrase("Nothing is done to anybody.")
    said: list[object] = [each.entry.notice for each in listings]
    said.append(scheme.transparency.notice_at_adverse_action)
    if False in said or "none" in said:
        return "absent", Phrase("People are not told when something is done to them.")
    if any(each is None for each in said):
        return "undeclared", Phrase(
            "Whether people are told of everything done to them is not declared."
        )
    return "there", Phrase("People are told.")


def _appeal(scheme: Scheme, done: list[str]) -> tuple[State, str]:
    appeal = scheme.appeal
    if not done and not scheme.lists:
        return "not concerned", Phrase("Nothing is done to anybody.")
    if appeal.available is False:
        return "absent", Phrase("Nothing can be contested.")
    if appeal.available is None:
        return "undeclared", Phrase("Whether anything can be contested is not declared.")
    if appeal.body is None:
        return "undeclared", Phrase("There is an appeal; who decides it is not declared.")
    if appeal.body in INDEPENDENT:
        return "there", Phrase("An independent body decides appeals.")
    said = Phrase("Appeals are decided by the same agency that decided first.")
    if appeal.body == "same_official":
        said = Phrase("Appeals are decided by the same official that decided first.")
    return "absent", said


def _reports(scheme: Scheme) -> tuple[State, str, list[str]]:
    informants = scheme.informants
    told = informants is not None and informants.there
    gathered = scheme.gatherers is not None and scheme.gatherers.there
    acts = [each.id for each in scheme.acts if each.established_by in REPORTED]
    touched = _led(scheme, acts)
    if told:
        touched += _led(scheme, SPEECH) + _arrest(scheme, "criticism")
    if not (told or gathered or acts):
        return "not concerned", Phrase("No reports by people are declared."), []
    checked = informants.verification if informants is not None and told else None
    if checked == "none":
        return "absent", Phrase("Reports are believed unchecked."), touched
    if checked is None:
        return "undeclared", Phrase("Who checks what is reported is not declared."), touched
    if gathered:
        said = Phrase("Reports are checked; who checks what gatherers write down is not declared.")
        return "undeclared", said, touched
    if checked == "court":
        return "there", Phrase("Reports are checked by a court."), touched
    return "there", Phrase("Reports are checked by an agency."), touched


def _kin(scheme: Scheme) -> tuple[State, str, list[str]]:
    family = scheme.relatives
    touched = [each.id for each in scheme.sanctions if each.target != "actor"]
    rules = [rule for rule in scheme.rules if rule.applies_to != "actor" and _takes(rule)]
    touched += [name for rule in rules for name in _ids(leads_to(scheme, rule))]
    reached = family is not None and family.there
    if family is not None and reached:
        touched += [each.id for each in scheme.sanctions if each.kind in family.bars]
    if not (reached or touched or rules):
        return "not concerned", Phrase("Nothing declared reaches others than the person."), []
    return "absent", Phrase("Others than the person bear consequences."), touched


def _takes(rule: Rule) -> bool:
    points = rule.effect.points
    low = points[0] if isinstance(points, tuple) else points
    return (low is not None and low < 0) or bool(rule.effect.add_to_list or rule.effect.trigger)


def _rules(scheme: Scheme) -> tuple[State, str, list[str]]:
    touched = [name for rule in scheme.rules for name in _ids(leads_to(scheme, rule))]
    said = scheme.transparency.rules
    if not scheme.rules:
        return "not concerned", Phrase("No rules are declared."), []
    if said is None:
        return "undeclared", Phrase("Whether the rules are published is not declared."), touched
    if said == "public":
        return "there", Phrase("The rules are published."), touched
    if said == "secret":
        return "absent", Phrase("The rules are secret."), touched
    return "absent", Phrase("The rules are published in part."), touched


def _contexts(scheme: Scheme) -> tuple[State, str, list[str]]:
    spheres = {each.id: each.context for each in scheme.acts}
    crossing, unknown = [], False
    for rule in scheme.rules:
        if rule.applies_to not in OWN or not _takes(rule):
            continue
        for each in leads_to(scheme, rule):
            here, there = spheres.get(rule.when.act), each.context
            unknown |= here is None or there is None
            if here is not None and there is not None and here != there:
                crossing.append(each.id)
    if crossing:
        said = Phrase("What is done in one sphere of life has consequences in another.")
        return "absent", said, crossing
    if unknown:
        said = Phrase("In which spheres of life acts and sanctions fall is not declared.")
        return "undeclared", said, []
    return "not concerned", Phrase("No rule leads from one sphere of life to another."), []


def _cameras(scheme: Scheme) -> tuple[State, str, list[str]]:
    cameras = scheme.cameras
    if cameras is None or not cameras.there:
        return "not concerned", Phrase("No cameras are declared."), []
    face = cameras.face_recognition
    live = face is not None and face.mode in ("post", "real_time")
    touched = _arrest(scheme, "protest", "wanted") if live else []
    if face is not None and live and face.identifies_marchers:
        touched += _led(scheme, ["protest"])
    return "absent", Phrase("Cameras watch public places."), touched


def _internet(scheme: Scheme) -> tuple[State, str, list[str]]:
    wall, censors = scheme.filter, scheme.monitoring
    blocked = wall is not None and wall.there and wall.blocks is not False
    watched = censors is not None and censors.there
    if not (blocked or watched):
        return "not concerned", Phrase("No filter and no watching of posts are declared."), []
    touched = _led(scheme, SPEECH) + _arrest(scheme, "criticism") if watched else []
    read, post = Phrase("What may be read is filtered."), Phrase("What people post is watched.")
    if blocked and watched:
        return "absent", Phrase("{first} {second}", first=read, second=post), touched
    return "absent", read if blocked else post, touched
