"""A run folder read back, only if nothing in it has changed."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from bentham.evidence.errors import DamagedResults, UsageError
from bentham.results.files import FileRecord, record_of
from bentham.results.folder import FOLDER_SCHEMA, MANIFEST, PARTIAL, SEAL, seal
from bentham.results.run import Run

if TYPE_CHECKING:
    import pyarrow as pa


def checked(path: str | Path, schemas: tuple[str, ...] = (FOLDER_SCHEMA,)) -> dict[str, Any]:
    """Return the manifest of a folder after checking that every file is as it was written.

    Parameters
    ----------
    path : str or Path
        The folder.
    schemas : tuple of str
        The kinds of folder that are wanted.

    Raises
    ------
    UsageError, DamagedResults
        As `load` raises them.
    """
    folder = Path(path).expanduser().resolve()
    if not folder.is_dir():
        raise UsageError(f"{path}: no such folder")
    if PARTIAL.match(folder.name):
        raise DamagedResults(f"{path}: left over from an interrupted run; it is not a result")
    manifest = _read_manifest(folder, path, schemas)
    problems = [
        p for name, record in manifest["files"].items() if (p := _fault(folder, name, record))
    ]
    if problems:
        raise DamagedResults(f"{path}: not as it was written: " + "; ".join(problems))
    return manifest


def load(path: str | Path) -> Run:
    """Read a run folder back after checking that every file is as it was written.

    Raises
    ------
    UsageError
        If there is no such folder.
    DamagedResults
        If the folder is incomplete or altered, or its schema is not the one this version reads.
    """
    folder = Path(path).expanduser().resolve()
    manifest = checked(path)
    facts = {k: v for k, v in manifest["result"].items() if k != "schema"}
    panel = (lambda: _read_panel(folder)) if "panel.parquet" in manifest["files"] else None
    return Run(**{**facts, "run": folder}, panel_source=panel)


def _read_manifest(folder: Path, path: str | Path, schemas: tuple[str, ...]) -> dict[str, Any]:
    """Return the manifest if it is whole, unaltered and of a schema that can be read."""
    try:
        manifest: Any = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise DamagedResults(f"{path}: no {MANIFEST}; this is not a complete run folder") from None
    except ValueError:
        raise DamagedResults(f"{path}/{MANIFEST}: truncated or altered, not JSON") from None
    schema = manifest.get("schema") if isinstance(manifest, dict) else None
    if schema not in schemas:
        known = " or ".join(map(repr, schemas))
        raise DamagedResults(
            f"{path}/{MANIFEST}: schema {schema!r}, but this version of bentham reads "
            f"{known}; read it with the version that wrote it"
        )
    noted = manifest.pop(SEAL, None)
    found = seal(manifest)
    if noted != found:
        raise DamagedResults(
            f"{path}/{MANIFEST}: altered: it says sha256 {noted}, its content has {found}"
        )
    return dict(manifest)


def _fault(folder: Path, name: str, record: FileRecord) -> str | None:
    """Say what is wrong with one file, or None."""
    inside = PurePosixPath(name)
    if inside.is_absolute() or ".." in inside.parts:
        return f"{name} lies outside the folder"
    try:
        found = record_of(folder / inside)
    except OSError as error:
        return f"{name} cannot be read ({error.strerror})"
    if found == record:
        return None
    return (
        f"{name} has sha256 {found['sha256']} ({found['bytes']} bytes), "
        f"the manifest says {record['sha256']} ({record['bytes']} bytes)"
    )


def _read_panel(folder: Path) -> pa.Table:
    import pyarrow.parquet as pq

    return pq.read_table(folder / "panel.parquet")
