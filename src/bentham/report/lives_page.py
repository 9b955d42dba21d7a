"""A story: one life beside the same life in the other world, each line tied to an event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bentham.report.environment import pages
from bentham.report.language import _, speaking, together
from bentham.report.language import in_words as said
from bentham.report.words import capital
from bentham.results.provenance import INVENTED, versions
from bentham.study.lives import ROUTINE
from bentham.study.story import Life, Story

ONE_WAY = "This is one way this time could have gone, with one draw of luck: not the usual way."
RIGHT, WRONG = "■", "▲"
"""Marks for what the system believed: square where it was right, triangle where it was wrong."""


@dataclass(frozen=True)
class Line:
    """One sentence of a story.

    Parameters
    ----------
    day : int
        When; 0 for what is only counted.
    event : str
        Id of the event row that it follows from; of the first, where several are counted.
    text : str
        What happened, why, and what it changed.
    truth, belief : str
        What truly was, and what the system believed; empty where nobody can be wrong.
    mark : str
        `RIGHT`, `WRONG`, or nothing.
    """

    day: int
    event: str
    text: str
    truth: str
    belief: str
    mark: str


def lines(life: Life) -> Iterator[Line]:
    """Yield the sentences of a life; what happens again and again is told once and counted."""
    again: Counter[str] = Counter()
    first: dict[str, dict[str, Any]] = {}
    for event in life.events:
        if event["kind"] in ROUTINE:
            again[event["kind"]] += 1
            if event["kind"] in first:
                continue
            first[event["kind"]] = event
        yield _line(event)
    for kind, times in again.items():
        if times > 1:
            event = first[kind]
            text = _("{what} on {times:,} days in all.", what=_capital(event["what"]), times=times)
            yield Line(0, event["id"], text, "", "", "")


def _line(event: dict[str, Any]) -> Line:
    what, why = _capital(event["what"]), [said(event["cause"])] if event["cause"] else []
    if event["rule"]:
        why.append(_("rule {rules}", rules=event["rule"]))
    happened = _("{what} ({why}).", what=what, why=_("; ").join(why)) if why else f"{what}{_('.')}"
    changed = ""
    if event["after"] and event["before"] != event["after"]:
        changed = _(
            "{before}, then {after}.",
            before=_capital(event["before"] or "before"), after=said(event["after"]),
        )  # fmt: skip
    truth, belief = event["truth"] or "", event["belief"] or ""
    mark = "" if not (truth and belief) else RIGHT if truth == belief else WRONG
    text = together(happened, changed)
    return Line(event["day"], event["id"], text, said(truth), said(belief), mark)


def _capital(text: str) -> str:
    return capital(said(text))


def in_words(told: Story) -> Iterator[str]:
    """Yield a story as lines of text for the terminal."""
    yield _(
        "Person {person:,} (does not exist), of {people:,} invented people",
        person=told.person, people=told.people,
    )  # fmt: skip
    yield together(_("Why this person?"), said(told.why))
    yield _(ONE_WAY)
    for life in (told.here, told.there):
        yield ""
        if life.events:
            yield _("In ‘{world}’:", world=life.label)
        else:
            yield _(
                "In ‘{world}’: nothing that is told happened in {days:,} days.",
                world=life.label, days=told.days,
            )  # fmt: skip
        for line in lines(life):
            when = _("day {day:>5}", day=line.day) if line.day else f"    {_('again')}"
            yield f"  {when}  {line.text} [{line.event}]"
            if line.truth and line.belief:
                yield " " * 13 + _(
                    "{mark} in truth: {truth}; the system believed: {belief}",
                    mark=line.mark, truth=line.truth, belief=line.belief,
                )  # fmt: skip
    yield ""
    marks = _("{right} the system was right, {wrong} it was wrong.", right=RIGHT, wrong=WRONG)
    yield together(marks, _(INVENTED))


def render(told: Story, command: str, lang: str = "en") -> str:
    """Return a story as one HTML page, in one of `language.LANGUAGES`."""
    with speaking(lang):
        return _render(told, command)


def _render(told: Story, command: str) -> str:
    sides = [list(lines(life)) for life in (told.here, told.there)]
    days = sorted({line.day for side in sides for line in side if line.day})
    rows = [
        {
            "day": _("day {day:,}", day=day),
            "sides": [[x for x in side if x.day == day] for side in sides],
        }
        for day in days
    ]
    counted = [[x for x in side if not x.day] for side in sides]
    if any(counted):
        rows.append({"day": _("again"), "sides": counted})
    return (
        pages()
        .get_template("story.html")
        .render(
            s=told, rows=rows, one_way=_(ONE_WAY), invented=_(INVENTED), right=RIGHT, wrong=WRONG,
            command=command, versions=versions(),
        )
    )  # fmt: skip
