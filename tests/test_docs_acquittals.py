"""docs/acquittals.md has a row for every harm, and what it says can be made again."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from bentham.evidence.metrics import METRICS, metric
from bentham.study.planning import plan
from bentham.study.small_worlds import Cases, measured

DOC = (Path(__file__).parents[1] / "docs" / "acquittals.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in DOC.splitlines()
    if re.search(r"\(`\w+`\) \|", line)
]
NAME = re.compile(r"`([\w-]+)`")
SIZE = re.search(r"([\d,]+) people, (\d+) days.*?(\d+) draws", DOC, re.DOTALL)


def test_every_harm_has_a_row() -> None:
    told = {NAME.search(row[0])[1] for row in ROWS}
    assert told == {m.name for m in METRICS if m.axis == "harm"} | {"offences"}
    either = sum(row[1].startswith("`") for row in ROWS if "offences" not in row[0])
    assert f"**{either} of {len(ROWS) - 1} harms" in DOC


def test_what_is_one_sided_is_zero_under_the_law_by_construction() -> None:
    law = plan("specific-laws", people=640, days=5).causes
    for row in ROWS:
        m = metric(NAME.search(row[0])[1])
        if "zero under the law" in row[1] or "a level" in row[1]:
            assert m.cause not in law
        else:
            assert m.cause in law


@pytest.mark.parametrize("row", [r for r in ROWS if r[1].startswith("`")], ids=lambda r: r[0])
def test_a_scheme_that_does_better_does_so_again(row: list[str]) -> None:
    people, days, draws = (int(x.replace(",", "")) for x in SIZE.groups())
    m = metric(NAME.search(row[0])[1])
    worlds = [plan(n, people=people, days=days) for n in ("specific-laws", NAME.search(row[1])[1])]
    values = measured(worlds, Cases(people, 1, draws), [m], only=_case(row[2]))
    by = values[1, 0, 0] - values[0, 0, 0]
    assert f"{by:+.3g} {m.unit}" == row[3]
    assert (by > 0) == (m.direction == "better")
    assert not np.isnan(by)


def _case(said: str) -> tuple[int, ...]:
    return (0,) if said == "the defaults" else (1 + int(said.split()[1]),)
