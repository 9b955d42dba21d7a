"""Tables of everyday acts and of attempts: slots, rates, what a record costs, what is refused."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from bentham.chance.quantiles import exp, fixed, ln
from bentham.day.settings import ATTEMPT_ROOM, TABLES, setting
from bentham.engine.laying import CERTAIN, NEVER_BELOW, Ints, put
from bentham.engine.meaning import Reading
from bentham.evidence.acts import ACTS, POSITIONS, ROOM, slots
from bentham.evidence.lanes import CLASSES
from bentham.society.fields import Society
from bentham.society.tables import incomes, yearly_rate

SORTS = {"speech": 0, "offence": 1, "lawful": 2, "good": 3, "debt": 4}

ATTEMPT_WIDTHS = (0.2, 0.2, 0.09, 0.09, 0.09, 0.09, 0.09)
"""Slots of attempts a day, in the order of `person.ATTEMPTS`; no rate exceeds its slot."""

RATES = (
    "sanctions.flights", "sanctions.trains", "sanctions.hotels", "sanctions.houses",
    "sanctions.jobs", "sanctions.schools", "sanctions.child_schools",
)  # fmt: skip
"""Parameters that give the mean rates, in the same order."""

DRIFT_BINS = TABLES["DRIFT"]


def acts(numbers: Ints, tables: Ints, said: Reading, values: Mapping[str, float]) -> None:
    """Lay out the catalogue: slots, rates with and without the scheme, what a record costs."""
    n = len(ACTS)
    laid = slots()
    end = laid[-1][0] + laid[-1][1]
    put(tables, "ACT_START", [s for s, _ in laid] + [end] * (ROOM - n))
    base = np.zeros((3, ROOM), dtype=np.int64)
    rate = np.zeros((2, 3, ROOM), dtype=np.int64)
    for i, act in enumerate(ACTS):
        change = float(exp(-values["conduct.deterrence"] * said.expected_cost[act.id]))
        for k in range(len(CLASSES)):
            yearly = yearly_rate(act, k, values)
            base[k, i] = rate[0, k, i] = int(yearly / 365 * POSITIONS)
            rate[1, k, i] = int(min(yearly * change, act.width) / 365 * POSITIONS)
    put(tables, "ACT_BASE", base)
    put(tables, "ACT_RATE", rate)
    put(tables, "ACT_SORT", [SORTS[act.kind] for act in ACTS])
    put(tables, "ACT_RECORDED", [int(fixed(said.chance[act.id], 31)) for act in ACTS])
    low, high, parents_low, parents_high = [], [], [], []
    fines, lists, punishes = [], [], []
    for act in ACTS:
        what = said.record[act.id]
        scale = said.score_scale * what.hidden
        low.append(round(what.points_low * scale))
        high.append(round(what.points_high * scale))
        fines.append(round(what.fine_days * 16))
        lists.append(int(what.lists))
        punishes.append(int(what.punishes))
        parents_low.append(round(what.parents_low * scale))
        parents_high.append(round(what.parents_high * scale))
    put(tables, "ACT_POINTS_LOW", low)
    put(tables, "ACT_POINTS_HIGH", high)
    put(tables, "ACT_FINE", fines)
    put(tables, "ACT_LISTS", lists)
    put(tables, "ACT_PUNISHES", punishes)
    put(tables, "ACT_PARENTS_LOW", parents_low)
    put(tables, "ACT_PARENTS_HIGH", parents_high)
    shortfall = np.arange(DRIFT_BINS) / DRIFT_BINS
    put(tables, "DRIFT", fixed(exp(values["conduct.poverty_drift"] * shortfall), 8))
    numbers[setting("FALSE_RECORDS")] = _false_records(tables, said)


def _false_records(tables: Ints, said: Reading) -> int:
    """Set the shares of false records by act; return the chance of one a day, 2^-31."""
    rates = [said.false_rate[act.id] for act in ACTS]
    total = math.fsum(rates)
    shares = np.full(ROOM, CERTAIN, dtype=np.int64)
    passed = 0.0
    for i, rate in enumerate(rates):
        passed += rate
        shares[i] = fixed(passed / total, 31) if total > 0 else CERTAIN
    put(tables, "ACT_FALSE", shares)
    return int(fixed(min(total / 365, 1.0), 31))


def attempts(tables: Ints, said: Reading, society: Society, values: Mapping[str, float]) -> None:
    """Lay out attempts: slots, rates by class so that the mean over adults is as declared."""
    widths = [int(share * POSITIONS) for share in ATTEMPT_WIDTHS]
    starts = [sum(widths[:i]) for i in range(len(widths) + 1)]
    put(tables, "ATTEMPT_START", starts)
    put(tables, "ATTEMPT_WIDTH", [*widths, 0])
    shares = (society.classes.poor, society.classes.middle, society.classes.well_off)
    power = values["sanctions.class_gradient"]
    by_class = [float(exp(power * float(ln(x)))) for x in incomes(society, values)]
    mean = sum(s * x for s, x in zip(shares, by_class, strict=True))
    urban = society.urban_share
    places = urban + (1.0 - urban) * values["society.rural_travel"]
    rates = np.zeros((3, ATTEMPT_ROOM), dtype=np.int64)
    for mode, name in enumerate(RATES):
        for k in range(len(CLASSES)):
            yearly = values[name] * by_class[k] / mean / places
            rates[k, mode] = min(int(yearly / 365 * POSITIONS), widths[mode])
    put(tables, "ATTEMPT_RATE", rates)
    put(tables, "ATTEMPT_MOST", rates.max(axis=0))
    put(tables, "ATTEMPT_BARRED_LISTED", [int(x) for x in said.barred_listed])
    put(tables, "ATTEMPT_BARRED_KIN", [int(x) for x in said.barred_kin])
    below = [
        NEVER_BELOW if x is None else math.ceil(x * said.score_scale) for x in said.barred_below
    ]
    put(tables, "ATTEMPT_BARRED_BELOW", below + [NEVER_BELOW] * (ATTEMPT_ROOM - len(below)))
