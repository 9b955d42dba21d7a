"""The page is whole in itself, says what it is, and says no more than that."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from made_up_report import SCHEME, facts_of
from pages import assert_alone

from bentham.report.build import MOST_POINTS
from bentham.report.facts import Facts, Measured, Ranged
from bentham.report.html import render


class Text(HTMLParser):
    """The words of a page, without its style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.skip = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.skip = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.skip = False

    def handle_data(self, data: str) -> None:
        if not self.skip:
            self.words.append(data)


def words_of(page: str) -> str:
    return " ".join(" ".join(Text(page).words).split())


@pytest.fixture(scope="module")
def facts() -> Facts:
    return facts_of(replicates=4, draws=8)


@pytest.fixture(scope="module")
def page(facts: Facts) -> str:
    return render(facts)


def test_the_same_facts_give_the_same_bytes(facts: Facts, page: str) -> None:
    assert render(facts) == page


def test_the_parts_stand_in_their_order(page: str) -> None:
    headings = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", page)
    assert headings == [
        "Municipal points",
        "Findings",
        "Two pictures",
        "Errors, and successes that are harms",
        "What is not represented",
        "Parameters that matter, and how well they are known",
        "How to make it again",
        "How to quote this",
        "Words",
    ]


def test_it_says_that_the_people_are_invented_and_claims_nothing_about_the_world(page: str) -> None:
    words = words_of(page)
    assert (
        "These are invented people. The numbers follow from the stated assumptions; "
        "they are not a measurement of any place." in words
    )
    assert not re.search(r"\b(shows?|shown|proves?|proven|causes?|caused)\b", words, re.IGNORECASE)
    assert "must not be thought absent" in words


def test_what_was_simulated_is_told_in_about_eighty_words(page: str) -> None:
    section = re.search(r'<section aria-label="What was simulated">(.*?)<dl', page, re.DOTALL)
    assert section is not None
    assert 60 <= len(words_of(section[1]).split()) <= 110


def test_it_needs_nothing_from_outside_and_is_small(page: str) -> None:
    assert len(page.encode()) < 1_000_000
    assert assert_alone(page)


def test_each_picture_carries_title_words_seed_and_version_as_text(facts: Facts, page: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(pictures) == 4  # two, each for a wide and for a narrow page
    for picture in pictures:
        assert 'role="img"' in picture
        assert re.search(r"<title[^>]*>On the list", picture)
        assert re.search(r"<desc[^>]*>\w", picture)
        foot = f"Invented people · municipal-points · seed 7 · bentham {facts.versions['bentham']}"
        assert foot in picture
        assert re.search(r"<text[^>]*>[^<]*COUNTED", picture)
        assert not re.search(r"#0[1-5]0[1-5]0[1-5]", picture)


def test_counting_and_stories_look_different(page: str) -> None:
    picture = re.search(r"<svg.*?</svg>", page, re.DOTALL)
    assert picture is not None
    assert re.search(r"<text[^>]*>STORY", picture[0])
    assert "stroke-dasharray" in picture[0]
    assert page.count('<li class="story">') == 3
    assert ".findings li.story { border-left: 3px dashed" in page


def test_the_table_under_a_picture_holds_what_is_drawn(facts: Facts, page: str) -> None:
    tables = re.findall(r'<details class="data">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    over_time, by_class = (table.count("<tr>") for table in tables)
    assert (over_time, by_class) == (365, 3)
    last = facts.measured[0].series[-1][1].value
    assert last is not None
    row = re.findall(r"<tr>.*?</tr>", tables[0], re.DOTALL)[-1]
    assert f"<td>{last * 10:.4g}</td>" in row


def test_a_long_run_is_thinned_to_what_an_eye_can_see_and_keeps_its_last_day() -> None:
    facts = facts_of(replicates=1, days=1000, draws=0)
    days = [day for day, _ in facts.measured[0].series]
    assert len(days) <= MOST_POINTS
    assert days[-1] == 1000
    assert len(render(facts).encode()) < 1_000_000


def test_what_is_known_once_a_week_is_drawn_as_a_line(facts: Facts) -> None:
    def weekly(m: Measured) -> Measured:
        series = tuple((day, x if day % 7 == 0 else Ranged(None)) for day, x in m.series)
        return replace(m, series=series)

    page = render(replace(facts, measured=tuple(weekly(m) for m in facts.measured)))
    picture = re.search(r"<svg.*?</svg>", page, re.DOTALL)
    assert picture is not None
    longest = max(re.findall(r'<path d="([^"]+)"', picture[0]), key=len)
    assert longest.count("L") >= 365 // 7 - 1
    assert "on day 7," in picture[0] and "on day 364," in picture[0]


def test_luck_alone_is_said_to_be_luck_alone() -> None:
    words = words_of(render(facts_of(replicates=3, days=30, draws=0)))
    assert "The range is luck only" in words
    assert "assumptions:" not in words


def test_one_run_says_that_no_range_is_known() -> None:
    words = words_of(render(facts_of(replicates=1, days=30, draws=0)))
    assert "no range is known" in words
    assert "luck:" not in words


def test_a_run_in_which_nothing_moves_still_has_a_report(facts: Facts) -> None:
    still = tuple(replace(m, moved=False) for m in facts.measured)
    words = words_of(render(replace(facts, measured=still, errors=(), correct_harms=())))
    assert "No harm that is measured here moved" in words
    assert "Two pictures" not in words
    assert "Errors, and successes" not in words


def test_a_scheme_cannot_write_into_the_page() -> None:
    title = '<script>alert(1)</script>"$x_1$'
    scheme = replace(SCHEME, id=title, title=title, summary=title, undone=(title,))
    page = render(facts_of(replicates=2, days=20, draws=0, scheme=scheme))
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 8
    assert "$x_1$" in page
