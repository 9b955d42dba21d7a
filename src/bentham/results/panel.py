"""The panel: one row per scenario, replicate, day and group; one column per metric.

The day counts in integers, and metrics are made of such counts (`results.values`). So the panel is
computed from the tallies after the run, and groups are summed before they are divided.
"""

from __future__ import annotations

import json
import weakref
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

import numpy as np
from numpy.typing import NDArray

from bentham.evidence.metric import Metric
from bentham.results.provenance import INVENTED, versions
from bentham.results.values import Floats, metric_values

if TYPE_CHECKING:
    import pyarrow as pa

PANEL_SCHEMA = "bentham.panel/1"
ALL = "all"
"""Both the kind and the name of the group that holds everybody."""

REGION, CLASS, ARM = "region", "class", "arm"
"""The other kinds of groups: places, classes, and the arms of a trial."""

RANGE = (0.05, 0.95)
"""Printed ranges run from the 5th to the 95th percentile."""


class MetricValue(TypedDict):
    """One metric of one run: its value, its two ranges (None where unknown), unit and axis."""

    value: float | None
    low: float | None
    high: float | None
    luck_low: float | None
    luck_high: float | None
    unit: str
    axis: str


def panel_table(
    scenario: str,
    replicate: int,
    tallies: NDArray[np.int64],
    tally_names: Sequence[str],
    place_names: Sequence[str],
    class_names: Sequence[str],
    metrics: Sequence[Metric],
    arms: Sequence[str] = (),
) -> pa.Table:
    """Turn the tallies of one replicate into panel rows.

    Parameters
    ----------
    scenario : str
        Name of the world, usually the scheme's.
    replicate : int
        Number of the repeat.
    tallies : ndarray of int64
        Counts with axes day, place, class, tally; the first day becomes day 1. With arms, all
        places of the first arm come first, then all of the second, and so on.
    tally_names, place_names, class_names : sequence of str
        Names along the last three axes.
    metrics : sequence of Metric
        The columns to compute.
    arms : sequence of str
        Names of a trial's arms, for instance control and treated.

    Returns
    -------
    pyarrow.Table
        Rows of group ``all``, then of each region (if there is more than one), then of each class,
        then of each arm of a trial; within a group by day. A quotient whose bottom is zero is null.
        Units and definitions stand in the field metadata, versions in the schema metadata. Tables
        of several replicates have the same schema and may be joined with
        ``pyarrow.concat_tables``.
    """
    import pyarrow as pa

    days = tallies.shape[0]
    groups = _groups(tallies, place_names, class_names, arms)
    columns: list[object] = [
        pa.array([scenario] * (days * len(groups)), pa.string()),
        pa.array(np.full(days * len(groups), replicate, np.int32)),
        pa.array(np.tile(np.arange(1, days + 1, dtype=np.int32), len(groups))),
        pa.array([kind for kind, _, _ in groups for _ in range(days)], pa.string()),
        pa.array([name for _, name, _ in groups for _ in range(days)], pa.string()),
    ]
    counts = np.stack([counted for _, _, counted in groups])
    place_of = {name: i for i, name in enumerate(tally_names)}
    for m in metrics:
        values = metric_values(counts, place_of, m).reshape(-1)
        columns.append(pa.array(values, pa.float64(), from_pandas=True))
    return pa.Table.from_arrays(columns, schema=panel_schema(metrics))


def panel_schema(metrics: Sequence[Metric]) -> pa.Schema:
    """Return the schema of a panel with these metrics, metadata included."""
    import pyarrow as pa

    keys = [
        pa.field("scenario", pa.string(), nullable=False),
        pa.field("replicate", pa.int32(), nullable=False),
        pa.field("day", pa.int32(), nullable=False, metadata={"unit": "day, counted from 1"}),
        pa.field("group_by", pa.string(), nullable=False),
        pa.field("group", pa.string(), nullable=False),
    ]
    fields = [pa.field(m.name, pa.float64(), metadata=_field_metadata(m)) for m in metrics]
    return pa.schema(
        keys + fields,
        metadata={
            "schema": PANEL_SCHEMA,
            "versions": json.dumps(versions(), sort_keys=True),
            "statement": INVENTED,
        },
    )


def daily(panel: pa.Table, metric: str, group_by: str = ALL, group: str = ALL) -> Floats:
    """Return one metric of one group as an array [replicate, day], NaN where undefined.

    Parameters
    ----------
    panel : pyarrow.Table
        Rows of one scenario.
    metric : str
        Name of a metric column.
    group_by, group : str
        Kind and name of the group.
    """
    rows, replicates = _rows_of(panel, group_by, group)
    values: Floats = np.asarray(panel[metric].to_numpy(), dtype=np.float64)
    return values[rows].reshape(replicates, -1)


_ROWS: dict[int, dict[tuple[str, str], tuple[NDArray[np.intp], int]]] = {}
"""Of each panel still in use, by its identity: where the rows of a group stand, in order.

A report of two worlds asks for six thousand columns of groups; to search a group's rows each time
took longer than everything else in it.
"""


def _rows_of(panel: pa.Table, group_by: str, group: str) -> tuple[NDArray[np.intp], int]:
    """Return the rows of a group by replicate and day, and the number of replicates."""
    import pyarrow.compute as pc

    if id(panel) not in _ROWS:
        _ROWS[id(panel)] = {}
        weakref.finalize(panel, _ROWS.pop, id(panel), None)
    known = _ROWS[id(panel)]
    if (group_by, group) not in known:
        mask = pc.and_(pc.equal(panel["group_by"], group_by), pc.equal(panel["group"], group))
        found = np.flatnonzero(mask.to_numpy())
        replicate = panel["replicate"].to_numpy()[found]
        order = np.lexsort((panel["day"].to_numpy()[found], replicate))
        known[group_by, group] = found[order], len(np.unique(replicate))
    return known[group_by, group]


def groups_of(panel: pa.Table, group_by: str) -> list[str]:
    """Return the names of the groups of one kind, in the order of the panel."""
    import pyarrow.compute as pc

    names = panel["group"].filter(pc.equal(panel["group_by"], group_by))
    found: list[str] = names.unique().to_pylist()
    return found


def condense(values: Floats, how: str) -> Floats:
    """Condense days to one value per replicate.

    Parameters
    ----------
    values : ndarray
        Axes replicate, day; NaN where undefined.
    how : str
        A metric's ``summary``: ``last`` (the last day), ``mean``, ``sum`` or ``max``, each of the
        days on which the metric is defined.

    Returns
    -------
    ndarray
        One value per replicate, NaN if the metric was never defined.
    """
    if values.size and not np.isnan(values).any():
        return _over_days(values, how)
    defined = (row[~np.isnan(row)] for row in values)
    return np.array([_over_days(row, how) if len(row) else np.nan for row in defined], np.float64)


def interval(values: Floats) -> tuple[float | None, float | None]:
    """Return the 5th and 95th percentile of the defined values; None if fewer than two are."""
    known = values[~np.isnan(values)]
    if len(known) < 2:
        return None, None
    low, high = np.quantile(known, RANGE)
    return float(low), float(high)


def centre(values: Floats) -> float | None:
    """Return the mean over replicates of the defined values; None if there are none."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else None


def summarise(
    panel: pa.Table, metrics: Sequence[Metric], draws: pa.Table | None = None
) -> dict[str, MetricValue]:
    """Condense a run to one value with two ranges per metric.

    Parameters
    ----------
    panel : pyarrow.Table
        Rows of one scenario; the luck range is taken over its replicates.
    metrics : sequence of Metric
        The metrics to condense.
    draws : pyarrow.Table, optional
        A panel of the same scenario in which each replicate is one draw of the assumptions.

    Returns
    -------
    dict
        By metric name. The value is the mean over replicates of the metric's registry summary.
    """
    result: dict[str, MetricValue] = {}
    for m in metrics:
        luck = condense(daily(panel, m.name), m.summary)
        luck_low, luck_high = interval(luck)
        low, high = None, None
        if draws is not None:
            low, high = interval(condense(daily(draws, m.name), m.summary))
        result[m.name] = {
            "value": centre(luck),
            "low": low,
            "high": high,
            "luck_low": luck_low,
            "luck_high": luck_high,
            "unit": m.unit,
            "axis": m.axis,
        }
    return result


def _over_days(values: Floats, how: str) -> Floats:
    if how == "last":
        return values[..., -1]
    if how == "sum":
        return np.asarray(values.sum(axis=-1))
    return np.asarray(values.max(axis=-1) if how == "max" else values.mean(axis=-1))


def _groups(
    tallies: NDArray[np.int64],
    place_names: Sequence[str],
    class_names: Sequence[str],
    arms: Sequence[str],
) -> list[tuple[str, str, NDArray[np.int64]]]:
    """Return (kind, name, counts[day, tally]) for everybody, each region, class and arm."""
    days, _, classes, kinds = tallies.shape
    by_arm = tallies.reshape(days, max(len(arms), 1), len(place_names), classes, kinds)
    by_place = by_arm.sum(axis=1)
    groups = [(ALL, ALL, by_place.sum(axis=(1, 2)))]
    if len(place_names) > 1:
        here = by_place.sum(axis=2)
        groups += [(REGION, name, here[:, i]) for i, name in enumerate(place_names)]
    by_class = by_place.sum(axis=1)
    groups += [(CLASS, name, by_class[:, i]) for i, name in enumerate(class_names)]
    arm_totals = by_arm.sum(axis=(2, 3))
    groups += [(ARM, name, arm_totals[:, i]) for i, name in enumerate(arms)]
    return groups


def _field_metadata(m: Metric) -> dict[str, str]:
    return {
        "unit": m.unit,
        "label": m.label,
        "axis": m.axis,
        "direction": m.direction,
        "summary": m.summary,
        "definition": m.definition,
        "top": m.top,
        "bottom": m.bottom,
        "scale": repr(m.scale),
        "how": m.how,
    }
