"""The family: whoever is close to somebody punished pays too.

A relative is anybody with a housemate who this morning was on the list, in detention or at a grade
that is sanctioned, or with a housemate or one far tie of kin who was punished yesterday. Where the
scheme punishes families, an adult relative is affected as long as that lasts, and on the day after
a punishment is made to pay with a declared chance::

    affected = (N_UNDER_SANCTION > 0 or KIN_PUNISHED) and COVERED
    hit      = KIN_PUNISHED and COVERED and KIN_HIT draw < KIN_CHANCE:   DELTA -= KIN_POINTS

What else it costs (attempts refused, income lost) is in `sanctions`; what it does to risk and
attitude in `risk` and `attitude`, with or without such a scheme. Under-18s are never made to pay,
though they may lose a school. With KIN = 0 nobody's day depends on a relative's through this path
(test T30).

Units: chances in 2^-31, points in units of the score. No errors. A bounded story: cases are
reported, not counted.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import first
from bentham.chance.compiled import once
from bentham.chance.decisions import KIN_HIT as KIN_HIT_DRAW
from bentham.day.luck import follow_up
from bentham.day.person import Draws, Lanes, Masks, Numbers, Tables, lane, mask
from bentham.day.settings import setting
from bentham.evidence.lanes import COVERED

READS = ("N_UNDER_SANCTION", "KIN_PUNISHED", "COVERED", "DELTA")
WRITES = ("KIN_AFFECTED", "KIN_HIT", "DELTA")

N_UNDER_SANCTION, DELTA = lane("N_UNDER_SANCTION"), lane("DELTA")
KIN_PUNISHED, KIN_AFFECTED, KIN_HIT = mask("KIN_PUNISHED"), mask("KIN_AFFECTED"), mask("KIN_HIT")
KIN, KIN_POINTS, KIN_CHANCE = setting("KIN"), setting("KIN_POINTS"), setting("KIN_CHANCE")


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Make the relatives of a word pay."""
    if p[KIN] == 0:
        return
    beside = np.uint64(0)
    for i in range(64):
        beside |= np.uint64(w[N_UNDER_SANCTION + i] > 0) << np.uint64(i)
    m[KIN_AFFECTED] = (beside | m[KIN_PUNISHED]) & m[COVERED]
    rest = m[KIN_PUNISHED] & m[COVERED]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        if follow_up(i, KIN_HIT_DRAW, 0, now) < p[KIN_CHANCE]:
            m[KIN_HIT] |= np.uint64(1) << np.uint64(i)
            w[DELTA + i] -= p[KIN_POINTS]
