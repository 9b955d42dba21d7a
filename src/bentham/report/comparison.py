"""The report of a comparison: worlds of the same people, one page, no scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bentham.evidence.metrics import section
from bentham.evidence.parameters import TAGS
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
from bentham.report.facts import Facts, Ranged
from bentham.report.figures import by_class, over_time
from bentham.report.glossary import GLOSSARY
from bentham.report.icons import icon_array, per_thousand
from bentham.report.judged_words import (
    LADDER,
    changes_told,
    claim_told,
    drives_told,
    left_rows,
)
from bentham.report.publish import CORRECT_HARMS, ERRORS, NOT_REPRESENTED
from bentham.report.telling import AXES
from bentham.report.words import all_of, capital, numbers, range_note, when
from bentham.report.world_build import pictured, told_harms
from bentham.report.world_facts import ComparisonFacts, Differing, WorldFacts
from bentham.results.provenance import INVENTED
from bentham.study.pairs import Lives

SHAPES = (
    ("here", "filled disc", "in ‘{here}’ and not in ‘{there}’"),
    ("both", "ring", "in both"),
    ("there", "square", "in ‘{there}’ and not in ‘{here}’"),
    ("neither", "dot", "in neither"),
)


AIM = ("offences_prevented", "offences")
"""What a scheme says that it is for, in numbers."""


def render(facts: ComparisonFacts) -> str:
    """Return the report of a comparison as HTML."""
    return (
        pages()
        .get_template("compare.html")
        .render(
            f=facts,
            invented=INVENTED,
            tags=TAGS,
            worlds=[_world(facts, w, n) for n, w in enumerate(facts.worlds)],
            summaries=[
                (facts.base, facts.base_scheme), *((w.label, w.scheme) for w in facts.worlds)
            ],
            range_note=range_note(facts.replicates, facts.draws),
            not_represented=NOT_REPRESENTED,
            digests=[(facts.base, facts.base_digest), *((w.label, w.digest) for w in facts.worlds)],
            glossary=GLOSSARY,
            ladder=LADDER,
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
        "title": world.scheme.title,
        "aim": world.aim,
        "same": SAME.format(world.label, base) if world.same else "",
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
        "convention": CONVENTION.format(world.label),
        "icons": _icons(facts, world, number),
        "figures": _figures(facts, world, f"w{number}-"),
        "classes": _class_rows(facts, world),
        "class_names": [name for name, _ in world.found[0].less.classes] if world.found else [],
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
        known = [v for _, v in x.less.classes]
        if len(known) < 2 or all(v.value is None for v in known):
            continue
        scale = scale_of(x, facts.people)
        # Beside each other, so with the same decimals.
        printed = numbers(scale, *(each for v in known for each in all_of(v)))
        shown = [_cell(v, printed[5 * i : 5 * i + 5]) for i, v in enumerate(known)]
        rows.append({"label": capital(x.metric.label), "unit": scale.unit, "cells": shown})
    return rows


def _cell(x: Ranged, printed: Sequence[str]) -> str:
    """Return a number of a table with its two ranges."""
    value, luck_low, luck_high, low, high = map(signed, printed)
    if x.value is None:
        return "–"
    luck = f"luck: {luck_low} to {luck_high}" if x.luck_low is not None else "luck: unknown"
    drawn = f"assumptions: {low} to {high}" if x.low is not None else "assumptions: unknown"
    return f"{value} ({luck}; {drawn})"


def _of_world(facts: ComparisonFacts, world: WorldFacts) -> Facts:
    """Return what a picture's foot and caption say."""
    return Facts(
        scheme=world.scheme, society=facts.society, people=facts.people, days=facts.days,
        seed=facts.seed, replicates=facts.replicates, draws=facts.draws, command="", digest="",
        versions=facts.versions, measured=(), parameters=(), errors=(), correct_harms=(),
        not_represented=(), files={},
    )  # fmt: skip


def _arranged(found: tuple[Differing, ...]) -> list[Differing]:
    return sorted(found, key=lambda x: AXES.index(x.metric.axis))


def _figures(facts: ComparisonFacts, world: WorldFacts, of: str) -> list[dict[str, Any]]:
    """Return the pictures: a counted harm and a story over time, and a harm by class."""
    one, found = _of_world(facts, world), world.found
    chosen = [x for x in pictured(found) if any(p.value is not None for _, p in x.less.series)]
    if not chosen:
        return []
    title = f"{_finding(chosen[0], one)}, beside ‘{facts.base}’"
    out = [
        {
            "name": f"{of}time",
            "title": title,
            "caption": _caption(one, "The line is the mean difference", "dark", "light"),
            "picture": over_time(
                one, [x.less for x in chosen], title, of, f"difference from ‘{facts.base}’"
            ),
        }
    ]
    unequal = [
        x for x in told_harms(found) if sum(v.value is not None for _, v in x.less.classes) > 1
    ]
    if unequal:
        title = _who_pays(unequal[0], one)
        out.append(
            {
                "name": f"{of}class",
                "title": title,
                "caption": _caption(one, "Each dot is a class's mean difference", "thick", "thin"),
                "picture": by_class(
                    one, unequal[0].less, title, of, f"difference from ‘{facts.base}’"
                ),
            }
        )
    return out


def _finding(x: Differing, facts: Facts) -> str:
    scale = scale_of(x, facts.people)
    number = signed(numbers(scale, *all_of(x.less.total))[0])
    return f"{capital(x.metric.label)}: {number} {scale.unit} {when(x.metric, facts.days)}"


def _who_pays(x: Differing, facts: Facts) -> str:
    known = [(v.value, name) for name, v in x.less.classes if v.value is not None]
    (low, least), (high, most) = min(known), max(known)
    scale = scale_of(x, facts.people)
    few, many = (signed(n) for n in numbers(scale, low, high))
    return (
        f"{capital(x.metric.label)}: {many} {scale.unit} in the class ‘{most}’, {few} in ‘{least}’"
    )


def _caption(facts: Facts, mark: str, luck: str, assumptions: str) -> str:
    parts = [f"{mark} of {facts.replicates:,} pairs with the same people and luck."]
    if facts.replicates > 1:
        parts.append(f"{capital(luck)} band or bar: luck, the 5th to 95th percentile of the pairs.")
    parts.append(
        f"{capital(assumptions)}: assumptions, the same of the draws, where they were made."
    )
    version = facts.versions["bentham"]
    return " ".join([*parts, f"Invented people; seed {facts.seed}, Bentham {version}."])


def _icons(facts: ComparisonFacts, world: WorldFacts, number: int) -> dict[str, Any] | None:
    """Return a thousand adults, by the property in which most lives differ."""
    if world.lives:
        return _lives_icons(facts, world, number)
    return _share_icons(facts, world, number)


def _foot(facts: ComparisonFacts, world: WorldFacts) -> str:
    return (
        f"Invented people · {world.label} beside {facts.base} · seed {facts.seed} · "
        f"bentham {facts.versions['bentham']}"
    )


def _lives_icons(facts: ComparisonFacts, world: WorldFacts, number: int) -> dict[str, Any]:
    here, there = world.label, facts.base
    most: Lives = max(world.lives, key=lambda each: each.only_here)
    counts = {
        "here": most.only_here, "both": most.both, "there": most.there - most.both,
        "neither": most.adults - most.here - most.there + most.both,
    }  # fmt: skip
    given = per_thousand(counts)
    title = f"Of 1,000 adults, {given['here']} {most.words} in ‘{here}’ and not in ‘{there}’"
    return {
        "title": title,
        "caption": "A thousand adults of the first repeat, each a mark: a filled disc, a ring, a "
        "square or a dot.",
        "svg": icon_array(counts, f"icons-{number}", title, _foot(facts, world)),
        "rows": [
            (shape, words.format(here=here, there=there), f"{given[kind]:,}", f"{counts[kind]:,}")
            for kind, shape, words in SHAPES
        ],
    }


def _share_icons(facts: ComparisonFacts, world: WorldFacts, number: int) -> dict[str, Any] | None:
    """Return a thousand adults by the first harm that is a share of them, where no mark is kept.

    A difference of shares says how many more, not who: the icons stand for the mean of all repeats.
    """
    shares = [
        x for x in told_harms(world.found)
        if x.metric.phrase and x.metric.unit == "% of adults" and x.here and x.there is not None
    ]  # fmt: skip
    if not shares:
        return None
    x = shares[0]
    here, there = round(10 * (x.here or 0.0)), round(10 * (x.there or 0.0))
    counts = {
        "here": max(0, here - there), "both": min(here, there), "there": max(0, there - here),
        "neither": 1000 - max(here, there),
    }  # fmt: skip
    title = (
        f"Of 1,000 adults, {here} {x.metric.phrase} in ‘{world.label}’ and {there} in "
        f"‘{facts.base}’"
    )
    words = (
        ("here", "filled disc", f"more in ‘{world.label}’"),
        ("both", "ring", "as many in both"),
        ("there", "square", f"more in ‘{facts.base}’"),
        ("neither", "dot", "the others"),
    )
    return {
        "title": title,
        "caption": "A thousand adults, mean of all repeats, each a mark: a filled disc, a ring, a "
        "square or a dot. Marks say how many, not who.",
        "svg": icon_array(counts, f"icons-{number}", title, _foot(facts, world)),
        "rows": [(shape, said, f"{counts[kind]:,}", "–") for kind, shape, said in words],
    }


def _row(x: Differing, people: int, days: int) -> dict[str, str]:
    total, scale = x.less.total, scale_of(x, people)
    value, luck_low, luck_high, low, high = (signed(n) for n in numbers(scale, *all_of(total)))
    here, there = numbers(scale, x.here, x.there)
    return {
        "name": x.metric.name,
        "label": capital(x.metric.label),
        "definition": x.metric.definition,
        "value": f"{value} {scale.unit}" if total.value is not None else "–",
        "when": when(x.metric, days),
        "levels": f"{here} / {there}",
        "luck": f"{luck_low} to {luck_high}" if total.luck_low is not None else "unknown",
        "assumptions": f"{low} to {high}" if total.low is not None else "unknown",
        "kind": f"{x.metric.axis}, {'story' if x.metric.story else 'counted'}",
        "subject": section(x.metric.name),
    }
