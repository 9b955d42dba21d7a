"""Cameras and police, one word of 64 people at a time, with numbers and tables made by hand.

T09, T10, T12 and the share of people held are closed forms; every tolerance is four standard
errors.
"""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
from by_hand import EVERYBODY, KEY, Word, chance, four_errors, numbers
from random_words import CERTAIN, NOW_AT, random_draws, random_lanes, random_masks, random_now

from bentham.chance.decisions import ALERT_RANK, ARREST_RANK
from bentham.chance.philox import draw
from bentham.day import cameras, policing
from bentham.day.person import (
    FALSE_MATCH,
    FOOTAGE,
    LONGEST_TERM,
    MATCH,
    POST,
    SOUGHT,
    SOUGHT_WRONGLY,
)  # fmt: skip
from bentham.day.settings import N_TABLES, setting

# --- cameras ---


@pytest.mark.parametrize("rate", [0.003, 0.0001])
def test_t09_most_innocents_are_flagged_once_if_cameras_look_often_enough(rate: float) -> None:
    scans, days, words = 10, 30, 150
    flagged = 0
    for k in range(words):
        word = Word(k, CAMERAS=1)
        word.table("FACE_CHANCE")[:] = chance(1 - (1 - rate) ** scans)
        ever = ~EVERYBODY
        for day in range(1, days + 1):
            word.morning(day)
            ever |= word.run(cameras)["FALSE_ALERT"]
            assert not word["TRUE_ALERT"].any()
        flagged += ever.sum()
    share = 1 - (1 - rate) ** (scans * days)
    assert abs(flagged / words / 64 - share) < four_errors(share, words * 64)


@pytest.mark.parametrize(("wanted", "missed", "false"), [(0.02, 0.05, 0.003), (0.001, 0.3, 0.0135)])
def test_t10_precision_is_small_where_few_are_wanted(
    wanted: float, missed: float, false: float
) -> None:
    words, days = 300, 20
    dice = np.random.default_rng(3)
    true_alerts = false_alerts = in_gallery = 0
    for k in range(words):
        word = Word(k, CAMERAS=1, MATCH_CHANCE=chance(1 - missed))
        word.table("FACE_CHANCE")[:] = chance(false)
        word["WANTED"] = dice.random(64) < wanted
        in_gallery += word["WANTED"].sum()
        for day in range(1, days + 1):
            word.morning(day)
            word.run(cameras)
            true_alerts += word["TRUE_ALERT"].sum()
            false_alerts += word["FALSE_ALERT"].sum()
    pi = in_gallery / words / 64
    precision = pi * (1 - missed) / (pi * (1 - missed) + (1 - pi) * false)
    looks = words * 64 * days
    spread_true = looks * pi * (1 - missed) * missed
    spread_false = looks * (1 - pi) * false * (1 - false)
    alerts = true_alerts + false_alerts
    error = np.sqrt((1 - precision) ** 2 * spread_true + precision**2 * spread_false) / alerts
    assert abs(true_alerts / alerts - precision) < 4 * error


def test_t12_a_wanted_person_is_first_found_after_a_geometric_time() -> None:
    words, days, daily = 60, 150, 0.05
    first_seen, first_found = [], []
    for k in range(words):
        word = Word(k, CAMERAS=1, MATCH_CHANCE=chance(daily))
        word["WANTED"] = EVERYBODY
        seen, found = np.zeros((2, 64), dtype=int)
        for day in range(1, days + 1):
            word.morning(day)
            word.run(cameras)
            seen[word["TRUE_ALERT"] & (seen == 0)] = day
            found[word["FOUND"] & (found == 0)] = day
        first_seen += seen.tolist()
        first_found += found.tolist()
    seen, found = np.array(first_seen), np.array(first_found)
    assert (found[found > 0] == seen[found > 0] + 1).all()  # an operator looks the day after
    seen[seen == 0] = days + 1
    for day in (1, 5, 20, 50):
        share = (1 - daily) ** day
        assert abs((seen > day).mean() - share) < four_errors(share, seen.size), day
    mean = (1 - (1 - daily) ** (days + 1)) / daily
    assert abs(seen.mean() - mean) < 4 * np.sqrt(1 - daily) / daily / np.sqrt(seen.size)


def test_a_wanted_person_is_never_a_false_alert_nor_another_a_true_one() -> None:
    for true, false in ((CERTAIN, 0), (0, CERTAIN)):
        word = Word(CAMERAS=1, MATCH_CHANCE=true)
        word.table("FACE_CHANCE")[:] = false
        word["WANTED"] = wanted = np.arange(64) % 3 == 0
        word.run(cameras)
        assert (word["TRUE_ALERT"] == (wanted & (true > 0))).all()
        assert (word["FALSE_ALERT"] == (~wanted & (false > 0))).all()


def test_without_operators_alerts_lapse_and_nobody_is_found_or_mistaken() -> None:
    word = Word(CAMERAS=1, MATCH_CHANCE=CERTAIN, REVIEW_ERROR=CERTAIN, IDENTIFY_CHANCE=CERTAIN)
    word.lane("CUSTODY")[:] = np.resize([FOOTAGE, MATCH, FALSE_MATCH], 64)
    word.morning(2, alerts=0)
    word.run(cameras)
    assert (word.lane("CUSTODY") == 0).all()
    for name in ("ALERT_REVIEWED", "FOUND", "MARCHER_KNOWN", "TAKEN_FOR_ANOTHER"):
        assert not word[name].any()


def test_a_review_finds_the_wanted_names_marchers_and_takes_some_for_another() -> None:
    word = Word(CAMERAS=1, REVIEW_ERROR=CERTAIN, IDENTIFY_CHANCE=CERTAIN)
    codes = np.resize([FOOTAGE, MATCH, FALSE_MATCH, POST, SOUGHT, 7, 0], 64)
    word.lane("CUSTODY")[:] = codes
    word["COVERED"] = np.arange(64) % 2 == 0
    word.morning(2)
    word.run(cameras)
    assert (word["MARCHER_KNOWN"] == (codes == FOOTAGE)).all()
    assert (word["FOUND"] == (codes == MATCH)).all()
    assert (word["TAKEN_FOR_ANOTHER"] == (codes == FALSE_MATCH)).all()
    assert (word["PROTESTER_KNOWN"] == (codes == FOOTAGE) & word["COVERED"]).all()
    assert (word["PROTESTER_FALSELY"] == (codes == FALSE_MATCH) & word["COVERED"]).all()
    alerts = np.isin(codes, (FOOTAGE, MATCH, FALSE_MATCH))
    assert (word.lane("CUSTODY") == np.where(alerts, 0, codes)).all()


def test_one_alert_a_person_waits_and_the_demonstration_comes_first() -> None:
    word = Word(CAMERAS=1, MATCH_CHANCE=CERTAIN, FOOTAGE_CHANCE=CERTAIN, WANT_PUNISHED=1)
    word.table("FACE_CROWD")[:] = CERTAIN
    word.now[NOW_AT["PROTEST_SHARE"]] = 1 << 14  # everybody looks like somebody in that crowd
    third = np.arange(64) % 3
    word["PROTEST"], word["FELT"] = third == 0, third <= 1
    word.lane("CUSTODY")[:3] = POST, SOUGHT, 9
    word.morning(1)
    word["PROTEST"] = third == 0
    word.run(cameras)
    code = np.choose(third, [FOOTAGE, MATCH, FALSE_MATCH])
    assert (word.lane("CUSTODY")[3:] == code[3:]).all()
    assert word.lane("CUSTODY")[:3].tolist() == [POST, SOUGHT, 9]
    assert (word["ALERT_ASKED"] == (np.arange(64) >= 3)).all()
    assert word["FOOTAGE_TAKEN"][0] and word["TRUE_ALERT"][1]  # seen all the same
    assert not word["FALSE_ALERT"][2]  # who is in a cell is in no street
    word.now[NOW_AT["PROTEST_SHARE"]] = 0
    word.morning(2)
    assert not word.run(cameras)["FALSE_ALERT"].any()


# --- police ---


def arrested_word(first: int, **settings: int) -> Word:
    """Return a word on whose first day everybody is sought as a critic."""
    word = Word(first, POLICING=1, ARREST_CRITIC=CERTAIN, **settings)
    word["CRITIC_KNOWN"] = EVERYBODY
    word.run(policing)
    assert (word.lane("CUSTODY") == SOUGHT).all()
    assert word["SOUGHT_TODAY"].all() and word["ARREST_ASKED"].all()
    return word


def test_a_life_in_custody() -> None:
    longest, taken, words = 30, 52_000, 40
    terms, ill_treated = [], 0
    for k in range(words):
        word = arrested_word(
            k, LONGEST=longest, DETAINED_LOSS=taken, ILL_TREATMENT=chance(0.2)
        )  # fmt: skip
        for day in (2, 3, 4):  # no police for it: nobody is arrested, everybody stays sought
            word.morning(day, arrests=0)
            word.run(policing)
            assert (word.lane("CUSTODY") == SOUGHT).all() and word["ARREST_ASKED"].all()
            assert not word["ARRESTED"].any() and not word["DETAINED"].any()
        word.morning(5)
        word.run(policing)
        assert word["ARRESTED"].all() and word["PUNISHED"].all() and not word["FELT"].any()
        assert not word["ILL_TREATED"].any()
        term = word.lane("CUSTODY").copy()
        held, released = word["DETAINED"].astype(int), np.zeros(64, dtype=int)
        for day in range(6, 6 + longest):
            word.morning(day)
            assert (word["FREE"] == (word.lane("CUSTODY") == 0)).all()
            word.run(policing)
            held += word["DETAINED"]
            released[word["RELEASED"]] = day
            assert (word.lane("LOSS") == np.where(word["DETAINED"], taken, 0)).all()
            assert not (word["ILL_TREATED"] & ~word["DETAINED"]).any()
            ill_treated += word["ILL_TREATED"].sum()
        assert (held == term).all() and (released == 5 + term).all()
        assert (word.lane("CUSTODY") == 0).all()
        terms += term.tolist()
    assert min(terms) == 1 and max(terms) == longest
    spread = np.sqrt((longest**2 - 1) / 12 / len(terms))
    assert abs(np.mean(terms) - (longest + 1) / 2) < 4 * spread
    later_days = sum(terms) - len(terms)
    assert abs(ill_treated / later_days - 0.2) < four_errors(0.2, later_days)


@pytest.mark.parametrize("served", [0, CERTAIN])
def test_every_value_of_custody_leads_where_it_says(served: int) -> None:
    codes = np.arange(256)
    after = np.zeros(256, dtype=int)
    for k in range(4):
        word = Word(k, POLICING=1, LONGEST=9)
        word.lane("CUSTODY")[:] = codes[64 * k : 64 * k + 64]
        word.morning(3, arrests=served)
        after[64 * k : 64 * k + 64] = word.run(policing).lane("CUSTODY")
    held = (codes >= 1) & (codes <= LONGEST_TERM)
    sought = codes >= SOUGHT_WRONGLY
    assert (after[held] == codes[held] - 1).all()
    assert (after[~held & ~sought] == codes[~held & ~sought]).all()
    assert ((after[sought] <= 9) == (served > 0)).all() and (after[sought] > 0).all()


def test_the_share_held_follows_from_the_chance_of_being_sought_and_the_term() -> None:
    daily, longest, words, days = 0.05, 9, 60, 200
    share_of_time = []
    for k in range(words):
        word = Word(k, POLICING=1, ARREST_CRITIC=chance(daily), LONGEST=longest)
        held = np.zeros(64)
        for day in range(1, 50 + days + 1):
            word.morning(day)
            word["CRITIC_KNOWN"] = EVERYBODY
            word.run(policing)
            custody = word.lane("CUSTODY")
            assert (word["DETAINED"] == ((custody >= 1) & (custody <= longest))).all()
            if day > 50:
                held += word["DETAINED"]
        share_of_time += (held / days).tolist()
    mean = (longest + 1) / 2
    share = daily * mean / (1 + daily * (mean + 1))
    error = np.std(share_of_time) / np.sqrt(len(share_of_time))
    assert abs(np.mean(share_of_time) - share) < 4 * error


def test_whoever_is_served_today_is_whose_rank_was_drawn_with_yesterdays_request() -> None:
    """So ranks of a day decide alone, and what was counted then is what is served now."""
    words, share = 100, 0.3
    served = 0
    for k in range(words):
        ranks = {
            what: np.array([draw(KEY, 64 * k + i, 0, 1, what, 0) for i in range(64)])
            for what in (ALERT_RANK, ARREST_RANK)
        }
        word = arrested_word(k, LONGEST=5)
        word.morning(2, arrests=chance(share))
        arrested = word.run(policing)["ARRESTED"]
        assert (arrested == (ranks[ARREST_RANK] < chance(share))).all()
        served += arrested.sum()
        word = Word(k, CAMERAS=1)
        word.lane("CUSTODY")[:] = MATCH
        word.morning(2, alerts=chance(share))
        assert (word.run(cameras)["FOUND"] == (ranks[ALERT_RANK] < chance(share))).all()
    assert abs(served / words / 64 - share) < four_errors(share, words * 64)


def test_wrong_arrests_are_of_people_falsely_taken_and_of_nobody_else() -> None:
    dice = np.random.default_rng(8)
    chances = {n: chance(0.3) for n in ("ARREST_CRITIC", "ARREST_PROTESTER", "ARREST_FOUND")}
    right = wrong = 0
    for k in range(20):
        word = Word(k, POLICING=1, LONGEST=3, **chances)
        word["COVERED"] = dice.random(64) < 0.8
        suspected, accused = ~EVERYBODY, ~EVERYBODY
        for day in range(1, 41):
            word.morning(day, arrests=int(dice.integers(CERTAIN)))
            for name in ("CRITIC_KNOWN", "PROTESTER_KNOWN", "FOUND"):
                word[name] = (dice.random(64) < 0.05) & (np.arange(64) < 40)
                suspected |= word[name]
            for name in ("CRITIC_FALSELY", "PROTESTER_FALSELY"):
                word[name] = (dice.random(64) < 0.05) & (np.arange(64) >= 20)
                accused |= word[name]
            word.run(policing)
            assert not (word["ARRESTED"] & ~suspected).any()
            assert not (word["ARRESTED_WRONGLY"] & ~accused).any()
            assert not ((word["ARRESTED"] | word["ARRESTED_WRONGLY"]) & ~word["COVERED"]).any()
            right += word["ARRESTED"].sum()
            wrong += word["ARRESTED_WRONGLY"].sum()
    assert right > 100 and wrong > 100


@pytest.mark.parametrize("system", [cameras, policing])
def test_a_system_that_the_scheme_has_not_changes_nothing(system: ModuleType) -> None:
    dice = np.random.default_rng(2)
    p, t = np.full_like(numbers(), CERTAIN), np.full(N_TABLES, CERTAIN)
    for name in ("CAMERAS", "POLICING"):
        p[setting(name)] = 0
    for _ in range(20):
        w, m = random_lanes(dice), random_masks(dice)
        lanes, masks = w.copy(), m.copy()
        system.stage(w, m, random_draws(dice), p, t, random_now(dice, KEY))
        assert np.array_equal(w, lanes) and np.array_equal(m, masks)
