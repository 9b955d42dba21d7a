"""Rows of numbers and tables: what a scenario's changes make of a compiled world.

A run can change on the way whatever a kernel reads from a row. It cannot change what was settled
before the first day: who people are (traits), who knew the rules, what the first morning was like,
and which columns are kept and in which unit. Whatever of that is asked for is refused by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from bentham.day.settings import setting
from bentham.engine.compiling import World, world_of
from bentham.evidence.explain import path_of
from bentham.evidence.parameters import PARAMETERS
from bentham.scheme.fields import Scheme
from bentham.society.fields import Society
from bentham.society.traits import S_CALLERS, S_INFORMANTS, S_WANTED
from bentham.study.changes import with_changes
from bentham.study.scenario import Measure, Scenario

Row = npt.NDArray[np.int64]

OF_THE_START = ("START_MEMORY", "START_AWARE", "START_UNAWARE", "SCORE_START")
"""Settings that only make the first morning; a later row keeps those of the first day."""

KEPT_ON = ("NEWS", "MONITORING", "CAMERAS", "POLICING", "CASES", "DENUNCIATION")
"""Systems that run from the first day to the last if a scenario needs them on any day.

With all their chances at zero they do nothing but count, forget, recover and release; switched off
in the middle they would leave people in detention for ever, and cases open.
"""

CAPACITIES = {
    "APPEAL_CAPACITY": "LIST", "POST_CAPACITY": "MONITORING", "ALERT_CAPACITY": "CAMERAS",
    "ARREST_CAPACITY": "POLICING",
}  # fmt: skip
"""Offices that serve everybody alike, and the part of a scheme that each belongs to."""

ROLES = (S_INFORMANTS, S_CALLERS, S_WANTED)
"""Shares among the traits that nothing reads before the part of a scheme is there that needs them.

They hold from the first day on: who might call a hotline is settled before there is one.
"""


@dataclass
class Rows:
    """Makes rows for the changes in force.

    Parameters
    ----------
    scenario : Scenario
        What changes.
    scheme : Scheme
        What rules before any change; it may differ from the scenario's by ``--set``.
    society, values, off, accurate
        As for `engine.compiling.world_of`.
    """

    scenario: Scenario
    scheme: Scheme
    society: Society
    values: Mapping[str, float]
    off: tuple[str, ...] = ()
    accurate: bool = False
    base: World = field(init=False)
    news: bool = field(init=False, default=False)
    _made: dict[tuple[object, ...], tuple[Row, Row]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Compile the first day's world, with everything that any later day needs."""
        measures = self.scenario.measures
        worlds = [self._world([m], day) for m in measures for day in {m.first, m.last}]
        at = setting("NEWS")
        self.news = self.scenario.concealed is not None or any(w.numbers[0, at] for w in worlds)
        base = self._world([], 1)
        numbers, traits = base.numbers.copy(), base.traits.copy()
        for world in worlds:
            for role in ROLES:
                traits[role] = traits[role] or world.traits[role]
            for name in ("ROLE_INFORMANTS", *KEPT_ON):
                numbers[0, setting(name)] = numbers[0, setting(name)] or _of(world, name)
            for name, part in CAPACITIES.items():
                if not _of(base, part) and _of(world, part):
                    numbers[0, setting(name)] = _of(world, name)
        self.base = replace(base, numbers=numbers, traits=traits)

    def of(self, measures: tuple[int, ...], day: int) -> tuple[Row, Row]:
        """Return numbers and tables with some measures in force on a day."""
        those = [self.scenario.measures[i] for i in measures]
        key = (measures, *(change.value for m in those if m.ramp for change in m.changes(day)))
        if key not in self._made:
            world = self._world(those, day) if those else self.base
            numbers = world.numbers[0].copy()
            unused = [name for name, part in CAPACITIES.items() if not _of(world, part)]
            late = [name for name in KEPT_ON if _of(world, name) > _of(self.base, name)]
            if late:
                said = f"together with another change this begins {late[0].lower()} on day {day}"
                raise self.scenario.refused(those[-1].at, f"{said}: one change alone must begin it")
            for name in (*OF_THE_START, *KEPT_ON, *unused, "ROLE_INFORMANTS"):
                numbers[setting(name)] = _of(self.base, name)
            self._made[key] = numbers, world.tables[0]
        return self._made[key]

    def _world(self, measures: list[Measure], day: int) -> World:
        changes = [change for m in measures for change in m.changes(day)]
        scheme = with_changes(self.scheme, changes, self.scenario.document)
        before, after = self.scheme.settings(), scheme.settings()
        changed = {name: x for name, x in after.items() if before.get(name) != x}
        named = {c.path: after[c.path] for c in changes if c.path in after}
        values = {**self.values, **changed, **named}
        return compiled(scheme, self.society, values, self.off, self.accurate, self.news)

    def expect_possible(self) -> None:
        """Refuse what no run can change on the way.

        Raises
        ------
        InvalidInput
            At the first change that cannot be made, by its path.
        """
        for m in self.scenario.measures:
            for day in sorted({m.first, m.last}) if m.ramp else [m.first]:
                if self._why_not(self._world([m], day), m):
                    self._refuse(m, day)

    def idle(self) -> list[str]:
        """Return the paths of changes that no run reads, as ``interventions[1].set.title``."""
        now, out = self._world([], 1), []
        for m in self.scenario.measures:
            for change in m.changes(m.last if m.ramp else m.first):
                alone = replace(m, set=((change.path, change.value),), ramp=())
                if with_changes(self.scheme, alone.changes(1), self.scenario.document) is (
                    self.scheme
                ):
                    continue  # what already holds may well be set
                then = self._world([alone], 1)
                same = (
                    np.array_equal(getattr(now, part), getattr(then, part))
                    for part in ("numbers", "tables", "traits")
                )
                if all(same):
                    out.append(path_of(self.scenario.document.data, change.at))
        return out

    def _refuse(self, measure: Measure, day: int) -> None:
        """Find the path that cannot be changed, and refuse it."""
        for change in measure.changes(day):
            alone = replace(measure, set=((change.path, change.value),), ramp=())
            why = self._why_not(self._world([alone], day), measure)
            if why:
                raise self.scenario.refused(change.at, f"`{change.path}` {why}")
        why = self._why_not(self._world([measure], day), measure)
        raise self.scenario.refused(measure.at, f"together, these values change what {why}")

    def _why_not(self, world: World, measure: Measure) -> str:
        """Say why a run cannot come to be ruled by a world; empty if it can."""
        base = self.base
        traits = world.traits.copy()
        for role in ROLES:
            traits[role] = traits[role] or base.traits[role]
        if not np.array_equal(traits, base.traits):
            return (
                "shapes who people are or what they knew before the first day, which cannot change "
                "on the way (it may stand under the scenario's own `set`)"
            )
        if world.score_scale != base.score_scale:
            return "changes the unit in which scores are kept"
        for name, what in (
            ("SCORED", "whether there is a score"), ("LIST", "whether there is a list"),
            ("REMEMBERS", "what people remember from the first day on"),
            ("START_MEMORY", "what people remember from the first day on"),
        ):  # fmt: skip
            if _of(base, name) != _of(world, name):
                return f"decides {what}, which cannot change on the way"
        if not measure.everywhere:
            for name, part in CAPACITIES.items():
                if _of(world, part) and _of(base, name) != _of(world, name):
                    return "is the capacity of an office that serves everybody alike"
        if _only_of_the_start(base, world):
            return "exists only on the first morning (it may stand under the scenario's own `set`)"
        return ""


def _of(world: World, name: str) -> int:
    """Return a setting of a world's first row."""
    return int(world.numbers[0, setting(name)])


def _only_of_the_start(base: World, world: World) -> bool:
    """Say whether two worlds differ in nothing but what makes the first morning."""
    if not np.array_equal(base.tables, world.tables):
        return False
    where = set(np.flatnonzero(base.numbers[0] != world.numbers[0]).tolist())
    where -= {setting(name) for name in (*KEPT_ON, *CAPACITIES, "ROLE_INFORMANTS")}
    start = {setting(name) for name in OF_THE_START}
    own = set(range(len(PARAMETERS)))  # a parameter's own number, which nothing may read
    return bool(where & start) and where <= start | own


def compiled(
    scheme: Scheme,
    society: Society,
    values: Mapping[str, float],
    off: tuple[str, ...],
    accurate: bool = False,
    news: bool = False,
) -> World:
    """Compile one world; with `accurate`, no part of the scheme ever errs."""
    return world_of(scheme, society, values, off, perfectly_accurate=accurate, news=news)
