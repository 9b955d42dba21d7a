"""T02: a well-mixed town as Granovetter's threshold model with normal thresholds.

A town of 4,096 people is one ward, so everybody sees everybody. In the open society nobody is
afraid, and with Kuran's rule and rho = 0 the opposed (a > 0) are ready to protest. Of them all
join who have a threshold below yesterday's visible share r of adults, so with s the opposed share

    r' = s F(r),   F(r) = Phi((r - mu) / sigma) for r > 0.005, else 0

(thresholds below half a per cent are raised to it). In u = r / s this is Granovetter's map with
normal thresholds of mean mu / s and spread sigma / s, so its jump at mean 0.25 lies at
sigma / s = 0.12222. The bounds of the registry (opposed 0.1 to 0.45, mu 0.2 to 0.5, sigma 0.04 to
0.12) do not reach that mean by themselves: mu / s is 0.44 at least. A removal of all with its
grievance makes 80 % of people opposed, and small ones keep it so against the pull of the anchor.
All other systems are off. A call begins it: at most one day in fifty in a ward.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from public_runs import TABLE, Floats, apart, by_group, mean_and_error, only, settings, written
from scipy.optimize import brentq
from scipy.stats import norm

import bentham

WARD, TOWNS, DAYS = 4096, 24, 180
LOWEST = 0.005
CRITICAL = 0.12222
SPARK = 0.0055
PULL, EVERY = 0.002, 20
AT_ONCE = {
    "society.opposed_share": 0.45, "society.anchor_spread": 0.4, "removal.grievance": 0.387,
    "attitude.pull": PULL, "expression.rule": "kuran", "expression.conformity": 0,
    "protest.trigger": 0.02, "protest.spark": SPARK,
}  # fmt: skip
"""Anchors around -0.05 with spread 0.4; a grievance of 0.387 makes 80 % of them opposed."""
OFF = only("media", "attitude", "expression")


def embittered(folder: Path, days: int) -> Path:
    """Return a scenario in which everybody is moved away at once, and a little ever again."""
    kept = (1 - PULL) ** EVERY
    moves = ["  - {kind: relocation, day: 1, share: 1.0, compensation: 0.0}"]
    moves += [
        f"  - {{kind: relocation, day: {day}, share: 1.0, compensation: {kept:.6f}}}"
        for day in range(1 + EVERY, days, EVERY)
    ]
    text = (
        'bentham: "0.1"\nscenario: embittered\ntitle: {en: A town embittered}\n'
        f"scheme: open-society\ndays: {days}\nevents:\n" + "\n".join(moves) + "\n"
    )
    return written(folder, text)


def towns(folder: Path, mean: float, spread: float) -> tuple[Floats, Floats]:
    """Return the protesting and the opposed share of adults, [town, day].

    Towns are regions of one ward each: what is seen in one is not seen in another.
    """
    values = AT_ONCE | {"society.threshold_mean": mean, "society.threshold_spread": spread}
    run = bentham.simulate(
        embittered(folder, DAYS), society=apart(TOWNS, WARD), people=WARD * TOWNS,
        settings=settings(values), off=OFF,
    )  # fmt: skip
    shares = (by_group(run, name, "region")[0] for name in ("protest_share", "private_opposition"))
    protest, opposed = (share / 100 for share in shares)
    return protest, opposed


def joined(visible: Floats, mean: float, spread: float) -> Floats:
    """Return F of the visible share."""
    return np.where(visible > LOWEST, norm.cdf((visible - mean) / spread), 0.0)


def smallest_fixed_point(mean: float, spread: float) -> float:
    """Return the smallest u with Phi((u - mean) / spread) = u, as in Granovetter's model."""
    grid = np.linspace(0.0, 1.0, 20_001)
    below = norm.cdf((grid - mean) / spread) - grid
    first = int(np.argmax(below <= 0))
    if below[first] == 0 or first == 0:
        return float(grid[first])
    return float(brentq(lambda u: norm.cdf((u - mean) / spread) - u, grid[first - 1], grid[first]))


@pytest.mark.parametrize(
    ("spread", "published"),
    [(0.10, 0.0077), (0.12, 0.0402), (0.122, 0.0548), (0.123, 1.0), (0.2, 0.9999), (0.4, 0.9626)],
)
def test_the_closed_form_is_the_published_one(spread: float, published: float) -> None:
    assert smallest_fixed_point(0.25, spread) == pytest.approx(published, abs=6e-5)


@pytest.fixture(scope="module", params=[(0.2, 0.09), (0.2, 0.12)], ids=["below", "above"])
def lived(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[float, float, Floats, Floats]:
    mean, spread = request.param
    return mean, spread, *towns(tmp_path_factory.mktemp("towns"), mean, spread)


def first_days(protest: Floats) -> list[int]:
    """Return the day of each town's call, counted from 0; the run's length if there was none."""
    return [int(np.argmax(p > 0)) if (p > 0).any() else DAYS for p in protest]


def test_t02_each_day_follows_granovetters_map(
    lived: tuple[float, float, Floats, Floats],
) -> None:
    """Protest of a day against s F(yesterday), on the first days after each town's call.

    Four standard errors, from the spread over towns, and half a step of the table of thresholds.
    """
    mean, spread, protest, opposed = lived
    off = []
    for town, begun in enumerate(first_days(protest)):
        if begun < DAYS - 30:
            days = np.arange(begun + 1, begun + 13)
            expected = opposed[town, days] * joined(protest[town, days - 1], mean, spread)
            off.append(protest[town, days] - expected)
    assert len(off) >= 16
    for day, there in enumerate(np.array(off).T):
        found, error = mean_and_error(there)
        assert abs(found) < 4 * error + TABLE, (day, found, error)


def test_t02_the_map_of_another_spread_is_not_theirs(
    lived: tuple[float, float, Floats, Floats],
) -> None:
    """Else the test above could not fail."""
    mean, spread, protest, opposed = lived
    with pytest.raises(AssertionError):
        test_t02_each_day_follows_granovetters_map((mean, 1.1 * spread, protest, opposed))


def test_t02_towns_end_at_the_smallest_fixed_point(
    lived: tuple[float, float, Floats, Floats],
) -> None:
    """Below the critical spread a few per cent of the opposed protest, above it all of them.

    Below: four standard errors over towns, and half a step of the table over one less the slope.
    """
    mean, spread, protest, opposed = lived
    called = np.array(first_days(protest)) < DAYS - 40
    assert called.sum() >= 16
    last, share = protest[called, -1], opposed[called, -1]
    s = share.mean()
    if spread / s > CRITICAL:
        assert smallest_fixed_point(mean / s, spread / s) > 0.999_999
        assert np.array_equal(last, share)
        return
    ends = [s * smallest_fixed_point(mean / s, spread / s) for s in share]
    found, error = mean_and_error(last - np.array(ends))
    slope = s / spread * norm.pdf((np.mean(ends) - mean) / spread)
    assert abs(found) < 4 * error + s * TABLE / (1 - slope), (found, error)
    assert last.max() < 0.1 * s
