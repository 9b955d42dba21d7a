"""The blacklist and one person on one day: on it, off it, and what it takes to get off."""

from __future__ import annotations

from bentham.chance import decisions as d
from naive.chance import Luck
from naive.law import CRITICISM, PROTEST, Law
from naive.person import FORMERLY, Person, Place, Today
from naive.town import Traits

FOREVER = 65535
RANKS = (("CLERK", 6, 1), ("OFFICER", 9, 3), ("SENIOR", 10, 10))
"""Who takes bribes: up to how many tenths of the draw, and how many times the clerk's price."""


def move(me: Person, traits: Traits, today: Today, place: Place, law: Law, luck: Luck) -> None:
    """Enter, or leave: by payment, time, score, appeal, making good, a bribe."""
    if law.setting("LIST"):
        _black(me, traits, today, place, law, luck)
    if traits.covered and not me.listed and me.score > law.setting("RED_ABOVE"):
        today.marks.add("REDLISTED")


def _black(me: Person, traits: Traits, today: Today, place: Place, law: Law, luck: Luck) -> None:
    row = min(me.welfare // 64, 255)
    position = luck.daily(today.who, today.day, d.LIST_MOVE)
    if me.listed:
        served_out = me.listed_until <= today.day
        paid = position < law.table("EXIT")[row]
        if served_out or paid or me.score > law.setting("LIST_ABOVE"):
            _leave(me, today)
        for way_off in (_appeal, _make_good, _bribe):
            if me.listed:
                way_off(me, today, place, law, luck)
    elif traits.covered:
        hazard = law.table("HAZARD")[row]
        hazard = hazard * (256 + law.setting("LIST_SPILL") * today.n_under_sanction) // 256
        _enter(me, today, position < hazard, law, luck)
    if me.listed:
        today.marks.add("LISTED")
    if me.wrong:
        today.marks.add("WRONGLY_LISTED")
    if me.stranger:
        today.marks.add("STRANGER_LISTED")


def _leave(me: Person, today: Today) -> None:
    me.listed_until, me.wrong, me.stranger, me.pending = FORMERLY, False, False, False
    today.marks.add("LEFT")


def _enter(me: Person, today: Today, by_court: bool, law: Law, luck: Luck) -> None:
    lists = law.table("ACT_LISTS")
    by_score = me.score < law.setting("LIST_BELOW")
    true = [
        today.record,
        CRITICISM if today.critic_known else None,
        PROTEST if today.protester_known else None,
    ]
    false = [
        today.false_record,
        CRITICISM if today.critic_falsely else None,
        PROTEST if today.protester_falsely else None,
    ]
    truly, falsely = (any(a is not None and lists[a] for a in acts) for acts in (true, false))
    if not (by_court or by_score or truly or falsely):
        return
    drawn = luck.rare(today.who, today.day, d.LIST_KIND)
    mistaken = by_court and drawn < law.setting("LIST_MISTAKEN")
    only_false = not (by_court or by_score or truly)
    heard = luck.rare(today.who, today.day, d.HEARING) < law.setting("APPEAL_SUCCESS")
    if (mistaken or only_false) and law.setting("NOTICE") == 2 and heard:
        today.marks.add("HEARD_BEFORE")
        return
    if me.listed_until == FORMERLY:
        today.marks.add("RETURNED")
    term = law.setting("LIST_DAYS")
    me.listed_until = min(today.day + term, FOREVER - 1) if term else FOREVER
    today.marks.add("ENTERED")
    me.wrong, me.stranger = mistaken or only_false, only_false


def _appeal(me: Person, today: Today, place: Place, law: Law, luck: Luck) -> None:
    """Whoever is wrongly on the list, and knows of it, may appeal; tomorrow it may be heard."""
    who, day = today.who, today.day
    if not me.wrong:
        return
    if me.pending:
        if luck.rare(who, day - 1, d.APPEAL_RANK) < place.served["APPEALS"]:
            me.pending = False
            if luck.rare(who, day, d.APPEAL_OUTCOME) < law.setting("APPEAL_SUCCESS"):
                _leave(me, today)
        else:
            today.marks.add("APPEALED")
    elif not law.setting("NOTICE") and not _ever_refused(me):
        return  # does not know
    elif luck.rare(who, day, d.APPEAL) < law.setting("APPEAL_RATE"):
        me.pending = True
        today.marks.add("APPEALED")


def _ever_refused(me: Person) -> bool:
    return (
        me.refused_flight or me.refused_train or me.refused_hotel or me.refused_house
        or me.refused_job or me.refused_school
    )  # fmt: skip


def _make_good(me: Person, today: Today, place: Place, law: Law, luck: Luck) -> None:
    if me.wrong:
        return
    if luck.rare(today.who, today.day, d.REPAIR) < law.setting("REPAIR_RATE"):
        _leave(me, today)
        today.marks.add("REPAIRED")


def _bribe(me: Person, today: Today, place: Place, law: Law, luck: Luck) -> None:
    """Pay whoever one meets, if that leaves a quarter of the mean income."""
    if luck.rare(today.who, today.day, d.BRIBE) >= law.setting("BRIBE_RATE"):
        return
    met = luck.rare(today.who, today.day, d.BRIBE_RANK)
    rank, times = next((n, x) for n, tenths, x in RANKS if met < tenths * 2**31 // 10)
    price = times * law.setting("BRIBE_PRICE")
    if me.welfare > price + 1024:
        today.fine += 65536 * price
        _leave(me, today)
        today.marks.add(f"BRIBED_{rank}")
