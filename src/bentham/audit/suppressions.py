"""Suppressions: findings that somebody answers for, with a reason, a name and a last day.

A suppressed finding is not hidden: every face prints it with who answers for it and why. It only
counts no more for ``--fail-on``. A verdict never changes by a suppression.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bentham.audit.checks.register import CHECKS
from bentham.audit.findings import FINDINGS, Finding
from bentham.audit.view import View
from bentham.evidence.errors import InvalidInput
from bentham.evidence.explain import advice, refusal
from bentham.evidence.faults import Fault
from bentham.scheme.audited import Suppression
from bentham.scheme.phrase import Phrase


def expect_valid(view: View) -> None:
    """Raise one error with all mistakes in the suppressions of a scheme."""
    faults = list(_faults(view))
    if not faults:
        return
    if view.document is not None:
        raise refusal(view.document, faults)
    raise InvalidInput("\n".join(f"{e.reason}; {advice(e.word, e.words)}" for e in faults))


def _faults(view: View) -> Iterator[Fault]:
    for i, each in enumerate(view.scheme.suppressions):
        if each.check not in CHECKS:
            said = f"there is no check `{each.check}`"
            yield Fault(("suppressions", i, "check"), said, each.check, tuple(CHECKS))
        if each.expires is not None and each.expires < each.date:
            said = f"it would end before it was decided on {each.date}"
            yield Fault(("suppressions", i, "expires"), said)


def answered(results: Iterable[Finding], view: View) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return the results with the suppressions that hold on the day, and what to say of the others.

    Parameters
    ----------
    results : iterable of Finding
        All results.
    view : View
        The scheme and the day.

    Returns
    -------
    tuple, tuple of str
        The results, and a note for each suppression that is without effect.
    """
    declared = list(enumerate(view.scheme.suppressions))
    valid = [(i, each) for i, each in declared if _idle(each, view.as_of) is None]
    used: set[int] = set()
    found = []
    for finding in results:
        mine = next(((i, each) for i, each in valid if _covers(each, finding)), None)
        if mine is not None:
            used.add(mine[0])
            finding = replace(finding, suppression=mine[1])  # noqa: PLW2901 - the same, answered
        found.append(finding)
    notes = []
    for i, each in declared:
        idle = _idle(each, view.as_of)
        if idle is None and i not in used:
            idle = Phrase("the suppression of {check} by {author} matches no finding",
                          check=each.check, author=each.author)  # fmt: skip
        if idle is not None:
            where = _where(i, view)
            notes.append(Phrase("{where}: {why}: it has no effect.", where=where, why=idle))
    return tuple(found), tuple(notes)


def _idle(each: Suppression, day: datetime.date) -> Phrase | None:
    """Return why a suppression does not hold on a day, or None if it does."""
    whose = {"check": each.check, "author": each.author}
    if each.expires is not None and each.expires < day:
        return Phrase("the suppression of {check} by {author} expired on {end}",
                      end=str(each.expires), **whose)  # fmt: skip
    if each.date > day:
        return Phrase(
            "the suppression of {check} by {author} was decided only on {date}, after the day of "
            "the audit, {day}",
            date=str(each.date), day=str(day), **whose,
        )  # fmt: skip
    if each.state == "underReview":
        return Phrase("the suppression of {check} by {author} is under review", **whose)
    if each.state == "rejected":
        return Phrase("the suppression of {check} by {author} was rejected", **whose)
    return None


def _covers(each: Suppression, finding: Finding) -> bool:
    if finding.kind not in FINDINGS or each.check != finding.check.id:
        return False
    if each.pointer is None:
        return True
    return any(_within(pointer.path, each.pointer) for pointer in finding.pointers)


def _within(path: str, top: str) -> bool:
    return path == top or path.startswith((f"{top}.", f"{top}["))


def _where(i: int, view: View) -> str:
    pointer = view.pointer(("suppressions", i))
    name = view.document.name if view.document is not None else view.scheme.id
    return f"{name}:{pointer.line}:{pointer.column}" if pointer.line is not None else name
