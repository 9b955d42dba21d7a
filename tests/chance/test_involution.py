"""Far ties join words in pairs, and both ends see the same tie."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from streams import FALSE_ALARM, is_fair, uniform_p

from bentham.chance.involution import partner, permuted, side_of, tie
from bentham.chance.keys import key_of

LAYERS = range(4)
KEY = key_of(1, 0)
planes = st.integers(0, (1 << 64) - 1).map(np.uint64)


def partners(words: int, layer: int, key: np.uint64 = KEY) -> npt.NDArray[Any]:
    side = side_of(words)
    return np.array([partner(w, layer, words, side, key) for w in range(words)])


@pytest.mark.parametrize("layer", LAYERS)
def test_in_small_societies_everybody_has_one_partner_or_one_word_has_none(layer: int) -> None:
    for words in range(1, 301):
        found = partners(words, layer)
        assert found.min() >= 0
        assert found.max() < words
        assert np.array_equal(found[found], np.arange(words))
        assert (found == np.arange(words)).sum() == words % 2


@pytest.mark.parametrize("words", [1 << 16, 999_983, 8_000_000, 22_059_044, 125_000_001])
def test_in_large_societies_the_partners_partner_is_oneself(words: int) -> None:
    side = side_of(words)
    assert side * side >= words
    sampled = np.random.default_rng(words).integers(0, words, 2000)
    alone = 0
    for layer in LAYERS:
        for word in [0, 1, words - 1, *sampled.tolist()]:
            other = partner(word, layer, words, side, KEY)
            assert 0 <= other < words
            assert partner(other, layer, words, side, KEY) == word
            alone += other == word
    assert alone <= 1  # at most one word of a layer, of which 2,003 are looked at


@given(st.integers(0, 1 << 24), st.integers(0, 1 << 24), st.integers(0, 3), st.integers(0, 1 << 63))
@settings(max_examples=500, deadline=None)
def test_both_ends_see_the_same_lanes_tied(word: int, other: int, layer: int, seed: int) -> None:
    if word == other:
        other += 1
    key = np.uint64(seed)
    shift, used = tie(word, other, layer, key)
    shift_back, used_back = tie(other, word, layer, key)
    assert shift == shift_back
    for lane in range(64):
        assert int(used) >> lane & 1 == int(used_back) >> (lane ^ shift) & 1


@given(planes, st.integers(0, 63))
@settings(max_examples=500, deadline=None)
def test_permuting_moves_each_lane_and_twice_is_nothing(plane: np.uint64, shift: int) -> None:
    moved = int(permuted(plane, shift))
    assert [moved >> lane & 1 for lane in range(64)] == [
        int(plane) >> (lane ^ shift) & 1 for lane in range(64)
    ]
    assert int(permuted(np.uint64(moved), shift)) == int(plane)


def test_three_ties_in_four_are_in_use_whoever_looks() -> None:
    """For each lane, and seen from the lower and the higher word, the share is 3/4."""
    n = 4000
    for low_end in (True, False):
        counts = np.zeros(64)
        for word in range(n):
            ends = (word, word + 5000) if low_end else (word + 5000, word)
            used = int(tie(*ends, 1, KEY)[1])
            counts += [used >> lane & 1 for lane in range(64)]
        # 64 lanes and the whole: Bonferroni over 65
        bound = stats.norm.isf(FALSE_ALARM / 65 / 2)
        assert np.abs(counts / n - 0.75).max() < bound * np.sqrt(0.75 * 0.25 / n)
        assert abs(counts.sum() / n / 64 - 0.75) < bound * np.sqrt(0.75 * 0.25 / n / 64)


def test_every_shift_between_the_lanes_is_equally_likely() -> None:
    shifts = np.array([tie(w, w + 1, layer, KEY)[0] for w in range(8000) for layer in LAYERS])
    is_fair({"shift": uniform_p(np.bincount(shifts, minlength=64))})


def test_partners_are_spread_over_the_whole_society() -> None:
    words = 4096
    p = {}
    for layer in LAYERS:
        found = partners(words, layer)
        once = np.arange(words) < found  # each pair counted once, ordered by its lower word
        here, there = np.arange(words)[once], found[once]
        mixed = np.concatenate((here, there)), np.concatenate((there, here))
        table, _, _ = np.histogram2d(*mixed, bins=4)
        # each pair stands here twice: half the statistic; a symmetric table has 6 free cells
        expected = table.sum() / 16
        statistic = float(((table - expected) ** 2).sum() / expected) / 2
        p[f"layer {layer}"] = float(stats.chi2.sf(statistic, 6))
    is_fair(p)


@pytest.mark.parametrize("words", [16, 65, 100, 400])
def test_over_seeds_any_word_may_become_the_partner(words: int) -> None:
    """Four rounds on a small square are not quite even: the distance to even is below 1 / side."""
    n = 200 * words
    side = side_of(words)
    seeds = [partner(5, 0, words, side, key_of(seed, 0)) for seed in range(n)]
    counts = np.bincount(seeds, minlength=words)
    others = np.delete(counts, 5)
    even = others.sum() / others.size
    luck = np.sqrt(2 / np.pi / even) / 2  # mean distance of as many even draws
    assert np.abs(others / even - 1).sum() / 2 / others.size < luck + 1 / side
    assert others.min() > even / 2.5
    assert others.max() < even * 2
    # with an odd number of words one is alone, and it is not always the same
    assert counts[5] == 0 if words % 2 == 0 else 0 < counts[5] < 4 * even


def test_layers_and_keys_choose_partners_of_their_own() -> None:
    """Two unrelated matchings of w words agree on about half a pair, so on about one word."""
    words = 4096
    layers = {("layer", k): partners(words, k) for k in LAYERS}
    layers["another seed", 0] = partners(words, 0, key_of(2, 0))
    layers["another replicate", 0] = partners(words, 0, key_of(1, 1))
    names = list(layers)
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    same = [int((layers[a] == layers[b]).sum()) // 2 for a, b in pairs]
    # sum of 15 Poisson(1/2)
    assert sum(same) <= stats.poisson.isf(FALSE_ALARM, len(pairs) / 2)
    related = [abs(stats.pearsonr(layers[a], layers[b]).statistic) for a, b in pairs]
    # pairs stand twice among the words, hence the factor two in the variance
    assert max(related) < stats.norm.isf(FALSE_ALARM / len(pairs) / 2) * np.sqrt(2 / words)
