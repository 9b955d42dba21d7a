"""The page in a real browser: readable without scripts, alone, on a telephone, in the dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from made_up_report import facts_of

from bentham.report.html import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render(facts_of(replicates=4, draws=8)), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [375, 1200])
def test_without_scripts_everything_is_visible_and_nothing_is_fetched(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    for name in ("Findings", "Two pictures", "What is not represented", "How to quote this"):
        assert page.get_by_role("heading", name=name).is_visible()
    assert page.get_by_text("These are invented people.").first.is_visible()
    assert page.locator(".findings li").count() == 6
    assert all(item.is_visible() for item in page.locator(".findings li").all())
    # One of the two drawings of each picture, and its words are words.
    drawn = [svg for svg in page.locator("svg").all() if svg.is_visible()]
    assert len(drawn) == 2
    for svg in drawn:
        assert svg.locator("text", has_text="Invented people").is_visible()
    for details in page.locator("details").all():
        assert not details.locator("table").is_visible()
        details.locator("summary").click()
        assert details.locator("table").is_visible()
    # A page that is too wide would slide sideways; the window must not.
    sideways = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert sideways <= 0
    assert asked == [address]
    context.close()


@pytest.mark.parametrize("width", [375, 1200])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, address: str, theme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        color_scheme=theme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 800},
    )
    page = context.new_page()
    page.goto(address)
    for summary in page.locator("summary").all():
        summary.click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert len(found.response["passes"]) > 10
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_words_in_pictures_can_be_read_on_their_ground(
    browser: Browser, address: str, theme: str
) -> None:
    context = browser.new_context(color_scheme=theme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    worst = page.evaluate(CONTRAST)
    assert worst >= 4.5
    context.close()


CONTRAST = """() => {
  const light = text => {
    const parts = text.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  let worst = 21;
  for (const text of document.querySelectorAll('.wide svg text')) {
    const card = getComputedStyle(text.closest('.card')).backgroundColor;
    const [a, b] = [light(getComputedStyle(text).fill), light(card)];
    worst = Math.min(worst, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
  }
  return worst;
}"""
