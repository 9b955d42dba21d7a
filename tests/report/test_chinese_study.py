"""The page of a study in Chinese: no English word is left, the numbers are the same."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pages import assert_accessible, assert_alone
from test_chinese_pages import english_in, said_on

from bentham.evidence.metrics import METRICS
from bentham.evidence.parameters import PARAMETERS
from bentham.report.language import speaking
from bentham.report.publish_study import publish_study
from bentham.report.study import page_again
from bentham.report.studying import claims_told, note_told
from bentham.results.reading import checked
from bentham.results.sweep import FOLDER_SCHEMA, sweep_in
from bentham.scheme import loading
from bentham.study.sweeps.finished import carried_out
from bentham.study.sweeps.notes import NOTES
from bentham.study.sweeps.reading import loads

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WITH_BASE = """\
bentham: "0.1"
study: fear
title: {en: What fear hangs on, zh-Hans: 恐惧取决于什么}
base: specific-laws
schemes: [speech-points]
people: 320
days: 10
vary:
  risk.prior:
  risk.learning: {from: 0.01, to: 0.05}
  expression.rule: {choices: [kuran, ross]}
  appeal.success_if_wrong:
outputs: [perceived_risk, wrongly_listed]
sampler: saltelli
samples: 4
claim: perceived_risk difference > 6
"""
WITHOUT = """\
bentham: "0.1"
study: fear
title: 三种方案
schemes: [speech-points, camera-city, whole-system]
people: 320
days: 10
vary:
  risk.learning:
  lists[blacklist].entry.notice: {choices: [none, before], in: [whole-system]}
  appeal.capacity_per_million_day: {from: 1, to: 50, in: [whole-system]}
  cameras.face_recognition.individual_review: {choices: [true, false], in: [camera-city]}
outputs: [perceived_risk, people_silenced, wrongful_arrests]
sampler: lhs
samples: 3
"""
STUDIES = {"with a base": WITH_BASE, "without a base": WITHOUT}
IDS = {
    "fear", "city", "difference", "python", "numpy", "numba", *loading.presets(),
    *(m.name for m in METRICS), *(p.name for p in PARAMETERS),
    # A word of claims; authors, and what stands in the literature under Latin letters.
    "SALib", "Saltelli", "Sobol", "PRIM", "Friedman", "Fisher", "ST",
}  # fmt: skip


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    here = tmp_path_factory.mktemp("studies")
    for name, text in STUDIES.items():
        publish_study(carried_out(loads(text)), here / name, "study.yaml")
    return {name: here / name for name in STUDIES}


@cache
def again(folder: Path, lang: str) -> str:
    return page_again(folder, checked(folder, (FOLDER_SCHEMA,)), lang)


@pytest.mark.parametrize("name", STUDIES)
def test_no_english_word_is_left(name: str, folders: dict[str, Path]) -> None:
    page = again(folders[name], "zh-Hans")
    assert '<html lang="zh-Hans">' in page
    assert english_in(said_on(page), IDS) == set()
    assert {"invented", "people", "luck"} <= english_in(said_on(again(folders[name], "en")), IDS)


@pytest.mark.parametrize("name", STUDIES)
def test_the_numbers_are_those_of_the_english_page(name: str, folders: dict[str, Path]) -> None:
    def numbers(lang: str) -> list[list[str]]:
        cells = re.findall(r"<t[dh][^>]*>([^<]*)", html.unescape(again(folders[name], lang)))
        return [sorted(re.findall(r"[−+]?\d[\d,]*(?:\.\d+)?", cell)) for cell in cells]

    assert numbers("zh-Hans") == numbers("en")
    assert sum(map(len, numbers("en"))) > 30


@pytest.mark.parametrize("name", STUDIES)
def test_from_the_folder_the_english_page_comes_out_as_it_was(
    name: str, folders: dict[str, Path]
) -> None:
    assert_alone(again(folders[name], "zh-Hans"))
    assert again(folders[name], "en") == (folders[name] / "report.html").read_text("utf-8")


def test_a_title_in_chinese_heads_the_chinese_page(folders: dict[str, Path]) -> None:
    assert "<h1>恐惧取决于什么</h1>" in again(folders["with a base"], "zh-Hans")
    assert "<h1>What fear hangs on</h1>" in again(folders["with a base"], "en")
    assert "<h1>三种方案</h1>" in again(folders["without a base"], "en")


def test_the_words_in_a_picture_are_words(folders: dict[str, Path]) -> None:
    pictures = re.findall(r"<svg.*?</svg>", again(folders["with a base"], "zh-Hans"), flags=re.S)
    assert len(pictures) == 2
    assert all("虚构的人" in svg and "总效应</text>" in svg for svg in pictures)


@pytest.mark.parametrize("note", NOTES)
def test_a_note_that_was_kept_in_english_is_told_in_chinese(note: str) -> None:
    names = {"input": "risk.prior", "schemes": "camera-city, speech-points", "cause": "scheme.red",
             "output": "wrongly_listed", "scheme": "speech-points"}  # fmt: skip
    kept = note.format(**names)
    assert note_told(kept) == kept
    with speaking("zh-Hans"):
        said = note_told(kept)
    assert re.search("[一-鿿]", said)
    assert english_in(said, IDS) == set()
    assert ", " not in said


EDGES = [
    {"input": "risk.prior", "from": None, "to": 0.05},
    {"input": "risk.prior", "from": 0.02, "to": None},
    {"input": "risk.prior", "from": 0.02, "to": 0.05},
    {"input": "expression.rule", "choices": ["kuran", "ross"]},
    {"input": "appeal.available", "choices": [True]},
    {"input": "lists[a].entry.notice", "choices": ["none"]},
]


@pytest.mark.parametrize(("holds", "of", "boxed"), [
    (0, 0, False), (100, 100, False), (0, 100, False), (84, 100, False), (84, 100, True),
])  # fmt: skip
@pytest.mark.parametrize("undefined", [0, 3])
def test_where_a_claim_fails_is_told_in_chinese(
    folders: dict[str, Path], holds: int, of: int, boxed: bool, undefined: int
) -> None:
    box = {"edges": EDGES, "points": 40, "failures": 12} if boxed else None
    told = {"scheme": "speech-points", "holds": holds, "of": of, "undefined": undefined,
            "fails_where": box}  # fmt: skip
    found = replace(sweep_in(folders["with a base"]), claim={"text": "x < 1", "schemes": [told]})
    (english,) = claims_told(found)
    with speaking("zh-Hans"):
        (said,) = claims_told(found)
    assert english_in(said, IDS) == set()
    assert sorted(re.findall(r"\d+", said)) == sorted(re.findall(r"\d+", english))


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.full)])
def test_axe_finds_nothing(
    browser: Browser, folders: dict[str, Path], theme: str, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(again(folders["with a base"], "zh-Hans"), encoding="utf-8")
    assert_accessible(browser, path.as_uri(), theme, 1200)
