"""What a person consists of: columns, planes, lanes and masks of a day, tallies, settings.

A new system adds here one line for each column, plane, tally or setting that it needs.

* A *column* is stored: one integer a person.
* A *plane* is stored: one bit a person. Public planes are read across words, so they have a second
  buffer (yesterday's is read, today's is written); own planes are read by oneself or one's word.
* A *lane* is a row of 64 integers, a *mask* one uint64, while a word is worked on. Lanes of the
  day start at zero every day only where a stage says so; masks of the day always do.
* A *setting* is a number that a scheme compiles to; a *table* is a run of such numbers.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, get_args, get_type_hints

import numpy as np
import numpy.typing as npt

from bentham.evidence.lanes import TRAIT_LANES, TRAIT_MASKS

Lanes = npt.NDArray[np.int64]
Masks = npt.NDArray[np.uint64]
Draws = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Tables = npt.NDArray[np.int64]

ONE_Q14 = 1 << 14
"""The number one in 14 fractional bits."""

FOREVER = 65535
"""`listed_until` of somebody whose listing has no end."""

FORMERLY = 1
"""`listed_until` of somebody who was on the list once; 0 never was, larger is on it."""

LONGEST_TERM = 240
"""Most days of detention; `custody` counts them down."""

SOUGHT, SOUGHT_WRONGLY, POST, FOOTAGE, MATCH, FALSE_MATCH = 255, 254, 253, 252, 251, 250
"""Other values of `custody`: what the authorities hold about somebody who is free, 0 nothing.

Sought for arrest, rightly or not; a post that waits for a censor to look for its author; pictures
from a demonstration, a match with the wanted list, a false match, each waiting for an operator.
"""


class Columns(NamedTuple):
    """The stored columns; an array has one entry a person, or none if no system needs it."""

    attitude: npt.NDArray[np.int16]  # -1 loyal .. 1 opposed, 2^-14
    risk: npt.NDArray[np.uint8]  # perceived chance of punishment for dissent, 2^-8
    memory: npt.NDArray[np.int16]  # what Ross's (2^-8) and Siegel's rule (2^-12) remember
    score: npt.NDArray[np.int16]  # points times the scheme's scale
    listed_until: npt.NDArray[np.uint16]  # a day, not a countdown
    welfare: npt.NDArray[np.uint16]  # in units of the mean income, 2^-12
    knowledge: npt.NDArray[np.uint8]  # share known of what a filter keeps out, 2^-8
    trust: npt.NDArray[np.uint8]  # between people, 2^-8
    custody: npt.NDArray[np.uint8]  # days left in detention, or why the authorities look


@cache
def column_types() -> dict[str, type[np.generic]]:
    """Return the type of each column, as its annotation says."""
    hints = get_type_hints(Columns)
    return {name: get_args(get_args(hints[name])[1])[0] for name in Columns._fields}


OPTIONAL_COLUMNS = {
    "memory": "REMEMBERS", "score": "SCORED", "listed_until": "LIST", "knowledge": "NEWS",
    "trust": "DENUNCIATION", "custody": "CASES",
}  # fmt: skip
"""Columns that are kept only where a setting is not zero."""

PUBLIC_PLANES = ("DISSENT", "PUNISHED", "INFORMED", "SUPPORT")
"""Support stands last: only Ross's rule needs that of others, so that a run may leave it out."""

OWN_PLANES = (
    "AWARE", "WRONG", "STRANGER", "PENDING", "SPOKE", "SILENCED", "FELT", "HEARD", "MISMATCHED",
    "REFUSED_FLIGHT", "REFUSED_TRAIN", "REFUSED_HOTEL", "REFUSED_HOUSE", "REFUSED_JOB",
    "REFUSED_SCHOOL",
)  # fmt: skip


def _numbered(names: tuple[str, ...], start: int, step: int) -> dict[str, int]:
    return {name: start + step * i for i, name in enumerate(names)}


LANES = (
    "ATTITUDE", "RISK", "MEMORY", "SCORE", "LISTED_UNTIL", "WELFARE", "KNOWLEDGE", "TRUST",
    "CUSTODY",
    "N_DISSENT",  # contacts who dissented visibly yesterday
    "N_PUNISHED",  # contacts who were punished for dissent yesterday
    "N_SUPPORT",  # contacts who supported visibly yesterday
    "N_CONTACTS",  # people seen today
    "N_INFORMED",  # contacts who knew of the concealed event yesterday
    "ACT",  # number of today's act plus one, 0 none
    "RECORD",  # number of the act recorded today plus one, 0 none
    "FALSE_RECORD",  # number of the act recorded though it was not done, plus one
    "DELTA",  # points of today's records, of rewards and penalties, in units of the score
    "LOSS",  # share of income lost to the sanction in force, 2^-16
    "FINE",  # welfare lost to today's fines, bribes and extortion, less what is received, 2^-28
    "N_UNDER_SANCTION",  # housemates listed, detained or at a sanctioned grade this morning
    "CHILDREN_OUT",  # children kept from a school by today's refusal
)  # fmt: skip

MEETINGS = 4
"""Chance meetings of a person a day."""

LAYERS = 4
"""Layers of far ties: layer 0 is kin elsewhere, the others are acquaintances."""

MASKS = (
    *(f"{plane}_YESTERDAY" for plane in PUBLIC_PLANES),  # of this word
    *(f"MET_{plane}_{k}" for plane in PUBLIC_PLANES for k in range(MEETINGS)),
    *(f"FAR_{plane}_{k}" for plane in PUBLIC_PLANES for k in range(LAYERS)),
    *(f"MET_THERE_{k}" for k in range(MEETINGS)),
    *(f"FAR_TIED_{k}" for k in range(LAYERS)),
    *(f"FAR_ADULT_{k}" for k in range(LAYERS)),  # adults among far contacts, if anybody reports
    "KIN_PUNISHED", "KIN_FAR_PUNISHED",
    "NAMESAKE_DISSENT",  # the namesake dissented visibly yesterday
    "NAMESAKE_THERE",  # there is a namesake, alive
    "VISIBLE", "DECIDING",
    "INFORMED",  # knows of the concealed event this evening
    "FREE",  # adults who are not detained
    "CRITIC_KNOWN", "PROTESTER_KNOWN",  # authors identified today
    "CRITIC_FALSELY", "PROTESTER_FALSELY",  # taken for somebody else, or accused falsely
    "NEWS_KNOWN",  # authors of news that is called false, identified today
    "POST_ASKED", "ALERT_ASKED", "ARREST_ASKED",  # requests of today for a scarce service
    *OWN_PLANES,
)  # fmt: skip

COUNTED = (
    "OCCASION",  # something political to say
    "DISSENT",  # visible dissent: criticism or protest
    "SUPPORT",  # visible support
    "CRITICISM",
    "PROTEST",
    "FALSIFIED",  # supports in public, opposed in private
    "SELF_CENSORED",  # silent, and the same rule with no risk says speak
    "ABSTAINED",  # silent either way
    "OPPOSED",  # private attitude above zero
    "OFFENCE",  # an offence or a debt
    "GOOD",  # a praised act
    "LAWFUL",  # a lawful, not praised act
    "FORGONE_OFFENCE",  # an offence or debt that the scheme prevented
    "FORGONE_LAWFUL",  # a lawful act given up
    "RECORDED",  # an act recorded
    "FALSELY_RECORDED",
    "IDENTIFIED",  # author of criticism or protest identified
    "PUNISHED",  # punished for dissent
    "SUBJECT",  # adults under the scheme
    "LISTED",
    "ENTERED",
    "LEFT",
    "WRONGLY_LISTED",
    "APPEALED",
    "BELOW_START",  # fewer points than on the first day
    "ABOVE_START",
    "LOW_GRADE",  # at a grade that is sanctioned
    "SANCTIONED",  # listed or at such a grade
    "SANCTIONED_WRONGLY",
    "FLIGHT_TRIED",
    "FLIGHT_REFUSED",
    "TRAIN_TRIED",
    "TRAIN_REFUSED",
    "HOTEL_TRIED",
    "HOTEL_REFUSED",
    "HOUSE_TRIED",
    "HOUSE_REFUSED",
    "JOB_TRIED",
    "JOB_REFUSED",
    "SCHOOL_TRIED",
    "SCHOOL_REFUSED",
    "CHILD_SCHOOL_TRIED",
    "CHILD_SCHOOL_REFUSED",
    "FINED",
    "EVER_SPOKE",
    "EVER_SILENCED",
    "EVER_REFUSED",
    "EVER_PUNISHED",
    "KNOWING",  # adults aware of the scheme's rules
    "READ",  # read uncensored news
    "READ_CHILLED",  # would have, but for fear of being seen reading
    "LEARNED",  # came to know of the concealed event
    "FORGOT",  # forgot it
    "KNOWS_EVENT",
    "TRUE_POST",  # posted a true statement as news
    "FALSE_POST",
    "POST_CRITICISM",  # criticism posted online
    "POST_PRAISE",
    "POST_CALL",  # a post that calls to act together
    "FLAGGED",
    "DELETED_CRITICISM",  # flagged, to be deleted after its delay
    "DELETED_PRAISE",
    "DELETED_CALL",
    "DELETED_SOON",  # within half an hour
    "DELETED_IN_A_DAY",
    "UNSEEN",  # deleted before anybody saw it
    "POST_LOOKED_INTO",
    "AUTHOR_IDENTIFIED",  # from a post, correctly
    "MISTAKEN_AUTHOR",  # taken for a namesake who wrote something
    "LABELLED_FALSE",  # a post called false news
    "TRUTH_PUNISHED",  # author of a true statement punished for false news
    "FOOTAGE_TAKEN",  # seen by a camera at a demonstration
    "TRUE_ALERT",  # a wanted person matched
    "FALSE_ALERT",  # somebody else matched
    "EVER_MISMATCHED",  # falsely matched at least once
    "ALERT_REVIEWED",
    "FOUND",  # a wanted person found
    "MARCHER_KNOWN",  # taking part in a demonstration, correctly identified from pictures
    "TAKEN_FOR_ANOTHER",  # a false match that the review did not notice
    "REPORTED",  # reported for dissent or an act, truly
    "REPORTED_FALSELY",  # a false report was believed
    "REPORT_REJECTED",  # a false report about this person was found out
    "REWARDED",  # for a report
    "PENALISED",  # for a false report
    "EXTORTED",  # paid under threat of a report
    "EXTORTER",  # was paid
    "PAID_GATHERER",  # paid a small bribe not to be written down
    "STRANGER_LISTED",  # on the list for a stranger's act or face
    "REDLISTED",
    "RETURNED",  # put on the list again
    "REPAIRED",  # left the list by making good
    "HEARD_BEFORE",  # a hearing averted a mistaken entry
    "BRIBED_CLERK",
    "BRIBED_OFFICER",
    "BRIBED_SENIOR",
    "SOUGHT_TODAY",  # newly sought for arrest
    "ARRESTED",
    "ARRESTED_WRONGLY",
    "DETAINED",
    "RELEASED",
    "ILL_TREATED",  # exposed to ill-treatment on a day of detention
    "KIN_AFFECTED",  # under a measure against relatives
    "KIN_HIT",  # newly made to pay for a relative
    "STRUCK",  # punished, listed or arrested today: a relative may be made to pay
    "SANCTIONED_PROTECTED",  # under a sanction, and identified for a protected act before
    "MOVED_AWAY",  # forced to move today
    "OBJECTED",
    "GRADE_0",
    "GRADE_1",
    "GRADE_2",
    "GRADE_3",
    "GRADE_4",
    "GRADE_5",
    "REFUSED_FLIGHTS",  # ever, likewise below
    "REFUSED_TRAINS",
    "REFUSED_HOTELS",
    "REFUSED_HOUSES",
    "REFUSED_JOBS",
    "REFUSED_SCHOOLS",
)
"""Masks of the day that are counted by place and class every day."""

SUMMED = (
    "ATTITUDE_SUM", "RISK_SUM", "SCORE_SUM", "WELFARE_SUM", "LOSS_SUM", "KNOWLEDGE_SUM",
    "TRUST_SUM", "CHILDREN_OUT_SUM",
)  # fmt: skip
"""Lanes summed over adults every day."""

SUM_OF = (
    "ATTITUDE", "RISK", "SCORE", "WELFARE", "LOSS", "KNOWLEDGE", "TRUST", "CHILDREN_OUT",
)  # fmt: skip

HISTOGRAM = 64
"""Bins of welfare of 1/16 of the mean income, the last one open; counted once a week, for Gini."""

TALLIES = ("ADULTS", *COUNTED, *SUMMED, *(f"WELFARE_{k}" for k in range(HISTOGRAM)))
"""Names of the tallies, in the order of a tally row."""

_lane = _numbered(LANES, 64 * TRAIT_LANES, 64)
_mask = _numbered(COUNTED + MASKS, TRAIT_MASKS, 1)


def lane(name: str) -> int:
    """Return where a lane of the day starts in the word's array."""
    return _lane[name]


def mask(name: str) -> int:
    """Return the place of a mask of the day."""
    return _mask[name]


FIRST_COUNTED = TRAIT_MASKS
N_COUNTED = len(COUNTED)
N_LANES = TRAIT_LANES + len(LANES)
N_MASKS = TRAIT_MASKS + len(COUNTED) + len(MASKS)

NOW = (
    "DAY", "FIRST", "KEY",
    "CLIMATE",  # dissenting share of what is said in public in the ward, 2^-14
    "PROTEST_SHARE",  # share of the ward's adults who protested yesterday, 2^-14
    "CALLED",  # 1 if something calls the ward to protest today
    "PUNISHED_SHARE",  # those punished yesterday in the ward, of those who dissented, 2^-14
    "APPEALS_SERVED",  # rank below which yesterday's requests are served today, in order of QUEUES
    "POSTS_SERVED",
    "ALERTS_SERVED",
    "ARRESTS_SERVED",
    "GRAPH",  # 1 if an explicit graph takes the place of the implicit ties
    "MEETING_BITS",  # hashed from word and day: six bits for each meeting
    *(f"FAR_WORD_{k}" for k in range(LAYERS)),  # partner words, -1 if there is none
    *(f"FAR_SHIFT_{k}" for k in range(LAYERS)),  # how their lanes are joined
    "NAMESAKE_WORD", "NAMESAKE_SHIFT",  # likewise of the layer of namesakes
)  # fmt: skip
(
    DAY, FIRST, KEY, CLIMATE, PROTEST_SHARE, CALLED, PUNISHED_SHARE, APPEALS_SERVED, POSTS_SERVED,
    ALERTS_SERVED, ARRESTS_SERVED, GRAPH, MEETING_BITS,
) = range(13)  # fmt: skip
FAR_WORD, FAR_SHIFT = NOW.index("FAR_WORD_0"), NOW.index("FAR_SHIFT_0")
NAMESAKE_WORD, NAMESAKE_SHIFT = NOW.index("NAMESAKE_WORD"), NOW.index("NAMESAKE_SHIFT")

PLACE_STATE = (
    "SEEN_DISSENT", "SEEN_SUPPORT", "CLIMATE", "PROTEST_SHARE", "CALLED", "PUNISHED_SHARE",
)  # fmt: skip
"""State of a ward, updated after each day."""

PLACE_COUNTS = ("PLACE_ADULTS", "PLACE_DISSENT", "PLACE_SUPPORT", "PLACE_PROTEST", "PLACE_PUNISHED")
"""What a day counts in a ward for that update."""

QUEUES = ("APPEALS", "POSTS", "ALERTS", "ARRESTS")
"""Scarce services, requested today and served tomorrow, by district."""

SYSTEMS = (
    "media", "attitude", "risk", "expression", "conduct", "monitoring", "cameras", "informants",
    "recording", "kin", "scoring", "listing", "sanctions", "policing", "welfare", "trust",
)  # fmt: skip
"""Names of the systems, in the order of the day; each can be switched off alone."""


def switch(name: str) -> int:
    """Return the bit that switches a system on."""
    return 1 << SYSTEMS.index(name)
