"""The snitch line: reports true and false, rewards, grudges, extortion.

Three kinds of people report others. A *police informant* tells of dissent seen yesterday, a
*hotline caller* of what somebody did today, or of what never was; *gatherers* write acts down
(`recording`). With an informant share of P, somebody with k contacts has one among them with chance
1 - (1 - P)^k (test T19). Each pair reads draws of its own, keyed by (target, reporter, day), so
both ends compute the same report:

* dissent of yesterday, by an informant met today or tied far away: ``REPORT`` block 0 < OBSERVED;
* a punished act of today, by a caller met today: ``REPORT`` block 1 < CALLED_IN;
* a false report or a demand for money by a caller met today, where the caller has a motive
  (decision rule after Bergemann 2019)::

      b q + g - kappa (1 - q) - s > 0

  with b the reward, q the chance of being believed, g the grudge of this pair (standard normal,
  standing), kappa the penalty for a false report, s the social cost; all but g is one number,
  MOTIVE_GAIN. It is believed if ``VERDICT`` < q; the target is then taken for a critic (or, where
  criticism costs nothing, a litterer). Otherwise the reporter pays the penalty.

The day's GRUDGE draw of the *target*, in positions of 2^31, has one slot of GRUDGE_WIDTH for each
meeting k = 0..3; ``inside`` is the position in the slot. First comes EXTORT_CHANCE, then
FALSE_CHANCE. Who cannot pay four times the price is reported instead.

A second meeting of the same two (an equal shift) or a second far layer that ties the same two is no
second true report. A reporter is rewarded for each target apart, and points go only to whom the
scheme covers. Far away nobody can see who is in detention, so far informants report from there too;
whether a far target is covered cannot be seen either: with a coverage below one a far reporter may
be rewarded for somebody whom the scheme does not know. Each end uses its own ward's numbers. Along
an explicit graph nobody is reported.

Units: chances in 2^-31, money in 2^-28 of the mean income, points in units of the score, motives in
2^-10. Errors: none, apart from the table of grudges (1024 entries). A bounded story: a history
gives the sign of what informants do to trust, no data give these rates.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, first
from bentham.chance.compiled import constant, once, rule, small
from bentham.chance.decisions import GRUDGE, RELATION, REPORT, STATIC, TRAIT_ROLE, VERDICT, taken
from bentham.chance.involution import permuted
from bentham.chance.philox import BITS, LOW, counter1, counter3, draw, philox
from bentham.day.contacts import meeting
from bentham.day.luck import NOBODY
from bentham.day.person import (
    DAY,
    FAR_SHIFT,
    FAR_WORD,
    FIRST,
    GRAPH,
    KEY,
    LAYERS,
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
from bentham.day.settings import setting, table
from bentham.evidence.acts import number
from bentham.evidence.lanes import ADULT, CALLER, COVERED, INFORMANT

READS = (
    "DISSENT_YESTERDAY", *(f"FAR_{what}_{k}" for what in ("DISSENT", "TIED", "ADULT")
    for k in range(1, LAYERS)), "INFORMANT", "CALLER", "ADULT", "FREE", "COVERED", "VISIBLE", "ACT",
    "WELFARE", "RECORD", "FALSE_RECORD", "DELTA", "FINE", "MEETING_BITS",
)  # fmt: skip
WRITES = (
    "REPORTED", "REPORTED_FALSELY", "REPORT_REJECTED", "REWARDED", "PENALISED", "EXTORTED",
    "EXTORTER", "CRITIC_KNOWN", "CRITIC_FALSELY", "RECORD", "FALSE_RECORD", "DELTA", "FINE",
)  # fmt: skip

ACT, RECORD, FALSE_RECORD = lane("ACT"), lane("RECORD"), lane("FALSE_RECORD")
WELFARE, DELTA, FINE = lane("WELFARE"), lane("DELTA"), lane("FINE")
DISSENT_YESTERDAY, FAR_DISSENT = mask("DISSENT_YESTERDAY"), mask("FAR_DISSENT_0")
FAR_TIED, FAR_ADULT = mask("FAR_TIED_0"), mask("FAR_ADULT_0")
FREE, VISIBLE = mask("FREE"), mask("VISIBLE")
CRITIC_KNOWN, CRITIC_FALSELY = mask("CRITIC_KNOWN"), mask("CRITIC_FALSELY")
REPORTED, REPORTED_FALSELY = mask("REPORTED"), mask("REPORTED_FALSELY")
REPORT_REJECTED = mask("REPORT_REJECTED")
REWARDED, PENALISED = mask("REWARDED"), mask("PENALISED")
EXTORTED, EXTORTER = mask("EXTORTED"), mask("EXTORTER")
HOTLINE, OBSERVED, CALLED_IN = setting("HOTLINE"), setting("OBSERVED"), setting("CALLED_IN")
ACCEPTED, ROLE_INFORMANTS = setting("ACCEPTED"), setting("ROLE_INFORMANTS")
MOTIVE_GAIN, GRUDGE_WIDTH = setting("MOTIVE_GAIN"), setting("GRUDGE_WIDTH")
FALSE_CHANCE, EXTORT_CHANCE = setting("FALSE_CHANCE"), setting("EXTORT_CHANCE")
EXTORT_PRICE = setting("EXTORT_PRICE")
REWARD, REPORT_PENALTY = setting("REWARD"), setting("REPORT_PENALTY")
PUNISHES, NORMAL = table("ACT_PUNISHES"), table("NORMAL")
OF_DISSENT, OF_ACT = constant(0), constant(1)
A_CRITICISM, A_LITTERING = constant(number("criticism")), constant(number("littering"))
ROLE_BLOCK = constant((TRAIT_ROLE & 0xFFFF) // 256)
ACQUAINTANCES = 1
"""First layer of those who may report: layer 0 holds kin elsewhere."""


@rule
def role_of(key: np.uint64, person: int) -> int:
    """Return anybody's role quantile in [0, 2^16): lane TRAIT_ROLE of static block 2.

    An adult is a police informant if it lies below the declared share, as in `society.traits`.
    """
    _, word, _, _ = philox(
        np.uint64(person) & LOW, counter1(person, NOBODY, ROLE_BLOCK), np.uint64(0),
        counter3(NOBODY, STATIC), key & LOW, key >> BITS,
    )  # fmt: skip
    return (np.int64(word) >> ((TRAIT_ROLE >> 16) & 0xFF)) & (TRAIT_ROLE >> 24)


@rule
def grudge_of(one: int, other: int, t: Tables, now: Numbers) -> int:
    """Return the standing grudge between two people in 2^-10, the same both ways.

    The normal quantile at ``draw(min, max, day 0, RELATION) >> 21``.
    """
    low, high = min(one, other), max(one, other)
    pair = draw(np.uint64(now[KEY]), low, high, NOBODY, RELATION, NOBODY)
    return t[NORMAL + (pair >> 21)]


@rule
def would_denounce(gain: int, grudge: int) -> bool:
    """Say whether a caller has a motive for a false report: gain + g > 0, both in 2^-10.

    The gain is b q - kappa (1 - q) - s: reward, penalty and social cost, weighed beforehand.
    """
    return gain + grudge > 0


@rule
def reports(target: int, reporter: int, block: int, chance: int, now: Numbers) -> bool:
    """Say whether the reporter reports the target today: a draw of this pair below a chance."""
    drawn = draw(np.uint64(now[KEY]), target, reporter, now[DAY], REPORT, block)
    return drawn < chance


@rule
def expose(i: int, m: Masks) -> None:
    """Make the authorities know the person in lane `i` as a critic, by a report."""
    m[REPORTED] |= np.uint64(1) << np.uint64(i)
    m[CRITIC_KNOWN] |= np.uint64(1) << np.uint64(i)


@rule
def reward(j: int, w: Lanes, m: Masks, p: Numbers) -> None:
    """Reward the reporter in lane `j`: the mark, and points if the scheme covers them."""
    m[REWARDED] |= np.uint64(1) << np.uint64(j)
    w[DELTA + j] += p[REWARD] * bit(m[COVERED], j)


@small
def new_meeting(bits: np.uint64, k: int) -> int:
    """Return the shift of meeting `k`, or 0 if an earlier one of today joins the same two."""
    shift = meeting(bits, k)
    for earlier in range(k):
        if meeting(bits, earlier) == shift:
            shift = np.int64(0)
    return shift


@rule
def seen_before(k: int, m: Masks, now: Numbers) -> np.uint64:
    """Return whose far contact of layer `k` was already seen dissenting in an earlier layer."""
    seen = np.uint64(0)
    for earlier in range(ACQUAINTANCES, k):
        same_word = now[FAR_WORD + earlier] == now[FAR_WORD + k]
        if same_word and now[FAR_SHIFT + earlier] == now[FAR_SHIFT + k]:
            seen |= m[FAR_DISSENT + earlier]
    return seen


@rule
def tell_of_neighbours(w: Lanes, m: Masks, p: Numbers, now: Numbers) -> None:
    """Let informants report yesterday's dissent of those whom they meet today.

    Meeting k: target i in DISSENT_YESTERDAY & VISIBLE & COVERED, reporter j = i xor s_k in
    INFORMANT & FREE & VISIBLE. The target is REPORTED and CRITIC_KNOWN, the reporter rewarded.
    """
    informants = m[INFORMANT] & m[FREE] & m[VISIBLE]
    targets = m[DISSENT_YESTERDAY] & m[VISIBLE] & m[COVERED]
    bits = np.uint64(now[MEETING_BITS])
    for k in range(MEETINGS):
        shift = new_meeting(bits, k)
        rest = targets & permuted(informants, shift) if shift != 0 else np.uint64(0)
        while rest != 0:
            i = first(rest)
            rest &= rest - np.uint64(1)
            j = i ^ shift
            if reports(now[FIRST] + i, now[FIRST] + j, OF_DISSENT, p[OBSERVED], now):
                expose(i, m)
                reward(j, w, m, p)


@rule
def tell_far_away(w: Lanes, m: Masks, p: Numbers, now: Numbers) -> None:
    """Let informants report yesterday's dissent of far acquaintances; both ends compute it.

    Layers 1 to 3 that have a partner word; the far person is FAR_WORD * 64 + (lane xor FAR_SHIFT).
    *Target*: DISSENT_YESTERDAY & VISIBLE & COVERED & FAR_TIED_k & FAR_ADULT_k, where the role of
    the far person lies below ROLE_INFORMANTS. *Reporter*: INFORMANT & ADULT & VISIBLE &
    FAR_DISSENT_k, without those already seen through an equal tie of an earlier layer.
    """
    targets = m[DISSENT_YESTERDAY] & m[VISIBLE] & m[COVERED]
    informants = m[INFORMANT] & m[ADULT] & m[VISIBLE]
    for k in range(ACQUAINTANCES, LAYERS):
        far, shift = now[FAR_WORD + k], now[FAR_SHIFT + k]
        if far < 0:
            continue
        rest = targets & m[FAR_TIED + k] & m[FAR_ADULT + k]
        while rest != 0:
            i = first(rest)
            rest &= rest - np.uint64(1)
            reporter = far * 64 + (i ^ shift)
            if role_of(np.uint64(now[KEY]), reporter) >= p[ROLE_INFORMANTS]:
                continue
            if reports(now[FIRST] + i, reporter, OF_DISSENT, p[OBSERVED], now):
                expose(i, m)
        rest = informants & m[FAR_DISSENT + k]
        if rest != 0:
            rest &= ~seen_before(k, m, now)
        while rest != 0:
            i = first(rest)
            rest &= rest - np.uint64(1)
            target = far * 64 + (i ^ shift)
            if reports(target, now[FIRST] + i, OF_DISSENT, p[OBSERVED], now):
                reward(i, w, m, p)


@rule
def call_in(callers: np.uint64, w: Lanes, m: Masks, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let callers report punished acts of today by those whom they meet.

    Meeting k: target i with ACT > 0, an act that punishes, COVERED & VISIBLE; reporter i xor s_k in
    CALLER & FREE & VISIBLE. The target is REPORTED and gets ``RECORD = ACT``.
    """
    acted = np.uint64(0)
    for i in range(64):
        acted |= np.uint64(w[ACT + i] > 0) << np.uint64(i)
    acted &= m[COVERED] & m[VISIBLE]
    if acted == 0:
        return
    bits = np.uint64(now[MEETING_BITS])
    for k in range(MEETINGS):
        shift = new_meeting(bits, k)
        rest = acted & permuted(callers, shift) if shift != 0 else np.uint64(0)
        while rest != 0:
            i = first(rest)
            rest &= rest - np.uint64(1)
            j = i ^ shift
            if t[PUNISHES + w[ACT + i] - 1] == 0:
                continue
            if reports(now[FIRST] + i, now[FIRST] + j, OF_ACT, p[CALLED_IN], now):
                m[REPORTED] |= np.uint64(1) << np.uint64(i)
                w[RECORD + i] = w[ACT + i]
                reward(j, w, m, p)


@rule
def accuse(i: int, j: int, w: Lanes, m: Masks, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let the caller in lane `j` report the person in lane `i` falsely, and be believed or not.

    Believed (VERDICT < ACCEPTED): REPORTED_FALSELY, the reporter rewarded; the target is
    CRITIC_FALSELY if criticism punishes, else gets ``FALSE_RECORD = littering + 1`` if littering
    punishes and the lane is 0. Not believed: REPORT_REJECTED; the reporter is PENALISED and, if
    covered, loses REPORT_PENALTY.
    """
    one, by = np.uint64(1) << np.uint64(i), np.uint64(1) << np.uint64(j)
    target, reporter = now[FIRST] + i, now[FIRST] + j
    if draw(np.uint64(now[KEY]), target, reporter, now[DAY], VERDICT, NOBODY) >= p[ACCEPTED]:
        m[REPORT_REJECTED] |= one
        m[PENALISED] |= by
        w[DELTA + j] -= p[REPORT_PENALTY] * bit(m[COVERED], j)
        return
    m[REPORTED_FALSELY] |= one
    if t[PUNISHES + A_CRITICISM] != 0:
        m[CRITIC_FALSELY] |= one
    elif w[FALSE_RECORD + i] == 0 and t[PUNISHES + A_LITTERING] != 0:
        w[FALSE_RECORD + i] = A_LITTERING + 1
    reward(j, w, m, p)


@rule
def denounce(
    callers: np.uint64, w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers
) -> None:
    """Let callers with a motive report people falsely, or take money for not doing so.

    Target i in COVERED & VISIBLE & FREE with g = GRUDGE draw < 4 GRUDGE_WIDTH: k = g //
    GRUDGE_WIDTH, inside = g - k GRUDGE_WIDTH; nothing unless inside < EXTORT_CHANCE +
    FALSE_CHANCE. Caller j = i xor s_k in CALLER & FREE & VISIBLE, with a motive. If inside <
    EXTORT_CHANCE and WELFARE_i << 16 > 4 EXTORT_PRICE: the price passes from i to j (FINE);
    otherwise a false report.
    """
    width = p[GRUDGE_WIDTH]
    if width <= 0:
        return
    end = MEETINGS * width
    rest = np.uint64(0)
    for i in range(64):
        rest |= np.uint64(taken(u, GRUDGE, i) < end) << np.uint64(i)
    meets_one = np.uint64(0)
    for k in range(MEETINGS):
        meets_one |= permuted(callers, meeting(np.uint64(now[MEETING_BITS]), k))
    rest &= m[COVERED] & m[VISIBLE] & m[FREE] & meets_one
    price = p[EXTORT_PRICE]
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        position = taken(u, GRUDGE, i)
        k = position // width
        inside = position - k * width
        if inside >= p[EXTORT_CHANCE] + p[FALSE_CHANCE]:
            continue
        j = i ^ meeting(np.uint64(now[MEETING_BITS]), k)
        if bit(callers, j) == 0:
            continue
        if not would_denounce(p[MOTIVE_GAIN], grudge_of(now[FIRST] + i, now[FIRST] + j, t, now)):
            continue
        if inside < p[EXTORT_CHANCE] and w[WELFARE + i] << 16 > 4 * price:
            m[EXTORTED] |= np.uint64(1) << np.uint64(i)
            m[EXTORTER] |= np.uint64(1) << np.uint64(j)
            w[FINE + i] += price
            w[FINE + j] -= price
        else:
            accuse(i, j, w, m, p, t, now)


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let the informants and callers of a word, and of its partner words, report its people."""
    if now[GRAPH] != 0:
        return
    if p[OBSERVED] > 0:
        far = m[FAR_DISSENT + 1] | m[FAR_DISSENT + 2] | m[FAR_DISSENT + 3]
        if m[DISSENT_YESTERDAY] & m[VISIBLE] != 0:
            tell_of_neighbours(w, m, p, now)
            tell_far_away(w, m, p, now)
        elif m[INFORMANT] & far != 0:
            tell_far_away(w, m, p, now)
    if p[HOTLINE] == 0:
        return
    callers = m[CALLER] & m[FREE] & m[VISIBLE]
    if callers != 0:
        call_in(callers, w, m, p, t, now)
        denounce(callers, w, m, u, p, t, now)
