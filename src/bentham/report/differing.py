"""What differs between two worlds of the same people, in sentences with ranges."""

from __future__ import annotations

from collections.abc import Sequence

from bentham.report.language import _, together
from bentham.report.telling import by_turns
from bentham.report.words import (
    Finding,
    Scale,
    all_of,
    label_of,
    numbers,
    ranges,
    when,
    when_of,
)
from bentham.report.words import scale_of as scale_of_level
from bentham.report.world_facts import Differing
from bentham.study.pairs import Lives

MOST_HARMS, MOST_CONDUCT = 7, 3
SAME = (
    "‘{here}’ and ‘{there}’ are the same world: every number of every day agrees, and so does the "
    "state of every person, to the bit. Every difference is zero."
)
MORE = "Of {base:,} {whole}, {number} more {phrase} {time}: {here} instead of {there} {ranges}."
FEWER = "Of {base:,} {whole}, {number} fewer {phrase} {time}: {here} instead of {there} {ranges}."
CONVENTION = (
    "Which lives differ depends on the convention that both worlds share their luck; however luck "
    "is shared, the number of those to whom it happens in ‘{world}’ alone lies in the bounds."
)


def scale_of(x: Differing, people: int) -> Scale:
    """Return the scale in which a difference, and the two levels, are easy to picture."""
    return scale_of_level(x.metric, x.less.total.value or 0.0, people)


def sentence(x: Differing, base: str, people: int, days: int) -> str:
    """Return a difference as a sentence: how many more, of how many, instead of what."""
    scale, total = scale_of(x, people), x.less.total
    here, there = numbers(scale, x.here, x.there)
    levels = {"here": here, "there": there, "ranges": ranges(total, scale)}
    phrase = x.metric.phrase
    if scale.base is not None and phrase and total.value:
        count = numbers(scale, *all_of(total))[0].lstrip("−")
        said = _(
            MORE if total.value > 0 else FEWER,
            base=scale.base, whole=scale.whole, phrase=_(phrase), time=when_of(x.metric, days),
            number=_("fewer than one") if count == "0" else count, **levels,
        )  # fmt: skip
    else:
        said = _(
            "{label} {time}: {number} {unit}; {here} instead of {there} {ranges}.",
            label=label_of(x.metric), time=when(x.metric, days), unit=scale.unit,
            number=signed(numbers(scale, *all_of(total))[0]), **levels,
        )  # fmt: skip
    doubt = _("The range includes no difference.") if x.settled is False else ""
    return together(said, doubt)


def signed(number: str) -> str:
    """Return a printed number with a plus before it if it has no sign and is not zero."""
    return number if number[:1] in "−–" or number.strip("0.,") == "" else f"+{number}"


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
            _(
                "Adults who {property}: {here:,} in ‘{world}’, {there:,} in ‘{base}’; "
                "{only_here:,} in ‘{world}’ alone (bounds: {low:,} to {high:,}) and "
                "{only_there:,} in ‘{base}’ alone, of {adults:,}.",
                property=_(each.words), here=each.here, world=world, there=each.there, base=base,
                only_here=each.only_here, low=low, high=high, only_there=each.there - each.both,
                adults=each.adults,
            )
        )  # fmt: skip
    return out
