"""From a declared scheme, a society and values of parameters to the integers of a kernel."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bentham.chance.quantiles import exp, fixed, ln
from bentham.day.expression import ROSS, SIEGEL
from bentham.day.person import (
    ATTEMPT_ROOM,
    N_NUMBERS,
    N_TABLES,
    RECIPROCALS,
    SYSTEMS,
    WELFARE_BINS,
    setting,
    table,
)  # fmt: skip
from bentham.engine.reading import Reading, read
from bentham.evidence.acts import ACTS, POSITIONS, ROOM, slots
from bentham.evidence.lanes import CLASSES
from bentham.evidence.parameters import PARAMETERS
from bentham.scheme.fields import Scheme
from bentham.society.fields import Society
from bentham.society.tables import income_shares, incomes, trait_table, yearly_rate

Ints = npt.NDArray[np.int64]

CERTAIN = 1 << 31
SORTS = {"speech": 0, "offence": 1, "debt": 1, "lawful": 2, "good": 3}
ATTEMPT_WIDTHS = (0.2, 0.2, 0.09, 0.09, 0.09, 0.09, 0.09)
"""Slots of attempts a day: flight, train, and five kept for later systems."""

CAPACITY_BITS = 10
"""Fractional bits of a capacity per million people and day."""

NEVER_BELOW = -(1 << 30)
"""A score threshold that nobody is below."""


@dataclass(frozen=True)
class World:
    """Everything that a kernel needs to know of one scheme in one society.

    Parameters
    ----------
    numbers : int64[row, N_NUMBERS]
        Parameters and settings; one row for each set of places that share them.
    tables : int64[row, N_TABLES]
        Rates, chances and points.
    traits : int32
        The society's tables of traits.
    score_scale : int
        Units of the stored score per point.
    systems : int
        Bits of the systems that are on.
    """

    numbers: Ints
    tables: Ints
    traits: npt.NDArray[np.int32]
    score_scale: int
    systems: int


def world_of(
    scheme: Scheme,
    society: Society,
    values: Mapping[str, float],
    off: tuple[str, ...] = (),
) -> World:
    """Compile one world.

    Parameters
    ----------
    scheme, society : Scheme, Society
        What is declared.
    values : mapping
        Value of every registered parameter.
    off : tuple of str
        Systems to switch off.
    """
    said = read(scheme, values)
    numbers = np.zeros(N_NUMBERS, dtype=np.int64)
    for i, each in enumerate(PARAMETERS):
        numbers[i] = fixed(values[each.name], each.bits)
    systems = sum(1 << i for i, name in enumerate(SYSTEMS) if name not in off)
    numbers[setting("SYSTEMS")] = systems
    _score(numbers, said)
    _list(numbers, said, values)
    _speech(numbers, said, values)
    numbers[setting("START_MEMORY")] = _start_memory(values)
    numbers[setting("REMEMBERS")] = int(values["expression.rule"]) in (ROSS, SIEGEL)
    tables = np.zeros(N_TABLES, dtype=np.int64)
    _acts(tables, said, society, values)
    numbers[setting("FALSE_RECORDS")] = _false_records(tables, said)
    _attempts(tables, said, society, values)
    _hazards(tables, said, society, values)
    return World(
        numbers[None, :].copy(),
        tables[None, :].copy(),
        trait_table(society, values, scheme.subjects.coverage, said.known),
        said.score_scale,
        systems,
    )


def _put(tables: Ints, name: str, values: npt.ArrayLike) -> None:
    array = np.asarray(values, dtype=np.int64).reshape(-1)
    start = table(name)
    tables[start : start + len(array)] = array


def _score(numbers: Ints, said: Reading) -> None:
    scale = said.score_scale
    numbers[setting("SCORED")] = said.scored
    numbers[setting("SCORE_START")] = round(said.start * scale)
    numbers[setting("SCORE_LOW")] = max(math.ceil(said.low * scale), -32768)
    numbers[setting("SCORE_HIGH")] = min(math.floor(said.high * scale), 32767)
    numbers[setting("SCORE_PULL")] = fixed(said.recovery, 24)
    for k in range(4):
        numbers[setting(f"TIER_SCORE_{k}")] = NEVER_BELOW
    for k, (below, loss) in enumerate(said.tiers):
        numbers[setting(f"TIER_SCORE_{k}")] = math.ceil(below * scale)
        numbers[setting(f"TIER_LOSS_{k}")] = fixed(loss, 16)


def _list(numbers: Ints, said: Reading, values: Mapping[str, float]) -> None:
    scale = said.score_scale
    numbers[setting("LIST")] = said.listing
    numbers[setting("LIST_BELOW")] = (
        NEVER_BELOW if said.list_below is None else math.ceil(said.list_below * scale)
    )
    numbers[setting("LIST_ABOVE")] = (
        1 << 30 if said.list_above is None else math.floor(said.list_above * scale)
    )
    numbers[setting("LIST_DAYS")] = said.list_days
    numbers[setting("LIST_MISTAKEN")] = fixed(said.mistaken, 31)
    numbers[setting("LISTED_LOSS")] = fixed(said.listed_loss, 16)
    numbers[setting("APPEAL_RATE")] = fixed(min(said.appeal_rate / 365, 1.0), 31)
    numbers[setting("APPEAL_SUCCESS")] = fixed(said.appeal_success, 31)
    numbers[setting("APPEAL_CAPACITY")] = (
        -1 if said.appeal_capacity is None else fixed(said.appeal_capacity, CAPACITY_BITS)
    )
    numbers[setting("FINE_SPEED")] = fixed(values["welfare.adjustment"], 16)


def _speech(numbers: Ints, said: Reading, values: Mapping[str, float]) -> None:
    """Set what people believe at first; where no speech is punished everything stays zero."""
    if not said.speech_punished:
        return
    weight = values["risk.prior_weight"]
    declared = min(max(said.chance["criticism"], said.chance["protest"]), 1.0)
    vague = values["risk.prior"]
    numbers[setting("SPEECH_PUNISHED")] = 1
    numbers[setting("PRIOR_AWARE")] = fixed(weight * declared, 16)
    numbers[setting("PRIOR_UNAWARE")] = fixed(weight * vague, 16)
    numbers[setting("START_AWARE")] = min(int(fixed(declared, 8)), 255)
    numbers[setting("START_UNAWARE")] = min(int(fixed(vague, 8)), 255)


def _start_memory(values: Mapping[str, float]) -> int:
    """Return what Ross's rule (w, 2^-8) or Siegel's (c = -1, 2^-12) remembers at first."""
    rule = int(values["expression.rule"])
    if rule == ROSS:
        confidence = values["expression.confidence"]
        return int(fixed(ln((1.0 + confidence) / (1.0 - confidence)), 8))
    return -(1 << 12) if rule == SIEGEL else 0


def _acts(tables: Ints, said: Reading, society: Society, values: Mapping[str, float]) -> None:
    """Lay out the catalogue: slots, rates with and without the scheme, what a record costs."""
    n = len(ACTS)
    laid = slots()
    end = laid[-1][0] + laid[-1][1]
    _put(tables, "ACT_START", [s for s, _ in laid] + [end] * (ROOM - n))
    base = np.zeros((3, ROOM), dtype=np.int64)
    rate = np.zeros((2, 3, ROOM), dtype=np.int64)
    for i, act in enumerate(ACTS):
        change = float(exp(-values["conduct.deterrence"] * said.expected_cost[act.id]))
        for k in range(len(CLASSES)):
            yearly = yearly_rate(act, k, values)
            base[k, i] = rate[0, k, i] = int(yearly / 365 * POSITIONS)
            rate[1, k, i] = int(min(yearly * change, act.width) / 365 * POSITIONS)
    _put(tables, "ACT_BASE", base)
    _put(tables, "ACT_RATE", rate)
    _put(tables, "ACT_SORT", [SORTS[act.kind] for act in ACTS])
    _put(tables, "ACT_RECORDED", [int(fixed(said.chance[act.id], 31)) for act in ACTS])
    low, high, parents_low, parents_high = [], [], [], []
    fines, lists, punishes = [], [], []
    for act in ACTS:
        what = said.record[act.id]
        low.append(round(what.points_low * said.score_scale))
        high.append(round(what.points_high * said.score_scale))
        fines.append(round(what.fine_days * 16))
        lists.append(int(what.lists))
        punishes.append(int(what.punishes))
        parents_low.append(round(what.parents_low * said.score_scale))
        parents_high.append(round(what.parents_high * said.score_scale))
    _put(tables, "ACT_POINTS_LOW", low)
    _put(tables, "ACT_POINTS_HIGH", high)
    _put(tables, "ACT_FINE", fines)
    _put(tables, "ACT_LISTS", lists)
    _put(tables, "ACT_PUNISHES", punishes)
    _put(tables, "ACT_PARENTS_LOW", parents_low)
    _put(tables, "ACT_PARENTS_HIGH", parents_high)


def _false_records(tables: Ints, said: Reading) -> int:
    """Set the shares of false records by act; return the chance of one a day, 2^-31."""
    rates = [said.false_rate[act.id] for act in ACTS]
    total = math.fsum(rates)
    shares = np.full(ROOM, CERTAIN, dtype=np.int64)
    passed = 0.0
    for i, rate in enumerate(rates):
        passed += rate
        shares[i] = fixed(passed / total, 31) if total > 0 else CERTAIN
    _put(tables, "ACT_FALSE", shares)
    return int(fixed(min(total / 365, 1.0), 31))


def _attempts(tables: Ints, said: Reading, society: Society, values: Mapping[str, float]) -> None:
    """Lay out attempts: slots, rates by class so that the mean over adults is as declared."""
    widths = [int(share * POSITIONS) for share in ATTEMPT_WIDTHS]
    starts = [sum(widths[:i]) for i in range(len(widths) + 1)]
    _put(tables, "ATTEMPT_START", starts)
    _put(tables, "ATTEMPT_WIDTH", [*widths, 0])
    shares = (society.classes.poor, society.classes.middle, society.classes.well_off)
    power = values["sanctions.class_gradient"]
    by_class = [float(exp(power * float(ln(x)))) for x in incomes(society, values)]
    mean = sum(s * x for s, x in zip(shares, by_class, strict=True))
    urban = society.urban_share
    places = urban + (1.0 - urban) * values["society.rural_travel"]
    rates = np.zeros((3, ATTEMPT_ROOM), dtype=np.int64)
    for mode, name in enumerate(("sanctions.flights", "sanctions.trains")):
        for k in range(len(CLASSES)):
            yearly = values[name] * by_class[k] / mean / places
            rates[k, mode] = int(yearly / 365 * POSITIONS)
    _put(tables, "ATTEMPT_RATE", rates)
    _put(tables, "ATTEMPT_MOST", rates.max(axis=0))
    _put(tables, "ATTEMPT_BARRED_LISTED", [int(x) for x in said.barred_listed])
    below = [
        NEVER_BELOW if x is None else math.ceil(x * said.score_scale) for x in said.barred_below
    ]
    _put(tables, "ATTEMPT_BARRED_BELOW", below + [NEVER_BELOW] * (ATTEMPT_ROOM - len(below)))


def _hazards(tables: Ints, said: Reading, society: Society, values: Mapping[str, float]) -> None:
    """Make the functions of the day into tables: entry and exit by welfare, 1/x, confidence.

    Poverty shifts entries towards the poor and exits away from them; the declared rates are those
    of the whole society when everybody lives on their income.
    """
    welfare = (np.arange(WELFARE_BINS) + 0.5) / 64.0
    shares = income_shares(society, values, WELFARE_BINS)
    enter = exp(values["listing.poverty"] * np.maximum(1.0 - welfare, -3.0))
    leave = exp(values["listing.exit_poverty"] * ln(np.minimum(welfare, 1.0)))
    enter = enter / _weighed(enter, shares)
    leave = leave / _weighed(leave, shares * enter)
    _put(tables, "HAZARD", fixed(np.minimum(said.hazard * enter / 365, 1.0), 31))
    _put(tables, "EXIT", fixed(np.minimum(said.exit_rate * leave / 365, 1.0), 31))
    contacts = np.arange(RECIPROCALS) + values["risk.prior_weight"]
    _put(tables, "RECIPROCAL", fixed(1.0 / contacts, 24))
    w = (np.arange(1024) - 512) / 64.0
    _put(tables, "CONFIDENCE", fixed(2.0 / (1.0 + exp(-w)) - 1.0, 14))


def _weighed(factor: npt.NDArray[np.float64], shares: npt.NDArray[np.float64]) -> float:
    """Return the mean of a factor over a distribution; running sums, so the same everywhere."""
    return float(np.cumsum(factor * shares)[-1] / np.cumsum(shares)[-1])
