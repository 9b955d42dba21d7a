"""A regime attacked by citizens with noisy signals (Morris & Shin), or misled ones (Edmond 2013).

Edmond, "Information Manipulation, Coordination, and Regime Change", *REStud* 80(4):1422-1458, after
Morris & Shin's global games. A regime of strength theta (prior: uniform over all numbers) falls iff
the share S of attacking citizens is at least theta. Each citizen sees

    x_i = theta + a + eps_i,   eps_i ~ N(0, 1 / alpha)

and attacks at cost c, gaining 1 if the regime falls. The regime chooses a hidden bias a >= 0; if it
stands it has theta - S - C(a), if it falls nothing. The convex cost is chosen here as
``C(a) = k a^2 / 2``. All quantities are shares, payoffs or strengths, without unit.

In equilibrium a citizen attacks iff x_i < x*, and the regime falls iff theta < theta*:

1. the marginal regime is indifferent:  theta* = min_a [Phi(sqrt(alpha) (x* - theta* - a)) + C(a)];
2. the marginal citizen is indifferent: P(theta < theta* | x*) = c, where regimes below theta* do
   not mislead, and those above take the bias that costs them least.

`equilibrium` solves both as they stand: the bias by search on a grid and refinement, P by
Simpson's rule, x* - theta* by Brent's method (error of theta* below 1e-6).

Without manipulation theta* = 1 - c whatever alpha is (test T07). With it the envelope theorem gives
P(theta < theta* | x*) = Phi(-u) / (Phi(-u) + theta*) with u = sqrt(alpha) (x* - theta*), so that

    theta* = (1 - c) / c Phi(-u)   and   theta* = min_b [Phi(u - b) + k b^2 / (2 alpha)],

two curves of u that cross once (`by_envelope`; for any convex cost the first holds as well). The
second falls with alpha / k: so theta* lies below 1 - c, falls with alpha (Edmond's sign) and goes
to 0. This is ours, and is checked against the search without it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.integrate import simpson
from scipy.optimize import brentq
from scipy.special import ndtr

from bentham.classics import luck
from bentham.classics.declaration import Check, Classic, Reproduction, Request, Series, Setting

Floats = npt.NDArray[np.float64]

SIGNAL, STRENGTH = 1, 2
"""Numbers of the decisions that are drawn: the noise of signals, and where the strengths begin."""

PRECISIONS = (1.0, 4.0, 16.0, 64.0, 256.0, 1024.0, 4096.0)
"""The declared grid of Edmond's sign."""

COSTS = (0.1, 0.25, 0.5, 0.75, 0.9)
"""Attack costs at which theta* = 1 - c is held."""

SEEDS = 20
"""Simulated histories; the bounds come from the scatter between them."""

ROUNDS, LEARNING = 36, 16
"""Rounds of a history, and how many of them are for learning and not counted."""

ERRORS = 4.0
SOLVED = 1e-6
SOURCE = "Edmond 2013"


@dataclass(frozen=True, slots=True)
class Game:
    """Cost of attacking, precision of signals, and what misleading costs (infinite: never)."""

    attack_cost: float = 0.4
    precision: float = 100.0
    bias_cost: float = np.inf


@dataclass(frozen=True, slots=True)
class Equilibrium:
    """The strength below which the regime falls, and the signal below which citizens attack."""

    strength: float
    signal: float


# --- What the regime does ---


def best_bias(margin: Floats, game: Game) -> tuple[Floats, Floats]:
    """Return the bias that costs a regime least, and the attack plus cost that it leaves.

    Parameters
    ----------
    margin : array
        x* - theta: how far the citizens' cut-off lies above the regime's strength.
    """
    root = np.sqrt(game.precision)
    if np.isinf(game.bias_cost):
        return np.zeros_like(margin), ndtr(root * margin)

    def loss(bias: Floats, at: Floats) -> Floats:
        return np.asarray(ndtr(root * (at - bias)) + 0.5 * game.bias_cost * bias**2)

    # A bias that costs 1 saves less than it costs, and one 9 spreads beyond the margin saves no
    # more. A step of the grid is below a third of a spread: no trough is stepped over.
    most = np.minimum(np.sqrt(2.0 / game.bias_cost), np.maximum(margin, 0.0) + 9.0 / root)
    parts = np.linspace(0.0, 1.0, 65)[:, None]
    at = np.argmin(loss(most * parts, margin), axis=0)
    low = most * parts[np.maximum(at - 1, 0), 0]
    high = most * parts[np.minimum(at + 1, len(parts) - 1), 0]
    for _ in range(40):  # golden section: the trough is flat, and its depth exact to 1e-15
        left, right = high - 0.618034 * (high - low), low + 0.618034 * (high - low)
        nearer = loss(left, margin) < loss(right, margin)
        low, high = np.where(nearer, low, left), np.where(nearer, right, high)
    bias = 0.5 * (low + high)
    return bias, loss(bias, margin)


# --- Equilibrium ---


def chance_of_fall(signal: float, found: Equilibrium, game: Game, points: int = 801) -> float:
    """Return P(theta < theta* | x) for a citizen, by Simpson's rule over standing regimes."""
    root = np.sqrt(game.precision)
    falls = float(ndtr(root * (found.strength - signal)))
    # Signals of regimes far above are seen no more; a bias only carries them farther.
    far = max(signal - found.strength, 0.0) + 9.0 / root
    above = np.linspace(0.0, far, points)
    bias, _ = best_bias(found.signal - found.strength - above, game)
    seen = np.exp(-0.5 * (root * (signal - found.strength - above - bias)) ** 2)
    stands = float(simpson(seen, x=above)) * root / np.sqrt(2.0 * np.pi)
    return falls / (falls + stands)


def equilibrium(game: Game) -> Equilibrium:
    """Solve the two indifference conditions as they stand."""
    root = np.sqrt(game.precision)

    def at(margin: float) -> Equilibrium:
        strength = float(best_bias(np.array([margin]), game)[1][0])
        return Equilibrium(strength, strength + margin)

    def surplus(margin: float) -> float:
        found = at(margin)
        return chance_of_fall(found.signal, found, game) - game.attack_cost

    # A wider margin is worse news of a fall: P falls from almost 1 to almost 0 in between.
    return at(float(brentq(surplus, -9.0 / root, 9.0 / root, xtol=1e-10 / root)))


def by_envelope(game: Game) -> Equilibrium:
    """Return the equilibrium from the two curves that the envelope theorem leaves."""
    scaled = Game(game.attack_cost, 1.0, game.bias_cost / game.precision)
    odds = (1.0 - game.attack_cost) / game.attack_cost

    def over(u: float) -> float:
        return float(best_bias(np.array([u]), scaled)[1][0] - odds * ndtr(-u))

    u = float(brentq(over, -9.0, 9.0, xtol=1e-13))
    strength = odds * float(ndtr(-u))
    return Equilibrium(strength, strength + u / float(np.sqrt(game.precision)))


# --- Citizens who learn ---


def learned(game: Game, citizens: int, regimes: int, seed: int) -> float:
    """Return the strength below which regimes fell, where citizens learn their cut-off.

    In each round there are regimes of evenly spread strengths, each with citizens of its own; a
    regime knows the cut-off and takes the bias that costs it least, or none if it cannot stand.
    The next cut-off is the one that would have paid best on what was seen: nobody solves anything.
    Few citizens and signals bias the mean a little: by -0.002 (standard error 0.001) in 150
    histories of the default size, a fifth of what the check at default size would notice.
    """
    key, spread = luck.key("morris-shin", seed), 1.0 / np.sqrt(game.precision)
    low, high = -6.0 * spread, 1.0 + 6.0 * spread
    starts = luck.uniforms(key, STRENGTH, ROUNDS)
    cutoff, fallen = 0.5, []
    for step in range(ROUNDS):
        strength = low + (high - low) * (np.arange(regimes) + starts[step]) / regimes
        bias, loss = best_bias(cutoff - strength, game)
        bias = np.where(loss <= strength, bias, 0.0)
        noise = luck.normals(key, SIGNAL, regimes * citizens, step).reshape(regimes, citizens)
        signal = (strength + bias)[:, None] + spread * noise
        falls = (signal < cutoff).mean(axis=1) >= strength
        order = np.argsort(signal, axis=None)
        # What attacking at all signals up to each one would have paid: falls less cost, summed.
        paid = np.cumsum(np.repeat(falls, citizens)[order] - game.attack_cost)
        cutoff = float(signal.flat[order[int(np.argmax(paid))]])
        fallen.append(float(falls.mean()))
    return low + (high - low) * float(np.mean(fallen[LEARNING:]))


def _history(request: Request, game: Game, seeds: int, what: str) -> tuple[float, float]:
    """Return the mean strength of learning histories, and 4 standard errors of it."""
    found = []
    for seed in range(request.seed, request.seed + seeds):
        citizens, regimes = request.whole("citizens"), request.whole("regimes")
        found.append(learned(game, citizens, regimes, seed))
        if request.progress:
            request.progress(what, len(found), seeds)
    return float(np.mean(found)), ERRORS * float(np.std(found, ddof=1) / np.sqrt(seeds))


# --- Held against the papers ---


def _hold(request: Request) -> Reproduction:
    cost, precision = request.number("attack_cost"), request.number("precision")
    free, misled = Game(cost, precision), Game(cost, precision, request.number("bias_cost"))
    seeds, inf = max(request.seeds or SEEDS, 2), np.inf
    checks = []
    for c in sorted({*COSTS, cost}):
        got = equilibrium(Game(c, precision)).strength
        checks.append(Check(
            f"T07 c={c:g}", f"theta* without manipulation, solved, c = {c:g}", f"{1 - c:g}", got,
            1.0 - c - SOLVED, 1.0 - c + SOLVED, "", "Morris & Shin", "M", "1 - c",
            "exact, solved to 1e-6",
        ))  # fmt: skip
    solved, curves = equilibrium(misled).strength, by_envelope(misled).strength
    checks.append(Check(
        "envelope", "theta* with manipulation, solved", f"{curves:.6g}", solved, curves - SOLVED,
        curves + SOLVED, "", SOURCE, "C", "two curves, see rules", "exact, solved to 1e-6",
    ))  # fmt: skip
    for name, game, expected in (("without", free, 1.0 - cost), ("with", misled, curves)):
        got, bound = _history(request, game, seeds, f"citizens learning, {name} manipulation")
        checks.append(Check(
            f"learned {name}", f"theta* {name} manipulation, citizens who learn",
            f"{expected:.4g}", got, expected - bound, expected + bound, "", SOURCE,
            "M" if name == "without" else "C", "1 - c" if name == "without" else "two curves",
            f"4 standard errors of {seeds} histories",
        ))  # fmt: skip
    grid = [by_envelope(Game(cost, a, misled.bias_cost)).strength for a in PRECISIONS]
    checks += [
        Check("Edmond lower", "theta* with manipulation less 1 - c: largest over precisions",
              "negative", max(grid) - (1.0 - cost), -inf, -SOLVED, "", SOURCE, "M", "", "exact"),
        Check("Edmond precise", "theta*: largest step as signals become 1 to 4096 precise",
              "falls", float(np.diff(grid).max()), -inf, -SOLVED, "", SOURCE, "M", "", "exact"),
    ]  # fmt: skip
    return Reproduction(
        "morris-shin", request.preset, request.variant, request.settings, seeds,
        (
            f"Without manipulation regimes weaker than {1 - cost:.3g} fall, whatever the "
            "precision of signals.",
            f"With it those weaker than {curves:.3f} fall at precision {precision:g}; at "
            f"{PRECISIONS[0]:g}, {grid[0]:.3f}; at {PRECISIONS[-1]:g}, {grid[-1]:.3f}.",
        ),
        tuple(checks),
        (
            Series("without manipulation", "precision", "theta*", PRECISIONS,
                   [1.0 - cost] * len(PRECISIONS)),
            Series("with manipulation", "precision", "theta*", PRECISIONS, grid),
        ),
    )  # fmt: skip


CLASSIC = Classic(
    name="morris-shin",
    title="Attack on a regime with noisy and with biased signals",
    source="Morris & Shin 1998-2003; Edmond 2013, REStud 80(4):1422-1458",
    rules=(
        "the regime falls iff the attacking share is at least its strength theta",
        "a citizen sees theta + a + noise of variance 1 / alpha, and attacks at cost c iff that "
        "is below x*",
        "a standing regime takes the hidden bias a that costs least: attack share + C(a)",
    ),
    departures=(
        "The convex cost is quadratic, k a^2 / 2; the paper treats convex costs in general.",
        "Several sources of information, and how many there are, are left out.",
    ),
    settings=(
        Setting("attack_cost", "c", 0.4, 0.01, 0.99, "gain of a fall", "A", "no source",
                "cost of attacking"),
        Setting("precision", "alpha", 25.0, 0.01, 1e6, "1 / strength^2", "A", "no source",
                "precision of a signal"),
        Setting("bias_cost", "k", 1.0, 0.001, 1e6, "1 / strength^2", "A", "no source",
                "how fast the cost of a hidden bias grows"),
        Setting("citizens", "N", 100, 10, 1e6, "citizens", "A", "size of the simulation",
                "simulated citizens of each regime"),
        Setting("regimes", "M", 200, 50, 1e5, "regimes", "A", "size of the simulation",
                "simulated regimes a round"),
    ),
    hold=_hold,
)  # fmt: skip
