"""One set of parameters for all patterns: what published numbers leave of what is assumed.

History matching over every fact that was marked ``calibrate: yes`` before the first run; facts
that judge the model are never among them. A pattern's standard deviation is half of its
tolerance, which was fixed beforehand, and the luck of one run (from a few seeds at the defaults),
added in squares. A set of values is ruled out if any pattern lies more than three standard
deviations off. What is varied: everything that is uncertain, and what was set from the patterns'
own sources. The first count of the court list is where its curve starts, so it is no pattern.

Three waves, the cheapest first; what one wave rules out the next need not run, and the sets that
are left are independent draws from all that is not ruled out:

1. what follows from closed forms: the growth of the list (T16) and the delay of deletion (T22), to
   both of which Bentham's day is held by its tests;
2. short runs: reading with free access, approval and awareness;
3. long runs: refusals and repayment.

(Fourteen patterns hold eight or so parameters to a fifth of their ranges. `matching.match`, which
runs every pattern for every set and approaches in steps, found nothing in three waves of 96.)

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

from bentham.evidence.parameters import PARAMETERS, Parameter, parameter
from bentham.study.assumptions import defaults, loose, value_at
from bentham.study.facts.classes import own_parameters
from bentham.study.facts.experiments import Task, all_carried_out, at_defaults, mean_and_error
from bentham.study.facts.lists import listed_over_reported
from bentham.study.facts.observing import Conditions
from bentham.study.facts.table import Fact, Part, facts
from bentham.study.matching import CUTOFF, SEED, Matching, Target, Wave, implausibility
from bentham.study.matching_found import evidence, felt_by, rejection
from bentham.study.matching_told import as_json, table
from bentham.study.simulate import Progress

SETS = 1 << 19
"""Sets of the first wave."""

WAVES: tuple[tuple[str, ...], ...] = (("F13", "F29"), ("F16", "F33"), ("F31", "F32"))
"""Which facts each wave asks."""

MOST_RUN = (0, 2048, 512)
"""Most sets that a wave runs; what is left over is neither kept nor ruled out."""

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
    ids = [fact.id for fact in facts() if fact.calibrate]
    runs = at_defaults(ids, LUCK_SEEDS, progress, "measuring luck")
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
    aims = targets(progress)
    parameters = varied()
    names = [p.name for p in parameters]
    points = np.empty((number, 0))
    told: list[Wave] = []
    columns: list[Floats] = []
    alive = np.arange(number)
    felt = np.zeros(len(names), bool)
    for wave, ids in enumerate(WAVES):
        mine = [t for t in aims if t.name.split()[0] in ids]
        if wave == 0:
            found = _by_formula(mine, number)
        else:
            if wave == 1:
                points = np.column_stack([loose(number, SEED, name)[alive] for name in names])
            alive, points = alive[: MOST_RUN[wave]], points[: MOST_RUN[wave]]
            columns = [c[: MOST_RUN[wave]] for c in columns]
            found = _by_runs(ids, mine, parameters, points, progress)
            felt |= felt_by(points, found)
        far = implausibility(found, mine)
        keep = far.max(axis=1) <= CUTOFF
        told.append(Wave(len(keep), CUTOFF, float(keep.mean()), int(keep.sum())))
        if not keep.any():
            return _matching(aims, parameters, told, points[:0], [], felt, (far, mine))
        alive = alive[keep]
        points = points[keep] if wave else points
        columns = [c[keep] for c in columns] + list(found[keep].T)
    return _matching(aims, parameters, told, points, columns, felt, None)


def _by_formula(aims: list[Target], number: int) -> Floats:
    """Return the closed forms of deletion and of the list for all sets of the first wave."""
    shape, scale, hazard, exit_ = (
        _values(parameter(name), loose(number, SEED, name))
        for name in (
            "monitoring.delay_shape", "monitoring.delay_scale", "listing.hazard", "listing.exit",
        )
    )  # fmt: skip

    def deleted(hours: float) -> Floats:
        return np.asarray(-100.0 * np.expm1(-((hours / scale) ** shape)))

    listed = listed_over_reported(hazard, exit_)
    by_name = {"F13 half-hour": deleted(0.5), "F13 day": deleted(24.0)}
    by_name |= {f"F29 {name}": column for name, column in listed.items()}
    return np.column_stack([by_name[t.name] for t in aims])


def _values(p: Parameter, shares: Floats) -> Floats:
    """Return `assumptions.value_at` for many shares of a parameter that is a number."""
    if p.draw == "log":
        return np.asarray(p.low * (p.high / p.low) ** shares)
    return np.asarray(p.low + shares * (p.high - p.low))


def _by_runs(
    ids: tuple[str, ...],
    aims: list[Target],
    parameters: tuple[Parameter, ...],
    points: Floats,
    progress: Progress | None,
) -> Floats:
    tasks = [
        Task(id_, Conditions(_set_at(parameters, u), seed=i + 1))
        for i, u in enumerate(points)
        for id_ in ids
    ]
    found = all_carried_out(tasks, progress, f"running {' and '.join(ids)}")
    out = np.full((len(points), len(aims)), np.nan)
    at = {t.name: j for j, t in enumerate(aims)}
    for task, numbers in zip(tasks, found, strict=True):
        for name, value in numbers.items():
            if (j := at.get(f"{task.fact} {name}")) is not None:
                out[task.conditions.seed - 1, j] = value
    return out


def _set_at(parameters: tuple[Parameter, ...], u: Floats) -> dict[str, float]:
    return {p.name: value_at(p, float(x)) for p, x in zip(parameters, u, strict=True)}


def _matching(
    aims: list[Target],
    parameters: tuple[Parameter, ...],
    told: list[Wave],
    points: Floats,
    columns: list[Floats],
    felt: npt.NDArray[np.bool_],
    gone: tuple[Floats, list[Target]] | None,
) -> Matching:
    asked = [t for ids in WAVES for t in aims if t.name.split()[0] in ids]
    shares = np.array([w.share for w in told])
    runs = np.array([w.runs for w in told])
    if gone is not None:
        return Matching(
            tuple(asked), parameters, tuple(told), [], np.empty(0), np.empty((0, len(asked))),
            np.empty(0), 0.0, 0.0, (), (), rejection(*gone, CUTOFF),
        )  # fmt: skip
    never = np.zeros(len(parameters), bool)
    moved, pairs = evidence(points, np.arange(len(points)), parameters, never, felt, (), (), 1)
    obtained = np.column_stack(columns)
    return Matching(
        tuple(asked), parameters, tuple(told), [_full(parameters, u) for u in points],
        np.ones(len(points)), obtained, implausibility(obtained, asked).max(axis=1),
        float(shares.prod()), float(np.sqrt(((1 - shares) / (shares * runs)).sum())),
        moved, pairs, None,
    )  # fmt: skip


def _full(parameters: tuple[Parameter, ...], u: Floats) -> dict[str, float]:
    return {**defaults(), **_set_at(parameters, u)}


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
