"""The arms of a trial compared: which numbers differ by more than counting errors explain.

With x the mean of both arms together, per adult, and n adults in each, the error of the difference
of the arms is::

    sqrt(v (1 / n_control + 1 / n_treated))

where v is how much one adult's part varies at most: x (1 - x) for a share of people; x for events,
as if they were independent; and D x, over D days, for what lasts, as if whoever is concerned on one
day were so on all. A mean of days of what lasts varies at most as a share of people does. So for
what lasts the error is too large rather than too small. Arms of whole wards or districts differ by
luck more than this says, since neighbours are alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from bentham.day.person import TALLIES
from bentham.evidence.metric import Metric
from bentham.results.panel import ARM, centre, condense, daily
from bentham.study.simulate import Simulation

MANY = 2.0
"""So many errors apart, two arms differ by more than luck alone makes 19 times out of 20."""

LASTING = (
    "DETAINED", "ILL_TREATED", "SANCTIONED", "SANCTIONED_WRONGLY", "SANCTIONED_PROTECTED",
    "KIN_AFFECTED", "READ", "READ_CHILLED", "RISK_SUM", "LOSS_SUM",
)  # fmt: skip
"""Tallies in which the same person counts on many days."""

ONE = {
    "KNOWLEDGE_SUM": 256, "RISK_SUM": 256, "TRUST_SUM": 256, "LOSS_SUM": 65536, "WELFARE_SUM": 4096,
}  # fmt: skip
"""What stands for one in sums of shares, which vary at most as a count of the same mean does."""


@dataclass(frozen=True)
class Difference:
    """One number in both arms.

    Parameters
    ----------
    metric : Metric
        Which number.
    control, treated : float
        Its value in each arm, a mean over replicates.
    apart : float
        How many errors lie between them.
    """

    metric: Metric
    control: float
    treated: float
    apart: float


def differences(simulation: Simulation, metrics: tuple[Metric, ...]) -> list[Difference]:
    """Compare the arms in every number that is counted per adult, in the order of `metrics`."""
    panel, arms = simulation.run.panel, simulation.plan.arms
    adults = [
        sum(float(h.tallies[0].reshape(len(arms), -1, len(TALLIES))[k, :, 0].sum())
            for h in simulation.histories)
        for k in range(len(arms))
    ]  # fmt: skip
    found = []
    for m in metrics:
        if m.bottom != "ADULTS" or (m.top.endswith("_SUM") and m.top not in ONE):
            continue
        control, treated = (
            centre(condense(daily(panel, m.name, ARM, arm), m.summary)) for arm in arms
        )
        if control is None or treated is None:
            continue
        apart = errors_apart(m, (control, treated), (adults[0], adults[1]), simulation.plan.days)
        found.append(Difference(m, control, treated, apart))
    return found


def errors_apart(
    m: Metric, values: tuple[float, float], adults: tuple[float, float], days: int
) -> float:
    """Return how many errors lie between the values of a metric in two arms.

    Parameters
    ----------
    m : Metric
        A number per adult.
    values, adults : pair of float
        Its value in each arm, and the number of adults there, over all replicates.
    days : int
        Length of the run.
    """
    first, second = (value / abs(m.scale) / ONE.get(m.top, 1) for value in values)
    if first == second:
        return 0.0
    mean = abs(first * adults[0] + second * adults[1]) / sum(adults)
    varies = mean
    if m.top in LASTING:
        varies *= days if m.summary == "sum" else 1
    elif m.summary == "mean":
        varies /= days
    elif m.summary in ("last", "max") and m.top not in ONE:
        varies *= max(1.0 - mean, 0.0)
    error = math.sqrt(varies * (1 / adults[0] + 1 / adults[1]))
    return abs(second - first) / error if error else math.inf


def ranked(found: list[Difference], most: int) -> list[Difference]:
    """Return those that differ most: first what lies beyond 2 errors, harms before the rest."""

    def order(d: Difference) -> tuple[bool, bool, float]:
        beyond = d.apart >= MANY
        return not beyond, beyond and d.metric.axis != "harm", -d.apart

    return sorted((d for d in found if d.control != d.treated), key=order)[:most]
