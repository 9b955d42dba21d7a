"""The page in a real browser: readable without scripts, alone, on a telephone, in the dark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from made_up_report import facts_of
from pages import assert_accessible, without_scripts

from bentham.report.html import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
HEADINGS = ("Findings", "Two pictures", "What is not represented", "How to quote this")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render(facts_of(replicates=4, draws=8)), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [375, pytest.param(1200, marks=pytest.mark.full)])
def test_without_scripts_everything_is_visible_and_nothing_is_fetched(
    browser: Browser, address: str, width: int
) -> None:
    with without_scripts(browser, address, width, HEADINGS, pictures=2) as page:
        assert page.get_by_text("These are invented people.").first.is_visible()
        assert page.locator(".findings li").count() == 6
        assert all(item.is_visible() for item in page.locator(".findings li").all())


FULL = pytest.mark.full


@pytest.mark.parametrize(
    ("theme", "width"),
    [
        ("light", 375),
        pytest.param("dark", 1200, marks=FULL),
        pytest.param("light", 1200, marks=FULL),
        pytest.param("dark", 375, marks=FULL),
    ],
)
def test_axe_finds_nothing_and_the_words_in_pictures_can_be_read(
    browser: Browser, address: str, theme: str, width: int
) -> None:
    assert_accessible(browser, address, theme, width)
