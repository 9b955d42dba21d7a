"""F26: a stadium in 2017, through the command line: an echo, it checks the arithmetic.

Published: 170,000 people, 173 true alerts and 2,297 false ones, so that 7.0 % of alerts were right
and 1.35 % of the crowd were taken for somebody wanted. These figures are put in here as rates; that
they come out says that alerts are counted as they should be, and nothing about cameras.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from entry import bentham
from scipy.stats import binom

CROWD, FALSE, TRUE = 170_000, 2297, 173
ADULT = 0.75
"""Share of adults, a little less than there are, so that at least `CROWD` adults are scanned."""

STADIUM = (
    "cameras.face_recognition.fpir=0.0135",
    "cameras.face_recognition.scans_per_day=1",
    "cameras.face_recognition.fnir=0.3",
    f"cameras.face_recognition.watchlist.share={TRUE / CROWD / 0.7:.6f}",
    "cameras.plates=false",
    "cameras.phones=false",
)


def run(here: Path, days: int, people: int, *settings: str) -> dict[str, Any]:
    """Run the preset through the installed program and return its metrics."""
    words = [word for each in (*STADIUM, *settings) for word in ("--set", each)]
    done = bentham(
        "run", "camera-city", "--people", str(people), "--days", str(days), "--private", "--json",
        "--off", "policing", "--off", "expression", *words,
        cwd=here,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    metrics: dict[str, Any] = json.loads(done.stdout)["metrics"]
    return metrics


def interval(n: int, share: float) -> tuple[float, float]:
    """Return the shares between which a binomial share lies in 99.9 % of cases."""
    low, high = binom.interval(0.999, n, share)
    return float(low) / n, float(high) / n


def test_f26_a_stadium_with_independent_scans(tmp_path: Path) -> None:
    metrics = run(tmp_path, 1, round(CROWD / ADULT), "cameras.matches=independent")
    low, high = interval(CROWD, 0.0135)
    assert low < metrics["false_alerts"]["value"] / 1000 < high
    low, high = interval(TRUE + FALSE, TRUE / (TRUE + FALSE))
    assert low < metrics["alert_precision"]["value"] / 100 < high


@pytest.mark.parametrize(("matches", "share"), [("independent", 0.594), ("persistent", 0.207)])
def test_flagged_within_a_month_at_ten_scans_a_day(
    matches: str, share: float, tmp_path: Path
) -> None:
    """59 % of innocents if scans are independent; 21 %, the same people again, if faces persist."""
    people = 40_000
    found = run(
        tmp_path, 30, people, f"cameras.matches={matches}",
        "cameras.face_recognition.fpir=0.003", "cameras.face_recognition.scans_per_day=10",
        "cameras.face_recognition.watchlist.share=0", "cameras.persistence=0.1",
    )  # fmt: skip
    low, high = interval(int(people * ADULT), share)
    assert low < found["people_mismatched"]["value"] / 100 < high
