"""A run folder is whole or absent, and comes back only as it was written."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from made_up_run import FILES, METRICS, run_of, write

from bentham.evidence.errors import DamagedResults, UsageError
from bentham.results.folder import check_destination
from bentham.results.reading import load
from bentham.results.run import Run


@pytest.fixture
def run() -> Run:
    return run_of()


def test_a_run_comes_back_as_it_was(tmp_path: Path, run: Run) -> None:
    written = write(tmp_path / "deep" / "r", run)
    back = load(tmp_path / "deep" / "r")
    assert back == written
    assert back.to_json_object() == written.to_json_object()
    assert back.panel.equals(run.panel)
    assert back.panel.schema.equals(run.panel.schema, check_metadata=True)
    found = {str(p.relative_to(back.run)) for p in back.run.rglob("*") if p.is_file()}
    assert found == set(FILES)
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["r"]


def test_a_moved_folder_says_where_it_is_now(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "here", run)
    (tmp_path / "here").rename(tmp_path / "there")
    assert load(tmp_path / "there").run == (tmp_path / "there").resolve()
    assert str(tmp_path) not in (tmp_path / "there" / "manifest.json").read_text()


def test_the_json_object_has_exactly_the_promised_keys(tmp_path: Path, run: Run) -> None:
    assert list(run.to_json_object()) == [
        "schema", "run", "scheme", "society", "people", "days", "seed", "replicates", "threads",
        "digest", "seconds", "person_days_per_second", "bytes_per_person", "metrics",
    ]  # fmt: skip
    assert run.to_json_object()["run"] is None
    text = json.dumps(write(tmp_path / "r", run).to_json_object(), allow_nan=False)
    again = json.loads(text)
    assert again["schema"] == "bentham.run/1"
    assert set(again["seconds"]) == {"compile", "simulate", "write"}
    assert set(again["metrics"]) == {m.name for m in METRICS}
    for value in again["metrics"].values():
        assert list(value) == ["value", "low", "high", "luck_low", "luck_high", "unit", "axis"]


def test_pandas_reads_the_tables_without_us(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "r", run)
    frame = pd.read_parquet(tmp_path / "r" / "panel.parquet")
    pd.testing.assert_frame_equal(frame, run.to_pandas())
    assert list(frame.columns[:5]) == ["scenario", "replicate", "day", "group_by", "group"]
    field = pq.read_schema(tmp_path / "r" / "panel.parquet").field("listed_share")
    assert field.metadata[b"unit"] == b"% of adults"
    assert list(pd.read_parquet(tmp_path / "r" / "events" / "part-0.parquet")["day"]) == [3, 34]


def test_the_same_run_gives_the_same_bytes_of_the_panel(tmp_path: Path, run: Run) -> None:
    for name in "ab":
        write(tmp_path / name, run)
    first, second = ((tmp_path / n / "panel.parquet").read_bytes() for n in "ab")
    assert first == second


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["altered", "truncated", "missing"])
def test_damage_to_any_file_is_found_and_named(
    tmp_path: Path, run: Run, name: str, damage: str
) -> None:
    write(tmp_path / "r", run)
    file = tmp_path / "r" / name
    content = file.read_bytes()
    if damage == "missing":
        file.unlink()
    elif damage == "truncated":
        file.write_bytes(content[: len(content) // 2])
    else:
        # One letter or digit for another: the file stays as readable as it was.
        at = next(i for i in reversed(range(len(content))) if content[i : i + 1].isalnum())
        other = b"1" if content[at : at + 1] != b"1" else b"2"
        file.write_bytes(content[:at] + other + content[at + 1 :])
    with pytest.raises(DamagedResults, match=name) as caught:
        load(tmp_path / "r")
    assert caught.value.exit_code == 5
    if damage == "altered":
        assert "sha256" in str(caught.value)


def test_a_folder_of_another_schema_is_not_guessed_at(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "r", run)
    manifest = tmp_path / "r" / "manifest.json"
    manifest.write_text(manifest.read_text().replace("bentham.folder/1", "bentham.folder/2"))
    with pytest.raises(DamagedResults, match=r"bentham\.folder/2"):
        load(tmp_path / "r")


def test_no_folder_at_all_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        load(tmp_path / "nowhere")


def test_nothing_that_exists_is_overwritten_or_deleted(tmp_path: Path, run: Run) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("years of work")
    (tmp_path / "file").write_text("mine")
    for name in ("full", "file"):
        with pytest.raises(UsageError, match=name) as caught:
            write(tmp_path / name, run)
        assert caught.value.exit_code == 2
    assert (tmp_path / "full" / "thesis.txt").read_text() == "years of work"
    assert (tmp_path / "file").read_text() == "mine"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "full"]


def test_an_empty_folder_may_be_filled(tmp_path: Path, run: Run) -> None:
    (tmp_path / "empty").mkdir()
    check_destination(tmp_path / "empty")
    write(tmp_path / "empty", run)
    assert load(tmp_path / "empty").digest == run.digest


def test_a_place_taken_during_the_run_is_left_alone(tmp_path: Path, run: Run) -> None:
    def take_the_place():
        (tmp_path / "r").mkdir()
        (tmp_path / "r" / "thesis.txt").write_text("years of work")
        return run.panel

    with pytest.raises(UsageError, match="taken"):
        write(tmp_path / "r", replace(run, panel_source=take_the_place))
    assert [p.name for p in tmp_path.iterdir()] == ["r"]
    assert (tmp_path / "r" / "thesis.txt").read_text() == "years of work"


def test_a_failure_while_writing_leaves_nothing(tmp_path: Path, run: Run) -> None:
    def fail():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "r", replace(run, panel_source=fail))
    assert list(tmp_path.iterdir()) == []


def test_the_crate_describes_every_file(tmp_path: Path, run: Run) -> None:
    write(tmp_path / "r", run)
    crate = json.loads((tmp_path / "r" / "ro-crate-metadata.json").read_text())
    entities = {entity["@id"]: entity for entity in crate["@graph"]}
    root = entities["./"]
    described = {part["@id"] for part in root["hasPart"]}
    assert described == set(FILES) - {"ro-crate-metadata.json"}
    assert "invented people" in root["description"]
    action = entities["#run"]
    assert action["@type"] == "CreateAction"
    for part in [*action["object"], *action["result"], action["instrument"], root["license"]]:
        assert part["@id"] in entities


def test_a_notebook_gets_a_table_that_says_invented(run: Run) -> None:
    text = replace(run, scheme="<script>")._repr_html_()
    assert "invented people" in text
    assert "listed_share" in text
    assert "<script>" not in text
