"""The cases themselves: every one listed is there, loads, and says where its facts come from."""

from __future__ import annotations

import pytest

from audit.case_files import (
    OFFICIAL,
    REAL,
    VERDICTS,
    expected,
    is_there,
    names,
    pairs,
    path_of,
    readings,
    scheme_of,
    unsourced,
)
from bentham.scheme.reforms import as_data

MOST_DIFFERENCES = 2


def test_every_listed_example_and_scheme_has_a_case() -> None:
    assert {*OFFICIAL, *REAL} <= {entry["case"] for entry in expected().values()}


def test_every_case_has_an_expectation_and_every_expectation_a_case() -> None:
    assert names() == sorted(expected())


@pytest.mark.parametrize("case", names())
def test_a_case_loads_under_its_own_name_and_says_how_true_it_is(case: str) -> None:
    scheme = scheme_of(case)
    assert scheme.id == case
    assert scheme.summary is not None
    assert scheme.as_of is not None
    assert scheme.jurisdictions
    assert scheme.fidelity is not None
    assert scheme.fidelity.completeness is not None
    assert scheme.provenance


@pytest.mark.parametrize("case", names())
def test_every_number_of_a_case_has_a_source(case: str) -> None:
    assert list(unsourced(as_data(scheme_of(case)))) == []


def test_a_number_without_a_source_would_be_found() -> None:
    data = {"score": {"max": 3}, "rules": [{"src": ["a"], "effect": {"points": 2}}]}
    assert list(unsourced(data)) == ["/score/max"]


@pytest.mark.parametrize("case", names())
def test_every_source_of_a_case_is_marked(case: str) -> None:
    assert [each.id for each in scheme_of(case).provenance if each.mark is None] == []


@pytest.mark.parametrize("case", names())
def test_what_a_case_calls_invented_is_there(case: str) -> None:
    scheme = scheme_of(case)
    assert scheme.fidelity is not None
    data = as_data(scheme)
    assert [each for each in scheme.fidelity.invented if not is_there(data, each)] == []


def test_an_invented_part_that_is_missing_would_be_found() -> None:
    data = {"rules": [{"id": "a"}]}
    assert is_there(data, "/rules/0/id")
    assert is_there(data, "")
    assert not is_there(data, "/rules/1")
    assert not is_there(data, "/sanctions")


@pytest.mark.parametrize("case", names())
def test_a_case_does_not_tell_the_auditor_what_is_expected(case: str) -> None:
    assert "expected" not in scheme_of(case).model_fields_set
    text = path_of(case).read_text("utf-8")
    assert [each for each in VERDICTS if each in text] == []


@pytest.mark.parametrize("case", names())
def test_a_case_says_in_whose_name_it_speaks(case: str) -> None:
    text = " ".join(path_of(case).read_text("utf-8").replace("\n#", "\n").split())
    entry = expected()[case]
    if entry["case"] in OFFICIAL:
        assert entry["reading"] == "commission"
        assert "The Commission's reading: guidelines bind nobody, the Court decides." in text
    else:
        assert entry["reading"] == "project"
    if scheme_of(case).status != "fictional" and entry["case"] not in OFFICIAL:
        ours = "The case is ours" in text
        declared = "As declared in the public sources listed" in text and "Corrections" in text
        assert ours or declared


def test_expectations_are_verdicts_in_order() -> None:
    for case, norm, reading in readings():
        best, worst = reading.get("at_best"), reading.get("at_worst")
        assert {best, worst} - {None} <= set(VERDICTS), (case, norm)
        if best is not None and worst is not None:
            assert VERDICTS.index(worst) <= VERDICTS.index(best), (case, norm)
        assert reading["decisive"], (case, norm)


def test_an_official_example_that_the_commission_settles_has_one_verdict() -> None:
    for case, norm, reading in readings():
        entry = expected()[case]
        if entry["case"] in OFFICIAL:
            one = reading["at_best"] == reading["at_worst"]
            assert one != entry.get("conditional", False), (case, norm)


def test_where_the_auditor_differs_the_case_gives_the_legal_reason() -> None:
    differing = {case: entry["differs"] for case, entry in expected().items() if "differs" in entry}
    assert len(differing) <= MOST_DIFFERENCES
    for case, differs in differing.items():
        assert differs["norm"] in expected()[case]["norms"]
        said = " ".join(path_of(case).read_text("utf-8").replace("\n#", "\n").split())
        assert " ".join(differs["reason"].split()) in said


def test_two_pairs_at_least_are_versions_of_one_authority_s_rules() -> None:
    assert len(pairs()) >= 2
    for pair in pairs():
        old, new = scheme_of(pair["old"]), scheme_of(pair["new"])
        assert old.operator is not None
        assert old.operator == new.operator or old.operator.kind == new.operator.kind  # type: ignore[union-attr]
        assert old.as_of is not None
        assert new.as_of is not None
        assert old.as_of < new.as_of
        assert pair["lost"]
        assert pair["stays"]


def test_the_reform_of_the_town_brings_notice_and_appeal_and_frees_the_family() -> None:
    old, new = scheme_of("pair-town-before"), scheme_of("pair-town-after")
    assert {each.applies_to for each in old.rules} == {"household"}
    assert {each.applies_to for each in new.rules} == {"actor"}
    assert {each.target for each in new.sanctions} == {"actor"}
    assert [each.entry.notice for each in old.lists + new.lists] == ["none", "before"]
    assert (old.appeal.available, new.appeal.available) == (False, True)
    assert new.appeal.body == "independent_admin"
