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
from bentham.report.language import (
    _,
    speaking,
    title_of,
    together,
)
from bentham.report.telling import arranged
from bentham.report.words import (
    all_of,
    class_title,
    course_title,
    findings,
    from_to,
    kind_of,
    label_of,
    made_of,
    numbers,
    range_note,
    scale_of,
    sentence,
    unmoved,
    when,
    with_unit,
)
from bentham.results.provenance import INVENTED


def render(facts: Facts, lang: str = "en") -> str:
    """Return the report of a run as HTML.

    Parameters
    ----------
    facts : Facts
        What to print.
    lang : str
        In which language, one of `language.LANGUAGES`.
    """
    with speaking(lang):
        return _render(facts)


def _render(facts: Facts) -> str:
    environment = pages()
    harms, conduct = findings(facts.measured, facts.people, facts.days)
    by_name = {m.metric.name: m for m in facts.measured}
    labels = {name: m.metric.label for name, m in by_name.items()}

    def told(names: tuple[str, ...]) -> list[str]:
        return [sentence(by_name[n], facts.people, facts.days) for n in names if n in by_name]

    return environment.get_template("report.html").render(
        f=facts,
        title=title_of(facts.scheme),
        invented=_(INVENTED),
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
        (_("Errors"), left_rows(never, facts.errors)),
        (_("Successes that are harms"), left_rows(never, facts.correct_harms)),
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
                "caption": _caption(facts, TIME_MARKS),
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
                "caption": _caption(facts, CLASS_MARKS),
                "picture": by_class(facts, unequal[0], title),
            }
        )
    return found


TIME_MARKS = (
    "The line is the mean of {number:,} repeats.",
    "The line is one run.",
    "Dark band: luck, the 5th to 95th percentile of the repeats.",
    "Light band: assumptions, the 5th to 95th percentile of {number:,} draws.",
)
CLASS_MARKS = (
    "Each dot is the mean of {number:,} repeats.",
    "Each dot is one run.",
    "Thick bar: luck, the 5th to 95th percentile of the repeats.",
    "Thin bar: assumptions, the 5th to 95th percentile of {number:,} draws.",
)
"""What is drawn over time and by class: the mean, a single run, luck, assumptions."""


def _caption(facts: Facts, marks: tuple[str, str, str, str]) -> str:
    """Say what is drawn, and what each range on it is."""
    mean, single, luck, assumptions = marks
    several = facts.replicates > 1
    parts = [_(mean, number=facts.replicates) if several else _(single)]
    if several:
        parts.append(_(luck))
    if facts.draws:
        parts.append(_(assumptions, number=facts.draws))
    elif several:
        parts.append(_("The assumptions were not varied: the range is luck only."))
    else:
        parts.append(_("No range is known."))
    return together(*parts, made_of(facts.seed, facts.versions["bentham"]))


def _row(m: Measured, facts: Facts) -> dict[str, Any]:
    """Return one line of the table of all numbers."""
    x = m.total
    scale = scale_of(m.metric, x.value, facts.people)
    value, luck_low, luck_high, low, high = numbers(scale, *all_of(x))
    return {
        "label": label_of(m.metric),
        "definition": _(m.metric.definition),
        "value": with_unit(value, scale),
        "when": when(m.metric, facts.days),
        "luck": from_to(luck_low, luck_high) if x.luck_low is not None else _("unknown"),
        "assumptions": from_to(low, high) if x.low is not None else _("unknown"),
        "subject": _(section(m.metric.name)),
        "kind": kind_of(m.metric),
    }
