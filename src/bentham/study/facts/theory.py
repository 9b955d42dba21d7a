"""Facts that are theorems or another model's output: the classics are run, and one draw of the day.

Each number is a check of the classic's own (`bentham reproduce NAME` prints them all); F24 draws
the informants of Bentham's day.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import numpy.typing as npt

from bentham.chance.compiled import maker
from bentham.chance.decisions import STATIC_BLOCKS
from bentham.classics import load
from bentham.classics.declaration import Check, Reproduction
from bentham.classics.nepotism import Spreads, correlation, people
from bentham.day.person import N_LANES, N_MASKS
from bentham.engine.arrays import Fixed
from bentham.engine.replicate import Replicate
from bentham.evidence.lanes import ADULT, INFORMANT
from bentham.society.traits import fill_traits
from bentham.study.facts.observing import Conditions, observe

RUN_2 = "run-2"


@cache
def _reproduced(classic: str, preset: str | None = None) -> Reproduction:
    return load(classic).reproduce(preset)


def _checks(classic: str, preset: str | None = None) -> tuple[Check, ...]:
    return _reproduced(classic, preset).checks


def _obtained(checks: tuple[Check, ...], fact: str, *words: str) -> float:
    """Return the one check of a fact whose statement holds all words; NaN if there is none."""
    found = [c for c in checks if c.id == fact and all(w in c.statement for w in words)]
    return found[0].obtained if len(found) == 1 else math.nan


def list_thresholds(c: Conditions) -> dict[str, float]:
    """F01: Granovetter's hundred persons, and the same with one threshold raised."""
    del c
    checks = _checks("granovetter")
    return {
        "list": _obtained(checks, "F01", "persons who act"),
        "changed": _obtained(checks, "F01", "raised"),
    }


def normal_thresholds(c: Conditions) -> dict[str, float]:
    """F02: where drawn normal thresholds jump."""
    del c
    checks = _checks("granovetter")
    return {
        "jump": _obtained(checks, "F02", "jump"),
        "below": _obtained(checks, "F02", "0.120"),
        "above": _obtained(checks, "F02", "0.125"),
    }


def window(c: Conditions) -> dict[str, float]:
    """F03: the cascade window at a threshold of 0.18, by cascades that are run."""
    del c
    checks = _checks("watts")
    return {
        "lower": _obtained(checks, "F03", "0.18", "lower"),
        "upper": _obtained(checks, "F03", "0.18", "upper"),
    }


def windows(c: Conditions) -> dict[str, float]:
    """F04: the windows at other thresholds."""
    del c
    checks = _checks("watts")
    return {
        "upper-10": _obtained(checks, "F04", "0.1:", "upper"),
        "lower-25": _obtained(checks, "F04", "0.25", "lower"),
        "upper-25": _obtained(checks, "F04", "0.25", "upper"),
        "none-30": _obtained(checks, "F04", "0.3:"),
    }


def bursts(c: Conditions) -> dict[str, float]:
    """F05: outbursts, calm and activation in Run 2 with the ratio of cops to actives rounded."""
    del c
    checks = _checks("epstein", RUN_2)
    return {
        "outbursts": _obtained(checks, "F05", "fewest outbursts"),
        "calm": _obtained(checks, "F05", "calm"),
        "activation-low": _obtained(checks, "F05", "lowest activation"),
        "activation-high": _obtained(checks, "F05", "highest activation"),
    }


def no_bursts(c: Conditions) -> dict[str, float]:
    """F06: peak, and actives before any arrest, under the rule as it is printed.

    The published mean of 22 cannot be one over time, since its own runs peak at 19 to 24: it is the
    mean field at C/A = 1, before arrests. Over time the mean is below one.
    """
    del c
    checks = _checks("epstein", "paper-literal")
    return {
        "peak": _obtained(checks, "F06", "peak"),
        "mean": _obtained(checks, "F06", "actives per tick"),
    }


def sentences(c: Conditions) -> dict[str, float]:
    """F09: how much longer sentences lengthen the mean wait between outbursts."""
    del c
    waits = next(s for s in _reproduced("epstein", RUN_2).series if "jail term" in s.name).y
    return {"15-30": waits[1] - waits[0], "30-60": waits[2] - waits[1]}


def more_ties(c: Conditions) -> dict[str, float]:
    """F11: how far participation falls when weak ties are added, in standard errors.

    The classic's bound lies `BAND` standard errors below zero, so the error follows from it.
    """
    del c
    from bentham.classics.siegel import BAND

    check = next(c for c in _checks("siegel") if c.id == "F11")
    return {"less": BAND * check.obtained / check.high}


def favour(c: Conditions) -> dict[str, float]:
    """F39: the correlation of score and conduct less the formula, at three strengths of favour."""
    spreads = Spreads()
    drawn = people(100_000, spreads, c.seed)
    return {
        name: float(np.corrcoef(drawn.scores(bias), drawn.conduct)[0, 1])
        - correlation(bias, spreads)
        for name, bias in (("small-favour", 0.5), ("middle-favour", 1.0), ("large-favour", 2.0))
    }


@maker
def _informants(out: npt.NDArray[np.int64], people: int, key: np.uint64, fixed: Fixed) -> None:
    """Write for each person 0 not an adult, 1 an adult, 2 an informant."""
    w = np.zeros(64 * N_LANES, dtype=np.int64)
    m = np.zeros(N_MASKS, dtype=np.uint64)
    u = np.zeros(256 * STATIC_BLOCKS, dtype=np.uint32)
    one = np.uint64(1)
    for word in range(len(out) // 64):
        fill_traits(w, m, u, fixed.traits, fixed.homes, word, people, key)
        for i in range(64):
            lane = np.uint64(i)
            adult = np.int64((m[ADULT] >> lane) & one)
            informs = np.int64((m[INFORMANT] >> lane) & one)
            out[64 * word + i] = adult + adult * informs


def one_informant(c: Conditions) -> dict[str, float]:
    """F24: groups of 20 and of 150 adults of the day with at least one informant among them."""
    found: list[npt.NDArray[np.int64]] = []

    def evening(day: int, one: Replicate) -> None:
        del day
        kinds = np.zeros((one.people + 63) // 64 * 64, dtype=np.int64)
        _informants(kinds, one.people, one.key, one.fixed)
        found.append(kinds)

    observe("F24.yaml", c.held(informants__share=0.0113), evening=evening)
    informs = found[0][found[0] > 0] == 2
    out = {}
    for name, size in (("twenty", 20), ("hundred-fifty", 150)):
        groups = len(informs) // size
        drawn = informs[: groups * size].reshape(groups, size)
        out[name] = float(drawn.any(axis=1).mean())
    return out
