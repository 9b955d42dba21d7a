"""Draws of the assumptions: every number without a good source, and every structural variant.

A number carries two ranges. *Luck* is what other seeds give. *Assumptions* is what remains possible
when every parameter tagged A or M, and every choice between published rules, is drawn anew within
its declared bounds; what the user or the scheme sets is held. The second is the honest range.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bentham.chance.quantiles import exp, ln
from bentham.evidence.parameters import PARAMETERS, Parameter


def defaults() -> dict[str, float]:
    """Return the default of every registered parameter."""
    return {p.name: p.default for p in PARAMETERS}


def value_at(p: Parameter, share: float) -> float:
    """Return the value of a parameter at a quantile in [0, 1) of its declared range."""
    if p.draw == "choice":
        return float(min(int(share * len(p.choices)), len(p.choices) - 1))
    if p.draw == "log":
        low, high = float(ln(p.low)), float(ln(p.high))
        return min(max(float(exp(low + share * (high - low))), p.low), p.high)
    return p.low + share * (p.high - p.low)


def draws(number: int, seed: int, held: Mapping[str, float]) -> list[dict[str, float]]:
    """Return `number` sets of values for all parameters, as a Latin hypercube.

    Parameters
    ----------
    number : int
        How many sets; each uncertain parameter is drawn once from each of as many equal parts of
        its range, so that few sets cover it.
    seed : int
        The same seed gives the same sets, for every scheme that is compared.
    held : mapping
        Values that are set and therefore not drawn.
    """
    if number == 0:
        return []
    uncertain = [p for p in PARAMETERS if p.uncertain]
    raw = np.random.PCG64(seed).random_raw(2 * number * len(uncertain))
    raw = raw.reshape(len(uncertain), 2, number)
    out: list[dict[str, float]] = [{**defaults(), **held} for _ in range(number)]
    for p, (order, inside) in zip(uncertain, raw, strict=True):
        stratum = np.argsort(order, kind="stable")
        shares = (stratum + (inside >> np.uint64(11)) / float(1 << 53)) / number
        if p.name in held:
            continue  # its draws are skipped, not given to another parameter
        for values, share in zip(out, shares, strict=True):
            values[p.name] = value_at(p, float(share))
    return out
