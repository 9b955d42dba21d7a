"""Mistakes in words: the line, a caret, the reason, the nearest valid word."""

from __future__ import annotations

import difflib
import re
import types
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from bentham.evidence.errors import InvalidInput, Problem
from bentham.evidence.faults import Fault, Loc, Place, clean, lines_of, printable

if TYPE_CHECKING:
    from bentham.evidence.documents import Document

SHOWN = 40
LISTED = 14
EXCERPT = 96

_QUOTED = re.compile(r"'([^']*)'")
_OLD_BOOLEANS = ("yes", "no", "on", "off", "y", "n")


def near(word: str, words: Sequence[str]) -> str | None:
    """Return the word of `words` that `word` was most likely meant to be, or None."""
    lowered = {each.lower(): each for each in words}
    found = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)
    return lowered[found[0]] if found else None


def advice(word: str, words: Sequence[str]) -> str:
    """Return the sentence that helps who wrote `word` where one of `words` is meant."""
    parts = []
    nearest = near(word, words) if word else None
    if nearest is not None:
        parts.append(f'did you mean "{nearest}"?')
    if words and len(words) <= LISTED and tuple(words) != (nearest,):
        parts.append(f"valid here: {', '.join(words)}")
    elif len(words) > LISTED and nearest is None:
        parts.append(f"valid here: {', '.join(words[:LISTED])} and {len(words) - LISTED} more")
    return "   ".join(parts)


def path_of(data: Any, loc: Loc) -> str:
    """Return `loc` as people write it: ``rules[utility_late].effect.points``."""
    out = ""
    for step in loc:
        inner: Any = None
        if isinstance(step, int):
            inner = data[step] if isinstance(data, list) and step < len(data) else None
            name = inner.get("id") if isinstance(inner, dict) else None
            out += f"[{clean(name) if isinstance(name, str) else step}]"
        else:
            inner = data.get(step) if isinstance(data, dict) else None
            out += f".{clean(step)}" if out else clean(step)
        data = inner
    return out


def _name_of(document: Document, loc: Loc) -> str:
    """Return what whoever wrote it calls the part at `loc`."""
    for length in range(len(loc), 0, -1):
        if loc[:length] in document.names:
            return document.names[loc[:length]]
    return path_of(document.data, loc)


def refusal(document: Document, faults: Sequence[Fault]) -> InvalidInput:
    """Return the one error that reports every fault of `document`, the first `SHOWN` in full."""
    lines = lines_of(document.text)
    problems = tuple(_problem(document, lines, fault) for fault in faults[:SHOWN])
    shown = [problem.message for problem in problems]
    if len(faults) > SHOWN:
        shown.append(f"... and {len(faults) - SHOWN} more.")
    noun = "problem" if len(faults) == 1 else "problems"
    shown.append(f"{len(faults)} {noun} in {document.kind}. Nothing was run.")
    return InvalidInput("\n".join(shown), problems)


def _problem(document: Document, lines: list[str], fault: Fault) -> Problem:
    place = fault.place or document.place(fault.loc, at_key=fault.at_key)
    path = _name_of(document, fault.loc)
    inside = f"  in {path}" if path else ""
    help_line = advice(fault.word, fault.words)
    if place is None:
        where = document.name
        block = [f"{where}{inside}: {fault.reason}"]
        margin = "   "
    else:
        where = f"{document.name}:{place.line}:{place.column}"
        block = [f"{where}{inside}", *_excerpt(lines, place, fault.reason)]
        margin = " " * (len(str(place.line)) + 3)
    if help_line:
        block.append(f"{margin}= {help_line}")
    line, column = (place.line, place.column) if place else (None, None)
    return Problem(where, "\n".join(block), line, column)


def _excerpt(lines: list[str], place: Place, reason: str) -> Iterator[str]:
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    start = place.column - 1
    first = max(0, start - EXCERPT // 2) if len(line) > EXCERPT else 0
    shown = printable(line[first : first + EXCERPT].replace("\t", " "))
    before = " " * _columns(shown[: start - first])
    carets = "^" * max(1, _columns(shown[start - first : start - first + place.width]))
    margin = " " * (len(str(place.line)) + 2)
    yield f"  {place.line} │ {shown}"
    yield f"{margin} │ {before}{carets} {reason}"


def _columns(text: str) -> int:
    """Return how many terminal columns `text` takes; East Asian letters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def faults_of(error: ValidationError, model: type[BaseModel]) -> Iterator[Fault]:
    """Yield what pydantic refused, in our words."""
    for each in error.errors(include_url=False):
        yield _fault(
            each["type"], each["loc"], each["input"], each.get("ctx", {}), each["msg"], model
        )


def _fault(
    kind: str, loc: Loc, given: Any, ctx: dict[str, Any], said: str, model: type[BaseModel]
) -> Fault:
    name = clean(str(loc[-1])) if loc else "the file"
    if kind == "missing":
        return Fault(loc[:-1], f"`{name}` is missing here", at_key=True)
    if kind == "extra_forbidden":
        words = _fields_at(model, loc[:-1])
        return Fault(loc, f"`{name}` is not a field known here", name, words, at_key=True)
    if kind in ("literal_error", "word"):
        expected = (
            tuple(_QUOTED.findall(ctx["expected"])) if kind != "word" else tuple(ctx["words"])
        )
        what = ctx.get("what", "a word known here")
        return Fault(loc, f"{_given(given)} is not {what}", _as_word(given), expected)
    return Fault(loc, _reason(kind, given, ctx, said))


def _reason(kind: str, given: Any, ctx: dict[str, Any], said: str) -> str:
    bounds = {
        "greater_than_equal": ("at least", "ge"),
        "greater_than": ("more than", "gt"),
        "less_than_equal": ("at most", "le"),
        "less_than": ("less than", "lt"),
    }
    wanted = {
        "float_type": "a number",
        "int_type": "a whole number",
        "int_from_float": "a whole number",
        "string_type": "a text",
        "bool_type": "true or false",
        "tuple_type": "a list",
        "list_type": "a list",
        "dict_type": "a mapping of fields",
        "model_type": "a mapping of fields",
        "model_attributes_type": "a mapping of fields",
    }
    if kind in bounds:
        phrase, key = bounds[kind]
        return f"{_given(given)} is out of bounds: {phrase} {ctx[key]:g} is expected"
    if kind in wanted:
        return f"{_given(given)} stands where {wanted[kind]} is expected{_hint(kind, given)}"
    if kind == "string_pattern_mismatch" and ctx["pattern"].startswith(("^[a-z", "^[A-Z")):
        letters = "small letters" if ctx["pattern"].startswith("^[a-z") else "letters"
        return f"{_given(given)} is not a valid id: {letters}, digits, - and _, at most 64"
    if kind == "string_too_long":
        return f"a text of more than {ctx['max_length']} characters"
    return said[:1].lower() + said[1:]


def _hint(kind: str, given: Any) -> str:
    if kind == "bool_type" and isinstance(given, str) and given.lower() in _OLD_BOOLEANS:
        meant = "true" if given.lower() in ("yes", "on", "y") else "false"
        return f" (in YAML 1.2 `{given}` is a text; write {meant})"
    if kind == "string_type" and isinstance(given, int | float):
        return " (put it in quotes)"
    if kind in ("float_type", "int_type") and isinstance(given, str):
        return " (a number has no quotes, no unit and no thousands separator)"
    return ""


def _given(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict | list | tuple):
        return "a mapping" if isinstance(value, dict) else "a list"
    return f"`{clean(str(value))}`"


def _as_word(value: Any) -> str:
    return clean(value) if isinstance(value, str) else ""


def _fields_at(model: type[BaseModel], loc: Loc) -> tuple[str, ...]:
    """Return the field names of the model that stands at `loc` inside `model`."""
    found = model_at(model, loc)
    if found is None:
        return ()
    names = {name: field.alias or name for name, field in found.model_fields.items()}
    own = [written for name, written in names.items() if name in found.__annotations__]
    return (*own, *(written for written in names.values() if written not in own))


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """Return the model that describes the mapping at `loc` inside `model`, if one does."""
    current: Any = model
    for step in loc:
        current = _inside(_bare(current), step)
    current = _bare(current)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _inside(annotation: Any, step: str | int) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if str(step) == (field.alias or name):
                return field.annotation
        return None
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return arguments[1]
    return arguments[0] if get_origin(annotation) in (tuple, list) else None


def _bare(annotation: Any) -> Any:
    """Return `annotation` without Annotated and without None."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            rest = [each for each in get_args(annotation) if each is not type(None)]
            annotation = rest[0]
        else:
            return annotation
