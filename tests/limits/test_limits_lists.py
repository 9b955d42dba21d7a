"""T16 to T18 and T30: a list as a process of births and deaths, with everything else off.

A court lists an adult with chance h a day and a listed one leaves with chance x. The listed share
is h / (h + x) and is reached as 1 - (1 - h - x)^t (T16); poverty that follows from the listing
slows the way off it (T17); a listed housemate makes the next listing likelier (T18); without
punishment of families none of its numbers matters (T30). Errors: four standard errors, of the
formula.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from public_runs import (
    HEAD,
    Floats,
    adults,
    apart,
    binomial_error,
    by_day,
    by_group,
    only,
    settings,
    written,
)  # fmt: skip
from scipy.stats import norm

import bentham
from bentham.society.fields import Society
from bentham.society.households import templates

ALIKE = {"listing.poverty": 0, "listing.exit_poverty": 0}


def court_list(folder: Path, enter: float, leave: float, more: str = "") -> Path:
    """Return a scheme with a court's list; rates a year."""
    text = (
        f"lists: [{{id: listed, entry: {{criteria: court, hazard_per_year: {enter}}},"
        f" exit: {{criteria: performance, repaid_per_year: {leave}}}}}]\n"
    )
    return written(folder, HEAD + text + more)


def test_t16_the_listed_share_and_how_it_is_reached(tmp_path: Path) -> None:
    people, days, enter, leave = 20_000, 400, 1.5, 3.0
    run = bentham.simulate(
        court_list(tmp_path, enter, leave), people=people, days=days, settings=settings(ALIKE),
        off=only("listing"),
    )  # fmt: skip
    h, x = enter / 365, leave / 365
    found = by_day(run, "listed")[0] / 100
    for day in (1, 10, 30, 100, days):
        share = h / (h + x) * (1 - (1 - h - x) ** day)
        assert abs(found[day - 1] - share) < 4 * binomial_error(share, adults(people)), day
        smooth = h / (h + x) * (1 - np.exp(-(h + x) * day))
        assert share == pytest.approx(smooth, abs=(h + x) / 2)


def test_t16_the_stock_of_a_small_list_is_poisson(tmp_path: Path) -> None:
    """M/M/infinity: a constant inflow E and exits x make a Poisson stock of mean E / x.

    A court takes from those not listed, so the stock is binomial, with a variance of its mean less
    a share h / (h + x), here a hundredth. Four months lie between two looks, e^-7 of the first. A
    variance from n looks has the relative error sqrt((2 + 1 / mean) / n).
    """
    people, days, towns, enter, leave = 1024, 600, 20, 0.2, 20.0
    where = apart(towns, people)
    run = bentham.simulate(
        court_list(tmp_path, enter, leave), society=where, days=days, settings=settings(ALIKE),
        off=only("listing"),
    )  # fmt: skip
    h, x = enter / 365, leave / 365
    share, number = h / (h + x), adults(people)
    seen = by_group(run, "listed", "region")[0, :, 119::120].reshape(-1) / 100
    assert abs(seen.mean() - share) < 4 * binomial_error(share, number * seen.size)
    spread = ((seen - share) ** 2).mean() / (share * (1 - share) / number)
    assert abs(spread - 1) < 4 * np.sqrt((2 + 1 / (share * number)) / seen.size)
    assert share < 0.01


def share_with_poverty(lost: float, power: float, enter: float, leave: float) -> float:
    """Return the listed share where a listing costs a share of income and poverty slows exit.

    Off the list a person lives on their income y, lognormal with mean one. On the list welfare
    falls to y (1 - kappa) at 0.1 a day, and they leave with chance c min(w, 1)^power, c such that
    people who live on their income leave at the declared rate in the mean. So with D the days on
    the list the share is h E[D] / (1 + h E[D]), person by person.
    """
    y = np.exp(0.3 * norm.ppf((np.arange(2000) + 0.5) / 2000))
    y /= y.mean()
    h = enter / 365
    c = leave / 365 / (np.minimum(y, 1) ** power).mean()
    stays, days = np.ones_like(y), np.zeros_like(y)
    welfare = y.copy()
    for _ in range(8000):
        days += stays
        welfare += 0.1 * (y * (1 - lost) - welfare)
        stays *= 1 - c * np.minimum(welfare, 1) ** power
    return float((h * days / (1 + h * days)).mean())


@pytest.mark.parametrize(("lost", "power"), [(0.4, 2.0), (0.4, 1.0)])
def test_t17_poverty_slows_the_way_off_the_list(lost: float, power: float, tmp_path: Path) -> None:
    """Share h / (h + x0 (1 - kappa)^eps), taken over incomes, all in one class.

    Welfare is read in steps of 1/64 in the table of exits: within a hundredth of its value.
    """
    people, days, enter, leave = 8000, 800, 2.0, 3.0
    where = Society.model_validate({
        "id": "one-class", "title": "One class", "people": people,
        "classes": {"poor": 0, "middle": 1, "well_off": 0},
    })  # fmt: skip
    values = {
        "listing.poverty": 0, "listing.exit_poverty": power, "welfare.sanction_loss": lost,
        "welfare.adjustment": 0.1, "society.income_spread": 0.3,
    }  # fmt: skip
    ban = "sanctions: [{id: f, kind: travel_ban_air, severity: 3, trigger: {list: listed}}]\n"
    run = bentham.simulate(
        court_list(tmp_path, enter, leave, ban), society=where, days=days,
        settings=settings(values), off=only("listing", "sanctions", "welfare"),
    )  # fmt: skip
    expected = share_with_poverty(lost, power, enter, leave)
    late = by_day(run, "listed")[0, 600:] / 100
    memory = 365 / enter * (1 - expected)
    error = binomial_error(expected, adults(people)) * np.sqrt(2 * memory / late.size)
    assert abs(late.mean() - expected) < 4 * error
    assert expected > enter / (enter + leave) + 8 * error  # poverty keeps people on the list


def chain(n: int, h: float, x: float, spill: float) -> Floats:
    """Return the chances of 0 .. n listed housemates: births at h (1 + m j), deaths at x."""
    weight = np.ones(n + 1)
    for j in range(n):
        weight[j + 1] = weight[j] * (n - j) * h * (1 + spill * j) / ((j + 1) * x)
    return weight / weight.sum()


@cache
def homes() -> tuple[Floats, int]:
    """Return how many homes with n adults each template has, [template, n]; the largest n."""
    t = templates()
    head = t.head.reshape(-1, 64)
    adult = np.array([[int(m) >> i & 1 for i in range(64)] for m in t.adult], dtype=bool)
    found = np.zeros((len(head), 8))
    for k in range(len(head)):
        grown = np.bincount(head[k][adult[k]], minlength=64)
        found[k] = np.bincount(grown, minlength=8)[:8]
    found[:, 0] = 0
    return found, 7


def family_share(people: int, h: float, x: float, spill: float) -> tuple[float, float]:
    """Return the listed share over homes of all sizes, and its standard error for a ratio.

    Words of 64 people are independent: each has a template's homes, each home its own chain.
    """
    by_size, most = homes()
    sizes = np.arange(most + 1)
    mean, variance = np.zeros(most + 1), np.zeros(most + 1)
    for n in range(1, most + 1):
        p, j = chain(n, h, x, spill), np.arange(n + 1)
        mean[n] = (p * j).sum()
        variance[n] = (p * j**2).sum() - mean[n] ** 2
    grown, listed = by_size @ sizes, by_size @ mean
    share = listed.sum() / grown.sum()
    of_word = (by_size @ variance).mean() + ((listed - share * grown) ** 2).mean()
    return float(share), float(np.sqrt(of_word / (people / 64)) / grown.mean())


@pytest.mark.parametrize("spill", [0.0, 3.0])
def test_t18_a_listed_housemate_makes_the_next_listing_likelier(
    spill: float, tmp_path: Path
) -> None:
    """Over homes of all sizes, the exact chain of births and deaths of each.

    T18 as printed, h (1 + mu pi)(1 - pi) = x pi with mu = m (n - 1), spreads the listed evenly over
    all homes of n; it lies above the chain, and is its limit for small m.
    """
    people, days, enter, leave = 20_000, 500, 1.2, 4.0
    values = ALIKE | {"listing.spill": spill, "kin.hit": 0, "kin.loss": 0}
    run = bentham.simulate(
        court_list(tmp_path, enter, leave, "relatives: {exists: true, list_spill: true}\n"),
        people=people, days=days, settings=settings(values), off=only("kin", "listing"),
    )  # fmt: skip
    expected, error = family_share(people, enter / 365, leave / 365, spill)
    found = by_day(run, "listed")[0, -1] / 100
    assert abs(found - expected) < 4 * error, (found, expected, error)
    if spill:
        assert expected > family_share(people, enter / 365, leave / 365, 0)[0] + 4 * error


@pytest.mark.parametrize(("n", "spill"), [(2, 0.01), (3, 0.01), (2, 2.0), (3, 2.0)])
def test_t18_as_printed_is_the_limit_of_the_chain(n: int, spill: float) -> None:
    h, x, mu = 0.6, 2.0, spill * (n - 1)
    root = np.sqrt((h * mu - h - x) ** 2 + 4 * h * h * mu)
    printed = ((h * mu - h - x) + root) / (2 * h * mu)
    exact = (chain(n, h, x, spill) * np.arange(n + 1)).sum() / n
    assert h * (1 + mu * printed) * (1 - printed) == pytest.approx(x * printed)
    if spill < 0.1:
        assert printed == pytest.approx(exact, rel=1e-3)
    else:
        assert printed > exact


FAMILY = {"listing.spill": 3, "kin.hit": 1, "kin.loss": 0.4}


def test_t30_without_punishment_of_families_none_of_its_numbers_matters(tmp_path: Path) -> None:
    """The same run to the bit, so what befalls a relative does not hang on what befell another."""
    file = court_list(tmp_path, 1.0, 2.0)
    mild = {"listing.spill": 0, "kin.hit": 0, "kin.loss": 0}
    runs = [
        bentham.simulate(file, people=6400, days=200, settings=settings(values))
        for values in (mild, FAMILY)
    ]
    assert runs[0].digest == runs[1].digest
    assert not by_day(runs[1], "kin_affected").any()
    assert not by_day(runs[1], "kin_hit").any()


def test_t30_with_it_they_do(tmp_path: Path) -> None:
    """Else the test above could not fail."""
    file = court_list(tmp_path, 1.0, 2.0, "relatives: {exists: true, list_spill: true}\n")
    run = bentham.simulate(file, people=6400, days=200, settings=settings(FAMILY))
    assert by_day(run, "kin_affected")[0, -1] > 0
