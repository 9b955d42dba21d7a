"""From a finished simulation to its run folder: tables, scenario, report."""

from __future__ import annotations

import io
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from bentham.day.person import setting
from bentham.report.build import build_facts
from bentham.report.declared import scheme_facts
from bentham.report.html import render
from bentham.report.matter import at_stake, parameters_that_matter
from bentham.results.files import FileRecord
from bentham.results.folder import write_run
from bentham.results.provenance import versions
from bentham.results.run import Run
from bentham.scheme import loading
from bentham.scheme.fields import Scheme
from bentham.scheme.reforms import as_data
from bentham.study.simulate import Plan, Simulation
from bentham.study.tracing import events_table, people_table

ERRORS = ("wrongly_listed", "false_records")
CORRECT_HARMS = ("critics_punished",)

NOT_REPRESENTED = (
    "Informants, cameras, censorship of the media, and the punishment of families are not "
    "simulated yet.",
    "Torture and ill-treatment are not represented; nothing here may be set off against them.",
    "A court is a chance and a delay: there is no lawyer, no judge with a mind, no precedent.",
    "There are no prices, firms or public budgets, and nobody leaves the society.",
    "Under-18s live in these households but do not act, and are never traced.",
)
"""What a run leaves out; the report's page itself names the repression of peoples and faiths."""


def publish(
    simulation: Simulation, path: str | Path, command: str, scenario: str | None = None
) -> Run:
    """Write a simulation's run folder, whole or not at all.

    Parameters
    ----------
    simulation : Simulation
        What was carried out.
    path : str or Path
        Where; see `results.folder.check_destination`.
    command : str
        The command line that makes the run again.
    scenario : str, optional
        The scheme's text as written; by default it is written down from what was declared.

    Returns
    -------
    Run
        The run with its folder and the time of writing filled in.
    """
    plan, run = simulation.plan, simulation.run
    metrics = at_stake(simulation)
    matter = parameters_that_matter(
        plan.scheme, plan.values, plan.held, plan.off, drawn=plan.assumptions > 0
    )

    def report(files: Mapping[str, FileRecord]) -> str:
        return render(
            build_facts(
                run,
                scheme_facts(plan.scheme),
                command=command,
                parameters=matter,
                files=files,
                metrics=metrics,
                draws=simulation.draws,
                errors=ERRORS,
                correct_harms=CORRECT_HARMS,
                not_represented=NOT_REPRESENTED,
            )
        )

    people = events = None
    if plan.trace:
        first, scale = simulation.histories[0], simulation.world.score_scale
        people = people_table(first, plan.trace, scale)
        start = simulation.world.numbers[0, setting("SCORE_START")] / scale
        events = events_table(first, plan.trace, scale, float(start))
    return write_run(
        path,
        run,
        scenario=_scenario(plan, command, scenario or written_down(plan.scheme)),
        resolved=simulation.resolved(),
        command=command,
        report=report,
        people=people,
        events=events,
    )


def command_line(plan: Plan, scheme: str, society: str, settings: Sequence[str] = ()) -> str:
    """Return the command that makes a run again.

    A file is named without its folder, whose name may be a person's.
    """
    words = ["bentham", "run", _bare(scheme), "--society", _bare(society)]
    words += ["--people", str(plan.people), "--days", str(plan.days), "--seed", str(plan.seed)]
    if plan.replicates != 1:
        words += ["--replicates", str(plan.replicates)]
    if plan.assumptions:
        words += ["--assumptions", str(plan.assumptions)]
    for each in settings:
        words += ["--set", each]
    for system in plan.off:
        words += ["--off", system]
    if plan.trace:
        words += ["--trace", ",".join(map(str, plan.trace))]
    return shlex.join(words)


def _bare(name: str) -> str:
    known = name in loading.presets()
    return name if known else Path(name).name


def written_down(scheme: Scheme) -> str:
    """Return a scheme as a file that declares the same; a reform is written out whole."""
    from ruamel.yaml import YAML

    reform = ("base", "changes", "remove", "add")
    data = {key: value for key, value in as_data(scheme).items() if key not in reform}
    out = io.StringIO()
    YAML(typ="safe", pure=True).dump(data, out)
    return out.getvalue()


def _scenario(plan: Plan, command: str, text: str) -> str:
    """Return the scheme's text under a head of comments that says what was run."""
    head = [
        f"A run of Bentham {versions()['bentham']}. Below the line: the scheme as it was written.",
        f"Made with: {command}",
        f"Society: {plan.society.id} ({plan.society.title}), {plan.people:,} invented people.",
        "Every value, with its evidence, stands in resolved.json.",
        "-" * 40,
    ]
    return "".join(f"# {line}\n" for line in head) + text
