"""A reform is a named, dated difference from a baseline; --set speaks the same paths."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from strategies import schemes

from bentham.evidence.errors import InvalidInput, UsageError
from bentham.scheme.fields import Scheme
from bentham.scheme.loading import load, loads, source_text
from bentham.scheme.reforms import with_settings

HEAD = "base: municipal-points\nid: milder\ntitle: Milder\nas_of: 2027-01-01\n"
REFORM = (
    HEAD
    + """\
changes:
  rules[utility_late].effect.points: -5
  score.initial: {value: 900, mark: invented, src: a draft}
  risk.severity: 1.5
  expression.rule: siegel
  repair.available: true
remove: ["sanctions[inspected]", "rewards"]
add:
  sanctions: [{id: letter, kind: warning_visit, severity: 1, trigger: {grade: D}}]
"""
)


def test_a_reform_changes_removes_and_adds_and_leaves_the_rest() -> None:
    base, reform = load("municipal-points"), loads(REFORM)
    late = next(rule for rule in reform.rules if rule.id == "utility_late")
    assert late.effect.points == -5
    assert [r for r in reform.rules if r.id != late.id] == [
        r for r in base.rules if r.id != late.id
    ]
    assert [s.id for s in reform.sanctions] == [
        "loan_refused",
        "loan_refused_d",
        "post_refused",
        "letter",
    ]
    assert reform.rewards == ()
    assert reform.repair is not None
    assert reform.repair.available is True
    assert reform.settings() == {"risk.severity": 1.5, "expression.rule": 3.0}
    assert (reform.id, str(reform.as_of), reform.base) == (
        "milder",
        "2027-01-01",
        "municipal-points",
    )
    assert reform.grades == base.grades


def test_a_changed_number_no_longer_claims_its_source() -> None:
    reform = loads(REFORM)
    late = next(rule for rule in reform.rules if rule.id == "utility_late")
    assert late.mark == "A"
    assert late.src == "points changed by milder; before: annex"
    assert reform.score is not None
    assert (reform.score.initial, reform.score.mark, reform.score.src) == (
        900,
        "invented",
        "a draft",
    )


def test_a_mistake_in_a_reform_is_shown_in_the_reforms_own_lines() -> None:
    text = REFORM.replace("points: -5", "points: many").replace("severity: 1,", "severity: 7,")
    with pytest.raises(InvalidInput) as caught:
        loads(text, "reform.yaml")
    places = [(p.line, p.column) for p in caught.value.problems]
    column = text.splitlines()[12].index("7,") + 1
    assert places == [(6, 38), (13, column)]
    assert "reform.yaml:6:38  in rules[utility_late].effect.points" in str(caught.value)


def test_a_reform_may_not_smuggle_in_fields_beside_its_changes() -> None:
    with pytest.raises(InvalidInput, match="`score` is not a field known here"):
        loads(HEAD + "score: {initial: 5}\n")


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("rules[utilty_late].effect.points", "utility_late"),
        ("rules[utility_late].efect.points", "effect"),
        ("risk.severty", "risk.severity"),
        ("scor.initial", "score"),
        ("score.inital", "initial"),
    ],
)
def test_a_path_that_leads_nowhere_names_the_nearest(path: str, nearest: str) -> None:
    for attempt in (lambda: loads(f"{HEAD}changes:\n  {path}: 1\n"), lambda: _set(f"{path}=1")):
        with pytest.raises(InvalidInput) as caught:
            attempt()
        assert f'did you mean "{nearest}"?' in str(caught.value)


@pytest.mark.parametrize("path", ["", "[x]", ".score", "score..min", "rules", "rules.id", "id.x"])
def test_a_malformed_path_is_refused(path: str) -> None:
    with pytest.raises(InvalidInput, match="Nothing was run"):
        loads(f'{HEAD}changes:\n  "{path}": 1\n')


def test_reforms_stack(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(REFORM)
    second = HEAD.replace("municipal-points", "one.yaml").replace("milder", "mildest")
    (tmp_path / "two.yaml").write_text(second + "changes: {risk.severity: 1.0}\n")
    scheme = load(tmp_path / "two.yaml")
    assert scheme.id == "mildest"
    assert scheme.settings()["risk.severity"] == 1.0
    assert scheme.score is not None
    assert scheme.score.initial == 900
    assert scheme.changes == {"risk.severity": 1.0}
    assert scheme.remove == ()


def test_reforms_that_lead_back_to_themselves_are_refused(tmp_path: Path) -> None:
    for name, base in (("one", "two"), ("two", "one")):
        text = HEAD.replace("municipal-points", f"{base}.yaml").replace("milder", name)
        (tmp_path / f"{name}.yaml").write_text(text)
    with pytest.raises(InvalidInput, match="leads back to it"):
        load(tmp_path / "one.yaml")


def test_at_most_eight_reforms_stand_on_one_another(tmp_path: Path) -> None:
    (tmp_path / "r0.yaml").write_text(HEAD.replace("milder", "r0"))
    for i in range(1, 9):
        text = HEAD.replace("municipal-points", f"r{i - 1}.yaml").replace("milder", f"r{i}")
        (tmp_path / f"r{i}.yaml").write_text(text)
    assert load(tmp_path / "r7.yaml").id == "r7"
    with pytest.raises(InvalidInput, match="more than 8 reforms"):
        load(tmp_path / "r8.yaml")


def test_the_source_text_is_what_the_author_wrote(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("# my remark\n" + REFORM)
    assert source_text(path) == "# my remark\n" + REFORM
    assert source_text("municipal-points").startswith("# A municipal point score")


def _set(*settings: str) -> Scheme:
    return with_settings(load("municipal-points"), settings)


def test_settings_change_fields_and_parameters_and_leave_the_scheme_as_it_was() -> None:
    before = load("defaulter-list")
    after = with_settings(
        before,
        ["lists[defaulters].exit.repaid_per_year=0.2", "risk.severity=3", "expression.rule=ross"],
    )
    assert after.lists[0].exit.repaid_per_year == 0.2
    assert after.lists[0].exit.mark == "A"
    assert after.lists[0].entry == before.lists[0].entry
    assert after.settings() == {"risk.severity": 3.0, "expression.rule": 2.0}
    assert before == load("defaulter-list")
    assert with_settings(before, []) is before


def test_a_setting_may_hold_a_range_a_word_or_a_mapping() -> None:
    scheme = _set(
        "rules[utility_late].effect.points=[-9, -1]",
        "transparency.rules=secret",
        "appeal={available: true, use_rate_per_year: 2}",
    )
    late = next(rule for rule in scheme.rules if rule.id == "utility_late")
    assert late.effect.points == (-9, -1)
    assert scheme.transparency.rules == "secret"
    assert scheme.appeal.use_rate_per_year == 2


def test_wrong_settings_are_told_together() -> None:
    with pytest.raises(InvalidInput) as caught:
        _set("score.initial=lots", "risk.severity=99")
    assert "--set:1:15  in score.initial" in str(caught.value)
    with pytest.raises(InvalidInput, match="outside the bounds"):
        _set("risk.severity=99")
    with pytest.raises(InvalidInput, match="2 problems in the settings"):
        _set("scor=1", "rules[x].id=1")
    with pytest.raises(UsageError, match="path=value"):
        _set("risk.severity")


@settings(max_examples=50, deadline=None)
@given(schemes())
def test_random_schemes_are_valid_and_small(scheme: Scheme) -> None:
    assert 1 <= len(scheme.rules) <= 6
    assert {rule.when.act for rule in scheme.rules} == {act.id for act in scheme.acts}
