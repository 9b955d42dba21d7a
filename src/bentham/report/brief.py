"""The brief of a scheme for a consultation: two pages that follow from its declaration alone."""

from __future__ import annotations

from dataclasses import dataclass

from bentham.report.brief_words import bears, does, shortened
from bentham.report.environment import pages
from bentham.results.provenance import versions
from bentham.scheme.culpable import unjudged
from bentham.scheme.fields import Scheme
from bentham.scheme.gravity import LEVELS
from bentham.scheme.plain import SANCTIONS, act_words, joined, number, whom
from bentham.scheme.protections import Protection, missing, protections
from bentham.scheme.undeclared import Open, undeclared
from bentham.scheme.worst_paths import ARREST, Worst, worst_paths

MOST_LINES = {"does": 22, "bears": 8}
A_LINE = 110
"""Letters of a printed line, about."""

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
    """All sentences of a brief."""

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

    Parameters
    ----------
    scheme : Scheme
        As declared.
    """
    paths, notes = _paths(scheme)
    things = len(_things(scheme))
    opened = undeclared(scheme)
    questions = [each.question for each in opened]
    return Brief(
        id=scheme.id,
        title=shortened(scheme.name, 90),
        summary=shortened(scheme.summary or "", 240),
        status=scheme.status or "",
        does=_most("does", does(scheme)) or ("Nothing is declared that it does.",),
        bears=_most("bears", bears(scheme)) or _nobody(things),
        paths=paths,
        path_notes=notes,
        safeguards=tuple(_safeguard(scheme, each, things) for each in missing(scheme)),
        there=tuple(each.title for each in protections(scheme) if each.state == "there"),
        undeclared=tuple(opened),
        questions=(*questions[: MOST_QUESTIONS - len(GENERAL)], *GENERAL),
    )


def _title(each: Protection) -> str:
    return each.title


def _things(scheme: Scheme) -> list[str]:
    force = scheme.repression
    arrests = force is not None and force.there and bool(force.triggers)
    return [each.id for each in scheme.sanctions] + [ARREST] * arrests


def _nobody(things: int) -> tuple[str, ...]:
    if things:
        return ("The person to whom it is done; nothing declared reaches anybody else.",)
    return ("Nothing is declared that is done to people.",)


def _most(what: str, sentences: list[str]) -> tuple[str, ...]:
    """Return as many sentences as there is room for, and how many more there are."""
    room = MOST_LINES[what]
    kept: list[str] = []
    for each in (shortened(sentence, 2 * A_LINE + 40) for sentence in sentences):
        room -= -(-len(each) // A_LINE)
        if room < 0:
            left = len(sentences) - len(kept)
            return (*kept, f"Declared besides, and left out here for space: {left}.")
        kept.append(each)
    return tuple(kept)


def _paths(scheme: Scheme) -> tuple[tuple[PathTold, ...], tuple[str, ...]]:
    searched = worst_paths(scheme)
    notes = []
    if searched.without:
        named = _named(scheme, searched.without)
        notes.append(f"No act that the rules name leads within a year to: {named}.")
    if searched.too_fine:
        notes.append(f"Not searched, for points too fine: {_named(scheme, searched.too_fine)}.")
    unknown = unjudged(scheme)
    if unknown:
        acts = joined([act_words(scheme, act) for act in unknown[:4]])
        rest = f" and {len(unknown) - 4} more" if len(unknown) > 4 else ""
        notes.append(f"On no path, as nothing says how grave they are: {shortened(acts)}{rest}.")
    told = tuple(_told(scheme, each) for each in searched.paths[:MOST_PATHS])
    return told, tuple(notes)


def _named(scheme: Scheme, ids: tuple[str, ...]) -> str:
    return joined(_follow(scheme, ids))


def _follow(scheme: Scheme, ids: tuple[str, ...], most: int = 6) -> list[str]:
    kinds = {each.id: each for each in scheme.sanctions}
    said = []
    for name in ids:
        if name == ARREST:
            said.append("arrest and detention")
        else:
            each = kinds[name]
            to = "" if each.target == "actor" else f" (for {whom(each.target)})"
            said.append(SANCTIONS[each.kind] + to)
    unique = list(dict.fromkeys(said))
    return unique[:most] + [f"{len(unique) - most} more"] * (len(unique) > most)


def _told(scheme: Scheme, worst: Worst) -> PathTold:
    path = worst.path
    acts = [
        f"{'once' if step.times == 1 else f'{step.times} times'}: {act_words(scheme, step.act)}"
        for step in path.steps
    ]
    kind, name = path.way
    way = {
        "rule": f"at once, by the rule ‘{name}’",
        "list": f"onto the list ‘{name}’",
        "grade": f"into grade {name}",
        "score": "",
        "arrest": "whoever is identified can be arrested",
    }[kind]
    if path.score is not None:
        low, high = (number(end) for end in path.score)
        if low == high:
            way = f"a score of {low}" + (f", {way}" if way else "")
        else:
            way = f"a score of {low} to {high}, at somebody’s choice" + (f": {way}" if way else "")
    return PathTold(
        acts=shortened("; ".join(acts), 120) or "nothing at all: everybody begins there",
        way=way,
        follows=shortened(joined(_follow(scheme, worst.sanctions)), 150),
        gravity=path.gravity,
        severity=worst.severity,
    )


def _safeguard(scheme: Scheme, each: Protection, things: int) -> Safeguard:
    before = "No declared sanction hangs on it."
    if each.touched:
        gravest = max(each.touched, key=lambda name: _severity(scheme, name))
        before = (
            f"It stands before {len(each.touched)} of the {things} things done to people; the "
            f"gravest: {_follow(scheme, (gravest,))[0]} ({each.severity} of 5)."
        )
    return Safeguard(_title(each), each.state, each.stands, before)


def _severity(scheme: Scheme, name: str) -> int:
    return max((each.severity for each in scheme.sanctions if each.id == name), default=5)


def in_words(told: Brief) -> list[str]:
    """Return a brief as lines for a terminal."""
    lines = [told.title, *([told.summary] if told.summary else []), "", "What it does"]
    lines += [f"  {each}" for each in told.does]
    lines += ["", "Who bears it", *(f"  {each}" for each in told.bears)]
    lines += ["", "The worst paths"]
    for each in told.paths:
        severity = "undeclared" if each.severity is None else f"{each.severity} of 5"
        lines.append(f"  {each.acts} → {each.way} → {each.follows}")
        lines.append(
            f"    gravity {each.gravity} of 5 ({LEVELS[each.gravity]}), severity {severity}"
        )
    lines += [f"  {note}" for note in told.path_notes]
    lines += ["  No path is declared."] * (not told.paths) + [f"  {SEARCHED}"] * bool(told.paths)
    lines += ["", "What would remove most harm"]
    lines += [f"  {n}. {s.name} ({s.state}). {s.stands} {s.before}"
              for n, s in enumerate(told.safeguards, 1)]  # fmt: skip
    lines += ["  None of the eight safeguards is missing."] * (not told.safeguards)
    lines += [f"  {ORDERED} bentham safeguards {told.id}"] * bool(told.safeguards)
    lines += ["", "What is not declared"]
    lines += [f"  {each.path}: {each.what}" for each in told.undeclared]
    lines += ["  Nothing that is asked for here."] * (not told.undeclared)
    lines += ["", "Questions to ask", *(f"  {each}" for each in told.questions), "", READ]
    return lines


def render(told: Brief, command: str) -> str:
    """Return a brief as one page of HTML that prints on two sheets of A4.

    Parameters
    ----------
    told : Brief
        What to print.
    command : str
        What makes it again.
    """
    return pages().get_template("brief.html").render(
        b=told, levels=LEVELS, read=READ, searched=SEARCHED, ordered=ORDERED, most_open=MOST_OPEN,
        roomy=len(told.does) + len(told.bears) < ROOMY,
        nobody=NOBODY, version=versions()["bentham"], command=command,
    )  # fmt: skip
