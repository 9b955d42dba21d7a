"""What news do to attitudes and fear; what the detained cannot do; debts, and news as posts."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from crowds import CERTAIN, DAY, EVEN, KEY, Crowd, close, tables

from bentham.chance.decisions import DAILY, DRAWS
from bentham.chance.philox import fill
from bentham.day import attitude, conduct, expression, risk
from bentham.day.person import ONE_Q14
from bentham.evidence.acts import ACTS, ROOM, slots


def test_who_is_forced_to_move_bears_a_grievance() -> None:
    moved = Crowd(attitude, {"MOVED_GRIEVANCE": 1234}, masks={"MOVED_AWAY": EVEN}, words=1)
    assert (moved.lane("ATTITUDE")[:, ::2] == 1234).all()
    assert (moved.lane("ATTITUDE")[:, 1::2] == 0).all()


@pytest.mark.parametrize("known", [0, 100, 255])
def test_news_pull_attitudes_to_their_tone_by_what_is_known(known: int) -> None:
    """E[a'] = a + eta_u k (u - a) + eta_m (1 - k)(m - a), for adults, where there is such news."""
    values = {"NEWS": 1, "media.persuasion": 0.01, "media.uncensored_tone": 0.6,
              "media.state_persuasion": 0.005, "media.state_tone": -0.8}  # fmt: skip
    start = 2000
    of_news, of_state = (
        0.01 * known / 256 * (0.6 * ONE_Q14 - start),
        0.005 * (1 - known / 256) * (-0.8 * ONE_Q14 - start),
    )
    for state, moved in ((1, of_news + of_state), (0, of_news)):
        crowd = Crowd(
            attitude, values | {"STATE_MEDIA": state}, masks={"ADULT": EVEN},
            lanes={"ATTITUDE": start, "ANCHOR": start, "KNOWLEDGE": known},
        )  # fmt: skip
        adults = crowd.lane("ATTITUDE")[:, ::2]
        # The two weights are floored at 2^-16: at most two units of it, times the distance.
        floored = 2 * 1.8 * ONE_Q14 / 65_536
        assert abs(adults.mean() - start - moved) <= 4 * np.sqrt(0.25 / adults.size) + floored
        assert (crowd.lane("ATTITUDE")[:, 1::2] == start).all()
    silent = Crowd(
        attitude, values | {"NEWS": 0, "STATE_MEDIA": 1},
        lanes={"ATTITUDE": start, "ANCHOR": start, "KNOWLEDGE": known}, words=2,
    )  # fmt: skip
    assert (silent.lane("ATTITUDE") == start).all()


def test_news_of_punishment_teach_fear_only_where_they_are_spread_and_there_are_any() -> None:
    values = {"SPEECH_PUNISHED": 1, "NEWS_LEARNED": 1, "risk.news": 0.05}
    for share in (ONE_Q14 // 2, ONE_Q14):
        told = Crowd(risk, values, lanes={"RISK": 40}, now={"PUNISHED_SHARE": share})
        expected = 40 + 0.05 * (256 * share / ONE_Q14 - 40)
        found = told.lane("RISK").mean()
        assert abs(found - expected) <= 4 * np.sqrt(0.25 / told.lane("RISK").size) + 0.01
        unspread = values | {"NEWS_LEARNED": 0}
        quiet = Crowd(risk, unspread, lanes={"RISK": 40}, now={"PUNISHED_SHARE": share}, words=3)
        assert (quiet.lane("RISK") == 40).all()
    assert (Crowd(risk, values, lanes={"RISK": 40}, words=3).lane("RISK") == 40).all()


def test_the_detained_neither_speak_nor_march_nor_act_nor_post() -> None:
    values = {"society.asked_share": 0.3, "expression.intensity": 1.0, "protest.exposure": 1.0}
    keen = {"ATTITUDE": 9000, "OCCASIONS": CERTAIN // 2, "THRESHOLD": 100}
    crowd = Crowd(
        expression, values, masks={"FREE": EVEN}, lanes=keen, now={"PROTEST_SHARE": 4000}, words=20
    )
    for name in ("OCCASION", "CRITICISM", "PROTEST", "DISSENT"):
        assert crowd.are(name)[:, ::2].any()
        assert not crowd.are(name)[:, 1::2].any()
    acting = Crowd(conduct, {}, masks={"FREE": EVEN}, lanes={"CONDUCT": 256}, entries=law())
    assert acting.lane("ACT")[:, ::2].any()
    assert not acting.lane("ACT")[:, 1::2].any()
    for name in ("TRUE_POST", "FALSE_POST"):
        assert acting.are(name)[:, ::2].any()
        assert not acting.are(name)[:, 1::2].any()


# --- conduct: debts, and news as posts ---


def law(drift: int = 256) -> dict[str, npt.ArrayLike]:
    """Return tables of conduct: every act at half its slot, at a quarter among the aware."""
    start = np.full(ROOM, sum(width for _, width in slots()))
    width = np.zeros(ROOM, dtype=np.int64)
    start[: len(ACTS)] = [at for at, _ in slots()]
    width[: len(ACTS)] = [width for _, width in slots()]
    sorts = {"speech": 0, "offence": 1, "lawful": 2, "good": 3, "debt": 4}
    return {
        "ACT_START": start, "ACT_SORT": [sorts[act.kind] for act in ACTS],
        "ACT_BASE": np.tile(width // 2, 3),
        "ACT_RATE": np.concatenate([np.tile(width // 2, 3), np.tile(width // 4, 3)]),
        "DRIFT": np.minimum(256 + np.arange(256) * (drift - 256), 1024),
        "NEWS_RATE": [CERTAIN // 4, CERTAIN // 8, CERTAIN // 10, CERTAIN // 20],
    }  # fmt: skip


DEBTS = [i + 1 for i, act in enumerate(ACTS) if act.kind == "debt"]


def test_the_act_of_a_position_is_the_act_of_the_day() -> None:
    """What is asked about a past day is what that day's stage did, person by person."""
    t = tables(law(drift=260))
    lanes = {"CONDUCT": 100 + 40 * np.arange(64), "CLASS": np.arange(64) % 3, "INCOME": 4096,
             "WELFARE": 3000 + 50 * np.arange(64)}  # fmt: skip
    crowd = Crowd(
        conduct, {}, lanes=lanes, masks={"AWARE": EVEN}, entries=law(drift=260), words=100
    )
    u = np.zeros(DRAWS, dtype=np.uint32)
    for word, done in enumerate(crowd.lane("ACT")):
        fill(u, 0, KEY, 64 * word, DAY, DAILY, 0)
        for i in range(64):
            drift = conduct.drift_of(np.int64(4096), lanes["WELFARE"][i], t)
            assert done[i] == conduct.act_done(
                np.int64(u[64 + i] >> 1), lanes["CLASS"][i], lanes["CONDUCT"][i],
                np.int64(1 - i % 2), drift, np.int64(0), t,
            )  # fmt: skip
    assert (crowd.lane("ACT") > 0).sum() > 100


def test_poverty_brings_debts_and_only_debts() -> None:
    lanes = {"CONDUCT": 256, "INCOME": 4096, "WELFARE": np.where(np.arange(64) % 2, 3072, 9000)}
    plain, drifting = (
        Crowd(conduct, {}, lanes=lanes, entries=law(drift), words=2000).lane("ACT")
        for drift in (256, 258)
    )
    changed = plain != drifting
    assert changed[:, 1::2].any()
    assert not changed[:, ::2].any()  # who lives on more than their income
    assert set(drifting[changed]) <= set(DEBTS)
    assert (plain[changed] == 0).all()
    # A shortfall of 1/4 of the mean income is row 64 of the table: a factor 1.5.
    before, after = (np.isin(acts[:, 1::2], DEBTS).mean() for acts in (plain, drifting))
    assert abs(after / before - 1.5) <= 4 * 1.5 * np.sqrt(2 / (before * changed[:, 1::2].size))
    assert not np.isin(plain[:, ::2], DEBTS).all()


def test_statements_are_posted_as_news_and_the_aware_hold_back_true_ones_too() -> None:
    crowd = Crowd(conduct, {}, masks={"AWARE": EVEN}, entries=law())
    true, false = crowd.are("TRUE_POST"), crowd.are("FALSE_POST")
    assert close(true[:, 1::2], 1 / 4)
    assert close(false[:, 1::2], 1 / 8)
    assert close(true[:, ::2], 1 / 10)
    assert close(false[:, ::2], 1 / 20)
    assert not (true & false).any()
