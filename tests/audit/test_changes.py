"""An earlier audit as a baseline, and two audits side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from audit.case_files import pairs, path_of
from audit.made_up import DAY, TENANTS, audited, changed, view_of
from bentham.audit.as_json import as_json
from bentham.audit.auditing import audit, audit_of
from bentham.audit.baseline import load_baseline, read_audit
from bentham.audit.differing import difference
from bentham.audit.packs import chosen
from bentham.evidence.errors import InvalidInput
from bentham.report.audit_diff_text import as_text

PAIRS = [pytest.param(each, id=each["new"]) for each in pairs()]


def written(data: dict[str, Any], path: Path) -> Path:
    path.write_text(json.dumps(as_json(audited(data))), encoding="utf-8")
    return path


def test_a_baseline_hides_what_it_lists_and_nothing_else(tmp_path: Path) -> None:
    old = changed(TENANTS, appeal={"available": True, "body": "independent_admin"})
    path = written(old, tmp_path / "old.json")
    new = changed(TENANTS, appeal={"available": False})
    view, packs = view_of(new), chosen(())
    bare = audit_of(view, packs)
    found = audit_of(view, packs, baseline=load_baseline(path, "tenants"))
    listed = {each.fingerprint for each in audited(old).findings}
    shown = {each.fingerprint for each in found.findings}
    hidden = {each.fingerprint for each in found.hidden}
    assert hidden
    assert shown
    assert hidden <= listed
    assert not shown & hidden
    assert shown | hidden == {each.fingerprint for each in bare.findings}
    assert "DP-03" in {each.check.id for each in found.findings}
    assert [each.line for each in found.judgements] == [each.line for each in bare.judgements]


def test_an_audit_with_a_baseline_is_itself_a_baseline(tmp_path: Path) -> None:
    first = load_baseline(written(TENANTS, tmp_path / "first.json"), "tenants")
    view, packs = view_of(TENANTS), chosen(())
    second = audit_of(view, packs, baseline=first)
    assert second.findings == ()
    (tmp_path / "second.json").write_text(json.dumps(as_json(second)), encoding="utf-8")
    third = audit_of(view, packs, baseline=load_baseline(tmp_path / "second.json", "tenants"))
    assert third.findings == ()
    assert len(third.hidden) == len(second.hidden) > 0


def test_what_became_graver_since_the_baseline_is_shown(tmp_path: Path) -> None:
    path = written(changed(TENANTS, appeal={"available": False}), tmp_path / "old.json")
    data = json.loads(path.read_text())
    (mine,) = [each for each in data["findings"] if each["check"] == "DP-03"]
    assert mine["kind"] == "fail"
    mine["kind"], mine["severity"] = "open", "low"
    path.write_text(json.dumps(data))
    found = audit_of(view_of(changed(TENANTS, appeal={"available": False})), chosen(()),
                     baseline=load_baseline(path, "tenants"))  # fmt: skip
    assert [each.check.id for each in found.findings] == ["DP-03"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ("[]", "is not an audit"),
        ('{"schema": "bentham.run/1"}', "is not an audit"),
        ('{"schema": "bentham.audit/1", "scheme": "tenants"}', "is no whole audit"),
        ('{"schema": "bentham.audit/1", "scheme": "tenants", "as_of": "2026-01-01", "about": {}, '
         '"findings": [{"kind": "worst"}], "verdicts": []}', "is no whole audit"),
    ],
)  # fmt: skip
def test_what_is_no_audit_is_refused_with_its_name(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(text)
    with pytest.raises(InvalidInput, match=said) as error:
        read_audit(path)
    assert str(path) in str(error.value)


def test_a_baseline_of_another_scheme_is_refused(tmp_path: Path) -> None:
    path = written(TENANTS, tmp_path / "old.json")
    with pytest.raises(InvalidInput, match="is an audit of `tenants`, not of `other`"):
        load_baseline(path, "other")


@pytest.mark.parametrize("pair", PAIRS)
def test_a_reform_loses_some_findings_and_keeps_others(pair: dict[str, Any]) -> None:
    old, new = (as_json(audit(path_of(pair[end]), as_of=DAY)) for end in ("old", "new"))
    found = difference(old, new)
    lost = {each["check"] for each in found.lost}
    assert set(pair["lost"]) <= lost
    assert set(pair["stays"]) <= {each["check"] for each in found.stays}
    assert not set(pair["stays"]) & set(found.checks["lost"])
    before, after = ({each["fingerprint"] for each in side["findings"]} for side in (old, new))
    assert {each["fingerprint"] for each in found.lost} <= before - after
    assert {each["fingerprint"] for each in found.gained} <= after - before
    text = as_text(found)
    for check in pair["lost"]:
        assert check in text.partition("FINDINGS LOST")[2].partition("FINDINGS THAT STAY")[0]
    assert "No finding is not compliance" in " ".join(text.split())


def test_an_audit_does_not_differ_from_itself() -> None:
    found = as_json(audited(TENANTS))
    same = difference(found, found)
    assert (same.gained, same.lost, same.changed, same.verdicts, same.metrics) == ((),) * 5
    assert len(same.stays) == len({each["fingerprint"] for each in found["findings"]})


def test_a_difference_read_backwards_swaps_what_is_gained_and_lost() -> None:
    two = [as_json(audit(path_of(name), as_of=DAY)) for name in
           ("pair-town-before", "pair-town-after")]  # fmt: skip
    there, back = difference(*two), difference(*reversed(two))
    assert sorted(e["fingerprint"] for e in there.lost) == sorted(
        e["fingerprint"] for e in back.gained
    )
    assert there.undeclared == back.declared


def test_what_is_declared_no_more_is_no_improvement() -> None:
    old = as_json(audited(changed(TENANTS, appeal={"available": False})))
    new = as_json(audited(TENANTS))
    found = difference(old, new)
    assert "appeal.available" in found.undeclared
    assert "DECLARED NO MORE (no improvement)" in as_text(found)
    (mine,) = [each for each in found.changed if each["check"] == "DP-03"]
    assert (mine["old"]["kind"], mine["new"]["kind"]) == ("fail", "open")


def test_a_verdict_that_changes_names_the_elements() -> None:
    old = as_json(audited(TENANTS))
    new = as_json(audited(changed(TENANTS, subjects={"unit": "enterprise"})))
    (mine,) = [e for e in difference(old, new).verdicts if e["norm"] == "AIA-5-1-c"]
    assert mine["elements"]["E2"]["old"] == "true"
    assert mine["old"] != mine["new"] or mine["elements"]
