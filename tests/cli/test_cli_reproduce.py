"""`bentham reproduce` through the installed program: what is printed, and how it ends."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

import pytest
from entry import ENTRY, bentham, environment


def test_a_published_model_is_held_against_its_paper(tmp_path: Path) -> None:
    done = bentham("reproduce", "nepotism", "--json", "--quiet", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["schema"] == "bentham.reproduce.classic/1"
    assert found["checks"] and all(check["holds"] for check in found["checks"])
    assert {
        "id",
        "published",
        "obtained",
        "low",
        "high",
        "source",
        "tag",
        "formula",
        "error",
    } <= set(found["checks"][0])
    assert not list(tmp_path.iterdir())


def test_a_published_model_that_misses_ends_with_four(tmp_path: Path) -> None:
    done = bentham("reproduce", "ross", "--quiet", "--seeds", "4", cwd=tmp_path)
    assert ("MISSED" in done.stdout) == (done.returncode == 4), done.stderr
    assert "Departures from the paper" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["granoveter"], "did you mean 'granovetter'"),
        (["granovetter", "--preset", "publishd"], "did you mean 'published'"),
        (["granovetter", "--set", "poeple=3"], "did you mean 'people'"),
        (["granovetter", "--set", "people"], "NAME=VALUE"),
        (["granovetter", "--set", "people=many"], "takes a number"),
        (["granovetter", "--seeds", "0"], "at least one seed"),
        (["--seeds", "0"], "At least one seed"),
        (["--preset", "published"], "name one"),
        (["watts", "--sensitivity"], "one thing"),
        (["--private", "--out", "page.html"], "--private writes nothing"),
        (["--lang", "fr"], "there is no report in"),
        (["--lang", "zh-Hans", "--private"], "--lang is the language of the page"),
        (["granovetter", "--lang", "zh-Hans"], "--lang is the language of the page"),
        (["--classify", "--out", "nowhere"], "no folder"),
    ],
)
def test_a_mistake_is_told_at_once_with_the_near_miss(
    words: list[str], said: str, tmp_path: Path
) -> None:
    done = bentham("reproduce", *words, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.full
def test_sensitivity_names_parameters_beyond_chance(tmp_path: Path) -> None:
    done = bentham("reproduce", "--sensitivity", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)["dependences"]
    assert all(abs(d["rank_correlation"]) > d["bound"] > 0 for d in found)
    assert found


@pytest.mark.full
def test_all_facts_in_ten_minutes_and_every_verification_row_holds(tmp_path: Path) -> None:
    begun = time.monotonic()
    done = subprocess.run(
        [*ENTRY, "reproduce", "--json", "--quiet", "--out", "page.html"], cwd=tmp_path,
        env=environment(), capture_output=True, text=True, check=False, timeout=3000,
    )  # fmt: skip
    seconds = time.monotonic() - begun
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["schema"] == "bentham.reproduce/1"
    assert found["summary"][0].startswith("all ")
    assert len(found["facts"]) == 32
    for row in found["facts"]:
        assert row["class"] and row["verdict"] and row["null_verdict"] and row["reason"]
    readme = " ".join((Path(__file__).parents[2] / "README.md").read_text("utf-8").split())
    assert found["summary"][3] in readme
    assert "invented people" in (tmp_path / "page.html").read_text("utf-8")
    assert seconds < 600
