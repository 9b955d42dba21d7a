"""Studies and pandas: points from a data frame, results as one.

::

    study = for_pandas.with_frame(reading.load("study.yaml"), frame)
    found = for_pandas.frame_of(bentham.sweep(study))
    found.attrs["units"]["perceived_risk"]

A study file reads a CSV itself (`points: file.csv`); this is for points made in a notebook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bentham.results.sweep import Sweep
from bentham.study.sweeps.drawing import as_text, with_points
from bentham.study.sweeps.fields import Value
from bentham.study.sweeps.study import Input, Study
from bentham.study.sweeps.tables import points_table

if TYPE_CHECKING:
    import pandas as pd


def with_frame(study: Study, frame: pd.DataFrame) -> Study:
    """Return a study whose points are the rows of a frame, a column an input, and no other column.

    Raises
    ------
    UsageError
        If a column is lacking or odd, or a value lies outside the range of its input.
    """
    known = {each.name: each for each in study.inputs}
    rows = frame.to_dict("records")
    return with_points(
        study,
        (
            {
                str(name): _value(known[str(name)], x) if str(name) in known else x
                for name, x in row.items()
            }
            for row in rows
        ),
    )


def points_frame(study: Study) -> pd.DataFrame:
    """Return the points of a study, a row each."""
    return points_table(study).to_pandas()


def frame_of(found: Sweep) -> pd.DataFrame:
    """Return a study's table; units by column stand in `attrs`."""
    frame = found.to_pandas()
    fields = [found.table.schema.field(name) for name in frame.columns]
    frame.attrs["units"] = {
        field.name: field.metadata[b"unit"].decode()
        for field in fields
        if field.metadata and b"unit" in field.metadata
    }
    return frame


def _value(each: Input, x: Value) -> Value:
    """Return a cell as the study knows it: a choice may stand there as its text."""
    return next((v for v in each.choices if as_text(v) == as_text(x)), x)
