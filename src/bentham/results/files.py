"""Single files of a run folder: written once, forced to disk, and hashed."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from typing_extensions import TypedDict  # pydantic wants it before Python 3.12

if TYPE_CHECKING:
    import pyarrow as pa


class FileRecord(TypedDict):
    """What the manifest holds about one file."""

    sha256: str
    bytes: int


def write_text(folder: Path, name: str, text: str) -> FileRecord:
    """Write a text as UTF-8 and force it to disk."""
    with (folder / name).open("xb") as file:
        file.write(text.encode())
        _sync(file)
    return record_of(folder / name)


def write_table(folder: Path, name: str, table: pa.Table) -> FileRecord:
    """Write a table as Parquet (zstd) and force it to disk."""
    import pyarrow.parquet as pq

    with (folder / name).open("xb") as file:
        pq.write_table(table, file, compression="zstd")
        _sync(file)
    return record_of(folder / name)


def record_of(path: Path) -> FileRecord:
    """Return hash and size of a file as it stands on disk."""
    with path.open("rb") as file:
        return {
            "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
            "bytes": os.fstat(file.fileno()).st_size,
        }


def to_json(value: object) -> str:
    """Return JSON for people to read; NaN, which is not JSON, is an error."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Force a folder's list of names to disk."""
    # Not every system lets a folder be opened; there the rename alone has to do.
    with suppress(PermissionError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
