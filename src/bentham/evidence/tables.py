"""The sourced tables: what has been published, one CSV file each, a tag and a source in every row.

These are counts and rates printed by others about the real world. A run may take a size or a
density from them; it never takes a name, and nothing simulated is written back.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from bentham.evidence.errors import unknown


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column.

    Parameters
    ----------
    name : str
        As in the head line of the file.
    kind : type
        ``str``, ``int``, ``float`` or ``date``; a cell of any kind but ``str`` may be empty.
    """

    name: str
    kind: type[str] | type[int] | type[float] | type[date]


@dataclass(frozen=True, slots=True)
class Table:
    """One table, read and typed.

    Parameters
    ----------
    name : str
        Name of the file without its ending.
    about : str
        What the rows are, in a line.
    caveat : str
        What must be known before a number is used.
    columns : tuple of Column
        In the order of the file.
    rows : tuple of dict
        One per line; an empty cell is ``None``, or ``""`` in a column of words.
    """

    name: str
    about: str
    caveat: str
    columns: tuple[Column, ...]
    # The kind of a cell is declared per column, which a type checker cannot follow through a dict.
    rows: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class _Declared:
    about: str
    caveat: str
    words: str = ""
    whole: str = ""
    real: str = ""
    days: str = ""


_DECLARED = {
    "cameras": _Declared(
        about="Public cameras in cities and two countries, as compiled by Comparitech.",
        caveat="Editions cannot be compared with each other: what counts as public changed "
        "(London falls from 73 to 13 per 1,000). Use as densities of a scenario only.",
        words="edition city country",
        whole="cameras population",
        real="per_1000",
    ),
    "defaulter_list": _Declared(
        about="A court's list of judgment defaulters and the refused tickets, from state media.",
        caveat="Refusals are attempts, cumulative, not people. The sources do not say whether "
        "the list counts persons or entries, nor whether it is cumulative: take 15 % either way "
        "as the least uncertainty.",
        words="note",
        whole="listed_cumulative_or_current flight_refusals_cum rail_refusals_cum",
        days="date",
    ),
    "rongcheng_rules": _Declared(
        about="Points for acts in one municipal rule table, one village and a few other places.",
        caveat="An unofficial translation of an excerpt that ends in mid-table; the village's "
        "points are known only through the source essay.",
        words="sector act note",
        whole="delta",
    ),
    "rongcheng_grades": _Declared(
        about="Grades of one municipal scheme and the lowest and highest score of each.",
        caveat="Only the lower bound of AAA was seen in print; the others are from memory.",
        words="grade",
        whole="low high",
    ),
    "safe_city": _Declared(
        about="Counts of agreements, countries and suppliers of watching systems sold abroad.",
        caveat="Each dataset has its own definition of a system and of a country that has one.",
        words="dataset item unit note",
        whole="value",
    ),
    "china_provinces_2020": _Declared(
        about="The census that lends its sizes to the unnamed regions of a large society.",
        caveat="The sum is 1,409,778,724; about two million servicemen are not in it.",
        words="province",
        whole="population",
    ),
    "nist_1n": _Declared(
        about="Missed searches in face identification, best to median over algorithms.",
        caveat="Read by eye from a chart; rows of different measures cannot be compared.",
        words="gallery probe measure note",
        whole="gallery_size algorithms",
        real="best rank10 rank50 rank100 median",
    ),
    "live_fr": _Declared(
        about="Right and wrong alerts of live face recognition, and two laboratory rates.",
        caveat="Never show one deployment alone: the share of wrong alerts follows the base rate.",
        words="event note",
        whole="true_alerts false_alerts crowd faces_per_false_alert list_size",
    ),
    "essay": _Declared(
        about="What the source essay claims, where the model treats it, and what sources say.",
        caveat="A claim is not a finding; a row without a named source says 'no source found'.",
        words="claim modelled sources_say",
        whole="number",
    ),
}


def names() -> tuple[str, ...]:
    """Return the names of all tables."""
    return tuple(_DECLARED)


def table(name: str) -> Table:
    """Read one table.

    Parameters
    ----------
    name : str
        One of `names`.

    Returns
    -------
    Table
        Freshly read, so that a caller may change its rows.

    Raises
    ------
    UsageError
        There is no such table.
    """
    if name not in _DECLARED:
        raise unknown("no table is called", name, _DECLARED)
    declared = _DECLARED[name]
    kinds = _kinds(declared)
    text = (files("bentham.evidence") / "tables" / f"{name}.csv").read_text(encoding="utf-8")
    reader = csv.DictReader(text.splitlines(), strict=True)
    head = reader.fieldnames or ()
    if set(head) != set(kinds):
        raise ValueError(f"table {name}: the file's columns are not the declared ones: {head}")
    columns = tuple(Column(column, kinds[column]) for column in head)
    rows = tuple({c.name: _cell(row[c.name], c.kind) for c in columns} for row in reader)
    return Table(name, declared.about, declared.caveat, columns, rows)


def _kinds(declared: _Declared) -> dict[str, Any]:
    kinds: dict[str, Any] = dict.fromkeys((*declared.words.split(), "tag", "source"), str)
    kinds |= dict.fromkeys(declared.whole.split(), int)
    kinds |= dict.fromkeys(declared.real.split(), float)
    return kinds | dict.fromkeys(declared.days.split(), date)


def _cell(text: str, kind: Any) -> Any:
    if kind is str:
        return text
    if not text:
        return None
    return date.fromisoformat(text) if kind is date else kind(text)
