"""Draws in bulk, a slow Philox to hold them against, and verdicts with a stated error rate."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import stats

from bentham.chance import decisions
from bentham.chance.philox import fill

Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.uint32]

FALSE_ALARM = 1e-3
"""Chance that a perfect generator fails one of these tests; keys are fixed, so it was met once."""

LANE_CODES = {
    name: int(code)
    for name, code in vars(decisions).items()
    if name.isupper() and isinstance(code, int | np.integer) and code >= 1 << 24
}
"""Decisions that own bits of a block, by name: every constant that is too large for a number."""

STATIC_CODES = {name: code for name, code in LANE_CODES.items() if name.startswith("TRAIT_")}
DAILY_CODES = {name: code for name, code in LANE_CODES.items() if name not in STATIC_CODES}


def philox_by_hand(counter: tuple[int, ...], key: tuple[int, int]) -> tuple[int, ...]:
    """Return one block of Philox4x32-10, written from the paper with Python's own integers."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (
            (p1 >> 32) ^ c1 ^ k0, p1 & 0xFFFFFFFF, (p0 >> 32) ^ c3 ^ k1, p0 & 0xFFFFFFFF,
        )  # fmt: skip
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c0, c1, c2, c3


def halves(key: np.uint64) -> tuple[int, int]:
    """Return the two 32-bit words of a key."""
    return int(key) & 0xFFFFFFFF, int(key) >> 32


def blocks(key: np.uint64, first: int, words: int, day: int, decision: int, count: int) -> Words:
    """Return the filled blocks of `words` words of people: an array [word, 256 * count]."""
    out = np.zeros((words, 256 * count), dtype=np.uint32)
    for i, row in enumerate(out):
        for block in range(count):
            fill(row, block * 256, key, first + 64 * i, day, decision, block)
    return out


def bits_of(code: int) -> tuple[int, int, int]:
    """Return the 32-bit word that a decision owns bits of, its shift and its mask."""
    return (code & 0xFFFF) // 64, (code >> 16) & 0xFF, code >> 24


def shares(filled: Words, code: int) -> Floats:
    """Return one decision's draws, person by person, as shares of their range minus one half."""
    word, shift, mask = bits_of(code)
    lanes = filled[:, 64 * word : 64 * word + 64].reshape(-1).astype(np.int64)
    return centred((lanes >> shift) & mask, mask + 1)


def centred(draws: npt.ArrayLike, ways: int) -> Floats:
    """Return draws of [0, ways) as the middles of their cells in [-1/2, 1/2]."""
    return (np.asarray(draws, dtype=np.float64) + 0.5) / ways - 0.5


def uniform_p(counts: npt.NDArray[np.int64]) -> float:
    """Return the two-sided chi-square p of equal chances: neither too uneven nor too even."""
    expected = counts.sum() / counts.size
    statistic = float(((counts - expected) ** 2).sum() / expected)
    upper = float(stats.chi2.sf(statistic, counts.size - 1))
    return 2 * min(upper, 1 - upper)


def unrelated_p(total: float, pairs: int) -> float:
    """Return the p of no relation, for a sum of products of centred uniform draws."""
    return float(2 * stats.norm.sf(abs(total) * 12 / np.sqrt(pairs)))


def histogram(values: Floats, bins: int) -> npt.NDArray[np.int64]:
    """Count centred draws by equal cells."""
    cell = ((values + 0.5) * bins).astype(np.int64)
    return np.bincount(cell, minlength=bins)


def is_fair(p_values: dict[str, float]) -> None:
    """Fail if the least of many p-values is too small, by Bonferroni at `FALSE_ALARM`."""
    worst = min(p_values, key=lambda name: p_values[name])
    assert p_values[worst] > FALSE_ALARM / len(p_values), (worst, p_values[worst], len(p_values))
