"""The metric registry: what a run reports, and on which axis each number lies.

A metric is a quotient of two tallies times a scale; tallies are integers counted by the day.
Sweeps, sensitivity and attribution take only metrics on the axis ``harm`` as output.
"""

from __future__ import annotations

from bentham.evidence.metric import Metric
from bentham.evidence.metrics_lists import LISTS, REFUSALS, SCORES
from bentham.evidence.metrics_people import CONDUCT, LIVING, SPEECH, TRUST
from bentham.evidence.metrics_watch import CAMERAS, FAMILY, FORCE, NEWS, POSTS, REPORTS

__all__ = ["METRICS", "SECTIONS", "Metric", "metric", "section"]

SECTIONS: dict[str, tuple[Metric, ...]] = {
    "the list": LISTS,
    "arrest": FORCE,
    "refusals": REFUSALS,
    "the score": SCORES,
    "speech and fear": SPEECH,
    "posts": POSTS,
    "news": NEWS,
    "cameras": CAMERAS,
    "reports": REPORTS,
    "the family": FAMILY,
    "trust": TRUST,
    "conduct": CONDUCT,
    "living": LIVING,
}
"""The metrics by what they are about, in the order in which a report looks at them."""

METRICS: tuple[Metric, ...] = tuple(m for part in SECTIONS.values() for m in part)
"""Every metric."""


def metric(name: str) -> Metric:
    """Return the declaration of `name`; `KeyError` if there is none."""
    return _BY_NAME[name]


def section(name: str) -> str:
    """Return what the metric `name` is about; its own name if the registry does not have it."""
    return _SECTION.get(name, name)


_BY_NAME = {m.name: m for m in METRICS}
_SECTION = {m.name: name for name, part in SECTIONS.items() for m in part}
