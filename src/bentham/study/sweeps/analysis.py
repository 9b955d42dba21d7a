"""What a study's table says: ranges over the points, Sobol indices, and where a claim fails.

Repeats are averaged first, so that an index speaks of inputs and not of luck. For a harm Y and an
input X_i, with all others X_~i::

    S1_i = Var(E[Y | X_i]) / Var(Y)          first order: what X_i explains alone
    ST_i = E[Var(Y | X_~i)] / Var(Y)         total effect: what hangs on X_i, alone or with others

estimated by SALib as in Saltelli et al. 2010, with 95 % intervals by bootstrap. Indices that are
not far from zero may come out negative; their intervals say how far.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from bentham.evidence.metric import Metric
from bentham.results.panel import RANGE
from bentham.study.sweeps.drawing import unit_problem
from bentham.study.sweeps.notes import STILL, TOO_FEW, UNDEFINED
from bentham.study.sweeps.prim import Box, box_of
from bentham.study.sweeps.running import Found
from bentham.study.sweeps.study import Input, Study

Floats = npt.NDArray[np.float64]

RESAMPLES = 200
"""Bootstrap samples behind the intervals of Sobol indices."""


def values_of(found: list[Found]) -> Floats:
    """Return the harms as [point, world, repeat, output], NaN where undefined."""
    return np.array(found, dtype=np.float64)


def less_base(study: Study, values: Floats) -> Floats:
    """Return differences from the base inside each point and repeat; NaN where there is none."""
    out = values - values[:, :1]
    out[:, 0] = np.nan
    for world in range(1, len(study.worlds)):
        for k, m in enumerate(study.outputs):
            if not study.comparable(m, world):
                out[:, world, :, k] = np.nan
    return out


def outcome(study: Study, values: Floats, world: int, m: Metric, difference: bool) -> Floats:
    """Return a harm, or its difference from the base, at each point: the mean over repeats."""
    chosen = less_base(study, values) if difference else values
    found: Floats = chosen[:, world, :, study.outputs.index(m)].mean(axis=1)
    return found


def ranges_of(study: Study, values: Floats) -> list[dict[str, Any]]:
    """Return median, 5th and 95th percentile over the points, of harms and of differences."""
    rows = []
    for world, each in enumerate(study.worlds):
        for m in study.outputs:
            kinds = (False, True) if study.has_base and world else (False,)
            for difference in kinds:
                y = outcome(study, values, world, m, difference)
                known = y[~np.isnan(y)]
                low, high = np.quantile(known, RANGE) if len(known) else (None, None)
                rows.append({
                    "scheme": each.label, "output": m.name, "difference": difference,
                    "median": float(np.median(known)) if len(known) else None,
                    "low": None if low is None else float(low),
                    "high": None if high is None else float(high),
                    "undefined": int(len(y) - len(known)), "unit": m.unit,
                })  # fmt: skip
    return rows


def sobol_of(study: Study, values: Floats, notes: list[str]) -> list[dict[str, Any]]:
    """Return Sobol indices of every harm that moves; of differences where there is a base."""
    if study.sampler != "saltelli":
        return []
    rows = []
    for world, each in enumerate(study.worlds):
        if study.has_base and world == 0:
            continue
        for m in study.outputs:
            y = outcome(study, values, world, m, study.has_base)
            said = {"output": m.name, "scheme": each.label}
            if np.isnan(y).any():
                notes.append(UNDEFINED.format(**said))
            elif np.ptp(y) == 0.0:
                notes.append(STILL.format(**said))
            elif found := indices(study.inputs, y, study.file.seed):
                about = {"scheme": each.label, "output": m.name, "difference": study.has_base}
                rows += [{**about, **index} for index in found]
            else:
                notes.append(TOO_FEW.format(**said))
    return rows


def indices(inputs: tuple[Input, ...], y: Floats, seed: int) -> list[dict[str, Any]]:
    """Return the Sobol indices of one harm, the largest total effect first.

    Empty where there is nothing to share out: a harm that moves at a few points only may be the
    same in the first and last row of all blocks of the design, from which its variance is taken.
    """
    from SALib.analyze import sobol

    if np.ptp(y.reshape(-1, len(inputs) + 2)[:, [0, -1]]) == 0.0:
        return []
    with np.errstate(all="ignore"):
        found = sobol.analyze(
            unit_problem(len(inputs)), y, calc_second_order=False, num_resamples=RESAMPLES,
            seed=abs(seed),
        )  # fmt: skip
    if not all(np.isfinite(found[name]).all() for name in ("S1", "S1_conf", "ST", "ST_conf")):
        return []
    rows = [
        {
            "input": each.name,
            **{
                said: float(found[name][i])
                for said, name in (
                    ("s1", "S1"), ("s1_confidence", "S1_conf"),
                    ("st", "ST"), ("st_confidence", "ST_conf"),
                )
            },
        }
        for i, each in enumerate(inputs)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: -row["st"])


def claim_of_table(study: Study, values: Floats) -> dict[str, Any] | None:
    """Return at how many points the claim holds, and for each scheme where it fails."""
    claim = study.claim
    if claim is None:
        return None
    m = next(each for each in study.outputs if each.name == claim.metric)
    x = codes(study)
    choices = [bool(each.choices) for each in study.inputs]
    found = []
    for world, each in enumerate(study.worlds):
        named = claim.world in ("", each.label) and not (study.has_base and world == 0)
        if not named:
            continue
        y = outcome(study, values, world, m, claim.difference)
        known = ~np.isnan(y)
        holds = np.array([claim.holds(float(v)) for v in y[known]])
        box = box_of(x[known], ~holds, choices) if len(holds) else None
        found.append({
            "scheme": each.label, "holds": int(holds.sum()), "of": int(known.sum()),
            "undefined": int((~known).sum()),
            "fails_where": None if box is None else _told(study, box),
        })  # fmt: skip
    return {"text": claim.text, "schemes": found}


def codes(study: Study) -> Floats:
    """Return the points as numbers: of a choice, the place of its value."""
    return np.array([
        [
            float(i.choices.index(p[i.name])) if i.choices else float(p[i.name])
            for i in study.inputs
        ]
        for p in study.points
    ])  # fmt: skip


def _told(study: Study, box: Box) -> dict[str, Any]:
    edges = []
    for edge in sorted(box.edges, key=lambda e: e.chance):
        one = study.inputs[edge.column]
        said: dict[str, Any] = {"input": one.name, "chance": edge.chance}
        if edge.kept is not None:
            said["choices"] = [one.choices[int(k)] for k in sorted(edge.kept)]
        else:
            said["from"] = None if np.isinf(edge.low) else edge.low
            said["to"] = None if np.isinf(edge.high) else edge.high
        edges.append(said)
    return {
        "edges": edges, "points": box.inside, "failures": box.failures,
        "coverage": box.coverage, "density": box.density,
    }  # fmt: skip
