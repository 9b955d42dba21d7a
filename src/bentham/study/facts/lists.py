"""Experiments on lists, credit files, deterrence: F31, F32, F35, F38, F43."""

from __future__ import annotations

from functools import cache

import numpy as np

from bentham.day.person import TALLIES
from bentham.evidence.parameters import parameter
from bentham.study.court_list import ADULTS, stock
from bentham.study.facts.observing import Conditions, Floats, observe

BLACK, RED = 273, 154
GRADES = (800, 740, 670, 580)
"""Lowest scores of the grades of the credit file."""

RATES = ("listing.hazard", "listing.exit")
DATES = ("2014", "2017a", "2017b", "2017c", "2018")
YEARS = np.array([0.0, 2.934, 3.666, 3.811, 4.811])
"""Years from 2014-03-10 to 2017-02-14, 2017-11-08, 2017-12-31 and 2018-12-31."""

REPORTED = np.array([87_079.0, 6.73e6, 8.87e6, 9.59e6, 12.9e6])


def refusals(c: Conditions) -> dict[str, float]:
    """F31: tickets refused for each year that an adult is on the list; one rate for all years."""
    seen = observe("F31.yaml", c)
    years = max(seen.count("LISTED"), 1) / 365.0
    flights = seen.count("FLIGHT_REFUSED") / years
    trains = seen.count("TRAIN_REFUSED") / years
    return {
        "flights-2017": flights, "flights-2018": flights, "rail-2017": trains, "rail-2018": trains,
    }  # fmt: skip


def repaid(c: Conditions) -> dict[str, float]:
    """F32: of all who were ever on the list, those who have left it by the end of 2018."""
    seen = observe("F32.yaml", c)
    entered, left = seen.count("ENTERED"), seen.count("LEFT")
    return {"repaid": 100.0 * left / max(entered, 1)}


def credit_files(c: Conditions) -> dict[str, float]:
    """F35: the same people with their file's errors and without: whose score, whose tier changes.

    An error counts if it was entered within the seven years; whether a person notices it is not
    simulated. The score is compared in whole points, the grade by the file's own bands.
    """
    with_errors = observe("F35.yaml", c, keep_state=True)
    without = observe("F35.yaml", c, accurate=True, keep_state=True)
    assert with_errors.history.state is not None and without.history.state is not None
    scale = 16
    a = with_errors.history.state.columns.score.astype(np.int64)
    b = without.history.state.columns.score.astype(np.int64)
    people = with_errors.todo.people
    a, b = a[:people] // scale, b[:people] // scale
    # Children have a file in the state and none in the scheme: their score never moves.
    adults = with_errors.last("ADULTS")
    bands = np.sort(GRADES)
    tier = np.searchsorted(bands, a, side="right") != np.searchsorted(bands, b, side="right")
    errors = with_errors.history.tallies[..., TALLIES.index("FALSELY_RECORDED")].sum()
    return {
        "error": 100.0 * (1.0 - np.exp(-errors / adults)),
        "score": 100.0 * float((a != b).sum()) / adults,
        "tier": 100.0 * float(tier.sum()) / adults,
    }


def configured(c: Conditions) -> dict[str, float]:
    """F38: the published counts themselves; no part of the model makes lists."""
    del c
    return {"ratio": BLACK / RED}


def disclosure(c: Conditions) -> dict[str, float]:
    """F43: how much rarer unpaid debts are where they are made known, in a trial over villages.

    In the treated villages every unpaid debt is recorded, so records count those left unpaid. What
    the board prevented is counted against the same people with the same luck without it.
    """
    seen = observe("F43.yaml", c)
    unpaid, prevented = seen.count("RECORDED", 1), seen.count("FORGONE_OFFENCE", 1)
    return {"fall": prevented / (prevented + unpaid) if prevented + unpaid else float("nan")}


def growth(c: Conditions) -> dict[str, float]:
    """F29: listed by constant rates of entry and exit, over what is reported, at five dates.

    The closed form of a birth-death list (T16) from the first count on; the day itself is held to
    that form by its own tests. Rates that nobody sets are those that fit the five dates best.
    """
    if "listing.hazard" in c.values and "listing.exit" in c.values:
        rates = (c.values["listing.hazard"], c.values["listing.exit"])
    else:
        rates = _fitted_rates()
    return {name: float(ratio) for name, ratio in listed_over_reported(*rates).items()}


def listed_over_reported(hazard: Floats | float, exit_: Floats | float) -> dict[str, Floats]:
    """Return the closed form over what is reported, for one pair of rates or for many."""
    h, x = np.asarray(hazard), np.asarray(exit_)
    return {
        name: np.asarray(stock(h, x, np.asarray(years), float(REPORTED[0]), ADULTS) / reported)
        for name, years, reported in zip(DATES, YEARS, REPORTED, strict=True)
    }


def _off(rates: Floats) -> Floats:
    return np.array(list(listed_over_reported(*rates).values())) - 1.0


@cache
def _fitted_rates() -> tuple[float, float]:
    from scipy.optimize import least_squares

    low, high = zip(*((parameter(n).low, parameter(n).high) for n in RATES), strict=True)
    start = [parameter(n).default for n in RATES]
    fit = least_squares(_off, start, bounds=(low, high))
    return float(fit.x[0]), float(fit.x[1])
