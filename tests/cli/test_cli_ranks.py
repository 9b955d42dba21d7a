"""`mpiexec -n R bentham run`: one society shared by several processes, to the same bits."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from entry import ENTRY, LIMIT, environment, told

SCENARIO = """\
bentham: "0.1"
scenario: shared
title: Several processes share the people
scheme: whole-system
society: country-1411m
people: 12800
days: 12
trials:
  - {id: fines, unit: person, share: 0.5, from: 8, set: {risk.severity: 4}}
probes:
  - {days: [4, 12], sample: 2000, method: both}
"""
RUN = ("run", "whole-system", "--society", "country-1411m", "--people", "25_600", "--days", "20",
       "--seed", "5")  # fmt: skip
TIMES = {"seconds", "person_days_per_second", "run", "threads", "bytes_per_person"}


def shared(ranks: int, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command by several processes of MPI."""
    mpiexec = shutil.which("mpiexec", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert mpiexec, "there is no mpiexec: the test group of dependencies brings one"
    return subprocess.run(
        [mpiexec, "-n", str(ranks), *ENTRY, *words], cwd=cwd, env=environment(),
        capture_output=True, text=True, check=False, timeout=LIMIT,
    )  # fmt: skip


def without_times(found: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in found.items() if k not in TIMES}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return told(
        *RUN, "--assumptions", "2", "--private", cwd=tmp_path_factory.mktemp("alone")
    )  # fmt: skip


@pytest.mark.parametrize("ranks", [2, pytest.param(4, marks=pytest.mark.full)])
def test_any_number_of_ranks_gives_the_same(tmp_path, alone, ranks: int) -> None:
    done = shared(ranks, *RUN, "--assumptions", "2", "--out", "done", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert without_times(found) == without_times(alone)
    assert [p.name for p in tmp_path.iterdir()] == ["done"]


@pytest.mark.full
@pytest.mark.parametrize("ranks", [2, 4])
def test_a_million_people_over_sixty_days(tmp_path, ranks: int) -> None:
    words = ("run", "whole-system", "--people", "1e6", "--days", "60", "--private")
    done = shared(ranks, *words, "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["digest"] == told(*words, cwd=tmp_path)["digest"]


@pytest.mark.full
def test_probes_trials_and_traces_are_those_of_one_process(tmp_path) -> None:
    (tmp_path / "shared.yaml").write_text(SCENARIO)
    words = ("run", "shared.yaml", "--trace", "random:5")
    done = shared(2, *words, "--out", "two", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    one = told(*words, "--out", "one", cwd=tmp_path)
    assert without_times(json.loads(done.stdout)) == without_times(one)
    for name in ("panel.parquet", "people.parquet", "events/part-0.parquet", "probes.parquet"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_what_several_processes_do_not_do_is_refused_once(tmp_path) -> None:
    done = shared(2, *RUN, "--checkpoint-every", "5", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("write no checkpoints") == 1
    done = shared(2, *RUN, "--trace", "punished:2", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("by one process only") == 1
    assert list(tmp_path.iterdir()) == []
