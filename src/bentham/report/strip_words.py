"""What stands in words and numbers beside the strips of a fact, and in the table under them."""

from __future__ import annotations

import math
import unicodedata

from bentham.report.language import _, in_words, of_fact
from bentham.report.words import capital, from_to
from bentham.study.facts.reproduction import Number, bounds
from bentham.study.facts.table import Part

LETTERS_OF_A_SIGN = 1.75
"""How many letters are as wide as a Chinese sign, which is as wide as it is high."""


def told(value: float) -> str:
    """Print a number with about four digits."""
    if not math.isfinite(value):
        return _("unknown")
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return text.replace("-", "−")


def between(low: float, high: float) -> str:
    """Print a range over the assumptions."""
    return _("not drawn") if math.isnan(low) else from_to(told(low), told(high))


def limits(part: Part) -> str:
    """Print the bounds of a number."""
    return in_words(bounds(part)).replace("-", "−")


def named(number: Number) -> str:
    """Return what a number counts, with its unit."""
    what = capital(of_fact(number.part.measured))
    if number.part.unit == "-":
        return what
    return _("{word}, {unit}", word=what, unit=of_fact(number.part.unit))


def verdict(number: Number) -> str:
    """Say whether a number lies inside its bounds."""
    if not math.isfinite(number.obtained):
        return _("unknown")
    return _("inside") if number.met else _("outside")


def width(text: str) -> float:
    """Return how wide a text is, in letters."""
    return sum(LETTERS_OF_A_SIGN if _is_sign(each) else 1.0 for each in text)


def wrapped(text: str, letters: float) -> list[str]:
    """Break a text into lines that are no wider than some letters.

    It is broken at spaces, and before a Chinese sign that may begin a line.
    """
    lines, line = [], ""
    for piece in _pieces(text):
        if line and width((line + piece).rstrip()) > letters:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may end."""
    pieces = [""]
    for before, after in zip(" " + text, text, strict=False):
        if _may_end(before, after):
            pieces.append("")
        pieces[-1] += after
    return pieces


def _may_end(before: str, after: str) -> bool:
    """Say whether a line may end between two letters: no sign that closes begins the next one."""
    if before in " -" or after == " ":
        return after != " "
    opens = unicodedata.category(before) == "Ps"
    closes = _is_sign(after) and unicodedata.category(after) in ("Pe", "Po")
    return (_is_sign(before) or _is_sign(after)) and not opens and not closes


def _is_sign(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
