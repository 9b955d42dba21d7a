"""The panel says what the tallies say, and a run's summary says what the panel says."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from made_up_run import CLASSES, METRICS, PLACES, TALLIES, panel_of, tallies_of

from bentham.results.panel import condense, daily, groups_of, interval, panel_table, summarise
from bentham.results.values import metric_values


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


# --- arms of a trial, counts over all days so far, histograms ---


def test_the_arms_of_a_trial_are_groups_and_every_other_group_joins_them() -> None:
    control, treated = tallies_of(3), tallies_of(4)
    both = np.concatenate([control, treated], axis=1)
    arms = ("control", "treated")
    panel = panel_table("points", 0, both, TALLIES, PLACES, CLASSES, METRICS, arms)
    assert groups_of(panel, "arm") == ["control", "treated"]
    assert groups_of(panel, "region") == list(PLACES)
    for name, alone in zip(arms, (control, treated), strict=True):
        assert np.array_equal(
            daily(panel, "listed_share", "arm", name), daily(one(alone), "listed_share")
        )
    joined = one(control + treated)
    for kind, names in (("all", ("all",)), ("region", PLACES), ("class", CLASSES)):
        for name in names:
            assert np.array_equal(
                daily(panel, "refusals", kind, name), daily(joined, "refusals", kind, name)
            )


def test_without_a_trial_there_are_no_arms() -> None:
    assert groups_of(one(tallies_of(1)), "arm") == []


def counted(rows: list[list[int]]) -> np.ndarray:
    return np.array(rows, np.int64)


def test_a_running_quotient_divides_what_was_counted_so_far() -> None:
    right = replace(METRICS[0], top="right", bottom="right+wrong", how="running")
    counts = counted([[0, 0], [1, 3], [0, 0], [3, 1]])
    values = metric_values(counts, {"right": 0, "wrong": 1}, right)
    assert np.isnan(values[0])  # nothing was counted yet: not zero, but unknown
    assert values[1:].tolist() == [25.0, 25.0, 50.0]
    assert condense(values[None], "last").tolist() == [50.0]


def test_a_quotient_over_nothing_does_not_count_among_the_days() -> None:
    daily_share = replace(METRICS[0], top="right", bottom="right+wrong")
    values = metric_values(counted([[0, 0], [1, 3], [0, 0]]), {"right": 0, "wrong": 1}, daily_share)
    assert condense(values[None], "mean").tolist() == [25.0]


BINS = tuple(f"w{k}" for k in range(64))
GINI = replace(METRICS[0], top="w0", bottom="w63", scale=1.0, how="gini")


def gini(*rows: np.ndarray) -> np.ndarray:
    counts = np.array(rows, np.int64)
    return metric_values(counts, {name: k for k, name in enumerate(BINS)}, GINI)


def filled(**bins: int) -> np.ndarray:
    row = np.zeros(64, np.int64)
    for name, count in bins.items():
        row[int(name[1:])] = count
    return row


def test_the_gini_of_people_spread_evenly_from_nothing_up_is_a_third() -> None:
    for highest in (1, 2, 16, 64):
        evenly = np.where(np.arange(64) < highest, 7, 0)
        assert gini(evenly)[0] == pytest.approx(1 / 3, rel=1e-12)


def test_the_gini_of_two_groups_is_that_of_the_two_means_and_little_more() -> None:
    low, high = (4 + 0.5) / 16, (40 + 0.5) / 16
    between = 0.3 * 0.7 * (high - low) / (0.3 * low + 0.7 * high)
    within = (0.3**2 + 0.7**2) / 16 / 3 / 2 / (0.3 * low + 0.7 * high)
    assert gini(filled(w4=30, w40=70))[0] == pytest.approx(between + within, rel=1e-12)


def test_the_gini_is_that_of_people_drawn_from_the_histogram() -> None:
    rng = np.random.default_rng(5)
    welfare = np.minimum(rng.lognormal(-0.2, 0.5, 200_000), 3.99)
    ordered = np.sort(welfare)
    rank = np.arange(1, len(ordered) + 1)
    true = 2 * (rank * ordered).sum() / (len(ordered) * ordered.sum()) - 1 - 1 / len(ordered)
    counts = np.bincount((welfare * 16).astype(int), minlength=64)
    assert gini(counts)[0] == pytest.approx(true, abs=1e-3)  # the width of a step, squared


def test_days_without_a_histogram_are_unknown_and_the_last_known_one_is_reported() -> None:
    values = gini(filled(w8=5), filled(w4=1, w12=1), np.zeros(64), np.zeros(64))
    assert np.isnan(values).tolist() == [False, False, True, True]
    assert condense(values[None], "last").tolist() == [values[1]]
    assert condense(values[None, 2:], "last").tolist() != [0.0]
