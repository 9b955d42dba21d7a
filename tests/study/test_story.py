"""Stories: one life in two worlds, every sentence from an event, and why this person is told of."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bentham.evidence.errors import DamagedResults, UsageError
from bentham.report.lives_page import RIGHT, WRONG, in_words, lines, render
from bentham.report.publish import publish
from bentham.report.publish_worlds import publish_comparison
from bentham.report.words import capital
from bentham.report.world_build import comparison_facts
from bentham.study.adults import drawn_adults, is_adult
from bentham.study.lives import ROUTINE
from bentham.study.simulate import carried_out, plan
from bentham.study.story import PICKS, Life, Story, events_of, kept_worlds, story
from bentham.study.twin_plans import planned
from bentham.study.twins import compared

SMALL = {"people": 8192, "days": 60, "seed": 1, "threads": 2}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A comparison of the whole system with the law, kept."""
    path = tmp_path_factory.mktemp("story") / "kept"
    twins = compared(
        planned(["specific-laws", "whole-system"], replicates=1, assumptions=0, **SMALL)
    )
    facts = comparison_facts(twins, "bentham compare specific-laws whole-system")
    publish_comparison(twins, facts, path)
    return path


@pytest.mark.parametrize("pick", PICKS)
def test_whoever_is_picked_is_an_adult_and_the_reason_is_said(pick: str, folder: Path) -> None:
    told = story(kept_worlds(folder), pick=pick)
    assert is_adult(told.person, 1)
    text = "\n".join(in_words(told))
    assert f"Why this person? {told.why}" in text
    assert "(does not exist)" in text
    kinds = {event["kind"] for event in told.here.events}
    if pick == "correctly-caught":
        assert "punished" in kinds
        assert kinds & {"identified", "author_identified", "marcher_known", "reported"}
    if pick == "wrongly-listed":
        assert "entered" in kinds
        assert WRONG in text


def _lives(folder: Path, number: int) -> list[Story]:
    """Return stories of many adults at once, as `story` makes them of one."""
    base, world = kept_worlds(folder)
    who = drawn_adults(number, 8192, 1)
    events: dict[str, dict[int, list[dict[str, Any]]]] = {}
    for kept in (base, world):
        log = carried_out(replace(kept.plan, trace=who)).log
        events[kept.label] = {person: [] for person in who}
        for n, each in enumerate(log.events()):
            events[kept.label][each["person"]].append({"id": f"{kept.label}/{n}", **each})
    return [
        Story(
            person, "x", 60, 8192, 1, Life(world.label, events[world.label][person]),
            Life(base.label, events[base.label][person]),
        )
        for person in who
    ]  # fmt: skip


@pytest.mark.parametrize("stories", [100, pytest.param(500, marks=pytest.mark.full)])
def test_every_sentence_of_every_story_agrees_with_its_event(folder: Path, stories: int) -> None:
    said = 0
    for told in _lives(folder, stories):
        rows = {row["id"]: row for row in events_of(told).to_pylist()}
        for life in (told.here, told.there):
            found = list(lines(life))
            for line in found:
                row = rows[line.event]
                said += 1
                assert row["world"] == life.label
                assert row["person"] == told.person
                assert line.text.startswith(capital(row["what"]))
                if line.day == 0:  # counted: as many days as there are such events
                    times = sum(e["kind"] == row["kind"] for e in life.events)
                    assert f"on {times:,} days in all" in line.text
                    continue
                assert line.day == row["day"]
                assert (line.truth, line.belief) == (row["truth"] or "", row["belief"] or "")
                for part in (row["cause"], row["rule"]):
                    assert part is None or part in line.text
                right = row["truth"] == row["belief"]
                expected = "" if not (row["truth"] and row["belief"]) else RIGHT if right else WRONG
                assert line.mark == expected
            told_once = {e["id"] for e in life.events if e["kind"] not in ROUTINE}
            assert told_once <= {line.event for line in found}  # nothing is left out
    assert said > 4 * stories


def test_a_story_of_one_is_that_of_many(folder: Path) -> None:
    (first, *_) = _lives(folder, 20)
    alone = story(kept_worlds(folder), person=first.person)

    def without_numbers(life: Life) -> list[dict[str, Any]]:
        return [{k: v for k, v in e.items() if k != "id"} for e in life.events]

    assert without_numbers(alone.here) == without_numbers(first.here)
    assert without_numbers(alone.there) == without_numbers(first.there)


def test_a_run_is_told_beside_the_law(tmp_path: Path) -> None:
    done = carried_out(plan("speech-points", **SMALL))
    publish(done, tmp_path / "run", "bentham run speech-points")
    told = story(kept_worlds(tmp_path / "run"), pick="median-harm")
    assert (told.here.label, told.there.label) == ("speech-points", "specific-laws")
    assert told.here.events


def test_a_page_says_who_why_and_that_nobody_is_real(folder: Path) -> None:
    told = story(kept_worlds(folder), pick="wrongly-listed")
    page = render(told, "bentham story kept")
    assert "does not exist" in page
    assert told.why in page
    assert "<script" not in page
    for line in lines(told.here):
        assert line.event in page


def test_who_cannot_be_told_of_is_refused(folder: Path, tmp_path: Path) -> None:
    worlds = kept_worlds(folder)
    child = next(person for person in range(8192) if not is_adult(person, 1))
    with pytest.raises(UsageError, match="under 18"):
        story(worlds, person=child)
    with pytest.raises(UsageError, match="from 0 to 8191"):
        story(worlds, person=8192)
    with pytest.raises(UsageError, match="--world nowhere: this folder has 'whole-system'"):
        story(worlds, world="nowhere")
    with pytest.raises(UsageError, match="no such folder"):
        kept_worlds(tmp_path / "none")
    with pytest.raises(DamagedResults, match=r"resolved\.json or panel\.parquet is missing"):
        kept_worlds(tmp_path)


def test_days_of_another_version_are_not_told(folder: Path) -> None:
    """The panel in the folder must come out again."""
    worlds = kept_worlds(folder)
    panel = worlds[1].panel
    later = pa.array([day + 1 for day in panel["day"].to_pylist()], pa.int32())
    altered = panel.set_column(2, panel.schema.field("day"), later)
    with pytest.raises(DamagedResults, match="comes out otherwise than its panel says"):
        story([worlds[0], replace(worlds[1], panel=altered)], pick="wrongly-listed")


def test_a_scenario_is_sent_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "resolved.json").write_text(json.dumps({"parameters": {}, "scenario": {}}), "utf-8")
    done = carried_out(plan("open-society", people=640, days=2, threads=1))
    pq.write_table(done.run.panel, tmp_path / "panel.parquet")
    with pytest.raises(UsageError, match="stories are told of schemes"):
        kept_worlds(tmp_path)
