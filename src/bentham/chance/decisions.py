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

DAILY_BLOCKS = 2

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

STATIC_BLOCKS = 2

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

FOLLOW_UPS = (
    RECORDED, WHICH_RECORD, OCCASION_KIND, IDENTIFIED, LIST_KIND, APPEAL, APPEAL_RANK,
    APPEAL_OUTCOME, TRIGGER, MULTIPLE,
)  # fmt: skip
