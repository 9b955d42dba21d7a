"""People speak where they hear themselves confirmed; bots are heard and hear nobody."""

from __future__ import annotations

import math
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from scipy import integrate

from bentham.classics import load, luck
from bentham.classics.ross import (
    People,
    complete,
    confidence,
    consensus,
    from_edges,
    people,
    preferential_network,
    random_network,
    run,
    speaking_among_like,
)


def graph_of(network) -> nx.Graph:
    graph = nx.Graph()
    nodes = len(network.first) - 1
    graph.add_nodes_from(range(nodes))
    for i in range(nodes):
        graph.add_edges_from(
            (i, int(j)) for j in network.other[network.first[i] :][: np.diff(network.first)[i]]
        )
    return graph


def naive_run(graph: nx.Graph, who: People, alpha: float, steps: int):
    """The rule person by person, in plain Python."""
    omega, counts = who.omega.tolist(), []
    willing = [math.tanh(w / 2) for w in who.speaks_from]

    def speaking() -> list[bool]:
        return [bool(who.bot[i]) or 2 / (1 + math.exp(-omega[i])) - 1 >= willing[i] for i in graph]

    def counted(speaks: list[bool]) -> list[int]:
        return [
            sum(speaks[i] and not who.bot[i] and who.opinion[i] == side for i in graph)
            for side in (0, 1)
        ]

    for _ in range(steps):
        speaks = speaking()
        counts.append(counted(speaks))
        for i in graph:
            same = sum(speaks[j] and who.opinion[j] == who.opinion[i] for j in graph[i])
            opposed = sum(speaks[j] and who.opinion[j] != who.opinion[i] for j in graph[i])
            if same + opposed:
                omega[i] += alpha * (same - opposed) / (same + opposed)
    return [*counts, counted(speaking())], omega


@pytest.mark.parametrize("make", [random_network, preferential_network])
@pytest.mark.parametrize("bots", [0.0, 0.1])
def test_a_run_is_that_of_the_naive_twin(make, bots) -> None:
    key = luck.key("ross", 3)
    network, who = make(120, 6, key), people(120, bots, key)
    counts, omega = run(network, who, 0.1, 60)
    naive_counts, naive_omega = naive_run(graph_of(network), who, 0.1, 60)
    assert counts.tolist() == naive_counts
    humans = ~who.bot  # a bot's climate moves too, and is never read
    assert omega[humans] == pytest.approx(np.array(naive_omega)[humans], abs=1e-12)


def test_confidence_is_the_published_transform() -> None:
    omega = np.linspace(-8, 8, 33)
    assert confidence(omega) == pytest.approx(2 / (1 + np.exp(-omega)) - 1)
    assert confidence(np.array([0.0])) == 0.0


@pytest.mark.parametrize("alpha, steps", [(0.1, 0), (0.1, 1), (0.1, 30), (1.0, 5)])
def test_the_share_who_speak_among_their_like_is_the_integral(alpha, steps) -> None:
    tau = math.tanh(alpha * steps / 2)
    whole = integrate.quad(lambda c: (c + tau) / (1 + c * tau), 0, 1)[0]
    assert speaking_among_like(alpha, steps) == pytest.approx(whole, abs=1e-9)


def test_people_of_one_opinion_in_a_complete_network_speak_as_the_integral_has_it() -> None:
    key, nodes = luck.key("ross", 5), 1500
    who = replace(people(nodes, 0.0, key), opinion=np.ones(nodes, np.int64))
    counts, omega = run(complete(nodes), who, 0.2, 8)
    assert omega == pytest.approx(who.omega + 8 * 0.2)
    for t in (0, 4, 8):
        share = speaking_among_like(0.2, t)
        error = 4 * math.sqrt(share * (1 - share) / nodes)
        assert counts[t, 1] / nodes == pytest.approx(share, abs=error)


def test_who_sees_nobody_or_only_the_silent_never_changes() -> None:
    who = people(50, 0.0, luck.key("ross", 1))
    assert np.array_equal(
        run(from_edges(50, np.empty((0, 2), np.int64)), who, 0.1, 20)[1], who.omega
    )
    silent = replace(who, omega=np.full(50, -1.0))
    assert np.array_equal(run(complete(50), silent, 0.1, 20)[1], silent.omega)


@pytest.mark.parametrize("seed", range(1, 9))
def test_where_everyone_sees_everyone_the_camp_that_speaks_more_takes_all(seed) -> None:
    who = people(201, 0.0, luck.key("ross", seed))
    speaks = who.speaking(who.omega)
    if speaks[who.opinion == 1].sum() == speaks[who.opinion == 0].sum():
        who.opinion[np.flatnonzero(speaks)[0]] ^= 1  # the camps would begin level
    counts, _ = run(complete(201), who, 0.1, 3000)
    first, last = counts[0], counts[-1]
    greater = int(first[1] > first[0])
    assert last[1 - greater] == 0 and last[greater] > 0
    assert np.all(np.diff(counts[:, greater]) >= 0) and np.all(np.diff(counts[:, 1 - greater]) <= 0)


def test_exchanging_the_opinions_exchanges_the_outcome() -> None:
    key = luck.key("ross", 2)
    network, who = random_network(400, 8, key), people(400, 0.0, key)
    there = run(network, who, 0.1, 200)
    back = run(network, replace(who, opinion=1 - who.opinion), 0.1, 200)
    assert np.array_equal(there[0], back[0][:, ::-1]) and np.array_equal(there[1], back[1])


def test_small_camps_that_go_on_speaking_hear_mostly_themselves() -> None:
    key = luck.key("ross", 1)
    network, who = random_network(1000, 10, key), people(1000, 0.0, key)
    counts, omega = run(network, who, 0.1, 500)
    small = int(counts[-1, 1] < counts[-1, 0])
    speaks, graph = who.speaking(omega), graph_of(network)
    members = [i for i in graph if speaks[i] and who.opinion[i] == small]
    heard = [who.opinion[j] == small for i in members for j in graph[i] if speaks[j]]
    assert 10 < len(members) < 500
    assert np.mean(heard) > 0.6  # of all who speak they are fewer than half


def test_bots_take_the_place_of_people_and_change_nobody_else() -> None:
    key = luck.key("ross", 6)
    few, many, none = (people(1000, b, key) for b in (0.02, 0.1, 0.0))
    assert (few.bot.sum(), many.bot.sum(), none.bot.sum()) == (20, 100, 0)
    assert np.all(many.bot[few.bot]) and np.all(many.opinion[many.bot] == 1)
    assert np.array_equal(few.opinion[~few.bot], none.opinion[~few.bot])
    assert np.array_equal(few.omega, none.omega)


def test_a_network_of_bots_counts_nobody_and_is_no_crowd() -> None:
    key = luck.key("ross", 1)
    counts, _ = run(random_network(100, 6, key), people(100, 1.0, key), 0.1, 5)
    assert counts.sum() == 0
    assert consensus(counts[-1]) == 1.0


def test_a_random_network_is_simple_and_its_degrees_are_binomial() -> None:
    graph = graph_of(random_network(2000, 10, luck.key("ross", 1)))
    assert graph.number_of_edges() == 10_000 and nx.number_of_selfloops(graph) == 0
    degrees = np.array([d for _, d in graph.degree])
    # Variance about z (1 - z / N); of 2,000 degrees it is known to some 3 %.
    assert degrees.var() == pytest.approx(10.0, rel=0.15)


def test_a_preferential_network_has_the_tail_that_networkx_grows() -> None:
    ours = graph_of(preferential_network(3000, 6, luck.key("ross", 1)))
    assert ours.number_of_edges() == 6 + (3000 - 4) * 3 and nx.is_connected(ours)
    theirs = nx.barabasi_albert_graph(3000, 3, seed=1)
    for least in (6, 12, 24):
        counts = [sum(d >= least for _, d in g.degree) for g in (ours, theirs)]
        assert abs(counts[0] - counts[1]) < 4 * math.sqrt(sum(counts))
    assert min(d for _, d in ours.degree) == 3 and max(d for _, d in ours.degree) > 60


def test_the_command_says_where_consensus_is_met_and_where_it_is_missed() -> None:
    classic = load("ross")
    sparse = classic.reproduce(seeds=6)
    assert [c.id for c in sparse.checks if not c.holds] == ["consensus"]
    for preset in ("dense", "complete"):
        assert classic.reproduce(preset, seeds=6).holds
