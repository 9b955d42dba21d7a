"""The terms of a scheme in the language of the page, and how its sentences are put together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from unicodedata import east_asian_width

from bentham.report.language import _, enumerated, in_words
from bentham.report.words import capital
from bentham.scheme.fields import Scheme
from bentham.scheme.plain import SANCTIONS, act_words, whom, words


def act(scheme: Scheme, name: str) -> str:
    """Return what an act is called; a title that a scheme gives it stays as it is."""
    return _(act_words(scheme, name))


def acts_named(scheme: Scheme, names: Iterable[str]) -> str:
    """Return what several acts are called, in one enumeration."""
    return enumerated([act(scheme, name) for name in names])


def done(kind: str) -> str:
    """Return what is done to people, by kind of sanction."""
    return _(SANCTIONS[kind])


def borne_by(target: str) -> str:
    """Return who bears a sanction."""
    return in_words(whom(target))


def word(name: str) -> str:
    """Return a word of the format as people write it."""
    return _(words(name))


def sentence(clauses: Iterable[str]) -> str:
    """Return clauses as one sentence."""
    return capital(_("; ").join(clauses)) + _(".")


def and_more(said: str, left: int) -> str:
    """Return an enumeration, and how many it leaves out."""
    return _("{items} and {number} more", items=said, number=left) if left > 0 else said


def _is_wide(letter: str) -> bool:
    return east_asian_width(letter) in ("W", "F")


def breadth(text: str) -> int:
    """Return how many Latin letters are about as broad as a text; a Chinese sign is two."""
    return len(text) + sum(map(_is_wide, text))


def shortened(text: str, most: int = 200) -> str:
    """Return a text on one line, cut at a word, or after a Chinese sign, if it is too broad."""
    line = " ".join(text.split())
    if breadth(line) <= most:
        return line
    fits = sum(end < most for end in accumulate(1 + _is_wide(letter) for letter in line))
    before, _space, tail = line[:fits].rpartition(" ")
    whole = max((n for n, letter in enumerate(tail, 1) if _is_wide(letter)), default=0)
    kept = f"{before} {tail[:whole]}".strip() if whole else before or tail
    return _("{said} …", said=kept.rstrip(",;:，；：、"))
