"""Numbers as sentences: from a metric's registry entry and its value, with the ranges."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bentham.evidence.metrics import Metric
from bentham.report.facts import Measured, Ranged
from bentham.report.language import _, of_which
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
        return Scale(1.0, _(metric.unit))
    per_head = abs(value or 0.0) / 100.0
    largest = max(1000, 10 ** (len(str(people)) - 1))
    base = 100 if per_head * 100 >= 10 else 1000
    while 0 < per_head * base < 10 and base < largest:
        base *= 10
    whole = of_which(share["whole"])
    return Scale(base / 100.0, _("of {base:,} {whole}", base=base, whole=whole), base, whole)


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
    names = ("value", "luck_low", "luck_high", "low", "high")
    ends = dict(zip(names, numbers(scale, *all_of(x)), strict=True))
    if x.low is not None and x.luck_low is not None:
        return _("(luck: {luck_low} to {luck_high}; assumptions: {low} to {high})", **ends)
    if x.low is not None:
        return _("(assumptions: {low} to {high})", **ends)
    if x.luck_low is not None:
        return _("(luck only: {luck_low} to {luck_high})", **ends)
    return _("(one run, range unknown)")


def from_to(low: str, high: str) -> str:
    """Return the ends of a range."""
    return _("{low} to {high}", low=low, high=high)


def period(days: int) -> str:
    """Return the length of a run in English, for pages that are in English only."""
    return "the year" if days in (365, 366) else f"{days:,} days"


def within(days: int) -> str:
    """Return the length of a run as the time in which something happened."""
    return _("in the year") if days in (365, 366) else _("in {days:,} days", days=days)


def when(metric: Metric, days: int) -> str:
    """Return when a metric's value holds, by how its days are condensed."""
    if metric.how == "running":
        return within(days)
    if metric.summary == "last":
        year = days in (365, 366)
        return _("at the end of the year") if year else _("after {days:,} days", days=days)
    if metric.summary == "sum":
        return within(days)
    return _("on an average day") if metric.summary == "mean" else _("on the highest day")


def when_of(metric: Metric, days: int) -> str:
    """Return when what a metric's phrase says is true.

    What happened at least once happened within the run, not at its end.
    """
    return within(days) if metric.phrase.endswith("at least once") else when(metric, days)


def label_of(metric: Metric) -> str:
    """Return a metric's label as the first words of a sentence."""
    return capital(_(metric.label))


def sentence(m: Measured, people: int, days: int) -> str:
    """Return a metric's value as a sentence with its ranges."""
    scale = scale_of(m.metric, m.total.value, people)
    number = numbers(scale, *all_of(m.total))[0]
    if scale.base is not None and number == "0":
        number = _("fewer than one") if m.total.value else _("none")
    phrase, brackets, time = m.metric.phrase, ranges(m.total, scale), when_of(m.metric, days)
    if scale.base is not None and phrase:
        return _(
            "Of {base:,} {whole}, {number} {phrase} {time} {ranges}.",
            base=scale.base, whole=scale.whole, number=number, phrase=_(phrase), time=time,
            ranges=brackets,
        )  # fmt: skip
    return _(
        "{label}: {number} {unit} {time} {ranges}.",
        label=label_of(m.metric), number=number, unit=scale.unit, time=time, ranges=brackets,
    )  # fmt: skip


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
    still = [_(m.metric.label) for m in measured if m.metric.axis == "harm" and not m.moved]
    if len(still) <= MOST_UNMOVED + 1:
        return still
    rest = _("and {number} more harms", number=len(still) - MOST_UNMOVED)
    return [*still[:MOST_UNMOVED], rest]


def range_note(replicates: int, draws: int) -> str:
    """Say what the printed ranges are, and what they are not."""
    if draws and replicates > 1:
        return _(
            "Luck: 5th to 95th percentile of {replicates:,} repeats with other luck. Assumptions: "
            "5th to 95th percentile of {draws:,} draws of everything uncertain; this is the range "
            "to quote.",
            replicates=replicates,
            draws=draws,
        )
    if draws:
        return _(
            "Assumptions: 5th to 95th percentile of {draws:,} draws of everything uncertain; this "
            "is the range to quote.",
            draws=draws,
        )
    if replicates > 1:
        return _(
            "The range is luck only (5th to 95th percentile of {replicates:,} repeats with other "
            "luck). The assumptions were not varied, so the true uncertainty is wider, and nobody "
            "knows yet by how much.",
            replicates=replicates,
        )
    return _(
        "This is one run with one draw of luck and one set of assumptions, so no range is known. "
        "Repeat it (--replicates) and vary the assumptions (--assumptions) before quoting a number."
    )


def course_title(m: Measured, people: int, days: int) -> str:
    """Return what a metric did in the course of the run, as the title of its picture."""
    known = [x.value for _, x in m.series if x.value is not None]
    scale = scale_of(m.metric, m.total.value, people)
    first, last, top = numbers(scale, known[0], known[-1], max(known))
    said = {"label": label_of(m.metric), "unit": scale.unit, "time": within(days)}
    if m.metric.summary in ("sum", "max"):
        return _("{label}: at most {top} {unit} on one day {time}", top=top, **said)
    if first == last:
        return _("{label}: {last} {unit} on the first day and on the last", last=last, **said)
    return _("{label}: from {first} to {last} {unit} {time}", first=first, last=last, **said)


def class_title(m: Measured, people: int, days: int) -> str:
    """Return how unequally a metric fell on the classes, as the title of its picture."""
    known = [(x.value, name) for name, x in m.classes if x.value is not None]
    (low, least), (high, most) = min(known), max(known)
    scale = scale_of(m.metric, m.total.value, people)
    few, many = numbers(scale, low, high)
    said = {"label": label_of(m.metric), "time": when(m.metric, days), "unit": scale.unit}
    if few == many:
        return _("{label} {time}: {number} {unit} in every class", number=many, **said)
    return _(
        "{label} {time}: {many} {unit} in the class ‘{most}’, {few} in ‘{least}’",
        many=many, few=few, most=_(most), least=_(least), **said,
    )  # fmt: skip


def with_unit(number: str, scale: Scale) -> str:
    """Return a printed number with its unit."""
    return _("{number} {unit}", number=number, unit=scale.unit)


def kind_of(metric: Metric) -> str:
    """Return the axis of a metric, and whether it is counted or a story."""
    kind = _("story") if metric.story else _("counted")
    return _("{axis}, {kind}", axis=_(metric.axis), kind=kind)


def made_of(seed: int, version: str) -> str:
    """Say at the end of a caption that nobody is real, and what made the numbers."""
    return _("Invented people; seed {seed}, Bentham {version}.", seed=seed, version=version)


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
