"""Bentham: a laboratory for the politics of being watched, on invented people.

This is the public interface: `simulate` runs a scheme over an invented society, `load` reads a run
folder back, `Run` is what both return; `compare` lets the same people live in several worlds and
returns a `Comparison`; `sweep` tries many points of a study and returns a `Sweep`. Nothing heavy is
imported before one of them is used.

::

    run = bentham.simulate("municipal-points", people=1000, days=30)
    run.metrics["score"]["value"]
    found = bentham.compare("specific-laws", "speech-points", people=1000, days=30)
    found.worlds[1].differences["people_silenced"]
    bentham.sweep("study.yaml").to_pandas()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from bentham.results.comparison import Comparison
    from bentham.results.run import Run
    from bentham.results.sweep import Sweep
    from bentham.scheme.fields import Scheme
    from bentham.society.fields import Society
    from bentham.study.sweeps.study import Study

__version__ = "0.1.0"
__all__ = ["Comparison", "Run", "Sweep", "__version__", "compare", "load", "simulate", "sweep"]


def simulate(
    scheme: Scheme | str | Path,
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
    out: str | Path | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    executor: Executor | None = None,
) -> Run:
    """Let a scheme rule an invented society, day by day.

    Parameters
    ----------
    scheme : Scheme, str or Path
        A preset's name, a file, or a loaded scheme; or the file of a scenario, which then says
        what is left open here.
    society : Society, str or Path, optional
        Likewise; a city of 100,000 by default.
    people : int, optional
        Size; by default the society's own.
    days : int, optional
        Length; 365 by default.
    seed : int, optional
        The same seed gives the same people with the same luck; 1 by default.
    replicates : int, optional
        Repeats with other luck, for the range *luck*; one by default.
    threads : int, optional
        All processors by default; the result does not depend on it.
    chunk : int, optional
        Words of 64 people that a thread takes at a time; the result does not depend on it.
    trace : iterable of int
        Adults whose days are kept; they stand in the run folder, so give `out` as well.
    settings : sequence of str
        Changes to the scheme or to parameters, each ``path=value``, as ``--set`` takes them.
    assumptions : int, optional
        Draws of everything that is assumed, for the range *assumptions*; none by default.
    off : iterable of str
        Systems to switch off.
    perfectly_accurate : bool
        Whether no part of the scheme ever errs: what remains is what it does as declared.
    out : str or Path, optional
        Folder to write, with tables and report; by default nothing is written.
    progress : callable, optional
        Called with what is being done, how much is done, and how much there is.
    executor : concurrent.futures.Executor, optional
        Where replicates and draws are run: a pool of processes, of Dask or of MPI; each replicate
        then takes one thread unless `threads` says otherwise. The result does not depend on it.

    Returns
    -------
    Run
        What was found: metrics with two ranges, and the panel.

    Raises
    ------
    bentham.evidence.errors.BenthamError
        With one clear message: a mistake in the call (`UsageError`) or in a file (`InvalidInput`).
    """
    from bentham.results.folder import check_destination
    from bentham.study.simulate import carried_out, plan

    if out is not None:
        check_destination(out)
    if executor is not None and threads is None:
        threads = 1
    todo = plan(
        scheme, society, people, days, seed, replicates, threads, chunk,
        trace, settings, assumptions, off, perfectly_accurate,
    )  # fmt: skip
    simulation = carried_out(todo, progress, executor=executor)
    if out is None:
        return simulation.run
    from bentham.report.publish import command_line, publish
    from bentham.scheme.loading import source_text

    text = None
    if todo.scenario is not None:
        text = todo.scenario.document.text
    elif isinstance(scheme, str | Path):
        text = source_text(scheme)
    command = command_line(
        todo,
        str(scheme) if isinstance(scheme, str | Path) else "scenario.yaml",
        society if society is None or isinstance(society, str) else _named(society),
        settings,
    )
    return publish(simulation, out, command, text)


def compare(
    *schemes: Scheme | str | Path,
    society: Society | str | Path | None = None,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    replicates: int | None = None,
    threads: int | None = None,
    settings: Sequence[str] = (),
    assumptions: int | None = None,
    off: Iterable[str] = (),
    perfectly_accurate: bool = False,
    out: str | Path | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Comparison:
    """Let the same people, with the same luck, live in several worlds.

    Parameters
    ----------
    *schemes : Scheme, str or Path
        As `simulate` takes them; the first is the base. A single one is compared with
        ``specific-laws``, and ``open-society`` comes third.
    replicates : int, optional
        Pairs with other luck; 5 by default.
    assumptions : int, optional
        Draws of everything that is assumed, the same in all worlds; 64 by default.
    society, people, days, seed, threads, settings, off, perfectly_accurate, out, progress
        As `simulate` takes them, for all worlds.

    Returns
    -------
    Comparison
        The worlds with their metrics, and all but the base with differences in two ranges.

    Raises
    ------
    bentham.evidence.errors.BenthamError
        With one clear message.
    """
    from bentham.evidence.errors import UsageError
    from bentham.results.folder import check_destination
    from bentham.study.claims.judging import to_judge
    from bentham.study.twin_plans import planned
    from bentham.study.twins import compared

    if not schemes:
        raise UsageError("Name at least one scheme to compare.")
    if out is not None:
        check_destination(out)
    plans = planned(
        schemes, society=society, people=people, days=days, seed=seed, replicates=replicates,
        threads=threads, settings=settings, assumptions=assumptions, off=off,
        perfectly_accurate=perfectly_accurate,
    )  # fmt: skip
    reported = out is not None
    claimed = to_judge(plans) if reported else ()
    twins = compared(plans, progress, without_errors=reported, claimed=claimed)
    if out is None:
        return twins.result()
    from bentham.report.publish_worlds import command_of, publish_comparison
    from bentham.report.world_build import comparison_facts

    named = [str(each) if isinstance(each, str | Path) else each.id for each in schemes]
    where = society if society is None or isinstance(society, str) else _named(society)
    facts = comparison_facts(twins, command_of(twins, named, where, settings))
    return publish_comparison(twins, facts, out)


def sweep(
    study: Study | str | Path,
    out: str | Path | None = None,
    threads: int | None = None,
    csv: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
    executor: Executor | None = None,
) -> Sweep:
    """Try many points of uncertainties and safeguards, and see what harms hang on.

    Parameters
    ----------
    study : Study, str or Path
        The file of a study, or one that was read or made by an adapter in `bentham.study.adapters`.
    out : str or Path, optional
        Folder to write; a study that was interrupted there goes on, and one that is done is read
        back. By default nothing is written.
    threads : int, optional
        Points side by side; all processors by default. The result does not depend on it.
    csv : bool
        Whether the table is written as CSV too.
    progress : callable, optional
        Called with what is being done, how many points are done, and how many there are.
    executor : concurrent.futures.Executor, optional
        Where points are run: a pool of processes, of Dask or of MPI.

    Returns
    -------
    Sweep
        The table, ranges, Sobol indices, and where the claim fails.

    Raises
    ------
    bentham.evidence.errors.BenthamError
        With one clear message, before anything runs.
    """
    from bentham.study.sweeps.finished import carried_out
    from bentham.study.sweeps.reading import load as read

    given = read(study) if isinstance(study, str | Path) else study
    if out is None:
        return carried_out(given, progress, executor=executor, threads=threads).result
    from bentham.report.publish_study import finished_in, swept

    folder = Path(out).expanduser()
    source = Path(study) if isinstance(study, str | Path) else Path("study.yaml")
    done = finished_in(given, folder)
    return done or swept(
        given, folder, source, csv=csv, progress=progress, executor=executor, threads=threads
    )


def _named(society: Society | Path) -> str:
    return str(society) if isinstance(society, Path) else society.id


def load(path: str | Path) -> Run:
    """Read a run folder back, after checking that every file is as it was written.

    Raises
    ------
    bentham.evidence.errors.UsageError
        If there is no such folder.
    bentham.evidence.errors.DamagedResults
        If it is incomplete, altered, or written by an incompatible version.
    """
    from bentham.results.reading import load as read

    return read(path)


def __getattr__(name: str) -> Any:
    """Import `Run`, `Comparison` and `Sweep` when they are first asked for (PEP 562)."""
    if name == "Sweep":
        from bentham.results.sweep import Sweep

        return Sweep
    if name == "Comparison":
        from bentham.results.comparison import Comparison

        return Comparison
    if name == "Run":
        from bentham.results.run import Run

        return Run
    raise AttributeError(f"module 'bentham' has no attribute {name!r}")
