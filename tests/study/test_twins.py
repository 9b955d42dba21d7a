"""The same people with the same luck in several worlds: what differs, and between what bounds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bentham.evidence.errors import UsageError
from bentham.evidence.metrics import metric
from bentham.results.panel import condense, daily
from bentham.study.pairs import Lives
from bentham.study.twin_plans import labels, planned
from bentham.study.twins import Twins, compared

SMALL = {"people": 6400, "days": 40, "seed": 3, "threads": 2}
SHARED = ("welfare", "gini", "good_acts", "offences", "private_opposition")
"""Metrics whose luck two worlds mostly share."""


@pytest.fixture(scope="module")
def twins() -> Twins:
    return compared(planned(["speech-points"], replicates=4, assumptions=4, **SMALL))


def test_a_single_scheme_stands_beside_the_law_and_no_scheme(twins: Twins) -> None:
    assert [w.label for w in twins.worlds] == ["specific-laws", "speech-points", "open-society"]
    assert twins.base.label == "specific-laws"


def test_of_several_the_first_is_the_base_and_nothing_is_added() -> None:
    plans = planned(["open-society", "municipal-points"], replicates=1, assumptions=0, **SMALL)
    assert [p.name for p in plans] == ["open-society", "municipal-points"]


def test_the_default_is_five_pairs_and_sixty_four_draws() -> None:
    (first, *_) = planned(["municipal-points"], **SMALL)
    assert (first.replicates, first.assumptions) == (5, 64)


def test_a_difference_is_taken_inside_each_pair(twins: Twins) -> None:
    world, m = twins.others[0], metric("perceived_risk")
    here, there = (daily(w.one.run.panel, m.name) for w in (world, twins.base))
    by_hand = np.array([(a - b).mean() for a, b in zip(here, there, strict=True)])
    found = twins.difference(world, m)
    assert found["value"] == pytest.approx(by_hand.mean(), rel=1e-12)
    assert found["luck_low"] == pytest.approx(np.quantile(by_hand, 0.05), rel=1e-9)
    assert found["luck_high"] == pytest.approx(np.quantile(by_hand, 0.95), rel=1e-9)
    drawn = [daily(w.one.draws, m.name) for w in (world, twins.base)]
    each = condense(drawn[0], m.summary) - condense(drawn[1], m.summary)
    assert found["low"] == pytest.approx(np.quantile(each, 0.05), rel=1e-9)
    assert found["high"] == pytest.approx(np.quantile(each, 0.95), rel=1e-9)


def test_the_draws_of_the_assumptions_are_the_same_in_all_worlds(twins: Twins) -> None:
    """What two worlds do not touch agrees draw by draw, while the draws differ from each other."""
    law, _, nothing = (daily(w.one.draws, "critics") for w in twins.worlds)
    assert len(np.unique(law.mean(axis=1))) == 4
    assert np.array_equal(law, nothing)


def test_differences_by_day_and_group_add_up_to_the_panels(twins: Twins) -> None:
    table = twins.daily_differences()
    assert set(table["scenario"].to_pylist()) == {"speech-points", "open-society"}
    name = "self_censored"
    for group_by, group in (("all", "all"), ("class", "poor")):
        for world in twins.others:
            rows = table.filter((np.array(table["scenario"].to_pylist()) == world.label).tolist())
            less = daily(world.one.run.panel, name, group_by, group) - daily(
                twins.base.one.run.panel, name, group_by, group
            )
            assert np.array_equal(daily(rows, name, group_by, group), less, equal_nan=True)


def test_two_identical_worlds_differ_in_nothing() -> None:
    same = compared(
        planned(["municipal-points", "municipal-points"], replicates=3, assumptions=2, **SMALL)
    )
    assert labels(["a", "b", "a"]) == ["a", "b", "a (2)"]
    assert [w.label for w in same.worlds] == ["municipal-points", "municipal-points (2)"]
    world = same.others[0]
    assert same.same(world)
    for m in same.metrics:
        found = same.difference(world, m)
        assert {v for k, v in found.items() if k != "unit"} <= {0.0, None}, m.name
    assert all(each.only_here == 0 and each.here == each.there for each in same.lives(world))
    (told,) = same.result().to_json_object()["worlds"][1:]
    assert told["same"] is True


def test_worlds_that_differ_are_not_the_same(twins: Twins) -> None:
    assert not any(twins.same(world) for world in twins.others)


def test_a_pair_has_a_tenth_of_the_variance_at_most(capsys: pytest.CaptureFixture[str]) -> None:
    """Shared luck falls out of a paired difference, for five named metrics, over 24 seeds."""
    pairs = compared(
        planned(["specific-laws", "whole-system"], replicates=24, assumptions=0, people=2000,
                days=30, seed=8, threads=2)
    )  # fmt: skip
    ratios = {}
    for name in SHARED:
        m = metric(name)
        here, there = (condense(daily(w.one.run.panel, name), m.summary) for w in pairs.worlds)
        unpaired = here.var(ddof=1) + there.var(ddof=1)
        assert (there != here).any()  # something differs: no ratio to nothing
        ratios[name] = unpaired / (there - here).var(ddof=1)
    with capsys.disabled():
        print("\nvariance unpaired : paired", {k: f"{v:,.0f}" for k, v in ratios.items()})
    assert all(ratio >= 10 for ratio in ratios.values()), ratios


def test_a_level_that_a_world_does_not_keep_has_no_difference(twins: Twins) -> None:
    """Neither the law nor an open society keeps a score: there is nothing to subtract."""
    assert twins.difference(twins.others[0], metric("score"))["value"] is None


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_the_bounds_hold_however_luck_is_shared(people: list[tuple[bool, bool]]) -> None:
    here, there = sum(a for a, _ in people), sum(b for _, b in people)
    both = sum(a and b for a, b in people)
    found = Lives("x", len(people), here, there, both)
    low, high = found.bounds
    assert low <= found.only_here <= high
    # The bounds are met: by sharing as much as possible, and as little.
    most_shared = Lives("x", len(people), here, there, min(here, there))
    least_shared = Lives("x", len(people), here, there, max(0, here + there - len(people)))
    assert (most_shared.only_here, least_shared.only_here) == (low, high)


def test_lives_are_counted_in_the_first_repeat(twins: Twins) -> None:
    found = {each.words: each for each in twins.lives(twins.others[0])}
    silenced = found["were ever silent out of fear"]
    panel = twins.others[0].one.run.panel
    share = daily(panel, "people_silenced")[0, -1] / 100
    assert silenced.here == round(share * silenced.adults)
    assert silenced.there == 0


SCENARIO = """\
bentham: "0.1"
scenario: shorter
title: Shorter
scheme: municipal-points
people: 6400
days: 20
seed: 3
"""


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        (SCENARIO, {"people": 6400, "seed": 3}, "'shorter' has days 20 and 'specific-laws' 365"),
        (
            SCENARIO + "society: village\n", {**SMALL},
            "rules the society 'village' and 'specific-laws' 'city'",
        ),
        (
            SCENARIO + "trials:\n  - {id: x, unit: person, share: 0.5, from: 8, "
            "set: {risk.severity: 4}}\n", {**SMALL}, "A trial compares its own arms",
        ),
    ],
)  # fmt: skip
def test_worlds_of_other_people_are_not_compared(
    text: str, more: dict[str, int], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "shorter.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=said):
        planned(["specific-laws", str(path)], **more)
