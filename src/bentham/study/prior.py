"""The prior predictive check: whether the declared ignorance gives a living, plausible society.

Before anything is coupled further, hundreds of draws over all declared ranges and structural
variants are run, and the results are held against plausibility bounds that were written first
(`plausibility.csv`). A metric that takes one and the same value in more than nine of ten draws is
*dead*: either its mechanism is broken or its ranges are. What happens to fewer than `FEW` people a
run where it happens at all is *rare*: too rare for runs of this size to judge, and named as such.
What depends on a grade to which nobody falls in any draw is *out of reach* in a time so short, and
named likewise (see `alive`). The check passes if no metric is dead and every bound holds in at
least four of five draws. A metric is judged only where its cause is declared and its system is on.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bentham.day.person import TALLIES
from bentham.engine.clock import History
from bentham.engine.reading import read
from bentham.evidence.metrics import METRICS, Metric
from bentham.results.values import metric_values
from bentham.study.alive import causes_out_of_reach, is_dead, is_rare
from bentham.study.assumptions import draws as drawn_sets
from bentham.study.causes import causes
from bentham.study.simulate import (
    ASSUMPTION_SEED,
    Plan,
    Progress,
    draw_runs,
    plan,
    scaled_metrics,
)  # fmt: skip

SCHEMES = ("specific-laws", "speech-points")
HELD_FROM = 0.8

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bound:
    """A plausibility bound, written before the first run."""

    id: str
    scheme: str
    needs: str
    metric: str
    how: str
    low: float
    high: float
    unit: str
    tag: str
    source: str
    statement: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One bound under one scheme: the share of draws inside."""

    scheme: str
    bound: Bound
    share_inside: float
    low: float
    middle: float
    high: float

    @property
    def held(self) -> bool:
        """Whether enough draws lie inside."""
        return self.share_inside >= HELD_FROM


@dataclass(frozen=True)
class PriorResult:
    """What the check found."""

    schemes: tuple[str, ...]
    draws: int
    people: int
    days: int
    dead: tuple[str, ...]
    rare: tuple[str, ...]
    out_of_reach: tuple[str, ...]
    alive: int
    judged: tuple[Judged, ...]

    @property
    def passed(self) -> bool:
        """Whether no metric is dead and every bound holds."""
        return not self.dead and all(j.held for j in self.judged)

    def to_json_object(self) -> dict[str, Any]:
        """Return the object that ``bentham prior --json`` prints."""
        return {
            "schema": "bentham.prior/1",
            "schemes": list(self.schemes),
            "draws": self.draws,
            "people": self.people,
            "days": self.days,
            "dead": list(self.dead),
            "rare": list(self.rare),
            "out_of_reach": list(self.out_of_reach),
            "alive": self.alive,
            "bounds": [
                {
                    "scheme": j.scheme, "id": j.bound.id, "statement": j.bound.statement,
                    "metric": j.bound.metric, "low": j.bound.low, "high": j.bound.high,
                    "unit": j.bound.unit, "tag": j.bound.tag, "share_inside": j.share_inside,
                    "obtained": {"q05": j.low, "median": j.middle, "q95": j.high},
                    "held": j.held,
                }
                for j in self.judged
            ],
            "passed": self.passed,
        }  # fmt: skip

    def text(self) -> str:
        """Return the result in plain lines."""
        lines = [
            f"{self.draws} draws of every uncertain parameter and rule, {self.people:,} invented "
            f"people, {self.days} days, under {', '.join(self.schemes)}.",
            f"{self.alive} metrics judged, {len(self.dead)} dead"
            + (f": {', '.join(self.dead)}." if self.dead else "."),
            *_named("Too rare to judge in runs of this size", self.rare),
            *_named(f"At a grade out of reach within {self.days} days", self.out_of_reach),
            "",
        ]
        for j in self.judged:
            verdict = "holds" if j.held else "FAILS"
            lines.append(
                f"{verdict} in {j.share_inside:4.0%} of draws  {j.scheme}: {j.bound.statement}, "
                f"{j.bound.low:g} to {j.bound.high:g} {j.bound.unit} "
                f"(obtained {j.low:.3g} / {j.middle:.3g} / {j.high:.3g})"
            )
        lines += ["", "The check passes." if self.passed else "The check does not pass."]
        return "\n".join(lines)


def _named(head: str, metrics: Sequence[str]) -> list[str]:
    return [f"{head}: {', '.join(metrics)}."] if metrics else []


@cache
def bounds() -> tuple[Bound, ...]:
    """Return the plausibility bounds."""
    text = resources.files("bentham.study").joinpath("plausibility.csv").read_text("utf-8")
    return tuple(
        Bound(
            row["id"],
            row["scheme"],
            row["needs"],
            row["metric"],
            row["how"],
            float(row["low"]),
            float(row["high"]),
            row["unit"],
            row["tag"],
            row["source"],
            row["statement"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def prior(
    schemes: Sequence[str | Path] = SCHEMES,
    draws: int = 256,
    people: int = 20_000,
    days: int = 365,
    threads: int | None = None,
    progress: Progress | None = None,
) -> PriorResult:
    """Run the check.

    Parameters
    ----------
    schemes : sequence
        Presets or files.
    draws : int
        Sets of values for all uncertain parameters and variants.
    people, days : int
        Size and length of each run.
    threads : int or None
        Workers.
    progress : callable or None
        Told how far it is.
    """
    found: dict[str, list[str]] = {"dead": [], "rare": [], "out of reach": []}
    judged: list[Judged] = []
    alive = 0
    ids = []
    for scheme in schemes:
        todo = plan(scheme, "city", people, days, threads=threads)
        ids.append(todo.scheme.id)
        sets = drawn_sets(draws, ASSUMPTION_SEED, todo.held, declared=True)
        histories = draw_runs(todo, sets, people, progress)
        present = causes(todo.scheme, todo.values, todo.off)
        series = _series(todo, histories)
        beyond = causes_out_of_reach(read(todo.scheme, todo.values), histories)
        for m in METRICS:
            if m.cause not in present:
                continue
            alive += 1
            values = np.array([_condensed(s, m.summary) for s in series[m.name]])
            if is_dead(values):
                why = "rare" if is_rare(m, values, histories) else "dead"
                why = "out of reach" if m.cause in beyond and not values.any() else why
                found[why].append(f"{todo.scheme.id}: {m.name}")
        judged += [
            _judge(todo.scheme.id, b, series[b.metric])
            for b in bounds()
            if b.scheme in ("*", todo.scheme.id) and b.needs in present
        ]
    dead, rare, beyond_reach = map(tuple, found.values())
    return PriorResult(
        tuple(ids), draws, people, days, dead, rare, beyond_reach, alive, tuple(judged)
    )


def _series(todo: Plan, histories: Sequence[History]) -> dict[str, list[Floats]]:
    """Return each metric's daily values in each draw, for everybody together."""
    metrics: tuple[Metric, ...] = scaled_metrics(1)
    place = {name: i for i, name in enumerate(TALLIES)}
    out: dict[str, list[Floats]] = {m.name: [] for m in metrics}
    for history in histories:
        total = history.tallies.sum(axis=(1, 2))
        for m in metrics:
            value = metric_values(total, place, m)
            out[m.name].append(value)
    return out


def _condensed(daily: Floats, how: str) -> float:
    """Condense a year of daily values; days on which a quotient is undefined do not count."""
    known = daily[~np.isnan(daily)]
    if len(known) == 0:
        return 0.0
    if how == "last":
        return float(known[-1])
    if how == "change":
        return float(known[-1] - known[0])
    if how == "median":
        return float(np.median(known))
    return float({"mean": known.mean(), "sum": known.sum(), "max": known.max()}[how])


def _judge(scheme: str, bound: Bound, series: Sequence[Floats]) -> Judged:
    values = np.array([_condensed(s, bound.how) for s in series])
    inside = (values >= bound.low) & (values <= bound.high)
    low, middle, high = (float(np.quantile(values, q)) for q in (0.05, 0.5, 0.95))
    return Judged(scheme, bound, float(inside.mean()), low, middle, high)
