"""A court list in a country of 31 regions: what the closed form says, and who is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bentham.day.person import TALLIES
from bentham.evidence.parameters import parameter
from bentham.study.simulate import Simulation, carried_out, plan

DAYS = 730
SIZES = [
    pytest.param(100_000, id="tenth"),
    pytest.param(1_000_000, id="full", marks=pytest.mark.full),
]


@pytest.fixture(scope="module", params=SIZES)
def ruled(request: pytest.FixtureRequest) -> Simulation:
    people = request.param
    return carried_out(plan("defaulter-list", "country-1411m", people=people, days=DAYS, seed=4))


def total(ruled: Simulation, name: str) -> np.ndarray:
    """Return a tally day by day, over all regions and classes."""
    return ruled.histories[0].tallies[..., TALLIES.index(name)].sum(axis=(1, 2))


def test_the_listed_share_is_that_of_births_and_deaths(ruled: Simulation) -> None:
    """Formula T16; four standard errors of a binomial share, 6 in 100,000 at most by chance."""
    h, x = parameter("listing.hazard").default / 365, parameter("listing.exit").default / 365
    adults = total(ruled, "ADULTS")[-1]
    for day in (182, 365, DAYS):
        expected = h / (h + x) * (1 - (1 - h - x) ** day)
        error = math.sqrt(expected * (1 - expected) / adults)
        assert abs(total(ruled, "LISTED")[day - 1] / adults - expected) < 4 * error


def test_refusals_are_attempts_and_not_people(ruled: Simulation) -> None:
    """Most listed people never try to travel in a year, and a few try often."""
    refused = total(ruled, "FLIGHT_REFUSED").sum() + total(ruled, "TRAIN_REFUSED").sum()
    people = total(ruled, "EVER_REFUSED")[-1]
    ever_listed = total(ruled, "ENTERED").sum()
    assert refused > 1.5 * people  # who is refused at all is refused again and again
    assert people < 0.5 * ever_listed  # and most of the listed never tried


def test_attempts_refused_are_the_listed_days_times_the_rate_of_attempts(ruled: Simulation) -> None:
    """The mean over adults is as declared; the rest is the spread of how often people travel.

    The variance of the number of refusals of one listed person with T days is about T r + (T r)^2 v
    with r the mean rate and v the variance of the personal multiplier; the bound takes every
    listed person as if listed for the whole time, which overstates it.
    """
    listed_years = total(ruled, "LISTED").sum() / 365
    rate = parameter("sanctions.flights").default
    expected = listed_years * rate
    shape = parameter("sanctions.flights").default and parameter("society.travel_shape").default
    of_class = 2.5  # the largest class factor squared, over the mean squared
    people = total(ruled, "ENTERED").sum()
    per_person = DAYS / 365 * rate
    error = math.sqrt(people * (per_person + of_class * per_person**2 / shape))
    assert abs(total(ruled, "FLIGHT_REFUSED").sum() - expected) < 4 * error


def test_regions_are_in_proportion_and_bear_no_name(ruled: Simulation) -> None:
    adults = ruled.histories[0].tallies[0, ..., TALLIES.index("ADULTS")].sum(axis=1)
    assert len(adults) == 31
    assert all(name.startswith("region ") for name in ruled.histories[0].places)
    assert adults.sum() > 0.7 * ruled.plan.people
    assert adults[0] > 20 * adults[-1]
