"""Draws are even, and unrelated across people, days, decisions, pairs, seeds and replicates.

Each test looks at many p-values and fails if the least is below `FALSE_ALARM` divided by their
number. Keys are fixed: the same verdict on every machine.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from streams import (
    DAILY_CODES,
    STATIC_CODES,
    Floats,
    blocks,
    centred,
    histogram,
    is_fair,
    shares,
    uniform_p,
    unrelated_p,
)  # fmt: skip

from bentham.chance.decisions import DAILY, DAILY_BLOCKS, IDENTIFIED, STATIC, STATIC_BLOCKS
from bentham.chance.keys import key_of
from bentham.chance.philox import draw, fill

BINS = 256
AT_ONCE = 1 << 14  # words
LAGS = (1, 2, 3, 63, 64, 65, 4096)
SIZES = [
    pytest.param(200_000, id="2e5"),
    pytest.param(10_000_000, id="1e7", marks=pytest.mark.full),
]


def serial(streams: dict[str, list[Floats]]) -> dict[str, float]:
    """Return the p of no relation between a stream and itself, some steps later."""
    out = {}
    for name, parts in streams.items():
        for lag in LAGS:
            total = sum(float(part[lag:] @ part[:-lag]) for part in parts)
            out[f"{name}, lag {lag}"] = unrelated_p(total, sum(len(p) - lag for p in parts))
    return out


def even(name: str, stream: Floats) -> dict[str, float]:
    """Return the p of equal chances, of the whole draw and of its lower part."""
    lower = np.mod((stream + 0.5) * 256, 1.0) - 0.5
    return {
        name: uniform_p(histogram(stream, BINS)),
        f"{name}, lower bits": uniform_p(histogram(lower, BINS)),
    }


@pytest.mark.parametrize("people", SIZES)
@pytest.mark.parametrize(
    ("codes", "decision", "day", "count"),
    [(DAILY_CODES, DAILY, 17, DAILY_BLOCKS), (STATIC_CODES, STATIC, 0, STATIC_BLOCKS)],
    ids=["daily", "static"],
)
def test_across_people_every_decision_is_even_and_unrelated_to_every_other(
    codes: dict[str, int], decision: int, day: int, count: int, people: int
) -> None:
    key = key_of(20_261, 0)
    counts = {name: np.zeros(BINS, dtype=np.int64) for name in codes}
    low = {name: np.zeros(BINS, dtype=np.int64) for name in codes}
    lagged = {(name, lag): 0.0 for name in codes for lag in LAGS}
    crossed = dict.fromkeys(combinations(codes, 2), 0.0)
    lagged_pairs = dict.fromkeys(LAGS, 0)
    words = -(-people // 64)
    for start in range(0, words, AT_ONCE):
        filled = blocks(key, start * 64, min(AT_ONCE, words - start), day, decision, count)
        streams = {name: shares(filled, code) for name, code in codes.items()}
        for name, stream in streams.items():
            counts[name] += histogram(stream, BINS)
            low[name] += histogram(np.mod((stream + 0.5) * 256, 1.0) - 0.5, BINS)
            for lag in LAGS:
                lagged[name, lag] += float(stream[lag:] @ stream[:-lag])
        for lag in LAGS:
            lagged_pairs[lag] += len(filled) * 64 - lag
        for a, b in crossed:
            crossed[a, b] += float(streams[a] @ streams[b])
    is_fair(
        {name: uniform_p(c) for name, c in counts.items()}
        | {f"{name}, lower bits": uniform_p(c) for name, c in low.items()}
        | {f"{n}, lag {lag}": unrelated_p(x, lagged_pairs[lag]) for (n, lag), x in lagged.items()}
        | {f"{a} and {b}": unrelated_p(x, words * 64) for (a, b), x in crossed.items()}
    )


def test_across_days_the_draws_of_a_person_are_even_and_unrelated() -> None:
    key = key_of(3, 0)
    for first in (0, (1 << 32) + 64 * 1000):
        filled = np.zeros((65_535, 256), dtype=np.uint32)
        for day in range(1, 65_536):
            fill(filled[day - 1], 0, key, first, day, DAILY, 0)
        for lane in (0, 1, 63):
            streams = {
                name: centred(filled[:, 64 * word + lane] >> 1, 1 << 31)
                for name, word in (("first word", 0), ("last word", 3))
            }
            p = serial({name: [stream] for name, stream in streams.items()})
            for name, stream in streams.items():
                p |= even(name, stream)
            p["words"] = unrelated_p(float(streams["first word"] @ streams["last word"]), 65_535)
            is_fair(p)


def stream_of_draws(key: np.uint64, over: str, n: int) -> Floats:
    """Return draws of one identity in which only `over` runs from 0 to n - 1."""
    at = {"person": 77, "other": 0, "day": 5, "decision": IDENTIFIED, "block": 0}
    out = np.zeros(n, dtype=np.int64)
    for i in range(n):
        at[over] = i
        out[i] = draw(key, at["person"], at["other"], at["day"], at["decision"], at["block"])
    return centred(out, 1 << 31)


def test_along_every_part_of_the_identity_draws_are_even_and_unrelated() -> None:
    key = key_of(4, 0)
    parts = ("person", "other", "day", "decision", "block")
    streams = {part: stream_of_draws(key, part, 1 << 16) for part in parts}
    p = serial({name: [stream] for name, stream in streams.items()})
    for name, stream in streams.items():
        p |= even(name, stream)
    for a, b in combinations(parts, 2):
        # the first entries could be one and the same identity
        p[f"{a} and {b}"] = unrelated_p(float(streams[a][100:] @ streams[b][100:]), (1 << 16) - 100)
    is_fair(p)


def test_a_pair_seen_from_both_ends_has_two_unrelated_draws() -> None:
    key = key_of(6, 0)
    pairs = [(a, a * 7 + 1 + (a % 3 << 32)) for a in range(100_000)]
    there = centred([draw(key, a, b, 2, IDENTIFIED, 0) for a, b in pairs], 1 << 31)
    back = centred([draw(key, b, a, 2, IDENTIFIED, 0) for a, b in pairs], 1 << 31)
    is_fair(
        even("there", there)
        | even("back", back)
        | {"both": unrelated_p(float(there @ back), len(pairs))}
    )


def test_neighbouring_days_people_seeds_and_replicates_have_unrelated_luck() -> None:
    def luck(seed: int, replicate: int, first: int, day: int) -> Floats:
        filled = blocks(key_of(seed, replicate), first, 3200, day, DAILY, 1)
        return centred(filled.reshape(-1) >> 1, 1 << 31)

    base = luck(8, 0, 0, 1)
    others = {
        "tomorrow": luck(8, 0, 0, 2),
        "next word of people": luck(8, 0, 64, 1),
        "people 2^32 later": luck(8, 0, 1 << 32, 1),
        "next seed": luck(9, 0, 0, 1),
        "opposite seed": luck(-8, 0, 0, 1),
        "next replicate": luck(8, 1, 0, 1),
        "seed and replicate exchanged": luck(0, 8, 0, 1),
        "day 256 later": luck(8, 0, 0, 257),
    }
    is_fair({name: unrelated_p(float(base @ x), base.size) for name, x in others.items()})
    assert all((base != x).mean() > 0.999 for x in others.values())


def test_the_verdict_condemns_a_bad_generator() -> None:
    """The tests above can fail: counting up, repeating and copying are each found out."""
    n = 1 << 16
    good = centred(np.random.PCG64(1).random_raw(n) >> 33, 1 << 31)
    p = even("good", good) | serial({"good": [good]})
    is_fair(p)
    up = (np.arange(n) + 0.5) / n - 0.5
    lumpy = np.where(good > 0.48, good - 0.5, good)
    copied = np.concatenate((good[: n // 2], good[: n // 2]))
    for bad in (even("up", up), serial({"up": [up]}), even("lumpy", lumpy)):
        with pytest.raises(AssertionError):
            is_fair(bad)
    with pytest.raises(AssertionError):
        is_fair({"copy": unrelated_p(float(copied[: n // 2] @ copied[n // 2 :]), n // 2)})
