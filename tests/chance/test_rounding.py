"""One unbiased rounding: T20."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streams import bits_of, blocks

from bentham.chance.decisions import DAILY, DAILY_BLOCKS, ROUND_ATTITUDE, ROUND_SCORE, ROUND_WELFARE
from bentham.chance.keys import key_of
from bentham.chance.rounding import clamped, rounded

ALL_DRAWS = np.arange(65_536, dtype=np.int64)


@pytest.mark.parametrize(
    "value", [0, 1, 32_768, 65_535, 65_536, -1, -32_768, -65_537, 123_456_789, -(1 << 40) - 12_345]
)
def test_over_all_draws_the_mean_is_the_value_itself(value: int) -> None:
    results = [rounded(value, int(draw)) for draw in ALL_DRAWS]
    assert sum(results) == value  # 65,536 draws of value / 65,536
    assert set(results) <= {value >> 16, (value >> 16) + 1}


@given(st.integers(-(1 << 46), 1 << 46), st.integers(0, 65_535))
def test_rounding_goes_to_a_neighbour_and_up_on_the_upper_draws_only(value: int, draw: int) -> None:
    fraction = value & 0xFFFF
    assert rounded(value, draw) == (value >> 16) + (draw + fraction >= 65_536)


def test_whole_numbers_are_left_alone() -> None:
    for whole in (-32_768, -1, 0, 7, 65_535):
        assert {rounded(whole << 16, int(draw)) for draw in ALL_DRAWS[::257]} == {whole}


@pytest.mark.parametrize("code", [ROUND_ATTITUDE, ROUND_SCORE, ROUND_WELFARE])
def test_drift_over_a_million_draws_is_luck(code: int) -> None:
    word, shift, mask = bits_of(code)
    filled = blocks(key_of(12, 0), 0, 15_625, 3, DAILY, DAILY_BLOCKS)
    draws = (filled[:, 64 * word : 64 * word + 64].reshape(-1).astype(np.int64) >> shift) & mask
    values = np.random.default_rng(5).integers(-(1 << 30), 1 << 30, draws.size)
    drift = np.vectorize(rounded)(values, draws) - values / 65_536
    fraction = (values & 0xFFFF) / 65_536
    spread = np.sqrt((fraction * (1 - fraction)).sum())
    assert draws.size == 1_000_000
    assert abs(drift.sum()) < 4 * spread


@given(st.integers(-100, 100), st.integers(-50, 0), st.integers(1, 50))
def test_clamped_stays_inside(value: int, low: int, high: int) -> None:
    assert clamped(value, low, high) == sorted((low, value, high))[1]
