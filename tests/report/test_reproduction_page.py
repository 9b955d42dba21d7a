"""The page of all facts: what may be quoted stands out, and each picture holds its numbers."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from made_up_reproduction import MISSED, UNKNOWN, report_of
from pages import assert_accessible, assert_alone, without_scripts
from test_report_page import words_of

from bentham.evidence.errors import UsageError
from bentham.report import reproduction
from bentham.report.reproduction import MEANING, page, write
from bentham.report.strips import picture, strips_of
from bentham.study.facts.classes import VERIFIED
from bentham.study.facts.nulls import by_averages
from bentham.study.facts.observing import NULLS
from bentham.study.facts.reproduction import Number, Report, Row

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SOME = ("F01", "F05", "F14", "F15", "F20", "F26", "F31", "F42")
"""Every class and every kind of bound."""


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of()


@pytest.fixture(scope="module")
def whole(report: Report) -> str:
    return page(report)


def section_of(text: str, id_: str) -> str:
    """The section of one fact."""
    return re.search(rf'<section class="fact" id="{id_.lower()}".*?</section>', text, re.DOTALL)[0]


def one(id_: str, **number: float) -> Row:
    """A fact whose first number is changed."""
    row = report_of((id_,)).rows[0]
    first = replace(row.numbers[0], **number)
    met = first.part.met(first.obtained, first.error, row.fact.sign)
    return replace(row, numbers=(replace(first, met=met), *row.numbers[1:]))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert page(report_of(SOME)) == page(report_of(SOME))


def test_four_lines_come_first_and_only_the_last_is_marked_as_quotable(
    report: Report, whole: str
) -> None:
    main = whole.split("<main>")[1]
    lines = re.findall(r"<li[^>]*>(.*?)</li>", main, re.DOTALL)[:4]
    assert [words_of(line) for line in lines[:3]] == list(report.head()[:3])
    assert words_of(lines[3]) == f"The only line that may be quoted {report.head()[3]}"
    assert whole.count('class="quotable"') == 1
    quoted = re.search(r"<blockquote>(.*?)</blockquote>", whole, re.DOTALL)
    assert quoted is not None
    assert report.head()[3] in quoted[1]
    assert not any(line in quoted[1] for line in report.head()[:3])


def test_a_missed_verification_row_is_not_in_small_print(report: Report, whole: str) -> None:
    assert not report.verified
    assert f'<li class="missing">{report.head()[0]}</li>' in whole
    assert 'class="missing"' not in page(report_of(("F01", "F24")))


def test_it_says_that_the_people_are_invented_and_claims_nothing_about_the_world(
    whole: str,
) -> None:
    words = words_of(whole)
    assert "These are invented people." in words
    claims = r"\b(shows?|shown|proves?|proven|proof|causes?|caused|demonstrates?)\b"
    assert not re.search(claims, words, re.IGNORECASE)


def test_each_class_and_each_null_model_is_explained(report: Report, whole: str) -> None:
    assert {row.known.name for row in report.rows} == set(MEANING)
    assert set(reproduction.NULLS) == {*NULLS, "averages"}
    words = words_of(whole)
    for meaning in (*MEANING.values(), *reproduction.NULLS.values()):
        assert meaning in words


def test_the_table_has_a_row_for_every_fact_and_the_emergent_ones_come_first(
    report: Report, whole: str
) -> None:
    table = whole.split('class="stack all"')[1].split("</table>", maxsplit=1)[0]
    rows = re.findall(r"<tr><th scope=\"row\".*?</tr>", table, re.DOTALL)
    wanted = [row for name in MEANING for row in report.of(name)]
    assert len(rows) == len(wanted) == len(report.rows)
    for text, row in zip(rows, wanted, strict=True):
        words = words_of(text)
        assert f'<a href="#{row.fact.id.lower()}">{row.fact.id}</a>' in text
        assert f'id="{row.fact.id.lower()}"' in whole
        published = f"{row.numbers[0].part.published} [{row.fact.tag}]"
        for said in (row.fact.statement, published, row.verdict, row.known.name):
            assert said in words
        assert words.endswith(row.null_verdict)


def test_it_needs_nothing_from_outside_and_is_small(whole: str) -> None:
    assert len(whole.encode()) < 600_000
    assert_alone(whole)


def test_every_fact_has_a_picture_with_all_its_numbers_in_words_and_in_a_table(
    report: Report, whole: str
) -> None:
    for row in report.rows:
        section = section_of(whole, row.fact.id)
        drawings = re.findall(r"<svg.*?</svg>", section, re.DOTALL)
        assert len(drawings) == 2
        for drawing in drawings:
            assert f">{row.fact.id}: " in drawing and 'role="img"' in drawing
            assert "Invented people" in drawing
            assert not re.search(r"#0[1-5]0[1-5]0[1-5]", drawing)
        desc = words_of(re.search(r"<desc[^>]*>(.*?)</desc>", drawings[0])[1])
        cells = section.split("<tbody>")[1].split("</tbody>")[0].split("</tr>")
        for n, line in zip(row.numbers, cells, strict=False):
            said = "unknown" if math.isnan(n.obtained) else f"{n.obtained:.4g}".replace("-", "−")
            assert f"published {n.part.published}, bounds " in desc
            assert f"obtained {said}" in desc
            assert f'<td data-name="obtained">{said}</td>' in line
            assert words_of(line).endswith(
                "unknown" if math.isnan(n.obtained) else "inside" if n.met else "outside"
            )
        assert "<figcaption>Shaded: the bounds" in section


def test_arithmetic_has_a_solid_frame_and_stories_a_dashed_one(report: Report, whole: str) -> None:
    for row in report.rows:
        section = section_of(whole, row.fact.id)
        calculated = row.fact.basis in (*VERIFIED, "configuration")
        assert ("stroke-dasharray" in section) != calculated
        assert (">ARITHMETIC: " in section) == calculated
        assert (">BOUNDED STORY: " in section) != calculated


def drawn_at(row: Row) -> tuple[float, float, float]:
    """The ends of the tint of a fact's only number, and where its obtained value stands."""
    drawing = picture(row, "foot").wide
    tint = re.search(r'd="M ([\d.]+) [\d.]+ L ([\d.]+) [^"]*" style="[^"]*opacity', drawing)
    mark = re.findall(r'<use [^>]*x="([\d.]+)" y="[\d.]+" style="fill: var\(--ink', drawing)
    assert tint is not None
    return float(tint[1]), float(tint[2]), float(mark[0])


@pytest.mark.parametrize(
    ("obtained", "place"), [(100.0, "left"), (410.0, "in"), (490.0, "in"), (900.0, "right")]
)
def test_a_value_is_drawn_inside_the_tint_exactly_if_it_lies_inside(
    obtained: float, place: str
) -> None:
    low, high, at = drawn_at(one("F15", obtained=obtained))
    assert place == ("left" if at < low else "right" if at > high else "in")


def test_a_published_value_stands_to_scale_between_the_bounds() -> None:
    row = one("F15", obtained=448.0)
    low, high, at = drawn_at(row)
    part = row.numbers[0].part
    assert (at - low) / (high - low) == pytest.approx(
        (448 - part.low) / (part.high - part.low), abs=0.01
    )


def test_what_is_open_or_cut_ends_in_an_arrow_and_what_ends_does_not() -> None:
    open_above = report_of(("F16", "F05")).rows
    closed, opened = [[s.arrows for s in strips_of(row)] for row in reversed(open_above)]
    assert closed == [False] and opened == [True, False, False, False]
    far = one("F15", obtained=448.0)
    far = replace(far, known=replace(far.known, low=0.0, high=1e9))
    (strip,) = strips_of(far)
    assert strip.arrows and strip.right < 2000
    # Marks drawn: an obtained dot; and with a published diamond an arrow at either end.
    assert picture(open_above[1], "foot").wide.count("<use ") == 1
    assert picture(far, "foot").wide.count("<use ") == 4
    text = page(Report((far,), 20))
    assert "An arrow: goes on beyond the picture." in text and "1,000,000,000" in text


def test_a_sign_that_is_within_luck_of_zero_is_said_to_be_so() -> None:
    row = one("F19", obtained=0.01, error=0.02)
    words = words_of(section_of(page(Report((row,), 20)), "F19"))
    assert "0.01 with a standard error of 0.02, where a sign must exceed two" in words


def test_what_the_model_lacks_is_told_where_a_fact_is_missed_and_nowhere_else(
    report: Report, whole: str
) -> None:
    for row in report.rows:
        words = words_of(section_of(whole, row.fact.id))
        assert ("Outside." in words) == (not row.met)
        lacks = bool(row.fact.if_not) and not row.met
        assert ("What the model lacks here" in words) == lacks
    assert {row.fact.id for row in report.rows if not row.met} == {*MISSED, UNKNOWN}


def test_an_unknown_number_is_not_drawn_and_said_to_be_unknown(whole: str) -> None:
    section = section_of(whole, UNKNOWN)
    assert "not known" in words_of(section)
    assert "mean of" not in section
    assert "nan" not in words_of(whole).lower().split()


def test_null_models_that_meet_a_fact_are_named_with_those_that_do_not() -> None:
    row = report_of(("F15",)).rows[0]
    nulls = {"averages": True, "alone": False, "epstein": False}
    said = words_of(page(Report((replace(row, known=replace(row.known, nulls=nulls)),), 20)))
    assert "met by averages, not by alone, epstein" in said
    assert set(by_averages(row.fact)) == {"posts"}


def test_a_fact_cannot_write_into_the_page() -> None:
    evil = '<script>alert(1)</script>"$x_1$'
    row = report_of(("F15",)).rows[0]
    n = row.numbers[0]
    part = replace(n.part, measured=evil, published=evil, unit=evil)
    fact = replace(row.fact, statement=evil, source=evil, if_not=evil, setup=evil)
    text = page(Report((replace(row, fact=fact, numbers=(Number(part, 1.0, 0.0, False),)),), 20))
    assert "<script" not in text
    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 8
    assert "$x_1$" in text


# --- Written whole or not at all ---


def test_the_page_is_written_whole_and_replaces_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "reproduction.html"
    path.write_text("old")
    few = report_of(("F01",))
    assert write(few, path) == path
    assert path.read_text(encoding="utf-8") == page(few)
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_fills_up_leaves_the_older_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "reproduction.html"
    path.write_text("old")

    def full(folder: Path, name: str, text: str) -> None:
        (folder / name).write_text(text[:100])
        raise OSError("no space left")

    monkeypatch.setattr(reproduction, "write_text", full)
    with pytest.raises(OSError, match="no space"):
        write(report_of(("F01",)), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_made_if_it_is_not_there_and_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "runs" / "reproduction.html"
    assert write(report_of(("F01",)), path).is_file()
    with pytest.raises(UsageError, match="is a folder"):
        write(report_of(("F01",)), path.parent)
    assert list(path.parent.iterdir()) == [path]


# --- In a real browser ---


HEADINGS = ("What the classes mean", "Emergent", "Verification", "How to quote this")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(report_of(SOME), tmp_path_factory.mktemp("page") / "reproduction.html").as_uri()


@pytest.mark.browser
@pytest.mark.parametrize("width", [375, pytest.param(1200, marks=pytest.mark.full)])
def test_without_scripts_everything_is_visible_and_nothing_is_fetched(
    browser: Browser, address: str, width: int
) -> None:
    with without_scripts(browser, address, width, HEADINGS, pictures=len(SOME)) as page:
        assert page.locator(".quotable").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("theme", "width"),
    [
        ("dark", 1200),
        *(
            pytest.param(*each, marks=pytest.mark.full)
            for each in (("light", 375), ("light", 1200), ("dark", 375))
        ),
    ],
)
def test_axe_finds_nothing_and_the_words_in_pictures_can_be_read(
    browser: Browser, address: str, theme: str, width: int
) -> None:
    assert_accessible(browser, address, theme, width)
