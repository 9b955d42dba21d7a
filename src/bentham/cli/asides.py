"""What `bentham run` prints besides its numbers: notes, lives, answers, arms, and what remains."""

from __future__ import annotations

from itertools import groupby

import numpy as np

from bentham.cli.screen import put_table, say
from bentham.day.person import TALLIES
from bentham.evidence.metrics import Metric
from bentham.report.matter import at_stake
from bentham.report.words import capital
from bentham.results.panel import ARM, centre, condense, daily
from bentham.study.lives import told
from bentham.study.probes import MEANS, Answer
from bentham.study.simulate import Simulation

MOST_ARMS_SHOWN = 12
ONE = {
    "KNOWLEDGE_SUM": 256, "RISK_SUM": 256, "TRUST_SUM": 256, "LOSS_SUM": 65536, "WELFARE_SUM": 4096,
}  # fmt: skip
"""What stands for one in sums of shares, which vary at most as a count of the same mean does."""


def asides(simulation: Simulation) -> None:
    """Print everything of a run that is not a summary of its metrics.

    Parameters
    ----------
    simulation : Simulation
        What was carried out.
    """
    for note in simulation.notes:
        say(note)
    if simulation.notes:
        say()
    if simulation.plan.trace:
        say("Lives of invented people, day by day:")
        say()
        for line in told(simulation.log):
            say(line)
    if simulation.answers:
        _answers(simulation.answers)
    if simulation.plan.arms:
        _arms(simulation)
    if simulation.plan.perfectly_accurate:
        _remains(simulation)


def _answers(answers: list[Answer]) -> None:
    """Print what people think, what they say, and what a list experiment finds."""
    columns = [("asked", "left"), ("day", "right"), ("adults", "right"), ("privately", "right"),
               ("say so", "right"), ("by a list", "right")]  # fmt: skip
    rows = []
    left_out: dict[str, str] = {}
    for a in answers:
        if a.left_out is not None:
            left_out[a.question] = a.left_out
        elif a.replicate == 0:
            by_list = "-"
            if a.list_estimate is not None and a.list_error is not None:
                by_list = f"{a.list_estimate:.1%} ± {2 * a.list_error:.1%}"
            rows.append((
                capital(MEANS[a.question]), str(a.day), f"{a.asked:,}", f"{a.private:.1%}",
                "-" if a.told is None else f"{a.told:.1%}", by_list,
            ))  # fmt: skip
    if rows:
        say("What people think, and what they tell an interviewer:")
        put_table(columns, rows)
    for why, questions in groupby(sorted(left_out, key=left_out.__getitem__), left_out.get):
        say(f"Not asked ({', '.join(questions)}): {why}.")
    say()


def _arms(simulation: Simulation) -> None:
    """Print the numbers that differ most between the arms of a trial, for the counting error."""
    panel, scenario = simulation.run.panel, simulation.plan.scenario
    assert scenario is not None
    rows = []
    looked_at = 0
    for m in at_stake(simulation):
        values = [
            centre(condense(daily(panel, m.name, ARM, arm), m.summary))
            for arm in simulation.plan.arms
        ]
        unknown = values[0] is None or values[1] is None or m.bottom != "ADULTS"
        if unknown or (m.top.endswith("_SUM") and m.top not in ONE):
            continue
        looked_at += 1
        control, treated = (float(v) for v in values if v is not None)
        if control != treated:
            apart = _errors_apart(simulation, m, control, treated)
            shown = (capital(m.label), f"{control:.4g}", f"{treated:.4g}", f"{apart:.1f}")
            rows.append((apart, (*shown, m.unit, m.axis)))
    rows.sort(key=lambda row: -row[0])
    say(f"Trial {scenario.file.trials[0].id}, arm by arm, of {looked_at} numbers looked at:")
    columns = [("", "left"), ("control", "right"), ("treated", "right"), ("errors apart", "right"),
               ("unit", "left"), ("axis", "left")]  # fmt: skip
    put_table(columns, [row for _, row in rows[:MOST_ARMS_SHOWN]])
    say(f"Two arms alike differ by two errors or more in about {looked_at / 20:.0f} of {looked_at} "
        "numbers by luck alone, in more\nwhere one person counts on many days. All of them: "
        "group_by 'arm' in panel.parquet.")  # fmt: skip
    say()


def _errors_apart(simulation: Simulation, m: Metric, control: float, treated: float) -> float:
    """Return how many counting errors lie between two arms: counts as of independent events.

    With r the rate of both arms together and n adults (adult-days for a daily mean) in each arm,
    the error of the difference is sqrt(r (1 / n_control + 1 / n_treated)).
    """
    first_day = simulation.histories[0].tallies[0, ..., TALLIES.index("ADULTS")]
    days = simulation.plan.days if m.summary == "mean" else 1
    n = first_day.reshape(len(simulation.plan.arms), -1).sum(axis=1) * float(days)
    rates = np.array([control, treated]) / abs(m.scale) / ONE.get(m.top, 1)
    together = abs(float((rates * n).sum() / n.sum()))
    error = float(np.sqrt(max(together, 1e-300) * (1 / n[0] + 1 / n[1])))
    return abs(float(rates[1] - rates[0])) / error


def _remains(simulation: Simulation) -> None:
    """Print which harms are left when nothing ever errs."""
    metrics = simulation.run.metrics
    left = [
        m for m in at_stake(simulation)
        if m.axis == "harm" and m.direction == "worse" and m.cause.startswith("scheme.")
        and metrics[m.name]["value"]
    ]  # fmt: skip
    say("Nothing erred in this run: no mistake, no false match, no false report. What remains:")
    for m in left:
        say(f"  {capital(m.label)}: {metrics[m.name]['value']:,.4g} {m.unit}")
    if not left:
        say("  no harm that is measured here.")
    say()
