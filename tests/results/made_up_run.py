"""A made-up year of a made-up town, as the engine would hand it over."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from bentham.evidence.metrics import Metric
from bentham.results.folder import write_run
from bentham.results.panel import panel_table, summarise
from bentham.results.run import Run

TALLIES = ("adults", "listed", "refused", "score_sum", "protests")
PLACES = ("region 1", "region 2")
FILES = (
    "manifest.json",
    "scenario.yaml",
    "resolved.json",
    "panel.parquet",
    "people.parquet",
    "events/part-0.parquet",
    "report.html",
    "ro-crate-metadata.json",
)
CLASSES = ("lower", "middle", "upper")


def metric(name: str, axis: str, summary: str, top: str, bottom: str, scale: float) -> Metric:
    worse = {"harm": "worse"}.get(axis, "neither")
    return Metric(
        name=name,
        label=name.replace("_", " "),
        unit="% of adults" if scale == 100.0 else "times",
        axis=axis,  # type: ignore[arg-type]
        direction=worse,  # type: ignore[arg-type]
        summary=summary,  # type: ignore[arg-type]
        top=top,
        bottom=bottom,
        scale=scale,
        cause="scheme.lists",
        definition=f"{top} over {bottom or 'nothing'}.",
    )


METRICS = (
    metric("listed_share", "harm", "last", "listed", "adults", 100.0),
    metric("refusals", "harm", "sum", "refused", "", 1.0),
    metric("mean_score", "context", "mean", "score_sum", "adults", 1.0),
    metric("worst_protest", "conduct", "max", "protests", "adults", 100.0),
)


def tallies_of(seed: int, days: int = 40) -> np.ndarray:
    """Counts with axes day, region, class, tally."""
    rng = np.random.default_rng(seed)
    counts = np.zeros((days, 2, 3, len(TALLIES)), np.int64)
    counts[..., 0] = np.array([[500, 300, 100], [400, 200, 100]])
    counts[..., 1] = np.minimum(rng.poisson(0.4, (days, 2, 3)).cumsum(axis=0), 90)
    counts[..., 2] = rng.poisson(counts[..., 1] * 0.05)
    counts[..., 3] = counts[..., 0] * 1000 - counts[..., 1] * 30
    counts[..., 4] = rng.poisson(0.2, (days, 2, 3))
    return counts


def panel_of(seeds: range, days: int = 40) -> pa.Table:
    return pa.concat_tables(
        panel_table("points", k, tallies_of(seed, days), TALLIES, PLACES, CLASSES, METRICS)
        for k, seed in enumerate(seeds)
    )


def run_of(replicates: int = 3, days: int = 40) -> Run:
    panel = panel_of(range(7, 7 + replicates), days)
    return Run(
        run=None,
        scheme="points",
        society="village",
        people=1600,
        days=days,
        seed=7,
        replicates=replicates,
        threads=2,
        digest="00ff" * 8,
        seconds={"compile": 1.5, "simulate": 0.25, "write": 0.0},
        person_days_per_second=256000.0,
        bytes_per_person=11.5,
        metrics=summarise(panel, METRICS),
        panel_source=lambda: panel,
    )


def write(path: Path, run: Run) -> Run:
    people = pa.table({"person": [4, 9], "listed_days": [0, 31]})
    events = pa.table({"person": [9, 9], "day": [3, 34], "kind": ["listed", "removed"]})
    return write_run(
        path,
        run,
        scenario="# as written\nid: points\n",
        resolved={"attitude.pull": {"value": 0.1, "unit": "-", "tag": "A", "source": "guess"}},
        command="bentham run points --seed 7",
        report=lambda files: "<p>" + ", ".join(f"{n} {f['sha256']}" for n, f in files.items()),
        people=people,
        events=events,
    )
