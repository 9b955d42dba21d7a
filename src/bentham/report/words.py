"""Numbers as sentences: from a metric's registry entry and its value, with the ranges."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bentham.evidence.metrics import Metric
from bentham.report.facts import Measured, Ranged
from bentham.report.telling import by_turns

SHARE = re.compile(r"^(?:%|per cent) of (?P<whole>.+)$")
UNCOUNTED = ("income",)
"""What a share can be of and nobody counts: it stays a percentage."""

MOST_HARMS = 7
MOST_CONDUCT = 3
MOST_UNMOVED = 8


@dataclass(frozen=True, slots=True)
class Scale:
    """How the numbers of one metric are printed: times `factor`, followed by `unit`.

    `base` is the N of 'of N adults', None for a metric that is not a share; `whole` are the adults.
    """

    factor: float
    unit: str
    base: int | None = None
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence with its ranges, and whether it tells of people's reactions."""

    name: str
    text: str
    story: bool


def scale_of(metric: Metric, value: float | None, people: int) -> Scale:
    """Return the scale that makes `value` easy to picture: 1.3 % of adults is 13 of 1,000.

    The base grows until at least ten people are counted, but not beyond the size of the society.
    """
    share = SHARE.match(metric.unit)
    if share is None or share["whole"] in UNCOUNTED:
        return Scale(1.0, metric.unit)
    per_head = abs(value or 0.0) / 100.0
    largest = max(1000, 10 ** (len(str(people)) - 1))
    base = 100 if per_head * 100 >= 10 else 1000
    while 0 < per_head * base < 10 and base < largest:
        base *= 10
    whole = share["whole"]
    return Scale(base / 100.0, f"of {base:,} {whole}", base, whole)


def numbers(scale: Scale, *values: float | None) -> list[str]:
    """Print numbers that stand beside each other, with the same count of decimals."""
    scaled = [None if v is None else v * scale.factor for v in values]
    largest = max((abs(v) for v in scaled if v is not None), default=0.0)
    places = 0 if scale.base is not None and largest >= 1 else _places(largest)
    if all(v is None or float(v).is_integer() for v in scaled):
        places = 0
    return ["–" if v is None else _print(v, places) for v in scaled]


def ranges(x: Ranged, scale: Scale) -> str:
    """Return what is known about the range of a number, in brackets."""
    _, luck_low, luck_high, low, high = numbers(
        scale, x.value, x.luck_low, x.luck_high, x.low, x.high
    )
    if x.low is not None and x.luck_low is not None:
        return f"(luck: {luck_low} to {luck_high}; assumptions: {low} to {high})"
    if x.low is not None:
        return f"(assumptions: {low} to {high})"
    if x.luck_low is not None:
        return f"(luck only: {luck_low} to {luck_high})"
    return "(one run, range unknown)"


def period(days: int) -> str:
    """Return the length of a run in words."""
    return "the year" if days in (365, 366) else f"{days:,} days"


def when(metric: Metric, days: int) -> str:
    """Return when a metric's value holds, by how its days are condensed."""
    if metric.how == "running":
        return f"in {period(days)}"
    if metric.summary == "last":
        return "at the end of the year" if days in (365, 366) else f"after {days:,} days"
    if metric.summary == "sum":
        return f"in {period(days)}"
    return "on an average day" if metric.summary == "mean" else "on the highest day"


def sentence(m: Measured, people: int, days: int) -> str:
    """Return a metric's value as a sentence with its ranges."""
    scale = scale_of(m.metric, m.total.value, people)
    number = numbers(scale, *all_of(m.total))[0]
    if scale.base is not None and number == "0":
        number = "fewer than one" if m.total.value else "none"
    phrase, brackets = m.metric.phrase, ranges(m.total, scale)
    # What happened at least once happened within the run, not at its end.
    time = f"in {period(days)}" if phrase.endswith("at least once") else when(m.metric, days)
    if scale.base is not None and phrase:
        return f"Of {scale.base:,} {scale.whole}, {number} {phrase} {time} {brackets}."
    return f"{capital(m.metric.label)}: {number} {scale.unit} {time} {brackets}."


def findings(
    measured: Sequence[Measured], people: int, days: int
) -> tuple[list[Finding], list[Finding]]:
    """Return the harms that moved and what people did, the most telling of each subject.

    Parameters
    ----------
    measured : sequence of Measured
        All metrics.
    people, days : int
        Size and length of the run.
    """

    def of(axis: str, most: int) -> list[Finding]:
        chosen = [m for m in measured if m.metric.axis == axis and m.moved]
        return [
            Finding(m.metric.name, sentence(m, people, days), m.metric.story)
            for m in by_turns(chosen, most)
            if m.total.value is not None
        ]

    return of("harm", MOST_HARMS), of("conduct", MOST_CONDUCT)


def unmoved(measured: Sequence[Measured]) -> list[str]:
    """Return the labels of the harms that did not move; of many, the first and how many more."""
    still = [m.metric.label for m in measured if m.metric.axis == "harm" and not m.moved]
    if len(still) <= MOST_UNMOVED + 1:
        return still
    return [*still[:MOST_UNMOVED], f"and {len(still) - MOST_UNMOVED} more harms"]


def range_note(replicates: int, draws: int) -> str:
    """Say what the printed ranges are, and what they are not."""
    luck = f"5th to 95th percentile of {replicates:,} repeats with other luck"
    drawn = f"5th to 95th percentile of {draws:,} draws of everything uncertain"
    if draws and replicates > 1:
        return f"Luck: {luck}. Assumptions: {drawn}; this is the range to quote."
    if draws:
        return f"Assumptions: {drawn}; this is the range to quote."
    if replicates > 1:
        return (
            f"The range is luck only ({luck}). The assumptions were not varied, "
            "so the true uncertainty is wider, and nobody knows yet by how much."
        )
    return (
        "This is one run with one draw of luck and one set of assumptions, so no range is known. "
        "Repeat it (--replicates) and vary the assumptions (--assumptions) before quoting a number."
    )


def course_title(m: Measured, people: int, days: int) -> str:
    """Return what a metric did in the course of the run, as the title of its picture."""
    known = [x.value for _, x in m.series if x.value is not None]
    scale = scale_of(m.metric, m.total.value, people)
    first, last, top = numbers(scale, known[0], known[-1], max(known))
    label = capital(m.metric.label)
    if m.metric.summary in ("sum", "max"):
        return f"{label}: at most {top} {scale.unit} on one day in {period(days)}"
    if first == last:
        return f"{label}: {last} {scale.unit} on the first day and on the last"
    return f"{label}: from {first} to {last} {scale.unit} in {period(days)}"


def class_title(m: Measured, people: int, days: int) -> str:
    """Return how unequally a metric fell on the classes, as the title of its picture."""
    known = [(x.value, name) for name, x in m.classes if x.value is not None]
    (low, least), (high, most) = min(known), max(known)
    scale = scale_of(m.metric, m.total.value, people)
    few, many = numbers(scale, low, high)
    label = f"{capital(m.metric.label)} {when(m.metric, days)}"
    if few == many:
        return f"{label}: {many} {scale.unit} in every class"
    return f"{label}: {many} {scale.unit} in the class ‘{most}’, {few} in ‘{least}’"


def capital(text: str) -> str:
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]


def all_of(x: Ranged) -> tuple[float | None, ...]:
    """Return a number and the ends of its ranges, to be printed alike."""
    return (x.value, x.luck_low, x.luck_high, x.low, x.high)


def _places(largest: float) -> int:
    """Return the decimals that leave about three significant digits."""
    return 0 if largest == 0 else max(0, 2 - math.floor(math.log10(largest)))


def _print(value: float, places: int) -> str:
    text = f"{value:,.{places}f}"
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text.replace("-", "−")
