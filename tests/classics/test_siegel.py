"""Who acts depends on whom people see, and more ties are not always more action."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from bentham.classics import load
from bentham.classics.luck import key
from bentham.classics.siegel import complete_participation, participation, rounds
from bentham.classics.siegel_networks import (
    complete,
    hierarchy,
    of_pairs,
    opinion_leaders,
    pairs_of,
    villages,
    with_weak_ties,
)


def as_graph(network) -> nx.Graph:
    starts, neighbours = network
    graph = nx.empty_graph(len(starts) - 1)
    for node in graph:
        graph.add_edges_from((node, int(j)) for j in neighbours[starts[node] : starts[node + 1]])
    return graph


def naive(graph: nx.Graph, b: np.ndarray, decay: float, counted: bool, number: int) -> set[int]:
    """Who acts after a number of rounds of the paper's two equations, person by person."""
    c = dict.fromkeys(graph, -1.0)
    acting: set[int] = set()
    for _ in range(number):
        acting = {i for i in graph if b[i] + c[i] > 0}
        for i in graph:
            seen = set(graph[i]) | ({i} if counted else set())
            local = len(acting & seen) / len(seen) if seen else 0.0
            c[i] = decay * c[i] - (1 - decay) * (1 - local)
    return acting


def drawn(seed: int, number: int = 60) -> tuple[nx.Graph, tuple, np.ndarray]:
    graph = nx.gnp_random_graph(number, 0.07, seed=seed)
    b = np.random.default_rng(seed).normal(0.6, 0.35, number)
    return graph, of_pairs(number, np.array(graph.edges)), b


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize("decay", [0.0, 0.6])
def test_those_who_act_are_those_of_the_two_equations(seed, counted, decay):
    graph, network, b = drawn(seed)
    expected = naive(graph, b, decay, counted, 500)
    assert set(np.flatnonzero(participation(network, b, counted))) == expected
    assert set(np.flatnonzero(rounds(network, b, decay, 500, counted)[0])) == expected


def test_one_more_tie_can_stop_everybody():
    b = np.array([1.1, 0.3, 0.3, 0.3, -1.0])  # one acts alone; the next follow one by one
    chain = of_pairs(5, np.array([[0, 1], [1, 2], [2, 3]]))
    assert participation(chain, b).sum() == 1  # person 1 has two contacts, so one is not enough
    b[1] = b[2] = 0.6
    assert participation(chain, b).sum() == 4
    hindered = of_pairs(5, np.array([[0, 1], [1, 2], [2, 3], [1, 4]]))
    assert participation(hindered, b).sum() == 1


@pytest.mark.parametrize(("mean", "deviation"), [(0.6, 0.2), (0.75, 0.3), (0.3, 0.5)])
def test_on_the_complete_graph_the_share_acting_has_a_closed_form(mean, deviation):
    from statistics import NormalDist

    r = complete_participation(mean, deviation)
    assert r == pytest.approx(1 - NormalDist().cdf((1 - r - mean) / deviation), abs=1e-12)
    everybody, luck = complete(800), np.random.default_rng(1)
    shares = [participation(everybody, luck.normal(mean, deviation, 800)).mean() for _ in range(20)]
    assert np.mean(shares) == pytest.approx(r, abs=4 * np.std(shares, ddof=1) / np.sqrt(20) + 2e-3)


def test_ties_are_simple_and_come_back_as_pairs():
    network = of_pairs(4, np.array([[2, 1], [1, 2], [3, 3], [0, 3]]))
    assert pairs_of(network).tolist() == [[0, 3], [1, 2]]


def test_villages_are_cliques():
    graph = as_graph(villages(key("test", 1), 50, 10, 0.0))
    assert sorted(map(len, nx.connected_components(graph))) == [10] * 5
    assert graph.number_of_edges() == 5 * 45
    far = as_graph(villages(key("test", 1), 400, 10, 0.01)).number_of_edges() - 40 * 45
    pairs = 400 * 399 / 2 - 40 * 45
    assert far == pytest.approx(0.01 * pairs, abs=4 * np.sqrt(0.0099 * pairs))


def test_a_hierarchy_is_a_tree_whose_levels_can_be_tied():
    tree = as_graph(hierarchy(key("test", 1), 100, 3, 0.0))
    assert nx.is_tree(tree)
    assert set(tree[0]) == {1, 2, 3}
    assert set(tree[4]) == {1, 13, 14, 15}
    tied = as_graph(hierarchy(key("test", 1), 40, 3, 1.0))
    depth = nx.single_source_shortest_path_length(tree, 0)
    assert set(map(frozenset, tied.edges)) == set(
        map(frozenset, tree.subgraph(range(40)).edges)
    ) | {frozenset((i, j)) for i in range(40) for j in range(i) if depth[i] == depth[j]}


def test_opinion_leaders_have_degrees_of_a_power_law():
    degrees = np.diff(opinion_leaders(key("test", 1), 20_000, 2.5)[0])
    chances = np.arange(1, 20_000) ** -2.5
    chances /= chances.sum()
    for k in (1, 2, 3):  # dropped doubles touch only the largest leaders' contacts
        error = np.sqrt(chances[k - 1] * (1 - chances[k - 1]) / 20_000)
        assert (degrees == k).mean() == pytest.approx(chances[k - 1], abs=4 * error + 2e-3)
    assert degrees.max() > 100


def test_more_weak_ties_contain_fewer():
    base = hierarchy(key("test", 1), 200, 5, 0.0)
    few, many = (as_graph(with_weak_ties(key("test", 1), base, n)) for n in (1.0, 2.0))
    assert set(as_graph(base).edges) < set(few.edges) < set(many.edges)
    assert few.number_of_edges() - 199 == pytest.approx(100, abs=5)
    assert as_graph(with_weak_ties(key("test", 1), base, 0.0)).number_of_edges() == 199


def test_removal_keeps_the_removed_out_and_fear_adds_to_it():
    _, network, b = drawn(3)
    free = rounds(network, b, 0.5, 60)[1]
    some = rounds(network, b, 0.5, 60, removal=0.2, luck=key("test", 1))[1]
    fear = rounds(network, b, 0.5, 60, removal=0.2, shift=-0.5, luck=key("test", 1))[1]
    assert free[-1] > some.max() >= some[-1]
    assert fear.sum() < some.sum()
    # Those who act alone are all removed in the end: nobody who acts stays for 400 rounds.
    assert rounds(network, b, 0.5, 400, removal=0.2, luck=key("test", 1))[1][-1] == 0


def test_somewhere_added_ties_lower_participation():
    found = load("siegel").reproduce(seeds=40)
    assert found.holds
    effect = found.checks[0]
    assert effect.id == "F11"
    assert effect.obtained < effect.high < 0
    assert any(min(line.y) < 0 for line in found.series)
    assert any(max(line.y) > 0.2 for line in found.series)


@pytest.mark.full
@pytest.mark.parametrize("variant", ["paper", "self-counted"])
def test_added_ties_lower_participation_under_both_ways_to_count(variant):
    assert load("siegel").reproduce(variant=variant).holds
