"""What a scheme means for a run: its rules, lists and sanctions brought into one plain form."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from bentham.chance.quantiles import ENTRIES, exp, normal
from bentham.day.settings import ATTEMPTS
from bentham.engine.meaning import Reading, Record
from bentham.engine.reading_watch import speech_found, watched
from bentham.evidence.acts import ACTS
from bentham.evidence.errors import InvalidInput
from bentham.scheme.fields import Listing, Sanction, Scheme

LN2 = 0.6931471805599453
GRAVEST_ESTIMATED = 3.0
"""Severity (a travel ban) for which `welfare.sanction_loss` is stated."""

BARS: dict[str, tuple[str, ...]] = {
    "travel_ban_air": ("flight",),
    "travel_ban_rail": ("train",),
    "deny_hotel": ("hotel",),
    "deny_housing": ("house",),
    "deny_job": ("job",),
    "deny_public_job": ("job",),
    "deny_school": ("school", "child_school"),
}
"""Attempts of daily life that a kind of sanction refuses."""

MOST_TIERS = 4
MOST_GRADES = 6


def read(scheme: Scheme, values: Mapping[str, float]) -> Reading:
    """Read a scheme.

    Parameters
    ----------
    scheme : Scheme
        As declared.
    values : mapping
        Value of every registered parameter.

    Raises
    ------
    InvalidInput
        If the scheme is valid but needs something that no run can do yet.
    """
    said = Reading(watch=watched(scheme, values))
    _read_score(scheme, said)
    _read_grades(scheme, said)
    listing = _simulated_list(scheme)
    if listing is not None:
        _read_list(listing, scheme, said, values)
    for each in scheme.lists:
        by_score = each.kind == "red" and each.entry.criteria == "score_above"
        if by_score and said.red_above is None:
            said.red_above = each.entry.score_above
    _read_acts(scheme, said, values)
    _read_rules(scheme, listing, said)
    _read_sanctions(scheme, listing, said, values)
    for kind in said.watch.family.bars:
        for mode in BARS.get(kind, ()):
            said.barred_kin[ATTEMPTS.index(mode)] = True
    _read_speech(said, values)
    if scheme.transparency.weights is False and scheme.transparency.rules != "public":
        _hide_weights(said, values["scoring.hidden_spread"])
    if scheme.transparency.rules != "secret":
        law = scheme.score is None and not scheme.lists
        said.known = values["conduct.law_known" if law else "risk.aware_share"]
    _expect(said, values)
    return said


def _read_score(scheme: Scheme, said: Reading) -> None:
    score = scheme.score
    if score is None or score.kind == "none":
        return
    if score.better == "lower":
        raise InvalidInput(
            f"scheme '{scheme.id}': score.better is 'lower', and a run knows only scores for which "
            "higher is better.\nTurn the signs of the points and the grades round. Nothing was run."
        )
    said.scored = True
    said.start = score.initial
    largest = max(abs(x) for x in (score.initial, score.min or 0.0, score.max or 0.0))
    while said.score_scale * largest > 32767 and said.score_scale > 1:
        said.score_scale //= 2
    if largest > 32767:
        raise InvalidInput(
            f"scheme '{scheme.id}': scores up to {largest:g} do not fit a run, which keeps scores "
            "between -32768 and 32767.\nDivide all points by a round number. Nothing was run."
        )
    said.low = -32768 / said.score_scale if score.min is None else score.min
    said.high = 32767 / said.score_scale if score.max is None else score.max
    if score.decay == "halflife" and score.period_days:
        said.recovery = LN2 / score.period_days


def _read_grades(scheme: Scheme, said: Reading) -> None:
    if not said.scored:
        return
    if len(scheme.grades) > MOST_GRADES:
        raise InvalidInput(
            f"scheme '{scheme.id}': there are {len(scheme.grades)} grades, and a run keeps at most "
            f"{MOST_GRADES}.\nJoin some of them. Nothing was run."
        )
    said.grades = sorted(_floor(grade.min) for grade in scheme.grades)


def _simulated_list(scheme: Scheme) -> Listing | None:
    """Return the list that a run keeps: the first one that takes something away."""
    for each in scheme.lists:
        if each.kind != "red":
            return each
    return None


def _read_list(
    listing: Listing, scheme: Scheme, said: Reading, values: Mapping[str, float]
) -> None:
    said.listing = True
    entry, leave = listing.entry, listing.exit
    public = listing.publication not in (None, "none")
    said.notice = 1 if public or entry.notice == "after" else 0
    if entry.notice == "before" or entry.hearing:
        said.notice = 2
    if scheme.repair is not None and scheme.repair.available:
        said.repair_rate = values["listing.repair"]
    if entry.criteria == "court":
        declared = entry.hazard_per_year
        said.hazard = values["listing.hazard"] if declared is None else declared
        said.mistaken = entry.mistaken_share
    if entry.criteria == "score_below":
        said.list_below = entry.score_below
    if leave.criteria == "performance":
        declared = leave.repaid_per_year
        said.exit_rate = values["listing.exit"] if declared is None else declared
    if leave.criteria == "score_above":
        said.list_above = entry.exit_above if entry.exit_above is not None else entry.score_below
    if leave.criteria == "term" and leave.max_days is not None:
        said.list_days = max(1, round(leave.max_days))
    if scheme.appeal.available:
        said.appeal_rate = scheme.appeal.use_rate_per_year
        said.appeal_success = scheme.appeal.success_if_wrong
        said.appeal_capacity = scheme.appeal.capacity_per_million_day


def _read_acts(scheme: Scheme, said: Reading, values: Mapping[str, float]) -> None:
    for each in scheme.acts:
        if each.id not in said.chance:
            continue  # an act of the scheme's own: nobody here commits it
        factor = values["recording.factor"] if each.mark in ("A", "M", "invented") else 1.0
        said.chance[each.id] = min(each.detection_rate * factor, 1.0)
        said.false_rate[each.id] = each.false_record_rate * factor


def _read_rules(scheme: Scheme, listing: Listing | None, said: Reading) -> None:
    fines = {s.id: s.amount_days or 0.0 for s in scheme.sanctions if s.kind == "fine"}
    for rule in scheme.rules:
        if rule.applies_to not in ("actor", "parents") or rule.when.act not in said.record:
            continue
        record = said.record[rule.when.act]
        points = rule.effect.points or 0.0
        low, high = points if isinstance(points, tuple) else (points, points)
        if rule.applies_to == "parents":
            record.parents_low += low
            record.parents_high += high
            continue
        record.points_low += low
        record.points_high += high
        record.lists |= listing is not None and rule.effect.add_to_list == listing.id
        record.fine_days += fines.get(rule.effect.trigger or "", 0.0)
        for sanction in scheme.sanctions:
            if sanction.trigger is not None and sanction.trigger.rule == rule.id:
                record.fine_days += fines.get(sanction.id, 0.0)


def _read_sanctions(
    scheme: Scheme, listing: Listing | None, said: Reading, values: Mapping[str, float]
) -> None:
    kappa = values["welfare.sanction_loss"]
    tiers: dict[float, float] = {}
    for each in scheme.sanctions:
        child = each.target == "children" and each.kind == "deny_school"
        if each.trigger is None or each.kind == "fine" or not (each.target == "actor" or child):
            continue
        loss = 0.0 if child else min(kappa * each.severity / GRAVEST_ESTIMATED, 1.0)
        modes = ("child_school",) if child else BARS.get(each.kind, ())
        if listing is not None and each.trigger.list == listing.id:
            said.listed_loss = max(said.listed_loss, loss)
            for mode in modes:
                said.barred_listed[ATTEMPTS.index(mode)] = True
            continue
        below = _threshold(scheme, each)
        if below is None or not said.scored:
            continue
        if not child:
            tiers[below] = max(tiers.get(below, 0.0), loss)
        for mode in modes:
            at = ATTEMPTS.index(mode)
            known = said.barred_below[at]
            said.barred_below[at] = below if known is None else max(known, below)
    said.tiers = sorted(tiers.items())
    if len(said.tiers) > MOST_TIERS:
        raise InvalidInput(
            f"scheme '{scheme.id}': sanctions set in at {len(said.tiers)} different scores, and a "
            f"run keeps at most {MOST_TIERS}.\nNothing was run."
        )


def _read_speech(said: Reading, values: Mapping[str, float]) -> None:
    """Read whether criticism or protest is punished, and with what chance, as declared."""
    force = said.watch.force
    said.record["criticism"].arrests = force.critic > 0.0
    said.record["protest"].arrests = force.protester > 0.0
    for name, found in zip(("criticism", "protest"), speech_found(said.watch, values), strict=True):
        chance = 1.0 - (1.0 - said.chance[name]) * (1.0 - found)
        if said.record[name].punishes and chance > 0.0:
            said.speech_punished = True
            said.speech_chance = max(said.speech_chance, chance)


def _hide_weights(said: Reading, spread: float) -> None:
    """Give each act a secret factor on its points: lognormal with mean one, hashed from its id.

    People who have heard of the rules still expect the points that are declared.
    """
    quantiles = normal()
    for act in ACTS:
        place = int.from_bytes(sha256(act.id.encode()).digest()[:4], "big") % ENTRIES
        z = float(quantiles[place])
        said.record[act.id].hidden = float(exp(spread * z - spread * spread / 2.0))


def _threshold(scheme: Scheme, sanction: Sanction) -> float | None:
    """Return the score below which a sanction is in force: a grade's end, or the score named."""
    trigger = sanction.trigger
    if trigger is None:
        return None
    if trigger.score_lt is not None:
        return trigger.score_lt
    for grade in scheme.grades:
        if grade.id == trigger.grade:
            floor = _floor(grade.min)
            above = [g.min for g in scheme.grades if g.min is not None and g.min > floor]
            return min(above) if above and grade.max is not None else grade.max
    return None


def _floor(value: float | None) -> float:
    return float("-inf") if value is None else value


def _expect(said: Reading, values: Mapping[str, float]) -> None:
    """Work out the days of income that an aware person expects one act to cost (a gain: < 0)."""
    for act in ACTS:
        said.expected_cost[act.id] = said.chance[act.id] * _cost(said.record[act.id], values)
    cost = _cost(said.record["false_news_post"], values)
    censors = said.watch.censors
    said.expected_cost["false_news_post"] = censors.label_false * censors.author * cost
    said.expected_cost["true_news_post"] = censors.label_true * censors.author * cost


def _cost(record: Record, values: Mapping[str, float]) -> float:
    """Return what one record is worth avoiding, in days of income."""
    points = (record.points_low + record.points_high) / 2
    listed = values["conduct.list_value"] if record.lists else 0.0
    return record.fine_days - points * values["conduct.point_value"] + listed
