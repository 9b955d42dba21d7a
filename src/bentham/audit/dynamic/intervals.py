"""A number from paired worlds, with its two ranges.

Each number is a function g of counts that are added up over people and days. With the counts of
luck r added up over all r it has one value; the range of *luck* is a 95 % interval for that value,
by the delete-one jackknife over the R independent repeats with Student's t of R - 1 degrees::

    value = g(sum of all),   g_r = g(sum of all but r)
    SE^2  = (R - 1) / R * sum (g_r - mean g_r)^2,   luck = value +- t(0.975, R - 1) SE

The worlds of a pair share people and luck, so a repeat is dropped from all of them at once: that
is what makes the interval of a difference narrow. The model is that repeats are independent and g
is nearly linear in sums over them; no person-day is taken to be independent of another, as a
binomial interval would. Where nothing varies between the repeats (a share that is 0 or 1 in all),
the interval is one point, and says nothing of what is rarer than one in all that was simulated.

The range over *assumptions* is the smallest to the largest value over the draws, the range of luck
included: whatever holds in all of it holds in every draw.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from bentham.audit.evidence import Measured
from bentham.study.small_worlds import Cases, Floats

CONFIDENCE = 0.95

Number = Callable[[Floats], float]
"""From counts[world, class, tally] to a number; NaN where it is undefined."""


def estimated(
    cases: Cases, counts: Floats, number: Number, said: str, bounds: tuple[float, float]
) -> Measured | None:
    """Return a number with both ranges; None where it is undefined.

    Parameters
    ----------
    cases : Cases
        Luck, then draws.
    counts : ndarray [world, case, class, tally]
        Sums over days.
    number : callable
        g.
    said : str
        What it is.
    bounds : tuple of float
        Between which it must lie; the ends of the interval are cut there.
    """
    luck = counts[:, : cases.seeds]
    total = luck.sum(axis=1)
    value = number(total)
    if math.isnan(value):
        return None
    left_out = np.array([number(total - luck[:, r]) for r in range(cases.seeds)])
    half = _half_width(left_out)
    low, high = max(value - half, bounds[0]), min(value + half, bounds[1])
    drawn = [number(counts[:, k]) for k in range(cases.seeds, cases.number)]
    known = [each for each in drawn if not math.isnan(each)]
    return Measured(value, min([low, *known]), max([high, *known]), low, high, said)


def _half_width(left_out: Floats) -> float:
    """Return half the width of the interval; without bound where a repeat alone defines it."""
    from scipy.stats import t

    repeats = len(left_out)
    if repeats < 2 or np.isnan(left_out).any():
        return math.inf
    error = math.sqrt((repeats - 1) / repeats * float(((left_out - left_out.mean()) ** 2).sum()))
    return float(t.ppf((1 + CONFIDENCE) / 2, repeats - 1)) * error
