"""Kuran 1989, 1991, 1995: people hide what they want, until a few who speak set the others off.

A person with private preference x in [0, 1], 1 for full opposition, chooses a public side y, 0 for
the regime and 1 against it, and takes the side of higher utility: reputation R(y; S), which rises
with the expected share S on that side, and integrity N(y; x), which falls with |y - x|; intrinsic
utility hardly depends on one person's choice and is left out. In the linear working form,

    R(1; S) = rho S,  R(0; S) = rho (1 - S),  N(y; x) = -b |y - x|,  cost c of dissent:
    dissent iff  b (2 x - 1) + rho (2 S - 1) - c >= 0,  iff  S >= T,
    T = 1/2 [1 + (c - b (2 x - 1)) / rho].

So each person has a threshold T, which nobody sees, and public opposition follows Granovetter's
map S(t + 1) = H(S(t)), with H the distribution of T, up from S = 0. An indifferent person dissents.

**Falsification.** Pi is the share whose public side is not the private one (private opposition is
x > 1/2). Persons are numbers of a model: x is drawn, nobody's opinion is measured.

**Uniform x, one c for all**: S = 1 - clip(x_hat(S)), x_hat(S) = 1/2 [1 + (c - rho (2 S - 1)) / b].
For rho < b and an inner solution S* = (b - c - rho) / (2 (b - rho)), and Pi = 1/2 - S* if S* < 1/2.

**Beta(3, 2) x, one c for all**, so that 69 % are privately opposed: S = 1 - F(x_hat) with
F = 4 x^3 - 3 x^4. If 16 rho > 9 b, the low equilibrium vanishes where F' rho / b = 1 at its upper
root x_c:

    12 x_c^2 (1 - x_c) = b / rho,  S_c = 1 - F(x_c),
    c_c = b (2 x_c - 1) + rho (2 S_c - 1).

A cost a little below c_c, and a few become many: the bandwagon.

**Errors.** N drawn persons give H(S) with the standard error s = sqrt(S (1 - S) / N); S* moves by
s / (1 - H'), and c_c, where dH / dc = -1 / (2 rho) at the tangency, by 2 rho s.

Sources: T. Kuran, "Sparks and prairie fires", Public Choice 61, 1989, 41-74; "Now out of never",
World Politics 44, 1991, 7-48 (the sequences of ten thresholds); *Private Truths, Public Lies*,
1995; all from memory (M). The linear form is ours (A), its closed forms computed (C).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import betaincinv

from bentham.classics.declaration import Check, Classic, Reproduction, Request, Series, Setting
from bentham.classics.granovetter import equilibrium
from bentham.classics.luck import key, uniforms

Floats = npt.NDArray[np.float64]

SOURCE = "Kuran 1989, Public Choice 61:41-74; 1991, World Politics 44:7-48"
PREFERENCE = 1
"""Number of the decision: a person's private preference."""

SEQUENCES = (
    ("A", (0, 20, 20, 30, 40, 50, 60, 70, 80, 100), 10),
    ("A, one threshold of 20 lowered to 10", (0, 10, 20, 30, 40, 50, 60, 70, 80, 100), 90),
    ("B", (0, 20, 30, 30, 40, 50, 60, 70, 80, 100), 10),
    ("B, one threshold of 20 lowered to 10", (0, 10, 30, 30, 40, 50, 60, 70, 80, 100), 20),
)
"""Ten thresholds in per cent and the public opposition in per cent (1991)."""

BAND = 4.0
"""Standard errors of a sampled value: 1 in 16,000 leaves them by chance."""


def utility(
    side: int, private: npt.ArrayLike, share: float, b: float, rho: float, cost: npt.ArrayLike
) -> Floats:
    """Return reputation plus integrity less the cost of dissent, for one public side.

    Parameters
    ----------
    side : int
        0 for the regime, 1 against it.
    private : array of float
        Private preference x in [0, 1].
    share : float
        Expected share against the regime, S.
    b, rho : float
        Weights of integrity and of reputation.
    cost : array of float
        What dissent costs each person, c.
    """
    own = share if side else 1.0 - share
    distance = np.abs(side - np.asarray(private, dtype=np.float64))
    return np.asarray(rho * own - b * distance - side * np.asarray(cost))


def thresholds(private: npt.ArrayLike, b: float, rho: float, cost: npt.ArrayLike) -> Floats:
    """Return T, the share that must dissent before each person does, in the linear form."""
    x = np.asarray(private, dtype=np.float64)
    return np.asarray(0.5 * (1.0 + (np.asarray(cost) - b * (2.0 * x - 1.0)) / rho))


def opposition(private: npt.ArrayLike, b: float, rho: float, cost: npt.ArrayLike) -> float:
    """Return S*, the share that dissents in public in the end, starting from nobody."""
    needed = thresholds(private, b, rho, cost)
    return equilibrium(needed) / len(needed)


def falsification(
    private: npt.ArrayLike, b: float, rho: float, cost: npt.ArrayLike, share: float
) -> float:
    """Return Pi, the share of persons whose public side at S is not their private one."""
    public = thresholds(private, b, rho, cost) <= share
    return float(np.mean(public != (np.asarray(private) > 0.5)))


def uniform_opposition(b: float, rho: float, cost: float) -> float:
    """Return S* for private preferences spread evenly over [0, 1]."""
    first = 0.5 * (1.0 - (cost + rho) / b)  # 1 - x_hat(0)
    if first <= 0.0:
        return 0.0
    inner = (b - cost - rho) / (2.0 * (b - rho)) if rho < b else 1.0
    return min(1.0, inner)


def tipping(b: float, rho: float) -> tuple[float, float]:
    """Return (c_c, S_c): the cost below which few become many for Beta(3, 2), and how few.

    Parameters
    ----------
    b, rho : float
        Weights; both results are NaN where S would not jump, at 16 rho <= 9 b.
    """
    if 16.0 * rho <= 9.0 * b:
        return math.nan, math.nan
    x = float(brentq(lambda x: 12.0 * x * x * (1.0 - x) - b / rho, 2.0 / 3.0, 1.0, xtol=1e-14))
    share = 1.0 - x**3 * (4.0 - 3.0 * x)
    return b * (2.0 * x - 1.0) + rho * (2.0 * share - 1.0), share


def sampled_tipping(private: Floats, b: float, rho: float, below: float) -> float:
    """Return the cost below which no equilibrium under `below` holds the drawn persons, exactly.

    Person m + 1 from the most opposed down stops the others at S = m / N for every cost above
    b (2 x - 1) + rho (2 m / N - 1); the lowest of these costs decides.
    """
    down = np.sort(private)[::-1]
    m = np.arange(math.floor(below * len(down)))
    return float(np.min(b * (2.0 * down[m] - 1.0) + rho * (2.0 * m / len(down) - 1.0)))


def _hold(request: Request) -> Reproduction:
    people = request.whole("people")
    b, rho = request.number("integrity"), request.number("reputation")
    seeds = 20 if request.seeds is None else request.seeds
    mild = 0.5 * b  # reputation weak enough for an inner solution under uniform preferences
    fee = 0.2 * b
    critical, few = tipping(b, rho)
    even, even_pi, tips = np.empty((3, seeds))
    before, after = np.empty((2, seeds, 2))
    margin = 0.01 * b
    for n in range(seeds):
        luck = uniforms(key("kuran", request.seed + n), PREFERENCE, people)
        even[n] = opposition(luck, b, mild, fee)
        even_pi[n] = falsification(luck, b, mild, fee, even[n])
        if not math.isnan(critical):
            humped = np.asarray(betaincinv(3.0, 2.0, luck))
            tips[n] = sampled_tipping(humped, b, rho, 0.5)
            for found, cost in ((before, critical + margin), (after, critical - margin)):
                share = opposition(humped, b, rho, cost)
                found[n] = share, falsification(humped, b, rho, cost, share)
        if request.progress:
            request.progress("drawn preferences", n + 1, seeds)
    checks = [
        *(
            Check(f"sequence {name[0]}", f"ten thresholds, {name}: public opposition", f"{share} %",
                  10 * equilibrium(np.array(ten) / 100), share, share, "%", SOURCE, "M")
            for name, ten, share in SEQUENCES
        ),
        *_uniform_checks(b, mild, fee, even, even_pi, people),
    ]  # fmt: skip
    sentences = [
        "Of ten persons one dissents; lower one threshold from 20 to 10 and nine do. In a society "
        "that looks the same from outside the same change moves one person more."
    ]
    if math.isnan(critical):
        sentences.append("Reputation weighs too little for a bandwagon under these weights.")
    else:
        checks.append(_tipping_check(critical, few, rho, tips, people))
        sentences.append(
            f"Lower the cost of dissent from {critical + margin:.4f} to {critical - margin:.4f} "
            f"and public opposition goes from {before[:, 0].mean():.1%} to "
            f"{after[:, 0].mean():.1%}, falsification from {before[:, 1].mean():.1%} to "
            f"{after[:, 1].mean():.1%} of persons; private preferences stay as they were."
        )
    return Reproduction(
        "kuran", request.preset, request.variant, request.settings, seeds, tuple(sentences),
        tuple(checks), _lines(b, rho, request.seed),
    )  # fmt: skip


def _lines(b: float, rho: float, seed: int) -> tuple[Series, ...]:
    costs = np.linspace(-0.5 * b, b, 151)
    private = np.asarray(betaincinv(3.0, 2.0, uniforms(key("kuran", seed), PREFERENCE, 20_000)))
    shares = [opposition(private, b, rho, cost) for cost in costs]
    hidden = [falsification(private, b, rho, c, s) for c, s in zip(costs, shares, strict=True)]
    return (
        Series("public opposition", "cost of dissent", "share of persons", costs.tolist(), shares),
        Series("falsification", "cost of dissent", "share of persons", costs.tolist(), hidden),
    )


def _uniform_checks(
    b: float, rho: float, cost: float, shares: Floats, hidden: Floats, people: int
) -> list[Check]:
    exact = uniform_opposition(b, rho, cost)

    def spread(p: float) -> float:
        return math.sqrt(p * (1 - p) / (people * len(shares)))

    band = BAND * spread(exact) / (1.0 - rho / b)
    pi = 0.5 - exact
    # Pi is private opposition, one half with an error of its own, less S*.
    pi_band = band + BAND * spread(0.5)
    said = f"{BAND:g} standard errors, 1 in 16,000"
    return [
        Check("even S*", f"even preferences, rho {rho:g}, cost {cost:g}: public opposition",
              f"{exact:.4f}", shares.mean(), exact - band, exact + band, "share", "linear form",
              "C", "S* = (b - c - rho) / (2 (b - rho))", said),
        Check("even Pi", "the same: falsification", f"{pi:.4f}", hidden.mean(), pi - pi_band,
              pi + pi_band, "share", "linear form", "C", "Pi = 1/2 - S*", said),
    ]  # fmt: skip


def _tipping_check(critical: float, few: float, rho: float, tips: Floats, people: int) -> Check:
    band = BAND * 2.0 * rho * math.sqrt(few * (1 - few) / (people * len(tips)))
    # The lowest of many nearly equal costs lies below any one of them, by the order N^(-2/3).
    return Check(
        "tipping", "Beta(3, 2) preferences: cost at which few become many", f"{critical:.5f}",
        tips.mean(), critical - band - rho * people ** (-2 / 3), critical + band, "",
        "linear form", "C", "c_c = b (2 x_c - 1) + rho (2 S_c - 1)",
        f"{BAND:g} standard errors, and N^(-2/3) downwards",
    )  # fmt: skip


CLASSIC = Classic(
    name="kuran",
    title="Preference falsification and the bandwagon",
    source=SOURCE,
    rules=(
        "Public side y of highest utility: reputation R(y; S), rising with the share S on that "
        "side, plus integrity N(y; x), falling with the distance from the private preference x.",
        "So a person dissents if S is at least a threshold T that follows from x.",
    ),
    departures=(
        "Reputation, integrity and cost are linear (assumed); the papers leave their form open.",
        "Expected opposition is the opposition of the round before.",
    ),
    settings=(
        Setting("people", "N", 1e5, 1e3, 1e7, "persons", "A", "", "Persons drawn."),
        Setting("integrity", "b", 1.0, 0.1, 10, "utility", "A", "linear form",
                "Weight of being true to oneself."),
        Setting("reputation", "rho", 0.8, 0.05, 10, "utility", "A", "linear form",
                "Weight of being seen on the side of the many, for the bandwagon."),
    ),
    hold=_hold,
)  # fmt: skip
