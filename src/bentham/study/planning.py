"""What is to be simulated: checked, and with every default filled in, before anything runs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bentham.chance.keys import key_of
from bentham.day.person import SYSTEMS
from bentham.engine.state import geography_of
from bentham.engine.timeline import ARMS
from bentham.evidence.errors import InvalidInput, UsageError
from bentham.evidence.parameters import PARAMETERS
from bentham.scheme import loading as schemes
from bentham.scheme.fields import Scheme
from bentham.scheme.reforms import with_settings
from bentham.society import loading as societies
from bentham.society.fields import Society
from bentham.study import scenario as scenarios
from bentham.study.adults import adults_only
from bentham.study.assumptions import defaults, posterior_sha256
from bentham.study.causes import causes
from bentham.study.changes import with_changes
from bentham.study.panels import SMALLEST_CELL
from bentham.study.rows import Rows
from bentham.study.scenario import Scenario
from bentham.study.timetable import Timetable, expect_places

MOST_DAYS = 65_000
UNCOUNTED = 10**9
"""People from which on a run says its digest, time and memory, and no metrics."""


@dataclass(frozen=True)
class Plan:
    """What is to be simulated, checked and with every default filled in."""

    scheme: Scheme
    society: Society
    people: int
    days: int
    seed: int
    replicates: int
    threads: int
    chunk: int | None
    trace: tuple[int, ...]
    assumptions: int
    off: tuple[str, ...]
    held: Mapping[str, float]
    scenario: Scenario | None = None
    perfectly_accurate: bool = False
    lives: tuple[str, int] | None = None
    """A property and how many of those who have it at the end are traced."""

    @property
    def values(self) -> dict[str, float]:
        """Return the value of every parameter without assumption draws."""
        return {**defaults(), **self.held}

    @property
    def name(self) -> str:
        """Return the name of what is run: the scenario's, or the scheme's."""
        return self.scheme.id if self.scenario is None else self.scenario.file.scenario

    @property
    def counted(self) -> bool:
        """Return whether a panel and metrics are made: more people do not make a surer answer."""
        return self.people < UNCOUNTED

    @property
    def arms(self) -> tuple[str, ...]:
        """Return the names of the arms of a trial, none if there is no trial."""
        trial = self.scenario is not None and bool(self.scenario.file.trials)
        return ARMS if trial else ()

    @cached_property
    def causes(self) -> frozenset[str]:
        """What can move a metric in this run, on its first day or after any change."""
        found = causes(self.scheme, self.values, self.off)
        if self.scenario is None:
            return found
        for measure in self.scenario.measures:
            for day in {measure.first, measure.last}:
                changes = measure.changes(day)
                changed = with_changes(self.scheme, changes, self.scenario.document)
                values = {**defaults(), **changed.settings()}
                found |= causes(changed, values, self.off)
        if "media" not in self.off:
            found |= {"scheme.event"} if self.scenario.concealed else set()
            found |= {"scheme.removal"} if self.scenario.removals else set()
        return found

    def resolved(self) -> dict[str, Any]:
        """Return every parameter with value, unit, tag, source, and who set it."""
        values = self.values
        parameters = {
            p.name: {
                "value": p.choices[int(values[p.name])] if p.choices else values[p.name],
                "unit": p.unit, "tag": p.tag, "source": p.source,
                "low": p.low, "high": p.high,
                "set_by": "scheme or --set" if p.name in self.held else "default",
            }
            for p in PARAMETERS
        }  # fmt: skip
        out = {
            "parameters": parameters,
            "scheme": self.scheme.model_dump(mode="json", exclude_none=True),
            "society": self.society.model_dump(mode="json", exclude_none=True),
            "run": {
                "people": self.people, "days": self.days, "seed": self.seed,
                "replicates": self.replicates, "assumptions": self.assumptions,
                "posterior_sha256": posterior_sha256() if self.assumptions else None,
                "off": list(self.off), "perfectly_accurate": self.perfectly_accurate,
            },
        }  # fmt: skip
        if self.scenario is not None:
            out["scenario"] = self.scenario.file.model_dump(
                mode="json", by_alias=True, exclude_none=True
            )
        return out


def plan(
    scheme: Scheme | Scenario | str | Path,
    society: Society | str | Path | None = None,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    replicates: int | None = None,
    threads: int | None = None,
    chunk: int | None = None,
    trace: Iterable[int] = (),
    settings: Sequence[str] = (),
    assumptions: int | None = None,
    off: Iterable[str] = (),
    perfectly_accurate: bool = False,
    lives: tuple[str, int] | None = None,
) -> Plan:
    """Check a request and fill in what was left open; nothing is run.

    What is left open is taken from the scenario, if it is one that is run.

    Raises
    ------
    InvalidInput, UsageError
        With one clear message.
    """
    one = _scenario(scheme)
    if one is not None:
        declared, where, said = one.scheme, one.society, one.file
        people = said.people if people is None else people
        days = said.days if days is None else days
        seed = said.seed if seed is None else seed
        replicates = said.replicates if replicates is None else replicates
        assumptions = said.assumptions if assumptions is None else assumptions
        off = (*said.off, *(each for each in off if each not in said.off))
    else:
        declared = scheme if isinstance(scheme, Scheme) else schemes.load(_named(scheme))
        where = societies.load("city")
    declared = with_settings(declared, settings)
    if society is not None:
        where = society if isinstance(society, Society) else societies.load(str(society))
    size = where.people if people is None else people
    length, luck = _or(days, 365), _or(seed, 1)
    repeats, sets = _or(replicates, 1), _or(assumptions, 0)
    _in_range("people", size, 1, 1 << 33)
    _in_range("days", length, 1, MOST_DAYS)
    _in_range("replicates", repeats, 1, 65_535)
    _in_range("assumptions", sets, 0, 65_535)
    workers = available_threads() if threads is None else threads
    _in_range("threads", workers, 1, 1024)
    if chunk is not None:
        _in_range("chunk", chunk, 1, 1 << 27)
    systems = tuple(off)
    unknown = sorted(set(systems) - set(SYSTEMS))
    if unknown:
        raise UsageError(f"There is no system '{unknown[0]}'. Systems: {', '.join(SYSTEMS)}.")
    todo = Plan(
        declared, where, size, length, luck, repeats, workers, chunk,
        _traced(trace, size, luck), sets, systems, declared.settings(),
        one, perfectly_accurate, lives,
    )  # fmt: skip
    _expect_few_enough(todo)
    if one is not None:
        _expect_possible(todo, one)
    return todo


def available_threads() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def rows_of(todo: Plan, values: Mapping[str, float]) -> Rows | None:
    """Return what makes the rows of a plan's scenario; None if nothing changes on the way."""
    if todo.scenario is None or not todo.scenario.changes:
        return None
    return Rows(todo.scenario, todo.scheme, todo.society, values, todo.off, todo.perfectly_accurate)


def _named(scheme: Scheme | Scenario | str | Path) -> str | Path:
    assert isinstance(scheme, str | Path)
    return scheme


def _scenario(given: Scheme | Scenario | str | Path) -> Scenario | None:
    if isinstance(given, Scenario):
        return given
    if isinstance(given, Scheme):
        return None
    document = scenarios.document_of(given)
    return None if document is None else scenarios.scenario_of(document, Path(given).parent)


def _traced(trace: Iterable[int], people: int, seed: int) -> tuple[int, ...]:
    traced = tuple(sorted(set(trace)))
    for person in traced:
        if not 0 <= person < people:
            raise UsageError(
                f"--trace: there is no person {person}; people are numbered from 0 to {people - 1}."
            )
    adults_only(traced, seed)
    return traced


def _expect_few_enough(todo: Plan) -> None:
    """Refuse what imported ties do not allow."""
    if todo.society.ties is None:
        return
    if todo.people < SMALLEST_CELL:
        raise InvalidInput(
            f"With imported ties the smallest society is {SMALLEST_CELL} people. Nothing was run."
        )
    if todo.lives is not None:
        raise InvalidInput(
            "With imported ties a run gives tallies only: nobody can be traced. Nothing was run."
        )
    for i, probe in enumerate(todo.scenario.file.probes if todo.scenario else ()):
        if probe.sample != "all" and probe.sample < 5 * SMALLEST_CELL:
            assert todo.scenario is not None
            said = f"with imported ties a probe asks {5 * SMALLEST_CELL} people at least"
            raise todo.scenario.refused(("probes", i), said)


def _expect_possible(todo: Plan, one: Scenario) -> None:
    """Refuse changes that no run can make, and places that are not there."""
    rows = rows_of(todo, todo.values)
    if rows is not None:
        rows.expect_possible()
        expect_places(one, geography_of(todo.society, todo.people))
        # Changes that are right alone may contradict each other where they meet.
        meeting = Timetable(rows, todo.people, key_of(todo.seed, 0))
        for day in sorted({d for m in one.measures for d in (m.first, m.last)}):
            if day <= one.file.days:
                meeting.segment(day)


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def _in_range(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise UsageError(f"--{name} must lie between {low:,} and {high:,}; it is {value:,}.")
