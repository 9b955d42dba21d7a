"""A society's tables: what turns a person's fixed draws into traits and rates."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from bentham.chance.quantiles import (
    Table,
    beta_2_2,
    fixed,
    gamma,
    lognormal,
    normal,
    normal_quantile,
)  # fmt: skip
from bentham.evidence.acts import Act
from bentham.society.fields import Society
from bentham.society.traits import LENGTH


@dataclass(frozen=True, slots=True)
class BaseRate:
    """What people of a society do unasked: acts per adult-year, by class."""

    act: str
    per_year: float
    by_class: tuple[float, float, float]
    tag: str
    source: str


@cache
def base_rates() -> dict[str, BaseRate]:
    """Return the base rates of all acts of the catalogue that have a slot."""
    text = resources.files("bentham.society").joinpath("base_rates.csv").read_text("utf-8")
    out = {}
    for row in csv.DictReader(text.splitlines()):
        classes = (float(row["poor"]), float(row["middle"]), float(row["well_off"]))
        out[row["act"]] = BaseRate(
            row["act"], float(row["per_year"]), classes, row["tag"], row["source"]
        )
    return out


def yearly_rate(act: Act, class_: int, values: Mapping[str, float]) -> float:
    """Return acts per adult-year of a class in this society, before any scheme."""
    if act.kind == "speech":
        return 0.0
    rate = base_rates()[act.id]
    factor = values["society.good_factor" if act.kind == "good" else "society.offence_factor"]
    return min(rate.per_year * rate.by_class[class_] * factor, act.width)


def incomes(society: Society, values: Mapping[str, float]) -> tuple[float, float, float]:
    """Return mean incomes by class, scaled so that the society's mean is one."""
    poor, rich = values["society.poor_income"], values["society.well_off_income"]
    shares = society.classes
    mean = shares.poor * poor + shares.middle + shares.well_off * rich
    return (poor / mean, 1.0 / mean, rich / mean)


def _income_tables(society: Society, values: Mapping[str, float]) -> list[Table]:
    """Return quantiles of income for each class, in units of the mean income."""
    spread = lognormal(values["society.income_spread"])
    return [_capped(mean * spread, 15.9) for mean in incomes(society, values)]


def income_shares(society: Society, values: Mapping[str, float], bins: int) -> Table:
    """Return the share of people in each bin of 1/64 of the mean income, the last one open."""
    shares = (society.classes.poor, society.classes.middle, society.classes.well_off)
    out = np.zeros(bins)
    for share, table in zip(shares, _income_tables(society, values), strict=True):
        row = np.minimum((table * 64.0).astype(np.int64), bins - 1)
        out += share * np.bincount(row, minlength=bins) / len(table)
    return out


def trait_table(
    society: Society,
    values: Mapping[str, float],
    coverage: float,
    known: float,
    informants: float = 0.0,
    callers: float = 0.0,
    wanted: float = 0.0,
) -> npt.NDArray[np.int32]:
    """Return the tables that `society.traits.fill_traits` reads.

    Parameters
    ----------
    society : Society
        Who lives there.
    values : mapping
        Value of every registered parameter.
    coverage, known : float
        Share of adults whom the scheme covers; share who know its rules from the start.
    informants, callers, wanted : float
        Shares of adults who inform the police, who would call a hotline, who are wanted.
    """
    spread = values["society.anchor_spread"]
    centre = spread * normal_quantile(values["society.opposed_share"])
    anchors = np.clip(centre + spread * normal(), -1.0, 1.0)
    thresholds = values["society.threshold_mean"] + values["society.threshold_spread"] * normal()
    motives = values["society.motive_mean"] + values["society.motive_spread"] * normal()
    occasions = np.minimum(
        values["society.occasions"] * gamma(values["society.occasion_shape"]), 0.45
    )
    tables: list[npt.NDArray[np.int64]] = [
        fixed(anchors, 14),
        fixed(values["society.own_cost"] * beta_2_2(), 14),
        fixed(occasions, 31),
        fixed(_capped(gamma(values["society.conduct_shape"]), 100.0), 8),
        fixed(_capped(gamma(values["society.travel_shape"]), 1000.0), 8),
        *(fixed(income, 12) for income in _income_tables(society, values)),
        fixed(np.maximum(thresholds, 0.005), 14),
        fixed(motives, 14),
        fixed(_capped(gamma(values["society.demand_shape"]), 1000.0), 8),
        fixed(normal(), 8),
    ]
    poor, middle = society.classes.poor, society.classes.middle
    shares = (
        poor, poor + middle, values["society.neighbourhood_sorting"], society.urban_share,
        coverage, known, informants, callers, wanted,
    )  # fmt: skip
    out = np.concatenate([*tables, fixed(shares, 16)]).astype(np.int32)
    assert out.shape == (LENGTH,)
    return out


def _capped(table: Table, largest: float) -> Table:
    return np.minimum(table, largest)
