"""The report of a comparison: worlds of the same people, one page, no scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bentham.evidence.metrics import section
from bentham.evidence.parameters import TAGS
from bentham.report.comparison_pictures import figures_of, icons_of
from bentham.report.differing import (
    CONVENTION,
    SAME,
    findings,
    lives_told,
    scale_of,
    sentence,
    signed,
)
from bentham.report.environment import pages
from bentham.report.facts import Ranged
from bentham.report.glossary import GLOSSARY
from bentham.report.judged_words import (
    changes_told,
    claim_told,
    drives_told,
    ladder_told,
    left_rows,
)
from bentham.report.language import _, speaking, title_of
from bentham.report.publish import CORRECT_HARMS, ERRORS, NOT_REPRESENTED
from bentham.report.telling import AXES
from bentham.report.words import (
    all_of,
    from_to,
    kind_of,
    label_of,
    numbers,
    range_note,
    when,
    with_unit,
)
from bentham.report.world_build import told_harms
from bentham.report.world_facts import ComparisonFacts, Differing, WorldFacts
from bentham.results.provenance import INVENTED

AIM = ("offences_prevented", "offences")
"""What a scheme says that it is for, in numbers."""


def render(facts: ComparisonFacts, lang: str = "en") -> str:
    """Return the report of a comparison as HTML, in one of `language.LANGUAGES`."""
    with speaking(lang):
        return _render(facts)


def _render(facts: ComparisonFacts) -> str:
    return (
        pages()
        .get_template("compare.html")
        .render(
            f=facts,
            invented=_(INVENTED),
            tags=TAGS,
            worlds=[_world(facts, w, n) for n, w in enumerate(facts.worlds)],
            summaries=[
                (facts.base, facts.base_scheme), *((w.label, w.scheme) for w in facts.worlds)
            ],
            range_note=range_note(facts.replicates, facts.draws),
            not_represented=NOT_REPRESENTED,
            digests=[(facts.base, facts.base_digest), *((w.label, w.digest) for w in facts.worlds)],
            glossary=GLOSSARY,
            ladder=ladder_told(),
        )
    )  # fmt: skip


def _world(facts: ComparisonFacts, world: WorldFacts, number: int) -> dict[str, Any]:
    """Return what the page says of one world beside the base."""
    base, people, days = facts.base, facts.people, facts.days
    harms, conduct = findings(world.found, base, people, days)
    labels = {x.metric.name: x.metric.label for x in world.found}
    claimed = {c.metric for c in world.claims}
    never = world.never
    return {
        "key": f"w{number}",
        "label": world.label,
        "title": title_of(world.scheme),
        "aim": world.aim,
        "same": _(SAME, here=world.label, there=base) if world.same else "",
        "claims": [claim_told(c) for c in world.claims],
        "also": [h for h in harms if h.name not in claimed],
        "looked_at": sum(x.less.moved for x in world.found),
        "harms": harms,
        "conduct": [c for c in conduct if c.name not in AIM],
        "gained": [
            sentence(x, base, people, days) for x in world.found
            if x.metric.name in AIM and x.less.total.value is not None
        ],
        "lives": lives_told(world.lives, world.label, base),
        "convention": _(CONVENTION, world=world.label),
        "icons": icons_of(facts, world, number),
        "figures": figures_of(facts, world, f"w{number}-"),
        "classes": _class_rows(facts, world),
        "class_names": [_(name) for name, __ in world.found[0].less.classes] if world.found else [],
        "never": never,
        "errors": [] if never is None else left_rows(never, ERRORS),
        "intended": [] if never is None else left_rows(never, CORRECT_HARMS),
        "drives": drives_told(world.driven, labels),
        "changes": [changes_told(d, labels[d.metric]) for d in world.driven],
        "undone": world.scheme.undone,
        "rows": [_row(x, people, days) for x in _arranged(world.found)],
    }  # fmt: skip


def _class_rows(facts: ComparisonFacts, world: WorldFacts) -> list[dict[str, Any]]:
    """Return the harms that are told, by class, each number with both ranges."""
    rows = []
    for x in told_harms(world.found):
        known = [v for __, v in x.less.classes]
        if len(known) < 2 or all(v.value is None for v in known):
            continue
        scale = scale_of(x, facts.people)
        # Beside each other, so with the same decimals.
        printed = numbers(scale, *(each for v in known for each in all_of(v)))
        shown = [_cell(v, printed[5 * i : 5 * i + 5]) for i, v in enumerate(known)]
        rows.append({"label": label_of(x.metric), "unit": scale.unit, "cells": shown})
    return rows


def _cell(x: Ranged, printed: Sequence[str]) -> str:
    """Return a number of a table with its two ranges."""
    value, luck_low, luck_high, low, high = map(signed, printed)
    if x.value is None:
        return "–"
    luck = from_to(luck_low, luck_high) if x.luck_low is not None else _("unknown")
    drawn = from_to(low, high) if x.low is not None else _("unknown")
    return _("{number} (luck: {luck}; assumptions: {drawn})", number=value, luck=luck, drawn=drawn)


def _arranged(found: tuple[Differing, ...]) -> list[Differing]:
    return sorted(found, key=lambda x: AXES.index(x.metric.axis))


def _row(x: Differing, people: int, days: int) -> dict[str, str]:
    total, scale = x.less.total, scale_of(x, people)
    value, luck_low, luck_high, low, high = (signed(n) for n in numbers(scale, *all_of(total)))
    here, there = numbers(scale, x.here, x.there)
    return {
        "name": x.metric.name,
        "label": label_of(x.metric),
        "definition": _(x.metric.definition),
        "value": with_unit(value, scale) if total.value is not None else "–",
        "when": when(x.metric, days),
        "levels": f"{here} / {there}",
        "luck": from_to(luck_low, luck_high) if total.luck_low is not None else _("unknown"),
        "assumptions": from_to(low, high) if total.low is not None else _("unknown"),
        "kind": kind_of(x.metric),
        "subject": _(section(x.metric.name)),
    }
