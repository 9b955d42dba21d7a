"""The schemes that come with Bentham: they load, and every number says where it comes from."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from safeguards import PARTS, SAFEGUARDS

from bentham.evidence.acts import ACTS
from bentham.evidence.documents import load_document
from bentham.evidence.parameters import parameter
from bentham.scheme.check import not_simulated, warnings
from bentham.scheme.fields import Scheme
from bentham.scheme.loading import from_data, load, presets, source_text
from bentham.scheme.reforms import OF_A_REFORM, as_data
from bentham.society.tables import base_rates

NAMES = (
    "camera-city", "credit-file-as-described", "credit-file-as-used", "defaulter-list",
    "family-punishment", "municipal-points", "national-filter", "open-society", "snitch-line",
    "specific-laws", "speech-points", "village-ledger", "whole-system",
    *(f"whole-system-with-{each}" for each in SAFEGUARDS),
)  # fmt: skip


def _table(name: str) -> list[dict[str, str]]:
    text = files("bentham.evidence").joinpath("tables", name).read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def _unmarked(value: Any, path: str = "", marked: bool = False) -> Iterator[str]:
    """Yield the paths of numbers around which no mapping carries a mark or a source."""
    if isinstance(value, dict):
        marked = marked or "mark" in value or "src" in value
        for key, inner in value.items():
            yield from _unmarked(inner, f"{path}.{key}", marked)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _unmarked(inner, f"{path}[{i}]", marked)
    elif isinstance(value, int | float) and not isinstance(value, bool) and not marked:
        yield path


def test_the_presets_are_these() -> None:
    assert presets() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_loads_under_its_own_name_without_an_oversight(name: str) -> None:
    scheme = load(name)
    assert scheme.id == name
    assert scheme.summary is not None
    assert scheme.summary.endswith(".")
    assert warnings(scheme) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_a_preset_is_marked_or_sourced(name: str) -> None:
    assert list(_unmarked(load_document(source_text(name)).data)) == []


def test_a_bare_number_would_be_found() -> None:
    assert list(_unmarked({"rules": [{"points": 3}, {"mark": "A", "effect": {"points": 2}}]})) == [
        ".rules[0].points"
    ]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_preset_declares_survives_being_written_down(name: str) -> None:
    scheme = load(name)
    whole = {key: value for key, value in as_data(scheme).items() if key not in OF_A_REFORM}
    again = as_data(from_data(whole))
    assert again == whole


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_refers_only_to_known_acts(name: str) -> None:
    scheme = load(name)
    assert {act.id for act in scheme.acts} <= {act.id for act in ACTS}
    assert {rule.when.act for rule in scheme.rules} == {act.id for act in scheme.acts}


def test_rates_of_the_court_list_lie_inside_the_bounds_of_the_registry() -> None:
    (listing,) = load("defaulter-list").lists
    assert (listing.entry.mark, listing.exit.mark) == ("C", "C")
    for value, name in (
        (listing.entry.hazard_per_year, "listing.hazard"),
        (listing.exit.repaid_per_year, "listing.exit"),
    ):
        assert value is not None
        assert parameter(name).low <= value <= parameter(name).high


def test_the_open_society_does_nothing() -> None:
    scheme = load("open-society")
    bare = from_data({"bentham": "0.1", "id": "x", "title": {"en": "X"}})
    named = ("acts", "score", "rules", "grades", "lists", "sanctions", "rewards", "appeal")
    for part in named + PARTS:
        assert getattr(scheme, part) == getattr(bare, part)
    assert not scheme.rules
    assert not scheme.acts


ROWS = {
    "breach of lending/credit/guarantee/lease/insurance contract": "breach_of_contract",
    "sued and found in breach of contract": "found_in_breach",
    "payment arrears or card overdue (monthly cycle)": "card_arrears",
    "investigated for illegal fundraising or lending": "illegal_fundraising",
    "sued for overdue debt and found responsible": "debt_judgment",
    "MLM participation or commercial fraud": "fraud",
    "producing or selling fake goods": "fake_goods",
    "other untrustworthy circumstances": "other_untrustworthy",
    "delaying utility fees": "utility_late",
    "found by court in arrears on fees": "utility_judgment",
    "illegal heating taps or pumps": "heating_tampering",
    "stealing water gas electricity or heat": "utility_theft",
    "destroying public equipment with negative impact": "equipment_destruction",
    "traffic ticket": "traffic_offence",
    "city-level award or heroic act": "heroic_act",
}
BREACHES = {"private lending": "lending_breach", "guarantee": "guarantee_breach"}


def test_the_rule_table_of_municipal_points_is_the_sourced_table() -> None:
    rows = [
        r
        for r in _table("rongcheng_rules.csv")
        if r["sector"] not in ("village scheme", "other county")
    ]
    expected = {}
    for row in rows:
        act = BREACHES[row["sector"]] if row["act"] == "record of breach" else ROWS[row["act"]]
        ends = sorted(float(end) for end in re.findall(r"-?\d+", row["delta"] or row["note"]))
        expected[act] = (ends[0] if len(ends) == 1 else tuple(ends), row["tag"].split()[0])
    scheme = load("municipal-points")
    assert {r.when.act: (r.effect.points, r.mark) for r in scheme.rules} == expected
    assert len(expected) == len(rows) == 17


def test_the_grades_of_municipal_points_are_the_sourced_bands() -> None:
    def number(text: str) -> float | None:
        return float(text) if text else None

    bands = [
        (r["grade"], number(r["low"]), number(r["high"]), r["tag"].split()[0])
        for r in _table("rongcheng_grades.csv")
    ]
    grades = load("municipal-points").grades
    assert [(g.id, g.min, g.max, g.mark) for g in grades] == bands


def test_the_laws_fine_what_the_points_punish_with_the_same_chance_of_being_found_out() -> None:
    laws, points = load("specific-laws"), load("municipal-points")
    offences = {act.id for act in ACTS if act.kind == "offence"}
    watched = {act.id: act.detection_rate for act in points.acts}
    fined = {act.id: act.detection_rate for act in laws.acts}
    assert offences & set(watched) == offences & set(fined)
    assert {act: watched[act] for act in fined} == fined
    assert laws.score is None
    assert laws.lists == ()


def test_the_village_ledger_counts_as_the_report_says() -> None:
    scheme = load("village-ledger")
    points = {rule.when.act: (rule.effect.points, rule.applies_to) for rule in scheme.rules}
    assert points["volunteering"] == (2, "actor")
    assert points["tv_donation"] == (30, "actor")
    assert points["son_in_army"] == (10, "parents")
    assert {rule.when.act for rule in scheme.rules if rule.mark == "A"} == {
        "littering", "neglect_of_parents",
    }  # fmt: skip


def test_one_identified_criticism_leads_to_the_low_grade() -> None:
    scheme = load("speech-points")
    assert scheme.score is not None
    low = next(grade for grade in scheme.grades if grade.id == "low")
    assert low.max is not None
    points = scheme.rules[0].effect.points
    assert isinstance(points, int)
    assert scheme.score.initial > low.max >= scheme.score.initial + points
    assert scheme.acts[0].detection_rate == 0.05


def test_no_title_or_name_of_a_preset_is_that_of_a_place() -> None:
    for name in NAMES:
        scheme = load(name)
        shown = " ".join([scheme.id, *scheme.title.values(), scheme.summary or ""]).lower()
        for place in ("china", "rongcheng", "suining", "chongqing", "beijing", "shanghai"):
            assert place not in shown


def test_what_a_run_leaves_out_is_listed_with_a_reason() -> None:
    remarks = {remark.path: remark for remark in not_simulated(load("municipal-points"))}
    assert remarks["rules[other_untrustworthy].effect.points"].simulated == "approximately"
    assert remarks["rewards"].simulated == "audit only"
    assert remarks["sanctions[loan_refused].kind"].simulated == "approximately"
    assert "rules[traffic].effect.points" not in remarks
    assert all(remark.reason for remark in remarks.values())


def test_counts_caps_and_multipliers_are_listed_as_not_simulated() -> None:
    scheme = _with_rule(
        when={"act": "littering", "count": 3, "within_days": 30, "per": "month"},
        repeat_multiplier=2,
        cap={"points": 10, "per": "year"},
        applies_to="children",
    )
    paths = {remark.path for remark in not_simulated(scheme)}
    rule = {"when.count", "when.within_days", "when.per", "repeat_multiplier", "cap", "applies_to"}
    assert {f"rules[r].{name}" for name in rule} <= paths


def test_what_only_a_combination_of_fields_rules_out_is_listed_too() -> None:
    scheme = from_data(
        {
            "bentham": "0.1", "id": "x", "title": "X", "score": {},
            "acts": [{"id": "littering", "detection_rate": 1}],
            "rules": [{"id": "r", "when": {"act": "littering"}, "effect": {"add_to_list": "one"}}],
            "grades": [{"id": "low", "max": 0}, {"id": "mid", "min": 1, "max": 9}],
            "lists": [
                {"id": "one", "entry": {"criteria": "rule", "mistaken_share": 0.1}},
                {"id": "two", "entry": {"criteria": "court"}},
            ],
            "sanctions": [
                {"id": "a", "kind": "fine", "amount_days": 1, "trigger": {"list": "one"}},
                {"id": "b", "kind": "deny_job", "amount_days": 1, "trigger": {"rule": "r"}},
                {"id": "c", "kind": "travel_ban_air", "trigger": {"grade": "mid"}},
                {"id": "d", "kind": "travel_ban_rail", "trigger": {"grade": "low"}},
                {"id": "e", "kind": "travel_ban_rail", "trigger": {"grade": "mid"}},
                {"id": "f", "kind": "travel_ban_rail", "trigger": {"score_gte": 3}},
            ],
        }
    )  # fmt: skip
    assert {remark.path for remark in not_simulated(scheme)} == {
        "lists[one].entry.mistaken_share", "lists[two]", "sanctions[a].trigger",
        "sanctions[b].amount_days", "sanctions[b].trigger",
        "sanctions[c].trigger.grade", "sanctions[f].trigger.score_gte",
    }  # fmt: skip


def test_what_does_nothing_is_warned_of() -> None:
    scheme = from_data(
        {
            "bentham": "0.1", "id": "x", "title": "X",
            "acts": [{"id": "spitting"}, {"id": "donation", "detection_rate": 1}],
            "score": {},
            "grades": [{"id": "low", "max": 10}, {"id": "high", "min": 50}],
            "rules": [{"id": "r", "when": {"act": "littering"}}],
            "lists": [{"id": "a", "entry": {"criteria": "rule"}}],
            "sanctions": [{"id": "f", "kind": "fine"}],
        }
    )  # fmt: skip
    assert {remark.path for remark in warnings(scheme)} == {
        "acts[spitting]", "acts[donation]", "grades[high]", "rules[r].when.act", "rules[r].effect",
        "lists[a].entry", "lists[a].exit", "sanctions[f]",
    }  # fmt: skip


def test_every_field_says_whether_it_is_simulated_and_what_it_is() -> None:
    schema = Scheme.model_json_schema()
    models = [schema, *schema["$defs"].values()]
    fields = [(m["title"], name, f) for m in models for name, f in m.get("properties", {}).items()]
    assert len(fields) > 150
    for model, name, field in fields:
        assert field["simulated"] in ("yes", "approximately", "audit only"), (model, name)
        assert field["description"].endswith("."), (model, name)


def _with_rule(**rule: Any) -> Scheme:
    return from_data(
        {
            "bentham": "0.1", "id": "x", "title": "X", "score": {},
            "acts": [{"id": "littering", "detection_rate": 1}],
            "rules": [{"id": "r", "effect": {"points": 1}, **rule}],
        }
    )  # fmt: skip


SHARES = {"tribunals": 16_947 / 8_333_486, "innocence": 0.041}
"""Wrong among all fines, and among all convictions, in the sources that `specific-laws` names."""


def test_the_law_errs_in_the_shares_of_its_sources_and_the_points_with_it() -> None:
    law = load("specific-laws").acts
    wrong = [act for act in law if act.false_record_rate]
    assert len(wrong) == 7
    for act in wrong:
        right = base_rates()[act.id].per_year * act.detection_rate
        share = act.false_record_rate / (act.false_record_rate + right)
        assert share == pytest.approx(SHARES[act.src[0]], rel=0.03)  # two digits
    points = {act.id: act.false_record_rate for act in load("municipal-points").acts}
    assert {act.id: act.false_record_rate for act in wrong}.items() <= points.items()
