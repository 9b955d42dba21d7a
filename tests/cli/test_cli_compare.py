"""`bentham compare` through the real command line: what it prints, writes and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from entry import bentham, refused, told

SMALL = ("--people", "2000", "--days", "20", "--seed", "3")
FEW = ("--seeds", "2", "--assumptions", "2")


def test_json_has_the_base_first_and_differences_after_it(tmp_path: Path) -> None:
    found = told("compare", "speech-points", *SMALL, *FEW, "--out", "out", cwd=tmp_path)
    assert found["schema"] == "bentham.compare/1"
    assert [w["scheme"] for w in found["worlds"]] == [
        "specific-laws", "speech-points", "open-society",
    ]  # fmt: skip
    base, world, _ = found["worlds"]
    assert "differences" not in base
    assert set(world["differences"]) == set(world["metrics"]) == set(base["metrics"])
    one = world["differences"]["perceived_risk"]
    assert set(one) == {"value", "low", "high", "luck_low", "luck_high", "unit"}
    expected = (
        world["metrics"]["perceived_risk"]["value"] - base["metrics"]["perceived_risk"]["value"]
    )
    assert one["value"] == pytest.approx(expected, rel=1e-9)
    assert one["luck_low"] <= one["value"] <= one["luck_high"]

    folder = tmp_path / "out"
    assert {p.name for p in folder.iterdir()} == {
        "compare.json", "panel.parquet", "differences.parquet", "draws.parquet", "resolved.json",
        "worlds", "facts.json", "report.html", "manifest.json",
    }  # fmt: skip
    kept = json.loads((folder / "compare.json").read_text("utf-8"))
    assert kept["worlds"] == found["worlds"]
    daily = pd.read_parquet(folder / "differences.parquet")
    assert set(daily["scenario"]) == {"speech-points", "open-society"}
    assert len(daily) == 2 * 2 * 20 * daily["group"].nunique()
    drawn = pd.read_parquet(folder / "draws.parquet")
    assert set(drawn["draw"]) == {0, 1}


def test_two_identical_schemes_are_one_world(tmp_path: Path) -> None:
    words = ("compare", "municipal-points", "municipal-points", "--seeds", "3")
    done = bentham(*words, "--assumptions", "2", *SMALL, "--private", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "are the same world" in done.stdout
    assert "Every difference is zero." in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_what_is_printed_has_ranges_and_says_that_people_are_invented(tmp_path: Path) -> None:
    done = bentham("compare", "open-society", "speech-points", *SMALL, *FEW, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = done.stdout
    assert "‘speech-points’ beside ‘open-society’: what is done to people" in said
    assert "assumptions: " in said
    assert "luck: " in said
    assert "These are invented people." in said
    assert "however luck is shared" in said
    report = Path(said.rsplit("Report: ", 1)[1].strip())
    assert (tmp_path / report).is_file()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("compare",), 2, "Missing argument"),
        (("compare", "speech-pints"), 3, "speech-points"),
        (("compare", "speech-points", "--private", "--out", "x"), 2, "--private writes nothing"),
        (("compare", "speech-points", "--set", "risk.severty=4"), 3, "risk.severity"),
        (("compare", "speech-points", "--people", "0"), 2, "--people must lie between"),
    ],
)
def test_mistakes_are_told_before_anything_runs(
    words: tuple[str, ...], code: int, said: str, tmp_path: Path
) -> None:
    assert said in refused(*words, cwd=tmp_path, code=code)
    assert list(tmp_path.iterdir()) == []
