"""A sentence that remembers how it was made: in English, in Chinese, and through a file."""

from __future__ import annotations

from pydantic import TypeAdapter

from bentham.report.language import in_words, speaking
from bentham.scheme.phrase import Commas, Phrase, remembered

SAID = Phrase("the record of {acts}", acts=("littering", Phrase("{n:,} days", n=1200)))
LISTED = Phrase("kept: {parts}.", parts=Commas(["littering", "late bill", "criticism"]))


def test_several_texts_are_joined_by_and_or_by_commas() -> None:
    assert SAID == "the record of littering and 1,200 days"
    assert LISTED == "kept: littering, late bill, criticism."
    assert in_words(LISTED) == LISTED


def test_what_no_catalogue_knows_stays_and_the_commas_are_those_of_the_language() -> None:
    with speaking("zh-Hans"):
        assert "、" in in_words(LISTED) or "，" in in_words(LISTED)
        assert ", " not in in_words(LISTED)


def test_a_phrase_comes_back_from_a_file_as_it_was() -> None:
    kept = TypeAdapter(Phrase)
    for said in (SAID, LISTED, Phrase("nobody can appeal")):
        back = kept.validate_json(kept.dump_json(said))
        assert (back, back.template, back.values) == (said, said.template, said.values)
        assert list(map(type, back.values.values())) == list(map(type, said.values.values()))


def test_a_text_that_was_kept_without_its_template_finds_it_again() -> None:
    templates = ("{what} holds in {where}.", "{what} is set by {whom}; it varies.")
    said = remembered("notice is set by one, two; it varies.", templates)
    assert (said, said.template) == ("notice is set by one, two; it varies.", templates[1])
    assert said.values == {"what": Commas(["notice"]), "whom": Commas(["one", "two"])}
    own = remembered("What somebody {wrote}.", templates)
    assert (own, own.template, own.values) == (own, "What somebody {wrote}.", {})
