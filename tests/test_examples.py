"""Every notebook in examples/ runs from its first cell to its last."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
WITHIN = 300


def test_there_is_one_for_each_kind_of_reader() -> None:
    assert {n.stem for n in NOTEBOOKS} >= {"preference_falsification", "stadium"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_runs_and_is_kept_without_its_output(path: Path, tmp_path: Path) -> None:
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert not any(cell.outputs for cell in code)
    before = os.environ.get("PYTHONPATH")
    source = str(EXAMPLES.parent / "src")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (source, before)))
    try:
        client = NotebookClient(
            notebook,
            timeout=WITHIN,
            kernel_name="python3",
            resources={"metadata": {"path": tmp_path}},
        )
        client.execute()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    assert all(cell.execution_count for cell in code)
