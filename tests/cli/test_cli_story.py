"""`bentham story` through the real command line, of a comparison on disk."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from entry import bentham, refused, told

SMALL = ("--people", "6400", "--days", "30", "--seed", "2", "--seeds", "1", "--assumptions", "0")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("worlds")
    done = bentham("compare", "specific-laws", "speech-points", *SMALL, "--out", "kept", cwd=path)
    assert done.returncode == 0, done.stderr
    return path


def test_a_life_is_told_and_its_events_are_written(folder: Path) -> None:
    words = ("story", "kept", "--pick", "median-harm", "--out", "life")
    done = bentham(*words, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "(does not exist)" in done.stdout
    assert "Why this person? Of the " in done.stdout
    assert "one way this time could have gone" in done.stdout
    assert done.stdout.rstrip().endswith("Page: life/story.html")
    events = pd.read_parquet(folder / "life" / "events.parquet")
    for number in events["id"].head(3):
        assert f"[{number}]" in done.stdout
    assert set(events["world"]) <= {"specific-laws", "speech-points"}


def test_a_life_is_told_in_chinese(folder: Path) -> None:
    words = ("story", "kept", "--pick", "median-harm", "--lang", "zh-Hans", "--out", "chinese")
    done = bentham(*words, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "为什么是这个人？" in done.stdout
    page = (folder / "chinese" / "story.html").read_text("utf-8")
    assert "并不存在" in page
    assert "<span>--lang</span> <span>zh-Hans</span>" in page
    told_once = pd.read_parquet(folder / "life" / "events.parquet")
    assert pd.read_parquet(folder / "chinese" / "events.parquet").equals(told_once)
    said = refused("story", "kept", "--lang", "zh-Hant", cwd=folder, code=2)
    assert "did you mean 'zh-Hans'?" in said


def test_json_holds_both_lives(folder: Path) -> None:
    found = told("story", "kept", "--pick", "random", cwd=folder)
    assert found["schema"] == "bentham.story/1"
    assert (found["here"]["label"], found["there"]["label"]) == ("speech-points", "specific-laws")
    assert found["why"].startswith("Picked at random")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("kept", "--pick", "median-harms"), "Did you mean 'median-harm'?"),
        (("kept", "--person", "1", "--pick", "random"), "give one of them"),
        (("kept", "--person", "6400"), "numbered from 0 to 6399"),
        (("nowhere",), "no such folder"),
        (("kept", "--world", "x"), "this folder has 'speech-points'"),
    ],
)
def test_mistakes_are_told(words: tuple[str, ...], said: str, folder: Path) -> None:
    assert said in refused("story", *words, cwd=folder, code=2)
