"""A study on its way: every finished point is on disk before it counts as done.

Beside the folder that a study will fill stands `NAME.unfinished`:

    request.json   what was asked for, and the hash of all that follows from it
    study.yaml     the study as written
    points.jsonl   a line for each finished point: a checksum, the point's number, what it gave

A line is appended and forced to disk when its point is done. Whatever ends the process, at most the
last line is cut short; it then fails its checksum and its point is run again. The table is made of
the points in their order once all are known, so it is the same however often the study was ended.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from filelock import FileLock, Timeout

from bentham.evidence.errors import BenthamError, DamagedResults, Interrupted, UsageError
from bentham.study import unfinished
from bentham.study.unfinished import REQUEST, SUFFIX

POINTS = "points.jsonl"
WRITTEN = "study.yaml"
LOCK = "lock"
SCHEMA = "bentham.sweep-request/1"

__all__ = ["POINTS", "REQUEST", "SCHEMA", "SUFFIX", "WRITTEN", "Journal", "is_study", "request_in"]


@dataclass
class Journal:
    """The folder of a study on its way.

    Parameters
    ----------
    folder : Path
        NAME.unfinished.
    request : mapping
        What was asked for, as JSON.
    sha256 : str
        Hash of all that the table follows from.
    text : str
        The study as written.
    """

    folder: Path
    request: Mapping[str, Any]
    sha256: str
    text: str
    notes: list[str] = field(default_factory=list)
    _file: BinaryIO | None = field(default=None, init=False)
    _lock: FileLock | None = field(default=None, init=False)

    @property
    def begun(self) -> bool:
        """Return whether anything stands on disk."""
        return (self.folder / REQUEST).exists()

    def begin(self) -> None:
        """Take the folder for this process; refuse what belongs to another study.

        Raises
        ------
        DamagedResults
            Another study, or the same under other schemes, parameters or versions, stands there.
        UsageError
            Another process is at it.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._take()
            if self.begun:
                _, found = request_in(self.folder)
                if found != self.sha256:
                    raise DamagedResults(
                        f"{self.folder}: the study, its schemes, parameters or points are not what "
                        "they were when it began; a study goes on as it was only. Name another "
                        "folder, or remove this one. Nothing was run."
                    )
            else:
                (self.folder / WRITTEN).write_text(self.text, "utf-8")
                said = {"schema": SCHEMA, "sha256": self.sha256, "request": dict(self.request)}
                partial = self.folder / f"{REQUEST}.partial"
                partial.write_text(json.dumps(said, indent=1) + "\n", "utf-8")
                partial.rename(self.folder / REQUEST)
        except OSError as error:
            raise self._unwritable(error) from error

    def known(self) -> dict[int, Any]:
        """Return what finished points gave, by their numbers."""
        path = self.folder / POINTS
        if not path.exists():
            return {}
        out: dict[int, Any] = {}
        damaged = 0
        for line in path.read_bytes().splitlines():
            check, _, body = line.partition(b" ")
            if f"{zlib.crc32(body):08x}".encode() != check:
                damaged += bool(line)
                continue
            said = json.loads(body)
            out[int(said["point"])] = said["found"]
        if damaged:
            self.notes.append(f"{damaged} damaged or cut off; that much is run again.")
        return out

    def keep(self, point: int, found: object) -> None:
        """Write what a point gave, and force it to disk."""
        body = json.dumps({"point": point, "found": found}, separators=(",", ":")).encode()
        try:
            if self._file is None:
                path = self.folder / POINTS
                cut = path.exists() and not path.read_bytes().endswith(b"\n")
                self._file = path.open("ab")
                self._file.write(b"\n" if cut else b"")
            self._file.write(b"%08x " % zlib.crc32(body) + body + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise self._unwritable(error) from error

    def interrupted(self) -> Interrupted:
        """Return the error that ends an interrupted study, with how it goes on."""
        return Interrupted(f"Interrupted. To go on: bentham resume {self.folder}")

    def close(self) -> None:
        """Let the folder go; it stays for another time."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def remove(self) -> None:
        """Remove the folder: the study is done."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _take(self) -> None:
        lock = FileLock(self.folder / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise UsageError(f"{self.folder}: another process is at this study") from None
        except NotImplementedError:
            return  # a system without file locks: nobody is kept out
        self._lock = lock

    def _unwritable(self, error: OSError) -> BenthamError:
        return BenthamError(
            f"{self.folder}: could not be written ({error.strerror or error}); what stood there "
            f"before still does. Make room and go on: bentham resume {self.folder}"
        )


def is_study(folder: Path) -> bool:
    """Return whether an unfinished folder is that of a study."""
    return (folder / WRITTEN).exists()


def request_in(folder: Path) -> tuple[dict[str, Any], str]:
    """Return what was asked for in an unfinished study, and the hash of what it follows from."""
    return unfinished.request_in(folder, SCHEMA, "study", "sha256")
