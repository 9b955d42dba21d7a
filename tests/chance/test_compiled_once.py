"""Several processes that start at once on an empty cache of kernels."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOGETHER = 4

KERNEL = """
from bentham.chance.compiled import kernel, rule

@rule
def doubled(x):
    return x * 2

@kernel
def total(n):
    out = 0
    for i in range(n):
        out += doubled(i)
    return out
"""
PROGRAM = """
import some_kernel
from bentham.chance.compiled import compiled_once
with compiled_once(some_kernel.total):
    found = some_kernel.total(1000)
hits = sum(some_kernel.total.stats.cache_hits.values())
print(found, "loaded" if hits else "compiled")
"""
A_DAY = """
from bentham.study.simulate import carried_out, plan
from bentham.engine.kernel import run_span
done = carried_out(plan("municipal-points", people=640, days=5, seed=3, threads=1))
print(done.run.digest, "loaded" if sum(run_span.stats.cache_hits.values()) else "compiled")
"""


def together(program: str, cache: Path) -> list[tuple[str, str]]:
    """Return what each of the processes prints: a result, and where its kernel came from."""
    environment = {**os.environ, "BENTHAM_CACHE": str(cache), "PYTHONPATH": str(cache)}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program], env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for _ in range(TOGETHER)
    ]  # fmt: skip
    said = []
    for one in running:
        out, err = one.communicate()
        assert one.returncode == 0, err
        result, source = out.split()
        said.append((result, source))
    return said


@pytest.mark.full
def test_of_four_processes_one_compiles_and_all_find_the_same(tmp_path: Path) -> None:
    (tmp_path / "some_kernel.py").write_text(KERNEL, "utf-8")
    said = together(PROGRAM, tmp_path)
    assert {result for result, _ in said} == {"999000"}
    assert sorted(source for _, source in said) == ["compiled", "loaded", "loaded", "loaded"]
    assert {source for _, source in together(PROGRAM, tmp_path)} == {"loaded"}


@pytest.mark.full
def test_without_the_lock_all_compile_and_still_find_the_same(tmp_path: Path) -> None:
    (tmp_path / "some_kernel.py").write_text(KERNEL, "utf-8")
    bare = PROGRAM.replace("with compiled_once(some_kernel.total):", "if True:")
    assert {result for result, _ in together(bare, tmp_path)} == {"999000"}
    assert {source for _, source in together(bare, tmp_path)} == {"loaded"}


@pytest.mark.full
def test_four_days_at_once_on_an_empty_cache(tmp_path: Path) -> None:
    said = together(A_DAY, tmp_path)
    assert len({result for result, _ in said}) == 1
    assert sorted(source for _, source in said) == ["compiled", "loaded", "loaded", "loaded"]
