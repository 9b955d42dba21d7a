"""Words that several faces of an audit use: verdicts, classes of evidence, marks, places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from bentham.audit.applicability import Binding
from bentham.audit.findings import FINDINGS, Finding
from bentham.audit.packs import NOT_VERIFIED, SEVERITIES, Norm
from bentham.audit.settings import Threshold
from bentham.audit.view import Pointer
from bentham.report.language import _, in_words, plural

HEADS = {
    "fail": ("Findings", "An absolute or per-se rule, an element of Art. 5, or a missing statutory "
             "safeguard."),
    "review": ("For review by a person", "A qualified right to be weighed, or a threshold that no "
               "norm gives. Nothing is decided here."),
    "open": ("Not shown", "Nothing is declared that would show it, or the norm has not been read "
             "at source. That is neither a finding against the scheme nor one for it."),
}  # fmt: skip
"""Kinds of findings as the page heads them, and what each says."""

VERDICTS = {
    "PROHIBITED_INDICATED": "every element is met, and it is an AI system",
    "ELEMENTS_MET_AI_GATE_OPEN": "every element is met; whether it is an AI system is contested",
    "ELEMENTS_MET_NOT_AI": "every element is met, and it is no AI system; other law has no such "
    "gate",
    "BORDERLINE": "it hangs on a contested element",
    "OUT_OF_SCOPE_ART5": "an element is not met; other law is to be seen",
    "NOT_ASSESSABLE": "nothing is declared that the provision asks about",
}
"""What a verdict says, in words."""

CLASSES = {
    "entailed": "it follows from the declaration alone",
    "robust": "it holds in every draw of the assumptions",
    "conditional": "it holds under stated assumptions",
    "unproven": "nothing is declared that would show it",
}
"""What each class of evidence says."""

TRUTHS = ("true", "false", "contested", "unknown")
"""What an element can be."""

READ = {"S": "read at source", "S*": "read at source in part"}


def tables() -> Iterator[str]:
    """Yield the texts of these tables, for the catalogue of translations."""
    for head in HEADS.values():
        yield from head
    yield from VERDICTS.values()
    for name, meaning in CLASSES.items():
        yield from (name, meaning)
    yield from (*TRUTHS, *FINDINGS, *SEVERITIES, *get_args(Binding))
    yield from (*READ.values(), NOT_VERIFIED)


def class_words(name: str) -> str:
    """Return a class of evidence and what it says."""
    return named(_(name), _(CLASSES[name]))


def named(name: str, meaning: str) -> str:
    """Return a name and what it stands for."""
    return _("{name}: {meaning}", name=name, meaning=meaning)


def mark_words(norm: Norm) -> str:
    """Return how a norm was read, in words."""
    return read_how(norm.mark)


def norm_words(norm: Norm) -> dict[str, Any]:
    """Return a norm as it is named on the page."""
    return {
        "id": norm.id,
        "ref": in_words(norm.ref),
        "mark": mark_words(norm),
        "verified": norm.verified,
    }


def read_how(mark: str) -> str:
    """Return in words how something was read that bears this mark."""
    if mark in READ:
        return _(READ[mark])
    return _("{how}, {mark}", how=_(NOT_VERIFIED), mark=mark)


def threshold_words(each: Threshold) -> str:
    """Return a threshold with its type and where it is taken from."""
    return _(
        "{value:g} {unit} ({type}; {source})",
        value=each.value, unit=in_words(each.unit), type=in_words(each.type),
        source=in_words(each.source),
    )  # fmt: skip


def place(pointer: Pointer) -> str:
    """Return a place for a reader who has the file: line, column, path."""
    said = {"line": pointer.line, "column": pointer.column, "path": pointer.path}
    if pointer.line is None:
        return pointer.path if pointer.declared else _("{path}, undeclared", **said)
    if pointer.declared:
        return _("line {line}:{column}, {path}", **said)
    return _("line {line}:{column}, {path}, undeclared", **said)


def answer(finding: Finding) -> str:
    """Return who answers for a suppressed finding, why, and until when."""
    each = finding.suppression
    if each is None:
        return ""
    said = {"author": each.author, "date": each.date, "why": each.justification}
    if each.expires is None:
        return _("Suppressed by {author} on {date}, without a last day: {why}", **said)
    return _("Suppressed by {author} on {date}, until {last}: {why}", last=each.expires, **said)


def hidden_words(number: int, baseline: str, day: str) -> str:
    """Return how many findings a baseline hides, an audit for the law of some day."""
    return plural(
        "{number} finding hidden: the baseline {baseline} (law of {day}) lists them, no milder "
        "than they are now. Verdicts are not touched.",
        "{number} findings hidden: the baseline {baseline} (law of {day}) lists them, no milder "
        "than they are now. Verdicts are not touched.",
        number,
    ).format(number=number, baseline=baseline, day=day)
