"""The translations are in step with the sources: nothing missing, nothing stale, no place lost."""

from __future__ import annotations

import io
import re
import string

import pytest
from babel.messages.mofile import write_mo

import catalogue
from bentham.report.language import LANGUAGES

TAGS = LANGUAGES[1:]
PERCENT = re.compile(r"%\((\w+)\)s")
CHINESE = re.compile(r"[一-鿿]")
ALIKE = {"-", "{parameter} ({correlation})", "{first} {second}"}
"""Messages that hold nothing to translate but signs."""

AUTHORS = re.compile(r"(?:(?:[A-Z][a-z]+(?:, | & | ))+\d{4}(?:; )?)+")
"""A source that names authors and years alone; they are what they are."""


def _texts(message: object) -> list[str]:
    return [message] if isinstance(message, str) else list(message)  # type: ignore[call-overload]


def _places(text: str) -> set[str]:
    named = set(PERCENT.findall(text))
    if named:
        return named
    # Paths such as acts[].kind stand in no braces, so whatever does is a place.
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("tag", TAGS)
def test_the_catalogue_holds_exactly_what_the_sources_say(tag: str) -> None:
    kept, fresh = catalogue.kept(tag), catalogue.template(tag)
    said = {(str(m.id), m.context) for m in kept if m.id}
    asked = {(str(m.id), m.context) for m in fresh if m.id}
    assert len(asked) > 1000
    assert asked - said == set(), "missing: run `make catalogue` and translate"
    assert said - asked == set(), "no longer said: run `make catalogue`"
    assert not kept.obsolete
    assert [m.id for m in kept if m.id and m.fuzzy] == []
    assert [m.id for m in kept if m.id and not all(_texts(m.string))] == []


@pytest.mark.parametrize("tag", TAGS)
def test_every_place_of_a_sentence_is_in_its_translation(tag: str) -> None:
    for message in catalogue.kept(tag):
        if message.id:
            english = _places(_texts(message.id)[-1])
            for said in _texts(message.string):
                assert _places(said) == english, message.id


@pytest.mark.parametrize("tag", TAGS)
def test_the_compiled_catalogue_is_the_one_that_can_be_read(tag: str) -> None:
    out = io.BytesIO()
    write_mo(out, catalogue.kept(tag))
    compiled = catalogue.path_of(tag).with_suffix(".mo").read_bytes()
    assert compiled == out.getvalue(), "run `make catalogue`"


def test_chinese_sentences_are_chinese_with_chinese_punctuation() -> None:
    for message in catalogue.kept("zh-Hans"):
        if not message.id or AUTHORS.fullmatch(str(message.id)):
            continue
        english, said = _texts(message.id)[-1], _texts(message.string)[0]
        bare = re.sub(r"\{[^}]*\}|%\(\w+\)s", "", english)
        if re.search(r"[A-Za-z]{2}", bare) and english not in ALIKE:
            assert CHINESE.search(said) or not re.search(r"[a-z]{3}", said), english
        # Between Chinese signs a comma, a colon, a stop and a bracket are of full width.
        assert not re.search(r"[一-鿿][,:;?!()]|[,:;?!()][一-鿿]|[一-鿿]\.(?!\w)", said), said
        assert not said.endswith("."), said
        assert "  " not in said, said
