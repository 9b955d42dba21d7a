"""What the compiled day is made of, and that it is never an old one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import bentham

PACKAGE = Path(bentham.__file__).parent

PROGRAM = """
import gc, json, sys
from numba.core import types
from numba.core.registry import CPUDispatcher
from bentham.study.simulate import carried_out, plan
done = carried_out(plan("municipal-points", people=640, days=20, seed=3, threads=1))
floats, seen = [], 0
for each in gc.get_objects():
    if not isinstance(each, CPUDispatcher):
        continue
    home = each.py_func.__module__
    if not home.startswith(("bentham.day", "bentham.engine", "bentham.society.traits")):
        continue
    for result in each.overloads.values():
        kinds = getattr(result.type_annotation, "typemap", {})  # a text if it came from the cache
        seen += bool(kinds)
        for name, kind in kinds.items():
            if isinstance(kind, types.Float) or "float" in str(kind):
                floats.append(f"{home}.{each.py_func.__name__}: {name} is {kind}")
print(json.dumps({
    "digest": done.run.digest, "floats": floats, "seen": seen,
    "hummed": done.run.metrics.get("hummed"),
}))
"""

SYSTEM = '''"""Humming: a system that a test made up; every other adult hums, every day."""

from __future__ import annotations

import numpy as np

from bentham.chance.compiled import once
from bentham.day.person import Draws, Lanes, Masks, Numbers, Tables, mask
from bentham.evidence.lanes import ADULT

READS = ("ADULT",)
WRITES = ("HUMMED",)
HUMMED = mask("HUMMED")


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let the adults in even lanes hum."""
    m[HUMMED] = m[ADULT] & np.uint64(0x5555555555555555)
'''

RECIPE = {
    "day/person.py": [
        ('"welfare", "trust",\n', '"welfare", "trust", "humming",\n'),
        ('    "OCCASION",  # some', '    "HUMMED",\n    "OCCASION",  # some'),
    ],
    "day/order.py": [
        ("    expression,\n", "    expression,\n    humming,\n"),
        (
            "    if on & TRUST:\n",
            "    if on & switch_of_humming:\n        humming.stage(w, m, u, p, t, now)\n"
            "    if on & TRUST:\n",
        ),
        ("@once\ndef free(", 'switch_of_humming = switch("humming")\n\n\n@once\ndef free('),
    ],
    "evidence/metrics_people.py": [
        (
            "CONDUCT: tuple[Metric, ...] = (\n",
            "CONDUCT: tuple[Metric, ...] = (\n"
            '    M("hummed", "Humming", "% of adults", "conduct", "neither", "mean", "HUMMED",\n'
            '      "ADULTS", 100.0, "conduct", "Adults who hum."),\n',
        )
    ],
}
"""What a new system takes: one file, its line in the day, and one line for its tally and metric."""


def add_a_system(package: Path) -> None:
    """Follow the recipe in a copy of the package."""
    (package / "day" / "humming.py").write_text(SYSTEM, "utf-8")
    for name, edits in RECIPE.items():
        file = package / name
        text = file.read_text("utf-8")
        for old, new in edits:
            assert text.count(old) == 1, f"{name}: {old!r}"
            text = text.replace(old, new)
        file.write_text(text, "utf-8")


def edit_a_rule(package: Path) -> None:
    """Double a rate, in another file than the one that Numba's cache watches."""
    rule = package / "day" / "conduct.py"
    text = rule.read_text("utf-8")
    edited = text.replace("rate = rate * multiplier >> 8", "rate = rate * multiplier >> 7")
    assert edited != text
    rule.write_text(edited, "utf-8")


def folder_of_kernels(source: Path) -> str:
    """Return where the package under `source` keeps its kernels."""
    words = "from bentham.chance.compiled import cache_folder; print(cache_folder())"
    done = subprocess.run(
        [sys.executable, "-c", words], env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def in_a_process(source: Path) -> dict[str, Any]:
    """Run the program on the package under `source`, with the user's own cache of kernels."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        check=False,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_an_edited_rule_has_another_folder_of_kernels(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "bentham", ignore=shutil.ignore_patterns("__pycache__"))
    folders = {folder_of_kernels(PACKAGE.parent), folder_of_kernels(tmp_path)}
    assert len(folders) == 1
    edit_a_rule(tmp_path / "bentham")
    assert folder_of_kernels(tmp_path) not in folders


@pytest.mark.full
def test_an_edited_rule_is_never_run_as_it_was_and_the_day_knows_no_fractions(
    tmp_path: Path,
) -> None:
    """In the same copy a new system is added: compiling is what takes time here."""
    before = in_a_process(PACKAGE.parent)
    shutil.copytree(PACKAGE, tmp_path / "bentham", ignore=shutil.ignore_patterns("__pycache__"))
    edit_a_rule(tmp_path / "bentham")
    add_a_system(tmp_path / "bentham")

    after = in_a_process(tmp_path)
    assert after["digest"] != before["digest"]
    assert after["seen"] > 50  # compiled in that process, so there are types to look at
    assert after["floats"] == []
    assert before["hummed"] is None
    assert 45 < after["hummed"]["value"] < 55

    again = in_a_process(tmp_path)
    assert again["digest"] == after["digest"]
    assert again["seen"] == 0  # this time the kernels came from the cache
