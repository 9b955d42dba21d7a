"""The cases on which the audit is tried, and what is expected of it, kept apart from them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bentham.evidence.documents import load_document
from bentham.scheme.fields import Scheme
from bentham.scheme.loading import load

FOLDER = Path(__file__).parents[1] / "cases"
BESIDE = "expected.yaml"

OFFICIAL = (
    "G-166a", "G-166b", "G-166b'", "G-167a", "G-168a", "G-168c", "G-161", "G-170a", "G-173a",
    "G-174a", "G-177a", "G-177b", "G-177d", "G-177f", "G-177h", "D-202a", "D-202c", "D-212",
    "D-217", "E-232", "E-229", "F-254a", "GG-283", "H-426",
)  # fmt: skip
"""Official examples that have a case, by paragraph of the guidelines C(2025) 5052 final."""

REAL = tuple(f"R{number}" for number in range(1, 12))
"""Real schemes that have a case."""

VERDICTS = (
    "PROHIBITED_INDICATED", "ELEMENTS_MET_AI_GATE_OPEN", "ELEMENTS_MET_NOT_AI", "BORDERLINE",
    "OUT_OF_SCOPE_ART5",
)  # fmt: skip
"""Verdicts from worst to best."""


def path_of(case: str) -> Path:
    """Return the file of a case."""
    return FOLDER / f"{case}.yaml"


def names() -> list[str]:
    """Return the ids of the cases that have a file."""
    return sorted(each.stem for each in FOLDER.glob("*.yaml") if each.name != BESIDE)


@cache
def scheme_of(case: str) -> Scheme:
    """Return a case as it is loaded."""
    return load(path_of(case))


@cache
def _beside() -> dict[str, Any]:
    return load_document(FOLDER / BESIDE).data


def expected() -> dict[str, dict[str, Any]]:
    """Return what is expected of each case."""
    found: dict[str, dict[str, Any]] = _beside()["cases"]
    return found


def pairs() -> list[dict[str, Any]]:
    """Return the pairs of an older and a newer version of one scheme."""
    found: list[dict[str, Any]] = _beside()["pairs"]
    return found


def readings() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield every case with a norm and what must be said under it."""
    for case, entry in expected().items():
        for norm, reading in entry["norms"].items():
            yield case, norm, reading


def unsourced(value: Any, path: str = "", sourced: bool = False) -> Iterator[str]:
    """Yield the paths of numbers around which no mapping names a source."""
    if isinstance(value, dict):
        sourced = sourced or "src" in value
        for key, inner in value.items():
            yield from unsourced(inner, f"{path}/{key}", sourced)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from unsourced(inner, f"{path}/{i}", sourced)
    elif isinstance(value, int | float) and not isinstance(value, bool) and not sourced:
        yield path


def is_there(data: Any, pointer: str) -> bool:
    """Return whether a JSON pointer leads to a part of `data`."""
    for step in pointer.split("/")[1:]:
        try:
            data = data[int(step)] if isinstance(data, list) else data[step]
        except (KeyError, IndexError, TypeError, ValueError):
            return False
    return True
