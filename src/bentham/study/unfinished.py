"""A run on its way: what it has done so far, on disk, so that it can be interrupted and go on.

Beside the folder that a run will fill stands `NAME.unfinished`:

    request.json     what was asked for, and the hash of all that follows from it
    r0-day000120/    a checkpoint of replicate 0, on the morning of day 120; the two newest are kept
    replicate-0.npz  what a replicate left behind, once it is done
    draw-7.npz       the same of a draw of the assumptions

Checkpoints are written every so many days, or by time, so that writing takes no more than a
twentieth of the run. The folder is removed when the run is published.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Event, RLock
from typing import Any

import numpy as np

from bentham.engine import checkpoint
from bentham.engine.clock import History, Keeper
from bentham.engine.replicate import Replicate
from bentham.evidence.errors import BenthamError, DamagedResults, Interrupted
from bentham.study.branching import Branching
from bentham.study.planning import Plan
from bentham.study.probes import Answer
from bentham.study.replicates import repeated

SUFFIX = ".unfinished"
REPLICATE, DRAW = "replicate", "draw"
REQUEST = "request.json"
SCHEMA = "bentham.request/1"
KEPT = 2
"""Checkpoints of a replicate that are kept: if one is damaged the run goes on from the other."""

SHARE = 20.0
"""A checkpoint is due when the run has lasted so many times as long as writing one takes."""

SOONEST = 30.0
"""Seconds before which no checkpoint is due by time."""

DISK = 200e6
"""Bytes a second that a disk is taken to write before it was measured."""


@dataclass
class Unfinished:
    """The folder of a run on its way.

    Parameters
    ----------
    folder : Path
        NAME.unfinished.
    request : mapping
        What was asked for, as JSON.
    plan_sha256 : str
        Hash of all that follows from it: a folder of another plan is refused.
    every : int or None
        Days between checkpoints; None: by time.
    branching : Branching or None
        Where the replicates begin, if not at the first morning, and the root that they leave.
    """

    folder: Path
    request: Mapping[str, Any]
    plan_sha256: str
    every: int | None = None
    branching: Branching | None = None
    stop: Event = field(default_factory=Event)
    """Set by Ctrl-C: the day is finished and kept, and the run ends."""

    notes: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)
    _waiting: list[Callable[[], None]] = field(default_factory=list)
    _one_at_a_time: RLock = field(default_factory=RLock)

    @property
    def begun(self) -> bool:
        """Return whether anything stands on disk."""
        return (self.folder / REQUEST).exists()

    def interrupted(self) -> Interrupted:
        """Return the error that ends an interrupted run, with how it goes on."""
        if not self.begun:
            return Interrupted("Interrupted. Nothing was written.")
        return Interrupted(f"Interrupted. To go on: bentham resume {self.folder}")

    def finished(self, what: str, number: int) -> tuple[History, list[Answer]] | None:
        """Return what a replicate or draw left behind, if it is done."""
        path = self.folder / f"{what}-{number}.npz"
        if not path.exists():
            return None
        try:
            with np.load(path) as file:
                said = json.loads(str(file["said"]))
                history = History(file["tallies"], tuple(said["places"]), int(said["digest"], 16))
                history.traced = file["traced"] if said["traced"] else None
        except (OSError, ValueError, KeyError, zipfile.BadZipFile, EOFError):
            self.notes.append(f"{path.name} is damaged; that part is run again.")
            return None
        history.simulate, history.bytes_per_person = said["seconds"], said["bytes_per_person"]
        return history, [Answer(**each) for each in said["answers"]]

    def keep(self, what: str, number: int, history: History, answers: list[Answer]) -> None:
        """Write what a replicate or draw left behind, and forget its checkpoints.

        A run that is over in `SOONEST` seconds writes nothing unless it is interrupted.
        """
        said = {
            "places": history.places, "digest": f"{history.digest:x}",
            "traced": history.traced is not None, "seconds": history.simulate,
            "bytes_per_person": history.bytes_per_person, "answers": [asdict(a) for a in answers],
        }  # fmt: skip
        nothing = np.zeros(0, dtype=np.int64)
        traced = nothing if history.traced is None else history.traced

        def written() -> None:
            partial = self.folder / f"{what}-{number}.npz.partial"
            with partial.open("wb") as file:
                np.savez(file, tallies=history.tallies, traced=traced, said=json.dumps(said))
                file.flush()
                os.fsync(file.fileno())
            partial.rename(partial.with_suffix(""))

            if what == REPLICATE:
                for old in self._checkpoints(number):
                    shutil.rmtree(old)

        with self._one_at_a_time:
            self._waiting.append(written)
        if self.begun or time.monotonic() - self.started >= SOONEST:
            self.write_down()

    def write_down(self) -> None:
        """Write what waits to be written."""
        self._on_disk(lambda: None)

    def expect_no_stop(self) -> None:
        """End the run here if Ctrl-C was pressed."""
        if self.stop.is_set():
            if self._waiting:
                self.write_down()
            raise self.interrupted()

    def gone_on(
        self, todo: Plan, number: int, on_day: Callable[[int], None], keep_state: bool
    ) -> tuple[History, list[Answer]]:
        """Run a replicate from where it was left, kept evening by evening; see `repeated`."""
        known = None if keep_state else self.finished(REPLICATE, number)
        if known is not None:
            return known

        def keeper(answers: list[Answer]) -> Keeper:
            inner = Keeping(self, number, answers)
            return self.branching.kept_by(inner, number, answers) if self.branching else inner

        history, answers = repeated(
            todo, number, keep_state=keep_state, on_day=on_day, keeper=keeper
        )
        if not keep_state:
            self.keep(REPLICATE, number, history, answers)
        return history, answers

    def begin(self) -> None:
        """Write what was asked for, once."""
        if self.begun:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        said = {"schema": SCHEMA, "plan_sha256": self.plan_sha256, "request": dict(self.request)}
        partial = self.folder / f"{REQUEST}.partial"
        partial.write_text(json.dumps(said, indent=1) + "\n", "utf-8")
        partial.rename(self.folder / REQUEST)

    def remove(self) -> None:
        """Remove the folder: the run is done."""
        if self.begun:
            shutil.rmtree(self.folder)

    def _checkpoints(self, replicate: int) -> list[Path]:
        """Return the checkpoints of a replicate, the newest first."""
        found = self.folder.glob(f"r{replicate}-day*")
        return sorted((p for p in found if p.suffix != ".partial"), reverse=True)

    def _on_disk(self, write: Callable[[], None]) -> None:
        try:
            with self._one_at_a_time:
                self.begin()
                while self._waiting:
                    self._waiting[0]()
                    self._waiting.pop(0)
                write()
        except OSError as error:
            raise BenthamError(
                f"{self.folder}: could not be written ({error.strerror or error}); what stood "
                f"there before still does. Make room and go on: bentham resume {self.folder}"
            ) from error


@dataclass
class Keeping:
    """Keeps one replicate evening by evening; see `engine.clock.Keeper`."""

    whole: Unfinished
    replicate: int
    answers: list[Answer]
    began: float = field(default_factory=time.monotonic)
    last: float = field(default_factory=time.monotonic)
    cost: float = 0.0

    def morning(self, one: Replicate, history: History) -> None:
        """Go on from the newest checkpoint that is whole."""
        self.began = self.last = time.monotonic()
        self.cost = one.state.bytes() / DISK
        faults = []
        for folder in self.whole._checkpoints(self.replicate):
            try:
                index = checkpoint.read(folder)
                if index["about"]["plan_sha256"] != self.whole.plan_sha256:
                    raise DamagedResults(f"{folder.name}: of another scheme or run")
                checkpoint.take_in(one, history, folder, index)
            except DamagedResults as fault:
                faults.append(str(fault))
                continue
            history.simulate = index["about"]["seconds"]
            self.answers += [Answer(**each) for each in index["about"]["answers"]]
            if faults:
                self.whole.notes.append(f"Damaged: {'; '.join(faults)}. An older one is used.")
            return
        if faults:
            raise DamagedResults(f"{self.whole.folder}: no whole checkpoint: {'; '.join(faults)}")

    def evening(self, one: Replicate, history: History) -> None:
        """Write a checkpoint if one is due, or if the run shall end."""
        stop = self.whole.stop.is_set()
        if not stop and not self._due(one.day - 1):
            return
        begun = time.monotonic()
        about = {
            "plan_sha256": self.whole.plan_sha256,
            "seconds": history.simulate + begun - self.began,
            "answers": [asdict(a) for a in self.answers if a.replicate == self.replicate],
        }
        folder = self.whole.folder / f"r{self.replicate}-day{one.day:06}"
        self.whole._on_disk(lambda: checkpoint.write(one, history, folder, about))
        for old in self.whole._checkpoints(self.replicate)[KEPT:]:
            shutil.rmtree(old)
        self.last = time.monotonic()
        self.cost = self.last - begun
        if stop:
            raise self.whole.interrupted()

    def _due(self, days: int) -> bool:
        if self.whole.every is not None:
            return days % self.whole.every == 0
        return time.monotonic() - self.last >= max(SOONEST, SHARE * self.cost)


def request_in(
    folder: Path, schema: str = SCHEMA, what: str = "run", sha256: str = "plan_sha256"
) -> tuple[dict[str, Any], str]:
    """Return what was asked for in an unfinished run or study, and the hash of its plan.

    Parameters
    ----------
    folder : Path
        The unfinished folder.
    schema, what : str
        Of what is expected there.
    sha256 : str
        Under which name the hash stands.

    Raises
    ------
    DamagedResults
        If that cannot be read.
    """
    try:
        said = json.loads((folder / REQUEST).read_bytes())
        if said["schema"] != schema:
            raise DamagedResults(
                f"{folder}/{REQUEST}: schema {said['schema']!r}; a {what} is expected, {schema!r}"
            )
        return dict(said["request"]), str(said[sha256])
    except FileNotFoundError:
        raise DamagedResults(f"{folder}: no {REQUEST}; this is no unfinished {what}") from None
    except (ValueError, KeyError, TypeError):
        raise DamagedResults(f"{folder}/{REQUEST}: truncated or altered") from None


def plan_sha256(resolved: Mapping[str, Any]) -> str:
    """Return the hash of everything that a run follows from."""
    return hashlib.sha256(json.dumps(resolved, sort_keys=True).encode()).hexdigest()
