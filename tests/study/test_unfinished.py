"""A run that is interrupted and goes on is the run that was never interrupted, to the bit."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from bentham.engine import checkpoint
from bentham.evidence.errors import DamagedResults, Interrupted
from bentham.study.scenario import loads
from bentham.study.simulate import Simulation, carried_out, plan
from bentham.study.unfinished import KEPT, Unfinished, plan_sha256

DAYS = 24
SCENARIO = """\
bentham: "0.1"
scenario: interrupted
title: Much happens on the way
scheme: whole-system
people: 6400
days: 24
replicates: 2
assumptions: 2
trials:
  - {id: fines, unit: person, share: 0.5, from: 8, set: {risk.severity: 4}}
probes:
  - {days: [4, 12, 20], sample: 500, method: both}
"""


def todo(**more: Any) -> Any:
    return plan("whole-system", people=6400, days=DAYS, seed=11, trace=(), **more)


def unfinished(folder: Path, of: Any, every: int | None = 1) -> Unfinished:
    return Unfinished(folder / "run.unfinished", {"scheme": "x"}, plan_sha256(of.resolved()), every)


def stopped_on(days: set[int], of: Any, folder: Path, every: int | None = None) -> Simulation:
    """Carry a plan out, pressing Ctrl-C on some days of the whole run."""
    left = set(days)
    while True:
        one = unfinished(folder, of, every)
        try:
            return carried_out(of, partial(press, one, left), one)
        except Interrupted:
            continue


def press(one: Unfinished, left: set[int], _what: str, done: int, _all: int) -> None:
    if done in left:
        left.remove(done)
        one.stop.set()


def alike(one: Simulation, other: Simulation) -> bool:
    return (
        one.run.digest == other.run.digest
        and one.run.panel.equals(other.run.panel)
        and one.answers == other.answers
        and one.run.metrics == other.run.metrics
    )


@pytest.mark.parametrize("threads", [1, 2])
def test_twenty_interruptions_change_no_bit(tmp_path: Path, threads: int) -> None:
    of = todo(threads=threads)
    days = set(Random(threads).sample(range(1, DAYS), 20))
    assert alike(stopped_on(days, of, tmp_path), carried_out(of))


def test_a_scenario_with_a_trial_probes_repeats_and_draws_goes_on(tmp_path: Path) -> None:
    of = plan(loads(SCENARIO))
    found = stopped_on({3, 8, 9, 12, 24, 25, 40}, of, tmp_path)
    assert alike(found, carried_out(of))
    assert len({a.replicate for a in found.answers}) == 2


def test_lives_are_told_as_if_nothing_had_happened(tmp_path: Path) -> None:
    of = todo(lives=("punished", 2))
    found, straight = stopped_on({5, 20, 30, 40}, of, tmp_path), carried_out(of)
    assert alike(found, straight)
    assert found.plan.trace == straight.plan.trace
    assert np.array_equal(found.histories[0].traced, straight.histories[0].traced)


@pytest.fixture(scope="module")
def digest() -> str:
    """What the run ends with that nobody interrupts."""
    return carried_out(todo()).run.digest


def interrupted_once(folder: Path, of: Any, day: int = 10) -> None:
    one = unfinished(folder, of, every=3)
    carried_out(of, partial(press, one, {day}), one)


def test_a_checkpoint_goes_on_with_another_number_of_threads_and_chunks(
    tmp_path: Path, digest: str
) -> None:
    with pytest.raises(Interrupted):
        interrupted_once(tmp_path, todo(threads=1))
    other = todo(threads=3, chunk=7)
    assert carried_out(other, None, unfinished(tmp_path, other)).run.digest == digest


def test_only_the_two_newest_checkpoints_are_kept(tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        interrupted_once(tmp_path, todo())
    found = sorted(p.name for p in (tmp_path / "run.unfinished").iterdir())
    assert found == ["r0-day000010", "r0-day000012", "request.json"]
    assert len(found) == KEPT + 1


def test_by_time_a_short_run_writes_nothing(tmp_path: Path) -> None:
    of = todo(replicates=2, assumptions=2)
    carried_out(of, None, unfinished(tmp_path, of, every=None))
    assert list(tmp_path.iterdir()) == []


def flip(path: Path, at: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[at] ^= 1
    path.write_bytes(raw)


def of_other_rules(folder: Path) -> None:
    index = json.loads((folder / "index.json").read_text())
    index.pop(checkpoint.SEAL)
    index["rules"] = "0" * 64
    index[checkpoint.SEAL] = checkpoint._seal(index)
    (folder / "index.json").write_text(json.dumps(index))


DAMAGES = {
    "a bit flipped in the middle": lambda f: flip(f / "state.bin", 50_000),
    "the last bit flipped": lambda f: flip(f / "state.bin", -1),
    "a bit flipped in the index": lambda f: flip(f / "index.json", 300),
    "truncated": lambda f: (f / "state.bin").write_bytes((f / "state.bin").read_bytes()[:-9]),
    "longer": lambda f: (f / "state.bin").write_bytes((f / "state.bin").read_bytes() + b"x"),
    "an empty index": lambda f: (f / "index.json").write_text(""),
    "no state": lambda f: (f / "state.bin").unlink(),
    "another version": of_other_rules,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_checkpoint_is_passed_over_for_the_older_one(
    tmp_path: Path, damage: str, digest: str
) -> None:
    with pytest.raises(Interrupted):
        interrupted_once(tmp_path, todo())
    here = tmp_path / "run.unfinished"
    DAMAGES[damage](here / "r0-day000012")
    one = unfinished(tmp_path, todo(), every=None)
    assert carried_out(todo(), None, one).run.digest == digest
    assert len(one.notes) == 1 and "r0-day000012" in one.notes[0]


@pytest.mark.parametrize("damage", DAMAGES)
def test_without_a_whole_checkpoint_nothing_is_run(tmp_path: Path, damage: str) -> None:
    with pytest.raises(Interrupted):
        interrupted_once(tmp_path, todo())
    for folder in (tmp_path / "run.unfinished").glob("r0-*"):
        DAMAGES[damage](folder)
    with pytest.raises(DamagedResults, match="no whole checkpoint"):
        carried_out(todo(), None, unfinished(tmp_path, todo()))


def test_a_checkpoint_of_another_scheme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        interrupted_once(tmp_path, todo())
    other = plan("whole-system-with-notice", people=6400, days=DAYS, seed=11)
    with pytest.raises(DamagedResults, match="of another scheme"):
        carried_out(other, None, unfinished(tmp_path, other))


def test_a_damaged_part_is_run_again(tmp_path: Path) -> None:
    of = todo(replicates=3)
    with pytest.raises(Interrupted):
        interrupted_once(tmp_path, of, day=DAYS + 5)
    flip(tmp_path / "run.unfinished" / "replicate-0.npz", 400)
    one = unfinished(tmp_path, of)
    assert carried_out(of, None, one).run.digest == carried_out(of).run.digest
    assert one.notes == ["replicate-0.npz is damaged; that part is run again."]
