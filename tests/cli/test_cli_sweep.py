"""`bentham sweep` through the real command line: what it prints, writes, refuses and resumes."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from entry import ENTRY, LIMIT, environment, refused

from bentham.study.sweeps.journal import Journal
from bentham.study.sweeps.reading import load

Inside = Callable[..., tuple[int, str, str]]

STUDY = """\
bentham: "0.1"
study: small
title: A small study
base: specific-laws
schemes: [speech-points]
people: 640
days: 20
vary:
  risk.prior:
  risk.learning: {from: 0.01, to: 0.05}
outputs: [perceived_risk, people_silenced]
sampler: saltelli
samples: 4
claim: perceived_risk difference > 5
"""
LONG = STUDY.replace("samples: 4", "samples: 8").replace("days: 20", "days: 60")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "study.yaml").write_text(STUDY)
    return tmp_path


def test_json_holds_ranges_indices_and_the_claim(here: Path, inside: Inside) -> None:
    code, out, err = inside("sweep", "study.yaml", "--out", "out", "--csv", "--json")
    assert code == 0, err
    found = json.loads(out)
    assert found["schema"] == "bentham.sweep/1"
    assert found["run"] == str(here / "out")
    assert (found["points"], found["base"]) == (16, "specific-laws")
    assert found["schemes"] == ["specific-laws", "speech-points"]
    assert [i["name"] for i in found["inputs"]] == ["risk.prior", "risk.learning"]
    outputs, inputs = ("perceived_risk", "people_silenced"), ("risk.prior", "risk.learning")
    assert {(r["output"], r["input"]) for r in found["sobol"]} == {
        (o, i) for o in outputs for i in inputs
    }
    (claim,) = found["claim"]["schemes"]
    assert claim["of"] == 16

    assert {p.name for p in (here / "out").iterdir()} == {
        "study.yaml", "points.parquet", "table.parquet", "table.csv", "sweep.json",
        "resolved.json", "report.html", "manifest.json",
    }  # fmt: skip
    assert (here / "out" / "study.yaml").read_text() == STUDY
    table = pd.read_parquet(here / "out" / "table.parquet")
    assert len(table) == 32
    pd.testing.assert_frame_equal(pd.read_csv(here / "out" / "table.csv"), table, check_dtype=False)
    less = table[table["scheme"] == "speech-points"]["perceived_risk_difference"]
    assert (less > 5).sum() == claim["holds"]
    assert len(pq.read_table(here / "out" / "points.parquet")) == 16

    _, out, _ = inside("sweep", "study.yaml", "--out", "out", "--json")
    assert json.loads(out) == found


def test_the_page_is_made_again_from_its_folder_also_in_chinese(here: Path, inside: Inside) -> None:
    assert inside("sweep", "study.yaml", "--out", "out", "--quiet")[0] == 0
    english = (here / "out" / "report.html").read_bytes()
    assert inside("report", "out", "--out", "again.html") == (0, "Report: again.html\n", "")
    assert (here / "again.html").read_bytes() == english
    code, said, _ = inside("report", "out", "--lang", "zh-Hans")
    assert (code, said) == (0, "Report: out/report.zh-Hans.html\n")
    page = (here / "out" / "report.zh-Hans.html").read_text("utf-8")
    assert '<html lang="zh-Hans">' in page
    assert "一项关于虚构的人的研究" in page

    found = here / "out" / "sweep.json"
    found.write_text(found.read_text("utf-8").replace("A small", "A large"), "utf-8")
    code, out, said = inside("report", "out", "--lang", "zh-Hans")
    assert (code, out) == (5, "")
    assert "not as it was written: sweep.json" in said


def test_what_is_printed_is_sentences_and_says_that_people_are_invented(
    here: Path, inside: Inside
) -> None:
    code, said, told = inside("sweep", "study.yaml", "--private")
    assert code == 0, told
    assert "beside ‘specific-laws’ on an average day, in the middle of the points" in said
    assert re.search("hangs most on risk.prior|no input stands out", said)
    assert "points that were tried" in said
    assert "no probability" in said
    assert "These are invented people." in said
    assert "running the points: 100 % (16 of 16 points)" in told
    assert sorted(p.name for p in here.iterdir()) == ["study.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        ("perceived_risk,", "protest,", "11:11", "search for the repression that works"),
        ("perceived_risk,", "dissent,", "11:11", "search for the repression that works"),
        ("perceived_risk,", "critics,", "11:11", "on the axis conduct"),
        ("risk.prior:", "cameras.per_1000: {from: 1, to: 60}", "9:3", "enters as named scenarios"),
        ("risk.prior:", "recording.factor:", "9:3", "how much of what people do is detected"),
        ("risk.prior:", "risk.priro:", "9:3", 'did you mean "risk.prior"?'),
        ("to: 0.05", "to: 5", "10:35", "0.005 to 0.1"),
        ("study: small", "study small", "3:1", "not valid YAML"),
        ("people: 640", "people: 640\npeople: 7", "7:1", "stands here twice"),
        ("speech-points", "speech-pints", "5:11", 'did you mean "speech-points"?'),
    ],
)
def test_a_mistake_is_told_with_its_place_before_any_run(
    here: Path, inside: Inside, old: str, new: str, where: str, why: str
) -> None:
    (here / "study.yaml").write_text(STUDY.replace(old, new, 1))
    code, out, said = inside("sweep", "study.yaml")
    assert (code, out) == (3, "")
    assert why in said
    assert f"study.yaml:{where}" in said
    assert [p.name for p in here.iterdir()] == ["study.yaml"]


def test_camera_density_and_protest_are_refused_with_the_reason_and_exit_3(here: Path) -> None:
    asked = STUDY.replace("perceived_risk, people", "perceived_risk, protest_share, people")
    asked = asked.replace("risk.prior:", "cameras.per_1000: {from: 1, to: 60}")
    (here / "study.yaml").write_text(asked)
    said = refused("sweep", "study.yaml", cwd=here, code=3)
    assert "the strength of repression enters as named scenarios" in said
    assert "a study takes harms only as output" in said
    assert "2 problems in 1 file. Nothing was run." in said


def test_the_reason_stands_in_json_too(here: Path, inside: Inside) -> None:
    (here / "study.yaml").write_text(STUDY.replace("perceived_risk,", "protest_share,", 1))
    code, out, _ = inside("sweep", "study.yaml", "--json")
    assert code == 3
    error = json.loads(out)["error"]
    assert (error["code"], error["line"], error["column"]) == (3, 11, 11)
    assert error["file"].endswith("study.yaml")
    assert "harms only" in error["message"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Missing argument"),
        (("no.yaml",), 3, "there is no such file"),
        (("study.yaml", "--private", "--out", "x"), 2, "--private writes nothing"),
        (("study.yaml", "--threads", "0"), 2, "at least one"),
        (("study.yaml", "--out", "full"), 2, "is not empty"),
    ],
)
def test_commands_that_make_no_sense(
    here: Path, inside: Inside, words: tuple[str, ...], code: int, said: str
) -> None:
    (here / "full").mkdir()
    (here / "full" / "mine.txt").write_text("mine")
    found, out, err = inside("sweep", *words)
    assert (found, out) == (code, "")
    assert said in err


def _until(folder: Path, lines: int) -> None:
    """Wait until a study has so many points on disk."""
    journal = folder / "points.jsonl"
    for _ in range(int(LIMIT / 0.05)):
        if journal.exists() and journal.read_bytes().count(b"\n") >= lines:
            return
        time.sleep(0.05)
    raise AssertionError("no point was finished")


KINDS = [
    pytest.param((signal.SIGINT,), marks=pytest.mark.full),
    pytest.param((signal.SIGKILL, signal.SIGINT, signal.SIGKILL), marks=pytest.mark.full),
]


@pytest.mark.parametrize("kinds", KINDS, ids=["once", "again and again"])
def test_killed_or_interrupted_at_random_and_resumed_it_ends_with_the_same_table(
    tmp_path: Path, inside: Inside, kinds: tuple[signal.Signals, ...]
) -> None:
    (tmp_path / "study.yaml").write_text(LONG)
    code, _, err = inside("sweep", "study.yaml", "--out", "whole", "--quiet")
    assert code == 0, err
    dice = random.Random()
    unfinished = tmp_path / "cut.unfinished"
    at = 0
    for number, kind in enumerate(kinds):
        words = ("sweep", "study.yaml", "--out", "cut") if number < 2 else ("resume", "cut")
        process = subprocess.Popen(
            [*ENTRY, *words, "--quiet"], cwd=tmp_path, env=environment(),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        at += dice.randint(2, 7)
        _until(unfinished, at)
        os.kill(process.pid, kind)
        _, said = process.communicate(timeout=120)
        if kind == signal.SIGINT:
            assert process.returncode == 130
            assert "To go on: bentham resume cut.unfinished" in said
        at = (unfinished / "points.jsonl").read_bytes().count(b"\n")
        assert 0 < at < 32
        assert not (tmp_path / "cut").exists()
    # As after a power cut: the last line is written in part.
    with (unfinished / "points.jsonl").open("ab") as file:
        file.write(b'1234abcd {"point":31,"fou')
    code, out, err = inside("resume", "cut.unfinished", "--quiet")
    assert (code, out) == (0, f"{tmp_path / 'cut'}\n")
    assert "damaged or cut off; that much is run again" in err
    assert not unfinished.exists()
    for name in ("table.parquet", "points.parquet", "sweep.json", "report.html"):
        whole_bytes = (tmp_path / "whole" / name).read_bytes()
        assert (tmp_path / "cut" / name).read_bytes() == whole_bytes, name


def test_what_was_begun_does_not_go_on_as_something_else(here: Path, inside: Inside) -> None:
    study = load(here / "study.yaml")
    request = {"folder": str(here), "study": "study.yaml", "csv": False}
    journal = Journal(here / "out.unfinished", request, study.sha256, STUDY)
    journal.begin()
    journal.close()
    (here / "study.yaml").write_text(STUDY.replace("days: 20", "days: 21"))
    for words in (("sweep", "study.yaml", "--out", "out"), ("resume", "out")):
        code, _, said = inside(*words)
        assert code == 5
        assert "are not what they were" in said
    assert json.loads((here / "out.unfinished" / "request.json").read_text())["schema"] == (
        "bentham.sweep-request/1"
    )
