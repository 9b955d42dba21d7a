"""Whether a result hangs on who knows whom: the same scheme on other contact structures.

Nobody has measured the network on which fear or news travels. So a scheme is run on the implicit
ties (households, a neighbourhood of 64, far ties between neighbourhoods) and on explicit graphs of
the same mean degree: blocks of 64, the same blocks cut 32 people further on, a small world (Watts &
Strogatz 1998) and a random graph. A metric that moves further than its assumption range depends on
the contact structure, and is named as such in the documentation.

Explicit graphs have no daily meetings and no kin, so what needs those (informants, punishment of
relatives elsewhere) is not compared.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bentham.evidence.metrics import METRICS
from bentham.results.run import Run
from bentham.society import loading as societies
from bentham.society.fields import Society
from bentham.study.causes import causes
from bentham.study.simulate import carried_out, plan

Ints = npt.NDArray[np.int64]
Dice = np.random.Generator

DEGREE = 8
BLOCK = 64
REWIRED = 0.1
INSIDE = 5.0
"""Mean ties of a person inside their block; the others lead anywhere."""


def blocks(people: int, dice: Dice, shift: int = 0) -> Ints:
    """Return ties inside blocks of 64 people, cut at `shift`, and far ties."""
    near = int(people * INSIDE / 2)
    a = dice.integers(0, people, near)
    start = (a - shift) // BLOCK * BLOCK + shift
    b = start + dice.integers(0, BLOCK, near)
    far = dice.integers(0, people, (int(people * (DEGREE - INSIDE) / 2), 2))
    return np.concatenate((np.stack((a, b), axis=1), far))


def shifted_blocks(people: int, dice: Dice) -> Ints:
    """Return the ties of blocks that are cut half a block further on."""
    return blocks(people, dice, BLOCK // 2)


def small_world(people: int, dice: Dice) -> Ints:
    """Return a ring of `DEGREE` neighbours, one tie in ten rewired to anybody."""
    here = np.repeat(np.arange(people), DEGREE // 2)
    there = (here + np.tile(np.arange(1, DEGREE // 2 + 1), people)) % people
    moved = dice.random(len(here)) < REWIRED
    there = np.where(moved, dice.integers(0, people, len(here)), there)
    return np.stack((here, there), axis=1)


def random_graph(people: int, dice: Dice) -> Ints:
    """Return ties between anybody and anybody."""
    return dice.integers(0, people, (people * DEGREE // 2, 2))


STRUCTURES: Mapping[str, Callable[[int, Dice], Ints]] = {
    "blocks of 64": blocks,
    "blocks cut 32 further on": shifted_blocks,
    "small world": small_world,
    "random graph": random_graph,
}


def with_ties(society: Society, name: str, people: int, seed: int, folder: Path) -> Society:
    """Return a society whose people know each other as in one of `STRUCTURES`.

    Parameters
    ----------
    society : Society
        Everything else about it stays.
    name : str
        Of the structure.
    people, seed : int
        How many people there are, and from what their ties are drawn.
    folder : Path
        Where the ties are written down.
    """
    ties = np.clip(STRUCTURES[name](people, np.random.default_rng(seed)), 0, people - 1)
    file = folder / f"{name.replace(' ', '-')}.txt"
    np.savetxt(file, ties[ties[:, 0] != ties[:, 1]], fmt="%d")
    return society.model_copy(update={"ties": str(file)})


@dataclass(frozen=True)
class Compared:
    """One metric on every structure.

    Parameters
    ----------
    metric, unit : str
        Which one.
    implicit, low, high : float
        On the implicit ties, with its assumption range.
    by_structure : dict
        Value on each explicit graph.
    """

    metric: str
    unit: str
    implicit: float
    low: float
    high: float
    by_structure: dict[str, float]

    @property
    def depends(self) -> bool:
        """Whether some structure moves the metric further than its assumption range reaches."""
        low, high = min(self.low, self.implicit), max(self.high, self.implicit)
        return any(not low <= x <= high for x in self.by_structure.values())


def compared(
    scheme: str, people: int = 20_000, days: int = 365, seed: int = 1, assumptions: int = 64
) -> list[Compared]:
    """Run a scheme on every structure and return each metric that it can move."""
    home = plan(scheme, "city", people, days, seed, assumptions=assumptions)
    reference = carried_out(home).run
    runs: dict[str, Run] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in STRUCTURES:
            where = with_ties(societies.load("city"), name, people, seed, Path(folder))
            runs[name] = carried_out(plan(scheme, where, people, days, seed)).run
    present = causes(home.scheme, home.values, home.off)
    found = []
    for m in METRICS:
        of = reference.metrics[m.name]
        known = {name: run.metrics[m.name]["value"] for name, run in runs.items()}
        values = {name: value for name, value in known.items() if value is not None}
        low, high, value = of["low"], of["high"], of["value"]
        if m.cause in present and low is not None and high is not None and value is not None:
            found.append(Compared(m.name, m.unit, value, low, high, values))
    return found


def as_table(rows: list[Compared]) -> str:
    """Return the comparison as a table in Markdown."""
    lines = ["| metric | implicit ties (assumption range) | " + " | ".join(STRUCTURES) + " | |"]
    lines.append("| --- |" + " --- |" * (len(STRUCTURES) + 2))
    for r in rows:
        known = r.by_structure
        values = " | ".join(f"{known[x]:.3g}" if x in known else "-" for x in STRUCTURES)
        word = "depends" if r.depends else ""
        lines.append(
            f"| {r.metric} | {r.implicit:.3g} ({r.low:.3g} to {r.high:.3g}) | {values} | {word} |"
        )
    return "\n".join(lines)
