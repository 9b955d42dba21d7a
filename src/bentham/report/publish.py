"""From a finished simulation to its run folder: tables, scenario, report."""

from __future__ import annotations

import io
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bentham.report.assumed import driven_facts, never_fact
from bentham.report.build import build_facts
from bentham.report.declared import scheme_facts, stated_aim
from bentham.report.facts import DrivenFact, Facts
from bentham.report.html import only_drawn, render
from bentham.report.keeping import kept
from bentham.report.matter import at_stake, parameters_that_matter
from bentham.report.words import findings
from bentham.results.files import FileRecord
from bentham.results.folder import write_run
from bentham.results.panel import condense, daily
from bentham.results.provenance import versions
from bentham.results.run import Run
from bentham.scheme import loading
from bentham.scheme.fields import Scheme
from bentham.scheme.reforms import OF_A_REFORM, as_data
from bentham.study.accurate import never_erring
from bentham.study.probes import probes_table
from bentham.study.simulate import Plan, Progress, Simulation
from bentham.study.tracing import events_table, people_table

ERRORS = (
    "wrongly_listed", "listed_for_strangers", "wrongful_arrests", "false_records",
    "mistaken_authors", "taken_for_another", "reports_false", "truth_punished",
)  # fmt: skip
CORRECT_HARMS = (
    "critics_punished", "identified_protected", "sanction_days_protected", "authors_identified",
    "marchers_identified", "reports_true", "arrests",
)  # fmt: skip

NOT_REPRESENTED = (
    "Detention is a number of days, and exposure to ill-treatment a count of its own: what either "
    "is like is not represented, and nothing here may be set off against them.",
    "Nobody is killed or disappears, and no one is forced to inform.",
    "A court is a chance and a delay: there is no lawyer, no judge with a mind, no precedent.",
    "There are no prices, firms or public budgets, and nobody leaves the society.",
    "Under-18s live in these households but do not act, and are never traced.",
)
"""What a run leaves out; the report's page itself names the repression of peoples and faiths."""


def publish(
    simulation: Simulation,
    path: str | Path,
    command: str,
    scenario: str | None = None,
    progress: Progress | None = None,
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
    progress : callable, optional
        Told how far it is with what the report needs besides.

    Returns
    -------
    Run
        The run with its folder and the time of writing filled in.
    """
    plan, run = simulation.plan, simulation.run
    metrics = at_stake(simulation) if plan.counted else []
    matter = parameters_that_matter(
        plan.scheme, plan.values, plan.held, plan.off, plan.assumptions > 0, plan.causes
    )

    facts = None
    if plan.counted:
        never = never_erring(plan, metrics, progress)
        facts = build_facts(
            run,
            scheme_facts(plan.scheme),
            command=command,
            parameters=matter,
            files={},
            metrics=metrics,
            draws=simulation.draws,
            errors=ERRORS,
            correct_harms=CORRECT_HARMS,
            not_represented=NOT_REPRESENTED,
            aim=stated_aim(plan.scheme),
            never=None if never is None else never_fact(never),
        )
        facts = replace(facts, driven=_driven(simulation, facts))

    def report(files: Mapping[str, FileRecord]) -> str:
        assert facts is not None
        return render(replace(facts, files=dict(files)))

    people = events = probes = scheme = None
    if plan.trace:
        first, scale = simulation.histories[0], simulation.world.score_scale
        people = people_table(first, plan.trace, scale)
        events = events_table(simulation.log)
    if simulation.answers:
        probes = probes_table(simulation.answers)
    if plan.scenario is not None and plan.scenario.file.scheme not in loading.presets():
        scheme = written_down(plan.scheme)
    return write_run(
        path,
        run,
        scenario=_scenario(plan, command, scenario or written_down(plan.scheme)),
        resolved=simulation.resolved(),
        command=command,
        report=report if facts is not None else None,
        facts=None if facts is None else kept(only_drawn(facts)),
        people=people,
        events=events,
        probes=probes,
        scheme=scheme,
    )


def _driven(simulation: Simulation, facts: Facts) -> tuple[DrivenFact, ...]:
    """Return on which assumptions the harms hang that the report tells."""
    drawn = simulation.draws
    if drawn is None:
        return ()
    by_name = {m.metric.name: m for m in facts.measured}
    told, _ = findings(facts.measured, facts.people, facts.days)
    return driven_facts(
        (
            (
                f.name,
                condense(daily(drawn, f.name), by_name[f.name].metric.summary),
                by_name[f.name].total.value or 0.0,
            )
            for f in told
        ),
        simulation.plan,
    )


def command_line(plan: Plan, scheme: str, society: str | None, settings: Sequence[str] = ()) -> str:
    """Return the command that makes a run again.

    A file is named without its folder, whose name may be a person's. What a scenario says itself is
    not repeated.
    """
    words = ["bentham", "run", _bare(scheme)]
    if plan.scenario is None or society:
        words += ["--society", _bare(society or "city")]
    words += ["--people", str(plan.people), "--days", str(plan.days), "--seed", str(plan.seed)]
    of_file = plan.scenario.file if plan.scenario is not None else None
    if plan.replicates != (of_file.replicates if of_file else 1):
        words += ["--replicates", str(plan.replicates)]
    if plan.assumptions != (of_file.assumptions if of_file else 0):
        words += ["--assumptions", str(plan.assumptions)]
    for each in settings:
        words += ["--set", each]
    for system in plan.off:
        if of_file is None or system not in of_file.off:
            words += ["--off", system]
    if plan.perfectly_accurate:
        words.append("--perfectly-accurate")
    if plan.lives is not None:
        words += ["--trace", f"{plan.lives[0]}:{plan.lives[1]}"]
    elif plan.trace:
        words += ["--trace", ",".join(map(str, plan.trace))]
    return shlex.join(words)


def _bare(name: str) -> str:
    known = name in loading.presets()
    return name if known else Path(name).name


def written_down(scheme: Scheme) -> str:
    """Return a scheme as a file that declares the same; a reform is written out whole."""
    from ruamel.yaml import YAML

    data = {key: value for key, value in as_data(scheme).items() if key not in OF_A_REFORM}
    out = io.StringIO()
    YAML(typ="safe", pure=True).dump(data, out)
    return out.getvalue()


def _scenario(plan: Plan, command: str, text: str) -> str:
    """Return the text that was run under a head of comments that says how."""
    what = "scheme" if plan.scenario is None else "scenario"
    head = [
        f"A run of Bentham {versions()['bentham']}. Below the line: the {what} as it was written.",
        f"Made with: {command}",
        f"Society: {plan.society.id} ({plan.society.title}), {plan.people:,} invented people.",
        "Every value, with its evidence, stands in resolved.json.",
    ]
    if plan.scenario is not None and plan.scenario.file.scheme not in loading.presets():
        head.append("The scheme that it names stands in scheme.yaml.")
    head.append("-" * 40)
    return "".join(f"# {line}\n" for line in head) + text
