"""What differs between two worlds of the same people, in sentences with ranges."""

from __future__ import annotations

from collections.abc import Sequence

from bentham.report.telling import by_turns
from bentham.report.words import Finding, Scale, all_of, capital, numbers, period, ranges, when
from bentham.report.words import scale_of as scale_of_level
from bentham.report.world_facts import Differing
from bentham.study.pairs import Lives

MOST_HARMS, MOST_CONDUCT = 7, 3
SAME = (
    "‘{}’ and ‘{}’ are the same world: every number of every day agrees, and so does the state of "
    "every person, to the bit. Every difference is zero."
)
CONVENTION = (
    "Which lives differ depends on the convention that both worlds share their luck; however luck "
    "is shared, the number of those to whom it happens in ‘{}’ alone lies in the bounds."
)


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
        count = "fewer than one" if count == "0" else count
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
