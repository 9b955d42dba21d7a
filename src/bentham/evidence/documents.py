"""Files that people write: read, bounded, and every mistake told at once with its position.

Schemes, societies and reforms come through here. A document that cannot be used raises one
`InvalidInput` whose message can be printed as it is; no sequence of bytes leads to anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bentham.evidence.explain import faults_of, refusal
from bentham.evidence.faults import Fault, Loc, Place, printable
from bentham.evidence.text_file import MAX_BYTES, text_of, unreadable
from bentham.evidence.yaml_nodes import read_plain

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Document:
    """A mapping that somebody wrote, and where each of its parts stands.

    Parameters
    ----------
    name : str
        What to call it in messages, usually the file's path as the user gave it.
    text : str
        The text as written.
    data : dict
        The mapping as plain Python values.
    values, keys : dict
        Positions of values and of keys, by their way from the top. A document made from other
        documents (a reform applied) may know only some of them.
    kind : str
        What it is, for the last line of messages.
    names : dict
        What to call parts that somebody wrote under another name, by their way from the top.
    """

    name: str
    text: str
    data: dict[str, Any]
    values: dict[Loc, Place] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)
    kind: str = "1 file"
    names: dict[Loc, str] = field(default_factory=dict)

    def place(self, loc: Loc, *, at_key: bool = False) -> Place | None:
        """Return where `loc` stands, or the nearest thing around it that has a position."""
        for length in range(len(loc), -1, -1):
            part = loc[:length]
            at_key = at_key or self._is_block(part)
            if at_key and part in self.keys:
                return self.keys[part]
            if part in self.values:
                return self.values[part]
        return None

    def where(self, loc: Loc) -> tuple[int, int]:
        """Return line and column of `loc`, counted from 1."""
        place = self.place(loc) or Place(1, 1)
        return place.line, place.column

    def _is_block(self, loc: Loc) -> bool:
        value: Any = self.data
        for step in loc:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return False
        return isinstance(value, dict | list)


def load_document(source: Path | str, *, name: str | None = None) -> Document:
    """Read one YAML 1.2 mapping.

    Parameters
    ----------
    source : Path or str
        A `Path` is read; a `str` is the text itself.
    name : str, optional
        What to call the document in messages; by default the path, or ``(text)``.

    Raises
    ------
    InvalidInput
        If it cannot be read, or is not one plain mapping; every reason is told.
    """
    text = text_of(source, "a YAML file") if isinstance(source, Path) else source
    shown = printable(name or (str(source) if isinstance(source, Path) else "(text)"))[:400]
    if isinstance(source, str) and len(source.encode("utf-8", "replace")) > MAX_BYTES:
        raise unreadable(shown, "this is larger than 1 MiB")
    plain = read_plain(text)
    faults = plain.faults
    if not faults and plain.data is None:
        faults = [Fault((), "this is empty; a mapping of fields is expected", place=Place(1, 1))]
    elif not faults and not isinstance(plain.data, dict):
        said = "the top level must be a mapping of fields (`id: ...`)"
        faults = [Fault((), said, place=plain.values[()])]
    data = plain.data if isinstance(plain.data, dict) else {}
    document = Document(shown, text, data, plain.values, plain.keys)
    if faults:
        raise refusal(document, faults)
    return document


def validated(
    document: Document,
    model: type[Model],
    checks: Callable[[Model], Iterable[Fault]] = lambda _: (),
) -> Model:
    """Return `document` as a `model`, or raise one error with all mistakes.

    Parameters
    ----------
    document : Document
        What was read.
    model : type
        A pydantic model; its field descriptions are the documentation.
    checks : callable
        What must hold between fields; called only once every field is valid.
    """
    try:
        found = model.model_validate(document.data)
    except ValidationError as error:
        raise refusal(document, list(faults_of(error, model))) from None
    faults = list(checks(found))
    if faults:
        raise refusal(document, faults)
    return found
