"""The page of a study: alone, readable without scripts, in the dark, on a telephone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages import assert_accessible, assert_alone, without_scripts

from bentham.report.publish_study import publish_study
from bentham.report.studying import claims_told, ranges_told
from bentham.results.sweep import Sweep
from bentham.study.sweeps.finished import carried_out
from bentham.study.sweeps.reading import loads

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STUDY = """\
bentham: "0.1"
study: what-fear-hangs-on
title: What fear hangs on, <in> small
base: specific-laws
schemes: [speech-points]
people: 1280
days: 30
vary:
  risk.prior:
  expression.rule: {choices: [kuran, ross]}
  appeal.success_if_wrong:
outputs: [perceived_risk, income_lost, wrongly_listed]
sampler: saltelli
samples: 8
claim: perceived_risk difference > 6
"""
HEADINGS = (
    "What is done to people, over all points", "In which worlds the claim fails",
    "What the harms hang on", "What was varied, and how well it is known",
    "Method, and what is not represented", "How to make it again", "How to quote this",
)  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    done = carried_out(loads(STUDY, name="study.yaml"))
    return publish_study(done, tmp_path_factory.mktemp("study") / "out", "study.yaml")


@pytest.fixture(scope="module")
def page(found: Sweep) -> Path:
    assert found.run is not None
    return found.run / "report.html"


def test_the_page_stands_alone_and_is_small(page: Path) -> None:
    text = page.read_text("utf-8")
    assert_alone(text)
    assert len(text.encode()) < 3_000_000
    assert "These are invented people." in text
    assert "What fear hangs on, &lt;in&gt; small" in text


def test_every_sentence_with_a_number_has_its_range(found: Sweep, page: Path) -> None:
    text = page.read_text("utf-8")
    said = re.findall(r"<li[^>]*>\s*<span class=\"kind\">[^<]*</span>\s*([^<]+)</li>", text)
    assert len(said) == 3
    for sentence in said:
        assert re.search(r"\(\S+ to \S+\)|at every point", sentence), sentence
    assert [each.name for each in ranges_told(found, "speech-points")] == [
        o["name"] for o in found.outputs
    ]


def test_the_claim_is_a_count_and_never_a_probability(found: Sweep) -> None:
    (said,) = claims_told(found)
    assert found.claim is not None
    (told,) = found.claim["schemes"]
    assert f"holds at {told['holds']} of 40 points that were tried" in said
    assert "%" not in said


def test_every_picture_has_a_title_a_caption_and_its_table(page: Path) -> None:
    text = page.read_text("utf-8")
    figures = re.findall(r"<figure>(.*?)</figure>", text, re.DOTALL)
    assert len(figures) == 2
    for figure in figures:
        assert "<h3" in figure
        assert re.search("hangs most on|hangs on no input clearly", figure)
        assert "Invented people; seed 1" in figure
        assert figure.count("<svg") == 2
        for name in ("risk.prior", "expression.rule", "appeal.success_if_wrong"):
            assert figure.count(name) >= 3
        assert len(re.findall(r"−?\d\.\d\d ± \d\.\d\d", figure)) == 6


@pytest.mark.browser
@pytest.mark.parametrize("width", [375, pytest.param(1200, marks=pytest.mark.full)])
def test_without_scripts_everything_is_visible(browser: Browser, page: Path, width: int) -> None:
    with without_scripts(browser, page.as_uri(), width, HEADINGS, pictures=2) as opened:
        assert opened.get_by_text("These are invented people.").first.is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.full)])
def test_axe_finds_nothing(browser: Browser, page: Path, theme: str) -> None:
    assert_accessible(browser, page.as_uri(), theme, 1200)


def test_a_box_is_told_with_what_lies_in_it_and_around_it(found: Sweep) -> None:
    box = {
        "edges": [{"input": "risk.prior", "chance": 0.0, "from": None, "to": 0.0523},
                  {"input": "expression.rule", "chance": 0.0, "choices": ["kuran", "ross"]}],
        "points": 40, "failures": 12, "coverage": 0.75, "density": 0.3,
    }  # fmt: skip
    told = {"scheme": "speech-points", "holds": 84, "of": 100, "undefined": 3, "fails_where": box}
    (said,) = claims_told(replace(found, claim={"text": "welfare < 1", "schemes": [told]}))
    assert said == (
        "‘welfare < 1’ under ‘speech-points’ holds at 84 of 100 points that were tried (undefined "
        "at 3 more); 12 of its 16 failures lie where risk.prior is at most 0.0523 and "
        "expression.rule is kuran or ross, among 40 points."
    )
