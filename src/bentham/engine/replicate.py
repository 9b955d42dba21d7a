"""One replicate: its state, its workers, and the day that comes.

Workers take spans of words from a shared counter and run the kernel with the interpreter lock
released; each counts into rows of its own. Counts are integers, so the order in which they are
added does not matter.
"""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from bentham.chance.compiled import compiled_once, kernel
from bentham.chance.keys import key_of
from bentham.chance.ranks import BINS, limit
from bentham.day import places
from bentham.day.person import PLACE_COUNTS, QUEUES, TALLIES
from bentham.day.settings import setting
from bentham.engine.arrays import Desk, Here, Places, desk
from bentham.engine.compiling import CAPACITY_BITS, World
from bentham.engine.counting import TRACE_FIELDS
from bentham.engine.digest import places_digest, words_digest
from bentham.engine.kernel import BY_DISTRICT, BY_WARD, begin_span, run_span
from bentham.engine.ranks import ALONE, Alone
from bentham.engine.state import SERVE_ALL, far_side, fixed_of, fresh_state, geography_of
from bentham.engine.timeline import Segment, Timeline, steady
from bentham.evidence.lanes import CLASSES
from bentham.society.fields import Society
from bentham.society.geography import Geography

MILLION = 1_000_000
CAPACITIES = ("APPEAL_CAPACITY", "POST_CAPACITY", "ALERT_CAPACITY", "ARREST_CAPACITY")
"""Settings that limit the queues, in their order."""

Rows = npt.NDArray[np.int64]


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
    ranks : Alone
        The processes that share the words; one, unless MPI started more.
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
        ranks: Alone = ALONE,
    ) -> None:
        self.ranks = ranks
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
        # Handing a span to the kernel takes as long as a few hundred people's day, so one worker
        # takes all at once, and several a few spans each, so that none waits long for the last.
        pieces = 4 * threads if threads > 1 else 1
        chunk = chunk or max(1, min(1024, words // (pieces * ranks.size)))
        self.spans = _of_share(self.geography.spans(chunk), *ranks.share_of(words))
        self.capacities = _capacities(first.numbers[0], people, self.geography)
        self.traced = np.zeros((len(self.fixed.trace_who), TRACE_FIELDS), dtype=np.int64)
        self.workers = [self._worker() for _ in range(threads)]
        self.desks = [desk() for _ in range(threads)]
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
        """Make the first morning; empty spans make sure that the kernels are compiled."""
        with compiled_once(run_span):
            self._make(0, 0, 0)
            self._run(0, 0, 0, self.workers[0], self.desks[0])
        for span in self.spans:
            self._make(*span)
        state = self.state
        self.ranks.share(state.planes.yesterday)
        nothing = np.zeros((self.geography.wards, len(PLACE_COUNTS)), dtype=np.int64)
        self._update_wards(nothing, self.day)

    def _make(self, region: int, first: int, last: int) -> None:
        state = self.state
        begin_span(
            first, last, self._here(region), self.key, state.columns, state.planes, self.fixed,
            self.desks[0],
        )  # fmt: skip

    def _run(self, region: int, first: int, last: int, worker: Places, desk: Desk) -> None:
        state = self.state
        run_span(
            first, last, self._here(region), self.key, state.columns, state.planes, self.fixed,
            worker, desk,
        )  # fmt: skip

    def _update_wards(self, counts: Rows, tomorrow: int) -> None:
        rows, numbers = self.fixed.row_of_ward, self.fixed.numbers
        _wards_after(self.state.wards, counts, rows, numbers, tomorrow, self.key)

    def one_day(self, pool: ThreadPoolExecutor) -> Rows:
        """Run one day and return its tallies, [place, class, TALLIES]."""
        self._turn_the_page()
        todo = itertools.count()

        def work(worker: Places, desk: Desk) -> None:
            while (i := next(todo)) < len(self.spans):
                self._run(*self.spans[i], worker, desk)

        if len(self.workers) == 1:
            work(self.workers[0], self.desks[0])
        else:
            for done in [
                pool.submit(work, *both) for both in zip(self.workers, self.desks, strict=True)
            ]:
                done.result()
        tallies = self.ranks.total(_gathered([worker.tallies for worker in self.workers]))
        counts = self.ranks.total(_gathered([worker.counts for worker in self.workers]))
        queues = self.ranks.total(_gathered([worker.queues for worker in self.workers]))
        whole = _whole(self.geography)
        for queue, shares in self.capacities.items():
            today = [n * self.day // whole - n * (self.day - 1) // whole for n in shares]
            _serve(self.state.served, queues, queue, today)
        self._update_wards(counts, self.day + 1)
        self.state.swap()
        self.ranks.share(self.state.planes.yesterday)
        self.day += 1
        return tallies

    def go_on_from(self, day: int) -> None:
        """Let what rules on a later day rule; the state of that morning is put in by the caller."""
        for first in sorted(d for d in self.timeline.days if 1 < d < day)[-1:]:
            self._let_rule(self.timeline.made(first))
        self.day = day

    def _turn_the_page(self) -> None:
        """Let what changes today rule from now on."""
        segment = self.timeline.segment_on(self.day) if self.day > 1 else None
        if segment is not None:
            self._let_rule(segment)

    def _let_rule(self, segment: Segment) -> None:
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

        def of(span: tuple[int, int, int]) -> int:
            low, high = words_digest(*span[1:], self.people, state.columns, state.planes)
            return int(low) | int(high) << 64

        with ThreadPoolExecutor(len(self.workers)) as pool:
            total = self.ranks.total_of(sum(pool.map(of, self.spans)))
        total += places_digest("wards", state.wards) + places_digest("served", state.served)
        return total % (1 << 128)


def _of_share(
    spans: list[tuple[int, int, int]], first: int, last: int
) -> list[tuple[int, int, int]]:
    """Return the parts of spans that lie among the words of a rank."""
    cut = [(region, max(a, first), min(b, last)) for region, a, b in spans]
    return [(region, a, b) for region, a, b in cut if a < b]


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
