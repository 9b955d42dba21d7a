"""Single checks, thresholds, evidence, fingerprints, completeness."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from audit.made_up import TENANTS, audited, changed, view_of
from bentham.audit.auditing import Audit, audit, audit_of
from bentham.audit.checks.model import judged
from bentham.audit.checks.register import CHECKS
from bentham.audit.completeness import completeness
from bentham.audit.evidence import SENTENCE, Evidence, Measured
from bentham.audit.findings import FINDINGS
from bentham.audit.packs import chosen
from bentham.audit.settings import Settings, load_settings
from bentham.evidence.errors import InvalidInput


def kinds(found: Audit, check: str) -> list[str]:
    return [each.kind for each in found.results if each.check.id == check]


def texts(found: Audit, check: str) -> str:
    return " ".join(each.found.said for each in found.results if each.check.id == check)


RULE = {"id": "extra", "when": {"act": "rent_withheld"}, "effect": {"points": [-50, -5]}}

CASES: list[tuple[str, dict[str, Any], str, str]] = [
    ("LG-01", {"purpose": {"legal_basis": {"exists": False}}}, "fail", "no legal basis"),
    ("LG-01", {"purpose": {"legal_basis": {"exists": True, "public": True,
                                           "precision": "specific"}}}, "pass", ""),
    ("LG-02", {"valid_from": "2020-01-01",
               "purpose": {"legal_basis": {"retroactive_from": "2015-01-01"}}}, "fail", "2015"),
    ("LG-03", {"rules": [{**RULE, "discretion": {"catch_all": True}}]}, "fail", "whatever"),
    ("LG-03", {"rules": [RULE]}, "review", "are left to officials"),
    ("PR-01", {"purpose": {"less_restrictive_alternatives": []}}, "fail", "no milder means"),
    ("PR-04", {"sanctions": [{**TENANTS["sanctions"][0], "essential_service": True}]}, "fail",
     "essential"),
    ("PR-07", {"lists": [{"id": "l", "exit": {"criteria": "none"}}]}, "review", "nobody leaves"),
    ("CP-01", {"rules": [{**TENANTS["rules"][0], "applies_to": "spouse"}]}, "fail", "spouse"),
    ("CP-01", {"subjects": {"unit": "household"}}, "fail", "answers for the others"),
    ("CP-04", {"relatives": {"bars": ["deny_school"]}}, "fail", "schools"),
    ("DP-01", {"lists": [{"id": "l", "entry": {"notice": "none"}}]}, "fail", "not told"),
    ("DP-02", {"transparency": {"reasons": False}}, "fail", "reasons"),
    ("DP-03", {"appeal": {"available": False}}, "fail", "nobody can appeal"),
    ("DP-03", {"appeal": {"available": True, "body": "same_agency"}}, "fail", "same agency"),
    ("DP-03", {"appeal": {"available": True, "body": "court"}}, "pass", ""),
    ("DP-07", {"sanctions": [{**TENANTS["sanctions"][0], "automatic": True}]}, "fail", "anybody"),
    ("DP-09", {"acts": [{**TENANTS["acts"][0], "established_by": "informant"}]}, "review",
     "informant"),
    ("DA-01", {"data_sources": [{"id": "s", "special_category": ["health"]}]}, "fail", "health"),
    ("DA-03", {"retention": {"score_days": 1000, "public_register_days": 180}}, "fail", "180"),
    ("DA-07", {"subjects": {"participation": "opt_in_with_detriment"}}, "open", "worse off"),
    ("SC-11", {"data_sources": [{"id": "s"}]}, "open", "not shown"),
    ("SC-11", {"data_sources": [{"id": "s", "relevance_to_purpose": {"claim": "none"}}]},
     "review", "no bearing"),
    ("IN-01", {"informants": {"reward": {"money": "some"}, "verification": "none"}}, "fail",
     "nobody checks"),
    ("FI-01", {"filter": {"judicial_order": False}}, "review", "court"),
    ("DA-01", {"data_sources": [{"id": "s", "special_category": ["nationality"]}]}, "review",
     "no special category as such"),
    ("FI-02", {"filter": {"criteria": [{"category": "rumour", "legal_test": "vague"}]}}, "fail",
     "vague"),
    ("TR-01", {"transparency": {"rules": "secret"}}, "fail", "secret"),
    ("CN-03", {"repair": {"available": False}}, "fail", "no repair"),
    ("BI-07", {"cameras": {"face_recognition": {"watchlist": {"holds": ["protesters"]}}}}, "fail",
     "protesters"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "parts", "kind", "says"), CASES)
def test_a_check_finds_what_is_declared(
    check: str, parts: dict[str, Any], kind: str, says: str
) -> None:
    found = audited(changed(TENANTS, **parts))
    assert kind in kinds(found, check), texts(found, check)
    assert says in texts(found, check)


def test_a_low_share_of_right_matches_is_a_fail_only_without_a_review() -> None:
    face = {"mode": "post", "fpir": 0.01, "fnir": 0.1, "watchlist": {"share": 0.0001},
            "auto_action": False}  # fmt: skip
    for reviewed, kind in ((True, "informational"), (False, "fail"), (None, "open")):
        own = face | ({} if reviewed is None else {"individual_review": reviewed})
        found = audited(changed(TENANTS, cameras={"face_recognition": own}))
        assert kinds(found, "BI-05") == [kind]
        right = 0.0001 * 0.9 / (0.0001 * 0.9 + 0.9999 * 0.01)
        values = [e.found.value for e in found.results if e.check.id == "BI-05"]
        assert values == [None if reviewed is None else pytest.approx(right)]


def test_a_part_that_is_undeclared_passes_no_check() -> None:
    found = audited(TENANTS)
    assert kinds(found, "FI-01") == ["notApplicable"]
    assert kinds(found, "IN-01") == ["notApplicable"]
    assert kinds(found, "DP-03") == ["open"]


# --- Simulated evidence ---


def measured(value: float, low: float, high: float) -> Measured:
    return Measured(value, low, high, low, high, "a share")


UNCONDITIONAL = [
    c for c in CHECKS.values() if c.dynamic and c.dynamic.threshold and c.dynamic.only is None
]


@pytest.mark.parametrize("check", UNCONDITIONAL)
def test_a_projects_threshold_is_never_a_fail_however_far_it_is_passed(check: Any) -> None:
    view = view_of(TENANTS)
    limit = view.settings.threshold(check.dynamic.threshold)
    far = limit.value + (10 if check.dynamic.direction == "above" else -10)
    (found,) = judged(check, measured(far, far - 1, far + 1), view)
    if check.dynamic.only is not None and not check.dynamic.only(view):
        assert found.kind == "informational"
        return
    soft = limit.type in ("convention", "project default") or check.basis not in (
        "legal", "guideline or case",
    )  # fmt: skip
    assert found.kind == ("review" if soft else "fail")
    near = measured(limit.value, limit.value - 0.01, limit.value + 0.01)
    (straddling,) = judged(check, near, view)
    assert (straddling.kind, straddling.evidence) == ("review", "conditional")


def test_without_a_simulation_dynamic_checks_are_open_and_with_one_they_say_what_it_is() -> None:
    view, packs = view_of(TENANTS), chosen([])
    assert kinds(audit_of(view, packs), "DP-06") == ["open"]
    evidence = Evidence({"DP-06": measured(0.2, 0.1, 0.3)})
    found = audit_of(view, packs, evidence)
    (one,) = [each for each in found.results if each.check.id == "DP-06"]
    assert one.found.value == 0.2
    assert SENTENCE in one.remarks


# --- Thresholds that an auditor answers for ---


def test_a_changed_threshold_is_the_auditors_and_no_longer_the_laws(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("thresholds:\n  cn_serious_days: {value: 30, because: local rules}\n")
    settings = load_settings(file)
    changed_one = settings.threshold("cn_serious_days")
    assert (changed_one.value, changed_one.type) == (30, "project default")
    assert "local rules" in changed_one.source
    data = changed(TENANTS, lists=[{"id": "l", "publication": "public_register",
                                    "exit": {"criteria": "term", "max_days": 60}}])  # fmt: skip
    found = audit_of(view_of(data, changed=settings.changed), chosen(["china"]))
    assert "review" in kinds(found, "CN-03")
    assert "fail" not in kinds(found, "CN-03")


def test_an_unknown_threshold_is_met_with_the_nearest(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("thresholds:\n  stackng: {value: 3, because: x}\n")
    with pytest.raises(InvalidInput, match='did you mean "stacking"') as caught:
        load_settings(file)
    assert f"{file}:2:3" in str(caught.value)
    assert Settings().threshold("stacking").value == 5


# --- The same scheme, written otherwise ---

PLAIN = """\
bentham: "0.1"
id: same
title: Same
status: in_force
subjects: {unit: household}
score: {initial: 100}
acts:
  - {id: spitting, context: public_order}
  - {id: littering, context: environment_waste}
rules:
  - {id: spit, when: {act: spitting}, effect: {points: -5}, applies_to: spouse}
  - {id: litter, when: {act: littering}, effect: {points: [-10, -2]}}
sanctions:
  - {id: b, kind: deny_job, severity: 4, trigger: {score_lt: 50}}
  - {id: a, kind: deny_loan, severity: 3, trigger: {score_lt: 50}}
"""
OTHERWISE = """\
# The same scheme.
sanctions:
  - trigger: {score_lt: 5.0e+1}
    severity: 3
    kind: deny_loan
    id: "a"
  - {kind: deny_job, id: b, severity: 4, trigger: {score_lt: 50.0}}
rules:
  - id: litter   # moved up
    effect: {points: [-10.0, -2]}
    when: {act: littering}
  - {applies_to: spouse, id: spit, when: {act: spitting}, effect: {points: -5.00}}
title: {en: Same}
acts:
  - {context: environment_waste, id: littering}
  - {id: spitting, context: public_order}
score: {initial: 1e2}
subjects:
  unit: household
status: in_force
id: same
bentham: "0.1"
"""


def told(path: Path, text: str) -> list[tuple[str, str, str, str]]:
    path.write_text(text)
    found = audit(path)
    return [(e.check.id, e.kind, e.found.said, e.fingerprint) for e in found.results]


def test_the_same_scheme_written_otherwise_has_the_same_findings(tmp_path: Path) -> None:
    assert told(tmp_path / "a.yaml", PLAIN) == told(tmp_path / "b.yaml", OTHERWISE)


def test_fingerprints_tell_findings_apart() -> None:
    found = [each for each in audit("whole-system").results if each.kind in FINDINGS]
    keys = {(each.check.id, tuple(p.path for p in each.pointers)) for each in found}
    assert len({each.fingerprint for each in found}) == len(keys)


def test_another_rule_is_another_finding(tmp_path: Path) -> None:
    before = {each[3] for each in told(tmp_path / "a.yaml", PLAIN)}
    after = {each[3] for each in told(tmp_path / "b.yaml", PLAIN.replace("id: spit,", "id: spat,"))}
    assert before - after
    assert after - before


def test_declaring_more_raises_the_share_that_is_declared() -> None:
    data = changed(TENANTS)
    first = completeness(view_of(data))
    data = copy.deepcopy(data)
    data["retention"] = {"raw_days": 3}
    second = completeness(view_of(data))
    assert second.share > first.share
    assert {p.path for p in first.missing} - {p.path for p in second.missing} == {"retention"}
