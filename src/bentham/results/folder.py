"""The run folder: written whole or not at all, and read back only if nothing has changed.

Everything is first written into a hidden folder beside the wanted one, each file forced to disk,
the manifest last; one rename then makes it visible. Whatever interrupts this, a folder with the
wanted name is complete.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from bentham.evidence.errors import BenthamError, DamagedResults, UsageError
from bentham.results.crate import crate
from bentham.results.files import (
    FileRecord,
    record_of,
    sync_folder,
    to_json,
    write_table,
    write_text,
)
from bentham.results.provenance import INVENTED, versions
from bentham.results.run import Run

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER_SCHEMA = "bentham.folder/1"
MANIFEST = "manifest.json"
SEAL = "manifest_sha256"
PARTIAL = re.compile(r"^\..+\.partial-\d+(-\d+)?$")


def check_destination(path: str | Path) -> Path:
    """Return `path` made absolute if a run can be written there; call it before simulating.

    Raises
    ------
    UsageError
        If something other than an empty folder stands there, or the place cannot be written to.
    """
    target = Path(path).expanduser().resolve()
    if target.exists() and not target.is_dir():
        raise UsageError(f"{path}: a file of this name exists; name a folder that does not exist")
    if target.is_dir() and any(target.iterdir()):
        raise UsageError(
            f"{path}: this folder exists and is not empty; bentham never overwrites results, "
            "name another folder"
        )
    parent = next(p for p in target.parents if p.exists())
    if not (parent.is_dir() and os.access(parent, os.W_OK)):
        raise UsageError(f"{path}: cannot be written, {parent} is not a folder one may write to")
    return target


def write_run(
    path: str | Path,
    run: Run,
    *,
    scenario: str,
    resolved: Mapping[str, Any],
    command: str,
    report: Callable[[Mapping[str, FileRecord]], str] | None,
    people: pa.Table | None = None,
    events: pa.Table | None = None,
    probes: pa.Table | None = None,
    scheme: str | None = None,
) -> Run:
    """Write a run folder, whole or not at all.

    Parameters
    ----------
    path : str or Path
        Where; must not exist, or be an empty folder.
    run : Run
        What was found.
    scenario : str
        The scheme's text as written, comments kept.
    resolved : mapping
        Every parameter with value, unit, tag, source and who set it.
    command : str
        The command line that makes the run again.
    report : callable
        Makes ``report.html`` from the records of the files written before it, so that the page can
        print their hashes; None if there is nothing to report.
    people, events : pyarrow.Table, optional
        The traced people and what happened to them.
    probes : pyarrow.Table, optional
        What the probes of a scenario found.
    scheme : str, optional
        The text of the scheme that a scenario names, where it is no preset.

    Returns
    -------
    Run
        The same run with its folder and the time of writing filled in.

    Raises
    ------
    UsageError
        If the destination is taken or cannot be written to.
    """
    begin = time.perf_counter()
    with whole_or_nothing(path) as (partial, target):
        files = _write_contents(
            partial, run, scenario, resolved, command, report,
            {"people.parquet": people, "events/part-0.parquet": events, "probes.parquet": probes},
            scheme,
        )  # fmt: skip
        seconds = run.seconds.copy()
        seconds["write"] = round(time.perf_counter() - begin, 3)
        done = replace(run, run=target, seconds=seconds)
        write_text(partial, MANIFEST, to_json(_manifest(done, command, files)))
    return done


@contextmanager
def whole_or_nothing(path: str | Path) -> Iterator[tuple[Path, Path]]:
    """Yield a hidden folder to write into, and the name it takes when all of it is on disk.

    Raises
    ------
    UsageError
        If the destination is taken or cannot be written to.
    """
    target = check_destination(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = _make_partial(target)
        try:
            yield partial, target
            sync_folder(partial)
            _take_name(partial, target)
        except BaseException:
            # Only the folder made a few lines above is removed, and only if it still has its name.
            shutil.rmtree(partial, ignore_errors=True)
            raise
        sync_folder(target.parent)
    except OSError as error:
        raise BenthamError(f"{path}: could not be written: {error.strerror or error}") from error


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
    manifest = read_manifest(folder, path, FOLDER_SCHEMA)
    facts = {k: v for k, v in manifest["result"].items() if k != "schema"}
    panel = (lambda: _read_panel(folder)) if "panel.parquet" in manifest["files"] else None
    return Run(**{**facts, "run": folder}, panel_source=panel)


def read_manifest(folder: Path, path: str | Path, schema: str) -> dict[str, Any]:
    """Return the manifest of a results folder once every file is known to be as it was written.

    Raises
    ------
    UsageError
        If there is no such folder.
    DamagedResults
        If it is incomplete or altered, or its schema is another.
    """
    if not folder.is_dir():
        raise UsageError(f"{path}: no such folder")
    if PARTIAL.match(folder.name):
        raise DamagedResults(f"{path}: left over from an interrupted run; it is not a result")
    manifest = _read_manifest(folder, path, schema)
    problems = [
        p for name, record in manifest["files"].items() if (p := _fault(folder, name, record))
    ]
    if problems:
        raise DamagedResults(f"{path}: not as it was written: " + "; ".join(problems))
    return manifest


def _make_partial(target: Path) -> Path:
    """Make the hidden folder; a number is added if a dead process of the same id left one."""
    number = 0
    while True:
        suffix = f"-{number}" if number else ""
        partial = target.with_name(f".{target.name}.partial-{os.getpid()}{suffix}")
        try:
            partial.mkdir()
        except FileExistsError:
            number += 1
        else:
            return partial


def _write_contents(
    partial: Path,
    run: Run,
    scenario: str,
    resolved: Mapping[str, Any],
    command: str,
    report: Callable[[Mapping[str, FileRecord]], str] | None,
    tables: Mapping[str, pa.Table | None],
    scheme: str | None,
) -> dict[str, FileRecord]:
    """Write everything but the manifest; return what it has to say about each file."""
    files = {
        "scenario.yaml": write_text(partial, "scenario.yaml", scenario),
        "resolved.json": write_text(partial, "resolved.json", to_json(resolved)),
    }
    if run.panel_source is not None:
        files["panel.parquet"] = write_table(partial, "panel.parquet", run.panel)
    if scheme is not None:
        files["scheme.yaml"] = write_text(partial, "scheme.yaml", scheme)
    for name, table in tables.items():
        if table is None:
            continue
        inside = (partial / name).parent
        if inside != partial:
            inside.mkdir()
        files[name] = write_table(partial, name, table)
        if inside != partial:
            sync_folder(inside)
    if report is not None:
        files["report.html"] = write_text(partial, "report.html", report(dict(files)))
    description = to_json(crate(run, command, files))
    files["ro-crate-metadata.json"] = write_text(partial, "ro-crate-metadata.json", description)
    return files


def _manifest(run: Run, command: str, files: Mapping[str, FileRecord]) -> dict[str, Any]:
    return sealed(
        FOLDER_SCHEMA, run.seed, run.replicates, command, run.to_json_object(), files,
        {"digest": run.digest},
    )  # fmt: skip


def sealed(
    schema: str,
    seed: int,
    replicates: int,
    command: str,
    result: Mapping[str, Any],
    files: Mapping[str, FileRecord],
    more: Mapping[str, Any],
) -> dict[str, Any]:
    """Return a manifest closed with its own hash."""
    body = {
        "schema": schema,
        "statement": INVENTED,
        "versions": versions(),
        "platform": platform.platform(),
        "seeds": {"seed": seed, "replicates": list(range(replicates))},
        "command": command,
        **more,
        # A folder may be moved, and its path may hold a user's name.
        "result": {**result, "run": None},
        "files": dict(files),
    }
    return body | {SEAL: _seal(body)}


def _seal(body: Mapping[str, Any]) -> str:
    """Return the hash of a manifest's content, whatever its layout."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _read_manifest(folder: Path, path: str | Path, expected: str) -> dict[str, Any]:
    """Return the manifest if it is whole, unaltered and of a schema that can be read."""
    try:
        manifest: Any = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise DamagedResults(f"{path}: no {MANIFEST}; this is not a complete run folder") from None
    except ValueError:
        raise DamagedResults(f"{path}/{MANIFEST}: truncated or altered, not JSON") from None
    schema = manifest.get("schema") if isinstance(manifest, dict) else None
    if schema != expected:
        raise DamagedResults(
            f"{path}/{MANIFEST}: schema {schema!r}, but this version of bentham reads "
            f"{expected!r}; read it with the version that wrote it"
        )
    noted = manifest.pop(SEAL, None)
    found = _seal(manifest)
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


def _take_name(partial: Path, target: Path) -> None:
    """Rename in one step; this also replaces an empty folder, but never one with content."""
    try:
        partial.rename(target)
    except OSError as error:
        if target.exists():
            raise UsageError(f"{target}: was taken by something else during the run") from error
        raise
