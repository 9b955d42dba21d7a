"""The village and its ten gatherers: what the ledger adds up to, and what favouritism does."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from small_worlds import everything_stored, traced

from bentham.day.settings import setting
from bentham.engine.clock import History, run_replicate
from bentham.engine.compiling import World, world_of
from bentham.evidence.acts import ACTS
from bentham.scheme.loading import load
from bentham.scheme.reforms import with_settings
from bentham.society.loading import load as society_named
from everybody import DEFAULTS, traits

Ints = npt.NDArray[np.int64]
DAYS, MONTH = 360, 30


def ledger(*settings: str, accurate: bool = False) -> World:
    """Return the village's world; nobody is favoured unless the settings say so."""
    scheme = with_settings(load("village-ledger"), ("gatherers.favouritism=0", *settings))
    values = DEFAULTS | scheme.settings()
    return world_of(scheme, society_named("village"), values, perfectly_accurate=accurate)


def run(world: World, people: int, trace: bool = False) -> History:
    everybody = tuple(range(people)) if trace else ()
    return run_replicate(
        world, society_named("village"), people, DAYS, 7, threads=2, traced=everybody,
        keep_state=True,
    )  # fmt: skip


def test_when_nobody_is_favoured_the_ledger_adds_up_to_the_declared_points() -> None:
    people = 500
    world = ledger()
    done = run(world, people, trace=True)
    days = traced(done)
    who = traits(society_named("village"), people, seed=7, values=DEFAULTS)
    home = np.arange(people) // 64 * 64 + who["HEAD"]
    points = {rule.when.act: rule for rule in load("village-ledger").rules}
    owed: Ints = np.zeros(people, dtype=np.int64)
    for lane in ("RECORD", "FALSE_RECORD"):
        for act, rule in points.items():
            number = next(i for i, each in enumerate(ACTS) if each.id == act) + 1
            times = (days[lane] == number).sum(axis=0)
            each = round(float(rule.effect.points) * world.score_scale)  # type: ignore[arg-type]
            if rule.applies_to == "actor":
                owed += each * times
            else:  # to each parent in the actor's household
                at_home = np.bincount(home, times, minlength=people).astype(np.int64)
                owed += each * at_home[home] * (who["PARENT"] & who["ADULT"])
    assert (owed > 0).sum() > 50
    assert (owed < 0).sum() > 5
    score = everything_stored(done, people)["SCORE"]
    assert np.array_equal(score - world.numbers[0, setting("SCORE_START")], owed)


@pytest.mark.parametrize(
    "favour", [1.0, *(pytest.param(x, marks=pytest.mark.full) for x in (0.5, 3.0))]
)
def test_t28_favouritism_parts_the_score_from_conduct(favour: float) -> None:
    """corr = sx / sqrt(sx^2 + b^2 st^2 + se^2): conduct, a monthly bonus for standing, mistakes."""
    people = 20_000
    conduct = everything_stored(run(ledger(accurate=True), people), people)["SCORE"]
    mistaken = everything_stored(run(ledger(), people), people)["SCORE"] - conduct
    favoured = ledger(f"gatherers.favouritism={favour}")
    score = everything_stored(run(favoured, people), people)["SCORE"]
    adult = traits(society_named("village"), people, seed=7, values=DEFAULTS)["ADULT"] == 1
    bonus = favour * (DAYS // MONTH) * favoured.score_scale
    x, e = conduct[adult].std(), mistaken[adult].std()
    expected = x / np.sqrt(x**2 + bonus**2 + e**2)
    found = np.corrcoef(score[adult], conduct[adult])[0, 1]
    assert abs(found - expected) < 0.02, (found, expected)
    assert expected < 0.95 or favour < 1
