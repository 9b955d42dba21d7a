"""Assessors who favour those close to them: what a score is then worth, in Gaussian closed form.

The idea is Hmaidi's ("'The' Social Credit System", 35C3, Leipzig, 27 December 2018): in scoring by
officials, assessors will probably rate those close to them better, and allocating scarce resources
more efficiently is unlikely to be served. Neither code nor paper is public; this is the smallest
model in which both claims can be held against a closed form.

A person has conduct ``x ~ N(0, sigma_x)`` and a tie to the assessor ``t ~ N(0, sigma_t)``; the
score is ``y = x + b t + e`` with noise ``e ~ N(0, sigma_e)`` and bias ``b``. All are in points of
the score, but ties, whose unit is free (b is points a unit of tie). Then

- ``corr(y, x) = rho = sigma_x / sqrt(sigma_x^2 + b^2 sigma_t^2 + sigma_e^2)``;
- the best share p by score has the mean conduct ``rho sigma_x m(p)``, and the best share p by
  conduct ``sigma_x m(p)``, where ``m(p) = phi(z) / p`` with ``Phi(z) = 1 - p`` is the inverse Mills
  ratio: of what selection could gain, the score gains the part rho;
- the selected have the mean tie ``b sigma_t^2 / sigma_y m(p)``.

All three are exact for a large population. Simulated means carry sampling errors, which the checks
state; the correlation is held to the 0.02 that was fixed for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from bentham.classics import luck
from bentham.classics.declaration import Check, Classic, Reproduction, Request, Series, Setting

Floats = npt.NDArray[np.float64]

CONDUCT, TIE, NOISE = 1, 2, 3
"""Numbers of the decisions that are drawn."""

BIASES = (0.0, 0.5, 1.0, 2.0, 4.0)
"""The biases that are simulated, as multiples of the one that is set."""

TOLERANCE = 0.02
"""How far a simulated correlation may lie from the formula; fixed for fact F39."""

ERRORS = 4.0
"""Standard errors that a simulated mean may lie away: fewer than one check in 10,000 fails."""


@dataclass(frozen=True, slots=True)
class Spreads:
    """Standard deviations of conduct, of ties, and of the noise in a score."""

    conduct: float = 1.0
    tie: float = 1.0
    noise: float = 0.5


def correlation(bias: float, spreads: Spreads) -> float:
    """Return the correlation of score and conduct."""
    return spreads.conduct / _score_spread(bias, spreads)


def _score_spread(bias: float, spreads: Spreads) -> float:
    return float(np.sqrt(spreads.conduct**2 + (bias * spreads.tie) ** 2 + spreads.noise**2))


def inverse_mills(share: float) -> float:
    """Return the mean of the upper `share` of a standard normal distribution."""
    at = float(ndtri(1.0 - share))
    return float(np.exp(-0.5 * at * at) / np.sqrt(2.0 * np.pi) / share)


def conduct_of_selected(bias: float, spreads: Spreads, share: float) -> tuple[float, float]:
    """Return the mean conduct of the best `share`, selected by score and selected by conduct."""
    best = spreads.conduct * inverse_mills(share)
    return correlation(bias, spreads) * best, best


def tie_of_selected(bias: float, spreads: Spreads, share: float) -> float:
    """Return the mean tie to the assessor among the best `share` by score."""
    return bias * spreads.tie**2 / _score_spread(bias, spreads) * inverse_mills(share)


@dataclass(frozen=True)
class People:
    """Conduct, tie and noise of invented people, whatever the bias is."""

    conduct: Floats
    tie: Floats
    noise: Floats

    def scores(self, bias: float) -> Floats:
        """Return everybody's score under an assessor with this bias."""
        return self.conduct + bias * self.tie + self.noise


def people(number: int, spreads: Spreads, seed: int) -> People:
    """Draw invented people; each keeps conduct, tie and noise under every bias."""
    key = luck.key("nepotism", seed)
    return People(
        spreads.conduct * luck.normals(key, CONDUCT, number),
        spreads.tie * luck.normals(key, TIE, number),
        spreads.noise * luck.normals(key, NOISE, number),
    )


def selected(by: Floats, share: float) -> npt.NDArray[np.int64]:
    """Return who are the best `share` by a number; of equals, those with the lower id."""
    number = round(share * len(by))
    return np.argsort(-by, kind="stable")[:number]


def error_of_selected(rho: float, spreads: Spreads, share: float, number: int) -> float:
    """Return the standard error of the mean conduct of the best `share` of `number` people.

    Selected by a number that correlates rho with conduct; the cut is an order statistic, so its
    own scatter counts: of the selecting number, in standard units, the variance is
    ``[1 + z m - m^2 + (1 - p) (m - z)^2] / n``, and conduct adds ``(1 - rho^2) / n``.
    """
    at, mean = float(ndtri(1.0 - share)), inverse_mills(share)
    cut = 1.0 + at * mean - mean**2 + (1.0 - share) * (mean - at) ** 2
    variance = rho**2 * cut + 1.0 - rho**2
    return spreads.conduct * float(np.sqrt(variance / round(share * number)))


def _hold(request: Request) -> Reproduction:
    spreads = Spreads(*(request.number(n) for n in ("conduct", "tie", "noise")))
    bias, share, number = (
        request.number("bias"),
        request.number("selected"),
        request.whole("people"),
    )
    drawn = people(number, spreads, request.seed)
    checks = []
    biases = sorted({bias * factor for factor in BIASES})
    for b in biases:
        score = drawn.scores(b)
        expected = correlation(b, spreads)
        checks.append(
            Check(
                f"F39 b={b:g}", f"correlation of score and conduct at bias {b:g}",
                f"{expected:.4f}", float(np.corrcoef(score, drawn.conduct)[0, 1]),
                expected - TOLERANCE, expected + TOLERANCE, "", "Hmaidi 2018 (the idea)", "C",
                "sigma_x / sqrt(sigma_x^2 + b^2 sigma_t^2 + sigma_e^2)", "fixed: 0.02",
            )
        )  # fmt: skip
        bound = ERRORS * error_of_selected(expected, spreads, share, number)
        mean = float(drawn.conduct[selected(score, share)].mean())
        expected = conduct_of_selected(b, spreads, share)[0]
        checks.append(
            Check(
                f"selected b={b:g}",
                f"mean conduct of the best {share:.0%} by score at bias {b:g}",
                f"{expected:.4f}", mean, expected - bound, expected + bound, "points",
                "Hmaidi 2018 (the idea)", "C", "rho sigma_x phi(z)/p", "4 standard errors",
            )
        )  # fmt: skip
    best = conduct_of_selected(0.0, spreads, share)[1]
    bound = ERRORS * error_of_selected(1.0, spreads, share, number)
    mean = float(drawn.conduct[selected(drawn.conduct, share)].mean())
    checks.append(
        Check(
            "selected by conduct", f"mean conduct of the best {share:.0%} by conduct itself",
            f"{best:.4f}", mean, best - bound, best + bound, "points", "", "C",
            "sigma_x phi(z)/p", "4 standard errors",
        )
    )  # fmt: skip
    own, free = correlation(bias, spreads), correlation(0.0, spreads)
    grid = np.linspace(0.0, max(biases), 41)
    return Reproduction(
        "nepotism", request.preset, request.variant, request.settings, 1,
        (
            f"With bias {bias:g} the score correlates {own:.3f} with conduct; "
            f"without bias, {free:.3f}.",
            f"Giving to the best {share:.0%} by score reaches {own:.0%} of what giving by conduct "
            f"would; without bias {free:.0%}. The selected stand "
            f"{tie_of_selected(bias, spreads, share):.2f} closer to the assessor than average.",
        ),
        tuple(checks),
        (
            Series(
                "part of the possible gain that the score reaches", "bias", "part",
                grid.tolist(), [correlation(float(b), spreads) for b in grid],
            ),
            Series(
                "mean tie of the selected", "bias", "tie",
                grid.tolist(), [tie_of_selected(float(b), spreads, share) for b in grid],
            ),
        ),
    )  # fmt: skip


CLASSIC = Classic(
    name="nepotism",
    title="Scores by assessors who favour those close to them",
    source="after Hmaidi 2018, 35C3 Leipzig: the idea; the Gaussian form is ours",
    rules=(
        "score = conduct + b * tie to the assessor + noise, all normal and independent",
        "a scarce good goes to the best share by score",
    ),
    departures=(
        "Hmaidi's agent-based model is not public: the two claims are taken up, not its rules.",
        "Ties are independent of conduct; where the close are better people, bias costs less.",
    ),
    settings=(
        Setting("bias", "b", 1.0, 0.0, 100.0, "points a unit of tie", "A", "no source",
                "how much an assessor favours a tie"),
        Setting("conduct", "sigma_x", 1.0, 1e-6, 1e6, "points", "A", "unit of the score",
                "spread of true conduct"),
        Setting("tie", "sigma_t", 1.0, 0.0, 1e6, "ties", "A", "unit of ties",
                "spread of ties to the assessor"),
        Setting("noise", "sigma_e", 0.5, 0.0, 1e6, "points", "A", "no source",
                "spread of the noise in a score"),
        Setting("selected", "p", 0.1, 0.001, 0.5, "share", "A", "no source",
                "share of people who get the scarce good"),
        Setting("people", "N", 200_000, 40_000, 1e8, "people", "A",
                "from here 4 standard errors of a correlation stay below 0.02",
                "how many invented people are simulated"),
    ),
    hold=_hold,
)  # fmt: skip
