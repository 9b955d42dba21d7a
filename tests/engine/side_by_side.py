"""The kernel and the naive twin side by side, day by day."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bentham.day.person import (
    COUNTED,
    LANES,
    OWN_PLANES,
    PLACE_STATE,
    PUBLIC_PLANES,
    QUEUES,
    TALLIES,
)  # fmt: skip
from bentham.engine.clock import History, run_replicate
from bentham.engine.compiling import World
from bentham.engine.counting import MARKS_PER_WORD
from bentham.engine.replicate import Replicate
from bentham.engine.state import geography_of
from bentham.engine.timeline import Timeline, steady
from bentham.evidence.lanes import CLASSES
from bentham.society.fields import Society
from naive.person import Today
from naive.speech import ROSS
from naive.twin import Twin

TRACED = (
    "ACT", "RECORD", "FALSE_RECORD", "N_DISSENT", "N_PUNISHED", "N_UNDER_SANCTION", "DELTA",
    "LOSS", "FINE",
    "CHILDREN_OUT",
)  # fmt: skip
"""Lanes of a day that are compared too; an act is its number plus one, 0 none."""
TRACED_IF_REMEMBERED = ("N_SUPPORT", "N_CONTACTS")
"""Lanes that are filled only for Ross's and Siegel's rules."""


@dataclass(frozen=True)
class Evening:
    """What the kernel remembers after a day."""

    columns: dict[str, list[int]]
    public: npt.NDArray[np.uint64]
    own: npt.NDArray[np.uint64]
    wards: list[list[int]]
    served: list[list[int]]


def kernel_evenings(
    world: World,
    society: Society,
    people: int,
    days: int,
    seed: int,
    threads: int = 1,
    later: dict[int, World] | None = None,
) -> tuple[list[Evening], History]:
    """Run the kernel once and copy its state after every day; `later` worlds rule from a day on."""
    evenings: list[Evening] = []

    def copy(_day: int, one: Replicate) -> None:
        state = one.state
        columns = {name: array.tolist() for name, array in state.columns._asdict().items()}
        planes = state.planes
        evenings.append(
            Evening(
                columns, planes.yesterday.copy(), planes.own.copy(), state.wards.tolist(),
                state.served.tolist(),
            )
        )  # fmt: skip

    everybody = tuple(range(people)) if society.ties is None else ()
    timeline = _timeline({1: world, **later}, society, people) if later else None
    history = run_replicate(
        world, society, people, days, seed, threads=threads, chunk=1, traced=everybody,
        on_evening=copy, timeline=timeline,
    )  # fmt: skip
    return evenings, history


def _timeline(worlds: dict[int, World], society: Society, people: int) -> Timeline:
    geography = geography_of(society, people)
    segments = {day: steady(each, geography).segment_on(1) for day, each in worlds.items()}
    return dataclasses.replace(
        steady(worlds[1], geography), days=frozenset(worlds), made=segments.__getitem__
    )


def disagreements(
    world: World,
    society: Society,
    people: int,
    days: int,
    seed: int,
    twins: World | None = None,
    threads: int = 1,
    later: dict[int, World] | None = None,
) -> Iterator[str]:
    """Yield a sentence for each thing in which kernel and twin differ, a day at a time.

    Parameters
    ----------
    world, society, people, days, seed, threads
        As for `run_replicate`.
    later : dict or None
        Worlds that rule from some day on, in both.
    twins : World or None
        The twin's world, if not the same.
    """
    evenings, history = kernel_evenings(world, society, people, days, seed, threads, later)
    twin = Twin(twins or world, society, people, seed)
    for day, evening in enumerate(evenings):
        if later and day + 1 in later:
            twin.rule_by(later[day + 1])
        twin.step()
        for what, kernels, naive in (
            *_of_people(evening, twin),
            *_of_day(history.traced[day] if history.traced is not None else None, twin),
            *_of_places(evening, history.tallies[day].tolist(), twin),
        ):
            if kernels != naive:
                yield f"day {day + 1}, {what}: kernel {kernels}, twin {naive}"


def _of_people(evening: Evening, twin: Twin) -> Iterator[tuple[str, int, int]]:
    """Yield name, kernel's and twin's value of every column and plane of every person."""
    for who, me in twin.people.items():
        for name, values in evening.columns.items():
            yield f"{name} of person {who}", values[who] if values else 0, getattr(me, name)
    for lane in range(64 * twin.town.words):
        me = twin.people.get(lane)
        for names, planes in ((PUBLIC_PLANES, evening.public), (OWN_PLANES, evening.own)):
            for i, name in enumerate(names):
                if i == planes.shape[1]:
                    continue  # support, which only Ross's and Siegel's rules look at
                if me and names is PUBLIC_PLANES and lane not in twin.town.visible:
                    continue  # kept for others to see, and nobody can
                kernels = int(planes[lane // 64, i]) >> lane % 64 & 1
                yield f"{name} of person {lane}", kernels, int(getattr(me, name.lower(), False))


def _of_day(
    traced: npt.NDArray[np.int64] | None, twin: Twin
) -> Iterator[tuple[str, object, object]]:
    """Yield the same for what happened to every person, if it was traced."""
    if traced is None:
        return
    remembering = twin.law.on("expression") and twin.law["expression.rule"] >= ROSS
    names = TRACED + (TRACED_IF_REMEMBERED if remembering else ())
    for who, row in enumerate(traced.tolist()):
        today = twin.today[who]
        marks = marks_of_row(row)
        if marks != today.marks:
            yield f"marks of person {who}", sorted(marks), sorted(today.marks)
        for name in names:
            yield f"{name} of person {who}", row[LANES.index(name)], _lane(today, name)


def marks_of_row(row: list[int]) -> set[str]:
    """Return the names of a traced person's marks of a day: 60 a field, after the lanes."""
    return {
        name
        for i, name in enumerate(COUNTED)
        if row[len(LANES) + i // MARKS_PER_WORD] >> i % MARKS_PER_WORD & 1
    }


def _lane(today: Today, name: str) -> int:
    value = getattr(today, name.lower())
    if name in ("ACT", "RECORD", "FALSE_RECORD"):
        return 0 if value is None else int(value) + 1
    return int(value)


def _of_places(
    evening: Evening, tallies: list[list[list[int]]], twin: Twin
) -> Iterator[tuple[str, int, int]]:
    """Yield the same for wards, districts and the day's tallies."""
    for number, state in enumerate(evening.wards):
        for name, value in zip(PLACE_STATE, state, strict=True):
            yield f"{name} of ward {number}", value, getattr(twin.wards[number], name.lower())
    for district, ranks in enumerate(evening.served):
        for queue, rank in zip(QUEUES, ranks, strict=True):
            yield f"{queue} served in district {district}", rank, twin.served[district][queue]
    for region, rows in enumerate(twin.tallies()):
        for class_, row in enumerate(rows):
            for name, naive, kernels in zip(TALLIES, row, tallies[region][class_], strict=True):
                yield f"{name} in region {region}, {CLASSES[class_]}", kernels, naive
