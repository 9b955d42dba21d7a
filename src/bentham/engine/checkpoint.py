"""Checkpoints: the state of one replicate on disk, in blocks that are hashed as they are written.

A checkpoint is a folder: `state.bin` holds the arrays one after the other, `index.json` says what
they are and what each block of them must hash to, and closes with its own hash. The folder is
written under another name and renamed when all of it is on disk, so one that has its name is whole.

    checkpoint = {columns, planes, places, tallies so far, rows of the traced so far}, day

What does not change during a run (traits, tables, far ties) follows from scheme, seed and person
and is not stored. A replicate made from the same plan takes the arrays in and goes on, to the same
bits.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bentham.chance.compiled import rules_version
from bentham.engine.clock import History
from bentham.engine.replicate import Replicate
from bentham.evidence.errors import DamagedResults

SCHEMA = "bentham.checkpoint/1"
STATE, INDEX, SEAL = "state.bin", "index.json", "index_sha256"
BLOCK = 64 << 20
"""Bytes that are hashed together; a block fits beside the largest state."""

Array = npt.NDArray[Any]


def arrays_of(one: Replicate, history: History) -> dict[str, Array]:
    """Return all arrays that a replicate needs to go on, by name; they share its memory."""
    state = one.state
    found: dict[str, Array] = {f"column {n}": a for n, a in state.columns._asdict().items()}
    found |= {f"planes {n}": a for n, a in state.planes._asdict().items()}
    found |= {"wards": state.wards, "served": state.served}
    done = one.day - 1
    found["tallies"] = history.tallies[:done]
    if history.traced is not None:
        found["traced"] = history.traced[:done]
    return found


def write(one: Replicate, history: History, folder: Path, about: Mapping[str, Any]) -> None:
    """Write a checkpoint between two days, whole or not at all.

    Parameters
    ----------
    one, history : Replicate, History
        What goes on, and what it left behind so far.
    folder : Path
        Must not exist.
    about : mapping
        What else belongs to it, for JSON; handed back by `read`.
    """
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        arrays = arrays_of(one, history)
        hashes = _write_blocks(partial / STATE, arrays)
        body = {
            "schema": SCHEMA, "rules": rules_version(), "day": one.day, "about": dict(about),
            "arrays": [
                {"name": name, "type": str(a.dtype), "shape": list(a.shape)}
                for name, a in arrays.items()
            ],
            "blocks": hashes,
        }  # fmt: skip
        with (partial / INDEX).open("x", encoding="utf-8") as file:
            json.dump(body | {SEAL: _seal(body)}, file)
            file.flush()
            os.fsync(file.fileno())
        _names_to_disk(partial)
        partial.rename(folder)
        _names_to_disk(folder.parent)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def read(folder: Path) -> dict[str, Any]:
    """Return the index of a checkpoint, once it is known to be whole and of these rules.

    Raises
    ------
    DamagedResults
        With what is wrong with it.
    """
    try:
        index = json.loads((folder / INDEX).read_bytes())
        noted = index.pop(SEAL, None)
    except (OSError, ValueError, AttributeError) as error:
        raise DamagedResults(f"{folder.name}: {INDEX} is missing or truncated") from error
    if index.get("schema") != SCHEMA:
        raise DamagedResults(
            f"{folder.name}: schema {index.get('schema')!r}, this version reads {SCHEMA!r}"
        )
    if noted != _seal(index):
        raise DamagedResults(f"{folder.name}: {INDEX} was altered")
    if index["rules"] != rules_version():
        raise DamagedResults(
            f"{folder.name}: written by another version of Bentham, whose days are other days"
        )
    _check_blocks(folder, index)
    return dict(index)


def take_in(one: Replicate, history: History, folder: Path, index: Mapping[str, Any]) -> None:
    """Put the arrays of a checkpoint into a replicate of the same plan, and go on from its day."""
    one.go_on_from(int(index["day"]))
    into = arrays_of(one, history)
    if into.keys() != {said["name"] for said in index["arrays"]}:
        raise DamagedResults(f"{folder.name}: does not fit this run")
    for said in index["arrays"]:
        name, here = said["name"], into.get(said["name"])
        if here is None or [str(here.dtype), list(here.shape)] != [said["type"], said["shape"]]:
            raise DamagedResults(f"{folder.name}: '{name}' does not fit this run")
    with (folder / STATE).open("rb") as file:
        for said in index["arrays"]:
            raw = _bytes(into[said["name"]])
            if file.readinto(raw) != len(raw):
                raise DamagedResults(f"{folder.name}: {STATE} ends early")


def _bytes(array: Array) -> memoryview:
    """Return the memory of an array, to be read or written."""
    return array.reshape(-1).view(np.uint8).data


def _blocks(array: Array) -> Iterator[memoryview]:
    raw = _bytes(array)
    for start in range(0, len(raw), BLOCK):
        yield raw[start : start + BLOCK]


def _write_blocks(path: Path, arrays: Mapping[str, Array]) -> list[str]:
    hashes = []
    with path.open("xb") as file:
        for array in arrays.values():
            for block in _blocks(array):
                hashes.append(hashlib.sha256(block).hexdigest())
                file.write(block)
        file.flush()
        os.fsync(file.fileno())
        _forget(file.fileno())
    return hashes


def _check_blocks(folder: Path, index: Mapping[str, Any]) -> None:
    expected = iter(index["blocks"])
    try:
        with (folder / STATE).open("rb") as file:
            for said in index["arrays"]:
                left = int(np.prod(said["shape"], dtype=np.int64)) * np.dtype(said["type"]).itemsize
                while left > 0:
                    block = file.read(min(left, BLOCK))
                    if not block:
                        raise DamagedResults(f"{folder.name}: {STATE} ends early")
                    if hashlib.sha256(block).hexdigest() != next(expected, None):
                        raise DamagedResults(f"{folder.name}: {STATE} is not as it was written")
                    left -= len(block)
            if file.read(1):
                raise DamagedResults(f"{folder.name}: {STATE} is longer than it was")
            _forget(file.fileno())
    except OSError as error:
        raise DamagedResults(f"{folder.name}: {STATE} cannot be read") from error


def _seal(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _names_to_disk(folder: Path) -> None:
    """Force the names in a folder to disk, where the system can: a power cut then keeps them."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _forget(descriptor: int) -> None:
    """Let the system drop what was written from its cache: the memory belongs to the run."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
