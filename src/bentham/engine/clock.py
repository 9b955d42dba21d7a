"""The clock: one replicate through its days, on any number of threads.

Workers take spans of words from a shared counter and run the kernel with the interpreter lock
released; each counts into rows of its own. Counts are integers, so the order in which they are
added does not matter.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bentham.chance.compiled import kernel
from bentham.chance.keys import key_of
from bentham.chance.ranks import BINS, limit
from bentham.day import places
from bentham.day.person import PLACE_COUNTS, QUEUES, TALLIES
from bentham.day.settings import setting
from bentham.engine.arrays import Here, Places
from bentham.engine.compiling import CAPACITY_BITS, World
from bentham.engine.counting import TRACE_FIELDS
from bentham.engine.digest import places_digest, words_digest
from bentham.engine.kernel import BY_DISTRICT, BY_WARD, begin_span, run_span
from bentham.engine.state import SERVE_ALL, State, far_side, fixed_of, fresh_state, geography_of
from bentham.engine.timeline import Timeline, steady
from bentham.evidence.lanes import CLASSES
from bentham.society.fields import Society
from bentham.society.geography import Geography

MILLION = 1_000_000
CAPACITIES = ("APPEAL_CAPACITY", "POST_CAPACITY", "ALERT_CAPACITY", "ARREST_CAPACITY")
"""Settings that limit the queues, in their order."""

Rows = npt.NDArray[np.int64]


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


@kernel
def _wards_after(
    wards: npt.NDArray[np.int64],
    counts: npt.NDArray[np.int64],
    rows: npt.NDArray[np.int64],
    numbers: npt.NDArray[np.int64],
    tomorrow: int,
    key: np.uint64,
) -> None:
    """Update all wards after a day."""
    for ward in range(len(wards)):
        places.ward_after(wards[ward], counts[ward], ward, tomorrow, key, numbers[rows[ward]])


class Replicate:
    """One replicate: its state, its workers, and the day that comes.

    Parameters
    ----------
    world : World
        The compiled scheme.
    society : Society
        Who lives there.
    people : int
        Size.
    seed, replicate : int
        Which luck.
    threads : int
        Workers; the result does not depend on it.
    chunk : int or None
        Words a worker takes at a time; None: fitted to the size.
    traced : tuple of int
        People whose lanes are kept for every day.
    level : str
        Finest place of the tallies: ``region``, ``district`` or ``ward``.
    timeline : Timeline or None
        What rules where from which day on; None: the world, everywhere and always.
    """

    def __init__(
        self,
        world: World,
        society: Society,
        people: int,
        seed: int,
        replicate: int = 0,
        threads: int = 1,
        chunk: int | None = None,
        traced: tuple[int, ...] = (),
        level: str = "region",
        timeline: Timeline | None = None,
    ) -> None:
        self.world = world
        self.people = people
        self.isolated = society.isolated
        self.geography = geography_of(society, people)
        self.state = fresh_state(world, self.geography)
        self.timeline = timeline or steady(world, self.geography)
        first = self.timeline.segment_on(1)
        assert first is not None, "a timeline holds from the first day on"
        arm_of_ward = self.timeline.arm_of_ward
        self.fixed = fixed_of(world, society, self.geography, traced, first, arm_of_ward)
        self.key = key_of(seed, replicate)
        self.side = far_side(self.geography)
        self.place_names = _place_names(self.geography, level)
        self.tally_by = {"ward": BY_WARD, "district": BY_DISTRICT}.get(level)
        words = self.geography.words
        self.spans = self.geography.spans(chunk or max(1, min(1024, words // (8 * threads))))
        self.capacities = _capacities(first.numbers[0], people, self.geography)
        self.traced = np.zeros((len(self.fixed.trace_who), TRACE_FIELDS), dtype=np.int64)
        self.workers = [self._worker() for _ in range(threads)]
        self.day = 1
        self._begin()

    @property
    def tally_shape(self) -> tuple[int, int, int]:
        """Return the shape of a day's tallies: places, once for each arm, by class."""
        rows = len(self.place_names) * max(len(self.timeline.arms), 1)
        return rows, len(CLASSES), len(TALLIES)

    def _worker(self) -> Places:
        g = self.geography
        return Places(
            self.state.wards,
            self.state.served,
            np.zeros((g.wards, len(PLACE_COUNTS)), dtype=np.int64),
            np.zeros((g.districts, len(QUEUES), BINS), dtype=np.int64),
            np.zeros(self.tally_shape, dtype=np.int64),
            self.traced,
        )

    def _here(self, region: int) -> Here:
        g = self.geography
        return Here(
            int(g.starts[region]), int(g.ward_starts[region]), int(g.district_starts[region]),
            region if self.tally_by is None else self.tally_by,
            len(self.place_names) if self.timeline.arms else 0, self.people, self.isolated,
            g.words, self.side, self.day,
        )  # fmt: skip

    def _begin(self) -> None:
        """Make the first morning; an empty span makes sure that the kernel is compiled."""
        state = self.state
        for region, first, last in self.spans:
            begin_span(
                first, last, self._here(region), self.key, state.columns, state.planes, self.fixed
            )
        self._run(0, 0, 0, self.workers[0])
        nothing = np.zeros((self.geography.wards, len(PLACE_COUNTS)), dtype=np.int64)
        self._update_wards(nothing, self.day)

    def _run(self, region: int, first: int, last: int, worker: Places) -> None:
        state = self.state
        run_span(
            first, last, self._here(region), self.key, state.columns, state.planes, self.fixed,
            worker,
        )  # fmt: skip

    def _update_wards(self, counts: Rows, tomorrow: int) -> None:
        rows, numbers = self.fixed.row_of_ward, self.fixed.numbers
        _wards_after(self.state.wards, counts, rows, numbers, tomorrow, self.key)

    def one_day(self, pool: ThreadPoolExecutor) -> Rows:
        """Run one day and return its tallies, [place, class, TALLIES]."""
        self._turn_the_page()
        todo = itertools.count()

        def work(worker: Places) -> None:
            while (i := next(todo)) < len(self.spans):
                self._run(*self.spans[i], worker)

        if len(self.workers) == 1:
            work(self.workers[0])
        else:
            for done in [pool.submit(work, worker) for worker in self.workers]:
                done.result()
        tallies = _gathered([worker.tallies for worker in self.workers])
        counts = _gathered([worker.counts for worker in self.workers])
        queues = _gathered([worker.queues for worker in self.workers])
        whole = _whole(self.geography)
        for queue, shares in self.capacities.items():
            today = [n * self.day // whole - n * (self.day - 1) // whole for n in shares]
            _serve(self.state.served, queues, queue, today)
        self._update_wards(counts, self.day + 1)
        self.state.swap()
        self.day += 1
        return tallies

    def _turn_the_page(self) -> None:
        """Let what changes today rule from now on."""
        segment = self.timeline.segment_on(self.day) if self.day > 1 else None
        if segment is None:
            return
        self.fixed = self.fixed._replace(
            numbers=segment.numbers, tables=segment.tables, row_of_ward=segment.row_of_ward,
            treated_row=segment.treated_row, treat=segment.treat,
        )  # fmt: skip
        self.capacities = _capacities(segment.numbers[0], self.people, self.geography)
        for queue in range(len(QUEUES)):
            if queue not in self.capacities:
                self.state.served[:, queue] = SERVE_ALL

    def digest(self) -> int:
        """Return the digest of the state."""
        state = self.state
        total = places_digest("wards", state.wards) + places_digest("served", state.served)
        for _, first, last in self.spans:
            low, high = words_digest(first, last, self.people, state.columns, state.planes)
            total += int(low) | int(high) << 64
        return total % (1 << 128)


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
    """
    begun = time.perf_counter()
    one = Replicate(
        world, society, people, seed, replicate, threads, chunk, traced, level, timeline
    )
    started = time.perf_counter()
    history = History(np.zeros((days, *one.tally_shape), dtype=np.int64), one.place_names)
    if traced:
        history.traced = np.zeros((days, *one.traced.shape), dtype=np.int64)
    with ThreadPoolExecutor(max_workers=threads) as pool:
        for day in range(days):
            history.tallies[day] = one.one_day(pool)
            if history.traced is not None:
                history.traced[day] = one.traced
            if on_evening is not None:
                on_evening(day + 1, one)
            if on_day is not None:
                on_day(day + 1)
    history.first_day_after = started - begun
    history.simulate = time.perf_counter() - started
    history.digest = one.digest()
    history.bytes_per_person = one.state.bytes() / people
    if keep_state:
        history.state = one.state
    return history


def _place_names(geography: Geography, level: str) -> tuple[str, ...]:
    if level == "region":
        return geography.names
    number = geography.wards if level == "ward" else geography.districts
    return tuple(f"{level} {i + 1}" for i in range(number))


def _gathered(parts: list[Rows]) -> Rows:
    """Return the sum of the workers' private rows, and clear them."""
    total = np.asarray(np.add.reduce(parts), dtype=np.int64)
    for part in parts:
        part[:] = 0
    return total


def _capacities(numbers: Rows, people: int, geography: Geography) -> dict[int, list[int]]:
    """Return each district's share of the daily capacity, by queue; without a limit, no entry.

    Shares are numerators over `_whole(geography)`, so that a district too small for one request a
    day still serves one every so many days. Capacities are those of the first row.
    """
    shares = {}
    for queue, name in enumerate(CAPACITIES):
        per_million = int(numbers[setting(name)])
        if per_million >= 0:
            words = np.diff(geography.district_words)
            shares[queue] = [per_million * people * int(n) for n in words]
    return shares


def _whole(geography: Geography) -> int:
    """Return what stands for one request a day in `_capacities`."""
    return (MILLION << CAPACITY_BITS) * geography.words


def _serve(served: Rows, queues: Rows, queue: int, capacities: list[int]) -> None:
    """Turn a day's requests into the rank below which they are served tomorrow."""
    for district, capacity in enumerate(capacities):
        requests = queues[district, queue]
        served[district, queue] = limit(requests, capacity) if requests.any() else SERVE_ALL
