"""The same worlds where other people know each other: explicit contact structures.

Nobody has measured the network on which fear or news travels, so a claim should not hang on the one
that Bentham assumes. The base of a comparison and each world of which something is claimed are
therefore also run on a small world (Watts & Strogatz 1998) and on a random graph of the same mean
degree (`study.structures`): once, in small, with the parameters as they are and the luck of the
first repeat, and so on the ties that are assumed, since in small what is rare may not happen at
all. A claim that the draws bear out, and that is then true on the assumed ties and false on a
graph, *depends* on who knows whom.

An explicit graph has no daily meetings and no relatives elsewhere. A world whose scheme lets people
be reported, or makes relatives pay, would be another scheme there, so it is not tried.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bentham.society.fields import Society
from bentham.study.panels import SMALLEST_CELL
from bentham.study.planning import Plan
from bentham.study.simulate import DRAWN_PEOPLE, Progress, carried_out
from bentham.study.structures import with_ties

if TYPE_CHECKING:
    import pyarrow as pa

OTHERS = ("small world", "random graph")
"""The structures on which claims are tried, of those of `study.structures`."""

ASSUMED = "as assumed"
"""The ties that Bentham assumes."""

NEEDS_MEETINGS = frozenset(("scheme.informants", "scheme.hotline", "scheme.kin"))

Elsewhere = Mapping[str, Mapping[int, "pa.Table"]]
"""By structure, `ASSUMED` first, the panel of each world that was run, by its number."""


def possible(todo: Plan) -> bool:
    """Return whether a world means the same on an explicit graph, and is large enough to count."""
    return (
        todo.scenario is None
        and todo.society.ties is None
        and todo.people >= 5 * SMALLEST_CELL
        and not NEEDS_MEETINGS & todo.causes
    )


def elsewhere(
    plans: Sequence[Plan], claimed: Collection[int], progress: Progress | None = None
) -> Elsewhere:
    """Run worlds on every other structure, as far as that is `possible`.

    Parameters
    ----------
    plans : sequence of Plan
        The worlds of a comparison, the base first.
    claimed : collection of int
        Of which of them something is claimed; these are run, and the base.
    progress : callable or None
        Told how many runs are done.
    """
    first = plans[0]
    others = [n for n in sorted(claimed) if possible(plans[n])]
    if not others or not possible(first):
        return {}
    numbers = [0, *others]
    people = min(first.people, DRAWN_PEOPLE)
    found: dict[str, dict[int, pa.Table]] = {name: {} for name in (ASSUMED, *OTHERS)}
    with (
        tempfile.TemporaryDirectory() as folder,
        ThreadPoolExecutor(first.threads) as pool,
    ):
        where = {ASSUMED: first.society}
        for name in OTHERS:
            where[name] = with_ties(first.society, name, people, first.seed, Path(folder))
        tasks = [(name, n) for name in where for n in numbers]
        panels = pool.map(_panel, (_small(plans[n], where[name], people) for name, n in tasks))
        for done, ((name, n), panel) in enumerate(zip(tasks, panels, strict=True), 1):
            found[name][n] = panel
            if progress is not None:
                progress("the claims on other ties", done, len(tasks))
    return found


def _small(todo: Plan, society: Society, people: int) -> Plan:
    return replace(
        todo, society=society, people=people, replicates=1, assumptions=0, trace=(), threads=1
    )


def _panel(todo: Plan) -> pa.Table:
    return carried_out(todo).run.panel
