"""What differs between two worlds of the same people, in sentences with ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bentham.evidence.metric import Metric
from bentham.report.build import course
from bentham.report.facts import Measured, Ranged
from bentham.report.telling import by_turns
from bentham.report.words import Finding, Scale, all_of, capital, numbers, period, ranges, when
from bentham.report.words import scale_of as scale_of_level
from bentham.results.comparison import Difference
from bentham.results.panel import daily, groups_of
from bentham.study.twins import Lives, Twin, Twins

MOST_HARMS, MOST_CONDUCT = 7, 3
SAME = (
    "‘{}’ and ‘{}’ are the same world: every number of every day agrees, and so does the state of "
    "every person, to the bit. Every difference is zero."
)
CONVENTION = (
    "Which lives differ depends on the convention that both worlds share their luck; however luck "
    "is shared, the number of those to whom it happens in ‘{}’ alone lies in the bounds."
)


@dataclass(frozen=True, slots=True)
class Differing:
    """A metric in two worlds.

    Parameters
    ----------
    here, there : float or None
        Its value in this world and in the base.
    less : Measured
        The difference: in total, over the days, by class.
    """

    here: float | None
    there: float | None
    less: Measured

    @property
    def metric(self) -> Metric:
        """Return the metric."""
        return self.less.metric

    @property
    def settled(self) -> bool | None:
        """Return whether the sign is the same all over the widest known range; None: no range."""
        x = self.less.total
        for low, high in ((x.low, x.high), (x.luck_low, x.luck_high)):
            if low is not None and high is not None:
                return low > 0 or high < 0
        return None


def differing(twins: Twins, world: Twin) -> tuple[Differing, ...]:
    """Return every metric of a world beside the base."""
    return tuple(_one(twins, world, m) for m in twins.metrics)


def _one(twins: Twins, world: Twin, m: Metric) -> Differing:
    here, there = world.one, twins.base.one
    comparable = twins.comparable(m, world)
    daily_luck = daily(here.run.panel, m.name) - daily(there.run.panel, m.name)
    drawn = None
    if here.draws is not None and there.draws is not None:
        drawn = daily(here.draws, m.name) - daily(there.draws, m.name)
    total = ranged(twins.difference(world, m))
    classes = groups_of(here.run.panel, "class")
    moved = comparable and bool(np.any(np.nan_to_num(daily_luck) != 0))
    less = Measured(
        metric=m,
        total=total,
        series=course(daily_luck, drawn) if comparable else (),
        classes=tuple((c, ranged(twins.difference(world, m, "class", c))) for c in classes),
        moved=moved,
    )
    return Differing(here.run.metrics[m.name]["value"], there.run.metrics[m.name]["value"], less)


def ranged(d: Difference) -> Ranged:
    """Return a difference as a number with two ranges."""
    return Ranged(d["value"], d["luck_low"], d["luck_high"], d["low"], d["high"])


def scale_of(x: Differing, people: int) -> Scale:
    """Return the scale in which a difference, and the two levels, are easy to picture."""
    return scale_of_level(x.metric, x.less.total.value or 0.0, people)


def sentence(x: Differing, base: str, people: int, days: int) -> str:
    """Return a difference as a sentence: how many more, of how many, instead of what."""
    scale, total = scale_of(x, people), x.less.total
    here, there = numbers(scale, x.here, x.there)
    brackets = ranges(total, scale)
    rest = f"{here} instead of {there} {brackets}." + _doubt(x)
    phrase = x.metric.phrase
    if scale.base is not None and phrase and total.value:
        time = f"in {period(days)}" if phrase.endswith("at least once") else when(x.metric, days)
        count = numbers(scale, *all_of(total))[0].lstrip("−")
        more = "more" if total.value > 0 else "fewer"
        return f"Of {scale.base:,} {scale.whole}, {count} {more} {phrase} {time}: {rest}"
    number = signed(numbers(scale, *all_of(total))[0])
    label = f"{capital(x.metric.label)} {when(x.metric, days)}"
    return f"{label}: {number} {scale.unit}; {rest}"


def signed(number: str) -> str:
    """Return a printed number with a plus before it if it has no sign and is not zero."""
    return number if number[:1] in "−–" or number.strip("0.,") == "" else f"+{number}"


def _doubt(x: Differing) -> str:
    return " The range includes no difference." if x.settled is False else ""


def findings(
    found: Sequence[Differing], base: str, people: int, days: int
) -> tuple[list[Finding], list[Finding]]:
    """Return the harms that differ and what people did otherwise, the most telling of each subject.

    Parameters
    ----------
    found : sequence of Differing
        All metrics.
    base : str
        What the base is called.
    people, days : int
        Size and length.
    """

    def of(axis: str, most: int) -> list[Finding]:
        chosen = [x for x in found if x.metric.axis == axis and x.less.moved]
        return [
            Finding(x.metric.name, sentence(x, base, people, days), x.metric.story)
            for x in by_turns(chosen, most)
            if x.less.total.value
        ]

    return of("harm", MOST_HARMS), of("conduct", MOST_CONDUCT)


def lives_told(lives: Sequence[Lives], world: str, base: str) -> list[str]:
    """Return whose lives differ, as sentences with the bounds that hold for any shared luck."""
    out = []
    for each in lives:
        low, high = each.bounds
        out.append(
            f"Adults who {each.words}: {each.here:,} in ‘{world}’, {each.there:,} in ‘{base}’; "
            f"{each.only_here:,} in ‘{world}’ alone (bounds: {low:,} to {high:,}) and "
            f"{each.there - each.both:,} in ‘{base}’ alone, of {each.adults:,}."
        )
    return out
