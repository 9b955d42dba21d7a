"""Claims are written down before a run; the ladder of words says what became of them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bentham.evidence.errors import InvalidInput
from bentham.evidence.parameters import PARAMETERS
from bentham.report.judged_words import claim_told
from bentham.report.world_build import _claim
from bentham.results.panel import daily
from bentham.scheme import loading
from bentham.study.claims import judging
from bentham.study.claims.declared import claimed, load, of_presets
from bentham.study.claims.judging import judged
from bentham.study.dependence import CHANCE, Tried, correlations, separation
from bentham.study.elsewhere import elsewhere
from bentham.study.twin_plans import planned
from bentham.study.twins import compared

GOOD = """claims: "0.1"
of: [speech-points]
statements:
  - {id: critics, metric: critics_punished, is: more, says: {en: Critics are punished.}}
"""


def test_every_preset_that_does_something_to_people_declares_five_claims() -> None:
    bases = {"specific-laws", "open-society"}
    for name in set(loading.presets()) - bases:
        assert len(claimed(name)) == 5, name
    for each in of_presets():
        assert set(each.of) <= set(loading.presets())
        for statement in each.statements:
            assert set(statement.says) == {"en", "zh-Hans"}


@pytest.mark.parametrize(
    ("old", "new", "where", "said"),
    [
        ("critics_punished", "critics_punishd", "4:27", 'did you mean "critics_punished"?'),
        ("is: more", "is: most", "4:49", "more"),
        ("is: more", "is: more, than_class: poor", "4:67", "name the `class`"),
        ("is: more", "is: more, than: score", "4:61", "and this in points"),
        ("is: more", "is: more, by: -1", "4:59", "0"),
        ("statements:", "statement:", "3:1", "statements"),
    ],
)
def test_a_mistake_in_a_file_of_claims_is_told_with_its_place(
    tmp_path, old: str, new: str, where: str, said: str
) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(InvalidInput) as refused:
        load(path)
    assert f"claims.yaml:{where}" in str(refused.value)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("true", "of", "separated", "by_rule", "rung"),
    [
        (64, 64, False, True, "arithmetic"), (64, 64, False, False, "all"),
        (58, 64, True, True, "most"), (57, 64, True, False, "depends"),
        (57, 64, False, False, "undetermined"), (6, 64, True, False, "fails-most"),
        (7, 64, False, False, "undetermined"), (0, 64, False, False, "fails-all"),
        (7, 7, False, True, "unjudged"),
    ],
)  # fmt: skip
def test_the_ladder(true: int, of: int, separated: bool, by_rule: bool, rung: str) -> None:
    assert judging._rung(true, of, separated, by_rule) == rung


def _random_sets(number: int, dice: np.random.Generator) -> list[dict[str, float]]:
    def one(p) -> float:
        if p.choices:
            return float(dice.integers(len(p.choices)))
        return float(dice.uniform(p.low, p.high))

    return [{p.name: one(p) for p in PARAMETERS} for _ in range(number)]


VARIED = [p for p in PARAMETERS if p.uncertain]


def test_where_a_claim_fails_is_found_if_it_was_planted() -> None:
    dice = np.random.default_rng(5)
    sets = _random_sets(64, dice)
    severity = np.array([s["risk.severity"] for s in sets])
    cut = np.quantile(severity, 0.7)
    found = separation(severity > cut, Tried(sets, VARIED))
    assert found is not None
    assert (found.parameter.name, found.above) == ("risk.severity", True)
    assert (found.failures, found.others) == (found.of_failures, 0)
    rule = np.array([s["expression.rule"] for s in sets])
    found = separation(rule == 2, Tried(sets, VARIED))
    assert found is not None
    assert (found.parameter.name, found.cut, found.above) == ("expression.rule", 2, True)


def test_by_chance_alone_hardly_any_assumption_is_blamed() -> None:
    """Of 30 labellings by chance at most 5 may be blamed: binomial with 5 %, error rate 0.3 %."""
    dice = np.random.default_rng(11)
    tried = Tried(_random_sets(32, dice), VARIED)
    blamed = sum(separation(dice.random(32) < 0.3, tried, k) is not None for k in range(30))
    assert CHANCE == 0.05
    assert blamed <= 5


def test_what_drives_an_answer_is_found_and_noise_is_not() -> None:
    dice = np.random.default_rng(3)
    sets = _random_sets(64, dice)
    answer = np.array([s["risk.severity"] for s in sets])
    found = correlations(answer, Tried(sets, VARIED))
    assert found[0].parameter.name == "risk.severity"
    assert found[0].value == pytest.approx(1.0)
    assert len(found) <= 2
    assert len(correlations(dice.random(64), Tried(sets, VARIED))) <= 1
    assert correlations(np.zeros(64), Tried(sets, VARIED)) == []


def test_a_claim_is_tried_where_other_people_know_each_other() -> None:
    plans = planned(["speech-points"], people=2000, days=40, replicates=2, assumptions=8)
    assert judging.to_judge(plans) == [1]
    assert judging.to_judge([replace(todo, assumptions=7) for todo in plans]) == []
    twins = compared(plans, claimed=[1])
    assert all(set(panels) == {0, 1} for panels in twins.elsewhere.values())
    assert list(twins.elsewhere) == ["as assumed", "small world", "random graph"]
    world, claim = twins.others[0], claimed("speech-points")[0]
    fear = daily(world.one.run.panel, "perceived_risk")[0]
    assert not any(
        np.array_equal(daily(panels[1], "perceived_risk")[0], fear)
        for name, panels in twins.elsewhere.items()
        if name != "as assumed"
    )
    found = judged(twins, world, [claim])[0]
    assert found.rung in ("arithmetic", "all", "most")
    assert found.elsewhere == {"as assumed": True, "small world": True, "random graph": True}
    # Where the world is the base, nothing differs, so no claim is true.
    base = twins.elsewhere["random graph"][0]
    planted = replace(twins, elsewhere={**twins.elsewhere, "random graph": {0: base, 1: base}})
    found = judged(planted, world, [claim])[0]
    assert (found.rung, found.elsewhere["random graph"]) == ("depends", False)
    # What is false in small on the assumed ties learns nothing from others.
    planted = replace(twins, elsewhere={**twins.elsewhere, "as assumed": {0: base, 1: base}})
    found = judged(planted, world, [claim])[0]
    assert found.rung in ("arithmetic", "all", "most")
    assert "so they tell nothing of it." in claim_told(_claim(found)).count


@pytest.mark.parametrize("scheme", ["snitch-line", "family-punishment", "whole-system"])
def test_reports_and_relatives_need_the_implicit_ties(scheme: str) -> None:
    plans = planned([scheme], people=2000, days=5, assumptions=8)
    assert elsewhere(plans, [1]) == {}


def test_the_example_of_the_docs_is_a_file_of_claims(tmp_path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "compare.md").read_text("utf-8")
    (tmp_path / "claims.yaml").write_text(re.search(r"```yaml\n(claims.+?)```", text, re.DOTALL)[1])
    assert len(load(tmp_path / "claims.yaml").about("speech-points")) == 2


def test_claims_are_judged_in_the_draws_and_arithmetic_is_told_from_story() -> None:
    twins = compared(
        planned(["municipal-points"], people=2000, days=180, replicates=2, assumptions=10)
    )
    by_id = {j.claim.id: j for j in judged(twins, twins.others[0], claimed("municipal-points"))}
    assert by_id["points-lost"].rung == "arithmetic"
    assert by_id["points-lost"].true == by_id["points-lost"].of == 10
    assert by_id["points-lost"].variants["expression.rule"] == 4
    offences = by_id["fewer-offences"]
    assert offences.rung not in ("arithmetic", "all")  # the law deters as well
