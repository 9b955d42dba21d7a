"""Pages in Chinese: no English word is left, the numbers are the same, axe finds nothing."""

from __future__ import annotations

import base64
import html
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages import assert_accessible, assert_alone

from bentham.evidence.metrics import METRICS
from bentham.evidence.parameters import PARAMETERS
from bentham.report.brief import brief
from bentham.report.brief import render as sheets
from bentham.report.comparison import render as comparison
from bentham.report.facts import Facts
from bentham.report.html import render as report
from bentham.report.keeping import kept as written
from bentham.report.keeping import recalled
from bentham.report.language import speaking
from bentham.report.lives_page import lines
from bentham.report.lives_page import render as life
from bentham.report.publish import publish
from bentham.report.world_build import comparison_facts
from bentham.report.world_facts import ComparisonFacts
from bentham.scheme import loading
from bentham.scheme.fields import Scheme
from bentham.study.adults import drawn_adults
from bentham.study.simulate import carried_out, plan
from bentham.study.story import Kept as World
from bentham.study.story import Life, Story, story
from bentham.study.twin_plans import planned
from bentham.study.twins import compared

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SMALL = {"people": 1280, "days": 10, "seed": 7, "threads": 2}
SCHEME = "whole-system"
"""It declares every part that there is, and errs in all of them."""

NAMES = {
    "Bentham", "bentham", "CSV", "SHA", "events", "parquet", "resolved", "json", "prior",
    # Authors, and the titles under which they are found.
    "Bergemann", "Blair", "Carter", "Chen", "Chinese", "Coppock", "Defenders", "Epstein",
    "Granovetter", "Hobbs", "Human", "King", "Kostka", "Kuran", "Lichter", "Loeffler",
    "Management", "Moor", "Pan", "Pei", "Rights", "Roberts", "Ross", "Schick", "Science",
    "Siegel", "Siegloch", "Tang", "Yang", "Zhu",
    # Letters of equations.
    "alpha", "beta", "Beta", "chi", "delta", "eps", "epsilon", "eta", "kappa", "lambda", "omega",
    "rho", "tau", "zeta",
}  # fmt: skip
"""The only words in Latin letters that a Chinese page may hold besides ids, files and commands."""


@dataclass(frozen=True, eq=False)
class Kept:
    """A run, a comparison and a story, as facts."""

    run: Facts
    worlds: ComparisonFacts
    told: Story
    lives: tuple[World, ...]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    twins = compared(planned(["specific-laws", SCHEME], replicates=2, assumptions=8, **SMALL))
    worlds = comparison_facts(twins, f"bentham compare specific-laws {SCHEME}")
    path = tmp_path_factory.mktemp("chinese") / "run"
    done = carried_out(plan(SCHEME, replicates=2, assumptions=2, **SMALL))
    publish(done, path, f"bentham run {SCHEME}")
    lives = tuple(
        World(name, plan(name, **SMALL), done.run.panel.slice(0, 0))
        for name in ("specific-laws", SCHEME)
    )
    return Kept(
        recalled((path / "facts.json").read_text("utf-8"), Facts),
        recalled(written(worlds), ComparisonFacts),
        story(lives, pick="median-harm"),
        lives,
    )


def two_sheets(scheme: Scheme, lang: str) -> str:
    with speaking(lang):
        return sheets(brief(scheme), f"bentham brief {scheme.id}")


PAGES = {
    "brief": lambda kept, lang: two_sheets(loading.load(SCHEME), lang),
    "run": lambda kept, lang: report(kept.run, lang),
    "worlds": lambda kept, lang: comparison(kept.worlds, lang),
    "story": lambda kept, lang: life(kept.told, "bentham story worlds", lang),
}


@cache
def page_of(kept: Kept, name: str, lang: str) -> str:
    return PAGES[name](kept, lang)


def said_on(page: str) -> str:
    """Everything that a page says to a reader, a listener, or a table, but no code."""
    drawn = re.findall(r'href="data:text/csv;base64,([^"]*)"', page)
    heads = " ".join(base64.b64decode(each).decode().partition("\n")[0] for each in drawn)
    page = re.sub(r"<style\b.*?</style>|<code>.*?</code>|<pre>.*?</pre>", " ", page, flags=re.S)
    spoken = re.findall(r'\b(?:aria-label|data-name|title|alt|content)="([^"]*)"', page)
    of_page = ("width=device-width", "default-src")
    labels = " ".join(each for each in spoken if not each.startswith(of_page))
    return html.unescape(f"{re.sub(r'<[^>]*>', ' ', page)} {labels} {heads}")


def english_in(text: str, ids: set[str]) -> set[str]:
    """Return the words in Latin letters that are no id, no path, no file and no allowed name."""
    # A path or a file holds a bracket, a stop or a bar inside a word.
    text = re.sub(r"[\w/-]*[A-Za-z]\w*(?:[._\[\]/][\w\[\].-]*)+", " ", text)
    longest_first = sorted(map(re.escape, ids), key=len, reverse=True)
    text = re.sub(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?![\w-])", " ", text)
    words = re.findall(r"[A-Za-z]+(?:[-'’]?[A-Za-z]+)+", text)
    return {word for word in words if word not in NAMES}


def ids_of(kept: Kept) -> set[str]:
    """The names that are names in every language: schemes, parts, metrics, programs."""
    scheme = loading.load(SCHEME)
    named = {each.id for each in (*scheme.rules, *scheme.lists, *scheme.grades, *scheme.feeds)}
    events = [*kept.told.here.events, *kept.told.there.events]
    return {
        *loading.presets(), kept.run.society, *kept.run.versions, *Scheme.model_fields,
        *(p.name for p in PARAMETERS), *(m.name for m in METRICS), *named,
        *(rule for event in events for rule in (event["rule"] or "").split(", ") if rule),
    }  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_no_english_word_is_left(name: str, kept: Kept) -> None:
    page = page_of(kept, name, "zh-Hans")
    assert '<html lang="zh-Hans">' in page
    assert english_in(said_on(page), ids_of(kept)) == set()


BARE = {
    "bentham": "0.1", "id": "bare", "title": {"en": "Bare", "zh-Hans": "空"},
    "score": {}, "lists": [{"id": "bare"}],
    "sanctions": [{"id": "bare", "kind": "other", "target": "relatives:2"}],
    **{part: {} for part in ("cameras", "filter", "gatherers", "informants", "monitoring",
                             "relatives")},
}  # fmt: skip
"""It declares that parts are there, and nothing of them."""


@pytest.mark.parametrize("name", [*loading.presets(), "bare"])
def test_no_english_word_is_left_in_any_brief(name: str) -> None:
    scheme = loading.from_data(BARE) if name == "bare" else loading.load(name)
    parts = [*scheme.grades, *scheme.lists, *scheme.feeds, *scheme.rules]
    ids = {name, *(each.id for each in parts)}
    assert english_in(said_on(two_sheets(scheme, "zh-Hans")), ids) == set()


@pytest.mark.parametrize("name", PAGES)
def test_the_search_for_english_finds_a_forgotten_word(name: str, kept: Kept) -> None:
    left = english_in(said_on(page_of(kept, name, "en")), ids_of(kept))
    assert {"invented", "people", "and"} <= left
    page = page_of(kept, name, "zh-Hans").replace("虚构的人", "made-up people", 1)
    assert english_in(said_on(page), ids_of(kept)) == {"made-up", "people"}


def test_no_english_word_is_left_in_two_hundred_lives(kept: Kept) -> None:
    world = kept.lives[1]
    who = drawn_adults(200, world.plan.people, world.plan.seed)
    events = [
        {"id": "x", **each} for each in carried_out(replace(world.plan, trace=who)).log.events()
    ]
    rules = {rule for each in events for rule in (each["rule"] or "").split(", ") if rule}
    assert len({each["kind"] for each in events}) > 15
    with speaking("zh-Hans"):
        told = lines(Life(world.label, events))
        text = "\n".join(f"{line.text} {line.truth} {line.belief}" for line in told)
    assert "被记录" in text
    assert english_in(text, ids_of(kept) | rules) == set()


@pytest.mark.parametrize("name", PAGES)
def test_the_numbers_are_those_of_the_english_page(name: str, kept: Kept) -> None:
    def numbers(lang: str) -> list[list[str]]:
        page = html.unescape(page_of(kept, name, lang).split('id="parameters"')[0])
        cells = re.findall(r"<t[dh][^>]*>([^<]*)", page)
        # A language may put the whole before the part, but not into another cell.
        return [sorted(re.findall(r"[−+]?\d+(?:,\d{3})*(?:\.\d+)?", cell)) for cell in cells]

    assert numbers("zh-Hans") == numbers("en")
    assert len(numbers("en")) > (100 if name in ("run", "worlds") else 0)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_chinese_changes_nothing_in_english(name: str, kept: Kept) -> None:
    before = PAGES[name](kept, "en")
    assert page_of(kept, name, "zh-Hans") != before
    assert page_of(kept, name, "en") == before
    assert_alone(page_of(kept, name, "zh-Hans"))


def test_the_words_in_a_picture_are_words(kept: Kept) -> None:
    page = page_of(kept, "worlds", "zh-Hans")
    pictures = re.findall(r"<svg.*?</svg>", page, flags=re.S)
    assert len(pictures) >= 4
    assert all("虚构的人" in svg and "<text" in svg for svg in pictures)
    assert "@font-face" not in page


def _short(facts: ComparisonFacts) -> ComparisonFacts:
    """The same page with fewer rows in its long tables: axe looks at every cell."""
    (world,) = facts.worlds
    driven = {each.metric for each in world.driven}
    found = tuple(x for x in world.found if x.metric.name in driven or x.less.series)
    return replace(facts, worlds=(replace(world, found=found),), parameters=facts.parameters[:10])


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.full)])
@pytest.mark.parametrize(
    "name",
    ["short", "brief", *(pytest.param(x, marks=pytest.mark.full) for x in ("story", "run"))],
)
def test_axe_finds_nothing(
    browser: Browser, kept: Kept, name: str, theme: str, tmp_path: Path
) -> None:
    page = (
        comparison(_short(kept.worlds), "zh-Hans")
        if name == "short"
        else page_of(kept, name, "zh-Hans")
    )
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    # Where there is no picture there are no words in one whose contrast could be asked for.
    pictured = name in ("short", "run")
    assert_accessible(browser, path.as_uri(), theme, 1200 if pictured else 1100)
