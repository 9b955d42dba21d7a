"""What the tests of limits share: runs through the public interface, and their panels as arrays.

Nothing here reaches into a world: a limit is a scheme, a scenario, a society or settings that any
user may write, with systems switched off.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import bentham
from bentham.day.person import SYSTEMS
from bentham.society.fields import Society
from bentham.society.households import templates
from bentham.study.adults import is_adult

Floats = npt.NDArray[np.float64]

HEAD = 'bentham: "0.1"\nid: limit\ntitle: {en: A limit}\ntransparency: {rules: secret}\n'
"""Beginning of a scheme whose rules nobody knows, to which a few lines are added."""

ADULT_SHARE = float(np.mean([int(m).bit_count() for m in templates().adult])) / 64
"""Adults among the people of a household template, in the mean over all templates."""

TABLE = 1 / 2048
"""Half a step of the tables that turn a draw into a trait: they have 1,024 entries."""


def only(*systems: str) -> tuple[str, ...]:
    """Return all systems but these, to be switched off."""
    assert set(systems) <= set(SYSTEMS)
    return tuple(name for name in SYSTEMS if name not in systems)


def settings(values: dict[str, Any]) -> list[str]:
    """Return settings as ``--set`` takes them."""
    return [f"{name}={value}" for name, value in values.items()]


def written(folder: Path, text: str, name: str = "limit.yaml") -> Path:
    """Write a scheme, a scenario or a society, and return where it lies."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def by_group(run: bentham.Run, metric: str, kind: str = "all") -> Floats:
    """Return a metric of a run's panel as [replicate, group, day]; unknown values are NaN."""
    panel = run.panel
    rows = panel["group_by"].to_numpy() == kind
    found = panel[metric].to_numpy().astype(np.float64)[rows]
    return np.asarray(found.reshape(run.replicates, -1, run.days))


def by_day(run: bentham.Run, metric: str) -> Floats:
    """Return a metric of all people as [replicate, day]."""
    return by_group(run, metric)[:, 0]


def apart(number: int, people: int) -> Society:
    """Return a society of towns of so many people each: regions, each seen for itself."""
    regions = [{"name": f"town {i:02}", "weight": 1.0} for i in range(number)]
    return Society.model_validate(
        {"id": "towns", "title": "Towns", "people": number * people, "regions": regions}
    )


def adults(people: int) -> float:
    """Return how many adults there are among so many people, within about one in a hundred."""
    return people * ADULT_SHARE


def grown_ups(people: int, seed: int = 1) -> list[int]:
    """Return the adults among the people of a run, by number."""
    return [person for person in range(people) if is_adult(person, seed)]


def binomial_error(share: npt.ArrayLike, number: float) -> Floats:
    """Return the standard error of a share of so many independent people."""
    p = np.asarray(share, dtype=np.float64)
    return np.asarray(np.sqrt(p * (1 - p) / number))


def mean_and_error(values: Iterable[float]) -> tuple[float, float]:
    """Return the mean of independent values, and its standard error from their spread."""
    array = np.array(list(values), dtype=np.float64)
    return float(array.mean()), float(array.std(ddof=1) / np.sqrt(len(array)))
