"""T29: what happens to people does not depend on their place in the list, nor on their lane.

Outcomes of single people that no household shares: over many seeds, how often each lane and each
tenth of the ids meets them, against the number of adults there. A chi-square at 1 in 1,000.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from scipy.stats import chi2

from bentham.day.person import COUNTED, LANES
from bentham.engine.clock import run_replicate
from bentham.engine.compiling import World, world_of
from bentham.engine.counting import MARKS_PER_WORD
from bentham.scheme.loading import load
from bentham.society.loading import load as society_named
from everybody import DEFAULTS, traits

PEOPLE, DAYS = 2560, 30
OUTCOMES = (
    "FALSE_ALERT", "REPORTED_FALSELY", "FALSELY_RECORDED", "RECORDED", "FLIGHT_TRIED", "OCCASION",
    "FALSE_POST", "READ",
)  # fmt: skip
SURE = 1e-3


def outcomes(world: World, seed: int) -> dict[str, npt.NDArray[np.int64]]:
    """Return how many days each person met each outcome."""
    where = society_named("city")
    done = run_replicate(world, where, PEOPLE, DAYS, seed, threads=2, traced=tuple(range(PEOPLE)))
    assert done.traced is not None
    found = {}
    for name in OUTCOMES:
        at = COUNTED.index(name)
        words = done.traced[:, :, len(LANES) + at // MARKS_PER_WORD]
        found[name] = (words >> (at % MARKS_PER_WORD) & 1).sum(axis=0)
    return found


def unequal(seeds: int, favoured: str = "") -> dict[tuple[str, str], float]:
    """Return the p-value of each outcome over lanes and over tenths of the ids."""
    where = society_named("city")
    values = DEFAULTS | load("whole-system").settings() | {
        "society.travel_shape": 3.0, "society.conduct_shape": 5.0, "society.occasion_shape": 3.0,
        "society.demand_shape": 0.5, "society.news_posts": 0.5, "cameras.matches": 1.0,
        "society.neighbourhood_sorting": 0.0,
    }  # fmt: skip
    world = world_of(load("whole-system"), where, values)
    met = {name: np.zeros(PEOPLE) for name in OUTCOMES}
    squares = {name: np.zeros(PEOPLE) for name in OUTCOMES}
    exposed = np.zeros(PEOPLE)
    for seed in range(seeds):
        exposed += traits(where, PEOPLE, seed=seed, values=values)["ADULT"]
        for name, days in outcomes(world, seed).items():
            counted = days.astype(float)
            if favoured == name:
                counted[np.arange(PEOPLE) % 64 == 5] = 0.0
            met[name] += counted
            squares[name] += counted**2
    groups = {"lane": np.arange(PEOPLE) % 64, "tenth": np.arange(PEOPLE) * 10 // PEOPLE}
    found = {}
    for name in OUTCOMES:
        rate = met[name].sum() / exposed.sum()
        # people differ, so the variance of one is taken from all of them, not from a Poisson law
        variance = squares[name].sum() / exposed.sum() - rate**2
        for by, group in groups.items():
            there = np.bincount(group, exposed)
            seen = np.bincount(group, met[name])
            statistic = (((seen - rate * there) ** 2) / (variance * there)).sum()
            found[name, by] = float(chi2.sf(statistic, len(there) - 1))
    return found


def test_t29_at_a_tenth_of_the_seeds() -> None:
    found = unequal(20)
    assert {key: p for key, p in found.items() if p < SURE / len(found)} == {}


def test_t29_sees_a_lane_that_is_spared() -> None:
    found = unequal(20, favoured="RECORDED")
    assert found["RECORDED", "lane"] < SURE / len(found)


@pytest.mark.full
def test_t29_over_two_hundred_seeds() -> None:
    found = unequal(200)
    assert {key: p for key, p in found.items() if p < SURE / len(found)} == {}
