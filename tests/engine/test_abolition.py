"""Fear after the punishment of speech is abolished: the twin agrees, person by person."""

from __future__ import annotations

from itertools import islice

import pytest
from side_by_side import disagreements
from small_worlds import LIVELY, compiled, rule_value

from bentham.scheme.loading import load
from bentham.scheme.reforms import with_settings
from everybody import society_with

AFRAID = LIVELY | {"risk.prior": 0.2, "risk.aware_share": 0.5, "risk.learning": 0.1}
ABOLISHED = ("acts[criticism].detection_rate=0",)


@pytest.mark.parametrize("rule", ["kuran", "ross"])
def test_fear_is_unlearned_person_by_person_as_the_twin_says(rule: str) -> None:
    people = 192
    where = society_with(people=people)
    values = AFRAID | {"expression.rule": rule_value(rule)}
    scheme = load("speech-points")
    punishing = compiled(scheme, values, society=where)
    lenient = compiled(with_settings(scheme, ABOLISHED), values, society=where)
    later = {12: lenient, 30: punishing}
    found = disagreements(punishing, where, people, 40, 5, later=later)
    said = list(islice(found, 12))
    assert not said, "\n".join(said)
