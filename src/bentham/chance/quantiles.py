"""Tables made before the day: quantiles and functions, the same bits on every platform.

The day itself has no float, no exp and no log. These tables use only addition, multiplication,
division, comparison and exact scaling by powers of two, element by element, which IEEE 754 fixes;
a library's exp or log may differ in the last bit from one machine to the next.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.float64]

ENTRIES = 1024
"""Entries of a table of quantiles: a 16-bit draw picks one by its upper ten bits."""

_LN2 = 0.6931471805599453
_GRID = 8192


def exp(x: npt.ArrayLike) -> Table:
    """Return e^x by range reduction and a Taylor polynomial (relative error below 1e-15)."""
    value = np.asarray(x, dtype=np.float64)
    power = np.floor(value / _LN2 + 0.5)
    rest = value - power * _LN2
    total = np.ones_like(rest)
    for n in range(18, 0, -1):
        total = 1.0 + total * rest / n
    return np.ldexp(total, power.astype(np.int64))


def ln(x: npt.ArrayLike) -> Table:
    """Return the natural logarithm by the series of the inverse hyperbolic tangent."""
    mantissa, power = np.frexp(np.asarray(x, dtype=np.float64))
    y = (mantissa - 0.75) / (mantissa + 0.75)
    square = y * y
    total = np.zeros_like(y)
    for n in range(41, 0, -2):
        total = total * square + 1.0 / n
    ln_three_quarters = -0.2876820724517809
    return 2.0 * y * total + ln_three_quarters + power * _LN2


def midpoints(entries: int = ENTRIES) -> Table:
    """Return the middles of equally likely intervals of [0, 1]."""
    return (np.arange(entries) + 0.5) / entries


def _inverse(x: Table, density: Table, at: Table) -> Table:
    """Invert the distribution with this density on an even grid, by trapezia and interpolation."""
    steps = (density[1:] + density[:-1]) * 0.5
    cumulated = np.concatenate(([0.0], np.cumsum(steps)))
    cumulated = cumulated / cumulated[-1]
    right = np.clip(np.searchsorted(cumulated, at, side="right"), 1, len(x) - 1)
    left = right - 1
    width = cumulated[right] - cumulated[left]
    share = np.where(width > 0.0, (at - cumulated[left]) / np.where(width > 0.0, width, 1.0), 0.0)
    return x[left] + share * (x[right] - x[left])


def normal(entries: int = ENTRIES) -> Table:
    """Return quantiles of the standard normal distribution at the midpoints.

    Errors: below 2e-5 inside, and the outermost entries stand for the tails by their medians.
    """
    x = np.linspace(-8.0, 8.0, _GRID + 1)
    half = _inverse(x, exp(-0.5 * x * x), midpoints(entries))
    return (half - half[::-1]) * 0.5


def normal_quantile(share: float) -> float:
    """Return the standard normal quantile of one share in (0, 1)."""
    x = np.linspace(-8.0, 8.0, _GRID + 1)
    return float(_inverse(x, exp(-0.5 * x * x), np.array([share]))[0])


def gamma(shape: float, entries: int = ENTRIES) -> Table:
    """Return quantiles of the gamma distribution with this shape, scaled to a table mean of one.

    The density of y = ln x is exp(shape * y - e^y) up to a constant, which has no pole at zero.
    Relative errors: below 1.4e-4 for values above 0.1, 0.42 % at the lowest entries.
    """
    low = -(10.0 / shape) - 2.0
    high = float(ln(shape + 14.0 * float(np.sqrt(shape)) + 30.0))
    y = np.linspace(low, high, _GRID + 1)
    table = exp(_inverse(y, exp(shape * y - exp(y)), midpoints(entries)))
    return _scaled_to_one(table)


def _scaled_to_one(table: Table) -> Table:
    """Return a table scaled to a mean of one; a running sum adds in the same order everywhere."""
    mean = float(np.cumsum(table)[-1]) / len(table)
    return np.asarray(table / mean)


def beta_2_2(entries: int = ENTRIES) -> Table:
    """Return quantiles of Beta(2, 2), density 6 x (1 - x)."""
    x = np.linspace(0.0, 1.0, _GRID + 1)
    return _inverse(x, x * (1.0 - x), midpoints(entries))


def beta(shape: float, mean: float, entries: int = ENTRIES) -> Table:
    """Return the means of equally likely parts of a Beta distribution with this mean.

    For a small `shape` a few parts hold most of the weight, and the middle of a part says little of
    its mean. With odds e^y the density of y is x^shape (1 - x)^other up to a constant, which has no
    pole at either end. Relative errors: below 0.3 % in parts above a tenth of the mean, for shapes
    from 0.05.

    Parameters
    ----------
    shape : float
        The first parameter, alpha; the second follows from the mean.
    mean : float
        In [0, 1]; the table has this mean.
    entries : int
        Number of parts.
    """
    if not 0.0 < mean < 1.0:
        return np.full(entries, float(mean))
    other = shape * (1.0 - mean) / mean
    y = np.linspace(-(20.0 / shape) - 2.0, 20.0 / other + 4.0, 2 * _GRID + 1)
    spill = ln(1.0 + exp(-np.abs(y)))
    ln_x, ln_rest = np.minimum(y, 0.0) - spill, np.minimum(-y, 0.0) - spill
    density = exp(shape * ln_x + other * ln_rest)
    weight = density * exp(ln_x)
    summed = np.concatenate(([0.0], np.cumsum((weight[1:] + weight[:-1]) * 0.5)))
    below = _inverse(summed, density, np.arange(entries + 1) / entries)
    return np.asarray(np.diff(below) * (entries * mean / below[-1]))


def weibull(shape: float, entries: int = ENTRIES) -> Table:
    """Return quantiles of the Weibull distribution with this shape and scale one."""
    return exp(ln(-ln(1.0 - midpoints(entries))) / shape)


def lognormal(spread: float, entries: int = ENTRIES) -> Table:
    """Return quantiles of a lognormal distribution, scaled to a table mean of one."""
    table = exp(spread * normal(entries))
    return _scaled_to_one(table)


def fixed(values: npt.ArrayLike, bits: int) -> npt.NDArray[np.int64]:
    """Return numbers as integers with `bits` fractional bits, halves up."""
    return np.floor(np.ldexp(np.asarray(values, dtype=np.float64), bits) + 0.5).astype(np.int64)
