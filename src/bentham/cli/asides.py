"""What `bentham run` prints besides its numbers: notes, lives, answers, arms, and what remains."""

from __future__ import annotations

from itertools import groupby

from bentham.cli.screen import put_table, say
from bentham.report.matter import at_stake
from bentham.report.words import capital
from bentham.study.arms import MANY, differences, ranked
from bentham.study.lives import told
from bentham.study.probes import MEANS, Answer
from bentham.study.simulate import Simulation

MOST_ARMS_SHOWN = 12


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
    """Print the numbers in which the arms of a trial differ most for the error of counting."""
    scenario = simulation.plan.scenario
    assert scenario is not None
    trial = scenario.file.trials[0]
    found = differences(simulation, at_stake(simulation))
    beyond = sum(d.apart >= MANY for d in found)
    say(
        f"Trial {trial.id}, arm by arm: {len(found)} numbers were compared, and {beyond} differ by "
        f"{MANY:g} standard errors or more."
    )
    columns = [("", "left"), ("control", "right"), ("treated", "right"), ("errors apart", "right"),
               ("unit", "left"), ("axis", "left")]  # fmt: skip
    rows = [
        (capital(d.metric.label), f"{d.control:.4g}", f"{d.treated:.4g}", f"{d.apart:.1f}",
         d.metric.unit, d.metric.axis)
        for d in ranked(found, MOST_ARMS_SHOWN)
    ]  # fmt: skip
    put_table(columns, rows)
    say(
        f"With {len(found)} numbers compared, about {len(found) / 20:.0f} differ that far by luck "
        "alone."
    )
    if trial.unit != "person":
        say(f"Neighbours are alike, so arms of whole {trial.unit}s differ by luck more than this.")
    say("All of them stand in the panel, where group_by is 'arm'.")
    say()


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
    if left:
        say("None of this is an error: it is what the scheme does, as declared, to those it means.")
    else:
        say("  no harm that is measured here.")
    say()
