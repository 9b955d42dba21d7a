"""T09 to T12: a binomial face matcher, with everything but the cameras off.

With f false matches a search and s searches a day for each person, independent of each other, a day
flags an innocent adult with chance 1 - (1 - f)^s, so the number flagged is binomial and somebody is
flagged within D days with chance 1 - (1 - f)^(s D). A share pi wanted and a miss rate FNIR make the
precision pi (1 - FNIR) / (pi (1 - FNIR) + (1 - pi) f). With a gallery of N, f = 1 - (1 - FMR)^N;
somebody who is found with chance q a day is first found after a geometric time.

Errors: four standard errors, of the formula.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as parquet
import pytest
from public_runs import (
    HEAD,
    Floats,
    adults,
    binomial_error,
    by_day,
    grown_ups,
    only,
    settings,
    written,
)

import bentham

CAMERAS = """\
cameras:
  exists: true
  face_recognition: {mode: real_time, %s}
"""
OFF = only("cameras")
INDEPENDENT = settings({"cameras.matches": "independent"})


def scheme(folder: Path, **face: object) -> Path:
    """Return a scheme with cameras; each keyword is a field of its face recognition."""
    return written(folder, HEAD + CAMERAS % ", ".join(f"{k}: {v}" for k, v in face.items()))


@pytest.mark.parametrize(
    ("rate", "days", "published"),
    [(0.003, 1, 0.02960), (0.003, 30, 0.59398), (1e-4, 30, 0.02956), (1e-5, 30, 0.002996)],
)
def test_t09_who_is_flagged_at_least_once(
    rate: float, days: int, published: float, tmp_path: Path
) -> None:
    people, scans = 30_000, 10
    share = 1 - (1 - rate) ** (scans * days)
    assert share == pytest.approx(published, abs=6e-6)
    file = scheme(tmp_path, fpir=rate, scans_per_day=scans)
    run = bentham.simulate(file, people=people, days=days, settings=INDEPENDENT, off=OFF)
    found = by_day(run, "people_mismatched")[0, -1] / 100
    assert abs(found - share) < 4 * binomial_error(share, adults(people))


def daily_alerts(folder: Path, *more: str) -> tuple[Floats, float]:
    """Return the share flagged day by day, and the variance of a binomial share."""
    people, days, rate, scans = 8000, 300, 0.003, 5
    file = scheme(folder, fpir=rate, scans_per_day=scans)
    run = bentham.simulate(file, people=people, days=days, settings=more, off=OFF)
    share = 1 - (1 - rate) ** scans
    daily = by_day(run, "false_alerts")[0] / 1000
    assert abs(daily.mean() - share) < 4 * binomial_error(share, adults(people) * days)
    return daily, share * (1 - share) / adults(people)


def test_t09_the_number_flagged_in_a_day_is_binomial(tmp_path: Path) -> None:
    """Its variance is n f (1 - f); a variance from D days has the relative error sqrt(2 / D)."""
    daily, variance = daily_alerts(tmp_path, *INDEPENDENT)
    assert abs(daily.var(ddof=1) / variance - 1) < 4 * np.sqrt(2 / daily.size)


@pytest.mark.parametrize(
    ("wanted", "missed", "rate", "people", "days"),
    [
        (1e-4, 0.05, 0.003, 1_300_000, 1),  # 120,000 false against 3,800 true alerts a day
        (0.01, 0.05, 0.003, 20_000, 20),
        (0.001, 0.3, 0.0135, 100_000, 3),
    ],
)
def test_t10_precision(
    wanted: float, missed: float, rate: float, people: int, days: int, tmp_path: Path
) -> None:
    """The number wanted is drawn once, so its spread counts, beside that of alerts."""
    file = scheme(
        tmp_path, fpir=rate, fnir=missed, scans_per_day=1, watchlist=f"{{share: {wanted}}}"
    )
    run = bentham.simulate(file, people=people, days=days, settings=INDEPENDENT, off=OFF)
    true, false = wanted * (1 - missed), (1 - wanted) * rate
    precision = true / (true + false)
    if wanted == 1e-4:
        assert precision == pytest.approx(0.0307, abs=5e-5)
    relative = (1 - wanted) / (adults(people) * wanted)
    relative += (missed / (1 - missed)) / (adults(people) * days * wanted)
    relative += (1 - rate) / (adults(people) * days * rate)
    error = precision * (1 - precision) * np.sqrt(relative)
    found = by_day(run, "alert_precision")[0, -1] / 100
    assert abs(found - precision) < 4 * error


@pytest.mark.parametrize(("rate", "gallery"), [(1e-6, 3000), (2e-7, 50_000)])
def test_t11_false_matches_grow_with_the_gallery(rate: float, gallery: int, tmp_path: Path) -> None:
    people, days = 30_000, 20
    run = bentham.simulate(
        scheme(tmp_path, fmr=rate, gallery=gallery, scans_per_day=1), people=people, days=days,
        settings=INDEPENDENT, off=OFF,
    )  # fmt: skip
    share = 1 - ((1 - rate) ** gallery) ** days
    found = by_day(run, "people_mismatched")[0, -1] / 100
    assert abs(found - share) < 4 * binomial_error(share, adults(people))


def test_t12_a_wanted_person_is_first_found_after_a_geometric_time(tmp_path: Path) -> None:
    """Everybody is wanted; P(T > t) = (1 - q)^t, of which the mean over the days is taken too."""
    people, days, daily = 256, 60, 0.08
    who = grown_ups(people)
    file = scheme(
        tmp_path, fpir=0, fnir=1 - daily, scans_per_day=1, watchlist="{share: 1.0}"
    )  # fmt: skip
    run = bentham.simulate(file, people=people, days=days, off=OFF, trace=who, out=tmp_path / "run")
    assert run.run is not None
    log = parquet.read_table(run.run / "events" / "part-0.parquet").to_pydict()
    first = dict.fromkeys(who, days + 1)
    for person, day, kind in zip(log["person"], log["day"], log["kind"], strict=True):
        if kind == "true_alert":
            first[person] = min(first[person], day)
    time = np.array(list(first.values()))
    for day in (1, 5, 20, 40):
        share = (1 - daily) ** day
        assert abs((time > day).mean() - share) < 4 * binomial_error(share, len(who)), day
    mean = (1 - (1 - daily) ** (days + 1)) / daily
    assert abs(time.mean() - mean) < 4 * np.sqrt(1 - daily) / daily / np.sqrt(len(who))
