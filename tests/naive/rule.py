"""What the ruler does to one person on one day: scores, sanctions, fines; and their welfare."""

from __future__ import annotations

from bentham.chance import decisions as d
from naive.chance import Luck, clamped, rounded
from naive.law import CRITICISM, PROTEST, Law
from naive.person import Person, Today
from naive.town import Traits

MODES = ("flight", "train", "hotel", "house", "job", "school", "child_school")
KINDS = MODES[:-1]


def booked(today: Today) -> list[tuple[int, int]]:
    """Return the acts in today's records, each with the number of its draw of points."""
    criticism = today.critic_known or today.critic_falsely
    protest = today.protester_known or today.protester_falsely
    acts = [today.record, today.false_record]
    acts += [CRITICISM if criticism else None, PROTEST if protest else None]
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
    today.delta += points(today, law, luck, for_parents=False)
    if traits.parent and traits.covered:
        today.delta += sum(points(each, law, luck, for_parents=True) for each in home)
    back = law.setting("SCORE_PULL") * (law.setting("SCORE_START") - me.score) // 256
    exact = 65536 * (me.score + today.delta) + back
    if traits.covered and today.day % 30 == 0:
        exact += traits.favour * law.setting("FAVOURITISM")
    draw = luck.daily(today.who, today.day, d.ROUND_SCORE)
    bounds = law.setting("SCORE_LOW"), law.setting("SCORE_HIGH")
    me.score = clamped(rounded(exact, draw), *bounds)
    if traits.covered:
        _grade(me, today, law)


def _grade(me: Person, today: Today, law: Law) -> None:
    if me.score < law.setting("SCORE_START"):
        today.marks.add("BELOW_START")
    if me.score > law.setting("SCORE_START"):
        today.marks.add("ABOVE_START")
    grades = [law.setting(f"GRADE_FROM_{k}") for k in range(law.setting("GRADES"))]
    for k, floor in enumerate(grades):
        last = k == len(grades) - 1
        if me.score >= floor and (last or me.score < grades[k + 1]):
            today.marks.add(f"GRADE_{k}")


def punish(me: Person, traits: Traits, today: Today, minors: int, law: Law, luck: Luck) -> None:
    """Refuse what people try, take income and fines; `minors` live in the same household."""
    low = 0
    for k in range(4):
        if traits.covered and me.score < law.setting(f"TIER_SCORE_{k}"):
            low = max(low, law.setting(f"TIER_LOSS_{k}"))
    by_list = law.setting("LISTED_LOSS") if "LISTED" in today.marks else 0
    by_kin = 0
    if "KIN_AFFECTED" in today.marks and today.n_under_sanction:
        by_kin = law.setting("KIN_LOSS")
    today.loss = max(low, by_list, by_kin)
    if low:
        today.marks.add("LOW_GRADE")
    if low or by_list:
        today.marks.add("SANCTIONED")
        if me.wrong and not low:
            today.marks.add("SANCTIONED_WRONGLY")
        if me.felt:
            today.marks.add("SANCTIONED_PROTECTED")
    if today.free:
        _try(me, traits, today, minors, law, luck)
    for act, _ in booked(today):
        days = law.table("ACT_FINE")[act]
        if days > 0:
            today.fine += days * traits.income * law.setting("FINE_SPEED") // 16
            today.marks.add("FINED")
    for kind in KINDS:
        if getattr(me, f"refused_{kind}"):
            today.marks |= {f"REFUSED_{kind.upper()}S", "EVER_REFUSED"}


def _try(me: Person, traits: Traits, today: Today, minors: int, law: Law, luck: Luck) -> None:
    """Try to travel, to get a room, a house, a job, a school; and be refused or not."""
    position = luck.daily(today.who, today.day, d.ATTEMPT)
    rates = law.table("ATTEMPT_RATE")
    room = len(rates) // 3
    for mode, name in enumerate(MODES):
        rate = rates[traits.class_ * room + mode] * traits.travel // 256
        if not traits.urban:
            rate = rate * law["society.rural_travel"] // 256
        rate = min(rate, law.table("ATTEMPT_WIDTH")[mode])
        start = law.table("ATTEMPT_START")[mode]
        if not start <= position < start + rate:
            continue
        if name == "child_school" and not (traits.parent and minors):
            continue
        today.marks.add(f"{name.upper()}_TRIED")
        barred = "LISTED" in today.marks and law.table("ATTEMPT_BARRED_LISTED")[mode]
        low = traits.covered and me.score < law.table("ATTEMPT_BARRED_BELOW")[mode]
        kin = "KIN_AFFECTED" in today.marks and law.table("ATTEMPT_BARRED_KIN")[mode]
        if barred or low or kin:
            today.marks.add(f"{name.upper()}_REFUSED")
            setattr(me, f"refused_{name.removeprefix('child_')}", True)
            if name == "child_school":
                today.children_out += minors


def live(me: Person, traits: Traits, today: Today, law: Law, luck: Luck) -> None:
    """w' = w + rho_w (income (1 - loss) - w) - fines."""
    left = traits.income * (65536 - today.loss) // 65536
    exact = 65536 * me.welfare + law["welfare.adjustment"] * (left - me.welfare) - today.fine
    draw = luck.daily(today.who, today.day, d.ROUND_WELFARE)
    me.welfare = clamped(rounded(exact, draw), 0, 65535)
