"""`bentham run`: what it prints, what it writes, what it refuses, how it ends."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow.parquet as pq
import pytest
import typer
from entry import ENTRY, LIMIT, bentham, environment, refused, told

import bentham as library
from bentham.cli.request import _free_name
from bentham.cli.run import whole_number
from bentham.evidence.errors import UsageError
from bentham.evidence.metrics import METRICS
from bentham.study.adults import is_adult

FIELDS = {
    "schema", "run", "scheme", "society", "people", "days", "seed", "replicates", "threads",
    "digest", "seconds", "person_days_per_second", "bytes_per_person", "metrics",
}  # fmt: skip
PARTS_OF_A_METRIC = {"value", "low", "high", "luck_low", "luck_high", "unit", "axis"}


def test_the_json_of_a_run_has_exactly_the_fields_that_were_agreed(written) -> None:
    got = written.told
    assert set(got) == FIELDS
    assert got["schema"] == "bentham.run/1"
    assert Path(got["run"]) == written.folder
    asked = ("municipal-points", "city", 1024, 40, 7, 2, 1)
    names = ("scheme", "society", "people", "days", "seed", "replicates", "threads")
    assert tuple(got[name] for name in names) == asked
    assert re.fullmatch(r"[0-9a-f]{32}", got["digest"])
    assert set(got["seconds"]) == {"compile", "simulate", "write"}
    assert got["seconds"]["write"] > 0
    assert got["person_days_per_second"] > 0


def test_every_metric_has_a_value_two_ranges_a_unit_and_an_axis(written) -> None:
    metrics = written.told["metrics"]
    assert list(metrics) == [m.name for m in METRICS]
    for m in metrics.values():
        assert set(m) == PARTS_OF_A_METRIC
    score = metrics["score"]
    assert score["luck_low"] < score["value"] < score["luck_high"]
    assert score["low"] < score["high"]


def test_progress_in_a_pipe_is_one_line_every_tenth_on_stderr(written) -> None:
    lines = [line for line in written.stderr.splitlines() if line.startswith("simulating")]
    assert [int(re.search(r"(\d+) %", line)[1]) for line in lines] == list(range(10, 101, 10))
    assert "(40 of 80 days)" in lines[4]
    assert "varying the assumptions: 100 % (2 of 2 draws)" in written.stderr


def test_the_run_folder_reads_back_as_the_same_run(written) -> None:
    run = library.load(written.folder)
    assert run.digest == written.told["digest"]
    assert run.metrics == written.told["metrics"]
    assert len(run.to_pandas()) == run.panel.num_rows > 0


def test_the_scenario_holds_the_scheme_as_written_and_runs_again(written, tmp_path) -> None:
    scenario = written.folder / "scenario.yaml"
    text = scenario.read_text("utf-8")
    assert "# A municipal point score with grades." in text
    assert "--set risk.aware_share=0.4" in text
    assert told("check", str(scenario), cwd=tmp_path)["scheme"] == "municipal-points"


def test_those_traced_at_random_are_three_adults_with_forty_days_each(written) -> None:
    people = pq.read_table(written.folder / "people.parquet").to_pydict()["person"]
    assert len(people) == 3 * 40
    assert len(set(people)) == 3
    assert all(is_adult(person, 7) for person in set(people))
    events = pq.read_table(written.folder / "events" / "part-0.parquet").to_pydict()
    assert set(events["person"]) <= set(people)


def test_what_was_set_stands_in_resolved_and_in_the_report(written) -> None:
    resolved = json.loads((written.folder / "resolved.json").read_text("utf-8"))
    set_ = [n for n, p in resolved["parameters"].items() if p["set_by"] != "default"]
    assert set_ == ["risk.aware_share"]
    report = (written.folder / "report.html").read_text("utf-8")
    assert "risk.aware_share" in report
    assert "listing.hazard" not in report, "no list is declared, so its rate moves nothing"
    assert "On the list" not in report
    assert "invented people" in report
    assert "must not be thought" in report


def test_the_command_in_the_manifest_makes_the_run_again(written, tmp_path) -> None:
    """With other threads, other chunks, nobody traced, and nothing written."""
    manifest = json.loads((written.folder / "manifest.json").read_text("utf-8"))
    words = shlex.split(manifest["command"])
    assert words[0] == "bentham"
    del words[words.index("--trace") : words.index("--trace") + 2]
    again = bentham(
        *words[1:], "--threads", "2", "--chunk", "7", "--private", "--json", "--quiet", cwd=tmp_path
    )
    assert again.returncode == 0, again.stderr
    got = json.loads(again.stdout)
    assert got["digest"] == written.told["digest"]
    assert got["metrics"] == written.told["metrics"]
    assert got["run"] is None
    assert again.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_another_seed_gives_another_digest_and_one_repeat_no_range(written, tmp_path) -> None:
    got = told(
        "run", "municipal-points", "--people", "1024", "--days", "40", "--seed", "8", "--private",
        cwd=tmp_path,
    )  # fmt: skip
    assert got["digest"] != written.told["digest"]
    for m in got["metrics"].values():
        assert (m["low"], m["high"], m["luck_low"], m["luck_high"]) == (None,) * 4


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is needed")
def test_a_run_ends_with_sentences_a_table_a_report_and_what_to_do_next(tmp_path) -> None:
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*ENTRY, "run", "speech-points", "--people", "2000", "--days", "30"],
        cwd=tmp_path, env=environment(NO_COLOR="1", TERM="xterm"), stdout=subprocess.PIPE,
        stderr=theirs, text=True,
    )  # fmt: skip
    os.close(theirs)
    screen = _drained(ours)
    out, _ = process.communicate(timeout=LIMIT)
    assert process.returncode == 0, screen

    # stderr was a terminal: a bar, and with NO_COLOR no colour.
    assert "━" in screen
    assert "simulating: 10 %" not in screen
    assert not re.search(r"\x1b\[[0-9;]*[34][0-9]m", screen)

    assert "2,000 invented people, 30 days, seed 1" in out
    assert "so no range is known" in out
    assert "Voiced criticism" in out
    assert "On the list" not in out, "the scheme declares no list"
    report = tmp_path / re.search(r"^Report: (\S+)$", out, re.MULTILINE)[1]
    assert report.is_file()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-speech-points-[0-9a-f]{6}", report.parent.name)
    assert report.parent.parent == tmp_path / "runs"
    assert re.search(r"^Next: bentham run speech-points .*--assumptions", out, re.MULTILINE)


def _drained(terminal: int) -> str:
    """Everything written to a pseudo-terminal until its other end is closed."""
    parts = []
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(terminal)
    return b"".join(parts).decode()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT is sent to one process")
def test_ctrl_c_ends_a_private_run_with_one_line_and_nothing_written(tmp_path) -> None:
    process = subprocess.Popen(
        [*ENTRY, "run", "open-society", "--people", "2000", "--days", "20000", "--private"],
        cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("simulating"):
            break
    sent = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, rest = process.communicate(timeout=LIMIT)
    assert process.returncode == 130
    assert time.monotonic() - sent < 10
    last = [each for each in rest.splitlines() if not each.startswith("simulating")]
    assert last == ["Interrupted. Nothing was written."]
    assert out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_refused_before_anything_runs(tmp_path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("dear")
    done = bentham("run", "municipal-points", "--out", "taken", "--json", cwd=tmp_path)
    assert done.returncode == 2
    assert "simulating" not in done.stderr
    got = json.loads(done.stdout)
    assert got["schema"] == "bentham.run/1"
    assert got["error"]["code"] == 2
    assert "not empty" in got["error"]["message"]
    assert [p.name for p in taken.iterdir()] == ["letter.txt"]


REFUSED: dict[str, tuple[tuple[str, ...], int, str]] = {
    "an unknown scheme": (("municipal-point",), 3, 'did you mean "municipal-points"'),
    "a file that is not there": (("nowhere.yaml",), 3, "nowhere.yaml: there is no such file"),
    "an unknown society": (("open-society", "--society", "citi"), 3, "Did you mean 'city'?"),
    "an unknown option": (("open-society", "--peopl", "5"), 2, "--people"),
    "an unknown system": (("open-society", "--off", "scorin"), 2, "scoring"),
    "an unknown parameter": (
        ("open-society", "--set", "risk.sverity=2"), 3, 'did you mean "risk.severity"'),
    "a value out of bounds": (("open-society", "--set", "risk.severity=99"), 3, "99"),
    "no people": (("open-society", "--people", "0"), 2, "--people"),
    "half a person": (("open-society", "--people", "12.5"), 2, "12.5"),
    "more people than memory": (("open-society", "--people", "8e9"), 3, "people fit"),
    "private and written": (("open-society", "--private", "--out", "x"), 2, "--private"),
    "a trace that is no number": (("open-society", "--trace", "1,x"), 2, "random:5"),
    "a trace of nobody": (
        ("open-society", "--people", "100", "--trace", "100"), 2, "no person 100"),
    "a trace of too many": (
        ("open-society", "--people", "10", "--trace", "random:50"), 2, "too few adults"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_run_that_makes_no_sense_is_refused_in_a_sentence(case, inside, tmp_path) -> None:
    words, expected_code, expected = REFUSED[case]
    code, out, message = inside("run", *words)
    assert (code, out) == (expected_code, "")
    assert message.startswith("error: ")
    assert expected in message
    assert list(tmp_path.iterdir()) == []


def test_nobody_under_18_is_traced(tmp_path) -> None:
    child = next(person for person in range(1000) if not is_adult(person, 3))
    message = refused(
        "run", "open-society", "--seed", "3", "--trace", str(child), cwd=tmp_path, code=2
    )
    assert f"person {child} is under 18" in message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["100000", "100_000", "1e5", "1.0E5"])
def test_a_hundred_thousand_may_be_written_as_people_write_it(text) -> None:
    assert whole_number(text) == 100_000


@pytest.mark.parametrize("text", ["12.5", "many", "", "nan", "inf", "1e999", "1e-3"])
def test_what_is_not_a_whole_number_is_refused(text) -> None:
    with pytest.raises(typer.BadParameter):
        whole_number(text)


def test_the_same_run_twice_gets_two_folders(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    plan: Any = SimpleNamespace(name="x")
    names = []
    for _ in range(3):
        folder = _free_name(plan, "abcdef0123")
        folder.mkdir(parents=True)
        names.append(folder.name.partition("-x-")[2])
    assert names == ["abcdef", "abcdef-2", "abcdef-3"]


def test_from_so_many_people_on_nothing_is_counted(inside, monkeypatch) -> None:
    """A small society stands for the large one; the limit is what is tested."""
    monkeypatch.setattr("bentham.study.planning.UNCOUNTED", 1_000)
    code, out, _ = inside(
        "run", "open-society", "--people", "1000", "--days", "3", "--out", "many", "--threads", "1"
    )
    assert code == 0
    assert "1,000 invented people, 3 days, seed 1." in out
    assert re.search(r"bytes a person, \d+\.\d\d GiB of memory at most\.", out)
    assert re.search(r"^Digest: [0-9a-f]{32}$", out, re.MULTILINE)
    names = {p.name for p in Path("many").iterdir()}
    assert names == {"manifest.json", "resolved.json", "scenario.yaml", "ro-crate-metadata.json"}
    found = library.load("many")
    assert found.metrics == {}
    with pytest.raises(UsageError, match="no panel"):
        found.to_pandas()
    code, out, _ = inside("run", "open-society", "--people", "1000", "--days", "3", "--json")
    assert json.loads(out)["metrics"] == {}
