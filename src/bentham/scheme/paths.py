"""Paths to parts of a scheme, as people write them: ``lists[court].exit.repaid_per_year``.

Reforms and ``--set`` share them. An entry of a list is named by its id, so a path keeps its
meaning when entries come and go. The name of a registry parameter is a path too.
"""

from __future__ import annotations

import re
from typing import Any, get_origin

from bentham.evidence.explain import model_at, near
from bentham.evidence.faults import Fault, Loc
from bentham.evidence.parameters import PARAMETERS
from bentham.scheme.fields import Scheme
from bentham.scheme.words import Entry

_STEP = re.compile(r"\.?([A-Za-z_][A-Za-z0-9_]*)|\[([^\[\]]+)\]")
_FORM = "write it like `rules[utility_late].effect.points`"

Data = dict[str, Any]


class BadPathError(Exception):
    """A path that leads nowhere; `fault` says why, and its position is for the caller to add."""

    def __init__(self, reason: str, word: str = "", words: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.fault = Fault((), reason, word, words)


def resolve(data: Data, path: str) -> Loc:
    """Return the way that `path` names in `data`.

    Fields that are not set yet may be named; entries of lists must exist.

    Raises
    ------
    BadPathError
        If there is no such field or entry.
    """
    names = tuple(each.name for each in PARAMETERS)
    if path in names:
        return (*_parameters(data), path)
    loc: Loc = ()
    here: Any = data
    position = 0
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None or (position == 0) == path[position : position + 1].startswith((".", "[")):
            raise BadPathError(f"this is not a path; {_FORM}")
        position = step.end()
        if step[1] is not None:
            loc = _field(loc, here, step[1], path, names, path[: step.start()])
            here = here.get(step[1]) if isinstance(here, dict) else None
        else:
            loc = _entry(loc, here, step[2])
            here = here[loc[-1]]
    if not loc:
        raise BadPathError(f"the path is empty; {_FORM}")
    return loc


def _parameters(data: Data) -> Loc:
    """Return where parameters stand, if what stands there now can hold them."""
    simulation = data.get("simulation", {})
    inner = simulation.get("parameters", {}) if isinstance(simulation, dict) else None
    if not isinstance(inner, dict):
        raise BadPathError("`simulation` no longer holds parameters")
    return ("simulation", "parameters")


def _field(loc: Loc, here: Any, name: str, path: str, names: tuple[str, ...], before: str) -> Loc:
    model = model_at(Scheme, loc)
    parent = before or "the scheme"
    if isinstance(here, list):
        said = f"name one entry, for instance `{parent}[id]`"
        raise BadPathError(said, words=tuple(filter(None, _ids(here))))
    if model is None:
        if _is_mapping(loc):
            return (*loc, name)
        raise BadPathError(f"`{parent}` has no fields of its own")
    fields = tuple(model.model_fields)
    if name in fields:
        return (*loc, name)
    if loc:
        raise BadPathError(f"`{name}` is not a field of `{parent}`", name, fields)
    said = "neither a field of the scheme nor a parameter"
    if "." in path and near(name, fields) is None:
        raise BadPathError(said, path, names)
    raise BadPathError(said, name, fields)


def _is_mapping(loc: Loc) -> bool:
    """Return whether the field at `loc` holds free names (titles, for instance)."""
    model = model_at(Scheme, loc[:-1])
    field = model.model_fields.get(str(loc[-1])) if model is not None else None
    return field is not None and get_origin(field.annotation) is dict


def _entry(loc: Loc, here: Any, name: str) -> Loc:
    parent = str(loc[-1]) if loc else "the scheme"
    if not isinstance(here, list):
        raise BadPathError(f"there are no entries in `{parent}`")
    known = _ids(here)
    if name not in known:
        said = f"there is no `{name}` in `{parent}`"
        raise BadPathError(said, name, tuple(filter(None, known)))
    return (*loc, known.index(name))


def _ids(entries: list[Any]) -> list[str]:
    """Return the id of each entry; empty where there is none."""
    found = [each.get("id") if isinstance(each, dict) else None for each in entries]
    return [each if isinstance(each, str) else "" for each in found]


def put(data: Data, loc: Loc, value: Any) -> None:
    """Set the part of `data` at `loc`, making the mappings on the way to it."""
    here: Any = data
    for step in loc[:-1]:
        if isinstance(here, dict) and not isinstance(here.get(step), dict | list):
            here[step] = {}
        here = here[step]
    here[loc[-1]] = value


def take(data: Data, loc: Loc) -> None:
    """Remove the part of `data` at `loc`, if it is there."""
    here: Any = data
    for step in loc[:-1]:
        if isinstance(here, list):
            here = here[int(step)]
        else:
            here = here.get(step) if isinstance(here, dict) else None
    if isinstance(here, list):
        del here[int(loc[-1])]
    elif isinstance(here, dict):
        here.pop(loc[-1], None)


def assign(
    data: Data, loc: Loc, value: Any, by: str, mark: str = "A", src: str | None = None
) -> None:
    """Set the part at `loc` to `value`; a number so set is marked as changed `by` somebody."""
    if loc[:2] == ("simulation", "parameters") and len(loc) == 3:
        put(data, loc, {"value": value, "mark": mark, "src": src or by})
        return
    put(data, loc, value)
    if _has_number(value):
        _mark_changed(data, loc, by, mark, src)


def _mark_changed(data: Data, loc: Loc, by: str, mark: str, src: str | None) -> None:
    """Note at the entry that holds `loc` that its number no longer comes from its source."""
    holder: Any = data
    here: Any = data
    for length, step in enumerate(loc[:-1], 1):
        here = here[step]
        model = model_at(Scheme, loc[:length])
        if model is not None and issubclass(model, Entry) and isinstance(here, dict):
            marked = "mark" in here or "src" in here
            if marked or not ("mark" in holder or "src" in holder) or holder is data:
                holder = here
    if holder is data:
        return
    before = holder.get("src")
    said = f"{loc[-1]} {by}"
    if before is not None:
        said += f"; before: {before if isinstance(before, str) else ', '.join(before)}"
    holder["mark"] = mark
    holder["src"] = said if src is None else src


def _has_number(value: Any) -> bool:
    """Return whether `value` is a number or a list of numbers."""
    if isinstance(value, list):
        return bool(value) and all(map(_has_number, value))
    return isinstance(value, int | float) and not isinstance(value, bool)
