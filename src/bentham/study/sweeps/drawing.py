"""The points of a study: a grid, a sample, or the rows of a CSV file.

==========  ===================================================================  ==================
sampler     points                                                               number
==========  ===================================================================  ==================
grid        every combination of the values of all inputs                        product of steps
lhs         Latin hypercube: each input once in each of N equal parts (SALib)    samples
sobol       Sobol's sequence, scrambled by Owen's method (SciPy)                 samples
saltelli    Saltelli's extension of it, for Sobol indices of first order and     samples (inputs+2)
            total effect (SALib)
==========  ===================================================================  ==================

A parameter that is declared log-uniform is spread over its logarithm; choices take equal parts of
[0, 1). The seed of the file is the seed of the sample. Sources: McKay, Beckman & Conover 1979; Owen
1998; Saltelli 2002; Saltelli et al. 2010.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from bentham.evidence.csv_cells import Cell, number, read_sheet
from bentham.evidence.errors import UsageError
from bentham.evidence.explain import refusal
from bentham.evidence.faults import Fault, clean
from bentham.study.sweeps.fields import MOST_POINTS, SAMPLERS, StudyFile, Value

if TYPE_CHECKING:
    from bentham.study.sweeps.study import Input, Point, Study

Floats = npt.NDArray[np.float64]


def expect_drawable(file: StudyFile) -> Iterator[Fault]:
    """Yield what is wrong with how the points are to be had."""
    if (file.sampler is None) == (file.points is None):
        said = f"say how points are had: `sampler` ({', '.join(SAMPLERS)}), or `points: FILE.csv`"
        at = ("sampler",) if file.sampler is not None else ()
        yield Fault(at, said, at_key=True)
        return
    if file.sampler in ("lhs", "sobol", "saltelli"):
        if file.samples is None:
            yield Fault(("sampler",), "`samples` is missing here: how many are drawn")
        elif file.sampler == "saltelli" and file.samples & (file.samples - 1):
            near = 1 << max(1, round(math.log2(file.samples)))
            said = f"Saltelli's design is balanced for powers of 2 only; {near} is one"
            yield Fault(("samples",), said)
    elif file.samples is not None:
        what = "a grid" if file.sampler == "grid" else "a file of points"
        yield Fault(("samples",), f"{what} says itself how many points there are", at_key=True)
    for name, varied in file.vary.items():
        if varied.steps is not None and file.sampler != "grid":
            yield Fault(("vary", name, "steps"), "only a grid has steps", at_key=True)
    if _number(file) > MOST_POINTS:
        yield Fault(
            ("samples",) if file.samples else ("sampler",),
            f"{_number(file):,} points; {MOST_POINTS:,} are the most",
        )


def _number(file: StudyFile) -> int:
    """Return how many points a file asks for, as far as its own words say."""
    if file.sampler == "grid":
        return math.prod(len(v.choices) if v.choices else v.steps or 1 for v in file.vary.values())
    per = len(file.vary) + 2 if file.sampler == "saltelli" else 1
    return (file.samples or 0) * per


def points_of(study: Study, folder: Path) -> tuple[Point, ...]:
    """Return the points of a study."""
    if study.file.points is not None:
        return _from_csv(study, folder / study.file.points)
    if study.file.sampler == "grid":
        values = [_values(each) for each in study.inputs]
        if math.prod(map(len, values)) > MOST_POINTS:
            fault = Fault(("sampler",), f"this grid has more than {MOST_POINTS:,} points")
            raise refusal(study.document, [fault])
        names = [each.name for each in study.inputs]
        return tuple(dict(zip(names, row, strict=True)) for row in itertools.product(*values))
    shares = drawn_shares(
        study.file.sampler or "", len(study.inputs), study.file.samples or 0, study.file.seed
    )
    return tuple(
        {each.name: each.value_at(float(x)) for each, x in zip(study.inputs, row, strict=True)}
        for row in shares
    )


def unit_problem(inputs: int) -> dict[str, Any]:
    """Return what SALib calls a problem: inputs between 0 and 1."""
    return {
        "num_vars": inputs,
        "names": [f"x{i}" for i in range(inputs)],
        "bounds": [[0.0, 1.0]] * inputs,
    }


def drawn_shares(sampler: str, inputs: int, samples: int, seed: int) -> Floats:
    """Return quantiles in [0, 1], [point, input]."""
    if sampler == "sobol":
        from scipy.stats import qmc

        engine = qmc.Sobol(inputs, scramble=True, rng=np.random.default_rng(abs(seed)))
        power = math.ceil(math.log2(samples)) if samples > 1 else 0
        return np.asarray(engine.random_base2(power)[:samples], dtype=np.float64)
    from SALib.sample import latin, sobol

    # A number as seed would set NumPy's global generator.
    dice = np.random.default_rng(abs(seed))
    problem = unit_problem(inputs)
    if sampler == "lhs":
        return np.asarray(latin.sample(problem, samples, seed=dice), dtype=np.float64)
    found = sobol.sample(problem, samples, calc_second_order=False, seed=dice)
    return np.asarray(found, dtype=np.float64)


def with_points(study: Study, rows: Iterable[Mapping[str, Value]]) -> Study:
    """Return a study with other points.

    Raises
    ------
    UsageError
        If a point lacks an input or has another, or a value lies outside its range.
    """
    points = []
    names = [each.name for each in study.inputs]
    for at, row in enumerate(rows):
        if set(row) != set(names):
            odd = sorted(set(row) ^ set(names))
            raise UsageError(f"point {at}: {odd[0]!r} is lacking or no input of this study")
        for each in study.inputs:
            value = row[each.name]
            inside = value in each.choices if each.choices else _inside(value, each)
            if not inside:
                raise UsageError(f"point {at}: {value!r} lies outside the range of {each.name}")
        points.append({each.name: _plain(row[each.name], each) for each in study.inputs})
    if not points:
        raise UsageError("a study needs at least one point")
    return replace(study, points=tuple(points), sampler="points")


def _inside(value: Value, each: Input) -> bool:
    return isinstance(value, int | float) and each.low <= value <= each.high


def _plain(value: Value, each: Input) -> Value:
    """Return a value as Python's own, whatever library it comes from."""
    if each.choices:
        return each.choices[each.choices.index(value)]
    return float(value)


def _values(each: Input) -> tuple[Value, ...]:
    if each.choices:
        return each.choices
    return tuple(each.value_at(i / (each.steps - 1)) for i in range(each.steps))


def _from_csv(study: Study, path: Path) -> tuple[Point, ...]:
    sheet = read_sheet(path, tuple(each.name for each in study.inputs), "points")
    faults: list[Fault] = []
    points = [
        {each.name: _cell(row[each.name], each, faults) for each in study.inputs}
        for row in sheet.rows
    ]
    if faults:
        raise sheet.refused(faults)
    return tuple(points)


def _cell(cell: Cell, each: Input, faults: list[Fault]) -> Value:
    """Return the value of a cell; else note the mistake."""
    if each.choices:
        by_text = {as_text(value): value for value in each.choices}
        if cell.text not in by_text:
            said = f"`{clean(cell.text)}` is not a choice of `{each.name}`"
            faults.append(Fault((), said, cell.text, tuple(by_text), cell.place))
            return each.choices[0]
        return by_text[cell.text]
    value = number(cell, f"`{each.name}`", faults)
    if not math.isnan(value) and not each.low <= value <= each.high:
        said = f"{value:g} lies outside the range of `{each.name}`, {each.low:g} to {each.high:g}"
        faults.append(Fault((), said, place=cell.place))
    return value


def as_text(value: Value) -> str:
    """Return a choice as it is written: true and false as YAML does."""
    return str(value).lower() if isinstance(value, bool) else str(value)
