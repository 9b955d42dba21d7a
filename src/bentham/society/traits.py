"""What never changes about a person, computed for a word of 64 people from (seed, person).

Every trait is a draw of a fixed lane looked up in a table of quantiles, so a society's parameters
change the tables and never the luck.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bentham.chance.bits import ONE, lanes_up_to
from bentham.chance.compiled import once, rule
from bentham.chance.decisions import (
    STATIC,
    STATIC_BLOCKS,
    TRAIT_ANCHOR,
    TRAIT_AVERSION,
    TRAIT_AWARE,
    TRAIT_CLASS,
    TRAIT_CONDUCT,
    TRAIT_COVERED,
    TRAIT_DEMAND,
    TRAIT_EVADER,
    TRAIT_FACE,
    TRAIT_FAVOUR,
    TRAIT_INCOME,
    TRAIT_MOTIVE,
    TRAIT_OCCASIONS,
    TRAIT_OWN_COST,
    TRAIT_ROLE,
    TRAIT_SELF_CENSOR,
    TRAIT_SORTED,
    TRAIT_THRESHOLD,
    TRAIT_TRAVEL,
    TRAIT_WANTED,
    WORD,
    taken,
)  # fmt: skip
from bentham.chance.philox import fill, philox
from bentham.chance.quantiles import ENTRIES
from bentham.evidence.lanes import (
    ADULT,
    AGE,
    ALIVE,
    ANCHOR,
    AVERSION,
    CALLER,
    CHILD,
    CLASS,
    CLASS_0,
    CLASS_1,
    CLASS_2,
    CONDUCT,
    COVERED,
    DEMAND,
    EVADER,
    FACE,
    FAVOUR,
    HEAD,
    INCOME,
    INFORMANT,
    KNOWS,
    MALE,
    MINOR,
    MOTIVE,
    OCCASIONS,
    OWN_COST,
    PARENT,
    SELF_CENSOR,
    SIZE,
    THRESHOLD,
    TRAVEL,
    URBAN,
    WANTED,
)  # fmt: skip

TABLES = (
    "ANCHOR", "OWN_COST", "OCCASIONS", "CONDUCT", "TRAVEL", "INCOME_0", "INCOME_1", "INCOME_2",
    "THRESHOLD", "MOTIVE", "DEMAND", "FAVOUR",
)  # fmt: skip
"""Tables of quantiles, one after the other, each with `ENTRIES` entries."""

(
    T_ANCHOR, T_OWN_COST, T_OCCASIONS, T_CONDUCT, T_TRAVEL, T_INCOME, _, _, T_THRESHOLD, T_MOTIVE,
    T_DEMAND, T_FAVOUR,
) = (ENTRIES * i for i in range(len(TABLES)))  # fmt: skip

SCALARS = (
    "middle_from", "well_off_from", "sorting", "urban_share", "coverage", "known", "informants",
    "callers", "wanted",
)  # fmt: skip
"""Shares in 2^-16 that turn a draw into a class, a place or a mark; they follow the tables."""

(
    S_MIDDLE, S_WELL_OFF, S_SORTING, S_URBAN, S_COVERAGE, S_KNOWN, S_INFORMANTS, S_CALLERS,
    S_WANTED,
) = (ENTRIES * len(TABLES) + i for i in range(len(SCALARS)))  # fmt: skip

LENGTH = ENTRIES * len(TABLES) + len(SCALARS)


class Homes(NamedTuple):
    """The household templates as the kernel reads them; see `society.households`."""

    head: npt.NDArray[np.uint8]
    size: npt.NDArray[np.uint8]
    age: npt.NDArray[np.uint8]
    adult: npt.NDArray[np.uint64]
    male: npt.NDArray[np.uint64]
    parent: npt.NDArray[np.uint64]
    child: npt.NDArray[np.uint64]


@rule
def class_of(quantile: int, middle_from: int, well_off_from: int) -> int:
    """Return 0 poor, 1 middle, 2 well off for a quantile in [0, 2^16)."""
    return np.int64(quantile >= middle_from) + np.int64(quantile >= well_off_from)


@once
def mark(
    word: npt.NDArray[np.int64],
    masks: npt.NDArray[np.uint64],
    draws: npt.NDArray[np.uint32],
    table: npt.NDArray[np.int32],
) -> None:
    """Write the masks that follow from a draw: class, coverage, awareness, roles."""
    alive, adult = masks[ALIVE], masks[ADULT]
    middle_class = np.uint64(0)
    upper_class = np.uint64(0)
    covered = np.uint64(0)
    knows = np.uint64(0)
    for lane in range(64):
        one = ONE << np.uint64(lane)
        k = word[CLASS + lane]
        middle_class |= one if k == 1 else np.uint64(0)
        upper_class |= one if k == 2 else np.uint64(0)
        covered |= one if taken(draws, TRAIT_COVERED, lane) < table[S_COVERAGE] else np.uint64(0)
        knows |= one if taken(draws, TRAIT_AWARE, lane) < table[S_KNOWN] else np.uint64(0)
    masks[CLASS_0] = alive & ~middle_class & ~upper_class
    masks[CLASS_1] = alive & middle_class
    masks[CLASS_2] = alive & upper_class
    masks[COVERED] = adult & covered
    masks[KNOWS] = adult & knows
    masks[MINOR] = alive & ~adult

    informants, callers = table[S_INFORMANTS], table[S_INFORMANTS] + table[S_CALLERS]
    informing = np.uint64(0)
    calling = np.uint64(0)
    wanted = np.uint64(0)
    for lane in range(64):
        role = taken(draws, TRAIT_ROLE, lane)
        informing |= np.uint64(role < informants) << np.uint64(lane)
        calling |= np.uint64((role >= informants) & (role < callers)) << np.uint64(lane)
        sought = taken(draws, TRAIT_WANTED, lane) < table[S_WANTED]
        wanted |= np.uint64(sought) << np.uint64(lane)
    masks[INFORMANT] = adult & informing
    masks[CALLER] = adult & calling
    masks[WANTED] = adult & wanted


@once
def fill_traits(
    word: npt.NDArray[np.int64],
    masks: npt.NDArray[np.uint64],
    draws: npt.NDArray[np.uint32],
    table: npt.NDArray[np.int32],
    homes: Homes,
    number: int,
    people: int,
    key: np.uint64,
) -> None:
    """Write the trait lanes and masks of word `number`.

    Parameters
    ----------
    word, masks : int64, uint64
        Lanes and masks of the word, see `evidence.lanes`.
    draws : uint32
        Scratch for the static blocks.
    table : int32[LENGTH]
        Tables of quantiles and shares.
    homes : Homes
        Household templates.
    number, people : int
        Number of the word; people in the society.
    key : uint64
        Key of the replicate.
    """
    first = number * 64
    for block in range(STATIC_BLOCKS):
        fill(draws, block * 256, key, first, 0, STATIC, block)
    a, b, c, _ = philox(
        np.uint64(number) & np.uint64(0xFFFFFFFF),
        np.uint64(0),
        np.uint64(0),
        np.uint64(WORD),
        key & np.uint64(0xFFFFFFFF),
        key >> np.uint64(32),
    )
    template = np.int64(a & np.uint64(0xFF))
    standing = np.int64(b >> np.uint64(16))
    urban = np.int64(c >> np.uint64(16)) < table[S_URBAN]
    alive = lanes_up_to(people - first)
    adult = homes.adult[template] & alive
    masks[ALIVE] = alive
    masks[ADULT] = adult
    masks[URBAN] = alive if urban else np.uint64(0)
    masks[MALE] = homes.male[template] & alive
    masks[PARENT] = homes.parent[template] & alive
    masks[CHILD] = homes.child[template] & alive

    middle, well_off, sorting = table[S_MIDDLE], table[S_WELL_OFF], table[S_SORTING]
    rows = template * 64
    for lane in range(64):
        head = np.int64(homes.head[rows + lane])
        word[HEAD + lane] = head
        word[SIZE + lane] = homes.size[rows + lane]
        word[AGE + lane] = homes.age[rows + lane]
        own = taken(draws, TRAIT_CLASS, head)
        sorted_ = taken(draws, TRAIT_SORTED, head) < sorting
        word[CLASS + lane] = class_of(standing if sorted_ else own, middle, well_off)
    for lane in range(64):
        word[ANCHOR + lane] = table[T_ANCHOR + (taken(draws, TRAIT_ANCHOR, lane) >> 6)]
        word[OWN_COST + lane] = table[T_OWN_COST + (taken(draws, TRAIT_OWN_COST, lane) >> 6)]
        word[AVERSION + lane] = taken(draws, TRAIT_AVERSION, lane) >> 2
        word[OCCASIONS + lane] = table[T_OCCASIONS + (taken(draws, TRAIT_OCCASIONS, lane) >> 6)]
    for lane in range(64):
        word[CONDUCT + lane] = table[T_CONDUCT + (taken(draws, TRAIT_CONDUCT, lane) >> 6)]
        word[TRAVEL + lane] = table[T_TRAVEL + (taken(draws, TRAIT_TRAVEL, lane) >> 6)]
        income = word[CLASS + lane] * ENTRIES + (taken(draws, TRAIT_INCOME, lane) >> 6)
        word[INCOME + lane] = table[T_INCOME + income]
    for lane in range(64):
        word[THRESHOLD + lane] = table[T_THRESHOLD + (taken(draws, TRAIT_THRESHOLD, lane) >> 6)]
        word[MOTIVE + lane] = table[T_MOTIVE + (taken(draws, TRAIT_MOTIVE, lane) >> 6)]
        word[SELF_CENSOR + lane] = taken(draws, TRAIT_SELF_CENSOR, lane) >> 2
    for lane in range(64):
        word[DEMAND + lane] = table[T_DEMAND + (taken(draws, TRAIT_DEMAND, lane) >> 6)]
        word[EVADER + lane] = taken(draws, TRAIT_EVADER, lane)
        word[FACE + lane] = taken(draws, TRAIT_FACE, lane) >> 6
        favour = taken(draws, TRAIT_FAVOUR, word[HEAD + lane])  # one a household
        word[FAVOUR + lane] = table[T_FAVOUR + (favour >> 6)]

    mark(word, masks, draws, table)
