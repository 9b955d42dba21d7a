"""The same worlds where other people know each other: explicit contact structures.

Nobody has measured the network on which fear or news travels, so a claim should not hang on the one
that Bentham assumes. Each world of a comparison is therefore also run on a small world (Watts &
Strogatz 1998) and on a random graph of the same mean degree (`study.structures`): once, in small,
with the parameters as they are and the luck of the first repeat, and so on the ties that are
assumed, since in small what is rare may not happen at all. A claim that is true there and false on
a graph *depends* on who knows whom.

An explicit graph has no daily meetings and no relatives elsewhere. A world whose scheme lets people
be reported, or makes relatives pay, would be another scheme there, so it is not tried.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bentham.society.fields import Society
from bentham.study.panels import SMALLEST_CELL
from bentham.study.planning import Plan
from bentham.study.simulate import DRAWN_PEOPLE, Progress, carried_out
from bentham.study.structures import STRUCTURES

if TYPE_CHECKING:
    import pyarrow as pa

OTHERS = ("small world", "random graph")
"""The structures on which claims are tried, of those of `study.structures`."""

ASSUMED = "as assumed"
"""The ties that Bentham assumes."""

NEEDS_MEETINGS = frozenset(("scheme.informants", "scheme.hotline", "scheme.kin"))

Elsewhere = Mapping[str, Sequence["pa.Table"]]
"""By structure, `ASSUMED` first, the panel of every world."""


def possible(plans: Sequence[Plan]) -> bool:
    """Return whether worlds mean the same on an explicit graph, and are large enough to count."""
    return all(
        todo.scenario is None
        and todo.society.ties is None
        and todo.people >= 5 * SMALLEST_CELL
        and not NEEDS_MEETINGS & todo.causes
        for todo in plans
    )


def elsewhere(plans: Sequence[Plan], progress: Progress | None = None) -> Elsewhere:
    """Run every world on every other structure; empty where that is not `possible`.

    Parameters
    ----------
    plans : sequence of Plan
        The worlds of a comparison, the base first.
    progress : callable or None
        Told how many runs are done.
    """
    if not possible(plans):
        return {}
    names = (ASSUMED, *OTHERS)
    with tempfile.TemporaryDirectory() as folder:
        where = [plans[0].society, *(_with_ties(plans[0], name, Path(folder)) for name in OTHERS)]
        worlds = [_small(todo, society) for society in where for todo in plans]
        panels: list[pa.Table] = []
        with ThreadPoolExecutor(plans[0].threads) as pool:
            for panel in pool.map(_panel, worlds):
                panels.append(panel)
                if progress is not None:
                    progress("the claims on other ties", len(panels), len(worlds))
    size = len(plans)
    return {name: panels[i * size : (i + 1) * size] for i, name in enumerate(names)}


def _panel(todo: Plan) -> pa.Table:
    return carried_out(todo).run.panel


def _small(todo: Plan, society: Society) -> Plan:
    people = min(todo.people, DRAWN_PEOPLE)
    return replace(
        todo, society=society, people=people, replicates=1, assumptions=0, trace=(), threads=1
    )


def _with_ties(todo: Plan, name: str, folder: Path) -> Society:
    people = min(todo.people, DRAWN_PEOPLE)
    ties = np.clip(STRUCTURES[name](people, np.random.default_rng(todo.seed)), 0, people - 1)
    file = folder / f"{name.replace(' ', '-')}.txt"
    np.savetxt(file, ties[ties[:, 0] != ties[:, 1]], fmt="%d")
    return todo.society.model_copy(update={"ties": str(file)})
