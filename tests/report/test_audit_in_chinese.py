"""The page of an audit in Chinese: what it says itself; the English page is as ever."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.extract import extract_from_file
from made_up_audit import small_audit
from pages import assert_accessible, assert_alone, without_scripts

import catalogue
from audit.case_files import path_of
from audit.made_up import DAY
from bentham.audit.auditing import READING, Audit, audit
from bentham.audit.findings import UNVERIFIED
from bentham.report import audit_words
from bentham.report.audit_page import as_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OF_THE_PAGE = (
    "audit_page.py", "audit_verdict.py", "audit_words.py", "audit_letter.py",
    "templates/audit.html",
)  # fmt: skip
HEADINGS = (
    "判定", "所涉权利", "逐项要件", "何者适用", "索要未声明内容的函件", "各项在影响评估中的位置",
    "方法与局限",
)  # fmt: skip
PLACE = re.compile(r"\{[^}]*\}|%\(\w+\)s|<[^>]*>")


@pytest.fixture(scope="module")
def small() -> Audit:
    return small_audit()


@pytest.fixture(scope="module")
def town() -> Audit:
    return audit(path_of("pair-town-before"), as_of=DAY)


def said_on(page: str) -> str:
    labels = re.findall(r'\b(?:aria-label|data-name)="([^"]*)"', page)
    words = re.sub(r"<style>.*?</style>|<pre>.*?</pre>|<[^>]+>", " ", page, flags=re.DOTALL)
    return html.unescape(f"{words} {' '.join(labels)}")


def own_sentences() -> Iterator[str]:
    """Yield what the sources of the page say in English, cut where their places are."""
    methods = {".py": "python", ".html": "jinja2"}
    texts = [*audit_words.tables()]
    for name in OF_THE_PAGE:
        path = catalogue.ROOT / "report" / name
        found = extract_from_file(methods[path.suffix], path, keywords=catalogue.KEYWORDS)
        for _, message, _, _ in found:
            texts += [message] if isinstance(message, str) else list(message)
    for text in texts:
        # One word alone may be an id, and the auditor has words like it.
        yield from (part.strip() for part in PLACE.split(text) if part.strip().count(" ") > 1)


def test_no_sentence_of_the_page_is_left_in_english(small: Audit, town: Audit) -> None:
    sentences = set(own_sentences())
    assert len(sentences) > 60
    for found in (small, town):
        page = as_page(found, "zh-Hans")
        assert '<html lang="zh-Hans">' in page
        # Two sentences of the auditor hold words that the page has too.
        said = said_on(page).replace(READING, "").replace(UNVERIFIED, "")
        assert [each for each in sentences if each in said] == []
        english = said_on(as_page(found))
        assert sum(each in english for each in sentences) > 40


def test_the_page_is_alone_and_tells_how_to_make_it_again_in_chinese(town: Audit) -> None:
    page = as_page(town, "zh-Hans")
    assert_alone(page)
    assert "--format html --lang zh-Hans</pre>" in page
    assert "--format html</pre>" in as_page(town)


def test_a_verdict_keeps_its_name_and_is_told_in_chinese_beside_it(town: Audit) -> None:
    page = as_page(town, "zh-Hans")
    for each in town.judgements:
        assert each.procedure.at_best.name in page.replace("\u200b", "")
    assert "各项要件均满足" in page
    assert "成立" in re.findall(r"<td[^>]*><b>([^<]*)</b>", page)


def test_the_sizes_of_what_was_found_are_the_same(town: Audit) -> None:
    sizes = [
        [re.findall(r"\d[\d.]*", each) for each in re.findall(f'<td data-name="{name}">([^<]*)', p)]
        for name, p in (("Size", as_page(town)), ("大小", as_page(town, "zh-Hans")))
    ]
    assert sizes[0] == sizes[1] != []


def test_a_page_in_chinese_changes_nothing_in_english(small: Audit) -> None:
    before = as_page(small)
    assert as_page(small, "zh-Hans") != before
    assert as_page(small) == before


@pytest.mark.full
@pytest.mark.browser
def test_the_page_reads_without_scripts_and_to_everybody(
    small: Audit, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "audit.html"
    path.write_text(as_page(small, "zh-Hans"), encoding="utf-8")
    with without_scripts(browser, path.as_uri(), 360, HEADINGS, 0):
        pass
    assert_accessible(browser, path.as_uri(), "light", 1000)
    assert_accessible(browser, path.as_uri(), "dark", 360)
