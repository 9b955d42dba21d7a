"""Who speaks in which climate of opinion, people and bots: after Ross et al. 2019.

Ross, Pilz, Cabrera, Brachten, Neubaum & Stieglitz, "Are social bots a real threat? An agent-based
model of the spiral of silence", *EJIS* 28(4):394-412. A person holds one of two opinions, never
changed. In each step a person counts the neighbours who speak:

    delta = (n_same - n_opp) / (n_same + n_opp)         (nothing changes where nobody speaks)
    omega <- omega + alpha delta
    c = 2 / (1 + exp(-omega)) - 1 = tanh(omega / 2)     confidence, in (-1, 1)
    speak iff c >= phi,  phi ~ U(0, 1)                  willingness to self-censor

All of it without unit but the step. A bot always speaks its opinion and never changes.

The rule is from memory (tag M); what it starts from is not, and is assumed: first confidence
``c ~ U(0, 1)`` whatever the opinion, opinions by a fair coin, everyone looking at the same moment.
With omega = 0 at first nobody would ever speak. What the paper found about bots is not used here,
neither as a setting nor as a check: the bots of this file give what the rule gives.

Networks, of N nodes and mean degree z: ``complete``; ``random`` (N z / 2 edges between uniform
pairs, without loops or double edges); ``preferential`` (each new node brings z / 2 edges to ends of
edges there are, after a complete core of z / 2 + 1 nodes).

Closed forms, exact: in a complete network the greater camp of speakers never loses one and the
smaller falls silent for ever. Where all are of one opinion and see someone speak, omega grows by
alpha a step, so that after t steps, with ``tau = tanh(alpha t / 2)``, the expected share who speak
is

    integral over c in (0, 1) of (c + tau) / (1 + c tau) = 1 / tau - (1 / tau^2 - 1) ln(1 + tau).

*Consensus* is the share of speaking people that the greater camp has. It counts people, not bots.

The abstract says that consensus emerges. Under the assumptions above it does where people see many
others (mean degree 40 and more, and exactly in a complete network), not at the mean degree of 10
that was fixed before the first run: neighbourhoods in which one opinion is heard by chance confirm
it, and small camps go on speaking there for hundreds of steps. The check at degree 10 is reported
as missed; preset ``dense``, made after that was seen, has degree 40.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from bentham.chance.compiled import maker
from bentham.chance.philox import draw
from bentham.classics import luck
from bentham.classics.declaration import Check, Classic, Reproduction, Request, Series, Setting

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

OPINION, CONFIDENCE, CENSOR, BOT, EDGE, TIE_BREAK = 1, 2, 3, 4, 5, 6
"""Numbers of the decisions that are drawn."""

SEEDS = 40
BOTS = (0.0, 0.01, 0.02, 0.04, 0.08, 0.16)
"""The declared shares of bots."""

DEGREES = (4, 10, 20, 40, 80)
"""The declared mean degrees at which consensus is also looked at, without bots."""

ERRORS = 4.0
CONSENSUS = 0.95
"""From here on one camp is nearly all that is heard; fixed before the first run."""

SOURCE = "Ross et al. 2019"


def confidence(omega: Floats) -> Floats:
    """Return c = 2 / (1 + exp(-omega)) - 1."""
    return np.tanh(np.asarray(omega) / 2.0)


def speaking_among_like(alpha: float, steps: int) -> float:
    """Return the expected share who speak where all are of one opinion and see someone speak."""
    tau = float(np.tanh(alpha * steps / 2.0))
    if tau == 0.0:
        return 0.5
    return 1.0 / tau - (1.0 / tau**2 - 1.0) * float(np.log1p(tau))


# --- Networks ---


@dataclass(frozen=True)
class Network:
    """Who sees whom: the neighbours of node i stand in ``other[first[i]:first[i + 1]]``."""

    first: Ints
    other: Ints


def from_edges(nodes: int, ends: Ints) -> Network:
    """Return a network from an array of edges with two columns; each edge counts both ways."""
    both = np.concatenate((ends, ends[:, ::-1]))
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    first = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(both[:, 0], minlength=nodes), out=first[1:])
    return Network(first, np.ascontiguousarray(both[:, 1]))


def complete(nodes: int) -> Network:
    """Return the network in which everyone sees everyone."""
    return from_edges(nodes, np.argwhere(np.triu(np.ones((nodes, nodes), bool), 1)))


@maker
def _random_edges(ends: Ints, nodes: int, key: np.uint64, known: Ints) -> None:
    """Write edges; `known` is a hash table of pairs, all -1 at first."""
    places = len(known)
    for edge in range(len(ends)):
        block = 0
        while True:
            a = (draw(key, edge, 0, 0, EDGE, block) * nodes) >> 31
            b = (draw(key, edge, 1, 0, EDGE, block) * nodes) >> 31
            low, high = min(a, b), max(a, b)
            pair = low * nodes + high
            at = pair % places
            while known[at] >= 0 and known[at] != pair:
                at = (at + 1) % places
            if a != b and known[at] < 0:
                break
            block += 1
        known[at] = pair
        ends[edge, 0], ends[edge, 1] = low, high


def random_network(nodes: int, degree: int, key: np.uint64) -> Network:
    """Return N z / 2 edges between uniform pairs; a pair that is taken is drawn again."""
    ends = np.empty((nodes * degree // 2, 2), np.int64)
    _random_edges(ends, nodes, key, np.full(4 * len(ends) + 1, -1, np.int64))
    return from_edges(nodes, ends)


@maker
def _preferential_edges(ends: Ints, nodes: int, own: int, key: np.uint64) -> None:
    edge = 0
    for a in range(own + 1):
        for b in range(a):
            ends[edge, 0], ends[edge, 1] = b, a
            edge += 1
    for node in range(own + 1, nodes):
        before = edge
        for mine in range(own):
            block = 0
            while True:
                # An end of an edge that was there before this node: nodes by their degree.
                at = (draw(key, node, mine, 0, EDGE, block) * (2 * before)) >> 31
                friend = ends[at >> 1, at & 1]
                taken = False
                for there in range(before, edge):
                    taken |= ends[there, 0] == friend
                if not taken:
                    break
                block += 1
            ends[edge, 0], ends[edge, 1] = friend, node
            edge += 1


def preferential_network(nodes: int, degree: int, key: np.uint64) -> Network:
    """Return a network grown by preferential attachment, z / 2 edges to each new node."""
    own = max(degree // 2, 1)
    ends = np.empty((own * (own + 1) // 2 + (nodes - own - 1) * own, 2), np.int64)
    _preferential_edges(ends, nodes, own, key)
    return from_edges(nodes, ends)


# --- People and bots ---


@dataclass(frozen=True)
class People:
    """Opinions (0 or 1), climate omega, the omega from which each speaks, and who is a bot."""

    opinion: Ints
    omega: Floats
    speaks_from: Floats
    bot: npt.NDArray[np.bool_]

    def speaking(self, omega: Floats) -> npt.NDArray[np.bool_]:
        """Return who speaks in a climate."""
        return self.bot | (omega >= self.speaks_from)


def people(nodes: int, bots: float, key: np.uint64) -> People:
    """Draw invented people; of the nodes a share are bots, all of opinion 1.

    A person keeps opinion, confidence and willingness whatever the share of bots is.
    """
    rank = np.argsort(luck.uniforms(key, BOT, nodes), kind="stable")
    bot = np.zeros(nodes, np.bool_)
    bot[rank[: round(bots * nodes)]] = True
    opinion = np.where(bot, 1, luck.whole_numbers(key, OPINION, nodes) & 1)
    first = 2.0 * np.arctanh(luck.uniforms(key, CONFIDENCE, nodes))
    return People(opinion, first, 2.0 * np.arctanh(luck.uniforms(key, CENSOR, nodes)), bot)


@maker
def _steps(
    first: Ints, other: Ints, opinion: Ints, omega: Floats, speaks_from: Floats,
    bot: npt.NDArray[np.bool_], alpha: float, counts: Ints,
) -> None:  # fmt: skip
    """Advance omega; row t of `counts` gets how many people of either opinion speak before step t.

    Neighbours are visited only when someone starts or stops speaking: steps with little change
    cost as little.
    """
    nodes = len(opinion)
    speaks = np.zeros(nodes, np.bool_)
    heard, net = np.zeros(nodes, np.int64), np.zeros(nodes, np.int64)
    for step in range(len(counts)):
        for i in range(nodes):
            now = bot[i] or omega[i] >= speaks_from[i]
            if now != speaks[i]:
                speaks[i] = now
                sign = 1 if now else -1
                for at in range(first[i], first[i + 1]):
                    j = other[at]
                    heard[j] += sign
                    net[j] += sign if opinion[j] == opinion[i] else -sign
            if now and not bot[i]:
                counts[step, opinion[i]] += 1
        for i in range(nodes):
            if heard[i] > 0:
                omega[i] += alpha * (net[i] / heard[i])


def run(network: Network, who: People, alpha: float, steps: int) -> tuple[Ints, Floats]:
    """Return how many people of either opinion speak before each step and at the end, and omega."""
    counts = np.zeros((steps, 2), np.int64)
    omega = who.omega.copy()
    _steps(network.first, network.other, who.opinion, omega, who.speaks_from, who.bot, alpha,
           counts)  # fmt: skip
    speaking = who.speaking(omega) & ~who.bot
    last = [[int((speaking & (who.opinion == side)).sum()) for side in (0, 1)]]
    return np.concatenate((counts, np.array(last, np.int64))), omega


# --- Held against the paper ---


def network_of(kind: str, nodes: int, degree: int, key: np.uint64) -> Network:
    """Return a network of the kind that is named."""
    if kind == "complete":
        return complete(nodes)
    return (random_network if kind == "random" else preferential_network)(nodes, degree, key)


def consensus(last: Ints) -> float:
    """Return the share of speaking people that the greater camp has; 1 where nobody speaks."""
    return float(last.max() / last.sum()) if last.sum() else 1.0


@dataclass
class Histories:
    """What many seeds gave: consensus at the end, and whether opinion 1 was the greater camp."""

    consensus: list[float] = field(default_factory=list)
    one: list[float] = field(default_factory=list)


def _histories(
    request: Request, degree: int, shares: tuple[float, ...], seeds: int
) -> list[Histories]:
    """Return the histories under each share of bots, on the same networks and people."""
    nodes, alpha, kind = request.whole("people"), request.number("alpha"), request.word("network")
    found = [Histories() for _ in shares]
    for seed in range(request.seed, request.seed + seeds):
        key = luck.key("ross", seed)
        network = network_of(kind, nodes, min(degree, nodes // 4), key)
        coin = float(luck.whole_numbers(key, TIE_BREAK, 1)[0] & 1)
        for bots, into in zip(shares, found, strict=True):
            last = run(network, people(nodes, bots, key), alpha, request.whole("steps"))[0][-1]
            into.consensus.append(consensus(last))
            into.one.append(coin if last[0] == last[1] else float(last[1] > last[0]))
        if request.progress:
            what = f"simulating {kind} networks, degree {degree}"
            request.progress(what, seed - request.seed + 1, seeds)
    return found


def _closed_forms(request: Request) -> list[Check]:
    key, alpha, nodes = luck.key("ross", request.seed), request.number("alpha"), 100_000
    steps = min(request.whole("steps"), 30)
    like = people(nodes, 0.0, key)
    like = replace(like, opinion=np.zeros(nodes, np.int64))
    ring = from_edges(nodes, np.column_stack((np.arange(nodes), (np.arange(nodes) + 1) % nodes)))
    # Nobody is alone in the check: one neighbour speaks at all times.
    seen = replace(like, bot=np.arange(nodes) % 2 == 0)
    counts, _ = run(ring, seen, alpha, steps)
    expected, half = speaking_among_like(alpha, steps), nodes // 2
    bound = ERRORS * float(np.sqrt(expected * (1.0 - expected) / half))
    alone, omega = run(from_edges(nodes, np.empty((0, 2), np.int64)), like, alpha, steps)
    few = people(301, 0.0, key)
    last = run(complete(301), few, alpha, 2000)[0][-1]
    return [
        Check("alike", f"share who speak among people of one opinion after {steps} steps",
              f"{expected:.6g}", float(counts[-1].sum() / half), expected - bound,
              expected + bound, "", SOURCE, "C",
              "1/tau - (1/tau^2 - 1) ln(1 + tau), tau = tanh(alpha t / 2)", "4 standard errors"),
        Check("alone", "people without neighbours whose confidence changes", "0",
              float((omega != like.omega).sum() + abs(alone[-1] - alone[0]).sum()), 0.0, 0.0,
              "people", SOURCE, "C"),
        Check("complete", "smaller camp of speakers at last, complete network of 301", "0",
              float(last.min()), 0.0, 0.0, "people", SOURCE, "C"),
    ]  # fmt: skip


def _hold(request: Request) -> Reproduction:
    kind, own, seeds = request.word("network"), request.number("bots"), request.seeds or SEEDS
    shares, degree = tuple(sorted({*BOTS, own})), request.whole("degree")
    found = _histories(request, degree, shares, seeds)
    degrees = DEGREES if kind != "complete" else ()
    dense = [
        float(np.mean(_histories(request, z, (0.0,), max(seeds // 4, 1))[0].consensus))
        for z in degrees
    ]
    none, some = found[0], found[shares.index(own)]
    bound = ERRORS * 0.5 / float(np.sqrt(seeds))
    agreed = float(np.mean(none.consensus))
    checks = [
        *_closed_forms(request),
        Check("consensus", f"share of speakers in the greater camp, no bots, {kind} network",
              "consensus", agreed, CONSENSUS, 1.0, "", SOURCE, "S", "",
              f"mean of {seeds} seeds; 0.95 fixed before the first run"),
        Check("symmetry", "no bots: share of seeds in which opinion 1 is the greater camp", "0.5",
              float(np.mean(none.one)), 0.5 - bound, 0.5 + bound, "", SOURCE, "C", "",
              "4 standard errors"),
    ]  # fmt: skip
    wins = [float(np.mean(each.one)) for each in found]
    return Reproduction(
        "ross", request.preset, request.variant, request.settings, seeds,
        (
            f"Without bots the greater camp is {agreed:.1%} of those who speak at the end, in "
            f"{np.mean(np.array(none.consensus) > CONSENSUS):.0%} of the seeds more than 95 %.",
            f"With {own:.1%} bots of opinion 1 their camp is the greater one in "
            f"{np.mean(some.one):.0%} of the seeds, without bots in {wins[0]:.0%} (the same people "
            "and networks).",
            "Opinion 1 is the greater camp, by share of bots: "
            + ", ".join(f"{b:.0%} {w:.0%}" for b, w in zip(shares, wins, strict=True)) + ".",
            "The greater camp without bots, by mean degree: "
            + (", ".join(f"{z} {c:.0%}" for z, c in zip(degrees, dense, strict=True))
               or "everyone sees everyone") + ".",
        ),
        tuple(checks),
        (
            Series("bots' opinion is the greater camp", "share of bots", "share of seeds",
                   shares, wins),
            Series("speakers in the greater camp", "share of bots", "share", shares,
                   [float(np.mean(each.consensus)) for each in found]),
            Series("speakers in the greater camp, no bots", "mean degree", "share", degrees, dense),
        ),
    )  # fmt: skip


CLASSIC = Classic(
    name="ross",
    title="Who speaks in which climate of opinion, people and bots",
    source="Ross et al. 2019, EJIS 28(4):394-412",
    rules=(
        "delta = (n_same - n_opp) / (n_same + n_opp) over neighbours who speak",
        "omega <- omega + alpha delta; c = 2 / (1 + exp(-omega)) - 1; speak iff c >= phi",
        "phi ~ U(0, 1); a bot always speaks and never changes",
    ),
    departures=(
        "The rule is from memory; first confidence, step and networks are assumed.",
        "Bots stand at random places; the paper's findings about them are not looked up.",
        "Consensus is missed at the mean degree of 10 that was assumed first, and met at 40.",
    ),
    settings=(
        Setting("alpha", "alpha", 0.1, 0.001, 10.0, "confidence a step", "M", SOURCE,
                "how fast the climate moves confidence"),
        Setting("bots", "b", 0.02, 0.0, 0.5, "share", "A", "no source",
                "share of the nodes that are bots"),
        Setting("people", "N", 1000, 10, 1e6, "nodes", "A", "no source", "nodes of the network"),
        Setting("degree", "z", 10, 2, 1000, "neighbours", "A", "no source", "mean degree"),
        Setting("steps", "t", 500, 1, 60_000, "steps", "A", "no source", "length of a run"),
        Setting("network", "", "random", 0, 0, "", "A", "no source", "who sees whom",
                ("random", "preferential", "complete")),
    ),
    hold=_hold,
    presets={
        "random": {},
        "preferential": {"network": "preferential"},
        "dense": {"degree": 40},
        "complete": {"network": "complete", "people": 301},
    },
)  # fmt: skip
