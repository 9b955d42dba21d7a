"""Whether a metric moves over the draws of the assumptions, and if not, why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bentham.day.person import TALLIES
from bentham.day.settings import ATTEMPTS
from bentham.engine.clock import History
from bentham.engine.meaning import Reading
from bentham.evidence.metrics import Metric
from bentham.study.causes import BARS

DEAD_ABOVE = 0.9
FEW = 10

Floats = npt.NDArray[np.float64]


def is_dead(values: Floats) -> bool:
    """Say whether a metric takes one and the same value, such as 0 or 1, in most draws."""
    most_common = Counter(np.round(values, 12).tolist()).most_common(1)
    return most_common[0][1] > DEAD_ABOVE * len(values)


def causes_out_of_reach(said: Reading, histories: Sequence[History]) -> set[str]:
    """Return the causes that need a grade to which nobody came in any draw."""
    people = [
        sum(float(h.tallies[..., TALLIES.index(f"GRADE_{k}")].sum()) for h in histories)
        for k in range(len(said.grades))
    ]
    ends = [*said.grades[1:], float("inf")]
    beyond = {f"scheme.grade_{k}" for k, n in enumerate(people) if n == 0}
    reached: set[str] = set()
    for at, mode in enumerate(ATTEMPTS):
        below = said.barred_below[at]
        there = below is not None and any(
            n > 0 for n, end in zip(people, ends, strict=True) if end <= below + 1
        )
        if not said.bars(mode):
            continue
        by_grade_alone = not (said.barred_listed[at] or said.barred_kin[at])
        (beyond if by_grade_alone and not there else reached).add(BARS[mode])
    return beyond if reached else beyond | {"scheme.bars", "scheme.bars_travel"}


def is_rare(m: Metric, values: Floats, histories: Sequence[History]) -> bool:
    """Say whether a metric counts what happens now and then, to a handful of people."""
    if not values.any() or m.how == "gini":
        return False
    names = [TALLIES.index(name) for name in m.top.split("+")]
    days = slice(-1, None) if m.summary == "last" else slice(None)
    happened = [float(h.tallies[days][..., names].sum()) for h in histories]
    return float(np.median([n for n in happened if n > 0] or [0.0])) < FEW
