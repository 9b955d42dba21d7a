"""Running a fact's set-up under given assumptions, and reading what it gives.

An experiment is a function of `Conditions` that returns one number for each part of its fact. The
same function runs at defaults, under drawn assumptions, and as a null model:

* ``alone``: all couplings between persons off. Nobody sees anybody (no contact, no climate of a
  ward, no protest of neighbours), no kin, no informant.
* ``epstein``: Epstein's rule alone. Everything but expression is off, and risk stays where it was.

(The third null model, *averages*, knows shares instead of people; it is computed in `nulls`.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from bentham.chance.keys import key_of
from bentham.day.person import SYSTEMS, TALLIES
from bentham.engine.clock import History, run_replicate
from bentham.engine.replicate import Replicate
from bentham.evidence.metrics import METRICS
from bentham.evidence.parameters import parameter
from bentham.results.values import metric_values
from bentham.study.assumptions import defaults
from bentham.study.facts.table import scenario_path
from bentham.study.planning import Plan, plan, rows_of
from bentham.study.rows import compiled
from bentham.study.timetable import Timetable

Floats = npt.NDArray[np.float64]
PLACE = {name: i for i, name in enumerate(TALLIES)}
METRIC = {m.name: m for m in METRICS}
ALONE_OFF = ("informants", "kin")
EPSTEIN_OFF = tuple(name for name in SYSTEMS if name != "expression")
NULLS = ("alone", "epstein")

WHOLE = 1024
"""Words of 64 people taken at a time: on one thread, smaller pieces only cost time."""


@dataclass(frozen=True)
class Conditions:
    """Under what an experiment runs.

    Parameters
    ----------
    values : mapping
        Assumed parameters; what is not named has its default, what the set-up sets is held.
    seed : int
        Which people, which luck.
    null : str
        Empty for Bentham itself, or one of `NULLS`.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    seed: int = 1
    null: str = ""

    def held(self, **values: float) -> Conditions:
        """Return these conditions with some values set; ``__`` stands for the dot of a name."""
        named = {name.replace("__", "."): value for name, value in values.items()}
        return replace(self, values={**self.values, **named})


@dataclass(frozen=True)
class Seen:
    """What a run gave.

    Parameters
    ----------
    todo : Plan
        What was run.
    history : History
        Its tallies; with wards or districts as places if that was asked for.
    """

    todo: Plan
    history: History

    def tallies(self, arm: int | None = None) -> npt.NDArray[np.int64]:
        """Return daily tallies over all classes and places, [day, TALLIES], of one arm or all."""
        all_ = self.history.tallies
        if arm is not None:
            rows = all_.shape[1] // 2
            all_ = all_[:, arm * rows : (arm + 1) * rows]
        return np.asarray(all_.sum(axis=(1, 2)))

    def count(self, name: str, arm: int | None = None) -> int:
        """Return a tally summed over all days."""
        return int(self.tallies(arm)[:, PLACE[name]].sum())

    def last(self, name: str, arm: int | None = None) -> int:
        """Return a tally of the last day."""
        return int(self.tallies(arm)[-1, PLACE[name]])

    def metric(self, name: str, arm: int | None = None) -> float:
        """Return a metric over the whole run, condensed as it declares; NaN if nothing is known."""
        m = METRIC[name]
        known = metric_values(self.tallies(arm), PLACE, m)
        known = known[~np.isnan(known)]
        if len(known) == 0:
            return float("nan")
        how = {"last": known[-1], "change": known[-1] - known[0], "max": known.max()}
        return float(how.get(m.summary, known.sum() if m.summary == "sum" else known.mean()))


def observe(
    setup: str,
    conditions: Conditions,
    settings: tuple[str, ...] = (),
    people: int | None = None,
    ties: str | None = None,
    level: str = "region",
    evening: Callable[[int, Replicate], None] | None = None,
    accurate: bool = False,
    keep_state: bool = False,
) -> Seen:
    """Run a set-up under some conditions, on one thread.

    Parameters
    ----------
    setup : str
        A scenario file beside the facts.
    conditions : Conditions
        Assumptions, luck, null model.
    settings : tuple of str
        Changes, each ``path=value``; what they set is held.
    people : int or None
        Size, if it is not the file's.
    ties : str or None
        File of an explicit graph in place of the implicit ties.
    level : str
        Finest place of the tallies.
    evening : callable or None
        Reads the state of each evening.
    accurate : bool
        Whether no part of the scheme ever errs.
    keep_state : bool
        Whether the final state is kept.
    """
    todo = _planned(setup, settings, people, accurate)
    values = {**defaults(), **conditions.values, **todo.held}
    society = todo.society
    if ties is not None:
        society = society.model_copy(update={"ties": ties})
    off = set(todo.off)
    if conditions.null:
        society = society.model_copy(update={"isolated": todo.people})
        off |= set(ALONE_OFF if conditions.null == "alone" else EPSTEIN_OFF)
        values["expression.conformity"] = 0.0
    if conditions.null == "epstein":
        values["expression.rule"] = float(parameter("expression.rule").choices.index("epstein"))
    todo = replace(todo, society=society, off=tuple(s for s in SYSTEMS if s in off))
    rows = rows_of(todo, values)
    if rows is None:
        world = compiled(todo.scheme, society, values, todo.off, accurate)
        timeline = None
    else:
        world = rows.base
        timeline = Timetable(rows, todo.people, key_of(conditions.seed, 0)).timeline()
    history = run_replicate(
        world,
        society,
        todo.people,
        todo.days,
        conditions.seed,
        chunk=WHOLE,
        timeline=timeline,
        level=level,
        on_evening=evening,
        keep_state=keep_state,
    )
    return Seen(todo, history)


@lru_cache(maxsize=256)
def _planned(setup: str, settings: tuple[str, ...], people: int | None, accurate: bool) -> Plan:
    return plan(
        scenario_path(setup), people=people, settings=settings, perfectly_accurate=accurate,
        threads=1,
    )  # fmt: skip


def slope(x: Any, y: Any) -> float:
    """Return the least-squares slope of y in x."""
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    x = x - x.mean()
    return float((x * y).sum() / (x * x).sum())
