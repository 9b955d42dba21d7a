"""CN and US: a scheme beside norms of two states that bound such schemes themselves."""

from __future__ import annotations

from collections.abc import Iterator

from bentham.audit.checks.model import (
    Check,
    Found,
    remove_sanction,
    remove_source,
    safeguard,
    undeclared,
)
from bentham.audit.joining import spaced
from bentham.audit.reach import led, sources
from bentham.audit.view import View
from bentham.scheme.phrase import Commas, Phrase

CHINA = "Norms of China"
CREDIT = "A bounded credit score (United States)"
YEAR = 365
PROTECTED = ("race", "ethnicity", "nationality", "religion")
NOT_FOR_CREDIT = ("marital_status", "sex", "age", "nationality", "origin")


def cn_01(view: View) -> Iterator[Found]:
    """Yield findings: outside the national catalogue."""
    catch_all = [
        (*loc, "discretion")
        for loc, rule in view.entries("rules")
        if rule.discretion is not None and rule.discretion.catch_all
    ]
    if catch_all:
        yield Found("fail", Phrase("a catch-all rule is in no catalogue"), tuple(catch_all))
    basis = view.get("purpose", "legal_basis", "names_data")
    if basis is False:
        yield Found("fail", Phrase("no law or central document names the data"),
                    (("purpose", "legal_basis", "names_data"),))  # fmt: skip
    elif basis is None:
        yield undeclared(Phrase("whether a law or central document names the data is undeclared"),
                         ("purpose", "legal_basis", "names_data"))  # fmt: skip


def cn_02(view: View) -> Iterator[Found]:
    """Yield findings: the score itself triggers a restriction."""
    for each in led(view):
        trigger = getattr(each.entry, "trigger", None)
        if each.sort == "sanction" and trigger is not None and trigger.list is None:
            said = Phrase(
                "`{sanction}` follows from the score itself, not from a list that rests on law",
                sanction=each.name,
            )
            yield Found("review", said, ((*each.loc, "trigger"),))


def cn_03(view: View) -> Iterator[Found]:
    """Yield findings: publication and repair."""
    for loc, each in view.entries("lists"):
        public = each.publication in ("public_register", "public_shaming")
        days, at = each.exit.max_days, (*loc, "exit", "max_days")
        limit = view.settings.threshold("cn_serious_days")
        if public and each.kind != "red" and days is not None and days > limit.value:
            said = Phrase("`{list}` is published for up to {days} days", list=each.id, days=days)
            yield Found("fail", said, (at,), float(days), threshold=limit.id)
        elif public and each.kind != "red" and days is None:
            said = Phrase("for how long `{list}` is published is undeclared", list=each.id)
            yield undeclared(said, at)
    available, at = view.get("repair", "available"), ("repair", "available")
    if available is False:
        yield Found("fail", Phrase("there is no repair"), (at,))
    elif available is None:
        yield undeclared(Phrase("whether there is repair is undeclared"), at)


def us_01(view: View) -> Iterator[Found]:
    """Yield findings: purpose, notice, disputes, seven years."""
    days, at = view.get("score", "lookback_days"), ("score", "lookback_days")
    most = view.settings.threshold("fcra_years").value * YEAR + 2
    if days is not None and days > most:
        said = Phrase("records count for {days} days", days=days)
        yield Found("fail", said, (at,), float(days), threshold="fcra_years")
    elif days is None:
        yield undeclared(Phrase("for how long records count is undeclared"), at)
    decision, where = view.get("appeal", "decision_days"), ("appeal", "decision_days")
    limit = view.settings.threshold("dispute_days")
    if decision is not None and decision > limit.value:
        said = Phrase("a dispute takes {days} days", days=decision)
        yield Found("fail", said, (where,), float(decision), threshold=limit.id)
    elif decision is None:
        yield undeclared(Phrase("how long a dispute takes is undeclared"), where)
    outside = sorted({t.context for t in led(view) if t.context is not None}
                     - {"finance_credit", "insurance", "employment", "housing"})  # fmt: skip
    if outside:
        said = Phrase("used beyond the listed purposes: {contexts}", contexts=Commas(outside))
        yield Found("review", said, (("sanctions",),))


def us_02(view: View) -> Iterator[Found]:
    """Yield findings: bases that credit may not use, and specific reasons."""
    for each in sources(view):
        bad = sorted(set(each.entry.special_category) & set(PROTECTED))
        bad += sorted(set(each.topics) & set(NOT_FOR_CREDIT))
        if bad:
            said = Phrase("source `{source}`: {kinds}",
                          source=each.entry.id, kinds=Commas(map(spaced, bad)))  # fmt: skip
            yield Found("review", said, (each.loc,))
    if view.get("transparency", "reasons") is False:
        said = Phrase("no specific reasons are given")
        yield Found("review", said, (("transparency", "reasons"),))


CHECKS = (
    Check("CN-01", "Outside the catalogue", CHINA, ("CN-CAT", "CN-49-2020"),
          "catch-all rules; data that no law or central document names", "legal",
          "The catalogues themselves are not held here.", "the entry of the catalogue",
          (remove_source("do without what is in no catalogue"),), static=cn_01),
    Check("CN-02", "The score itself restricts", CHINA, ("CN-49-2020",),
          "a sanction's trigger is a score or grade, not a list that rests on law",
          "project default", "A translator's comment says that a score alone is no ground.",
          "the law behind each restriction",
          (remove_sanction("do without restrictions by score alone"),), static=cn_02),
    Check("CN-03", "Published too long; no repair", CHINA, ("CN-REPAIR-2026", "CN-SPC-2017"),
          "days of publication beside 1,095; repair", "legal",
          "Classes of gravity are not in the file.", "the class of each item",
          (safeguard("shorten publication"), safeguard("add repair")), static=cn_03),
    Check("US-01", "Bounds of a credit report", CREDIT,
          ("FCRA-1681c", "FCRA-1681i", "FCRA-1681b", "FCRA-1681m"),
          "look-back of seven years, disputes in 30 days, listed purposes", "legal",
          "A contrast, not a law that binds elsewhere.", "the purpose of each report",
          (safeguard("let records lapse"), safeguard("decide disputes in 30 days")), static=us_01),
    Check("US-02", "Bases and reasons", CREDIT, ("ECOA",),
          "protected bases among the data; specific reasons", "project default",
          "A contrast, not a law that binds elsewhere.", "the reasons given",
          (remove_source("do without protected bases"), safeguard("give specific reasons")),
          static=us_02),
)  # fmt: skip
"""The checks of these families."""
