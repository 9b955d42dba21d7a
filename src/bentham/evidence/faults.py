"""What a mistake is: where it stands, what is wrong; and text made fit for a message."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

Loc = tuple[str | int, ...]

# The parser counts lines by these, so excerpts must be cut by them too.
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: line and column counted from 1, and how many characters it takes."""

    line: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake somewhere in a document.

    Parameters
    ----------
    loc : tuple
        Way to it from the top, for instance ``("rules", 0, "when")``.
    reason : str
        What is wrong and why.
    word : str
        The word that is not known; the nearest of `words` is suggested for it.
    words : tuple of str
        The words that would have been valid.
    place : Place or None
        The position, where it is not that of `loc`.
    at_key : bool
        Whether the mistake is the key, not its value.
    """

    loc: Loc
    reason: str
    word: str = ""
    words: tuple[str, ...] = ()
    place: Place | None = None
    at_key: bool = False


def lines_of(text: str) -> list[str]:
    """Return the lines of `text` as the positions count them."""
    return _BREAK.split(text)


def clean(text: str) -> str:
    """Return `text` fit for a terminal: one line, no control characters, not too long."""
    shown = printable(text)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def printable(text: str) -> str:
    """Return `text` with every control or format character replaced by a visible sign."""
    return "".join(
        c if unicodedata.category(c)[0] != "C" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
