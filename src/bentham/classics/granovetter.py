"""Granovetter 1978: how many act, if each waits until enough others do.

Person i acts if and only if the share already acting is at least the own threshold theta_i. With F
the distribution of thresholds, the share acting follows

    r(t + 1) = F(r(t)),  r(0) = 0,  up to r*, the smallest r with F(r) = r.

Everybody sees everybody (a complete graph). Shares and thresholds are shares of all persons, time
is in rounds.

**A list of thresholds.** Of N persons sorted by threshold, m act in the end where m is the smallest
number with theta_(m+1) > m / N: those before were each pulled along, the next one is not. Exact.

**Normal thresholds**, theta ~ N(mu, sigma): F(r) = Phi((r - mu) / sigma), and as in the paper a
threshold of zero or less acts unprompted, one above 1 never. For small sigma two fixed points are
low and one high; the low pair meets and vanishes at the tangency F(r) = r, F'(r) = 1, that is with
y = (mu - r) / sigma

    Phi(-y) = mu - y phi(y),   sigma_c = phi(y),   r_c = mu - y phi(y),

one equation in y, whose left side less the right falls from 1/2 - mu to -mu: a single root for
mu < 1/2. For mu = 1/4, sigma_c = 0.12222 and r_c = 0.062.

**Errors.** Of N drawn thresholds the share below r has the standard error
s_N = sqrt(r (1 - r) / N). A fixed point moves by s_N / (1 - F'(r)); the jump, where
d Phi((r - mu) / sigma) / d sigma = y, by s_N / y = 1.6e-4 for N = 10^6.

Source: M. Granovetter, "Threshold Models of Collective Behavior", AJS 83(6), 1978, 1420-1443,
from memory (M); fixed points computed (C).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import ndtr

from bentham.classics.declaration import Check, Classic, Reproduction, Request, Series, Setting
from bentham.classics.luck import key, normals

Floats = npt.NDArray[np.float64]

SOURCE = "Granovetter 1978, AJS 83(6):1420-1443"
THRESHOLD = 1
"""Number of the decision: a person's threshold."""

TABLE = (
    (0.10, 0.0077), (0.12, 0.0402), (0.122, 0.0548), (0.123, 1.0000), (0.2, 0.9999),
    (0.3, 0.9934), (0.4, 0.9626),
)  # fmt: skip
"""Dispersion sigma and share acting r* for a mean of 1/4, computed to four digits (C)."""

BAND = 4.0
"""Standard errors of a sampled value: 1 in 16,000 leaves them by chance."""


def equilibrium(thresholds: npt.ArrayLike) -> int:
    """Return how many act in the end, exactly.

    Parameters
    ----------
    thresholds : array of float
        Shares of all persons that must act before a person does; in any order.
    """
    return _sorted_equilibrium(np.sort(np.asarray(thresholds, dtype=np.float64)))


def _sorted_equilibrium(thresholds: Floats) -> int:
    number = len(thresholds)
    stops = thresholds > np.arange(number) / number
    return int(np.argmax(stops)) if stops.any() else number


def path(thresholds: npt.ArrayLike) -> list[int]:
    """Return how many act in each round from nobody on, until nothing changes."""
    ranked = np.sort(np.asarray(thresholds, dtype=np.float64))
    acting = [0]
    while True:
        now = int(np.searchsorted(ranked, acting[-1] / len(ranked), side="right"))
        if now == acting[-1]:
            return acting
        acting.append(now)


def normal_equilibrium(mean: float, deviation: float) -> float:
    """Return the smallest fixed point r* for normal thresholds.

    F(r) - r falls up to where F' rises through 1, rises to where F' falls through 1, and falls
    again: the smallest root lies before the first of these points if F - r is negative there, and
    after the second otherwise.
    """

    def surplus(r: float) -> float:
        return float(ndtr((r - mean) / deviation)) - r

    peak = 1.0 / (deviation * math.sqrt(2.0 * math.pi))
    spread = deviation * math.sqrt(2.0 * math.log(peak)) if peak > 1.0 else 0.0
    low, high = mean - spread, mean + spread
    if low > 0.0 and surplus(min(low, 1.0)) <= 0.0:
        return float(brentq(surplus, 0.0, min(low, 1.0), xtol=1e-14))
    start = min(max(high, 0.0), 1.0) if spread > 0.0 else 0.0
    return 1.0 if surplus(1.0) >= 0.0 else float(brentq(surplus, start, 1.0, xtol=1e-14))


def critical(mean: float) -> tuple[float, float]:
    """Return (sigma_c, r_c): the dispersion at which r* jumps, and the share just before.

    Parameters
    ----------
    mean : float
        Mean threshold, inside (0, 1/2).
    """

    def density(y: float) -> float:
        return math.exp(-0.5 * y * y) / math.sqrt(2.0 * math.pi)

    y = brentq(lambda y: float(ndtr(-y)) - mean + y * density(y), 0.0, 40.0, xtol=1e-14)
    return density(y), mean - y * density(y)


def sampled_equilibrium(scores: Floats, mean: float, deviation: float) -> float:
    """Return the share acting among persons with thresholds mean + deviation * scores.

    Parameters
    ----------
    scores : array of float
        Standard normal draws, sorted.
    """
    return _sorted_equilibrium(mean + deviation * scores) / len(scores)


def jump(scores: Floats, mean: float) -> float:
    """Return the dispersion above which no equilibrium below one half stops the drawn persons.

    Person m + 1 with a negative score z stops the others at a share m / N if
    mean + sigma z > m / N, so for every sigma < (m / N - mean) / z. The last to give way decides:
    the jump is the maximum over all of them, exactly.
    """
    below = scores[: min(len(scores) // 2, int(np.searchsorted(scores, 0.0)))]
    return float(np.max((np.arange(len(below)) / len(scores) - mean) / below))


def _hold(request: Request) -> Reproduction:
    people, mean = request.whole("people"), request.number("mean")
    seeds = 20 if request.seeds is None else request.seeds
    sigma_c, r_c = critical(mean)
    grid = sorted({0.120, 0.125, *(s for s, _ in TABLE)} if mean == 0.25 else {0.5, 1.0, 2.0})
    grid = grid if mean == 0.25 else [sigma_c * part for part in grid]
    shares = np.empty((seeds, len(grid)))
    jumps = np.empty(seeds)
    for n in range(seeds):
        scores = np.sort(normals(key("granovetter", request.seed + n), THRESHOLD, people))
        shares[n] = [sampled_equilibrium(scores, mean, sigma) for sigma in grid]
        jumps[n] = jump(scores, mean)
        if request.progress:
            request.progress("drawn thresholds", n + 1, seeds)
    sampled = dict(zip(grid, shares.T, strict=True))

    number = request.whole("list_people")
    even = np.arange(number) / number
    altered = even.copy()
    altered[1] = 2 / number
    acting, alone = equilibrium(even), equilibrium(altered)
    checks = [
        Check("F01", f"thresholds 0, 1, ..., {number - 1}: persons who act", str(number), acting,
              number, number, "persons", SOURCE, "M"),
        Check("F01", "the same, with the one threshold 1 raised to 2", "1", alone, 1, 1,
              "persons", SOURCE, "M"),
        *_normal_checks(people, mean, sampled, jumps),
    ]  # fmt: skip
    line = np.linspace(0.4 * sigma_c, 3.0 * sigma_c, 131)
    return Reproduction(
        "granovetter", request.preset, request.variant, request.settings, seeds,
        (
            f"With thresholds 0 to {number - 1} all {acting} persons act; raise one of them from "
            f"1 to 2 and {alone} acts.",
            f"With normal thresholds of mean {mean:g} the share acting jumps from {r_c:.3f} to "
            f"{normal_equilibrium(mean, sigma_c + 1e-9):.3f} at a dispersion of {sigma_c:.5f}; "
            f"{seeds} draws of {people:,} persons jump at {jumps.mean():.5f}, between "
            f"{jumps.min():.5f} and {jumps.max():.5f}.",
        ),
        tuple(checks),
        (
            Series("closed form", "dispersion of thresholds", "share acting", line.tolist(),
                   [normal_equilibrium(mean, sigma) for sigma in line]),
            Series("drawn persons", "dispersion of thresholds", "share acting", grid,
                   shares.mean(axis=0).tolist()),
        ),
    )  # fmt: skip


def _normal_checks(
    people: int, mean: float, sampled: dict[float, Floats], jumps: Floats
) -> list[Check]:
    sigma_c, r_c = critical(mean)
    y = (mean - r_c) / sigma_c
    formula = "Phi(-y) = mu - y phi(y), sigma_c = phi(y)"
    if mean != 0.25:  # nothing is published: only the draws against the closed form
        band = BAND * math.sqrt(r_c * (1 - r_c) / (people * len(jumps))) / y + people ** (-2 / 3)
        return [
            Check("T02", "dispersion at which drawn persons jump", f"{sigma_c:.5f}", jumps.mean(),
                  sigma_c - band, sigma_c + band, "", SOURCE, "C", formula,
                  f"{BAND:g} standard errors, and N^(-2/3) for the lowest of many persons"),
        ]  # fmt: skip
    error = math.sqrt(r_c * (1 - r_c) / people) / y
    fixed_before = f"fixed before the first run; one draw has a standard error of {error:.1e}"
    checks = [
        Check("T02", "dispersion at the tangency", "0.12222", sigma_c, 0.122215, 0.122225, "",
              SOURCE, "C", formula, "exact to the digits given"),
        Check("F02", "dispersion at which drawn persons jump (mean of draws)", "0.1222",
              jumps.mean(), 0.1217, 0.1227, "", SOURCE, "C", formula, fixed_before),
        Check("F02", "highest share acting at 0.120, of all draws", "at most 0.07",
              sampled[0.120].max(), 0.0, 0.07, "", SOURCE, "C", "", fixed_before),
        Check("F02", "lowest share acting at 0.125, of all draws", "at least 0.99",
              sampled[0.125].min(), 0.99, 1.0, "", SOURCE, "C", "", fixed_before),
    ]  # fmt: skip
    for sigma, share in TABLE:
        exact = normal_equilibrium(mean, sigma)
        checks.append(
            Check("T02", f"share acting at {sigma:g}, closed form", f"{share:.4f}", exact,
                  share - 5e-5, share + 5e-5, "", SOURCE, "C", "r = Phi((r - mu) / sigma)",
                  "exact to the digits given")
        )  # fmt: skip
        if abs(sigma - sigma_c) > 10 * error:  # nearer to the jump a draw may lie on either side
            z = (exact - mean) / sigma
            slope = math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi) / sigma
            draws = people * len(sampled[sigma])
            band = BAND * math.sqrt(exact * (1 - exact) / draws) / (1 - slope)
            checks.append(
                Check("T02", f"share acting at {sigma:g}, drawn persons", f"{share:.4f}",
                      sampled[sigma].mean(), exact - band, exact + band, "", SOURCE, "C",
                      "r = Phi((r - mu) / sigma)", f"{BAND:g} standard errors, 1 in 16,000")
            )  # fmt: skip
    return checks


CLASSIC = Classic(
    name="granovetter",
    title="Threshold models of collective behaviour",
    source=SOURCE,
    rules=(
        "A person acts if the share acting is at least the own threshold.",
        "r(t+1) = F(r(t)) from r(0) = 0; the equilibrium is the smallest r with F(r) = r.",
    ),
    departures=(
        "The paper draws 100 persons; here the normal case has 10^6, so that the jump is sharp.",
        "The paper's sociometric weights (friends count more) are left out.",
    ),
    settings=(
        Setting("list_people", "N", 100, 3, 1e6, "persons", "M", SOURCE,
                "Persons of the list case, with thresholds 0, 1, ..., N - 1."),
        Setting("people", "N", 1e6, 1e4, 2e7, "persons", "A", "science.md F02",
                "Persons of the normal case."),
        Setting("mean", "mu", 0.25, 0.05, 0.45, "share", "M", SOURCE, "Mean threshold."),
    ),
    hold=_hold,
)  # fmt: skip
