"""All facts at once: what is reproduced, what that proves, and what the null models do as well.

Verdicts are computed from runs at the declared defaults; classes and null verdicts are read from
the table that `classes` made. Only the count of emergent rows may be quoted: the others hold
because they must, or because they were put in.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bentham.scheme.phrase import Commas, Phrase
from bentham.study.facts import classes
from bentham.study.facts.classes import Classified
from bentham.study.facts.experiments import DETERMINED, at_defaults, mean_and_error
from bentham.study.facts.table import Fact, Part, facts
from bentham.study.simulate import Progress

SEEDS = 20
CLASSES = ("verification", "echo", "fitted", "by-construction", "emergent")
WITHOUT_EVIDENCE = ("echo", "by-construction")


@dataclass(frozen=True)
class Number:
    """One number of a fact, as obtained over all seeds."""

    part: Part
    obtained: float
    error: float
    met: bool


@dataclass(frozen=True)
class Row:
    """A fact with what was obtained and what that says.

    Parameters
    ----------
    fact : Fact
        What is published.
    known : Classified
        Its class, its range over the assumptions, and what the null models meet.
    numbers : tuple of Number
        One a part.
    """

    fact: Fact
    known: Classified
    numbers: tuple[Number, ...]

    @property
    def met(self) -> bool:
        """Whether every number lies inside its bounds."""
        return all(n.met for n in self.numbers)

    @property
    def verdict(self) -> Phrase:
        """The verdict in a word or two."""
        if self.known.name == "verification":
            return Phrase("holds") if self.met else Phrase("missed")
        return Phrase("reproduced") if self.met else Phrase("not reproduced")

    @property
    def null_verdict(self) -> Phrase:
        """Which null models meet the fact too."""
        if not self.known.nulls:
            return Phrase("none applies")
        meeting = Commas(name for name, met in self.known.nulls.items() if met)
        return Phrase("met by {models}", models=meeting) if meeting else Phrase("met by none")

    @property
    def reason(self) -> str:
        """Why the class is what it is, and what is missed and what the model lacks there."""
        said: list[str] = [self.known.why]
        said += [
            f"{n.part.measured}: {short(n.obtained)} {n.part.unit}, not {self._missed(n)}"
            for n in self.numbers
            if not n.met
        ]
        if not self.met and self.fact.if_not:
            said.append(self.fact.if_not.rstrip("."))
        return "; ".join(said) + "."

    def _missed(self, n: Number) -> str:
        """Return the bounds that a number misses; a sign may hold and not stand out from luck."""
        if self.fact.sign and n.obtained > 0.0:
            return f"two standard errors ({short(2.0 * n.error)}) above 0"
        return bounds(n.part)


@dataclass(frozen=True)
class Report:
    """What `bentham reproduce` found."""

    rows: tuple[Row, ...]
    seeds: int

    def of(self, name: str) -> list[Row]:
        """Return the rows of one class."""
        return [row for row in self.rows if row.known.name == name]

    @property
    def verified(self) -> bool:
        """Whether every verification row holds."""
        return all(row.met for row in self.of("verification"))

    @property
    def emergent(self) -> tuple[int, int, int]:
        """Emergent rows reproduced, all of them, and those that some null model meets."""
        rows = self.of("emergent")
        by_null = sum(any(row.known.nulls.values()) for row in rows)
        return sum(row.met for row in rows), len(rows), by_null

    def head(self) -> tuple[Phrase, Phrase, Phrase, Phrase]:
        """Return the four lines that come first; only the last may be quoted."""
        verification, fitted = self.of("verification"), self.of("fitted")
        missed = [row.fact.id for row in verification if not row.met]
        n = len(verification)
        first = Phrase("all {number} verification rows hold", number=n)
        if missed:
            first = Phrase(
                "{held} of {number} verification rows hold; missed: {missed}",
                held=n - len(missed), number=n, missed=Commas(missed),
            )  # fmt: skip
        k, m, b = self.emergent
        return (
            first,
            Phrase(
                "{echoes} echoes and {signs} signs by construction, no evidence either way",
                echoes=len(self.of("echo")), signs=len(self.of("by-construction")),
            ),
            Phrase(
                "{number} fitted, in sample ({inside} inside their bounds)",
                number=len(fitted), inside=sum(row.met for row in fitted),
            ),
            Phrase(
                "{met} of {number} emergent rows reproduced, "
                "where the null models reproduce {by_null}",
                met=k, number=m, by_null=b,
            ),
        )  # fmt: skip

    def to_json_object(self) -> dict[str, Any]:
        """Return the object that ``bentham reproduce --json`` prints."""
        k, m, b = self.emergent
        return {
            "schema": "bentham.reproduce/1",
            "seeds": self.seeds,
            "summary": list(self.head()),
            "emergent": {"reproduced": k, "rows": m, "by_null_models": b},
            "facts": [_fact_object(row) for row in self.rows],
        }


def reproduced(
    seeds: int = SEEDS, only: Sequence[str] = (), progress: Progress | None = None
) -> Report:
    """Run every fact at the declared defaults.

    Parameters
    ----------
    seeds : int
        Seeds of each experiment whose result hangs on luck.
    only : sequence of str
        Ids; all if none is named.
    progress : callable or None
        Told how far it is.
    """
    known = classes.read()
    chosen = [f for f in facts() if not only or f.id in only]
    order = sorted(chosen, key=lambda f: (f.id not in DETERMINED, f.basis != "model"))
    runs = at_defaults([f.id for f in order], seeds, progress)
    rows = tuple(Row(f, known[f.id], numbers_of(f, runs[f.id])) for f in chosen)
    return Report(rows, seeds)


def numbers_of(fact: Fact, runs: Sequence[Mapping[str, float]]) -> tuple[Number, ...]:
    """Return each number of a fact over some runs, and whether it is met."""
    out = []
    for part in fact.parts:
        mean, error = mean_and_error(run[part.name] for run in runs)
        met = not math.isnan(mean) and part.met(mean, error, fact.sign)
        out.append(Number(part, mean, error, met))
    return tuple(out)


def bounds(part: Part) -> Phrase:
    """Return a part's bounds in words."""
    low, high = f"{part.low:g}", f"{part.high:g}"
    if math.isinf(part.low):
        return Phrase("at most {number}", number=high)
    if math.isinf(part.high):
        if part.low == 0:
            return Phrase("above {number}", number=low)
        return Phrase("at least {number}", number=low)
    return Phrase(low) if low == high else Phrase("{low} to {high}", low=low, high=high)


def short(value: float) -> str:
    """Return a number in three digits."""
    return "unknown" if math.isnan(value) else f"{value:.3g}"


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _fact_object(row: Row) -> dict[str, Any]:
    first = row.numbers[0]
    return {
        "id": row.fact.id,
        "class": row.known.name,
        "statement": row.fact.statement,
        "published": first.part.published,
        "obtained": _number(first.obtained),
        "low": _number(row.known.low),
        "high": _number(row.known.high),
        "tolerance": [_number(first.part.low), _number(first.part.high)],
        "unit": first.part.unit,
        "verdict": row.verdict,
        "null_verdict": row.null_verdict,
        "reason": row.reason,
        "tag": row.fact.tag,
        "source": row.fact.source,
        "set_up": row.fact.setup,
        "numbers": [
            {
                "name": n.part.name, "measured": n.part.measured, "unit": n.part.unit,
                "published": n.part.published, "obtained": _number(n.obtained),
                "standard_error": n.error,
                "tolerance": [_number(n.part.low), _number(n.part.high)], "met": n.met,
            }
            for n in row.numbers
        ],
    }  # fmt: skip
