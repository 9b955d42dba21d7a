"""Watts & Strogatz 1998: a few random ties bring all near, and leave circles of friends whole.

N nodes stand in a ring, each tied to its k nearest neighbours, k even. One lap after the other, the
tie of every node to its j-th next neighbour clockwise (j = 1, ..., k/2) is moved with chance beta
to a node drawn evenly, unless it would lead to the node itself or double a tie: then another is
drawn. Two numbers describe the result: the path length L, the mean number of steps between two
nodes, and the clustering C, the mean over nodes of the share of a node's neighbours that are
neighbours of each other.

**Ring, exact**: C(0) = 3 (k - 2) / (4 (k - 1)); L(0) is the mean of ceil(2 d / k) over distances d
along the ring; N k (k - 2) / 8 triangles.

**Rewired.** A triangle survives if none of its three ties is moved, so that the share (1 - beta)^3
of triangles is left, plus accidental ones: at most those of a random graph, k^3 / 6 in all. C falls
nearly alike, **C(beta) ~ C(0) (1 - beta)^3** (Barrat & Weigt 2000): degrees become uneven, of
variance beta (2 - beta) k / 2, which lowers C by the order of beta (2 - beta) / (2 k) of itself.
L falls far earlier, at beta of the order 1 / (N k), and ends near ln N / ln k.

**Errors.** Several networks; a mean is held within 4 of its standard errors, from their spread.

Source: D. J. Watts & S. H. Strogatz, "Collective dynamics of 'small-world' networks", Nature 393,
1998, 440-442 (figure 2: N = 1,000, k = 10, 20 networks), from memory (M); Barrat & Weigt, European
Physical Journal B 13, 2000, 547-560 (M).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from bentham.chance.compiled import maker
from bentham.chance.philox import draw
from bentham.classics.declaration import Check, Classic, Reproduction, Request, Series, Setting
from bentham.classics.luck import key
from bentham.evidence.errors import UsageError

Floats = npt.NDArray[np.float64]
Nodes = npt.NDArray[np.int32]
Ints = npt.NDArray[np.int64]

SOURCE = "Watts & Strogatz 1998, Nature 393:440-442"
MOVED, WHERE = 1, 2
"""Numbers of the decisions, by node and lap: whether a tie is moved, and where to (by attempt)."""

BETAS = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
CLOSED_FORM_AT = (0.01, 0.1, 0.3)
LARGER = 20
"""The survival of triangles is held on rings this many times larger, where accidents are rare."""

BAND = 4.0
DRAWS = 1 << 31


@maker
def _rewired(key: np.uint64, nodes: int, half: int, beta: float) -> Nodes:
    """Return each node's own ties, one a lap."""
    ties = np.empty((nodes, half), np.int32)
    for node in range(nodes):
        for lap in range(half):
            ties[node, lap] = (node + lap + 1) % nodes
    limit = np.int64(math.floor(beta * 2147483648.0))
    for lap in range(half):
        for node in range(nodes):
            if draw(key, node, 0, lap, MOVED, 0) >= limit:
                continue
            attempt = 0
            while attempt < 1000:  # a node tied to all others keeps its tie
                other = np.int64((draw(key, node, 0, lap, WHERE, attempt) * np.int64(nodes)) >> 31)
                attempt += 1
                taken = other == node
                for own in range(half):
                    taken = taken or ties[node, own] == other or ties[other, own] == node
                if not taken:
                    ties[node, lap] = other
                    break
    return ties


@maker
def _both_ends(ties: Nodes) -> tuple[Ints, Nodes]:
    nodes, half = ties.shape
    starts = np.zeros(nodes + 1, np.int64)
    for node in range(nodes):
        starts[node + 1] += half
        for lap in range(half):
            starts[ties[node, lap] + 1] += 1
    for node in range(nodes):
        starts[node + 1] += starts[node]
    filled = starts[:-1].copy()
    neighbours = np.empty(2 * nodes * half, np.int32)
    for node in range(nodes):
        for lap in range(half):
            other = ties[node, lap]
            neighbours[filled[node]] = other
            neighbours[filled[other]] = node
            filled[node] += 1
            filled[other] += 1
    return starts, neighbours


@maker
def _clustering(starts: Ints, neighbours: Nodes) -> tuple[float, int]:
    """Return the mean clustering of nodes and the number of triangles."""
    nodes = len(starts) - 1
    near = np.full(nodes, -1, np.int64)
    total, corners = 0.0, 0
    for node in range(nodes):
        own = neighbours[starts[node] : starts[node + 1]]
        for other in own:
            near[other] = node
        ends = 0
        for other in own:
            for third in neighbours[starts[other] : starts[other + 1]]:
                if near[third] == node:
                    ends += 1
        degree = len(own)
        if degree > 1:
            total += ends / (degree * (degree - 1.0))
        corners += ends // 2
    return total / nodes, corners // 3


@maker
def _path_length(starts: Ints, neighbours: Nodes) -> float:
    """Return the mean number of steps between two nodes that are connected."""
    nodes = len(starts) - 1
    steps = np.empty(nodes, np.int32)
    queue = np.empty(nodes, np.int32)
    total, pairs = 0, 0
    for source in range(nodes):
        steps[:] = -1
        steps[source] = 0
        queue[0] = source
        at, reached = 0, 1
        while at < reached:
            node = queue[at]
            at += 1
            for tie in range(starts[node], starts[node + 1]):
                other = neighbours[tie]
                if steps[other] < 0:
                    steps[other] = steps[node] + 1
                    total += steps[other]
                    queue[reached] = other
                    reached += 1
        pairs += reached - 1
    return total / max(pairs, 1)


def network(key: np.uint64, nodes: int, k: int, beta: float) -> tuple[Ints, Nodes]:
    """Return a rewired ring: neighbours of node i at starts[i] to starts[i + 1].

    Parameters
    ----------
    key : uint64
        Of the run, see `bentham.classics.luck.key`.
    nodes, k : int
        Nodes in the ring; neighbours of each, an even number well below `nodes`.
    beta : float
        Chance that a tie is moved.
    """
    starts, neighbours = _both_ends(_rewired(key, nodes, k // 2, beta))
    return starts, neighbours


def clustering(starts: Ints, neighbours: Nodes) -> tuple[float, int]:
    """Return C, the mean clustering of nodes, and the number of triangles."""
    mean, triangles = _clustering(starts, neighbours)
    return float(mean), int(triangles)


def path_length(starts: Ints, neighbours: Nodes) -> float:
    """Return L, the mean number of steps between two connected nodes."""
    return float(_path_length(starts, neighbours))


def ring_clustering(k: int) -> float:
    """Return C(0)."""
    return 3.0 * (k - 2) / (4.0 * (k - 1))


def ring_path_length(nodes: int, k: int) -> float:
    """Return L(0)."""
    along = np.arange(1, nodes)
    return float(np.ceil(2 * np.minimum(along, nodes - along) / k).mean())


def _hold(request: Request) -> Reproduction:
    nodes, k = request.whole("nodes"), request.whole("neighbours")
    if k % 2 or k >= nodes // 4:
        raise UsageError("neighbours is an even number below a quarter of the nodes")
    seeds = 20 if request.seeds is None else max(request.seeds, 2)
    ring = network(key("small-world", request.seed), nodes, k, 0.0)
    c_0, l_0 = clustering(*ring)[0], path_length(*ring)
    c, length = np.empty((2, len(BETAS), seeds))
    for row, beta in enumerate(BETAS):
        for n in range(seeds):
            found = network(key("small-world", request.seed + n), nodes, k, beta)
            c[row, n], length[row, n] = clustering(*found)[0] / c_0, path_length(*found) / l_0
        if request.progress:
            request.progress("rewiring chances", row + 1, len(BETAS))
    checks = [
        Check("C(0)", "clustering of the ring", f"{ring_clustering(k):.6f}", c_0,
              ring_clustering(k) - 1e-12, ring_clustering(k) + 1e-12, "", SOURCE, "C",
              "3 (k - 2) / (4 (k - 1))", "exact"),
        Check("L(0)", "path length of the ring", f"{ring_path_length(nodes, k):.6f}", l_0,
              ring_path_length(nodes, k) - 1e-9, ring_path_length(nodes, k) + 1e-9, "steps",
              SOURCE, "C", "mean of ceil(2 d / k)", "exact"),
        *_survival(request, nodes, k, seeds),
    ]  # fmt: skip
    clustered, near = c.mean(axis=1), length.mean(axis=1)
    uneven = 1.0 / (2.0 * k)
    for beta in CLOSED_FORM_AT:
        exact, row = (1.0 - beta) ** 3, BETAS.index(beta)
        band = BAND * float(c[row].std(ddof=1)) / math.sqrt(seeds)
        slack = 2.0 * beta * (2.0 - beta) * uneven * exact
        accidents = 4.0 * k * k / (3.0 * (k - 2) * nodes)  # k^3 / 6 of N k (k - 2) / 8 triangles
        checks.append(
            Check("C(beta)", f"C / C(0) at beta {beta:g}", f"{exact:.3f}", clustered[row],
                  exact - slack - band, exact + slack + accidents + band, "", "Barrat & Weigt 2000",
                  "M", "(1 - beta)^3", "4 standard errors, twice the order of uneven "
                  "degrees, and accidental triangles upwards")
        )  # fmt: skip
    if (nodes, k) == (1000, 10):
        at = BETAS.index(0.01)
        said = "as read from the figure, from memory"
        checks += [
            Check("figure 2", "L / L(0) at beta 0.01", "about 0.2", near[at], 0.1, 0.3, "", SOURCE,
                  "M", "", said),
            Check("figure 2", "C / C(0) at beta 0.01", "about 0.97", clustered[at], 0.95, 0.99, "",
                  SOURCE, "M", "", said),
        ]  # fmt: skip
    return Reproduction(
        "small-world", request.preset, request.variant, request.settings, seeds,
        tuple(
            f"At beta {beta:g} the path length is {near[row]:.1%} and the clustering "
            f"{clustered[row]:.1%} of the ring's."
            for row, beta in enumerate(BETAS) if beta in {0.001, 0.01, 0.1, 1.0}
        ),
        tuple(checks),
        (
            Series("L / L(0)", "rewiring chance beta", "share of the ring's", BETAS, near.tolist()),
            Series("C / C(0)", "rewiring chance beta", "share of the ring's", BETAS,
                   clustered.tolist()),
        ),
    )  # fmt: skip


def _survival(request: Request, nodes: int, k: int, seeds: int) -> list[Check]:
    """Return the share of triangles left against (1 - beta)^3, on larger rings."""
    nodes *= LARGER
    whole = nodes * k * (k - 2) // 8
    accidents = k**3 / 6 / whole
    checks = []
    for beta in CLOSED_FORM_AT:
        exact = (1.0 - beta) ** 3
        left = np.array([
            clustering(*network(key("small-world", request.seed + n), nodes, k, beta))[1] / whole
            for n in range(seeds)
        ])  # fmt: skip
        band = BAND * float(left.std(ddof=1)) / math.sqrt(seeds)
        checks.append(
            Check("triangles", f"triangles left at beta {beta:g}, {nodes:,} nodes",
                  f"{exact:.4f}", left.mean(), exact - band, exact + band + accidents, "", SOURCE,
                  "C", "(1 - beta)^3", "4 standard errors, and accidental triangles upwards")
        )  # fmt: skip
    return checks


CLASSIC = Classic(
    name="small-world",
    title="Rewired rings: near to all, and still among friends",
    source=SOURCE,
    rules=(
        "N nodes in a ring, each tied to its k nearest neighbours.",
        "Lap by lap, each tie is moved with chance beta to a node drawn evenly, never to the node "
        "itself and never doubling a tie.",
    ),
    departures=(
        "Path length is the mean over connected pairs; at the published size all are connected.",
    ),
    settings=(
        Setting("nodes", "n", 1000, 100, 5000, "nodes", "M", SOURCE, "Nodes in the ring."),
        Setting("neighbours", "k", 10, 4, 100, "ties", "M", SOURCE, "Neighbours of each, even."),
    ),
    hold=_hold,
)  # fmt: skip
