"""LG and PR: law, proportion, essential services, time, ways out."""

from __future__ import annotations

from collections.abc import Iterator

from bentham.audit.checks.model import (
    Check,
    Dynamic,
    Found,
    remove_liability,
    remove_sanction,
    safeguard,
    undeclared,
)
from bentham.audit.reach import led
from bentham.audit.view import View
from bentham.evidence.faults import Loc
from bentham.scheme.consequences import Trigger
from bentham.scheme.gravity import gravity_of
from bentham.scheme.phrase import Phrase

FAMILY = "Legality and proportionality"
QUESTIONS = (
    "Is it set out by law, for a listed aim, needed for it, the mildest means, in proportion?"
)
"""What a qualified right asks; a person has to answer."""


def lg_01(view: View) -> Iterator[Found]:
    """Yield findings: a public, precise legal basis."""
    at: Loc = ("purpose", "legal_basis")
    basis = view.get(*at)
    if basis is None:
        yield undeclared(Phrase("the legal basis is undeclared"), at)
        return
    for name, said in (
        ("exists", Phrase("declared: no legal basis")),
        ("public", Phrase("declared: the law is not public")),
    ):
        value = getattr(basis, name)
        if value is False:
            yield Found("fail", said, ((*at, name),))
        elif value is None:
            missing = Phrase("`{field}` of the legal basis is undeclared", field=name)
            yield undeclared(missing, (*at, name))
    if basis.precision == "none":
        yield Found("fail", Phrase("the law is none about it"), ((*at, "precision"),))
    elif basis.precision == "vague":
        yield Found("fail", Phrase("the law is vague about it"), ((*at, "precision"),))
    elif basis.precision is None:
        yield undeclared(Phrase("how exactly the law speaks is undeclared"), (*at, "precision"))


def lg_02(view: View) -> Iterator[Found]:
    """Yield findings: acts that count although they were done before the rules were."""
    at: Loc = ("purpose", "legal_basis", "retroactive_from")
    earliest = view.get(*at)
    begun = view.get("purpose", "legal_basis", "in_force") or view.scheme.valid_from
    if earliest is None:
        yield undeclared(Phrase("from when on acts count is undeclared"), at)
    elif begun is None:
        yield undeclared(Phrase("when it came into force is undeclared"), ("valid_from",))
    elif earliest < begun:
        said = Phrase("acts from {earliest} on count, and it came into force on {begun}",
                      earliest=str(earliest), begun=str(begun))  # fmt: skip
        yield Found("fail", said, (at,))


def lg_03(view: View) -> Iterator[Found]:
    """Yield findings: open discretion: catch-all rules, and ranges of points."""
    width = total = 0.0
    wide = []
    for loc, rule in view.entries("rules"):
        points = rule.effect.points
        if isinstance(points, tuple):
            width += points[1] - points[0]
            total += max(abs(points[0]), abs(points[1]))
            wide.append((*loc, "effect", "points"))
        elif points is not None:
            total += abs(points)
        if rule.discretion is not None and rule.discretion.catch_all:
            said = Phrase("the rule `{rule}` takes in whatever the official finds", rule=rule.id)
            yield Found("fail", said, ((*loc, "discretion", "catch_all"),))
        elif rule.discretion is None and isinstance(points, tuple):
            said = Phrase(
                "`{rule}` gives {low:g} to {high:g} points; who decides, and whether the rule "
                "takes in anything, is undeclared",
                rule=rule.id, low=points[0], high=points[1],
            )  # fmt: skip
            yield undeclared(said, (*loc, "discretion"))
    share = width / total if total else 0.0
    if share > view.settings.threshold("discretion_share").value:
        said = Phrase("{share:.0%} of all points are left to officials", share=share)
        yield Found("review", said, tuple(wide), share, threshold="discretion_share")


REGIMES = {
    "points": Phrase("to points"), "set_grade": Phrase("to a grade"),
    "add_to_list": Phrase("to a place on a list"), "trigger": Phrase("to a sanction"),
}  # fmt: skip
"""What one rule can do about one act, by the field that says so."""


def lg_04(view: View) -> Iterator[Found]:
    """Yield findings: one act, several consequences."""
    for loc, rule in view.entries("rules"):
        effect = rule.effect
        regimes = [said for name, said in REGIMES.items() if getattr(effect, name) is not None]
        act = next((a for a in view.scheme.acts if a.id == rule.when.act), None)
        if act is not None and act.lawfulness in ("crime", "serious_crime",
                                                  "administrative_offence"):  # fmt: skip
            regimes.append(Phrase("to the penalty of the law"))
        if len(regimes) > 1:
            said = Phrase("`{rule}`: one act leads {regimes}",
                          rule=rule.id, regimes=tuple(regimes))  # fmt: skip
            yield Found("review", said, (loc,), float(len(regimes)))


def pr_01(view: View) -> Iterator[Found]:
    """Yield findings: milder means."""
    at: Loc = ("purpose", "less_restrictive_alternatives")
    means = view.get(*at)
    if means is None:
        yield undeclared(Phrase("whether milder means were considered is undeclared"), at)
    elif not means:
        yield Found("fail", Phrase("declared: no milder means were considered"), (at,))


def pr_04(view: View) -> Iterator[Found]:
    """Yield findings: essential services."""
    for loc, each in view.entries("sanctions"):
        at = (*loc, "essential_service")
        if each.essential_service or each.kind in ("id_revocation", "utility_cut", "eviction"):
            said = Phrase("`{sanction}` cuts an essential service ({kind})",
                          sanction=each.id, kind=each.kind)  # fmt: skip
            yield Found("fail", said, (at,))
        elif each.essential_service is None:
            said = Phrase("whether `{sanction}` cuts an essential service is undeclared",
                          sanction=each.id)  # fmt: skip
            yield undeclared(said, at)


def pr_06(view: View) -> Iterator[Found]:
    """Yield findings: time under a sanction beside the gravity of the acts that lead there."""
    for loc, each in view.entries("lists"):
        days = each.exit.max_days
        acts = [r.when.act for r in view.scheme.rules if r.effect.add_to_list == each.id]
        levels = [gravity_of(view.scheme, act).level for act in acts]
        if days is None or not levels or any(level is None for level in levels):
            continue
        mildest = min(level for level in levels if level is not None)
        name = "minor_days" if mildest <= 2 else "general_days" if mildest == 3 else "serious_days"
        limit = view.settings.threshold(name)
        if days > limit.value:
            said = Phrase(
                "{days} days on `{list}` for an act of gravity {gravity}; the yardstick is "
                "{limit:g}",
                days=days, list=each.id, gravity=mildest, limit=limit.value,
            )  # fmt: skip
            yield Found("review", said, ((*loc, "exit", "max_days"),), days / limit.value,
                        threshold=name)  # fmt: skip


def pr_07(view: View) -> Iterator[Found]:
    """Yield findings: grades and lists that nobody leaves."""
    for loc, each in view.entries("lists"):
        at = (*loc, "exit", "criteria")
        if each.kind == "red":
            continue
        if each.exit.criteria == "none":
            yield Found("review", Phrase("nobody leaves the list `{list}`", list=each.id), (at,))
        elif each.exit.criteria is None:
            said = Phrase("how people leave the list `{list}` is undeclared", list=each.id)
            yield undeclared(said, at)
    upward = [r for r in view.scheme.rules if _gives(r.effect.points)]
    score = view.scheme.score
    fades = score is not None and score.decay not in ("none",)
    repaired = view.get("repair", "available")
    if score is not None and score.kind != "none" and view.scheme.sanctions and not fades:
        if not upward and repaired is False:
            yield Found("review", Phrase("no rule, lapse or repair ever raises the score again"),
                        (("score", "decay"), ("repair", "available")))  # fmt: skip
        elif not upward and repaired is None:
            yield undeclared(Phrase("whether a low score can ever rise is undeclared"),
                             ("score", "decay"), ("repair", "available"))  # fmt: skip
    if view.get("repair", "available") and view.get("repair", "paid"):
        yield Found("review", Phrase("repair costs money"), (("repair", "paid"),))


def _gives(points: float | tuple[float, float] | None) -> bool:
    return points is not None and (points[1] if isinstance(points, tuple) else points) > 0


def pr_08(view: View) -> Iterator[Found]:
    """Yield findings: sanctions at once."""
    groups: dict[str, list[Loc]] = {}
    for each in led(view):
        trigger = getattr(each.entry, "trigger", None)
        if each.sort != "sanction" or trigger is None:
            continue
        groups.setdefault(_origin(trigger), []).append(each.loc)
    for loc, listing in view.entries("lists"):
        if listing.sharing is not None and listing.sharing.measures is not None:
            name = Phrase("the list `{list}`", list=listing.id)
            groups.setdefault(name, [])
            count = max(listing.sharing.measures, len(groups[name]))
            yield from _stacked(view, name, count, ((*loc, "sharing", "measures"),))
            groups.pop(name)
    for origin, locs in sorted(groups.items()):
        yield from _stacked(view, origin, len(locs), tuple(locs))


def _origin(trigger: Trigger) -> str:
    """Return in words from what a sanction follows."""
    if trigger.list:
        return Phrase("the list `{list}`", list=trigger.list)
    if trigger.grade:
        return Phrase("the grade `{grade}`", grade=trigger.grade)
    return Phrase("a low score")


def _stacked(view: View, origin: str, count: int, locs: tuple[Loc, ...]) -> Iterator[Found]:
    if count > view.settings.threshold("stacking").value:
        said = Phrase("{number} sanctions follow from {origin} at once",
                      number=count, origin=origin)  # fmt: skip
        yield Found("review", said, locs, float(count), threshold="stacking")


CHECKS = (
    Check("LG-01", "A public, precise legal basis", FAMILY,
          ("SIR-5-10", "ECHR-8", "GDPR-5-1-a", "LED-4"),
          "purpose.legal_basis exists, is public, and is specific", "legal",
          "Whether the law says what the file says it does is not checked.", "the law, in full",
          (safeguard("rest it on a public, precise law"),), static=lg_01),
    Check("LG-02", "Retroactivity", FAMILY, ("ICCPR-15", "ECHR-7", "SIR-5-10"),
          "the earliest act that counts lies before the rules; dynamic: share of points from such "
          "acts", "legal", "Only declared days are compared.", "from when on acts count",
          (remove_liability("let earlier acts not count"),), static=lg_02,
          dynamic=Dynamic("a run with acts dated before the rules: their share of points")),
    Check("LG-03", "Open-ended discretion", FAMILY, ("SIR-5-10", "CJEU-PNR"),
          "any catch-all rule; sum of the widths of ranges / sum of points", "legal",
          "Discretion that is not written down is not seen.",
          "who decides, by which criteria, and who reviews it",
          (remove_liability("remove catch-all rules"),
           safeguard("replace ranges by fixed points and named criteria")), static=lg_03),
    Check("LG-04", "Several punishments for one act", FAMILY, ("CN-49-2020", "SIR-5-10"),
          "number of regimes that one act sets off; dynamic: mean consequences per event",
          "project default", "Penalties of other laws are seen only through `acts[].lawfulness`.",
          "that consequences are weighed together",
          (remove_sanction("let an act that the law already punishes have no other consequence"),),
          static=lg_04, dynamic=Dynamic("a run: consequences per event")),
    Check("PR-01", "Milder means", FAMILY, ("SIR-5-10",),
          "purpose.less_restrictive_alternatives is not empty", "legal",
          "Whether a milder means would have done is for a person. " + QUESTIONS,
          "which milder means were considered, and why they would not do",
          (safeguard("try the milder means first"),), static=pr_01),
    Check("PR-02", "Whether it works at all", FAMILY, ("SIR-5-10", "ECHR-8"),
          "effect on the conduct aimed at, beside no scheme and beside the law alone",
          "project default", "It holds under the assumptions of the simulation.",
          "evidence of an effect on real conduct",
          (remove_sanction("do without what has no effect"),),
          dynamic=Dynamic("paired runs against no scheme and against specific laws")),
    Check("PR-03", "Harm for each unit of benefit", FAMILY, ("SIR-5-10",),
          "severity-weighted person-days / events prevented; no pass mark", "project default",
          "It holds under the assumptions of the simulation.", "what it costs those concerned",
          (remove_sanction("do without the sanctions with most harm"),),
          dynamic=Dynamic("paired runs: person-days of sanctions and events prevented")),
    Check("PR-04", "Essential services cut", FAMILY, ("SIR-5-10", "ICESCR-CORE", "ICCPR-16"),
          "a sanction that cuts health, basic education, utilities, subsistence, housing, identity "
          "or basic mobility", "legal", "Only what is declared essential, or is by its kind, is "
          "seen.", "that nobody is left without the essential service",
          (remove_sanction("do without the cut"),), static=pr_04),
    Check("PR-05", "Trap of poverty and exclusion", FAMILY, ("SIR-5-10",),
          "P(bottom grade at t + 12 months | bottom at t); share of new violations that sanctions "
          "bring about", "project default", "It holds under the assumptions of the simulation.",
          "how people get out again",
          (safeguard("let records lapse"),
           remove_sanction("do without sanctions that cost income")),
          dynamic=Dynamic("a run of two years: persistence in the bottom grade",
                          "bottom_persistence")),
    Check("PR-06", "Time punished beside the gravity of the act", FAMILY,
          ("CN-REPAIR-2026", "GDPR-5-1-e", "SIR-5-10"),
          "days on a list / days for the class of gravity", "project default",
          "Classes of one legal order are a yardstick elsewhere.",
          "why it lasts so long", (safeguard("shorten the time for minor acts"),), static=pr_06,
          dynamic=Dynamic("a run: days under sanctions by gravity")),
    Check("PR-07", "No way out", FAMILY, ("CN-REPAIR-2026", "SIR-5-10"),
          "a list or grade that is absorbing by the rules; repair only for money",
          "project default", "Practice may be kinder or harsher than the rules.",
          "how people leave, and how many have",
          (safeguard("add an end by lapse of time"), safeguard("add repair free of charge")),
          static=pr_07),
    Check("PR-08", "Sanctions heaped on one another", FAMILY, ("SIR-5-10", "CN-49-2020"),
          "sanctions that follow from one grade or list at once; dynamic: mean and most per person",
          "project default", "No norm gives a number.", "that the sum was weighed",
          (remove_sanction("do without all but what the purpose needs"),),
          static=pr_08, dynamic=Dynamic("a run: sanctions at once per listed person", "stacking")),
)  # fmt: skip
"""The checks of this family."""
