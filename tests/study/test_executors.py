"""Replicates and draws give the same wherever they are run: here, in processes, on Dask, on MPI."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import bentham

SIZES = [(64_000, 8), pytest.param(1_000_000, 60, marks=pytest.mark.full)]
MPI = """
import json, sys
from mpi4py.futures import MPIPoolExecutor
from test_executors import found

if __name__ == "__main__":
    with MPIPoolExecutor() as pool:
        print(json.dumps(found(int(sys.argv[1]), int(sys.argv[2]), pool)))
"""


def found(people: int, days: int, executor: Executor | None = None) -> dict[str, Any]:
    """An ensemble: three repeats and four draws of the assumptions."""
    run = bentham.simulate(
        "whole-system", people=people, days=days, seed=3, replicates=3, assumptions=4,
        executor=executor,
    )  # fmt: skip
    return json.loads(json.dumps({"digest": run.digest, "metrics": run.metrics}))


@pytest.fixture(scope="module")
def here() -> dict[tuple[int, int], Any]:
    return {}


@pytest.fixture
def alone(here, people: int, days: int) -> dict[str, Any]:
    """The same ensemble in this process, run once for each size."""
    if (people, days) not in here:
        here[people, days] = found(people, days)
    return here[people, days]


@pytest.mark.full  # in the quick suite a notebook sweeps over a pool of processes
@pytest.mark.parametrize(("people", "days"), SIZES)
def test_a_pool_of_processes_gives_the_same(alone, people: int, days: int) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        assert found(people, days, pool) == alone


@pytest.mark.parametrize(("people", "days"), SIZES)
def test_two_worker_processes_of_dask_give_the_same(alone, people: int, days: int) -> None:
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        assert found(people, days, client.get_executor()) == alone


@pytest.mark.full  # in the quick suite tests/cli/test_cli_ranks.py runs under MPI
@pytest.mark.parametrize(("people", "days"), SIZES)
def test_two_workers_of_mpi_give_the_same(alone, tmp_path: Path, people: int, days: int) -> None:
    mpiexec = shutil.which("mpiexec", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert mpiexec, "there is no mpiexec: the test group of dependencies brings one"
    program = tmp_path / "ensemble.py"
    program.write_text(MPI, "utf-8")
    words = [program, str(people), str(days)]
    done = subprocess.run(
        [mpiexec, "-n", "3", sys.executable, "-m", "mpi4py.futures", *words],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == alone
