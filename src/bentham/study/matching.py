"""History matching: which sets of assumed values a few published numbers do not rule out.

A target j is a number with a standard deviation: value y_j and sd s_j = sqrt(se^2 + luck^2), where
luck is what another seed would give. A set of values u, a point of the unit cube of the declared
ranges, is run once and gives z_j(u). Its *implausibility* (Craig and others 1997; Vernon, Goldstein
and Bower 2010)::

    I(u) = max over j of |z_j(u) - y_j| / s_j

A set with I > 3 is ruled out: by Pukelsheim's three-sigma rule a set that is right lies beyond
three standard deviations of one target in at most one case of twenty, whatever the (unimodal)
distribution. What is not ruled out is a region, not a fit; no set in it is better than another.

The models here run in a second or less, so no emulator stands between the sets and the runs. When
the region is small, uniform draws would hardly ever fall into it; the waves therefore approach it
in steps (subset simulation, Au and Beck 2001)::

    wave 1   sets spread over the whole cube; the level c_1 is 3 if at least a fifth of them lie
             within, else the level within which a fifth lie
    wave k   from each survivor of wave k - 1 a step to another point; the step is made if that
             point lies within c_(k-1), else the survivor is counted again
    volume   share of the cube not ruled out = product of the shares kept, the last at level 3

The steps are symmetric, so that what survives stays uniform over the region (Metropolis). A
parameter that has moved takes a step along the difference of two other survivors, reflected at the
bounds (ter Braak 2006), which follows ridges; one that has not moved is drawn anew.

Errors: a share p kept of n independent sets has the standard error sqrt(p (1 - p) / n); later
waves are less independent than that, so the printed error is a floor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bentham.evidence.errors import UsageError
from bentham.evidence.parameters import PARAMETERS, Parameter
from bentham.study.assumptions import defaults, loose, spread, value_at
from bentham.study.matching_found import Moved, Pair, Rejection, evidence, felt_by, rejection

__all__ = ["Evaluate", "Matching", "Target", "Wave", "implausibility", "match", "uncertain"]

SEED = 20_261_123
CUTOFF = 3.0
FIFTH = 0.2
JITTER = 0.02

Floats = npt.NDArray[np.float64]
Evaluate = Callable[[list[dict[str, float]]], Floats]
"""From sets of values to what each gives for each target; NaN where that is undefined."""


@dataclass(frozen=True, slots=True)
class Target:
    """A number to be met.

    Parameters
    ----------
    name : str
        What it is.
    value : float
        The number.
    sd : float
        Its standard deviation: that of the number itself and that of luck, added in squares.
    """

    name: str
    value: float
    sd: float


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave: how many sets were run, and what share was kept at which level."""

    runs: int
    level: float
    share: float
    not_ruled_out: int


@dataclass(frozen=True)
class Matching:
    """What is not ruled out.

    Parameters
    ----------
    targets : tuple of Target
        What had to be met.
    parameters : tuple of Parameter
        What was varied.
    waves : tuple of Wave
        One after the other.
    sets : list of dict
        The sets that are not ruled out: every parameter, also what was held.
    weights : array
        How often each counts; a set from which no step led on counts more than once.
    obtained : array
        What each set gives (sets x targets).
    worst : array
        Implausibility of each set.
    volume, volume_error : float
        Share of the prior that is not ruled out, and a floor of its relative standard error.
    moved : tuple of Moved
        Every varied parameter, with the distance of its distribution from the prior.
    pairs : tuple of Pair
        Parameters that these targets cannot tell apart.
    rejected : Rejection or None
        Why nothing is left, if nothing is.
    """

    targets: tuple[Target, ...]
    parameters: tuple[Parameter, ...]
    waves: tuple[Wave, ...]
    sets: list[dict[str, float]]
    weights: Floats
    obtained: Floats
    worst: Floats
    volume: float
    volume_error: float
    moved: tuple[Moved, ...]
    pairs: tuple[Pair, ...]
    rejected: Rejection | None
    cutoff: float = CUTOFF

    @property
    def runs(self) -> int:
        """How many sets were run."""
        return sum(w.runs for w in self.waves)

    @property
    def constrained(self) -> tuple[Moved, ...]:
        """The parameters that the targets move, those that move most first."""
        return tuple(
            sorted((m for m in self.moved if m.constrained), key=lambda m: (-m.distance, m.name))
        )

    @property
    def felt(self) -> tuple[str, ...]:
        """Names of the parameters that outcomes depend on and that the targets do not narrow."""
        jointly = {name for pair in self.pairs for name in (pair.first, pair.second)}
        told = (m for m in self.moved if m.felt and not m.constrained)
        return tuple(m.name for m in told if m.name not in jointly)

    @property
    def untouched(self) -> tuple[str, ...]:
        """Names of the parameters that no target touches, alone or with another."""
        jointly = {name for pair in self.pairs for name in (pair.first, pair.second)}
        told = (m for m in self.moved if not m.constrained and not m.felt)
        return tuple(m.name for m in told if m.name not in jointly)


def uncertain(held: Mapping[str, float] = {}) -> tuple[Parameter, ...]:
    """Return the parameters that assumption draws vary, without those that are held."""
    return tuple(p for p in PARAMETERS if p.uncertain and p.name not in held)


def implausibility(obtained: Floats, targets: Sequence[Target]) -> Floats:
    """Return how far each set is from each target, in its standard deviations; NaN is infinite."""
    values = np.array([t.value for t in targets])
    sds = np.array([t.sd for t in targets])
    far = np.abs(np.asarray(obtained, float) - values) / sds
    return np.where(np.isnan(far), np.inf, far)


def match(
    evaluate: Evaluate,
    targets: Sequence[Target],
    parameters: Sequence[Parameter] | None = None,
    number: int = 256,
    seed: int = SEED,
    held: Mapping[str, float] = {},
    waves: int = 3,
    cutoff: float = CUTOFF,
) -> Matching:
    """Find the sets of values that the targets do not rule out.

    Parameters
    ----------
    evaluate : callable
        From a list of sets (every parameter by name) to an array of sets by targets.
    targets : sequence of Target
        At least one, each with a positive standard deviation.
    parameters : sequence of Parameter, optional
        What is varied within its declared range; by default all that is uncertain and not held.
    number : int
        Sets in each wave.
    seed : int
        The same seed gives the same sets.
    held : mapping
        Values that are not varied.
    waves : int
        How many.
    cutoff : float
        Largest implausibility that is not ruled out.

    Raises
    ------
    UsageError
        Nothing to meet, nothing to vary, or a standard deviation that is not positive.
    """
    varied = tuple(uncertain(held) if parameters is None else parameters)
    targets = tuple(targets)
    if not targets or not varied:
        raise UsageError("History matching needs a target to meet and a parameter to vary.")
    for t in targets:
        if not (t.sd > 0 and np.isfinite(t.sd) and np.isfinite(t.value)):
            raise UsageError(f"The target '{t.name}' needs a positive standard deviation.")
    if number < 10 or waves < 1:
        raise UsageError("History matching needs at least one wave of at least 10 sets.")
    base = {**defaults(), **held}
    names = [p.name for p in varied]
    everything: list[Floats] = []

    def run(points: Floats) -> tuple[Floats, Floats]:
        sets = [_values(varied, u, base) for u in points]
        found = np.asarray(evaluate(sets), float)
        if found.shape != (len(sets), len(targets)):
            raise ValueError(f"evaluate gave {found.shape}, not {(len(sets), len(targets))}")
        everything.append(found)
        return found, implausibility(found, targets).max(axis=1)

    points = np.column_stack([spread(number, seed, name) for name in names])
    found, worst = run(points)
    felt = felt_by(points, found)
    family = np.arange(number)
    flagged = np.zeros(len(names), bool)
    told: list[Wave] = []
    pool: list[tuple[Floats, Floats, Floats]] = []
    moved: tuple[Moved, ...] = ()
    pairs: tuple[Pair, ...] = ()
    for k in range(1, waves + 1):
        level = (
            cutoff if k == waves else max(cutoff, float(np.quantile(worst, FIFTH, method="higher")))
        )
        keep = worst <= level
        inside = worst <= cutoff
        told.append(Wave(number, level, float(keep.mean()), int(inside.sum())))
        pool.append((points[inside], found[inside], worst[inside]))
        if not keep.any():
            break
        moved, pairs = evidence(
            points[keep], family[keep], varied, flagged, felt, moved, pairs, waves
        )
        flagged = _flags(names, moved, pairs)
        if k == waves:
            break
        again = np.resize(np.flatnonzero(keep), number)
        points, found, worst, family = points[again], found[again], worst[again], family[again]
        proposed = _steps(points, flagged, names, seed, k)
        new_found, new_worst = run(proposed)
        step = new_worst <= level
        points = np.where(step[:, None], proposed, points)
        found = np.where(step[:, None], new_found, found)
        worst = np.where(step, new_worst, worst)
    return _matching(
        targets, varied, base, told, pool, moved, pairs, np.concatenate(everything), cutoff
    )


def _values(varied: Sequence[Parameter], u: Floats, base: dict[str, float]) -> dict[str, float]:
    return {**base, **{p.name: value_at(p, float(x)) for p, x in zip(varied, u, strict=True)}}


def _flags(
    names: Sequence[str], moved: Sequence[Moved], pairs: Sequence[Pair]
) -> npt.NDArray[np.bool_]:
    """Return which parameters take steps rather than fresh values."""
    moving = {m.name for m in moved if m.constrained}
    moving |= {name for pair in pairs for name in (pair.first, pair.second)}
    return np.array([name in moving for name in names])


def _steps(
    points: Floats, flagged: npt.NDArray[np.bool_], names: Sequence[str], seed: int, wave: int
) -> Floats:
    """Return for each point another one, as likely to be proposed as the way back."""
    number = len(points)

    def luck(what: str) -> Floats:
        return loose(number, seed, f"matching wave {wave}|{what}")

    one, two = (points[(luck(who) * number).astype(int)] for who in ("first", "second"))
    length = luck("length")
    out = np.empty_like(points)
    for j, name in enumerate(names):
        fresh = luck(f"value|{name}")
        if flagged[j]:
            step = length * (one[:, j] - two[:, j]) + JITTER * (2 * fresh - 1)
            out[:, j] = _reflected(points[:, j] + step)
        else:
            out[:, j] = fresh
    return out


def _reflected(u: Floats) -> Floats:
    """Return points reflected at 0 and 1, and never 1 itself."""
    folded = np.abs(u) % 2
    folded = np.where(folded > 1, 2 - folded, folded)
    below: Floats = np.minimum(folded, np.nextafter(1.0, 0.0))
    return below


def _matching(
    targets: tuple[Target, ...],
    varied: tuple[Parameter, ...],
    base: dict[str, float],
    waves: list[Wave],
    pool: list[tuple[Floats, Floats, Floats]],
    moved: tuple[Moved, ...],
    pairs: tuple[Pair, ...],
    everything: Floats,
    cutoff: float,
) -> Matching:
    points, obtained, worst = (np.concatenate(part) for part in zip(*pool, strict=True))
    _, first, count = np.unique(points, axis=0, return_index=True, return_counts=True)
    order = np.argsort(first)
    first, count = first[order], count[order]
    shares = np.array([w.share for w in waves])
    if len(first):
        volume = float(shares.prod())
        runs = np.array([w.runs for w in waves])
        error = float(np.sqrt(((1 - shares) / (shares * runs)).sum()))
        gone = None
    else:
        volume, error = 0.0, 0.0
        moved, pairs = (), ()
        gone = rejection(implausibility(everything, targets), targets, cutoff)
    return Matching(
        targets, varied, tuple(waves), [_values(varied, points[i], base) for i in first],
        count.astype(float), obtained[first], worst[first], volume, error, moved, pairs, gone,
        cutoff,
    )  # fmt: skip
