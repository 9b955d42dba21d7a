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
            idle = "matches no finding"
        if idle is not None:
            notes.append(f"{_where(i, view)}: the suppression of {each.check} by {each.author} "
                         f"{idle}: it has no effect.")  # fmt: skip
    return tuple(found), tuple(notes)


def _idle(each: Suppression, day: datetime.date) -> str | None:
    """Return why a suppression does not hold on a day, or None if it does."""
    if each.expires is not None and each.expires < day:
        return f"expired on {each.expires}"
    if each.date > day:
        return f"was decided only on {each.date}, after the day of the audit, {day}"
    if each.state in ("underReview", "rejected"):
        return "is under review" if each.state == "underReview" else "was rejected"
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
