"""One run for all tests that only look at what a run leaves behind."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from entry import bentham

from bentham.cli.main import main


@dataclass(frozen=True)
class Written:
    """A run that was written, and everything it said."""

    folder: Path
    told: dict[str, Any]
    stderr: str


Inside = Callable[..., tuple[int, str, str]]


@pytest.fixture
def inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Inside:
    """Run the entry point in this process, in an empty folder: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["bentham", *words])
        code = main()
        return code, *capsys.readouterr()

    return run


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """1,024 people for 40 days: two repeats, two draws, one thread, three people traced."""
    here = tmp_path_factory.mktemp("written")
    done = bentham(
        "run", "municipal-points", "--people", "1_024", "--days", "40", "--seed", "7",
        "--replicates", "2", "--assumptions", "2", "--threads", "1", "--trace", "random:3",
        "--set", "risk.aware_share=0.4", "--out", "a run", "--json", cwd=here,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return Written(here / "a run", json.loads(done.stdout), done.stderr)
