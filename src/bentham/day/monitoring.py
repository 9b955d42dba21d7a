"""Online monitoring and censors: posts flagged, deleted after a delay, authors looked for.

Some of what is said in public is posted online, under one of three topics: criticism (0), praise
(1), a call to act together (2). A post is flagged with a chance that depends on its topic, not on
its tone (King, Pan & Roberts 2013), and deleted after a Weibull delay T (Zhu et al. 2013)::

    P(T <= t) = 1 - exp(-(t / tau)^kappa)

in minutes, by a table of 1024 quantiles. Somebody sees it before with chance ``min(T, 1 day) / 1
day``; criticism that nobody saw, by somebody who did not also march, is no visible dissent.

Whom the scheme covers and whose flagged criticism or call a censor shall look into *asks* today
(`custody` is POST) and is looked into tomorrow, up to the district's capacity, by a keyed rank;
what is not looked into lapses. The author is then identified with chance AUTHOR_CHANCE.

*Mix-ups*: a covered person is taken for a namesake with chance MIX_UPS a day, and it shows where
that namesake dissented visibly yesterday. Draw first, look second.

*News*: a statement of a covered person is called false with LABEL_TRUE or LABEL_FALSE, according to
what it is; a true one by somebody who knows of an event that is concealed (EVENT 2) with
LABEL_EVENT. These chances contain that of being looked at. The author of what is called false is
identified with AUTHOR_CHANCE.

Units: chances in 2^-31, minutes. Errors: the delay is that of the lower of 1024 quantiles.
Arithmetic, once the chances are granted.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import first
from bentham.chance.compiled import constant, once, rule
from bentham.chance.decisions import AUTHOR, DELETION, MIX_UP, ONLINE, POST_RANK, SEEN, taken
from bentham.chance.decisions import FLAGGED as FLAGGED_DRAW
from bentham.day.luck import follow_up, follow_up_on
from bentham.day.person import DAY, POSTS_SERVED, Draws, Lanes, Masks, Numbers, Tables, lane, mask
from bentham.day.person import POST as POST_CODE
from bentham.day.settings import setting, table
from bentham.evidence.lanes import COVERED
from bentham.evidence.parameters import index

READS = (
    "CUSTODY", "CRITICISM", "SUPPORT", "PROTEST", "DISSENT", "TRUE_POST", "FALSE_POST",
    "KNOWS_EVENT", "NAMESAKE_DISSENT", "COVERED", "POSTS_SERVED",
)  # fmt: skip
WRITES = (
    "CUSTODY", "DISSENT", "POST_CRITICISM", "POST_PRAISE", "POST_CALL", "FLAGGED",
    "DELETED_CRITICISM", "DELETED_PRAISE", "DELETED_CALL", "DELETED_SOON", "DELETED_IN_A_DAY",
    "UNSEEN", "POST_ASKED", "POST_LOOKED_INTO", "AUTHOR_IDENTIFIED", "CRITIC_KNOWN",
    "MISTAKEN_AUTHOR", "CRITIC_FALSELY", "LABELLED_FALSE", "NEWS_KNOWN",
)  # fmt: skip

CERTAIN = constant(1 << 31)
POST = constant(POST_CODE)
OF_CRITICISM, OF_PRAISE, OF_CALL, OF_NEWS = (constant(block) for block in range(4))
SOON, A_DAY = 30, 1440
"""Minutes."""

CONCEALED = 2
"""Value of EVENT while the event is concealed."""

CUSTODY = lane("CUSTODY")
CRITICISM, SUPPORT, PROTEST = mask("CRITICISM"), mask("SUPPORT"), mask("PROTEST")
DISSENT, KNOWS_EVENT = mask("DISSENT"), mask("KNOWS_EVENT")
TRUE_POST, FALSE_POST = mask("TRUE_POST"), mask("FALSE_POST")
NAMESAKE_DISSENT = mask("NAMESAKE_DISSENT")
POST_ABOUT = mask("POST_CRITICISM")  # criticism, praise, call stand side by side
FLAGGED, DELETED = mask("FLAGGED"), mask("DELETED_CRITICISM")  # likewise by topic
DELETED_SOON, DELETED_IN_A_DAY = mask("DELETED_SOON"), mask("DELETED_IN_A_DAY")
UNSEEN, POST_ASKED = mask("UNSEEN"), mask("POST_ASKED")
POST_LOOKED_INTO = mask("POST_LOOKED_INTO")
AUTHOR_IDENTIFIED, CRITIC_KNOWN = mask("AUTHOR_IDENTIFIED"), mask("CRITIC_KNOWN")
MISTAKEN_AUTHOR, CRITIC_FALSELY = mask("MISTAKEN_AUTHOR"), mask("CRITIC_FALSELY")
LABELLED_FALSE, NEWS_KNOWN = mask("LABELLED_FALSE"), mask("NEWS_KNOWN")
MONITORING, EVENT = setting("MONITORING"), setting("EVENT")
FLAG = setting("FLAG_CRITICISM")  # by topic, side by side
AUTHOR_CHANCE, MIX_UPS = setting("AUTHOR_CHANCE"), setting("MIX_UPS")
LABEL_TRUE, LABEL_FALSE = setting("LABEL_TRUE"), setting("LABEL_FALSE")
LABEL_EVENT = setting("LABEL_EVENT")
ONLINE_SHARE, CALL_SHARE = index("monitoring.online_share"), index("monitoring.call_share")
DELETION_MINUTES = table("DELETION_MINUTES")

assert [mask(f"POST_{x}") - POST_ABOUT for x in ("CRITICISM", "PRAISE", "CALL")] == [0, 1, 2]
assert [mask(f"DELETED_{x}") - DELETED for x in ("CRITICISM", "PRAISE", "CALL")] == [0, 1, 2]
assert [setting(f"FLAG_{x}") - FLAG for x in ("CRITICISM", "PRAISE", "CALL")] == [0, 1, 2]


@rule
def minutes_until_deletion(drawn: int, t: Tables) -> int:
    """Return the delay in minutes: entry ``drawn >> 21`` of the table, for a draw of 31 bits."""
    return t[DELETION_MINUTES + (drawn >> 21)]


@rule
def seen_before(drawn: int, minutes: int) -> bool:
    """Say whether somebody saw a post that stood for some minutes.

    Seen iff ``drawn < min(minutes, 1440) * 2^31 // 1440``: what stood for a day is seen for sure.
    """
    return drawn < min(minutes, A_DAY) * CERTAIN // A_DAY


@rule
def look_into(i: int, m: Masks, p: Numbers, now: Numbers) -> None:
    """Look into the post of the person in lane `i` that was flagged yesterday, if its turn comes.

    Served iff yesterday's POST_RANK lies below POSTS_SERVED; then a covered author is identified,
    and known as a critic, iff today's AUTHOR block 0 lies below AUTHOR_CHANCE.
    """
    if follow_up_on(i, POST_RANK, 0, now[DAY] - 1, now) >= now[POSTS_SERVED]:
        return
    one = np.uint64(1) << np.uint64(i)
    m[POST_LOOKED_INTO] |= one
    if m[COVERED] & one != 0 and follow_up(i, AUTHOR, 0, now) < p[AUTHOR_CHANCE]:
        m[AUTHOR_IDENTIFIED] |= one
        m[CRITIC_KNOWN] |= one


@rule
def post(i: int, topic: int, w: Lanes, m: Masks, p: Numbers, t: Tables, now: Numbers) -> None:
    """Post a statement of the person in lane `i`; flag and delete it, or not.

    The draws ONLINE (made by the caller), FLAGGED, DELETION and SEEN have the topic as block. A
    flagged criticism or call of a covered person asks for a censor iff `custody` is 0.
    """
    one = np.uint64(1) << np.uint64(i)
    m[POST_ABOUT + topic] |= one
    if follow_up(i, FLAGGED_DRAW, topic, now) >= p[FLAG + topic]:
        return
    m[FLAGGED] |= one
    m[DELETED + topic] |= one
    minutes = minutes_until_deletion(follow_up(i, DELETION, topic, now), t)
    if minutes <= SOON:
        m[DELETED_SOON] |= one
    if minutes <= A_DAY:
        m[DELETED_IN_A_DAY] |= one
    if not seen_before(follow_up(i, SEEN, topic, now), minutes):
        m[UNSEEN] |= one
        if topic == OF_CRITICISM and m[PROTEST] & one == 0:
            m[DISSENT] &= ~one
    if topic != OF_PRAISE and m[COVERED] & one != 0 and w[CUSTODY + i] == 0:
        w[CUSTODY + i] = POST
        m[POST_ASKED] |= one


@rule
def judge_news(i: int, m: Masks, p: Numbers, now: Numbers) -> None:
    """Judge the news that the person in lane `i` posted today; FLAGGED and AUTHOR with block 3."""
    one = np.uint64(1) << np.uint64(i)
    if m[FALSE_POST] & one != 0:
        chance = p[LABEL_FALSE]
    elif p[EVENT] == CONCEALED and m[KNOWS_EVENT] & one != 0:
        chance = p[LABEL_EVENT]
    else:
        chance = p[LABEL_TRUE]
    if follow_up(i, FLAGGED_DRAW, OF_NEWS, now) < chance:
        m[LABELLED_FALSE] |= one
        if follow_up(i, AUTHOR, OF_NEWS, now) < p[AUTHOR_CHANCE]:
            m[NEWS_KNOWN] |= one


@once
def stage_posts(w: Lanes, m: Masks, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let the people of a word post what they said in public today, topic by topic."""
    for topic in range(3):
        if topic == OF_CRITICISM:
            rest = m[CRITICISM]
        elif topic == OF_PRAISE:
            rest = m[SUPPORT]
        else:
            rest = m[PROTEST]
        share = p[CALL_SHARE] if topic == OF_CALL else p[ONLINE_SHARE]
        while rest != 0:
            i = first(rest)
            rest &= rest - np.uint64(1)
            if follow_up(i, ONLINE, topic, now) < share:
                post(i, topic, w, m, p, t, now)


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let censors work: yesterday's requests, today's posts, mix-ups, news; in this order."""
    if p[MONITORING] == 0:
        return
    waiting = np.uint64(0)
    for i in range(64):
        asked = w[CUSTODY + i] == POST
        waiting |= np.uint64(asked) << np.uint64(i)
        w[CUSTODY + i] *= 1 - np.int64(asked)
    while waiting != 0:
        look_into(first(waiting), m, p, now)
        waiting &= waiting - np.uint64(1)
    stage_posts(w, m, p, t, now)
    namesakes = m[NAMESAKE_DISSENT] & m[COVERED]
    if namesakes != 0:
        confused = np.uint64(0)
        mix_ups = p[MIX_UPS]
        for i in range(64):
            confused |= np.uint64(taken(u, MIX_UP, i) < mix_ups) << np.uint64(i)
        m[MISTAKEN_AUTHOR] = confused & namesakes
        m[CRITIC_FALSELY] |= confused & namesakes
    rest = (m[TRUE_POST] | m[FALSE_POST]) & m[COVERED]
    while rest != 0:
        judge_news(first(rest), m, p, now)
        rest &= rest - np.uint64(1)
