"""An audit as plain text, for somebody who knows the law and not the tool."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from bentham.audit.applicability import Application
from bentham.audit.auditing import READING, Audit, Judgement
from bentham.audit.checks.model import Check
from bentham.audit.checks.register import CHECKS
from bentham.audit.evidence import SENTENCE
from bentham.audit.findings import Finding
from bentham.audit.packs import Norm
from bentham.audit.procedure.flips import facts, numbers
from bentham.audit.settings import Threshold
from bentham.audit.truth import Because
from bentham.audit.view import Pointer
from bentham.report.audit_words import answer, class_words, hidden_words, mark_words

WIDTH = 100
HEADS = {
    "fail": "FINDINGS",
    "review": "FOR REVIEW BY A PERSON",
    "open": "NOT SHOWN",
}


def as_text(found: Audit) -> str:
    """Return an audit as text."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Audit) -> Iterator[str]:
    yield from _head(found)
    for judgement in found.judgements:
        yield from _verdict(judgement, found)
    yield from _applicability(found)
    for kind, head in HEADS.items():
        mine = [each for each in found.findings if each.kind == kind]
        if mine:
            yield from _block(f"{head} ({len(mine)})")
            yield from _findings([e for e in mine if not _unsimulated(e)], found)
            yield from _not_simulated([e for e in mine if _unsimulated(e)])
    yield from _set_aside(found)
    yield from _thresholds(found)


def _head(found: Audit) -> Iterator[str]:
    view, whole = found.view, found.completeness
    yield f"Audit of {view.scheme.id}: {view.scheme.name}"
    packs = ", ".join(f"{each.id} {each.version}" for each in found.packs)
    yield f"The law of {view.as_of}. Packs: {packs}."
    fidelity = view.scheme.fidelity
    how = fidelity.completeness if fidelity is not None else None
    yield f"Fidelity of the file: {how or 'undeclared'}. Declared: {whole.share:.0%} of the "\
        f"{whole.asked} fields that are asked for."  # fmt: skip
    yield from _wrapped(READING)
    for name, changed in sorted(view.settings.changed.items()):
        said = f"The auditor has changed the threshold {name} to {changed.value:g}"
        yield f"{said}: {changed.because}"
    for each in view.settings.relations:
        word = "related" if each.related else "unrelated"
        yield f"The auditor answers for it: {each.origin} and {each.to} are {word}: {each.because}"


def _block(title: str) -> Iterator[str]:
    yield ""
    yield title
    yield "=" * len(title)


def _verdict(judgement: Judgement, found: Audit) -> Iterator[str]:
    procedure = judgement.procedure
    norm = found.norms[procedure.norm]
    yield from _block(f"VERDICT: {norm.ref}")
    yield from _wrapped(norm.words)
    yield ""
    yield from _wrapped(judgement.line)
    if procedure.at_best.name == "NOT_ASSESSABLE":
        yield "Nothing is declared that this provision asks about."
        return
    yield ""
    yield f"  {'element':<12}{'value':<11}"
    for each in procedure.elements:
        reasons = each.judged.because[:4]
        yield from _wrapped(f"{each.id:<12}{each.judged.word:<11}{each.title}", 2, 25)
        for reason in reasons:
            yield from _wrapped(f"- {reason.said}{_at(reason, found)}", 25, 27)
        rest = len(each.judged.because) - len(reasons)
        if rest:
            yield f"{'':25}- and {rest} more"
    if procedure.shown_by_operator:
        yield ""
        yield "  Must be shown by the operator:"
        for reason in procedure.shown_by_operator[:12]:
            yield from _wrapped(f"- {reason.said}{_at(reason, found)}", 2, 4)
        if len(procedure.shown_by_operator) > 12:
            yield f"  - and {len(procedure.shown_by_operator) - 12} more"
    yield from _hangs_on(judgement, found)
    if procedure.at_best.name == "OUT_OF_SCOPE_ART5":
        known = [found.norms[name] for name in procedure.but_see if name in found.norms]
        refs = "; ".join(f"{each.id} ({each.ref}; {mark_words(each)})" for each in known)
        yield ""
        yield from _wrapped(f"But see: {refs or 'no other norm is in the chosen packs'}.", 2, 4)


def _hangs_on(judgement: Judgement, found: Audit) -> Iterator[str]:
    procedure = judgement.procedure
    open_facts = facts(procedure)
    uncertain = numbers(found.view) if procedure.norm == "AIA-5-1-c" else ()
    for title, reasons in (
        ("The verdict hangs on these facts, which the operator has to prove:", open_facts),
        ("Numbers on its paths that were not read at source:", uncertain),
    ):
        if reasons:
            yield ""
            yield f"  {title}"
            for reason in reasons[:8]:
                yield from _wrapped(f"- {reason.said}{_at(reason, found)}", 2, 4)
            if len(reasons) > 8:
                yield f"  - and {len(reasons) - 8} more"


def _at(reason: Because, found: Audit) -> str:
    if reason.loc is None:
        return ""
    return f" [{where(found.view.pointer(reason.loc, reason.declared), found)}]"


def where(pointer: Pointer, found: Audit) -> str:
    """Return a place as people write it: file, line, column, path."""
    name = found.view.document.name if found.view.document is not None else ""
    line = f"{name}:{pointer.line}:{pointer.column} " if pointer.line is not None else ""
    return f"{line}{pointer.path}{'' if pointer.declared else ', undeclared'}"


def _applicability(found: Audit) -> Iterator[str]:
    yield from _block("WHAT APPLIES")
    rows = sorted(found.applicability, key=in_order)
    for (binding, because), group in groupby(rows, key=lambda row: (row.binding, row.because)):
        norms = list(group)
        yield from _wrapped(f"{binding}: {because}", 2, 4)
        for each in norms:
            yield from _wrapped(
                f"{each.norm.id:<16}{each.norm.ref} [{mark_words(each.norm)}]", 4, 20
            )


def _unsimulated(finding: Finding) -> bool:
    return finding.kind == "open" and finding.check.static is None


def _not_simulated(mine: list[Finding]) -> Iterator[str]:
    if mine:
        yield ""
        yield "Not simulated (unproven); each needs paired runs:"
        for each in mine:
            yield from _wrapped(f"{each.check.id}  {each.check.title}: {each.check.formula}", 2, 9)


def in_order(row: Application) -> tuple[int, str, str]:
    """Return by what the table of applicability is sorted: what binds comes first."""
    order = ("binds", "unknown", "yardstick", "not addressed", "not in force")
    return order.index(row.binding), row.because, row.norm.id


def _findings(mine: list[Finding], found: Audit) -> Iterator[str]:
    for _, group in groupby(mine, key=lambda each: (each.severity, each.check.id)):
        same = list(group)
        first = same[0]
        yield ""
        head = f"{first.check.id}  {first.check.title}"
        yield f"{head}  ({first.severity}; {class_words(first.evidence)})"
        for each in same:
            yield from _wrapped(each.found.said[:1].upper() + each.found.said[1:] + ".", 2, 2)
            for pointer in each.pointers[:6]:
                yield f"    {where(pointer, found)}"
            if len(each.pointers) > 6:
                yield f"    and {len(each.pointers) - 6} more places"
            if each.found.value is not None:
                yield f"    value: {each.found.value:.4g}"
        yield from _about(first)


def _about(finding: Finding) -> Iterator[str]:
    check, threshold = finding.check, finding.threshold
    for norm in finding.norms:
        if norm.binding in ("not addressed", "not in force"):
            continue
        yield from _wrapped(f"Norm: {norm.norm.id}, {norm.norm.ref} [{mark_words(norm.norm)}]; "
                            f"{norm.phrase}.", 2, 4)  # fmt: skip
    if threshold is not None:
        yield from _wrapped(f"Threshold: {threshold.value:g} {threshold.unit} ({threshold.type}; "
                            f"{threshold.source}).", 2, 4)  # fmt: skip
    else:
        yield from _wrapped(f"Asked: {check.formula} ({check.basis}).", 2, 4)
    for remark in finding.remarks:
        yield from _wrapped(remark, 2, 4)
    yield from _wrapped(f"Limit: {check.limitation}", 2, 4)
    for remedy in check.remedies:
        yield from _wrapped(f"Remedy ({remedy.kind}): {remedy.said}.", 2, 4)
    yield from _wrapped(f"The operator would have to show: {check.shows}.", 2, 4)


def _set_aside(found: Audit) -> Iterator[str]:
    """Yield what somebody answers for, and how much the baseline hides."""
    if found.suppressed:
        yield from _block(f"SUPPRESSED ({len(found.suppressed)})")
        for each in found.suppressed:
            said = f"{each.check.id}  {each.check.title} ({each.kind}): {each.found.said}."
            yield from _wrapped(f"{said} {answer(each)}", 2, 9)
    base = found.baseline
    if base is not None:
        yield from _block("BASELINE")
        yield from _wrapped(hidden_words(len(found.hidden), base.name, base.as_of), 2, 2)
    if found.notes:
        yield from _block("SUPPRESSIONS WITHOUT EFFECT")
        for note in found.notes:
            yield from _wrapped(note, 2, 4)


def _thresholds(found: Audit) -> Iterator[str]:
    used = {e.threshold.id: e.threshold for e in found.findings if e.threshold is not None}
    if used:
        yield from _block("THRESHOLDS USED")
        for name, each in sorted(used.items()):
            yield from _wrapped(f"{name}: {_one(each)}", 2, 4)


def _one(each: Threshold) -> str:
    return f"{each.value:g} {each.unit}; {each.type}; {each.source}"


def _wrapped(text: str, first: int = 0, then: int = 0) -> Iterable[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=" " * first, subsequent_indent=" " * then,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def explained(name: str, norms: dict[str, Norm]) -> str | None:
    """Return what a check or a norm is, in words, or None if nothing has this name."""
    if name in CHECKS:
        return "\n".join(_check(CHECKS[name], norms)) + "\n"
    if name in norms:
        return "\n".join(_norm(norms[name])) + "\n"
    return None


def _check(check: Check, norms: dict[str, Norm]) -> Iterator[str]:
    yield f"{check.id}  {check.title}"
    yield f"Family: {check.family}. Mode: {check.mode}."
    yield from _wrapped(f"Asked: {check.formula}.", 0, 2)
    yield from _wrapped(f"Authority of the decision: {check.basis}.", 0, 2)
    if check.dynamic is not None:
        yield from _wrapped(f"A simulation supplies: {check.dynamic.needs}. {SENTENCE}", 0, 2)
    for name in check.norms:
        if name in norms:
            norm = norms[name]
            yield from _wrapped(
                f"Norm: {norm.id}, {norm.ref} [{mark_words(norm)}]. {norm.words}", 0, 2
            )
    yield from _wrapped(f"Limit: {check.limitation}", 0, 2)
    for remedy in check.remedies:
        yield f"Remedy ({remedy.kind}): {remedy.said}."
    yield from _wrapped(f"The operator would have to show: {check.shows}.", 0, 2)


def _norm(norm: Norm) -> Iterator[str]:
    yield f"{norm.id}  {norm.ref}"
    yield from _wrapped(norm.words, 0, 2)
    until = f" until {norm.valid_to}" if norm.valid_to is not None else ""
    yield f"In force from {norm.valid_from}{until}. Kind: {norm.nature}. Severity: {norm.severity}."
    yield f"Provenance: {mark_words(norm)}; reader: {norm.reader or 'not recorded'}, "\
        f"day: {norm.read_on or 'not recorded'}."  # fmt: skip
    yield from _wrapped(f"Exceptions and limits: {norm.exceptions}", 0, 2)
    yield f"Fields: {', '.join(norm.fields) or 'none'}."
    serving = [check.id for check in CHECKS.values() if norm.id in check.norms]
    yield f"Checks: {', '.join(serving) or 'none'}."
