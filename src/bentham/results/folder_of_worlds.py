"""The folder of a comparison: written whole or not at all, as that of a run is.

compare.json         what `bentham compare --json` prints
panel.parquet        all worlds: a row per world, repeat, day and group
differences.parquet  the same less the base
draws.parquet        each metric's difference in each draw of the assumptions
worlds/              each scheme or scenario as it was written
resolved.json        by world: every parameter with value, unit, tag, source and who set it
facts.json           what the report prints, so that it can be made again in another language
report.html
manifest.json        versions, command, seeds, and the SHA-256 of each file
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bentham.results.comparison import Comparison
from bentham.results.files import FileRecord, sync_folder, to_json, write_table, write_text
from bentham.results.folder import MANIFEST, sealed, whole_or_nothing

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA = "bentham.comparison-folder/1"


def write_comparison(
    path: str | Path,
    found: Comparison,
    *,
    drawn: pa.Table,
    written: Mapping[str, str],
    resolved: Mapping[str, Any],
    facts: str,
    command: str,
    report: Callable[[Mapping[str, FileRecord]], str],
) -> Comparison:
    """Write a comparison, whole or not at all, and return it with its folder.

    Parameters
    ----------
    path : str or Path
        Where; must not exist, or be an empty folder.
    found : Comparison
        What was found.
    drawn : pyarrow.Table
        Each metric's difference in each draw of the assumptions.
    written : mapping
        By label: the text of each world's scheme or scenario.
    resolved : mapping
        By label: what each world follows from.
    facts : str
        What the report prints, as JSON.
    command : str
        The command line that makes it again.
    report : callable
        Makes ``report.html`` from the records of the files before it.
    """
    with whole_or_nothing(path) as (partial, target):
        files = {
            "compare.json": write_text(
                partial, "compare.json", to_json(found.to_json_object() | {"run": None})
            ),
            "resolved.json": write_text(partial, "resolved.json", to_json(dict(resolved))),
            "panel.parquet": write_table(partial, "panel.parquet", found.panel),
            "differences.parquet": write_table(partial, "differences.parquet", found.differences),
            "draws.parquet": write_table(partial, "draws.parquet", drawn),
        }
        (partial / "worlds").mkdir()
        for number, (label, text) in enumerate(written.items()):
            name = f"worlds/{number}-{label.split(' ')[0]}.yaml"
            files[name] = write_text(partial, name, text)
        sync_folder(partial / "worlds")
        files["facts.json"] = write_text(partial, "facts.json", facts)
        files["report.html"] = write_text(partial, "report.html", report(dict(files)))
        result = {k: v for k, v in found.to_json_object().items() if k != "worlds"}
        digests = {"digests": {world.label: world.digest for world in found.worlds}}
        manifest = sealed(SCHEMA, found.seed, found.replicates, command, result, files, digests)
        write_text(partial, MANIFEST, to_json(manifest))
    return replace(found, run=target)


def write_story(path: str | Path, page: str, events: pa.Table) -> None:
    """Write a story's page and its event rows, whole or not at all."""
    with whole_or_nothing(path) as (partial, _):
        write_text(partial, "story.html", page)
        write_table(partial, "events.parquet", events)
