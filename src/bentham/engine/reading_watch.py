"""What a scheme's watching and coercion mean for a run, in plain numbers.

Some of these numbers are worked out rather than declared:

* *leakage*: what a blocked source says gets into posts at home (`filter.leak`), where it can be
  read until it is deleted. With S the Weibull survival of a post, e = (1/24 h) integral of S over
  a day; fabricated posts thin it out by f = fab / (fab + 365 occasions): leak e (1 - f).
* *at a demonstration* a face is captured n times on average, at least once with 1 - exp(-n); the
  picture is matched with a name with 1 - FNIR.
* *a day's matches*: n searches a day, each missing with chance FNIR, find a wanted person with
  1 - FNIR^n (of half a search: one in every two days); a phone that must be near takes away its
  share; a number plate is another way.
* *false matches*: FPIR as declared, or 1 - (1 - FMR)^gallery.
* *what a false report is worth* to a caller before any grudge, in standard deviations of a grudge:
  b q - kappa (1 - q) - s, with b and kappa the reward and the penalty times what a point weighs, q
  the chance of being believed, s the social cost.

Arithmetic throughout, but for the parameters of people, which are assumed.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from bentham.chance.quantiles import Table, exp, ln, weibull
from bentham.day.person import MEETINGS
from bentham.engine.meaning_watch import (
    Censors,
    CompanyFeed,
    Eyes,
    Family,
    Force,
    Media,
    Reports,
    Watch,
)
from bentham.scheme.densities import densities
from bentham.scheme.fields import FaceRecognition, Part, Scheme

FOUND_OUT = {None: 0.0, "none": 0.0, "agency": 0.5, "court": 0.9}
"""Share of false reports that verification finds out."""

Values = Mapping[str, float]


def watched(scheme: Scheme, values: Values) -> Watch:
    """Read what a scheme declares of watching and coercion."""
    corruption = scheme.corruption
    return Watch(
        _media(scheme, values),
        _censors(scheme, values),
        _eyes(scheme, values),
        _reports(scheme),
        _feeds(scheme, values),
        _force(scheme),
        _family(scheme),
        _there(corruption) and corruption is not None and bool(corruption.officials_take),
    )


def _there(part: Part | None) -> bool:
    return part is not None and part.there


def _media(scheme: Scheme, values: Values) -> Media:
    declared = scheme.filter
    if declared is None or not declared.there:
        return Media(newcomers=values["media.evaders"])
    leak = declared.leak * survival_in_a_day(values)
    if declared.fabricates:
        made_up = values["media.fabricated"]
        leak *= 1.0 - made_up / (made_up + 365.0 * values["society.occasions"])
    taught = {"sudden": 1.0, "gradual": values["media.gradual"]}.get(
        declared.blocked_site or "none", 0.0
    )
    learn = values["media.site_users"] * values["media.switching"] * taught
    return Media(
        news=True,
        blocks=bool(declared.blocks),
        leak=leak,
        newcomers=min(values["media.evaders"] + learn, 1.0),
        reading_watched=bool(declared.reading_watched),
        state_media=bool(declared.state_media),
        news_of_punishment=bool(declared.news_of_punishment),
    )


def survival_in_a_day(values: Values) -> float:
    """Return e, the share of a day for which a post that will be deleted can be read."""
    hours = values["monitoring.delay_scale"] * weibull(values["monitoring.delay_shape"])
    return float(np.cumsum(np.minimum(hours, 24.0))[-1]) / (24.0 * len(hours))


def _censors(scheme: Scheme, values: Values) -> Censors:
    declared = scheme.monitoring
    if declared is None or not declared.there:
        return Censors()
    flag, label = declared.flag, declared.label
    return Censors(
        on=True,
        criticism=flag.criticism,
        praise=flag.praise,
        call=flag.call,
        news=flag.news,
        author=declared.identify,
        capacity=declared.capacity_per_million_day,
        label_true=flag.news * label.true_statements,
        label_false=flag.news * label.false_statements,
        label_event=flag.news * label.concealed_event,
        mix_ups=flag.criticism * declared.identify * values["monitoring.mix_up"],
    )


def _eyes(scheme: Scheme, values: Values) -> Eyes:
    declared = scheme.cameras
    if declared is None or not declared.there:
        return Eyes()
    face = declared.face_recognition or FaceRecognition()
    captures = values["cameras.captures"] * density(scheme)
    scans = captures if face.scans_per_day is None else face.scans_per_day
    live = face.mode == "real_time"
    found = 1.0 - float(all_miss(face.fnir or 0.0, scans)) if live else 0.0
    confirmed = 1.0
    if declared.phones:
        found *= 1.0 - values["cameras.phone_missing"]
        confirmed = values["cameras.phone_confusion"]
    if declared.plates:
        found = 1.0 - (1.0 - found) * (1.0 - values["cameras.plate_reads"])
    marchers = bool(face.identifies_marchers) and face.mode in ("post", "real_time")
    return Eyes(
        on=True,
        scans=scans if live else 0.0,
        wanted_found=found,
        false_rate=false_matches(face) if live or marchers else 0.0,
        confirmed=confirmed,
        marchers=marchers,
        footage=1.0 - float(exp(-values["cameras.crowd"])) if marchers else 0.0,
        named=1.0 - (face.fnir or 0.0) if marchers else 0.0,
        review_error=values["cameras.review_error"] if face.individual_review else 1.0,
        wanted=face.watchlist.share,
        want_punished="punished" in face.watchlist.includes,
        want_listed="listed" in face.watchlist.includes,
        capacity=declared.operators_per_million_day,
    )


def density(scheme: Scheme) -> float:
    """Return cameras per 1,000 people: as declared, or lent by a city's density."""
    declared = scheme.cameras
    if declared is None:
        return 0.0
    if declared.per_1000 is None and declared.density_of is not None:
        return densities()[declared.density_of]
    return declared.per_1000 or 0.0


def false_matches(face: FaceRecognition) -> float:
    """Return FPIR: the share of searches for a stranger that find somebody."""
    if face.fpir is not None:
        return face.fpir
    return 1.0 - power(1.0 - (face.fmr or 0.0), face.gallery or 0.0)


def all_miss(miss: npt.ArrayLike, searches: float) -> Table:
    """Return the chance that all of a day's searches miss, each with the chance `miss`.

    Parameters
    ----------
    miss : array
        In [0, 1].
    searches : float
        Searches a day; the fraction is the chance of one more.
    """
    chance = np.asarray(miss, dtype=np.float64)
    whole = float(np.floor(searches))
    sure = exp(whole * ln(np.maximum(chance, 1e-300)))
    return np.asarray(sure * (1.0 - (searches - whole) * (1.0 - chance)))


def power(base: float, exponent: float) -> float:
    """Return base to a power by the tables' own functions, so that every machine agrees."""
    if base <= 0.0:
        return float(exponent == 0.0)
    return float(exp(exponent * ln(base)))


def _reports(scheme: Scheme) -> Reports:
    out = Reports()
    declared, ledger = scheme.informants, scheme.gatherers
    if declared is not None and declared.there:
        out.police, out.hotline = bool(declared.police), bool(declared.hotline)
        out.believed = 1.0 - FOUND_OUT[declared.verification]
        out.reward = declared.reward.points or 0.0
        out.penalty = declared.false_report_penalty
    if ledger is not None and ledger.there:
        out.gatherers = True
        out.blind, out.favouritism = ledger.blind_share, ledger.favouritism
        out.paid = bool(ledger.paid)
    return out


def gain(said: Reports, scored: bool, values: Values) -> float:
    """Return what a false report is worth before any grudge, in standard deviations of a grudge.

    Where no score is kept, points are worth nothing.
    """
    if not scored:
        return -values["informants.social_cost"]
    weight, q = values["informants.reward_weight"], said.believed
    lost = said.penalty * (1.0 - q)
    return weight * (said.reward * q - lost) - values["informants.social_cost"]


def _feeds(scheme: Scheme, values: Values) -> tuple[CompanyFeed, ...]:
    out = []
    for each in scheme.feeds:
        factor = values["recording.factor"] if each.mark in ("A", "M", "invented") else 1.0
        out.append(
            CompanyFeed(
                each.acts,
                min(each.coverage * factor, 1.0),
                max(each.delay_days or 0, 1),
                each.error_rate * factor,
                each.mix_up_rate,
            )
        )
    return tuple(out[:2])


def _force(scheme: Scheme) -> Force:
    declared = scheme.repression
    if declared is None or not declared.there:
        return Force()
    share = dict.fromkeys(declared.triggers, declared.arrest_share)
    return Force(
        on=True,
        critic=share.get("criticism", 0.0),
        protester=share.get("protest", 0.0),
        found=share.get("wanted", 0.0),
        longest=declared.max_detention_days or 1,
        capacity=declared.arrests_per_million_day,
    )


def _family(scheme: Scheme) -> Family:
    declared = scheme.relatives
    if declared is None or not declared.there:
        return Family()
    return Family(True, declared.points, declared.bars, bool(declared.list_spill))


def speech_found(watch: Watch, values: Values) -> tuple[float, float]:
    """Return the chances that the author of criticism, and a demonstrator, are found by these.

    Somebody who knows the rules expects them: a post is flagged and its author found, pictures of a
    demonstration are matched, a police informant is among a day's meetings.
    """
    censors, eyes = watch.censors, watch.eyes
    posted = values["monitoring.online_share"] * censors.criticism * censors.author
    called = values["monitoring.call_share"] * censors.call * censors.author
    told = 0.0
    if watch.reports.police:
        one = values["informants.share"] * values["informants.observed"]
        told = 1.0 - power(1.0 - one, MEETINGS)
    seen = eyes.footage * eyes.named
    return 1.0 - (1.0 - posted) * (1.0 - told), 1.0 - (1.0 - called) * (1.0 - told) * (1.0 - seen)
