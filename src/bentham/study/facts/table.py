"""The facts: what is published, what of a run is held against it, and within which bounds.

`facts.csv` holds a line for each number of a fact; the first line of a fact also says what it
states. Bounds were fixed before the first run. A fact is met if each of its numbers lies inside.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import inf
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a fact.

    Parameters
    ----------
    name, measured, unit : str
        Which number of a run; in words; its unit.
    published : str
        As it is published.
    value : float or None
        The published number, if it is one.
    low, high : float
        Bounds, inclusive; infinite on an open side.
    """

    name: str
    measured: str
    unit: str
    published: str
    value: float | None
    low: float
    high: float

    def met(self, obtained: float, error: float = 0.0, sign: bool = False) -> bool:
        """Say whether an obtained value lies inside; a sign must exceed two standard errors."""
        if sign:
            return obtained > 2.0 * error
        return self.low <= obtained <= self.high


@dataclass(frozen=True, slots=True)
class Fact:
    """One published result.

    Parameters
    ----------
    id, statement : str
        F01 and so on; in words.
    parts : tuple of Part
        Its numbers; the first is the one that a table shows.
    sign : bool
        Whether only signs are published: every part is then a difference that shall be positive.
    basis : str
        ``theorem``, ``model`` (another model's output, and that model is run), ``measurement``,
        ``claim`` (a finding without a number), or ``configuration`` (a count of rules).
    calibrate : bool
        Whether it may be used to narrow the assumptions; said before the first run.
    cites : tuple of str
        Publications; a parameter whose source names one of them was set from the fact's own source.
    setup : str
        A scenario file beside this module, or the classic that is run.
    tag, source : str
        Evidence tag and source.
    if_not : str
        What of the world the model lacks here, shown where the fact is not met.
    """

    id: str
    statement: str
    parts: tuple[Part, ...]
    sign: bool
    basis: str
    calibrate: bool
    cites: tuple[str, ...]
    setup: str
    tag: str
    source: str
    if_not: str


@cache
def facts() -> tuple[Fact, ...]:
    """Return all facts, in the order of their numbers."""
    text = resources.files("bentham.study.facts").joinpath("facts.csv").read_text("utf-8")
    by_id: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(text.splitlines(), strict=True):
        by_id.setdefault(row["id"], []).append(row)
    return tuple(_fact(rows) for rows in by_id.values())


def fact(id_: str) -> Fact:
    """Return one fact."""
    return next(f for f in facts() if f.id == id_)


def scenario_path(name: str) -> Path:
    """Return the file of a fact's scenario or scheme."""
    return Path(str(resources.files("bentham.study.facts").joinpath("scenarios", name)))


def _fact(rows: list[dict[str, str]]) -> Fact:
    first = rows[0]
    return Fact(
        id=first["id"],
        statement=first["statement"],
        parts=tuple(_part(row) for row in rows),
        sign=first["kind"] == "sign",
        basis=first["basis"],
        calibrate=first["calibrate"] == "yes",
        cites=tuple(filter(None, first["cites"].split(";"))),
        setup=first["setup"],
        tag=first["tag"],
        source=first["source"],
        if_not=first["if_not"],
    )


def _part(row: dict[str, str]) -> Part:
    return Part(
        name=row["part"],
        measured=row["measured"],
        unit=row["unit"],
        published=row["published"],
        value=float(row["value"]) if row["value"] else None,
        low=float(row["low"]) if row["low"] else -inf,
        high=float(row["high"]) if row["high"] else inf,
    )
