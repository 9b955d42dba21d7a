"""Private attitude: what a person thinks, whatever they say.

Attitude a in [-1, 1] runs from loyal to opposed. A personal anchor a0 holds it (Friedkin & Johnsen
1990), without which opinions decay to nothing in every world; being punished, or seeing one's kin
punished, moves it (sign disputed in the literature, so the sign is an assumption that is varied)::

    a' = a + lambda (a0 - a) + zeta 1[self or kin punished yesterday]

Units: 2^-14. Error: one unbiased rounding a day, standard deviation at most 1/2 unit.
With zeta = 0 the mean of a returns to a0 at rate lambda (test T23).
"""

from __future__ import annotations

from bentham.chance.bits import bit
from bentham.chance.compiled import rule, small
from bentham.chance.decisions import ROUND_ATTITUDE, taken
from bentham.chance.rounding import clamped, rounded
from bentham.day.person import (
    ONE_Q14,
    Draws,
    Lanes,
    Masks,
    Numbers,
    Tables,
    lane,
    mask,
)  # fmt: skip
from bentham.evidence.lanes import ADULT, ANCHOR
from bentham.evidence.parameters import index

READS = ("ATTITUDE", "ANCHOR", "PUNISHED_YESTERDAY", "KIN_PUNISHED", "ADULT")
WRITES = ("ATTITUDE", "OPPOSED")

ATTITUDE = lane("ATTITUDE")
OPPOSED = mask("OPPOSED")
PUNISHED_YESTERDAY, KIN_PUNISHED = mask("PUNISHED_YESTERDAY"), mask("KIN_PUNISHED")
PULL, STEP = index("attitude.pull"), index("attitude.punished")


@small
def attitude_after(
    attitude: int, anchor: int, pull: int, step: int, punished: int, draw: int
) -> int:
    """Return a person's attitude after today.

    Parameters
    ----------
    attitude, anchor : int
        a and a0 in 2^-14.
    pull : int
        lambda in 2^-16 a day.
    step : int
        zeta in 2^-14.
    punished : int
        1 if oneself or kin was punished yesterday.
    draw : int
        Rounding draw in [0, 2^16).
    """
    exact = (attitude << 16) + pull * (anchor - attitude) + ((step * punished) << 16)
    return clamped(rounded(exact, draw), -ONE_Q14, ONE_Q14)


@rule
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Move the attitude of all adults of a word."""
    touched = (m[PUNISHED_YESTERDAY] | m[KIN_PUNISHED]) & m[ADULT]
    pull, step = p[PULL], p[STEP]
    for i in range(64):
        punished = bit(touched, i)
        draw = taken(u, ROUND_ATTITUDE, i)
        w[ATTITUDE + i] = attitude_after(w[ATTITUDE + i], w[ANCHOR + i], pull, step, punished, draw)
