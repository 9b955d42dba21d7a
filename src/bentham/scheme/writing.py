"""A scheme file as text: one part after the other, each under the comments that belong to it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from bentham.scheme.fields import Scheme

WIDTH = 4096
"""Entries of lists stand on one line each, as in the presets."""

FIRST = ("bentham", "id", "title")


def written(
    head: Sequence[str], data: Mapping[str, Any], notes: Mapping[str, Sequence[str]]
) -> str:
    """Return a scheme as YAML.

    Parameters
    ----------
    head : sequence of str
        Comments at the top.
    data : mapping
        The plain values of the scheme; parts come in the order of the format.
    notes : mapping
        Comments above each part, by its name.
    """
    out = io.StringIO()
    out.writelines(f"# {_line(each)}\n" for each in head)
    yaml = YAML()
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    order = dict.fromkeys([*FIRST, *Scheme.model_fields])
    for key in [name for name in order if name in data]:
        if notes.get(key):
            out.write("\n")
            out.writelines(f"# {_line(each)}\n" for each in notes[key])
        yaml.dump({key: _node(data[key])}, out)
    return out.getvalue()


def _line(text: str) -> str:
    return " ".join(text.split())


def _node(value: Any, inside: bool = False) -> Any:
    """Return a value with entries of lists on one line each."""
    if isinstance(value, Mapping):
        found = CommentedMap((k, _node(v, inside)) for k, v in value.items())
        if inside:
            found.fa.set_flow_style()
        return found
    if isinstance(value, list | tuple):
        entries = any(isinstance(each, Mapping) for each in value)
        entry = CommentedSeq([_node(each, True) for each in value])
        if inside or not entries:
            entry.fa.set_flow_style()
        return entry
    return value


def slug(text: str, taken: Sequence[str] = (), most: int = 40) -> str:
    """Return an id made of a text, other than those that are taken."""
    stem = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:most].rstrip("_") or "unnamed"
    found, n = stem, 2
    while found in taken:
        found, n = f"{stem}_{n}", n + 1
    return found
