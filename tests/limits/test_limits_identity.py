"""T24, T25 and T29: nothing happens where everything is off; neither threads nor places matter."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from public_runs import Floats, apart, by_group, settings
from scipy.stats import f as fisher

import bentham
from bentham.day.person import SYSTEMS

SILENT = {"protest.trigger": 0.0003}


@pytest.mark.parametrize("scheme", ["open-society", "whole-system"])
def test_t24_with_everything_off_nothing_changes(scheme: str) -> None:
    """Every metric of every day is that of the first, and the state is the same to the bit.

    In a village of one ward no call to protest comes up on the last of these days.
    """
    runs = [
        bentham.simulate(scheme, "village", days=days, off=SYSTEMS, settings=settings(SILENT))
        for days in (1, 30)
    ]
    assert runs[0].digest == runs[1].digest
    panel = runs[1].panel.to_pandas()
    for metric in runs[1].metrics:
        for group, days in panel.groupby("group"):
            values = days[metric].dropna().to_numpy()
            assert values.size == 0 or np.ptp(values) == 0, (metric, group)
    lively = bentham.simulate(scheme, "village", days=30)
    assert lively.digest != runs[1].digest


@pytest.mark.parametrize(
    "way", [{"threads": 1}, {"threads": 3, "chunk": 1}, {"threads": 2, "chunk": 64}]
)
def test_t25_threads_and_chunks_change_no_bit(way: dict[str, Any]) -> None:
    one = bentham.simulate("whole-system", people=5000, days=20, threads=2)
    other = bentham.simulate("whole-system", people=5000, days=20, **way)
    assert other.digest == one.digest
    assert other.panel.equals(one.panel)
    another = bentham.simulate("whole-system", people=5000, days=20, seed=2)
    assert another.digest != one.digest


OUTCOMES = (
    "false_alerts", "reports_false", "false_records", "acts_recorded", "offences", "critics",
    "news_read", "welfare", "perceived_risk",
)  # fmt: skip
SURE = 1e-3


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Floats]:
    """What happened by metric, [replicate, region], in ten equal regions: tenths of the ids."""
    values = {"cameras.matches": "independent", "society.neighbourhood_sorting": 0}
    run = bentham.simulate(
        "whole-system", society=apart(10, 640), people=6400, days=20, replicates=30,
        settings=settings(values),
    )  # fmt: skip
    there = {metric: by_group(run, metric, "region") for metric in OUTCOMES}
    return {
        metric: days[:, :, -1] if metric in ("critics", "welfare") else days.sum(axis=2)
        for metric, days in there.items()
    }


def by_luck(there: Floats) -> float:
    """Return how likely so large differences between regions are by luck.

    Replicates are independent, so an F test of the variance between regions against that inside
    them holds without any law of the outcome.
    """
    towns, regions = there.shape
    between = towns * there.mean(axis=0).var(ddof=1)
    within = there.var(axis=0, ddof=1).mean()
    return float(fisher.sf(between / within, regions - 1, regions * (towns - 1)))


def test_t29_a_tenth_of_the_ids_fares_like_any_other(outcomes: dict[str, Floats]) -> None:
    found = {metric: by_luck(there) for metric, there in outcomes.items()}
    assert {metric: p for metric, p in found.items() if p < SURE / len(found)} == {}


@pytest.mark.parametrize("metric", ["offences", "acts_recorded", "critics"])
def test_t29_sees_a_tenth_that_is_spared(metric: str, outcomes: dict[str, Floats]) -> None:
    """Else the test above could not fail."""
    spared = outcomes[metric] * np.where(np.arange(10) == 3, 0.5, 1.0)
    assert by_luck(spared) < SURE / len(outcomes)
