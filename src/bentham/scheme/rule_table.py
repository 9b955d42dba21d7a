"""A table of rules, as it may stand in a regulation's annex, made into a scheme.

A row with an act is a rule: what somebody does, the points, what follows. A row with a grade and no
act is a band of the score. Nothing else is made of a table: whatever it does not say is undeclared.
An act of the catalogue is meant by its id or its label; any other is kept as the scheme's own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from bentham.evidence.acts import ACTS
from bentham.evidence.csv_cells import Cell, Sheet, number, read_sheet
from bentham.evidence.explain import advice
from bentham.evidence.faults import Fault, Place, clean
from bentham.scheme.loading import from_data
from bentham.scheme.plain import sanction_kind, sanction_words, words
from bentham.scheme.words import Context, Mark
from bentham.scheme.writing import slug, written

Data = dict[str, Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "act id", "code"),
    "act": ("act", "title", "rule", "conduct", "behaviour", "behavior", "description"),
    "points": ("points", "delta", "change", "score", "deduction"),
    "gravity": ("gravity", "seriousness"),
    "sanction": ("sanction", "measure", "penalty", "consequence"),
    "severity": ("severity",),
    "grade": ("grade", "level", "band"),
    "min": ("min", "from", "lowest"),
    "max": ("max", "to", "highest"),
    "context": ("context", "sector", "sphere", "area"),
    "source": ("source", "src", "reference", "article"),
    "mark": ("mark", "tag", "evidence"),
    "note": ("note", "notes", "remark", "comment"),
}
"""What a table may say, and the headings by which it is recognised."""

ASSUMED = "A"
"""The mark of a row without one: as in reforms, a number without a mark counts as assumed."""

MARKS = get_args(Mark)
CONTEXTS = get_args(Context)
NOTHING = {"", "-", "–", "none", "n/a"}


@dataclass
class Made:
    """What a table gave: the scheme's text, its own acts, and what was not understood."""

    text: str
    own: list[str]
    remarks: list[str]


@dataclass
class _Making:
    """A scheme in the making."""

    sheet: Sheet
    columns: dict[str, str]
    acts: dict[str, Data] = field(default_factory=dict)
    own: dict[tuple[str, str], str] = field(default_factory=dict)
    rules: list[Data] = field(default_factory=list)
    grades: list[Data] = field(default_factory=list)
    sanctions: list[Data] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    unmarked: int = 0
    strange: dict[str, list[Cell]] = field(default_factory=dict)

    def where(self, cell: Cell) -> str:
        return f"{self.sheet.document.name}:{cell.place.line}:{cell.place.column}"

    def refuse(self, cell: Cell, reason: str, word: str = "", known: Sequence[str] = ()) -> None:
        self.faults.append(Fault((), reason, word, tuple(known), place=cell.place))


def scheme_of_table(path: Path, name: str, title: str) -> Made:
    """Return the scheme that a table of rules makes.

    Parameters
    ----------
    path : Path
        A CSV file; its first line names the columns, by any of the headings of `COLUMNS`.
    name, title : str
        Id and title of the scheme.

    Raises
    ------
    InvalidInput
        With file, line and column of everything that cannot be meant.
    """
    sheet = read_sheet(path, None, "rules")
    making = _Making(sheet, _recognised(sheet))
    for row in sheet.rows:
        _row(making, {what: row[heading] for heading, what in making.columns.items()})
    if making.faults:
        raise sheet.refused(making.faults)
    return _made(making, path, name, title)


def _recognised(sheet: Sheet) -> dict[str, str]:
    """Return what each heading means; headings that mean nothing here are left out."""
    known = {heading: what for what, headings in COLUMNS.items() for heading in headings}
    found: dict[str, str] = {}
    for cell in sheet.head:
        what = known.get(re.sub(r"[\s_]+", " ", cell.text.lower()))
        if what is not None and what not in found.values():
            found[cell.text] = what
    if not {"act", "id", "grade"} & set(found.values()):
        said = "no column names acts or grades; headings that are understood"
        names = ", ".join(headings[0] for headings in COLUMNS.values())
        raise sheet.refused([Fault((), f"{said}: {names}", place=Place(1, 1))])
    return found


def _row(making: _Making, row: dict[str, Cell]) -> None:
    said = {what: cell for what, cell in row.items() if cell.text.lower() not in NOTHING}
    if "act" in said or "id" in said:
        _rule(making, said)
    elif "grade" in said:
        _grade(making, said)
    elif said:
        making.refuse(next(iter(said.values())), "this row names neither an act nor a grade")


def _rule(making: _Making, said: dict[str, Cell]) -> None:
    act = _act(making, said)
    if act is None:
        return
    rule: Data = {"id": slug(act["id"], [each["id"] for each in making.rules])}
    rule["when"] = {"act": act["id"]}
    effect: Data = {}
    if "points" in said:
        points = _points(making, said["points"])
        if points is not None:
            effect["points"] = points
    if "sanction" in said:
        sanction = _sanction(making, said)
        if sanction is not None:
            effect["trigger"] = sanction["id"]
    elif "severity" in said:
        _strange(making, "severity of a rule without a sanction", said["severity"])
    if effect:
        rule["effect"] = effect
    for what in ("grade", "min", "max"):
        if what in said:
            _strange(making, f"{what} of a rule (a rule gives points, not grades)", said[what])
    making.rules.append(rule | _origin(making, said))


def _act(making: _Making, said: dict[str, Cell]) -> Data | None:
    """Return the declared act of a row; a second row about the same act adds a second rule."""
    named = said.get("id") or said["act"]
    title = (said.get("act") or named).text
    labels = {each.label.lower(): each.id for each in ACTS} | {each.id: each.id for each in ACTS}
    found = labels.get(named.text.lower()) or labels.get(title.lower())
    sector = said["context"].text if "context" in said else ""
    name = found or making.own.get((title, sector))
    if name is None:
        name = slug(named.text, [*making.acts, *labels.values()])
        making.own[title, sector] = name
    if name in making.acts:
        making.remarks.append(
            f"{making.where(named)}: a second rule for `{name}`; one such act sets off both."
        )
        return making.acts[name]
    act: Data = making.acts.setdefault(name, {"id": name})
    if found is None:
        act["title"] = title
    if "gravity" in said:
        level = _level(making, said["gravity"], "gravity")
        if level is not None:
            act["gravity"] = level
    if "context" in said:
        sphere = said["context"].text.lower().replace(" ", "_")
        if sphere in CONTEXTS:
            act["context"] = sphere
        else:
            _strange(making, "context", said["context"])
            act["note"] = f"Sector: {said['context'].text}"
    return act


def _points(making: _Making, cell: Cell) -> Any:
    ends = re.fullmatch(r"([+-]?[\d.]+)\s*(?:to|\.\.|;)\s*([+-]?[\d.]+)", cell.text)
    if ends is None:
        return _number(making, cell, "points")
    try:
        return sorted(_whole(float(end)) for end in ends.groups())
    except ValueError:
        return making.refuse(cell, f"`{clean(cell.text)}` is no range of points: write -50 to -5")


def _number(making: _Making, cell: Cell, what: str) -> float | int | None:
    value = number(cell, what, making.faults)
    return None if math.isnan(value) else _whole(value)


def _whole(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _level(making: _Making, cell: Cell, what: str) -> int | None:
    if re.fullmatch(r"[0-5]", cell.text):
        return int(cell.text)
    making.refuse(cell, f"`{clean(cell.text)}` is no {what}: a level from 0 to 5 is expected")
    return None


def _sanction(making: _Making, said: dict[str, Cell]) -> Data | None:
    cell = said["sanction"]
    kind = sanction_kind(cell.text)
    if kind is None:
        help_ = advice(cell.text.lower(), sanction_words())
        making.remarks.append(
            f"{making.where(cell)}: `{clean(cell.text)}` is no kind of sanction known here; it is "
            f"kept as `other`. {help_}"
        )
        kind = "other"
    level = _level(making, said["severity"], "severity") if "severity" in said else None
    taken = [each["id"] for each in making.sanctions]
    sanction: Data = {"id": slug(cell.text if kind == "other" else kind, taken), "kind": kind}
    sanction |= {} if level is None else {"severity": level}
    sanction |= {"note": cell.text} if kind == "other" else {}
    making.sanctions.append(sanction)
    return sanction


def _grade(making: _Making, said: dict[str, Cell]) -> None:
    name = re.sub(r"[^A-Za-z0-9_+-]+", "_", said["grade"].text).strip("_")
    if not name or any(each["id"] == name for each in making.grades):
        making.refuse(said["grade"], "a grade needs a name of its own")
        return
    grade: Data = {"id": name}
    for end in ("min", "max"):
        if end in said:
            value = _number(making, said[end], f"the {end} of a grade")
            grade |= {} if value is None else {end: value}
    if "sanction" in said:
        sanction = _sanction(making, said)
        if sanction is not None:
            sanction["trigger"] = {"grade": name}
    if "points" in said:
        _strange(making, "points of a grade", said["points"])
    making.grades.append(grade | _origin(making, said))


def _origin(making: _Making, said: dict[str, Cell]) -> Data:
    """Return source, mark and note of a row; whatever follows a mark is kept as a note."""
    out: Data = {}
    notes = [said["note"].text] if "note" in said else []
    if "source" in said:
        out["src"] = said["source"].text
    mark = said["mark"].text.split(maxsplit=1) if "mark" in said else []
    if mark and mark[0] in MARKS:
        out["mark"] = mark[0]
        notes += mark[1:]
    elif mark:
        making.refuse(said["mark"], f"`{clean(mark[0])}` is not a mark", mark[0], MARKS)
    else:
        out["mark"] = ASSUMED
        making.unmarked += 1
    return out | ({"note": "; ".join(notes)} if notes else {})


def _strange(making: _Making, what: str, cell: Cell) -> None:
    making.strange.setdefault(what, []).append(cell)


def _made(making: _Making, path: Path, name: str, title: str) -> Made:
    data: Data = {"bentham": "0.1", "id": name, "title": {"en": title}}
    notes: dict[str, list[str]] = {}
    data["acts"] = list(making.acts.values())
    if making.grades or any("points" in each.get("effect", {}) for each in making.rules):
        data["score"] = {"kind": "points"}
        notes["score"] = ["The table does not say with what everybody begins; it counts as 0."]
    data |= {"rules": making.rules, "grades": making.grades, "sanctions": making.sanctions}
    data = {key: value for key, value in data.items() if value != []}
    from_data(data, f"the scheme of {path.name}")
    head = [f"A scheme from the table {path.name}; whatever it does not say is undeclared."]
    own = [each["title"] for each in making.acts.values() if "title" in each]
    return Made(written(head, data, notes), own, [*making.remarks, *_remarks(making)])


def _remarks(making: _Making) -> Iterator[str]:
    """Yield what was not understood, with the first place where it stands."""
    for cell in making.sheet.head:
        if cell.text not in making.columns:
            where = making.where(cell)
            yield f"{where}: the column `{clean(cell.text)}` is not understood; it is left out."
    for what, cells in making.strange.items():
        many = f" and {len(cells) - 1} more like it are" if len(cells) > 1 else " is"
        said = f"{making.where(cells[0])}: `{clean(cells[0].text)}`{many} not understood: {what}"
        if what == "context":
            known = ", ".join(words(each) for each in CONTEXTS[:6])
            yield f"{said}, one of {known}, ... They are kept as notes."
        else:
            yield f"{said}. Left out."
    without = sum("effect" not in each for each in making.rules)
    if without:
        yield f"{without} rules say neither points nor a sanction; what follows is open."
    if making.unmarked:
        yield f"{making.unmarked} rows bear no mark; they count as assumed (A)."
