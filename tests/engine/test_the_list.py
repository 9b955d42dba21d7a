"""The list, one neighbourhood at a time: strangers, hearings, repair, bribes, returns."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from neighbourhood import (
    ABOVE_ANY,
    BELOW_ANY,
    LANES,
    Neighbourhood,
    evenly,
    quiet,
)  # fmt: skip
from random_words import (
    CERTAIN,
    TODAY,
)  # fmt: skip

from bentham.day import listing
from bentham.day.person import FOREVER, FORMERLY
from bentham.evidence.acts import number

# --- the list ---


def listing_world(seed: int = 0) -> Neighbourhood:
    """Return a quiet word with a list that nobody gets on or off yet."""
    here = quiet(seed)
    evenly(here, seed)
    here["LIST"], here["DAY"], here["NOTICE"] = 1, TODAY, 1
    here["LIST_BELOW"], here["LIST_ABOVE"], here["RED_ABOVE"] = BELOW_ANY, ABOVE_ANY, ABOVE_ANY
    here["WELFARE"] = 4096
    return here


LISTED_FOREVER = FOREVER


def test_nothing_happens_where_there_is_nothing_to_list_for() -> None:
    here = listing_world()
    here["LISTED_UNTIL"] = np.where(LANES % 2 == 0, LISTED_FOREVER, FORMERLY)
    after = here.after(listing)
    assert np.array_equal(after.w, here.w)
    assert np.array_equal(after["LISTED"], LANES % 2 == 0)
    assert not any(after[name].any() for name in ("ENTERED", "LEFT", "RETURNED", "REDLISTED"))


def test_bribes_are_paid_only_by_those_who_can_pay_by_rank() -> None:
    """A clerk takes 1, an officer 3, a senior official 10 prices; a quarter of income stays."""
    ranks = (("BRIBED_CLERK", 1, 0.6), ("BRIBED_OFFICER", 3, 0.3), ("BRIBED_SENIOR", 10, 0.1))
    price, met = 400, np.zeros(3)
    poor = 0
    for seed in range(300):
        dice = np.random.default_rng(seed)
        here = listing_world(seed)
        here["LISTED_UNTIL"], here["BRIBE_RATE"] = LISTED_FOREVER, CERTAIN
        here["BRIBE_PRICE"] = price
        rich = LANES < 32
        here["WELFARE"] = np.where(rich, 10 * price + 1025, dice.integers(0, 6000, 64))
        after = here.after(listing)
        paid = np.zeros(64, dtype=np.int64)
        for k, (name, times, _) in enumerate(ranks):
            paid += after[name] * times * price
            met[k] += (after[name] & rich).sum()
        assert np.array_equal(after["FINE"], paid << 16)
        assert np.array_equal(after["LEFT"], paid > 0)
        assert np.array_equal(after["LISTED"], paid == 0)
        assert after["LEFT"][rich].all()
        assert (here["WELFARE"][paid > 0] > (paid + 1024)[paid > 0]).all()
        poor += int((~after["LEFT"] & ~rich).sum())
    many = 300 * 32
    for found, (_, _, share) in zip(met, ranks, strict=True):
        assert abs(found - share * many) < 4 * np.sqrt(share * (1 - share) * many)
    assert poor > 1000  # the same offers, and no money


def test_a_bribe_frees_the_rightly_and_the_wrongly_listed_but_repair_only_the_former() -> None:
    here = listing_world()
    here["LISTED_UNTIL"], here["WRONG"] = LISTED_FOREVER, LANES % 2 == 0
    here["REPAIR_RATE"] = CERTAIN
    after = here.after(listing)
    assert np.array_equal(after["REPAIRED"], LANES % 2 == 1)
    assert np.array_equal(after["LEFT"], LANES % 2 == 1)
    here["BRIBE_RATE"], here["BRIBE_PRICE"] = CERTAIN, 10
    after = here.after(listing)
    assert after["LEFT"].all()
    bribed = after["BRIBED_CLERK"] | after["BRIBED_OFFICER"] | after["BRIBED_SENIOR"]
    assert np.array_equal(bribed, LANES % 2 == 0)
    assert (after["LISTED_UNTIL"] == FORMERLY).all() and not after["WRONGLY_LISTED"].any()


def test_a_hearing_before_averts_mistaken_entries() -> None:
    here = listing_world()
    here["HAZARD"], here["LIST_MISTAKEN"], here["APPEAL_SUCCESS"] = CERTAIN, CERTAIN, CERTAIN
    afterwards = here.after(listing)
    assert afterwards["ENTERED"].all() and afterwards["WRONGLY_LISTED"].all()
    assert not afterwards["STRANGER_LISTED"].any()  # the court's mistake, not a stranger's act
    here["NOTICE"] = 2
    before = here.after(listing)
    assert before["HEARD_BEFORE"].all() and not before["ENTERED"].any()
    assert (before["LISTED_UNTIL"] == 0).all() and not before["WRONGLY_LISTED"].any()
    here["LIST_MISTAKEN"] = 0  # a hearing does not help against a correct entry
    rightly = here.after(listing)
    assert rightly["ENTERED"].all() and not rightly["HEARD_BEFORE"].any()


def test_a_hearing_finds_as_many_mistakes_as_an_appeal() -> None:
    found = 0
    for seed in range(100):
        here = listing_world(seed)
        here["FALSE_RECORD"] = number("littering") + 1
        here.with_act("ACT_LISTS", "littering")
        here["NOTICE"], here["APPEAL_SUCCESS"] = 2, round(0.3 * CERTAIN)
        after = here.after(listing)
        assert np.array_equal(after["HEARD_BEFORE"], ~after["WRONGLY_LISTED"])
        found += int(after["HEARD_BEFORE"].sum())
    assert abs(found - 0.3 * 6400) < 4 * np.sqrt(0.21 * 6400)


FALSELY: dict[str, Callable[[Neighbourhood], None]] = {
    "taken for a critic": lambda here: here.__setitem__("CRITIC_FALSELY", True),
    "taken for a protester": lambda here: here.__setitem__("PROTESTER_FALSELY", True),
    "a false record": lambda here: here.__setitem__("FALSE_RECORD", number("littering") + 1),
}


@pytest.mark.parametrize("how", FALSELY)
def test_nobody_listed_by_a_strangers_act_is_marked_so_if_also_truly_named(how: str) -> None:
    here = listing_world()
    for act in ("criticism", "protest", "littering", "traffic_offence"):
        here.with_act("ACT_LISTS", act)
    FALSELY[how](here)
    here["RECORD"] = np.where(LANES % 4 == 1, number("traffic_offence") + 1, 0)
    here["CRITIC_KNOWN"], here["PROTESTER_KNOWN"] = LANES % 4 == 2, LANES % 4 == 3
    after = here.after(listing)
    assert after["ENTERED"].all()
    assert np.array_equal(after["STRANGER_LISTED"], LANES % 4 == 0)
    assert np.array_equal(after["WRONGLY_LISTED"], LANES % 4 == 0)
    here["HAZARD"] = CERTAIN  # a court that is right names them too
    assert not here.after(listing)["STRANGER_LISTED"].any()


def test_being_taken_for_somebody_lists_only_where_that_act_does() -> None:
    here = listing_world()
    here["CRITIC_FALSELY"] = here["PROTESTER_FALSELY"] = True
    assert not here.after(listing)["ENTERED"].any()
    here.with_act("ACT_LISTS", "protest")
    assert here.after(listing)["ENTERED"].all()


def test_leaving_and_coming_back_counts_as_returned() -> None:
    here = listing_world()
    here["LISTED_UNTIL"] = np.where(LANES % 2 == 0, TODAY, 0)  # the term of half of them is over
    here["RECORD"] = number("littering") + 1
    here.with_act("ACT_LISTS", "littering")
    left = here.after(listing)
    assert np.array_equal(left["LEFT"], LANES % 2 == 0)
    assert np.array_equal(left["ENTERED"], LANES % 2 == 1)  # the others tomorrow at best
    assert not left["RETURNED"].any()
    for name in ("LEFT", "ENTERED"):
        left[name] = False
    back = left.after(listing, day=TODAY + 1)
    assert np.array_equal(back["ENTERED"], LANES % 2 == 0)
    assert np.array_equal(back["RETURNED"], LANES % 2 == 0)
    assert back["LISTED"].all()


def test_who_is_not_told_learns_by_being_refused_and_only_then_appeals() -> None:
    here = listing_world()
    here["LISTED_UNTIL"], here["WRONG"] = LISTED_FOREVER, True
    here["APPEAL_RATE"] = CERTAIN
    assert here.after(listing)["APPEALED"].all()
    here["NOTICE"] = 0
    assert not here.after(listing)["APPEALED"].any()
    planes = [f"REFUSED_{what}" for what in ("FLIGHT", "TRAIN", "HOTEL", "HOUSE", "JOB", "SCHOOL")]
    for k, name in enumerate(planes):
        here[name] = k == LANES % 8
    assert np.array_equal(here.after(listing)["APPEALED"], LANES % 8 < 6)
    here["PENDING"] = True  # whoever asked before is heard, whatever they know now
    here["APPEALS_SERVED"], here["APPEAL_SUCCESS"] = CERTAIN, CERTAIN
    assert here.after(listing)["LEFT"].all()


def test_listed_housemates_raise_the_rate_of_entry_as_declared() -> None:
    entered = {0: 0, 1: 0, 3: 0}
    words = 400
    for seed in range(words):
        here = listing_world(seed)
        here["HAZARD"], here["LIST_SPILL"] = CERTAIN // 16, 384  # each adds one and a half times
        for housemates in entered:
            here["N_UNDER_SANCTION"] = housemates
            entered[housemates] += int(here.after(listing)["ENTERED"].sum())
    for housemates, found in entered.items():
        share, many = (1 + 1.5 * housemates) / 16, 64 * words
        assert abs(found - share * many) < 4 * np.sqrt(share * (1 - share) * many)


def test_the_red_list_is_for_the_high_and_the_covered_and_never_for_the_listed() -> None:
    here = listing_world()
    here["RED_ABOVE"], here["SCORE"] = 1300, np.where(LANES & 1, 1301, 1300)
    here["COVERED"] = LANES & 2 == 0
    here["LISTED_UNTIL"] = np.where(LANES & 4, LISTED_FOREVER, 0)
    high = (LANES & 1 > 0) & (LANES & 2 == 0) & (LANES & 4 == 0)
    assert np.array_equal(here.after(listing)["REDLISTED"], high)
