"""A study that is cut off anywhere, or spread anyhow, ends with the same table, byte for byte."""

from __future__ import annotations

import hashlib
import io
import json
import multiprocessing
import zlib
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from studies import HEAD, small, text

import bentham
from bentham.evidence.errors import DamagedResults, Interrupted, UsageError
from bentham.results.sweep import load_sweep
from bentham.study.sweeps.analysis import values_of
from bentham.study.sweeps.finished import Finished, carried_out
from bentham.study.sweeps.journal import POINTS, SUFFIX, Journal
from bentham.study.sweeps.running import Found, run_points
from bentham.study.sweeps.study import Study

REPEATED = HEAD + "replicates: 2\n"


def table_bytes(study: Study, found: list[Found]) -> bytes:
    out = io.BytesIO()
    pq.write_table(Finished(study, values_of(found)).result.table, out, compression="zstd")
    return out.getvalue()


@pytest.fixture(scope="module")
def study() -> Study:
    return small(head=REPEATED, points="sampler: lhs\nsamples: 8\n")


@pytest.fixture(scope="module")
def alone(study: Study) -> list[Found]:
    """All points one after the other."""
    return run_points(study, threads=1)


@pytest.fixture(scope="module")
def written(study: Study, alone: list[Found], tmp_path_factory) -> bytes:
    """The journal of the whole study."""
    journal = Journal(tmp_path_factory.mktemp("whole") / "x", {}, study.sha256, "")
    journal.begin()
    for number, found in enumerate(alone):
        journal.keep(number, found)
    journal.close()
    return (journal.folder / POINTS).read_bytes()


def test_any_number_of_threads_and_an_executor_give_the_same(study, alone) -> None:
    assert run_points(study, threads=3) == alone
    with ThreadPoolExecutor(2) as pool:
        assert run_points(study, executor=pool) == alone


@pytest.mark.full
def test_a_pool_of_processes_gives_the_same(study, alone) -> None:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert run_points(study, executor=pool) == alone


def test_a_point_is_the_run_that_compare_would_make(study, alone) -> None:
    point = study.points[0]
    sets = [f"{name}={value}" for name, value in point.items()]
    run = bentham.simulate("speech-points", "city", people=640, days=6, seed=3, settings=sets)
    assert alone[0][1][0] == [run.metrics[m.name]["value"] for m in study.outputs]


@given(cut=st.integers(0, 5000), kept=st.sets(st.integers(0, 7)))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_journal_cut_at_any_byte_loses_at_most_the_points_cut_off(
    cut, kept, study, alone, written, tmp_path_factory
) -> None:
    lines = written.splitlines(keepends=True)
    there = b"".join(lines[number] for number in sorted(kept))
    folder = tmp_path_factory.mktemp("cut")
    (folder / POINTS).write_bytes(there[:cut])
    journal = Journal(folder, {}, study.sha256, "")
    known = journal.known()
    assert all(alone[number] == found for number, found in known.items())
    assert len(known) >= max(there[:cut].count(b"\n"), 0)
    assert set(known) <= kept
    # What comes after a line that was cut off stands on a line of its own.
    journal.keep(7, alone[7])
    journal.close()
    assert journal.known() == known | {7: alone[7]}


def test_a_study_that_is_interrupted_ends_with_the_same_table(study, alone, tmp_path) -> None:
    stop = Event()
    done = 0

    def told(_what: str, known: int, _total: int) -> None:
        nonlocal done
        done = known
        if known in (2, 5):
            stop.set()

    for _ in range(2):
        journal = Journal(tmp_path / "x", {}, study.sha256, "")
        journal.begin()
        stop.clear()
        with pytest.raises(Interrupted, match="To go on: bentham resume"):
            run_points(study, told, journal, threads=2, stop=stop)
        journal.close()
    assert 5 <= done < len(study.points)
    journal = Journal(tmp_path / "x", {}, study.sha256, "")
    journal.begin()
    assert len(journal.known()) == done
    found = run_points(study, None, journal, threads=1)
    assert table_bytes(study, found) == table_bytes(study, alone)


def test_a_damaged_line_is_run_again_and_said(study, alone, written, tmp_path) -> None:
    (tmp_path / POINTS).write_bytes(written.replace(b'{"point":3', b'{"point":9'))
    journal = Journal(tmp_path, {}, study.sha256, "")
    assert sorted(journal.known()) == [0, 1, 2, 4, 5, 6, 7]
    assert journal.notes == ["1 damaged or cut off; that much is run again."]
    assert run_points(study, None, journal, threads=2) == alone


def test_a_line_says_what_a_point_gave_and_its_checksum(alone, written) -> None:
    check, _, body = written.splitlines()[0].partition(b" ")
    assert int(check, 16) == zlib.crc32(body)
    assert json.loads(body) == {"point": 0, "found": alone[0]}


def test_a_folder_of_another_study_is_not_gone_on_with(study, tmp_path) -> None:
    Journal(tmp_path / "x", {}, study.sha256, "").begin()
    with pytest.raises(DamagedResults, match="are not what they were"):
        Journal(tmp_path / "x", {}, small().sha256, "").begin()


def test_two_processes_do_not_share_a_folder(study, tmp_path) -> None:
    first = Journal(tmp_path / "x", {}, study.sha256, "")
    first.begin()
    with pytest.raises(UsageError, match="another process is at this study"):
        Journal(tmp_path / "x", {}, study.sha256, "").begin()
    first.close()
    Journal(tmp_path / "x", {}, study.sha256, "").begin()


@pytest.mark.parametrize(
    "changes",
    [{"head": HEAD.replace("seed: 3", "seed: 4")}, {"outputs": "outputs: [perceived_risk]\n"},
     {"head": HEAD.replace("days: 6", "days: 7")}, {"points": "sampler: lhs\nsamples: 7\n"},
     {"head": HEAD.replace("[speech-points]", "[{scheme: speech-points, set: {kin.hit: 0.2}}]")}],
)  # fmt: skip
def test_whatever_changes_the_table_makes_another_study(changes) -> None:
    assert small(**changes).sha256 != small().sha256


def test_words_that_change_nothing_leave_it_the_same_study() -> None:
    assert small(head=HEAD.replace("A small study", "Another title")).sha256 == small().sha256


def test_from_python_a_study_is_written_once_and_read_back(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(text(points="sampler: lhs\nsamples: 3\n"))
    found = bentham.sweep(tmp_path / "s.yaml", out=tmp_path / "out", csv=True)
    assert found.run == tmp_path / "out"
    assert not (tmp_path / f"out{SUFFIX}").exists()
    again = bentham.sweep(tmp_path / "s.yaml", out=tmp_path / "out")
    assert again.to_json_object() == found.to_json_object()
    assert again.table.equals(found.table)
    unwritten = bentham.sweep(tmp_path / "s.yaml")
    assert unwritten.run is None
    assert unwritten.table.equals(found.table)
    assert "These are invented people." in found._repr_html_()

    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    for name, record in manifest["files"].items():
        raw = (tmp_path / "out" / name).read_bytes()
        assert record == {"sha256": hashlib.sha256(raw).hexdigest(), "bytes": len(raw)}
    (tmp_path / "out" / "table.parquet").write_bytes(b"something else")
    with pytest.raises(DamagedResults):
        load_sweep(tmp_path / "out")


def test_the_table_is_tidy_and_has_units() -> None:
    done = carried_out(small(head=REPEATED))
    table = done.result.table
    assert len(table) == 6 * 2 * 2
    assert table.column_names == [
        "point", "scheme", "replicate", "risk.prior", "risk.learning", "expression.rule",
        "perceived_risk", "perceived_risk_difference", "people_silenced",
        "people_silenced_difference",
    ]  # fmt: skip
    about = table.schema.field("risk.prior").metadata
    assert about[b"unit"] == b"chance"
    assert about[b"tag"] == b"A"
    assert table.schema.field("perceived_risk").metadata[b"unit"] == b"% chance"
    assert table.schema.field("perceived_risk_difference").metadata[b"less"] == b"specific-laws"
    assert b"invented people" in table.schema.metadata[b"statement"]
    keys = list(zip(*(table[k].to_pylist() for k in ("point", "scheme", "replicate")), strict=True))
    order = {"specific-laws": 0, "speech-points": 1}
    assert keys == sorted(keys, key=lambda k: (k[0], order[k[1]], k[2]))
