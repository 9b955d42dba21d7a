"""History matching: regions of known volume, ridges, rejections, and what is said of each."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bentham.evidence.errors import UsageError
from bentham.evidence.parameters import PARAMETERS, Parameter
from bentham.study.matching import Evaluate, Matching, Target, implausibility, match, uncertain
from bentham.study.matching_found import felt_by, ks_distance
from bentham.study.matching_told import as_json, table, text

ONE, TWO, THREE, *_ = NUMBERS = tuple(p for p in PARAMETERS if p.uncertain and not p.choices)
SOME = NUMBERS[:12]
RULE = next(p for p in PARAMETERS if p.choices)


def point(p: Parameter, value: float) -> float:
    """Where a value lies in its declared range: its point in the unit cube."""
    if p.draw == "log":
        return math.log(value / p.low) / math.log(p.high / p.low)
    return (value - p.low) / (p.high - p.low)


def model(*formulas) -> Evaluate:
    """A model that knows three parameters by their points."""
    return lambda sets: np.array([
        [f(*(point(p, s[p.name]) for p in (ONE, TWO, THREE))) for f in formulas] for s in sets
    ])  # fmt: skip


def matched(formulas, targets, number=256, parameters=SOME, **more) -> Matching:
    goals = [Target(f"t{i}", *t) for i, t in enumerate(targets)]
    return match(model(*formulas), goals, parameters, number, **more)


def test_implausibility_is_the_distance_in_standard_deviations_and_undefined_is_infinite() -> None:
    far = implausibility(
        np.array([[1.0, np.nan], [4.0, 7.0]]), [Target("a", 2, 0.5), Target("b", 7, 1)]
    )
    assert far.tolist() == [[2.0, math.inf], [4.0, 0.0]]


def test_an_interval_is_found_with_its_width_as_volume() -> None:
    found = matched([lambda a, b, c: a], [(0.4, 0.05)], number=1024)
    # |a - 0.4| <= 0.15 is 0.3 of the range; 1024 spread sets miss it by less than 4 s.e. = 0.057.
    assert found.volume == pytest.approx(0.3, abs=0.057)
    assert [m.name for m in found.constrained] == [ONE.name]
    inside = [point(ONE, s[ONE.name]) for s in found.sets]
    assert min(inside) >= 0.25 and max(inside) <= 0.55
    assert found.pairs == ()
    assert set(found.untouched) == {p.name for p in SOME[1:]}


def test_a_region_too_small_for_uniform_draws_is_reached_in_waves_and_its_volume_is_right() -> None:
    targets = [(0.3, 0.02), (0.6, 0.02), (0.5, 0.02)]
    formulas = [lambda a, b, c: a, lambda a, b, c: b, lambda a, b, c: c]
    volumes = [matched(formulas, targets, 512, seed=seed).volume for seed in range(8)]
    # 0.12^3 = 0.00173; one uniform wave of 512 would expect 0.9 sets. The mean of eight logs has
    # a standard error of about 0.25 / sqrt(8) if steps were independent; three times that and bias.
    assert np.mean(np.log(volumes)) == pytest.approx(math.log(0.12**3), abs=0.5)


def test_a_ridge_is_named_as_a_pair_that_cannot_be_told_apart() -> None:
    found = matched([lambda a, b, c: a - b], [(0.0, 0.03)])
    assert [(p.first, p.second) for p in found.pairs] == [(ONE.name, TWO.name)]
    assert found.pairs[0].correlation > 0.9
    assert ONE.name not in found.untouched and TWO.name not in found.untouched
    # |a - b| <= 0.09 is 1 - 0.91^2 of the square.
    assert found.volume == pytest.approx(1 - 0.91**2, abs=4 * math.sqrt(0.17 * 0.83 / 256))


def test_a_product_alone_leaves_its_factors_on_a_ridge_and_one_factor_more_takes_them_off() -> None:
    product = lambda a, b, c: a * b  # noqa: E731
    tied = matched([product], [(0.25, 0.01)], 512)
    assert tied.pairs and tied.pairs[0].correlation < -0.5
    freed = matched([product, lambda a, b, c: a], [(0.25, 0.01), (0.5, 0.01)], 512)
    assert {m.name for m in freed.constrained} == {ONE.name, TWO.name}


def test_two_targets_that_contradict_each_other_reject_the_structure_and_are_named() -> None:
    formulas = [lambda a, b, c: a, lambda a, b, c: 1 - a, lambda a, b, c: c]
    found = matched(formulas, [(0.2, 0.02), (0.2, 0.02), (0.5, 0.1)])
    assert found.rejected is not None and not found.sets and found.volume == 0
    assert found.rejected.never == ()
    # Nearest to both is a = 0.5, 15 standard deviations from either.
    ((one, two, nearest),) = found.rejected.pairs
    assert (one, two) == ("t0", "t1")
    assert nearest == pytest.approx(15, abs=0.5)
    assert "'t0' and 't1' are each met by some set and by none together" in text(found)


def test_a_target_out_of_reach_rejects_the_structure_alone() -> None:
    found = matched([lambda a, b, c: a, lambda a, b, c: b], [(0.5, 0.1), (2.0, 0.1)])
    assert found.rejected is not None
    ((name, nearest),) = found.rejected.never
    assert name == "t1" and nearest == pytest.approx(10, abs=0.5)
    assert found.rejected.pairs == ()


def test_three_targets_may_reject_what_no_pair_does() -> None:
    formulas = [lambda a, b, c: a, lambda a, b, c: b, lambda a, b, c: a + b]
    found = matched(formulas, [(0.2, 0.02), (0.2, 0.02), (0.8, 0.02)], number=512)
    assert found.rejected is not None
    assert found.rejected.never == () and found.rejected.pairs == ()
    assert "Every two targets are met together" in text(found)


def test_an_outcome_that_is_never_defined_rejects() -> None:
    found = matched([lambda a, b, c: math.nan], [(0.5, 0.1)], number=16)
    assert found.rejected is not None
    assert as_json(found)["rejected"]["never_met"] == [{"target": "t0", "nearest": None}]


@pytest.mark.full
def test_nothing_is_called_constrained_or_tied_by_chance() -> None:
    """With a target that asks nothing, 5 % of runs may err; of twenty, at most four (99.7 %)."""
    goal = [Target("t", 0.5, 0.05)]
    wrong = 0
    for seed in range(20):
        luck = np.random.default_rng(seed)
        noise = lambda sets, luck=luck: luck.random((len(sets), 1))  # noqa: E731
        found = match(noise, goal, NUMBERS[:30], 64, seed)
        wrong += bool(found.constrained or found.pairs)
    assert wrong <= 4


def test_a_rule_that_the_target_decides_is_found() -> None:
    rules = lambda sets: np.array([[s[RULE.name]] for s in sets])  # noqa: E731
    found = match(rules, [Target("t", 1.0, 0.1)], (*SOME, RULE), 128)
    assert [m.name for m in found.constrained] == [RULE.name]
    assert {s[RULE.name] for s in found.sets} == {1.0}
    assert set(table(found).column(RULE.name).to_pylist()) == {RULE.choices[1]}


def test_what_survives_stays_uniform_where_no_target_asks() -> None:
    """Steps are symmetric: along a ridge each coordinate keeps its prior (DKW at 1 in 1000)."""
    found = matched([lambda a, b, c: a - b], [(0.0, 0.02)], 1024)
    n = found.weights.sum() ** 2 / (found.weights**2).sum()
    where = np.repeat([point(THREE, s[THREE.name]) for s in found.sets], found.weights.astype(int))
    assert ks_distance(where) <= math.sqrt(math.log(2 / 0.001) / (2 * n))


def test_the_distance_from_uniform_is_that_of_the_textbook() -> None:
    from scipy.stats import kstest

    sample = np.random.default_rng(3).beta(2, 3, 57)
    assert ks_distance(sample) == pytest.approx(kstest(sample, "uniform").statistic)


def test_an_outcome_that_depends_on_a_parameter_is_felt_even_where_it_does_not_narrow_it() -> None:
    points = np.random.default_rng(4).random((200, 5))
    outcome = (points[:, 2] * 3 + np.random.default_rng(5).random(200))[:, None]
    assert felt_by(points, outcome).tolist() == [False, False, True, False, False]
    wide = matched([lambda a, b, c: a], [(0.5, 0.5)])
    assert wide.felt == (ONE.name,)
    assert wide.constrained == () and wide.volume == 1


def test_the_same_seed_gives_the_same_sets_and_another_seed_others() -> None:
    one, same, other = (matched([lambda a, b, c: a], [(0.4, 0.05)], 64, seed=s) for s in (1, 1, 2))
    assert one.sets == same.sets and one.sets != other.sets


def test_what_is_held_is_held_and_what_is_not_varied_keeps_its_default() -> None:
    found = matched([lambda a, b, c: a], [(0.4, 0.05)], 32, held={"risk.severity": 3.0})
    assert {s["risk.severity"] for s in found.sets} == {3.0}
    assert {s["kin.loss"] for s in found.sets} == {
        next(p.default for p in PARAMETERS if p.name == "kin.loss")
    }
    assert all(p.low <= s[p.name] <= p.high for s in found.sets for p in SOME)
    assert "risk.severity" not in {p.name for p in uncertain({"risk.severity": 3.0})}


@pytest.mark.parametrize("sd", [0.0, -1.0, math.nan, math.inf])
def test_a_target_without_a_standard_deviation_is_refused(sd: float) -> None:
    with pytest.raises(UsageError, match="positive standard deviation"):
        matched([lambda a, b, c: a], [(0.4, sd)])


def test_the_text_tells_volume_ranges_and_names() -> None:
    found = matched([lambda a, b, c: a], [(0.4, 0.05)])
    said = text(found)
    assert (
        "of the prior's volume" in said
        and ONE.name in said
        and "No target was seen to touch (11)" in said
    )
    sheet = table(found)
    assert (
        sheet.num_rows == len(found.sets) and sheet.column("implausibility").to_numpy().max() <= 3
    )
