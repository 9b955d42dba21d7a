"""Null models: what does without the mechanisms, and what it meets all the same.

Three run beside Bentham on every fact: `alone` and `epstein` (see `observing`) are runs; *averages*
knows no person and no run. It fixes each share at its published average, as other publications
than the fact's own print it, and knows no difference between one condition and another: every
published sign is to it a difference of zero. Where nothing else is published it says nothing.
"""

from __future__ import annotations

from math import nan

from bentham.study.facts.table import Fact

AVERAGES: dict[str, dict[str, float]] = {
    # Each of the studies of F41 (4, 14, 25, 28, 30 points) by the mean of the others: the farthest
    # of the five, which leaves out the first.
    "F41": {"gap": (14.0 + 25.0 + 28.0 + 30.0) / 4.0},
    # Rieger, Wang & Ohlberg 2020 as quoted: 41 to 57 % of students abroad approve.
    "F33": {"approve": 49.0, "aware": nan},
    # The base rate of the only other city with counts in `live_fr`: 2 right of 104 alerts.
    "F26": {"precision": 100.0 * 2.0 / 104.0, "flagged": nan},
    "F28": {"precision": 100.0 * 2.0 / 104.0},
    # Zhu et al. 2013: some 12 % of posts of followed sensitive users deleted.
    "F14": {"ratio": 1.0, "tone": 1.0, "total": 12.0},
}
"""What other publications would say, where they say anything."""


def by_averages(fact: Fact) -> dict[str, float]:
    """Return what published averages alone give for a fact's numbers; NaN where nothing."""
    if fact.sign:
        return {part.name: 0.0 for part in fact.parts}
    known = AVERAGES.get(fact.id, {})
    return {part.name: known.get(part.name, nan) for part in fact.parts}
