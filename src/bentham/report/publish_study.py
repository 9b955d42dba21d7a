"""From a study to its folder: run from where it was left, table, points, what ruled, page."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from concurrent.futures import Executor
from pathlib import Path
from threading import Event

from bentham.report.study import Made, render
from bentham.results.files import FileRecord
from bentham.results.folder import check_destination
from bentham.results.sweep import JSON_FILE, Sweep, load_sweep, write_sweep
from bentham.study.sweeps.finished import Finished, carried_out
from bentham.study.sweeps.journal import SUFFIX, Journal
from bentham.study.sweeps.running import Progress
from bentham.study.sweeps.study import Study
from bentham.study.sweeps.tables import points_table


def finished_in(study: Study, folder: Path) -> Sweep | None:
    """Return the same study if it stands in a folder already, None if there is room for it.

    Raises
    ------
    UsageError
        If something else stands there.
    DamagedResults
        If it is this study's folder and not as it was written.
    """
    if (folder / JSON_FILE).exists():
        found, sha256 = load_sweep(folder)
        if sha256 == study.sha256:
            return found
    check_destination(folder)
    return None


def swept(
    study: Study,
    folder: Path,
    source: Path,
    *,
    csv: bool = False,
    progress: Progress | None = None,
    executor: Executor | None = None,
    threads: int | None = None,
    stop: Event | None = None,
    notes: list[str] | None = None,
) -> Sweep:
    """Carry out a study into a folder, from where an interrupted one was left.

    Parameters
    ----------
    study : Study
        Which.
    folder : Path
        Where it is written; beside it stands the unfinished folder while it runs.
    source : Path
        The study's file.
    csv : bool
        Whether the table is written as CSV too.
    progress, executor, threads, stop
        As `run_points` takes them.
    notes : list or None
        Takes what the user should know of damage that was found.

    Raises
    ------
    Interrupted
        With how it goes on.
    """
    request = {"folder": str(Path.cwd()), "study": str(source), "csv": csv}
    unfinished = folder.with_name(folder.name + SUFFIX)
    journal = Journal(unfinished, request, study.sha256, study.document.text)
    journal.begin()
    try:
        done = carried_out(study, progress, journal, executor, threads, stop)
        found = publish_study(done, folder, source, csv)
    except KeyboardInterrupt:
        raise journal.interrupted() from None
    finally:
        journal.close()
    if notes is not None:
        notes += journal.notes
    journal.remove()
    return found


def publish_study(done: Finished, path: str | Path, source: str | Path, csv: bool = False) -> Sweep:
    """Write a study's folder, whole or not at all, and return it with its folder.

    Parameters
    ----------
    done : Finished
        What was carried out.
    path : str or Path
        Where; see `results.folder.check_destination`.
    source : str or Path
        The study's file; its folder is left out of the command that is printed.
    csv : bool
        Whether the table is written as CSV too.
    """
    found, study = done.result, done.study
    command = shlex.join(["bentham", "sweep", Path(source).name])

    def report(files: Mapping[str, FileRecord]) -> str:
        return render(found, Made(command, files))

    return write_sweep(
        path,
        found,
        written=study.document.text,
        points=points_table(study),
        resolved={world.label: world.plan.resolved() for world in study.worlds},
        command=command,
        sha256=study.sha256,
        csv=csv,
        report=report,
    )
