"""What people are refused, and what of them is written down, one word of 64 people at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from by_hand import EVERYBODY, Word, chance, four_errors
from random_words import CERTAIN, LANE_AT, NOW_AT, random_lanes

from bentham.chance.decisions import CADENCE, taken
from bentham.day import conduct, recording, sanctions
from bentham.day.settings import ATTEMPT_ROOM, ATTEMPTS, setting
from bentham.evidence.acts import ROOM, number, slots
from bentham.evidence.parameters import index

CRITICISM, FALSE_NEWS = number("criticism"), number("false_news_post")
LITTERING, VOLUNTEERING = number("littering"), number("volunteering")
HALF_OF_THEM = np.arange(64) % 2 == 0
KINDS = ("FLIGHT", "TRAIN", "HOTEL", "HOUSE", "JOB", "SCHOOL", "SCHOOL")

# --- refusals ---


def trying(mode: str, **settings: int) -> Word:
    """Return a word in which everybody who may try something today tries this."""
    word = Word(**settings)
    at = ATTEMPTS.index(mode)
    word.table("ATTEMPT_START")[at + 1 :] = CERTAIN
    word.table("ATTEMPT_WIDTH")[at] = word.table("ATTEMPT_MOST")[at] = CERTAIN
    word.table("ATTEMPT_RATE").reshape(3, ATTEMPT_ROOM)[:, at] = CERTAIN
    word.table("ATTEMPT_BARRED_BELOW")[:] = -(1 << 40)
    return word


def families(word: Word) -> npt.NDArray[np.int64]:
    """Put people into households, some of them minors; return how many minors each lives with."""
    dice = np.random.default_rng(4)
    lanes = random_lanes(dice)
    for name in ("HEAD", "SIZE"):
        word.lane(name)[:] = lanes[LANE_AT[name] : LANE_AT[name] + 64]
    minor = dice.random(64) < 0.4
    word["MINOR"], word["ADULT"], word["FREE"] = minor, ~minor, ~minor
    word["PARENT"] = ~minor & (dice.random(64) < 0.5)
    head = word.lane("HEAD")
    return np.array([sum(minor & (head == head[i])) - minor[i] for i in range(64)])


@pytest.mark.parametrize("mode", [m for m in ATTEMPTS if m != "child_school"])
def test_whoever_sits_in_detention_flies_nowhere_and_tries_nothing(mode: str) -> None:
    word = trying(mode)
    word.lane("CUSTODY")[::3] = 12
    word.morning(1)
    word.run(sanctions)
    assert (word[f"{mode.upper()}_TRIED"] == (word.lane("CUSTODY") == 0)).all()


@pytest.mark.parametrize("why", ["listed", "low", "kin"])
@pytest.mark.parametrize("at", range(len(ATTEMPTS)))
def test_a_ban_refuses_its_own_mode_to_those_it_names_and_stays_remembered(
    at: int, why: str
) -> None:
    mode, other = ATTEMPTS[at], ATTEMPTS[at - 1]
    for barred in (mode, other):
        word = trying(mode)
        if mode == "child_school":
            children = families(word)
        who = (
            word["PARENT"] & word["FREE"] & (children > 0) if mode == "child_school" else EVERYBODY
        )
        if why == "listed":
            word["LISTED"] = HALF_OF_THEM
            word.table("ATTEMPT_BARRED_LISTED")[ATTEMPTS.index(barred)] = 1
        elif why == "kin":
            word["KIN_AFFECTED"] = HALF_OF_THEM
            word.table("ATTEMPT_BARRED_KIN")[ATTEMPTS.index(barred)] = 1
        else:
            word.lane("SCORE")[:] = np.where(HALF_OF_THEM, 599, 600)
            word.table("ATTEMPT_BARRED_BELOW")[ATTEMPTS.index(barred)] = 600
        word.run(sanctions)
        refused = who & HALF_OF_THEM & (barred == mode)
        assert (word[f"{mode.upper()}_TRIED"] == who).all()
        assert (word[f"{mode.upper()}_REFUSED"] == refused).all()
        for kind in set(KINDS):
            remembered = refused if kind == KINDS[at] else ~EVERYBODY
            assert (word[f"REFUSED_{kind}"] == remembered).all()
        word.p[setting("LISTED_LOSS")] = 0
        word.morning(2)
        word["FREE"] = ~EVERYBODY
        word.run(sanctions)  # a day without any attempt
        assert (word["EVER_REFUSED"] == refused).all()
        assert (word[f"REFUSED_{KINDS[at]}S"] == refused).all()


def test_only_parents_of_a_minor_try_for_a_childs_school_and_the_children_stay_out() -> None:
    word = trying("child_school")
    minors = families(word)
    word["LISTED"] = EVERYBODY
    word.table("ATTEMPT_BARRED_LISTED")[ATTEMPTS.index("child_school")] = 1
    word.run(sanctions)
    parents = word["PARENT"] & (minors > 0)
    assert 5 < parents.sum() < (word["PARENT"] | (minors > 0)).sum()  # both conditions matter
    assert (word["CHILD_SCHOOL_TRIED"] == parents).all()
    assert (word["CHILD_SCHOOL_REFUSED"] == parents).all()
    assert (word.lane("CHILDREN_OUT") == np.where(parents, minors, 0)).all()
    assert word.lane("CHILDREN_OUT").max() > 1
    assert not (word["REFUSED_SCHOOL"] & word["MINOR"]).any()  # affected, never an actor


def test_relatives_lose_income_only_with_somebody_listed_or_detained_at_home() -> None:
    word = Word(KIN_LOSS=9000, LISTED_LOSS=5000, DETAINED_LOSS=1)
    word["KIN_AFFECTED"], word["LISTED"] = HALF_OF_THEM, np.arange(64) < 32
    word.lane("N_UNDER_SANCTION")[:] = np.arange(64) % 3
    word["FELT"] = np.arange(64) % 5 == 0
    word.run(sanctions)
    kin = HALF_OF_THEM & (word.lane("N_UNDER_SANCTION") > 0)
    assert (word.lane("LOSS") == np.where(kin, 9000, np.where(word["LISTED"], 5000, 0))).all()
    assert (word["SANCTIONED"] == word["LISTED"]).all()
    assert (word["SANCTIONED_PROTECTED"] == (word["LISTED"] & word["FELT"])).all()


def test_whoever_is_accused_falsely_pays_the_same_fine_once() -> None:
    word = Word(FINE_SPEED=1000)
    word.lane("INCOME")[:] = 4096
    word.table("ACT_FINE")[CRITICISM] = 32
    word.lane("FINE")[:] = 7  # taken by somebody else before
    quarter = np.arange(64) % 4
    word["CRITIC_KNOWN"], word["CRITIC_FALSELY"] = quarter % 2 == 1, quarter >= 2
    word.run(sanctions)
    assert (word.lane("FINE") == 7 + np.where(quarter > 0, 2 * 4096 * 1000, 0)).all()
    assert (word["FINED"] == (quarter > 0)).all()


# --- records ---


def living(first: int = 0, cadence: int = 0, **settings: int) -> Word:
    """Return a word whose people do every act of the catalogue at half its width."""
    word = Word(first, **settings)
    word.p[index("society.cadence")] = cadence
    starts = [start for start, _ in slots()]
    end = sum(slots()[-1])
    word.table("ACT_START")[:] = starts + [end] * (ROOM - len(starts))
    widths = [width // 2 for _, width in slots()] + [0] * (ROOM - len(starts))
    for rates in ("ACT_BASE", "ACT_RATE"):
        word.table(rates)[:] = np.resize(widths, word.table(rates).size)
    word.table("ACT_FALSE")[:] = CERTAIN
    return word


def live(word: Word, day: int) -> Word:
    """Let a word wake and act on a day; where only half decide, as the day's draws say."""
    word.morning(day)
    if word.p[index("society.cadence")] != 0:
        word["DECIDING"] = np.array([taken(word.u, CADENCE, i) < 32768 for i in range(64)])
    return word.run(conduct)


def test_what_a_hotline_reported_stays_the_record_of_the_day() -> None:
    word = live(living(), 3)
    word.table("ACT_RECORDED")[:] = CERTAIN
    reported = HALF_OF_THEM & (word.lane("ACT") > 0)
    word.lane("RECORD")[reported] = LITTERING + 1
    word.lane("FALSE_RECORD")[5] = LITTERING + 1
    word.run(recording)
    assert 0 < reported.sum() < (word.lane("ACT") > 0).sum()
    assert (word.lane("RECORD") == np.where(reported, LITTERING + 1, word.lane("ACT"))).all()
    assert (word["RECORDED"] == (word.lane("ACT") > 0)).all()
    assert (word["FALSELY_RECORDED"] == (np.arange(64) == 5)).all()


def test_a_gatherer_never_writes_up_the_same_households() -> None:
    blind, words = 0.3, 40
    kept, household = [], []
    for k in range(words):
        word = Word(k, GATHERERS=1, BLIND=int(blind * 65536))
        word.table("ACT_RECORDED")[:] = CERTAIN
        word.lane("HEAD")[:], word.lane("SIZE")[:] = np.arange(64) // 4 * 4, 4
        days = []
        for day in (1, 2):
            word.morning(day)
            word.lane("ACT")[:] = VOLUNTEERING + 1
            days.append(word.run(recording)["RECORDED"])
        assert (days[0] == days[1]).all()
        kept += days[0].reshape(16, 4).all(axis=1).tolist()
        household += days[0].reshape(16, 4).any(axis=1).tolist()
    assert kept == household  # all of a household, or nobody
    assert abs(np.mean(kept) - (1 - blind)) < four_errors(blind, len(kept))


def test_people_pay_a_gatherer_only_for_what_takes_points() -> None:
    word = Word(GATHERERS=1, PAY_GATHERER=chance(0.5), SMALL_PRICE=900)
    word.table("ACT_RECORDED")[:] = CERTAIN
    word.table("ACT_POINTS_LOW")[LITTERING] = -20
    word.lane("ACT")[:] = np.where(HALF_OF_THEM, LITTERING, VOLUNTEERING) + 1
    word.run(recording)
    paid = word["PAID_GATHERER"]
    assert 5 < paid.sum() < 27 and not (paid & ~HALF_OF_THEM).any()
    assert (word["RECORDED"] == ~paid).all()
    assert (word.lane("FINE") == np.where(paid, 900, 0)).all()


@pytest.mark.parametrize("cadence", [0, 1])
@pytest.mark.parametrize("lags", [(3, 0), (0, 5), (2, 6)])
def test_a_company_passes_an_act_on_after_its_delay_to_the_day(
    lags: tuple[int, int], cadence: int
) -> None:
    word = living(9, cadence, FEED_LAG_0=lags[0], FEED_LAG_1=lags[1])
    sold, shown = [LITTERING, number("long_gaming")], [number("late_bill"), VOLUNTEERING]
    fed = np.zeros((2, ROOM + 1), dtype=bool)
    fed[0, np.add(sold, 1)] = fed[1, np.add(shown, 1)] = True
    word.table("ACT_FEED")[:] = np.where(fed[:, 1:], CERTAIN, 0).ravel()
    word["COVERED"] = np.arange(64) < 48
    done: dict[int, npt.NDArray[np.int64]] = {}
    passed = 0
    for day in range(1, 81):
        done[day] = live(word, day).lane("ACT").copy()
        expected = np.zeros(64, dtype=int)
        for feed in (1, 0):  # the first company is served first, and there is room for one record
            if 0 < lags[feed] < day:
                then = done[day - lags[feed]]
                expected = np.where(fed[feed, then], then, expected)
        word.run(recording)
        assert (word.lane("RECORD") == np.where(word["COVERED"], expected, 0)).all(), day
        passed += word["RECORDED"].sum()
    assert passed > 20


def test_a_company_passes_on_the_declared_share_and_nothing_where_nobody_acts() -> None:
    share, acts, passed = 0.25, 0, 0
    for k in range(60):
        word = living(k, FEED_LAG_0=1)
        word.table("ACT_FEED")[:ROOM] = chance(share)
        acts += (live(word, 1).lane("ACT") > 0).sum()
        live(word, 2)
        passed += word.run(recording)["RECORDED"].sum()
        word.p[setting("SYSTEMS")] = 0
        word.morning(3)
        assert not word.run(recording)["RECORDED"].any()
    assert abs(passed / acts - share) < four_errors(share, acts)


def test_a_company_errs_at_its_rate_and_names_what_it_deals_in() -> None:
    rate, words, wrong = 0.2, 40, 0
    for k in range(words):
        word = living(k, FEED_LAG_1=4, FEED_ERRORS=chance(rate))
        word.table("FEED_WRONG")[:] = np.where(np.arange(ROOM) < LITTERING, 0, CERTAIN)
        word.morning(4)
        assert not word.run(recording)["FALSELY_RECORDED"].any()  # nothing to pass on yet
        word.morning(5)
        word.run(recording)
        wrong += word["FALSELY_RECORDED"].sum()
        assert set(word.lane("FALSE_RECORD")) <= {0, LITTERING + 1}
    assert abs(wrong / words / 64 - rate) < four_errors(rate, words * 64)


def test_a_mix_up_books_what_the_namesake_did() -> None:
    mine, namesakes, shift, booked = 3, 11, 37, 0
    for day in range(3, 60):
        word = living(mine, FEED_LAG_0=2, FEED_MIX_UPS=CERTAIN // 4)
        word.table("ACT_FEED")[:ROOM] = CERTAIN
        theirs = live(living(namesakes), day - 2).lane("ACT")[np.arange(64) ^ shift]
        live(word, day)
        word.now[NOW_AT["NAMESAKE_WORD"]], word.now[NOW_AT["NAMESAKE_SHIFT"]] = namesakes, shift
        word["NAMESAKE_THERE"] = HALF_OF_THEM
        word.run(recording)
        wronged = word["FALSELY_RECORDED"]
        assert (word.lane("FALSE_RECORD")[wronged] == theirs[wronged]).all()
        assert not (wronged & ~(HALF_OF_THEM & (theirs > 0))).any()
        booked += wronged.sum()
    assert booked > 30


@pytest.mark.parametrize("punishes", [0, 1])
def test_only_authors_of_true_statements_are_punished_for_the_truth(punishes: int) -> None:
    word = Word()
    word.table("ACT_PUNISHES")[FALSE_NEWS] = punishes
    word.morning(2)
    third = np.arange(64) % 3
    word["TRUE_POST"], word["FALSE_POST"] = third == 0, third == 1
    word["NEWS_KNOWN"] = known = HALF_OF_THEM & (third < 2)
    word.lane("RECORD")[:8] = LITTERING + 1  # no room for a second record
    word.run(recording)
    punished = known & (np.arange(64) >= 8) & (punishes == 1)
    assert (word.lane("RECORD")[8:] == np.where(punished, FALSE_NEWS + 1, 0)[8:]).all()
    assert (word["TRUTH_PUNISHED"] == punished & word["TRUE_POST"]).all()
    for name in ("PUNISHED", "FELT", "EVER_PUNISHED"):
        assert (word[name] == word["TRUTH_PUNISHED"]).all()


@pytest.mark.parametrize("punishes", [0, 1])
def test_authors_found_by_others_are_identified_and_punished_where_that_act_is(
    punishes: int,
) -> None:
    word = Word()
    word.table("ACT_PUNISHES")[CRITICISM] = punishes
    word["CRITIC_KNOWN"], word["PROTESTER_KNOWN"] = HALF_OF_THEM, np.arange(64) < 9
    word["CRITIC_FALSELY"] = ~HALF_OF_THEM  # believed, but did not say it: no dissent is punished
    word.run(recording)
    assert (word["IDENTIFIED"] == (HALF_OF_THEM | (np.arange(64) < 9))).all()
    assert (word["PUNISHED"] == (HALF_OF_THEM & (punishes == 1))).all()
