"""Every notebook in examples/ runs from its first cell to its last."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from jupyter_client.manager import KernelManager

EXAMPLES = Path(__file__).parents[1] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
WITHIN = 300


def test_there_is_one_for_each_kind_of_reader() -> None:
    assert {n.stem for n in NOTEBOOKS} == {
        "auditors_scheme", "calibration", "cluster_sweep", "preference_falsification", "stadium",
    }  # fmt: skip


@pytest.fixture(scope="module")
def kernel() -> Iterator[KernelManager]:
    """One kernel for all notebooks, which loads the compiled day once."""
    from jupyter_client.manager import start_new_kernel

    programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    manager, client = start_new_kernel(
        kernel_name="python3",
        env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent / "src"), "PATH": programs},
    )
    client.stop_channels()
    yield manager
    manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs_and_is_kept_without_its_output(
    path: Path, tmp_path: Path, kernel: KernelManager
) -> None:
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert not any(cell.outputs for cell in code)
    afresh = f"%reset -f\nimport os\nos.chdir({str(tmp_path)!r})\ndel os"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(afresh))
    NotebookClient(notebook, timeout=WITHIN, km=kernel).execute()
    assert all(cell.execution_count for cell in code)
