"""YAML 1.2 text to plain Python values, each with its line and column.

The YAML parser only cuts the text into events; what they mean is decided here, so that there is one
place where a file can be refused. Values are text, numbers, true and false, nothing, lists and
mappings with text keys: no tags, no objects, no merge keys. Every step is bounded, because the
file may come from anybody.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from bentham.evidence.faults import Fault, Loc, Place, clean, lines_of

MAX_DEPTH = 24
MAX_ALIASES = 100
MAX_VALUES = 50_000
LARGEST = 1e15

_WORDS = (
    (re.compile(r"~|null|Null|NULL|"), None),
    (re.compile(r"true|True|TRUE"), True),
    (re.compile(r"false|False|FALSE"), False),
)
_INT = re.compile(r"[-+]?[0-9]+")
_OTHER_INT = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Plain:
    """What a text says: its value, the positions, and what had to be refused."""

    data: Any = None
    values: dict[Loc, Place] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class _Node:
    place: Place
    value: Any = None
    items: list[_Node] | None = None
    pairs: list[tuple[str, Place, _Node]] | None = None
    size: int = 1
    height: int = 1

    def __post_init__(self) -> None:
        inner = self.items or [] if self.pairs is None else [node for _, _, node in self.pairs]
        self.size = 1 + sum(node.size for node in inner)
        self.height = 1 + max((node.height for node in inner), default=0)


class _RefusedError(Exception):
    """Reading cannot go on; the fault is the reason."""

    def __init__(self, reason: str, place: Place | None = None) -> None:
        super().__init__(reason)
        self.fault = Fault((), reason, place=place)


def read_plain(text: str) -> Plain:
    """Return the value of the one YAML document in `text`, or the reasons why there is none."""
    out = Plain(faults=list(_characters(text)))
    if out.faults:
        return out
    reader = _Reader(out.faults)
    try:
        root = reader.document(text)
        if root is not None and not out.faults:
            out.data = _unfold(root, (), out)
    except _RefusedError as refused:
        out.faults.append(refused.fault)
    except MarkedYAMLError as error:
        out.faults.append(_syntax(error))
    except Exception as error:
        # The parser was not written for hostile bytes: whatever it raises means 'not YAML'.
        out.faults.append(Fault((), f"this cannot be read as YAML ({type(error).__name__})"))
    return out


def _characters(text: str) -> Iterator[Fault]:
    for number, line in enumerate(lines_of(text), 1):
        bad = _UNPRINTABLE.search(line)
        if bad is not None:
            reason = f"a character (U+{ord(bad[0]):04X}) that YAML does not allow"
            yield Fault((), reason, place=Place(number, bad.start() + 1))
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and line.strip():
            reason = "a tab in the indentation; YAML is indented with spaces"
            yield Fault((), reason, place=Place(number, indent.index("\t") + 1))


def _syntax(error: MarkedYAMLError) -> Fault:
    mark = error.problem_mark or error.context_mark
    place = Place(mark.line + 1, mark.column + 1) if mark is not None else None
    said = " ".join(str(error.problem or error.context or "unreadable").split())
    hint = ""
    if "mapping values are not allowed" in said:
        hint = (
            " (a text that contains ': ' must stand in quotes, and fields of one item must line up)"
        )
    elif "but got '['" in said:
        hint = ' (inside { } a path with [ ] must stand in quotes: "rules[id].effect.points")'
    elif "cannot start any token" in said:
        hint = " (a text that starts with this character must stand in quotes)"
    return Fault((), f"not valid YAML: {said}{hint}", place=place)


class _Reader:
    """Builds nodes from events; alias and depth bounds hold here."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        self.anchors: dict[str, _Node | None] = {}
        self.aliases = 0
        self.size = 0

    def document(self, text: str) -> _Node | None:
        root: _Node | None = None
        documents = 0
        self.events: Iterator[Any] = YAML(typ="safe", pure=True).parse(text)
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(
                        "a second document starts here; one file holds one", _at(event)
                    )
            elif not isinstance(event, StreamStartEvent | StreamEndEvent | DocumentEndEvent):
                root = self.node(event, 0)
        return root

    def node(self, event: Any, depth: int) -> _Node:
        place = _at(event)
        if isinstance(event, AliasEvent):
            return self.alias(event.anchor, place, depth)
        self.size += 1
        if self.size > MAX_VALUES:
            raise _RefusedError(f"more than {MAX_VALUES:,} values in one file", place)
        if depth > MAX_DEPTH:
            raise _RefusedError(f"nested more than {MAX_DEPTH} levels deep", place)
        if event.tag is not None:
            said = f"a tag ({clean(str(event.tag))}); write plain values, and text in quotes"
            self.faults.append(Fault((), said, place=place))
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        if isinstance(event, ScalarEvent):
            node = _Node(place, self.scalar(event, place))
        elif isinstance(event, SequenceStartEvent):
            inner = self.until(SequenceEndEvent)
            node = _Node(place, items=[self.node(each, depth + 1) for each in inner])
        else:
            node = self.mapping(place, depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def until(self, end: type) -> Iterator[Any]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event

    def alias(self, name: str, place: Place, depth: int) -> _Node:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            raise _RefusedError(f"more than {MAX_ALIASES} aliases (*name)", place)
        if name not in self.anchors:
            raise _RefusedError(
                f"`*{clean(name)}` refers to an anchor that is not defined above", place
            )
        target = self.anchors[name]
        if target is None:
            raise _RefusedError(f"`*{clean(name)}` contains itself", place)
        self.size += target.size
        if self.size > MAX_VALUES or depth + target.height > MAX_DEPTH:
            raise _RefusedError("the aliases (*name) unfold into far too many values", place)
        return _Node(place, target.value, target.items, target.pairs)

    def mapping(self, place: Place, depth: int) -> _Node:
        pairs: list[tuple[str, Place, _Node]] = []
        first: dict[str, Place] = {}
        for event in self.until(MappingEndEvent):
            where = _at(event)
            if not isinstance(event, ScalarEvent):
                raise _RefusedError("a key must be a plain word", where)
            key = event.value
            self.check_text(key, where)
            if event.tag is not None:
                self.faults.append(Fault((), "a tag before a key; write plain words", place=where))
            if key == "<<" and event.style is None:
                said = (
                    "merge keys (<<) are not part of YAML 1.2; repeat the fields or write a reform"
                )
                self.faults.append(Fault((), said, place=where))
            elif key == "":
                self.faults.append(Fault((), "a key is missing before the colon", place=where))
            elif key in first:
                said = f"`{clean(key)}` stands here twice, first in line {first[key].line}"
                self.faults.append(Fault((), said, place=where))
            first.setdefault(key, where)
            pairs.append((key, where, self.node(next(self.events), depth + 1)))
        return _Node(place, pairs=pairs)

    def scalar(self, event: ScalarEvent, place: Place) -> Any:
        text = event.value
        self.check_text(text, place)
        if event.style is not None:
            return text
        if _NOT_FINITE.fullmatch(text):
            said = f"`{text}` is not a number that can be used; numbers must be finite"
            self.faults.append(Fault((), said, place=place))
            return None
        value = _plain(text)
        if isinstance(value, int | float) and not abs(value) <= LARGEST:
            self.faults.append(Fault((), "this number is too large", place=place))
            return None
        return value

    def check_text(self, text: str, place: Place) -> None:
        found = _CONTROL.search(text)
        if found is not None:
            said = f"a control character (U+{ord(found[0]):04X}) in a text"
            self.faults.append(Fault((), said, place=place))


def _plain(text: str) -> Any:
    """Return the value of an unquoted scalar under the core schema of YAML 1.2."""
    for pattern, value in _WORDS:
        if pattern.fullmatch(text):
            return value
    if _INT.fullmatch(text) or _OTHER_INT.fullmatch(text):
        return int(text, 10 if _INT.fullmatch(text) else 0) if len(text) < 24 else math.inf
    if _FLOAT.fullmatch(text):
        return float(text) if len(text) < 400 else math.inf
    return text


def _unfold(node: _Node, loc: Loc, out: Plain) -> Any:
    """Return the plain value of `node`, noting every position; the reader bounded its size."""
    out.values[loc] = node.place
    if node.items is not None:
        return [_unfold(each, (*loc, i), out) for i, each in enumerate(node.items)]
    if node.pairs is None:
        return node.value
    found: dict[str, Any] = {}
    for key, place, inner in node.pairs:
        out.keys[*loc, key] = place
        found[key] = _unfold(inner, (*loc, key), out)
    return found


def _at(event: Any) -> Place:
    start, end = event.start_mark, event.end_mark
    single = isinstance(event, ScalarEvent | AliasEvent) and end.line == start.line
    width = max(1, end.column - start.column) if single else 1
    return Place(start.line + 1, start.column + 1, width)
