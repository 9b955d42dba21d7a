"""Scores against formulas: T13 and T14.

Every tolerance is four standard errors, taken from the formula too.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from small_worlds import CERTAIN, HEAD, compiled, grown_ups, history

from bentham.day.settings import setting, table
from bentham.engine.compiling import World
from bentham.evidence.acts import ACTS, ROOM, slots
from bentham.scheme.loading import loads
from everybody import DEFAULTS

Floats = npt.NDArray[Any]
POINTS = """\
acts:
  - {id: littering, detection_rate: 0.8, false_record_rate: 0.5}
  - {id: traffic_offence, detection_rate: 0.5}
  - {id: other_untrustworthy, detection_rate: 1, false_record_rate: 0.2}
  - {id: volunteering, detection_rate: 0.7}
score: {initial: 1000}
rules:
  - {id: litter, when: {act: littering}, effect: {points: -5}}
  - {id: traffic, when: {act: traffic_offence}, effect: {points: -3}}
  - {id: anything, when: {act: other_untrustworthy}, effect: {points: [-8, -1]}}
  - {id: help, when: {act: volunteering}, effect: {points: 2}}
"""
UNDETERRED = DEFAULTS | {"conduct.deterrence": 0.0}


def cumulants(chances: Floats, points: Floats) -> Floats:
    """Return the first four cumulants of one draw among points; no points with the rest."""
    m1, m2, m3, m4 = (np.tensordot(chances, points**k, axes=([-1], [-1])) for k in range(1, 5))
    return np.array([
        m1,
        m2 - m1**2,
        m3 - 3 * m1 * m2 + 2 * m1**3,
        m4 - 4 * m1 * m3 - 3 * m2**2 + 12 * m1**2 * m2 - 6 * m1**4,
    ])  # fmt: skip


def spelled_out(world: World, chances: Floats) -> tuple[Floats, Floats]:
    """Spread the chance of each act over the whole points that its rule may cost, evenly."""
    low = world.tables[0, table("ACT_POINTS_LOW") :][: len(ACTS)]
    high = world.tables[0, table("ACT_POINTS_HIGH") :][: len(ACTS)]
    points, act = [], []
    for j in range(len(ACTS)):
        points += list(range(low[j], high[j] + 1))
        act += [j] * (high[j] - low[j] + 1)
    ways = (high - low + 1)[act]
    return chances[..., act] / ways, np.array(points, dtype=float)


def daily_cumulants(world: World, people: dict[str, npt.NDArray[Any]]) -> Floats:
    """Return four cumulants of each adult's daily change of score without recovery.

    A record of what was done and a false one are drawn apart, so their cumulants add.
    """
    tables = world.tables[0]
    base = tables[table("ACT_BASE") :][: 3 * ROOM].reshape(3, ROOM)[people["CLASS"], : len(ACTS)]
    sort = tables[table("ACT_SORT") :][: len(ACTS)]
    width = np.array([w for _, w in slots()])
    rate = np.where(sort == 1, base * people["CONDUCT"][:, None] >> 8, base)
    recorded = tables[table("ACT_RECORDED") :][: len(ACTS)] / CERTAIN
    done = np.minimum(rate, width) / CERTAIN * recorded
    shares = np.diff(tables[table("ACT_FALSE") :][: len(ACTS)], prepend=0) / CERTAIN
    false = world.numbers[0, setting("FALSE_RECORDS")] / CERTAIN * shares
    return cumulants(*spelled_out(world, done)) + cumulants(*spelled_out(world, false))[:, None]


def assert_agree(found: Floats, mean: Floats, variance: Floats, fourth: Floats | float) -> None:
    """Compare mean and spread of many people, each with a formula of their own.

    The mean square of x - mu has the variance kappa4 + 2 sigma^4.
    """
    away = found - mean
    assert abs(away.sum()) < 4 * np.sqrt(variance.sum())
    assert abs((away**2 - variance).sum()) < 4 * np.sqrt((fourth + 2 * variance**2).sum())


def test_t13_score_without_recovery() -> None:
    people, days = 20_000, 300
    scheme = loads(HEAD + POINTS)
    world = compiled(scheme, UNDETERRED)
    adults = grown_ups(people, UNDETERRED)
    k1, k2, _, k4 = days * daily_cumulants(world, adults)
    run = history(scheme, people, days, values=UNDETERRED)
    assert run.state is not None
    score = run.state.columns.score[adults["WHO"]].astype(float)
    start = world.numbers[0, setting("SCORE_START")]
    assert_agree(score, start + k1, k2, k4)
    # the people differ far more than luck alone would let them
    assert score.var() > 1.2 * k2.mean()


def test_t13_says_no_if_a_rate_is_one_part_in_ten_off() -> None:
    """Else the test above could not fail."""
    people, days = 20_000, 300
    scheme = loads(HEAD + POINTS)
    adults = grown_ups(people, UNDETERRED)
    k1, k2, _, k4 = days * daily_cumulants(compiled(scheme, UNDETERRED), adults)
    run = history(loads(HEAD + POINTS.replace("0.8", "0.88")), people, days, values=UNDETERRED)
    assert run.state is not None
    with pytest.raises(AssertionError):
        assert_agree(run.state.columns.score[adults["WHO"]] - 16_000.0, k1, k2, k4)


def test_t14_score_with_recovery() -> None:
    """With pull rho the mean tends to s0 + sum q d / rho; the rounding adds E[f(1-f)]."""
    people, days, half_life = 20_000, 250, 15
    scheme = loads(
        HEAD + POINTS.replace("1000}", f"1000, decay: halflife, period_days: {half_life}}}")
    )
    world = compiled(scheme, UNDETERRED)
    pull = world.numbers[0, setting("SCORE_PULL")] / (1 << 24)
    assert pull == pytest.approx(np.log(2) / half_life, rel=1e-5)
    adults = grown_ups(people, UNDETERRED)
    k1, k2, _, k4 = daily_cumulants(world, adults)
    run = history(scheme, people, days, values=UNDETERRED)
    assert run.state is not None
    away = run.state.columns.score[adults["WHO"]].astype(float) - 16_000
    part = np.mod(pull * away, 1.0)
    kept = (1 - pull) ** np.arange(days)
    variance = (k2 + (part * (1 - part)).mean()) * (kept**2).sum()
    assert_agree(away, k1 * kept.sum(), variance, k4 * (kept**4).sum())


def test_t14_rounding_is_half_of_the_variance_of_a_coarse_score() -> None:
    """Where units are points and acts are rare, the rounding term is as large as the other.

    Here x, the points above the start, is never negative, rho x is below one, and an act gives one
    point with chance q: E[f(1-f)] = E[rho x - (rho x)^2], so Var = (v + m - m^2) / (2 rho) with
    v = m - m^2, that is q (1 - q) / rho: twice what it were without rounding.
    """
    people, days, half_life = 40_000, 300, 20
    scheme = loads(
        HEAD
        + "acts: [{id: volunteering, detection_rate: 1}]\n"
        + f"score: {{initial: 20000, decay: halflife, period_days: {half_life}}}\n"
        + "rules: [{id: help, when: {act: volunteering}, effect: {points: 1}}]\n"
    )
    values = UNDETERRED | {"society.good_factor": 2.0}
    world = compiled(scheme, values)
    assert world.score_scale == 1
    pull = world.numbers[0, setting("SCORE_PULL")] / (1 << 24)
    adults = grown_ups(people, values)
    chance = daily_cumulants(world, adults)[0]
    run = history(scheme, people, days, values=values)
    assert run.state is not None
    above = run.state.columns.score[adults["WHO"]].astype(float) - 20_000
    assert above.min() == 0
    mean = chance / pull * (1 - (1 - pull) ** days)
    variance = chance * (1 - chance) / pull
    # nearly Poisson: births at rate q, deaths at rate rho each; its kappa4 is its mean
    assert_agree(above, mean, variance, mean)
