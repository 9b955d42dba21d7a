"""A made-up run with everything that a report can say."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from bentham.evidence.metrics import Metric
from bentham.report.build import build_facts
from bentham.report.facts import Facts, ParameterFact, SchemeFacts
from bentham.results.panel import panel_table, summarise
from bentham.results.run import Run

TALLIES = (
    "adults",
    "listed",
    "wrongly",
    "refused",
    "criticised",
    "feared",
    "paid",
    "bills",
    "fled",
)
CLASSES = ("lower", "middle", "upper")
ADULTS = np.array([30_000, 40_000, 8_000])


def metric(
    name: str, label: str, unit: str, axis: str, summary: str, top: str, bottom: str, cause: str
) -> Metric:
    return Metric(
        name,
        label,
        unit,
        axis,
        "worse" if axis == "harm" else "neither",
        summary,
        top,
        bottom,
        100.0 if bottom else 1.0,
        cause,
        f"{label.capitalize()}: {top}, of {bottom or 'all'}.",
        story=cause in ("expression", "conduct"),
    )


ADULT = "% of adults"
METRICS = (
    metric("listed", "on the list", ADULT, "harm", "last", "listed", "adults", "scheme.lists"),
    metric(
        "wrongly", "on the list by mistake", ADULT, "harm", "last", "wrongly", "adults", "listing"
    ),
    metric("refusals", "refused tickets", "refusals", "harm", "sum", "refused", "", "sanctions"),
    metric(
        "silence", "silent out of fear", ADULT, "harm", "last", "feared", "adults", "expression"
    ),
    metric("fled", "left the country", ADULT, "harm", "sum", "fled", "adults", "scheme.exit"),
    metric(
        "paid", "bills paid on time", "% of bills", "conduct", "mean", "paid", "bills", "conduct"
    ),
    metric(
        "critics",
        "voiced criticism",
        ADULT,
        "conduct",
        "mean",
        "criticised",
        "adults",
        "expression",
    ),
)


def panel_of(replicates: int, days: int, spread: float = 0.0) -> pa.Table:
    """Counts that grow and settle; `spread` makes the repeats differ as draws of assumptions do."""
    tables = []
    for k in range(replicates):
        rng = np.random.default_rng(100 + k)
        strength = np.exp(spread * rng.normal())
        days_ = np.arange(1, days + 1)[:, None]
        rise = 1 - np.exp(-days_ / 120.0)
        gradient = np.array([1.6, 0.9, 0.4])
        counts = np.zeros((days, 1, 3, len(TALLIES)), np.int64)
        adults = np.broadcast_to(ADULTS, (days, 3))
        listed = 0.016 * strength * rise * gradient * ADULTS * (1 + 0.03 * rng.normal())
        feared = 0.22 * strength**0.5 * rise * ADULTS * (1 + 0.02 * rng.normal())
        columns = (
            adults,
            listed,
            listed * 0.06,
            rng.poisson(listed * 0.002),
            rng.poisson(0.011 * adults - 0.02 * feared),
            feared,
            0.9 * adults / 30 + 0.01 * listed,
            adults / 30,
            0 * adults,
        )
        for i, column in enumerate(columns):
            counts[:, 0, :, i] = np.maximum(column, 0)
        tables.append(panel_table("points", k, counts, TALLIES, ("all",), CLASSES, METRICS))
    return pa.concat_tables(tables)


def run_of(replicates: int, days: int, draws: pa.Table | None) -> Run:
    panel = panel_of(replicates, days)
    return Run(
        run=None,
        scheme="municipal-points",
        society="city",
        people=100_000,
        days=days,
        seed=7,
        replicates=replicates,
        threads=2,
        digest="7c1e5d2f90ab34e8" * 2,
        seconds={"compile": 0.0, "simulate": 1.4, "write": 0.0},
        person_days_per_second=26e6,
        bytes_per_person=11.5,
        metrics=summarise(panel, METRICS, draws),
        panel_source=lambda: panel,
    )


SCHEME = SchemeFacts(
    id="municipal-points",
    title="Municipal points",
    summary="A city gives every adult 1,000 points, adds and deducts for everyday acts, grades "
    "people from A to D, publishes the lowest, and refuses the listed flights and fast trains.",
    marks={"S": 112, "Q": 9, "M": 14, "A": 6},
    undone=(
        "data_sources.company_feed: feeds from companies",
        "participation.volunteers: people who collect reports",
    ),
    invented=("The chance that an act is recorded is assumed; no source gives one.",),
)
PARAMETERS = (
    ParameterFact(
        "listing.repair_chance",
        0.02,
        "chance",
        "A",
        "assumed, from the range of two court reports",
        "default",
        "Chance per day that a listed person has the entry repaired",
    ),
    ParameterFact(
        "scoring.start",
        1000,
        "points",
        "S",
        "municipal measures of 2014, article 7",
        "scheme",
        "Points at the start",
    ),
    ParameterFact(
        "expression.rule",
        "kuran",
        "-",
        "M",
        "Kuran 1991",
        "--set",
        "Which rule decides between silence and criticism",
    ),
)
FILES = {
    name: {"sha256": (digit * 64), "bytes": 1234}
    for name, digit in (("scenario.yaml", "a"), ("resolved.json", "b"), ("panel.parquet", "3"))
}


def facts_of(
    replicates: int = 20, days: int = 365, draws: int = 60, scheme: SchemeFacts = SCHEME
) -> Facts:
    drawn = panel_of(draws, days, spread=0.6) if draws else None
    return build_facts(
        run_of(replicates, days, drawn),
        scheme,
        command=f"bentham run municipal-points --people 100000 --days {days} --seed 7",
        parameters=PARAMETERS,
        files=FILES,
        metrics=METRICS,
        draws=drawn,
        errors=("wrongly",),
        correct_harms=("listed", "silence"),
        not_represented=("Courts are represented only by the chance that an entry is repaired.",),
    )
