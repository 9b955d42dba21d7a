"""Private attitude: what a person thinks, whatever they say.

Attitude a in [-1, 1] runs from loyal to opposed. A personal anchor a0 holds it (Friedkin & Johnsen
1990), without which opinions decay to nothing in every world; being punished, or seeing one's kin
punished, moves it (sign disputed in the literature, so the sign is an assumption that is varied);
being forced to move adds a grievance; news pull it to their tones u (uncensored) and m (state
media), each with the weight of what the person knows or does not know, k in [0, 1]::

    a' = a + lambda (a0 - a) + eta_u k (u - a) + eta_m (1 - k) (m - a)
           + zeta 1[self or kin punished yesterday] + grievance 1[moved today]

The news terms are there for adults where there is news (NEWS), the one of state media where these
speak with one voice (STATE_MEDIA). Units: 2^-14. Error: one unbiased rounding a day, standard
deviation at most 1/2 unit; the weights eta k and eta (1 - k) are floored at 2^-16. With zeta = 0
and no news the mean of a returns to a0 at rate lambda (test T23). A bounded story.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit
from bentham.chance.compiled import once, small
from bentham.chance.decisions import ROUND_ATTITUDE, taken
from bentham.chance.rounding import clamped, rounded
from bentham.day.person import ONE_Q14, Draws, Lanes, Masks, Numbers, Tables, lane, mask
from bentham.day.settings import setting
from bentham.evidence.lanes import ADULT, ANCHOR
from bentham.evidence.parameters import index

READS = (
    "ATTITUDE", "ANCHOR", "KNOWLEDGE", "PUNISHED_YESTERDAY", "KIN_PUNISHED", "MOVED_AWAY", "ADULT",
)  # fmt: skip
WRITES = ("ATTITUDE", "OPPOSED")

ATTITUDE, KNOWLEDGE = lane("ATTITUDE"), lane("KNOWLEDGE")
OPPOSED, MOVED_AWAY = mask("OPPOSED"), mask("MOVED_AWAY")
PUNISHED_YESTERDAY, KIN_PUNISHED = mask("PUNISHED_YESTERDAY"), mask("KIN_PUNISHED")
PULL, STEP = index("attitude.pull"), index("attitude.punished")
NEWS, STATE_MEDIA = setting("NEWS"), setting("STATE_MEDIA")
GRIEVANCE = setting("MOVED_GRIEVANCE")
PERSUASION, TONE = index("media.persuasion"), index("media.uncensored_tone")
STATE_PERSUASION, STATE_TONE = index("media.state_persuasion"), index("media.state_tone")


@small
def news_pull(
    attitude: int, knowledge: int, uncensored: int, tone: int, state: int, state_tone: int
) -> int:
    """Return how far a day's news pull an attitude, in 2^-30.

    That is ``(uncensored * k >> 8) * (tone - a) + (state * (256 - k) >> 8) * (state_tone - a)``.

    Parameters
    ----------
    attitude, tone, state_tone : int
        a, u and m in 2^-14.
    knowledge : int
        k in 2^-8.
    uncensored, state : int
        eta_u and eta_m in 2^-16 a day, 0 where there is no such news.
    """
    by_reading = (uncensored * knowledge >> 8) * (tone - attitude)
    return by_reading + (state * (256 - knowledge) >> 8) * (state_tone - attitude)


@small
def attitude_after(attitude: int, anchor: int, pull: int, steps: int, news: int, draw: int) -> int:
    """Return a person's attitude after today.

    Parameters
    ----------
    attitude, anchor : int
        a and a0 in 2^-14.
    pull : int
        lambda in 2^-16 a day.
    steps : int
        Steps of today's events (zeta, grievance) in 2^-14.
    news : int
        What news do, in 2^-30.
    draw : int
        Rounding draw in [0, 2^16).
    """
    exact = (attitude << 16) + pull * (anchor - attitude) + news + (steps << 16)
    return clamped(rounded(exact, draw), -ONE_Q14, ONE_Q14)


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Move the attitude of all adults of a word."""
    adult = m[ADULT]
    touched = (m[PUNISHED_YESTERDAY] | m[KIN_PUNISHED]) & adult
    moved = m[MOVED_AWAY] & adult
    pull, step, grievance = p[PULL], p[STEP], p[GRIEVANCE]
    there_is_news = np.int64(p[NEWS] != 0)
    uncensored, tone = p[PERSUASION] * there_is_news, p[TONE]
    state = p[STATE_PERSUASION] * there_is_news * np.int64(p[STATE_MEDIA] != 0)
    state_tone = p[STATE_TONE]
    for i in range(64):
        steps = step * bit(touched, i) + grievance * bit(moved, i)
        news = news_pull(w[ATTITUDE + i], w[KNOWLEDGE + i], uncensored, tone, state, state_tone)
        news *= bit(adult, i)
        draw = taken(u, ROUND_ATTITUDE, i)
        w[ATTITUDE + i] = attitude_after(w[ATTITUDE + i], w[ANCHOR + i], pull, steps, news, draw)
