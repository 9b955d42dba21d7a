"""Columns against formulas: T20 and T23.

Stages act on words that start away from rest. Every tolerance is four standard errors of the one
rounding a day, whose variance is at most 1/4.
"""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
from small_worlds import HEAD, compiled, history, total

from bentham.chance.decisions import DAILY, DAILY_BLOCKS, DRAWS
from bentham.chance.keys import key_of
from bentham.chance.philox import fill
from bentham.day import attitude, welfare
from bentham.day.person import N_LANES, N_MASKS, NOW, ONE_Q14, Lanes, lane, mask
from bentham.evidence.lanes import ANCHOR, INCOME
from bentham.evidence.parameters import index
from bentham.scheme.loading import loads
from everybody import DEFAULTS


def after_days(module: ModuleType, lanes: list[Lanes], values: dict[str, float], days: int) -> None:
    """Let one stage act on words for some days, each with draws of its own and nothing else."""
    world = compiled(loads(HEAD), DEFAULTS | values)
    m, now = np.zeros(N_MASKS, dtype=np.uint64), np.zeros(len(NOW), dtype=np.int64)
    m[:] = ~np.uint64(0)
    for name in ("PUNISHED_YESTERDAY", "KIN_PUNISHED"):
        m[mask(name)] = 0
    u = np.zeros(DRAWS, dtype=np.uint32)
    key = key_of(2, 0)
    for day in range(1, days + 1):
        for word, w in enumerate(lanes):
            for block in range(DAILY_BLOCKS):
                fill(u, 256 * block, key, 64 * word, day, DAILY, block)
            module.stage(w, m, u, world.numbers[0], world.tables[0], now)


def perturbed(trait: int, column: str, at: int, start: int, words: int) -> list[Lanes]:
    """Return words of people whose trait is one number and whose column starts at another."""
    lanes = [np.zeros(64 * N_LANES, dtype=np.int64) for _ in range(words)]
    for w in lanes:
        w[trait : trait + 64] = at
        w[lane(column) : lane(column) + 64] = start
    return lanes


@pytest.mark.parametrize(
    ("pull", "days"), [(0.01, 0), (0.01, 40), (0.01, 300), (0.05, 100), (0.002, 300)]
)
@pytest.mark.parametrize(("anchor", "start"), [(3000, -9000), (-15_001, 16_000), (77, 90)])
def test_t23_attitude_returns_to_its_anchor(
    anchor: int, start: int, pull: float, days: int
) -> None:
    """With zeta = 0, E[a - a0] = (1 - lambda)^t (a(0) - a0); T20: rounding adds no drift."""
    people = perturbed(ANCHOR, "ATTITUDE", anchor, start, 60)
    values = {"attitude.pull": pull, "attitude.punished": 0.0}
    after_days(attitude, people, values, days)
    exact = round(pull * 65_536) / 65_536
    check_relaxation(people, "ATTITUDE", anchor, start, exact, days)


@pytest.mark.parametrize(("speed", "days"), [(0.02, 30), (0.02, 250), (0.1, 60), (0.005, 250)])
@pytest.mark.parametrize(("income", "start"), [(4096, 1000), (4096, 4100), (900, 60_000)])
def test_t20_welfare_follows_income_without_drift(
    income: int, start: int, speed: float, days: int
) -> None:
    people = perturbed(INCOME, "WELFARE", income, start, 60)
    after_days(welfare, people, {"welfare.adjustment": speed}, days)
    exact = round(speed * 65_536) / 65_536
    check_relaxation(people, "WELFARE", income, start, exact, days)


def check_relaxation(
    people: list[Lanes], column: str, target: int, start: int, rate: float, days: int
) -> None:
    """Each rounding has a variance of at most 1/4, which later days shrink by (1 - rate)^2."""
    found = np.concatenate([w[lane(column) : lane(column) + 64] for w in people])
    mean = target + (1 - rate) ** days * (start - target)
    largest = ((1 - rate) ** (2 * np.arange(days))).sum() / 4
    assert abs(found.mean() - mean) <= 4 * np.sqrt(largest / found.size) + 1e-9
    assert found.var() <= largest * (1 + 4 * np.sqrt(2 / found.size))


@pytest.mark.parametrize("scheme", ["open-society", "specific-laws"])
def test_t20_at_rest_the_mean_attitude_stays_to_the_bit(scheme: str) -> None:
    run = history(scheme, 6400, 60, values=DEFAULTS)
    sums = total(run, "ATTITUDE_SUM")
    assert (sums == sums[0]).all()
    assert abs(sums[0]) < ONE_Q14 * 6400


def test_punishment_moves_attitude_by_the_declared_step_and_both_ways() -> None:
    for step in (0.05, -0.1):
        people = perturbed(ANCHOR, "ATTITUDE", 0, 0, 1)
        world = compiled(loads(HEAD), DEFAULTS | {"attitude.punished": step})
        m = np.full(N_MASKS, ~np.uint64(0), dtype=np.uint64)
        m[attitude.KIN_PUNISHED] = 0
        m[attitude.PUNISHED_YESTERDAY] = np.uint64(0b0110)
        attitude.stage(
            people[0], m, np.zeros(DRAWS, dtype=np.uint32), world.numbers[0],
            world.tables[0], np.zeros(len(NOW), dtype=np.int64),
        )  # fmt: skip
        moved = people[0][lane("ATTITUDE") : lane("ATTITUDE") + 64]
        expected = np.zeros(64, dtype=np.int64)
        expected[1:3] = world.numbers[0, index("attitude.punished")]
        assert np.array_equal(moved, expected)
