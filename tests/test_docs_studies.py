"""The examples of docs/studies.md are studies, run, and it names every field there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bentham
from bentham.study.sweeps.drawing import with_points
from bentham.study.sweeps.fields import SAMPLERS, Ruled, StudyFile, Varied
from bentham.study.sweeps.reading import load, loads

ROOT = Path(__file__).parents[1]
DOC = (ROOT / "docs" / "studies.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", DOC, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("number", range(2))
def test_every_example_runs(number: int) -> None:
    assert len(BLOCKS) == 2
    study = loads(BLOCKS[number])
    found = bentham.sweep(with_points(study, study.points[:2]))
    assert found.points == 2
    assert found.table.num_rows == 2 * len(study.worlds)


def test_the_example_in_python_is_the_interface() -> None:
    (block,) = re.findall(r"^```python\n(.*?)^```$", DOC, re.MULTILINE | re.DOTALL)
    assert 'bentham.sweep("study.yaml")' in block
    assert callable(bentham.sweep)
    assert hasattr(bentham.Sweep, "to_pandas")


@pytest.mark.parametrize("part", [StudyFile, Varied, Ruled])
def test_every_field_is_named(part) -> None:
    names = {field.alias or name for name, field in part.model_fields.items()} - {"bentham"}
    assert {name for name in names if not re.search(rf"`[^`]*\b{name}\b[^`]*`", DOC)} == set()


def test_every_sampler_is_named() -> None:
    assert [name for name in SAMPLERS if f"`{name}`" not in DOC] == []


def test_the_benchmark_is_the_study_that_is_told_of() -> None:
    study = load(ROOT / "benchmarks" / "sobol.yaml")
    assert (len(study.inputs), len(study.points)) == (12, 1792)
    assert (study.file.people, study.file.days, len(study.worlds)) == (20_000, 180, 2)
