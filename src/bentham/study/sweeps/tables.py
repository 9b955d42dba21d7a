"""The tidy table of a study: a row per point, scheme and repeat; units in the field metadata."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from bentham.results.provenance import INVENTED, versions
from bentham.results.sweep import DIFFERENCE, SWEEP_SCHEMA
from bentham.study.sweeps.analysis import less_base
from bentham.study.sweeps.drawing import as_text
from bentham.study.sweeps.study import Input, Study

if TYPE_CHECKING:
    import pyarrow as pa

Floats = npt.NDArray[np.float64]


def table_of(study: Study, values: Floats) -> pa.Table:
    """Return the table of a study.

    Parameters
    ----------
    study : Study
        Which.
    values : ndarray
        The harms, [point, world, repeat, output].
    """
    import pyarrow as pa

    points, worlds, repeats, _ = values.shape
    per_point = worlds * repeats
    labels = [each.label for each in study.worlds for _ in range(repeats)]
    number = np.repeat(np.arange(points, dtype=np.int32), per_point)
    columns: list[Any] = [
        pa.array(number),
        pa.array(labels * points, pa.string()),
        pa.array(np.tile(np.arange(repeats, dtype=np.int32), points * worlds)),
    ]
    fields = [
        pa.field("point", pa.int32(), nullable=False),
        pa.field("scheme", pa.string(), nullable=False),
        pa.field("replicate", pa.int32(), nullable=False),
    ]
    inputs = points_table(study)
    columns += [inputs[each.name].take(pa.array(number)) for each in study.inputs]
    fields += [inputs.schema.field(each.name) for each in study.inputs]
    less = less_base(study, values) if study.has_base else None
    for k, m in enumerate(study.outputs):
        about = {
            "unit": m.unit, "label": m.label, "axis": m.axis, "direction": m.direction,
            "summary": m.summary, "definition": m.definition,
        }  # fmt: skip
        columns.append(pa.array(values[..., k].reshape(-1), pa.float64(), from_pandas=True))
        fields.append(pa.field(m.name, pa.float64(), metadata=about))
        if less is not None:
            columns.append(pa.array(less[..., k].reshape(-1), pa.float64(), from_pandas=True))
            about = {**about, "less": study.worlds[0].label}
            fields.append(pa.field(m.name + DIFFERENCE, pa.float64(), metadata=about))
    said = {
        "schema": SWEEP_SCHEMA,
        "study": study.file.study,
        "versions": json.dumps(versions(), sort_keys=True),
        "statement": INVENTED,
    }
    return pa.Table.from_arrays(columns, schema=pa.schema(fields, metadata=said))


def points_table(study: Study) -> pa.Table:
    """Return the points: a row each, a column an input; choices as they are written."""
    import pyarrow as pa

    columns, fields = [], []
    for each in study.inputs:
        values = [point[each.name] for point in study.points]
        if each.choices:
            columns.append(pa.array([as_text(v) for v in values], pa.string()))
        else:
            columns.append(pa.array([float(v) for v in values], pa.float64()))
        fields.append(pa.field(each.name, columns[-1].type, metadata=_about(each)))
    return pa.Table.from_arrays(columns, schema=pa.schema(fields))


def _about(each: Input) -> dict[str, str]:
    span = {"choices": ", ".join(as_text(v) for v in each.choices)} if each.choices else {
        "low": repr(each.low), "high": repr(each.high), "draw": "log" if each.log else "uniform",
    }  # fmt: skip
    return {"unit": each.unit, "tag": each.tag, "side": each.side, "help": each.help} | span
