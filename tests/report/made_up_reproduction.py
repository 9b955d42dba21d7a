"""Made-up outcomes for the facts that are declared, with every class and every kind of bound."""

from __future__ import annotations

import math

from bentham.scheme.phrase import Phrase
from bentham.study.facts.classes import VERIFIED, Classified
from bentham.study.facts.experiments import DETERMINED
from bentham.study.facts.reproduction import Number, Report, Row
from bentham.study.facts.table import Fact, Part, facts

MISSED = ("F02", "F14", "F20", "F31", "F37")
UNKNOWN = "F42"
ECHOES = ("F26", "F38")
NULLS = ("averages", "alone", "epstein")


def report_of(ids: tuple[str, ...] = (), seeds: int = 20) -> Report:
    """Every declared fact, most of them met; nothing is run."""
    chosen = [f for f in facts() if not ids or f.id in ids]
    return Report(tuple(row_of(f, i) for i, f in enumerate(chosen)), seeds)


def row_of(fact: Fact, i: int) -> Row:
    """A fact with numbers inside its bounds, or a little outside where it shall be missed."""
    error = 0.0 if fact.id in DETERMINED else 0.02
    numbers = tuple(number_of(fact, part, error) for part in fact.parts)
    first, drawn = numbers[0].obtained, fact.basis not in VERIFIED
    middle = first if math.isfinite(first) else 1.0
    return Row(
        fact,
        Classified(
            class_of(fact, i),
            why_of(fact, i),
            0.4 * middle if drawn else math.nan,
            # Now and then a range reaches far beyond all else.
            (60.0 if i % 7 == 0 else 1.5) * middle if drawn else math.nan,
            {name: (i + k) % 5 == 0 for k, name in enumerate(NULLS)} if drawn else {},
        ),
        numbers,
    )


def class_of(fact: Fact, i: int) -> str:
    if fact.basis in VERIFIED:
        return "verification"
    if fact.calibrate:
        return "fitted"
    if fact.id in ECHOES:
        return "echo"
    return "by-construction" if fact.sign and i % 2 else "emergent"


def why_of(fact: Fact, i: int) -> Phrase:
    if fact.basis in VERIFIED:
        return Phrase("a theorem" if fact.basis == "theorem" else "another model")
    return Phrase("inside its bounds in {inside} of {draws} draws", inside=i, draws=64)


def number_of(fact: Fact, part: Part, error: float) -> Number:
    if fact.id == UNKNOWN:
        return Number(part, math.nan, 0.0, False)
    low, high = part.low, part.high
    span = high - low if math.isfinite(high - low) else max(abs(low), 1.0)
    inside = low + 0.3 * span if math.isfinite(low) else high - 0.3 * span
    # The last number of a fact that is missed lies outside on the side that is closed.
    if fact.id in MISSED and part is fact.parts[-1]:
        inside = high + 0.4 * span if math.isfinite(high) else low - 0.2 * span
    error *= span
    return Number(part, inside, error, part.met(inside, error, fact.sign))
