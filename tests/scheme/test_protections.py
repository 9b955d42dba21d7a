"""Safeguards read from a declaration, the worst paths, and what is left open."""

from __future__ import annotations

from typing import Any

import pytest

from bentham.scheme.loading import from_data, load, presets
from bentham.scheme.protections import missing, protections
from bentham.scheme.undeclared import QUESTIONS, undeclared
from bentham.scheme.worst_paths import worst_paths

STATES = {each: {p.name: p.state for p in protections(load(each))} for each in presets()}


@pytest.mark.parametrize(
    ("preset", "name"),
    [
        ("whole-system-with-notice", "notice"),
        ("whole-system-with-independent-appeal", "independent-appeal"),
        ("whole-system-with-published-rules", "published-rules"),
    ],
)
def test_a_safeguard_that_is_added_is_there_and_was_absent(preset: str, name: str) -> None:
    assert STATES["whole-system"][name] == "absent"
    assert STATES[preset][name] == "there"


@pytest.mark.parametrize(
    ("preset", "name"),
    [
        ("whole-system-with-no-kin", "no-kin"),
        ("whole-system-with-no-cross-context", "no-cross-context"),
        ("speech-points", "no-kin"),
    ],
)
def test_what_is_removed_concerns_nobody_any_more(preset: str, name: str) -> None:
    assert STATES["whole-system"][name] == "absent"
    assert STATES[preset][name] == "not concerned"


def test_reports_are_not_checked_while_gatherers_are_not() -> None:
    # The whole system's gatherers declare nobody who checks them.
    assert STATES["whole-system-with-verified-reports"]["verified-reports"] == "undeclared"
    assert STATES["snitch-line"]["verified-reports"] == "absent"


def test_what_is_read_here_is_what_can_be_added_and_measured() -> None:
    from bentham.scheme.safeguards import SAFEGUARDS

    assert list(STATES["whole-system"]) == [each.id for each in SAFEGUARDS]


def test_an_open_society_lacks_nothing_that_would_protect() -> None:
    assert missing(load("open-society")) == []


@pytest.mark.parametrize("preset", presets())
def test_the_gravest_comes_first_and_every_touched_sanction_is_declared(preset: str) -> None:
    scheme = load(preset)
    found = missing(scheme)
    assert [p.severity for p in found] == sorted((p.severity for p in found), reverse=True)
    ids = {each.id for each in scheme.sanctions} | {"arrest"}
    assert all(set(p.touched) <= ids for p in found)


@pytest.mark.parametrize("preset", [each for each in presets() if "-with-" not in each])
def test_every_sanction_has_a_path_or_is_said_to_have_none(preset: str) -> None:
    scheme = load(preset)
    searched = worst_paths(scheme)
    with_path = [name for worst in searched.paths for name in worst.sanctions if name != "arrest"]
    named = sorted([*with_path, *searched.without, *searched.too_fine])
    assert named == sorted(each.id for each in scheme.sanctions)
    gaps = [worst.gap for worst in searched.paths]
    assert gaps == sorted(gaps, reverse=True)


def test_whoever_comes_onto_a_list_by_a_court_comes_there_by_no_rule() -> None:
    assert worst_paths(load("defaulter-list")).without == ("no_flights", "no_fast_trains")


def test_what_is_declared_is_not_asked_for() -> None:
    nothing: dict[str, Any] = {"bentham": "0.1", "id": "small", "title": "Small"}
    assert [o.path for o in undeclared(from_data(nothing))] == [
        "operator.kind", "purpose.stated", "provenance",
    ]  # fmt: skip
    said = nothing | {"operator": {"kind": "police"}}
    assert "operator.kind" not in [o.path for o in undeclared(from_data(said))]
    listed = nothing | {"lists": [{"id": "list"}]}
    asked = [o.path for o in undeclared(from_data(listed))]
    assert "appeal.available" in asked
    assert "appeal.body" not in asked  # only once there is an appeal
    assert "lists[].entry.mistaken_share" in asked
    assert len({each.path for each, _, _ in QUESTIONS}) == len(QUESTIONS)
