"""Fear: the chance of punishment that a person perceives.

Perceived risk r in [0, 1] is a probability, P(punished | dissent today). Where a scheme punishes no
speech it is zero for everybody, to the bit; where it does so no more, it is unlearned: in what is
below, r0 and `punished` are then zero (test T26). It is learned from four declared channels only:
one's own and one's kin's punishment, contacts' punishment, news, and the declared rule *if the
person knows of it*; awareness is a state. Beta counts with a prior of weight kappa0::

    r' = (1 - omega) r + omega (punished + kappa0 r0) / (dissenting + kappa0)
         + own 1[punished yesterday] + own * kin 1[kin punished yesterday]
         + nu (s - r)

on days with something to learn from, where `punished` and `dissenting` are yesterday's contacts
and r0 is the declared chance for the aware and a vague prior for the others. The last term is there
where punishments are made known (NEWS_LEARNED), on days after one: s is the share of the ward's
dissenters of yesterday who were punished. News do not teach the rules: nobody gets aware by them.
r multiplies a severity in `expression`; days of detention never do.

Units: r in 2^-8. Errors: products are floored at 2^-24, far below the one unbiased rounding a day.
A bounded story: no data identify how people learn this risk.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, first
from bentham.chance.compiled import once, rule, small
from bentham.chance.decisions import ROUND_RISK, taken
from bentham.chance.rounding import clamped, rounded
from bentham.day.person import PUNISHED_SHARE, Draws, Lanes, Masks, Numbers, Tables, lane, mask
from bentham.day.settings import RECIPROCALS, setting, table
from bentham.evidence.lanes import ADULT
from bentham.evidence.parameters import index

READS = (
    "RISK", "AWARE", "N_DISSENT", "N_PUNISHED", "PUNISHED_YESTERDAY", "KIN_PUNISHED", "ADULT",
    "PUNISHED_SHARE",
)  # fmt: skip
WRITES = ("RISK", "AWARE", "KNOWING")

RISK = lane("RISK")
N_DISSENT, N_PUNISHED = lane("N_DISSENT"), lane("N_PUNISHED")
AWARE, KNOWING = mask("AWARE"), mask("KNOWING")
PUNISHED_YESTERDAY, KIN_PUNISHED = mask("PUNISHED_YESTERDAY"), mask("KIN_PUNISHED")
LEARNING, OWN, KIN, NEWS = (
    index("risk.learning"), index("risk.own_punishment"), index("risk.kin_share"),
    index("risk.news"),
)  # fmt: skip
SPEECH_PUNISHED, NEWS_LEARNED = setting("SPEECH_PUNISHED"), setting("NEWS_LEARNED")
PRIOR_AWARE, PRIOR_UNAWARE = setting("PRIOR_AWARE"), setting("PRIOR_UNAWARE")
RECIPROCAL = table("RECIPROCAL")


@small
def evidence_of(punished: int, prior: int, reciprocal: int) -> int:
    """Return (punished + kappa0 r0) / (dissenting + kappa0) in 2^-16.

    Parameters
    ----------
    punished : int
        Contacts punished yesterday.
    prior : int
        kappa0 r0 in 2^-16.
    reciprocal : int
        1 / (dissenting + kappa0) in 2^-24.
    """
    return min(((punished << 16) + prior) * reciprocal >> 24, 65535)


@small
def risk_after(
    risk: int, seen: int, learning: int, told: int, listening: int, jump: int, draw: int
) -> int:
    """Return perceived risk after today.

    Parameters
    ----------
    risk : int
        r in 2^-8.
    seen : int
        What the contacts' fate suggests, in 2^-16.
    learning : int
        omega in 2^-16, 0 on a day with nothing to learn from.
    told, listening : int
        s and nu in 2^-16; nu is 0 on a day without news.
    jump : int
        What one's own or kin's punishment adds, in 2^-24.
    draw : int
        Rounding draw in [0, 2^16).
    """
    exact = (risk << 16) + (learning * (seen - (risk << 8)) >> 8) + jump
    exact += listening * (told - (risk << 8)) >> 8
    return clamped(rounded(exact, draw), 0, 255)


@rule
def unlearn(w: Lanes, m: Masks, u: Draws, p: Numbers) -> None:
    """Let the fear of what is punished no more give way to dissent that is seen to go unpunished.

    r' = (1 - omega) r for adults with dissenting contacts; r = 0 stays 0, to the bit.
    """
    afraid = np.int64(0)
    for i in range(64):
        afraid |= w[RISK + i]
    if afraid == 0:
        return
    learning = p[LEARNING]
    for i in range(64):
        anything = np.int64(w[N_DISSENT + i] > 0) * bit(m[ADULT], i)
        w[RISK + i] = risk_after(
            w[RISK + i], 0, learning * anything, 0, 0, 0, taken(u, ROUND_RISK, i)
        )


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let all adults of a word learn from yesterday."""
    if p[SPEECH_PUNISHED] == 0:
        unlearn(w, m, u, p)
        m[KNOWING] = m[AWARE] & m[ADULT]
        return
    adult = m[ADULT]
    own = m[PUNISHED_YESTERDAY] & adult
    kin = m[KIN_PUNISHED] & adult
    learning, jump_own = p[LEARNING], p[OWN]
    jump_kin = jump_own * p[KIN] >> 16
    told = now[PUNISHED_SHARE] << 2
    listening = p[NEWS] * np.int64((p[NEWS_LEARNED] != 0) & (told > 0))
    learned = own | kin
    stirred = np.uint64(0)
    for i in range(64):
        learned |= np.uint64(w[N_PUNISHED + i] > 0) << np.uint64(i)
        stirred |= np.uint64(w[N_DISSENT + i] > 0) << np.uint64(i)
    rest = adult if listening != 0 else adult & (learned | stirred)  # nobody else's r moves
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        aware = bit(m[AWARE], i)
        prior = p[PRIOR_AWARE] * aware + p[PRIOR_UNAWARE] * (1 - aware)
        dissenting = min(w[N_DISSENT + i], RECIPROCALS - 1)  # a hub of a graph may see more
        punished = min(w[N_PUNISHED + i], RECIPROCALS - 1)
        anything = np.int64(dissenting + punished > 0)
        reciprocal = t[RECIPROCAL + dissenting]
        seen = evidence_of(punished, prior, reciprocal)
        jump = jump_own * bit(own, i) + jump_kin * bit(kin, i)
        w[RISK + i] = risk_after(
            w[RISK + i], seen, learning * anything, told, listening, jump, taken(u, ROUND_RISK, i)
        )
    m[AWARE] |= learned & adult
    m[KNOWING] = m[AWARE] & adult
