"""Whatever kills a run while it is written, a folder that loads is complete."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_up_run import FILES

from bentham.evidence.errors import DamagedResults
from bentham.results.reading import load


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("mode", ["fsync", "any"])
def test_a_killed_run_never_leaves_a_folder_that_loads_but_is_not_complete(
    tmp_path: Path, mode: str
) -> None:
    subprocess.run(
        [sys.executable, Path(__file__).with_name("killed_writer.py"), tmp_path, mode],
        check=True,
        timeout=120,
    )
    partial = [p for p in tmp_path.iterdir() if p.name.startswith(".")]
    named = [p for p in tmp_path.iterdir() if not p.name.startswith(".")]
    for folder in named:
        run = load(folder)
        assert {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} == set(FILES)
        assert run.panel.num_rows == 2 * 40 * 6
    for folder in partial:
        with pytest.raises(DamagedResults):
            load(folder)
    # Otherwise nothing was killed while writing, and this test says nothing.
    assert len(partial) >= (len(FILES) if mode == "fsync" else 3)
    assert len(named) >= 2
