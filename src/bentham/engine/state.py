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
)  # fmt: skip
from bentham.day.settings import setting
from bentham.engine.arrays import Fixed, Planes
from bentham.engine.compiling import World
from bentham.engine.graph import read_edges
from bentham.engine.timeline import Segment
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
    kept = kept_columns(world)
    columns = Columns(
        **{name: np.zeros(rows if kept[name] else 0, dtype=t) for name, t in column_types().items()}
    )
    public = (geography.words, public_planes(world))
    planes = Planes(
        np.zeros(public, dtype=np.uint64),
        np.zeros(public, dtype=np.uint64),
        np.zeros((geography.words, len(OWN_PLANES)), dtype=np.uint64),
    )
    wards = np.zeros((geography.wards, len(PLACE_STATE)), dtype=np.int64)
    wards[:, places.CLIMATE_NOW] = ONE_Q14 // 2
    served = np.full((geography.districts, len(QUEUES)), SERVE_ALL, dtype=np.int64)
    return State(columns, planes, wards, served)


def public_planes(world: World) -> int:
    """Return how many public planes are kept; only Ross's and Siegel's rules need all."""
    remembers = (world.numbers[:, setting("REMEMBERS")] != 0).any()
    return len(PUBLIC_PLANES) if remembers else len(PUBLIC_PLANES) - 1


def kept_columns(world: World) -> dict[str, bool]:
    """Return which columns a world needs."""
    return {
        name: bool((world.numbers[:, setting(needs)] != 0).any()) if needs else True
        for name in Columns._fields
        for needs in [OPTIONAL_COLUMNS.get(name)]
    }


def bytes_of(world: World) -> float:
    """Return the bytes that a world keeps for each person: columns and planes."""
    types, kept = column_types(), kept_columns(world)
    columns = sum(np.dtype(t).itemsize for name, t in types.items() if kept[name])
    return columns + (2 * public_planes(world) + len(OWN_PLANES)) / 8


def fixed_of(
    world: World,
    society: Society,
    geography: Geography,
    traced: tuple[int, ...],
    segment: Segment,
    arm_of_ward: npt.NDArray[np.int64],
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
    return Fixed(
        homes, world.traits, segment.numbers, segment.tables, segment.row_of_ward, starts, ends,
        trace_from, who, segment.treated_row, segment.treat, arm_of_ward,
    )  # fmt: skip


def _check_graph(traced: tuple[int, ...]) -> None:
    if traced:
        raise InvalidInput(
            "With imported ties a run gives tallies only: nobody can be traced. Nothing was run."
        )


def far_side(geography: Geography) -> int:
    """Return the side of the square on which far ties are permuted."""
    return side_of(geography.words)
