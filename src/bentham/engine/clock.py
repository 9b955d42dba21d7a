"""The clock: one replicate through its days, from the first morning or from where it was left."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bentham.engine.compiling import World
from bentham.engine.ranks import ALONE, Alone
from bentham.engine.replicate import Replicate
from bentham.engine.state import State
from bentham.engine.timeline import Timeline
from bentham.society.fields import Society


@dataclass
class History:
    """What one replicate leaves behind.

    Parameters
    ----------
    tallies : int64[day, place, class, TALLIES]
        Counted every day.
    places : tuple of str
        Names of the places of the tallies.
    digest : int
        Of the final state.
    traced : int64[day, traced person, TRACE_FIELDS]
        Lanes of the people traced; None if nobody is.
    first_day_after, simulate : float
        Seconds until the first day began (loading or compiling the kernel), and of all days.
    bytes_per_person : float
        State, both buffers included.
    """

    tallies: npt.NDArray[np.int64]
    places: tuple[str, ...]
    digest: int = 0
    traced: npt.NDArray[np.int64] | None = None
    first_day_after: float = 0.0
    simulate: float = 0.0
    bytes_per_person: float = 0.0
    state: State | None = field(default=None, repr=False)


class Keeper(Protocol):
    """What a run that may be interrupted goes on from."""

    def morning(self, one: Replicate, history: History) -> None:
        """Put in what is known of an earlier part of this replicate, before its first day."""

    def evening(self, one: Replicate, history: History) -> None:
        """Keep what is there after a day; may raise to end the run."""


def run_replicate(
    world: World,
    society: Society,
    people: int,
    days: int,
    seed: int,
    replicate: int = 0,
    threads: int = 1,
    chunk: int | None = None,
    traced: tuple[int, ...] = (),
    level: str = "region",
    on_day: Callable[[int], None] | None = None,
    keep_state: bool = False,
    timeline: Timeline | None = None,
    on_evening: Callable[[int, Replicate], None] | None = None,
    keeper: Keeper | None = None,
    ranks: Alone = ALONE,
) -> History:
    """Run one replicate from the first morning; see `Replicate`.

    Parameters
    ----------
    days : int
        Length.
    on_day : callable or None
        Called with the number of days done.
    keep_state : bool
        Whether the final state is handed back.
    on_evening : callable or None
        Called with the day just finished and the replicate, to read its state.
    keeper : Keeper or None
        Where the run goes on from, and what keeps it, evening by evening.
    ranks : Alone
        The processes that share the words.
    """
    begun = time.perf_counter()
    one = Replicate(
        world, society, people, seed, replicate, threads, chunk, traced, level, timeline, ranks
    )
    started = time.perf_counter()
    history = History(np.zeros((days, *one.tally_shape), dtype=np.int64), one.place_names)
    if traced:
        history.traced = np.zeros((days, *one.traced.shape), dtype=np.int64)
    if keeper is not None:
        keeper.morning(one, history)
    with ThreadPoolExecutor(max_workers=threads) as pool:
        for day in range(one.day - 1, days):
            history.tallies[day] = one.one_day(pool)
            if history.traced is not None:
                history.traced[day] = ranks.total(one.traced)
            if on_evening is not None:
                on_evening(day + 1, one)
            if keeper is not None:
                keeper.evening(one, history)
            if on_day is not None:
                on_day(day + 1)
    history.first_day_after = started - begun
    history.simulate += time.perf_counter() - started
    history.digest = one.digest()
    history.bytes_per_person = one.state.bytes() / people
    if keep_state:
        history.state = one.state
    return history
