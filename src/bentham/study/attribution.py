r"""Effects by cause: how much of a harm each system of a scheme brings about.

A harm v(S) is measured with only the systems in S switched on, in the same world with the same
luck, for every set S of the n systems by which the scheme rules. Then, for system i::

    alone      v({i}) - v({})                    switched on alone
    missing    v(N) - v(N \ {i})                  switched off alone
    in order   v({1..i}) - v({1..i-1})           switched on one after the other, as the day goes
    share      sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))

The share is Shapley's (1953): the mean of what i adds over all orders. Shares add up to the whole
effect v(N) - v({}); the other three do not, since systems act through each other. Up to `EXACT`
systems all 2^n sets are run. Above, the mean is over random orders, each beside its reverse, in
the same sets for every case; such shares still add up, and bear a sampling error of their own.

Only harms are attributed. An order of the systems is printed only if it is the same in nine of ten
sets of assumptions; otherwise it is *not determined*.

Source: L. S. Shapley, A value for n-person games, 1953. The reverse of each order: Mitchell,
Cooper, Frank & Holmes, Sampling permutations for Shapley value estimation, JMLR 23, 2022.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from bentham.day.person import SYSTEMS
from bentham.evidence.errors import UsageError
from bentham.evidence.metric import Metric
from bentham.study.causes import RULERS
from bentham.study.harms import harms_at_stake
from bentham.study.planning import Plan
from bentham.study.simulate import Progress
from bentham.study.small_worlds import Cases, Floats, measured

EXACT = 6
"""Systems up to which every set of them is run."""

ORDERS = 12
"""Random orders above, an even number: each stands beside its reverse."""

TIE = 1e-9
"""Relative difference below which two shares are the same but for rounding."""

AGREEMENT = 0.9
"""Share of the sets of assumptions in which an order must be the same to be printed."""

MAJOR = 0.05
"""Least part of the whole that a system's mean share must be to be put in order; the smaller ones
are named together."""

REACTIONS = ("risk", "conduct", "trust", "welfare", "attitude", "expression")
"""Systems that are what people make of a scheme, and no part of it."""

Part = str
Set = frozenset[Part]
Amount = TypeVar("Amount", float, Floats)


def shapley(value: Mapping[Set, Amount], parts: Sequence[Part]) -> dict[Part, Amount]:
    """Return the exact shares of `parts`, from the value of every set of them."""
    n = len(parts)
    shares: dict[Part, Amount] = {}
    for i in parts:
        others = [p for p in parts if p != i]
        terms = [
            math.factorial(k) * math.factorial(n - k - 1) / math.factorial(n)
            * (value[frozenset(chosen) | {i}] - value[frozenset(chosen)])
            for k in range(n)
            for chosen in combinations(others, k)
        ]  # fmt: skip
        shares[i] = sum(terms[1:], terms[0])
    return shares


def of_orders(value: Mapping[Set, Amount], orders: Sequence[Sequence[Part]]) -> dict[Part, Amount]:
    """Return the mean of what each part adds over some orders."""
    added: dict[Part, list[Amount]] = {part: [] for part in orders[0]}
    for order in orders:
        for k, part in enumerate(order):
            added[part].append(value[frozenset(order[: k + 1])] - value[frozenset(order[:k])])
    return {part: sum(each[1:], each[0]) / len(orders) for part, each in added.items()}


def parts_of(todo: Plan) -> tuple[Part, ...]:
    """Return the systems by which a plan's scheme rules, in the order of the day."""
    ruling = {RULERS[name] for name in todo.causes if name in RULERS} - set(REACTIONS)
    return tuple(name for name in SYSTEMS if name in ruling)


def random_orders(parts: Sequence[Part], number: int, seed: int) -> list[tuple[Part, ...]]:
    """Return random orders of the parts, each followed by its reverse."""
    dice = np.random.default_rng([seed, len(parts)])
    out: list[tuple[Part, ...]] = []
    for _ in range(number // 2):
        order = tuple(parts[i] for i in dice.permutation(len(parts)))
        out += [order, order[::-1]]
    return out


@dataclass(frozen=True)
class Effect:
    """One harm and what each part adds to it, in every case.

    Parameters
    ----------
    metric : Metric
        The harm.
    whole : ndarray [case]
        v(N) - v({}).
    alone, missing, in_order, share : dict of ndarray [case]
        See the module.
    """

    metric: Metric
    whole: Floats
    alone: Mapping[Part, Floats]
    missing: Mapping[Part, Floats]
    in_order: Mapping[Part, Floats]
    share: Mapping[Part, Floats]
    error: Mapping[Part, float]
    """Standard error of the mean share over luck, from the sampling of orders; 0 where exact."""

    @property
    def major(self) -> tuple[Part, ...]:
        """Return the parts whose mean share is at least `MAJOR` of the sum of all, by size."""
        sizes = {p: float(np.abs(x.mean())) for p, x in self.share.items()}
        least = MAJOR * sum(sizes.values())
        return tuple(p for p, size in sizes.items() if size >= least and size > 0)


@dataclass(frozen=True)
class Order:
    """The commonest order of the parts by their share, and in how many draws it holds.

    Parameters
    ----------
    ranks : tuple of tuple of str
        Largest first; parts that add exactly the same stand in one rank.
    holds, of : int
        Draws with this order, and all draws.
    """

    ranks: tuple[tuple[Part, ...], ...]
    holds: int
    of: int

    @property
    def determined(self) -> bool:
        """Return whether it is the same in nine of ten sets of assumptions."""
        return self.of > 0 and self.holds >= AGREEMENT * self.of


@dataclass(frozen=True)
class Attribution:
    """The effects of a scheme's parts."""

    plan: Plan
    cases: Cases
    parts: tuple[Part, ...]
    exact: bool
    orders: int
    effects: tuple[Effect, ...]

    def order(self, effect: Effect) -> Order:
        """Return the order of the parts that matter for a harm, over the draws."""
        sign = -1.0 if effect.metric.direction == "better" else 1.0
        return order_of({p: sign * self.cases.drawn(effect.share[p]) for p in effect.major})


def order_of(shares: Mapping[Part, Floats]) -> Order:
    """Return the commonest order, largest first.

    Parameters
    ----------
    shares : mapping of ndarray [draw]
        By part.
    """
    if not shares:
        return Order((), 0, 0)
    draws = len(next(iter(shares.values())))
    seen = Counter(_ranks({p: float(x[k]) for p, x in shares.items()}) for k in range(draws))
    if not seen:
        return Order((), 0, 0)
    ranks, holds = seen.most_common(1)[0]
    return Order(ranks, holds, draws)


def _ranks(share: Mapping[Part, float]) -> tuple[tuple[Part, ...], ...]:
    """Return the parts by size, those that are equal but for rounding in one rank."""
    near = TIE * max(abs(x) for x in share.values())
    ranks: list[list[Part]] = []
    for part in sorted(share, key=lambda p: -share[p]):
        if ranks and share[ranks[-1][0]] - share[part] <= near:
            ranks[-1].append(part)
        else:
            ranks.append([part])
    return tuple(tuple(sorted(rank)) for rank in ranks)


def attributed(
    todo: Plan,
    cases: Cases,
    harms: Sequence[str] = (),
    progress: Progress | None = None,
    executor: Executor | None = None,
    orders: int = ORDERS,
) -> Attribution:
    """Run a scheme with its systems switched on and off, and say what each brings about.

    Parameters
    ----------
    todo : Plan
        The scheme with everything on.
    cases : Cases
        Size, luck and draws of each run.
    harms : sequence of str
        Which harms; by default all that the scheme can move. Anything else is refused.
    progress, executor
        As `small_worlds.measured` takes them.
    orders : int
        Random orders, where there are more than `EXACT` systems; an even number.
    """
    parts = parts_of(todo)
    if not parts:
        raise UsageError(f"'{todo.name}' declares nothing that acts: no cause, no effect.")
    metrics = harms_at_stake(todo, harms)
    exact = len(parts) <= EXACT
    chosen = [] if exact else random_orders(parts, orders, todo.seed)
    sets = _sets(parts, chosen)
    worlds = [replace(todo, off=(*todo.off, *(p for p in parts if p not in s))) for s in sets]
    found = measured(worlds, cases, metrics, progress, executor, "switching systems on and off")
    effects = tuple(
        _effect(m, parts, {s: found[j, :, i] for j, s in enumerate(sets)}, chosen, cases)
        for i, m in enumerate(metrics)
    )
    return Attribution(todo, cases, parts, exact, len(chosen), effects)


def _sets(parts: tuple[Part, ...], orders: Sequence[tuple[Part, ...]]) -> list[Set]:
    """Return the sets that are run, each once, in an order that depends on nothing else."""
    if not orders:
        return [frozenset(c) for k in range(len(parts) + 1) for c in combinations(parts, k)]
    wanted = [frozenset(order[:k]) for order in (*orders, parts) for k in range(len(parts) + 1)]
    wanted += [frozenset({p}) for p in parts] + [frozenset(parts) - {p} for p in parts]
    return list(dict.fromkeys(wanted))


def _effect(
    m: Metric,
    parts: tuple[Part, ...],
    value: Mapping[Set, Floats],
    orders: Sequence[tuple[Part, ...]],
    cases: Cases,
) -> Effect:
    value = {s: _known(x) for s, x in value.items()}
    whole, nothing = frozenset(parts), frozenset[Part]()
    return Effect(
        metric=m,
        whole=value[whole] - value[nothing],
        alone={p: value[frozenset({p})] - value[nothing] for p in parts},
        missing={p: value[whole] - value[whole - {p}] for p in parts},
        in_order=of_orders(value, [parts]),
        share=of_orders(value, orders) if orders else shapley(value, parts),
        error=_sampling_error(value, parts, orders, cases),
    )


def _known(x: Floats) -> Floats:
    """Return a harm's values; where nothing happened that it could be a share of, none was done."""
    return np.nan_to_num(x, nan=0.0)


def _sampling_error(
    value: Mapping[Set, Floats],
    parts: tuple[Part, ...],
    orders: Sequence[tuple[Part, ...]],
    cases: Cases,
) -> dict[Part, float]:
    """Return the standard error of each mean share, from pairs of an order and its reverse."""
    pairs = [orders[i : i + 2] for i in range(0, len(orders), 2)]
    if len(pairs) < 2:
        return dict.fromkeys(parts, 0.0 if not orders else math.nan)
    each = [of_orders(value, pair) for pair in pairs]
    means: npt.NDArray[np.float64] = np.array(
        [[cases.luck(one[p]).mean() for p in parts] for one in each]
    )
    errors = means.std(axis=0, ddof=1) / math.sqrt(len(pairs))
    return dict(zip(parts, errors.tolist(), strict=True))
