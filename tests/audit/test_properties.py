"""What holds for every scheme: more is known, safeguards come and go, nothing is relabelled."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import schemes

from audit.made_up import audited, view_of
from audit.strategies import audited_data, put, told_more
from audit.test_other_prohibitions import OVERSEEN, SAFE, live
from bentham.audit.checks.register import CHECKS
from bentham.audit.procedure.all import procedures
from bentham.audit.procedure.flips import LABELS, facts, numbers
from bentham.audit.procedure.social_scoring import social_scoring
from bentham.audit.procedure.verdict import Procedure, Verdict
from bentham.scheme.reforms import as_data


def interval(found: Procedure) -> tuple[int, int]:
    """Return the range of verdicts; what is not assessable can still be any of them."""
    if found.at_best is Verdict.NOT_ASSESSABLE:
        return Verdict.PROHIBITED_INDICATED, Verdict.OUT_OF_SCOPE_ART5
    return found.at_worst, found.at_best


def scored(data: dict[str, Any]) -> tuple[int, int]:
    return interval(social_scoring(view_of(data)))


@given(told_more())
@settings(max_examples=40, deadline=None)
def test_knowing_more_never_widens_the_range_of_verdicts(case: Any) -> None:
    before, after, path = case
    worst, best = scored(before)
    now_worst, now_best = scored(after)
    assert worst <= now_worst <= now_best <= best, path


SAFEGUARDS: dict[tuple[str | int, ...], tuple[Any, Any]] = {
    ("technology", "human_review"): (
        {"stage": "before", "can_override": True}, {"stage": "none"},
    ),
    ("purpose", "legal_basis", "names_data"): (True, False),
}  # fmt: skip
"""Safeguards that bear on Art. 5(1)(c): as it is with them, and without.

A measured weight of the score is no safeguard but a fact: where it is no longer told, more verdicts
are possible again, the milder ones among them.
"""


@given(audited_data(), st.sampled_from(list(SAFEGUARDS)), st.booleans())
@settings(max_examples=30, deadline=None)
def test_a_safeguard_never_worsens_an_end_and_its_loss_never_improves_one(
    data: dict[str, Any], path: Any, lost_by_silence: bool
) -> None:
    for each in data["sanctions"]:
        each["automatic"] = False
    good, bad = SAFEGUARDS[path]
    there, gone = copy.deepcopy(data), copy.deepcopy(data)
    put(there, path, good)
    put(gone, path, bad)
    if lost_by_silence:
        here: Any = gone
        for step in path[:-1]:
            here = here[step]
        del here[path[-1]]
    (worst, best), (less_worst, less_best) = scored(there), scored(gone)
    assert less_worst <= worst
    assert less_best <= best


@given(
    st.dictionaries(
        st.sampled_from([*OVERSEEN, "targeted_person", "limits", "individual_authorisation"]),
        st.sampled_from(["declared", "denied", "silent"]),
    ),
    st.sampled_from([*OVERSEEN, "targeted_person", "limits", "individual_authorisation"]),
)
@settings(max_examples=60, deadline=None)
def test_every_safeguard_of_real_time_identification_counts_one_way(
    state: dict[str, str], moved: str
) -> None:
    denied = {"limits": ["time"], "individual_authorisation": "internal"}

    def found(state: dict[str, str]) -> tuple[int, int]:
        face, over = dict(SAFE), dict(OVERSEEN)
        for name, how in state.items():
            part = over if name in over else face
            if how == "silent":
                del part[name]
            elif how == "denied":
                part[name] = denied.get(name, False)
        return interval(live(face, over))

    has, lacks, quiet = (found(state | {moved: how}) for how in ("declared", "denied", "silent"))
    for less in (lacks, quiet):
        assert less[0] <= has[0]
        assert less[1] <= has[1]


@given(audited_data())
@settings(max_examples=40, deadline=None)
def test_relabelling_turns_up_in_no_advice(data: dict[str, Any]) -> None:
    view = view_of(data)
    for procedure in procedures(view):
        for reason in (*facts(procedure), *numbers(view)):
            assert not set(LABELS) & set(map(str, reason.loc or ())), reason


def test_no_remedy_names_a_label() -> None:
    words = ("context", "relabel", "rename", "purpose.category", "ai_system", "declare it")
    for check in CHECKS.values():
        assert check.remedies, check.id
        for remedy in check.remedies:
            assert not [word for word in words if word in remedy.said], (check.id, remedy.said)


@given(schemes())
@settings(max_examples=15, deadline=None)
def test_a_random_scheme_is_audited_without_a_crash_and_never_found_compliant(scheme: Any) -> None:
    found = audited(as_data(scheme))
    assert all(each.found.said for each in found.results)
    kinds = {each.kind for each in found.results}
    assert kinds <= {"fail", "review", "open", "pass", "notApplicable", "informational"}
    assert found.at_or_above("low") == found.findings


@pytest.mark.full
@given(told_more())
@settings(max_examples=1500, deadline=None)
def test_knowing_more_never_widens_the_range_of_verdicts_of_many_more(case: Any) -> None:
    before, after, path = case
    worst, best = scored(before)
    now_worst, now_best = scored(after)
    assert worst <= now_worst <= now_best <= best, path
