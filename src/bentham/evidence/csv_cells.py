"""CSV files that people write: cells with their positions, and every mistake told at once.

The standard reader tells lines, not columns; here every cell knows both, so that a message can
point at it. Commas separate, double quotes may enclose, two of them inside stand for one. The first
line names the columns. Where columns are asked for, no other may stand there: a file of aggregates
has no room for anything about a person.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from bentham.evidence.documents import Document
from bentham.evidence.errors import InvalidInput
from bentham.evidence.explain import refusal
from bentham.evidence.faults import Fault, Place, clean, printable
from bentham.evidence.text_file import text_of

MAX_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, without quotes and outer blanks, and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True)
class Sheet:
    """A file: its rows by column, the first line, and the document that messages quote."""

    document: Document
    rows: tuple[dict[str, Cell], ...]
    head: tuple[Cell, ...]

    def refused(self, faults: list[Fault]) -> InvalidInput:
        """Return the error that reports some mistakes."""
        return refusal(self.document, faults)


def read_sheet(path: str | Path, columns: tuple[str, ...] | None, what: str) -> Sheet:
    """Read a CSV file that has exactly these columns, in any order; or any columns at all.

    Parameters
    ----------
    path : str or Path
        The file.
    columns : tuple of str, or None
        Their names; None: whatever the first line names, each once.
    what : str
        What the file holds, for messages: ``published outcomes``.

    Raises
    ------
    InvalidInput
        If it cannot be read, or is not such a file; every reason is told.
    """
    text = text_of(Path(path), f"a CSV file of {what}")
    document = Document(printable(str(path))[:400], text, {})
    lines, faults = _cells(text)
    if not faults and not lines:
        faults = [Fault((), f"this is empty; {what} are expected", place=Place(1, 1))]
    if faults:
        raise refusal(document, faults)
    head, *body = lines
    asked = tuple(cell.text for cell in head) if columns is None else columns
    faults = list(_of_the_head(head, asked, what))
    if not faults and len(body) > MAX_ROWS:
        faults = [Fault((), f"more than {MAX_ROWS:,} rows", place=body[MAX_ROWS][0].place)]
    for row in body if not faults else []:
        if len(row) != len(head):
            said = f"{len(row)} cells, where the first line has {len(head)}"
            last = row[min(len(row), len(head)) - 1]
            faults.append(
                Fault((), said, place=row[-1].place if len(row) > len(head) else last.place)
            )
    if not faults and not body:
        faults = [Fault((), f"no row follows; {what} are expected", place=Place(1, 1))]
    if faults:
        raise refusal(document, faults)
    names = [cell.text for cell in head]
    rows = tuple(dict(zip(names, row, strict=True)) for row in body)
    return Sheet(document, rows, tuple(head))


def number(cell: Cell, name: str, faults: list[Fault]) -> float:
    """Return a cell as a finite number; else note the mistake and return NaN."""
    try:
        value = float(cell.text) if "_" not in cell.text else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        given = f"`{clean(cell.text)}`" if cell.text else "nothing"
        hint = " (no unit, no thousands separator)" if cell.text else ""
        said = f"{given} stands where {name}, a number, is expected{hint}"
        faults.append(Fault((), said, place=cell.place))
        return math.nan
    return value


def _of_the_head(head: list[Cell], columns: tuple[str, ...], what: str) -> list[Fault]:
    faults = []
    seen: set[str] = set()
    for cell in head:
        if cell.text not in columns:
            said = f"`{clean(cell.text)}` is not a column of {what}, which has no other"
            faults.append(Fault((), said, clean(cell.text), columns, place=cell.place))
        elif cell.text in seen:
            faults.append(Fault((), f"a second column `{cell.text}`", place=cell.place))
        seen.add(cell.text)
    missing = [name for name in columns if name not in seen]
    if missing:
        said = f"no column {', '.join(f'`{name}`' for name in missing)}"
        faults.append(Fault((), said, place=head[0].place))
    return faults


def _cells(text: str) -> tuple[list[list[Cell]], list[Fault]]:
    """Cut a text into rows of cells; blank lines are passed over."""
    rows: list[list[Cell]] = []
    for number_, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line.strip():
            continue
        row, fault = _row(line, number_)
        if fault is not None:
            return rows, [fault]
        rows.append(row)
    return rows, []


def _row(line: str, number_: int) -> tuple[list[Cell], Fault | None]:
    row: list[Cell] = []
    at = 0
    while True:
        start = at + len(line[at:]) - len(line[at:].lstrip(" \t"))
        if line[start : start + 1] == '"':
            end = start + 1
            while True:
                end = line.find('"', end)
                if end < 0:
                    said = "a quote that is not closed on its line"
                    return row, Fault((), said, place=Place(number_, start + 1))
                if line[end + 1 : end + 2] != '"':
                    break
                end += 2
            content = line[start + 1 : end].replace('""', '"')
            rest = line.find(",", end)
            stop = len(line) if rest < 0 else rest
            if line[end + 1 : stop].strip():
                said = "text after a closing quote"
                return row, Fault((), said, place=Place(number_, end + 2))
        else:
            rest = line.find(",", start)
            stop = len(line) if rest < 0 else rest
            content = line[start:stop].strip()
        width = max(1, len(line[start:stop].rstrip()))
        row.append(Cell(content, Place(number_, start + 1, width)))
        if rest < 0:
            return row, None
        at = stop + 1
