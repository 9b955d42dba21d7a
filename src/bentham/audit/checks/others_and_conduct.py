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
from bentham.audit.joining import spaced
from bentham.audit.view import View
from bentham.evidence.acts import ACTS
from bentham.scheme.phrase import Commas, Phrase

FOR_OTHERS = "Punished for others; children"
CONDUCT = "Protected conduct"
OF_OTHERS = ("relative_act", "relative_status", "group_act", "inherited")
FOR_SPEECH = ("criticism", "protest")
PROTECTED = {act.id for act in ACTS if act.protected}


def cp_01(view: View) -> Iterator[Found]:
    """Yield findings: rules and sanctions that hit people who did nothing."""
    for loc, rule in view.entries("rules"):
        costs = _takes(rule.effect.points) or rule.effect.add_to_list or rule.effect.trigger
        if rule.applies_to != "actor" and costs:
            said = Phrase("the rule `{rule}` hits {whom}, not the one who acts",
                          rule=rule.id, whom=_whom(rule.applies_to))  # fmt: skip
            yield Found("fail", said, ((*loc, "applies_to"),))
        if rule.transfer_share:
            said = Phrase("`{rule}` passes {share:.0%} of its points on to others",
                          rule=rule.id, share=rule.transfer_share)  # fmt: skip
            yield Found("fail", said, ((*loc, "transfer_share"),), rule.transfer_share)
    for loc, each in view.entries("sanctions"):
        if each.target not in ("actor", "children"):
            said = Phrase("`{sanction}` falls on {whom}",
                          sanction=each.id, whom=_whom(each.target))  # fmt: skip
            yield Found("fail", said, ((*loc, "target"),))
    for loc, act in view.entries("acts"):
        if act.imputability in OF_OTHERS:
            said = Phrase("`{act}` is no act of the person ({whose})",
                          act=act.id, whose=spaced(act.imputability))  # fmt: skip
            yield Found("fail", said, ((*loc, "imputability"),))
    unit = view.get("subjects", "unit")
    if unit in ("household", "group"):
        said = Phrase("what is evaluated is the {unit}: each of its members answers for the others",
                      unit=unit)  # fmt: skip
        yield Found("fail", said, (("subjects", "unit"),))
    yield from _kin(view)


def _kin(view: View) -> Iterator[Found]:
    kin = view.scheme.relatives
    if kin is None:
        return
    if kin.points:
        said = Phrase("a relative loses {points:g} points", points=kin.points)
        yield Found("fail", said, (("relatives", "points"),), float(kin.points))
    if kin.bars:
        said = Phrase("relatives are refused: {kinds}", kinds=Commas(sorted(kin.bars)))
        yield Found("fail", said, (("relatives", "bars"),))
    if kin.list_spill:
        said = Phrase("a listed housemate raises one's own chance of being listed")
        yield Found("fail", said, (("relatives", "list_spill"),))


def _whom(word: str) -> str:
    """Return whom something hits, in words."""
    sort, _, degree = word.partition(":")
    return Phrase("relatives:{degree}", degree=degree) if degree else spaced(sort)


def _takes(points: float | tuple[float, float] | None) -> bool:
    return points is not None and (points[0] if isinstance(points, tuple) else points) < 0


def cp_03(view: View) -> Iterator[Found]:
    """Yield findings: how far association reaches."""
    reach = []
    for loc, rule in view.entries("rules"):
        if rule.applies_to not in ("actor", "guarantor"):
            reach.append((rule.applies_to, (*loc, "applies_to")))
    if reach:
        whom = Commas(map(_whom, sorted({who for who, _ in reach})))
        said = Phrase("consequences reach {whom}", whom=whom)
        yield Found("informational", said, tuple(loc for _, loc in reach), float(len(reach)))


def cp_04(view: View) -> Iterator[Found]:
    """Yield findings: children made to pay for their parents."""
    for loc, each in view.entries("sanctions"):
        if each.target == "children":
            said = Phrase("`{sanction}` falls on children", sanction=each.id)
            yield Found("fail", said, ((*loc, "target"),))
    for loc, rule in view.entries("rules"):
        if rule.applies_to == "children":
            said = Phrase("the rule `{rule}` falls on children", rule=rule.id)
            yield Found("fail", said, ((*loc, "applies_to"),))
    if view.scheme.relatives is not None and "deny_school" in view.scheme.relatives.bars:
        yield Found("fail", Phrase("relatives are refused schools"), (("relatives", "bars"),))
    minors, at = view.get("subjects", "minors"), ("subjects", "minors")
    if minors == "via_parent":
        yield Found("fail", Phrase("under-18s are subject to it through their parents"), (at,))
    elif minors is None:
        yield undeclared(Phrase("whether under-18s are subject to it is undeclared"), at)


def ex_01(view: View) -> Iterator[Found]:
    """Yield findings: points taken for conduct that human-rights law protects."""
    for loc, rule in view.entries("rules"):
        effect = rule.effect
        costs = _takes(effect.points) or effect.add_to_list or effect.trigger or effect.set_grade
        act = next((a for a in view.scheme.acts if a.id == rule.when.act), None)
        lawful = act is not None and act.lawfulness == "protected"
        named = act.protected_by if act is not None else ()
        if costs and (lawful or named or rule.when.act in PROTECTED):
            yield Found("fail", _punishes(rule.id, rule.when.act, sorted(named)), (loc,))
    repression = view.scheme.repression
    if repression is not None and repression.there:
        for each in sorted(set(repression.triggers) & set(FOR_SPEECH)):
            said = Phrase("people are arrested for {reason}", reason=each)
            yield Found("fail", said, (("repression", "triggers"),))
    monitoring = view.scheme.monitoring
    if monitoring is not None and monitoring.there and monitoring.flag.criticism:
        said = Phrase("posts of criticism are flagged and deleted")
        yield Found("fail", said, (("monitoring", "flag", "criticism"),))


def _punishes(rule: str, act: str, norms: list[str]) -> Phrase:
    if not norms:
        return Phrase("`{rule}` punishes `{act}`, which is protected conduct", rule=rule, act=act)
    return Phrase("`{rule}` punishes `{act}`, which is protected conduct ({norms})",
                  rule=rule, act=act, norms=Commas(norms))  # fmt: skip


def ex_04(view: View) -> Iterator[Found]:
    """Yield findings: rewards for loyalty and for denouncing others."""
    for loc, rule in view.entries("rules"):
        points = rule.effect.points
        gives = points is not None and (points[1] if isinstance(points, tuple) else points) > 0
        act = next((a for a in view.scheme.acts if a.id == rule.when.act), None)
        political = act is not None and act.context in ("politics_speech", "military_service")
        if gives and (political or rule.when.act in ("son_in_army", "praise", "party_activity")):
            said = Phrase("`{rule}` rewards `{act}`", rule=rule.id, act=rule.when.act)
            yield Found("review", said, (loc,))
    informants = view.scheme.informants
    if informants is not None and informants.there and informants.reward.points:
        said = Phrase("a report on others earns {points:g} points", points=informants.reward.points)
        yield Found("review", said, (("informants", "reward", "points"),))
    if view.get("purpose", "category") == "loyalty_political":
        yield Found("review", Phrase("its purpose is loyalty"), (("purpose", "category"),))


def ex_05(view: View) -> Iterator[Found]:
    """Yield findings: political rights."""
    for name, said in (
        ("affects_vote", Phrase("it touches the vote")),
        ("affects_candidacy", Phrase("it touches standing for election")),
        ("affects_public_service", Phrase("it touches access to public service")),
    ):
        if view.get("office", name):
            yield Found("fail", said, (("office", name),))
    for loc, each in view.entries("sanctions"):
        if each.kind == "deny_public_job":
            barred = Phrase("`{sanction}` bars from public service", sanction=each.id)
            yield Found("review", barred, ((*loc, "kind"),))
    if view.scheme.office is None:
        missing = Phrase("whether political rights depend on it is undeclared")
        yield undeclared(missing, ("office",))


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
