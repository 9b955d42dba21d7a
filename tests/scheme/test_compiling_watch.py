"""What the watching parts of a scheme become in a kernel, against the formulas they stand for."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from compiled_parts import CERTAIN, CRITICISM, DEFAULTS, HEAD, SCORE, row, share, value, world
from hypothesis import given, settings
from scipy import integrate
from strategies_watch import watched_schemes

from bentham.day.settings import SETTINGS, setting
from bentham.engine.compiling import World, world_of
from bentham.evidence.acts import number
from bentham.scheme.fields import Scheme
from bentham.scheme.loading import from_data, load, presets
from bentham.society.loading import load as society_named
from bentham.study.assumptions import draws
from bentham.study.causes import RULERS, causes


def camera(**face: Any) -> dict[str, Any]:
    return {"face_recognition": {"mode": "real_time", "fpir": 0.003, "fnir": 0.05, **face}}


def month(made: World) -> float:
    """Return the share of faces that are falsely matched at least once in thirty days."""
    chance = row(made, "FACE_CHANCE") / CERTAIN
    return float((1 - (1 - chance) ** 30).mean())


def test_a_scheme_without_these_parts_switches_nothing_on() -> None:
    made = world()
    start, end = setting("NEWS"), setting("FEED_MIX_UPS") + 1
    unbounded = {"POST_CAPACITY", "ALERT_CAPACITY", "ARREST_CAPACITY", "RED_ABOVE"}
    for name in SETTINGS[SETTINGS.index("NEWS") :]:
        assert start <= setting(name) < end or name not in unbounded
        expected = {"RED_ABOVE": 1 << 30}.get(name, -1) if name in unbounded else 0
        assert value(made, name) == expected, name
    for name in ("FACE_CHANCE", "FACE_CROWD", "ACT_FEED", "ATTEMPT_BARRED_KIN"):
        assert not row(made, name).any()
    assert made.traits[-3:].tolist() == [0, 0, 0]


def test_independent_and_persistent_false_matches_give_the_published_months() -> None:
    independent = {"cameras.matches": 1.0}
    declared = camera(scans_per_day=10)
    assert month(world(independent, cameras=declared)) == pytest.approx(0.594, abs=0.001)
    assert month(world(cameras=declared)) == pytest.approx(0.207, abs=0.005)


@pytest.mark.parametrize("matches", [0.0, 1.0])
def test_one_scan_a_day_hits_fpir_of_the_faces(matches: float) -> None:
    made = world({"cameras.matches": matches}, cameras=camera(scans_per_day=1, fpir=0.0135))
    assert (row(made, "FACE_CHANCE") / CERTAIN).mean() == pytest.approx(0.0135, rel=1e-6)


def test_fpir_follows_from_the_gallery() -> None:
    cameras = {
        "face_recognition": {
            "mode": "real_time", "fmr": 1e-6, "gallery": 20_000, "fnir": 0, "scans_per_day": 1,
        },
    }  # fmt: skip
    made = world({"cameras.matches": 1.0}, cameras=cameras)
    assert row(made, "FACE_CHANCE")[0] / CERTAIN == pytest.approx(1 - (1 - 1e-6) ** 20_000)


def test_wanted_faces_are_found_by_scans_phones_and_plates() -> None:
    per_1000 = {"per_1000": 30, **camera(fnir=0.3)}
    found = 1 - 0.3**3
    assert share(world(cameras=per_1000), "MATCH_CHANCE") == pytest.approx(found)
    phones = world(cameras={**per_1000, "phones": True})
    assert share(phones, "MATCH_CHANCE") == pytest.approx(found * 0.8)
    plain = row(world(cameras=per_1000), "FACE_CHANCE")
    assert row(phones, "FACE_CHANCE") == pytest.approx(plain * 0.1, abs=1)
    plates = world(cameras={**per_1000, "plates": True})
    assert share(plates, "MATCH_CHANCE") == pytest.approx(1 - (1 - found) * 0.95)


def test_half_a_search_a_day_is_one_in_two_days() -> None:
    made = world(cameras=camera(scans_per_day=2.5, fnir=0.2))
    assert share(made, "MATCH_CHANCE") == pytest.approx(1 - 0.2**2 * (1 - 0.5 * 0.8))


def test_a_city_lends_its_density() -> None:
    lent = world(cameras={"density_of": "Beijing 2020", **camera()})
    declared = world(cameras={"per_1000": 56.2, "density_of": "London 2020", **camera()})
    assert np.array_equal(row(lent, "FACE_CHANCE"), row(declared, "FACE_CHANCE"))


def test_pictures_of_a_demonstration() -> None:
    made = world(cameras=camera(mode="post", identifies_marchers=True, fnir=0.3))
    assert share(made, "FOOTAGE_CHANCE") == pytest.approx(1 - math.exp(-10))
    assert share(made, "IDENTIFY_CHANCE") == pytest.approx(0.7)
    assert value(made, "MATCH_CHANCE") == 0
    assert not row(made, "FACE_CHANCE").any()
    assert row(made, "FACE_CROWD").any()
    assert value(made, "CASES") == 1


def test_review_and_the_watchlist() -> None:
    watchlist = {"share": 0.25, "includes": ["listed"]}
    made = world(cameras=camera(watchlist=watchlist))
    assert value(made, "REVIEW_ERROR") == CERTAIN
    assert (value(made, "WANT_PUNISHED"), value(made, "WANT_LISTED")) == (0, 1)
    assert made.traits[-3:].tolist() == [0, 0, 1 << 14]
    reviewed = world(cameras={**camera(individual_review=True), "operators_per_million_day": 7.5})
    assert share(reviewed, "REVIEW_ERROR") == pytest.approx(0.3)
    assert value(reviewed, "ALERT_CAPACITY") == 7680


def test_what_leaks_is_read_until_it_is_deleted() -> None:
    kappa, tau = 0.482, 4.25
    reach = integrate.quad(lambda t: math.exp(-((t / tau) ** kappa)), 0, 24)[0] / 24
    made = world(filter={"blocks": True, "leak": 0.5})
    assert share(made, "LEAK") == pytest.approx(0.5 * reach, rel=1e-3)
    assert (value(made, "NEWS"), value(made, "FILTER"), value(made, "CASES")) == (1, 1, 0)
    thinned = world(filter={"blocks": True, "fabricates": True})
    f = 0.32 / (0.32 + 365 * 0.03)
    assert share(thinned, "LEAK") == pytest.approx(reach * (1 - f), rel=1e-3)


def test_a_sudden_block_teaches_more_than_a_gradual_one() -> None:
    def newcomers(how: str) -> float:
        return value(world(filter={"blocks": True, "blocked_site": how}), "NEWCOMERS") / 65536

    assert newcomers("none") == pytest.approx(0.04, abs=1e-5)
    assert newcomers("gradual") == pytest.approx(0.04 + 0.3 * 0.5 * 0.2, abs=1e-5)
    assert newcomers("sudden") == pytest.approx(0.04 + 0.3 * 0.5, abs=1e-5)


def test_news_are_on_where_something_happens_and_nothing_is_blocked() -> None:
    scheme = from_data(HEAD)
    made = world_of(scheme, society_named("city"), DEFAULTS, news=True)
    assert (value(made, "NEWS"), value(made, "FILTER")) == (1, 0)
    assert value(made, "EVADERS") == value(made, "NEWCOMERS") == round(0.04 * 65536)


def test_deletions_have_the_published_speed() -> None:
    minutes = row(world(), "DELETION_MINUTES")
    assert (minutes <= 30).mean() == pytest.approx(0.30, abs=0.02)
    assert (minutes <= 1440).mean() == pytest.approx(0.90, abs=0.02)
    assert (np.diff(minutes) >= 0).all()


def test_posts_and_labels() -> None:
    monitoring = {
        "flag": {"criticism": 0.1, "praise": 0.2, "call": 0.3, "news": 0.5},
        "identify": 0.25,
        "label": {"true_statements": 0.1, "false_statements": 0.4, "concealed_event": 0.8},
    }
    made = world(monitoring=monitoring)
    names = ("FLAG_CRITICISM", "FLAG_PRAISE", "FLAG_CALL", "AUTHOR_CHANCE")
    assert [share(made, name) for name in names] == pytest.approx([0.1, 0.2, 0.3, 0.25])
    labels = ("LABEL_TRUE", "LABEL_FALSE", "LABEL_EVENT")
    assert [share(made, name) for name in labels] == pytest.approx([0.05, 0.2, 0.4])
    assert share(made, "MIX_UPS") == pytest.approx(0.1 * 0.25 * 0.05)
    assert value(made, "POST_CAPACITY") == -1


def test_statements_are_given_up_out_of_caution_true_ones_too() -> None:
    rules = [{"id": "r", "when": {"act": "false_news_post"}, "effect": {"points": -100}}]
    monitoring = {
        "flag": {"news": 1}, "identify": 0.5,
        "label": {"true_statements": 0.2, "false_statements": 1},
    }  # fmt: skip
    made = world(monitoring=monitoring, score=SCORE, rules=rules, acts=[{"id": "false_news_post"}])
    true, false, aware_true, aware_false = row(made, "NEWS_RATE") / CERTAIN * 365
    assert (true, false) == pytest.approx((0.07, 0.03), rel=1e-4)
    assert aware_false / false == pytest.approx(math.exp(-0.3 * 0.5 * 10), rel=1e-4)
    assert aware_true / true == pytest.approx(math.exp(-0.3 * 0.2 * 0.5 * 10), rel=1e-4)


def test_reports() -> None:
    informants = {
        "police": True, "hotline": True, "reward": {"points": 10}, "verification": "agency",
        "false_report_penalty": 20,
    }  # fmt: skip
    made = world(informants=informants, **CRITICISM)
    assert share(made, "ACCEPTED") == 0.5
    gain = 0.02 * 10 * 0.5 - 0.02 * 20 * 0.5 - 2.0
    assert value(made, "MOTIVE_GAIN") == math.floor(gain * 1024 + 0.5)
    assert (value(made, "REWARD"), value(made, "REPORT_PENALTY")) == (160, 320)
    assert value(made, "GRUDGE_WIDTH") == 1 << 29
    assert share(made, "EXTORT_CHANCE") == pytest.approx(0.002 * 0.1, rel=1e-5)
    assert share(made, "FALSE_CHANCE") == pytest.approx(0.002 * 0.9, rel=1e-5)
    assert value(made, "EXTORT_PRICE") == round(5 * 0.02 * (1 << 28))
    assert made.traits[-3:].tolist() == [
        round(0.0113 * 65536), round(0.05 * 65536), 0,
    ]  # fmt: skip
    assert value(made, "ROLE_INFORMANTS") == round(0.0113 * 65536)
    assert value(made, "DENUNCIATION") == 1
    normal = row(made, "NORMAL") / 1024
    assert (normal.mean(), normal.std()) == pytest.approx((0, 1), abs=0.005)


def test_without_a_score_a_report_earns_nothing() -> None:
    made = world(informants={"hotline": True})
    assert value(made, "MOTIVE_GAIN") == -2048
    assert (value(made, "OBSERVED"), value(made, "ROLE_INFORMANTS")) == (0, 0)


def test_gatherers() -> None:
    gatherers = {"blind_share": 0.25, "favouritism": 2, "paid": True}
    made = world(gatherers=gatherers, score=SCORE)
    assert (value(made, "BLIND"), value(made, "FAVOURITISM")) == (1 << 14, 2 * 16 * 256)
    assert share(made, "PAY_GATHERER") == pytest.approx(0.05)
    assert value(made, "SMALL_PRICE") == round(0.5 * 0.02 * (1 << 28))
    assert value(world(gatherers={}), "PAY_GATHERER") == 0


def test_feeds() -> None:
    feeds = [
        {"id": "a", "acts": ["late_bill", "donation"], "coverage": 0.5, "delay_days": 7,
         "error_rate": 0.2, "mix_up_rate": 0.1},
        {"id": "b", "acts": ["littering"], "coverage": 1, "error_rate": 0.6, "mix_up_rate": 0.05},
    ]  # fmt: skip
    made = world(feeds=feeds)
    assert (value(made, "FEED_LAG_0"), value(made, "FEED_LAG_1")) == (7, 1)
    told = row(made, "ACT_FEED").reshape(2, -1)
    assert told[0, number("late_bill")] == told[0, number("donation")] == CERTAIN // 2
    assert told[1, number("littering")] == CERTAIN
    assert np.count_nonzero(told) == 3
    assert share(made, "FEED_ERRORS") == pytest.approx(0.8 / 365, rel=1e-5)
    assert share(made, "FEED_MIX_UPS") == pytest.approx(0.1)
    wrong = np.diff(row(made, "FEED_WRONG"), prepend=0) / CERTAIN
    assert wrong[[number(a) for a in ("late_bill", "donation", "littering")]] == pytest.approx(
        [0.125, 0.125, 0.75]
    )


def test_arrest_is_a_punishment_of_speech() -> None:
    repression = {
        "triggers": ["criticism", "wanted"], "arrest_share": 0.4, "max_detention_days": 30,
        "arrests_per_million_day": 2,
    }  # fmt: skip
    monitoring = {"flag": {"criticism": 0.5}, "identify": 0.2}
    made = world(repression=repression, monitoring=monitoring)
    arrests = ("ARREST_CRITIC", "ARREST_PROTESTER", "ARREST_FOUND")
    assert [share(made, name) for name in arrests] == pytest.approx([0.4, 0, 0.4])
    assert (value(made, "LONGEST"), value(made, "ARREST_CAPACITY")) == (30, 2048)
    assert row(made, "ACT_PUNISHES")[number("criticism")] == 1
    assert row(made, "ACT_PUNISHES")[number("protest")] == 0
    assert value(made, "SPEECH_PUNISHED") == 1
    assert value(made, "START_AWARE") == round(0.5 * 0.5 * 0.2 * 256)
    assert value(world(repression=repression), "SPEECH_PUNISHED") == 0


def test_relatives() -> None:
    relatives = {"points": 5, "bars": ["deny_school", "exit_ban"], "list_spill": True}
    made = world({"listing.spill": 1.5}, relatives=relatives, score=SCORE)
    assert (value(made, "KIN"), value(made, "KIN_POINTS")) == (1, 80)
    assert share(made, "KIN_CHANCE") == pytest.approx(0.3)
    assert value(made, "LIST_SPILL") == 384
    assert row(made, "ATTEMPT_BARRED_KIN").tolist() == [0, 0, 0, 0, 0, 1, 1, 0]


def test_whoever_is_perfectly_accurate_still_punishes_what_is_true() -> None:
    scheme = load("whole-system")
    made = world_of(scheme, society_named("city"), DEFAULTS, perfectly_accurate=True)
    zero = (
        "FALSE_RECORDS", "LIST_MISTAKEN", "FEED_ERRORS", "FEED_MIX_UPS", "MIX_UPS", "REVIEW_ERROR",
        "ACCEPTED", "LABEL_TRUE",
    )  # fmt: skip
    assert [value(made, name) for name in zero] == [0] * len(zero)
    assert not row(made, "FACE_CHANCE").any()
    assert not row(made, "FACE_CROWD").any()
    usual = world_of(scheme, society_named("city"), DEFAULTS)
    for name in ("LABEL_EVENT", "LABEL_FALSE", "BLIND", "MATCH_CHANCE", "FLAG_CRITICISM", "KIN"):
        assert value(made, name) == value(usual, name) > 0


@settings(max_examples=100, deadline=None)
@given(watched_schemes())
def test_random_parts_are_valid_and_stay_inside_what_a_kernel_holds(scheme: Scheme) -> None:
    made = world_of(scheme, society_named("city"), DEFAULTS)
    chances = (
        "LEAK", "AUTHOR_CHANCE", "LABEL_EVENT", "MIX_UPS", "MATCH_CHANCE", "FOOTAGE_CHANCE",
        "IDENTIFY_CHANCE", "REVIEW_ERROR", "ACCEPTED", "ARREST_CRITIC", "KIN_CHANCE",
    )  # fmt: skip
    assert all(0 <= value(made, name) <= CERTAIN for name in chances)
    for name in ("FACE_CHANCE", "FACE_CROWD", "ACT_FEED", "FEED_WRONG", "NEWS_RATE"):
        assert row(made, name).min() >= 0
        assert row(made, name).max() <= CERTAIN
    assert value(made, "FEED_ERRORS") + value(made, "FEED_MIX_UPS") <= CERTAIN >> 1
    assert value(made, "FALSE_CHANCE") + value(made, "EXTORT_CHANCE") <= 1 << 29
    assert causes(scheme, DEFAULTS) <= set(RULERS) | {
        "attitude", "expression", "conduct", "welfare",
    }  # fmt: skip


@pytest.mark.parametrize("name", presets())
def test_the_poorest_and_the_commonest_face_bound_everybody(name: str) -> None:
    """Stages look closer only at those whom the first or last row of a table lets come near."""
    scheme, society = load(name), society_named("city")
    for drawn in draws(16, 1, {}, declared=True):
        made = world_of(scheme, society, {**drawn, **scheme.settings()})
        assert (np.diff(row(made, "HAZARD")) <= 0).all()
        assert (np.diff(row(made, "FACE_CHANCE")) >= 0).all()
        assert (np.diff(row(made, "FACE_CROWD")) >= 0).all()
