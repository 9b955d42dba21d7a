"""Registered predictions: what Bentham says of facts not looked up, and how it is scored.

`predictions.json` was made by `docs/make_predictions.py` before any outcome was consulted; its
SHA-256 stands in the changelog and in the tag that it was registered under. Each prediction is an
interval (l, u) that claims to hold the outcome y with probability 1 - a, a = 0.1, and beside it
stands the interval of a null model that knows no mechanism. Both are scored by the interval score
(Gneiting and Raftery 2007, eq. 43), smaller is better::

    S(l, u; y) = (u - l) + (2 / a) (l - y) [y < l] + (2 / a) (y - u) [y > u]

It rewards narrow intervals and fines misses; in expectation nobody gains by printing another
interval than the one believed. Predictions have different units, so each score is divided by the
width of the null's interval before means are taken: the null scores 1 wherever it holds.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from bentham.evidence.csv_cells import number, read_sheet
from bentham.evidence.faults import Fault, clean

COLUMNS = ("id", "outcome", "source")


@dataclass(frozen=True, slots=True)
class Prediction:
    """One registered prediction.

    Parameters
    ----------
    id : str
        Its name in files of outcomes.
    statement, where, quantity, unit : str
        What is predicted, of what, measured how.
    low, high : float
        The interval.
    null_low, null_high : float
        The null model's.
    null_is : str
        What the null model knows.
    how, command : str
        How the interval was obtained.
    tag : str
        A if it hangs on assumed ranges, C if it is computed from published numbers.
    story : bool
        Whether it tells how people react, which no data pin down.
    """

    id: str
    statement: str
    where: str
    quantity: str
    unit: str
    low: float
    high: float
    null_low: float
    null_high: float
    null_is: str
    how: str
    command: str
    tag: str
    story: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """A published outcome of one prediction."""

    id: str
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Scored:
    """One prediction beside its outcome; scores in widths of the null's interval."""

    prediction: Prediction
    outcome: Outcome
    score: float
    null_score: float

    @property
    def inside(self) -> bool:
        """Whether the interval holds the outcome."""
        return self.prediction.low <= self.outcome.value <= self.prediction.high

    @property
    def null_inside(self) -> bool:
        """Whether the null's interval holds it."""
        return self.prediction.null_low <= self.outcome.value <= self.prediction.null_high


@dataclass(frozen=True)
class Scores:
    """All outcomes scored."""

    level: float
    rows: tuple[Scored, ...]
    open: tuple[str, ...]
    """Predictions without an outcome so far."""

    @property
    def mean(self) -> float:
        """Mean score."""
        return math.fsum(r.score for r in self.rows) / len(self.rows)

    @property
    def null_mean(self) -> float:
        """Mean score of the null."""
        return math.fsum(r.null_score for r in self.rows) / len(self.rows)

    def text(self) -> str:
        """Return a line for each outcome, and the means."""
        lines = [
            f"{r.outcome.id}  {r.outcome.value:g} {r.prediction.unit}: predicted "
            f"{r.prediction.low:g} to {r.prediction.high:g} ({'held' if r.inside else 'MISSED'}), "
            f"null {r.prediction.null_low:g} to {r.prediction.null_high:g} "
            f"({'held' if r.null_inside else 'MISSED'}); score {r.score:.2f} against "
            f"{r.null_score:.2f}. {r.outcome.source}"
            for r in self.rows
        ]
        better = sum(r.score < r.null_score for r in self.rows)
        held = sum(r.inside for r in self.rows)
        lines += [
            "",
            f"Mean interval score {self.mean:.2f} against the null's {self.null_mean:.2f} (smaller "
            f"is better; in widths of the null's interval); better than the null in {better} of "
            f"{len(self.rows)}. {held} of {len(self.rows)} held, where {self.level:.0%} should.",
        ]
        if self.open:
            lines.append(f"Without an outcome: {', '.join(self.open)}.")
        return "\n".join(lines)

    def to_json_object(self) -> dict[str, Any]:
        """Return the scores as a JSON object."""
        return {
            "schema": "bentham.reproduce.score/1",
            "predictions_sha256": digest(),
            "level": self.level,
            "scores": [
                {
                    "id": r.outcome.id, "outcome": r.outcome.value, "source": r.outcome.source,
                    "unit": r.prediction.unit, "low": r.prediction.low, "high": r.prediction.high,
                    "held": r.inside, "null_low": r.prediction.null_low,
                    "null_high": r.prediction.null_high, "null_held": r.null_inside,
                    "score": r.score, "null_score": r.null_score,
                }
                for r in self.rows
            ],
            "mean_score": self.mean,
            "null_mean_score": self.null_mean,
            "without_outcome": list(self.open),
        }  # fmt: skip


def text_of_all() -> str:
    """Return the registered predictions in plain lines."""
    lines = [f"Registered at level {level():.0%}; SHA-256 {digest()}."]
    for p in predictions():
        lines += [
            f"{p.id}  {p.statement} [{p.where}]",
            f"     {p.low:g} to {p.high:g} {p.unit}; null {p.null_low:g} to {p.null_high:g} "
            f"({p.null_is}). {p.how}. [{p.tag}]" + (" A bounded story." if p.story else ""),
        ]
    return "\n".join(lines)


def predictions() -> tuple[Prediction, ...]:
    """Return all registered predictions."""
    return tuple(
        Prediction(
            **{k: p[k] for k in ("id", "statement", "where", "quantity", "unit", "low", "high")},
            null_low=p["null"]["low"], null_high=p["null"]["high"], null_is=p["null"]["is"],
            **{k: p[k] for k in ("how", "command", "tag", "story")},
        )
        for p in _file()["predictions"]
    )  # fmt: skip


def level() -> float:
    """Return the probability with which an interval claims to hold the outcome."""
    return float(_file()["level"])


def digest() -> str:
    """Return the SHA-256 of the registered file."""
    return hashlib.sha256(_bytes()).hexdigest()


def interval_score(low: float, high: float, outcome: float, level_: float) -> float:
    """Return the interval score of one outcome.

    Parameters
    ----------
    low, high : float
        The interval.
    outcome : float
        What came out.
    level_ : float
        With what probability the interval claims to hold it.
    """
    fine = 2.0 / (1.0 - level_)
    return (high - low) + fine * max(low - outcome, 0.0) + fine * max(outcome - high, 0.0)


def scored(outcomes: Sequence[Outcome]) -> Scores:
    """Score outcomes against the registered predictions."""
    by_id = {p.id: p for p in predictions()}
    at = level()
    rows = []
    for o in outcomes:
        p = by_id[o.id]
        width = p.null_high - p.null_low
        own = interval_score(p.low, p.high, o.value, at)
        null = interval_score(p.null_low, p.null_high, o.value, at)
        rows.append(Scored(p, o, own / width, null / width))
    told = {o.id for o in outcomes}
    return Scores(at, tuple(rows), tuple(i for i in by_id if i not in told))


def score(path: str | Path) -> Scores:
    """Score a file of published outcomes: CSV with the columns ``id,outcome,source``.

    Raises
    ------
    InvalidInput
        With every mistake at its line and column.
    """
    return scored(read_outcomes(path))


def read_outcomes(path: str | Path) -> list[Outcome]:
    """Read a file of published outcomes."""
    sheet = read_sheet(path, COLUMNS, "published outcomes")
    ids = tuple(p.id for p in predictions())
    faults: list[Fault] = []
    out: list[Outcome] = []
    seen: set[str] = set()
    for row in sheet.rows:
        name = row["id"]
        if name.text not in ids:
            said = f"`{clean(name.text)}` is not a registered prediction"
            faults.append(Fault((), said, clean(name.text), ids, place=name.place))
        elif name.text in seen:
            faults.append(Fault((), f"a second outcome of {name.text}", place=name.place))
        seen.add(name.text)
        value = number(row["outcome"], "the outcome", faults)
        if not row["source"].text:
            said = "an outcome without a source cannot be checked"
            faults.append(Fault((), said, place=row["source"].place))
        out.append(Outcome(name.text, value, row["source"].text))
    if faults:
        raise sheet.refused(faults)
    return out


@cache
def _bytes() -> bytes:
    return (files("bentham.study") / "predictions.json").read_bytes()


@cache
def _file() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(_bytes())
    return content
