"""Poisson random graphs and cascades on them, the engine of `bentham.classics.watts`.

**Networks.** Each pair of N nodes is tied with chance z / (N - 1), drawn as skips over the pairs of
each node. The same draws serve every z, so that curves over z are smooth. A draw has 31 bits, so a
chance of 1e-6 a pair is kept to 1 part in 2,000.

**Many seed nodes on one network.** Whether a cascade reaches a given number of nodes follows from
two facts, both exact: what one node sets off contains all that any node which it moves sets off;
and in a cluster of vulnerable nodes, moved by a single neighbour, each sets off all others. So once
a vulnerable node has set off enough, its cluster is marked, and a later cascade that touches the
cluster ends there as large enough.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from bentham.chance.compiled import maker
from bentham.chance.philox import draw

Nodes = npt.NDArray[np.int32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

TIE = 1
"""Number of the decision: to whom a node is tied."""


@maker
def _network(key: np.uint64, nodes: int, chance: float) -> tuple[Ints, Nodes]:
    """Return the ties of a Poisson random graph: neighbours of i at starts[i] to starts[i + 1]."""
    log_rest = math.log1p(-chance)
    mean = 0.5 * chance * nodes * (nodes - 1.0)
    ends = np.empty(np.int64(mean + 10.0 * math.sqrt(mean)) + 100, np.int32)
    firsts = np.zeros(nodes + 1, np.int64)
    degrees = np.zeros(nodes, np.int32)
    made = 0
    for node in range(nodes):
        other, block = node, 0
        while True:
            luck = (draw(key, node, 0, 0, TIE, block) + 0.5) / 2147483648.0
            block += 1
            skip = math.floor(math.log(luck) / log_rest)
            if skip >= nodes - 1 - other:
                break
            other += 1 + np.int64(skip)
            if made == len(ends):
                grown = np.empty(2 * len(ends), np.int32)
                grown[:made] = ends
                ends = grown
            ends[made] = other
            made += 1
            degrees[node] += 1
            degrees[other] += 1
        firsts[node + 1] = made
    starts = np.zeros(nodes + 1, np.int64)
    for node in range(nodes):
        starts[node + 1] = starts[node] + degrees[node]
    filled = starts[:-1].astype(np.int32)  # half as much memory to jump about in
    neighbours = np.empty(2 * made, np.int32)
    for node in range(nodes):
        for at in range(firsts[node], firsts[node + 1]):
            other = np.int64(ends[at])
            neighbours[filled[node]] = other
            neighbours[filled[other]] = node
            filled[node] += 1
            filled[other] += 1
    return starts, neighbours


def network(key: np.uint64, nodes: int, z: float) -> tuple[Ints, Nodes]:
    """Return a Poisson random graph of mean degree z as (starts, neighbours)."""
    starts, neighbours = _network(key, nodes, z / (nodes - 1))
    return starts, neighbours


@maker
def _mark(
    starts: Ints, neighbours: Nodes, needed: Ints, seed: int, marked: Flags, queue: Nodes
) -> None:
    """Mark the cluster of vulnerable nodes around a vulnerable seed."""
    marked[seed] = True
    queue[0] = seed
    at, reached = 0, 1
    while at < reached:
        node = queue[at]
        at += 1
        for tie in range(starts[node], starts[node + 1]):
            other = neighbours[tie]
            if needed[other] == 1 and not marked[other]:
                marked[other] = True
                queue[reached] = other
                reached += 1


@maker
def _cascades(
    starts: Ints, neighbours: Nodes, phi: float, seeds: Ints, least: int
) -> tuple[Flags, Ints]:
    nodes = len(starts) - 1
    needed = np.empty(nodes, np.int16)
    for node in range(nodes):
        needed[node] = max(1, math.ceil(phi * (starts[node + 1] - starts[node]) - 1e-9))
    lacking = needed.copy()  # acting neighbours still needed: the one array read at random
    acting = np.zeros(nodes, np.bool_)
    marked = np.zeros(nodes, np.bool_)  # in a vulnerable cluster known to set off enough
    queue = np.empty(nodes, np.int32)
    enough = np.zeros(len(seeds), np.bool_)
    sizes = np.zeros(len(seeds), np.int64)
    most = nodes + 1  # the first large cascade runs out, so that its size is known
    for trial in range(len(seeds)):
        seed = seeds[trial]
        queue[0] = seed
        acting[seed] = True
        reached, at, known = 1, 0, marked[seed]
        while at < reached < most and not known:
            node = queue[at]
            at += 1
            for tie in range(starts[node], starts[node + 1]):
                other = neighbours[tie]
                lacking[other] -= 1
                if lacking[other] == 0 and not acting[other]:
                    acting[other] = True
                    known = known or marked[other]
                    queue[reached] = other
                    reached += 1
        enough[trial] = known or reached >= least
        if at == reached and not known:
            sizes[trial] = reached
        for back in range(reached):
            node = queue[back]
            acting[node] = False
            if back < at:
                for tie in range(starts[node], starts[node + 1]):
                    lacking[neighbours[tie]] = needed[neighbours[tie]]
        if enough[trial] and not known:
            most = least
            if needed[seed] == 1:
                _mark(starts, neighbours, needed, seed, marked, queue)
    return enough, sizes


def cascades(
    starts: Ints, neighbours: Nodes, phi: float, seeds: npt.ArrayLike, least: int
) -> tuple[Flags, Ints]:
    """Run a cascade from each seed node alone.

    Parameters
    ----------
    starts, neighbours : array of int
        The network, as `network` returns it.
    phi : float
        Share of a node's neighbours that must act before it does.
    seeds : array of int
        Nodes that act unprompted, one at a time.
    least : int
        How many nodes are enough.

    Returns
    -------
    enough : array of bool
        Whether the cascade reaches at least `least` nodes.
    sizes : array of int
        How many it reaches; 0 where it was stopped because it was known to reach enough.
    """
    enough, sizes = _cascades(starts, neighbours, phi, np.asarray(seeds, np.int64), least)
    return enough, sizes
