"""Explicit graphs of equal degree, and what they are compared for."""

from __future__ import annotations

import numpy as np
import pytest

from bentham.study.structures import (
    BLOCK,
    DEGREE,
    INSIDE,
    STRUCTURES,
    Compared,
    as_table,
    blocks,
    compared,
    shifted_blocks,
)

PEOPLE = 6400


@pytest.mark.parametrize("name", STRUCTURES)
def test_all_structures_have_the_same_mean_degree(name: str) -> None:
    ties = STRUCTURES[name](PEOPLE, np.random.default_rng(3))
    assert 2 * len(ties) / PEOPLE == pytest.approx(DEGREE, abs=0.01)


@pytest.mark.parametrize(("make", "shift"), [(blocks, 0), (shifted_blocks, BLOCK // 2)])
def test_blocks_are_cut_where_they_say(make, shift: int) -> None:  # type: ignore[no-untyped-def]
    ties = make(PEOPLE, np.random.default_rng(3))
    inside = (ties[:, 0] - shift) // BLOCK == (ties[:, 1] - shift) // BLOCK
    assert inside.mean() == pytest.approx(INSIDE / DEGREE, abs=0.01)


def test_a_metric_depends_if_a_structure_moves_it_beyond_its_range_and_itself() -> None:
    def depends(value: float, implicit: float = 2.0) -> bool:
        return Compared("m", "u", implicit, 1.0, 3.0, {"small world": value}).depends

    assert not depends(1.5)
    assert depends(3.1)
    assert not depends(3.1, implicit=3.2)  # the implicit ties left the range themselves
    assert depends(3.3, implicit=3.2)


def test_where_reports_need_meetings_a_graph_has_none() -> None:
    rows = {r.metric: r for r in compared("snitch-line", 2000, 40, assumptions=3)}
    assert rows["reports_true"].implicit > 0
    assert set(rows["reports_true"].by_structure.values()) == {0.0}
    assert rows["reports_true"].depends
    assert "| reports_true |" in as_table(list(rows.values()))
