"""From a finished comparison to its folder: tables, what ruled, report."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bentham.report.comparison import render
from bentham.report.keeping import kept
from bentham.report.publish import written_down
from bentham.report.world_facts import ComparisonFacts
from bentham.results.comparison import Comparison
from bentham.results.files import FileRecord
from bentham.results.folder_of_worlds import write_comparison
from bentham.study.twins import Twin, Twins


def publish_comparison(twins: Twins, facts: ComparisonFacts, path: str | Path) -> Comparison:
    """Write a comparison's folder, whole or not at all, and return it with its folder.

    Parameters
    ----------
    twins : Twins
        What was carried out.
    facts : ComparisonFacts
        What the report prints of it; see `report.world_build.comparison_facts`.
    path : str or Path
        Where; see `results.folder.check_destination`.
    """

    def report(files: Mapping[str, FileRecord]) -> str:
        return render(replace(facts, files=dict(files)))

    return write_comparison(
        path,
        twins.result(),
        drawn=twins.drawn_differences(),
        written={world.label: _text(world) for world in twins.worlds},
        resolved={world.label: world.one.resolved() for world in twins.worlds},
        facts=kept(facts),
        command=facts.command,
        report=report,
    )


def command_of(
    twins: Twins, schemes: Sequence[str], society: str | None, settings: Sequence[str]
) -> str:
    """Return the command line that makes a comparison again; folders of files are left out."""
    plan = twins.plan
    words = ["bentham", "compare", *(Path(s).name for s in schemes)]
    words += ["--society", Path(society).name if society else plan.society.id]
    words += ["--people", str(plan.people), "--days", str(plan.days), "--seed", str(plan.seed)]
    words += ["--replicates", str(plan.replicates), "--assumptions", str(plan.assumptions)]
    for each in settings:
        words += ["--set", each]
    for system in plan.off:
        words += ["--off", system]
    if plan.perfectly_accurate:
        words.append("--perfectly-accurate")
    return shlex.join(words)


def _text(world: Twin) -> str:
    plan = world.one.plan
    if plan.scenario is not None:
        return plan.scenario.document.text
    return written_down(plan.scheme)
