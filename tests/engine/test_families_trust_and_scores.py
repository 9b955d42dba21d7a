"""Relatives, trust, favour and grades, one neighbourhood at a time: T28, T30."""

from __future__ import annotations

import numpy as np
import pytest
from neighbourhood import (
    BELOW_ANY,
    LANES,
    SEEDS,
    Ints,
    Neighbourhood,
    busy,
    evenly,
    quiet,
)  # fmt: skip
from random_words import (
    CERTAIN,
)  # fmt: skip

from bentham.chance.quantiles import fixed
from bentham.day import kin, scoring, trust

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
        near = (here["N_UNDER_SANCTION"] > 0) | here["KIN_PUNISHED"]
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


@pytest.mark.parametrize(
    "favour", [0.0, 15.0, *(pytest.param(x, marks=pytest.mark.full) for x in (5.0, 40.0))]
)
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
