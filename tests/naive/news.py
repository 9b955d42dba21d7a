"""News: what one person reads and learns of on one day, and being moved away."""

from __future__ import annotations

from bentham.chance import decisions as d
from naive.chance import Luck, clamped, rounded
from naive.law import Law
from naive.person import Person, Today
from naive.speech import fear
from naive.town import Traits

CERTAIN = 1 << 31
NEVER, HAPPENS, CONCEALED, OUT = range(4)


def hear(me: Person, traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """Read, learn and forget; `me.informed` is still this morning's state."""
    if law.setting("NEWS") and traits.adult:
        if today.free:
            _read(me, traits, today, law, luck)
        _remember(me, today, law, luck)
        if law.setting("EVENT") and _informed(me, today, law, luck):
            me.heard = True
            today.marks.add("KNOWS_EVENT")
    if luck.rare(today.who // 64, today.day, d.MOVED) < law.setting("MOVED_SHARE"):
        _move(me, traits, today, law, luck)


def _read(me: Person, traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """Look for uncensored news, and get at it or not; shy away if reading is watched."""
    reach = min(law["media.demand"] * traits.demand // 256, CERTAIN)
    evader = traits.evader < law.setting("EVADERS")
    newcomer = not evader and traits.evader < law.setting("NEWCOMERS")
    if newcomer:
        reach = max(reach, law["media.gateway"])
    if law.setting("FILTER") and not evader and not newcomer:
        reach = reach * law.setting("LEAK") // CERTAIN
    if luck.daily(today.who, today.day, d.READ) >= reach:
        return
    afraid = 0
    if law.setting("READING_WATCHED"):
        afraid = fear(me, traits, law["media.reading_exposure"], law)
    worth = max(me.attitude, 0) + law["media.curiosity"]
    today.marks.add("READ_CHILLED" if afraid > worth else "READ")


def _remember(me: Person, today: Today, law: Law, luck: Luck) -> None:
    """k' = k + alpha (1 - k) [read] - delta k."""
    exact = 65536 * me.knowledge - law["media.forgetting"] * me.knowledge // 256
    if "READ" in today.marks:
        exact += law["media.learning"] * (256 - me.knowledge)
    draw = luck.daily(today.who, today.day, d.ROUND_KNOWLEDGE)
    me.knowledge = clamped(rounded(exact, draw), 0, 255)


def _informed(me: Person, today: Today, law: Law, luck: Luck) -> bool:
    """Return whether an adult knows of the event this evening; mark what changed."""
    who, day, event = today.who, today.day, law.setting("EVENT")
    told = luck.daily(who, day, d.TOLD)
    if me.informed:
        if told < law["media.event_forgetting"]:
            today.marks.add("FORGOT")
            return False
        return True
    learns = event == HAPPENS and luck.rare(who, day, d.WITNESS) < law.setting("WITNESSES")
    if "READ" in today.marks:
        learns = learns or luck.rare(who, day, d.EVENT_READ) < law["media.event_salience"]
    if not me.heard:
        spared = CERTAIN  # chance that nobody tells
        chances = [law["media.pass_on"]] * today.n_informed
        if event == OUT and today.free:
            chances.append(law["media.press_reach"])
        chance = 0
        for each in chances:
            chance += spared * each // CERTAIN
            spared = CERTAIN - chance
        learns = learns or told < chance
    if learns:
        today.marks.add("LEARNED")
    return learns


def _move(me: Person, traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """Be moved away with the whole neighbourhood."""
    if not traits.adult:
        return
    today.marks.add("MOVED_AWAY")
    today.fine += law.setting("MOVED_LOSS") * traits.income // 4096
    if luck.rare(today.who, today.day, d.OBJECTION) < law.setting("MAY_OBJECT"):
        today.marks.add("OBJECTED")
