"""The networks of `bentham.classics.siegel`, each a tie list seen from both ends.

Pairs are drawn with Philox keyed by what is drawn: a pair of nodes, a stub of a node, or the number
of an added tie, so that more added ties contain fewer. Self-ties and doubled ties are dropped.

The recipes are those of Siegel 2009 from memory (M); his own code was not seen.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from bentham.classics.luck import uniforms

Nodes = npt.NDArray[np.int32]
Ints = npt.NDArray[np.int64]
Network = tuple[Ints, Nodes]
"""Neighbours of node i stand at starts[i] to starts[i + 1]."""

FAR, TIES, STUB, LEVEL, FROM, TO = 1, 2, 3, 4, 5, 6
"""Numbers of the decisions on networks; `siegel` goes on from 11."""


def of_pairs(nodes: int, pairs: Ints) -> Network:
    """Return the network of these pairs of nodes, each tie once."""
    ends = np.sort(np.asarray(pairs, np.int64).reshape(-1, 2), axis=1)
    code = np.unique(ends[:, 0] * nodes + ends[:, 1])
    first, second = code // nodes, code % nodes
    apart = first != second
    both = np.concatenate((first[apart], second[apart]))
    other = np.concatenate((second[apart], first[apart]))
    order = np.argsort(both, kind="stable")
    starts = np.searchsorted(both[order], np.arange(nodes + 1)).astype(np.int64)
    return starts, other[order].astype(np.int32)


def pairs_of(network: Network) -> Ints:
    """Return each tie of a network once, as a pair of nodes."""
    starts, neighbours = network
    nodes = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    once = nodes < neighbours
    return np.column_stack((nodes[once], neighbours[once])).astype(np.int64)


def complete(nodes: int) -> Network:
    """Return the network in which everybody is tied to everybody."""
    return of_pairs(nodes, np.column_stack(np.triu_indices(nodes, 1)))


def villages(key: np.uint64, nodes: int, size: int, far: float) -> Network:
    """Return cliques of a given size, with any pair of two villages tied with a small chance."""
    first, second = np.triu_indices(nodes, 1)
    near = first // size == second // size
    tied = near | (uniforms(key, FAR, len(first)) < far)
    return of_pairs(nodes, np.column_stack((first[tied], second[tied])))


def opinion_leaders(key: np.uint64, nodes: int, exponent: float) -> Network:
    """Return a network of degrees k with chances p_k in proportion to k^-exponent, tied at random.

    Stubs of nodes are paired in a drawn order; the few pairs that join a node to itself or double a
    tie are dropped, which costs the largest leaders some ties.
    """
    chances = np.arange(1, nodes, dtype=np.float64) ** -exponent
    degrees = 1 + np.searchsorted(np.cumsum(chances) / chances.sum(), uniforms(key, TIES, nodes))
    stubs = np.repeat(np.arange(nodes), np.minimum(degrees, nodes - 1))
    order = np.argsort(uniforms(key, STUB, len(stubs)), kind="stable")
    return of_pairs(nodes, stubs[order][: len(stubs) // 2 * 2].reshape(-1, 2))


def hierarchy(key: np.uint64, nodes: int, expansion: int, level: float) -> Network:
    """Return a tree in which each has `expansion` below; pairs of one level are tied by chance."""
    below = np.arange(1, nodes)
    pairs = [np.column_stack(((below - 1) // expansion, below))]
    first, size, drawn = 0, 1, 0
    while level > 0.0 and first < nodes:
        here = np.arange(first, min(first + size, nodes))
        left, right = np.triu_indices(len(here), 1)
        luck = uniforms(key, LEVEL, drawn + len(left))[drawn:]
        pairs.append(np.column_stack((here[left], here[right]))[luck < level])
        first, size, drawn = first + size, size * expansion, drawn + len(left)
    return of_pairs(nodes, np.concatenate(pairs))


def with_weak_ties(key: np.uint64, network: Network, per_person: float) -> Network:
    """Return the network with ties added between pairs drawn evenly, `per_person` ends each."""
    nodes = len(network[0]) - 1
    number = math.floor(per_person * nodes / 2 + 0.5)
    added = np.column_stack((uniforms(key, FROM, number), uniforms(key, TO, number))) * nodes
    return of_pairs(nodes, np.concatenate((pairs_of(network), added.astype(np.int64))))
