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

from bentham.evidence.acts import ROOM
from bentham.evidence.lanes import TRAIT_LANES, TRAIT_MASKS
from bentham.evidence.parameters import PARAMETERS

Lanes = npt.NDArray[np.int64]
Masks = npt.NDArray[np.uint64]
Draws = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]
Tables = npt.NDArray[np.int64]

ONE_Q14 = 1 << 14
"""The number one in 14 fractional bits."""

FOREVER = 65535
"""`listed_until` of somebody whose listing has no end; 0 is not listed."""


class Columns(NamedTuple):
    """The stored columns; an array has one entry a person, or none if no system needs it."""

    attitude: npt.NDArray[np.int16]  # -1 loyal .. 1 opposed, 2^-14
    risk: npt.NDArray[np.uint8]  # perceived chance of punishment for dissent, 2^-8
    memory: npt.NDArray[np.int16]  # what Ross's (2^-8) and Siegel's rule (2^-12) remember
    score: npt.NDArray[np.int16]  # points times the scheme's scale
    listed_until: npt.NDArray[np.uint16]  # a day, not a countdown
    welfare: npt.NDArray[np.uint16]  # in units of the mean income, 2^-12


@cache
def column_types() -> dict[str, type[np.generic]]:
    """Return the type of each column, as its annotation says."""
    hints = get_type_hints(Columns)
    return {name: get_args(get_args(hints[name])[1])[0] for name in Columns._fields}


OPTIONAL_COLUMNS = {"memory": "REMEMBERS", "score": "SCORED", "listed_until": "LIST"}
"""Columns that are kept only where a setting is not zero."""

PUBLIC_PLANES = ("DISSENT", "PUNISHED", "SUPPORT")
OWN_PLANES = ("AWARE", "WRONG", "PENDING", "SPOKE", "SILENCED", "REFUSED", "FELT")


def _numbered(names: tuple[str, ...], start: int, step: int) -> dict[str, int]:
    return {name: start + step * i for i, name in enumerate(names)}


LANES = (
    "ATTITUDE", "RISK", "MEMORY", "SCORE", "LISTED_UNTIL", "WELFARE",
    "N_DISSENT",  # contacts who dissented visibly yesterday
    "N_PUNISHED",  # contacts who were punished for dissent yesterday
    "N_SUPPORT",  # contacts who supported visibly yesterday
    "N_CONTACTS",  # people seen today
    "ACT",  # number of today's act plus one, 0 none
    "RECORD",  # number of the act recorded today plus one, 0 none
    "FALSE_RECORD",  # number of the act recorded though it was not done, plus one
    "DELTA",  # points of today's records, in units of the score
    "LOSS",  # share of income lost to the sanction in force, 2^-16
    "FINE",  # welfare lost to today's fines, 2^-12 times 2^16
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
    "KIN_PUNISHED", "KIN_FAR_PUNISHED",
    "VISIBLE", "DECIDING", "CRITIC_KNOWN", "PROTESTER_KNOWN",
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
    "FINED",
    "EVER_SPOKE",
    "EVER_SILENCED",
    "EVER_REFUSED",
    "EVER_PUNISHED",
    "KNOWING",  # adults aware of the scheme's rules
)
"""Masks of the day that are counted by place and class every day."""

SUMMED = ("ATTITUDE_SUM", "RISK_SUM", "SCORE_SUM", "WELFARE_SUM", "LOSS_SUM")
"""Lanes summed over adults every day."""

SUM_OF = ("ATTITUDE", "RISK", "SCORE", "WELFARE", "LOSS")

TALLIES = ("ADULTS", *COUNTED, *SUMMED)
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
    "APPEALS_SERVED",  # rank below which yesterday's appeals are heard today
    "GRAPH",  # 1 if an explicit graph takes the place of the implicit ties
)  # fmt: skip
(DAY, FIRST, KEY, CLIMATE, PROTEST_SHARE, CALLED, APPEALS_SERVED, GRAPH) = range(len(NOW))

PLACE_STATE = ("SEEN_DISSENT", "SEEN_SUPPORT", "CLIMATE", "PROTEST_SHARE", "CALLED")
"""State of a ward, updated after each day."""

PLACE_COUNTS = ("PLACE_ADULTS", "PLACE_DISSENT", "PLACE_SUPPORT", "PLACE_PROTEST")
"""What a day counts in a ward for that update."""

QUEUES = ("APPEALS",)
"""Scarce services, requested today and served tomorrow, by district."""

SETTINGS = (
    "SYSTEMS", "SCORED", "SCORE_START", "SCORE_LOW", "SCORE_HIGH", "SCORE_PULL",
    "FALSE_RECORDS", "SPEECH_PUNISHED", "PRIOR_AWARE", "PRIOR_UNAWARE", "START_AWARE",
    "START_UNAWARE", "START_MEMORY", "REMEMBERS", "LIST", "LIST_BELOW", "LIST_ABOVE", "LIST_DAYS",
    "LIST_MISTAKEN", "APPEAL_RATE", "APPEAL_SUCCESS", "APPEAL_CAPACITY", "LISTED_LOSS",
    "TIER_SCORE_0", "TIER_SCORE_1", "TIER_SCORE_2", "TIER_SCORE_3",
    "TIER_LOSS_0", "TIER_LOSS_1", "TIER_LOSS_2", "TIER_LOSS_3",
    "FINE_SPEED",
)  # fmt: skip
_setting = _numbered(SETTINGS, len(PARAMETERS), 1)
N_NUMBERS = len(PARAMETERS) + len(SETTINGS)


def setting(name: str) -> int:
    """Return the place of a setting in a row of numbers."""
    return _setting[name]


ATTEMPTS = ("flight", "train")
ATTEMPT_ROOM = 8
RECIPROCALS = 64
WELFARE_BINS = 256

TABLES = {
    "ACT_START": ROOM,  # first position of an act's slot
    "ACT_BASE": 3 * ROOM,  # rate by class without any scheme, positions a day
    "ACT_RATE": 6 * ROOM,  # rate by awareness and class under the scheme
    "ACT_SORT": ROOM,  # 0 speech, 1 offence or debt, 2 lawful, 3 good
    "ACT_RECORDED": ROOM,  # chance that an act done is recorded, 2^-31
    "ACT_POINTS_LOW": ROOM,
    "ACT_POINTS_HIGH": ROOM,
    "ACT_FINE": ROOM,  # days of income, 2^-4
    "ACT_LISTS": ROOM,  # 1 if the record puts a person on the list
    "ACT_PUNISHES": ROOM,  # 1 if the record takes something away
    "ACT_PARENTS_LOW": ROOM,  # points that go to the parents in the household
    "ACT_PARENTS_HIGH": ROOM,
    "ACT_FALSE": ROOM,  # cumulated share of false records, 2^-31
    "ATTEMPT_START": ATTEMPT_ROOM,
    "ATTEMPT_RATE": 3 * ATTEMPT_ROOM,
    "ATTEMPT_MOST": ATTEMPT_ROOM,  # the largest rate of any class
    "ATTEMPT_WIDTH": ATTEMPT_ROOM,
    "ATTEMPT_BARRED_LISTED": ATTEMPT_ROOM,
    "ATTEMPT_BARRED_BELOW": ATTEMPT_ROOM,  # score below which it is refused
    "RECIPROCAL": RECIPROCALS,  # 2^24 / (n + kappa0)
    "HAZARD": WELFARE_BINS,  # chance of entry a day by welfare, 2^-31
    "EXIT": WELFARE_BINS,  # chance of exit a day by welfare, 2^-31
    "CONFIDENCE": 1024,  # 2 / (1 + e^-w) - 1 for w from -8 to 8, 2^-14
}
_table: dict[str, int] = {}
N_TABLES = 0
for _name, _length in TABLES.items():
    _table[_name] = N_TABLES
    N_TABLES += _length


def table(name: str) -> int:
    """Return where a table starts in a row of tables."""
    return _table[name]


SYSTEMS = (
    "attitude", "risk", "expression", "conduct", "recording", "scoring", "listing", "sanctions",
    "welfare",
)  # fmt: skip
"""Names of the systems, in the order of the day; each can be switched off alone."""


def switch(name: str) -> int:
    """Return the bit that switches a system on."""
    return 1 << SYSTEMS.index(name)
