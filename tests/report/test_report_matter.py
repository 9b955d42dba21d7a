"""What matters in a run: its parameters, its metrics, and the room that it takes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bentham.engine.compiling import world_of
from bentham.engine.state import bytes_of
from bentham.evidence.metrics import METRICS
from bentham.evidence.parameters import PARAMETERS, parameter
from bentham.report.matter import (
    NEEDS,
    OF_RULE,
    at_stake,
    bytes_per_person,
    parameters_that_matter,
)
from bentham.scheme.loading import load, presets
from bentham.society.loading import load as load_society
from bentham.study.assumptions import defaults
from bentham.study.causes import RULERS, causes

KNOWN = {"", "attitude", "expression", "conduct", "welfare", "scheme.event", "scheme.removal"}
RULES = parameter("expression.rule").choices


def test_every_parameter_says_what_it_needs_to_matter():
    silent = [p.name for p in PARAMETERS if not {p.name, p.name.partition(".")[0]} & set(NEEDS)]
    assert silent == []
    assert {c for needs in NEEDS.values() for c in needs} <= KNOWN | set(RULERS)


def test_nothing_is_said_of_what_is_no_parameter():
    names = {p.name for p in PARAMETERS}
    systems = {name.partition(".")[0] for name in names}
    assert {name for name in NEEDS if name not in names | systems} == set()
    assert set(OF_RULE) <= names and set(OF_RULE.values()) <= set(RULES)


def names_of(scheme: str, happens: tuple[str, ...] = ()) -> set[str]:
    declared = load(scheme)
    values = {**defaults(), **declared.settings()}
    found = parameters_that_matter(declared, values, {}, happens=happens)
    return {fact.name for fact in found}


def test_where_nobody_watches_no_parameter_of_watching_matters():
    systems = {name.partition(".")[0] for name in names_of("open-society")}
    assert systems.isdisjoint({"media", "monitoring", "cameras", "informants", "policing", "kin"})


def test_what_a_scenario_lets_happen_makes_its_parameters_matter():
    assert "media.pass_on" not in names_of("open-society")
    assert "media.pass_on" in names_of("open-society", ("scheme.event",))
    assert "removal.loss" in names_of("open-society", ("scheme.removal",))


def test_only_what_something_can_move_is_at_stake():
    declared = load("open-society")
    present = causes(declared, {**defaults(), **declared.settings()})

    def stake(*happens: str) -> set[str]:
        plan = SimpleNamespace(causes=present | set(happens))
        simulation = SimpleNamespace(plan=plan, metrics=METRICS)
        return {m.name for m in at_stake(simulation)}  # type: ignore[arg-type]

    assert {"gini", "critics"} <= stake()
    assert stake().isdisjoint({"listed", "detained", "false_alerts", "knowledge"})
    assert stake("scheme.event") - stake() == {"know_event", "learned_event", "forgot_event"}
    assert stake("scheme.removal") - stake() == {"moved_away", "objected"}


@pytest.mark.parametrize("rule", range(len(RULES)), ids=RULES)
@pytest.mark.parametrize("name", presets())
def test_the_room_that_is_foretold_is_the_room_that_is_taken(name: str, rule: int):
    declared = load(name)
    values = {**defaults(), **declared.settings(), "expression.rule": float(rule)}
    city = load_society("city")
    for news in (False, True):
        world = world_of(declared, city, values, news=news)
        assert bytes_per_person(declared, values, news=news) == bytes_of(world)
