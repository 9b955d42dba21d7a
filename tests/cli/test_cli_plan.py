"""`bentham plan`: what a run will need; and what is refused because it does not fit."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from entry import ENTRY, environment, refused, told

WORDS = ("whole-system", "--days", "3")
PEAK = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def peak_of(*words: str, cwd: Path) -> int:
    """Run a command in a process of its own and return the most memory that it held, in bytes."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *ENTRY, *words], cwd=cwd, env=environment(),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return int(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="ru_maxrss is in KiB on Linux only")
@pytest.mark.full
@pytest.mark.parametrize("people", ["1e6", "1e7", "1e8"])
def test_the_memory_of_a_run_is_what_was_planned_within_a_tenth(tmp_path, people) -> None:
    planned = told("plan", *WORDS, "--people", people, cwd=tmp_path)["memory_bytes"]
    seen = peak_of("run", *WORDS, "--people", people, "--out", "done", "--quiet", cwd=tmp_path)
    assert seen == pytest.approx(planned, rel=0.1)


@pytest.mark.full
@pytest.mark.parametrize(("people", "days"), [("1e6", "60"), ("1e7", "10"), ("1e8", "3")])
def test_the_time_of_a_run_is_what_was_planned_within_two_fifths(tmp_path, people, days) -> None:
    words = ("whole-system", "--people", people, "--days", days)
    planned = told("plan", *words, cwd=tmp_path)["seconds"]
    seen = told("run", *words, "--private", cwd=tmp_path)["seconds"]["simulate"]
    assert seen == pytest.approx(planned, rel=0.4)


def test_a_country_fits_into_twenty_gibibytes(tmp_path) -> None:
    found = told(
        "plan", "whole-system", "--society", "country-1411m", "--people", "1411778724",
        "--days", "3", cwd=tmp_path,
    )  # fmt: skip
    assert found["state_bytes"] / found["people"] < 14.8
    assert found["memory_bytes"] < 20 << 30


def test_what_does_not_fit_is_refused_with_what_does(tmp_path) -> None:
    words = ("whole-system", "--people", "8e9", "--days", "3")
    found = told("plan", *words, cwd=tmp_path)
    if found["fits"]:
        pytest.fail("this machine holds eight billion people: give the test a larger number")
    message = refused("run", *words, "--private", cwd=tmp_path, code=3)
    assert re.search(r"8,000,000,000 people need \d+\.\d GiB", message)
    assert re.search(r"\d people fit\. Nothing was run\.", message)
    assert list(tmp_path.iterdir()) == []


def test_sixteen_machines_share_what_one_cannot_hold(tmp_path) -> None:
    """Each holds its part of the people, and everybody's public planes."""
    words = ("plan", "whole-system", "--people", "8e9", "--days", "3")
    alone = told(*words, cwd=tmp_path)
    shared = told(*words, "--ranks", "16", cwd=tmp_path)
    assert (alone["ranks"], shared["ranks"]) == (1, 16)
    expected = alone["state_bytes"] / 16 + 8e9 * 3 / 8 * 15 / 16
    assert shared["memory_bytes"] == pytest.approx(expected, rel=0.05)
    assert shared["disk_bytes"] < alone["disk_bytes"] / 100
