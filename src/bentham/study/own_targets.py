"""A user's own numbers as targets: read, checked against the registries, and matched.

A file of targets is CSV with the columns ``metric,group,day,value,standard_error``: aggregates, and
no others. `metric` is a name of the registry in its own unit; `group` is ``all``, a class or a
region; `day` is a day of the run, or ``first-last``, over which the metric is condensed as its
declaration says (sum, mean, largest, last). A group smaller than `SMALLEST_CELL` adults in the run
is refused.

A run is compared with a number through the number's own standard error and the run's luck, in
squares. Luck is the spread between replicates of one set of values (`LUCK_SETS` sets of the prior,
`LUCK_RUNS` replicates each), averaged over that half of these sets that comes nearest to the
target: far away from it luck may be another.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bentham.day.person import TALLIES
from bentham.engine.clock import History
from bentham.engine.reading import read
from bentham.engine.state import geography_of
from bentham.evidence.csv_cells import Cell, Sheet, number, read_sheet
from bentham.evidence.errors import UsageError
from bentham.evidence.explain import near
from bentham.evidence.faults import Fault, clean
from bentham.evidence.lanes import CLASSES
from bentham.evidence.metrics import METRICS
from bentham.evidence.parameters import PARAMETERS, Parameter, parameter
from bentham.results.values import metric_values
from bentham.study.assumptions import draws
from bentham.study.matching import SEED, Evaluate, Matching, Target, match, uncertain
from bentham.study.panels import SMALLEST_CELL, scaled_metrics
from bentham.study.planning import Plan
from bentham.study.rows import compiled
from bentham.study.simulate import Progress, draw_runs

COLUMNS = ("metric", "group", "day", "value", "standard_error")
EVERYBODY = "all"
OVERRIDDEN = {"listing.hazard": "hazard", "listing.exit": "exit_rate"}
"""Parameters that a scheme's own field may stand in for, and what the scheme then means by it."""
LUCK_SETS = 12
LUCK_RUNS = 3
DAY = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OwnTarget:
    """One number of the user's.

    Parameters
    ----------
    metric, group : str
        What of whom.
    first, last : int
        Days, inclusive; the same where it is one day.
    value, error : float
        The number and its standard error.
    """

    metric: str
    group: str
    first: int
    last: int
    value: float
    error: float

    @property
    def name(self) -> str:
        """What it is called in what is printed."""
        when = f"day {self.first}" if self.first == self.last else f"days {self.first}-{self.last}"
        return f"{self.metric} of {self.group}, {when}"


def read_targets(path: str | Path) -> tuple[Sheet, list[OwnTarget]]:
    """Read a file of targets.

    Raises
    ------
    InvalidInput
        With every mistake at its line and column.
    """
    sheet = read_sheet(path, COLUMNS, "targets (aggregates, nothing about a person)")
    names = tuple(m.name for m in METRICS)
    faults: list[Fault] = []
    out: list[OwnTarget] = []
    for row in sheet.rows:
        name = row["metric"]
        if name.text not in names:
            said = f"`{clean(name.text)}` is not a metric"
            faults.append(Fault((), said, clean(name.text), names, place=name.place))
        first, last = _days(row["day"], faults)
        value = number(row["value"], "the value", faults)
        error = number(row["standard_error"], "the standard error", faults)
        if error <= 0:
            said = "a standard error is larger than 0: no number is known exactly"
            faults.append(Fault((), said, place=row["standard_error"].place))
        out.append(OwnTarget(name.text, row["group"].text, first, last, value, error))
    seen: dict[str, int] = {}
    for row, target in zip(sheet.rows, out, strict=True):
        if seen.setdefault(target.name, row["metric"].place.line) != row["metric"].place.line:
            said = f"the same number as on line {seen[target.name]}: {target.name}"
            faults.append(Fault((), said, place=row["metric"].place))
    if faults:
        raise sheet.refused(faults)
    return sheet, out


def _days(cell: Cell, faults: list[Fault]) -> tuple[int, int]:
    found = DAY.fullmatch(cell.text)
    first = int(found[1]) if found else 0
    last = int(found[2]) if found and found[2] else first
    if not 1 <= first <= last:
        given = f"`{clean(cell.text)}`" if cell.text else "nothing"
        said = f"{given} stands where a day, from 1, or `first-last` is expected"
        faults.append(Fault((), said, place=cell.place))
        return 1, 1
    return first, last


def expect_possible(sheet: Sheet, targets: Sequence[OwnTarget], todo: Plan) -> None:
    """Refuse targets that the run cannot give: days beyond it, groups that are not in it.

    Raises
    ------
    InvalidInput
        With every mistake at its line and column.
    """
    regions = geography_of(todo.society, todo.people).names
    groups = (EVERYBODY, *CLASSES, *regions)
    faults = []
    causes = {m.name: m.cause for m in METRICS}
    for row, target in zip(sheet.rows, targets, strict=True):
        if target.last > todo.days:
            said = f"day {target.last} lies beyond the run, which has {todo.days} days"
            faults.append(Fault((), said, place=row["day"].place))
        if target.group not in groups:
            said = f"`{clean(target.group)}` is not a group of this run"
            place = row["group"].place
            faults.append(Fault((), said, clean(target.group), groups, place=place))
        elif target.group != EVERYBODY and todo.society.ties is not None:
            said = "with imported ties there is no group but `all`"
            faults.append(Fault((), said, place=row["group"].place))
        if causes[target.metric] not in todo.causes:
            said = f"nothing in this run moves `{target.metric}`: it needs {causes[target.metric]}"
            faults.append(Fault((), said, place=row["metric"].place))
    if faults:
        raise sheet.refused(faults)


def freed(todo: Plan, names: Sequence[str]) -> tuple[Parameter, ...]:
    """Return what is varied: all that is uncertain and not set, and what is named.

    Raises
    ------
    UsageError
        A name that is not a parameter's, or one that this run does not read.
    """
    known = tuple(p.name for p in PARAMETERS)
    varied = list(uncertain(todo.held))
    for name in names:
        if name not in known:
            nearest = near(name, known)
            hint = (
                f"; did you mean '{nearest}'?" if nearest else ". `bentham parameters` lists all."
            )
            raise UsageError(f"--free: there is no parameter '{name}'{hint}")
        p = parameter(name)
        if _declared(todo, name):
            raise UsageError(
                f"--free {name}: this run does not read it, or the scheme declares a number of its "
                "own in its place; leave the field out of the scheme's file to free it."
            )
        if p not in varied:
            varied.append(p)
    return tuple(varied)


def _declared(todo: Plan, name: str) -> bool:
    """Say whether the scheme's own number stands in place of a parameter."""
    said = read(todo.scheme, {**todo.values, name: math.nan})
    return name in OVERRIDDEN and not math.isnan(getattr(said, OVERRIDDEN[name]))


def calibrated(
    todo: Plan,
    targets: Sequence[OwnTarget],
    names: Sequence[str] = (),
    sets: int = 128,
    waves: int = 3,
    seed: int = SEED,
    progress: Progress | None = None,
) -> Matching:
    """Find what a user's own numbers do not rule out.

    Parameters
    ----------
    todo : Plan
        Scheme, society, size, length.
    targets : sequence of OwnTarget
        The numbers.
    names : sequence of str
        Parameters to vary besides all that is uncertain and not set.
    sets, waves : int
        Sets in each wave, and how many.
    seed : int
        Of the sets.
    progress : callable or None
        Told how far it is.
    """
    varied = freed(todo, names)
    held = {k: v for k, v in todo.held.items() if k not in {p.name for p in varied}}

    def evaluate(drawn: list[dict[str, float]]) -> Floats:
        histories = draw_runs(todo, drawn, todo.people, progress)
        return observed(todo, histories, targets)

    lucks = _luck(evaluate, targets, held, seed)
    goals = [
        Target(t.name, t.value, math.hypot(t.error, luck))
        for t, luck in zip(targets, lucks, strict=True)
    ]
    return match(evaluate, goals, varied, sets, seed, held, waves)


def _luck(
    evaluate: Evaluate, targets: Sequence[OwnTarget], held: Mapping[str, float], seed: int
) -> list[float]:
    """Return the standard deviation between replicates, for each target."""
    prior = draws(LUCK_SETS, seed + 1, held, declared=True)
    found = evaluate([s for s in prior for _ in range(LUCK_RUNS)])
    found = found.reshape(LUCK_SETS, LUCK_RUNS, len(targets))
    out = []
    for j, target in enumerate(targets):
        known = found[~np.isnan(found[:, :, j]).any(axis=1), :, j]
        nearest = np.abs(known.mean(axis=1) - target.value).argsort()[: LUCK_SETS // 2]
        spread = known[nearest].var(axis=1, ddof=1)
        out.append(float(np.sqrt(spread.mean())) if len(spread) else 0.0)
    return out


def observed(todo: Plan, histories: Sequence[History], targets: Sequence[OwnTarget]) -> Floats:
    """Return what each run gives for each target, NaN where that is undefined.

    Raises
    ------
    UsageError
        A group of fewer adults than may be shown.
    """
    world = compiled(todo.scheme, todo.society, todo.values, todo.off)
    metrics = {m.name: m for m in scaled_metrics(world.score_scale)}
    place = {name: i for i, name in enumerate(TALLIES)}
    out = np.full((len(histories), len(targets)), np.nan)
    for i, history in enumerate(histories):
        groups = {t.group: _of_group(history, t.group) for t in targets}
        for name, tallies in groups.items():
            adults = int(tallies[:, place["ADULTS"]].min())
            if name != EVERYBODY and adults < SMALLEST_CELL:
                raise UsageError(
                    f"The group '{name}' has {adults} adults; the smallest shown is "
                    f"{SMALLEST_CELL}. Ask for more people (--people)."
                )
        for j, t in enumerate(targets):
            m = metrics[t.metric]
            daily = metric_values(groups[t.group], place, m)[t.first - 1 : t.last]
            known = daily[~np.isnan(daily)]
            if len(known):
                how = {"last": known[-1], "sum": known.sum(), "max": known.max()}
                out[i, j] = how.get(m.summary, known.mean())
    return out


def _of_group(history: History, group: str) -> npt.NDArray[np.int64]:
    """Return daily tallies of everybody, a class, or a region."""
    tallies = history.tallies
    if group in CLASSES:
        tallies = tallies[:, :, [CLASSES.index(group)]]
    elif group != EVERYBODY:
        at = [i for i, name in enumerate(history.places) if name == group]
        tallies = tallies[:, at]
    return np.asarray(tallies.sum(axis=(1, 2)))
