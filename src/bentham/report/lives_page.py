"""A story: one life beside the same life in the other world, each line tied to an event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bentham.report.environment import pages
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
            text = f"{capital(event['what'])} on {times:,} days in all."
            yield Line(0, event["id"], text, "", "", "")


def _line(event: dict[str, Any]) -> Line:
    text = capital(event["what"])
    why = [event["cause"]] if event["cause"] else []
    if event["rule"]:
        why.append(f"rule {event['rule']}")
    if why:
        text += f" ({'; '.join(why)})"
    text += "."
    if event["after"] and event["before"] != event["after"]:
        text += f" {capital(event['before'] or 'before')}, then {event['after']}."
    truth, belief = event["truth"] or "", event["belief"] or ""
    mark = "" if not (truth and belief) else RIGHT if truth == belief else WRONG
    return Line(event["day"], event["id"], text, truth, belief, mark)


def in_words(told: Story) -> Iterator[str]:
    """Yield a story as lines of text for the terminal."""
    yield f"Person {told.person:,} (does not exist), of {told.people:,} invented people"
    yield f"Why this person? {told.why}"
    yield ONE_WAY
    for life in (told.here, told.there):
        yield ""
        yield f"In ‘{life.label}’" + (
            ":" if life.events else f": nothing that is told happened in {told.days:,} days."
        )
        for line in lines(life):
            when = f"day {line.day:>5}" if line.day else "    again"
            yield f"  {when}  {line.text} [{line.event}]"
            if line.truth and line.belief:
                yield (
                    f"             {line.mark} in truth: {line.truth}; the system believed: "
                    f"{line.belief}"
                )
    yield ""
    yield f"{RIGHT} the system was right, {WRONG} it was wrong. {INVENTED}"


def render(told: Story, command: str) -> str:
    """Return a story as one HTML page."""
    sides = [list(lines(life)) for life in (told.here, told.there)]
    days = sorted({line.day for side in sides for line in side if line.day})
    rows = [
        {"day": f"day {day:,}", "sides": [[x for x in side if x.day == day] for side in sides]}
        for day in days
    ]
    counted = [[x for x in side if not x.day] for side in sides]
    if any(counted):
        rows.append({"day": "again", "sides": counted})
    return (
        pages()
        .get_template("story.html")
        .render(
            s=told, rows=rows, one_way=ONE_WAY, invented=INVENTED, right=RIGHT, wrong=WRONG,
            command=command, versions=versions(),
        )
    )  # fmt: skip
