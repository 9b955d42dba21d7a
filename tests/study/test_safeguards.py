"""Safeguards only ever protect, and what is left without errors is what a scheme intends."""

from __future__ import annotations

import numpy as np
import pytest

from bentham.scheme import loading
from bentham.scheme.densities import densities
from bentham.scheme.reforms import as_data
from bentham.scheme.safeguards import SAFEGUARDS, with_safeguards
from bentham.society.loading import load as society
from bentham.study.accurate import never_erring
from bentham.study.assumptions import defaults
from bentham.study.causes import causes
from bentham.study.planning import plan
from bentham.study.rows import compiled
from bentham.study.safeguards import protected
from bentham.study.small_worlds import cases_of

RULING = [name for name in loading.presets() if "-with-" not in name]
BY_ID = {each.id: each for each in SAFEGUARDS}


@pytest.mark.parametrize(
    "name", [n for n in loading.presets() if n.startswith("whole-system-with-")]
)
def test_a_safeguard_makes_the_world_of_the_preset_that_has_it(name: str) -> None:
    made = BY_ID[name.removeprefix("whole-system-with-")].added_to(loading.load("whole-system"))
    assert made is not None
    one, other = (
        compiled(s, society("city"), {**defaults(), **s.settings()}, ())
        for s in (made, loading.load(name))
    )
    np.testing.assert_array_equal(one.numbers, other.numbers)
    np.testing.assert_array_equal(one.tables, other.tables)


@pytest.mark.parametrize("name", RULING)
@pytest.mark.parametrize("safeguard", SAFEGUARDS, ids=lambda s: s.id)
def test_a_safeguard_adds_no_source_no_sanction_and_no_liability(name: str, safeguard) -> None:
    before = loading.load(name)
    after = safeguard.added_to(before)
    if after is None:
        return
    old, new = as_data(before), as_data(after)
    for part in ("data_sources", "acts", "rules", "lists", "sanctions", "feeds"):
        ids = [{each["id"] for each in data.get(part, [])} for data in (old, new)]
        assert ids[1] <= ids[0]
    contexts = {a["id"]: a.get("context") for a in old.get("acts", [])}
    assert all(contexts[a["id"]] == a.get("context") for a in new.get("acts", []))
    values = {**defaults(), **before.settings()}
    assert causes(after, values) - causes(before, values) <= {
        "scheme.appeal", "scheme.hearing", "scheme.verified", "scheme.known", "scheme.deters",
        "scheme.deters_lawful",
    }  # fmt: skip
    if safeguard.id != "fewer-cameras":  # half of a half is less again
        assert safeguard.added_to(after) is None


def test_half_the_cameras_are_half_of_what_a_city_lends() -> None:
    before = loading.load("camera-city")
    after = BY_ID["fewer-cameras"].added_to(before)
    assert before.cameras is not None and before.cameras.density_of is not None
    assert after is not None and after.cameras is not None
    assert after.cameras.density_of is None
    assert after.cameras.per_1000 == 0.5 * densities()[before.cameras.density_of]


def test_an_open_society_has_nothing_to_be_guarded_from() -> None:
    assert with_safeguards(loading.load("open-society"), list(SAFEGUARDS)) is None


def test_what_a_safeguard_takes_away_is_gone_and_together_they_take_most() -> None:
    todo = plan("whole-system", people=3000, days=60)
    found = protected(todo, cases_of(todo, 3000, 1, 2), ["kin_hit", "posts_deleted", "low_grade"])
    left = {
        (title, m.name): found.remains(w, i).value
        for w, title in enumerate(found.titles) for i, m in enumerate(found.harms)
    }  # fmt: skip
    assert left["relatives left alone", "kin_hit"] == 0
    assert left["an open internet", "posts_deleted"] == 0
    assert left["no sanctions across contexts", "low_grade"] == 0
    assert left["independent appeal", "posts_deleted"] == 1
    assert all(left["all together", m.name] == 0 for m in found.harms)
    assert found.first(1).safeguard == "an open internet"
    assert found.first(1).holds == found.first(1).of


def test_without_errors_people_are_still_punished_for_protected_acts() -> None:
    found = never_erring(plan("whole-system", people=4000, days=60))
    assert found is not None
    critics = found.of("critics_punished")
    assert critics is not None and critics.accurate.value is not None
    assert critics.accurate.value > 0
    for name in ("wrongly_listed", "false_records", "wrongful_arrests", "reports_false",
                 "taken_for_another", "false_alerts"):  # fmt: skip
        left = found.of(name)
        assert left is not None and left.accurate.value == 0
    records = found.of("false_records")
    assert records is not None and records.erring.value is not None and records.erring.value > 0


def test_a_scheme_that_cannot_err_is_not_run_twice() -> None:
    assert never_erring(plan("open-society", people=640, days=5)) is None
    assert never_erring(plan("whole-system", people=640, days=5, perfectly_accurate=True)) is None
