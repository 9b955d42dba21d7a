"""The brief of a scheme for a consultation: two pages that follow from its declaration alone."""

from __future__ import annotations

from dataclasses import dataclass

from bentham.report.brief_bears import bears
from bentham.report.brief_does import does
from bentham.report.brief_terms import (
    act,
    acts_named,
    and_more,
    borne_by,
    breadth,
    done,
    shortened,
    word,
)
from bentham.report.environment import pages
from bentham.report.language import _, enumerated, in_words, spoken, together
from bentham.results.provenance import versions
from bentham.scheme.culpable import Path, Step, unjudged
from bentham.scheme.fields import Scheme
from bentham.scheme.plain import number
from bentham.scheme.protections import Protection, missing, protections
from bentham.scheme.undeclared import Open, undeclared
from bentham.scheme.worst_paths import ARREST, Worst, worst_paths

MOST_LINES = {"does": 22, "bears": 8}
A_LINE = 110
"""Letters of a printed line, about; half as many Chinese signs."""

MOST_PATHS, MOST_OPEN, MOST_QUESTIONS = 3, 16, 9
ROOMY = 18
"""With fewer sentences than this on the first page the print is larger."""

READ = (
    "This is read from the declaration alone: nothing was simulated, measured or judged in law. "
    "What is absent is undeclared, which is not the same as none."
)
SEARCHED = (
    "For each thing done to people, the gentlest acts of one person within one year that suffice "
    "by the declared rules: fading of records is ignored, and whoever may choose chooses against "
    "the person. Of these paths the worst, by levels from severity to gravity, are shown. Levels "
    "run from 0 to 5; where the scheme declares no gravity of an act, it is this project’s default "
    "for what the law says of it, not a legal assessment."
)
ORDERED = (
    "Read from the declaration, not measured: ordered by the gravest thing done to people that "
    "each stands before, those that would end it first. Which removes most harm among invented "
    "people is a question for a simulation:"
)
NOBODY = "Nobody was simulated for this page, and it measures no place."
GENERAL = (
    "Who counts the mistakes of the scheme, and are the counts published?",
    "What would have to be seen for the scheme to be ended?",
)


@dataclass(frozen=True, slots=True)
class PathTold:
    """A path from acts to what is done, in words."""

    acts: str
    way: str
    follows: str
    gravity: int
    severity: int | None


@dataclass(frozen=True, slots=True)
class Safeguard:
    """A safeguard that is missing: its name, what is declared, and what it stands before."""

    name: str
    state: str
    stands: str
    before: str


@dataclass(frozen=True, slots=True)
class Brief:
    """All sentences of a brief, in the language in which they were written."""

    id: str
    title: str
    summary: str
    status: str
    does: tuple[str, ...]
    bears: tuple[str, ...]
    paths: tuple[PathTold, ...]
    path_notes: tuple[str, ...]
    safeguards: tuple[Safeguard, ...]
    there: tuple[str, ...]
    undeclared: tuple[Open, ...]
    questions: tuple[str, ...]


def brief(scheme: Scheme) -> Brief:
    """Return what a scheme's declaration says, and what it leaves open.

    It is in the language that is written now; ids and states are those of the format.

    Parameters
    ----------
    scheme : Scheme
        As declared.
    """
    paths, notes = _paths(scheme)
    things = len(_things(scheme))
    opened = [Open(each.path, _(each.what), _(each.question)) for each in undeclared(scheme)]
    questions = [each.question for each in opened]
    general = [_(each) for each in GENERAL]
    return Brief(
        id=scheme.id,
        title=shortened(scheme.title.get(spoken()) or _(scheme.name), 90),
        summary=shortened(_(scheme.summary) if scheme.summary else "", 240),
        status=scheme.status or "",
        does=_most("does", does(scheme)) or (_("Nothing is declared that it does."),),
        bears=_most("bears", bears(scheme)) or (_nobody(things),),
        paths=paths,
        path_notes=notes,
        safeguards=tuple(_safeguard(scheme, each, things) for each in missing(scheme)),
        there=tuple(_(each.title) for each in protections(scheme) if each.state == "there"),
        undeclared=tuple(opened),
        questions=(*questions[: MOST_QUESTIONS - len(general)], *general),
    )


def _things(scheme: Scheme) -> list[str]:
    force = scheme.repression
    arrests = force is not None and force.there and bool(force.triggers)
    return [each.id for each in scheme.sanctions] + [ARREST] * arrests


def _nobody(things: int) -> str:
    if things:
        return _("The person to whom it is done; nothing declared reaches anybody else.")
    return _("Nothing is declared that is done to people.")


def _most(what: str, sentences: list[str]) -> tuple[str, ...]:
    """Return as many sentences as there is room for, and how many more there are."""
    room = MOST_LINES[what]
    kept: list[str] = []
    for each in (shortened(sentence, 2 * A_LINE + 40) for sentence in sentences):
        room -= -(-breadth(each) // A_LINE)
        if room < 0:
            left = len(sentences) - len(kept)
            return (*kept, _("Declared besides, and left out here for space: {number}.",
                             number=left))  # fmt: skip
        kept.append(each)
    return tuple(kept)


def _paths(scheme: Scheme) -> tuple[tuple[PathTold, ...], tuple[str, ...]]:
    searched = worst_paths(scheme)
    notes = []
    if searched.without:
        named = enumerated(_follow(scheme, searched.without))
        notes.append(_("No act that the rules name leads within a year to: {what}.", what=named))
    if searched.too_fine:
        named = enumerated(_follow(scheme, searched.too_fine))
        notes.append(_("Not searched, for points too fine: {what}.", what=named))
    unknown = unjudged(scheme)
    if unknown:
        acts = and_more(shortened(acts_named(scheme, unknown[:4])), len(unknown) - 4)
        notes.append(
            _("On no path, as nothing says how grave they are: {acts}.", acts=acts)
        )  # fmt: skip
    told = tuple(_told(scheme, each) for each in searched.paths[:MOST_PATHS])
    return told, tuple(notes)


def _follow(scheme: Scheme, ids: tuple[str, ...], most: int = 6) -> list[str]:
    kinds = {each.id: each for each in scheme.sanctions}
    said = []
    for name in ids:
        if name == ARREST:
            said.append(_("arrest and detention"))
            continue
        what, target = done(kinds[name].kind), kinds[name].target
        if target != "actor":
            what = _("{what} (for {whom})", what=what, whom=borne_by(target))
        said.append(what)
    unique = list(dict.fromkeys(said))
    left = len(unique) - most
    return [*unique[:most], _("{number} more", number=left)] if left > 0 else unique


def _told(scheme: Scheme, worst: Worst) -> PathTold:
    path = worst.path
    return PathTold(
        acts=shortened(_("; ").join(_times(scheme, step) for step in path.steps), 120)
        or _("nothing at all: everybody begins there"),
        way=_way(path),
        follows=shortened(enumerated(_follow(scheme, worst.sanctions)), 150),
        gravity=path.gravity,
        severity=worst.severity,
    )


def _times(scheme: Scheme, step: Step) -> str:
    if step.times == 1:
        return _("once: {act}", act=act(scheme, step.act))
    return _("{times} times: {act}", times=step.times, act=act(scheme, step.act))


def _way(path: Path) -> str:
    way = _at_once(path)
    if path.score is None:
        return way
    low, high = (number(end) for end in path.score)
    if low == high:
        if way:
            return _("a score of {score}, {way}", score=low, way=way)
        return _("a score of {score}", score=low)
    if way:
        return _("a score of {low} to {high}, at somebody’s choice: {way}",
                 low=low, high=high, way=way)  # fmt: skip
    return _("a score of {low} to {high}, at somebody’s choice", low=low, high=high)


def _at_once(path: Path) -> str:
    kind, name = path.way
    if kind == "rule":
        return _("at once, by the rule ‘{name}’", name=name)
    if kind == "list":
        return _("onto the list ‘{name}’", name=name)
    if kind == "grade":
        return _("into grade {grade}", grade=name)
    return _("whoever is identified can be arrested") if kind == "arrest" else ""


def _safeguard(scheme: Scheme, each: Protection, things: int) -> Safeguard:
    before = _("No declared sanction hangs on it.")
    if each.touched:
        gravest = max(each.touched, key=lambda name: _severity(scheme, name))
        before = _(
            "It stands before {number} of the {things} things done to people; the gravest: {what} "
            "({severity} of 5).",
            number=len(each.touched), things=things, what=_follow(scheme, (gravest,))[0],
            severity=each.severity,
        )  # fmt: skip
    return Safeguard(_(each.title), each.state, in_words(each.stands), before)


def _severity(scheme: Scheme, name: str) -> int:
    return max((each.severity for each in scheme.sanctions if each.id == name), default=5)


def render(told: Brief, command: str) -> str:
    """Return a brief as one page of HTML that prints on two sheets of A4.

    Parameters
    ----------
    told : Brief
        What to print, in the language that is written now.
    command : str
        What makes it again.
    """
    return pages().get_template("brief.html").render(
        b=told, read=_(READ), note=together(_(SEARCHED) if told.paths else "", *told.path_notes),
        ordered=_(ORDERED), together=together, word=word, most_open=MOST_OPEN,
        roomy=len(told.does) + len(told.bears) < ROOMY,
        nobody=_(NOBODY), version=versions()["bentham"], command=command,
    )  # fmt: skip
