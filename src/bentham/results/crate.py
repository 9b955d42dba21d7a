"""The description of a run folder as an RO-Crate (version 1.1), for archives and their tools."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bentham.results.provenance import INVENTED, versions
from bentham.results.run import Run

FORMATS = {
    ".json": "application/json",
    ".yaml": "application/yaml",
    ".parquet": "application/vnd.apache.parquet",
    ".html": "text/html",
}
INPUTS = ("scenario.yaml", "scheme.yaml", "resolved.json")


def crate(run: Run, command: str, files: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the JSON-LD of the folder: its files and the action that created them.

    Parameters
    ----------
    run : Run
        What was simulated.
    command : str
        The command line that makes it again.
    files : mapping
        By name: ``sha256`` and ``bytes`` of every file written so far.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    name = f"{run.scheme} over {run.society}: {run.people:,} invented people, {run.days:,} days"
    parts = [_file(path, facts) for path, facts in files.items()]
    # The manifest holds the hash of this description, so this description cannot hold its hash.
    parts.append({"@id": "manifest.json", "@type": "File", "encodingFormat": "application/json"})
    results = [part["@id"] for part in parts if part["@id"] not in INPUTS]
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [
            {
                "@id": "ro-crate-metadata.json",
                "@type": "CreativeWork",
                "about": {"@id": "./"},
                "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            },
            {
                "@id": "./",
                "@type": "Dataset",
                "name": name,
                "description": INVENTED,
                "datePublished": now,
                "license": {"@id": "#licence"},
                "hasPart": [{"@id": part["@id"]} for part in parts],
                "mentions": {"@id": "#run"},
            },
            {
                "@id": "#licence",
                "@type": "CreativeWork",
                "name": "not stated",
                "description": "Whoever made this run decides under which licence it is shared.",
            },
            {
                "@id": "#bentham",
                "@type": "SoftwareApplication",
                "name": "bentham",
                "version": versions()["bentham"],
            },
            {
                "@id": "#run",
                "@type": "CreateAction",
                "name": name,
                "description": command,
                "endTime": now,
                "instrument": {"@id": "#bentham"},
                "object": [{"@id": path} for path in INPUTS if path in files],
                "result": [{"@id": path} for path in results],
            },
            *parts,
        ],
    }


def _file(path: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    suffix = path[path.rindex(".") :]
    return {
        "@id": path,
        "@type": "File",
        "encodingFormat": FORMATS[suffix],
        "contentSize": str(facts["bytes"]),
        "sha256": facts["sha256"],
    }
