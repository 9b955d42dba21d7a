"""The state of one replicate: columns, planes, places; allocated only where a system needs them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bentham.chance.involution import side_of
from bentham.day import places
from bentham.day.person import (
    ONE_Q14,
    OPTIONAL_COLUMNS,
    OWN_PLANES,
    PLACE_STATE,
    PUBLIC_PLANES,
    QUEUES,
    Columns,
    column_types,
    setting,
)  # fmt: skip
from bentham.engine.arrays import Fixed, Planes
from bentham.engine.compiling import World
from bentham.engine.graph import read_edges
from bentham.evidence.errors import InvalidInput
from bentham.society.fields import Society
from bentham.society.geography import Geography, laid_out
from bentham.society.households import templates
from bentham.society.traits import Homes

SERVE_ALL = 1 << 31


@dataclass
class State:
    """Everything that a replicate carries from one day to the next."""

    columns: Columns
    planes: Planes
    wards: npt.NDArray[np.int64]
    served: npt.NDArray[np.int64]

    def swap(self) -> None:
        """Make today's public planes yesterday's."""
        self.planes = Planes(self.planes.today, self.planes.yesterday, self.planes.own)

    def bytes(self) -> int:
        """Return the bytes of all columns and planes."""
        return sum(a.nbytes for a in self.columns) + sum(a.nbytes for a in self.planes)


def geography_of(society: Society, people: int) -> Geography:
    """Return where the words of a society of this size lie."""
    return laid_out(people, [(r.name, r.weight) for r in society.regions])


def fresh_state(world: World, geography: Geography) -> State:
    """Return an empty state; columns that no system needs have no entries."""
    rows = geography.words * 64
    kept = {
        name: (world.numbers[:, setting(needs)] != 0).any() if needs else True
        for name in Columns._fields
        for needs in [OPTIONAL_COLUMNS.get(name)]
    }
    columns = Columns(
        **{name: np.zeros(rows if kept[name] else 0, dtype=t) for name, t in column_types().items()}
    )
    public = (geography.words, len(PUBLIC_PLANES))
    planes = Planes(
        np.zeros(public, dtype=np.uint64),
        np.zeros(public, dtype=np.uint64),
        np.zeros((geography.words, len(OWN_PLANES)), dtype=np.uint64),
    )
    wards = np.zeros((geography.wards, len(PLACE_STATE)), dtype=np.int64)
    wards[:, places.CLIMATE_NOW] = ONE_Q14 // 2
    served = np.full((geography.districts, len(QUEUES)), SERVE_ALL, dtype=np.int64)
    return State(columns, planes, wards, served)


def fixed_of(
    world: World, society: Society, geography: Geography, traced: tuple[int, ...]
) -> Fixed:
    """Return what does not change during a run."""
    nothing = np.zeros(0, dtype=np.int64)
    starts, ends = nothing, nothing
    if society.ties is not None:
        _check_graph(traced)
        starts, ends = read_edges(Path(society.ties), geography.people)
    who = np.array(sorted(set(traced)), dtype=np.int64)
    trace_from = nothing
    if len(who):
        trace_from = np.searchsorted(who >> 6, np.arange(geography.words + 1)).astype(np.int64)
    t = templates()
    homes = Homes(t.head, t.size, t.age, t.adult, t.male, t.parent, t.child)
    rows = np.zeros(geography.wards, dtype=np.int64)
    return Fixed(
        homes, world.traits, world.numbers, world.tables, rows, starts, ends, trace_from, who
    )


def _check_graph(traced: tuple[int, ...]) -> None:
    if traced:
        raise InvalidInput(
            "With imported ties a run gives tallies only: nobody can be traced. Nothing was run."
        )


def far_side(geography: Geography) -> int:
    """Return the side of the square on which far ties are permuted."""
    return side_of(geography.words)
