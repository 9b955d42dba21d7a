"""CSV files that people write: cells with positions, and every mistake at its place."""

from __future__ import annotations

import csv
import io
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bentham.evidence.csv_cells import number, read_sheet
from bentham.evidence.errors import InvalidInput

COLUMNS = ("id", "outcome", "source")


def read(tmp_path, text: str | bytes):
    path = tmp_path / "mine.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_sheet(path, COLUMNS, "published outcomes")


def refused(tmp_path, text: str | bytes) -> str:
    with pytest.raises(InvalidInput) as error:
        read(tmp_path, text)
    return str(error.value)


def test_a_cell_knows_its_text_and_its_place(tmp_path) -> None:
    sheet = read(tmp_path, 'id,outcome,source\n\nP01 ,  3.5,"a, ""b"""\r\n')
    (row,) = sheet.rows
    assert [(c.text, c.place.line, c.place.column) for c in row.values()] == [
        ("P01", 3, 1), ("3.5", 3, 8), ('a, "b"', 3, 12),
    ]  # fmt: skip


@given(st.lists(st.lists(st.text(st.characters(codec="ascii", exclude_characters="\r\n\0"),
                                 min_size=1).map(str.strip).filter(bool),
                         min_size=3, max_size=3), min_size=1, max_size=5))  # fmt: skip
def test_what_the_standard_writer_writes_is_read_back(tmp_path_factory, rows) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([COLUMNS, *rows])
    path = tmp_path_factory.getbasetemp() / "written.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    found = read_sheet(path, COLUMNS, "rows").rows
    assert [[c.text for c in row.values()] for row in found] == rows


def test_columns_may_stand_in_any_order(tmp_path) -> None:
    (row,) = read(tmp_path, "source,id,outcome\nx,P01,2\n").rows
    assert row["id"].text == "P01" and row["source"].text == "x"


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("id,outcome,source,name\nP01,1,x,Somebody\n", "mine.csv:1:19", "`name` is not a column"),
        ("id,outcom,source\nP01,1,x\n", "mine.csv:1:4", 'did you mean "outcome"?'),
        ("id,outcome\nP01,1\n", "mine.csv:1:1", "no column `source`"),
        ("id,id,outcome,source\n", "mine.csv:1:4", "a second column `id`"),
        ("id,outcome,source\nP01,1\n", "mine.csv:2:5", "2 cells, where the first line has 3"),
        ("id,outcome,source\nP01,1,x,y\n", "mine.csv:2:9", "4 cells"),
        ('id,outcome,source\nP01,1,"x\n', "mine.csv:2:7", "not closed"),
        ('id,outcome,source\nP01,1,"x"y\n', "mine.csv:2:10", "after a closing quote"),
        ("", "mine.csv:1:1", "this is empty"),
        ("id,outcome,source\n", "mine.csv:1:1", "no row follows"),
        (b"id,outcome,source\nP01,1,\xff\n", "mine.csv", "line 2"),
    ],
)  # fmt: skip
def test_every_mistake_is_told_at_its_place(tmp_path, text, place, said) -> None:
    message = refused(tmp_path, text)
    assert place in message and said in message and "Nothing was run" in message


def test_a_missing_file_a_folder_and_a_flood_are_refused(tmp_path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InvalidInput):
            read_sheet(path, COLUMNS, "rows")
    assert "more than 10,000 rows" in refused(tmp_path, "id,outcome,source\n" + "P,1,x\n" * 10_001)
    assert "larger than 1 MiB" in refused(tmp_path, "x" * (1 << 20 | 1))


@pytest.mark.parametrize("text", ["many", "1_000", "nan", "inf", "", "1,5", "12 %"])
def test_what_is_no_number_is_told(tmp_path, text: str) -> None:
    sheet = read(tmp_path, f'id,outcome,source\nP01,"{text}",x\n')
    faults: list = []
    assert math.isnan(number(sheet.rows[0]["outcome"], "the outcome", faults))
    (fault,) = faults
    assert fault.place.line == 2 and "is expected" in fault.reason


@given(st.binary(max_size=200))
def test_no_bytes_do_anything_but_be_read_or_refused(tmp_path_factory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(raw)
    try:
        read_sheet(path, COLUMNS, "rows")
    except InvalidInput as error:
        assert "Nothing was run" in str(error)
