"""Reports by informants and callers, one neighbourhood at a time: T19, grudges, extortion."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from neighbourhood import (
    HALF,
    KEY,
    LANES,
    SEEDS,
    SHARE,
    Bools,
    Neighbourhood,
    as_plane,
    busy,
    quiet,
    snitch_line,
    some,
)  # fmt: skip
from random_words import (
    CERTAIN,
    MASK_AT,
    TODAY,
)  # fmt: skip

from bentham.chance.decisions import REPORT, STATIC_BLOCKS
from bentham.chance.involution import partner, side_of, tie
from bentham.chance.philox import draw
from bentham.chance.quantiles import fixed, normal
from bentham.day import informants
from bentham.day.person import N_LANES, N_MASKS
from bentham.evidence.acts import number
from bentham.evidence.lanes import INFORMANT
from bentham.society.households import templates
from bentham.society.traits import LENGTH, S_INFORMANTS, Homes, fill_traits
from everybody import spread_of_mean

# --- the snitch line: far ties ---


def informants_of(word: int, share: int) -> npt.NDArray[np.uint64]:
    """Return the masks of a word as the society makes them, with a share of informants in 2^-16."""
    t = templates()
    homes = Homes(t.head, t.size, t.age, t.adult, t.male, t.parent, t.child)
    shares = np.zeros(LENGTH, dtype=np.int32)
    shares[S_INFORMANTS] = share
    w, m = np.zeros(64 * N_LANES, dtype=np.int64), np.zeros(N_MASKS, dtype=np.uint64)
    u = np.zeros(256 * STATIC_BLOCKS, dtype=np.uint32)
    fill_traits(w, m, u, shares, homes, word, 1 << 40, KEY)
    return m


@pytest.mark.parametrize("word", [0, 7, 123_456, (1 << 33) // 64 + 5])
def test_anybody_can_tell_by_a_number_alone_who_informs_the_police(word: int) -> None:
    share = 20_000
    m = informants_of(word, share)
    found = [informants.role_of(KEY, 64 * word + i) < share for i in range(64)]
    assert as_plane(found) & m[MASK_AT["ADULT"]] == m[INFORMANT]
    assert 0 < m[INFORMANT].bit_count() < 60


WORDS = 23
"""An odd number, so that in each layer somebody's word has no partner."""


def tied_words(seed: int) -> list[Neighbourhood]:
    """Return a society of a few words, seeing each other along far ties as the kernel shows them.

    Nobody is FREE, so nobody reports whom they meet: what is left goes along far ties.
    """
    dice, share = np.random.default_rng(seed), 20_000
    here = [quiet(seed + word) for word in range(WORDS)]
    for word, one in enumerate(here):
        made = informants_of(word, share)
        one.m[INFORMANT] = made[INFORMANT]
        one.m[MASK_AT["ADULT"]] = made[MASK_AT["ADULT"]]
        one["DISSENT_YESTERDAY"] = some(dice) & one["ADULT"]
        one["VISIBLE"] = some(dice, 0.9)
        one["FREE"] = False
        one["FIRST"], one["DAY"] = 64 * word, TODAY
        one["OBSERVED"], one["ROLE_INFORMANTS"], one["REWARD"] = HALF, share, 3
    for word, one in enumerate(here):
        for k in range(4):
            other = partner(word, k, WORDS, side_of(WORDS), KEY)
            if other == word:
                continue
            shift, used = tie(word, other, k, KEY)
            far = here[other]
            tied = (used >> LANES.astype(np.uint64) & np.uint64(1)).astype(bool)
            tied &= far["VISIBLE"][LANES ^ shift]
            one[f"FAR_WORD_{k}"], one[f"FAR_SHIFT_{k}"] = other, shift
            one[f"FAR_TIED_{k}"] = tied
            one[f"FAR_DISSENT_{k}"] = tied & far["DISSENT_YESTERDAY"][LANES ^ shift]
            one[f"FAR_ADULT_{k}"] = far["ADULT"][LANES ^ shift]
    return here


def far_pairs(here: list[Neighbourhood]) -> set[tuple[int, int]]:
    """Return who is tied to whom by acquaintance, both ways, each pair seen from its lower word."""
    pairs = set()
    for word in range(WORDS):
        for k in (1, 2, 3):
            other = partner(word, k, WORDS, side_of(WORDS), KEY)
            if other > word:
                shift, used = tie(word, other, k, KEY)
                for i in range(64):
                    if int(used) >> i & 1:
                        one, two = word * 64 + i, other * 64 + (i ^ shift)
                        pairs |= {(one, two), (two, one)}
    return pairs


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_ends_of_a_far_tie_agree_on_every_report(seed: int) -> None:
    """The target is known and the reporter rewarded, each computed in their own word."""
    here = tied_words(seed)
    after = [one.after(informants) for one in here]
    whole = {name: np.concatenate([one[name] for one in here]) for name in (
        "DISSENT_YESTERDAY", "INFORMANT", "VISIBLE",
    )}  # fmt: skip
    reports = {
        (target, reporter)
        for target, reporter in far_pairs(here)
        if whole["DISSENT_YESTERDAY"][target]
        and whole["INFORMANT"][reporter]
        and whole["VISIBLE"][target]
        and whole["VISIBLE"][reporter]
        and draw(KEY, target, reporter, TODAY, REPORT, 0) < HALF
    }
    assert len(reports) > 40
    assert as_ids(after, "REPORTED") == {target for target, _ in reports}
    assert as_ids(after, "CRITIC_KNOWN") == {target for target, _ in reports}
    assert as_ids(after, "REWARDED") == {reporter for _, reporter in reports}
    points = np.concatenate([one["DELTA"] for one in after])
    told = np.bincount([reporter for _, reporter in reports], minlength=64 * WORDS)
    assert np.array_equal(points, 3 * told)


def as_ids(words: list[Neighbourhood], name: str) -> set[int]:
    return set(np.flatnonzero(np.concatenate([one[name] for one in words])).tolist())


def test_two_far_layers_that_tie_the_same_two_make_one_report() -> None:
    one = quiet()
    one["DISSENT_YESTERDAY"], one["FREE"] = False, False
    one["INFORMANT"], one["OBSERVED"], one["REWARD"] = True, CERTAIN, 3
    for k in (1, 3):
        one[f"FAR_WORD_{k}"], one[f"FAR_SHIFT_{k}"] = 99, 5
        one[f"FAR_TIED_{k}"] = one[f"FAR_DISSENT_{k}"] = True
    assert (one.after(informants)["DELTA"] == 3).all()
    one["FAR_SHIFT_3"] = 6  # somebody else
    assert (one.after(informants)["DELTA"] == 6).all()


def test_kin_elsewhere_do_not_report() -> None:
    one = quiet()
    one["DISSENT_YESTERDAY"] = one["INFORMANT"] = one["FAR_TIED_0"] = one["FAR_ADULT_0"] = True
    one["FAR_DISSENT_0"], one["FREE"] = True, False
    one["FAR_WORD_0"], one["OBSERVED"], one["ROLE_INFORMANTS"] = 99, CERTAIN, 65_536
    after = one.after(informants)
    assert not after["REPORTED"].any() and not after["REWARDED"].any()


# --- the snitch line: meetings ---


def met_words() -> list[tuple[Neighbourhood, Neighbourhood]]:
    """Return random words under a snitch line, without far ties, before and after."""
    out = []
    for seed in SEEDS:
        here, dice = busy(seed, informants), np.random.default_rng(1000 + seed)
        snitch_line(here)
        for name in ("COVERED", "VISIBLE", "FREE", "INFORMANT", "CALLER", "DISSENT_YESTERDAY"):
            here[name] = some(dice, 0.7)
        for k in range(4):
            here[f"FAR_WORD_{k}"] = -1
        out.append((here, here.after(informants)))
    return out


@pytest.fixture(scope="module")
def reported() -> list[tuple[Neighbourhood, Neighbourhood]]:
    return met_words()


def total(words: list[tuple[Neighbourhood, Neighbourhood]], name: str) -> int:
    return sum(int(after[name].sum()) for _, after in words)


def test_a_rewarded_reporter_and_a_reported_target_come_in_pairs(
    reported: list[tuple[Neighbourhood, Neighbourhood]],
) -> None:
    for here, after in reported:
        targets = after["REPORTED"] | after["REPORTED_FALSELY"]
        assert not (targets & ~here.met(after["REWARDED"])).any()
        assert not (after["REWARDED"] & ~here.met(targets)).any()
        assert not (after["REPORT_REJECTED"] & ~here.met(after["PENALISED"])).any()
        assert after["REPORT_REJECTED"].any() == after["PENALISED"].any()
        assert not (targets & ~(here["COVERED"] & here["VISIBLE"])).any()
        both = here["INFORMANT"] | here["CALLER"]
        assert not (after["REWARDED"] & ~(both & here["FREE"] & here["VISIBLE"])).any()
    for name in ("REPORTED", "REPORTED_FALSELY", "REPORT_REJECTED", "EXTORTED"):
        assert total(reported, name) > 20, name


def test_points_go_only_to_reporters_whom_the_scheme_covers(
    reported: list[tuple[Neighbourhood, Neighbourhood]],
) -> None:
    outside = 0
    for here, after in reported:
        changed = after["DELTA"] != here["DELTA"]
        assert not (changed & ~here["COVERED"]).any()
        assert not (changed & ~(after["REWARDED"] | after["PENALISED"])).any()
        only = after["REWARDED"] & ~after["PENALISED"] & here["COVERED"]
        gain = after["DELTA"] - here["DELTA"]
        assert (gain[only] >= 7).all() and (gain[only] % 7 == 0).all()
        lost = after["PENALISED"] & ~after["REWARDED"] & here["COVERED"]
        assert (gain[lost] <= -11).all() and (gain[lost] % 11 == 0).all()
        outside += int((after["REWARDED"] & ~here["COVERED"]).sum())
    assert outside > 20


def test_a_true_report_of_an_act_is_of_the_act_that_was_done_today(
    reported: list[tuple[Neighbourhood, Neighbourhood]],
) -> None:
    seen = 0
    for here, after in reported:
        new = after["RECORD"] != here["RECORD"]
        assert (after["RECORD"][new] == here["ACT"][new]).all()
        assert not (new & ~after["REPORTED"]).any()
        seen += int(new.sum())
    assert seen > 20


def test_an_act_that_costs_nothing_is_not_worth_a_call() -> None:
    free_acts = met_words()
    for here, _ in free_acts:
        here["OBSERVED"], here["MOTIVE_GAIN"], here["ACT_PUNISHES"] = 0, -9999, 0
        after = here.after(informants)
        assert not after["REPORTED"].any()
        assert np.array_equal(after["RECORD"], here["RECORD"])


def test_money_paid_by_the_extorted_is_money_received_by_extorters(
    reported: list[tuple[Neighbourhood, Neighbourhood]],
) -> None:
    price = 50 << 16
    for here, after in reported:
        assert after["FINE"].sum() == here["FINE"].sum()
        paid = after["FINE"] - here["FINE"]
        assert not (paid[~after["EXTORTED"] & ~after["EXTORTER"]]).any()
        only_paying = after["EXTORTED"] & ~after["EXTORTER"]
        assert (paid[only_paying] == price).all()
        only_paid = after["EXTORTER"] & ~after["EXTORTED"]
        assert (paid[only_paid] <= -price).all()
        assert (here["WELFARE"][after["EXTORTED"]] > 200).all()  # four times the price


def test_those_who_cannot_pay_are_reported_instead() -> None:
    """Everybody is threatened by a caller who bears a grudge; half own too little."""
    here = quiet()
    snitch_line(here)
    here["CALLER"], here["OBSERVED"], here["CALLED_IN"] = True, 0, 0
    here["EXTORT_CHANCE"], here["FALSE_CHANCE"], here["NORMAL"] = CERTAIN // 4, 0, 1024
    here["WELFARE"] = np.where(LANES % 2 == 0, 200, 201)
    after = here.after(informants)
    assert np.array_equal(after["EXTORTED"], LANES % 2 == 1)
    assert np.array_equal(after["REPORTED_FALSELY"] | after["REPORT_REJECTED"], LANES % 2 == 0)


def accused(after: Neighbourhood) -> Bools:
    whole: Bools = after["REPORTED_FALSELY"] | after["REPORT_REJECTED"] | after["EXTORTED"]
    return whole


def test_without_reward_penalty_and_grudge_there_is_no_false_report() -> None:
    found = 0
    for here, _ in met_words():
        here["MOTIVE_GAIN"], here["NORMAL"] = 0, 0
        assert not accused(here.after(informants)).any()
        here["NORMAL"] = 1  # the least grudge is enough, as there is nothing to lose
        found += int(accused(here.after(informants)).sum())
    assert found > 100


def test_more_reward_never_makes_fewer_false_reports() -> None:
    counts = []
    for here, _ in met_words():
        sets = []
        for gain in (-3000, -1000, 0, 1000, 3000):
            here["MOTIVE_GAIN"] = gain
            sets.append(accused(here.after(informants)))
        assert all(not (less & ~more).any() for less, more in pairwise(sets))
        counts.append([int(s.sum()) for s in sets])
    whole = np.sum(counts, axis=0)
    assert (np.diff(whole) > 0).all()  # F25
    share = fixed(normal(), 10)
    expected = [(share + gain > 0).mean() * whole[-1] for gain in (-1000, 0, 1000)]
    assert np.allclose(whole[1:4], expected, atol=4 * np.sqrt(whole[-1] / 4))


def test_better_verification_believes_fewer_lies_and_the_same_ones() -> None:
    for here, after in met_words()[:20]:
        here["ACCEPTED"] = CERTAIN // 4
        careful = here.after(informants)
        assert not (careful["REPORTED_FALSELY"] & ~after["REPORTED_FALSELY"]).any()
        assert np.array_equal(accused(careful), accused(after))


def test_a_grudge_is_the_same_both_ways_and_lasts() -> None:
    here = quiet()
    here["NORMAL"] = np.arange(1024)
    one = informants.grudge_of(3, 900, here.t, here.now)
    here["DAY"] = TODAY + 100
    assert informants.grudge_of(900, 3, here.t, here.now) == one
    others = {informants.grudge_of(3, k, here.t, here.now) for k in range(100)}
    assert len(others) > 60


def test_a_lie_makes_a_critic_or_a_litterer_or_nothing() -> None:
    """What the scheme does not punish is not worth inventing."""
    for what, punished in (("CRITIC_FALSELY", ("criticism", "littering")), (
        "FALSE_RECORD", ("littering",)), (None, ()),
    ):  # fmt: skip
        here = quiet()
        snitch_line(here)
        here["CALLER"], here["ACCEPTED"], here["NORMAL"] = True, CERTAIN, 1024
        here["EXTORT_CHANCE"], here["FALSE_CHANCE"] = 0, CERTAIN // 4
        here["ACT_PUNISHES"] = 0
        for act in punished:
            here.with_act("ACT_PUNISHES", act)
        after = here.after(informants)
        assert after["REPORTED_FALSELY"].all()
        assert after["CRITIC_FALSELY"].all() == (what == "CRITIC_FALSELY")
        named = number("littering") + 1 if what == "FALSE_RECORD" else 0
        assert (after["FALSE_RECORD"] == named).all()


def test_a_second_meeting_of_the_same_two_is_no_second_report() -> None:
    here = quiet()
    here["DISSENT_YESTERDAY"] = here["INFORMANT"] = True
    here["OBSERVED"], here["REWARD"] = CERTAIN, 5
    for meetings, different in (((3, 3, 3, 3), 1), ((0, 1, 1, 2), 2), ((9, 8, 7, 6), 4)):
        here["MEETING_BITS"] = sum(s << 6 * k for k, s in enumerate(meetings))
        assert (here.after(informants)["DELTA"] == 5 * different).all()


@pytest.mark.parametrize("how", ["detained", "shut out", "a graph", "off"])
def test_who_is_away_reports_nobody(how: str) -> None:
    here = quiet()
    snitch_line(here)
    here["DISSENT_YESTERDAY"], here["CALLER"], here["ACT"] = True, LANES % 2 == 0, 5
    here["INFORMANT"], here["OBSERVED"], here["CALLED_IN"] = LANES % 2 == 1, CERTAIN, CERTAIN
    assert here.after(informants)["REPORTED"].all()
    if how == "detained":
        here["FREE"] = False
    elif how == "shut out":
        here["VISIBLE"] = False
    elif how == "a graph":
        here["GRAPH"] = 1
    else:
        here["HOTLINE"] = here["OBSERVED"] = 0
    after = here.after(informants)
    assert np.array_equal(after.w, here.w) and np.array_equal(after.m, here.m)


@pytest.mark.parametrize("contacts", [20, 150])
def test_t19_an_informer_among_k_contacts(contacts: int) -> None:
    """1 - (1 - p)^k: one in five has an informer among 20 contacts, four in five among 150."""
    groups, share = 2000, round(SHARE * 65_536)
    roles = np.array([informants.role_of(KEY, i) for i in range(groups * contacts)])
    found = (roles.reshape(groups, contacts) < share).any(axis=1).mean()
    expected = 1 - (1 - share / 65_536) ** contacts
    assert expected == pytest.approx(1 - (1 - SHARE) ** contacts, abs=0.003)
    assert abs(found - expected) < 4 * np.sqrt(expected * (1 - expected) / groups)


def test_t19_whoever_dissents_is_reported_by_any_informer_among_those_they_see() -> None:
    """Four meetings and three acquaintances, all seen and all grown up: k = 7."""
    share = round(SHARE * 65_536)
    seen = []
    for word in range(1000):
        here = quiet(word)
        here["FIRST"] = 64 * word
        here["DISSENT_YESTERDAY"] = True
        here["OBSERVED"], here["ROLE_INFORMANTS"] = CERTAIN, share
        here["MEETING_BITS"] = 5 | 11 << 6 | 23 << 12 | 60 << 18
        roles = [informants.role_of(KEY, 64 * word + i) < share for i in range(64)]
        here["INFORMANT"] = roles
        for k in (1, 2, 3):
            here[f"FAR_WORD_{k}"] = 10_000 * k + word
            here[f"FAR_TIED_{k}"] = here[f"FAR_ADULT_{k}"] = True
        seen.append(here.after(informants)["REPORTED"])
    found = np.concatenate(seen)
    expected = 1 - (1 - share / 65_536) ** 7
    assert abs(found.mean() - expected) < 4 * spread_of_mean(found)
