"""Lists and refusals against formulas: T16, and attempts that are not people.

Every tolerance is four standard errors, taken from the formula too.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from small_worlds import CERTAIN, HEAD, compiled, grown_ups, history, total, traced

from bentham.day.settings import table
from bentham.engine.compiling import World
from bentham.scheme.loading import loads
from everybody import DEFAULTS

Floats = npt.NDArray[Any]


def test_t16_listed_share_and_relaxation() -> None:
    """Share h / (h + x), reached as (1 - h - x)^t with daily chances, nearly e^(-(h + x) t)."""
    people, days, enter, leave = 20_000, 730, 1.5, 3.0
    scheme = loads(
        HEAD + "lists: [{id: listed,"
        f" entry: {{criteria: court, hazard_per_year: {enter}}},"
        f" exit: {{criteria: performance, repaid_per_year: {leave}}}}}]\n"
    )
    values = DEFAULTS | {"listing.poverty": 0.0, "listing.exit_poverty": 0.0}
    run = history(scheme, people, days, values=values)
    listed, adults = total(run, "LISTED"), total(run, "ADULTS")
    h, x = enter / 365, leave / 365
    for day in (1, 10, 30, 90, 180, 365, 730):
        share = h / (h + x) * (1 - (1 - h - x) ** day)
        error = np.sqrt(share * (1 - share) / adults[0])
        assert abs(listed[day - 1] / adults[0] - share) < 4 * error, day
        smooth = h / (h + x) * (1 - np.exp(-(h + x) * day))
        assert share == pytest.approx(smooth, abs=(h + x) / 2)
    # over a long time: the mean of correlated days, each remembering 1 / (h + x) days
    late = listed[365:] / adults[0]
    share = h / (h + x)
    error = np.sqrt(share * (1 - share) / adults[0] * 2 / (h + x) / late.size)
    assert abs(late.mean() - share) < 4 * error
    assert np.array_equal(total(run, "ENTERED").cumsum() - total(run, "LEFT").cumsum(), listed)


def travel_rates(world: World, people: dict[str, npt.NDArray[Any]], mode: int) -> Floats:
    """Return each adult's chance of an attempt a day, flight 0 or train 1."""
    tables = world.tables[0]
    by_class = tables[table("ATTEMPT_RATE") :][: 3 * 8].reshape(3, 8)[:, mode]
    width = tables[table("ATTEMPT_WIDTH") + mode]
    chance: Floats = np.minimum(by_class[people["CLASS"]] * people["TRAVEL"] >> 8, width) / CERTAIN
    return chance


LISTED_LIST = (
    "lists: [{id: listed, entry: {criteria: court, hazard_per_year: %s}, exit: {criteria: none}}]\n"
    "sanctions:\n"
    "  - {id: f, kind: travel_ban_air, severity: 3, trigger: {list: listed}}\n"
    "  - {id: t, kind: travel_ban_rail, severity: 3, trigger: {list: listed}}\n"
)


def test_refusals_are_attempts_and_most_listed_people_never_try() -> None:
    """Everybody is listed from the first day on; refusals are sums of daily chances.

    With gamma multipliers of shape k and a class's mean mu over the time, the share of people ever
    refused is 1 - (1 + mu / k)^-k, far below the refusals per head.
    """
    people, days = 20_000, 365
    scheme = loads(HEAD + LISTED_LIST % 1000)
    world = compiled(scheme, DEFAULTS)
    adults = grown_ups(people, DEFAULTS)
    run = history(scheme, people, days, values=DEFAULTS)
    assert (total(run, "LISTED") == total(run, "ADULTS")).all()
    fly, ride = (travel_rates(world, adults, mode) for mode in (0, 1))
    for name, rate in (("FLIGHT_REFUSED", fly), ("TRAIN_REFUSED", ride)):
        refused = total(run, name).sum()
        assert abs(refused - days * rate.sum()) < 4 * np.sqrt(days * (rate * (1 - rate)).sum())
    ever = 1 - (1 - fly - ride) ** days
    found = total(run, "EVER_REFUSED")[-1]
    assert abs(found - ever.sum()) < 4 * np.sqrt((ever * (1 - ever)).sum())

    shape = DEFAULTS["society.travel_shape"]
    tables = world.tables[0]
    by_class = tables[table("ATTEMPT_RATE") :][:24].reshape(3, 8)[:, :2].sum(axis=1) / CERTAIN
    mixed = 1 - (1 + days * by_class / shape) ** -shape
    share = mixed[adults["CLASS"]].mean()
    assert abs(found / fly.size - share) < 4 * np.sqrt(share * (1 - share) / fly.size)
    assert found / fly.size < 0.5 * (total(run, "FLIGHT_REFUSED").sum() / fly.size)


def test_attempts_have_the_declared_mean_over_adults() -> None:
    people, days = 64_000, 90
    run = history("open-society", people, days, values=DEFAULTS)
    shape = DEFAULTS["society.travel_shape"]
    for name, yearly in (("FLIGHT", "sanctions.flights"), ("TRAIN", "sanctions.trains")):
        adults = total(run, "ADULTS")[0]
        expected = DEFAULTS[yearly] * days / 365
        # spread over people: Poisson, and the multiplier; classes come in words of 64, half sorted
        by_class = 0.4 * 0.455**2 + 0.4 * 1.136**2 + 0.2 * 2.5**2 - 1
        per_head = expected + expected**2 * (1 / shape + by_class * (1 / shape + 1))
        clustered = expected**2 * by_class * 64
        error = np.sqrt((per_head + clustered) / adults)
        assert abs(total(run, f"{name}_TRIED").sum() / adults - expected) < 4 * error
        assert not total(run, f"{name}_REFUSED").any()


def test_only_the_listed_are_refused_as_often_as_they_try() -> None:
    """Refusals follow each person's own listed days times their own rate."""
    people, days = 3200, 200
    scheme = loads(HEAD + LISTED_LIST % 2)
    values = DEFAULTS | {"sanctions.flights": 2.0, "sanctions.trains": 2.0}
    adults = grown_ups(people, values)
    who = tuple(adults["WHO"].tolist())
    seen = traced(history(scheme, people, days, values=values, traced=who))
    listed_days = seen["LISTED"].sum(axis=0)
    assert 0 < (listed_days == 0).sum() < listed_days.size
    world = compiled(scheme, values)
    for mode, name in enumerate(("FLIGHT", "TRAIN")):
        rate = travel_rates(world, adults, mode)
        assert np.array_equal(seen[f"{name}_REFUSED"], seen[f"{name}_TRIED"] & seen["LISTED"])
        refused = seen[f"{name}_REFUSED"].sum()
        error = np.sqrt((listed_days * rate * (1 - rate)).sum())
        assert abs(refused - (listed_days * rate).sum()) < 4 * error
