"""The pictures of a comparison's report: differences over time and by class, a thousand people."""

from __future__ import annotations

from typing import Any

from bentham.report.differing import scale_of, signed
from bentham.report.facts import Facts
from bentham.report.figures import by_class, over_time
from bentham.report.icons import icon_array, per_thousand
from bentham.report.language import _, together
from bentham.report.words import all_of, label_of, made_of, numbers, when
from bentham.report.world_build import pictured, told_harms
from bentham.report.world_facts import ComparisonFacts, Differing, WorldFacts
from bentham.study.pairs import Lives

SHAPES = (
    ("here", "filled disc", "in ‘{here}’ and not in ‘{there}’"),
    ("both", "ring", "in both"),
    ("there", "square", "in ‘{there}’ and not in ‘{here}’"),
    ("neither", "dot", "in neither"),
)
"""What each mark of an icon array stands for."""

TIME_MARKS = (
    "The line is the mean difference of {number:,} pairs with the same people and luck.",
    "Dark band or bar: luck, the 5th to 95th percentile of the pairs.",
    "Light: assumptions, the same of the draws, where they were made.",
)
CLASS_MARKS = (
    "Each dot is a class's mean difference of {number:,} pairs with the same people and luck.",
    "Thick band or bar: luck, the 5th to 95th percentile of the pairs.",
    "Thin: assumptions, the same of the draws, where they were made.",
)
"""What is drawn over time and by class: the mean, luck, assumptions."""


def figures_of(facts: ComparisonFacts, world: WorldFacts, of: str) -> list[dict[str, Any]]:
    """Return the drawings: a counted harm and a story over time, and a harm by class."""
    one, found = _of_world(facts, world), world.found
    chosen = [x for x in pictured(found) if any(p.value is not None for __, p in x.less.series)]
    if not chosen:
        return []
    title = _finding(chosen[0], one, facts.base)
    what = _("difference from ‘{base}’", base=facts.base)
    out = [
        {
            "name": f"{of}time",
            "title": title,
            "caption": _caption(one, TIME_MARKS),
            "picture": over_time(one, [x.less for x in chosen], title, of, what),
        }
    ]
    unequal = [
        x for x in told_harms(found) if sum(v.value is not None for __, v in x.less.classes) > 1
    ]
    if unequal:
        title = _who_pays(unequal[0], one)
        out.append(
            {
                "name": f"{of}class",
                "title": title,
                "caption": _caption(one, CLASS_MARKS),
                "picture": by_class(one, unequal[0].less, title, of, what),
            }
        )
    return out


def _finding(x: Differing, facts: Facts, base: str) -> str:
    scale = scale_of(x, facts.people)
    number = signed(numbers(scale, *all_of(x.less.total))[0])
    return _(
        "{label}: {number} {unit} {time}, beside ‘{base}’",
        label=label_of(x.metric), number=number, unit=scale.unit, base=base,
        time=when(x.metric, facts.days),
    )  # fmt: skip


def _who_pays(x: Differing, facts: Facts) -> str:
    known = [(v.value, name) for name, v in x.less.classes if v.value is not None]
    (low, least), (high, most) = min(known), max(known)
    scale = scale_of(x, facts.people)
    few, many = (signed(n) for n in numbers(scale, low, high))
    return _(
        "{label}: {many} {unit} in the class ‘{most}’, {few} in ‘{least}’",
        label=label_of(x.metric), many=many, few=few, unit=scale.unit, most=_(most),
        least=_(least),
    )  # fmt: skip


def _caption(facts: Facts, marks: tuple[str, str, str]) -> str:
    mean, luck, assumptions = marks
    return together(
        _(mean, number=facts.replicates),
        _(luck) if facts.replicates > 1 else "",
        _(assumptions),
        made_of(facts.seed, facts.versions["bentham"]),
    )


def icons_of(facts: ComparisonFacts, world: WorldFacts, number: int) -> dict[str, Any] | None:
    """Return a thousand adults, by the property in which most lives differ."""
    if world.lives:
        return _lives_icons(facts, world, number)
    return _share_icons(facts, world, number)


def _foot(facts: ComparisonFacts, world: WorldFacts) -> str:
    return _(
        "Invented people · {here} beside {there} · seed {seed} · bentham {version}",
        here=world.label, there=facts.base, seed=facts.seed, version=facts.versions["bentham"],
    )  # fmt: skip


def _lives_icons(facts: ComparisonFacts, world: WorldFacts, number: int) -> dict[str, Any]:
    here, there = world.label, facts.base
    most: Lives = max(world.lives, key=lambda each: each.only_here)
    counts = {
        "here": most.only_here, "both": most.both, "there": most.there - most.both,
        "neither": most.adults - most.here - most.there + most.both,
    }  # fmt: skip
    given = per_thousand(counts)
    title = _(
        "Of 1,000 adults, {number} {property} in ‘{here}’ and not in ‘{there}’",
        number=given["here"], property=_(most.words), here=here, there=there,
    )  # fmt: skip
    return {
        "title": title,
        "caption": together(
            _(
                "A thousand adults of the first repeat, each a mark: a filled disc, a ring, a "
                "square or a dot."
            ),
            made_of(facts.seed, facts.versions["bentham"]),
        ),
        "svg": icon_array(counts, f"icons-{number}", title, _foot(facts, world)),
        "rows": [
            (_(shape), _(words, here=here, there=there), f"{given[kind]:,}", f"{counts[kind]:,}")
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
    title = _(
        "Of 1,000 adults, {here} {phrase} in ‘{world}’ and {there} in ‘{base}’",
        here=here, there=there, phrase=_(x.metric.phrase), world=world.label, base=facts.base,
    )  # fmt: skip
    words = (
        ("here", _("filled disc"), _("more in ‘{world}’", world=world.label)),
        ("both", _("ring"), _("as many in both")),
        ("there", _("square"), _("more in ‘{world}’", world=facts.base)),
        ("neither", _("dot"), _("the others")),
    )
    return {
        "title": title,
        "caption": together(
            _(
                "A thousand adults, mean of all repeats, each a mark: a filled disc, a ring, a "
                "square or a dot. Marks say how many, not who."
            ),
            made_of(facts.seed, facts.versions["bentham"]),
        ),
        "svg": icon_array(counts, f"icons-{number}", title, _foot(facts, world)),
        "rows": [(shape, said, f"{counts[kind]:,}", "–") for kind, shape, said in words],
    }


def _of_world(facts: ComparisonFacts, world: WorldFacts) -> Facts:
    """Return what a picture's foot and caption say."""
    return Facts(
        scheme=world.scheme, society=facts.society, people=facts.people, days=facts.days,
        seed=facts.seed, replicates=facts.replicates, draws=facts.draws, command="", digest="",
        versions=facts.versions, measured=(), parameters=(), errors=(), correct_harms=(),
        not_represented=(), files={},
    )  # fmt: skip
