"""Who the people are: shares as declared, whatever the seed and however sorted."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from bentham.society.loading import load
from everybody import DEFAULTS, society_with, spread_of_mean, traits

PEOPLE = 128_000
ONE_Q12, ONE_Q14 = 1 << 12, 1 << 14


def close(found: npt.NDArray[Any], expected: float, table: float = 0.0) -> None:
    """Fail unless the mean over people is as expected, within 4 standard errors."""
    assert abs(found.mean() - expected) < 4 * spread_of_mean(found) + table


@pytest.mark.parametrize("share", [0.05, 0.2, 0.5])
@pytest.mark.parametrize("spread", [0.2, 0.6])
def test_as_many_are_opposed_as_declared(share: float, spread: float) -> None:
    values = {"society.opposed_share": share, "society.anchor_spread": spread}
    people = traits(load("city"), PEOPLE, values=values)
    opposed = (people["ANCHOR"] > 0).astype(float)
    close(opposed, share, table=1 / 1024)  # the table has 1,024 steps
    assert np.abs(people["ANCHOR"]).max() <= ONE_Q14


@pytest.mark.parametrize("sorting", [0.0, 0.5, 0.9, 1.0])
@pytest.mark.parametrize("shares", [(0.4, 0.4, 0.2), (0.6, 0.35, 0.05), (0.0, 1.0, 0.0)])
def test_sorting_neighbourhoods_moves_nobody_between_classes(
    sorting: float, shares: tuple[float, float, float]
) -> None:
    society = society_with(classes=dict(zip(("poor", "middle", "well_off"), shares, strict=True)))
    people = traits(society, PEOPLE, values={"society.neighbourhood_sorting": sorting})
    for k, share in enumerate(shares):
        close((people["CLASS"] == k).astype(float), share, table=2**-15)
        assert np.array_equal(people[f"CLASS_{k}"], (people["CLASS"] == k).astype(int))


def test_sorting_makes_neighbourhoods_differ() -> None:
    def between(sorting: float) -> float:
        people = traits(load("city"), 64_000, values={"society.neighbourhood_sorting": sorting})
        poor = (people["CLASS"] == 0).reshape(-1, 64).mean(axis=1)
        return float(poor.std())

    spreads = [between(s) for s in (0.0, 0.5, 0.9)]
    # unsorted, only households of mean size 2.6 (weighted by people: 3.4) share a class
    assert spreads[0] == pytest.approx(np.sqrt(0.4 * 0.6 * 3.4 / 64), rel=0.15)
    assert spreads[0] < spreads[1] < spreads[2] < np.sqrt(0.4 * 0.6)


def test_a_household_shares_a_class_and_a_neighbourhood_its_place() -> None:
    people = traits(society_with(urban_share=0.6), PEOPLE)
    word = np.arange(PEOPLE) // 64
    head = word * 64 + people["HEAD"]
    assert np.array_equal(people["CLASS"], people["CLASS"][head])
    urban = people["URBAN"].reshape(-1, 64)
    assert np.array_equal(urban.min(axis=1), urban.max(axis=1))
    close(people["URBAN"].astype(float), 0.6, table=2**-16)


@pytest.mark.parametrize("shares", [(0.4, 0.4, 0.2), (0.6, 0.35, 0.05)])
def test_the_mean_income_is_one_and_classes_differ(shares: tuple[float, float, float]) -> None:
    society = society_with(classes=dict(zip(("poor", "middle", "well_off"), shares, strict=True)))
    people = traits(society, PEOPLE)
    income = people["INCOME"] / ONE_Q12
    close(income, 1.0, table=0.002)  # very large incomes are cut at 15.9
    means = [income[people["CLASS"] == k].mean() for k in range(3)]
    assert means[1] / means[0] == pytest.approx(1.0 / 0.4, rel=0.05)
    assert means[2] / means[1] == pytest.approx(2.2, rel=0.05)


def test_personal_multipliers_have_mean_one_and_the_declared_shape() -> None:
    people = traits(load("city"), PEOPLE)
    for name, parameter in (
        ("CONDUCT", "society.conduct_shape"),
        ("TRAVEL", "society.travel_shape"),
    ):
        multiplier = people[name] / 256
        close(multiplier, 1.0, table=1 / 512)
        # the outermost of 1,024 entries stands for the tail, so a little of the variance is missing
        assert multiplier.var() == pytest.approx(1 / DEFAULTS[parameter], rel=0.1)


def test_occasions_have_the_declared_mean() -> None:
    people = traits(load("city"), PEOPLE)
    close(people["OCCASIONS"] / (1 << 31), DEFAULTS["society.occasions"])
    assert people["OCCASIONS"].max() << 1 < 1 << 31  # a doubled rate is still a chance


@pytest.mark.parametrize(("coverage", "known"), [(1.0, 0.0), (0.3, 0.11), (0.0, 1.0)])
def test_coverage_and_knowledge_fall_on_adults_only(coverage: float, known: float) -> None:
    people = traits(load("city"), PEOPLE, coverage=coverage, known=known)
    adult = people["ADULT"] == 1
    assert np.array_equal(adult, people["AGE"] >= 18)
    for name, share in (("COVERED", coverage), ("KNOWS", known)):
        assert not people[name][~adult].any()
        found = people[name][adult].mean()
        assert abs(found - share) <= 4 * np.sqrt(share * (1 - share) / adult.sum()) + 2**-15


def test_parameters_change_tables_and_never_luck() -> None:
    """A trait whose parameter is untouched is the same to the bit in another society."""
    one = traits(load("city"), 6400)
    other = traits(
        society_with(urban_share=0.2),
        6400,
        values={"society.anchor_spread": 0.2, "society.income_spread": 0.9},
        coverage=0.1,
    )
    moved = {"ANCHOR", "INCOME", "URBAN", "COVERED"}
    assert {name for name in one if not np.array_equal(one[name], other[name])} == moved


def test_seeds_change_everybody_and_the_last_word_may_be_partly_empty() -> None:
    one, other = traits(load("city"), 6391), traits(load("city"), 6391, seed=2)
    assert (one["ANCHOR"] != other["ANCHOR"]).mean() > 0.9
    assert one["ALIVE"].all()
    larger = traits(load("city"), 6392)
    assert all(np.array_equal(one[name], larger[name][:6391]) for name in one)


def test_nobody_is_alive_beyond_the_last_person() -> None:
    full, part = traits(load("city"), 128), traits(load("city"), 100)
    assert full["ALIVE"].sum() == 128
    for name in (
        "ADULT",
        "MALE",
        "PARENT",
        "CHILD",
        "COVERED",
        "KNOWS",
        "CLASS_0",
        "CLASS_1",
        "CLASS_2",
    ):
        assert np.array_equal(full[name][:100], part[name])
