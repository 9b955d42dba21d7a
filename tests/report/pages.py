"""What every page must be: alone, readable without scripts, and with words that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

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
"""Worst contrast of a word in a picture with its ground."""


def assert_alone(page: str) -> list[str]:
    """A page needs nothing from outside, runs no script, and its links lead somewhere.

    Returns where they lead.
    """
    assert "<script" not in page
    assert not re.search(r"\b(?:src|srcset|action)=", page)
    assert not re.search(r'href="(?!#|data:text/csv;base64,)', page)
    assert not re.search(r"url\((?!#)|@import|@font-face", page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    labelled = " ".join(re.findall(r'aria-labelledby="([^"]+)"', page))
    targets = re.findall(r'(?:href="#|url\(#)([^")\s]+)', page)
    assert {*targets, *labelled.split()} <= set(ids)
    return [*targets, *labelled.split()]


@contextmanager
def without_scripts(
    browser: Browser, address: str, width: int, headings: tuple[str, ...], pictures: int
) -> Iterator[Page]:
    """Open a page with scripts off; headings, pictures and tables must be there to be seen."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    for name in headings:
        assert page.get_by_role("heading", name=name, exact=True).is_visible()
    # One of the two drawings of each picture, and its words are words.
    drawn = [svg for svg in page.locator("svg").all() if svg.is_visible()]
    assert len(drawn) == pictures
    for svg in drawn:
        assert svg.locator("text", has_text="Invented people").is_visible()
    yield page
    for details in page.locator("details").all():
        assert not details.locator("table").is_visible()
        details.locator("summary").click()
        assert details.locator("table").is_visible()
    # A page that is too wide would slide sideways; the window must not.
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    assert asked == [address]
    context.close()


def assert_accessible(browser: Browser, address: str, theme: str, width: int) -> None:
    """Axe finds nothing, and words in pictures stand out from their ground."""
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        color_scheme=theme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 800},
    )
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    # What is in order need not be listed element by element: on a page of thousands that is most
    # of the time.
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert len(found.response["passes"]) > 10
    if width >= 1200:
        assert page.evaluate(CONTRAST) >= 4.5
    context.close()
