"""From a declared scheme, a society and values of parameters to the integers of a kernel."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bentham.chance.quantiles import exp, fixed, ln
from bentham.day.expression import ROSS, SIEGEL
from bentham.day.person import SYSTEMS
from bentham.day.settings import N_NUMBERS, N_TABLES, RECIPROCALS, WELFARE_BINS, setting
from bentham.engine.compiling_acts import acts, attempts
from bentham.engine.compiling_watch import watch
from bentham.engine.laying import (
    CAPACITY_BITS,
    NEVER_ABOVE,
    NEVER_BELOW,
    Ints,
    capacity,
    chance,
    put,
    put_settings,
)
from bentham.engine.meaning import Reading, without_errors
from bentham.engine.reading import read
from bentham.evidence.parameters import PARAMETERS
from bentham.scheme.fields import Scheme
from bentham.society.fields import Society
from bentham.society.tables import income_shares, trait_table

__all__ = ["CAPACITY_BITS", "World", "world_of"]


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
    *,
    perfectly_accurate: bool = False,
    news: bool = False,
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
    perfectly_accurate : bool
        Whether every error is taken away: false records, mistaken entries, mix-ups, false matches,
        false reports, true statements called false (but for the concealed event, where that is no
        error but the purpose). What is then left is done to people correctly.
    news : bool
        Whether news are simulated even if the scheme has no filter, because something happens that
        people may come to know.
    """
    said = read(scheme, values)
    if perfectly_accurate:
        without_errors(said)
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
    acts(numbers, tables, said, values)
    attempts(tables, said, society, values)
    watch(numbers, tables, said, values, news)
    _hazards(tables, said, society, values)
    reports = said.watch.reports
    traits = trait_table(
        society, values, scheme.subjects.coverage, said.known,
        informants=values["informants.share"] if reports.police else 0.0,
        callers=values["informants.callers"] if reports.hotline else 0.0,
        wanted=said.watch.eyes.wanted,
    )  # fmt: skip
    return World(numbers[None, :].copy(), tables[None, :].copy(), traits, said.score_scale, systems)


def _score(numbers: Ints, said: Reading) -> None:
    scale = said.score_scale
    put_settings(
        numbers,
        SCORED=said.scored,
        SCORE_START=round(said.start * scale),
        SCORE_LOW=max(math.ceil(said.low * scale), -32768),
        SCORE_HIGH=min(math.floor(said.high * scale), 32767),
        SCORE_PULL=int(fixed(said.recovery, 24)),
        RED_ABOVE=_at_most(said.red_above if said.scored else None, scale),
        GRADES=len(said.grades),
    )
    for k in range(4):
        numbers[setting(f"TIER_SCORE_{k}")] = NEVER_BELOW
    for k, (below, loss) in enumerate(said.tiers):
        numbers[setting(f"TIER_SCORE_{k}")] = math.ceil(below * scale)
        numbers[setting(f"TIER_LOSS_{k}")] = fixed(loss, 16)
    for k, lowest in enumerate(said.grades):
        everybody = lowest == -math.inf
        from_here = NEVER_BELOW if everybody else math.ceil(lowest * scale)
        numbers[setting(f"GRADE_FROM_{k}")] = from_here


def _at_most(score: float | None, scale: int) -> int:
    """Return the threshold that a stored score passes if it lies above `score`."""
    return NEVER_ABOVE if score is None else math.floor(score * scale)


def _list(numbers: Ints, said: Reading, values: Mapping[str, float]) -> None:
    scale = said.score_scale
    below = said.list_below
    put_settings(
        numbers,
        LIST=said.listing,
        LIST_BELOW=NEVER_BELOW if below is None else math.ceil(below * scale),
        LIST_ABOVE=_at_most(said.list_above, scale),
        LIST_DAYS=said.list_days,
        LIST_MISTAKEN=chance(said.mistaken),
        LISTED_LOSS=int(fixed(said.listed_loss, 16)),
        NOTICE=said.notice,
        APPEAL_RATE=chance(said.appeal_rate / 365),
        APPEAL_SUCCESS=chance(said.appeal_success),
        APPEAL_CAPACITY=capacity(said.appeal_capacity),
        REPAIR_RATE=chance(said.repair_rate / 365),
        FINE_SPEED=int(fixed(values["welfare.adjustment"], 16)),
    )


def _speech(numbers: Ints, said: Reading, values: Mapping[str, float]) -> None:
    """Set what people believe at first; where no speech is punished everything stays zero."""
    if not said.speech_punished:
        return
    weight = values["risk.prior_weight"]
    declared = said.speech_chance
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
    put(tables, "HAZARD", fixed(np.minimum(said.hazard * enter / 365, 1.0), 31))
    put(tables, "EXIT", fixed(np.minimum(said.exit_rate * leave / 365, 1.0), 31))
    contacts = np.arange(RECIPROCALS) + values["risk.prior_weight"]
    put(tables, "RECIPROCAL", fixed(1.0 / contacts, 24))
    w = (np.arange(1024) - 512) / 64.0
    put(tables, "CONFIDENCE", fixed(2.0 / (1.0 + exp(-w)) - 1.0, 14))


def _weighed(factor: npt.NDArray[np.float64], shares: npt.NDArray[np.float64]) -> float:
    """Return the mean of a factor over a distribution; running sums, so the same everywhere."""
    return float(np.cumsum(factor * shares)[-1] / np.cumsum(shares)[-1])
