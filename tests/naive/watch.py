"""Who watches one person on one day: censors and cameras."""

from __future__ import annotations

from bentham.chance import decisions as d
from naive.chance import Luck
from naive.law import Law
from naive.news import CONCEALED
from naive.person import FALSE_MATCH, FOOTAGE, MATCH, POST, Person, Place, Today
from naive.town import Traits

CERTAIN = 1 << 31
MINUTES_A_DAY = 24 * 60
CRITICISM, PRAISE, CALL, NEWS = range(4)
TOPICS = ("CRITICISM", "PRAISE", "CALL")


def monitor(me: Person, traits: Traits, today: Today, place: Place, law: Law, luck: Luck) -> None:
    """Look into posts of yesterday, and at those of today."""
    if not law.setting("MONITORING"):
        return
    if me.custody == POST:
        me.custody = 0
        _look_into(traits, today, place, law, luck)
    for topic in _posts(today, law, luck):
        _censor(me, traits, today, topic, law, luck)
    mixed_up = luck.daily(today.who, today.day, d.MIX_UP) < law.setting("MIX_UPS")
    if mixed_up and traits.covered and today.namesake_dissent:
        today.marks.add("MISTAKEN_AUTHOR")
        today.critic_falsely = True
    if traits.covered and today.marks & {"TRUE_POST", "FALSE_POST"}:
        _call_false(today, law, luck)


def _look_into(traits: Traits, today: Today, place: Place, law: Law, luck: Luck) -> None:
    who, day = today.who, today.day
    if luck.rare(who, day - 1, d.POST_RANK) >= place.served["POSTS"]:
        return
    today.marks.add("POST_LOOKED_INTO")
    if luck.rare(who, day, d.AUTHOR) < law.setting("AUTHOR_CHANCE"):
        today.marks.add("AUTHOR_IDENTIFIED")
        today.critic_known = today.critic_known or traits.covered


def _posts(today: Today, law: Law, luck: Luck) -> list[int]:
    """Return the topics of today's posts."""
    said = {CRITICISM: "CRITICISM", PRAISE: "SUPPORT", CALL: "PROTEST"}
    out = []
    for topic, name in said.items():
        share = law[f"monitoring.{'call' if topic == CALL else 'online'}_share"]
        if name in today.marks and luck.rare(today.who, today.day, d.ONLINE, topic) < share:
            today.marks.add(f"POST_{TOPICS[topic]}")
            out.append(topic)
    return out


def _censor(me: Person, traits: Traits, today: Today, topic: int, law: Law, luck: Luck) -> None:
    """Flag a post or not; delete it after a while; want to know who wrote it."""
    who, day, name = today.who, today.day, TOPICS[topic]
    if luck.rare(who, day, d.FLAGGED, topic) >= law.setting(f"FLAG_{name}"):
        return
    today.marks |= {"FLAGGED", f"DELETED_{name}"}
    delays = law.table("DELETION_MINUTES")
    minutes = delays[luck.rare(who, day, d.DELETION, topic) >> 21]
    if minutes <= 30:
        today.marks.add("DELETED_SOON")
    if minutes <= MINUTES_A_DAY:
        today.marks.add("DELETED_IN_A_DAY")
    up = min(minutes, MINUTES_A_DAY) * CERTAIN // MINUTES_A_DAY
    if luck.rare(who, day, d.SEEN, topic) >= up:
        today.marks.add("UNSEEN")
        if topic == CRITICISM and "PROTEST" not in today.marks:
            today.marks.discard("DISSENT")
    if topic in (CRITICISM, CALL) and traits.covered and me.custody == 0:
        me.custody = POST
        today.asked.add("POSTS")


def _call_false(today: Today, law: Law, luck: Luck) -> None:
    """Call a statement posted as news false, or not, whatever it is."""
    chance = law.setting("LABEL_FALSE")
    if "TRUE_POST" in today.marks:
        of_event = "KNOWS_EVENT" in today.marks and law.setting("EVENT") == CONCEALED
        chance = law.setting("LABEL_EVENT" if of_event else "LABEL_TRUE")
    if luck.rare(today.who, today.day, d.FLAGGED, NEWS) >= chance:
        return
    today.marks.add("LABELLED_FALSE")
    if luck.rare(today.who, today.day, d.AUTHOR, NEWS) < law.setting("AUTHOR_CHANCE"):
        today.news_known = True


def film(me: Person, traits: Traits, today: Today, place: Place, law: Law, luck: Luck) -> None:
    """Review yesterday's alert, then raise today's."""
    if not law.setting("CAMERAS"):
        return
    if me.custody in (FOOTAGE, MATCH, FALSE_MATCH):
        alert, me.custody = me.custody, 0
        _review(alert, traits, today, place, law, luck)
    if today.free:
        _raise_alert(me, traits, today, place, law, luck)
    if me.mismatched:
        today.marks.add("EVER_MISMATCHED")


def _raise_alert(
    me: Person, traits: Traits, today: Today, place: Place, law: Law, luck: Luck
) -> None:
    who, day, reasons = today.who, today.day, []
    if "PROTEST" in today.marks and luck.rare(who, day, d.REVIEW, 1) < law.setting(
        "FOOTAGE_CHANCE"
    ):
        reasons.append(("FOOTAGE_TAKEN", FOOTAGE))
    wanted = traits.wanted
    wanted |= bool(law.setting("WANT_PUNISHED")) and me.felt
    wanted |= bool(law.setting("WANT_LISTED")) and me.listed
    chance = law.setting("MATCH_CHANCE")
    if not wanted:
        crowd = law.table("FACE_CROWD")[traits.face] * place.ward.protest_share // 16384
        chance = law.table("FACE_CHANCE")[traits.face] + crowd
    if luck.daily(who, day, d.FACE) < chance:
        reasons.append(("TRUE_ALERT", MATCH) if wanted else ("FALSE_ALERT", FALSE_MATCH))
    today.marks |= {mark for mark, _ in reasons}
    me.mismatched = me.mismatched or "FALSE_ALERT" in today.marks
    if reasons and me.custody == 0:
        me.custody = reasons[0][1]
        today.asked.add("ALERTS")


def _review(alert: int, traits: Traits, today: Today, place: Place, law: Law, luck: Luck) -> None:
    who, day = today.who, today.day
    if luck.rare(who, day - 1, d.ALERT_RANK) >= place.served["ALERTS"]:
        return
    today.marks.add("ALERT_REVIEWED")
    drawn = luck.rare(who, day, d.REVIEW)
    if alert == MATCH:
        today.marks.add("FOUND")
    if alert == FOOTAGE and drawn < law.setting("IDENTIFY_CHANCE"):
        today.marks.add("MARCHER_KNOWN")
        today.protester_known = today.protester_known or traits.covered
    if alert == FALSE_MATCH and drawn < law.setting("REVIEW_ERROR"):
        today.marks.add("TAKEN_FOR_ANOTHER")
        today.protester_falsely = today.protester_falsely or traits.covered
