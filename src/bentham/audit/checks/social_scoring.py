"""SC: the elements of Art. 5(1)(c) of Regulation (EU) 2024/1689 as single checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bentham.audit.checks.model import (
    Check,
    Dynamic,
    EvidenceClass,
    Found,
    Kind,
    remove_liability,
    remove_sanction,
    remove_source,
    safeguard,
    undeclared,
)
from bentham.audit.joining import semicolons
from bentham.audit.procedure.contexts import Pair, pairs
from bentham.audit.procedure.gates import ai_system
from bentham.audit.procedure.proportion import Gap, disproportionate, gap, in_words, unjustified
from bentham.audit.procedure.social_scoring import by_conduct, evaluated, over_time
from bentham.audit.reach import data, led, reached, sources
from bentham.audit.truth import Judged
from bentham.audit.view import View
from bentham.scheme.phrase import Commas, Phrase

FAMILY = "Social scoring"
KIND: dict[str, Kind] = {
    "true": "informational", "false": "notApplicable", "contested": "review", "unknown": "open",
}  # fmt: skip


def _element(judged: Judged, what: Phrase) -> Iterator[Found]:
    """Yield an element as one result; that one element is met is no breach yet."""
    reasons = semicolons(sorted(reason.said for reason in judged.because))
    said = Phrase("{what}: {word}. {reasons}", what=what, word=judged.word, reasons=reasons)
    locs = tuple(reason.loc for reason in judged.because if reason.loc is not None)
    evidence: EvidenceClass = "unproven" if judged.word == "unknown" else "entailed"
    yield Found(KIND[judged.word], said, locs, evidence=evidence)


def sc_01(view: View) -> Iterator[Found]:
    """Yield findings: the gate: an AI system or not."""
    yield from _element(ai_system(view), Phrase("an AI system"))


def sc_02(view: View) -> Iterator[Found]:
    """Yield findings: people are evaluated or classified."""
    yield from _element(evaluated(view), Phrase("people are evaluated or classified"))


def sc_03(view: View) -> Iterator[Found]:
    """Yield findings: over a certain period."""
    yield from _element(over_time(view), Phrase("over a certain period"))


def sc_04(view: View) -> Iterator[Found]:
    """Yield findings: by conduct or traits."""
    yield from _element(by_conduct(view), Phrase("by conduct or traits"))


def sc_05(view: View) -> Iterator[Found]:
    """Yield findings: the score reaches a treatment."""
    yield from _element(reached(view), Phrase("the score leads to a treatment"))


def sc_06(view: View) -> Iterator[Found]:
    """Yield findings: pairs of contexts, the worst first."""
    every = pairs(view)
    for word, kind in (("true", "fail"), ("contested", "review"), ("unknown", "open")):
        mine = [each for each in every if each.unrelated.word == word]
        if mine:
            yield _crossing(mine, len(every), kind)  # type: ignore[arg-type]
    if not every:
        said = Phrase("what feeds the evaluation, or what follows from it, is undeclared")
        yield undeclared(said, ("data_sources",), ("sanctions",))


def _crossing(mine: list[Pair], of: int, kind: Kind) -> Found:
    reasons = sorted({r.said for each in mine for r in each.unrelated.because})
    shown = semicolons(reasons[:6])
    if len(reasons) > 6:
        shown = Phrase("{shown}; and {number} more", shown=shown, number=len(reasons) - 6)
    locs = sorted({each.datum.loc for each in mine} | {each.treatment.loc for each in mine})
    said = Phrase("{number} of {of} pairs of data and treatment: {shown}",
                  number=len(mine), of=of, shown=shown)  # fmt: skip
    evidence: EvidenceClass = "unproven" if kind == "open" else "entailed"
    return Found(kind, said, tuple(locs), len(mine) / of, evidence)


def sc_08(view: View) -> Iterator[Found]:
    """Yield findings: how far each sanction lies above its least-culpable path."""
    for each in led(view):
        if each.sort != "sanction":
            continue
        found = gap(view, each)
        if found is None:
            said = Phrase("no path of judged acts to `{sanction}` follows from the rules",
                          sanction=each.name)  # fmt: skip
            yield undeclared(said, each.loc)
            continue
        out = disproportionate(view, each)
        kind: Kind = "fail" if out.word == "true" else "review"
        if found.levels < view.settings.threshold("gravity_gap").value and out.word != "true":
            kind = "pass"
        # A fail rests on ends that the Commission has named, not on the project's number.
        number = None if kind == "fail" else "gravity_gap"
        said = _needs(each.name, found)
        yield Found(kind, said, (each.loc,), float(found.levels), threshold=number)


def _needs(sanction: str, found: Gap) -> Phrase:
    """Return in words how little a sanction takes."""
    path = found.path
    values: dict[str, Any] = {
        "sanction": sanction, "severity": found.severity, "path": in_words(path),
        "acts": path.acts, "gravity": path.gravity,
    }  # fmt: skip
    if path.acts == 1:
        return Phrase(
            "`{sanction}` (severity {severity}) needs no more than {path}: {acts} act, the gravest "
            "of gravity {gravity}",
            **values,
        )
    return Phrase(
        "`{sanction}` (severity {severity}) needs no more than {path}: {acts} acts, the gravest of "
        "gravity {gravity}",
        **values,
    )


def sc_10(view: View) -> Iterator[Found]:
    """Yield findings: the aim."""
    judged = unjustified(view)
    reason = judged.because[0]
    locs = (reason.loc,) if reason.loc is not None else ()
    kinds: dict[str, Kind] = {"true": "fail", "false": "pass", "contested": "review"}
    if judged.word == "unknown":
        yield undeclared(reason.said, *locs)
    else:
        yield Found(kinds[judged.word], reason.said, locs)


def sc_11(view: View) -> Iterator[Found]:
    """Yield findings: every source whose relevance nobody has shown."""
    for each in sources(view):
        said, at = each.entry.relevance_to_purpose, (*each.loc, "relevance_to_purpose")
        name = each.entry.id
        if said is None or said.claim is None:
            yield undeclared(
                Phrase("that source `{source}` is relevant to the purpose is not shown",
                       source=name), at,
            )  # fmt: skip
        elif said.claim == "none":
            none = Phrase("source `{source}` is declared to have no bearing on the purpose",
                          source=name)  # fmt: skip
            yield Found("fail", none, (at,))
        elif said.src is None:
            yield undeclared(
                Phrase("source `{source}` is claimed to be relevant, without a source",
                       source=name), at,
            )  # fmt: skip


def sc_13(view: View) -> Iterator[Found]:
    """Yield findings: figures made of other figures, and scores passed on."""
    if view.get("subjects", "unit") == "enterprise" and view.get("subjects", "aggregates_persons"):
        said = Phrase("the figure of an enterprise is made of scores of persons and bears on them")
        yield Found("review", said, (("subjects", "aggregates_persons"),))
    for loc, each in view.entries("lists"):
        if each.sharing is not None and each.sharing.recipients:
            said = Phrase("others act on the list `{list}`: {recipients}", list=each.id,
                          recipients=Commas(sorted(each.sharing.recipients)))  # fmt: skip
            yield Found("review", said, ((*loc, "sharing", "recipients"),))
    rated = [each for each in sources(view) if each.entry.collection == "peer_rating"]
    if rated and len(sources(view)) > len(rated):
        said = Phrase("ratings by others are put together with other data")
        yield Found("review", said, tuple(each.loc for each in rated))


def sc_14(view: View) -> Iterator[Found]:
    """Yield findings: how many spheres of life one score takes in."""
    known = sorted({each.context for each in data(view) if each.context is not None})
    limit = view.settings.threshold("breadth_review")
    missing = [each for each in data(view) if each.context is None]
    if len(known) >= limit.value:
        said = Phrase("one evaluation takes in {number} spheres of life: {contexts}",
                      number=len(known), contexts=Commas(known))  # fmt: skip
        yield Found("review", said, (("data_sources",), ("acts",)), float(len(known)),
                    threshold=limit.id)  # fmt: skip
    elif missing or not data(view):
        said = Phrase("from how many spheres of life its data come is undeclared")
        yield undeclared(said, *(each.loc for each in missing), ("data_sources",))


CHECKS = (
    Check("SC-01", "AI-system gate", FAMILY, ("AIA-3-1",),
          "technology.ai_system and technology.method", "legal",
          "Only the declaration is read.",
          "how outputs come about, in enough detail to tell whether the system infers",
          (safeguard("publish how outputs come about"),), static=sc_01),
    Check("SC-02", "People are evaluated or classified", FAMILY, ("AIA-5-1-c",),
          "a score, grade, list or scoring component over persons or groups", "legal",
          "An element, no breach by itself.", "what exactly is evaluated",
          (safeguard("publish what is evaluated"),), static=sc_02),
    Check("SC-03", "Over a certain period", FAMILY, ("AIA-5-1-c",),
          "look-back over one day, updates, decay, sums, or two contexts put together",
          "guideline or case", "An element, no breach by itself.", "how long records count",
          (safeguard("let records lapse"),), static=sc_03),
    Check("SC-04", "Behaviour or personal traits as its basis", FAMILY, ("AIA-5-1-c",),
          "any act counted or source about people", "legal", "An element, no breach by itself.",
          "on which data it rests", (remove_source("do without data on conduct"),), static=sc_04),
    Check("SC-05", "The score leads to the treatment", FAMILY, ("AIA-5-1-c", "CJEU-SCHUFA"),
          "reachability of a sanction, reward or publication from the score; dynamic: "
          "1 - N(detriments with the score neutral) / N(detriments)", "legal",
          "What people really do with a score is not in the file.",
          "how often, by whom and on what ground the score was departed from",
          (remove_sanction("cut the tie between score and treatment"),
           safeguard("let a person decide, free to depart from the score")),
          static=sc_05,
          dynamic=Dynamic("a paired run with the score neutralised: the share of detriments that "
                          "vanish", "important_role")),
    Check("SC-06", "Treatment in contexts unrelated to the data", FAMILY,
          ("AIA-5-1-c-i", "GDPR-5-1-b"),
          "share of pairs (data, treatment) named as unrelated; contested pairs apart", "legal",
          "Only pairs that the Commission or a court has named are decided; all others are "
          "contested.", "that the data bear on the purpose of the very treatment",
          (remove_source("do without the data that come from another sphere of life"),
           remove_sanction("do without the treatment in another sphere of life")), static=sc_06),
    Check("SC-07", "Treatment that vanishes without unrelated data", FAMILY, ("AIA-5-1-c-i",),
          "per context b: 1 - N_b(without data from contexts unrelated to b) / N_b",
          "project default", "It holds under the assumptions of the simulation.",
          "how many treatments rest on data of other spheres of life",
          (remove_source("do without the data that come from another sphere of life"),),
          dynamic=Dynamic("paired runs without the data of unrelated contexts: the share of "
                          "detriments that vanish", "cross_context_review")),
    Check("SC-08", "Least-culpable path", FAMILY, ("AIA-5-1-c-ii", "SIR-5-10"),
          "severity of the sanction less the gravity of the gravest act on its gentlest path",
          "guideline or case",
          "Gravity is ordinal. A gap on the project's scale alone is for review; out of proportion "
          "is entailed only between ends that the Commission has named.",
          "that the sanction answers grave conduct only",
          (remove_sanction("do without the sanction for such acts"),
           safeguard("let nothing follow from minor acts, however many"),
           safeguard("let records of minor acts lapse soon")), static=sc_08),
    Check("SC-09", "Sanctioned people whose gravest act is far milder", FAMILY, ("AIA-5-1-c-ii",),
          "share of the sanctioned with greatest severity - greatest own gravity of at least 2",
          "project default", "It holds under the assumptions of the simulation.",
          "for what people were in fact sanctioned",
          (remove_sanction("do without the sanction for minor acts"),),
          dynamic=Dynamic("a run with acts and sanctions per person", "gap_people")),
    Check("SC-10", "Legitimate aim", FAMILY, ("AIA-5-1-c-ii", "SIR-5-10"),
          "purpose.legitimate_aim is empty, or the purpose is morality or loyalty",
          "guideline or case", "An aim that is declared need not be the real one.",
          "that an aim which the law accepts is really pursued",
          (remove_sanction("do without what serves no legitimate aim"),), static=sc_10),
    Check("SC-11", "Relevance of each source", FAMILY, ("AIA-GL-171", "GDPR-5-1-c"),
          "a source without a claim of relevance and its source", "guideline or case",
          "A claim with a source is taken as shown; whether it convinces is for a person.",
          "that each source is relevant to the purpose, and on what ground",
          (remove_source("do without the source"),), static=sc_11),
    Check("SC-12", "Rewards that worsen the place of others", FAMILY, ("AIA-5-1-c",),
          "change in access of those not rewarded, for goods of which there are few",
          "guideline or case", "It holds under the assumptions of the simulation.",
          "that the ordinary service is kept", (safeguard("keep the ordinary service for all"),),
          dynamic=Dynamic("a paired run without rewards: access of those not rewarded")),
    Check("SC-13", "Figures made of figures, and scores passed on", FAMILY,
          ("AIA-5-1-c", "CJEU-SCHUFA"),
          "an enterprise's figure that aggregates people; ratings put together with other data; "
          "recipients of a list", "guideline or case", "Only declared recipients are seen.",
          "who acts on the figure, and how strongly",
          (remove_liability("keep people out of figures of enterprises"),
           safeguard("do not pass scores and lists on")), static=sc_13),
    Check("SC-14", "Breadth of what is put together", FAMILY, ("AIA-5-1-c-i", "UNESCO-26"),
          "number of contexts that feed one evaluation", "project default",
          "No norm gives a number.", "why so many spheres of life are needed",
          (remove_source("do without sources from other spheres of life"),),
           static=sc_14),
)  # fmt: skip
"""The checks of this family."""
