"""Texts of findings put together so that each language can do it in its own way."""

from __future__ import annotations

from collections.abc import Iterable

from bentham.scheme.phrase import Phrase


def semicolons(texts: Iterable[str]) -> str:
    """Return clauses separated by semicolons; none give an empty text."""
    said = ""
    for each in texts:
        said = Phrase("{first}; {second}", first=said, second=each) if said else each
    return said


def spaced(word: str) -> str:
    """Return a word of a scheme file as people write it."""
    return word.replace("_", " ")
