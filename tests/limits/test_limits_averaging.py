"""T23: averaging conserves the mean attitude; shown opinions make it a martingale.

In the classic that holds the drift alone; the day has none (`docs/limits.md`).
"""

from __future__ import annotations

import numpy as np
import pytest

from bentham.classics.declaration import Floats
from bentham.classics.degroot import MEETINGS, ONE, days, drifted, met, shown
from bentham.classics.luck import key


def test_a_days_meetings_are_permutations_so_the_weights_are_doubly_stochastic() -> None:
    number = 97
    people = met(key("degroot", 5), number, 3)
    weights = np.zeros((number, number))
    for meeting in people:
        assert sorted(meeting.tolist()) == list(range(number))
        weights[np.arange(number), meeting] += 1 / MEETINGS
    assert np.allclose(weights.sum(axis=0), 1)
    assert np.allclose(weights.sum(axis=1), 1)


@pytest.mark.parametrize("speed", [0.01, 0.3, 1.0])
def test_t23_averaging_conserves_the_mean_up_to_the_rounding(speed: float) -> None:
    """Each rounding is unbiased, of a variance of at most 1/4: four errors of their sum."""
    people, length = 4000, 60
    start = np.random.default_rng(2).integers(-ONE, ONE + 1, people)
    end = days(start, speed, length, seed=1)
    assert abs(end.sum() - start.sum()) < 4 * np.sqrt(people * length / 4)
    assert end.std() < 0.95 * start.std()  # they do come closer to each other


def test_t23_weights_that_are_not_doubly_stochastic_move_the_mean() -> None:
    """Else the test above could not fail: all look at the same four people."""
    start = np.random.default_rng(2).integers(-ONE, ONE + 1, 4000)
    leaders = np.full(4000, np.sort(start)[-4:].sum())
    end = drifted(start, leaders, 0.01, np.zeros(4000, dtype=np.int64))
    assert end.sum() - start.sum() > 100 * np.sqrt(4000 / 4)


def test_a_person_shows_opposition_with_chance_one_plus_a_over_two() -> None:
    for attitude, chance in ((-ONE, 0.0), (ONE, 1.0), (ONE // 2, 0.75)):
        draws = np.random.default_rng(3).integers(0, 1 << 31, 100_000)
        said = (shown(np.full(100_000, attitude), draws) == ONE).mean()
        assert abs(said - chance) <= 4 * np.sqrt(chance * (1 - chance) / 100_000)


def ends(speed: float, people: int, length: int, seeds: int, level: float) -> Floats:
    """Return the mean attitude at the end, seed by seed; all begin with the same attitude."""
    start = np.full(people, round(level * ONE))
    return np.array([
        days(start, speed, length, seed, seen=True).mean() / ONE for seed in range(seeds)
    ])  # fmt: skip


@pytest.mark.parametrize("level", [0.0, 0.6])
def test_t23_with_shown_opinions_the_mean_is_a_martingale(level: float) -> None:
    """E[mean] stays; Var[mean] grows by gamma^2 E[1 - a^2] / n a day.

    With v = E[a^2], and other people's a unrelated but for the mean: v' = (1 - gamma)^2 v + 2 gamma
    (1 - gamma) level^2 + gamma^2 (1 / 4 + 3 / 4 level^2), as four shown opinions are averaged. A
    variance from m seeds has the relative error sqrt(2 / m).
    """
    speed, people, length, seeds = 0.1, 200, 30, 250
    found = ends(speed, people, length, seeds, level)
    v, variance = level**2, 0.0
    for _ in range(length):
        variance += speed**2 * (1 - v) / people
        mixed = 1 / MEETINGS + (1 - 1 / MEETINGS) * level**2
        v = (1 - speed) ** 2 * v + 2 * speed * (1 - speed) * level**2 + speed**2 * mixed
    assert abs(found.mean() - level) < 4 * np.sqrt(variance / seeds)
    assert abs(found.var(ddof=1) / variance - 1) < 4 * np.sqrt(2 / seeds)
