"""What the ruler gets to know of one person on one day, and what it wrongly believes."""

from __future__ import annotations

from bentham.chance import decisions as d
from bentham.evidence.acts import number
from naive.chance import Luck
from naive.law import CRITICISM, PROTEST, Law
from naive.person import Person, Today
from naive.speech import does
from naive.town import Traits

FALSE_NEWS = number("false_news_post")
HALF, THREE_QUARTERS = 1 << 30, 3 << 29
FEEDS = 2
OF_LEDGER = 7


def record(me: Person, traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """Find out about a covered person's act and words, and book what never was."""
    if traits.covered:
        _write_down(traits, today, law, luck)
        if luck.daily(today.who, today.day, d.FALSE_RECORD) < law.setting("FALSE_RECORDS"):
            named = luck.rare(today.who, today.day, d.WHICH_RECORD)
            _book_falsely(today, _named(named, law.table("ACT_FALSE")))
        if law.on("conduct"):
            _hear_from_companies(me, traits, today, law, luck)
        _identify(today, law, luck)
    punishes = law.table("ACT_PUNISHES")
    if (today.critic_known and punishes[CRITICISM]) or (
        today.protester_known and punishes[PROTEST]
    ):
        today.marks.add("PUNISHED")
    if today.news_known and punishes[FALSE_NEWS] and today.record is None:
        today.record = FALSE_NEWS
        if "TRUE_POST" in today.marks:
            today.marks |= {"TRUTH_PUNISHED", "PUNISHED"}
    if today.record is not None:
        today.marks.add("RECORDED")
    if today.false_record is not None:
        today.marks.add("FALSELY_RECORDED")
    me.felt = me.felt or "PUNISHED" in today.marks
    if me.felt:
        today.marks.add("EVER_PUNISHED")


def _named(position: int, shares: list[int]) -> int:
    return next(i for i, share in enumerate(shares) if position < share)


def _book_falsely(today: Today, act: int) -> None:
    """There is room for one false record a day, and whoever did it today is not wronged."""
    if today.false_record is None and act != today.act:
        today.false_record = act


def _write_down(traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """Record today's act, unless somebody reported it already, or a gatherer leaves it out."""
    who, day, act = today.who, today.day, today.act
    if act is None or today.record is not None:
        return
    if luck.rare(who, day, d.RECORDED) >= law.table("ACT_RECORDED")[act]:
        return
    if law.setting("GATHERERS"):
        head = min(traits.household)
        if luck.rare(head, 0, d.RECORDED, OF_LEDGER) < 32768 * law.setting("BLIND"):
            return
        costs = law.table("ACT_POINTS_LOW")[act] < 0
        if costs and luck.rare(who, day, d.SMALL_BRIBE) < law.setting("PAY_GATHERER"):
            today.marks.add("PAID_GATHERER")
            today.fine += law.setting("SMALL_PRICE")
            return
    today.record = act


def _hear_from_companies(me: Person, traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """Book what companies pass on of earlier days; the first that does also errs."""
    erred = False
    for feed in range(FEEDS):
        lag = law.setting(f"FEED_LAG_{feed}")
        if not 0 < lag < today.day:
            continue
        passed_on = law.table("ACT_FEED")[feed * 64 : feed * 64 + 64]
        act = _did(me, traits, today.who, today.day - lag, law, luck)
        if act is not None and today.free and today.record is None:
            drawn = luck.rare(today.who, today.day, d.FEED, feed)
            today.record = act if drawn < passed_on[act] else None
        if not erred:
            _err(me, traits, today, today.day - lag, passed_on, law, luck)
        erred = True


def _did(me: Person, traits: Traits, who: int, day: int, law: Law, luck: Luck) -> int | None:
    """Return what somebody did on an earlier day, judged by the rates of `me` today."""
    if law["society.cadence"] == 1 and luck.daily(who, day, d.CADENCE) >= 1 << 15:
        return None
    return does(luck.daily(who, day, d.ACT), me, traits, law)


def _err(
    me: Person,
    traits: Traits,
    today: Today,
    day: int,
    passed_on: list[int],
    law: Law,
    luck: Luck,
) -> None:
    """Pass on what never was, or book on somebody what their namesake did."""
    drawn = luck.daily(today.who, today.day, d.MIX_UP)
    if 0 <= drawn - HALF < law.setting("FEED_ERRORS"):
        named = luck.rare(today.who, today.day, d.FEED_ERROR)
        _book_falsely(today, _named(named, law.table("FEED_WRONG")))
    mixed_up = 0 <= drawn - THREE_QUARTERS < law.setting("FEED_MIX_UPS")
    if mixed_up and today.namesake is not None:
        act = _did(me, traits, today.namesake, day, law, luck)
        if act is not None and passed_on[act]:
            _book_falsely(today, act)


def _identify(today: Today, law: Law, luck: Luck) -> None:
    """Find the author of criticism, or who marched."""
    who, day, chance = today.who, today.day, law.table("ACT_RECORDED")
    if "CRITICISM" in today.marks and luck.rare(who, day, d.IDENTIFIED) < chance[CRITICISM]:
        today.critic_known = True
    if "PROTEST" in today.marks and luck.rare(who, day, d.IDENTIFIED, 1) < chance[PROTEST]:
        today.protester_known = True
    if today.critic_known or today.protester_known:
        today.marks.add("IDENTIFIED")
