"""The panel says what the tallies say, and a run's summary says what the panel says."""

from __future__ import annotations

import json

import numpy as np
import pytest
from made_up_run import CLASSES, METRICS, PLACES, TALLIES, panel_of, tallies_of

from bentham.results.panel import condense, daily, groups_of, interval, panel_table, summarise


def one(tallies: np.ndarray, places: tuple[str, ...] = PLACES):
    return panel_table("points", 0, tallies, TALLIES, places, CLASSES, METRICS)


def test_groups_are_summed_before_they_are_divided() -> None:
    tallies = tallies_of(1)
    panel = one(tallies)
    last = tallies[-1]
    everybody = last[..., 1].sum() / last[..., 0].sum() * 100
    assert daily(panel, "listed_share")[0, -1] == pytest.approx(everybody, rel=1e-15)
    upper = last[:, 2, 1].sum() / last[:, 2, 0].sum() * 100
    assert daily(panel, "listed_share", "class", "upper")[0, -1] == pytest.approx(upper, rel=1e-15)
    second = last[1, :, 1].sum() / last[1, :, 0].sum() * 100
    found = daily(panel, "listed_share", "region", "region 2")[0, -1]
    assert found == pytest.approx(second, rel=1e-15)


def test_there_is_one_row_per_day_and_group_and_days_count_from_one() -> None:
    panel = one(tallies_of(1, days=5))
    assert panel.num_rows == 5 * (1 + len(PLACES) + len(CLASSES))
    keys = panel.select(["scenario", "replicate", "day", "group_by", "group"]).to_pylist()
    assert len({tuple(row.values()) for row in keys}) == panel.num_rows
    assert sorted({row["day"] for row in keys}) == [1, 2, 3, 4, 5]


def test_a_society_of_one_region_has_no_region_rows() -> None:
    panel = one(tallies_of(1)[:, :1], ("only",))
    assert groups_of(panel, "region") == []
    assert groups_of(panel, "class") == list(CLASSES)


def test_nobody_to_divide_by_is_null_and_not_zero() -> None:
    tallies = tallies_of(1)
    tallies[3, :, 2, 0] = 0
    panel = one(tallies)
    row = panel.filter(
        (np.array(panel["group"].to_pylist()) == "upper") & (panel["day"].to_numpy() == 4)
    )
    assert row["listed_share"].null_count == 1
    assert row["refusals"].null_count == 0
    assert np.isnan(daily(panel, "listed_share", "class", "upper")[0, 3])


def test_units_and_definitions_travel_with_the_columns() -> None:
    schema = one(tallies_of(1)).schema
    for m in METRICS:
        metadata = schema.field(m.name).metadata
        assert metadata[b"unit"].decode() == m.unit
        assert metadata[b"definition"].decode() == m.definition
    assert set(json.loads(schema.metadata[b"versions"])) == {"bentham", "python", "numpy", "numba"}
    assert b"invented people" in schema.metadata[b"statement"]


def test_replicates_join_and_are_told_apart() -> None:
    panel = panel_of(range(3))
    values = daily(panel, "listed_share")
    assert values.shape == (3, 40)
    for k in range(3):
        assert np.array_equal(values[k], daily(one(tallies_of(k)), "listed_share")[0])


@pytest.mark.parametrize(
    ("how", "expected"), [("last", 2.0), ("mean", 3.0), ("sum", 9.0), ("max", 6.0)]
)
def test_days_are_condensed_as_the_registry_says(how: str, expected: float) -> None:
    values = np.array([[1.0, 6.0, np.nan, 2.0], [np.nan] * 4])
    found = condense(values, how)
    assert found[0] == expected
    assert np.isnan(found[1])


def test_ranges_run_from_the_5th_to_the_95th_percentile() -> None:
    assert interval(np.arange(101.0)) == (5.0, 95.0)
    assert interval(np.array([1.0, np.nan])) == (None, None)


def test_one_replicate_has_no_luck_range_and_no_draws_no_assumption_range() -> None:
    found = summarise(panel_of(range(1)), METRICS)["listed_share"]
    assert found["value"] is not None
    assert (found["luck_low"], found["luck_high"]) == (None, None)
    assert (found["low"], found["high"]) == (None, None)
    assert (found["unit"], found["axis"]) == ("% of adults", "harm")


def test_luck_comes_from_replicates_and_assumptions_from_draws() -> None:
    panel, draws = panel_of(range(5)), panel_of(range(20, 60))
    found = summarise(panel, METRICS, draws)["refusals"]
    sums = daily(panel, "refusals").sum(axis=1)
    assert found["value"] == pytest.approx(sums.mean())
    assert (found["luck_low"], found["luck_high"]) == tuple(np.quantile(sums, (0.05, 0.95)))
    drawn = daily(draws, "refusals").sum(axis=1)
    assert (found["low"], found["high"]) == tuple(np.quantile(drawn, (0.05, 0.95)))
