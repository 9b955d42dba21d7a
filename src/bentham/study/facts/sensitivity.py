"""Which facts hang on which assumed parameters: what is earned and what is assumed.

*Sensitivity* asks the draws that decided the classes: the rank correlation of a fact's first number
with each parameter that was drawn, where it is beyond chance (`study.dependence`).

*Flips* asks another question: shift one default by 30 % of itself inside its declared range (or
turn to another rule), and see which emergent verdicts change. Each is run with the seeds of the
verdict that it is compared with, so what changes is not luck.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bentham.evidence.parameters import PARAMETERS, Parameter
from bentham.study.assumptions import draws
from bentham.study.dependence import Tried, correlations
from bentham.study.facts import classes
from bentham.study.facts.experiments import Task, all_carried_out, at_defaults
from bentham.study.facts.observing import Conditions
from bentham.study.facts.reproduction import numbers_of
from bentham.study.facts.table import Fact, facts
from bentham.study.simulate import Progress

SHIFT = 0.3
FLIP_SEEDS = 3


@dataclass(frozen=True, slots=True)
class Hanging:
    """One fact's first number and one parameter: their rank correlation, and chance's bound."""

    fact: str
    parameter: str
    tag: str
    correlation: float
    bound: float


def sensitivities() -> list[Hanging]:
    """Return every dependence beyond chance, strongest first within each fact."""
    classes.read()
    import pyarrow.parquet as pq

    folder = Path(str(resources.files("bentham.study.facts")))
    table = pq.read_table(folder / classes.TABLE).to_pandas()
    drawn = table[table["purpose"] == "draw"]
    found: list[Hanging] = []
    for fact in facts():
        rows = drawn[(drawn["fact"] == fact.id) & (drawn["part"] == fact.parts[0].name)]
        if len(rows):
            values = rows.sort_values("draw")["value"].to_numpy()
            found += _of_fact(fact, values)
    return found


def _of_fact(fact: Fact, values: npt.NDArray[np.float64]) -> list[Hanging]:
    held = {p.name: p.default for p in PARAMETERS if p.name in classes.held_of(fact)}
    sets = _sets(len(values), tuple(held.items()))
    tried = Tried(sets, [p for p in PARAMETERS if p.uncertain and p.name not in held])
    return [
        Hanging(fact.id, c.parameter.name, c.parameter.tag, c.value, c.bound)
        for c in correlations(values, tried)
    ]


@cache
def _sets(number: int, held: tuple[tuple[str, float], ...]) -> list[dict[str, float]]:
    """Return the sets of the draws; most facts share theirs."""
    return draws(number, classes.DRAW_SEED, dict(held), declared=True)


@dataclass(frozen=True, slots=True)
class Flip:
    """An emergent verdict that changes when one default is shifted."""

    fact: str
    parameter: str
    tag: str
    default: str
    shifted: str
    before: bool
    obtained: float


def shifts(p: Parameter) -> list[float]:
    """Return the shifted values of a parameter: 30 % down and up inside its range, other rules."""
    if p.choices:
        return [float(k) for k in range(len(p.choices)) if k != p.default]
    span = (p.default * (1.0 - SHIFT), p.default * (1.0 + SHIFT))
    if p.default == 0.0:
        span = (p.low, min(p.high, SHIFT * (p.high - p.low)))
    inside = [min(max(x, p.low), p.high) for x in span]
    return [x for x in dict.fromkeys(inside) if x != p.default]


def flips(seeds: int = FLIP_SEEDS, progress: Progress | None = None) -> tuple[list[Flip], int]:
    """Return all flips of emergent verdicts, and how many shifts were tried.

    What a shift does not touch is found out with one seed: equal numbers to the last digit.
    """
    known = classes.read()
    emergent = [f for f in facts() if known[f.id].name == "emergent"]
    moves = [(p, x) for p in PARAMETERS if p.uncertain for x in shifts(p)]
    base = at_defaults([f.id for f in emergent], seeds, progress)
    first = [
        Task(f.id, Conditions({p.name: x}, 1), (p.name, repr(x)))
        for f in emergent
        for p, x in moves
    ]
    once = all_carried_out(first, progress, "shifting one default at a time")
    touched = [
        (task, numbers)
        for task, numbers in zip(first, once, strict=True)
        if not _same(numbers, base[task.fact][0])
    ]
    more = [
        Task(task.fact, Conditions(task.conditions.values, s), task.label)
        for task, _ in touched
        for s in range(2, seeds + 1)
    ]
    rest = all_carried_out(more, progress, "looking again at what moved")
    found = []
    by_id = {f.id: f for f in emergent}
    by_name = {p.name: p for p in PARAMETERS}
    for i, (task, numbers) in enumerate(touched):
        runs = [numbers, *rest[i * (seeds - 1) : (i + 1) * (seeds - 1)]]
        fact, p = by_id[task.fact], by_name[task.label[0]]
        before = all(n.met for n in numbers_of(fact, base[fact.id]))
        after = numbers_of(fact, runs)
        if before != all(n.met for n in after):
            told = (_told(p, p.default), _told(p, float(task.label[1])))
            found.append(Flip(fact.id, p.name, p.tag, *told, before, after[0].obtained))
    return found, len(first)


def _same(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    return all(one[k] == other[k] or (math.isnan(one[k]) and math.isnan(other[k])) for k in one)


def _told(p: Parameter, value: float) -> str:
    return p.choices[int(value)] if p.choices else f"{value:.4g}"


def as_table(found: Sequence[Flip], tried: int) -> str:
    """Return the flips as a table in Markdown."""
    lines = [
        f"{tried} shifts of single defaults against emergent facts; {len(found)} verdicts flip.",
        "",
        "| fact | parameter | tag | default | shifted to | verdict before | obtained after |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for f in found:
        before = "reproduced" if f.before else "not reproduced"
        lines.append(
            f"| {f.fact} | `{f.parameter}` | {f.tag} | {f.default} | {f.shifted} | {before} | "
            f"{f.obtained:.3g} |"
        )
    return "\n".join(lines) + "\n"


def as_json(found: Sequence[Hanging]) -> list[dict[str, Any]]:
    """Return the dependences as JSON objects."""
    return [
        {
            "fact": h.fact, "parameter": h.parameter, "tag": h.tag,
            "rank_correlation": h.correlation, "bound": h.bound,
        }
        for h in found
    ]  # fmt: skip
