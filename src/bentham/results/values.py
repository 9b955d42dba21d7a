"""From counts to the values of a metric.

A metric is a quotient of two counts of a day times a scale; or of all days so far, for what is too
rare to be divided day by day; or the Gini coefficient of a histogram of welfare.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bentham.evidence.metric import Metric

BIN = 1 / 16
"""Width of a step of the histogram of welfare, in units of the mean income."""

Floats = NDArray[np.float64]


def metric_values(counts: NDArray[np.int64], place_of: Mapping[str, int], m: Metric) -> Floats:
    """Return a metric's value on each day, NaN where it is undefined.

    Parameters
    ----------
    counts : ndarray of int64
        Counts with axes ..., day, tally.
    place_of : mapping
        Where each tally stands along the last axis.
    m : Metric
        What to compute.
    """
    if m.how == "gini":
        return m.scale * _gini(counts[..., place_of[m.top] : place_of[m.bottom] + 1])
    top = _total(counts, place_of, m.top)
    if not m.bottom:
        return top * m.scale
    bottom = _total(counts, place_of, m.bottom)
    if m.how == "running":
        top, bottom = top.cumsum(axis=-1), bottom.cumsum(axis=-1)
    values = np.full(top.shape, np.nan)
    np.divide(top * m.scale, bottom, out=values, where=bottom != 0)
    return values


def _total(counts: NDArray[np.int64], place_of: Mapping[str, int], names: str) -> Floats:
    """Return the tally of this name, or the sum of several joined by plus signs."""
    return sum(
        (counts[..., place_of[name]].astype(np.float64) for name in names.split("+")),
        start=np.zeros(counts.shape[:-1]),
    )


def _gini(histogram: NDArray[np.int64]) -> Floats:
    """Return the Gini coefficient of histograms along the last axis, NaN where nobody is counted.

    Gini = E|X - Y| / 2 mu. Inside a step, people are taken to be spread evenly, so that two of the
    same step differ by a third of its width on average; the last step, which has no upper end, is
    taken to be as wide as the others. With F the share up to and with a step of width h,
    E|X - Y| = 2 h sum F (1 - F) + h / 3 sum p^2.
    """
    total = histogram.sum(axis=-1, keepdims=True)
    p = np.full(histogram.shape, np.nan)
    np.divide(histogram, total, out=p, where=total != 0)
    below = p.cumsum(axis=-1)
    apart = 2 * BIN * (below * (1 - below)).sum(axis=-1) + BIN / 3 * (p**2).sum(axis=-1)
    middles = (np.arange(histogram.shape[-1]) + 0.5) * BIN
    result: Floats = apart / (2 * (p * middles).sum(axis=-1))
    return result
