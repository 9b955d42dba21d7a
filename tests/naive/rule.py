"""What the ruler does to one person on one day: records to welfare."""

from __future__ import annotations

from bentham.chance import decisions as d
from naive.chance import Luck, clamped, rounded
from naive.law import CRITICISM, PROTEST, Law
from naive.person import Person, Today
from naive.town import Traits

FOREVER = 65535


def record(me: Person, traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """Find out about a covered person's act and words, and book what never was."""
    if traits.covered:
        who, day, chance = today.who, today.day, law.table("ACT_RECORDED")
        if today.act is not None and luck.rare(who, day, d.RECORDED) < chance[today.act]:
            today.record = today.act
            today.marks.add("RECORDED")
        if luck.daily(who, day, d.FALSE_RECORD) < law.setting("FALSE_RECORDS"):
            named = luck.rare(who, day, d.WHICH_RECORD)
            shares = law.table("ACT_FALSE")
            which = next(i for i, share in enumerate(shares) if named < share)
            if which != today.act:
                today.false_record = which
                today.marks.add("FALSELY_RECORDED")
        if "CRITICISM" in today.marks:
            today.critic_known = luck.rare(who, day, d.IDENTIFIED) < chance[CRITICISM]
        if "PROTEST" in today.marks:
            today.protester_known = luck.rare(who, day, d.IDENTIFIED, 1) < chance[PROTEST]
        if today.critic_known or today.protester_known:
            today.marks.add("IDENTIFIED")
        punishes = law.table("ACT_PUNISHES")
        if (today.critic_known and punishes[CRITICISM]) or (
            today.protester_known and punishes[PROTEST]
        ):
            today.marks.add("PUNISHED")
            me.felt = True
    if me.felt:
        today.marks.add("EVER_PUNISHED")


def booked(today: Today) -> list[tuple[int, int]]:
    """Return the acts in today's records, each with the number of its draw of points."""
    acts = [today.record, today.false_record]
    acts += [CRITICISM if today.critic_known else None, PROTEST if today.protester_known else None]
    return [(act, i) for i, act in enumerate(acts) if act is not None]


def points(of: Today, law: Law, luck: Luck, *, for_parents: bool) -> int:
    """Return the points of a person's records that go to themselves, or to their parents."""
    total = 0
    for act, block in booked(of):
        whose = "PARENTS" if for_parents else "POINTS"
        low, high = law.table(f"ACT_{whose}_LOW")[act], law.table(f"ACT_{whose}_HIGH")[act]
        choice = luck.rare(of.who, of.day, d.MULTIPLE, block) * (high - low + 1) >> 31
        total += low + choice
    return total


def score(
    me: Person, traits: Traits, today: Today, home: list[Today], law: Law, luck: Luck
) -> None:
    """s' = clamp(s + sum of Delta + rho (s0 - s)); `home` is the day of the whole household."""
    if not law.setting("SCORED"):
        return
    today.delta = points(today, law, luck, for_parents=False)
    if traits.parent and traits.covered:
        today.delta += sum(points(each, law, luck, for_parents=True) for each in home)
    back = law.setting("SCORE_PULL") * (law.setting("SCORE_START") - me.score) // 256
    exact = 65536 * (me.score + today.delta) + back
    draw = luck.daily(today.who, today.day, d.ROUND_SCORE)
    bounds = law.setting("SCORE_LOW"), law.setting("SCORE_HIGH")
    me.score = clamped(rounded(exact, draw), *bounds)
    if traits.covered and me.score < law.setting("SCORE_START"):
        today.marks.add("BELOW_START")
    if traits.covered and me.score > law.setting("SCORE_START"):
        today.marks.add("ABOVE_START")


def blacklist(me: Person, traits: Traits, today: Today, served: int, law: Law, luck: Luck) -> None:
    """Enter, appeal or leave; ranks below `served` are heard today."""
    if not law.setting("LIST"):
        return
    row = min(me.welfare // 64, 255)
    position = luck.daily(today.who, today.day, d.LIST_MOVE)
    if me.listed_until > 0:
        served_out = me.listed_until <= today.day
        paid = position < law.table("EXIT")[row]
        if served_out or paid or me.score > law.setting("LIST_ABOVE"):
            _leave(me, today)
        elif me.wrong:
            _appeal(me, today, served, law, luck)
    elif traits.covered:
        _enter(me, today, position < law.table("HAZARD")[row], law, luck)
    if me.listed_until > 0:
        today.marks.add("LISTED")
    if me.wrong:
        today.marks.add("WRONGLY_LISTED")


def _leave(me: Person, today: Today) -> None:
    me.listed_until, me.wrong, me.pending = 0, False, False
    today.marks.add("LEFT")


def _enter(me: Person, today: Today, by_court: bool, law: Law, luck: Luck) -> None:
    lists = law.table("ACT_LISTS")
    by_score = me.score < law.setting("LIST_BELOW")
    named = [block for act, block in booked(today) if lists[act]]
    if not (by_court or by_score or named):
        return
    term = law.setting("LIST_DAYS")
    me.listed_until = min(today.day + term, FOREVER - 1) if term else FOREVER
    today.marks.add("ENTERED")
    if by_court:
        drawn = luck.rare(today.who, today.day, d.LIST_KIND)
        me.wrong = drawn < law.setting("LIST_MISTAKEN")
    else:  # nothing but a false record speaks against them
        me.wrong = not by_score and named == [1]


def _appeal(me: Person, today: Today, served: int, law: Law, luck: Luck) -> None:
    who, day = today.who, today.day
    if me.pending:
        if luck.rare(who, day - 1, d.APPEAL_RANK) < served:
            me.pending = False
            if luck.rare(who, day, d.APPEAL_OUTCOME) < law.setting("APPEAL_SUCCESS"):
                _leave(me, today)
        else:
            today.marks.add("APPEALED")
    elif luck.rare(who, day, d.APPEAL) < law.setting("APPEAL_RATE"):
        me.pending = True
        today.marks.add("APPEALED")


def punish(me: Person, traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """Refuse travel, take income and fines."""
    listed = "LISTED" in today.marks
    low = 0
    for k in range(4):
        if traits.covered and me.score < law.setting(f"TIER_SCORE_{k}"):
            low = max(low, law.setting(f"TIER_LOSS_{k}"))
    by_list = law.setting("LISTED_LOSS") if listed else 0
    today.loss = max(low, by_list)
    if low:
        today.marks.add("LOW_GRADE")
    if today.loss:
        today.marks.add("SANCTIONED")
        if me.wrong and not low:
            today.marks.add("SANCTIONED_WRONGLY")
    if traits.adult:
        _travel(me, traits, today, law, luck)
    for act, _ in booked(today):
        days = law.table("ACT_FINE")[act]
        if days > 0:
            today.fine += days * traits.income * law.setting("FINE_SPEED") // 16
            today.marks.add("FINED")
    if me.refused:
        today.marks.add("EVER_REFUSED")


def _travel(me: Person, traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    position = luck.daily(today.who, today.day, d.ATTEMPT)
    rates = law.table("ATTEMPT_RATE")
    room = len(rates) // 3
    for mode, name in enumerate(("FLIGHT", "TRAIN")):
        rate = rates[traits.class_ * room + mode] * traits.travel // 256
        if not traits.urban:
            rate = rate * law["society.rural_travel"] // 256
        rate = min(rate, law.table("ATTEMPT_WIDTH")[mode])
        start = law.table("ATTEMPT_START")[mode]
        if not start <= position < start + rate:
            continue
        today.marks.add(f"{name}_TRIED")
        barred = "LISTED" in today.marks and law.table("ATTEMPT_BARRED_LISTED")[mode]
        low = traits.covered and me.score < law.table("ATTEMPT_BARRED_BELOW")[mode]
        if barred or low:
            today.marks.add(f"{name}_REFUSED")
            me.refused = True


def live(me: Person, traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """w' = w + rho_w (income (1 - loss) - w) - fines."""
    left = traits.income * (65536 - today.loss) // 65536
    exact = 65536 * me.welfare + law["welfare.adjustment"] * (left - me.welfare) - today.fine
    draw = luck.daily(today.who, today.day, d.ROUND_WELFARE)
    me.welfare = clamped(rounded(exact, draw), 0, 65535)
