"""A court's list of defaulters: entry and exit fitted to what state media printed, both readings.

The table `defaulter_list` gives a number listed at seven dates. Its sources do not say whether that
number is the *current stock* L of listed people or the *cumulative entries* E since the start.
With A adults, a rate of entry h for those not listed and a rate of exit x for those who are::

    dL/dt = h (A - L) - x L        L(t) = L* + (L0 - L*) e^(-k t),  k = h + x,  L* = h A / k
    dE/dt = h (A - L)              E(t) = L0 + h (A t - int L)
    int L = L* t + (L0 - L*) (1 - e^(-k t)) / k

t in years since the first date, whose number is taken as L0 and so is met by construction. h and x
(per year) minimise the squared log ratio of fitted to printed numbers at the four dates that
follow; the last two dates are held back and judge the fit. The sources' definitions drift, so a
factor of 1.15 either way is taken as the least uncertainty: (h, x) counts as fitting if no fitted
date is off by more.

What is not identified. Under *current stock* only net growth is: every x between two bounds fits
with an h of its own, and the ridge is printed. Under *cumulative entries* x hardly enters at all,
since few of all adults are ever listed. One more printed number, 3.51 million who had paid by the
end of 2018, fixes x if paying is the only way off the list: int x L dt = 3.51 million.

Errors: the numbers are press figures without a stated error; no confidence is claimed beyond the
factor of 1.15.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq, minimize_scalar

from bentham.classics.declaration import Series
from bentham.evidence.tables import table

__all__ = ["ADULTS", "CourtListFit", "Point", "entries", "fits", "stock"]

ADULTS = 1.06e9
"""Adults among whom the list is kept (census of 2020, aged 18 and over, rounded)."""

UNCERTAINTY = 0.15
HELD_BACK = 2
REPAID = 3.51e6
"""Had paid by the end of 2018 (Shanghai Daily 2019-03-04; Global Times 2019-03-13)."""
REPAID_BY = date(2018, 12, 31)
MOST_EXIT = 5.0
"""Largest rate of exit that is tried, per year: a stay of ten weeks."""
ENTRY_RANGE = (1e-6, 1.0)
YEAR = 365.25

Reading = Literal["current stock", "cumulative entries"]
Floats = npt.NDArray[np.float64]
Rate = float | Floats


@dataclass(frozen=True, slots=True)
class Point:
    """One date: what was printed, what the fit gives, and whether it was held back."""

    day: date
    printed: float
    fitted: float
    held_back: bool

    @property
    def error(self) -> float:
        """Relative error of the fit."""
        return self.fitted / self.printed - 1.0


@dataclass(frozen=True)
class CourtListFit:
    """The fit under one reading.

    Parameters
    ----------
    reading : str
        What the printed number is taken for.
    entry, exit : float
        Least squares, per adult not listed and per listed person, a year.
    points : tuple of Point
        All dates, the first met by construction.
    exits : tuple of float
        Lowest and highest rate of exit that fits every fitted date within the uncertainty.
    entries : tuple of float
        The rates of entry that go with them, least squares at each.
    held_back : tuple of (float, float)
        For each date held back, lowest and highest error over those rates of exit.
    paid : tuple of float
        Entry and exit if paying is the only way off the list; they use one number more.
    paid_errors : tuple of float
        Their errors at the dates held back.
    """

    reading: Reading
    entry: float
    exit: float
    points: tuple[Point, ...]
    exits: tuple[float, float]
    entries: tuple[float, float]
    held_back: tuple[tuple[float, float], ...]
    paid: tuple[float, float]
    paid_errors: tuple[float, ...]

    @property
    def exit_is_free(self) -> bool:
        """Whether every rate of exit that was tried fits."""
        return self.exits[1] >= MOST_EXIT

    def text(self) -> str:
        """Return the fit in plain lines."""
        low, high = self.exits
        exit_ = f"exit {self.exit:.3f} per listed year (least squares"
        exit_ += "; its bound, since growth does not slow down)" if self.exit == 0 else ")"
        lines = [
            f"If the printed number is the {self.reading}: entry {self.entry:.5f} per adult-year, "
            + ("exit not identified." if self.exit_is_free else f"{exit_}."),
        ]
        for p in self.points:
            what = "held back" if p.held_back else "the start" if p is self.points[0] else "fitted"
            lines.append(
                f"  {p.day}  printed {p.printed:>12,.0f}  fit {p.fitted:>12,.0f}  "
                f"{p.error:+6.1%}  {what}"
            )
        if self.exit_is_free:
            lines.append(
                f"  Any exit from 0 to {high:g} a year, the most that was tried, fits every fitted "
                f"date within {UNCERTAINTY:.0%}, with entry from {min(self.entries):.5f} to "
                f"{max(self.entries):.5f}: entry is identified, exit is not."
            )
        else:
            lines.append(
                f"  Only net growth is identified: exit from {low:g} to {high:.3f} a year fits "
                f"every fitted date within {UNCERTAINTY:.0%}, with entry from "
                f"{self.entries[0]:.5f} to {self.entries[1]:.5f} along that ridge."
            )
        held = [p for p in self.points if p.held_back]
        lines += [
            f"  Along it the error held back for {p.day} runs from {a:+.1%} to {b:+.1%}."
            for p, (a, b) in zip(held, self.held_back, strict=True)
        ]
        missed = ", ".join(f"{e:+.1%}" for e in self.paid_errors)
        lines.append(
            f"  With {REPAID / 1e6:.2f} million paid by {REPAID_BY} as the only exits: entry "
            f"{self.paid[0]:.5f}, exit {self.paid[1]:.3f}; held back {missed}."
        )
        return "\n".join(lines)

    def to_json_object(self) -> dict[str, Any]:
        """Return the fit as a JSON object."""
        return {
            "reading": self.reading,
            "entry_per_adult_year": self.entry,
            "exit_per_listed_year": self.exit,
            "points": [
                {
                    "date": p.day.isoformat(), "printed": p.printed, "fitted": p.fitted,
                    "error": p.error, "held_back": p.held_back,
                }
                for p in self.points
            ],
            "within": UNCERTAINTY,
            "exit_that_fits": list(self.exits),
            "entry_along_it": list(self.entries),
            "exit_identified": False,
            "held_back_errors_along_it": [list(pair) for pair in self.held_back],
            "with_repaid": {
                "entry_per_adult_year": self.paid[0], "exit_per_listed_year": self.paid[1],
                "held_back_errors": list(self.paid_errors),
            },
        }  # fmt: skip


def stock(entry: Rate, exit_: Rate, years: Floats, start: float, adults: float) -> Floats:
    """Return the number listed after some years."""
    k = entry + exit_
    level = entry * adults / k
    listed: Floats = level + (start - level) * np.exp(-k * years)
    return listed


def listed_years(entry: float, exit_: float, years: Floats, start: float, adults: float) -> Floats:
    """Return the years that all the listed together have been listed."""
    k = entry + exit_
    level = entry * adults / k
    total: Floats = level * years - (start - level) * np.expm1(-k * years) / k
    return total


def entries(entry: float, exit_: float, years: Floats, start: float, adults: float) -> Floats:
    """Return the entries up to some years, `start` among them."""
    spent = listed_years(entry, exit_, years, start, adults)
    total: Floats = start + entry * (adults * years - spent)
    return total


FORMULAS: dict[Reading, Callable[[float, float, Floats, float, float], Floats]] = {
    "current stock": stock,
    "cumulative entries": entries,
}


def fits() -> tuple[CourtListFit, CourtListFit]:
    """Return the fits under both readings."""
    rows = [r for r in table("defaulter_list").rows if r["listed_cumulative_or_current"]]
    days = [r["date"] for r in rows]
    printed = np.array([r["listed_cumulative_or_current"] for r in rows], float)
    one, two = (fitted(reading, days, printed) for reading in FORMULAS)
    return one, two


def fitted(reading: Reading, days: Sequence[date], printed: Floats) -> CourtListFit:
    """Fit one reading of a series of numbers listed.

    Parameters
    ----------
    reading : str
        What the numbers are taken for.
    days : sequence of date
        The first is the start, the last two are held back.
    printed : array
        The numbers.
    """
    t = years_since(days[0], days)
    used = slice(1, len(days) - HELD_BACK)
    late = slice(len(days) - HELD_BACK, None)
    formula = FORMULAS[reading]

    def off(entry: float, exit_: float, at: slice) -> Floats:
        """Log ratio of fit to print."""
        return np.log(formula(entry, exit_, t[at], printed[0], ADULTS) / printed[at])

    def best(exit_: float) -> float:
        """Return the entry of least squares at a rate of exit."""
        found = minimize_scalar(
            lambda log_entry: float((off(np.exp(log_entry), exit_, used) ** 2).sum()),
            bounds=tuple(np.log(ENTRY_RANGE)), method="bounded", options={"xatol": 1e-10},
        )  # fmt: skip
        return float(np.exp(found.x))

    def slack(exit_: float) -> float:
        """How far above nothing the room for h is, in logs: positive if some h fits all dates."""
        tolerance = np.log1p(UNCERTAINTY)
        room = [
            [
                brentq(lambda e, i=i, s=s: off(np.exp(e), exit_, slice(i, i + 1))[0] - s,
                       *np.log(ENTRY_RANGE))
                for s in (-tolerance, tolerance)
            ]
            for i in range(used.start, used.stop)
        ]  # fmt: skip
        return float(min(b for _, b in room) - max(a for a, _ in room))

    found = minimize_scalar(
        lambda x: float((off(best(x), x, used) ** 2).sum()),
        bounds=(0.0, MOST_EXIT), method="bounded", options={"xatol": 1e-6},
    )  # fmt: skip
    # The search never tries the bounds themselves.
    tried = [0.0, float(found.x), MOST_EXIT]
    exit_ = min(tried, key=lambda x: float((off(best(x), x, used) ** 2).sum()))
    exits = _span(slack, exit_)
    ridge = [np.expm1(off(best(x), x, late)) for x in np.linspace(*exits, 41)]
    paid = _paid(best, days[0], printed[0])
    at_best = formula(best(exit_), exit_, t, printed[0], ADULTS)
    points = tuple(
        Point(day, float(y), float(f), i >= len(days) - HELD_BACK)
        for i, (day, y, f) in enumerate(zip(days, printed, at_best, strict=True))
    )
    return CourtListFit(
        reading, best(exit_), exit_, points, exits, (best(exits[0]), best(exits[1])),
        tuple((float(e.min()), float(e.max())) for e in np.transpose(ridge)),
        paid, tuple(float(e) for e in np.expm1(off(*paid, late))),
    )  # fmt: skip


def _span(slack: Callable[[float], float], inside: float) -> tuple[float, float]:
    """Return the lowest and the highest rate of exit that fits; `inside` twice if none does."""
    if slack(inside) <= 0:
        return inside, inside
    low = 0.0 if slack(0.0) > 0 else float(brentq(slack, 0.0, inside))
    high = MOST_EXIT if slack(MOST_EXIT) > 0 else float(brentq(slack, inside, MOST_EXIT))
    return low, high


def _paid(best: Callable[[float], float], start: date, listed: float) -> tuple[float, float]:
    """Return entry and exit if those who paid are all who left."""
    t = years_since(start, [REPAID_BY])

    def left(x: float) -> float:
        return x * float(listed_years(best(x), x, t, listed, ADULTS)[0]) - REPAID

    exit_ = float(brentq(left, 1e-9, MOST_EXIT))
    return best(exit_), exit_


def years_since(start: date, days: Sequence[date]) -> Floats:
    """Return the years between a day and others."""
    return np.array([(day - start).days / YEAR for day in days])


def series(found: Sequence[CourtListFit]) -> tuple[Series, ...]:
    """Return lines for a figure: printed, and fitted under each reading, in millions."""
    first = found[0].points
    known = [p.day.year + (p.day.timetuple().tm_yday - 1) / 365 for p in first]
    x, y = "year", "on the list, millions"
    out = [Series("printed", x, y, known, [p.printed / 1e6 for p in first])]
    t = np.linspace(0, years_since(first[0].day, [first[-1].day])[0], 101)
    for fit in found:
        line = FORMULAS[fit.reading](fit.entry, fit.exit, t, first[0].printed, ADULTS)
        out.append(Series(f"fitted, {fit.reading}", x, y, list(known[0] + t), list(line / 1e6)))
    return tuple(out)
