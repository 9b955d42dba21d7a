"""One simulation and what it found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from bentham.evidence.errors import UsageError
from bentham.results.panel import MetricValue
from bentham.results.provenance import INVENTED

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

RUN_SCHEMA = "bentham.run/1"


class Seconds(TypedDict):
    """Wall time of the three parts of a run."""

    compile: float
    simulate: float
    write: float


@dataclass
class Run:
    """What one simulation found.

    Parameters
    ----------
    run : Path or None
        The run folder; None if nothing was written.
    scheme, society : str
        What ruled, and over whom.
    people, days, seed, replicates, threads : int
        Size, length and luck of the run.
    digest : str
        Hexadecimal digest of the final states, summed over replicates.
    seconds : dict
        Wall time under ``compile``, ``simulate``, ``write``.
    person_days_per_second, bytes_per_person : float
        Speed, and memory of the state.
    metrics : dict
        By metric name: value, the two ranges, unit and axis.
    panel_source : callable
        Makes or reads the panel; called at most once, when `panel` is first asked for. None for a
        run of so many people that nothing is counted.
    scenario : str or None
        Name of the scenario, if one was run.
    probes : list
        What the scenario's probes found: one answer for each question and evening.
    """

    run: Path | None
    scheme: str
    society: str
    people: int
    days: int
    seed: int
    replicates: int
    threads: int
    digest: str
    seconds: Seconds
    person_days_per_second: float
    bytes_per_person: float
    metrics: Mapping[str, MetricValue]
    panel_source: Callable[[], pa.Table] | None = field(repr=False, compare=False)
    scenario: str | None = None
    probes: list[dict[str, Any]] = field(default_factory=list, repr=False)

    @cached_property
    def panel(self) -> pa.Table:
        """The panel as an Arrow table: a row per scenario, replicate, day and group."""
        if self.panel_source is None:
            raise UsageError(
                "This run has no panel: from a thousand million people on nothing is counted. "
                "Fewer people give the same answer."
            )
        return self.panel_source()

    def to_pandas(self) -> pd.DataFrame:
        """Return the panel as a pandas data frame; undefined values are NaN."""
        return self.panel.to_pandas()

    def to_json_object(self) -> dict[str, Any]:
        """Return the object that ``bentham run --json`` prints.

        ``scenario`` and ``probes`` stand in it only where a scenario was run.
        """
        of_scenario: dict[str, Any] = {}
        if self.scenario is not None:
            of_scenario = {"scenario": self.scenario, "probes": self.probes}
        return {
            "schema": RUN_SCHEMA,
            "run": None if self.run is None else str(self.run),
            "scheme": self.scheme,
            "society": self.society,
            "people": self.people,
            "days": self.days,
            "seed": self.seed,
            "replicates": self.replicates,
            "threads": self.threads,
            "digest": self.digest,
            "seconds": dict(self.seconds),
            "person_days_per_second": self.person_days_per_second,
            "bytes_per_person": self.bytes_per_person,
            "metrics": {name: dict(value) for name, value in self.metrics.items()},
            **of_scenario,
        }

    def _repr_html_(self) -> str:
        """Return a short table for notebooks."""
        rows = "".join(
            f"<tr><td>{escape(name)}</td><td>{_cell(m['value'])}</td>"
            f"<td>{_span(m['luck_low'], m['luck_high'])}</td><td>{_span(m['low'], m['high'])}</td>"
            f"<td>{escape(m['unit'])}</td></tr>"
            for name, m in self.metrics.items()
        )
        head = "".join(
            f"<th>{word}</th>" for word in ("metric", "value", "luck", "assumptions", "unit")
        )
        return (
            f"<p><b>{escape(self.scheme)}</b> over {escape(self.society)}: {self.people:,} people, "
            f"{self.days:,} days, seed {self.seed}. {INVENTED}</p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.4g}"


def _span(low: float | None, high: float | None) -> str:
    return "–" if low is None or high is None else f"{low:.4g} to {high:.4g}"
