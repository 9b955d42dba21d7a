"""Trials inside a word: who is treated apart, and whose day they get."""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit
from bentham.chance.compiled import rule
from bentham.chance.decisions import TRIAL
from bentham.chance.philox import draw
from bentham.day.luck import NOBODY
from bentham.day.person import LANES, N_LANES, N_MASKS, Lanes, Masks, Numbers, lane
from bentham.engine.counting import EVERYBODY
from bentham.engine.timeline import BY_CLASS, RANDOM_SHARE
from bentham.evidence.lanes import ALIVE, CLASS_0, CLASSES, TRAIT_MASKS

N_CLASSES = len(CLASSES)
FIRST_LANE, AFTER_LAST = lane(LANES[0]), 64 * N_LANES


@rule
def treated_apart(m: Masks, first: int, key: np.uint64, treat: Numbers) -> np.uint64:
    """Return who of a word is treated apart: a share drawn once and for all, or some classes.

    Parameters
    ----------
    m : uint64
        Masks of the word.
    first : int
        First person of the word.
    key : uint64
        Key of the replicate.
    treat : int64[4]
        See `engine.timeline.Segment`.
    """
    chosen = np.uint64(0)
    if treat[0] == RANDOM_SHARE:
        for i in range(64):
            drawn = draw(key, first + i, NOBODY, NOBODY, TRIAL, treat[1])
            chosen |= np.uint64(drawn < treat[2]) << np.uint64(i)
    elif treat[0] == BY_CLASS:
        for k in range(N_CLASSES):
            if (treat[3] >> k) & 1:
                chosen |= m[CLASS_0 + k]
    return chosen & m[ALIVE]


@rule
def blended(w: Lanes, m: Masks, w_apart: Lanes, m_apart: Masks, apart: np.uint64) -> None:
    """Give those treated apart the day that they had under their own rules."""
    for start in range(FIRST_LANE, AFTER_LAST, 64):
        for i in range(64):
            if bit(apart, i) != 0:
                w[start + i] = w_apart[start + i]
    for k in range(TRAIT_MASKS, N_MASKS):
        m[k] = (m[k] & ~apart) | (m_apart[k] & apart)


@rule
def second_arm(apart: np.uint64, arm_of_ward: int) -> np.uint64:
    """Return who of a word is in the second arm: those treated apart, or the whole ward."""
    if arm_of_ward < 0:
        return apart
    return EVERYBODY if arm_of_ward == 1 else np.uint64(0)
