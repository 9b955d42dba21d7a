"""The page of a comparison: worlds side by side, readable without scripts, alone, in the dark."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages import assert_accessible, assert_alone, without_scripts

from bentham.report.differing import CONVENTION
from bentham.report.icons import icon_array, per_thousand
from bentham.report.publish_worlds import publish_comparison
from bentham.report.world_build import comparison_facts
from bentham.study.twin_plans import planned
from bentham.study.twins import Twins, compared

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HEADINGS = (
    "‘speech-points’ beside ‘specific-laws’", "‘open-society’ beside ‘specific-laws’",
    "Method, and what is not represented", "How to make it again", "How to quote this",
)  # fmt: skip


@pytest.fixture(scope="module")
def twins() -> Twins:
    return compared(
        planned(["speech-points"], replicates=3, assumptions=3, people=6400, days=30, threads=2)
    )


@pytest.fixture(scope="module")
def folder(twins: Twins, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("worlds") / "found"
    facts = comparison_facts(twins, "bentham compare speech-points")
    return publish_comparison(twins, facts, path).run or path


def test_the_page_stands_alone_and_is_small(folder: Path) -> None:
    text = (folder / "report.html").read_text("utf-8")
    assert_alone(text)
    assert len(text.encode()) < 3_000_000
    assert "These are invented people." in text
    assert CONVENTION.format(world="speech-points").split(";")[0] in text


def test_every_number_in_a_sentence_has_both_ranges(folder: Path) -> None:
    text = (folder / "report.html").read_text("utf-8")
    said = re.findall(
        r"<li[^>]*>\s*<span class=\"kind\">[^<]*</span>\s*([^<]+)<a[^>]*>Row</a></li>", text
    )
    assert len(said) > 6
    for sentence in said:
        assert re.search(r"\(luck: \S+ to \S+; assumptions: \S+ to \S+\)", sentence), sentence


def test_a_thousand_icons_are_a_thousand() -> None:
    counts = {"here": 17, "both": 3, "there": 1, "neither": 6383}
    given = per_thousand(counts)
    assert sum(given.values()) == 1000
    assert all(abs(given[k] - 1000 * n / 6404) < 1 for k, n in counts.items())
    assert icon_array(counts, "x", "a title", "a foot").count("<use ") == 1000


def test_of_two_equal_worlds_the_page_says_so(tmp_path: Path) -> None:
    same = compared(
        planned(["open-society", "open-society"], replicates=2, assumptions=0, people=640, days=5)
    )
    facts = comparison_facts(same, "bentham compare open-society open-society")
    publish_comparison(same, facts, tmp_path / "same")
    text = (tmp_path / "same" / "report.html").read_text("utf-8")
    assert "‘open-society (2)’ and ‘open-society’ are the same world" in text
    assert "Every difference is zero." in text


@pytest.mark.browser
@pytest.mark.parametrize("width", [375, pytest.param(1200, marks=pytest.mark.full)])
def test_without_scripts_everything_is_visible(browser: Browser, folder: Path, width: int) -> None:
    address = (folder / "report.html").as_uri()
    with without_scripts(browser, address, width, HEADINGS, pictures=_pictures(folder)) as page:
        assert page.get_by_text("These are invented people.").first.is_visible()


def _pictures(folder: Path) -> int:
    """Pictures to be seen at once: one of each pair of widths, and every array of icons."""
    text = (folder / "report.html").read_text("utf-8")
    return text.count('<div class="wide">') + text.count('class="icons"')


@pytest.mark.browser
@pytest.mark.full  # in the quick suite axe looks at the same page in Chinese
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, folder: Path, theme: str) -> None:
    assert_accessible(browser, (folder / "report.html").as_uri(), theme, 1200)
