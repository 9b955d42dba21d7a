"""What lists, grades, hidden weights and attempts become in a kernel, and the causes they are."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from compiled_parts import CERTAIN, CRITICISM, DEFAULTS, HEAD, SCORE, row, share, value, world

from bentham.day.settings import ATTEMPT_ROOM, ATTEMPTS
from bentham.engine.compiling import world_of
from bentham.engine.reading import read
from bentham.evidence.acts import ACTS, number
from bentham.evidence.errors import InvalidInput
from bentham.scheme.loading import from_data, load, presets
from bentham.society.loading import load as society_named
from bentham.study.causes import BARS, RULERS, causes


def listing(entry: dict[str, Any] | None = None, **more: Any) -> list[dict[str, Any]]:
    return [{"id": "l", "entry": {"criteria": "rule", **(entry or {})}, **more}]


@pytest.mark.parametrize(
    ("entry", "more", "notice"),
    [
        ({}, {}, 0),
        ({"notice": "none"}, {"publication": "none"}, 0),
        ({"notice": "after"}, {}, 1),
        ({}, {"publication": "public_register"}, 1),
        ({"notice": "before"}, {"publication": "public_shaming"}, 2),
        ({"hearing": True}, {}, 2),
    ],
)
def test_notice(entry: dict[str, Any], more: dict[str, Any], notice: int) -> None:
    assert value(world(lists=listing(entry, **more)), "NOTICE") == notice


def test_repair_and_bribes_need_a_list() -> None:
    parts = {"repair": {"available": True}, "corruption": {"officials_take": True}}
    made = world(lists=listing(), **parts)
    assert share(made, "REPAIR_RATE") == pytest.approx(0.5 / 365, rel=1e-5)
    assert share(made, "BRIBE_RATE") == pytest.approx(0.05 / 365, rel=1e-5)
    assert value(made, "BRIBE_PRICE") == math.floor(30 * 0.02 * 4096 + 0.5)
    bare = world(**parts)
    assert (value(bare, "REPAIR_RATE"), value(bare, "BRIBE_RATE")) == (0, 0)


def test_a_red_list_stands_above_a_score() -> None:
    red = [{"id": "l", "kind": "red", "entry": {"criteria": "score_above", "score_above": 150.5}}]
    made = world(score=SCORE, lists=red)
    assert value(made, "RED_ABOVE") == 2408
    assert value(made, "LIST") == 0


def test_grades_stand_in_ascending_order() -> None:
    made = world_of(load("municipal-points"), society_named("city"), DEFAULTS)
    assert value(made, "GRADES") == 6
    found = [value(made, f"GRADE_FROM_{k}") for k in range(6)]
    assert found == [-(1 << 30), *(16 * low for low in (600, 850, 960, 1030, 1050))]


def test_seven_grades_are_refused() -> None:
    grades = [{"id": f"g{i}", "min": 10 * i, "max": 10 * i + 9} for i in range(7)]
    with pytest.raises(InvalidInput, match="at most 6"):
        world(score=SCORE, grades=grades)


def test_each_kind_of_sanction_bars_its_attempts() -> None:
    kinds = ("travel_ban_air", "deny_hotel", "deny_public_job")
    by_list = [{"id": k, "kind": k, "severity": 3, "trigger": {"list": "l"}} for k in kinds]
    school = {"kind": "deny_school", "severity": 4, "trigger": {"score_lt": 50}}
    made = world(
        score=SCORE,
        lists=listing(),
        sanctions=[*by_list, {"id": "s", "target": "children", **school}],
    )
    assert row(made, "ATTEMPT_BARRED_LISTED").tolist() == [1, 0, 1, 0, 1, 0, 0, 0]
    below = row(made, "ATTEMPT_BARRED_BELOW")
    assert below[ATTEMPTS.index("child_school")] == 800
    assert (np.delete(below, ATTEMPTS.index("child_school")) == -(1 << 30)).all()
    assert value(made, "TIER_LOSS_0") == 0
    both = world(score=SCORE, sanctions=[{"id": "s", **school}])
    assert (row(both, "ATTEMPT_BARRED_BELOW")[5:7] == 800).all()
    assert value(both, "TIER_LOSS_0") > 0


def test_attempts_have_the_declared_means_over_classes() -> None:
    society = society_named("city")
    made = world_of(load("open-society"), society, DEFAULTS)
    rates = row(made, "ATTEMPT_RATE").reshape(3, ATTEMPT_ROOM) / CERTAIN * 365
    shares = [society.classes.poor, society.classes.middle, society.classes.well_off]
    places = society.urban_share + (1 - society.urban_share) * DEFAULTS["society.rural_travel"]
    means = np.array(shares) @ rates * places
    assert means[:7] == pytest.approx([0.72, 0.16, 1.0, 0.03, 0.05, 0.02, 0.1], rel=1e-3)
    wild = DEFAULTS | {"sanctions.hotels": 300.0}
    made = world_of(load("open-society"), society, wild)
    assert (row(made, "ATTEMPT_RATE").reshape(3, -1)[:, :7] <= row(made, "ATTEMPT_WIDTH")[:7]).all()


def test_debts_drift_with_what_somebody_is_short_of() -> None:
    made = world({"conduct.poverty_drift": 1.0})
    drift = row(made, "DRIFT") / 256
    assert drift[0] == 1
    assert drift[128] == pytest.approx(math.exp(0.5), abs=0.002)
    assert (row(world({"conduct.poverty_drift": 0.0}), "DRIFT") == 256).all()
    debts = [row(made, "ACT_SORT")[i] == 4 for i, act in enumerate(ACTS) if act.kind == "debt"]
    assert debts
    assert all(debts)


def test_hidden_weights_change_what_counts_and_not_what_is_expected() -> None:
    acts = [{"id": act.id, "detection_rate": 0.5} for act in ACTS if act.width > 0]
    rules = [
        {"id": a["id"], "when": {"act": a["id"]}, "effect": {"points": -100}} for a in acts
    ]  # fmt: skip
    parts = {"score": SCORE, "acts": acts, "rules": rules}
    public = from_data({**HEAD, **parts, "transparency": {"rules": "public", "weights": False}})
    secret = from_data({**HEAD, **parts, "transparency": {"rules": "secret", "weights": False}})
    shown, hidden = read(public, DEFAULTS), read(secret, DEFAULTS)
    assert shown.expected_cost == hidden.expected_cost
    assert all(record.hidden == 1.0 for record in shown.record.values())
    weights = np.array([hidden.record[act.id].hidden for act in ACTS])
    spread = np.log(weights)
    assert len(set(weights)) > 30
    assert spread.mean() == pytest.approx(-0.125, abs=0.3)
    assert spread.std() == pytest.approx(0.5, abs=0.2)
    made = world_of(secret, society_named("city"), DEFAULTS)
    at = number("littering")
    assert row(made, "ACT_POINTS_LOW")[at] == round(-1600 * weights[at])


def test_every_preset_is_understood_and_its_causes_are_known() -> None:
    found = {name: causes(load(name), DEFAULTS) for name in presets()}
    systems = {"attitude", "expression", "conduct", "welfare"}
    assert found["open-society"] - systems == {"scheme.known"}
    every = frozenset().union(*found.values()) - systems
    assert every <= set(RULERS)
    assert found["national-filter"] >= {"scheme.filter", "scheme.monitoring", "scheme.labels"}
    assert found["camera-city"] >= {"scheme.cameras", "scheme.marchers", "scheme.policing"}
    assert found["snitch-line"] >= {"scheme.hotline", "scheme.extortion", "scheme.denounced"}
    assert found["family-punishment"] >= {"scheme.kin", "scheme.bars_child_schools"}
    rare = {"scheme.fines", "scheme.mistakes", "scheme.repair"}
    secret = {"scheme.known", "scheme.deters", "scheme.deters_lawful", "scheme.hearing"}
    assert set(RULERS) - found["whole-system"] == rare | secret | {"scheme.verified"}
    assert "scheme.verified" in found["whole-system-with-verified-reports"]
    assert "scheme.kin" not in found["whole-system-with-no-kin"]
    assert "scheme.hearing" in found["whole-system-with-notice"]
    assert found["whole-system-with-no-cross-context"].isdisjoint(BARS.values())


def test_a_cause_needs_its_system() -> None:
    whole = load("whole-system")
    for system in set(RULERS.values()):
        gone = causes(whole, DEFAULTS, (system,))
        assert {cause for cause in gone if RULERS.get(cause) == system} == set()


def test_a_stranger_is_listed_where_something_false_can_be_recorded() -> None:
    rules = [{"id": "r", "when": {"act": "criticism"}, "effect": {"add_to_list": "l"}}]
    parts = CRITICISM | {"rules": rules, "lists": listing()}
    monitoring = {"flag": {"criticism": 0.5}, "identify": 0.5}

    def at_stake(**more: Any) -> frozenset[str]:
        return causes(from_data({**HEAD, **parts, **more}), DEFAULTS)

    assert "scheme.lists" not in at_stake()
    assert {"scheme.lists", "scheme.strangers", "scheme.wrong"} <= at_stake(monitoring=monitoring)
    police = at_stake(informants={"police": True})
    assert "scheme.lists" in police
    assert "scheme.strangers" not in police
