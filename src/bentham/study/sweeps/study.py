"""A study that was read: its worlds, inputs and outputs, and the values of a point.

A *point* gives each input a value. At every point the same people live in all worlds with the same
luck, and with the same luck as at every other point; so two points differ by their values only, and
a difference between two worlds is taken inside the point, repeat by repeat::

    difference(point, repeat) = harm(world, point, repeat) - harm(base, point, repeat)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from bentham.chance.quantiles import exp, ln
from bentham.evidence.documents import Document
from bentham.evidence.metric import Metric
from bentham.evidence.parameters import parameter
from bentham.results.provenance import versions
from bentham.study.changes import Change, with_changes
from bentham.study.pairs import comparable
from bentham.study.planning import Plan
from bentham.study.sweeps.claims import Claim
from bentham.study.sweeps.fields import StudyFile, Value

Point = dict[str, Value]
"""A value for each input, by name."""

Floats = npt.NDArray[np.float64]
Side = Literal["uncertainty", "safeguard"]


@dataclass(frozen=True)
class Input:
    """One thing that varies.

    Parameters
    ----------
    name : str
        A registry parameter, or the path of a field in a scheme.
    side : str
        Whether it is an uncertainty or a safeguard.
    low, high : float
        Ends of its range; of choices, 0 and the number of the last.
    log : bool
        Whether it is drawn log-uniformly.
    choices : tuple
        The values of a discrete input; empty for a range.
    steps : int
        How many values of it a grid has.
    unit, tag, help : str
        From where it is declared; the tag is that of the evidence, empty for a scheme's field.
    worlds : tuple of int
        Of a scheme's field: in which worlds it is set; a parameter holds in all.
    """

    name: str
    side: Side
    low: float
    high: float
    log: bool
    choices: tuple[Value, ...]
    steps: int
    unit: str
    tag: str
    help: str
    worlds: tuple[int, ...] = ()

    @property
    def is_field(self) -> bool:
        """Whether it is a field of a scheme."""
        return bool(self.worlds)

    def value_at(self, share: float) -> Value:
        """Return the value at a quantile in [0, 1]."""
        if self.choices:
            return self.choices[min(int(share * len(self.choices)), len(self.choices) - 1)]
        if self.log:
            low, high = float(ln(self.low)), float(ln(self.high))
            return min(max(float(exp(low + share * (high - low))), self.low), self.high)
        return min(self.low + share * (self.high - self.low), self.high)

    def share_of(self, value: Value) -> float:
        """Return the quantile of a value, the middle of its part for a choice."""
        if self.choices:
            return (self.choices.index(value) + 0.5) / len(self.choices)
        number = float(value)
        if self.log:
            low, high = float(ln(self.low)), float(ln(self.high))
            return (float(ln(number)) - low) / (high - low)
        return (number - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class World:
    """One scheme of a study, under its name."""

    label: str
    plan: Plan


@dataclass(frozen=True)
class Study:
    """What a study file asks for, checked.

    Parameters
    ----------
    file : StudyFile
        What it declares.
    document : Document
        The text, for messages.
    worlds : tuple of World
        The base first, if there is one.
    inputs : tuple of Input
        In the order of the file.
    outputs : tuple of Metric
        Harms.
    claim : Claim or None
        What shall hold.
    points : tuple of dict
        The points, drawn or read.
    sampler : str
        How they were had; ``points`` if they were given.
    """

    file: StudyFile
    document: Document
    worlds: tuple[World, ...]
    inputs: tuple[Input, ...]
    outputs: tuple[Metric, ...]
    claim: Claim | None = None
    points: tuple[Point, ...] = ()
    sampler: str = "points"

    @property
    def has_base(self) -> bool:
        """Whether differences from a base are taken."""
        return self.file.base is not None

    @property
    def others(self) -> tuple[World, ...]:
        """Return all worlds but the base."""
        return self.worlds[1:] if self.has_base else self.worlds

    @property
    def title(self) -> str:
        """The title in English, or in whatever language there is."""
        return self.file.title.get("en") or next(iter(self.file.title.values()))

    def comparable(self, m: Metric, world: int) -> bool:
        """Return whether a harm means the same in a world and in the base."""
        return comparable(m, self.worlds[world].plan, self.worlds[0].plan)

    def plan_at(self, world: int, point: Point) -> tuple[Plan, dict[str, float]]:
        """Return what rules in a world at a point, and the value of every parameter.

        Raises
        ------
        InvalidInput
            If the values of the point contradict each other in this scheme.
        """
        plan = self.worlds[world].plan
        values = plan.values
        changes = []
        for each in self.inputs:
            value = point[each.name]
            if not each.is_field:
                known = parameter(each.name).choices
                values[each.name] = float(known.index(str(value)) if known else value)
            elif world in each.worlds:
                changes.append(Change(each.name, value, ("vary", each.name)))
        if changes:
            plan = replace(plan, scheme=with_changes(plan.scheme, changes, self.document))
        return plan, values

    @cached_property
    def sha256(self) -> str:
        """Hash of everything that the table follows from."""
        said = {
            "worlds": [[w.label, w.plan.resolved()] for w in self.worlds],
            "base": self.has_base,
            "inputs": [[i.name, list(i.worlds)] for i in self.inputs],
            "outputs": [m.name for m in self.outputs],
            "points": self.points,
            "version": versions()["bentham"],
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def shares(self, points: Sequence[Mapping[str, Value]] | None = None) -> Floats:
        """Return the points as quantiles of their inputs, [point, input]."""
        rows = self.points if points is None else points
        return np.array([[i.share_of(p[i.name]) for i in self.inputs] for p in rows])


def field_of(scheme: Any, path: tuple[str | int, ...]) -> Any:
    """Return the part of a loaded scheme at `path`, None where nothing stands."""
    here = scheme
    for step in path:
        if here is None:
            return None
        here = here[step] if isinstance(step, int) else getattr(here, str(step), None)
    return here
