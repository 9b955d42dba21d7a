"""The table of decisions: which lane of a person-day's draws belongs to what, once and for all.

A decision owns its lane for ever: a lane is never reused or moved, so that a new system never
changes the luck of an old one. Common decisions own 31 or 16 bits of the blocks that are filled
for all people every day; rare follow-ups own a decision number and draw a block only when reached.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bentham.chance.compiled import constant, small

DAILY = constant(0)
"""Decision number of the blocks that are filled every day."""

STATIC = constant(1)
"""Decision number of a person's traits (day 0)."""

WORD = constant(2)
"""Decision number of a neighbourhood's traits and daily meetings (the word's number as person)."""


def whole(block: int, word: int) -> int:
    """Return the code of a decision that owns the upper 31 bits of a 32-bit word."""
    return constant((block * 4 + word) * 64 | 1 << 16 | 0x7FFFFFFF << 24)


def upper(block: int, word: int) -> int:
    """Return the code of a decision that owns the upper 16 bits of a word."""
    return constant((block * 4 + word) * 64 | 16 << 16 | 0xFFFF << 24)


def lower(block: int, word: int) -> int:
    """Return the code of a decision that owns the lower 16 bits of a word."""
    return constant((block * 4 + word) * 64 | 0xFFFF << 24)


@small
def taken(draws: npt.NDArray[np.uint32], decision: int, lane: int) -> int:
    """Return the draw of `decision` for the person in `lane`: an int in [0, 2^31) or [0, 2^16)."""
    return (draws[(decision & 0xFFFF) + lane] >> ((decision >> 16) & 0xFF)) & (decision >> 24)


# --- every day, block 0: what a person does ------------------------------------------------------
OCCASION = whole(0, 0)  # something political to say today?
ACT = whole(0, 1)  # position among the slots of everyday acts
ATTEMPT = whole(0, 2)  # position among the slots of attempts (flight, train, ...)
LIST_MOVE = whole(0, 3)  # entry to or exit from a list

# --- every day, block 1: roundings and mistakes --------------------------------------------------
ROUND_ATTITUDE = upper(1, 0)
ROUND_RISK = lower(1, 0)
ROUND_SCORE = upper(1, 1)
ROUND_WELFARE = lower(1, 1)
ROUND_MEMORY = upper(1, 2)
CADENCE = lower(1, 2)  # does this person decide today, where only half do?
FALSE_RECORD = whole(1, 3)  # an act recorded that was not done

# --- every day, block 2: news, faces -------------------------------------------------------------
READ = whole(2, 0)  # does this person look for news today, and get at it?
FACE = whole(2, 1)  # position among the slots of what a camera may report today
NEWS_POST = whole(2, 2)  # position among the slots of statements posted as news
ROUND_KNOWLEDGE = upper(2, 3)
ROUND_TRUST = lower(2, 3)

# --- every day, block 3: word of mouth, grudges, confusions --------------------------------------
TOLD = whole(3, 0)  # told of the event by a contact; or forgets it
GRUDGE = whole(3, 1)  # position among the slots of what a contact may do to this person
MIX_UP = whole(3, 2)  # confused with a namesake today?

DAILY_BLOCKS = 4
DRAWS = 256 * (DAILY_BLOCKS + 2)
"""Draws on a desk: a day's of a word, then room for two blocks of an earlier day."""

# --- static, block 0 and 1: traits ---------------------------------------------------------------
TRAIT_ANCHOR = upper(0, 0)
TRAIT_OWN_COST = lower(0, 0)
TRAIT_AVERSION = upper(0, 1)
TRAIT_OCCASIONS = lower(0, 1)
TRAIT_CONDUCT = upper(0, 2)
TRAIT_TRAVEL = lower(0, 2)
TRAIT_CLASS = upper(0, 3)
TRAIT_INCOME = lower(0, 3)
TRAIT_THRESHOLD = upper(1, 0)
TRAIT_MOTIVE = lower(1, 0)
TRAIT_AWARE = upper(1, 1)
TRAIT_COVERED = lower(1, 1)
TRAIT_SELF_CENSOR = upper(1, 2)
TRAIT_SORTED = upper(1, 3)

# --- static, block 2 -----------------------------------------------------------------------------
TRAIT_DEMAND = upper(2, 0)  # appetite for uncensored news
TRAIT_EVADER = lower(2, 0)  # who gets round the filter first
TRAIT_FACE = upper(2, 1)  # how often this face resembles one in the gallery
TRAIT_ROLE = lower(2, 1)  # police informant, hotline caller, or neither
TRAIT_FAVOUR = upper(2, 2)  # the household's standing with its assessor
TRAIT_WANTED = lower(2, 2)  # on a wanted list from the start

STATIC_BLOCKS = 3

# --- rare follow-ups: decision numbers -----------------------------------------------------------
RECORDED = constant(16)  # was this act recorded?
WHICH_RECORD = constant(17)  # which act does a false record name?
OCCASION_KIND = constant(18)  # asked for support, praise or criticism?
IDENTIFIED = constant(19)  # was the author of this criticism identified?
LIST_KIND = constant(20)  # is this entry a mistake?
APPEAL = constant(21)  # does a wrongly listed person appeal today?
APPEAL_RANK = constant(22)  # keyed rank among the appeals of a district
APPEAL_OUTCOME = constant(23)
TRIGGER = constant(24)  # does something call a ward to protest today (the ward's number as person)?
MULTIPLE = constant(26)  # how many points, where a rule leaves a range
ONLINE = constant(27)  # is this statement posted online (block: 0 criticism, 1 praise, 2 call)?
FLAGGED = constant(28)  # is this post flagged (block as for ONLINE; 3 news)?
DELETION = constant(29)  # when is a flagged post deleted (block as above)?
SEEN = constant(30)  # did anybody see it before (block as above)?
POST_RANK = constant(31)  # keyed rank among the posts of a district that censors look into
AUTHOR = constant(32)  # is the author of a post that is looked into identified?
ALERT_RANK = constant(33)  # keyed rank among the alerts of a district
REVIEW = constant(34)  # what comes of an alert that is reviewed
ARREST = constant(35)  # is an identified person sought?
ARREST_RANK = constant(36)  # keyed rank among the arrests of a district
TERM = constant(37)  # days of detention
ILL_TREATED = constant(38)  # exposed to ill-treatment on a day of detention?
REPORT = constant(39)  # does the reporter report the other (a pair: target, reporter)?
VERDICT = constant(40)  # what comes of a false report (a pair: target, reporter)
RELATION = constant(41)  # standing grudge or rivalry (a pair, day 0)
BRIBE = constant(42)  # does a listed person buy a way off the list today?
BRIBE_RANK = constant(43)  # who takes it: a clerk, an officer, a senior official
REPAIR = constant(44)  # does a listed person make good today?
HEARING = constant(45)  # does a hearing before the entry find the mistake?
KIN_HIT = constant(46)  # is a relative of the punished made to pay?
EVENT_READ = constant(47)  # does a reader come upon the event?
WITNESS = constant(48)  # saw the event happen (day of the event)
MOVED = constant(49)  # is a neighbourhood moved (the word's number as person)?
OBJECTION = constant(50)  # does somebody who is moved object?
FEED = constant(51)  # does a company pass this act on (block: number of the feed)?
FEED_ERROR = constant(52)  # does it pass on what never was?
SMALL_BRIBE = constant(53)  # does a household pay its gatherer not to write an act down?
TRIAL = constant(54)  # arm of a trial (day 0; block: number of the trial; place as person)
PROBE = constant(55)  # who is asked (block: number of the probe)
ANSWER = constant(56)  # what an interview draws (block: number of the question)

FOLLOW_UPS = (
    RECORDED, WHICH_RECORD, OCCASION_KIND, IDENTIFIED, LIST_KIND, APPEAL, APPEAL_RANK,
    APPEAL_OUTCOME, TRIGGER, MULTIPLE, ONLINE, FLAGGED, DELETION, SEEN, POST_RANK, AUTHOR,
    ALERT_RANK, REVIEW, ARREST, ARREST_RANK, TERM, ILL_TREATED, REPORT, VERDICT, RELATION, BRIBE,
    BRIBE_RANK, REPAIR, HEARING, KIN_HIT, EVENT_READ, WITNESS, MOVED, OBJECTION, FEED, FEED_ERROR,
    SMALL_BRIBE, TRIAL, PROBE, ANSWER,
)  # fmt: skip
