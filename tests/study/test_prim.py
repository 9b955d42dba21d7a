"""Boxes in which a claim fails: those that were put there are found, and luck has none."""

from __future__ import annotations

import numpy as np
import pytest

from bentham.study.sweeps.prim import Box, box_of


def inside(box: Box, x: np.ndarray) -> np.ndarray:
    out = np.ones(len(x), dtype=bool)
    for edge in box.edges:
        out &= edge.holds(x)
    return out


@pytest.mark.parametrize("seed", range(5))
def test_a_box_that_was_put_there_is_found(seed: int) -> None:
    x = np.random.default_rng(seed).random((2000, 5))
    fails = (x[:, 1] < 0.4) & (x[:, 3] > 0.5)
    box = box_of(x, fails, [False] * 5)
    assert box is not None
    assert sorted(edge.column for edge in box.edges) == [1, 3]
    by_column = {edge.column: edge for edge in box.edges}
    assert by_column[1].high == pytest.approx(0.4, abs=0.03)
    assert by_column[3].low == pytest.approx(0.5, abs=0.03)
    assert box.coverage > 0.95
    assert box.density > 0.95


def test_counts_coverage_and_density_are_those_of_the_box() -> None:
    x = np.random.default_rng(1).random((500, 3))
    fails = x[:, 0] + 0.2 * x[:, 1] < 0.4
    box = box_of(x, fails, [False] * 3)
    assert box is not None
    there = inside(box, x)
    assert box.inside == there.sum()
    assert box.failures == (there & fails).sum()
    assert box.coverage == box.failures / fails.sum()
    assert box.density == box.failures / box.inside


def test_a_choice_is_peeled_value_by_value() -> None:
    dice = np.random.default_rng(2)
    x = np.column_stack((dice.random(1500), dice.integers(0, 4, 1500)))
    box = box_of(x, np.isin(x[:, 1], (1.0, 3.0)), [False, True])
    assert box is not None
    (edge,) = box.edges
    assert (edge.column, edge.kept) == (1, frozenset({1.0, 3.0}))
    assert (box.coverage, box.density) == (1.0, 1.0)


def test_where_nothing_explains_the_failures_boxes_are_rare_and_poor() -> None:
    found = []
    for seed in range(20):
        dice = np.random.default_rng(100 + seed)
        found.append(box_of(dice.random((400, 3)), dice.random(400) < 0.5, [False] * 3))
    assert all(box is None or box.density < 0.7 for box in found)


@pytest.mark.parametrize("failures", [0, 9, 300])
def test_few_failures_or_nothing_else_have_no_box(failures: int) -> None:
    x = np.random.default_rng(3).random((300, 2))
    assert box_of(x, np.arange(300) < failures, [False, False]) is None


@pytest.mark.full
def test_it_describes_as_well_as_the_prim_of_ema_workbench() -> None:
    pandas = pytest.importorskip("pandas")
    prim = pytest.importorskip("ema_workbench.analysis.prim")
    x = np.random.default_rng(4).random((800, 4))
    fails = (x[:, 0] > 0.6) & (x[:, 2] < 0.55) | (x[:, 3] > 0.97)
    ours = box_of(x, fails, [False] * 4)
    theirs = prim.Prim(pandas.DataFrame(x, columns=list("abcd")), fails, 0.8).find_box()
    best = max(
        2 * c * d / (c + d)
        for c, d in zip(
            theirs.peeling_trajectory["coverage"], theirs.peeling_trajectory["density"],
            strict=True,
        )
    )  # fmt: skip
    assert ours is not None
    assert 2 * ours.coverage * ours.density / (ours.coverage + ours.density) >= best - 0.02
