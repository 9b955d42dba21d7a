"""The court list: closed forms, rates found again, what is not identified, and the misfit."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest

from bentham.study.court_list import (
    ADULTS,
    MOST_EXIT,
    CourtListFit,
    entries,
    fits,
    fitted,
    listed_years,
    series,
    stock,
)
from bentham.study.court_refusals import refusals
from bentham.study.court_report import report

START = 87_079.0


@pytest.fixture(scope="module")
def current() -> CourtListFit:
    return fits()[0]


@pytest.fixture(scope="module")
def cumulative() -> CourtListFit:
    return fits()[1]


def naive(h: float, x: float, years: float, steps: int = 200_000) -> tuple[float, float, float]:
    """Stock, listed years and entries by Euler's small steps."""
    listed, spent, entered, dt = START, 0.0, START, years / steps
    for _ in range(steps):
        inflow = h * (ADULTS - listed) * dt
        spent += listed * dt
        entered += inflow
        listed += inflow - x * listed * dt
    return listed, spent, entered


def test_the_closed_forms_are_those_of_births_and_deaths() -> None:
    t = np.array([4.5])
    for h, x in ((0.003, 0.1), (0.0023, 0.0), (0.5, 2.0)):
        expected = naive(h, x, 4.5)
        found = [f(h, x, t, START, ADULTS)[0] for f in (stock, listed_years, entries)]
        assert found == pytest.approx(expected, rel=1e-4)


def test_stock_and_exits_add_up_to_entries() -> None:
    t = np.linspace(0.1, 6, 20)
    left = 0.2 * listed_years(0.003, 0.2, t, START, ADULTS)
    total = stock(0.003, 0.2, t, START, ADULTS) + left
    assert np.allclose(total, entries(0.003, 0.2, t, START, ADULTS), rtol=1e-12)


@pytest.mark.parametrize("reading", ["current stock", "cumulative entries"])
def test_rates_that_made_a_series_are_found_again(reading) -> None:
    """Exact numbers, and dates long enough for exits to bend the curve of the stock."""
    days = [date(2000, 1, 1) + timedelta(days=900 * i) for i in range(8)]
    t = np.array([(d - days[0]).days / 365.25 for d in days])
    made = {"current stock": stock, "cumulative entries": entries}[reading]
    fit = fitted(reading, days, made(0.003, 0.12, t, START, ADULTS))
    assert fit.entry == pytest.approx(0.003, rel=0.01)
    assert fit.exits[0] <= 0.12 <= fit.exits[1]
    if reading == "current stock":
        assert fit.exit == pytest.approx(0.12, abs=0.002)
        assert all(abs(p.error) < 1e-3 for p in fit.points)


def test_the_first_date_is_the_start_and_the_last_two_are_held_back(current) -> None:
    assert current.points[0].error == 0
    assert [p.held_back for p in current.points] == [False] * 5 + [True] * 2
    assert [p.day for p in current.points[-2:]] == [date(2019, 3, 13), date(2019, 7, 9)]


def test_what_is_held_back_does_not_move_the_fit(current) -> None:
    printed = np.array([p.printed for p in current.points])
    printed[-2:] *= 3
    again = fitted("current stock", [p.day for p in current.points], printed)
    assert (again.entry, again.exit, again.exits) == (current.entry, current.exit, current.exits)
    assert again.points[-1].error != current.points[-1].error


def test_under_current_stock_only_net_growth_is_identified(current) -> None:
    """Each end of the ridge fits every fitted date within 15 %, and a step beyond does not."""
    t = np.array([(p.day - current.points[0].day).days / 365.25 for p in current.points])
    y = np.array([p.printed for p in current.points])

    def reach(x: float) -> float:
        """Largest factor by which the best entry is off at exit x, found on a grid."""
        off = [np.abs(np.log(stock(h, x, t, y[0], ADULTS) / y))[1:5].max()
               for h in np.geomspace(0.0015, 0.006, 4000)]  # fmt: skip
        return min(off)

    low, high = current.exits
    assert low == 0.0 and 0.05 < high < 0.5
    assert reach(high) == pytest.approx(math.log(1.15), abs=1e-3)
    assert reach(high + 0.01) > math.log(1.15)
    # The two ends differ by more than a quarter in entry, and the preset's rates lie between.
    assert current.entries[1] / current.entries[0] > 1.25
    assert low < 0.105 < high


def test_growth_does_not_slow_down_so_least_squares_wants_no_exit_at_all(current) -> None:
    assert current.exit == 0.0
    assert "its bound" in current.text()


def test_under_cumulative_entries_exit_is_free_and_entry_is_not(cumulative) -> None:
    assert cumulative.exits == (0.0, MOST_EXIT)
    assert cumulative.entries[1] == pytest.approx(cumulative.entries[0], rel=0.01)
    assert "exit not identified" in cumulative.text()


def test_held_back_errors_are_printed_and_are_those_of_the_fit(current, cumulative) -> None:
    for fit in (current, cumulative):
        for p, (low, high) in zip(fit.points[-2:], fit.held_back, strict=True):
            assert f"{p.error:+.1%}" in fit.text()
            assert low - 1e-9 <= p.error <= high + 1e-9


def test_those_who_paid_fix_exit_if_they_are_all_who_left(current, cumulative) -> None:
    years = (date(2018, 12, 31) - date(2014, 3, 10)).days / 365.25
    for fit in (current, cumulative):
        spent = listed_years(*fit.paid, np.array([years]), START, ADULTS)[0]
        assert fit.paid[1] * spent == pytest.approx(3.51e6, rel=1e-6)


def test_refusals_per_listed_year_are_the_published_computation(current) -> None:
    """0.45 in 2017, 0.72 in 2018, 1.67 in 2019; rail 0.20 and 0.16: straight lines, to a digit."""
    rates = {(r.kind, r.start.year, r.start.month): r.rate for r in refusals(current)}
    assert rates["flight", 2017, 2] == pytest.approx(0.45, abs=0.01)
    assert rates["flight", 2017, 12] == pytest.approx(0.72, abs=0.01)
    assert rates["flight", 2019, 3] == pytest.approx(1.67, abs=0.01)
    assert rates["rail", 2017, 11] == pytest.approx(0.20, abs=0.01)
    assert rates["rail", 2017, 12] == pytest.approx(0.16, abs=0.01)


def test_no_constant_rate_of_refusals_fits_and_the_report_says_so() -> None:
    found = report(people=0)
    for rows in found.refusals:
        for kind in ("flight", "rail"):
            of_kind = [r for r in rows if r.kind == kind]
            assert max(abs(r.misfit) for r in of_kind) > 0.3
            # The constant is right for all periods together.
            assert sum(r.constant * r.listed_years for r in of_kind) == pytest.approx(
                sum(r.refused for r in of_kind)
            )
    said = found.text()
    assert "No constant fits flight" in said and "No constant fits rail" in said
    assert "do not say" in said


def test_a_constant_rate_of_refusals_would_be_seen_to_fit(current, monkeypatch) -> None:
    rows = refusals(current)
    made = [0.0]
    for r in rows[:4]:
        made.append(made[-1] + 0.7 * r.listed_years)
    days = [r.start for r in rows[:4]] + [rows[3].end]
    table = type("T", (), {"rows": [
        {"tag": "Q", "date": d, "flight_refusals_cum": m, "rail_refusals_cum": m}
        for d, m in zip(days, made, strict=True)
    ]})  # fmt: skip
    monkeypatch.setattr("bentham.study.court_refusals.table", lambda name: table)
    assert all(abs(r.misfit) < 1e-9 for r in refusals(current))


def test_bentham_s_own_day_keeps_the_list_by_the_fitted_rates() -> None:
    """Eight comparisons at four standard errors each; `MISSED` would be printed otherwise."""
    found = report(people=10_000)
    assert len(found.own_day) == 8
    assert found.holds and "MISSED" not in found.text()
    assert {o.day for o in found.own_day} == {1071, 1338, 1391, 1756}


def test_the_figure_has_the_printed_numbers_and_both_fits(current, cumulative) -> None:
    printed, *lines = series([current, cumulative])
    assert list(printed.y) == [p.printed / 1e6 for p in current.points]
    assert [line.name for line in lines] == [
        "fitted, current stock", "fitted, cumulative entries",
    ]  # fmt: skip
    assert lines[0].y[-1] == pytest.approx(current.points[-1].fitted / 1e6)
