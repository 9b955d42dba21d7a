"""CP and EX: punished for others, children, protected conduct, political rights."""

from __future__ import annotations

from collections.abc import Iterator

from bentham.audit.checks.model import (
    Check,
    Dynamic,
    Found,
    remove_liability,
    remove_sanction,
    remove_source,
    safeguard,
    undeclared,
)
from bentham.audit.view import View
from bentham.evidence.acts import ACTS

FOR_OTHERS = "Punished for others; children"
CONDUCT = "Protected conduct"
PROTECTED = {act.id for act in ACTS if act.protected}


def cp_01(view: View) -> Iterator[Found]:
    """Yield findings: rules and sanctions that hit people who did nothing."""
    for loc, rule in view.entries("rules"):
        costs = _takes(rule.effect.points) or rule.effect.add_to_list or rule.effect.trigger
        if rule.applies_to != "actor" and costs:
            whom = rule.applies_to.replace("_", " ")
            said = f"the rule `{rule.id}` hits {whom}, not the one who acts"
            yield Found("fail", said, ((*loc, "applies_to"),))
        if rule.transfer_share:
            said = f"`{rule.id}` passes {rule.transfer_share:.0%} of its points on to others"
            yield Found("fail", said, ((*loc, "transfer_share"),), rule.transfer_share)
    for loc, each in view.entries("sanctions"):
        if each.target not in ("actor", "children"):
            said = f"`{each.id}` falls on {each.target.replace('_', ' ')}"
            yield Found("fail", said, ((*loc, "target"),))
    for loc, act in view.entries("acts"):
        if act.imputability in ("relative_act", "relative_status", "group_act", "inherited"):
            said = f"`{act.id}` is no act of the person ({act.imputability.replace('_', ' ')})"
            yield Found("fail", said, ((*loc, "imputability"),))
    unit = view.get("subjects", "unit")
    if unit in ("household", "group"):
        said = f"what is evaluated is the {unit}: each of its members answers for the others"
        yield Found("fail", said, (("subjects", "unit"),))
    yield from _kin(view)


def _kin(view: View) -> Iterator[Found]:
    kin = view.scheme.relatives
    if kin is None:
        return
    if kin.points:
        yield Found("fail", f"a relative loses {kin.points:g} points",
                    (("relatives", "points"),), float(kin.points))  # fmt: skip
    if kin.bars:
        said = f"relatives are refused: {', '.join(sorted(kin.bars))}"
        yield Found("fail", said, (("relatives", "bars"),))
    if kin.list_spill:
        said = "a listed housemate raises one's own chance of being listed"
        yield Found("fail", said, (("relatives", "list_spill"),))


def _takes(points: float | tuple[float, float] | None) -> bool:
    return points is not None and (points[0] if isinstance(points, tuple) else points) < 0


def cp_03(view: View) -> Iterator[Found]:
    """Yield findings: how far association reaches."""
    reach = []
    for loc, rule in view.entries("rules"):
        if rule.applies_to not in ("actor", "guarantor"):
            reach.append((rule.applies_to, (*loc, "applies_to")))
    if reach:
        said = f"consequences reach {', '.join(sorted({who for who, _ in reach}))}"
        yield Found("informational", said, tuple(loc for _, loc in reach), float(len(reach)))


def cp_04(view: View) -> Iterator[Found]:
    """Yield findings: children made to pay for their parents."""
    for loc, each in view.entries("sanctions"):
        if each.target == "children":
            yield Found("fail", f"`{each.id}` falls on children", ((*loc, "target"),))
    for loc, rule in view.entries("rules"):
        if rule.applies_to == "children":
            said = f"the rule `{rule.id}` falls on children"
            yield Found("fail", said, ((*loc, "applies_to"),))
    if view.scheme.relatives is not None and "deny_school" in view.scheme.relatives.bars:
        yield Found("fail", "relatives are refused schools", (("relatives", "bars"),))
    minors, at = view.get("subjects", "minors"), ("subjects", "minors")
    if minors == "via_parent":
        yield Found("fail", "under-18s are subject to it through their parents", (at,))
    elif minors is None:
        yield undeclared("whether under-18s are subject to it is undeclared", at)


def ex_01(view: View) -> Iterator[Found]:
    """Yield findings: points taken for conduct that human-rights law protects."""
    for loc, rule in view.entries("rules"):
        effect = rule.effect
        costs = _takes(effect.points) or effect.add_to_list or effect.trigger or effect.set_grade
        act = next((a for a in view.scheme.acts if a.id == rule.when.act), None)
        lawful = act is not None and act.lawfulness == "protected"
        named = act.protected_by if act is not None else ()
        if costs and (lawful or named or rule.when.act in PROTECTED):
            norms = f" ({', '.join(sorted(named))})" if named else ""
            said = f"`{rule.id}` punishes `{rule.when.act}`, which is protected conduct{norms}"
            yield Found("fail", said, (loc,))
    repression = view.scheme.repression
    if repression is not None and repression.there:
        for each in sorted(set(repression.triggers) & {"criticism", "protest"}):
            said = f"people are arrested for {each}"
            yield Found("fail", said, (("repression", "triggers"),))
    monitoring = view.scheme.monitoring
    if monitoring is not None and monitoring.there and monitoring.flag.criticism:
        said = "posts of criticism are flagged and deleted"
        yield Found("fail", said, (("monitoring", "flag", "criticism"),))


def ex_04(view: View) -> Iterator[Found]:
    """Yield findings: rewards for loyalty and for denouncing others."""
    for loc, rule in view.entries("rules"):
        points = rule.effect.points
        gives = points is not None and (points[1] if isinstance(points, tuple) else points) > 0
        act = next((a for a in view.scheme.acts if a.id == rule.when.act), None)
        political = act is not None and act.context in ("politics_speech", "military_service")
        if gives and (political or rule.when.act in ("son_in_army", "praise", "party_activity")):
            said = f"`{rule.id}` rewards `{rule.when.act}`"
            yield Found("review", said, (loc,))
    informants = view.scheme.informants
    if informants is not None and informants.there and informants.reward.points:
        said = f"a report on others earns {informants.reward.points:g} points"
        yield Found("review", said, (("informants", "reward", "points"),))
    if view.get("purpose", "category") == "loyalty_political":
        yield Found("review", "its purpose is loyalty", (("purpose", "category"),))


def ex_05(view: View) -> Iterator[Found]:
    """Yield findings: political rights."""
    for name, said in (
        ("affects_vote", "it touches the vote"),
        ("affects_candidacy", "it touches standing for election"),
        ("affects_public_service", "it touches access to public service"),
    ):
        if view.get("office", name):
            yield Found("fail", said, (("office", name),))
    for loc, each in view.entries("sanctions"):
        if each.kind == "deny_public_job":
            yield Found("review", f"`{each.id}` bars from public service", ((*loc, "kind"),))
    if view.scheme.office is None:
        yield undeclared("whether political rights depend on it is undeclared", ("office",))


CHECKS = (
    Check("CP-01", "Rules that hit those who did nothing", FOR_OTHERS,
          ("SIR-5-10", "ICCPR-14", "ICCPR-26", "ECHR-6-2", "COLL-PUN"),
          "applies_to is not the actor; points passed on; a household as the unit; acts of others",
          "legal", "Collective punishment is a term of the law of armed conflict; in peace "
          "individual responsibility is cited.", "that nobody answers for another",
          (remove_liability("let nobody answer for what others do"),), static=cp_01),
    Check("CP-02", "Share punished for the act of another", FOR_OTHERS,
          ("SIR-5-10", "ICCPR-14", "ICCPR-26"),
          "N(detriments that vanish with own acts only) / N(detriments)", "legal",
          "It holds under the assumptions of the simulation.", "who was punished for what",
          (remove_liability("let nobody answer for what others do"),),
          dynamic=Dynamic("a paired run in which own acts alone count", "any_at_all")),
    Check("CP-03", "Reach of association", FOR_OTHERS, ("ICCPR-17", "ICCPR-23-24"),
          "whom a consequence reaches; dynamic: people affected per offence", "legal",
          "Reported without a mark.", "how many are affected",
          (remove_liability("let nobody answer for what others do"),), static=cp_03,
          dynamic=Dynamic("a run: people affected per offence")),
    Check("CP-04", "Children punished for their parents", FOR_OTHERS,
          ("CRC-2-2", "ICCPR-23-24"),
          "a sanction or rule that falls on children; schools refused to relatives", "legal",
          "Indirect effects on children are seen by simulation only.",
          "that no child bears the consequences",
          (remove_liability("let children bear nothing"),
           remove_sanction("do without the refusal of schools")), static=cp_04),
    Check("CP-05", "Days that children lose", FOR_OTHERS, ("CRC-2-2", "CRC-3-16-28"),
          "days of school or benefit lost per 1,000 children through a parent's score", "legal",
          "It holds under the assumptions of the simulation.", "how many children are affected",
          (remove_liability("let children bear nothing"),),
          dynamic=Dynamic("a run: children refused a school", "any_at_all")),
    Check("EX-01", "Punished for protected conduct", CONDUCT,
          ("ICCPR-19", "ICCPR-21", "ICCPR-22", "ICCPR-18"),
          "a cost on an act that is protected: speech, assembly, worship, union, petition", "legal",
          "Incitement found by a court is no protected conduct (ICCPR 20); the file has to say so.",
          "that no lawful conduct of this kind has a cost",
          (remove_liability("let protected conduct have no cost"),
           remove_source("do without data on protected conduct")), static=ex_01),
    Check("EX-02", "Share of penalties for protected conduct", CONDUCT,
          ("ICCPR-19", "ICCPR-21", "ICCPR-22", "ECHR-10-FRT"),
          "points and detriments from protected acts / all", "legal",
          "It holds under the assumptions of the simulation.", "for what people were punished",
          (remove_liability("let protected conduct have no cost"),),
          dynamic=Dynamic("a run: share of penalties from protected acts", "any_at_all")),
    Check("EX-03", "Chilling effect", CONDUCT, ("ICCPR-19", "ECHR-10-FRT"),
          "1 - lawful protected acts with the scheme / without, also of those never punished",
          "project default", "It holds under the assumptions of the simulation.",
          "that lawful conduct has not fallen",
          (remove_liability("let protected conduct have no cost"),),
          dynamic=Dynamic("a paired run without the scheme: lawful protected acts", "chilled")),
    Check("EX-04", "Rewards for loyalty", CONDUCT, ("ICCPR-19", "ICCPR-18", "ICCPR-25", "ICCPR-26"),
          "points for political conduct, praise, service, denouncing", "legal",
          "What is loyalty is for a person.", "that nobody gains by conviction",
          (safeguard("let political conduct have no effect, good or bad"),), static=ex_04),
    Check("EX-05", "Political rights as a sanction", CONDUCT, ("ICCPR-25",),
          "office.affects_*; public service refused", "legal",
          "Conditions may be reasonable and objective; a person has to judge.",
          "that political rights do not depend on it",
          (remove_sanction("leave political rights alone"),), static=ex_05),
)  # fmt: skip
"""The checks of these families."""
