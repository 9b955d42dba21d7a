"""From a scenario to the engine's timeline: who is ruled by which row from which day on.

An event of the scenario acts through the settings of the day's rows:

* *concealed*, *happens*: on its day people witness it; from the next day on it is known to those
  who know, concealed where foreign news is blocked, and out where it is not or nobody conceals it.
* *disclosed*: it is out from that day.
* *relocation*: on its day a share of neighbourhoods is moved. Moving costs d days of income less
  what is compensated; like a fine it takes d (1 - c) income rho_w from welfare at once. The step of
  attitude is that of `removal.grievance` times (1 - c). If it is praised, state media persuade
  twice as well for 30 days: a bounded story, since nobody has measured such a thing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bentham.chance.quantiles import fixed
from bentham.day.settings import setting
from bentham.engine.compiling import World
from bentham.engine.state import geography_of
from bentham.engine.timeline import (
    ARMS,
    BY_CLASS,
    NOBODY_APART,
    RANDOM_SHARE,
    Segment,
    Timeline,
)  # fmt: skip
from bentham.evidence.parameters import index, parameter
from bentham.society.geography import Geography
from bentham.study.lots import district_of_ward, drawn, missing, wards_in
from bentham.study.rows import Row, Rows
from bentham.study.scenario import Measure, Scenario
from bentham.study.scenario_fields import Event

PRAISED_DAYS = 30
TRIAL_NUMBER = 0
MOST_PERSUASION = (1 << 16) - 1

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Part:
    """Something in force on a day: a measure, or a removal (numbered from -1 downwards)."""

    number: int
    wards: Marks
    apart: bool


class Timetable:
    """The segments of one replicate of a scenario.

    Parameters
    ----------
    rows : Rows
        Makes the rows.
    people : int
        Size of the society.
    key : uint64
        Of the replicate, for what is drawn at random.
    """

    def __init__(self, rows: Rows, people: int, key: np.uint64) -> None:
        self.rows = rows
        self.scenario = rows.scenario
        self.geography = geography_of(rows.society, people)
        self.measures = self.scenario.measures
        self.marks = [
            self._wards(number, measure, key) for number, measure in enumerate(self.measures)
        ]
        after = len(self.measures)
        self.moved = {
            i: wards_in(event.where, self.geography, key, after + 1 + i)
            for i, event in self.scenario.removals
        }
        trials = [m for m in self.measures if m.unit]
        self.of_persons = bool(trials) and trials[0].unit == "person"
        self.trial = trials[0] if trials else None

    def timeline(self) -> Timeline:
        """Return the engine's timeline."""
        arms = np.zeros(self.geography.wards, dtype=np.int64)
        if self.of_persons:
            arms[:] = -1
        elif self.trial is not None:
            arms[:] = self.marks[-1]
        return Timeline(self._days(), self.segment, ARMS if self.trial else (), arms)

    def _wards(self, number: int, measure: Measure, key: np.uint64) -> Marks:
        if measure.unit in ("ward", "district"):
            of_ward = (
                district_of_ward(self.geography)
                if measure.unit == "district"
                else np.arange(self.geography.wards)
            )
            places = int(of_ward[-1]) + 1
            return drawn(key, TRIAL_NUMBER, places, measure.share, least=1)[of_ward]
        return wards_in(measure.where, self.geography, key, number + 1)

    def _days(self) -> frozenset[int]:
        days = {1}
        for measure in self.measures:
            days |= {measure.first, measure.last + 1}
            if measure.ramp:
                days |= set(range(measure.first, measure.last + 1))
        for event in self.scenario.file.events:
            days |= {event.day, event.day + 1}
            if event.praised:
                days.add(event.day + PRAISED_DAYS)
        return frozenset(days)

    def segment(self, day: int) -> Segment:
        """Return the rows that are in force from a day on."""
        parts = self._parts(day)
        wards = self.geography.wards
        common = np.zeros((wards, len(parts) + 1), dtype=np.bool_)  # the last column: always
        for k, part in enumerate(parts):
            if not part.apart:
                common[:, k] = part.wards
        special = common.copy()
        for k, part in enumerate(parts):
            if part.apart:
                special[:, k] = part.wards
        sets, which = np.unique(np.concatenate((common, special)), axis=0, return_inverse=True)
        which = which.reshape(-1).astype(np.int64)
        made = [self._row(parts, row, day) for row in sets]
        treated = which[wards:]
        if not self.of_persons:
            treated = np.where(treated == which[:wards], -1, treated)
        return Segment(
            np.array([numbers for numbers, _ in made]),
            np.array([tables for _, tables in made]),
            which[:wards],
            treated,
            self._treat(parts),
        )

    def _parts(self, day: int) -> list[Part]:
        parts = [
            Part(i, self.marks[i], m.class_ >= 0 or m.unit == "person")
            for i, m in enumerate(self.measures)
            if m.first <= day <= m.last
        ]
        parts += [
            Part(-1 - i, self.moved[i], False)
            for i, event in self.scenario.removals
            if event.day == day
        ]
        return parts

    def _treat(self, parts: list[Part]) -> Row:
        if self.of_persons and self.trial is not None:
            threshold = int(fixed(self.trial.share, 31))
            return np.array([RANDOM_SHARE, TRIAL_NUMBER, threshold, 0], dtype=np.int64)
        classes = {self.measures[p.number].class_ for p in parts if p.number >= 0 and p.apart}
        if not classes:
            return np.array([NOBODY_APART, 0, 0, 0], dtype=np.int64)
        bits = sum(1 << k for k in classes)
        return np.array([BY_CLASS, 0, 0, bits], dtype=np.int64)

    def _row(self, parts: list[Part], chosen: Marks, day: int) -> tuple[Row, Row]:
        on = [part.number for part, is_on in zip(parts, chosen, strict=False) if is_on]
        numbers, tables = self.rows.of(tuple(n for n in on if n >= 0), day)
        numbers = numbers.copy()
        events = self.scenario.file.events
        _event(numbers, self.scenario, day)
        for number in on:
            if number < 0:
                _remove(numbers, events[-1 - number])
        if any(e.praised and e.day <= day < e.day + PRAISED_DAYS for e in events):
            at = index("media.state_persuasion")
            numbers[at] = min(2 * numbers[at], MOST_PERSUASION)
        return numbers, tables


def _event(numbers: Row, scenario: Scenario, day: int) -> None:
    """Set what there is to know on a day, and who sees it happen."""
    event = scenario.concealed
    if event is None or day < event.day:
        return
    disclosed = any(e.kind == "disclosed" and e.day <= day for e in scenario.file.events)
    out = event.kind == "happens" or disclosed or not numbers[setting("FILTER")]
    numbers[setting("EVENT")] = 1 if day == event.day else 3 if out else 2
    numbers[setting("WITNESSES")] = fixed(event.witnesses or 0.0, 31) if day == event.day else 0


def _remove(numbers: Row, event: Event) -> None:
    """Set what a forced removal does on its day."""
    uncompensated = 1.0 - (event.compensation or 0.0)
    loss, grievance = index("removal.loss"), index("removal.grievance")
    days = float(numbers[loss]) / (1 << parameter("removal.loss").bits) * uncompensated
    numbers[setting("MOVED_SHARE")] = fixed(event.share or 0.0, 31)
    numbers[setting("MOVED_LOSS")] = round(days * int(numbers[setting("FINE_SPEED")]) * (1 << 12))
    numbers[setting("MAY_OBJECT")] = fixed(event.may_object or 0.0, 31)
    numbers[setting("MOVED_GRIEVANCE")] = round(int(numbers[grievance]) * uncompensated)


def expect_places(scenario: Scenario, geography: Geography) -> None:
    """Refuse places that a society of this size does not have.

    Raises
    ------
    InvalidInput
        At the place that is missing.
    """
    named = [(m.where, (*m.at, "where")) for m in scenario.measures]
    named += [(e.where, ("events", i, "where")) for i, e in scenario.removals]
    for where, at in named:
        if where is not None and (said := missing(where, geography)):
            raise scenario.refused(at, said)
    for m in scenario.measures:
        number = {"ward": geography.wards, "district": geography.districts}.get(m.unit)
        if number is not None and number < 2:
            said = f"a trial of {m.unit}s needs two at least, and these people live in one"
            raise scenario.refused((*m.at, "unit"), f"{said}: ask for more people, or persons")


def world_and_timeline(rows: Rows, people: int, key: np.uint64) -> tuple[World, Timeline]:
    """Return the first day's world and all that follows."""
    return rows.base, Timetable(rows, people, key).timeline()
