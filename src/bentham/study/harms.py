"""Harms as outputs: what is varied is measured by what is done to people, and by nothing else.

Whoever could ask which setting leaves the least protest would have a tool for repression. So every
question that varies something takes only metrics on the axis ``harm``, and says why it refuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bentham.evidence.errors import InvalidInput, unknown
from bentham.evidence.metric import Metric
from bentham.evidence.metrics import METRICS, metric

if TYPE_CHECKING:
    from bentham.study.planning import Plan

AXES = {"conduct": "what people do", "context": "context"}

REASON = (
    "'{name}' is {what}, not a harm. Where something is varied, only harms may be asked: to look "
    "for the setting with the least protest would be to look for the most effective repression."
)
"""Why a metric on another axis is refused."""


LEVELS = ("SCORE_SUM", "TRUST_SUM", "KNOWLEDGE_SUM")
"""Tallies of what a world without its cause does not keep: there is nothing to subtract there."""

LEVEL = (
    "'{name}' is a level that a world without {cause} does not keep, so nothing can be subtracted "
    "from it; compare two schemes that both have it."
)


IDLE = "Nothing that '{scheme}' declares can move '{name}'; `bentham run` lists what it moves."


def is_level(m: Metric) -> bool:
    """Return whether a metric means nothing where its cause is absent."""
    return bool(set(m.top.split("+")) & set(LEVELS))


def harm(name: str) -> Metric:
    """Return the harm of this name.

    Raises
    ------
    InvalidInput
        It is on another axis.
    UsageError
        There is no such metric.
    """
    try:
        found = metric(name)
    except KeyError:
        raise unknown("there is no harm", name, [m.name for m in METRICS]) from None
    if found.axis != "harm":
        raise InvalidInput(REASON.format(name=name, what=AXES[found.axis]))
    return found


def harms_at_stake(todo: Plan, names: Sequence[str] = ()) -> tuple[Metric, ...]:
    """Return the harms of these names; by default all that a plan can move and that can be zero."""
    if not names:
        return tuple(
            m for m in METRICS if m.axis == "harm" and m.cause in todo.causes and not is_level(m)
        )
    found = tuple(harm(name) for name in dict.fromkeys(names))
    for m in found:
        if is_level(m):
            raise InvalidInput(LEVEL.format(name=m.name, cause=m.cause))
        if m.cause not in todo.causes:
            raise InvalidInput(IDLE.format(name=m.name, scheme=todo.name))
    return found
