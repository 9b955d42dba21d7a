"""Branches: several futures of one past, each going on from the same evening.

A run can leave a *root* on one evening: a checkpoint of each replicate, kept when the run is done.
Another run may begin there if it has the same people and luck, and the same rules until then; what
it changes later is its own. What ruled is compared as the kernel sees it, number by number, so
files that say the same in other words agree, and a change that is felt before its day does not.

    NAME.day400/r0    replicate 0 on the evening of day 400
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bentham.engine import checkpoint
from bentham.engine.clock import History, Keeper
from bentham.engine.replicate import Replicate
from bentham.evidence.errors import BenthamError, DamagedResults, UsageError
from bentham.study.planning import Plan
from bentham.study.probes import Answer

FOLDER = ".day"


def root_name(folder: Path, day: int) -> Path:
    """Return the folder of the root that a run leaves beside its own."""
    return folder.with_name(f"{folder.name}{FOLDER}{day}")


def past_of(one: Replicate, day: int) -> str:
    """Return the hash of all that rules a replicate until the evening of a day."""
    fixed = one.fixed
    digest = hashlib.sha256(f"{one.key} {one.isolated}".encode())
    for array in (*fixed.homes, fixed.traits, fixed.ties_from, fixed.ties_to, one.geography.starts):
        digest.update(np.ascontiguousarray(array).tobytes())
    for first in sorted(d for d in one.timeline.days if d <= day):
        segment = one.timeline.made(first)
        rules = (segment.numbers, segment.tables, segment.row_of_ward, segment.treated_row)
        digest.update(str(first).encode())
        for array in (*rules, segment.treat):
            digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def shared(todo: Plan, day: int) -> dict[str, Any]:
    """Return what two runs must share to be branches of one on an evening, but for what rules."""
    probes = todo.scenario.file.probes if todo.scenario is not None else ()
    return {
        "society": todo.society.id, "people": todo.people, "seed": todo.seed,
        "traced": list(todo.trace), "arms": list(todo.arms),
        "probes": [p.model_dump(mode="json") for p in probes if min(p.evenings) <= day],
    }  # fmt: skip


@dataclass(frozen=True)
class Branching:
    """Where the replicates of a run begin, and the root that they leave.

    Parameters
    ----------
    todo : Plan
        The run.
    start : Path or None
        Folder of the root at which it begins; None: at the first morning.
    leave : int or None
        Evening on which it leaves a root.
    root : Path
        Where that root is kept.
    """

    todo: Plan
    start: Path | None
    leave: int | None
    root: Path

    def expect_possible(self) -> None:
        """Refuse a root that is not there or lies too late, before anything runs."""
        if self.leave is not None:
            if not 1 <= self.leave < self.todo.days:
                raise UsageError(
                    f"--keep-day {self.leave}: the run has {self.todo.days} days; name one before "
                    "the last."
                )
            if self.root.exists():
                raise UsageError(f"{self.root}: it exists; remove it, or choose another --out.")
        if self.start is None:
            return
        for replicate in range(self.todo.replicates):
            folder = self.start / f"r{replicate}"
            if not folder.is_dir():
                raise UsageError(
                    f"--from {self.start}: there is no {folder.name} in it; a root has one folder "
                    f"a replicate, and this run has {self.todo.replicates}."
                )
            done = int(checkpoint.read(folder)["day"]) - 1
            if done >= self.todo.days:
                raise UsageError(
                    f"--from {self.start}: it stands on the evening of day {done}, and this run "
                    f"has {self.todo.days} days."
                )

    def kept_by(self, inner: Keeper, replicate: int, answers: list[Answer]) -> Keeper:
        """Return what keeps a replicate: `inner`, and where it begins and what it leaves."""
        return _Branch(self, inner, replicate, answers)


@dataclass
class _Branch:
    whole: Branching
    inner: Keeper
    replicate: int
    answers: list[Answer]
    began: float = field(default_factory=time.monotonic)

    def morning(self, one: Replicate, history: History) -> None:
        """Go on from where the run was left, else begin at the root."""
        self.inner.morning(one, history)
        if one.day > 1 or self.whole.start is None:
            return
        folder = self.whole.start / f"r{self.replicate}"
        index = checkpoint.read(folder)
        self._expect_same_past(one, index["about"], int(index["day"]) - 1)
        checkpoint.take_in(one, history, folder, index)
        history.simulate = index["about"]["seconds"]
        self.answers += [Answer(**each) for each in index["about"]["answers"]]

    def evening(self, one: Replicate, history: History) -> None:
        """Leave the root if it is its evening."""
        done = one.day - 1
        folder = self.whole.root / f"r{self.replicate}"
        if done == self.whole.leave and not folder.exists():
            about = {
                "name": self.whole.todo.name, "shared": shared(self.whole.todo, done),
                "past_sha256": past_of(one, done),
                "seconds": history.simulate + time.monotonic() - self.began,
                "answers": [asdict(a) for a in self.answers if a.replicate == self.replicate],
            }  # fmt: skip
            try:
                checkpoint.write(one, history, folder, about)
            except OSError as error:
                raise BenthamError(
                    f"{folder}: could not be written ({error.strerror or error}); the run stands "
                    "where its own last checkpoint is. Make room and go on with `bentham resume`."
                ) from error
        self.inner.evening(one, history)

    def _expect_same_past(self, one: Replicate, about: Mapping[str, Any], day: int) -> None:
        start, here = self.whole.start, shared(self.whole.todo, day)
        there = about.get("shared")
        if there is None:
            raise DamagedResults(f"{start}: this is no root; leave one with --keep-day")
        for name, value in here.items():
            if there[name] != value:
                raise DamagedResults(
                    f"{start}: of its run '{name}' is {there[name]!r}, of this run {value!r}. "
                    "Nothing was run."
                )
        if about["past_sha256"] != past_of(one, day):
            raise DamagedResults(
                f"{start}: what ruled in '{about['name']}' until day {day} is not what rules in "
                f"'{self.whole.todo.name}' until then. A branch may differ from day {day + 1} on. "
                "Nothing was run."
            )
