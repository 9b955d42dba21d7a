"""Trust between people: lost at once when somebody nearby is denounced, regained slowly.

With tau in [0, 1] and tau0 the trust to which people return::

    tau' = tau - chi tau 1[a denunciation is known] + rho (tau0 - tau)

A denunciation is a report of today that reached the authorities, true or believed though false. It
is known to the person reported, to their household, and to the four whom they meet today; a report
that was rejected stays unknown. Without any, tau0 - tau shrinks as exp(-rho t).

In integers: ``exact = (tau << 16) - (chi * tau * known >> 8) + (rho * (tau0 - tau) >> 8)``, rounded
with ROUND_TRUST and held in 0..255, for adults only; `known` is 0 or 1. Reported people who are
shut out (not VISIBLE) know of their own report, and nobody else does.

Units: tau in 2^-8, chi and rho in 2^-24. Errors: two floors at 2^-16 of a unit, one unbiased
rounding a day. A bounded story: a border design in one history gives sign and persistence
(Lichter, Loeffler & Siegloch 2021), no data give chi.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, first
from bentham.chance.compiled import once, rule, small
from bentham.chance.decisions import ROUND_TRUST, taken
from bentham.chance.involution import permuted
from bentham.chance.rounding import clamped, rounded
from bentham.day.contacts import housemates, meeting
from bentham.day.person import (
    GRAPH,
    MEETING_BITS,
    MEETINGS,
    Draws,
    Lanes,
    Masks,
    Numbers,
    Tables,
    lane,
    mask,
)  # fmt: skip
from bentham.day.settings import setting
from bentham.evidence.lanes import ADULT, HEAD, SIZE
from bentham.evidence.parameters import index

READS = (
    "TRUST", "REPORTED", "REPORTED_FALSELY", "HEAD", "SIZE", "VISIBLE", "ADULT", "MEETING_BITS",
)  # fmt: skip
WRITES = ("TRUST",)

TRUST = lane("TRUST")
REPORTED, REPORTED_FALSELY = mask("REPORTED"), mask("REPORTED_FALSELY")
VISIBLE = mask("VISIBLE")
DENUNCIATION = setting("DENUNCIATION")
BASELINE, LOST, RECOVERY = (
    index("trust.baseline"), index("trust.denunciation"), index("trust.recovery"),
)  # fmt: skip


@small
def trust_after(trust: int, known: int, lost: int, baseline: int, recovery: int, draw: int) -> int:
    """Return a person's trust after today.

    Parameters
    ----------
    trust, baseline : int
        tau and tau0 in 2^-8.
    known : int
        1 if a denunciation nearby is known.
    lost, recovery : int
        chi and rho in 2^-24.
    draw : int
        Rounding draw in [0, 2^16).
    """
    exact = (trust << 16) - (lost * trust * known >> 8) + (recovery * (baseline - trust) >> 8)
    return clamped(rounded(exact, draw), 0, 255)


@rule
def who_knows(w: Lanes, m: Masks, now: Numbers) -> np.uint64:
    """Return who knows of a denunciation of today: oneself, one's household, whoever one met.

    Along an explicit graph there are no meetings, so only oneself and the household.
    """
    reported = m[REPORTED] | m[REPORTED_FALSELY]
    seen = reported & m[VISIBLE]
    knowing = reported
    rest = seen
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        knowing |= housemates(w[HEAD + i], w[SIZE + i], i)
    if now[GRAPH] == 0:
        for k in range(MEETINGS):
            knowing |= permuted(seen, meeting(np.uint64(now[MEETING_BITS]), k))
    return knowing


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Move the trust of all adults of a word."""
    if p[DENUNCIATION] == 0:
        return
    adult = m[ADULT]
    knowing = who_knows(w, m, now) & adult
    lost, baseline, recovery = p[LOST], p[BASELINE], p[RECOVERY]
    for i in range(64):
        draw = taken(u, ROUND_TRUST, i)
        back = recovery * bit(adult, i)
        w[TRUST + i] = trust_after(w[TRUST + i], bit(knowing, i), lost, baseline, back, draw)
