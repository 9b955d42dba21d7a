"""A checkpoint as the root of branches: each is the run that never shared its past, to the bit."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bentham.evidence.errors import BenthamError, DamagedResults, Interrupted, UsageError
from bentham.study.branching import Branching, root_name
from bentham.study.scenario import loads
from bentham.study.simulate import Simulation, carried_out, plan
from bentham.study.unfinished import Unfinished, plan_sha256

EVENING, DAYS = 10, 20
BASE = """\
bentham: "0.1"
scenario: as-it-was
title: Nothing changes
scheme: whole-system
people: 6400
days: 20
replicates: 2
seed: 5
probes:
  - {days: [4, 16], sample: 500, method: both}
"""
CHANGED = (
    BASE.replace("as-it-was", "hit-hard").replace("Nothing changes", "It hits hard")
    + """\
interventions:
  - {from: 11, set: {risk.severity: 4}}
"""
)


def run(text: str, folder: Path, start: Path | None = None, leave: int | None = None) -> Simulation:
    """Carry a scenario out from a root, or leave one beside its folder."""
    todo = plan(loads(text), threads=1)
    name = folder / todo.name
    branching = Branching(todo, start, leave, root_name(name, leave or 0))
    branching.expect_possible()
    return carried_out(todo, unfinished=unfinished(todo, name, branching))


def unfinished(todo: Any, name: Path, branching: Branching) -> Unfinished:
    folder = name.with_name(f"{name.name}.unfinished")
    return Unfinished(folder, {}, plan_sha256(todo.resolved()), 3, branching)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the base run on the tenth evening."""
    folder = tmp_path_factory.mktemp("root")
    run(BASE, folder, leave=EVENING)
    return folder / "as-it-was.day10"


def alike(one: Simulation, other: Simulation) -> bool:
    return (
        one.run.digest == other.run.digest
        and one.run.panel.equals(other.run.panel)
        and one.answers == other.answers
    )


@pytest.mark.parametrize("text", [BASE, CHANGED])
def test_a_branch_is_the_run_from_the_first_morning(text: str, root: Path, tmp_path: Path) -> None:
    found = run(text, tmp_path, start=root)
    assert alike(found, carried_out(plan(loads(text), threads=1)))
    assert {a.day for a in found.answers} == {4, 16}


def test_the_branches_differ(root: Path, tmp_path: Path) -> None:
    digests = {run(text, tmp_path, start=root).run.digest for text in (BASE, CHANGED)}
    assert len(digests) == 2


def test_a_branch_can_itself_be_interrupted_and_be_a_root(root: Path, tmp_path: Path) -> None:
    todo = plan(loads(CHANGED), threads=1)
    name = tmp_path / "branch"
    branching = Branching(todo, root, 15, root_name(name, 15))

    def press(one: Unfinished, _what: str, done: int, _all: int) -> None:
        if done == 13:
            one.stop.set()

    one = unfinished(todo, name, branching)
    with pytest.raises(Interrupted):
        carried_out(todo, partial(press, one), one)
    found = carried_out(todo, unfinished=unfinished(todo, name, branching))
    assert alike(found, carried_out(todo))
    assert alike(run(CHANGED, tmp_path, start=tmp_path / "branch.day15"), found)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("{from: 11,", "{from: 10,"), "until day 10 is not what rules in 'hit-hard' until then"),
        (("seed: 5", "seed: 6"), "'seed' is 5, of this run 6"),
        (("people: 6400", "people: 6464"), "'people' is 6400, of this run 6464"),
        (("[4, 16]", "[5, 16]"), "'probes' is"),
    ],
)
def test_another_past_is_refused(
    change: tuple[str, str], said: str, root: Path, tmp_path: Path
) -> None:
    text = CHANGED.replace(*change)
    assert text != CHANGED
    with pytest.raises(DamagedResults, match=said):
        run(text, tmp_path, start=root)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("replicates: 2", "replicates: 3"), "there is no r2 in it"),
        (("days: 20", "days: 10"), "evening of day 10, and this run has 10 days"),
    ],
)
def test_a_root_that_does_not_serve_is_refused_before_anything_runs(
    change: tuple[str, str], said: str, root: Path, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=said):
        run(BASE.replace("[4, 16]", "[4]").replace(*change), tmp_path, start=root)


def test_a_root_with_one_flipped_bit_is_refused(root: Path, tmp_path: Path) -> None:
    state = root / "r1" / "state.bin"
    whole = state.read_bytes()
    try:
        state.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
        with pytest.raises(DamagedResults, match="not as it was written"):
            run(CHANGED, tmp_path, start=root)
    finally:
        state.write_bytes(whole)


def test_a_root_is_left_before_the_last_day_and_never_overwritten(root: Path) -> None:
    for leave, said in ((DAYS, "the run has 20 days"), (EVENING, "it exists")):
        with pytest.raises(BenthamError, match=said):
            run(BASE, root.parent, leave=leave)


def test_a_full_disk_says_so_and_keeps_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bentham.study.branching.checkpoint.write", full)
    with pytest.raises(BenthamError, match="No space left on device"):
        run(BASE, tmp_path, leave=1)
    assert not (tmp_path / "as-it-was.day1").exists()
