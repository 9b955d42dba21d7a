"""What the sets that survive say: which parameters moved, which cannot be told apart, or why none.

Under the prior a parameter's point u is uniform in [0, 1). Among survivors its distribution
function F_n stands off by the Kolmogorov-Smirnov distance D = sup |F_n(u) - u|. With n independent
survivors chance alone passes

    bound = sqrt(ln(2 / q) / (2 n))

with probability q at most (Dvoretzky, Kiefer and Wolfowitz; Massart 1990); q is 5 % shared by all
parameters and waves (Bonferroni). Two parameters whose ranks correlate among survivors trade off:
the data fix a combination and cannot tell the one from the other. Chance passes
z(1 - q / 2) / sqrt(n - 1), q again shared.

n is Kish's effective number, (sum w)^2 / sum w^2: of distinct sets, for a parameter that is drawn
anew with every step; of families, that is of first-wave sets with surviving descendants, for one
that moves by steps from its parent. Once found, a parameter counts as constrained in later waves.
A parameter that neither moved nor is tied to another may still be *felt*: its rank correlates with
a target's outcome over all sets of the first wave.

Where nothing survives, a pair of targets *conflicts* if each is met by some set and no set meets
both. This is said of the sets that were run, not of all that could be.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri
from scipy.stats import rankdata

from bentham.evidence.parameters import Parameter
from bentham.study.assumptions import value_at

if TYPE_CHECKING:
    from bentham.study.matching import Target

ERROR = 0.05
"""Chance that anything at all is called constrained, or tied, that is not."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Moved:
    """How one parameter is distributed among the survivors.

    Parameters
    ----------
    name : str
        The parameter.
    distance, bound : float
        Kolmogorov-Smirnov distance from the prior, and what chance alone would hardly pass.
    constrained : bool
        Whether it passed the bound in any wave.
    low, high : float
        Where the middle nine tenths lie, as values; for a variant the lowest and highest choice.
    felt : bool
        Whether the outcome of any target rises or falls with it over the first wave.
    """

    name: str
    distance: float
    bound: float
    constrained: bool
    low: float
    high: float
    felt: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parameters that trade off: the rank correlation among survivors, and chance's bound."""

    first: str
    second: str
    correlation: float
    bound: float


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why nothing survived.

    Parameters
    ----------
    nearest : float
        Smallest implausibility of any set.
    never : tuple of (str, float)
        Targets that no set meets, and how near one came, in standard deviations.
    pairs : tuple of (str, str, float)
        Targets each met by some set and by none together, and how near one came to both; those
        farthest from being met together first.
    """

    nearest: float
    never: tuple[tuple[str, float], ...]
    pairs: tuple[tuple[str, str, float], ...]


def evidence(
    points: Floats,
    family: npt.NDArray[np.int64],
    varied: Sequence[Parameter],
    stepped: npt.NDArray[np.bool_],
    felt: npt.NDArray[np.bool_],
    moved: Sequence[Moved],
    pairs: Sequence[Pair],
    waves: int,
) -> tuple[tuple[Moved, ...], tuple[Pair, ...]]:
    """Return what one wave's survivors say, together with what was found before.

    Parameters
    ----------
    points : array
        Survivors (sets x parameters) in the unit cube; one that counts twice stands twice.
    family : array
        The first-wave set that each descends from.
    varied : sequence of Parameter
        Their parameters.
    stepped : array of bool
        Which parameters moved by steps from the parent in this wave.
    felt : array of bool
        What `felt_by` found over the first wave.
    moved, pairs
        What earlier waves found.
    waves : int
        In how many waves this is asked.
    """
    distinct = _effective(np.unique(points, axis=0, return_counts=True)[1])
    families = _effective(np.unique(family, return_counts=True)[1])
    before = {m.name for m in moved if m.constrained}
    out = []
    for j, p in enumerate(varied):
        n = families if stepped[j] else distinct
        bound = math.sqrt(math.log(2 * len(varied) * waves / ERROR) / (2 * n))
        distance = ks_distance(points[:, j])
        low, high = (value_at(p, float(np.quantile(points[:, j], q))) for q in (0.05, 0.95))
        constrained = distance > bound or p.name in before
        out.append(Moved(p.name, distance, bound, constrained, low, high, bool(felt[j])))
    return tuple(out), _tied(points, varied, stepped, pairs, (distinct, families), waves)


def felt_by(points: Floats, obtained: Floats) -> npt.NDArray[np.bool_]:
    """Return which parameters any target's outcome rises or falls with, beyond chance.

    This asks all sets of the first wave, so it sees a parameter that matters even where the
    survivors are too few to show that it moved. It does not see an effect that goes up and down.

    Parameters
    ----------
    points : array
        Sets x parameters in the unit cube.
    obtained : array
        Sets x targets; NaN where undefined.
    """
    felt = np.zeros(points.shape[1], bool)
    for values in obtained.T:
        known = ~np.isnan(values)
        if known.sum() < 10 or np.ptp(values[known]) == 0:
            continue
        outcome = rankdata(values[known])
        ranks = points[known].argsort(axis=0).argsort(axis=0)
        outcome, ranks = outcome - outcome.mean(), ranks - ranks.mean(axis=0)
        rho = outcome @ ranks / np.sqrt((outcome**2).sum() * (ranks**2).sum(axis=0))
        chance = ERROR / (points.shape[1] * obtained.shape[1])
        felt |= np.abs(rho) > ndtri(1 - chance / 2) / math.sqrt(known.sum() - 1)
    return felt


def ks_distance(points: Floats) -> float:
    """Return the largest distance of a sample's distribution function from the uniform one."""
    ordered = np.sort(points)
    n = len(ordered)
    steps = np.arange(n + 1) / n
    return float(max((steps[1:] - ordered).max(), (ordered - steps[:-1]).max()))


def _effective(counts: npt.NDArray[np.int64]) -> float:
    return float(counts.sum() ** 2 / (counts**2).sum())


def _tied(
    points: Floats,
    varied: Sequence[Parameter],
    stepped: npt.NDArray[np.bool_],
    before: Sequence[Pair],
    numbers: tuple[float, float],
    waves: int,
) -> tuple[Pair, ...]:
    """Return the pairs whose ranks correlate beyond chance, in this or an earlier wave."""
    if len(points) < 3:
        return tuple(before)
    # The order of more than two choices means nothing, so neither does their rank.
    able = [j for j, p in enumerate(varied) if len(p.choices) <= 2]
    ranks = points[:, able].argsort(axis=0).argsort(axis=0)
    with np.errstate(invalid="ignore"):
        rho = np.nan_to_num(np.atleast_2d(np.corrcoef(ranks, rowvar=False)))
    known = {(pair.first, pair.second) for pair in before}
    several = int(stepped[able].sum())
    among = {True: math.comb(several, 2), False: math.comb(len(able), 2)}
    out = []
    for a, b in combinations(range(len(able)), 2):
        i, j = able[a], able[b]
        both = bool(stepped[i] and stepped[j])
        n = numbers[1] if both else numbers[0]
        chance = ERROR / (max(among[both], 1) * waves)
        bound = float(ndtri(1 - chance / 2)) / math.sqrt(n - 1) if n > 2 else math.inf
        names = varied[i].name, varied[j].name
        if abs(rho[a, b]) > min(bound, 1.0) or names in known:
            out.append(Pair(*names, float(rho[a, b]), min(bound, 1.0)))
    return tuple(sorted(out, key=lambda p: -abs(p.correlation)))


def rejection(far: Floats, targets: Sequence[Target], cutoff: float) -> Rejection:
    """Say by which targets everything is ruled out.

    Parameters
    ----------
    far : array
        Distance of every set from every target (sets x targets), in standard deviations.
    targets : sequence of Target
        Their names.
    cutoff : float
        Within which a target is met.
    """
    nearest = far.min(axis=0)
    never = tuple((t.name, float(d)) for t, d in zip(targets, nearest, strict=True) if d > cutoff)
    pairs = []
    for i, j in combinations(range(len(targets)), 2):
        if max(nearest[i], nearest[j]) <= cutoff:
            both = float(np.maximum(far[:, i], far[:, j]).min())
            if both > cutoff:
                pairs.append((targets[i].name, targets[j].name, both))
    pairs.sort(key=lambda p: -p[2])
    return Rejection(float(far.max(axis=1).min()), never, tuple(pairs))
