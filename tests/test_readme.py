"""The examples of the README do what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
SHELL = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PYTHON = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def done(words: list[str], cwd: Path) -> str:
    """Run a command with this environment's programs first, and return what it printed."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    result = subprocess.run(
        words, cwd=cwd, env={**os.environ, "PATH": path}, capture_output=True, text=True,
        check=False, timeout=300,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_there_are_five_examples() -> None:
    assert (len(SHELL), len(PYTHON)) == (3, 2)


def test_a_run_names_its_report_and_what_to_try_next(tmp_path) -> None:
    out = done(["sh", "-e", "-c", SHELL[0]], tmp_path)
    assert (tmp_path / "points" / "report.html").is_file()
    *_, report, after = out.strip().splitlines()
    assert report == "Report: points/report.html"
    assert after.startswith("Next: bentham run ")


def test_a_reform_is_written_and_checked(tmp_path) -> None:
    out = done(["sh", "-e", "-c", SHELL[1]], tmp_path)
    assert "mine.yaml is valid" in out
    assert "It declares, and a run does not do:" in out


def test_lives_are_told_and_numbers_are_shown_with_their_evidence(tmp_path) -> None:
    out = done(["sh", "-e", "-c", SHELL[2]], tmp_path)
    assert out.count("(does not exist)") == 2
    assert "in truth:" in out
    assert "the system believed:" in out
    assert (tmp_path / "lives" / "report.html").exists()
    assert re.search(r"detection_rate +0\.3 +A +assumed", out)
    assert "Marks: A assumed" in out


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, r"mean score 9\d\d\.\d \(luck: 9\d\d\.\d to 9\d\d\.\d\)\n(.*\n)+.*poor +9\d\d\."),
        (1, r"\+\d+\.\d % of adults silenced \(assumptions: \+\d+\.\d to \+\d+\.\d\)"),
    ],
)
def test_the_examples_in_python_print_what_they_promise(number, expected, tmp_path) -> None:
    assert re.search(expected, done([sys.executable, "-c", PYTHON[number]], tmp_path))
