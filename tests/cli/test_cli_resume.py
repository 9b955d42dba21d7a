"""`bentham resume`: Ctrl-C, `kill -9`, and what is refused, through the real command line."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import pytest
from entry import ENTRY, LIMIT, bentham, environment, refused, told

resource = pytest.importorskip("resource")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals to one process")

RUN = ("run", "whole-system", "--people", "64000", "--days", "50", "--seed", "9")
TIMES = {"seconds", "person_days_per_second", "run"}


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The run that nobody interrupts."""
    return told(*RUN, "--private", cwd=tmp_path_factory.mktemp("straight"))


def begun(*words: str, cwd: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*ENTRY, *words], cwd=cwd, env=environment(), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def first_tenth(process: subprocess.Popen[str]) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("simulating"):
            return


def without_times(found: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in found.items() if k not in TIMES}


@pytest.mark.full
def test_two_futures_of_one_past(tmp_path) -> None:
    base = (
        'bentham: "0.1"\nscenario: {}\ntitle: Two futures\nscheme: municipal-points\n'
        "people: 2000\ndays: 8\n"
    )
    later = "interventions:\n  - {from: 5, set: {risk.severity: 4}}\n"
    (tmp_path / "base.yaml").write_text(base.format("base"), "utf-8")
    (tmp_path / "other.yaml").write_text(base.format("other") + later, "utf-8")
    told("run", "base.yaml", "--out", "base", "--keep-day", "4", cwd=tmp_path)

    branch = told("run", "other.yaml", "--from", "base.day4", "--out", "a", cwd=tmp_path)
    whole = told("run", "other.yaml", "--out", "b", cwd=tmp_path)
    assert without_times(branch) == without_times(whole)
    early = later.replace("from: 5", "from: 4")
    (tmp_path / "early.yaml").write_text(base.format("early") + early, "utf-8")
    said = refused("run", "early.yaml", "--from", "base.day4", cwd=tmp_path, code=5)
    assert "until day 4" in said
    said = refused("run", "base.yaml", "--from", "nowhere", cwd=tmp_path, code=2)
    assert "there is no r0 in it" in said


def test_ctrl_c_finishes_the_day_and_resume_goes_on_to_the_same_end(tmp_path, straight) -> None:
    process = begun(*RUN, "--out", "kept", cwd=tmp_path)
    first_tenth(process)
    process.send_signal(signal.SIGINT)
    out, rest = process.communicate(timeout=LIMIT)
    assert (process.returncode, out) == (130, "")
    assert rest.splitlines()[-1] == "Interrupted. To go on: bentham resume kept.unfinished"
    assert [p.name for p in tmp_path.iterdir()] == ["kept.unfinished"]

    found = told("resume", "kept", cwd=tmp_path)
    assert without_times(found) == without_times(straight)
    assert Path(found["run"]).name == "kept"
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]
    assert told("resume", "kept", cwd=tmp_path)["digest"] == straight["digest"]


@pytest.mark.parametrize("times", [2, pytest.param(30, marks=pytest.mark.full)])
def test_killed_at_random_moments_a_run_always_goes_on(tmp_path, straight, times) -> None:
    dice = Random(times)
    words: tuple[str, ...] = (*RUN, "--checkpoint-every", "5", "--out", "kept")
    killed = 0
    while killed < times and not (tmp_path / "kept").exists():
        process = begun(*words, cwd=tmp_path)
        first_tenth(process) if dice.random() < 0.8 else time.sleep(dice.random())
        time.sleep(dice.random())
        process.kill()
        process.communicate(timeout=LIMIT)
        killed += 1
        if (tmp_path / "kept.unfinished" / "request.json").exists():
            words = ("resume", "kept", "--json")
    assert killed
    assert told(*(w for w in words if w != "--json"), cwd=tmp_path)["digest"] == straight["digest"]


def interrupted(folder: Path, *words: str) -> Path:
    """Leave an unfinished run behind."""
    process = begun(*words, "--out", "kept", cwd=folder)
    first_tenth(process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=LIMIT)
    assert process.returncode == 130
    return folder / "kept.unfinished"


@pytest.mark.full
def test_a_run_goes_on_under_its_own_scheme_only(tmp_path) -> None:
    assert bentham("new", "mine.yaml", "--base", "speech-points", cwd=tmp_path).returncode == 0
    mine = ("run", "mine.yaml", "--people", "64000", "--days", "100", "--threads", "1")
    interrupted(tmp_path, *mine)
    file = tmp_path / "mine.yaml"
    text = file.read_text()
    assert "value: 0.11" in text
    file.write_text(text.replace("value: 0.11", "value: 0.2"))
    message = refused("resume", "kept", cwd=tmp_path, code=5)
    assert "'mine.yaml', its society or the parameters are not what they were" in message
    file.write_text("# a remark more\n" + text)
    assert bentham("resume", "kept", "--quiet", cwd=tmp_path).returncode == 0


def test_what_cannot_go_on_is_refused(tmp_path) -> None:
    assert "no unfinished run" in refused("resume", "nowhere", cwd=tmp_path, code=2)
    folder = tmp_path / "kept.unfinished"
    folder.mkdir()
    assert "no request.json" in refused("resume", "kept", cwd=tmp_path, code=5)
    (folder / "request.json").write_text('{"schema": "bentham.request/1"')
    assert "truncated or altered" in refused("resume", "kept", cwd=tmp_path, code=5)
    (folder / "request.json").write_text('{"schema": "bentham.request/9"}')
    assert "bentham.request/9" in refused("resume", "kept", cwd=tmp_path, code=5)
    assert "unfinished run stands" in refused(
        "run", "open-society", "--out", "kept", cwd=tmp_path, code=2
    )


@pytest.mark.full
def test_a_request_under_changed_parameters_is_refused(tmp_path) -> None:
    there = interrupted(tmp_path, *RUN)
    said = json.loads((there / "request.json").read_text())
    said["request"]["settings"] = ["risk.severity=4"]
    (there / "request.json").write_text(json.dumps(said))
    message = refused("resume", "kept", cwd=tmp_path, code=5)
    assert "are not what they were when the run began" in message
    assert "Nothing was run." in message


@pytest.mark.full
def test_a_full_disk_ends_the_run_and_what_stood_there_stays(tmp_path) -> None:
    """A limit on the size of files stands for the end of the disk."""
    interrupted(tmp_path, *RUN)
    there = tmp_path / "kept.unfinished"
    before = {p: p.read_bytes() for p in there.rglob("*") if p.is_file()}

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    said = json.loads((there / "request.json").read_text())
    said["request"]["checkpoint_every"] = 1
    (there / "request.json").write_text(json.dumps(said))
    done = subprocess.run(
        [*ENTRY, "resume", "kept", "--quiet"], cwd=tmp_path, env=environment(),
        capture_output=True, text=True, check=False, timeout=LIMIT, preexec_fn=little_room,
    )  # fmt: skip
    assert done.returncode == 1
    assert "kept.unfinished: could not be written (File too large)" in done.stderr
    assert "Make room and go on: bentham resume" in done.stderr
    assert "Traceback" not in done.stderr
    after = {p: p.read_bytes() for p in there.rglob("*") if p.is_file()}
    assert {p: b for p, b in before.items() if p.name != "request.json"}.items() <= after.items()
    assert set(after) == set(before)
    assert told("resume", "kept", cwd=tmp_path)["days"] == 50
