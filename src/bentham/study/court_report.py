"""The court list told: both fits, the misfit of constant refusals, and Bentham's own day beside.

Bentham's day keeps a list by the same births and deaths, one adult at a time. Run with the preset
`defaulter-list` under the fitted rates, from an empty list, its share of adults listed must be

    h / (h + x) (1 - e^(-(h + x) t))

and its entries per adult h (t - int of that share), within four standard errors of what a number
of independent adults gives (binomial; Poisson for entries): 6 in 100,000 at most by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bentham.classics.declaration import Series
from bentham.day.person import SYSTEMS, TALLIES
from bentham.study.court_list import (
    UNCERTAINTY,
    YEAR,
    CourtListFit,
    Reading,
    entries,
    fits,
    series,
    stock,
)
from bentham.study.court_refusals import Refusals, refusals
from bentham.study.simulate import Progress, carried_out, plan

SCHEME = "defaulter-list"
PEOPLE = 20_000
KEPT_ON = "listing"
STANDARD_ERRORS = 4.0


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One comparison of Bentham's own day with the closed form, as shares of adults."""

    reading: Reading
    day: int
    obtained: float
    expected: float
    error: float

    @property
    def holds(self) -> bool:
        """Whether they agree within four standard errors."""
        return abs(self.obtained - self.expected) <= STANDARD_ERRORS * self.error


@dataclass(frozen=True)
class CourtListReport:
    """All that is said of the court list."""

    fits: tuple[CourtListFit, ...]
    refusals: tuple[tuple[Refusals, ...], ...]
    own_day: tuple[OwnDay, ...]
    series: tuple[Series, ...]

    @property
    def holds(self) -> bool:
        """Whether Bentham's own day agrees with the closed form wherever it was compared."""
        return all(each.holds for each in self.own_day)

    def text(self) -> str:
        """Return the report in plain lines."""
        lines = [
            "A court's list of defaulters, as state media printed it. The sources do not say "
            "whether the number is the current stock or the cumulative entries, nor whether it "
            "counts persons; both readings are fitted, with constant rates.",
        ]
        for fit, rows in zip(self.fits, self.refusals, strict=True):
            lines += ["", fit.text(), *_told(fit, rows)]
        if self.own_day:
            people = f"{PEOPLE:,} invented people under preset {SCHEME}"
            lines += ["", f"Bentham's own day, {people}, from an empty list:"]
            lines += [
                f"  {'holds ' if o.holds else 'MISSED'}  {_what(o.reading)} on day {o.day}: "
                f"{o.obtained:.3%} of adults, closed form {o.expected:.3%} "
                f"(standard error {o.error:.3%})"
                for o in self.own_day
            ]
        return "\n".join(lines)

    def to_json_object(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        return {
            "schema": "bentham.reproduce.court-list/1",
            "fits": [fit.to_json_object() for fit in self.fits],
            "refusals": [
                {
                    "reading": fit.reading, "kind": r.kind, "start": r.start.isoformat(),
                    "end": r.end.isoformat(), "refused": r.refused,
                    "listed_years": r.listed_years, "per_listed_year": r.rate,
                    "best_constant": r.constant, "misfit": r.misfit,
                }
                for fit, rows in zip(self.fits, self.refusals, strict=True)
                for r in rows
            ],
            "own_day": [
                {
                    "reading": o.reading, "day": o.day, "obtained": o.obtained,
                    "expected": o.expected, "standard_error": o.error, "holds": o.holds,
                }
                for o in self.own_day
            ],
            "holds": self.holds,
        }  # fmt: skip


def _what(reading: Reading) -> str:
    return "listed" if reading == "current stock" else "entries"


def _told(fit: CourtListFit, rows: Sequence[Refusals]) -> list[str]:
    source = "printed numbers" if fit.reading == "current stock" else "fitted stock"
    lines = [f"  Refusals per listed year ({source}), and what the best constant rate misses:"]
    for kind in ("flight", "rail"):
        of_kind = [r for r in rows if r.kind == kind]
        lines += [
            f"    {kind:<6} {r.start} to {r.end}  {r.rate:5.2f}  constant {r.constant:.2f}: "
            f"{r.misfit:+.0%}"
            for r in of_kind
        ]
        rates = [r.rate for r in of_kind]
        spread = max(rates) / min(rates)
        if spread > (1 + UNCERTAINTY) ** 2:
            lines.append(
                f"    No constant fits {kind}: the rates differ by a factor of {spread:.1f}, and "
                f"{UNCERTAINTY:.0%} either way would explain {(1 + UNCERTAINTY) ** 2:.2f}."
            )
    return lines


def own_day(
    fit: CourtListFit, people: int = PEOPLE, seed: int = 1, progress: Progress | None = None
) -> tuple[OwnDay, ...]:
    """Run the preset under a fit's rates, and compare at the fitted dates.

    The rates are those with the paid as the only exits: least squares alone puts exit at a bound,
    where there would be nothing to compare.
    """
    entry, exit_ = fit.paid
    used = [p for p in fit.points[1:] if not p.held_back]
    # A year of the day has 365 days.
    days = [round((p.day - fit.points[0].day).days * 365 / YEAR) for p in used]
    todo = plan(
        SCHEME, people=people, days=days[-1], seed=seed,
        settings=[
            f"lists[defaulters].entry.hazard_per_year={entry!r}",
            f"lists[defaulters].exit.repaid_per_year={exit_!r}",
        ],
        off=[name for name in SYSTEMS if name != KEPT_ON],
    )  # fmt: skip
    tallies = carried_out(todo, progress).histories[0].tallies.sum(axis=(1, 2))
    daily = {name: tallies[:, TALLIES.index(name)] for name in ("ADULTS", "LISTED", "ENTERED")}
    adults = float(daily["ADULTS"][-1])
    t, at = np.array(days) / 365.0, np.array(days) - 1
    if fit.reading == "current stock":
        obtained = daily["LISTED"][at] / adults
        expected = stock(entry, exit_, t, 0.0, 1.0)
        error = np.sqrt(expected * (1 - expected) / adults)
    else:
        obtained = daily["ENTERED"].cumsum()[at] / adults
        expected = entries(entry, exit_, t, 0.0, 1.0)
        error = np.sqrt(expected / adults)
    return tuple(
        OwnDay(fit.reading, d, float(o), float(e), float(s))
        for d, o, e, s in zip(days, obtained, expected, error, strict=True)
    )


def report(
    people: int = PEOPLE, seed: int = 1, progress: Progress | None = None
) -> CourtListReport:
    """Return all that is said of the court list; with no people, without Bentham's own day."""
    found = fits()
    beside = [own_day(fit, people, seed, progress) for fit in found] if people else []
    return CourtListReport(
        found, tuple(refusals(fit) for fit in found), tuple(o for part in beside for o in part),
        series(found),
    )  # fmt: skip
