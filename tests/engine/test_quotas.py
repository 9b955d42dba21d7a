"""Scarce services: a request today, service tomorrow, in the order of keyed ranks.

Cameras alone raise the requests here, so that every alert of a day is one request and every review
of the next day one service. The served are min(capacity, requests) in the mean, with a spread of at
most half the root of the requests in one bin of ranks; more capacity never un-serves anybody.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from small_worlds import history, total, traced

from bentham.chance.ranks import BINS
from bentham.engine.clock import History
from bentham.scheme.loading import loads

PEOPLE, DAYS = 60_000, 60
HEAD = 'bentham: "0.1"\nid: cameras-only\ntitle: {en: Cameras only}\n'


def cameras(per_day: float, people: int = PEOPLE, days: int = DAYS, **more: object) -> History:
    """Run cameras with so many reviews a day for the whole society."""
    capacity = per_day * 1e6 / people
    scheme = loads(
        HEAD + "cameras: {exists: true, per_1000: 50,"
        f" operators_per_million_day: {capacity}, face_recognition: {{mode: real_time,"
        " fpir: 0.002, fnir: 0.1, scans_per_day: 5, watchlist: {share: 0.001}}}\n"
    )
    return history(scheme, people, days, **more)  # type: ignore[arg-type]


def asked_and_served(run: History) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    asked = total(run, "TRUE_ALERT") + total(run, "FALSE_ALERT")
    return asked[:-1], total(run, "ALERT_REVIEWED")[1:]


@pytest.mark.parametrize("per_day", [20, 100, 250])
def test_the_served_are_as_many_as_can_be_served(per_day: int) -> None:
    asked, served = asked_and_served(cameras(per_day))
    assert asked.min() > per_day  # there are always too many
    spread = np.sqrt(asked / BINS) / 2 + 1  # and less than one of a capacity in fractions
    off = served - per_day
    assert np.abs(off.mean()) < 4 * spread.mean() / np.sqrt(len(off))
    assert off.std() < 1.5 * spread.mean()


def test_whoever_asks_is_served_if_there_is_room_for_all() -> None:
    asked, served = asked_and_served(cameras(50_000))
    assert np.array_equal(asked, served)
    assert asked.min() > 0


def test_without_anybody_to_serve_nobody_is_served() -> None:
    asked, served = asked_and_served(cameras(0.001))
    assert asked.min() > 0
    assert served.sum() == 0


def test_more_capacity_never_unserves_anybody() -> None:
    people = 6400
    everybody = tuple(range(people))
    before: npt.NDArray[np.bool_] = np.zeros(people, dtype=bool)
    counts = []
    for per_day in (1, 3, 9, 27, 1000):
        run = traced(cameras(per_day, people, 2, traced=everybody))
        served = run["ALERT_REVIEWED"][1] == 1
        assert not (before & ~served).any(), per_day
        before = served
        counts.append(int(served.sum()))
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]
