"""Effects by cause: Shapley's shares against numbers worked out by hand, and in real worlds."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bentham.evidence.errors import InvalidInput, UsageError
from bentham.study.attribution import (
    attributed,
    of_orders,
    order_of,
    parts_of,
    random_orders,
    shapley,
)
from bentham.study.harms import harms_at_stake
from bentham.study.planning import plan
from bentham.study.small_worlds import cases_of

PARTS = ("a", "b", "c", "d")
SETS = [frozenset(c) for k in range(len(PARTS) + 1) for c in combinations(PARTS, k)]

games = st.lists(st.floats(-100, 100, allow_nan=False), min_size=len(SETS), max_size=len(SETS)).map(
    lambda values: dict(zip(SETS, values, strict=True))
)


def test_three_parts_worked_out_by_hand() -> None:
    value = {
        "": 0.0, "a": 1.0, "b": 2.0, "c": 3.0, "ab": 4.0, "ac": 4.0, "bc": 6.0, "abc": 9.0,
    }  # fmt: skip
    shares = shapley({frozenset(name): x for name, x in value.items()}, ("a", "b", "c"))
    # a: 1/3 (1) + 1/6 (4 - 2 + 4 - 3) + 1/3 (9 - 6); b and c likewise.
    assert shares == pytest.approx({"a": 11 / 6, "b": 20 / 6, "c": 23 / 6}, abs=1e-12)
    assert sum(shares.values()) == pytest.approx(9.0, abs=1e-12)


@given(games)
def test_shares_add_up_to_the_whole_and_are_the_mean_over_all_orders(value) -> None:
    shares = shapley(value, PARTS)
    whole = value[frozenset(PARTS)] - value[frozenset()]
    assert sum(shares.values()) == pytest.approx(whole, abs=1e-9)
    everything = of_orders(value, list(permutations(PARTS)))
    assert everything == pytest.approx(shares, abs=1e-9)


@given(games)
def test_who_adds_nothing_has_no_share_and_equals_share_alike(value) -> None:
    without_d = {s: value[s - {"d"}] for s in SETS}
    assert shapley(without_d, PARTS)["d"] == pytest.approx(0.0, abs=1e-9)
    swapped = {"a": "b", "b": "a"}
    alike = {
        s: value[s] + value[frozenset(swapped.get(p, p) for p in s)] for s in SETS
    }  # fmt: skip
    shares = shapley(alike, PARTS)
    assert shares["a"] == pytest.approx(shares["b"], abs=1e-9)


@given(games, st.integers(1, 50))
@settings(max_examples=30)
def test_sampled_shares_add_up_as_well(value, seed) -> None:
    orders = random_orders(PARTS, 6, seed)
    assert all(orders[i] == orders[i + 1][::-1] for i in range(0, 6, 2))
    shares = of_orders(value, orders)
    whole = value[frozenset(PARTS)] - value[frozenset()]
    assert sum(shares.values()) == pytest.approx(whole, abs=1e-9)


def test_an_order_is_determined_only_if_nine_of_ten_sets_agree() -> None:
    higher, lower = np.full(10, 2.0), np.full(10, 1.0)
    assert order_of({"a": lower, "b": higher}).ranks == (("b",), ("a",))
    higher[0] = 0.0
    assert order_of({"a": lower, "b": higher}).determined
    higher[1] = 0.0
    found = order_of({"a": lower, "b": higher})
    assert (found.holds, found.of, found.determined) == (8, 10, False)
    assert order_of({"a": lower, "b": lower.copy()}).ranks == (("a", "b"),)
    assert not order_of({}).determined


def test_where_two_systems_are_needed_each_has_half_and_none_acts_alone() -> None:
    todo = plan("camera-city", people=3000, days=30)
    assert parts_of(todo) == ("cameras", "policing")
    cases = cases_of(todo, 3000, 2, 4)
    found = attributed(todo, cases, ["wrongful_arrests", "people_mismatched"])
    assert found.exact
    arrests, mismatched = found.effects
    assert arrests.whole.max() > 0
    for effect in found.effects:
        np.testing.assert_allclose(sum(effect.share.values()), effect.whole, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(arrests.share["cameras"], arrests.share["policing"])
    np.testing.assert_array_equal(arrests.alone["policing"], 0.0)
    np.testing.assert_array_equal(mismatched.missing["policing"], 0.0)
    np.testing.assert_allclose(mismatched.share["cameras"], mismatched.whole)


def test_only_harms_are_attributed_and_the_reason_is_told() -> None:
    todo = plan("speech-points", people=640, days=5)
    with pytest.raises(InvalidInput, match="most effective repression") as refused:
        attributed(todo, cases_of(todo, 640, 1, 0), ["protest_share"])
    assert refused.value.exit_code == 3
    with pytest.raises(InvalidInput, match="is context, not a harm"):
        harms_at_stake(todo, ["private_opposition"])
    with pytest.raises(InvalidInput, match="Nothing that 'speech-points' declares can move"):
        harms_at_stake(todo, ["detained"])
    with pytest.raises(UsageError, match="did you mean 'listed'"):
        harms_at_stake(todo, ["listd"])
    with pytest.raises(InvalidInput, match="a level that a world without"):
        harms_at_stake(plan("national-filter", people=640, days=5), ["knowledge"])
    assert all(m.axis == "harm" for m in harms_at_stake(todo))
