"""From the tallies of a study's runs to its panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bentham.day.person import TALLIES
from bentham.engine.clock import History
from bentham.evidence.lanes import CLASSES
from bentham.evidence.metrics import METRICS, Metric
from bentham.results.panel import panel_table
from bentham.society.fields import Society

if TYPE_CHECKING:
    import pyarrow as pa

SMALLEST_CELL = 20


def scaled_metrics(score_scale: int) -> tuple[Metric, ...]:
    """Return the metrics with the score in points rather than in stored units."""
    return tuple(replace(m, scale=1.0 / score_scale) if m.name == "score" else m for m in METRICS)


def panel_of(
    scheme: str,
    society: Society,
    histories: Sequence[History],
    metrics: tuple[Metric, ...],
    arms: tuple[str, ...] = (),
) -> pa.Table:
    """Return the panel of some replicates.

    Parameters
    ----------
    scheme : str
        Name of the world.
    society : Society
        With imported ties no group below the smallest cell is shown.
    histories : sequence of History
        One a replicate.
    metrics : tuple of Metric
        The columns.
    arms : tuple of str
        Names of the arms of a trial; the tallies then hold all places once for each arm.
    """
    import pyarrow as pa

    classes: tuple[str, ...] = CLASSES
    places = histories[0].places
    tallies = [h.tallies for h in histories]
    if society.ties is not None and _smallest_cell(tallies, len(arms)) < SMALLEST_CELL:
        tallies = [t.sum(axis=(1, 2), keepdims=True) for t in tallies]
        places, classes, arms = ("all",), ("all",), ()
    panel = pa.concat_tables(
        panel_table(scheme, r, t, TALLIES, places, classes, metrics, arms)
        for r, t in enumerate(tallies)
    )
    return panel.combine_chunks()  # a report reads each column thousands of times


def _smallest_cell(tallies: list[npt.NDArray[np.int64]], arms: int) -> int:
    """Return the number of adults in the smallest group that a panel would show."""
    adults = tallies[0][0, ..., TALLIES.index("ADULTS")]
    smallest = min(adults.sum(axis=0).min(), adults.sum(axis=1).min())
    if arms:
        smallest = min(smallest, adults.reshape(arms, -1).sum(axis=1).min())
    return int(smallest)
