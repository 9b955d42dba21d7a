"""The legal procedure in Chinese: nothing but names, paths, articles and numbers stays English."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache

import pytest
from test_chinese_pages import english_in

from audit import case_files
from audit.made_up import DAY, TENANTS, audited, changed
from bentham.audit.auditing import READING, Audit, audit
from bentham.audit.procedure.all import PROCEDURES
from bentham.audit.procedure.flips import facts, numbers
from bentham.audit.procedure.verdict import Procedure, Verdict
from bentham.audit.truth import Because
from bentham.audit.words_judged import judged, norms
from bentham.report.language import in_words, speaking
from bentham.scheme.loading import presets
from bentham.scheme.phrase import Phrase

ALL = [*presets(), *case_files.names()]
TICKED = re.compile(r"`[^`]*`")
WORD_OF_A_FILE = re.compile(r"[a-z]+_[a-z]+")
BEFORE_THE_LAW = datetime.date(2020, 6, 1)


@cache
def audit_of(name: str, day: datetime.date = DAY) -> Audit:
    return audit(name if name in presets() else case_files.path_of(name), as_of=day)


def elements_of(found: Audit) -> set[str]:
    return {each.id for row in found.judgements for each in row.procedure.elements}


def reasons_of(procedure: Procedure) -> Iterator[Because]:
    for element in procedure.elements:
        yield from element.judged.because
    yield from (*procedure.shown_by_operator, *facts(procedure))


def said_by(found: Audit) -> Iterator[str]:
    """Yield every text of the procedure, and what the norms are to the operator."""
    for each in found.judgements:
        yield from (reason.said for reason in reasons_of(each.procedure))
        yield from (element.title for element in each.procedure.elements)
        yield from (each.line, each.counterfactual or "")
    yield from (reason.said for reason in numbers(found.view))
    for row in found.applicability:
        yield from (row.because, row.phrase)


def left_in(text: str, ids: set[str]) -> set[str]:
    text = TICKED.sub(" ", text)
    # The number of a point of an article, and a mark of provenance, are no words.
    return english_in(text, {*ids, "ii"}) | set(WORD_OF_A_FILE.findall(text))


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("day", [DAY, BEFORE_THE_LAW], ids=str)
def test_no_english_word_is_left_in_the_procedure(name: str, day: datetime.date) -> None:
    found = audit_of(name, day)
    ids = {*Verdict.__members__, *elements_of(found)}
    with speaking("zh-Hans"):
        chinese = {in_words(said) for said in said_by(found)}
    assert len(chinese) > 20
    assert {text for text in chinese if left_in(text, ids)} == set()


@pytest.mark.parametrize("name", ALL)
def test_a_reason_names_the_same_parts_in_both_languages(name: str) -> None:
    for english in said_by(audit_of(name)):
        with speaking("zh-Hans"):
            chinese = in_words(english)
        assert sorted(TICKED.findall(english)) == sorted(TICKED.findall(chinese))


@pytest.mark.parametrize("name", ALL)
def test_every_reason_remembers_how_it_was_made(name: str) -> None:
    """A text that was glued together is one that no other language can say."""
    found = audit_of(name)
    reasons = [r for row in found.judgements for r in reasons_of(row.procedure)]
    assert [r.said for r in reasons if not isinstance(r.said, Phrase)] == []
    rows = found.applicability
    assert [row.because for row in rows if not isinstance(row.because, Phrase)] == []


def test_norms_and_the_words_of_reasons_are_chinese() -> None:
    with speaking("zh-Hans"):
        assert {said for said in map(in_words, judged()) if left_in(said, set())} == set()
        assert left_in(in_words(READING), set()) == set()
        told = [in_words(norm.ref) for norm in norms() if norm.id in PROCEDURES]
    assert len(told) == len(PROCEDURES)
    assert all("《人工智能法》）第 5 条第 1 款" in ref for ref in told)


def test_an_act_whose_name_is_a_word_of_the_law_keeps_its_name() -> None:
    """A sanction that is called `fine` is no fine."""
    named = {**TENANTS["sanctions"][0], "id": "fine"}
    found = audited(changed(TENANTS, sanctions=[named]))
    with speaking("zh-Hans"):
        chinese = [in_words(said) for said in said_by(found)]
    assert any("`fine` 由" in text for text in chinese)
    assert not any("`罚款`" in text for text in chinese)


def test_the_search_for_english_finds_what_the_english_text_says() -> None:
    found = audit_of("r5-syri")
    left = set().union(*(left_in(said, elements_of(found)) for said in said_by(found)))
    assert {"declared", "undeclared", "score", "purpose"} <= left
