"""Studies and SALib: a problem from a study, a study from a problem, points in, outcomes out.

::

    from bentham.study.adapters import for_salib

    problem = for_salib.problem_of(study)
    matrix = SALib.sample.morris.sample(problem, 100)
    found = bentham.sweep(for_salib.with_matrix(study, matrix))
    SALib.analyze.morris.analyze(problem, matrix, for_salib.outcome_of(found, "perceived_risk"))

A choice is a number from 0 up to how many there are, and counts as the whole number below it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bentham.evidence.errors import UsageError
from bentham.evidence.parameters import PARAMETERS
from bentham.results.sweep import DIFFERENCE, Sweep
from bentham.study.sweeps.drawing import with_points
from bentham.study.sweeps.fields import Value
from bentham.study.sweeps.reading import from_data
from bentham.study.sweeps.study import Input, Study

Floats = npt.NDArray[np.float64]


def problem_of(study: Study) -> dict[str, Any]:
    """Return what SALib calls a problem: names, bounds, and how each input is drawn."""
    return {
        "num_vars": len(study.inputs),
        "names": [each.name for each in study.inputs],
        "bounds": [
            [0.0, float(len(each.choices))] if each.choices else [each.low, each.high]
            for each in study.inputs
        ],
        "dists": ["logunif" if each.log else "unif" for each in study.inputs],
    }


def study_of(problem: Mapping[str, Any], folder: Path | None = None, **fields: Any) -> Study:
    """Return a study whose inputs are those of a problem.

    Parameters
    ----------
    problem : mapping
        With ``names`` (registry parameters or safeguards of a scheme) and ``bounds``.
    folder : Path, optional
        Where files lie that are named.
    fields
        The other fields of a study file: ``study``, ``title``, ``schemes``, ``outputs``, ...

    Raises
    ------
    InvalidInput
        If an input is no uncertainty and no safeguard.
    """
    rules = {p.name for p in PARAMETERS if p.choices}
    vary = {
        name: {} if name in rules else {"from": float(low), "to": float(high)}
        for name, (low, high) in zip(problem["names"], problem["bounds"], strict=True)
    }
    return from_data({"bentham": "0.1", **fields, "vary": vary}, folder=folder)


def with_matrix(study: Study, matrix: Floats) -> Study:
    """Return a study whose points are the rows of a sample, a column an input."""
    if np.ndim(matrix) != 2 or np.shape(matrix)[1] != len(study.inputs):
        raise UsageError(f"a matrix with {len(study.inputs)} columns is expected, one an input")
    return with_points(
        study,
        (
            {each.name: _value(each, float(x)) for each, x in zip(study.inputs, row, strict=True)}
            for row in matrix
        ),
    )


def outcome_of(found: Sweep, output: str, scheme: str | None = None) -> Floats:
    """Return a harm at each point, the mean over repeats; its difference where there is a base."""
    one = scheme or found.schemes[-1]
    column = output + (DIFFERENCE if found.base is not None else "")
    table = found.to_pandas()
    rows = table[table["scheme"] == one]
    return np.asarray(rows.groupby("point")[column].mean().to_numpy(), dtype=np.float64)


def _value(each: Input, x: float) -> Value:
    if each.choices:
        return each.choices[min(int(x), len(each.choices) - 1)]
    return min(max(x, each.low), each.high)  # scaling may overshoot by one rounding
