"""A scheme as an audit reads it: its parts in a fixed order, and where each of them stands."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bentham.audit.settings import Settings
from bentham.evidence.documents import Document
from bentham.evidence.explain import path_of
from bentham.evidence.faults import Loc
from bentham.scheme.fields import Scheme
from bentham.scheme.reforms import as_data
from bentham.scheme.words import Entry


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place in the scheme.

    Parameters
    ----------
    path : str
        As people write it: ``rules[utility_late].effect.points``.
    line, column : int or None
        Where it stands in the file, if that is known; of what is not declared, where it is missing.
    declared : bool
        Whether it is declared.
    """

    path: str
    line: int | None = None
    column: int | None = None
    declared: bool = True


@dataclass(frozen=True)
class View:
    """A scheme, its file, and the day for which it is audited.

    Parameters
    ----------
    scheme : Scheme
        As declared.
    document : Document or None
        The file that it was read from.
    as_of : date
        The day for which the law is taken.
    settings : Settings
        Thresholds, with what an auditor has changed.
    memo : dict
        What was searched once for this scheme and need not be searched again.
    """

    scheme: Scheme
    document: Document | None
    as_of: datetime.date
    settings: Settings = field(default_factory=Settings)
    memo: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def entries(self, part: str) -> Iterator[tuple[Loc, Any]]:
        """Yield the entries of a list with their places, by id: the order in the file is chance."""
        found: tuple[Any, ...] = getattr(self.scheme, part)
        for i in sorted(range(len(found)), key=lambda i: str(found[i].id)):
            yield (part, i), found[i]

    def says(self, entry: Entry | None, name: str) -> bool:
        """Return whether a field of `entry` is declared; a list may be declared empty."""
        if entry is None or name not in entry.model_fields_set:
            return False
        return getattr(entry, name) is not None

    def lists(self, name: str) -> bool:
        """Return whether a list or part at the top of the scheme is declared."""
        return self.says(self.scheme, name)

    def get(self, *path: str | int) -> Any:
        """Return the value of a field by its way from the top, or None where it is undeclared."""
        here: Any = self.scheme
        for name in path:
            if here is None or not self.says(here, str(name)):
                return None
            here = getattr(here, str(name))
        return here

    def pointer(self, loc: Loc, declared: bool = True) -> Pointer:
        """Return where `loc` stands."""
        path = path_of(self._data, loc)
        place = self.document.place(loc) if self.document is not None else None
        if place is None:
            return Pointer(path, declared=declared)
        return Pointer(path, place.line, place.column, declared)

    @property
    def _data(self) -> dict[str, Any]:
        return self.document.data if self.document is not None else as_data(self.scheme)
