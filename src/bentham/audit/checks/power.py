"""IN, FI, RE, TR: informants, the filter, repression, transparency."""

from __future__ import annotations

from collections.abc import Iterator

from bentham.audit.checks.model import (
    Check,
    Dynamic,
    Found,
    remove_sanction,
    remove_source,
    safeguard,
    undeclared,
)
from bentham.audit.joining import spaced
from bentham.audit.view import View
from bentham.evidence.faults import Loc
from bentham.scheme.phrase import Commas, Phrase

INFORMING = "Informants"
FILTER = "Filter"
FORCE = "Repression"
OPEN = "Transparency and oversight"
ASSUMED = "It holds under the assumptions of the simulation."
UNCLEAR = ("vague", "secret")
HEAVY_METHODS = ("shutdown", "throttling", "vpn_ban", "real_name")
TO_BE_OPEN = ("weights", "statistics", "own_score", "register_entry", "independent_audit")
NEVER = ("torture", "degrading_treatment", "forced_labour", "disappearance",
         "collective_internment", "status_removal")  # fmt: skip


def in_01(view: View) -> Iterator[Found]:
    """Yield findings: paid denouncing without a check."""
    part = view.scheme.informants
    if part is None or not part.there:
        return
    paid = bool(part.reward.points or part.reward.money)
    at: Loc = ("informants", "verification")
    if paid and part.verification == "none":
        yield Found("fail", Phrase("reports earn a reward and nobody checks them"), (at,))
    elif paid and part.verification is None:
        said = Phrase("whether anybody checks reports that earn a reward is undeclared")
        yield undeclared(said, at)
    if paid and not part.false_report_penalty:
        said = Phrase("reports earn a reward and a false one costs nothing")
        yield Found("review", said, (("informants", "false_report_penalty"),))
    if part.duty:
        yield Found("review", Phrase("people must report others"), (("informants", "duty"),))
    if part.interested_parties:
        said = Phrase("rivals may report each other")
        yield Found("review", said, (("informants", "interested_parties"),))


def fi_01(view: View) -> Iterator[Found]:
    """Yield findings: blocking and its four safeguards."""
    part = view.scheme.filter
    if part is None or not part.there:
        return
    for name, said in (
        ("judicial_order", Phrase("a court or independent body orders each block")),
        ("list_published", Phrase("what is blocked is published")),
        ("notice_to_user", Phrase("readers are told of a block")),
        ("appeal", Phrase("a block can be contested")),
    ):
        value, at = getattr(part, name), ("filter", name)
        if value is False:
            yield Found("fail", Phrase("declared not: {what}", what=said), (at,))
        elif value is None:
            yield undeclared(Phrase("whether {what} is undeclared", what=said), at)


def fi_02(view: View) -> Iterator[Found]:
    """Yield findings: vague or secret criteria."""
    part = view.scheme.filter
    if part is None or not part.there:
        return
    for k, each in enumerate(part.criteria):
        if each.legal_test in UNCLEAR:
            said = Phrase("what falls under `{category}` is {test}",
                          category=each.category, test=each.legal_test)  # fmt: skip
            yield Found("fail", said, (("filter", "criteria", k),))
    if not view.says(part, "criteria"):
        missing = Phrase("by which criteria is blocked is undeclared")
        yield undeclared(missing, ("filter", "criteria"))


def fi_04(view: View) -> Iterator[Found]:
    """Yield findings: shutdowns, throttling, bans on tools."""
    part = view.scheme.filter
    if part is None or not part.there:
        return
    for method in sorted(set(part.methods) & set(HEAVY_METHODS)):
        said = Phrase("a method of the filter: {method}", method=method)
        occasions = Commas(sorted(part.shutdown_occasions))
        if occasions and method in ("shutdown", "throttling"):
            said = Phrase("a method of the filter: {method} ({occasions})",
                          method=method, occasions=occasions)  # fmt: skip
        yield Found("review", said, (("filter", "methods"),))
    if part.feeds_score:
        said = Phrase("what people try to read enters a score")
        yield Found("fail", said, (("filter", "feeds_score"),))


def re_01(view: View) -> Iterator[Found]:
    """Yield findings: custody without a judge, for debt, for speech."""
    part = view.scheme.repression
    if part is None or not part.there:
        return
    at: Loc = ("repression", "judicial_review_hours")
    hours, limit = part.judicial_review_hours, view.settings.threshold("judge_hours")
    if hours is None:
        yield undeclared(Phrase("when a judge sees the detained is undeclared"), at)
    elif hours > limit.value:
        said = Phrase("a judge sees the detained after {hours:g} hours", hours=hours)
        yield Found("review", said, (at,), hours, threshold=limit.id)
    owed = {a.id for a in view.scheme.acts if a.lawfulness == "contractual_breach"}
    for act in sorted(owed & set(part.for_acts)):
        said = Phrase("people are detained for `{act}`, a debt or a broken contract", act=act)
        yield Found("fail", said, (("repression", "for_acts"),))
    if part.relatives_targeted:
        said = Phrase("relatives are held for somebody")
        yield Found("fail", said, (("repression", "relatives_targeted"),))


def re_02(view: View) -> Iterator[Found]:
    """Yield findings: what is never allowed."""
    part = view.scheme.repression
    if part is not None and part.there:
        for each in sorted(set(part.measures) & set(NEVER)):
            said = Phrase("a measure: {measure}", measure=spaced(each))
            yield Found("fail", said, (("repression", "measures"),))
    for loc, each in view.entries("sanctions"):
        if each.kind == "id_revocation":
            said = Phrase("`{sanction}` takes away recognition as a person", sanction=each.id)
            yield Found("fail", said, ((*loc, "kind"),))


def tr_01(view: View) -> Iterator[Found]:
    """Yield findings: what is public."""
    rules, at = view.get("transparency", "rules"), ("transparency", "rules")
    if rules == "secret":
        yield Found("fail", Phrase("the rules are secret"), (at,))
    elif rules == "partly":
        yield Found("review", Phrase("the rules are public in part"), (at,))
    elif rules is None:
        yield undeclared(Phrase("whether the rules are public is undeclared"), at)
    for name in TO_BE_OPEN:
        value, where = view.get("transparency", name), ("transparency", name)
        if value is False:
            said = Phrase("declared not to be open: {what}", what=spaced(name))
            yield Found("review", said, (where,))
        elif value is None:
            said = Phrase("whether it is open is undeclared: {what}", what=spaced(name))
            yield undeclared(said, where)


def tr_02(view: View) -> Iterator[Found]:
    """Yield findings: who watches the watchers."""
    part = view.scheme.oversight
    if part is None:
        yield undeclared(Phrase("who oversees it is undeclared"), ("oversight",))
        return
    for name, said in (
        ("dpia", Phrase("data protection was assessed")),
        ("fria", Phrase("the effect on fundamental rights was assessed")),
        ("consultation", Phrase("those concerned were asked")),
    ):
        value, at = getattr(part, name), ("oversight", name)
        if value is False:
            yield Found("review", Phrase("declared not: {what}", what=said), (at,))
        elif value is None:
            yield undeclared(Phrase("whether {what} is undeclared", what=said), at)
    for name in ("authority", "review_days"):
        if getattr(part, name) is None:
            said = Phrase("`{field}` is undeclared", field=name)
            yield undeclared(said, ("oversight", name))


CHECKS = (
    Check("IN-01", "Paid denouncing without a check", INFORMING,
          ("SIR-5-10", "ICCPR-14", "ICCPR-17"),
          "a reward, and no verification or no cost of a false report", "legal",
          "Rewards that are not written down are not seen.", "how reports are checked",
          (safeguard("check every report before it counts"),
           remove_source("do without paid reports")), static=in_01),
    Check("IN-02", "False denouncing", INFORMING, ("ICCPR-14", "ICCPR-17"),
          "share of penalties by report that hit innocents; rise over no reward", "project default",
          ASSUMED, "how many reports were false", (safeguard("check every report"),),
          dynamic=Dynamic("a paired run without rewards: penalties on innocents",
                          "denounced_innocent")),
    Check("IN-03", "Trust worn away", INFORMING, ("ICCPR-17",),
          "change in confiding ties beside no informants", "project default", ASSUMED,
          "nothing; context", (remove_source("do without informants"),),
          dynamic=Dynamic("a paired run without informants: trust")),
    Check("FI-01", "Blocking without law, court or list", FILTER, ("UNSR-17-27-70", "ICCPR-19"),
          "a court's order, a published list, notice, an appeal", "legal",
          "Whether each block was needed is for a person.", "the order behind each block",
          (safeguard("add a court's order, a published list, notice and an appeal"),),
          static=fi_01),
    Check("FI-02", "Vague or secret criteria", FILTER, ("SIR-5-10", "ICCPR-19"),
          "criteria[].legal_test is vague or secret", "legal", "Only declared criteria are seen.",
          "the criteria, in full", (safeguard("publish exact criteria"),), static=fi_02),
    Check("FI-03", "Lawful content blocked", FILTER, ("ICCPR-19", "UNSR-17-27-70"),
          "lawful items blocked / all blocked", "legal", ASSUMED, "what was blocked",
          (safeguard("review every block"),),
          dynamic=Dynamic("a run with the filter: share of lawful items among those blocked")),
    Check("FI-04", "Shutdowns, throttling, bans on tools", FILTER,
          ("ICCPR-19", "UNSR-SHUTDOWN"), "methods, and when they are used", "legal",
          "A qualified right: is it set out by law, for a listed aim, and needed for it?",
          "the law and the need, each time", (remove_sanction("do without shutdowns"),),
          static=fi_04),
    Check("RE-01", "Custody without a prompt judge, for debt, for speech", FORCE,
          ("ICCPR-9", "ICCPR-11"), "hours to a judge; acts for which people are held", "legal",
          "Practice may be worse than the rules.", "when each of the detained saw a judge",
          (safeguard("bring the detained before a judge promptly"),
           remove_sanction("hold nobody for a debt")), static=re_01),
    Check("RE-02", "Absolute prohibitions", FORCE, ("ICCPR-7", "ICCPR-8", "ICCPR-16", "ECHR-3"),
          "torture, degrading treatment, forced labour, disappearance, internment of groups, "
          "removal of status", "legal", "There is nothing to weigh.", "nothing justifies it",
          (remove_sanction("end it"),), static=re_02),
    Check("TR-01", "What is public", OPEN, ("SIR-5-10", "ECHR-8", "COE-225", "GDPR-5-1-a"),
          "rules, weights, statistics, own score, register, independent audit", "legal",
          "A scheme that nobody can verify was held to violate private life (at second hand).",
          "the rules as applied", (safeguard("publish the rules and the weights"),), static=tr_01),
    Check("TR-02", "Independent oversight and an end", OPEN,
          ("AIA-27", "COE-225-16", "LED-27", "SIR-5-10"),
          "assessments, an authority, a review, consultation", "project default",
          "Whether oversight is real is not in the file.", "the assessments",
          (safeguard("add oversight by an independent body"),), static=tr_02),
)  # fmt: skip
"""The checks of these families."""
