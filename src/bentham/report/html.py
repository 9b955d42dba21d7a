"""The report as one self-contained page: no scripts, nothing fetched, readable on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bentham.evidence.metrics import section
from bentham.evidence.parameters import TAGS
from bentham.report.environment import pages
from bentham.report.facts import Facts, Measured, NeverFact
from bentham.report.figures import by_class, over_time
from bentham.report.glossary import GLOSSARY
from bentham.report.judged_words import Left, changes_told, drives_told, left_rows
from bentham.report.telling import arranged
from bentham.report.words import (
    capital,
    class_title,
    course_title,
    findings,
    numbers,
    range_note,
    scale_of,
    sentence,
    unmoved,
    when,
)
from bentham.results.provenance import INVENTED


def render(facts: Facts) -> str:
    """Return the report of a run as HTML.

    Parameters
    ----------
    facts : Facts
        What to print.
    """
    environment = pages()
    harms, conduct = findings(facts.measured, facts.people, facts.days)
    by_name = {m.metric.name: m for m in facts.measured}
    labels = {name: m.metric.label for name, m in by_name.items()}

    def told(names: tuple[str, ...]) -> list[str]:
        return [sentence(by_name[n], facts.people, facts.days) for n in names if n in by_name]

    return environment.get_template("report.html").render(
        f=facts,
        invented=INVENTED,
        tags=TAGS,
        harms=harms,
        conduct=conduct,
        unmoved=unmoved(facts.measured),
        range_note=range_note(facts.replicates, facts.draws),
        figures=_figures(facts),
        errors=told(facts.errors),
        correct_harms=told(facts.correct_harms),
        left=[] if facts.never is None else _left(facts.never, facts),
        drives=drives_told(facts.driven, labels),
        changes=[changes_told(d, labels[d.metric]) for d in facts.driven],
        glossary=GLOSSARY,
        rows=[_row(m, facts) for m in arranged(facts.measured)],
        quote=(harms or conduct)[0].text if harms or conduct else "",
    )


def _left(never: NeverFact, facts: Facts) -> list[tuple[str, list[Left]]]:
    """Return the tables of what is left without errors: errors, then successes that are harms."""
    return [
        ("Errors", left_rows(never, facts.errors)),
        ("Successes that are harms", left_rows(never, facts.correct_harms)),
    ]


def _drawn(facts: Facts) -> list[Measured]:
    """Return what is drawn over time, the first harms that moved.

    One that is counted and one that is a story, so that nobody takes one for the other.
    """
    moved = [m for m in facts.measured if m.moved and any(x.value is not None for _, x in m.series)]
    harms = [m for m in moved if m.metric.axis == "harm"] or moved
    counted = [m for m in harms if not m.metric.story][:1]
    stories = [m for m in [*harms, *moved] if m.metric.story][:1]
    return counted + stories


def only_drawn(facts: Facts) -> Facts:
    """Return the facts with the courses of what is drawn alone: all that a page needs."""
    drawn = {m.metric.name for m in _drawn(facts)}
    measured = (m if m.metric.name in drawn else replace(m, series=()) for m in facts.measured)
    return replace(facts, measured=tuple(measured))


def _figures(facts: Facts) -> list[dict[str, Any]]:
    """Return the pictures: the first harms that moved, over time and by class."""
    found = []
    panels = _drawn(facts)
    if panels:
        title = course_title(panels[0], facts.people, facts.days)
        found.append(
            {
                "name": "time",
                "title": title,
                "caption": _caption(facts, "The line is", "Dark band", "Light band"),
                "picture": over_time(facts, panels, title),
            }
        )
    moved = [m for m in facts.measured if m.moved]
    harms = [m for m in moved if m.metric.axis == "harm"] or moved
    unequal = [m for m in harms if sum(x.value is not None for _, x in m.classes) > 1]
    if unequal:
        title = class_title(unequal[0], facts.people, facts.days)
        found.append(
            {
                "name": "class",
                "title": title,
                "caption": _caption(facts, "Each dot is", "Thick bar", "Thin bar"),
                "picture": by_class(facts, unequal[0], title),
            }
        )
    return found


def _caption(facts: Facts, mark: str, luck: str, assumptions: str) -> str:
    """Say what is drawn, and what each range on it is."""
    parts = [f"{mark} the mean of {facts.replicates:,} repeats." if facts.replicates > 1
             else f"{mark} one run."]  # fmt: skip
    if facts.replicates > 1:
        parts.append(f"{luck}: luck, the 5th to 95th percentile of the repeats.")
    if facts.draws:
        parts.append(
            f"{assumptions}: assumptions, the 5th to 95th percentile of {facts.draws:,} draws."
        )
    elif facts.replicates > 1:
        parts.append("The assumptions were not varied: the range is luck only.")
    else:
        parts.append("No range is known.")
    version = facts.versions["bentham"]
    return " ".join([*parts, f"Invented people; seed {facts.seed}, Bentham {version}."])


def _row(m: Measured, facts: Facts) -> dict[str, Any]:
    """Return one line of the table of all numbers."""
    x = m.total
    scale = scale_of(m.metric, x.value, facts.people)
    value, luck_low, luck_high, low, high = numbers(
        scale, x.value, x.luck_low, x.luck_high, x.low, x.high
    )
    return {
        "label": capital(m.metric.label),
        "definition": m.metric.definition,
        "value": f"{value} {scale.unit}",
        "when": when(m.metric, facts.days),
        "luck": f"{luck_low} to {luck_high}" if x.luck_low is not None else "unknown",
        "assumptions": f"{low} to {high}" if x.low is not None else "unknown",
        "axis": m.metric.axis,
        "subject": section(m.metric.name),
        "kind": "story" if m.metric.story else "counted",
    }
