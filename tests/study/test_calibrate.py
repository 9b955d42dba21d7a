"""Bentham's own assumptions narrowed by published patterns: cheapest first, nothing run in vain."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from bentham.evidence.parameters import PARAMETERS
from bentham.study import calibrate
from bentham.study.assumptions import value_at
from bentham.study.facts.experiments import EXPERIMENTS, Task
from bentham.study.facts.observing import Conditions
from bentham.study.matching import CUTOFF, Matching, Target

NUMBER = 200_000


def aims() -> list[Target]:
    """The patterns with the widths of their bounds alone, as if luck were nothing."""
    return [
        Target(f"{f.id} {part.name}", (part.low + part.high) / 2, (part.high - part.low) / 4)
        for f, part in calibrate.patterns()
    ]


def outcome(task: Task) -> dict[str, float]:
    """What follows from one or two assumptions each, so that a test takes no hour."""
    v = task.conditions.values
    flights, trains = v["sanctions.flights"], v["sanctions.trains"]
    return {
        "F16": {"readers": 100 * v["media.demand"]},
        "F33": {
            "approve": 100 * (1 - v["society.opposed_share"]),
            "aware": 100 * v["risk.aware_share"],
        },
        "F31": {
            "flights-2017": flights, "flights-2018": flights,
            "rail-2017": trains, "rail-2018": trains,
        },
        "F32": {"repaid": 260 * v["listing.exit"]},
    }[task.fact]  # fmt: skip


def matched_to(aims_: list[Target], number: int) -> tuple[Matching, list[Task]]:
    """Match with these runs in place of the day's; return also which were asked for."""
    ran: list[Task] = []

    def instead(tasks: Sequence[Task], *told: object) -> list[dict[str, float]]:
        ran.extend(tasks)
        return [outcome(task) for task in tasks]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calibrate, "all_carried_out", instead)
        patch.setattr(calibrate, "targets", lambda progress=None: aims_)
        return calibrate.matched(number), ran


@pytest.fixture(scope="module")
def left() -> tuple[Matching, list[Task]]:
    return matched_to(aims(), NUMBER)


def test_the_closed_forms_are_those_of_the_experiments() -> None:
    first = [t for t in aims() if t.name.split()[0] in calibrate.WAVES[0]]
    every = calibrate._by_formula(first, NUMBER)
    names = [t.name for t in first]
    assert every.shape == (NUMBER, 6)
    hazard, exit_ = (
        calibrate._values(p, calibrate.loose(NUMBER, calibrate.SEED, p.name))[0]
        for p in (calibrate.parameter("listing.hazard"), calibrate.parameter("listing.exit"))
    )
    day = EXPERIMENTS["F29"](
        Conditions({"listing.hazard": float(hazard), "listing.exit": float(exit_)})
    )
    for name, value in zip(names, every[0], strict=True):
        if name.startswith("F29"):
            assert value == pytest.approx(day[name.split()[1]])


def test_values_of_many_shares_are_those_of_one() -> None:
    shares = np.array([0.0, 0.3, 0.999])
    for p in PARAMETERS:
        if not p.choices:
            one = [value_at(p, float(x)) for x in shares]
            assert calibrate._values(p, shares) == pytest.approx(one)


def test_what_a_cheap_wave_rules_out_is_never_run(left: tuple[Matching, list[Task]]) -> None:
    found, ran = left
    first, second, third = found.waves
    assert first.runs == NUMBER and second.runs == min(first.not_ruled_out, calibrate.MOST_RUN[1])
    assert third.runs == second.not_ruled_out
    assert len(ran) == 2 * second.runs + 2 * third.runs
    assert found.volume == pytest.approx(first.share * second.share * third.share)
    assert len(found.sets) == third.not_ruled_out > 3


def test_every_set_that_is_left_meets_every_pattern_and_says_what_it_gave(
    left: tuple[Matching, list[Task]],
) -> None:
    found, _ = left
    assert found.sets and (found.worst <= CUTOFF).all()
    at = [t.name for t in found.targets].index("F16 readers")
    for values, obtained in zip(found.sets, found.obtained, strict=True):
        assert obtained[at] == pytest.approx(100 * values["media.demand"])
        assert calibrate.implausibility(obtained[None], found.targets).max() <= CUTOFF
    assert "media.forgetting" not in {m.name for m in found.constrained}


def test_if_nothing_is_left_it_says_which_patterns_no_set_meets(tmp_path: Path) -> None:
    impossible = [Target(t.name, 1e9, t.sd) if t.name == "F16 readers" else t for t in aims()]
    found, ran = matched_to(impossible, NUMBER // 10)
    assert found.sets == [] and found.rejected is not None
    assert [name for name, _ in found.rejected.never] == ["F16 readers"]
    assert {task.fact for task in ran} == {"F16", "F33"}
    assert not calibrate.write(found, tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_is_written_is_what_is_left(left: tuple[Matching, list[Task]], tmp_path: Path) -> None:
    found, _ = left
    assert calibrate.write(found, tmp_path)
    told = json.loads((tmp_path / "posterior.json").read_text("utf-8"))
    assert told["not_ruled_out"] == len(found.sets)
    rows = pq.read_table(tmp_path / "posterior.parquet")
    assert rows["media.demand"].to_pylist() == [s["media.demand"] for s in found.sets]
    assert set(told["narrowed"]) >= {m.name for m in found.constrained}
