"""T13 to T15, T20 and T28: scores, with everything but the score and what feeds it off.

False records come at the declared rate to everybody alike, one a day at most; acts of a flat base
rate likewise. So a day changes the score by the sum of two independent draws, and after t days the
score is distributed as the t-fold convolution of that day: mean s0 + t sum(q d), variance t (sum
q d^2 - (sum q d)^2) for each draw (T13). The shares of people at the declared grades show the whole
distribution. Errors: four standard errors, of the formula.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
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
)  # fmt: skip

import bentham
from bentham.society.tables import base_rates
from bentham.study.simulate import carried_out, plan
from bentham.study.tracing import people_table

FREE = {"conduct.deterrence": 0, "society.good_factor": 2, "society.offence_factor": 2}
OFF = only("conduct", "recording", "scoring")


def scheme(
    folder: Path, acts: dict[str, tuple[float, float, float]], bounds: list[float], **score: object
) -> Path:
    """Return a scheme by act: chance of detection, false records a year, points; and grades."""
    declared = [
        f"  - {{id: {name}, detection_rate: {seen}, false_record_rate: {false}}}"
        for name, (seen, false, _) in acts.items()
    ]
    rules = [
        f"  - {{id: {name}, when: {{act: {name}}}, effect: {{points: {points:g}}}}}"
        for name, (_, _, points) in acts.items()
    ]
    edges = [None, *bounds, None]
    grades = []
    for k in range(len(bounds) + 1):
        low, high = edges[k], edges[k + 1]
        more = "" if low is None else f", min: {low:g}"
        more += "" if high is None else f", max: {high - 1:g}"
        grades.append(f"  - {{id: g{k}, label: g{k}{more}}}")
    named = ", ".join(f"{key}: {value}" for key, value in score.items())
    text = "\n".join(
        ["acts:", *declared, "rules:", *rules, "grades:", *grades, f"score: {{{named}}}", ""]
    )
    return written(folder, HEAD + text)


def at_grades(run: bentham.Run, number: int) -> Floats:
    """Return the shares of adults at each grade on the last day, from below."""
    return np.array([by_day(run, f"grade_{k}")[0, -1] / 100 for k in range(number)])


POINTS = {
    "long_gaming": (0.9, 6.0, -2.0),
    "birth_control": (0.8, 3.0, -3.0),
    "yard_clean": (0.7, 8.0, 1.0),
}


def day_of(acts: dict[str, tuple[float, float, float]], reach: int) -> Floats:
    """Return the distribution of one day's change of score over -reach .. reach."""
    parts = []
    for false in (False, True):
        change = np.zeros(2 * reach + 1)
        for name, (seen, rate, points) in acts.items():
            yearly = rate if false else 2 * base_rates()[name].per_year * seen
            change[reach + int(points)] += yearly / 365
        change[reach] += 1 - change.sum()
        parts.append(change)
    return np.convolve(*parts)[reach:-reach]


def after_days(day: Floats, days: int) -> Floats:
    """Return the distribution after so many days, on the same lattice: it must be wide enough."""
    spectrum = np.fft.fft(np.fft.ifftshift(day)) ** days
    return np.asarray(np.fft.fftshift(np.fft.ifft(spectrum).real))


def test_t13_the_score_is_a_sum_of_independent_days(tmp_path: Path) -> None:
    people, days, reach = 16_000, 300, 400
    bounds = [980.0, 984.0, 988.0, 992.0, 998.0]
    run = bentham.simulate(
        scheme(tmp_path, POINTS, bounds, initial=1000), people=people, days=days,
        settings=settings(FREE), off=OFF,
    )  # fmt: skip
    day, at = day_of(POINTS, reach), np.arange(-reach, reach + 1)
    mean = (day * at).sum()
    variance = (day * at**2).sum() - mean**2
    found = by_day(run, "score")[0]
    for t in (1, 30, 100, days):
        error = np.sqrt(t * variance / adults(people))
        assert abs(found[t - 1] - 1000 - t * mean) < 4 * error, t
    spread = after_days(day, days)
    assert (spread * at**2).sum() - (spread * at).sum() ** 2 == pytest.approx(days * variance)
    edges = np.searchsorted(at, np.array(bounds) - 1000)
    expected = np.array([part.sum() for part in np.split(spread, edges)])
    assert expected.min() > 0.02
    shares = at_grades(run, len(expected))
    assert shares.sum() == pytest.approx(1)
    assert (abs(shares - expected) < 4 * binomial_error(expected, adults(people))).all()


def test_t14_with_recovery_the_mean_settles_at_the_rate_over_the_pull(tmp_path: Path) -> None:
    """s0 + (sum q d / rho) (1 - (1 - rho)^t); at the end within a per cent of its limit."""
    people, days, half_life, reach = 16_000, 300, 30, 4
    run = bentham.simulate(
        scheme(tmp_path, POINTS, [990.0], initial=1000, decay="halflife", period_days=half_life),
        people=people, days=days, settings=settings(FREE), off=OFF,
    )  # fmt: skip
    day, at = day_of(POINTS, reach), np.arange(-reach, reach + 1)
    mean = (day * at).sum()
    variance = (day * at**2).sum() - mean**2 + 1 / 1024  # of the rounding, 1/16 of a point
    pull = np.log(2) / half_life
    found = by_day(run, "score")[0]
    for t in (1, 10, 60, days):
        expected = mean / pull * (1 - (1 - pull) ** t)
        error = np.sqrt(variance / (2 * pull) / adults(people))
        assert abs(found[t - 1] - 1000 - expected) < 4 * error, t
    assert expected == pytest.approx(mean / pull, rel=0.01)


@pytest.mark.parametrize(("up", "down"), [(30.0, 45.0), (40.0, 40.0), (60.0, 30.0)])
def test_t15_a_reflected_walk(up: float, down: float, tmp_path: Path) -> None:
    """On 0..5 with steps up p and down q: pi_i proportional to (p / q)^i."""
    people, days, most = 10_000, 300, 5
    acts = {"yard_clean": (0.0, up, 1.0), "long_gaming": (0.0, down, -1.0)}
    file = scheme(tmp_path, acts, [1.0, 2.0, 3.0, 4.0, 5.0], initial=2, min=0, max=most)
    run = bentham.simulate(file, people=people, days=days, settings=settings(FREE), off=OFF)
    ratio = up / down
    if ratio == 1:
        expected = np.full(most + 1, 1 / (most + 1))
    else:
        expected = ratio ** np.arange(most + 1) * (1 - ratio) / (1 - ratio ** (most + 1))
    assert expected.sum() == pytest.approx(1)
    shares = at_grades(run, most + 1)
    assert (abs(shares - expected) < 4 * binomial_error(expected, adults(people))).all()
    at = np.arange(most + 1)
    mean, spread = (
        (expected * at).sum(),
        np.sqrt((expected * at**2).sum() - (expected * at).sum() ** 2),
    )
    assert abs(by_day(run, "score")[0, -1] - mean) < 4 * spread / np.sqrt(adults(people))


def test_t20_a_slow_recovery_is_neither_lost_nor_sped_up_by_rounding(tmp_path: Path) -> None:
    """After a month of false records the score recovers by less than half a unit a day.

    Rounded to the nearest unit of 1/16 point it would not move at all. The lost points must shrink
    as (1 - rho)^t: each day's rounding is unbiased, of a variance of at most a quarter of a unit
    squared. Three million roundings.
    """
    people, days, month, half_life = 16_000, 290, 30, 3000
    acts = {"long_gaming": (0.0, 120.0, -1.0)}
    base = scheme(tmp_path, acts, [990.0], initial=1000, decay="halflife", period_days=half_life)
    text = (
        'bentham: "0.1"\nscenario: a-month\ntitle: {en: A month of false records}\n'
        f"scheme: {base.name}\ndays: {days}\ninterventions:\n"
        f"  - {{from: {month + 1}, set: {{'acts[long_gaming].false_record_rate': 0}}}}\n"
    )
    run = bentham.simulate(
        written(tmp_path, text, "month.yaml"), people=people, settings=settings(FREE), off=OFF
    )
    lost = 1000 - by_day(run, "score")[0]
    pull = np.log(2) / half_life
    assert 5 < lost[month - 1] < 15
    assert lost[month - 1] * 16 * pull < 0.5
    for day in (month + 20, month + 100, days):
        expected = lost[month - 1] * (1 - pull) ** (day - month)
        error = np.sqrt((day - month) / 4 / adults(people)) / 16
        assert abs(lost[day - 1] - expected) < 4 * error, day
    assert lost[month - 1] - lost[-1] > 100 * error


def scores(favour: float, *, accurate: bool = False) -> Floats:
    """Return the adults' scores in a village after two months, as `people.parquet` has them."""
    people = 2560
    who = tuple(grown_ups(people))
    done = carried_out(
        plan(
            "village-ledger", "village", people, 60, trace=who,
            settings=[f"gatherers.favouritism={favour}"], perfectly_accurate=accurate,
        )
    )  # fmt: skip
    table = people_table(done.histories[0], who, done.world.score_scale).to_pydict()
    last = np.array(table["day"]) == 60
    return np.array(table["score"])[last]


def test_t28_favour_parts_the_score_from_conduct() -> None:
    """corr = sx / sqrt(sx^2 + b^2 st^2 + se^2), b points a month for one spread of standing.

    Fisher's z = artanh(corr) has the standard error 1 / sqrt(n - 3).
    """
    conduct = scores(0, accurate=True)
    mistakes = scores(0) - conduct
    x, e = conduct.std(), mistakes.std()
    for favour in (0.2, 1.0):
        bonus = 2 * favour
        expected = x / np.sqrt(x**2 + bonus**2 + e**2)
        found = np.corrcoef(scores(favour), conduct)[0, 1]
        assert abs(np.arctanh(found) - np.arctanh(expected)) < 4 / np.sqrt(len(conduct) - 3)
