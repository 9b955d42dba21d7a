"""One set of parameters for all patterns: what published numbers leave of what is assumed.

History matching (`matching`) over every fact that was marked ``calibrate: yes`` before the first
run; facts that judge the model are never among them. A pattern's standard deviation is half of its
tolerance, which was fixed beforehand, and the luck of one run (from a few seeds at the defaults),
added in squares. What is varied: everything that is uncertain, and what was set from the patterns'
own sources. The first count of the court list is where its curve starts, so it is no pattern.

The sets that are not ruled out stand in `evidence/posterior.parquet`, with what was found and the
hash in `posterior.json`. Assumption ranges are drawn from them from then on. If nothing survives
there is no such file, and the structure is rejected.
"""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bentham.evidence.parameters import PARAMETERS, Parameter
from bentham.study.facts.classes import own_parameters
from bentham.study.facts.experiments import DETERMINED, Task, all_carried_out, mean_and_error
from bentham.study.facts.observing import Conditions
from bentham.study.facts.table import Fact, Part, facts
from bentham.study.matching import Matching, Target, match
from bentham.study.matching_told import as_json, table
from bentham.study.simulate import Progress

SETS = 96
"""Sets in each wave."""

WAVES = 8
"""Steps towards the region: each keeps a fifth, and three of them reach no smaller part than 1/125.

Fourteen numbers leave less than that; three waves of 96 sets came within 3.54 standard deviations
and no nearer.
"""

LUCK_SEEDS = 5
GIVEN = (("F29", "2014"),)
"""A number that is where a curve starts, and so no pattern."""

Floats = npt.NDArray[np.float64]


def patterns() -> list[tuple[Fact, Part]]:
    """Return the numbers of all facts that may narrow the assumptions."""
    return [
        (fact, part)
        for fact in facts()
        if fact.calibrate
        for part in fact.parts
        if (fact.id, part.name) not in GIVEN
    ]


def varied() -> tuple[Parameter, ...]:
    """Return what is varied: the uncertain, and what was set from the patterns' own sources."""
    own = {name for fact, _ in patterns() for name in own_parameters(fact)}
    return tuple(p for p in PARAMETERS if p.uncertain or p.name in own)


def targets(progress: Progress | None = None) -> list[Target]:
    """Return the patterns as numbers with standard deviations."""
    chosen = _facts()
    tasks = [
        Task(fact.id, Conditions(seed=seed))
        for fact in chosen
        for seed in range(1, (1 if fact.id in DETERMINED else LUCK_SEEDS) + 1)
    ]
    found = all_carried_out(tasks, progress, "measuring luck")
    runs: dict[str, list[dict[str, float]]] = {}
    for task, numbers in zip(tasks, found, strict=True):
        runs.setdefault(task.fact, []).append(numbers)
    out = []
    for fact, part in patterns():
        _, error = mean_and_error(run[part.name] for run in runs[fact.id])
        luck = error * math.sqrt(len(runs[fact.id]))
        half = (part.high - part.low) / 4.0
        middle = (part.high + part.low) / 2.0
        out.append(Target(f"{fact.id} {part.name}", middle, math.hypot(half, luck)))
    return out


def matched(number: int = SETS, progress: Progress | None = None) -> Matching:
    """Find the sets of values that the patterns do not rule out."""
    chosen = _facts()

    def evaluate(sets: list[dict[str, float]]) -> Floats:
        tasks = [
            Task(fact.id, Conditions(values, seed=i + 1))
            for i, values in enumerate(sets)
            for fact in chosen
        ]
        found = all_carried_out(tasks, progress, "running a wave")
        by_set = [
            {
                (fact.id, name): value
                for fact, numbers in zip(
                    chosen, found[i * len(chosen) : (i + 1) * len(chosen)], strict=True
                )
                for name, value in numbers.items()
            }
            for i in range(len(sets))
        ]
        return np.array([[of[fact.id, part.name] for fact, part in patterns()] for of in by_set])

    return match(evaluate, targets(progress), varied(), number, waves=WAVES)


def _facts() -> list[Fact]:
    return [fact for fact in facts() if fact.calibrate]


def write(found: Matching, folder: Path) -> bool:
    """Write the sets that are not ruled out and what was found; nothing if none is left."""
    import pyarrow.parquet as pq

    if not found.sets:
        return False
    partial = folder / "posterior.parquet.part"
    pq.write_table(table(found), partial, compression="zstd")
    narrowed = {m.name for m in found.constrained}
    narrowed |= {name for pair in found.pairs for name in (pair.first, pair.second)}
    told = {
        "schema": "bentham.posterior/1",
        "sha256": hashlib.sha256(partial.read_bytes()).hexdigest(),
        "narrowed": sorted(narrowed),
        **as_json(found),
    }
    unfinished = folder / "posterior.json.part"
    unfinished.write_text(json.dumps(told, indent=1, allow_nan=False) + "\n", "utf-8")
    partial.replace(folder / "posterior.parquet")
    unfinished.replace(folder / "posterior.json")
    return True
