"""Settings and tables of watching and coercion, from what `reading_watch` found.

Days of mean income that somebody pays are taken from welfare at once. A drop that recovers at the
rate rho_w costs drop / rho_w person-days, so d days take d rho_w, as for a fine.

A face has its own rate of false matches, f, the mean of its part of Beta(shape, mean FPIR), so that
a few people are matched again and again; or FPIR for all (variant `cameras.matches`). Of n searches
a day at least one matches with 1 - (1 - f)^n.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bentham.chance.quantiles import ENTRIES, Table, beta, exp, fixed, normal, weibull
from bentham.day.person import MEETINGS
from bentham.engine.laying import CERTAIN, Ints, capacity, chance, put, put_settings
from bentham.engine.meaning import Reading
from bentham.engine.meaning_watch import CompanyFeed, Eyes
from bentham.engine.reading_watch import all_miss, gain
from bentham.evidence.acts import ROOM, number
from bentham.evidence.parameters import parameter

Values = Mapping[str, float]

LONGEST_DELAY = 365 * 24 * 60
"""Minutes; a post that is deleted later is as good as kept."""

SLOT_BITS = 29
"""Bits of the slot of one meeting in the draw of grudges: all meetings fill the draw."""

assert MEETINGS << SLOT_BITS == CERTAIN


def watch(numbers: Ints, tables: Ints, said: Reading, values: Values, news: bool) -> None:
    """Lay out everything that the new rooms of the day read.

    Parameters
    ----------
    numbers, tables : int64
        One row of each.
    said : Reading
        The scheme as read.
    values : mapping
        Value of every registered parameter.
    news : bool
        Whether news are simulated even if the scheme has no filter.
    """
    _media(numbers, said, values, news)
    _censors(numbers, tables, said, values)
    _eyes(numbers, tables, said.watch.eyes, values)
    _reports(numbers, tables, said, values)
    _feeds(numbers, tables, said.watch.feeds)
    _force(numbers, said, values)


def _media(numbers: Ints, said: Reading, values: Values, news: bool) -> None:
    media = said.watch.media
    if not (media.news or news):
        return
    put_settings(
        numbers,
        NEWS=1,
        FILTER=media.blocks,
        LEAK=chance(media.leak),
        EVADERS=int(fixed(values["media.evaders"], 16)),
        NEWCOMERS=int(fixed(media.newcomers if media.blocks else values["media.evaders"], 16)),
        READING_WATCHED=media.reading_watched,
        STATE_MEDIA=media.state_media,
        NEWS_LEARNED=media.news_of_punishment,
    )


def _censors(numbers: Ints, tables: Ints, said: Reading, values: Values) -> None:
    censors = said.watch.censors
    minutes = 60.0 * values["monitoring.delay_scale"] * weibull(values["monitoring.delay_shape"])
    put(tables, "DELETION_MINUTES", fixed(np.minimum(minutes, LONGEST_DELAY), 0))
    true, false = 1.0 - values["society.false_share"], values["society.false_share"]
    rates = []
    for aware in (False, True):
        for share, act in ((true, "true_news_post"), (false, "false_news_post")):
            cost = said.expected_cost[act] if aware else 0.0
            change = float(exp(-values["conduct.deterrence"] * cost))
            yearly = share * values["society.news_posts"] * change
            rates.append(min(chance(yearly / 365), CERTAIN >> 1))
    put(tables, "NEWS_RATE", rates)
    put_settings(
        numbers,
        MONITORING=censors.on,
        FLAG_CRITICISM=chance(censors.criticism),
        FLAG_PRAISE=chance(censors.praise),
        FLAG_CALL=chance(censors.call),
        AUTHOR_CHANCE=chance(censors.author),
        LABEL_TRUE=chance(censors.label_true),
        LABEL_FALSE=chance(censors.label_false),
        LABEL_EVENT=chance(censors.label_event),
        MIX_UPS=chance(censors.mix_ups),
        POST_CAPACITY=capacity(censors.capacity),
    )


def _eyes(numbers: Ints, tables: Ints, eyes: Eyes, values: Values) -> None:
    rates = face_rates(eyes, values)
    daily = eyes.confirmed * (1.0 - all_miss(1.0 - rates, eyes.scans))
    put(tables, "FACE_CHANCE", fixed(daily, 31))
    if eyes.marchers:
        crowd = eyes.confirmed * (1.0 - all_miss(1.0 - rates, values["cameras.crowd"]))
        put(tables, "FACE_CROWD", fixed(crowd, 31))
    put_settings(
        numbers,
        CAMERAS=eyes.on,
        MATCH_CHANCE=chance(eyes.wanted_found),
        FOOTAGE_CHANCE=chance(eyes.footage),
        IDENTIFY_CHANCE=chance(eyes.named),
        REVIEW_ERROR=chance(eyes.review_error) if eyes.on else 0,
        WANT_PUNISHED=eyes.want_punished,
        WANT_LISTED=eyes.want_listed,
        ALERT_CAPACITY=capacity(eyes.capacity),
    )


def face_rates(eyes: Eyes, values: Values) -> Table:
    """Return f, the share of searches that falsely match, of the faces from least to most alike."""
    independent = parameter("cameras.matches").choices.index("independent")
    if int(values["cameras.matches"]) == independent:
        return np.full(ENTRIES, eyes.false_rate)
    return beta(values["cameras.persistence"], eyes.false_rate)


def _reports(numbers: Ints, tables: Ints, said: Reading, values: Values) -> None:
    reports, scale = said.watch.reports, said.score_scale if said.scored else 0
    put(tables, "NORMAL", fixed(normal(), 10))
    day = values["welfare.adjustment"]  # what a day of mean income takes from welfare
    if reports.police or reports.hotline:
        put_settings(
            numbers,
            DENUNCIATION=1,
            REWARD=round(reports.reward * scale),
            REPORT_PENALTY=round(reports.penalty * scale),
        )
    if reports.police:
        put_settings(
            numbers,
            OBSERVED=chance(values["informants.observed"]),
            ROLE_INFORMANTS=int(fixed(values["informants.share"], 16)),
        )
    if reports.hotline:
        consider, extort = values["informants.consider"], values["informants.extortion"]
        width = 1 << SLOT_BITS
        extorted = min(chance(consider * extort), width)
        put_settings(
            numbers,
            HOTLINE=1,
            CALLED_IN=chance(values["informants.called_in"]),
            ACCEPTED=chance(reports.believed),
            MOTIVE_GAIN=int(fixed(gain(reports, said.scored, values), 10)),
            GRUDGE_WIDTH=width,
            EXTORT_CHANCE=extorted,
            FALSE_CHANCE=min(chance(consider * (1.0 - extort)), width - extorted),
            EXTORT_PRICE=int(fixed(values["informants.extortion_price"] * day, 28)),
        )
    if reports.gatherers:
        put_settings(
            numbers,
            GATHERERS=1,
            BLIND=int(fixed(reports.blind, 16)),
            FAVOURITISM=int(fixed(reports.favouritism * scale, 8)),
            PAY_GATHERER=chance(values["informants.pay_gatherer"]) if reports.paid else 0,
            SMALL_PRICE=int(fixed(values["informants.small_price"] * day, 28)),
        )


def _feeds(numbers: Ints, tables: Ints, feeds: tuple[CompanyFeed, ...]) -> None:
    """Lay out company feeds; what never was falls evenly on the acts that a feed tells of."""
    told = np.zeros((2, ROOM), dtype=np.int64)
    wrong = np.zeros(ROOM)
    for k, feed in enumerate(feeds):
        put_settings(numbers, **{f"FEED_LAG_{k}": feed.days})
        for act in feed.acts:
            told[k, number(act)] = chance(feed.coverage)
            wrong[number(act)] += feed.errors / len(feed.acts)
    put(tables, "ACT_FEED", told)
    summed = np.cumsum(wrong)
    total = float(summed[-1])
    put(tables, "FEED_WRONG", fixed(summed / total, 31) if total > 0.0 else [CERTAIN] * ROOM)
    most = CERTAIN >> 2  # the room that the daily draw of confusions leaves for each
    put_settings(
        numbers,
        FEED_ERRORS=min(chance(total / 365), most),
        FEED_MIX_UPS=min(chance(max((f.mix_ups for f in feeds), default=0.0)), most),
    )


def _force(numbers: Ints, said: Reading, values: Values) -> None:
    force, family, scale = said.watch.force, said.watch.family, said.score_scale
    eyes, censors = said.watch.eyes, said.watch.censors
    put_settings(
        numbers,
        CASES=force.on or eyes.on or censors.on,
        POLICING=force.on,
        ARREST_CRITIC=chance(force.critic),
        ARREST_PROTESTER=chance(force.protester),
        ARREST_FOUND=chance(force.found),
        ARREST_CAPACITY=capacity(force.capacity),
    )
    if force.on:
        put_settings(
            numbers,
            LONGEST=force.longest,
            ILL_TREATMENT=chance(values["policing.ill_treatment"]),
            DETAINED_LOSS=int(fixed(values["policing.detained_loss"], 16)),
        )
    if family.on:
        put_settings(
            numbers,
            KIN=1,
            KIN_POINTS=round(family.points * scale) if said.scored else 0,
            KIN_CHANCE=chance(values["kin.hit"]),
            KIN_LOSS=int(fixed(values["kin.loss"], 16)),
            LIST_SPILL=int(fixed(values["listing.spill"], 8)) if family.spill else 0,
        )
    if said.watch.bribes and said.listing:
        day = values["welfare.adjustment"]
        put_settings(
            numbers,
            BRIBE_RATE=chance(values["listing.bribe"] / 365),
            BRIBE_PRICE=int(fixed(values["listing.bribe_price"] * day, 12)),
        )
