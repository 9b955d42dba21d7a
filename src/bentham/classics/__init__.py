"""The published models in their own words, apart from Bentham's day.

Each file is one paper: its rules as functions with the paper's symbols, and a declaration
(`declaration.Classic`) of what is set, where that comes from, and where the file departs from the
paper. ``bentham reproduce NAME`` runs it and holds it against its published numbers and closed
forms. Nothing here is part of a run of Bentham; targeting rules of the papers stay here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from bentham.evidence.errors import unknown

if TYPE_CHECKING:
    from bentham.classics.declaration import Classic

NAMES = (
    "granovetter", "kuran", "watts", "small-world", "siegel", "epstein", "morris-shin", "tirole",
    "ross", "bergemann", "nepotism",
)  # fmt: skip


def load(name: str) -> Classic:
    """Return the declaration of one published model.

    Raises
    ------
    UsageError
        There is no such model.
    """
    if name not in NAMES:
        raise unknown("no published model is called", name, NAMES)
    found: Classic = import_module(f"bentham.classics.{name.replace('-', '_')}").CLASSIC
    return found
