"""The report of a comparison: worlds of the same people, one page, no scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bentham.evidence.metrics import section
from bentham.report.build import build_facts
from bentham.report.declared import scheme_facts
from bentham.report.differing import (
    CONVENTION,
    SAME,
    Differing,
    differing,
    findings,
    lives_told,
    scale_of,
    signed,
)
from bentham.report.environment import pages
from bentham.report.facts import Facts
from bentham.report.figures import by_class, over_time
from bentham.report.icons import icon_array, per_thousand
from bentham.report.matter import parameters_that_matter
from bentham.report.publish import NOT_REPRESENTED
from bentham.report.telling import AXES
from bentham.report.words import all_of, capital, numbers, range_note, when
from bentham.results.files import FileRecord
from bentham.results.provenance import INVENTED, versions
from bentham.study.twins import Lives, Twin, Twins

SHAPES = (
    ("here", "filled disc", "in ‘{here}’ and not in ‘{there}’"),
    ("both", "ring", "in both"),
    ("there", "square", "in ‘{there}’ and not in ‘{here}’"),
    ("neither", "dot", "in neither"),
)


def render(twins: Twins, command: str, files: Mapping[str, FileRecord]) -> str:
    """Return the report of a comparison as HTML."""
    todo = twins.plan
    return (
        pages()
        .get_template("compare.html")
        .render(
            invented=INVENTED,
            base=twins.base.label,
            worlds=[_world(twins, w, n) for n, w in enumerate(twins.others)],
            summaries=[(w.label, scheme_facts(w.one.plan.scheme)) for w in twins.worlds],
            people=todo.people,
            days=todo.days,
            seed=todo.seed,
            society=todo.society.id,
            replicates=todo.replicates,
            draws=todo.assumptions,
            range_note=range_note(todo.replicates, todo.assumptions),
            parameters=_parameters(twins),
            not_represented=NOT_REPRESENTED,
            command=command,
            digests=[(w.label, w.one.run.digest) for w in twins.worlds],
            versions=versions(),
            files=files,
        )
    )


def _world(twins: Twins, world: Twin, number: int) -> dict[str, Any]:
    """Return what the page says of one world beside the base."""
    todo, base = twins.plan, twins.base.label
    found = differing(twins, world)
    harms, conduct = findings(found, base, todo.people, todo.days)
    lives = twins.lives(world)
    return {
        "label": world.label,
        "title": scheme_facts(world.one.plan.scheme).title,
        "same": SAME.format(world.label, base) if twins.same(world) else "",
        "harms": harms,
        "conduct": conduct,
        "lives": lives_told(lives, world.label, base),
        "convention": CONVENTION.format(world.label),
        "icons": _icons(lives, world.label, base, number, todo.seed),
        "figures": _figures(_facts(world), found, f"w{number}-", base),
        "rows": [_row(x, todo.people, todo.days) for x in _arranged(found)],
    }


def _facts(world: Twin) -> Facts:
    """Return what a picture's foot says of a world."""
    run = world.one.run
    return build_facts(
        run, scheme_facts(world.one.plan.scheme), command="", parameters=(), files={}, metrics=()
    )


def _arranged(found: tuple[Differing, ...]) -> list[Differing]:
    return sorted(found, key=lambda x: AXES.index(x.metric.axis))


def _figures(
    facts: Facts, found: tuple[Differing, ...], of: str, base: str
) -> list[dict[str, Any]]:
    """Return the pictures: a counted harm and a story over time, and a harm by class."""
    moved = [
        x for x in found
        if x.less.moved and x.metric.axis == "harm" and x.less.total.value
        and any(p.value is not None for _, p in x.less.series)
    ]  # fmt: skip
    chosen = [x for x in moved if not x.metric.story][:1] + [x for x in moved if x.metric.story][:1]
    if not chosen:
        return []
    title = f"{_finding(chosen[0], facts)} than under ‘{base}’"
    out = [
        {
            "name": f"{of}time",
            "title": title,
            "caption": _caption(facts, "The line is the mean difference", "dark", "light"),
            "picture": over_time(facts, [x.less for x in chosen], title, of),
        }
    ]
    unequal = [x for x in moved if sum(v.value is not None for _, v in x.less.classes) > 1]
    if unequal:
        title = _who_pays(unequal[0], facts)
        out.append(
            {
                "name": f"{of}class",
                "title": title,
                "caption": _caption(
                    facts, "Each dot is a class's mean difference", "thick", "thin"
                ),
                "picture": by_class(facts, unequal[0].less, title, of),
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


def _icons(
    lives: list[Lives], here: str, there: str, number: int, seed: int
) -> dict[str, Any] | None:
    """Return a thousand adults, by the property in which most lives differ."""
    if not lives:
        return None
    most = max(lives, key=lambda each: each.only_here)
    counts = {
        "here": most.only_here, "both": most.both, "there": most.there - most.both,
        "neither": most.adults - most.here - most.there + most.both,
    }  # fmt: skip
    given = per_thousand(counts)
    title = f"Of 1,000 adults, {given['here']} {most.words} in ‘{here}’ and not in ‘{there}’"
    foot = (
        f"Invented people · {here} beside {there} · seed {seed} · bentham {versions()['bentham']}"
    )
    return {
        "title": title,
        "svg": icon_array(counts, f"icons-{number}", title, foot),
        "rows": [
            (shape, words.format(here=here, there=there), f"{given[kind]:,}", f"{counts[kind]:,}")
            for kind, shape, words in SHAPES
        ],
    }


def _row(x: Differing, people: int, days: int) -> dict[str, str]:
    total, scale = x.less.total, scale_of(x, people)
    value, luck_low, luck_high, low, high = (signed(n) for n in numbers(scale, *all_of(total)))
    here, there = numbers(scale, x.here, x.there)
    return {
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


def _parameters(twins: Twins) -> list[Any]:
    """Return the parameters that can move something in any of the worlds."""
    found: dict[str, Any] = {}
    for world in twins.worlds:
        plan = world.one.plan
        for fact in parameters_that_matter(
            plan.scheme, plan.values, plan.held, plan.off, plan.assumptions > 0, plan.causes
        ):
            found.setdefault(fact.name, fact)
    return list(found.values())
