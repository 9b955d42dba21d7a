"""What force does to one person on one day, and to those around: kin, police, trust."""

from __future__ import annotations

from bentham.chance import decisions as d
from naive.chance import Luck, clamped, rounded
from naive.law import Law
from naive.person import SOUGHT, SOUGHT_WRONGLY, Person, Place, Today
from naive.town import Traits


def make_relatives_pay(traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """Put a relative of the punished, listed or detained under a measure."""
    if not law.setting("KIN") or not traits.covered:
        return
    if today.n_under_sanction or today.kin_punished:
        today.marks.add("KIN_AFFECTED")
    if not today.kin_punished:
        return
    if luck.rare(today.who, today.day, d.KIN_HIT) < law.setting("KIN_CHANCE"):
        today.marks.add("KIN_HIT")
        today.delta -= law.setting("KIN_POINTS")


def police(me: Person, traits: Traits, today: Today, place: Place, law: Law, luck: Luck) -> None:
    """Release, arrest, look for."""
    if not law.setting("POLICING"):
        return
    who, day = today.who, today.day
    if me.detained:
        me.custody -= 1
        if me.custody == 0:
            today.marks.add("RELEASED")
        else:
            today.marks.add("DETAINED")
            if luck.rare(who, day, d.ILL_TREATED) < law.setting("ILL_TREATMENT"):
                today.marks.add("ILL_TREATED")
    elif me.custody in (SOUGHT, SOUGHT_WRONGLY):
        if luck.rare(who, day - 1, d.ARREST_RANK) < place.served["ARRESTS"]:
            today.marks |= {"DETAINED", "PUNISHED"}
            today.marks.add("ARRESTED" if me.custody == SOUGHT else "ARRESTED_WRONGLY")
            me.custody = 1 + luck.rare(who, day, d.TERM) * law.setting("LONGEST") // (1 << 31)
        else:
            today.asked.add("ARRESTS")
    elif today.free and traits.covered:
        _accuse(me, today, law, luck)
    if "DETAINED" in today.marks:
        today.loss = max(today.loss, law.setting("DETAINED_LOSS"))


def _accuse(me: Person, today: Today, law: Law, luck: Luck) -> None:
    held_against = (
        (today.critic_known, "CRITIC", SOUGHT),
        (today.protester_known, "PROTESTER", SOUGHT),
        ("FOUND" in today.marks, "FOUND", SOUGHT),
        (today.critic_falsely, "CRITIC", SOUGHT_WRONGLY),
        (today.protester_falsely, "PROTESTER", SOUGHT_WRONGLY),
    )
    for block, (known, name, code) in enumerate(held_against):
        chance = law.setting(f"ARREST_{name}")
        if known and luck.rare(today.who, today.day, d.ARREST, block) < chance:
            me.custody = code
            today.marks.add("SOUGHT_TODAY")
            today.asked.add("ARRESTS")
            return


def denounced(today: Today) -> bool:
    """Whether somebody was reported today, and believed to have done it."""
    return bool(today.marks & {"REPORTED", "REPORTED_FALSELY"})


def trust(
    me: Person, traits: Traits, today: Today, around: list[Today], law: Law, luck: Luck
) -> None:
    """tau' = tau - chi tau [a denunciation is known] + rho (tau0 - tau)."""
    if not law.setting("DENUNCIATION") or not traits.adult:
        return
    exact = 65536 * me.trust
    if denounced(today) or any(denounced(other) for other in around):
        exact -= law["trust.denunciation"] * me.trust // 256
    exact += law["trust.recovery"] * (law["trust.baseline"] - me.trust) // 256
    me.trust = clamped(rounded(exact, luck.daily(today.who, today.day, d.ROUND_TRUST)), 0, 255)
