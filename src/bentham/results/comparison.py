"""Several worlds of the same people, and what differs between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from bentham.results.panel import MetricValue
from bentham.results.provenance import INVENTED

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

COMPARE_SCHEMA = "bentham.compare/1"


class Difference(TypedDict):
    """One metric of a world less that of the base; None where undefined or unknown."""

    value: float | None
    low: float | None
    high: float | None
    luck_low: float | None
    luck_high: float | None
    unit: str


@dataclass(frozen=True)
class Worldly:
    """One world of a comparison.

    Parameters
    ----------
    scheme : str
        What rules.
    label : str
        Its name in the tables.
    digest : str
        Of the final states.
    metrics : mapping
        As of a run.
    differences : mapping or None
        By metric; None for the base.
    same : bool
        Whether it is the base, to the bit.
    """

    scheme: str
    label: str
    digest: str
    metrics: Mapping[str, MetricValue]
    differences: Mapping[str, Difference] | None
    same: bool


@dataclass
class Comparison:
    """What a comparison of worlds found; the first world is the base.

    Parameters
    ----------
    run : Path or None
        The folder; None if nothing was written.
    society, people, days, seed, replicates, assumptions
        Shared by all worlds.
    worlds : list of Worldly
        The base first.
    differences_source, panel_source : callable
        Make the tables; called at most once each.
    """

    run: Path | None
    society: str
    people: int
    days: int
    seed: int
    replicates: int
    assumptions: int
    worlds: list[Worldly]
    differences_source: Callable[[], pa.Table] = field(repr=False, compare=False)
    panel_source: Callable[[], pa.Table] = field(repr=False, compare=False)

    @cached_property
    def differences(self) -> pa.Table:
        """All differences: a row per world, repeat, day and group."""
        return self.differences_source()

    @cached_property
    def panel(self) -> pa.Table:
        """The panels of all worlds, one after the other."""
        return self.panel_source()

    def to_pandas(self) -> pd.DataFrame:
        """Return the differences as a pandas data frame; undefined values are NaN."""
        return self.differences.to_pandas()

    def to_json_object(self) -> dict[str, Any]:
        """Return the object that ``bentham compare --json`` prints."""
        return {
            "schema": COMPARE_SCHEMA,
            "run": None if self.run is None else str(self.run),
            "society": self.society,
            "people": self.people,
            "days": self.days,
            "seed": self.seed,
            "replicates": self.replicates,
            "assumptions": self.assumptions,
            "worlds": [_world(each) for each in self.worlds],
        }

    def _repr_html_(self) -> str:
        """Return a short table for notebooks."""
        base = self.worlds[0]
        parts = []
        for world in self.worlds[1:]:
            rows = "".join(
                f"<tr><td>{escape(name)}</td><td>{_cell(d['value'])}</td>"
                f"<td>{_span(d['luck_low'], d['luck_high'])}</td>"
                f"<td>{_span(d['low'], d['high'])}</td><td>{escape(d['unit'])}</td></tr>"
                for name, d in (world.differences or {}).items()
                if d["value"]
            )
            head = "".join(
                f"<th>{word}</th>"
                for word in ("metric", "difference", "luck", "assumptions", "unit")
            )
            parts.append(
                f"<p><b>{escape(world.label)}</b> less <b>{escape(base.label)}</b></p>"
                f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
            )
        return (
            f"<p>The same {self.people:,} people over {self.days:,} days, seed {self.seed}. "
            f"{INVENTED}</p>{''.join(parts)}"
        )


def _world(each: Worldly) -> dict[str, Any]:
    out: dict[str, Any] = {
        "scheme": each.scheme,
        "label": each.label,
        "digest": each.digest,
        "metrics": {name: dict(value) for name, value in each.metrics.items()},
    }
    if each.differences is not None:
        out["same"] = each.same
        out["differences"] = {name: dict(value) for name, value in each.differences.items()}
    return out


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:+.4g}"


def _span(low: float | None, high: float | None) -> str:
    return "–" if low is None or high is None else f"{low:+.4g} to {high:+.4g}"
