"""Every notebook in examples/ runs from its first cell to its last."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
WITHIN = 300


def test_there_is_one_for_each_kind_of_reader() -> None:
    assert {n.stem for n in NOTEBOOKS} == {
        "auditors_scheme", "calibration", "cluster_sweep", "preference_falsification", "stadium",
    }  # fmt: skip


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs_and_is_kept_without_its_output(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert not any(cell.outputs for cell in code)
    source, programs = str(EXAMPLES.parent / "src"), str(Path(sys.executable).parent)
    monkeypatch.setenv("PYTHONPATH", source)
    monkeypatch.setenv("PATH", programs, prepend=os.pathsep)
    NotebookClient(
        notebook, timeout=WITHIN, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    assert all(cell.execution_count for cell in code)
