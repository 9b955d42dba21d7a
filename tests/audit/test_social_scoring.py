"""Art. 5(1)(c): one fact at a time, on a made-up scheme for tenants."""

from __future__ import annotations

from typing import Any

import pytest

from audit.made_up import TENANTS, changed, ends, view_of, words
from bentham.audit.procedure.social_scoring import social_scoring
from bentham.audit.settings import Relation
from bentham.evidence.errors import InvalidInput

OUT, BORDER = "OUT_OF_SCOPE_ART5", "BORDERLINE"
PROHIBITED = "PROHIBITED_INDICATED"

VOLUNTEERED = {"id": "skipped", "title": "a working day skipped", "context": "civic_volunteering",
               "topics": ["volunteering"], "lawfulness": "lawful"}  # fmt: skip
SKIPPED = [
    *TENANTS["rules"],
    {"id": "skipped", "when": {"act": "skipped"}, "effect": {"points": -60}},
]
BENEFIT = {"id": "less_help", "kind": "benefit_cut", "context": "welfare", "severity": 4,
           "trigger": {"score_lt": 50}}  # fmt: skip
UNRELATED = {"acts": [*TENANTS["acts"], VOLUNTEERED], "rules": SKIPPED, "sanctions": [BENEFIT]}
"""Volunteering, and a cut of a benefit: a pair that the Commission has named as unrelated."""


def judged(**parts: Any) -> Any:
    return social_scoring(view_of(changed(TENANTS, **parts)))


def test_one_sphere_of_life_and_grave_conduct_is_out_of_scope_with_a_but_see() -> None:
    found = judged()
    assert ends(found) == (OUT, OUT)
    assert words(found) == {
        "E1": "true", "E2": "true", "E3": "true", "E4": "true", "E5": "true", "i": "false",
        "ii": "false", "CARVE": "false", "SEC": "false", "AI": "true",
    }  # fmt: skip
    assert "ECHR-8" in found.but_see


def test_a_named_unrelated_pair_of_an_ai_system_is_indicated_to_be_prohibited() -> None:
    found = judged(**UNRELATED)
    assert words(found)["i"] == "true"
    assert ends(found) == (PROHIBITED, PROHIBITED)


@pytest.mark.parametrize(
    ("technology", "best", "worst"),
    [
        ({"ai_system": "no", "method": "human_defined_rules"}, *["ELEMENTS_MET_NOT_AI"] * 2),
        ({"ai_system": "partial"}, *["ELEMENTS_MET_AI_GATE_OPEN"] * 2),
        ({"method": "fixed_statistical_model"}, *["ELEMENTS_MET_AI_GATE_OPEN"] * 2),
        ({"method": "paper_points"}, *["ELEMENTS_MET_NOT_AI"] * 2),
        ({"ai_system": "no", "method": "machine_learning"}, *[PROHIBITED] * 2),
        ({}, "ELEMENTS_MET_NOT_AI", PROHIBITED),
    ],
)
def test_the_gate_is_how_it_works_before_what_it_is_called(
    technology: dict[str, Any], best: str, worst: str
) -> None:
    review = {"human_review": {"stage": "none"}}
    assert ends(judged(**UNRELATED, technology=technology | review)) == (best, worst)


def test_a_pair_that_nobody_has_named_is_borderline_and_no_more() -> None:
    act = {**TENANTS["acts"][0], "context": "military_service"}
    found = judged(acts=[act])
    assert words(found)["i"] == "contested"
    assert ends(found) == (BORDER, BORDER)
    assert found.contested_elements == ("i",)


def test_an_auditor_may_answer_for_a_pair_and_makes_it_related_or_still_contested() -> None:
    data = changed(TENANTS, acts=[{**TENANTS["acts"][0], "context": "military_service"}])
    for related, word in ((True, "false"), (False, "contested")):
        own = Relation(**{"from": "military_service"}, to="housing", related=related, because="x")
        assert words(social_scoring(view_of(data, relations=(own,))))["i"] == word


def test_a_claim_of_the_operator_makes_no_pair_related() -> None:
    act = {**TENANTS["acts"][0], "context": "military_service"}
    claim = {"related": [{"a": "military_service", "b": "housing", "basis": "we say so"}]}
    assert words(judged(acts=[act], contexts=claim))["i"] == "contested"


def test_the_label_of_a_context_does_not_hide_a_topic_that_is_named() -> None:
    hidden = {**VOLUNTEERED, "context": "welfare"}
    acts = [*TENANTS["acts"], hidden]
    found = judged(acts=acts, rules=SKIPPED, sanctions=[BENEFIT])
    assert words(found)["i"] == "true"


def test_without_a_legitimate_aim_the_treatment_is_unjustified() -> None:
    purpose = {"category": "housing_management", "legitimate_aim": "none"}
    assert ends(judged(purpose=purpose)) == (PROHIBITED, PROHIBITED)


def test_a_gap_on_the_projects_scale_alone_is_contested() -> None:
    act = {**TENANTS["acts"][0], "gravity": 1}
    found = judged(acts=[act])
    assert words(found)["ii"] == "contested"
    assert ends(found) == (BORDER, BORDER)


def test_conduct_that_the_commission_calls_minor_and_severe_treatment_meet_limb_two() -> None:
    act = {**TENANTS["acts"][0], "gravity": 1, "topics": ["rubbish"]}
    assert words(judged(acts=[act]))["ii"] == "true"


def test_a_catch_all_rule_bounds_conduct_by_nothing() -> None:
    act = {**TENANTS["acts"][0], "gravity": 1}
    anything = {**TENANTS["rules"][0], "discretion": {"catch_all": True}}
    assert words(judged(acts=[act], rules=[anything]))["ii"] == "true"


def test_a_minor_path_counts_also_beside_a_gentler_one_that_nobody_has_named() -> None:
    gentle = {"id": "noise", "title": "noise", "context": "housing", "gravity": 1}
    rubbish = {"id": "bin", "title": "a bin out", "context": "housing", "gravity": 1,
               "topics": ["rubbish"]}  # fmt: skip
    rules = [
        {"id": "noise", "when": {"act": "noise"}, "effect": {"points": -60}},
        {"id": "bin", "when": {"act": "bin"}, "effect": {"points": -60}},
    ]
    assert words(judged(acts=[gentle], rules=rules[:1]))["ii"] == "contested"
    assert words(judged(acts=[gentle, rubbish], rules=rules))["ii"] == "true"


def test_a_rule_that_sets_a_grade_is_a_path_and_a_grade_without_bounds_is_not_everybodys() -> None:
    rubbish = {**TENANTS["acts"][0], "gravity": 1, "topics": ["rubbish"]}
    rule = {**TENANTS["rules"][0], "effect": {"set_grade": "bad"}}
    sanction = {**TENANTS["sanctions"][0], "trigger": {"grade": "bad"}}
    parts = {"acts": [rubbish], "grades": [{"id": "bad"}], "sanctions": [sanction]}
    assert words(judged(**parts, rules=[rule]))["ii"] == "true"
    assert words(judged(**parts, rules=[]))["ii"] == "unknown"


def test_minor_conduct_only_after_very_many_acts_is_contested() -> None:
    act = {**TENANTS["acts"][0], "gravity": 1, "topics": ["rubbish"]}
    rules = [{"id": "withheld", "when": {"act": "rent_withheld"}, "effect": {"points": -1}}]
    assert words(judged(acts=[act], rules=rules))["ii"] == "contested"


def test_a_review_that_may_depart_from_the_score_makes_its_role_contested() -> None:
    review = {"stage": "before", "can_override": True, "override_rate": 0.2}
    found = judged(**UNRELATED, technology={"ai_system": "yes", "human_review": review})
    assert words(found)["E5"] == "contested"
    assert ends(found) == (BORDER, BORDER)
    unknown = {"stage": "before", "can_override": True}
    found = judged(**UNRELATED, technology={"ai_system": "yes", "human_review": unknown})
    assert words(found)["E5"] == "unknown"
    assert ends(found) == (OUT, PROHIBITED)


@pytest.mark.parametrize(
    ("review", "word"),
    [
        ({"stage": "after_complaint"}, "true"),
        ({"stage": "before", "can_override": False}, "true"),
        ({"stage": "before", "weight_of_score": 0.95}, "true"),
        ({"stage": "before", "weight_of_score": 0.4}, "contested"),
        ({"stage": "before", "weight_of_score": 0}, "false"),
        ({}, "unknown"),
    ],
)
def test_the_weight_of_the_score_decides_about_its_role(review: dict[str, Any], word: str) -> None:
    found = judged(technology={"ai_system": "yes", "human_review": review})
    assert words(found)["E5"] == word


def test_rewards_alone_are_contested_and_shrinking_the_rest_is_not() -> None:
    trigger = {"score_gte": 120}
    for remains, word in ((True, "contested"), (False, "true")):
        reward = {"id": "r", "kind": "a garden", "context": "housing", "trigger": trigger,
                  "standard_service_remains": remains}  # fmt: skip
        assert words(judged(sanctions=[], rewards=[reward]))["E5"] == word


def test_enterprises_are_outside_unless_their_figure_is_made_of_people() -> None:
    for made_of, word in ((False, "false"), (True, "true"), (None, "unknown")):
        subjects = {"unit": "enterprise"} | (
            {} if made_of is None else {"aggregates_persons": made_of}
        )
        assert words(judged(subjects=subjects))["E2"] == word


def test_one_grading_of_one_context_is_not_over_a_time_and_two_contexts_are() -> None:
    source = {"id": "s", "context": "housing"}
    score = {"initial": 100, "kind": "probability", "one_off": True}
    once = {"score": score, "rules": [], "acts": [], "data_sources": [source]}
    assert words(judged(**once))["E3"] == "false"
    other = {"id": "t", "context": "health"}
    assert words(judged(**once | {"data_sources": [source, other]}))["E3"] == "true"
    assert words(judged(**once | {"data_sources": [source, {"id": "t"}]}))["E3"] == "unknown"


def test_a_single_grading_that_looks_back_is_a_contradiction() -> None:
    with pytest.raises(InvalidInput, match="graded once"):
        judged(score={"one_off": True, "lookback_days": 400})


CREDIT = {
    "purpose": {"category": "creditworthiness", "legitimate_aim": ["economic_wellbeing"],
                "legal_basis": {"names_data": True}},
    "acts": [], "rules": [],
    "data_sources": [{"id": "file", "context": "housing", "topics": ["court_judgment"],
                      "relevance_to_purpose": {"claim": "relevant", "src": "an expert"}}],
    "sanctions": [{"id": "no_loan", "kind": "deny_loan", "context": "finance_credit", "severity": 3,
                   "trigger": {"score_lt": 50},
                   "proportionality": {"claim": "proportionate", "src": "an expert"}}],
}  # fmt: skip


def test_a_carve_out_holds_only_if_every_condition_is_shown() -> None:
    found = judged(**CREDIT)
    assert (words(found)["i"], words(found)["CARVE"]) == ("contested", "true")
    assert ends(found) == (OUT, OUT)
    unshown = {**CREDIT["data_sources"][0], "relevance_to_purpose": {"claim": "relevant"}}
    assert ends(judged(**CREDIT | {"data_sources": [unshown]})) == (OUT, BORDER)
    purpose = {**CREDIT["purpose"], "legal_basis": {"names_data": False}}
    assert ends(judged(**CREDIT | {"purpose": purpose})) == (BORDER, BORDER)
    other = {**CREDIT["data_sources"][0], "topics": ["social_media"]}
    assert words(judged(**CREDIT | {"data_sources": [other]}))["CARVE"] == "false"


def test_security_alone_is_excluded_and_a_hint_of_it_leaves_the_question_open() -> None:
    purpose = {"category": "public_order", "legitimate_aim": ["national_security"]}
    assert words(judged(purpose=purpose))["SEC"] == "unknown"
    assert words(judged(purpose=purpose | {"exclusively_security": True}))["SEC"] == "true"
    assert ends(judged(**UNRELATED, purpose=purpose | {"exclusively_security": True})) == (OUT, OUT)


def test_an_empty_file_is_not_assessable() -> None:
    bare = {"bentham": "0.1", "id": "x", "title": "X"}
    assert ends(social_scoring(view_of(bare))) == ("NOT_ASSESSABLE",) * 2


def test_undeclared_facts_stand_in_the_list_of_what_must_be_shown() -> None:
    found = judged(technology=None)
    paths = {reason.loc for reason in found.shown_by_operator}
    assert ("technology", "human_review") in paths
