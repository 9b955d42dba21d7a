"""Draws of the assumptions: every number without a good source, and every structural variant.

Parameters that published patterns narrow are drawn together from the sets that these do not rule
out (`evidence/posterior.parquet`, made by `study.calibrate`); all others over their declared range.

A number carries two ranges. *Luck* is what other seeds give. *Assumptions* is what remains possible
when every parameter tagged A or M, and every choice between published rules, is drawn anew within
its declared bounds; what the user or the scheme sets is held. The second is the honest range.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from bentham.chance.quantiles import exp, ln
from bentham.evidence.errors import DamagedResults
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


def draws(
    number: int, seed: int, held: Mapping[str, float], declared: bool = False
) -> list[dict[str, float]]:
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
    declared : bool
        Whether all are drawn over their declared ranges, whatever published patterns narrow.
    """
    if number == 0:
        return []
    out: list[dict[str, float]] = [{**defaults(), **held} for _ in range(number)]
    for p in PARAMETERS:
        if not p.uncertain or p.name in held:
            continue
        for values, share in zip(out, spread(number, seed, p.name), strict=True):
            values[p.name] = value_at(p, float(share))
    if not declared and (narrowed := posterior()) is not None:
        for values, share in zip(out, spread(number, seed, "posterior"), strict=True):
            row = narrowed.row_at(float(share))
            values.update({name: x for name, x in row.items() if name not in held})
    return out


@dataclass(frozen=True)
class Posterior:
    """Sets of the narrowed parameters that are not ruled out, and how often each counts."""

    names: tuple[str, ...]
    sets: npt.NDArray[np.float64]
    cumulated: npt.NDArray[np.float64]

    def row_at(self, share: float) -> dict[str, float]:
        """Return the set at a quantile in [0, 1) of the weights."""
        at = int(np.searchsorted(self.cumulated, share * self.cumulated[-1], side="right"))
        return dict(zip(self.names, map(float, self.sets[at]), strict=True))


@cache
def posterior() -> Posterior | None:
    """Return what published patterns leave of the narrowed parameters; None before any was made.

    Raises
    ------
    DamagedResults
        The file is not the one whose hash stands beside it.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = resources.files("bentham.evidence")
    about = _told()
    if about is None:
        return None
    raw = (folder / "posterior.parquet").read_bytes()
    if hashlib.sha256(raw).hexdigest() != about["sha256"]:
        raise DamagedResults(
            "evidence/posterior.parquet is not the file that posterior.json describes; install "
            "Bentham again, or make both anew with `bentham reproduce --calibrate`."
        )
    table = pq.read_table(pa.BufferReader(raw))
    names = tuple(p.name for p in PARAMETERS if p.uncertain and p.name in about["narrowed"])
    columns = [
        [float(p.choices.index(x)) if p.choices else float(x) for x in table[p.name].to_pylist()]
        for p in PARAMETERS
        if p.name in names
    ]
    weights = np.asarray(table["weight"].to_numpy(), dtype=np.float64)
    return Posterior(names, np.array(columns).T.reshape(len(weights), -1), np.cumsum(weights))


def posterior_sha256() -> str | None:
    """Return the hash of the file that assumption ranges are drawn from; None without one."""
    about = _told()
    return None if about is None else about["sha256"]


@cache
def _told() -> Any:
    told = resources.files("bentham.evidence") / "posterior.json"
    return json.loads(told.read_text("utf-8")) if told.is_file() else None


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
