"""DA and FR: data, and equality."""

from __future__ import annotations

from collections.abc import Iterator

from bentham.audit.checks.model import (
    Check,
    Dynamic,
    Found,
    remove_source,
    safeguard,
    undeclared,
)
from bentham.audit.joining import spaced
from bentham.audit.reach import sources
from bentham.audit.view import View
from bentham.evidence.faults import Loc
from bentham.scheme.phrase import Commas, Phrase

DATA = "Data"
EQUALITY = "Equality"
ASSUMED = "It holds under the assumptions of the simulation."
GROUPS = "It holds under the assumptions of the simulation, for invented groups A and B."


BESIDE = {"nationality", "migration_status"}
"""Kinds of data that a scheme may mark as special and that Art. 9 does not list."""


def _words(kinds: list[str]) -> Commas:
    return Commas(map(spaced, kinds))


def da_01(view: View) -> Iterator[Found]:
    """Yield findings: special categories without a gateway."""
    for each in sources(view):
        at = (*each.loc, "special_category")
        kinds = set(each.entry.special_category)
        listed, beside = sorted(kinds - BESIDE), sorted(kinds & BESIDE)
        name = each.entry.id
        if beside:
            said = Phrase(
                "source `{source}` holds {kinds}: no special category as such, and telling of "
                "origin",
                source=name, kinds=_words(beside),
            )  # fmt: skip
            yield Found("review", said, (at,))
        if listed and not each.entry.gateway:
            said = Phrase("source `{source}` holds {kinds}, and no gateway is declared",
                          source=name, kinds=_words(listed))  # fmt: skip
            yield Found("fail", said, (at,))
        elif listed:
            said = Phrase(
                "source `{source}` holds {kinds}; gateway: {gateway}",
                source=name, kinds=_words(listed), gateway=each.entry.gateway,
            )  # fmt: skip
            yield Found("review", said, (at,))
        elif not kinds and not view.says(each.entry, "special_category"):
            said = Phrase("whether source `{source}` holds special categories is undeclared",
                          source=name)  # fmt: skip
            yield undeclared(said, at)


def da_03(view: View) -> Iterator[Found]:
    """Yield findings: how long things are kept."""
    keep = view.scheme.retention
    if keep is None:
        yield undeclared(Phrase("how long things are kept is undeclared"), ("retention",))
        return
    register = keep.public_register_days
    for name in ("raw_days", "score_days", "list_days", "after_exit_days"):
        days, at = getattr(keep, name), ("retention", name)
        if days is None:
            yield undeclared(Phrase("`{field}` is undeclared", field=name), at)
        elif register is not None and days > register and name != "after_exit_days":
            said = Phrase("`{field}`: {days} days, and the public register holds it for {register}",
                          field=name, days=days, register=register)  # fmt: skip
            yield Found("fail", said, (at, ("retention", "public_register_days")), float(days))


def da_05(view: View) -> Iterator[Found]:
    """Yield findings: inferred and predicted data."""
    found = sources(view)
    guessed = [each for each in found if each.entry.kip in ("inferred", "predicted")]
    missing = [each for each in found if each.entry.kip is None]
    share = len(guessed) / len(found) if found else 0.0
    if share > view.settings.threshold("inferred_share").value:
        said = Phrase("{number} of {all} sources are inferred or predicted",
                      number=len(guessed), all=len(found))  # fmt: skip
        yield Found(
            "review",
            said,
            tuple((*each.loc, "kip") for each in guessed),
            share,
            threshold="inferred_share",
        )
    elif missing:
        yield undeclared(Phrase("whether data are known or inferred is undeclared"),
                         *((*each.loc, "kip") for each in missing))  # fmt: skip


def da_06(view: View) -> Iterator[Found]:
    """Yield findings: uses beyond the purpose for which data were collected."""
    for each in sources(view):
        at = (*each.loc, "original_purpose")
        if each.entry.original_purpose is None:
            said = Phrase("what source `{source}` was collected for is undeclared",
                          source=each.entry.id)  # fmt: skip
            yield undeclared(said, at)
        elif not each.entry.gateway and each.entry.original_purpose != view.get(
            "purpose", "stated"
        ):
            said = Phrase("source `{source}` was collected for {purpose}; no gateway",
                          source=each.entry.id, purpose=each.entry.original_purpose)  # fmt: skip
            yield Found("review", said, (at, (*each.loc, "gateway")))
    for loc, listing in view.entries("lists"):
        if listing.sharing is not None and listing.sharing.recipients:
            number = len(listing.sharing.recipients)
            said = Phrase("the list `{list}` goes to {number} recipients",
                          list=listing.id, number=number)  # fmt: skip
            yield Found("review", said, ((*loc, "sharing", "recipients"),), float(number))


def da_07(view: View) -> Iterator[Found]:
    """Yield findings: consent that is not free."""
    part, at = view.get("subjects", "participation"), ("subjects", "participation")
    if part == "opt_in_with_detriment":
        yield Found("fail", Phrase("who does not take part is worse off"), (at,))
    for each in sources(view):
        if each.entry.consent == "bundled":
            said = Phrase("consent to source `{source}` is bundled with something else",
                          source=each.entry.id)  # fmt: skip
            yield Found("fail", said, ((*each.loc, "consent"),))
    if part is None:
        yield undeclared(Phrase("whether people may stay out is undeclared"), at)


def fr_05(view: View) -> Iterator[Found]:
    """Yield findings: points and ways out that money buys."""
    bought: list[Loc] = []
    for loc, rule in view.entries("rules"):
        points = rule.effect.points
        top = points[1] if isinstance(points, tuple) else points
        if rule.when.act in ("donation", "tv_donation") and (top or 0) > 0:
            bought.append(loc)
    for loc, reward in view.entries("rewards"):
        if reward.purchasable:
            bought.append((*loc, "purchasable"))
    if view.get("repair", "paid"):
        bought.append(("repair", "paid"))
    if view.get("corruption", "officials_take"):
        bought.append(("corruption", "officials_take"))
    if view.get("gatherers", "paid"):
        bought.append(("gatherers", "paid"))
    if bought:
        said = Phrase("money buys points or a way out in {number} ways", number=len(bought))
        yield Found("review", said, tuple(bought), float(len(bought)))


CHECKS = (
    Check("DA-01", "Special categories of data", DATA, ("GDPR-9", "LED-10", "ECOA"),
          "any special category without a declared gateway", "legal",
          "Whether the gateway holds is for a person. Proxies are seen by simulation only.",
          "the gateway, in full", (remove_source("do without special categories"),), static=da_01),
    Check("DA-02", "Sources that do not help", DATA, ("GDPR-5-1-c", "LED-4"),
          "change in accuracy for the purpose when one source is left out", "project default",
          ASSUMED, "what each source adds", (remove_source("do without sources that add nothing"),),
          dynamic=Dynamic("paired runs, each without one source")),
    Check("DA-03", "How long things are kept", DATA,
          ("CJEU-RETENTION", "GDPR-5-1-e", "LED-4", "FCRA-1681c"),
          "days kept / days of the public register", "legal", "Purposes differ; only days are "
          "compared.", "why it is kept so long", (safeguard("delete with the public register"),),
          static=da_03),
    Check("DA-04", "Errors that spread", DATA, ("GDPR-5-1-d",),
          "wrong grades for each 1 % of wrong records", "project default", ASSUMED,
          "how often records are wrong", (safeguard("check records at their source"),),
          dynamic=Dynamic("paired runs with more wrong records")),
    Check("DA-05", "Inferred and predicted data", DATA, ("GDPR-5-1-d", "AIA-5-1-c"),
          "share of sources that are inferred or predicted", "project default",
          "Sources are counted, not weighed.", "how inferences were tested",
          (remove_source("do without guesses about people"),),
          static=da_05),
    Check("DA-06", "Uses beyond the purpose", DATA, ("GDPR-5-1-b", "LED-4"),
          "sources collected for something else; recipients of lists; dynamic: uses per record",
          "project default", "Undeclared uses are not seen.", "the law behind each transfer",
          (remove_source("do without data collected for something else"),
           safeguard("do not pass lists on")), static=da_06,
          dynamic=Dynamic("a run: recipients and purposes per record")),
    Check("DA-07", "Consent that is not free", DATA, ("GDPR-7",),
          "who stays out is worse off; bundled consent", "legal",
          "Pressure that is not written down is not seen.", "that staying out costs nothing",
          (safeguard("let people stay out without a cost"),), static=da_07),
    Check("FR-01", "Four fifths of the favourable outcome", EQUALITY,
          ("ICCPR-26", "ECHR-14", "ECOA"),
          "least rate of a group / greatest, favourable and adverse", "convention", GROUPS,
          "outcomes by group", (remove_source("do without sources that divide"),),
          dynamic=Dynamic("a run with invented groups: ratio of rates", "four_fifths", "below")),
    Check("FR-02", "Errors by group", EQUALITY, ("ICCPR-26", "ECHR-14"),
          "ratio of the rates of wrong and of missed penalties", "convention", GROUPS,
          "errors by group", (safeguard("check records at their source"),),
          dynamic=Dynamic("a run with invented groups: ratio of error rates", "ratio_band")),
    Check("FR-03", "Same conduct, different score", EQUALITY, ("ICCPR-26", "ECHR-14"),
          "difference in score given own acts; groups exchanged", "convention", GROUPS,
          "that like conduct counts alike", (remove_source("do without sources that divide"),),
          dynamic=Dynamic("a paired run with groups exchanged")),
    Check("FR-04", "Intensity of being watched", EQUALITY, ("ICCPR-26", "ECHR-14"),
          "penalties for each true act, by district and group", "convention", GROUPS,
          "where is watched, and why", (safeguard("watch evenly, or not at all"),),
          dynamic=Dynamic("a run: penalties for each true act by district", "ratio_band")),
    Check("FR-05", "Money buys points", EQUALITY, ("ICCPR-26",),
          "donations, paid repair, premiums, bribes; dynamic: rank correlation of score and wealth",
          "project default", "Favours that are not written down are not seen.",
          "that nobody gains by money", (safeguard("let money have no effect"),), static=fr_05,
          dynamic=Dynamic("a run: rank correlation of score and wealth given conduct",
                          "wealth_rank")),
    Check("FR-06", "Hidden proxy", EQUALITY, ("GDPR-9", "CJEU-PNR"),
          "how well a protected attribute is told from the score", "project default", GROUPS,
          "that the score does not give groups away",
          (remove_source("do without sources that give groups away"),),
          dynamic=Dynamic("a run with invented groups: area under the curve", "proxy_auc")),
)  # fmt: skip
"""The checks of these families."""
