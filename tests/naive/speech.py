"""What one person thinks, fears, says and does on one day: attitude to conduct."""

from __future__ import annotations

from bentham.chance import decisions as d
from naive.chance import Luck, clamped, rounded
from naive.law import Law
from naive.person import Person, Today, Ward
from naive.town import Traits

ONE = 1 << 14
KURAN, EPSTEIN, ROSS, SIEGEL = range(4)
OFFENCE, LAWFUL, GOOD, DEBT = 1, 2, 3, 4
CALLED = {OFFENCE: "OFFENCE", DEBT: "OFFENCE", LAWFUL: "LAWFUL", GOOD: "GOOD"}


def think(me: Person, traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """a' = a + lambda (a0 - a) + what news, punishment and removal do."""
    if not traits.adult:
        return
    exact = 65536 * me.attitude + law["attitude.pull"] * (traits.anchor - me.attitude)
    if me.punished or today.kin_punished:
        exact += 65536 * law["attitude.punished"]
    if "MOVED_AWAY" in today.marks:
        exact += 65536 * law.setting("MOVED_GRIEVANCE")
    if law.setting("NEWS"):
        weight = law["media.persuasion"] * me.knowledge // 256
        exact += weight * (law["media.uncensored_tone"] - me.attitude)
        if law.setting("STATE_MEDIA"):
            weight = law["media.state_persuasion"] * (256 - me.knowledge) // 256
            exact += weight * (law["media.state_tone"] - me.attitude)
    draw = luck.daily(today.who, today.day, d.ROUND_ATTITUDE)
    me.attitude = clamped(rounded(exact, draw), -ONE, ONE)


def learn(me: Person, traits: Traits, today: Today, ward: Ward, law: Law, luck: Luck) -> None:
    """Move an adult's perceived risk towards what the fate of their contacts suggests."""
    if not traits.adult:
        return
    if law.setting("SPEECH_PUNISHED"):
        exact = 65536 * me.risk
        if today.n_dissent or today.n_punished:
            prior = law.setting("PRIOR_AWARE" if me.aware else "PRIOR_UNAWARE")
            one_over = law.table("RECIPROCAL")[min(today.n_dissent, 63)]
            seen = min((65536 * min(today.n_punished, 63) + prior) * one_over >> 24, 65535)
            exact += law["risk.learning"] * (seen - 256 * me.risk) >> 8
        if law.setting("NEWS_LEARNED") and ward.punished_share:
            exact += law["risk.news"] * (4 * ward.punished_share - 256 * me.risk) >> 8
        own = law["risk.own_punishment"]
        exact += own if me.punished else 0
        exact += own * law["risk.kin_share"] >> 16 if today.kin_punished else 0
        me.risk = clamped(rounded(exact, luck.daily(today.who, today.day, d.ROUND_RISK)), 0, 255)
        if me.punished or today.kin_punished or today.n_punished:
            me.aware = True
    elif today.n_dissent:  # nothing is punished any more: r0 is zero, and so is what is seen
        exact = (65536 - law["risk.learning"]) * me.risk
        me.risk = clamped(rounded(exact, luck.daily(today.who, today.day, d.ROUND_RISK)), 0, 255)
    if me.aware:
        today.marks.add("KNOWING")


def remember(me: Person, traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """Move what Ross's and Siegel's rules remember of an adult's contacts."""
    if not traits.adult:
        return
    draw = luck.daily(today.who, today.day, d.ROUND_MEMORY)
    if law["expression.rule"] == ROSS:
        speaking = today.n_dissent + today.n_support
        exact = 65536 * me.memory
        if speaking:
            balance = today.n_dissent - today.n_support
            exact += 65536 * law["expression.climate_learning"] * balance // speaking
        me.memory = clamped(rounded(exact, draw), -2047, 2047)
    if law["expression.rule"] == SIEGEL:
        persistence = law["expression.memory"]
        share = 4096 * today.n_dissent // today.n_contacts if today.n_contacts else 0
        exact = persistence * me.memory - (65536 - persistence) * (4096 - share)
        me.memory = clamped(rounded(exact, draw), -4096, 0)


def wish(me: Person, traits: Traits, ward: Ward, law: Law) -> int:
    """Return what speaks for dissent before risk."""
    rule = law["expression.rule"]
    if rule == KURAN:
        others = 2 * ward.climate - ONE
        return (
            law["expression.intensity"] * me.attitude + law["expression.conformity"] * others
        ) // ONE
    hardship = me.attitude if me.attitude > 0 else 0
    if rule == EPSTEIN:
        return hardship + hardship * (ONE - law["expression.legitimacy"]) // ONE - traits.own_cost
    if hardship == 0:
        return -2 * ONE  # only the opposed speak
    if rule == ROSS:
        confidence = law.table("CONFIDENCE")[me.memory // 4 + 512]
        return confidence - traits.self_censor + 1  # as soon as confidence reaches phi
    return traits.motive + 4 * me.memory


def fear(me: Person, traits: Traits, exposure: int, law: Law) -> int:
    """Return R r S times the exposure."""
    return (traits.aversion * me.risk * law["risk.severity"] // (1 << 18)) * exposure // 256


def speak(me: Person, traits: Traits, today: Today, ward: Ward, law: Law, luck: Luck) -> None:
    """Meet an occasion with dissent, support or silence; and protest or not."""
    remember(me, traits, today, law, luck)
    if today.free:
        _express(me, traits, today, ward, law, luck)
    me.spoke = me.spoke or "DISSENT" in today.marks
    me.silenced = me.silenced or "SELF_CENSORED" in today.marks
    if me.spoke:
        today.marks.add("EVER_SPOKE")
    if me.silenced:
        today.marks.add("EVER_SILENCED")


def _express(me: Person, traits: Traits, today: Today, ward: Ward, law: Law, luck: Luck) -> None:
    says = ""
    chance = traits.occasions * law.doubled
    if today.deciding and luck.daily(today.who, today.day, d.OCCASION) < chance:
        says = _answer(me, traits, today, ward, law, luck)
        today.marks |= {"OCCASION", says}
        if says == "CRITICISM":
            today.marks.add("DISSENT")
        if says == "SUPPORT" and me.attitude > 0:
            today.marks.add("FALSIFIED")
    visible = ward.protest_share
    if ward.called:
        visible = max(visible, law["protest.spark"])
    if traits.threshold < visible and me.attitude > 0:
        afraid = fear(me, traits, law["protest.exposure"], law)
        if wish(me, traits, ward, law) > afraid:
            today.marks = (today.marks | {"PROTEST", "DISSENT"}) - {"ABSTAINED", "SELF_CENSORED"}


def _answer(me: Person, traits: Traits, today: Today, ward: Ward, law: Law, luck: Luck) -> str:
    """Return what an occasion is met with."""
    would = wish(me, traits, ward, law)
    if luck.rare(today.who, today.day, d.OCCASION_KIND) < law["society.asked_share"]:
        return "CRITICISM" if would > fear(me, traits, 256, law) else "SUPPORT"
    if luck.rare(today.who, today.day, d.OCCASION_KIND, 1) < law["society.praise_share"]:
        return "SUPPORT" if me.attitude < 0 else "ABSTAINED"
    if would > fear(me, traits, 256, law):
        return "CRITICISM"
    return "SELF_CENSORED" if would > 0 else "ABSTAINED"


def act_at(position: int, law: Law) -> int | None:
    """Return the act in whose slot a position lies."""
    starts = law.table("ACT_START")
    for act in range(len(starts) - 1):
        if starts[act] <= position < starts[act + 1]:
            return act
    return None


def rate_of(act: int, me: Person, traits: Traits, law: Law, *, ruled: bool) -> int:
    """Return a person's rate of an act, under the scheme or without it."""
    starts, rates, acts = law.table("ACT_START"), law.table("ACT_BASE"), 64
    row = traits.class_
    if ruled:
        rates = law.table("ACT_RATE")
        row += 3 if me.aware and traits.covered else 0
    rate, sort = rates[row * acts + act], law.table("ACT_SORT")[act]
    if sort in (OFFENCE, DEBT):
        rate = rate * traits.conduct // 256
    if sort == DEBT:
        short = clamped((traits.income - me.welfare) // 16, 0, 255)
        rate = rate * law.table("DRIFT")[short] // 256
    return min(rate * law.doubled, starts[act + 1] - starts[act])


def does(position: int, me: Person, traits: Traits, law: Law) -> int | None:
    """Return the act that a person does whose draw is at this position."""
    act = act_at(position, law)
    if act is None:
        return None
    inside = position - law.table("ACT_START")[act]
    return act if inside < rate_of(act, me, traits, law, ruled=True) else None


def behave(me: Person, traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """Do at most one act of the catalogue, or give one up; post news, true or false."""
    if not (today.free and today.deciding):
        return
    _post_news(me, traits, today, law, luck)
    position = luck.daily(today.who, today.day, d.ACT)
    act = act_at(position, law)
    if act is None:
        return
    called = CALLED[law.table("ACT_SORT")[act]]
    today.act = does(position, me, traits, law)
    if today.act is not None:
        today.marks.add(called)
    elif called != "GOOD":
        inside = position - law.table("ACT_START")[act]
        if inside < rate_of(act, me, traits, law, ruled=False):
            today.marks.add(f"FORGONE_{called}")


def _post_news(me: Person, traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """Post a true statement (lower half of the positions) or a false one (upper half)."""
    half, rates = 1 << 30, law.table("NEWS_RATE")
    if me.aware and traits.covered:
        rates = rates[2:]
    position = luck.daily(today.who, today.day, d.NEWS_POST)
    false, inside = divmod(position, half)
    if inside < rates[false] * law.doubled:
        today.marks.add("FALSE_POST" if false else "TRUE_POST")
