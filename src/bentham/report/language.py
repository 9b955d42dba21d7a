"""The language that a page is written in.

English is the text of the sources themselves; another language comes from a gettext catalogue in
``report/locale``, whose keys are the English sentences with named places. A renderer says which one
it speaks with `speaking`; nothing else does, and whoever says nothing gets English.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any

from bentham.report.facts import SchemeFacts
from bentham.scheme.phrase import Commas, Phrase

LANGUAGES = ("en", "zh-Hans")
DOMAIN = "bentham"
WHOLE = "of which a share is taken"
"""Context of the messages of `of_which`."""
CHOICE = "a value in a file"
"""Context of the messages of `chosen_word`."""

FACT = "of a published fact"
"""Context of the messages of `of_fact`."""


@cache
def catalogue(tag: str) -> gettext.NullTranslations:
    """Return the catalogue of a language, one of `LANGUAGES`; that of English is empty."""
    if tag == "en":
        return gettext.NullTranslations()
    compiled = files("bentham.report").joinpath(
        "locale", tag.replace("-", "_"), "LC_MESSAGES", f"{DOMAIN}.mo"
    )
    with compiled.open("rb") as stream:
        return gettext.GNUTranslations(stream)


_spoken: ContextVar[str] = ContextVar("language of a page", default="en")


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Write in a language, named by its BCP 47 tag, as long as this lasts."""
    token = _spoken.set(tag)
    try:
        yield
    finally:
        _spoken.reset(token)


def spoken() -> str:
    """Return the tag of the language that is written now."""
    return _spoken.get()


def _(text: str, **values: Any) -> str:
    """Return a sentence in the language that is written now, its named places filled in.

    Parameters
    ----------
    text : str
        The English sentence. A text that no catalogue knows, such as somebody's own title, stays.
    **values
        What stands in its places; without any, braces are braces.
    """
    said = catalogue(spoken()).gettext(text) if text else text
    return said.format(**values) if values else said


def of_which(whole: str) -> str:
    """Return what a share is of, as it follows a number: the measure word may go with it."""
    return catalogue(spoken()).pgettext(WHOLE, whole)


def of_fact(text: str) -> str:
    """Return a text of a published fact, in whose table short words have meanings of their own."""
    return catalogue(spoken()).pgettext(FACT, text) if text else text


def chosen_word(word: str) -> str:
    """Return a word that somebody chose in a file, such as `none`; elsewhere it may mean more."""
    return catalogue(spoken()).pgettext(CHOICE, word)


def plural(one: str, many: str, n: int) -> str:
    """Return the form of a sentence that goes with a number; see `_`."""
    return catalogue(spoken()).ngettext(one, many, n)


def in_words(text: str) -> str:
    """Return a text that may remember how it was made in the language that is written now.

    What stands between backticks is somebody's own name for a thing, so it stays.
    """
    if not (isinstance(text, Phrase) and text.values):
        return _(text)
    values = {
        key: value if f"`{{{key}}}`" in text.template else _value(value)
        for key, value in text.values.items()
    }
    return _(text.template, **values)


def _value(value: Any) -> Any:
    if isinstance(value, Commas):
        return listed([in_words(each) for each in value])
    if isinstance(value, tuple):
        return both([in_words(each) for each in value])
    return in_words(value) if isinstance(value, str) else value


def both(items: Iterable[str]) -> str:
    """Return items joined by *and*, from the left."""
    said, *rest = items
    for each in rest:
        said = _("{first} and {second}", first=said, second=each)
    return said


def either(items: Iterable[str]) -> str:
    """Return items joined by *or*, from the left."""
    said, *rest = items
    for each in rest:
        said = _("{first} or {second}", first=said, second=each)
    return said


def listed(items: Iterable[Any]) -> str:
    """Return items separated by the comma of a list."""
    return _(", ").join(str(each) for each in items)


def enumerated(items: Sequence[str]) -> str:
    """Return ``a, b and c``."""
    if len(items) == 1:
        return items[0]
    return _("{items} and {last}", items=listed(items[:-1]), last=items[-1])


def together(*sentences: str) -> str:
    """Return whole sentences one after the other; empty ones are left out."""
    said = ""
    for each in filter(None, sentences):
        said = _("{first} {second}", first=said, second=each) if said else each
    return said


def title_of(scheme: SchemeFacts) -> str:
    """Return a scheme's title: as it declares it in this language, or else the catalogue."""
    return scheme.titles.get(spoken()) or _(scheme.title)
