"""Small schemes made of a part or two, compiled, and ways to read what they became."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from bentham.day.settings import TABLES, setting, table
from bentham.engine.compiling import World, world_of
from bentham.evidence.parameters import PARAMETERS
from bentham.scheme.loading import from_data
from bentham.society.loading import load as society_named

HEAD = {"bentham": "0.1", "id": "x", "title": "X"}
DEFAULTS = {p.name: p.default for p in PARAMETERS}
CERTAIN = 1 << 31
SCORE = {"initial": 100, "min": 0, "max": 1000}
CRITICISM = {
    "score": SCORE,
    "acts": [{"id": "criticism"}],
    "rules": [{"id": "r", "when": {"act": "criticism"}, "effect": {"points": -10}}],
}


def world(values: dict[str, float] | None = None, **parts: Any) -> World:
    scheme = from_data({**HEAD, **parts})
    return world_of(scheme, society_named("city"), DEFAULTS | (values or {}))


def value(made: World, name: str) -> int:
    return int(made.numbers[0, setting(name)])


def share(made: World, name: str) -> float:
    return value(made, name) / CERTAIN


def row(made: World, name: str) -> npt.NDArray[np.int64]:
    return made.tables[0, table(name) : table(name) + TABLES[name]]
