"""Public expression: an occasion first, then silence, conformity, dissent or protest.

Most people have nothing political to say on most days: an *occasion* comes at a person's own rate.
It is to be asked for support, for praise, or for criticism. One of four published rules then says
whether the person dissents; none adds two social causes. With a attitude, H = max(0, a) hardship,
R aversion to risk, r perceived risk, S severity, q the ward's dissenting share of what is said:

* ``kuran``: b a + rho (2 q - 1) - R r S > 0 (Kuran 1989, 1995; linear working form);
* ``epstein``: H + H (1 - L) - R r S > T (Epstein 2002 with hardship max(0, a), own cost T);
* ``ross``: opposed, and confidence in the climate of opinion less R r S at least phi, the
  willingness to self-censor; confidence 2 / (1 + e^-w) - 1 and w moves by alpha times the
  balance of speaking contacts (Ross et al. 2019);
* ``siegel``: opposed, and b_i + c_i - R r S > 0, where c_i moves to minus the share of contacts who
  did not dissent: c' = lambda c - (1 - lambda)(1 - lpr) (Siegel 2009).

Asked and not dissenting, a person supports in public; with an occasion for praise and a < 0 too;
otherwise silence. *Falsification*: supports in public and is privately opposed. *Self-censorship*:
silent, and the same rule with r = 0 and the same draws says dissent. *Abstention*: silent either
way. Protest: opposed, the rule with the exposure of protest, and the ward's visible protest of
yesterday, or the spark of a call today, above the person's threshold (Granovetter 1978); everybody
may join, whatever the rhythm of decisions. The detained neither speak nor march.

Units: 2^-14 for everything compared. Errors: products floored at 2^-14. A bounded story.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, first
from bentham.chance.compiled import once, rule, small
from bentham.chance.decisions import OCCASION, OCCASION_KIND, ROUND_MEMORY, taken
from bentham.chance.rounding import clamped, rounded
from bentham.day.luck import follow_up
from bentham.day.person import (
    CALLED,
    CLIMATE,
    ONE_Q14,
    PROTEST_SHARE,
    Draws,
    Lanes,
    Masks,
    Numbers,
    Tables,
    lane,
    mask,
)  # fmt: skip
from bentham.day.settings import table
from bentham.evidence.lanes import ADULT, AVERSION, MOTIVE, OCCASIONS, OWN_COST, SELF_CENSOR
from bentham.evidence.lanes import THRESHOLD as JOINS_ABOVE
from bentham.evidence.parameters import index

READS = (
    "ATTITUDE", "RISK", "MEMORY", "OCCASIONS", "OWN_COST", "AVERSION", "MOTIVE", "SELF_CENSOR",
    "THRESHOLD", "ADULT", "FREE", "DECIDING", "N_DISSENT", "N_SUPPORT", "N_CONTACTS", "CLIMATE",
    "PROTEST_SHARE", "CALLED", "SPOKE", "SILENCED",
)  # fmt: skip
WRITES = (
    "MEMORY", "OCCASION", "DISSENT", "SUPPORT", "CRITICISM", "PROTEST", "FALSIFIED",
    "SELF_CENSORED", "ABSTAINED", "SPOKE", "SILENCED", "EVER_SPOKE", "EVER_SILENCED",
)  # fmt: skip

KURAN, EPSTEIN, ROSS, SIEGEL = range(4)
ONE_Q12 = 1 << 12

ATTITUDE, RISK, MEMORY = lane("ATTITUDE"), lane("RISK"), lane("MEMORY")
N_DISSENT, N_SUPPORT, N_CONTACTS = lane("N_DISSENT"), lane("N_SUPPORT"), lane("N_CONTACTS")
DECIDING, FREE = mask("DECIDING"), mask("FREE")
SPOKE, SILENCED = mask("SPOKE"), mask("SILENCED")
OCCURRED, DISSENT, SUPPORT = mask("OCCASION"), mask("DISSENT"), mask("SUPPORT")
CRITICISM, PROTEST, FALSIFIED = mask("CRITICISM"), mask("PROTEST"), mask("FALSIFIED")
SELF_CENSORED, ABSTAINED = mask("SELF_CENSORED"), mask("ABSTAINED")
EVER_SPOKE, EVER_SILENCED = mask("EVER_SPOKE"), mask("EVER_SILENCED")
RULE, INTENSITY = index("expression.rule"), index("expression.intensity")
CONFORMITY, LEGITIMACY = index("expression.conformity"), index("expression.legitimacy")
ALPHA, LAMBDA = index("expression.climate_learning"), index("expression.memory")
SEVERITY, CADENCE = index("risk.severity"), index("society.cadence")
ASKED, PRAISE = index("society.asked_share"), index("society.praise_share")
SPARK, EXPOSURE = index("protest.spark"), index("protest.exposure")
CONFIDENCE = table("CONFIDENCE")


@rule
def fear(aversion: int, risk: int, severity: int, exposure: int) -> int:
    """Return R r S times the exposure, in 2^-14.

    Parameters
    ----------
    aversion, risk, severity, exposure : int
        R in 2^-14, r in 2^-8, S in 2^-10, the exposure in 2^-8.
    """
    return (aversion * risk * severity >> 18) * exposure >> 8


@rule
def urge(
    which: int,
    attitude: int,
    own_cost: int,
    motive: int,
    self_censor: int,
    memory: int,
    climate: int,
    confidence: int,
    p: Numbers,
) -> int:
    """Return what speaks for dissent before risk, in 2^-14; dissent if it exceeds fear.

    Parameters
    ----------
    which : int
        The rule: KURAN, EPSTEIN, ROSS or SIEGEL.
    attitude, own_cost, motive, self_censor : int
        a, T_i, b_i and phi_i in 2^-14.
    memory : int
        c_i of Siegel's rule in 2^-12.
    climate : int
        q in 2^-14.
    confidence : int
        Ross's confidence in the climate of opinion in 2^-14.
    p : int64
        Numbers: b, rho in 2^-14 and L.
    """
    if which == KURAN:
        return (p[INTENSITY] * attitude + p[CONFORMITY] * (2 * climate - ONE_Q14)) >> 14
    hardship = max(attitude, 0)
    if which == EPSTEIN:
        grievance = hardship * (ONE_Q14 - p[LEGITIMACY]) >> 14
        return hardship + grievance - own_cost
    if attitude <= 0:
        return -2 * ONE_Q14
    if which == ROSS:
        return confidence - self_censor + 1  # speak iff confidence >= phi
    return motive + (memory << 2)


@small
def opinion_climate_after(
    memory: int, dissenting: int, supporting: int, alpha: int, draw_: int
) -> int:
    """Return Ross's w after one opposed person heard the contacts who spoke, in 2^-8.

    w' = w + alpha (same - other) / (same + other), with alpha in 2^-8; unchanged if nobody spoke.
    """
    speaking = dissenting + supporting
    step = (alpha << 16) * (dissenting - supporting) // max(speaking, 1)
    return clamped(rounded((memory << 16) + step, draw_), -2047, 2047)


@small
def external_motive_after(
    memory: int, dissenting: int, contacts: int, persistence: int, draw_: int
) -> int:
    """Return Siegel's c after today, in 2^-12.

    c' = lambda c - (1 - lambda)(1 - lpr), lambda in 2^-16, lpr the share of contacts who dissented.
    """
    missing = ONE_Q12 - dissenting * ONE_Q12 // max(contacts, 1)
    exact = persistence * memory - (65536 - persistence) * missing
    return clamped(rounded(exact, draw_), -ONE_Q12, 0)


@rule
def remember(w: Lanes, m: Masks, u: Draws, p: Numbers) -> None:
    """Move what Ross's or Siegel's rule remembers, for all adults."""
    if p[RULE] == ROSS:
        for i in range(64):
            after = opinion_climate_after(
                w[MEMORY + i], w[N_DISSENT + i], w[N_SUPPORT + i], p[ALPHA],
                taken(u, ROUND_MEMORY, i),
            )  # fmt: skip
            w[MEMORY + i] = after * bit(m[ADULT], i)
    else:
        for i in range(64):
            after = external_motive_after(
                w[MEMORY + i], w[N_DISSENT + i], w[N_CONTACTS + i], p[LAMBDA],
                taken(u, ROUND_MEMORY, i),
            )  # fmt: skip
            w[MEMORY + i] = after * bit(m[ADULT], i)


@rule
def urge_of(i: int, w: Lanes, p: Numbers, t: Tables, now: Numbers) -> int:
    """Return `urge` for the person in lane `i`."""
    confidence = t[CONFIDENCE + min(max((w[MEMORY + i] >> 2) + 512, 0), 1023)]
    return urge(
        p[RULE], w[ATTITUDE + i], w[OWN_COST + i], w[MOTIVE + i], w[SELF_CENSOR + i],
        w[MEMORY + i], now[CLIMATE], confidence, p,
    )  # fmt: skip


@rule
def speak(i: int, w: Lanes, m: Masks, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let the person in lane `i` meet today's occasion."""
    one = np.uint64(1) << np.uint64(i)
    wish = urge_of(i, w, p, t, now)
    kind = follow_up(i, OCCASION_KIND, 0, now)
    asked = kind < p[ASKED]
    for_praise = not asked and follow_up(i, OCCASION_KIND, 1, now) < p[PRAISE]
    opposed = w[ATTITUDE + i] > 0
    if not for_praise and wish > fear(w[AVERSION + i], w[RISK + i], p[SEVERITY], 256):
        m[DISSENT] |= one
        m[CRITICISM] |= one
    elif asked or (for_praise and w[ATTITUDE + i] < 0):
        m[SUPPORT] |= one
        if opposed:
            m[FALSIFIED] |= one
    elif not for_praise and wish > 0:
        m[SELF_CENSORED] |= one
    else:
        m[ABSTAINED] |= one


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let the free adults of a word speak, conform or keep silent, and join a protest or not."""
    if p[RULE] >= ROSS:
        remember(w, m, u, p)
    deciding = m[DECIDING] & m[FREE]
    occurred = np.uint64(0)
    cadence = p[CADENCE]
    for i in range(64):
        chance = w[OCCASIONS + i] << cadence
        occurred |= np.uint64(taken(u, OCCASION, i) < chance) << np.uint64(i)
    occurred &= deciding
    m[OCCURRED] = occurred
    rest = occurred
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        speak(i, w, m, p, t, now)

    visible = now[PROTEST_SHARE]
    if now[CALLED] != 0:
        visible = max(visible, p[SPARK])
    if visible > 0:
        ready = np.uint64(0)
        for i in range(64):
            ready |= np.uint64(w[JOINS_ABOVE + i] < visible) << np.uint64(i)
        rest = ready & m[FREE]
        while rest != 0:
            i = first(rest)
            rest &= rest - np.uint64(1)
            afraid = fear(w[AVERSION + i], w[RISK + i], p[SEVERITY], p[EXPOSURE])
            if w[ATTITUDE + i] > 0 and urge_of(i, w, p, t, now) > afraid:
                m[PROTEST] |= np.uint64(1) << np.uint64(i)
        m[DISSENT] |= m[PROTEST]
        m[ABSTAINED] &= ~m[PROTEST]
        m[SELF_CENSORED] &= ~m[PROTEST]
    m[SPOKE] |= m[DISSENT]
    m[SILENCED] |= m[SELF_CENSORED]
    m[EVER_SPOKE] = m[SPOKE]
    m[EVER_SILENCED] = m[SILENCED]
