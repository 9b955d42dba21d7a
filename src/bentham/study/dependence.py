"""On which assumptions an answer hangs: what moves it, and what separates where it fails.

*Correlations* asks the draws: the rank correlation (Spearman) of an answer with each parameter that
was drawn. Of n draws and m parameters a correlation beyond

    z / sqrt(n - 1),  z the normal quantile of 1 - 0.01 / (2 m)

would come by chance for one of the m in one answer of a hundred. What lies below may still matter
in company with others.

*Separating* asks where a statement fails: the one parameter and the one cut (or choice) for which
the share of failures on one side less the share of successes there (Youden's J) is largest. It is
named only if such a J comes up in fewer than one of twenty random relabellings of the draws, the
best of all parameters taken each time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bentham.evidence.parameters import Parameter

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Values = Sequence[Mapping[str, float]]

ERROR_RATE = 0.01
FEWEST = 10
"""Draws below which nothing is said."""

SHUFFLES = 200
CHANCE = 0.05


@dataclass(frozen=True, eq=False)
class Tried:
    """The sets of assumptions that were tried.

    Parameters
    ----------
    sets : sequence of mapping
        The values of each draw.
    varied : sequence of Parameter
        Those that were drawn.
    """

    sets: Values
    varied: Sequence[Parameter]

    def where(self, known: Flags) -> Tried:
        """Return the draws for which something is known; itself if it is for all."""
        if known.all():
            return self
        return Tried([s for s, k in zip(self.sets, known, strict=True) if k], self.varied)

    def values(self, p: Parameter) -> Floats:
        """Return a parameter's value in each draw."""
        return np.array([s[p.name] for s in self.sets])

    @cached_property
    def sides(self) -> list[tuple[Parameter, float, Flags]]:
        """Every cut: the parameter, where, and which draws lie above it (of a choice: have it)."""
        found = []
        for p in self.varied:
            x = self.values(p)
            ends = np.unique(x)
            if len(ends) < 2:
                continue
            if p.choices:
                found += [(p, float(k), x == k) for k in ends]
            else:
                found += [(p, float(cut), x > cut) for cut in (ends[1:] + ends[:-1]) / 2]
        return found


@dataclass(frozen=True, slots=True)
class Correlation:
    """An answer's rank correlation with a parameter, and chance's bound."""

    parameter: Parameter
    value: float
    bound: float


def correlations(answer: Floats, tried: Tried) -> list[Correlation]:
    """Return the correlations of an answer with the parameters varied, strongest first.

    Parameters
    ----------
    answer : ndarray [draw]
        NaN where undefined; such draws are left out.
    tried : Tried
        What was drawn; only correlations beyond chance's bound are returned.
    """
    from scipy.stats import norm, rankdata

    known = ~np.isnan(answer)
    n = int(known.sum())
    varied = tried.varied
    if n < FEWEST or not varied or np.ptp(answer[known]) == 0.0:
        return []
    bound = float(norm.ppf(1.0 - ERROR_RATE / (2.0 * len(varied)))) / math.sqrt(n - 1)
    outcome = rankdata(answer[known])
    found = []
    for p in varied:
        x = tried.values(p)[known]
        if np.ptp(x) == 0:
            continue
        if len(p.choices) > 2:
            rho = _of_choices(x, outcome)
        else:
            rho = float(np.corrcoef(rankdata(x), outcome)[0, 1])
        if abs(rho) > bound:
            found.append(Correlation(p, rho, bound))
    return sorted(found, key=lambda h: -abs(h.value))


def _of_choices(x: Floats, outcome: Floats) -> float:
    """Return the largest correlation of any one choice of a variant with the outcome."""
    each = [np.corrcoef(x == k, outcome)[0, 1] for k in np.unique(x)]
    return float(max(each, key=abs))


@dataclass(frozen=True, slots=True)
class Separation:
    """Where a statement fails: on one side of a cut through one parameter.

    Parameters
    ----------
    parameter : Parameter
        Which.
    above : bool
        Whether the failures lie above the cut (for a choice: at it).
    cut : float
        The cut, half way between two draws; for a choice its index.
    failures, of_failures, others, of_others : int
        Failures and successes on that side, and all of them.
    """

    parameter: Parameter
    above: bool
    cut: float
    failures: int
    of_failures: int
    others: int
    of_others: int

    @property
    def where(self) -> str:
        """Return the side as words."""
        p = self.parameter
        if p.choices:
            word = "is" if self.above else "is not"
            return f"{p.name} {word} {p.choices[int(self.cut)]}"
        return f"{p.name} is {'above' if self.above else 'below'} {self.cut:.3g}"


def separation(fails: Flags, tried: Tried, seed: int = 0) -> Separation | None:
    """Return the one cut that best separates failures; None where chance does as well.

    Parameters
    ----------
    fails : ndarray of bool [draw]
        Where the statement fails.
    tried : Tried
        What was drawn.
    seed : int
        Of the relabellings.
    """
    bad, good = int(fails.sum()), int((~fails).sum())
    if len(fails) < FEWEST or not bad or not good:
        return None
    sides = tried.sides
    if not sides:
        return None
    table = np.array([inside for _, _, inside in sides])
    best = _youden(table, fails[np.newaxis])[0]
    at = int(np.argmax(np.abs(best)))
    dice = np.random.default_rng([seed, len(fails)])
    shuffled = np.array([dice.permutation(fails) for _ in range(SHUFFLES)])
    by_chance = np.abs(_youden(table, shuffled)).max(axis=1)
    if (by_chance >= abs(best[at])).mean() >= CHANCE:
        return None
    p, cut, inside = sides[at]
    above = bool(best[at] > 0)
    side = inside if above else ~inside
    return Separation(
        p, above, cut, int((side & fails).sum()), bad, int((side & ~fails).sum()), good
    )


def _youden(table: Flags, fails: Flags) -> Floats:
    """Return J [labelling, side]: the share of failures inside less that of the others."""
    inside = table.astype(np.float64).T
    bad, good = fails.astype(np.float64), (~fails).astype(np.float64)
    out: Floats = bad @ inside / bad.sum(axis=1, keepdims=True) - good @ inside / good.sum(
        axis=1, keepdims=True
    )
    return out
