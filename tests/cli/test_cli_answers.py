"""Answers that need no simulation: `bentham faces`, `bentham claim`, quickly and without Numba."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from entry import bentham, refused, told

EVENT = ("--crowd", "60000", "--watchlist", "900", "--present", "20")


def test_faces_shows_every_deployment_and_two_sentences(tmp_path: Path) -> None:
    done = bentham("faces", *EVENT, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("●") + done.stdout.count("○") == 100 + 2  # and the key
    assert "98 of 100 alerts would be wrong" in done.stdout
    assert "15 more deployments published alerts without the size of the crowd" in done.stdout
    assert "nobody was simulated" in done.stdout


def test_faces_in_json_has_ranges_and_sources(tmp_path: Path) -> None:
    found = told("faces", *EVENT, "--rate", "Cardiff", "--found", "0.9", cwd=tmp_path)
    assert found["schema"] == "bentham.faces/1"
    (one,) = found["deployments"]
    assert one["true_alerts"]["value"] == pytest.approx(18)
    assert set(one["false_alerts"]) == {"value", "low", "high", "luck_low", "luck_high"}
    assert one["source"]


def test_claim_says_five_things_and_asks_back(tmp_path: Path) -> None:
    words = ("claim", "99% accurate", "--searches", "50000", "--prevalence", "1/10000")
    done = bentham(*words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("   Ask: ") == 5
    assert "500 people are taken for somebody else" in done.stdout
    found = told(*words, cwd=tmp_path)
    assert [len(m["false_alerts"]) for m in found["meanings"]] == [2] * 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("faces", *EVENT, "--rate", "Cardifff"), "Did you mean 'Cardiff'?"),
        (("faces", "--crowd", "10", "--watchlist", "9", "--present", "20"), "no more can be there"),
        (("claim", "very accurate"), "there is no number in it"),
        (("claim", "99%", "--prevalence", "rare"), "write 1/10000"),
        (("claim", "99%", "--searches", "0"), "--searches must lie between"),
    ],
)
def test_mistakes_are_told(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    assert said in refused(*words, cwd=tmp_path, code=2)


@pytest.mark.parametrize("module", ["crowd", "accuracy"])
def test_the_answers_load_no_engine(module: str, tmp_path: Path) -> None:
    program = (
        f"import sys, bentham.study.{module}; "
        "print(sorted(m for m in sys.modules if m in ('numba', 'bentham.engine')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.strip() == "[]"
