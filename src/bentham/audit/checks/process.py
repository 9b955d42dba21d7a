"""DP: notice, reasons, appeal, review by people, proof, correction."""

from __future__ import annotations

from collections.abc import Iterator

from bentham.audit.checks.model import (
    Check,
    Dynamic,
    Found,
    remove_sanction,
    safeguard,
    undeclared,
)
from bentham.audit.joining import spaced
from bentham.audit.reach import led
from bentham.audit.tables import anchors
from bentham.audit.view import View
from bentham.evidence.faults import Loc
from bentham.scheme.phrase import Phrase

FAMILY = "Due process"
HEAVY = ("deny_school", "deny_hotel", "utility_cut", "licence_refusal", "fine", "detention",
         "id_revocation")  # fmt: skip
"""Treatment with legal or similar effect, beside what the Commission calls severe."""

NOT_INDEPENDENT = ("same_official", "same_agency")
FEW = ("minutes_per_case", "override_rate")
"""Numbers of a review by people, each judged by the threshold of its name."""

WEAK = ("informant", "algorithm", "camera", "private_complaint")


def dp_01(view: View) -> Iterator[Found]:
    """Yield findings: notice before listing."""
    for loc, each in view.entries("lists"):
        at = (*loc, "entry", "notice")
        if each.kind == "red":
            continue
        if each.entry.notice == "none":
            said = Phrase("people on the list `{list}` are not told", list=each.id)
            yield Found("fail", said, (at,))
        elif each.entry.notice == "after":
            said = Phrase("people on the list `{list}` are told afterwards", list=each.id)
            yield Found("fail", said, (at,))
        elif each.entry.notice is None:
            said = Phrase("whether people on `{list}` are told is undeclared", list=each.id)
            yield undeclared(said, at)
    at = ("transparency", "notice_at_adverse_action")
    told = view.get(*at)
    if told is False:
        yield Found("fail", Phrase("people are not told of a sanction"), (at,))
    elif told is None and led(view):
        yield undeclared(Phrase("whether people are told of a sanction is undeclared"), at)


def dp_02(view: View) -> Iterator[Found]:
    """Yield findings: reasons and logic."""
    for name, said in (
        ("reasons", Phrase("reasons are given")),
        ("weights", Phrase("the weights that count are published")),
        ("own_data", Phrase("people can see their data")),
    ):
        at: Loc = ("transparency", name)
        value = view.get(*at)
        if value is False:
            yield Found("fail", Phrase("declared not: {what}", what=said), (at,))
        elif value is None:
            yield undeclared(Phrase("whether {what} is undeclared", what=said), at)
    if view.get("score", "aggregation") == "unknown":
        missing = Phrase("how records become a score is not known")
        yield undeclared(missing, ("score", "aggregation"))


def dp_03(view: View) -> Iterator[Found]:
    """Yield findings: an independent appeal."""
    available, at = view.get("appeal", "available"), ("appeal", "available")
    body, who = view.get("appeal", "body"), ("appeal", "body")
    if available is False:
        yield Found("fail", Phrase("nobody can appeal"), (at,))
    elif available is None:
        yield undeclared(Phrase("whether there is an appeal is undeclared"), at)
    elif body in NOT_INDEPENDENT:
        said = Phrase("an appeal is decided by the {body}", body=spaced(body))
        yield Found("fail", said, (who,))
    elif body is None:
        yield undeclared(Phrase("who decides an appeal is undeclared"), who)


def dp_07(view: View) -> Iterator[Found]:
    """Yield findings: decisions by machine alone, and rubber stamps."""
    for each in led(view):
        if each.sort == "sanction" and each.entry.automatic is True:
            # Whether lesser treatment has a legal or similar effect is for a person.
            heavy = each.kind in anchors().severe_kinds or each.kind in HEAVY
            said = Phrase("`{sanction}` follows without anybody deciding", sanction=each.name)
            yield Found("fail" if heavy else "review", said, ((*each.loc, "automatic"),))
    base: Loc = ("technology", "human_review")
    review = view.get("technology", "human_review")
    if review is None:
        if led(view):
            yield undeclared(Phrase("what people do with the score is undeclared"), base)
        return
    if review.stage == "none":
        yield Found("fail", Phrase("nobody looks at a case"), ((*base, "stage"),))
    for name in FEW:
        value = getattr(review, name)
        threshold = view.settings.threshold(name)
        if value is not None and value < threshold.value:
            said = Phrase("{what}: {value:g}, under {limit:g}",
                          what=spaced(name), value=value, limit=threshold.value)  # fmt: skip
            yield Found("review", said, ((*base, name),), float(value), threshold=name)
    if review.can_override is False:
        said = Phrase("whoever looks at a case cannot decide otherwise")
        yield Found("fail", said, ((*base, "can_override"),))


def dp_08(view: View) -> Iterator[Found]:
    """Yield findings: how corrections reach those who hold copies."""
    at: Loc = ("appeal", "propagates_days")
    days = view.get(*at)
    limit = view.settings.threshold("correction_days")
    if days is None:
        yield undeclared(Phrase("when corrections reach every recipient is undeclared"), at)
    elif days > limit.value:
        said = Phrase("a correction takes {days} days to reach every recipient", days=days)
        yield Found("review", said, (at,), float(days), threshold=limit.id)
    for loc, each in view.entries("lists"):
        if each.sharing is not None and each.sharing.shadow_copies:
            said = Phrase("copies of `{list}` circulate that nobody corrects", list=each.id)
            yield Found("review", said, ((*loc, "sharing", "shadow_copies"),))


def dp_09(view: View) -> Iterator[Found]:
    """Yield findings: severe treatment on weak proof."""
    limit = view.settings.threshold("severe_sanction").value
    severe = [each for each in led(view) if (each.severity or 0) >= limit]
    if not severe:
        return
    for loc, act in view.entries("acts"):
        used = any(rule.when.act == act.id for rule in view.scheme.rules)
        if not used:
            continue
        if act.established_by in WEAK or act.proof == "none":
            said = Phrase(
                "`{act}`, found by {how}, can lead to `{sanction}`",
                act=act.id, how=spaced(act.established_by or "no proof"), sanction=severe[0].name,
            )  # fmt: skip
            at: Loc = (*loc, "established_by")
            yield Found("review", said, (at,), threshold="severe_sanction")
        elif act.established_by is None and act.proof is None:
            said = Phrase("who finds that `{act}` happened is undeclared", act=act.id)
            yield undeclared(said, (*loc, "established_by"))


def dp_10(view: View) -> Iterator[Found]:
    """Yield findings: burdens on the one who appeals."""
    if view.get("appeal", "burden") == "subject":
        said = Phrase("the person has to prove the mistake")
        yield Found("review", said, (("appeal", "burden"),))
    if view.get("appeal", "fee"):
        yield Found("review", Phrase("an appeal costs money"), (("appeal", "fee"),))
    days, limit = view.get("appeal", "deadline_days"), view.settings.threshold(
        "appeal_deadline_days")  # fmt: skip
    if days is not None and days < limit.value:
        said = Phrase("an appeal must be lodged within {days} days", days=days)
        yield Found("review", said, (("appeal", "deadline_days"),), float(days),
                    threshold=limit.id)  # fmt: skip
    if view.get("appeal", "available") and view.get("appeal", "burden") is None:
        yield undeclared(Phrase("who has to prove is undeclared"), ("appeal", "burden"))


CHECKS = (
    Check("DP-01", "Notice beforehand", FAMILY,
          ("SIR-5-10", "GDPR-12-15", "LED-13-17", "ICCPR-14", "CN-SPC-2019"),
          "lists[].entry.notice is before; transparency.notice_at_adverse_action", "legal",
          "Whether a notice reaches people is not in the file.", "that people are told in time",
          (safeguard("tell people before anything follows"),), static=dp_01),
    Check("DP-02", "Reasons and logic", FAMILY,
          ("GDPR-12-15", "CJEU-EXPLAIN", "LED-13-17", "AIA-86", "ECOA"),
          "reasons, weights and own data are open to the person", "legal",
          "Whether reasons are intelligible is for a person.",
          "a model of the reasons that people get",
          (safeguard("give reasons and the factors that counted"),), static=dp_02),
    Check("DP-03", "Independent appeal", FAMILY, ("SIR-5-10", "ICCPR-2-3", "ECHR-6-2"),
          "appeal.available, and a body other than official or agency", "legal",
          "Whether the body is independent in fact is not in the file.",
          "who decides, and by which procedure",
          (safeguard("add an appeal to an independent body or a court"),), static=dp_03),
    Check("DP-04", "Remedy in time", FAMILY, ("ICCPR-2-3", "FCRA-1681i"),
          "median time to a decision / length of the sanction", "legal",
          "It holds under the assumptions of the simulation.", "how long appeals take",
          (safeguard("let appeals suspend the sanction"),),
          dynamic=Dynamic("a run with appeals: time to a decision over length of the sanction")),
    Check("DP-05", "Whether appeals help", FAMILY, ("ICCPR-2-3",),
          "P(restored | wrongly penalised), by group", "project default",
          "It holds under the assumptions of the simulation.", "how many appeals succeed",
          (safeguard("make appeals easy, free and known"),),
          dynamic=Dynamic("a run: share of the wrongly penalised who are restored",
                          "appeal_restored", "below")),
    Check("DP-06", "Wrongly listed", FAMILY, ("ICCPR-14", "GDPR-5-1-d", "ECHR-6-2"),
          "P(no qualifying act | listed), with the base rate", "project default",
          "It holds under the assumptions of the simulation.", "how many entries were wrong",
          (safeguard("check each entry against its source"),),
          dynamic=Dynamic("a run: share of the list without a qualifying act", "false_list")),
    Check("DP-07", "Decisions by machine alone", FAMILY,
          ("GDPR-22", "CJEU-SCHUFA", "LED-11", "CJEU-PNR"),
          "an automatic sanction; no review; few minutes; hardly any overrides", "legal",
          "A contract, a law with safeguards or explicit consent may allow it; the file does not "
          "say.", "who decides, in how much time, and how often otherwise than the score",
          (safeguard("let a person decide every case, free to depart from the score"),),
          static=dp_07, dynamic=Dynamic("a run with review: share decided otherwise",
                                        "override_rate", "below")),
    Check("DP-08", "Corrections reach everybody", FAMILY, ("GDPR-16-17-21", "CN-REPAIR-2026"),
          "days until every recipient is corrected; copies that are not", "project default",
          "Only declared recipients are seen.", "that every copy is corrected",
          (safeguard("pass corrections on at once"), safeguard("forbid copies")), static=dp_08,
          dynamic=Dynamic("a run: detriments after removal from a list")),
    Check("DP-09", "Proof beside severity", FAMILY, ("ICCPR-14", "ECHR-6-2", "SIR-5-10"),
          "severity of at least 3 on the word of an informant, a camera, a program, a complaint",
          "project default", "Standards of proof differ by field.", "how the act is established",
          (safeguard("let a court or an independent body establish the act"),
           remove_sanction("do without severe sanctions on weak proof")),
           static=dp_09),
    Check("DP-10", "Burdens on the one who appeals", FAMILY, ("AIA-GL-171", "GDPR-22", "ICCPR-2-3"),
          "burden on the person, a fee, a deadline under 14 days", "project default",
          "No norm gives a number of days.", "that an appeal is within everybody's means",
          (safeguard("put the burden on the operator; no fee; a longer deadline"),), static=dp_10),
)  # fmt: skip
"""The checks of this family."""
