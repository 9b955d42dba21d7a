"""How far a command is: a bar on a terminal, otherwise one line every tenth."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock
from types import FrameType

from bentham.cli.screen import console, tell

Report = Callable[[str, int, int], None]
PARTS = 10
DAYS, DRAWS, POINTS = "days", "draws", "points"


@contextmanager
def reported(quiet: bool, stop: Event | None = None) -> Iterator[Report]:
    """Yield what is called with progress; it is also where Ctrl-C takes effect.

    Python may raise an interrupt inside a callback that swallows it, and the run would go on. So
    the first Ctrl-C is noted and raised at the next report, which comes at least once a day of the
    run; the second is raised at once.

    Parameters
    ----------
    quiet : bool
        Whether to say nothing.
    stop : Event or None
        Set by the first Ctrl-C where the run itself finishes the day and ends.
    """
    asked = stop or Event()
    ends_here = stop is None

    def note(_signal: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    before = signal.signal(signal.SIGINT, note)
    try:
        with _shown(quiet) as report:

            def checked(what: str, done: int, total: int) -> None:
                if ends_here and asked.is_set():
                    raise KeyboardInterrupt
                if report is not None:
                    report(what, done, total)

            yield checked
        if ends_here and asked.is_set():
            raise KeyboardInterrupt
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _shown(quiet: bool) -> Iterator[Report | None]:
    """Yield what shows progress, or None if nothing shall be said."""
    if quiet:
        yield None
    elif sys.stderr.isatty():
        with _bar() as report:
            yield report
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Report]:
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """How much is done a second."""

        def render(self, task: Task) -> Text:
            """Return the rate, once there is one."""
            unit = _unit(task.description)
            return Text("" if task.speed is None else f"{task.speed:,.0f} {unit} a second")

    columns = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
        Rate(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console(stderr=True), transient=True) as progress:
        tasks = {}

        def report(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=total)
            progress.update(tasks[what], completed=done)

        yield report


def _unit(what: str) -> str:
    """Return what is counted; of several worlds each says its name first."""
    if what.endswith(POINTS):
        return POINTS
    return DAYS if what.endswith("simulating") else DRAWS


def _lines() -> Report:
    begun: dict[str, tuple[float, int]] = {}
    told: dict[str, int] = {}
    lock = Lock()

    def report(what: str, done: int, total: int) -> None:
        with lock:
            start, known = begun.setdefault(what, (time.monotonic(), done))
            part = PARTS * done // total
            if part <= told.get(what, 0):
                return
            told[what] = part
            # What an earlier run left behind took this one no time.
            left = (time.monotonic() - start) * (total - done) / max(done - known, 1)
            unit = _unit(what)
            line = f"{what}: {100 * part // PARTS} % ({done:,} of {total:,} {unit})"
            tell(line + (f", {left:.0f} s left" if left >= 1 and done < total else ""))

    return report
