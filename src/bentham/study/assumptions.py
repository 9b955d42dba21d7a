"""Draws of the assumptions: every number without a good source, and every structural variant.

A number carries two ranges. *Luck* is what other seeds give. *Assumptions* is what remains possible
when every parameter tagged A or M, and every choice between published rules, is drawn anew within
its declared bounds; what the user or the scheme sets is held. The second is the honest range.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

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
    out: list[dict[str, float]] = [{**defaults(), **held} for _ in range(number)]
    for p in PARAMETERS:
        if not p.uncertain or p.name in held:
            continue
        for values, share in zip(out, spread(number, seed, p.name), strict=True):
            values[p.name] = value_at(p, float(share))
    return out


def spread(number: int, seed: int, name: str) -> npt.NDArray[np.float64]:
    """Return one quantile of a parameter from each of `number` equal parts of [0, 1), shuffled."""
    order, inside = _raw(seed, name, number)
    stratum = np.argsort(order, kind="stable")
    shares: npt.NDArray[np.float64] = (stratum + _fractions(inside)) / number
    return shares


def loose(number: int, seed: int, name: str) -> npt.NDArray[np.float64]:
    """Return independent numbers, uniform in [0, 1), that belong to a name."""
    return _fractions(_raw(seed, name, number)[0])


def _fractions(bits: npt.NDArray[np.uint64]) -> npt.NDArray[np.float64]:
    fractions: npt.NDArray[np.float64] = (bits >> np.uint64(11)) / float(1 << 53)
    return fractions


def _raw(seed: int, name: str, number: int) -> npt.NDArray[np.uint64]:
    """Return two rows of raw bits that belong to a parameter's name, whatever else is declared."""
    text = f"bentham assumptions 1|{seed}|{name}".encode()
    start = int.from_bytes(hashlib.sha256(text).digest()[:16], "little")
    return np.random.PCG64(start).random_raw(2 * number).reshape(2, number)
