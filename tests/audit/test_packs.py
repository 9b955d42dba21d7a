"""Packs of norms: what stands in them, what is refused, what they may carry."""

from __future__ import annotations

import datetime

import pytest

from audit.made_up import TENANTS, audited, changed, view_of
from bentham.audit.applicability import applied, states
from bentham.audit.auditing import audit
from bentham.audit.checks.register import CHECKS, READS
from bentham.audit.findings import COUNTED, MAY_FAIL, UNVERIFIED, WEIGHING
from bentham.audit.packs import chosen, pack, pack_names, read_pack
from bentham.audit.procedure.all import PROCEDURES
from bentham.audit.procedure.verdict import Verdict
from bentham.audit.settings import declared_thresholds
from bentham.audit.tables import anchors, carve_outs, relatedness
from bentham.evidence.errors import BenthamError, InvalidInput
from bentham.scheme.fields import Scheme
from bentham.scheme.loading import presets

NORMS = {norm.id: norm for each in chosen([]) for norm in each.norms}
GOOD = """\
id: mine
title: Mine
version: "1"
norms:
  - id: N-1
    ref: Art. 1
    words: Do no harm.
    mark: M
    nature: soft
    severity: low
    instrument: soft
    from: 2020-01-01
    fields: [score]
    exceptions: none
"""


def test_the_packs_are_these_and_every_norm_has_a_mark_and_no_invented_reading() -> None:
    assert pack_names() == ("china", "coe-unesco", "echr", "eu", "un", "us-contrast")
    assert len(NORMS) == sum(len(each.norms) for each in chosen([]))
    for norm in NORMS.values():
        assert norm.mark in ("S", "S*", "2", "M")
        assert (norm.reader, norm.read_on) == (None, None)
        assert norm.words.endswith("."), norm.id
        assert norm.exceptions.strip()


def test_the_register_holds_every_check_of_the_list_and_only_known_norms() -> None:
    assert len(CHECKS) == 86
    assert sum(check.static is not None for check in CHECKS.values()) >= 55
    for check in CHECKS.values():
        assert set(check.norms) <= set(NORMS), check.id
        assert check.limitation.strip() and check.shows.strip(), check.id
        if check.dynamic is not None and check.dynamic.threshold is not None:
            assert check.dynamic.threshold in declared_thresholds(), check.id
    assert set(READS) <= set(CHECKS)
    assert {part for parts in READS.values() for part in parts} <= set(Scheme.model_fields)
    assert set(PROCEDURES) <= set(NORMS)


def test_data_files_name_only_contexts_topics_and_kinds_that_a_scheme_knows() -> None:
    schema = str(Scheme.model_json_schema())
    words = {w for cell in relatedness() for w in (*cell.origins, *cell.to, *cell.purposes)}
    words |= {w for c in carve_outs() for w in (*c.purposes, *c.sources, *c.treatments)}
    words |= {*anchors().severe_kinds, *anchors().minor_topics}
    assert not [word for word in words if f"'{word}'" not in schema]
    assert all(cell.mark == "S" and cell.by for cell in relatedness())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("mark: M", "mark: X", "`X` is not a word"),
        ("severity: low", "severity: lo", 'did you mean "low"'),
        ("fields: [score]", "fields: [scores]", 'did you mean "score"'),
        ("from: 2020-01-01", "from: 2020-01-01\n    to: 2019-01-01", "end before it begins"),
        ("words:", "wordz:", "not a field"),
        ("title: Mine\n", "", "`title` is missing"),
        ("from: 2020-01-01", "from: soon", "year-month-day"),
    ],
)
def test_a_bad_pack_is_refused_where_it_is_bad(old: str, new: str, says: str) -> None:
    assert read_pack(GOOD, "mine.yaml").id == "mine"
    with pytest.raises(InvalidInput) as caught:
        read_pack(GOOD.replace(old, new), "mine.yaml")
    assert says in str(caught.value)
    assert str(caught.value).startswith("mine.yaml:")


def test_an_unknown_pack_is_met_with_the_nearest() -> None:
    with pytest.raises(BenthamError, match="did you mean 'echr'"):
        pack("ehcr")


@pytest.mark.parametrize("name", [n for n in presets() if "-with-" not in n])
def test_only_norms_read_at_source_carry_a_finding_and_only_hard_ones_a_fail(name: str) -> None:
    for each in audit(name).results:
        carriers = [n for n in each.norms if n.binding not in ("not addressed", "not in force")]
        verified = [n for n in carriers if n.norm.verified]
        if each.kind in COUNTED:
            assert verified, each
        if each.kind == "fail":
            assert any(n.norm.nature in MAY_FAIL for n in verified)
            assert each.threshold is None or each.threshold.type in ("legal", "guideline or case")
            assert each.check.basis in ("legal", "guideline or case")


def test_a_norm_that_nobody_has_read_leaves_a_finding_open_and_says_so() -> None:
    found = audited(changed(TENANTS, office={"affects_vote": True}), "un")
    (vote,) = [e for e in found.results if e.check.id == "EX-05"]
    assert vote.kind == "open"
    assert UNVERIFIED in vote.remarks


def test_a_qualified_right_is_for_review_with_the_questions_that_it_asks() -> None:
    act = {"id": "letter", "title": "a letter to the editor", "lawfulness": "protected"}
    rule = {"id": "letter", "when": {"act": "letter"}, "effect": {"points": -5}}
    found = audited(changed(TENANTS, acts=[act], rules=[rule]), "un")
    (one,) = [e for e in found.results if e.check.id == "EX-01"]
    assert (one.kind, one.severity) == ("review", "medium")
    assert WEIGHING in one.remarks


# --- Applicability ---


def test_china_has_signed_one_covenant_and_ratified_the_other_six_treaties() -> None:
    bonds = states()["CN"].treaties
    assert bonds["iccpr"].since is None
    assert bonds["iccpr"].signed == datetime.date(1998, 10, 5)
    for name in ("icescr", "crc", "cat", "cerd", "cedaw", "crpd"):
        assert bonds[name].since is not None


def bound(norm: str, **parts: object) -> tuple[str, str]:
    found = applied(NORMS[norm], view_of(changed(TENANTS, **parts)))
    return found.binding, found.because


def test_a_signature_binds_nobody_to_the_rules() -> None:
    assert bound("ICCPR-19", jurisdictions=["NL"])[0] == "binds"
    binding, because = bound("ICCPR-19", jurisdictions=["CN"])
    assert binding == "yardstick"
    assert "has not ratified" in because
    assert bound("CRC-2-2", jurisdictions=["CN"])[0] == "binds"
    assert bound("AIA-5-1-c", jurisdictions=["CN"])[0] == "yardstick"


def test_membership_has_an_end() -> None:
    assert bound("ECHR-10-FRT", jurisdictions=["RU"]) == (
        "yardstick", "Russian Federation was bound until 2022-09-16",
    )  # fmt: skip
    assert bound("GDPR-22", jurisdictions=["UK"])[0] == "yardstick"


def test_article_22_is_never_held_against_the_police() -> None:
    police = {"kind": "police", "public": True}
    assert bound("GDPR-22", operator=police)[0] == "not addressed"
    assert bound("LED-11", operator=police)[0] == "binds"
    assert bound("LED-11")[0] == "not addressed"
    sanctions = [{**TENANTS["sanctions"][0], "automatic": True}]
    found = audited(changed(TENANTS, operator=police, sanctions=sanctions), "eu")
    for each in found.findings:
        for row in each.norms:
            if row.norm.instrument == "gdpr":
                assert row.binding in ("not addressed", "not in force")


def test_treaties_bind_states_and_not_private_operators() -> None:
    binding, because = bound("ICCPR-19", operator={"kind": "platform", "public": False})
    assert (binding, "binds the state" in because) == ("yardstick", True)
    assert bound("AIA-5-1-c", operator={"kind": "platform", "public": False})[0] == "binds"


def test_collective_punishment_is_a_term_of_armed_conflict_and_not_cited_in_peace() -> None:
    assert bound("COLL-PUN")[0] == "not addressed"


def test_guidelines_and_principles_bind_nobody() -> None:
    for norm in ("AIA-GL-171", "SIR-5-10", "UNSR-17-27-70", "UNESCO-26"):
        assert bound(norm) == ("yardstick", "it is not binding law")


def test_a_finding_weighs_what_its_norms_that_were_read_weigh() -> None:
    rules = [{**TENANTS["rules"][0], "applies_to": "spouse"}]
    found = audited(changed(TENANTS, rules=rules))
    (one,) = [e for e in found.findings if e.check.id == "CP-01"]
    assert (one.kind, one.severity) == ("fail", "high")  # the critical ones were not read


def test_what_is_undeclared_is_not_known_to_bind() -> None:
    assert bound("AIA-5-1-c", jurisdictions=None) == ("unknown", "`jurisdictions` is undeclared")
    assert bound("AIA-5-1-c", status=None)[0] == "unknown"


def test_a_scheme_that_ended_before_the_norm_is_counterfactual_in_the_verdict_itself() -> None:
    ended = changed(TENANTS, valid_to="2020-02-05", status="repealed")
    line = audited(ended, "eu").judgements[0].line
    assert "counterfactual: the scheme ended on 2020-02-05" in line
    assert "counterfactual" not in audited(TENANTS, "eu").judgements[0].line


def test_a_day_before_the_norm_was_in_force_is_said() -> None:
    found = audited(TENANTS, "eu", day=datetime.date(2024, 1, 1))
    assert "not yet in force on 2024-01-01 (from 2025-02-02)" in found.judgements[0].line
    assert found.judgements[0].procedure.at_best is Verdict.OUT_OF_SCOPE_ART5


def test_a_repealed_norm_gives_way_to_the_one_that_replaced_it() -> None:
    for day, old, new in (("2025-06-01", True, False), ("2026-06-01", False, True)):
        date = datetime.date.fromisoformat(day)
        assert NORMS["CN-REPAIR-2023"].in_force(date) is old
        assert NORMS["CN-REPAIR-2026"].in_force(date) is new
