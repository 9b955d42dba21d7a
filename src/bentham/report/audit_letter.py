"""A letter that asks for what is not declared; and where findings belong in an assessment."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import BaseModel

from bentham.audit.auditing import Audit
from bentham.audit.findings import COUNTED
from bentham.audit.tables import assessments
from bentham.audit.view import Pointer
from bentham.evidence.explain import model_at
from bentham.report.audit_words import read_how
from bentham.report.language import _, in_words
from bentham.scheme.fields import Scheme

MOST = 6
"""Entries of a list that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to ask for.

    Parameters
    ----------
    field : str
        The field, without the entry it belongs to: ``sanctions[].severity``.
    what : str
        What it means, as the format of schemes describes it.
    entries : tuple of str
        The entries of a list for which it is undeclared.
    more : int
        How many entries there are beyond those named.
    """

    field: str
    what: str
    entries: tuple[str, ...]
    more: int


def requests(found: Audit) -> list[Request]:
    """Return what is undeclared of what the checks ask for, entries of one list together."""
    groups: dict[str, list[str]] = {}
    for pointer in found.completeness.missing:
        field = re.sub(r"\[[^\]]*\]", "[]", pointer.path)
        entry = re.search(r"\[([^\]]*)\]", pointer.path)
        groups.setdefault(field, []).append(entry[1] if entry is not None else "")
    out = []
    for field, names in groups.items():
        named = tuple(name for name in names if name)
        rest = len(named) - MOST
        out.append(Request(field, _(meaning(field)), named[:MOST], max(rest, 0)))
    return out


def must_show(found: Audit) -> list[str]:
    """Return what the burden of proof asks for, over all verdicts; each once."""
    said = [
        reason.said
        for judgement in found.judgements
        if judgement.procedure.assessable
        for reason in judgement.procedure.shown_by_operator
        if reason.said.startswith("that ") or reason.said.startswith("how ")
    ]
    return [in_words(each) for each in dict.fromkeys(said)]


def meaning(field: str) -> str:
    """Return the description of a field in the format of schemes; empty if there is none."""
    *way, name = field.split(".")
    steps: list[str | int] = []
    for step in way:
        steps += [step[:-2], 0] if step.endswith("[]") else [step]
    model: type[BaseModel] | None = model_at(Scheme, tuple(steps))
    if model is None:
        return ""
    known = model.model_fields.get(name.removesuffix("[]"))
    return (known.description or "").rstrip(".") if known is not None else ""


@dataclass(frozen=True, slots=True)
class Filed:
    """What of an audit belongs under one heading of an assessment."""

    letter: str
    title: str
    checks: tuple[str, ...]
    undeclared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filing:
    """An assessment with its headings, and how its headings are known."""

    title: str
    ref: str
    mark: str
    headings: tuple[Filed, ...]


def filings(found: Audit) -> list[Filing]:
    """Return for each assessment what of this audit belongs where."""
    counted = [each for each in found.findings if each.kind in COUNTED]
    missing = found.completeness.missing
    out = []
    for each in assessments():
        headings = tuple(
            Filed(
                heading.id,
                _(heading.title),
                tuple(dict.fromkeys(f.check.id for f in counted
                                    if f.check.family in heading.families)),
                _tops(missing, heading.parts),
            )
            for heading in each.headings
        )  # fmt: skip
        out.append(Filing(_(each.title), _(each.ref), read_how(each.mark), headings))
    return out


def _tops(missing: tuple[Pointer, ...], parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the undeclared fields inside some parts of a scheme, entries left out."""
    fields = (re.sub(r"\[[^\]]*\]", "[]", pointer.path) for pointer in missing)
    return tuple(dict.fromkeys(f for f in fields if re.split(r"[.\[]", f)[0] in parts))
