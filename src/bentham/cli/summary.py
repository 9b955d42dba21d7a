"""What `bentham run` prints when it is done: a table, a few sentences, what to do next."""

from __future__ import annotations

import shlex
from pathlib import Path

from bentham.cli.machine import peak_memory
from bentham.cli.screen import put_table, say
from bentham.report.build import measure
from bentham.report.facts import Measured
from bentham.report.matter import at_stake
from bentham.report.telling import telling
from bentham.report.text import summary
from bentham.report.words import Scale, capital, numbers
from bentham.results.run import Run
from bentham.study.simulate import Plan, Simulation

COMPARISON = "specific-laws"


def summarised(simulation: Simulation, run: Run, scheme: str, society: str) -> None:
    """Print what a run found.

    Parameters
    ----------
    simulation : Simulation
        What was carried out.
    run : Run
        The same run with the folder in which it now stands, if any.
    scheme, society : str
        As the user named them.
    """
    plan = simulation.plan
    metrics = at_stake(simulation)
    say(summary(run, metrics, plan.assumptions))
    say()
    measured = measure(run, metrics)
    shown = telling(measured)
    if shown:
        columns = [("", "left"), ("value", "right"), ("unit", "left"), ("axis", "whole")]
        columns[2:2] = [(name, "right") for name in _ranges(plan)]
        put_table(columns, [_row(m, plan) for m in shown])
        left = sum(m.moved for m in measured) - len(shown)
        if left:
            where = "the report" if run.run is not None else "--json or a run folder (--out)"
            say(f"{left} more numbers moved; all of them stand in {where}.")
    if run.run is not None:
        say(f"Report: {_shown(run.run / 'report.html')}")
    say(f"Next: {_next(plan, scheme, society)}")


def uncounted(run: Run) -> None:
    """Print what there is to say of a run of so many people that nothing is counted."""
    seconds = run.seconds["simulate"]
    say(
        f"{run.scheme} over {run.society}: {run.people:,} invented people, {run.days:,} days, "
        f"seed {run.seed}."
    )
    say(
        f"{seconds:,.0f} s on {run.threads} threads ({seconds / run.days:,.1f} s a day), "
        f"{run.bytes_per_person:.2f} bytes a person, {peak_memory()}."
    )
    say(f"Digest: {run.digest}")
    say("Nothing is counted: more people do not make an answer surer. Ask fewer for numbers.")
    if run.run is not None:
        say(f"Folder: {_shown(run.run)}")


def _ranges(plan: Plan) -> list[str]:
    """Return the names of the ranges that are known."""
    known = (("luck", plan.replicates > 1), ("assumptions", plan.assumptions > 1))
    return [name for name, is_so in known if is_so]


def _row(m: Measured, plan: Plan) -> tuple[str, ...]:
    x = m.total
    value, luck_low, luck_high, low, high = numbers(
        Scale(1.0, m.metric.unit), x.value, x.luck_low, x.luck_high, x.low, x.high
    )
    shown = {"luck": f"{luck_low} to {luck_high}", "assumptions": f"{low} to {high}"}
    ranges = [shown[name] for name in _ranges(plan)]
    return capital(m.metric.label), value, *ranges, m.metric.unit, m.metric.axis


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _next(plan: Plan, scheme: str, society: str) -> str:
    """Return the command that makes most sense after this run."""
    same = f"--people {plan.people} --days {plan.days} --seed {plan.seed}"
    if plan.scenario is None:
        same = f"--society {shlex.quote(society)} {same}"
    named = shlex.quote(scheme)
    if not plan.assumptions:
        return f"bentham run {named} {same} --replicates 5 --assumptions 32  # both ranges"
    if plan.scheme.id == COMPARISON or plan.scenario is not None:
        return f"bentham show {COMPARISON}  # every number, and where it comes from"
    return f"bentham run {COMPARISON} {same}  # the same people under courts and fines"
