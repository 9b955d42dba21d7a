"""Reports, families, trust, favour and lists, one neighbourhood at a time: T19, T28, T30.

Stages are called directly on words of 64 people. Tolerances are four standard errors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from random_words import (
    CERTAIN,
    LANE_AT,
    MASK_AT,
    NOW_AT,
    TODAY,
    random_draws,
    random_lanes,
    random_masks,
    random_now,
)  # fmt: skip

from bentham.chance.decisions import DAILY_BLOCKS, REPORT, STATIC_BLOCKS
from bentham.chance.involution import partner, side_of, tie
from bentham.chance.keys import key_of
from bentham.chance.philox import draw
from bentham.chance.quantiles import fixed, normal
from bentham.day import informants, kin, listing, scoring, trust
from bentham.day.person import FOREVER, FORMERLY, N_LANES, N_MASKS, NOW
from bentham.day.settings import N_NUMBERS, N_TABLES, TABLES, setting, table
from bentham.evidence.acts import number
from bentham.evidence.lanes import INFORMANT
from bentham.evidence.parameters import index
from bentham.society.households import templates
from bentham.society.traits import LENGTH, S_INFORMANTS, Homes, fill_traits
from everybody import spread_of_mean

KEY = key_of(5, 0)
EVERYBODY = np.ones(64, dtype=bool)
LANES = np.arange(64)
HALF = CERTAIN // 2
BELOW_ANY, ABOVE_ANY = -(1 << 30), 1 << 30
SHARE = 0.0113
"""Share of police informants, as quoted in Pei 2024."""

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Dice = np.random.Generator


@dataclass
class Neighbourhood:
    """One word, the numbers that rule it, and short ways to see and set its parts."""

    w: Ints = field(default_factory=lambda: np.zeros(64 * N_LANES, dtype=np.int64))
    m: npt.NDArray[np.uint64] = field(default_factory=lambda: np.zeros(N_MASKS, dtype=np.uint64))
    u: npt.NDArray[np.uint32] = field(
        default_factory=lambda: np.zeros(256 * DAILY_BLOCKS, dtype=np.uint32)
    )
    p: Ints = field(default_factory=lambda: np.zeros(N_NUMBERS, dtype=np.int64))
    t: Ints = field(default_factory=lambda: np.zeros(N_TABLES, dtype=np.int64))
    now: Ints = field(default_factory=lambda: np.zeros(len(NOW), dtype=np.int64))

    def __getitem__(self, name: str) -> Any:
        """Return a lane as 64 integers, or a mask as 64 truth values."""
        if name in LANE_AT:
            return self.w[LANE_AT[name] : LANE_AT[name] + 64].copy()
        return (self.m[MASK_AT[name]] >> LANES.astype(np.uint64) & np.uint64(1)).astype(bool)

    def __setitem__(self, name: str, values: Any) -> None:
        if name in LANE_AT:
            self.w[LANE_AT[name] : LANE_AT[name] + 64] = values
        elif name in NOW_AT:
            self.now[NOW_AT[name]] = values
        elif name in MASK_AT:
            self.m[MASK_AT[name]] = as_plane(np.broadcast_to(values, 64))
        elif name in TABLES:
            self.t[table(name) : table(name) + TABLES[name]] = values
        else:
            self.p[index(name) if "." in name else setting(name)] = values

    def with_act(self, name: str, act: str, value: int = 1) -> None:
        """Set an entry of a table of acts."""
        self.t[table(name) + number(act)] = value

    def after(self, system: Any, day: int | None = None) -> Neighbourhood:
        """Return the word after a stage; this one stays as it is."""
        then = Neighbourhood(self.w.copy(), self.m.copy(), self.u, self.p, self.t, self.now.copy())
        if day is not None:
            then["DAY"] = day
        system.stage(then.w, then.m, then.u, then.p, then.t, then.now)
        return then

    def met(self, plane: Bools) -> Bools:
        """Return who meets somebody of a plane today."""
        seen = np.zeros(64, dtype=bool)
        for shift in self.shifts():
            seen |= plane[LANES ^ shift]
        return seen

    def shifts(self) -> list[int]:
        """Return the shift of each meeting: six bits each, and nobody meets themselves."""
        bits = int(self.now[NOW_AT["MEETING_BITS"]])
        return [(bits >> 6 * k & 63) or 1 for k in range(4)]


def as_plane(values: Any) -> np.uint64:
    """Return 64 truth values as the bits of one integer."""
    return np.uint64(sum(1 << i for i in range(64) if values[i]))


def some(dice: Dice, share: float = 0.5) -> Bools:
    return dice.random(64) < share


def quiet(seed: int = 0) -> Neighbourhood:
    """Return a word where nothing happens: everybody grown up, covered and free, one household."""
    dice = np.random.default_rng(seed)
    here = Neighbourhood(u=random_draws(dice), now=random_now(dice, KEY))
    for name in ("ALIVE", "ADULT", "COVERED", "FREE", "VISIBLE"):
        here[name] = EVERYBODY
    here["SIZE"] = 1
    here["HEAD"] = LANES
    for k in range(4):
        here[f"FAR_WORD_{k}"] = -1
    return here


def evenly(here: Neighbourhood, seed: int) -> None:
    """Give a word draws that are spread evenly, for comparing shares."""
    here.u[:] = np.random.default_rng(seed).integers(0, 1 << 32, here.u.size, dtype=np.uint32)


def busy(seed: int, system: Any) -> Neighbourhood:
    """Return a random word in random circumstances; what only the system writes is still empty."""
    dice = np.random.default_rng(seed)
    here = Neighbourhood(
        random_lanes(dice), random_masks(dice), random_draws(dice), now=random_now(dice, KEY)
    )
    for name in set(system.WRITES) - set(system.READS):
        if name in MASK_AT:
            here[name] = False
    return here


def snitch_line(here: Neighbourhood) -> None:
    """Rule a word by a hotline that rewards reports, where people bear grudges."""
    here["HOTLINE"] = 1
    here["OBSERVED"] = here["CALLED_IN"] = here["ACCEPTED"] = HALF
    here["GRUDGE_WIDTH"] = CERTAIN // 4
    here["FALSE_CHANCE"] = CERTAIN // 8
    here["EXTORT_CHANCE"] = CERTAIN // 8
    here["EXTORT_PRICE"] = 50 << 16
    here["REWARD"], here["REPORT_PENALTY"] = 7, 11
    here["MOTIVE_GAIN"] = -200
    here["NORMAL"] = fixed(normal(), 10)
    here["ACT_PUNISHES"] = 1


SEEDS = range(240)


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


# --- the family ---


def test_t30_without_measures_against_families_a_relative_changes_nothing() -> None:
    for seed in SEEDS:
        here = busy(seed, kin)
        here["KIN_POINTS"], here["KIN_CHANCE"] = 20, CERTAIN
        after = here.after(kin)
        assert np.array_equal(after.w, here.w) and np.array_equal(after.m, here.m)


def test_where_nobody_is_punished_no_relative_pays() -> None:
    here = quiet()
    here["KIN"], here["KIN_POINTS"], here["KIN_CHANCE"] = 1, 20, CERTAIN
    after = here.after(kin)
    assert np.array_equal(after.w, here.w) and np.array_equal(after.m, here.m)


def test_relatives_of_the_punished_pay_and_those_of_the_listed_are_affected() -> None:
    hits = punished = 0
    for seed in SEEDS:
        here = busy(seed, kin)
        here["KIN"], here["KIN_POINTS"], here["KIN_CHANCE"] = 1, 20, CERTAIN // 4
        after = here.after(kin)
        near = (here["N_LISTED"] > 0) | here["KIN_PUNISHED"]
        assert np.array_equal(after["KIN_AFFECTED"], near & here["COVERED"])
        assert not (after["KIN_HIT"] & ~(here["KIN_PUNISHED"] & here["COVERED"])).any()
        assert np.array_equal(after["DELTA"], here["DELTA"] - 20 * after["KIN_HIT"])
        hits += int(after["KIN_HIT"].sum())
        punished += int((here["KIN_PUNISHED"] & here["COVERED"]).sum())
    assert abs(hits - punished / 4) < 4 * np.sqrt(punished * 3 / 16)


# --- trust ---

TRUST_0 = 128


def trusting(tau: int, lost: float, recovery: float) -> Neighbourhood:
    here = quiet()
    here["DENUNCIATION"] = 1
    here["trust.baseline"] = TRUST_0
    here["trust.denunciation"], here["trust.recovery"] = fixed([lost, recovery], 24)
    here["TRUST"] = tau
    return here


@pytest.mark.parametrize("lost", [0.02, 0.1, 0.3])
def test_trust_falls_by_the_declared_share_when_a_denunciation_is_known(lost: float) -> None:
    here = trusting(201, lost, 0.0)
    here["REPORTED"], here["REPORTED_FALSELY"] = LANES % 2 == 0, LANES % 2 == 1
    found = []
    for seed in range(200):
        evenly(here, seed)
        found.append(here.after(trust)["TRUST"])
    error = np.sqrt(1 / 4 / (64 * 200))
    assert abs(np.mean(found) - 201 * (1 - lost)) < 4 * error
    assert np.ptp(found) <= 1


@pytest.mark.parametrize(("recovery", "days"), [(0.0005, 400), (0.005, 300)])
@pytest.mark.parametrize("start", [40, 210])
def test_trust_comes_back_at_the_declared_rate(recovery: float, days: int, start: int) -> None:
    """With tau0 - tau shrinking as exp(-rho t)."""
    here = trusting(start, 0.3, recovery)
    found = []
    for word in range(20):
        one = here
        for day in range(days):
            evenly(one, 1000 * word + day)
            one = one.after(trust)
        found.append(one["TRUST"])
    mean = TRUST_0 - (TRUST_0 - start) * np.exp(-recovery * days)
    largest = ((1 - recovery) ** (2 * np.arange(days))).sum() / 4
    assert abs(np.mean(found) - mean) < 4 * np.sqrt(largest / (64 * 20)) + 0.1


def test_whoever_was_denounced_and_household_and_those_met_know_of_it() -> None:
    here = trusting(200, 0.1, 0.0)
    here["HEAD"], here["SIZE"] = LANES // 4 * 4, 4
    here["REPORTED_FALSELY"] = LANES == 21
    here["MEETING_BITS"] = 32 | 7 << 6 | 9 << 12 | 9 << 18
    knowing = {20, 21, 22, 23, 21 ^ 32, 21 ^ 7, 21 ^ 9}
    assert set(np.flatnonzero(here.after(trust)["TRUST"] != 200).tolist()) == knowing
    here["VISIBLE"] = LANES != 21
    assert set(np.flatnonzero(here.after(trust)["TRUST"] != 200).tolist()) == {21}


def test_trust_of_children_and_where_nobody_denounces_stays() -> None:
    here = trusting(200, 0.1, 0.005)
    here["REPORTED"], here["ADULT"] = True, False
    assert (here.after(trust)["TRUST"] == 200).all()
    here["ADULT"], here["DENUNCIATION"] = True, 0
    assert (here.after(trust)["TRUST"] == 200).all()
    here["DENUNCIATION"], here["REPORTED"], here["REPORT_REJECTED"] = 1, False, True
    here["trust.recovery"] = 0
    assert (here.after(trust)["TRUST"] == 200).all()


# --- the score: favour, grades, mistakes ---

PEOPLE, MONTHS = 20_032, 24


def ledger(favour: float) -> tuple[Ints, Ints, Ints, Ints]:
    """Return conduct, other luck, standing, and the score after monthly assessments.

    Conduct is worth the same each month, luck is new each month, both in units of the score.
    """
    dice = np.random.default_rng(28)
    conduct = np.rint(dice.normal(0, 10, PEOPLE)).astype(np.int64)
    standing = np.rint(dice.normal(0, 256, PEOPLE)).astype(np.int64)
    luck = np.rint(dice.normal(0, 15, (MONTHS, PEOPLE))).astype(np.int64)
    scores = np.zeros(PEOPLE, dtype=np.int64)
    for word in range(PEOPLE // 64):
        here = quiet(word)
        rows = slice(64 * word, 64 * word + 64)
        here["SCORED"] = 1
        here["SCORE_LOW"], here["SCORE_HIGH"] = -30_000, 30_000
        here["FAVOURITISM"], here["FAVOUR"] = round(favour * 256), standing[rows]
        for month in range(1, MONTHS + 1):
            evenly(here, 1000 * word + month)
            here["DELTA"] = conduct[rows] + luck[month - 1, rows]
            here = here.after(scoring, day=30 * month)
            here["DELTA"] = 0
            if month % 6 == 0:  # nobody is assessed in between
                assert np.array_equal(
                    here.after(scoring, day=30 * month + 7)["SCORE"], here["SCORE"]
                )
        scores[rows] = here["SCORE"]
    return conduct, luck.sum(axis=0), standing, scores


@pytest.mark.parametrize("favour", [0.0, 5.0, 15.0, 40.0])
def test_t28_favour_parts_the_score_from_conduct(favour: float) -> None:
    """Correlation sigma_x / sqrt(sigma_x^2 + b^2 sigma_t^2 + sigma_e^2), within 0.02."""
    conduct, luck, standing, scores = ledger(favour)
    x, b, e = MONTHS * 10.0, MONTHS * favour, np.sqrt(MONTHS) * 15.0
    expected = x / np.sqrt(x * x + b * b + e * e)
    assert abs(np.corrcoef(scores, conduct)[0, 1] - expected) < 0.02
    exact = MONTHS * conduct + luck + MONTHS * favour * standing / 256
    if favour == 0.0:
        assert np.array_equal(scores, exact)  # the ledger is the score
    else:
        assert abs((scores - exact).mean()) < 4 * np.sqrt(MONTHS / 4 / PEOPLE)


def test_being_a_critic_and_being_taken_for_one_costs_the_same_and_once() -> None:
    here = quiet()
    here["SCORED"], here["SCORE_START"], here["SCORE"] = 1, 5000, 5000
    here["SCORE_HIGH"] = 9000
    for act, points in (("criticism", -60), ("protest", -90)):
        here.with_act("ACT_POINTS_LOW", act, points)
        here.with_act("ACT_POINTS_HIGH", act, points)
    here["CRITIC_KNOWN"], here["CRITIC_FALSELY"] = LANES & 1 > 0, LANES & 2 > 0
    here["PROTESTER_KNOWN"], here["PROTESTER_FALSELY"] = LANES & 4 > 0, LANES & 8 > 0
    here["DELTA"] = 7  # a reward of this morning
    after = here.after(scoring, day=31)
    expected = 5007 - 60 * (LANES & 3 > 0) - 90 * (LANES & 12 > 0)
    assert np.array_equal(after["SCORE"], expected)


def test_everybody_covered_has_one_grade_and_the_right_one() -> None:
    bounds = (BELOW_ANY, 600 * 16, 800 * 16, 1000 * 16)
    for seed in SEEDS:
        here = busy(seed, scoring)
        here["SCORED"], here["SCORE_HIGH"], here["GRADES"] = 1, 1300 * 16, len(bounds)
        for k, bound in enumerate(bounds):
            here[f"GRADE_FROM_{k}"] = bound
        after = here.after(scoring)
        grade = sum(after[f"GRADE_{k}"].astype(int) << k for k in range(6))
        right = np.searchsorted(bounds, after["SCORE"], side="right") - 1
        assert np.array_equal(grade, np.where(here["COVERED"], 1 << right, 0))


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
            here["N_LISTED"] = housemates
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
