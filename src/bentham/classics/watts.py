"""Watts 2002: which random networks let one person's act become almost everybody's.

A node acts, for good, if at least the share phi of its k neighbours acts. One node acts unprompted.
A node is *vulnerable*, moved by a single neighbour, if k <= K* = floor(1 / phi). Global cascades
are possible where the vulnerable nodes form a cluster of the order of the network,

    sum over k <= K* of k (k - 1) p_k > z,

which for Poisson degrees of mean z is **z Pr[Pois(z) <= K* - 2] > 1**. It holds between two roots,
the cascade window, or nowhere.

**Cascades are run, never inferred from the formula** (`watts_cascades`), on Poisson random graphs
of N nodes. A cascade is *global* if it reaches 5 % of the nodes.

**Edges of the window**, fixed before the first run. The frequency is the share of seed nodes (1,000
a network, several networks) with global cascades. At an edge of the window the largest vulnerable
cluster of a finite network holds a share of the order N^(-1/3), so the edge is where the frequency
passes N^(-1/3), interpolated between steps of 0.1 in z; steps of 0.5 on one network find
where to look. Its standard error is taken from the spread over networks; interpolation adds
at most half a step.

**Errors.** Finite networks cascade beyond the upper edge, since a cascade of moderate size also
moves nodes with two acting neighbours, of which there are of the order (cascade z)^2 / 2N, more for
small phi, where z is large (D. E. Whitney, "Exploring Watts' Cascade Boundary", abstract read, S).
That shift has no closed form, falls with N (0.14 at 10^5 and 0.08 at 10^6 nodes for phi 0.18), and
is what the published tolerances leave room for.

Source: D. J. Watts, "A simple model of global cascades on random networks", PNAS 99, 2002,
5766-5771, abstract read (S), numbers from memory (M); roots computed (C).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq, minimize_scalar
from scipy.special import pdtr

from bentham.classics.declaration import Check, Classic, Reproduction, Request, Series, Setting
from bentham.classics.luck import key, uniforms
from bentham.classics.watts_cascades import cascades, network

Floats = npt.NDArray[np.float64]

SOURCE = "Watts 2002, PNAS 99:5766-5771"
SEED = 2
"""Number of the decision: which node acts unprompted (1 is that of the ties)."""

GLOBAL = 0.05
COARSE, FINE = 0.5, 0.1
NONE = (math.nan, math.nan)

TABLE = (
    (0.10, 1.0000, 13.659, 4, 3), (0.15, 1.0037, 7.477, 4, 3), (0.18, 1.0207, 5.765, 4, 3),
    (0.20, 1.0207, 5.765, 4, 3), (0.25, 1.1141, 3.863, 4, 3),
)  # fmt: skip
"""Threshold, roots of the condition, and their digits (C)."""

SIMULATED = {
    0.18: ("F03", 1.02, 5.76, 0.25, 0.25), 0.10: ("F04", None, 13.66, 0.0, 0.05 * 13.66),
    0.25: ("F04", 1.11, 3.86, 0.4, 0.4), 0.30: ("F04", None, None, 0.0, 0.0),
}  # fmt: skip
"""Threshold: fact, published edges, and their tolerances, the larger of 5 % and 0.4 in F04."""


def most_neighbours(phi: float) -> int:
    """Return K*, the most neighbours that a vulnerable node has."""
    return math.floor(1.0 / phi + 1e-9)


def growth(z: float, phi: float) -> float:
    """Return z Pr[Pois(z) <= K* - 2]: above 1, global cascades are possible."""
    most = most_neighbours(phi) - 2
    return z * float(pdtr(most, z)) if most >= 0 else 0.0


def window(phi: float) -> tuple[float, float]:
    """Return the mean degrees between which global cascades are possible; NaNs if nowhere."""
    top = float(
        minimize_scalar(
            lambda z: -growth(z, phi), bounds=(0.1, 2.0 / phi), options={"xatol": 1e-9}
        ).x
    )
    if growth(top, phi) <= 1.0:
        return NONE
    lower = brentq(lambda z: growth(z, phi) - 1.0, 1e-6, top, xtol=1e-12)
    return float(lower), float(brentq(lambda z: growth(z, phi) - 1.0, top, 20.0 / phi))


def frequencies(
    z: float, phis: Sequence[float], nodes: int, trials: int, networks: Sequence[int]
) -> tuple[Floats, Floats]:
    """Return the share of global cascades by threshold and network, and the mean share reached."""
    shares = np.empty((len(phis), len(networks)))
    reach = np.zeros((len(phis), len(networks)))
    least = math.ceil(GLOBAL * nodes)
    for n, seed in enumerate(networks):
        own = key("watts", seed)
        starts, neighbours = network(own, nodes, z)
        seeds = np.floor(uniforms(own, SEED, trials) * nodes).astype(np.int64)
        for row, phi in enumerate(phis):
            enough, sizes = cascades(starts, neighbours, phi, seeds, least)
            shares[row, n] = enough.mean()
            whole = sizes[enough & (sizes > 0)]
            reach[row, n] = whole.mean() / nodes if len(whole) else 0.0
    return shares, reach.mean(axis=1)


def crossing(z: Floats, shares: Floats, bound: float, upper: bool) -> float:
    """Return where the share passes the bound first from below, or last from above."""
    above = np.flatnonzero(shares >= bound)
    if not len(above):
        return math.nan
    at = int(above[-1] if upper else above[0])
    out = at + 1 if upper else at - 1
    if not 0 <= out < len(z):
        return float(z[at])
    part = (shares[at] - bound) / (shares[at] - shares[out])
    return float(z[at] + part * (z[out] - z[at]))


def _around(coarse: Floats, shares: Floats, bound: float, upper: bool) -> Floats:
    """Return the fine grid around a coarse crossing; empty if there is none."""
    found = crossing(coarse, shares, bound, upper)
    if math.isnan(found):
        return np.empty(0)
    low = math.floor(found / COARSE) * COARSE - COARSE / 2
    return np.arange(max(low, FINE), low + 2 * COARSE + FINE / 2, FINE)


def simulated_window(
    coarse: Floats, shares: Floats, bound: float, measure: Callable[[float], Floats]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return (edge, standard error) of the lower and the upper edge of the simulated window."""
    edges = []
    for upper in (False, True):
        fine = _around(coarse, shares, bound, upper)
        if not len(fine):
            return NONE, NONE
        by_network = np.array([measure(z) for z in fine])
        own = [crossing(fine, column, bound, upper) for column in by_network.T]
        error = float(np.std(own, ddof=1) / math.sqrt(len(own))) if len(own) > 1 else math.nan
        edges.append((crossing(fine, by_network.mean(axis=1), bound, upper), error))
    return edges[0], edges[1]


def _hold(request: Request) -> Reproduction:
    nodes, trials = request.whole("nodes"), request.whole("seed_nodes")
    seeds = range(request.seed, request.seed + (4 if request.seeds is None else request.seeds))
    alone = request.word("simulate") == "phi"
    phis = [request.number("phi")] if alone else list(SIMULATED)
    bound = nodes ** (-1 / 3)
    coarse = np.arange(COARSE, request.number("highest") + COARSE / 2, COARSE)
    shares, reach = np.empty((2, len(phis), len(coarse)))
    for n, z in enumerate(coarse):
        found, reach[:, n] = frequencies(z, phis, nodes, trials, seeds[:1])
        shares[:, n] = found[:, 0]
        if request.progress:
            request.progress("mean degrees", n + 1, len(coarse))
    checks = _roots()
    sentences = [
        f"Networks of {nodes:,} nodes, {trials:,} seed nodes on each of {len(seeds)} networks; an "
        f"edge is where {bound:.3f} of them set off at least {GLOBAL:.0%} of all nodes."
    ]
    series = []
    for row, phi in enumerate(phis):

        def measure(z: float, phi: float = phi) -> Floats:
            return np.asarray(frequencies(z, [phi], nodes, trials, seeds)[0][0])

        edges = simulated_window(coarse, shares[row], bound, measure)
        if request.progress:
            request.progress("windows", row + 1, len(phis))
        checks += _edges(phi, edges, float(shares[row].max()), bound)
        sentences.append(_told(phi, edges, window(phi), float(reach[row].max())))
        for name, values in (("share of seed nodes", shares), ("share reached", reach)):
            series.append(
                Series(f"phi {phi:g}: {name}", "mean degree z", "share", coarse.tolist(),
                       values[row].tolist())
            )  # fmt: skip
    return Reproduction(
        "watts", request.preset, request.variant, request.settings, len(seeds), tuple(sentences),
        tuple(checks), tuple(series),
    )  # fmt: skip


Edges = tuple[tuple[float, float], tuple[float, float]]


def _told(phi: float, edges: Edges, formula: tuple[float, float], reach: float) -> str:
    (low, low_error), (high, high_error) = edges
    if math.isnan(low):
        return f"phi {phi:g}: no window by simulation."
    said = "none" if math.isnan(formula[0]) else f"{formula[0]:.3f} to {formula[1]:.3f}"
    return (
        f"phi {phi:g}: global cascades for z from {low:.3f} ({_known(low_error)}) to {high:.3f} "
        f"({_known(high_error)}) by simulation, {said} by the formula; they reach up to "
        f"{reach:.1%} of all nodes."
    )


def _known(error: float) -> str:
    return "one network" if math.isnan(error) else f"standard error {error:.3f}"


def _roots() -> list[Check]:
    checks = []
    for phi, lower, upper, low_digits, high_digits in TABLE:
        for name, published, digits, found in (
            ("lower", lower, low_digits, window(phi)[0]),
            ("upper", upper, high_digits, window(phi)[1]),
        ):
            half = 0.5 * 10.0**-digits
            checks.append(
                Check("T03", f"phi {phi:g}: {name} root", f"{published:.{digits}f}", found,
                      published - half, published + half, "ties", SOURCE, "C",
                      "z Pr[Pois(z) <= K* - 2] = 1", "exact to the digits given")
            )  # fmt: skip
    for phi in (0.26, 0.30, 0.49):
        top = max(growth(z, phi) for z in np.linspace(0.01, 20.0, 2000))
        checks.append(
            Check("T03", f"phi {phi:g}: highest value of the condition", "below 1: no window", top,
                  0.0, 1.0, "", SOURCE, "C", "z Pr[Pois(z) <= K* - 2]")
        )  # fmt: skip
    return checks


def _edges(phi: float, edges: Edges, highest: float, bound: float) -> list[Check]:
    lower, upper = window(phi)
    fact, low, high, low_half, high_half = SIMULATED.get(
        round(phi, 6),
        ("F04", lower, upper, max(0.4, 0.05 * lower), max(0.4, 0.05 * upper)),
    )  # fmt: skip
    if high is None or math.isnan(high):
        return [
            Check(fact, f"phi {phi:g}: highest share of seed nodes with a global cascade",
                  "no window", highest, 0.0, bound, "", SOURCE, "C", "", "below N^(-1/3)")
        ]  # fmt: skip
    rows = []
    for name, published, half, (found, error) in (
        ("lower", low, low_half, edges[0]), ("upper", high, high_half, edges[1]),
    ):  # fmt: skip
        if published is not None:
            rows.append(
                Check(fact, f"phi {phi:g}: {name} edge, simulated", f"{published:g}", found,
                      published - half, published + half, "ties", SOURCE,
                      "M" if fact == "F03" else "C", "z Pr[Pois(z) <= K* - 2] = 1",
                      f"fixed before the first run; {_known(error)}")
            )  # fmt: skip
    return rows


CLASSIC = Classic(
    name="watts",
    title="A simple model of global cascades on random networks",
    source=SOURCE,
    rules=(
        "A node acts, for good, if at least the share phi of its neighbours acts.",
        "One random node acts unprompted; the network is a Poisson random graph of mean degree z.",
        "Global cascades are possible where z Pr[Pois(z) <= K* - 2] > 1, K* = floor(1 / phi).",
    ),
    departures=(
        "The paper averages over networks of 1,000 to 10,000 nodes; here 10^5 by default, because "
        "the upper edge of smaller networks lies further out.",
        "One threshold for all; the paper's spread of thresholds and its power-law networks are "
        "left out.",
    ),
    settings=(
        Setting("nodes", "n", 1e5, 1e4, 2e6, "nodes", "A", "science.md F03", "Nodes."),
        Setting("phi", "phi", 0.18, 0.09, 0.5, "share", "M", SOURCE,
                "Threshold, where one threshold alone is simulated."),
        Setting("seed_nodes", "", 1000, 10, 1e6, "nodes", "A", "science.md F03",
                "Seed nodes tried on each network, one at a time."),
        Setting("highest", "z", 16, 2, 40, "ties", "A", "", "Highest mean degree looked at."),
        Setting("simulate", "", "table", 0, 0, "", "A", "science.md F03, F04",
                "All thresholds with a published window, or phi alone.", ("table", "phi")),
    ),
    hold=_hold,
    presets={"published": {}, "one-threshold": {"simulate": "phi"}},
)  # fmt: skip
