"""Social image under a score: Tirole 2021, "Digital Dystopia", *AER* 111(6):2007-2048.

**Baseline.** A person with intrinsic value v in [0, 1] acts for others iff

    v e - c + mu x [M+(v*) - M-(v*)] >= 0

with externality ``e``, cost ``c``, image concern ``mu``, visibility ``x`` (a probability), and
``M+ = E[v | v >= v*]``, ``M- = E[v | v < v*]``; e, c, mu are in one unit of utility. For uniform v
the gap M+ - M- is 1/2 everywhere, so ``v* = (c - mu x / 2) / e``, cut to [0, 1], and 1 - v* act
(test T08). For other densities the cut-offs are the roots of the left side, found by scanning 2,001
points and bisection, with errors below 1e-9; there may be several.

**Bundling.** One score is good for those who act *and* conform; who conforms bears an identity cost
``theta``, exponential with mean ``tau`` (a docile society has a small tau). The share ``s`` of
those whose opinion counts are strangers, who see nothing but the score; close ties, the share
1 - s, see the act itself. With the gaps ``D_s`` (mean v of good minus bad scores) and ``D_c`` (of
those who act minus those who do not), and ``A(v) = v e - c + mu x (1 - s) D_c`` the worth of
acting alone,

    conform  iff  mu s x D_s + min(0, A(v)) >= theta        (mu_s x D_s >= theta where A >= 0)
    act      iff  conform, or A(v) >= 0

The gaps are those of the resulting conduct: a fixed point, reached by damped iteration from the
baseline's acts (error below 1e-10, on 4,001 values of v, themselves to 1e-6). That strangers alone
go by the score is how weak ties enter here; the paper treats it more generally.

**The graph.** Having a tie with a low-scored person costs ``mu x lambda``; the tie is cut iff its
value is below that. For exponential values with mean ``w`` the share cut is
``1 - exp(-mu x lambda / w)``, exact; simulated shares carry binomial errors.

The abstract says that bundling and guilt by association work best with weak ties and in a docile
society. These signs are *computed* here, for the forms above and over declared grids; nothing
beyond these grids is claimed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from bentham.classics import luck
from bentham.classics.declaration import (
    Check,
    Classic,
    Reproduction,
    Request,
    Series,
    assumed,
)
from bentham.evidence.errors import UsageError

Floats = npt.NDArray[np.float64]

VALUE, IDENTITY, TIE = 1, 2, 3
"""Numbers of the decisions that are drawn."""

GRID = 4001
ROUNDS = 2000
DAMPING = 0.5
SETTLED = 1e-10
FLICKER = 50
"""Rounds that a finite population gets, more than enough to halve any distance to below one person,
and how many persons' image may then go on flickering."""

SEEDS = 20
ERRORS = 4.0
"""Standard errors that a simulated share may lie away: fewer than one check in 10,000 fails."""

STRANGERS = tuple(float(s) for s in np.linspace(0.0, 1.0, 11))
IDENTITY_COSTS = tuple(float(t) for t in np.geomspace(0.05, 2.0, 11))
TIE_VALUES = tuple(float(w) for w in np.geomspace(0.05, 2.0, 11))
"""The declared grids of the signs."""

SOURCE = "Tirole 2021"


@dataclass(frozen=True, slots=True)
class Image:
    """What acting brings and costs; symbols as in the module's text."""

    externality: float = 1.0
    cost: float = 0.6
    concern: float = 0.5
    visible: float = 0.8

    @property
    def stake(self) -> float:
        """Return mu x, the worth of one unit of reputation."""
        return self.concern * self.visible


# --- Baseline ---


def uniform_cutoff(image: Image) -> float:
    """Return v* for uniform values, cut to [0, 1] (test T08)."""
    return float(np.clip((image.cost - image.stake / 2.0) / image.externality, 0.0, 1.0))


def power_gap(at: float, power: float) -> float:
    """Return M+ - M- at a cut-off for the distribution v^power on [0, 1]; 1/2 if power is 1.

    At the ends the one side has no members; its limit is taken.
    """
    mean = power / (power + 1.0)
    if at <= 0.0:
        return mean
    above = 1.0 if at >= 1.0 else mean * (1.0 - at ** (power + 1.0)) / (1.0 - at**power)
    return above - mean * at


def cutoffs(image: Image, gap: Callable[[float], float]) -> list[float]:
    """Return all cut-offs, ascending: where nobody above regrets acting and nobody below envies it.

    A cut-off of 0 (all act) or 1 (nobody acts) is one where even the lowest gains, or even the
    highest loses.

    Parameters
    ----------
    gap : callable
        M+ - M- at a cut-off in [0, 1].
    """

    def worth(v: float) -> float:
        return v * image.externality - image.cost + image.stake * gap(v)

    grid = np.linspace(0.0, 1.0, 2001)
    worths = [worth(float(v)) for v in grid]
    found = [0.0] if worths[0] >= 0.0 else []
    for i in range(len(grid) - 1):
        if (worths[i] < 0.0) != (worths[i + 1] < 0.0):
            found.append(float(brentq(worth, grid[i], grid[i + 1], xtol=1e-12)))
    if worths[-1] < 0.0:
        found.append(1.0)
    return found


def simulate_baseline(image: Image, values: Floats, rounds: int = FLICKER) -> npt.NDArray[np.bool_]:
    """Let people answer the image that others' acts give, until nobody changes.

    A finite population need not have a steady state: those next to the cut-off may chase each
    other's image for ever. If no more than `FLICKER` people do, the acts count as settled.

    Who acts first does so without image. Where all act, or nobody, the image of the other side is
    that of the lowest, or of the highest: who would be the first to leave it.
    """
    acts: npt.NDArray[np.bool_] = values * image.externality >= image.cost
    for _ in range(rounds):
        above = float(values[acts].mean()) if acts.any() else float(values.max())
        below = float(values[~acts].mean()) if not acts.all() else float(values.min())
        new = values * image.externality - image.cost + image.stake * (above - below) >= 0.0
        changed = int((new != acts).sum())
        acts = new
        if not changed:
            return acts
    if changed <= FLICKER:
        return acts
    raise UsageError("the acts did not settle; a smaller image concern has a steady state")


def participation_bound(image: Image, number: int) -> float:
    """Return how far a simulated participation may lie from 1 - v*: 4 standard errors.

    Uniform values on the two sides of v* have the variances v*^2 / 12 and (1 - v*)^2 / 12, and
    there are N v* and N (1 - v*) of them: the gap of their means has variance 1 / (12 N), is
    uncorrelated with how many there are, and moves the cut-off by mu x / e. A cut-off beyond
    [0, 1] leaves nothing to chance.
    """
    uncut = (image.cost - image.stake / 2.0) / image.externality
    if not 0.0 <= uncut <= 1.0:
        return 0.0
    v = uniform_cutoff(image)
    variance = v * (1.0 - v) + (image.stake / image.externality) ** 2 / 12.0
    return ERRORS * float(np.sqrt(variance / number))


# --- Bundling ---


@dataclass(frozen=True, slots=True)
class Bundled:
    """What one score for acting and conforming brings: shares of people, and gaps of image."""

    conform: float
    act: float
    score_gap: float
    act_gap: float


def bundled(image: Image, strangers: float, identity_cost: float) -> Bundled:
    """Return the shares who conform and who act where one score is good only for both.

    Parameters
    ----------
    strangers : float
        Share of those whose opinion counts who see the score only.
    identity_cost : float
        Mean identity cost of conforming.
    """
    v = (np.arange(GRID) + 0.5) / GRID
    return _settle(
        image, strangers, v,
        lambda gain: -np.expm1(-np.maximum(gain, 0.0) / identity_cost), SETTLED,
    )  # fmt: skip


def simulate_bundled(
    image: Image, strangers: float, values: Floats, identity_costs: Floats
) -> Bundled:
    """Return the same for simulated people, each with a value and an identity cost."""
    return _settle(
        image, strangers, values, lambda gain: np.asarray(gain >= identity_costs, np.float64),
        FLICKER / len(values),
    )  # fmt: skip


def _settle(
    image: Image, strangers: float, v: Floats, conforming: Callable[[Floats], Floats], near: float
) -> Bundled:
    score_gap, act_gap = 0.5, power_gap(uniform_cutoff(image), 1.0)
    for done in range(ROUNDS):
        alone = v * image.externality - image.cost + image.stake * (1.0 - strangers) * act_gap
        conform = conforming(image.stake * strangers * score_gap + np.minimum(0.0, alone))
        act = np.where(alone >= 0.0, 1.0, conform)
        found = (_gap(v, conform), _gap(v, act))
        moved = max(abs(found[0] - score_gap), abs(found[1] - act_gap))
        if moved < near and (near == SETTLED or done >= FLICKER):
            return Bundled(float(conform.mean()), float(act.mean()), *found)
        score_gap += DAMPING * (found[0] - score_gap)
        act_gap += DAMPING * (found[1] - act_gap)
    raise UsageError("the images did not settle; a smaller image concern has a steady state")


def _gap(v: Floats, weight: Floats) -> float:
    """Return the mean value of those weighted minus that of the others."""
    inside, outside = float(weight.sum()), float((1.0 - weight).sum())
    above = float((v * weight).sum()) / inside if inside > 1e-12 else float(v.max())
    below = float((v * (1.0 - weight)).sum()) / outside if outside > 1e-12 else float(v.min())
    return above - below


# --- The graph ---


def ties_cut(image: Image, guilt: float, tie_value: float) -> float:
    """Return the share of ties with low-scored people that are cut."""
    return float(-np.expm1(-image.stake * guilt / tie_value))


# --- Held against the paper ---


def _participation(request: Request, image: Image) -> list[Check]:
    number, key = request.whole("people"), luck.key("tirole", request.seed)
    values = luck.uniforms(key, VALUE, number)
    checks = []
    for factor in (0.0, 1.0, 2.0, 10.0):
        one = Image(image.externality, image.cost, image.concern * factor, image.visible)
        v = uniform_cutoff(one)
        bound = participation_bound(one, number)
        share = float(simulate_baseline(one, values).mean())
        checks += [
            Check(f"T08 mu={one.concern:g}", f"cut-off by the solver, mu = {one.concern:g}",
                  f"{v:.6g}", cutoffs(one, lambda at: power_gap(at, 1.0))[0], v - 1e-9, v + 1e-9,
                  "", SOURCE, "M", "(c - mu x / 2) / e in [0, 1]", "exact, solved to 1e-9"),
            Check(f"T08 people mu={one.concern:g}",
                  f"share of simulated people who act, mu = {one.concern:g}", f"{1 - v:.6g}",
                  share, 1 - v - bound, 1 - v + bound, "", SOURCE, "M", "1 - v*",
                  "4 standard errors"),
        ]  # fmt: skip
    return checks


def _bundling(request: Request, image: Image, seeds: int) -> list[Check]:
    number = request.whole("people")
    strangers, identity = request.number("strangers"), request.number("identity_cost")
    guilt, tie_value = request.number("guilt"), request.number("tie_value")
    conform, cut = [], []
    for seed in range(request.seed, request.seed + seeds):
        key = luck.key("tirole", seed)
        values = luck.uniforms(key, VALUE, number)
        costs = -identity * np.log(luck.uniforms(key, IDENTITY, number))
        conform.append(simulate_bundled(image, strangers, values, costs).conform)
        worth = -tie_value * np.log(luck.uniforms(key, TIE, number))
        cut.append(float((worth < image.stake * guilt).mean()))
        if request.progress:
            request.progress("simulating bundled scores", len(cut), seeds)
    share = ties_cut(image, guilt, tie_value)
    return [
        _near("bundled people", "share of simulated people who conform",
              bundled(image, strangers, identity).conform, float(np.mean(conform)),
              ERRORS * float(np.std(conform, ddof=1) / np.sqrt(seeds))),
        _near("ties people", "share of simulated ties to low-scored people that are cut", share,
              float(np.mean(cut)),
              ERRORS * float(np.sqrt(share * (1.0 - share) / (number * seeds)))),
    ]  # fmt: skip


def _near(name: str, words: str, closed: float, found: float, bound: float) -> Check:
    return Check(name, words, f"{closed:.6g}", found, closed - bound, closed + bound, "",
                 SOURCE, "C", "see rules", "4 standard errors")  # fmt: skip


def _signs(image: Image, guilt: float) -> list[Check]:
    table = np.array([
        [bundled(image, s, t).conform for t in IDENTITY_COSTS] for s in STRANGERS
    ])  # fmt: skip
    cuts = np.diff([ties_cut(image, guilt, w) for w in TIE_VALUES])
    inf, words = np.inf, "computed for this file's forms, over its grids"
    return [
        Check("sign strangers", "conformity: smallest step as ties weaken", "rises",
              float(np.diff(table, axis=0).min()), 1e-9, inf, "", SOURCE, "S", "", words),
        Check("sign docile", "conformity: largest step as identity costs rise", "falls",
              float(np.diff(table[1:], axis=1).max()), -inf, -1e-9, "", SOURCE, "S", "", words),
        Check("sign ties", "ties cut: largest step as ties are worth more", "falls",
              float(cuts.max()), -inf, -1e-9, "", SOURCE, "S", "", words),
    ]  # fmt: skip


def _hold(request: Request) -> Reproduction:
    image = Image(*(request.number(n) for n in ("externality", "cost", "concern", "visible")))
    strangers, identity = request.number("strangers"), request.number("identity_cost")
    guilt, tie_value = request.number("guilt"), request.number("tie_value")
    one, v = bundled(image, strangers, identity), uniform_cutoff(image)
    seeds = max(request.seeds or SEEDS, 2)
    checks = (
        *_participation(request, image), *_bundling(request, image, seeds), *_signs(image, guilt)
    )  # fmt: skip
    lines = [
        Series(f"who conform, mean identity cost {t:.3g}", "share of strangers", "share",
               STRANGERS, [bundled(image, s, t).conform for s in STRANGERS])
        for t in IDENTITY_COSTS[::5]
    ]  # fmt: skip
    return Reproduction(
        "tirole", request.preset, request.variant, request.settings, seeds,
        (
            f"Seen with probability {image.visible:g}, {1 - v:.0%} act for others (cut-off "
            f"{v:.3f}); unseen {1 - uniform_cutoff(Image(image.externality, image.cost, 0)):.0%}.",
            f"With one score for acting and conforming {one.conform:.0%} conform and "
            f"{one.act:.0%} act.",
            f"Of the ties to low-scored people {ties_cut(image, guilt, tie_value):.0%} are cut.",
        ),
        checks,
        (*lines, Series("ties cut", "mean worth of a tie", "share", TIE_VALUES,
                        [ties_cut(image, guilt, w) for w in TIE_VALUES])),
    )  # fmt: skip


CLASSIC = Classic(
    name="tirole",
    title="Social image, one score for conduct and conformity, and ties that are cut",
    source="Tirole 2021, AER 111(6):2007-2048",
    rules=(
        "act iff v e - c + mu x (M+ - M-) >= 0",
        "conform iff mu s x D_s + min(0, worth of acting alone) >= identity cost",
        "cut a tie with a low-scored person iff its value is below mu x lambda",
    ),
    departures=(
        "Distributions, and how weak ties enter (a share of strangers), are this file's.",
        "The state's choice of a score is left out: what it brings is computed, not what is best.",
    ),
    settings=(
        assumed("externality", "e", 1.0, 0.01, 100.0, "good done to others by acting", "utility"),
        assumed("cost", "c", 0.6, 0.0, 100.0, "cost of acting", "utility"),
        assumed("concern", "mu", 0.5, 0.0, 100.0, "concern for image", "utility"),
        assumed("visible", "x", 0.8, 0.0, 1.0, "chance of being seen", "probability"),
        assumed("strangers", "s", 0.8, 0.0, 1.0, "of those who judge, see the score only",
                "share"),
        assumed("identity_cost", "tau", 0.2, 0.001, 100.0, "mean identity cost of conforming",
                "utility"),
        assumed("guilt", "lambda", 1.0, 0.0, 100.0, "reputation lost by a low-scored tie",
                "values"),
        assumed("tie_value", "w", 0.5, 0.001, 100.0, "mean value of a tie", "utility"),
        assumed("people", "N", 50_000, 1000, 1e7, "simulated people a seed", "people"),
    ),
    hold=_hold,
)  # fmt: skip
