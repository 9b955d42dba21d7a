"""What a run found, in a few plain sentences for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from bentham.evidence.metrics import METRICS, Metric
from bentham.report.build import measure
from bentham.report.words import findings, range_note, unmoved
from bentham.results.provenance import INVENTED
from bentham.results.run import Run


def summary(run: Run, metrics: Sequence[Metric] = METRICS, draws: int = 0) -> str:
    """Return a run's findings as sentences, one a line.

    Parameters
    ----------
    run : Run
        What was simulated.
    metrics : sequence of Metric
        What to report, in this order.
    draws : int
        How often the assumptions were drawn.
    """
    measured = measure(run, metrics)
    harms, conduct = findings(measured, run.people, run.days)
    lines = [
        f"{run.scheme} over {run.society}: {run.people:,} invented people, {run.days:,} days, "
        f"seed {run.seed}.",
        "",
    ]
    lines += [f.text for f in harms] or ["No harm that is measured here moved."]
    still = unmoved(measured)
    if harms and still:
        lines.append(f"Did not move: {', '.join(still)}.")
    if conduct:
        lines += ["", "What people did:", *(f.text for f in conduct)]
    lines += ["", range_note(run.replicates, draws), INVENTED]
    return "\n".join(lines)
