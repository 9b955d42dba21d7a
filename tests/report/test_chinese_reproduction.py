"""The page of all facts in Chinese: no English but names, the numbers of the English page."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from made_up_reproduction import report_of
from pages import assert_accessible, assert_alone
from test_chinese_pages import english_in, said_on
from test_reproduction_page import SOME, one, section_of

from bentham.cli.reproduce import reproduce
from bentham.evidence.parameters import PARAMETERS
from bentham.report.language import FACT, catalogue
from bentham.report.reproduction import page, write
from bentham.report.strip_words import width, wrapped
from bentham.results.provenance import versions
from bentham.scheme.phrase import Phrase
from bentham.study.facts import classes
from bentham.study.facts.reproduction import Report, Row
from bentham.study.facts.table import facts

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = {
    # Authors of what is published.
    "Engelmann", "Lemos", "Li", "Lohmann", "Makowsky", "Robinson", "Rubin", "Shi", "Stoycheff",
    "Tannenberg", "Watts", "Xu",
    # The letters of a formula.
    "corr", "se", "sqrt", "st", "sx",
    *versions(), *(p.name for p in PARAMETERS),
}  # fmt: skip


def shipped() -> Report:
    """Made-up numbers with the classes that are shipped."""
    known = classes.read()
    rows = tuple(replace(row, known=known[row.fact.id]) for row in report_of().rows)
    return Report(rows, 20)


def of_rare_sentences() -> Report:
    """Rows that say what no row says that is shipped."""

    def known(row: Row, why: Phrase, **nulls: bool) -> Row:
        return replace(row, known=replace(row.known, why=why, nulls=nulls))

    turned = Phrase(
        "none of {draws} draws reverses the sign; {seen} do so in one run, none beyond luck",
        draws=256, seen=3,
    )  # fmt: skip
    within_luck, of_one_run = one("F19", obtained=0.01, error=0.02), one("F09", obtained=-1.0)
    return Report((known(within_luck, turned, averages=True, alone=False), of_one_run), 20)


REPORTS = {"made-up": report_of, "shipped": shipped, "rare": of_rare_sentences}
names = pytest.mark.parametrize(
    "name", ["made-up", pytest.param("shipped", marks=pytest.mark.full), "rare"]
)


@cache
def page_of(name: str, lang: str) -> str:
    return page(REPORTS[name](), lang)


@names
def test_no_english_word_is_left_but_names(name: str) -> None:
    chinese = page_of(name, "zh-Hans")
    assert '<html lang="zh-Hans">' in chinese
    assert english_in(said_on(chinese), NAMES) == set()


@names
def test_the_search_for_english_finds_a_forgotten_word(name: str) -> None:
    left = english_in(said_on(page_of(name, "en")), NAMES)
    assert {"invented", "people", "bounds", "draws"} <= left
    chinese = page_of(name, "zh-Hans").replace("虚构的人", "made-up people", 1)
    assert english_in(said_on(chinese), NAMES) == {"made-up", "people"}


@names
def test_the_numbers_are_those_of_the_english_page(name: str) -> None:
    def numbers(lang: str) -> list[list[str]]:
        cells = re.findall(r"<td data-name[^>]*>(.*?)</td>", page_of(name, lang), re.DOTALL)
        told = [html.unescape(re.sub("<[^>]*>", " ", cell)) for cell in cells]
        return [sorted(re.findall(r"[−+]?\d[\d,]*(?:\.\d+)?", cell)) for cell in told]

    assert numbers("zh-Hans") == numbers("en")
    assert len(numbers("en")) > (100 if name != "rare" else 10)


def test_a_page_in_chinese_changes_nothing_in_english() -> None:
    few = report_of(("F01", "F24"))
    before, chinese = page(few), page(few, "zh-Hans")
    assert chinese == page(few, "zh-Hans") != before
    assert page(few) == before
    assert_alone(chinese)
    assert len(page_of("made-up", "zh-Hans").encode()) < 600_000


def test_what_may_be_quoted_is_quoted_with_the_count_of_the_null_models() -> None:
    report, chinese = shipped(), page_of("shipped", "zh-Hans")
    met, rows, by_null = report.emergent
    line = f"涌现类 {rows} 项中复现了 {met} 项，而零模型复现了 {by_null} 项"
    quoted = re.search(r"<blockquote>(.*?)</blockquote>", chinese)
    assert quoted is not None and line in quoted[1] and "虚构的人" in quoted[1]
    assert chinese.count(line) == 2
    assert chinese.count('class="quotable"') == 1


def test_a_word_may_mean_something_else_in_a_fact_than_in_a_scheme() -> None:
    chinese = catalogue("zh-Hans")
    assert chinese.gettext("points") != chinese.pgettext(FACT, "points") == "百分点"
    section = section_of(page_of("made-up", "zh-Hans"), "F41")
    assert "百分点" in section and "S：读自原始来源" in section


def test_every_statement_of_a_fact_is_translated() -> None:
    chinese = catalogue("zh-Hans")
    for fact in facts():
        for text in (fact.statement, *(part.measured for part in fact.parts)):
            assert chinese.pgettext(FACT, text) != text


def test_the_words_in_pictures_are_words_and_stay_on_them() -> None:
    pictures = re.findall(r"<svg.*?</svg>", page_of("made-up", "zh-Hans"), re.DOTALL)
    assert len(pictures) == 2 * len(facts())
    for svg in pictures:
        assert "虚构的人" in svg and "Noto Sans CJK SC" in svg
        across = float(re.search(r'viewBox="0 0 ([\d.]+)', svg)[1])
        for start, text in re.findall(r'<text[^>]*? x="([\d.]+)"[^>]*>([^<]*)</text>', svg):
            # A letter at eleven points takes more than six of them only among wide ones.
            assert float(start) + 6 * width(html.unescape(text)) < 1.1 * across, text


def test_a_line_of_chinese_is_broken_between_signs_and_never_before_one_that_closes() -> None:
    text = "增加弱联系时参与的最大降幅（以其标准误为单位），阈值为 0.25 时最高的平均度。"
    for letters in range(8, 60):
        lines = wrapped(text, letters)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(width(line) <= letters + 2 * width("。") for line in lines)
        assert not any(line[0] in "，。）" or line[-1] == "（" for line in lines)
        assert any("0.25" in line for line in lines)
    assert wrapped("fast trains refused, per listed year", 20) == [
        "fast trains refused,",
        "per listed year",
    ]


def test_the_command_writes_a_page_whose_name_tells_the_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few = report_of(("F01", "F24"))
    monkeypatch.setattr("bentham.study.facts.reproduction.reproduced", lambda *_, **__: few)
    monkeypatch.chdir(tmp_path)
    reproduce(lang="zh", quiet=True)
    written = Path("runs", "reproduction.zh-Hans.html")
    assert str(written) in capsys.readouterr().out
    assert written.read_text("utf-8") == page(few, "zh-Hans")
    assert "bentham reproduce" in page(few, "zh-Hans") and "--lang zh-Hans" in page(few, "zh-Hans")
    assert list(Path("runs").iterdir()) == [written]


@pytest.mark.full
@pytest.mark.browser
@pytest.mark.parametrize(("theme", "width"), [("light", 1200), ("dark", 375)])
def test_axe_finds_nothing(browser: Browser, theme: str, width: int, tmp_path: Path) -> None:
    path = write(report_of(SOME), tmp_path / "page.html", "zh-Hans")
    assert_accessible(browser, path.as_uri(), theme, width)
