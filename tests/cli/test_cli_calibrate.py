"""`bentham calibrate` as a user meets it."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest
from entry import bentham, refused

HEAD = "metric,group,day,value,standard_error\n"
SMALL = (
    "--scheme", "specific-laws", "--people", "512", "--sets", "20", "--waves", "1", "--threads",
    "1", "--quiet",
)  # fmt: skip


def test_what_is_not_ruled_out_is_written_and_told(tmp_path, inside) -> None:
    (tmp_path / "mine.csv").write_text(HEAD + "private_opposition,all,3,20,8\n")
    code, out, _ = inside("calibrate", "mine.csv", *SMALL, "--off", "media")
    assert code == 0
    assert "sets are not ruled out" in out and "Not a measurement of any place" in out
    table = pq.read_table(tmp_path / "mine.parquet")
    assert 0 < table.num_rows <= 20
    assert "society.opposed_share" in table.schema.names
    assert table.column("implausibility").to_numpy().max() <= 3
    code, out, err = inside("calibrate", "mine.csv", *SMALL)
    assert code == 2 and "is there already" in err


def test_everything_ruled_out_ends_with_four_and_writes_nothing(tmp_path, inside) -> None:
    (tmp_path / "mine.csv").write_text(HEAD + "private_opposition,all,3,99.9,0.1\n")
    code, out, _ = inside("calibrate", "mine.csv", *SMALL, "--json")
    assert code == 4
    assert '"never_met"' in out and '"written": null' in out
    assert not (tmp_path / "mine.parquet").exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("offence,all,3,1,0.1", "mine.csv:2:1"),
        ("offences,all,x,1,0.1", "mine.csv:2:14"),
        ("offences,all,3,1e,0.1", "mine.csv:2:16"),
    ],
)
def test_a_mistake_in_the_file_ends_with_three(tmp_path, row, said) -> None:
    (tmp_path / "mine.csv").write_text(HEAD + row + "\n")
    message = refused("calibrate", "mine.csv", "--scheme", "specific-laws", cwd=tmp_path, code=3)
    assert said in message and "Nothing was run" in message


def test_a_day_beyond_the_run_ends_with_three(tmp_path) -> None:
    (tmp_path / "mine.csv").write_text(HEAD + "offences,all,30,1,0.1\n")
    words = ("calibrate", "mine.csv", "--scheme", "specific-laws", "--days", "20")
    assert "mine.csv:2:14" in refused(*words, cwd=tmp_path, code=3)


def test_without_a_scheme_it_says_what_is_missing(tmp_path) -> None:
    assert "--scheme" in bentham("calibrate", "mine.csv", cwd=tmp_path).stderr
