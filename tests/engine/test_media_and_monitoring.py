"""What people read and hear, what they post, and what censors make of it."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy as np
import pytest
from crowds import ALL, CERTAIN, EVEN, KEY, Crowd, Values, close, numbers, tables
from random_words import (
    LANE_AT,
    MASK_AT,
    random_draws,
    random_lanes,
    random_masks,
    random_now,
)  # fmt: skip

from bentham.chance.quantiles import weibull
from bentham.day import media, monitoring
from bentham.day.person import FOOTAGE, ONE_Q14, POST, SOUGHT
from bentham.day.settings import TABLES


def test_the_measure_of_closeness_can_say_no() -> None:
    assert close(np.arange(1000) < 300, 0.3)
    assert not close(np.arange(1000) < 300, 0.2)


# --- switched off, nothing happens to anybody ---


@pytest.mark.parametrize("system", [media, monitoring])
def test_without_news_and_censors_nothing_changes_to_the_bit(system: ModuleType) -> None:
    dice = np.random.default_rng(1)
    for _ in range(20):
        w, m = random_lanes(dice), random_masks(dice)
        before = w.copy(), m.copy()
        zero = numbers({"EVENT": 3, "media.demand": 0.5, "AUTHOR_CHANCE": CERTAIN})
        system.stage(w, m, random_draws(dice), zero, tables({}), random_now(dice, KEY))
        assert np.array_equal(before[0], w)
        assert np.array_equal(before[1], m)


def test_only_adults_and_only_the_free_read_and_children_learn_nothing() -> None:
    dice = np.random.default_rng(2)
    values = {"NEWS": 1, "EVENT": 3, "media.demand": 0.5, "media.learning": 0.2,
              "media.forgetting": 0.01, "media.pass_on": 0.1, "media.event_forgetting": 0.5,
              "media.press_reach": 0.5}  # fmt: skip
    read = learned = 0
    for _ in range(40):
        w, m = random_lanes(dice), random_masks(dice)
        m[MASK_AT["FREE"]] &= m[MASK_AT["ADULT"]]
        for name in ("READ", "LEARNED", "FORGOT"):
            m[MASK_AT[name]] = 0
        knew = w[LANE_AT["KNOWLEDGE"] : LANE_AT["KNOWLEDGE"] + 64].copy()
        media.stage(w, m, random_draws(dice), numbers(values), tables({}), random_now(dice, KEY))
        adult, free = m[MASK_AT["ADULT"]], m[MASK_AT["FREE"]]
        read |= int(m[MASK_AT["READ"]])
        learned |= int(m[MASK_AT["LEARNED"]])
        assert m[MASK_AT["READ"]] & ~free == 0
        assert (m[MASK_AT["LEARNED"]] | m[MASK_AT["FORGOT"]] | m[MASK_AT["INFORMED"]]) & ~adult == 0
        children = [i for i in range(64) if not int(adult) >> i & 1]
        assert np.array_equal(knew[children], w[LANE_AT["KNOWLEDGE"] + np.array(children)])
    assert read and learned


# --- reading ---


def readers(values: Values, **more: Any) -> Crowd:
    return Crowd(media, {"NEWS": 1, "media.demand": 0.05} | dict(values), **more)


def test_even_with_free_access_few_read() -> None:
    """Demand comes before the wall: 95 of 100 do not look on a day, though nothing stops them."""
    assert close(readers({}).are("READ"), 0.05)
    keen = readers({}, lanes={"DEMAND": 1024}).are("READ")
    assert close(keen, 0.2)
    assert readers({}, lanes={"DEMAND": 1 << 20}, words=3).are("READ").all()


def test_a_filter_lets_through_what_leaks_and_turns_nobody_into_a_reader() -> None:
    unfiltered = readers({"media.demand": 0.4}).are("READ")
    filtered = readers({"media.demand": 0.4, "FILTER": 1, "LEAK": CERTAIN // 4}).are("READ")
    assert close(filtered, 0.1)
    assert not (filtered & ~unfiltered).any()
    assert not readers({"media.demand": 0.4, "FILTER": 1}).are("READ").any()
    whole = readers({"media.demand": 0.4, "FILTER": 1, "LEAK": CERTAIN}).are("READ")
    assert np.array_equal(whole, unfiltered)


def test_evaders_read_as_before_and_newcomers_come_upon_news_by_the_way() -> None:
    quantiles = np.arange(64) * 1024
    behind = readers(
        {"FILTER": 1, "EVADERS": 16_384, "NEWCOMERS": 32_768, "media.gateway": 0.1},
        lanes={"EVADER": quantiles}, words=1000,
    ).are("READ")  # fmt: skip
    before = readers({}, lanes={"EVADER": quantiles}, words=1000).are("READ")
    assert np.array_equal(behind[:, :16], before[:, :16])
    assert close(behind[:, 16:32], 0.1)
    assert not behind[:, 32:].any()


def test_reading_is_chilled_by_fear_alone() -> None:
    """No fear, no chill: not even where reading is worth nothing to somebody."""
    values = {"media.demand": 0.3, "READING_WATCHED": 1, "risk.severity": 5.0,
              "media.reading_exposure": 1.0, "media.curiosity": 0.2}  # fmt: skip
    unwatched = readers({"media.demand": 0.3}).are("READ")
    for lanes in ({"RISK": 0, "AVERSION": ONE_Q14 - 1}, {"RISK": 255, "AVERSION": 0}):
        calm = readers(values | {"media.curiosity": 0.0}, lanes=lanes | {"ATTITUDE": -9000})
        assert np.array_equal(calm.are("READ"), unwatched)
        assert not calm.are("READ_CHILLED").any()
    afraid = readers(values, lanes={"RISK": 128, "AVERSION": ONE_Q14 // 2, "ATTITUDE": -9000})
    assert np.array_equal(afraid.are("READ_CHILLED"), unwatched)
    assert not afraid.are("READ").any()
    # Fear of 0.5 x 0.5 x 5 = 1.25 in units of attitude, against an opposition of 1 and curiosity.
    fearless = {"RISK": 128, "AVERSION": ONE_Q14 // 2, "ATTITUDE": ONE_Q14}
    assert readers(values | {"media.curiosity": 0.24}, lanes=fearless).are("READ_CHILLED").any()
    assert not readers(values | {"media.curiosity": 0.25}, lanes=fearless).are("READ_CHILLED").any()


def test_the_detained_do_not_read() -> None:
    some = readers({"media.demand": 0.5}, masks={"FREE": EVEN})
    assert close(some.are("READ")[:, ::2], 0.5)
    assert not some.are("READ")[:, 1::2].any()


def test_reading_teaches_what_is_unknown_and_time_forgets() -> None:
    """E[k'] = k + alpha (1 - k) read - delta k; the rounding has a variance of at most 1/4."""
    values = {"media.demand": 0.5, "media.learning": 0.2, "media.forgetting": 0.01}
    crowd = readers(values, lanes={"KNOWLEDGE": 77})
    read, known = crowd.are("READ"), crowd.lane("KNOWLEDGE")
    for who, expected in ((read, 77 + 0.2 * (256 - 77) - 0.77), (~read, 77 - 0.77)):
        assert abs(known[who].mean() - expected) <= 4 * np.sqrt(0.25 / who.sum()) + 0.01
    assert (readers(values, lanes={"KNOWLEDGE": 0}).lane("KNOWLEDGE")[~read] == 0).all()


# --- the concealed event ---


@pytest.mark.parametrize("chance", [0.00037, 0.01, 0.127, 0.5, 1.0])
def test_being_told_by_some_of_n_is_not_being_told_by_none(chance: float) -> None:
    pass_on = round(chance * CERTAIN)
    for n in range(64):
        exact = (1 - (1 - pass_on / CERTAIN) ** n) * CERTAIN
        assert exact - n - 1 <= media.told_chance(np.int64(n), np.int64(pass_on)) <= exact + 1
    assert media.told_chance(np.int64(300), np.int64(pass_on)) == media.told_chance(
        np.int64(63), np.int64(pass_on)
    )


def hearers(values: Values, **more: Any) -> Crowd:
    return Crowd(media, {"NEWS": 1, "EVENT": 2} | dict(values), **more)


def test_word_of_mouth_reaches_those_with_informed_contacts_and_nobody_else() -> None:
    contacts = np.arange(64) % 4
    learned = hearers({"media.pass_on": 0.2}, lanes={"N_INFORMED": contacts}).are("LEARNED")
    assert not learned[:, contacts == 0].any()
    for n in (1, 2, 3):
        assert close(learned[:, contacts == n], 1 - 0.8**n)


def test_the_informed_forget_at_the_declared_rate_and_have_heard_of_it_for_good() -> None:
    crowd = hearers(
        {"media.event_forgetting": 0.1, "media.pass_on": 0.5},
        masks={"INFORMED_YESTERDAY": EVEN, "HEARD": EVEN}, lanes={"N_INFORMED": 5},
    )  # fmt: skip
    knew, forgot = crowd.are("INFORMED_YESTERDAY"), crowd.are("FORGOT")
    assert close(forgot[:, ::2], 0.1)
    assert not forgot[~knew].any()
    assert not crowd.are("LEARNED")[knew].any()
    assert np.array_equal(crowd.are("KNOWS_EVENT"), (knew & ~forgot) | crowd.are("LEARNED"))
    assert np.array_equal(crowd.are("INFORMED"), crowd.are("KNOWS_EVENT"))
    assert np.array_equal(crowd.are("HEARD"), knew | crowd.are("LEARNED"))


def test_who_forgot_is_not_told_again_but_may_read_of_it_again() -> None:
    values = {"media.pass_on": 1.0, "media.demand": 0.5, "media.event_salience": 0.6}
    crowd = hearers(values, masks={"HEARD": ALL}, lanes={"N_INFORMED": 5})
    read = crowd.are("READ")
    assert close(crowd.are("LEARNED")[read], 0.6)
    assert not crowd.are("LEARNED")[~read].any()


def test_only_on_its_day_is_the_event_seen_and_only_once_out_is_it_in_the_press() -> None:
    values = {"WITNESSES": CERTAIN // 20, "media.press_reach": 0.3}
    assert close(hearers(values | {"EVENT": 1}).are("LEARNED"), 0.05)
    assert not hearers(values | {"EVENT": 2}).are("LEARNED").any()
    out = hearers(values | {"EVENT": 3}, masks={"FREE": EVEN}).are("LEARNED")
    assert close(out[:, ::2], 0.3)
    assert not out[:, 1::2].any()  # the detained read no papers
    told = {"EVENT": 3, "media.pass_on": 0.2}
    both = hearers(values | told, lanes={"N_INFORMED": 2}, masks={"FREE": EVEN}).are("LEARNED")
    assert close(both[:, ::2], 1 - 0.8**2 * 0.7)
    assert close(both[:, 1::2], 1 - 0.8**2)


def test_without_an_event_nobody_is_informed() -> None:
    crowd = hearers(
        {"EVENT": 0, "media.pass_on": 1.0, "media.press_reach": 0.5}, lanes={"N_INFORMED": 5}
    )
    assert not (crowd.are("LEARNED") | crowd.are("INFORMED") | crowd.are("HEARD")).any()


# --- forced removal ---


def test_neighbourhoods_are_moved_whole_and_pay_their_loss() -> None:
    crowd = Crowd(
        media, {"MOVED_SHARE": CERTAIN // 4, "MOVED_LOSS": 5 << 20, "MAY_OBJECT": CERTAIN // 2},
        masks={"ADULT": EVEN}, lanes={"INCOME": 3000 + np.arange(64), "FINE": 17}, words=1000,
    )  # fmt: skip
    moved = crowd.are("MOVED_AWAY")
    assert close(moved[:, 0], 0.25)
    assert (moved[:, ::2] == moved[:, :1]).all()
    assert not moved[:, 1::2].any()
    loss = (5 << 20) * (3000 + np.arange(64)) >> 12
    assert np.array_equal(crowd.lane("FINE"), 17 + moved * loss)
    assert close(crowd.are("OBJECTED")[moved], 0.5)
    assert not crowd.are("OBJECTED")[~moved].any()


# --- censors ---

SHAPE, SCALE = 0.482, 4.25
"""Weibull delay until deletion: shape, and scale in hours."""

MINUTES = {"DELETION_MINUTES": np.rint(weibull(SHAPE, TABLES["DELETION_MINUTES"]) * SCALE * 60)}
WRITTEN = {"monitoring.online_share": 1.0, "monitoring.call_share": 1.0}


def watched(values: Values, **more: Any) -> Crowd:
    """Return a crowd whose words are all posted online."""
    return Crowd(monitoring, {"MONITORING": 1} | WRITTEN | dict(values), entries=MINUTES, **more)


@pytest.mark.parametrize(("mark", "hours"), [("DELETED_SOON", 0.5), ("DELETED_IN_A_DAY", 24.0)])
def test_what_is_flagged_is_deleted_with_the_weibull_delay(mark: str, hours: float) -> None:
    crowd = watched({"FLAG_CRITICISM": CERTAIN}, masks={"CRITICISM": ALL})
    assert crowd.are("DELETED_CRITICISM").all()
    expected = 1 - np.exp(-((hours / SCALE) ** SHAPE))
    assert close(crowd.are(mark), expected)
    assert abs(expected - {0.5: 0.30, 24.0: 0.90}[hours]) < 0.03  # as measured (F13)


def test_censors_go_by_topic_and_look_for_nobody_who_praised() -> None:
    flags = {"FLAG_CRITICISM": 10, "FLAG_PRAISE": 20, "FLAG_CALL": 3}
    chances = {name: CERTAIN // one_in for name, one_in in flags.items()}
    for said, name in (("CRITICISM", "CRITICISM"), ("SUPPORT", "PRAISE"), ("PROTEST", "CALL")):
        crowd = watched(chances, masks={said: EVEN})
        assert np.array_equal(crowd.are(f"POST_{name}"), crowd.are(said))
        assert close(crowd.are(f"DELETED_{name}")[:, ::2], 1 / flags[f"FLAG_{name}"])
        assert np.array_equal(crowd.are(f"DELETED_{name}"), crowd.are("FLAGGED"))
        asked = crowd.are("FLAGGED") & (name != "PRAISE")
        assert np.array_equal(crowd.are("POST_ASKED"), asked)
        assert np.array_equal(crowd.lane("CUSTODY"), POST * asked)


def test_some_of_what_is_said_is_not_posted_online() -> None:
    for said, name, share in (("CRITICISM", "CRITICISM", 0.3), ("PROTEST", "CALL", 0.2)):
        some = {"monitoring.online_share": 0.3, "monitoring.call_share": 0.2}
        crowd = watched(some | {"FLAG_CRITICISM": CERTAIN, "FLAG_CALL": CERTAIN}, masks={said: ALL})
        assert close(crowd.are(f"POST_{name}"), share)
        assert np.array_equal(crowd.are("FLAGGED"), crowd.are(f"POST_{name}"))


def test_criticism_deleted_before_anybody_saw_it_is_no_visible_dissent_but_marching_is() -> None:
    masks = {"CRITICISM": ALL, "PROTEST": EVEN, "DISSENT": ALL}
    crowd = watched({"FLAG_CRITICISM": CERTAIN, "monitoring.call_share": 0.0}, masks=masks)
    stood = np.minimum(MINUTES["DELETION_MINUTES"], 1440).mean() / 1440
    assert close(crowd.are("UNSEEN"), 1 - stood)
    marching = crowd.are("PROTEST")
    assert np.array_equal(crowd.are("DISSENT"), marching | ~crowd.are("UNSEEN"))
    unflagged = watched({}, masks=masks, words=5)
    assert unflagged.are("DISSENT").all()


def test_what_the_authorities_already_hold_is_not_overwritten_by_a_post() -> None:
    codes = np.resize([0, 17, 240, SOUGHT, FOOTAGE, POST], 64)
    crowd = watched(
        {"FLAG_CRITICISM": CERTAIN}, masks={"CRITICISM": ALL, "COVERED": EVEN},
        lanes={"CUSTODY": codes}, words=3,
    )  # fmt: skip
    covered = np.arange(64) % 2 == 0
    free_to_ask = np.isin(codes, (0, POST))
    expected = np.where(free_to_ask, np.where(covered, POST, 0), codes)
    assert (crowd.lane("CUSTODY") == expected).all()
    assert np.array_equal(crowd.are("POST_ASKED"), np.tile(covered & free_to_ask, (3, 1)))


def test_yesterdays_requests_are_looked_into_as_far_as_the_day_allows_and_then_lapse() -> None:
    found = {}
    for served in (0, CERTAIN // 3, CERTAIN):
        crowd = watched(
            {"AUTHOR_CHANCE": CERTAIN // 4}, now={"POSTS_SERVED": served},
            masks={"COVERED": EVEN}, lanes={"CUSTODY": np.where(np.arange(64) < 32, POST, 99)},
        )  # fmt: skip
        asked = np.tile(np.arange(64) < 32, (250, 1))
        found[served] = crowd.are("POST_LOOKED_INTO")
        assert not found[served][~asked].any()
        assert np.array_equal(crowd.lane("CUSTODY"), np.where(asked, 0, 99))
        known = crowd.are("AUTHOR_IDENTIFIED")
        assert np.array_equal(known, crowd.are("CRITIC_KNOWN"))
        assert not known[~(found[served] & crowd.are("COVERED"))].any()
        if served:
            assert close(known[found[served] & crowd.are("COVERED")], 1 / 4)
    assert not found[0].any()
    assert close(found[CERTAIN // 3][:, :32], 1 / 3)
    assert found[CERTAIN][:, :32].all()
    assert not (found[CERTAIN // 3] & ~found[CERTAIN]).any()


def test_nobody_is_mixed_up_but_with_a_namesake_who_dissented() -> None:
    quarter = 0x3333333333333333
    crowd = watched(
        {"MIX_UPS": CERTAIN // 5}, masks={"NAMESAKE_DISSENT": EVEN, "COVERED": quarter}, words=1000
    )
    taken = crowd.are("MISTAKEN_AUTHOR")
    may = crowd.are("NAMESAKE_DISSENT") & crowd.are("COVERED")
    assert close(taken[may], 1 / 5)
    assert not taken[~may].any()
    assert np.array_equal(taken, crowd.are("CRITIC_FALSELY"))
    never = watched({"MIX_UPS": 0}, masks={"NAMESAKE_DISSENT": ALL}, words=20)
    assert not never.are("MISTAKEN_AUTHOR").any()


# --- true and false statements ---


def judged(values: Values, **masks: int) -> Crowd:
    return watched({"AUTHOR_CHANCE": CERTAIN // 2} | dict(values), masks=masks)


def test_statements_are_called_false_at_the_rate_of_what_they_are() -> None:
    rates = {"LABEL_TRUE": CERTAIN // 20, "LABEL_FALSE": CERTAIN // 3}
    crowd = judged(rates, TRUE_POST=EVEN, FALSE_POST=ALL ^ EVEN)
    labelled, known = crowd.are("LABELLED_FALSE"), crowd.are("NEWS_KNOWN")
    assert close(labelled[:, ::2], 1 / 20)
    assert close(labelled[:, 1::2], 1 / 3)
    assert close(known[labelled], 1 / 2)
    assert not known[~labelled].any()
    silent = judged(rates)
    assert not (silent.are("LABELLED_FALSE") | silent.are("NEWS_KNOWN")).any()
    uncovered = judged(rates, TRUE_POST=EVEN, FALSE_POST=ALL ^ EVEN, COVERED=0)
    assert not uncovered.are("LABELLED_FALSE").any()


def test_while_an_event_is_concealed_the_truth_of_those_who_know_is_called_false() -> None:
    """No censor errs about anything else here, and yet true statements are called false."""
    rates = {"LABEL_TRUE": 0, "LABEL_FALSE": 0, "LABEL_EVENT": CERTAIN}
    concealed = judged(rates | {"EVENT": 2}, TRUE_POST=ALL, KNOWS_EVENT=EVEN)
    assert np.array_equal(concealed.are("LABELLED_FALSE"), concealed.are("KNOWS_EVENT"))
    assert close(concealed.are("NEWS_KNOWN")[:, ::2], 1 / 2)
    for values in ({"EVENT": 0}, {"EVENT": 3}):
        assert not judged(rates | values, TRUE_POST=ALL, KNOWS_EVENT=EVEN).are("NEWS_KNOWN").any()
    lies = judged(rates | {"EVENT": 2}, FALSE_POST=ALL, KNOWS_EVENT=EVEN)
    assert not lies.are("LABELLED_FALSE").any()
