"""Refusals of tickets to the listed, against a constant rate.

Refusals are attempts, not people. With a constant rate r per listed year, those between two dates
are r int L dt; the misfit of the best constant is printed for each period. Listed years are those
of the printed numbers, joined by straight lines, if these are the current stock; else those of the
fitted stock. The row that is marked as from memory is left out.

Errors: each number is a difference of two cumulative ones, which the press rounds; the two periods
of 2019 are short, and those of rail rest on differences of 0.13 and 0.4 million. That flights rise
from 2017 to 2018 to 2019 does not hang on rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from bentham.evidence.tables import table
from bentham.study.court_list import ADULTS, CourtListFit, listed_years, years_since


@dataclass(frozen=True, slots=True)
class Refusals:
    """Refusals of one kind between two dates, and what the best constant rate gives."""

    kind: str
    start: date
    end: date
    refused: float
    listed_years: float
    constant: float

    @property
    def rate(self) -> float:
        """Refusals per listed year in this period."""
        return self.refused / self.listed_years

    @property
    def misfit(self) -> float:
        """What the constant rate gives, over what was printed, less one."""
        return self.constant / self.rate - 1.0


def refusals(fit: CourtListFit) -> tuple[Refusals, ...]:
    """Return the refusals of each kind and period against the best constant rate.

    The best constant is all refusals of the kind over all listed years of its periods.
    """
    rows = [r for r in table("defaulter_list").rows if not r["tag"].startswith("M")]
    out: list[Refusals] = []
    for kind in ("flight", "rail"):
        known = [r for r in rows if r[f"{kind}_refusals_cum"] is not None]
        spans = [
            (a["date"], b["date"], b[f"{kind}_refusals_cum"] - a[f"{kind}_refusals_cum"])
            for a, b in pairwise(known)
        ]
        years = [_years_listed(fit, a, b) for a, b, _ in spans]
        constant = sum(n for _, _, n in spans) / sum(years)
        out += [
            Refusals(kind, a, b, n, y, constant) for (a, b, n), y in zip(spans, years, strict=True)
        ]
    return tuple(out)


def _years_listed(fit: CourtListFit, start: date, end: date) -> float:
    first = fit.points[0]
    if fit.reading == "cumulative entries":
        t = years_since(first.day, [start, end])
        a, b = listed_years(*fit.paid, t, first.printed, ADULTS)
        return float(b - a)
    within = [start, *(p.day for p in fit.points if start < p.day < end), end]
    known = years_since(first.day, [p.day for p in fit.points])
    at = years_since(first.day, within)
    return float(np.trapezoid(np.interp(at, known, [p.printed for p in fit.points]), at))
