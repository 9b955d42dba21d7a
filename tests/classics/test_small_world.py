"""A few moved ties shorten every way, long before circles of friends dissolve."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from bentham.classics import load
from bentham.classics.luck import key
from bentham.classics.small_world import (
    clustering,
    network,
    path_length,
    ring_clustering,
    ring_path_length,
)
from bentham.evidence.errors import UsageError


def as_graph(starts: np.ndarray, neighbours: np.ndarray) -> nx.Graph:
    graph = nx.empty_graph(len(starts) - 1)
    for node in graph:
        graph.add_edges_from((node, int(j)) for j in neighbours[starts[node] : starts[node + 1]])
    return graph


@pytest.mark.parametrize(("nodes", "k"), [(40, 4), (51, 6), (100, 10)])
def test_an_unmoved_ring_has_the_closed_forms(nodes, k):
    ring = network(key("test", 1), nodes, k, 0.0)
    assert nx.utils.graphs_equal(as_graph(*ring), nx.watts_strogatz_graph(nodes, k, 0.0))
    assert clustering(*ring)[0] == pytest.approx(ring_clustering(k), rel=1e-12)
    assert clustering(*ring)[1] == nodes * k * (k - 2) // 8
    assert path_length(*ring) == pytest.approx(ring_path_length(nodes, k), rel=1e-12)


@pytest.mark.parametrize("beta", [0.05, 0.4, 1.0])
def test_measures_are_those_of_networkx(beta):
    found = network(key("test", 2), 150, 6, beta)
    graph = as_graph(*found)
    assert clustering(*found)[0] == pytest.approx(nx.average_clustering(graph), rel=1e-12)
    assert clustering(*found)[1] == sum(nx.triangles(graph).values()) // 3
    assert nx.is_connected(graph)
    assert path_length(*found) == pytest.approx(nx.average_shortest_path_length(graph), rel=1e-12)


@pytest.mark.parametrize("beta", [0.0, 0.3, 1.0])
def test_moving_ties_makes_no_tie_and_loses_none(beta):
    starts, neighbours = network(key("test", 3), 500, 8, beta)
    graph = as_graph(starts, neighbours)
    assert graph.number_of_edges() == 500 * 4 == len(neighbours) // 2
    assert nx.number_of_selfloops(graph) == 0
    assert min(dict(graph.degree).values()) >= 4  # each keeps its own ends


def test_a_node_tied_to_all_others_keeps_its_ties():
    starts, neighbours = network(key("test", 4), 5, 4, 1.0)
    assert as_graph(starts, neighbours).number_of_edges() == 10


def test_the_chance_beta_of_ties_is_moved():
    starts, neighbours = network(key("test", 5), 20_000, 10, 0.2)
    nodes = np.repeat(np.arange(20_000), np.diff(starts))
    along = np.abs(nodes - neighbours)
    kept = (np.minimum(along, 20_000 - along) <= 5).mean()
    # 10^5 ties, standard error 0.0013; a moved tie lands back nearby one time in 2,000.
    assert kept == pytest.approx(0.8, abs=0.0055)


def test_averages_are_those_of_networkx_own_small_worlds():
    beta, number = 0.1, 30
    ours = [network(key("test", n), 300, 8, beta) for n in range(number)]
    theirs = [nx.watts_strogatz_graph(300, 8, beta, seed=n) for n in range(number)]
    for mine, other in (
        ([clustering(*g)[0] for g in ours], [nx.average_clustering(g) for g in theirs]),
        ([path_length(*g) for g in ours], [nx.average_shortest_path_length(g) for g in theirs]),
    ):
        error = np.sqrt((np.var(mine, ddof=1) + np.var(other, ddof=1)) / number)
        assert abs(np.mean(mine) - np.mean(other)) < 4 * error


def test_the_paper_is_reproduced():
    found = load("small-world").reproduce(seeds=5)
    assert found.holds
    lengths, clusters = found.series
    assert list(lengths.y) == sorted(lengths.y, reverse=True)
    assert clusters.y[4] > 0.95 > 0.3 > lengths.y[4]


@pytest.mark.parametrize("k", [5, 60])
def test_rings_that_cannot_be_are_refused(k):
    with pytest.raises(UsageError, match="even number below a quarter"):
        load("small-world").reproduce(changes={"neighbours": k, "nodes": 200})
