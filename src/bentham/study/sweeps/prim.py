"""Where a claim fails: boxes in the space of inputs in which most of its failures lie (PRIM).

The patient rule induction method of Friedman & Fisher (1999, Statistics and Computing 9:123-143),
as Bryant & Lempert (2010, Technological Forecasting and Social Change 77:34-49) use it for scenario
discovery. *Peeling*: from the box that holds all points, cut off, again and again, one edge of one
input that holds a share `ALPHA` of the points inside (of a choice: one of its values), the one
whose removal leaves the largest share of failures. *Pasting*: widen an edge again by as much while
that share does not fall. Of the boxes on the way the one is kept whose coverage c (share of all
failures inside) and density d (share of failures among the points inside) have the largest harmonic
mean, 2 c d / (c + d). A restriction then stays only if without it the density inside would have
been as high by luck with a chance below `SIGNIFICANT` (binomial test, the quasi-p-value of Bryant &
Lempert).

A box is a description of the points that were tried, not a chance: no one knows how likely they
are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

ALPHA = 0.05
"""Share of the points inside that one step cuts off."""

SMALLEST = 0.05
"""Share of all points below which no box is looked at."""

SIGNIFICANT = 0.05

FEWEST = 10
"""Failures below which there is nothing to describe."""

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Edge:
    """What a box says of one input: a range, or the choices that stay.

    Parameters
    ----------
    column : int
        Which input.
    low, high : float
        The range, ends included; infinite where nothing was cut off.
    kept : frozenset of float or None
        Of a choice: the codes that stay.
    chance : float
        Quasi-p-value; NaN before it is known.
    """

    column: int
    low: float = -np.inf
    high: float = np.inf
    kept: frozenset[float] | None = None
    chance: float = float("nan")

    def holds(self, x: Floats) -> Flags:
        """Return which points lie inside."""
        column = x[:, self.column]
        if self.kept is not None:
            return np.isin(column, sorted(self.kept))
        return np.asarray((column >= self.low) & (column <= self.high))


@dataclass(frozen=True)
class Box:
    """Some edges, and what lies inside all of them.

    Parameters
    ----------
    edges : tuple of Edge
        One for each input that is restricted.
    inside, failures : int
        Points inside, and those of them at which the claim fails.
    coverage, density : float
        Share of all failures that lie inside; share of failures among the points inside.
    """

    edges: tuple[Edge, ...]
    inside: int
    failures: int
    coverage: float
    density: float


def box_of(x: Floats, fails: Flags, choices: Sequence[bool]) -> Box | None:
    """Return the box that describes the failures best; None if no box says more than all points.

    Parameters
    ----------
    x : ndarray
        Points, [point, input]; of a choice, its code.
    fails : ndarray of bool
        At which points the claim fails.
    choices : sequence of bool
        Which inputs are choices.
    """
    total, all_of_them = int(fails.sum()), len(fails)
    if total < FEWEST or total == all_of_them:
        return None
    peeled = list(_peeled(x, fails, choices))
    best = max(peeled, key=lambda edges: _merit(x, fails, edges))
    edges = _pasted(x, fails, best)
    edges = _significant(x, fails, edges)
    if not edges:
        return None
    return _box(x, fails, edges)


def _inside(x: Floats, edges: Sequence[Edge]) -> Flags:
    inside = np.ones(len(x), dtype=np.bool_)
    for edge in edges:
        inside &= edge.holds(x)
    return inside


def _box(x: Floats, fails: Flags, edges: Sequence[Edge]) -> Box:
    inside = _inside(x, edges)
    n, k = int(inside.sum()), int((inside & fails).sum())
    return Box(tuple(edges), n, k, k / int(fails.sum()), k / n if n else 0.0)


def _merit(x: Floats, fails: Flags, edges: Sequence[Edge]) -> float:
    box = _box(x, fails, edges)
    both = box.coverage + box.density
    return 2 * box.coverage * box.density / both if both else 0.0


def _peeled(x: Floats, fails: Flags, choices: Sequence[bool]) -> Iterator[tuple[Edge, ...]]:
    """Yield the boxes of the peeling trajectory, the whole space first."""
    edges: tuple[Edge, ...] = ()
    least = max(int(SMALLEST * len(x)), 2)
    while True:
        yield edges
        inside = _inside(x, edges)
        tried = []
        for cut in _cuts(x[inside], edges, choices):
            smaller = inside & cut.holds(x)
            n = int(smaller.sum())
            if least <= n < int(inside.sum()):
                tried.append((float(fails[smaller].mean()), n, cut))
        if not tried:
            return
        # Of two cuts that leave the same density the gentler one, then the earlier input.
        _, _, chosen = max(tried, key=lambda each: (each[0], each[1]))
        edges = (*(e for e in edges if e.column != chosen.column), chosen)


def _cuts(inside: Floats, edges: Sequence[Edge], choices: Sequence[bool]) -> Iterator[Edge]:
    """Yield the edges after one cut: at either end of a range, or without one choice."""
    now = {edge.column: edge for edge in edges}
    for column, is_choice in enumerate(choices):
        values = inside[:, column]
        edge = now.get(column, Edge(column))
        if is_choice:
            there = sorted(set(values.tolist()))
            for each in there if len(there) > 1 else []:
                yield replace(edge, kept=frozenset(there) - {each})
            continue
        ordered = np.sort(values)
        few = max(int(ALPHA * len(ordered)), 1)
        low, high = ordered[few], ordered[-few - 1]
        if low > ordered[0]:
            yield replace(edge, low=float(low))
        if high < ordered[-1]:
            yield replace(edge, high=float(high))


def _pasted(x: Floats, fails: Flags, edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
    """Widen edges again while that does not lower the merit of the box."""
    merit = _merit(x, fails, edges)
    while True:
        wider = []
        for edge in edges:
            if edge.kept is not None:
                continue
            others = [e for e in edges if e is not edge]
            reach = x[_inside(x, others)][:, edge.column]
            few = max(int(ALPHA * int(_inside(x, edges).sum())), 1)
            below, above = np.sort(reach[reach < edge.low]), np.sort(reach[reach > edge.high])
            if len(below):
                low = float(below[-few]) if len(below) > few else -np.inf
                wider.append((edge, replace(edge, low=low)))
            if len(above):
                high = float(above[few - 1]) if len(above) > few else np.inf
                wider.append((edge, replace(edge, high=high)))
        tried = [tuple(new if e is old else e for e in edges) for old, new in wider]
        best = max(tried, key=lambda each: _merit(x, fails, each), default=None)
        if best is None or _merit(x, fails, best) <= merit:
            return edges
        edges, merit = best, _merit(x, fails, best)


def _significant(x: Floats, fails: Flags, edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
    """Drop, one by one, the restriction that is most easily due to luck."""
    from scipy.stats import binom

    while edges:
        box = _box(x, fails, edges)
        chances = []
        for edge in edges:
            around = _box(x, fails, [e for e in edges if e is not edge])
            chances.append(float(binom.sf(box.failures - 1, box.inside, around.density)))
        worst = int(np.argmax(chances))
        if chances[worst] < SIGNIFICANT:
            return tuple(
                replace(edge, chance=chance) for edge, chance in zip(edges, chances, strict=True)
            )
        edges = tuple(e for i, e in enumerate(edges) if i != worst)
    return edges
