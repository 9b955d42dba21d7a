"""docs/limits.md has a row for each of the thirty limiting cases, and the tests it names exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOC = (ROOT / "docs" / "limits.md").read_text("utf-8")
CASES = [f"T{n:02}" for n in range(1, 31)]
ROWS = {
    cells[0]: cells[1:]
    for line in DOC.splitlines()
    if re.match(r"\| T\d\d \|", line)
    for cells in [[cell.strip() for cell in line.strip("|").split(" | ")]]
}
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
THROUGH_THE_PUBLIC_INTERFACE = {
    case for case in CASES if case not in ("T01", "T03", "T07", "T08")
}  # fmt: skip


@cache
def stated(file: str) -> dict[str, str]:
    """Return the tests of a file and what each says of itself, marks included."""
    source = (ROOT / file).read_text("utf-8")
    return {
        node.name: "".join(ast.unparse(mark) for mark in node.decorator_list)
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_there_is_one_row_for_each_case_in_order() -> None:
    assert list(ROWS) == CASES


@pytest.mark.parametrize("case", CASES)
def test_each_case_names_what_it_is_its_formula_its_tests_and_its_error(case: str) -> None:
    assert len(ROWS[case]) == 4
    what, formula, tests, error = ROWS[case]
    assert what
    assert formula
    assert re.search(r"exact|SE|1 in 1,000", error)
    named = NAMED.findall(tests)
    assert named
    assert NAMED.sub("", tests).replace(",", "").strip() == ""
    for file, name in named:
        assert name in stated(file), f"{file} has no {name}"


@pytest.mark.parametrize("case", CASES)
def test_some_test_of_each_case_runs_at_small_size(case: str) -> None:
    marks = [stated(file)[name] for file, name in NAMED.findall(ROWS[case][2])]
    assert any("full" not in each for each in marks)


@pytest.mark.parametrize("case", sorted(THROUGH_THE_PUBLIC_INTERFACE))
def test_cases_of_the_day_are_asked_through_the_public_interface(case: str) -> None:
    assert "tests/limits/" in ROWS[case][2]


def test_every_test_of_a_limit_stands_in_the_table() -> None:
    listed = {name for _, name in NAMED.findall(DOC)}
    for file in sorted((ROOT / "tests" / "limits").glob("test_*.py")):
        for name in stated(file.relative_to(ROOT).as_posix()):
            if re.match(r"test_t\d\d_", name):
                assert name in listed, (file.name, name)


def test_tests_of_limits_reach_into_no_world() -> None:
    """They use no engine: what they ask for, any user may."""
    for file in sorted((ROOT / "tests" / "limits").glob("*.py")):
        names = re.findall(r"^(?:from|import) (bentham[\w.]*)", file.read_text("utf-8"), re.M)
        assert not [name for name in names if name.startswith("bentham.engine")], file.name
