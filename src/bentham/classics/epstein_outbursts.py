"""What is measured on the actives of a run of Epstein's model, defined once.

Outburst
    Begins in the first tick with more than 50 actives and ends before the first later tick with
    fewer than 50 (the paper's "exceeds 50" and "falls below 50", quoted). One that is not over when
    the run ends is not counted.
Activation
    The sum of actives over the ticks of an outburst, in person-ticks.
Peak
    The most actives in any tick.
Wait
    The ticks between the last tick of an outburst and the first of the next, both left out.
Calm
    The share of ticks with fewer than 10 actives.

`mean_field` is the closed form for a world in which everybody faces the same chance of arrest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

OUTBURST, CALM = 50, 10


@dataclass(frozen=True)
class Outbursts:
    """The outbursts of one run, or of several together."""

    activation: Floats
    waits: Floats
    peak: float
    calm: float

    @property
    def count(self) -> int:
        """How many outbursts began and ended."""
        return len(self.activation)


def outbursts(active: npt.NDArray[Any], above: int = OUTBURST) -> Outbursts:
    """Return the outbursts in a series of actives by tick."""
    activation: list[float] = []
    waits: list[float] = []
    begun, ended = -1, -1
    for tick, number in enumerate(active):
        if begun < 0 and number > above:
            begun = tick
            if ended >= 0:
                waits.append(float(tick - ended))
        elif begun >= 0 and number < above:
            activation.append(float(active[begun:tick].sum()))
            begun, ended = -1, tick
    return Outbursts(
        np.array(activation), np.array(waits), float(active.max()), float(np.mean(active < CALM))
    )


def mean_field(legitimacy: float, threshold: float, p: float) -> float:
    """Return the share of citizens who are active if everybody expects arrest with chance `p`.

    With hardship H and aversion R independent and uniform, g = 1 - L and rho = min(1, (g - T) / p),
    the share with g H - R p > T is ((g - T) rho - p rho^2 / 2) / g; 0 if g <= T (T05), and
    1 - T / g if p = 0 (T06). Exact.
    """
    g = 1.0 - legitimacy
    if g <= threshold:
        return 0.0
    if p == 0.0:
        return 1.0 - threshold / g
    rho = min(1.0, (g - threshold) / p)
    return ((g - threshold) * rho - p * rho * rho / 2.0) / g
