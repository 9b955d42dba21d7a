"""Twins: the same people with the same luck, living in several worlds.

Every draw belongs to a person, a day and a decision, never to a world; so two worlds differ by what
rules in them and by nothing else, person by person. The first world is the *base*. A difference is
taken inside a pair, repeat by repeat and draw of the assumptions by draw, before any average, so
that what two worlds share falls out of it::

    difference_r = metric(world, repeat r) - metric(base, repeat r)

*Lives that differ* compares the first repeat person by person. Who is harmed in one world and not
in the other depends on the convention that both share their luck; whatever the convention, with
shares p in the world and b in the base, the share harmed in the world alone lies between
max(0, p - b) and min(p, 1 - b) (Frechet's bounds for two events of which each alone is known).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from bentham.evidence.metric import Metric
from bentham.results.comparison import Comparison, Difference, Worldly
from bentham.results.panel import ALL, centre, interval
from bentham.study.accurate import NeverErring, never_erring
from bentham.study.elsewhere import elsewhere
from bentham.study.lives import PROPERTIES
from bentham.study.pairs import MARKS, Bits, Lives, comparable, count, marks_of, paired
from bentham.study.planning import Plan
from bentham.study.simulate import Progress, Simulation, carried_out
from bentham.study.twin_plans import labels

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass
class Twin:
    """One world of a comparison.

    Parameters
    ----------
    label : str
        Its name; a number is added where two worlds have the same.
    one : Simulation
        What was carried out.
    marks : dict
        By property: who has it at the end of the first repeat, a bit a person.
    never : NeverErring or None
        What is left of its harms if it never errs; None if that was not asked, or nothing can err.
    """

    label: str
    one: Simulation
    marks: dict[str, Bits]
    never: NeverErring | None = None


@dataclass
class Twins:
    """Several worlds of the same people; the first is the base.

    Parameters
    ----------
    worlds : list of Twin
        The base first.
    elsewhere : mapping
        By contact structure, the panels of worlds on it by their number; empty if none was tried.
    """

    worlds: list[Twin]
    elsewhere: Mapping[str, Mapping[int, pa.Table]] = field(default_factory=dict)

    @property
    def base(self) -> Twin:
        """Return the world from which differences are taken."""
        return self.worlds[0]

    @property
    def others(self) -> list[Twin]:
        """Return all worlds but the base."""
        return self.worlds[1:]

    @property
    def plan(self) -> Plan:
        """Return the plan of the base: size, length and luck are those of all."""
        return self.base.one.plan

    def same(self, world: Twin) -> bool:
        """Return whether a world is the base, to the bit, in every repeat and every draw."""
        here, there = world.one, self.base.one
        luck = [h.digest for h in here.histories] == [h.digest for h in there.histories]
        drawn = here.draws is None or there.draws is None or _equal(here.draws, there.draws)
        return luck and drawn and _equal(here.run.panel, there.run.panel)

    def comparable(self, m: Metric, world: Twin) -> bool:
        """Return whether a metric means the same in a world and in the base."""
        return comparable(m, world.one.plan, self.base.one.plan)

    def difference(
        self, world: Twin, m: Metric, group_by: str = ALL, group: str = ALL
    ) -> Difference:
        """Return a metric of a world less that of the base, with its two ranges.

        Parameters
        ----------
        world : Twin
            Not the base.
        m : Metric
            Which.
        group_by, group : str
            Kind and name of the group, as in the panel.
        """
        out = Difference(
            value=None, low=None, high=None, luck_low=None, luck_high=None, unit=m.unit
        )
        if not self.comparable(m, world):
            return out
        here, there = world.one, self.base.one
        luck = paired(here.run.panel, there.run.panel, m, group_by, group)
        out["value"] = centre(luck)
        out["luck_low"], out["luck_high"] = interval(luck)
        if here.draws is not None and there.draws is not None:
            drawn = paired(here.draws, there.draws, m, group_by, group)
            out["low"], out["high"] = interval(drawn)
        return out

    def lives(self, world: Twin) -> list[Lives]:
        """Return whose lives differ, by property; what nobody has in either world is left out."""
        adults = int(self.base.one.histories[0].tallies[0, ..., 0].sum())
        found = []
        for name in MARKS:
            here, there = world.marks[name], self.base.marks[name]
            counts = [count(bits) for bits in (here, there, here & there)]
            if any(counts):
                found.append(Lives(PROPERTIES[name][0], adults, *counts))
        return found

    @cached_property
    def metrics(self) -> tuple[Metric, ...]:
        """The metrics of the worlds, by their registry; the score is in points."""
        return self.worlds[-1].one.metrics

    def result(self) -> Comparison:
        """Return what was found, as plain data."""
        worlds = [
            Worldly(
                scheme=world.one.plan.name,
                label=world.label,
                digest=world.one.run.digest,
                metrics=world.one.run.metrics,
                differences=None
                if world is self.base
                else {m.name: self.difference(world, m) for m in self.metrics},
                same=world is not self.base and self.same(world),
            )
            for world in self.worlds
        ]
        todo = self.plan
        return Comparison(
            None, todo.society.id, todo.people, todo.days, todo.seed, todo.replicates,
            todo.assumptions, worlds, self.daily_differences, self.panel,
        )  # fmt: skip

    def panel(self) -> pa.Table:
        """Return the panel of all worlds, each under its label."""
        import pyarrow as pa

        tables = []
        for world in self.worlds:
            table = world.one.run.panel
            named = pa.array([world.label] * len(table), pa.string())
            tables.append(table.set_column(0, table.schema.field(0), named))
        return pa.concat_tables(tables)

    def daily_differences(self) -> pa.Table:
        """Return all differences by world, repeat, day, group: the panel less that of the base."""
        import pyarrow as pa

        base = self.base.one.run.panel
        tables = []
        for world in self.others:
            table = world.one.run.panel
            named = pa.array([world.label] * len(table), pa.string())
            table = table.set_column(0, table.schema.field(0), named)
            for m in self.metrics:
                at = table.schema.get_field_index(m.name)
                values = np.full(len(table), np.nan)
                if self.comparable(m, world):
                    values = _numbers(table[m.name]) - _numbers(base[m.name])
                column = pa.array(values, pa.float64(), from_pandas=True)
                table = table.set_column(at, table.schema.field(at), column)
            tables.append(table)
        return pa.concat_tables(tables)

    def drawn_differences(self) -> pa.Table:
        """Return each metric's difference in each draw of the assumptions, a row each."""
        import pyarrow as pa

        rows: list[dict[str, Any]] = []
        for world in self.others:
            here, there = world.one.draws, self.base.one.draws
            if here is None or there is None:
                continue
            for m in self.metrics:
                if self.comparable(m, world):
                    rows += [
                        {"world": world.label, "draw": i, "metric": m.name, "difference": float(x),
                         "unit": m.unit}
                        for i, x in enumerate(paired(here, there, m))
                        if not np.isnan(x)
                    ]  # fmt: skip
        kinds = {"world": pa.string(), "draw": pa.int32(), "metric": pa.string(),
                 "difference": pa.float64(), "unit": pa.string()}  # fmt: skip
        return pa.Table.from_pylist(rows, schema=pa.schema(list(kinds.items())))


def compared(
    plans: Sequence[Plan],
    progress: Progress | None = None,
    executor: Executor | None = None,
    without_errors: bool = False,
    claimed: Collection[int] = (),
) -> Twins:
    """Carry out the plans of several worlds.

    Parameters
    ----------
    plans : sequence of Plan
        The base first; see `planned`.
    progress, executor
        As `simulate.carried_out` takes them.
    without_errors : bool
        Whether every world but the base is also run, in small, with nothing that errs.
    claimed : collection of int
        Of which worlds something is claimed: these and the base are also run, in small, where other
        people know each other.
    """
    worlds: list[Twin] = []
    for todo, label in zip(plans, labels([p.name for p in plans]), strict=True):
        told = None if progress is None else _for(label, progress)
        one = carried_out(todo, told, executor=executor, keep_state=True)
        never = None
        if without_errors and worlds:
            never = never_erring(todo, one.metrics, told, executor)
        worlds.append(Twin(label, one, marks_of(one), never))
    return Twins(worlds, elsewhere(plans, claimed, progress))


def _for(label: str, progress: Progress) -> Callable[[str, int, int], None]:
    def told(what: str, done: int, total: int) -> None:
        progress(f"{label}: {what}", done, total)

    return told


def _numbers(column: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    return np.asarray(column.to_numpy(), dtype=np.float64)


def _equal(one: pa.Table, other: pa.Table) -> bool:
    """Return whether two panels hold the same numbers, whatever their worlds are called."""
    return bool(one.drop_columns(["scenario"]).equals(other.drop_columns(["scenario"])))
