"""The published numbers stand as they were printed, each with a tag and a source."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise

import pytest

from bentham.evidence.errors import UsageError
from bentham.evidence.tables import names, table

TAG = re.compile(r"[SQMCA]( \([^()]+\))?")


def test_every_file_is_declared_and_every_declaration_has_a_file():
    present = {f.name for f in (files("bentham.evidence") / "tables").iterdir()}
    assert present == {f"{name}.csv" for name in names()}


@pytest.mark.parametrize("name", names())
def test_every_row_says_how_well_it_is_known_and_from_where(name):
    t = table(name)
    assert t.rows and t.about and t.caveat
    for row in t.rows:
        assert TAG.fullmatch(row["tag"]), row
        assert row["source"].strip(), row


@pytest.mark.parametrize("name", names())
def test_every_cell_has_the_kind_its_column_declares(name):
    t = table(name)
    for row in t.rows:
        assert list(row) == [c.name for c in t.columns]
        for column in t.columns:
            value = row[column.name]
            assert value is None or type(value) is column.kind, (column, value)
            if column.kind is str:
                assert value == value.strip()
    for column in t.columns:
        assert any(row[column.name] not in (None, "") for row in t.rows), column


def test_the_census_sums_to_its_published_total():
    rows = table("china_provinces_2020").rows
    assert len({r["province"] for r in rows}) == len(rows) == 31
    assert sum(r["population"] for r in rows) == 1_409_778_724


def test_printed_camera_rates_are_cameras_per_thousand_people():
    checked = 0
    for r in table("cameras").rows:
        if r["cameras"] and r["population"]:
            again = 1000 * r["cameras"] / r["population"]
            digits = 1 if r["edition"] == "2021f" else 2
            assert again == pytest.approx(r["per_1000"], abs=0.51 * 10**-digits), r
            checked += 1
    assert checked == 42


def test_the_fifteen_welsh_deployments_add_up_to_the_published_totals():
    rows = table("live_fr").rows[:15]
    assert rows[-1]["event"] == "Stereophonics"
    assert sum(r["true_alerts"] for r in rows) == 234
    assert sum(r["false_alerts"] for r in rows) == 2451


def test_refused_tickets_never_fall_because_they_are_counted_from_the_start():
    rows = table("defaulter_list").rows
    assert [r["date"] for r in rows] == sorted(r["date"] for r in rows)
    for column in ("flight_refusals_cum", "rail_refusals_cum"):
        counts = [r[column] for r in rows if r[column] is not None]
        assert len(counts) >= 6
        assert counts == sorted(counts)


def test_grades_meet_without_gap_or_overlap():
    rows = table("rongcheng_grades").rows
    for upper, lower in pairwise(rows):
        assert lower["high"] == upper["low"] - 1
    assert rows[0]["high"] is None and rows[-1]["low"] is None


def test_a_rule_without_one_printed_number_says_what_is_printed():
    bare = [r for r in table("rongcheng_rules").rows if r["delta"] is None]
    assert len(bare) == 2
    assert all(r["note"] for r in bare)


def test_shares_of_agreements_by_region_are_a_whole():
    rows = table("safe_city").rows
    share = {r["item"]: r["value"] for r in rows if r["unit"] == "percent of agreements"}
    assert share["Asia"] + share["Sub-Saharan Africa"] + share["other regions"] == 100


def test_worse_ranked_face_algorithms_miss_more():
    for r in table("nist_1n").rows:
        misses = [r[c] for c in ("best", "rank10", "rank50", "rank100", "median") if r[c]]
        assert misses and misses == sorted(misses), r
        assert all(0 < m < 1 for m in misses)


def test_a_claim_of_the_essay_without_a_named_source_says_so():
    rows = table("essay").rows
    assert [r["number"] for r in rows] == list(range(1, 35))
    for r in rows:
        assert r["claim"] and r["modelled"] and r["sources_say"]
        if r["source"] == "no source found":
            assert r["tag"][0] in "MA" or "the page was not noted" in r["tag"], r


def test_nothing_here_is_a_source_only_this_project_could_open():
    for name in names():
        for row in table(name).rows:
            assert not re.search(r"\b(brief|memory|see above)$", row["source"]), row


def test_a_misspelt_table_is_refused_with_the_nearest_name():
    with pytest.raises(UsageError, match=r"'camera'.*'cameras'"):
        table("camera")


def test_a_caller_may_change_what_it_was_given():
    table("cameras").rows[0]["city"] = "changed"
    assert table("cameras").rows[0]["city"] != "changed"
