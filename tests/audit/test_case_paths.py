"""The least grave acts that lead to a sanction, in the cases whose figures are known."""

from __future__ import annotations

import pytest

from audit.case_files import scheme_of
from bentham.scheme.culpable import Path, least_culpable


def _path(case: str, sanction: str) -> Path:
    scheme = scheme_of(case)
    (found,) = (each for each in scheme.sanctions if each.id == sanction)
    path = least_culpable(scheme, found)
    assert path is not None
    return path


@pytest.mark.parametrize("sanction", ["relief_refused", "licence_refused", "vetting_refused"])
def test_nine_petitions_are_enough_to_be_refused_in_suining(sanction: str) -> None:
    """More than 400 points from 1,000, at 50 each; elders neglected take nine times as well."""
    (step,) = _path("r2-suining-2010", sanction).steps
    assert (step.act, step.times, step.gravity) == ("petitioning", 9, 0)


def test_without_petitions_it_takes_elders_neglected_nine_times() -> None:
    scheme = scheme_of("r2-suining-2010")
    rules = tuple(each for each in scheme.rules if each.when.act != "petitioning")
    other = scheme.model_copy(update={"rules": rules})
    path = least_culpable(other, other.sanctions[0])
    assert path is not None
    assert [(step.act, step.times) for step in path.steps] == [("neglect_of_parents", 9)]


def test_nine_findings_of_an_official_are_enough_in_the_early_city() -> None:
    (step,) = _path("r1-rongcheng-early", "loan_refused").steps
    assert (step.act, step.times) == ("other_untrustworthy", 9)


@pytest.mark.parametrize(
    ("case", "sanction", "acts"),
    [
        ("g-167a", "removal", ["missed_appointment"]),
        ("g-168a", "repayment", ["low_income", "two_nationalities"]),
        ("r6-toeslagen", "recovery", ["small_error"]),
    ],
)
def test_a_rule_that_puts_somebody_into_a_grade_is_a_path(
    case: str, sanction: str, acts: list[str]
) -> None:
    """A grade without bounds is not everybody's: a sanction follows from some act or state."""
    (step,) = _path(case, sanction).steps
    assert step.act in acts
    assert step.times == 1
