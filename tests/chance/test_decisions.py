"""Every decision owns its bits for ever, and every act its slot."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from streams import DAILY_CODES, LANE_CODES, STATIC_CODES, bits_of, blocks, centred, shares

from bentham.chance import decisions
from bentham.chance.keys import key_of
from bentham.evidence.acts import ACTS, POSITIONS, ROOM, slots
from bentham.society.tables import base_rates

PINNED = {  # 32-bit word of its blocks, lowest bit, number of bits
    "OCCASION": (0, 1, 31), "ACT": (1, 1, 31), "ATTEMPT": (2, 1, 31), "LIST_MOVE": (3, 1, 31),
    "ROUND_ATTITUDE": (4, 16, 16), "ROUND_RISK": (4, 0, 16),
    "ROUND_SCORE": (5, 16, 16), "ROUND_WELFARE": (5, 0, 16),
    "ROUND_MEMORY": (6, 16, 16), "CADENCE": (6, 0, 16), "FALSE_RECORD": (7, 1, 31),
    "TRAIT_ANCHOR": (0, 16, 16), "TRAIT_OWN_COST": (0, 0, 16),
    "TRAIT_AVERSION": (1, 16, 16), "TRAIT_OCCASIONS": (1, 0, 16),
    "TRAIT_CONDUCT": (2, 16, 16), "TRAIT_TRAVEL": (2, 0, 16),
    "TRAIT_CLASS": (3, 16, 16), "TRAIT_INCOME": (3, 0, 16),
    "TRAIT_THRESHOLD": (4, 16, 16), "TRAIT_MOTIVE": (4, 0, 16),
    "TRAIT_AWARE": (5, 16, 16), "TRAIT_COVERED": (5, 0, 16),
    "TRAIT_SELF_CENSOR": (6, 16, 16),
    "TRAIT_SORTED": (7, 16, 16),
    "READ": (8, 1, 31), "FACE": (9, 1, 31), "NEWS_POST": (10, 1, 31),
    "ROUND_KNOWLEDGE": (11, 16, 16), "ROUND_TRUST": (11, 0, 16),
    "TOLD": (12, 1, 31), "GRUDGE": (13, 1, 31), "MIX_UP": (14, 1, 31),
    "TRAIT_DEMAND": (8, 16, 16), "TRAIT_EVADER": (8, 0, 16),
    "TRAIT_FACE": (9, 16, 16), "TRAIT_ROLE": (9, 0, 16),
    "TRAIT_FAVOUR": (10, 16, 16), "TRAIT_WANTED": (10, 0, 16),
}  # fmt: skip
"""Where the decisions of version 0.1 stand. New ones join this table; none is ever changed."""

PINNED_NUMBERS = {
    "DAILY": 0, "STATIC": 1, "WORD": 2, "RECORDED": 16, "WHICH_RECORD": 17, "OCCASION_KIND": 18,
    "IDENTIFIED": 19, "LIST_KIND": 20, "APPEAL": 21, "APPEAL_RANK": 22, "APPEAL_OUTCOME": 23,
    "TRIGGER": 24, "MULTIPLE": 26, "ONLINE": 27, "FLAGGED": 28, "DELETION": 29, "SEEN": 30,
    "POST_RANK": 31, "AUTHOR": 32, "ALERT_RANK": 33, "REVIEW": 34, "ARREST": 35, "ARREST_RANK": 36,
    "TERM": 37, "ILL_TREATED": 38, "REPORT": 39, "VERDICT": 40, "RELATION": 41, "BRIBE": 42,
    "BRIBE_RANK": 43, "REPAIR": 44, "HEARING": 45, "KIN_HIT": 46, "EVENT_READ": 47, "WITNESS": 48,
    "MOVED": 49, "OBJECTION": 50, "FEED": 51, "FEED_ERROR": 52, "SMALL_BRIBE": 53, "TRIAL": 54,
    "PROBE": 55, "ANSWER": 56,
}  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "owned"),
    [(DAILY_CODES, decisions.DAILY_BLOCKS), (STATIC_CODES, decisions.STATIC_BLOCKS)],
    ids=["daily", "static"],
)
def test_no_two_decisions_share_a_bit_of_a_block(codes: dict[str, int], owned: int) -> None:
    owner: dict[tuple[int, int], str] = {}
    for name, code in codes.items():
        word, shift, mask = bits_of(code)
        assert 0 <= word < 4 * owned, f"{name} lies outside the blocks that are filled"
        for bit in range(shift, shift + mask.bit_length()):
            assert bit < 32, f"{name} reaches beyond its word"
            assert (word, bit) not in owner, f"{name} and {owner[word, bit]} share a bit"
            owner[word, bit] = name
    assert len(owner) >= 6 * 31


def test_no_decision_has_ever_been_moved() -> None:
    stand = {}
    for name, code in LANE_CODES.items():
        word, shift, mask = bits_of(code)
        stand[name] = (word, shift, mask.bit_length())
    assert {name: stand.get(name) for name in PINNED} == PINNED
    assert {name: getattr(decisions, name) for name in PINNED_NUMBERS} == PINNED_NUMBERS


def test_follow_ups_have_numbers_of_their_own() -> None:
    numbers = [decisions.DAILY, decisions.STATIC, decisions.WORD, *decisions.FOLLOW_UPS]
    assert len(set(numbers)) == len(numbers)
    assert all(0 <= number <= 0xFFFF for number in numbers)


def test_a_decision_is_taken_from_its_own_bits() -> None:
    filled = blocks(key_of(1, 0), 640, 1, 9, decisions.DAILY, decisions.DAILY_BLOCKS)
    for name, code in DAILY_CODES.items():
        ways = bits_of(code)[2] + 1
        one_by_one = [decisions.taken(filled[0], code, lane) for lane in range(64)]
        assert 0 <= min(one_by_one) <= max(one_by_one) < ways
        assert np.array_equal(centred(one_by_one, ways), shares(filled, code)), name


def test_slots_of_acts_lie_side_by_side_and_leave_most_of_the_day_empty() -> None:
    laid = slots()
    assert laid[0][0] == 0
    assert all(start + width == after for (start, width), (after, _) in pairwise(laid))
    assert sum(width for _, width in laid) / POSITIONS < 0.2
    assert len(laid) == len(ACTS) <= ROOM
    assert len({act.id for act in ACTS}) == len(ACTS)


def test_a_slot_is_as_wide_as_any_rate_may_be() -> None:
    """The largest base rate of any class, with the largest declared factor, must fit."""
    rates = base_rates()
    for act, (_, width) in zip(ACTS, slots(), strict=True):
        if act.kind == "speech":
            assert width == 0
            continue
        assert width == int(act.width / 365 * POSITIONS)
        rate = rates[act.id]
        assert 2 * rate.per_year * max(rate.by_class) <= act.width, act.id
