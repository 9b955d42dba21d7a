"""The result of a study: one tidy table, what was found in it, and the folder that holds both.

study.yaml       the study as written
points.parquet   a row a point: its inputs
table.parquet    a row per point, scheme and repeat: inputs, harms, differences from the base
table.csv        the same, if asked for
sweep.json       what `bentham sweep --json` prints
resolved.json    by scheme: every parameter with value, unit, tag, source and who set it
report.html
manifest.json    versions, command, seeds, and the SHA-256 of each file
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bentham.results.files import FileRecord, record_of, to_json, write_table, write_text
from bentham.results.folder import MANIFEST, sealed, whole_or_nothing
from bentham.results.provenance import INVENTED
from bentham.results.reading import checked

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SWEEP_SCHEMA = "bentham.sweep/1"
FOLDER_SCHEMA = "bentham.sweep-folder/1"
TABLE, TABLE_CSV, POINTS, JSON_FILE = "table.parquet", "table.csv", "points.parquet", "sweep.json"
STUDY_FILE = "study.yaml"
DIFFERENCE = "_difference"
"""What follows the name of a harm in the column of its difference from the base."""


@dataclass
class Sweep:
    """What a study found.

    Parameters
    ----------
    run : Path or None
        The folder; None if nothing was written.
    study, title : str
        Its name and a few words.
    society, people, days, seed, replicates
        Shared by all worlds.
    sampler : str
        How the points were had.
    points : int
        How many were tried.
    schemes : list of str
        Names of the worlds, the base first if there is one.
    base : str or None
        The world from which differences are taken.
    inputs, outputs : list of dict
        What varied, with range, unit and evidence; which harms, with unit and definition.
    ranges : list of dict
        By scheme and harm: median, 5th and 95th percentile over the points.
    sobol : list of dict
        By scheme, harm and input: indices of first order and total effect, with their confidence.
    claim : dict or None
        At how many points the claim holds, and the boxes in which it fails.
    notes : list of str
        What the user should know.
    table_source : callable
        Makes the table; called at most once.
    """

    run: Path | None
    study: str
    title: str
    society: str
    people: int
    days: int
    seed: int
    replicates: int
    sampler: str
    points: int
    schemes: list[str]
    base: str | None
    inputs: list[dict[str, Any]]
    outputs: list[dict[str, Any]]
    ranges: list[dict[str, Any]]
    sobol: list[dict[str, Any]]
    claim: dict[str, Any] | None
    notes: list[str]
    table_source: Callable[[], pa.Table] = field(repr=False, compare=False)

    @cached_property
    def table(self) -> pa.Table:
        """A row per point, scheme and repeat: inputs, harms, differences."""
        return self.table_source()

    def to_pandas(self) -> pd.DataFrame:
        """Return the table as a pandas data frame; undefined values are NaN."""
        return self.table.to_pandas()

    def to_json_object(self) -> dict[str, Any]:
        """Return the object that ``bentham sweep --json`` prints."""
        facts = {
            name: getattr(self, name)
            for name in self.__dataclass_fields__
            if name not in ("run", "table_source")
        }
        return {"schema": SWEEP_SCHEMA, "run": None if self.run is None else str(self.run), **facts}

    def _repr_html_(self) -> str:
        """Return a short table for notebooks."""
        rows = "".join(
            f"<tr><td>{escape(r['scheme'])}</td><td>{escape(r['output'])}</td>"
            f"<td>{r['median']:.4g}</td><td>{r['low']:.4g} to {r['high']:.4g}</td>"
            f"<td>{escape(r['unit'])}</td></tr>"
            for r in self.ranges
            if r["median"] is not None
        )
        head = "".join(
            f"<th>{word}</th>" for word in ("scheme", "harm", "median", "5th to 95th", "unit")
        )
        return (
            f"<p><b>{escape(self.title)}</b>: {self.points:,} points of {len(self.inputs)} inputs; "
            f"{self.people:,} people over {self.days:,} days, seed {self.seed}. {INVENTED}</p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )


def write_sweep(
    path: str | Path,
    found: Sweep,
    *,
    written: str,
    points: pa.Table,
    resolved: Mapping[str, Any],
    command: str,
    sha256: str,
    csv: bool,
    report: Callable[[Mapping[str, FileRecord]], str],
) -> Sweep:
    """Write a study, whole or not at all, and return it with its folder.

    Parameters
    ----------
    path : str or Path
        Where; must not exist, or be an empty folder.
    found : Sweep
        What was found.
    written : str
        The study's text.
    points : pyarrow.Table
        The points.
    resolved : mapping
        By scheme: what its world follows from.
    command : str
        The command line that makes it again.
    sha256 : str
        Hash of all that the table follows from.
    csv : bool
        Whether the table is written as CSV too.
    report : callable
        Makes ``report.html`` from the records of the files before it.
    """
    with whole_or_nothing(path) as (partial, target):
        files = {
            STUDY_FILE: write_text(partial, STUDY_FILE, written),
            POINTS: write_table(partial, POINTS, points),
            TABLE: write_table(partial, TABLE, found.table),
            JSON_FILE: write_text(
                partial, JSON_FILE, to_json(found.to_json_object() | {"run": None})
            ),
            "resolved.json": write_text(partial, "resolved.json", to_json(dict(resolved))),
        }
        if csv:
            files[TABLE_CSV] = _write_csv(partial, found.table)
        files["report.html"] = write_text(partial, "report.html", report(dict(files)))
        result = {
            k: v for k, v in found.to_json_object().items() if k not in ("ranges", "sobol", "claim")
        }
        more = {"study_sha256": sha256}
        manifest = sealed(FOLDER_SCHEMA, found.seed, found.replicates, command, result, files, more)
        write_text(partial, MANIFEST, to_json(manifest))
    return replace(found, run=target)


def load_sweep(path: str | Path) -> tuple[Sweep, str]:
    """Read a study back after checking every file; return it with the hash of what it follows from.

    Raises
    ------
    UsageError, DamagedResults
        If there is none, or it is not as it was written.
    """
    manifest = checked(path, (FOLDER_SCHEMA,))
    return sweep_in(path), str(manifest["study_sha256"])


def sweep_in(path: str | Path) -> Sweep:
    """Return the study of a folder that was checked already."""
    folder = Path(path).expanduser().resolve()
    said = json.loads((folder / JSON_FILE).read_bytes())
    facts = {k: v for k, v in said.items() if k not in ("schema", "run")}
    return Sweep(run=folder, **facts, table_source=lambda: _read(folder / TABLE))


def _write_csv(folder: Path, table: pa.Table) -> FileRecord:
    from pyarrow import csv

    with (folder / TABLE_CSV).open("xb") as file:
        csv.write_csv(table, file)
    return record_of(folder / TABLE_CSV)


def _read(path: Path) -> pa.Table:
    import pyarrow.parquet as pq

    return pq.read_table(path)
