"""Tables made before the day, against SciPy and the platform's own functions."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from bentham.chance.quantiles import (
    ENTRIES,
    beta,
    beta_2_2,
    exp,
    fixed,
    gamma,
    ln,
    lognormal,
    midpoints,
    normal,
    normal_quantile,
    weibull,
)  # fmt: skip

AT = (np.arange(ENTRIES) + 0.5) / ENTRIES
SHAPES = (0.1, 0.3, 0.35, 0.7, 1.0, 1.5, 3.0, 5.0)


@given(st.floats(-700, 700))
def test_exp_to_fourteen_digits(x: float) -> None:
    # the reduced argument carries the rounding error of x itself
    assert float(exp(x)) == pytest.approx(math.exp(x), rel=1e-14 + abs(x) * 2e-16)


@given(st.floats(-20, 20))
def test_exp_of_everyday_arguments_to_fourteen_digits(x: float) -> None:
    assert float(exp(x)) == pytest.approx(math.exp(x), rel=1e-14)


@given(st.floats(1e-300, 1e300))
def test_ln_to_fourteen_digits(x: float) -> None:
    assert float(ln(x)) == pytest.approx(math.log(x), rel=1e-14, abs=1e-14)


def test_ln_and_exp_undo_each_other() -> None:
    x = np.linspace(-5, 5, 1001)
    assert np.abs(ln(exp(x)) - x).max() < 1e-14
    assert float(ln(1.0)) == pytest.approx(0, abs=1e-16)
    assert float(exp(0.0)) == 1


def test_midpoints_are_equally_likely_middles() -> None:
    assert np.array_equal(midpoints(), AT)
    assert midpoints(4).tolist() == [0.125, 0.375, 0.625, 0.875]


def test_normal() -> None:
    table = normal()
    assert np.abs(table - stats.norm.ppf(AT)).max() < 2e-5
    assert np.array_equal(table, -table[::-1])


@pytest.mark.parametrize("share", [0.001, 0.05, 0.2, 0.5, 0.77, 0.999])
def test_one_normal_quantile(share: float) -> None:
    assert normal_quantile(share) == pytest.approx(stats.norm.ppf(share), abs=2e-5)


@pytest.mark.parametrize("shape", SHAPES)
def test_gamma_has_the_published_shape_and_mean_one(shape: float) -> None:
    table = gamma(shape)
    right = stats.gamma.ppf(AT, shape)
    right /= right.mean()
    assert table.mean() == pytest.approx(1, abs=1e-12)
    assert (np.diff(table) > 0).all()
    assert np.abs(table - right).max() < 1e-4 * right.max()
    assert np.abs(table / right - 1)[right > 1e-3].max() < 5e-3
    assert np.abs(table / right - 1)[right > 0.1].max() < 2e-4


def test_beta() -> None:
    assert np.abs(beta_2_2() - stats.beta.ppf(AT, 2, 2)).max() < 1e-6


@pytest.mark.parametrize("spread", [0.0, 0.3, 0.6, 0.9])
def test_lognormal_has_mean_one(spread: float) -> None:
    right = np.exp(spread * stats.norm.ppf(AT))
    right /= right.mean()
    table = lognormal(spread)
    assert np.abs(table / right - 1).max() < 3e-5
    assert table.mean() == pytest.approx(1, abs=1e-12)


def test_fixed_point_rounds_halves_up() -> None:
    assert fixed([0.5, 0.49, -0.5, 1.5, -0.25], 0).tolist() == [1, 0, 0, 2, 0]
    assert fixed([1.0, 0.1], 16).tolist() == [65_536, 6554]


@pytest.mark.parametrize("shape", [0.05, 0.1, 0.3, 1.0])
@pytest.mark.parametrize("mean", [1e-6, 1e-4, 0.003, 0.0135, 0.1])
def test_parts_of_a_beta_distribution(shape: float, mean: float) -> None:
    table = beta(shape, mean)
    other = shape * (1 - mean) / mean
    edges = stats.beta.ppf(np.arange(ENTRIES + 1) / ENTRIES, shape, other)
    right = np.diff(stats.beta.cdf(edges, shape + 1, other)) * mean * ENTRIES
    assert table.mean() == pytest.approx(mean, rel=1e-12)
    assert (np.diff(table) > 0).all()
    assert np.abs(table / right - 1)[right > mean / 10].max() < 3e-3


def test_a_beta_distribution_without_spread() -> None:
    assert beta(0.1, 0.0).tolist() == [0.0] * ENTRIES
    assert beta(0.1, 1.0).tolist() == [1.0] * ENTRIES


@pytest.mark.parametrize("shape", [0.3, 0.482, 0.8, 2.0])
def test_weibull(shape: float) -> None:
    assert np.abs(weibull(shape) / stats.weibull_min.ppf(AT, shape) - 1).max() < 1e-11
