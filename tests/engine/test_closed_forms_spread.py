"""T21: what one person tells another, on a random graph, against the formula of epidemics.

On a random (Poisson) graph a person who is told passes it on to R others in the mean, whatever way
it came. A share z0 of witnesses then ends as a share z with ``z = 1 - (1 - z0) e^(-R z)``; for few
witnesses and R < 1 that is ``z0 / (1 - R)``: one generation's pass-through multiplies what is known
by 1 / (1 - R), and never makes an epidemic of it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small_worlds import HEAD, grown_ups

from bentham.day.person import OWN_PLANES
from bentham.day.settings import setting
from bentham.engine.clock import run_replicate
from bentham.engine.compiling import world_of
from bentham.evidence.parameters import index
from bentham.scheme.loading import loads
from bentham.society.loading import load as society_named
from everybody import DEFAULTS

PEOPLE, DAYS, CERTAIN = 16_000, 300, 1 << 31
FORGETTING = 0.05
FILTER = "filter: {exists: true, blocks: true, leak: 0.0}\n"


def pass_through(telling: float) -> float:
    """Return the chance that a contact is ever told: every day until the teller forgets."""
    return telling / (1 - (1 - telling) * (1 - FORGETTING))


def final_size(witnesses: float, reproduction: float) -> float:
    z = witnesses
    for _ in range(2000):
        z = 1 - (1 - witnesses) * np.exp(-reproduction * z)
    return float(z)


def ever_known(folder: Path, seed: int, degree: float, telling: float, witnesses: float):  # type: ignore[no-untyped-def]
    """Return the shares of adults who knew at first and ever, and R."""
    dice = np.random.default_rng(seed)
    ties = dice.integers(0, PEOPLE, (int(PEOPLE * degree / 2), 2))
    ties = ties[ties[:, 0] != ties[:, 1]]
    file = folder / f"{seed}.txt"
    np.savetxt(file, ties, fmt="%d")
    where = society_named("city").model_copy(update={"ties": str(file)})
    world = world_of(loads(HEAD + FILTER), where, DEFAULTS)
    numbers = world.numbers[0]
    numbers[index("media.demand")] = 0
    numbers[setting("NEWCOMERS")] = numbers[setting("EVADERS")]
    numbers[index("media.pass_on")] = int(telling * CERTAIN)
    numbers[index("media.event_forgetting")] = int(FORGETTING * CERTAIN)
    numbers[setting("EVENT")] = 1  # witnesses are drawn by day: on later days nobody is left to see
    numbers[setting("WITNESSES")] = 0
    adults = grown_ups(PEOPLE, DEFAULTS)["WHO"]
    first = set(dice.choice(adults, int(witnesses * len(adults)), replace=False).tolist())

    def plant(day: int, one) -> None:  # type: ignore[no-untyped-def]
        if day == 1:  # the first evening: the chosen know it
            numbers[setting("EVENT")] = 2
            for who in first:
                bit = np.uint64(1) << np.uint64(who % 64)
                one.state.planes.yesterday[who // 64, 2] |= bit
                one.state.planes.own[who // 64, OWN_PLANES.index("HEARD")] |= bit

    done = run_replicate(
        world, where, PEOPLE, DAYS, 7, threads=2, keep_state=True, on_evening=plant
    )
    heard = done.state.planes.own[:, OWN_PLANES.index("HEARD")]  # type: ignore[union-attr]
    ever = (heard[adults >> 6] >> (adults & 63).astype(np.uint64)) & np.uint64(1)
    pairs = np.unique(np.sort(ties, axis=1), axis=0)
    grown = np.zeros(PEOPLE, dtype=bool)
    grown[adults] = True
    between = (grown[pairs[:, 0]] & grown[pairs[:, 1]]).sum()
    reproduction = pass_through(telling) * 2 * between / len(adults)
    return len(first) / len(adults), float(ever.mean()), float(reproduction)


@pytest.mark.parametrize(
    ("degree", "share", "witnesses"),
    [
        (4, 0.127, 0.01),
        pytest.param(7, 0.127, 0.01, marks=pytest.mark.full),
        pytest.param(20, 0.127, 0.02, marks=pytest.mark.full),
    ],
)
def test_t21_one_generation_of_telling_and_the_final_size(
    degree: float, share: float, witnesses: float, tmp_path: Path
) -> None:
    # the chance a day for which a contact is told with chance `share` before the teller forgets
    telling = share * FORGETTING / (1 - share + share * FORGETTING)
    assert pass_through(telling) == pytest.approx(share)
    off = []
    for seed in range(6):
        at_first, ever, reproduction = ever_known(tmp_path, seed, degree, telling, witnesses)
        expected = final_size(at_first, reproduction)
        off.append(ever - expected)
        if reproduction < 0.5:
            assert expected == pytest.approx(at_first / (1 - reproduction), rel=0.03)
    error = np.std(off, ddof=1) / np.sqrt(len(off))
    assert abs(np.mean(off)) < 4 * error, (np.mean(off), error)
