"""Cameras that match faces: alerts true and false, pictures of a demonstration, human review.

Whoever goes about in the open is captured by cameras some s times a day, and each capture is
searched in a gallery of N faces. With FNIR the chance that a face in the gallery is missed and
FPIR = 1 - (1 - FMR)^N the chance that another face is matched with somebody in it::

    P(true alert today) = 1 - FNIR^s        P(false alert today) = 1 - (1 - f_i)^s

with f_i a person's own false-match rate of mean FPIR: some faces resemble one in the gallery, and
the same people are hit again and again; independent scans (f_i = FPIR) are the limiting case, where
1 - (1 - FPIR)^(s D) of the innocent are hit at least once in D days. Both chances are made into a
setting and a table by the quantile of the face beforehand. With a share pi in the gallery the
precision of one day's alerts is pi (1 - FNIR) / (pi (1 - FNIR) + (1 - pi) FPIR): small however good
the match, when few are wanted.

Arithmetic, as far as the error rates go; who is put on the wanted list and what follows is a
bounded story. All faces are quantiles of an invented distribution, and no picture exists.

In integers, for the person in lane i, in this order:

1. *Review.* A code FOOTAGE, MATCH or FALSE_MATCH in CUSTODY is yesterday's alert: CUSTODY becomes
   0, whoever the person is. If yesterday's rank ``follow_up_on(i, ALERT_RANK, 0, day - 1)`` lies
   below ALERTS_SERVED: ALERT_REVIEWED, and, with r = ``follow_up(i, REVIEW, 0)`` of today,

   * FOOTAGE and r < IDENTIFY_CHANCE: MARCHER_KNOWN, and PROTESTER_KNOWN if COVERED;
   * MATCH: FOUND, whatever r;
   * FALSE_MATCH and r < REVIEW_ERROR: TAKEN_FOR_ANOTHER, and PROTESTER_FALSELY if COVERED.

   Otherwise the alert lapses. Nobody is asked twice about one alert.
2. *Today.* Only FREE people are seen. Whoever is in PROTEST: FOOTAGE_TAKEN if
   ``follow_up(i, REVIEW, 1)`` < FOOTAGE_CHANCE. Wanted are FREE people in WANTED, in FELT if
   WANT_PUNISHED, with LISTED_UNTIL > FORMERLY (as it stands this morning) if WANT_LISTED. For the
   wanted: TRUE_ALERT if the FACE draw < MATCH_CHANCE. For the others: FALSE_ALERT if the FACE draw
   < FACE_CHANCE[face] + (FACE_CROWD[face] * PROTEST_SHARE >> 14); a sum above 2^31 is certain.
   These marks are set whatever CUSTODY holds.
3. *Requests.* Whoever has one of these marks and CUSTODY = 0 after step 1 gets the code of the
   first that applies of FOOTAGE_TAKEN, TRUE_ALERT, FALSE_ALERT, and the mark ALERT_ASKED. So
   somebody who is sought already, or whose post waits for a censor, raises no second request.

Units: chances in 2^-31 a day, PROTEST_SHARE in 2^-14. Errors: the product is floored at 2^-31.
Sources: error rates as a table of deployments, which span a factor of 4,000 (`data/live_fr.csv`);
persistence is assumed.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, first
from bentham.chance.compiled import constant, once, rule, small
from bentham.chance.decisions import ALERT_RANK, REVIEW, taken
from bentham.chance.decisions import FACE as FACE_DRAW
from bentham.day.luck import follow_up, follow_up_on
from bentham.day.person import (
    ALERTS_SERVED,
    DAY,
    FALSE_MATCH,
    FOOTAGE,
    FORMERLY,
    MATCH,
    PROTEST_SHARE,
    Draws,
    Lanes,
    Masks,
    Numbers,
    Tables,
    lane,
    mask,
)  # fmt: skip
from bentham.day.settings import TABLES, setting, table
from bentham.evidence.lanes import COVERED, FACE, WANTED

READS = (
    "CUSTODY", "PROTEST", "WANTED", "FELT", "LISTED_UNTIL", "FACE", "FREE", "COVERED",
    "PROTEST_SHARE", "ALERTS_SERVED", "MISMATCHED",
)  # fmt: skip
WRITES = (
    "CUSTODY", "FOOTAGE_TAKEN", "TRUE_ALERT", "FALSE_ALERT", "ALERT_ASKED", "ALERT_REVIEWED",
    "FOUND", "MARCHER_KNOWN", "PROTESTER_KNOWN", "TAKEN_FOR_ANOTHER", "PROTESTER_FALSELY",
    "MISMATCHED", "EVER_MISMATCHED",
)  # fmt: skip

CUSTODY, LISTED_UNTIL = lane("CUSTODY"), lane("LISTED_UNTIL")
FREE, PROTEST, FELT = mask("FREE"), mask("PROTEST"), mask("FELT")
MISMATCHED, EVER_MISMATCHED = mask("MISMATCHED"), mask("EVER_MISMATCHED")
FOOTAGE_TAKEN, TRUE_ALERT, FALSE_ALERT = (
    mask("FOOTAGE_TAKEN"), mask("TRUE_ALERT"), mask("FALSE_ALERT"),
)  # fmt: skip
ALERT_ASKED, ALERT_REVIEWED, FOUND = mask("ALERT_ASKED"), mask("ALERT_REVIEWED"), mask("FOUND")
MARCHER_KNOWN, PROTESTER_KNOWN = mask("MARCHER_KNOWN"), mask("PROTESTER_KNOWN")
TAKEN_FOR_ANOTHER, PROTESTER_FALSELY = mask("TAKEN_FOR_ANOTHER"), mask("PROTESTER_FALSELY")
CAMERAS, MATCH_CHANCE = setting("CAMERAS"), setting("MATCH_CHANCE")
FOOTAGE_CHANCE, IDENTIFY_CHANCE = setting("FOOTAGE_CHANCE"), setting("IDENTIFY_CHANCE")
REVIEW_ERROR = setting("REVIEW_ERROR")
WANT_PUNISHED, WANT_LISTED = setting("WANT_PUNISHED"), setting("WANT_LISTED")
FACE_CHANCE, FACE_CROWD = table("FACE_CHANCE"), table("FACE_CROWD")
FACES = TABLES["FACE_CHANCE"]
OF_ALERT, OF_FOOTAGE = constant(0), constant(1)
"""Blocks of the decision REVIEW: what the review of an alert finds, and who is filmed at all."""


@small
def alert_chance(wanted: int, match: int, innocent: int) -> int:
    """Return the chance of an alert today, in 2^-31.

    Parameters
    ----------
    wanted : int
        1 if the person is in the gallery.
    match, innocent : int
        Chances of an alert for somebody in the gallery, and for this face if it is not, 2^-31.
    """
    return wanted * match + (1 - wanted) * innocent


@rule
def review(i: int, w: Lanes, m: Masks, p: Numbers, now: Numbers) -> None:
    """Let an operator look at yesterday's alert about the person in lane `i`, or let it lapse."""
    one = np.uint64(1) << np.uint64(i)
    code = w[CUSTODY + i]
    w[CUSTODY + i] = 0
    if follow_up_on(i, ALERT_RANK, 0, now[DAY] - 1, now) >= now[ALERTS_SERVED]:
        return
    m[ALERT_REVIEWED] |= one
    if code == MATCH:
        m[FOUND] |= one
        return
    found = follow_up(i, REVIEW, OF_ALERT, now)
    if code == FOOTAGE:
        if found < p[IDENTIFY_CHANCE]:
            m[MARCHER_KNOWN] |= one
            m[PROTESTER_KNOWN] |= one & m[COVERED]
    elif found < p[REVIEW_ERROR]:
        m[TAKEN_FOR_ANOTHER] |= one
        m[PROTESTER_FALSELY] |= one & m[COVERED]


@rule
def wanted_today(w: Lanes, m: Masks, p: Numbers) -> np.uint64:
    """Return who of a word is free and in the gallery this morning."""
    wanted = m[WANTED]
    if p[WANT_PUNISHED] != 0:
        wanted |= m[FELT]
    if p[WANT_LISTED] != 0:
        for i in range(64):
            wanted |= np.uint64(w[LISTED_UNTIL + i] > FORMERLY) << np.uint64(i)
    return wanted & m[FREE]


@rule
def false_match_chance(face: int, crowd: int, t: Tables) -> int:
    """Return the chance a day that a face is taken for one in the gallery, 2^-31.

    Parameters
    ----------
    face : int
        Quantile of the face, 0 to 1023; the chance ascends with it.
    crowd : int
        Share of the ward at a demonstration yesterday, 2^-14.
    """
    return t[FACE_CHANCE + face] + (t[FACE_CROWD + face] * crowd >> 14)


@rule
def alerts(w: Lanes, u: Draws, wanted: np.uint64, p: Numbers, t: Tables, now: Numbers) -> np.uint64:
    """Return for whom of a word, free or not, a camera would report a match today."""
    matched = np.uint64(0)
    match, crowd = p[MATCH_CHANCE], now[PROTEST_SHARE]
    most = max(match, false_match_chance(FACES - 1, crowd, t))
    near = np.uint64(0)
    for i in range(64):
        near |= np.uint64(taken(u, FACE_DRAW, i) < most) << np.uint64(i)
    while near != 0:
        i = first(near)
        near &= near - np.uint64(1)
        innocent = false_match_chance(w[FACE + i], crowd, t)
        chance = alert_chance(bit(wanted, i), match, innocent)
        matched |= np.uint64(taken(u, FACE_DRAW, i) < chance) << np.uint64(i)
    return matched


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Review yesterday's alerts about the people of a word, and raise today's."""
    if p[CAMERAS] == 0:
        return
    waiting = np.uint64(0)
    for i in range(64):
        code = w[CUSTODY + i]
        waiting |= np.uint64((code >= FALSE_MATCH) & (code <= FOOTAGE)) << np.uint64(i)
    while waiting != 0:
        review(first(waiting), w, m, p, now)
        waiting &= waiting - np.uint64(1)

    free = m[FREE]
    wanted = wanted_today(w, m, p)
    matched = alerts(w, u, wanted, p, t, now) & free
    m[TRUE_ALERT] = matched & wanted
    m[FALSE_ALERT] = matched & ~wanted
    m[MISMATCHED] |= m[FALSE_ALERT]
    m[EVER_MISMATCHED] = m[MISMATCHED]
    rest = m[PROTEST] & free
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        if follow_up(i, REVIEW, OF_FOOTAGE, now) < p[FOOTAGE_CHANCE]:
            m[FOOTAGE_TAKEN] |= np.uint64(1) << np.uint64(i)

    rest = m[FOOTAGE_TAKEN] | matched
    while rest != 0:
        i = first(rest)
        rest &= rest - np.uint64(1)
        if w[CUSTODY + i] == 0:
            if bit(m[FOOTAGE_TAKEN], i) != 0:
                w[CUSTODY + i] = FOOTAGE
            else:
                w[CUSTODY + i] = MATCH if bit(wanted, i) != 0 else FALSE_MATCH
            m[ALERT_ASKED] |= np.uint64(1) << np.uint64(i)
