"""The examples of docs/scenario.md are scenarios, and it names every field there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bentham.study.planning import plan
from bentham.study.scenario import loads
from bentham.study.scenario_fields import (
    QUESTIONS,
    Event,
    Intervention,
    Probe,
    ScenarioFile,
    Trial,
    Where,
)  # fmt: skip

DOC = (Path(__file__).parents[1] / "docs" / "scenario.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", DOC, re.MULTILINE | re.DOTALL)
HEAD = 'bentham: "0.1"\nscenario: example\ntitle: An example\ndays: 120\n'


def whole(block: str) -> str:
    """Return a block with the first lines that only the first example repeats."""
    return block if block.startswith("bentham:") else HEAD + block


def test_there_are_examples_of_all_parts() -> None:
    parts = {key for block in BLOCKS for key in re.findall(r"^(\w+):", block, re.MULTILINE)}
    assert parts >= {"events", "interventions", "trials", "probes", "set", "off"}


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_every_example_is_a_scenario_that_can_be_run(number) -> None:
    one = loads(whole(BLOCKS[number]))
    people = one.file.people or one.society.people
    todo = plan(one)
    assert (todo.people, todo.days) == (people, one.file.days)
    assert one.file.events or one.file.interventions or one.file.trials or one.file.probes


@pytest.mark.parametrize("part", [ScenarioFile, Event, Intervention, Trial, Probe, Where])
def test_every_field_is_named(part) -> None:
    names = {field.alias or name for name, field in part.model_fields.items()} - {"summary"}
    assert not {name for name in names if not re.search(rf"\b{name}\b", DOC)}


def test_every_question_and_kind_of_event_is_named() -> None:
    kinds = ("concealed", "happens", "disclosed", "relocation")
    assert not [word for word in (*QUESTIONS, *kinds) if f"`{word}`" not in DOC]


def test_it_says_what_is_not_simulated() -> None:
    assert "## What is not simulated" in DOC
