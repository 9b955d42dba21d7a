"""What an audit finds, in Chinese: nothing but names, articles, paths and numbers stays English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from test_chinese_pages import english_in

from audit import case_files
from audit.made_up import DAY, TENANTS, audited, changed
from bentham.audit.auditing import Audit, audit
from bentham.audit.checks.model import Check, judged
from bentham.audit.checks.register import CHECKS
from bentham.audit.dynamic.keeping import read, written
from bentham.audit.dynamic.simulated import Asked, scheme_sha256, simulated
from bentham.audit.evidence import Evidence, Measured
from bentham.audit.settings import declared_thresholds
from bentham.audit.words_named import named
from bentham.report.language import in_words, speaking
from bentham.scheme.fields import Scheme
from bentham.scheme.loading import load, presets
from bentham.scheme.phrase import Phrase

ALL = [*presets(), *case_files.names()]
TICKED = re.compile(r"`[^`]*`")
NAMES = {"SCHUFA", "Aequitas", "PPV", "TPR", "FPR", "iii"}
"""Names of parties and programs, letters of formulas, and the number of a point of an article."""


@cache
def audit_of(name: str) -> Audit:
    return audit(name if name in presets() else case_files.path_of(name), as_of=DAY)


def ids_of(scheme: Scheme) -> set[str]:
    """What is said as it stands: parts of schemes, norms, and what the scheme says itself."""
    own = {text for each in scheme.data_sources for text in (each.original_purpose, each.gateway)}
    own |= {each for row in scheme.lists if row.sharing for each in row.sharing.recipients}
    norms = {norm for check in CHECKS.values() for norm in check.norms}
    norms |= {norm for act in scheme.acts for norm in act.protected_by}
    return {*Scheme.model_fields, *norms, *(each for each in own if each)}


def said_in_chinese(found: Audit) -> Iterator[tuple[str, str]]:
    with speaking("zh-Hans"):
        for each in found.results:
            for said in (each.found.said, *each.remarks):
                yield said, in_words(said)


def left_in(text: str, ids: set[str]) -> set[str]:
    words = english_in(TICKED.sub(" ", text), ids)
    # An element of a procedure is named in capitals: REAL-TIME.
    return {word for word in words - NAMES if not word.isupper()}


@pytest.mark.parametrize("name", ALL)
def test_no_english_word_is_left_in_a_finding(name: str) -> None:
    found = audit_of(name)
    ids = ids_of(found.view.scheme)
    left = {text for _, text in said_in_chinese(found) if left_in(text, ids)}
    assert left == set()


@pytest.mark.parametrize("name", ALL)
def test_a_finding_names_and_counts_the_same_in_both_languages(name: str) -> None:
    for english, chinese in said_in_chinese(audit_of(name)):
        assert sorted(TICKED.findall(english)) == sorted(TICKED.findall(chinese))
        # An article is called a paragraph in one language and a section in the other.
        assert set(re.findall(r"\d+\.\d+|\d+%", english)) <= set(re.findall(r"[\d.]+%?", chinese))


def test_a_name_that_is_also_a_word_stays_a_name() -> None:
    """An act called `fine` is not a fine."""
    sanction: dict[str, Any] = {**TENANTS["sanctions"][0], "id": "fine", "automatic": True}
    found = audited(changed(TENANTS, sanctions=[sanction]))
    chinese = [text for _, text in said_in_chinese(found)]
    assert any("`fine` 无须任何人作决定" in text for text in chinese)


def test_the_words_of_a_check_are_chinese() -> None:
    with speaking("zh-Hans"):
        for check in CHECKS.values():
            for text in _texts(check):
                assert left_in(in_words(text), set(check.norms)) == set(), check.id


def _texts(check: Check) -> Iterator[str]:
    yield from (check.title, check.family, check.formula, check.basis, check.limitation)
    yield from (check.shows, *(each.said for each in check.remedies))
    if check.dynamic is not None:
        yield check.dynamic.needs


def test_thresholds_and_words_that_are_named_are_chinese() -> None:
    with speaking("zh-Hans"):
        for each in declared_thresholds().values():
            for text in (each.unit, each.type, each.source):
                assert left_in(in_words(text), set()) == set(), each.id
        for word in named():
            assert left_in(in_words(word), set()) == set(), word


def test_what_a_simulation_measures_is_said_in_chinese_also_from_a_file(tmp_path: Any) -> None:
    scheme = load("whole-system")
    evidence = simulated(scheme, Asked(500, days=8, seeds=2, assumptions=1, threads=1))
    (tmp_path / "evidence.json").write_text(written(evidence), encoding="utf-8")
    again = read(tmp_path, scheme)
    assert again == evidence
    assert {type(each.said) for each in again.measured.values()} == {Phrase}
    view = audit_of("whole-system").view
    with speaking("zh-Hans"):
        for check, measured in again.measured.items():
            for each in judged(CHECKS[check], measured, view):
                assert left_in(in_words(each.said), set()) == set(), check
        for why in again.undefined.values():
            assert left_in(in_words(why), set()) == set()


def test_a_range_without_an_end_is_said_in_chinese() -> None:
    view = audit_of("whole-system").view
    luck = Measured(0.8, float("-inf"), 1.0, float("-inf"), float("inf"), "")
    with speaking("zh-Hans"):
        for measured in (luck, replace(luck, low=0.5, high=float("inf"))):
            (found,) = judged(CHECKS["DP-05"], measured, view)
            said = in_words(found.said)
            assert left_in(said, set()) == set()
            assert "两端均无界限" in said


def test_a_suppression_without_effect_is_said_in_chinese() -> None:
    base = {"check": "DP-03", "justification": "x", "author": "A", "date": "2026-01-01"}
    rows = [
        {**base, "expires": "2026-02-01"}, {**base, "date": "2027-01-01"},
        {**base, "state": "underReview"}, {**base, "state": "rejected"},
        {**base, "check": "RE-01"},
    ]  # fmt: skip
    notes = audited(changed(TENANTS, suppressions=rows)).notes
    assert len(notes) == len(rows)
    with speaking("zh-Hans"):
        for note in notes:
            assert in_words(note).endswith("没有效力。")
            assert left_in(in_words(note), {"tenants", "DP-03", "RE-01"}) == set()


def test_old_evidence_of_plain_texts_is_still_read(tmp_path: Any) -> None:
    scheme = load("open-society")
    plain = Evidence({"DP-05": Measured(0.5, 0.4, 0.6, 0.4, 0.6, "a share")}, {}, {"SC-07": "none"})
    about = {"scheme_sha256": scheme_sha256(scheme)}
    text = written(replace(plain, about=about))
    assert '"said": "a share"' in text
    (tmp_path / "evidence.json").write_text(text, encoding="utf-8")
    assert read(tmp_path, scheme).measured["DP-05"].said == "a share"
    assert read(tmp_path, scheme).undefined["SC-07"] == "none"
