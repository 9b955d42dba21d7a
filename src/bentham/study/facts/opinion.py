"""Experiments on opinion, fear, speech and protest: F10, F19, F33, F37, F40, F41, F42."""

from __future__ import annotations

import tempfile
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from bentham.engine.replicate import Replicate
from bentham.study.asking import READ, Rows, read_sample
from bentham.study.facts.observing import PLACE, Conditions, observe, slope
from bentham.study.probes import answers_of, list_experiment
from bentham.study.structures import small_world

CHANCES = (0.02, 0.05, 0.2)
"""Chances that one authority hears of criticism: little, some, much centralised (F10)."""

DEGREES = (4, 8, 16)
"""Contacts on an explicit small world: the range of networks (F10)."""

SMALLEST_WAVE = 20
"""Marchers a week below which growth is not read (F40)."""


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="bentham-ties-")  # removed when the process ends


@cache
def _ties(degree: int, people: int) -> str:
    """Write a small world with so many contacts a person; return the file."""
    file = Path(_folder().name) / f"ties-{degree}.txt"
    drawn = np.concatenate(
        [small_world(people, np.random.default_rng(k)) for k in range(2 if degree > 8 else 1)]
    )
    if degree < 8:
        drawn = drawn[::2]
    np.savetxt(file, drawn[drawn[:, 0] != drawn[:, 1]], fmt="%d")
    return str(file)


def centralisation(c: Conditions) -> dict[str, float]:
    """F10: how falsification moves with the authority's reach, and with that of networks."""
    falsified = np.zeros((len(CHANCES), len(DEGREES)))
    for i, chance in enumerate(CHANCES):
        for j, degree in enumerate(DEGREES):
            settings = (f"acts[criticism].detection_rate={chance}",)
            seen = observe("F10.yaml", c, settings, ties=_ties(degree, 1600))
            occasions = max(seen.count("OCCASION"), 1)
            falsified[i, j] = 100.0 * seen.count("FALSIFIED") / occasions
    by_chance = slope(np.log(CHANCES), falsified.mean(axis=1))
    by_degree = slope(np.log(DEGREES), falsified.mean(axis=0))
    return {"centralisation": by_chance, "range": -by_degree}


def _field(rows: Rows, name: str) -> Rows:
    return np.asarray(rows[:, READ.index(name)])


def reminded(c: Conditions) -> dict[str, float]:
    """F19: who falls silent when reminded of surveillance in a hostile climate.

    On the ruler's side: a private attitude of zero or less; opponents: above zero.
    """
    speaks: dict[tuple[bool, bool], tuple[float, float]] = {}
    for hostile in (False, True):
        for primed in (False, True):
            settings = (
                f"society.opposed_share={0.1 if hostile else 0.45}",
                f"risk.aware_share={0.5 if primed else 0.05}",
            )
            asked: list[Rows] = []

            def evening(day: int, one: Replicate, asked: list[Rows] = asked) -> None:
                if day == 30:
                    asked.append(read_sample(one, day, 0, None))

            seen = observe("F19.yaml", c, settings, evening=evening)
            rows = asked[0]
            would, _ = answers_of(rows, "would_speak", np.uint64(0), seen.todo.days)
            loyal = _field(rows, "ATTITUDE") <= 0
            speaks[hostile, primed] = (float(would[loyal].mean()), float(would[~loyal].mean()))

    def fall(side: int) -> float:
        in_hostile = speaks[True, False][side] - speaks[True, True][side]
        in_friendly = speaks[False, False][side] - speaks[False, True][side]
        return 100.0 * (in_hostile - in_friendly)

    return {"interaction": fall(0) - fall(1)}


def _asked(setup: str, day: int, c: Conditions, questions: tuple[str, ...]) -> dict[str, float]:
    """Ask everybody on one evening; return the shares that think, say and count so."""
    found: dict[str, float] = {}

    def evening(today: int, one: Replicate) -> None:
        if today != day:
            return
        rows = read_sample(one, day, 0, None)
        for question in questions:
            private, told = answers_of(rows, question, one.key, day)
            found[f"{question} thought"] = float(private.mean())
            found[f"{question} told"] = float(told.mean())
            who = _field(rows, "PERSON")
            listed, _ = list_experiment(private, who, question, one.key, day)
            found[f"{question} listed"] = float("nan") if listed is None else listed

    observe(setup, c, evening=evening)
    return found


def approval(c: Conditions) -> dict[str, float]:
    """F33: who approves when asked directly, and who knows of the scheme."""
    found = _asked("F33.yaml", 90, c, ("approve", "knows_scored"))
    return {
        "approve": 100.0 * found["approve told"],
        "aware": 100.0 * found["knows_scored told"],
    }


def concealed(c: Conditions) -> dict[str, float]:
    """F41: opposition by list experiment less opposition when asked directly, in points."""
    found = _asked("F41.yaml", 120, c, ("approve",))
    return {"gap": 100.0 * (found["approve told"] - found["approve listed"])}


def kept_from_protest(c: Conditions) -> dict[str, float]:
    """F42: how many more are kept from protest by fear than say so."""
    found = _asked("F41.yaml", 120, c, ("fears_protest",))
    told = found["fears_protest told"]
    return {"ratio": found["fears_protest listed"] / told if told > 0 else float("nan")}


def protest_sizes(c: Conditions) -> dict[str, float]:
    """F37: sizes of protests of a ward on a day, from two people on."""
    seen = observe("F37.yaml", c, level="ward")
    size = seen.history.tallies[..., PLACE["PROTEST"]].sum(axis=2).ravel()
    size = size[size >= 2]
    if len(size) == 0:
        return dict.fromkeys(("small", "middle", "large"), float("nan"))

    def share(low: int, high: int) -> float:
        return float(100.0 * ((size >= low) & (size < high)).mean())

    return {"small": share(2, 10), "middle": share(10, 100), "large": share(100, 1000)}


def mondays(c: Conditions) -> dict[str, float]:
    """F40: weekly turnout after a ruler stops punishing, from day 61 on."""
    seen = observe("F40.yaml", c)
    daily = seen.tallies()[60:, PLACE["PROTEST"]]
    weekly = daily[: len(daily) // 7 * 7].reshape(-1, 7).sum(axis=1).astype(float)
    peak = int(np.argmax(weekly))
    if weekly[peak] < SMALLEST_WAVE:
        return {"growing": 0.0, "falling": float("nan")}
    longest = run = 0
    for before, after in pairwise(weekly):
        run = run + 1 if after >= 1.2 * before and after >= SMALLEST_WAVE else 0
        longest = max(longest, run)
    return {"growing": float(longest), "falling": float(weekly[-1] / weekly[peak])}
