"""The brief: two sheets of A4 for every preset, readable, alone, and true to the declaration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pages import assert_accessible, assert_alone, without_scripts

from bentham.report.brief import Brief, brief, render
from bentham.report.brief_terms import breadth, shortened
from bentham.report.brief_text import in_words
from bentham.report.language import speaking
from bentham.scheme.loading import from_data, load, presets

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HEADINGS = (
    "What it does", "Who bears it", "The worst paths, from act to sanction",
    "What would remove most harm", "What is not declared", "Questions to ask",
)  # fmt: skip


LONG = {
    "en": "an act that is called by very many words indeed, ",
    "zh-Hans": "一个用了许许多多的字来称呼的行为，谁也说不清它到底指的是什么，",
}


def page_of(told: Brief, lang: str = "en") -> str:
    with speaking(lang):
        return render(told, f"bentham brief {told.id}")


def in_chinese(name: str) -> str:
    if name == "overfull":
        return page_of(overfull("zh-Hans"), "zh-Hans")
    with speaking("zh-Hans"):
        return page_of(brief(load(name)), "zh-Hans")


def overfull(lang: str = "en") -> Brief:
    """A scheme that declares more, and in more words, than two sheets hold."""
    long = LONG[lang] * 6
    acts = [f"act_{i}" for i in range(40)]
    data: dict[str, Any] = {
        "bentham": "0.1", "id": "overfull", "title": long * 3, "summary": long * 9,
        "purpose": {"stated": long * 9}, "score": {"initial": 10},
        "acts": [{"id": act, "title": f"{long} {act}", "lawfulness": "lawful",
                  "false_record_rate": 0.1} for act in acts],
        "rules": [{"id": act, "when": {"act": act}, "effect": {"points": [-5, -1]}}
                  for act in acts],
        "lists": [{"id": f"list_{i}"} for i in range(9)],
        "sanctions": [
            {"id": f"loan_{i}", "kind": kind, "target": who, "trigger": {"score_lt": -i}}
            for i, (kind, who) in enumerate([("eviction", "spouse"), ("child_removal", "children"),
                ("id_revocation", "parents"), ("utility_cut", "neighbours"), ("fine", "village"),
                ("surveillance", "employer"), ("detention", "guarantor"), ("deny_loan", "actor")])
        ],
        "cameras": {}, "filter": {}, "monitoring": {}, "informants": {}, "gatherers": {},
        "relatives": {}, "appeal": {"available": True},
    }  # fmt: skip
    with speaking(lang):
        return brief(from_data(data))


BRIEFS = {name: brief(load(name)) for name in presets()}
CHINESE = ("whole-system", "open-society", "overfull")
"""The fullest and the emptiest page; the quick suite prints no others in Chinese."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("brief") / "brief.html"
    path.write_text(page_of(BRIEFS["whole-system"]), encoding="utf-8")
    return path.as_uri()


def assert_two_sheets(browser: Browser, pages: Iterable[tuple[str, str]]) -> None:
    page = browser.new_page()
    for name, text in pages:
        page.set_content(text)
        printed = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 2, name
    page.close()


@pytest.mark.browser
def test_every_preset_prints_on_exactly_two_sheets(browser: Browser) -> None:
    told = {**BRIEFS, "overfull": overfull()}
    assert_two_sheets(browser, ((name, page_of(each)) for name, each in told.items()))


@pytest.mark.browser
@pytest.mark.parametrize(
    "names", [CHINESE, pytest.param(presets(), id="presets", marks=pytest.mark.full)]
)
def test_in_chinese_it_is_two_sheets_too(browser: Browser, names: Sequence[str]) -> None:
    assert_two_sheets(browser, ((name, in_chinese(name)) for name in names))


@pytest.mark.browser
@pytest.mark.parametrize(("theme", "width"), [("light", 375), ("dark", 1200)])
def test_axe_finds_nothing(browser: Browser, address: str, theme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with without_scripts(browser, address, width, HEADINGS, pictures=0):
        pass
    if width < 1200:
        assert_accessible(browser, address, theme, width)
        return
    # There are no pictures whose words could be held against their ground.
    context = browser.new_context(color_scheme=theme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    context.close()


@pytest.mark.parametrize("name", presets())
def test_the_page_stands_alone_and_judges_nothing(name: str) -> None:
    page = page_of(BRIEFS[name])
    assert_alone(page)
    assert not re.search(r"\b(unlawful|illegal(?! fundraising)|prohibited|compliant)\b", page)
    assert all(f">{heading}</h2>" in page for heading in HEADINGS)
    assert "nothing was simulated, measured or judged in law" in page


def test_sentences_follow_from_the_declaration() -> None:
    points = BRIEFS["municipal-points"]
    assert "It is run by a local government." in points.does
    assert points.does[3].startswith(
        "Everybody begins with 1,000 points; rules that take points: 16"
    )
    assert points.paths[0].acts == "9 times: 'other untrustworthy circumstances'"
    assert (points.paths[0].gravity, points.paths[0].severity) == (0, 4)
    family = BRIEFS["family-punishment"]
    assert any(line.startswith("Relatives of people who are punished") for line in family.bears)
    assert (
        "No act that the rules name leads within a year to"
        in BRIEFS["defaulter-list"].path_notes[0]
    )
    assert BRIEFS["open-society"].does == ("Nothing is declared that it does.",)


def test_a_title_cannot_break_the_page() -> None:
    nasty = {"bentham": "0.1", "id": "x", "title": "<script>alert(1)</script>"}
    assert_alone(page_of(brief(from_data(nasty))))


def test_the_terminal_reads_the_same_sentences() -> None:
    told = BRIEFS["whole-system"]
    lines = "\n".join(in_words(told))
    assert all(each in lines for each in (*told.does, *told.bears, *told.questions))


def test_a_text_is_cut_at_a_word_or_after_a_sign_and_fits() -> None:
    words, signs = LONG["en"] * 9, LONG["zh-Hans"] * 9
    assert shortened(words, 30) == "an act that is called by …"
    with speaking("zh-Hans"):
        assert shortened(signs, 30) == "一个用了许许多多的字来称呼的……"
        assert shortened(f"bentham {signs}", 30) == "bentham 一个用了许许多多的字……"
        assert shortened("很短", 30) == "很短"
    assert breadth("两个 signs") == 10


@pytest.mark.parametrize("name", presets())
def test_in_chinese_the_ids_and_the_levels_are_the_same(name: str) -> None:
    def facts(told: Brief) -> list[object]:
        levels = [(each.gravity, each.severity) for each in told.paths]
        states = [each.state for each in told.safeguards]
        return [told.id, told.status, levels, states, [each.path for each in told.undeclared]]

    with speaking("zh-Hans"):
        there = brief(load(name))
    assert facts(there) == facts(BRIEFS[name])
    assert there.questions != BRIEFS[name].questions
