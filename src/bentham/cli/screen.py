"""What every command prints with: data to stdout, everything else to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 160
"""Columns of a table that goes into a file or a pipe, where nobody can tell how wide it may be."""


def console(*, stderr: bool = False) -> Console:
    """Return a rich console; it honours NO_COLOR and the width of the terminal."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else PIPED_WIDTH
    return Console(stderr=stderr, width=width, highlight=False)


def say(text: str = "") -> None:
    """Print a text for people to stdout: broken at words on a terminal, as it is in a pipe."""
    if sys.stdout.isatty():
        console().print(text, markup=False)
    else:
        print(text)


def tell(text: str) -> None:
    """Print a remark to stderr."""
    print(text, file=sys.stderr, flush=True)


def put_json(value: Any) -> None:
    """Print one JSON object to stdout; NaN, which is not JSON, is an error."""
    print(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))


def put_table(columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]]) -> None:
    """Print a table to stdout.

    Parameters
    ----------
    columns : sequence of (str, str)
        Heading, and ``left``, ``right``, or ``whole`` for words that must not be broken.
    rows : iterable
        Cells.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name, how in columns:
        table.add_column(
            name, justify="right" if how == "right" else "left", no_wrap=how != "left",
            overflow="fold",
        )  # fmt: skip
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console().print(table)
    print()
