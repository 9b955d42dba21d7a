"""Explicit ties: an edge list of integers in place of the implicit ties, and nothing else.

The file has two columns of whole numbers, one tie a line. Names, labels and further columns are
refused, so that nobody's data can enter by this door; with such a graph a run gives tallies only.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from bentham.evidence.errors import InvalidInput

MOST_TIES = 200_000_000


def read_edges(path: Path, people: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the ties as a sorted adjacency (starts, neighbours); every tie is seen from both ends.

    Parameters
    ----------
    path : Path
        Text file; two integers a line, divided by a comma, a tab or spaces.
    people : int
        Integers must lie in [0, people).
    """
    ends: list[tuple[int, int]] = []
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                parts = line.replace(",", " ").split()
                if not parts:
                    continue
                ends.append(_pair(path, number, parts, people))
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path}: cannot be read as a text file of ties ({error}).") from error
    if not ends:
        raise InvalidInput(f"{path}: no ties in this file. Nothing was run.")
    pairs = np.unique(np.sort(np.array(ends, dtype=np.int64), axis=1), axis=0)
    both = np.concatenate((pairs, pairs[:, ::-1]))
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    starts = np.searchsorted(both[:, 0], np.arange(people + 1)).astype(np.int64)
    return starts, np.ascontiguousarray(both[:, 1])


def _pair(path: Path, number: int, parts: list[str], people: int) -> tuple[int, int]:
    where = f"{path}:{number}"
    if len(parts) != 2:
        raise InvalidInput(
            f"{where}: a line must hold exactly two whole numbers, this one holds {len(parts)} "
            "entries.\nFurther columns (names, weights, labels) are refused: Bentham handles no "
            "real person's data. Nothing was run."
        )
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise InvalidInput(
            f"{where}: '{' '.join(parts)}' is not two whole numbers.\nNames and labels are "
            "refused: number the nodes from 0 first. Nothing was run."
        )
    a, b = int(parts[0]), int(parts[1])
    if a == b or max(a, b) >= people:
        why = "ties a node to itself" if a == b else f"must lie below the {people} people"
        raise InvalidInput(f"{where}: {a} {b} {why}. Nothing was run.")
    return a, b
