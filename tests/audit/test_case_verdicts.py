"""What the auditor says of the cases, beside what must be said of them."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

import pytest

from audit.case_files import expected, readings, scheme_of
from bentham.audit.procedure.all import procedures
from bentham.audit.procedure.verdict import Procedure
from bentham.audit.view import View

ON = datetime.date(2026, 11, 22)
"""The day for which the law is taken."""

READINGS = [pytest.param(*each, id=f"{each[0]}-{each[1]}") for each in readings()]


@cache
def _procedures(case: str) -> dict[str, Procedure]:
    return {each.norm: each for each in procedures(View(scheme_of(case), None, ON))}


def _differs(case: str, norm: str) -> bool:
    return bool(expected()[case].get("differs", {}).get("norm") == norm)


def _said(case: str, norm: str, reading: dict[str, Any]) -> dict[str, str]:
    """Return, of what the reading settles, what the auditor says."""
    found = _procedures(case)[norm]
    words = {each.id: each.judged.word for each in found.elements}
    said = {end: getattr(found, end).name for end in ("at_best", "at_worst") if end in reading}
    return said | {each: words[each] for each in reading.get("elements", {})}


def _wanted(reading: dict[str, Any]) -> dict[str, str]:
    ends = {end: reading[end] for end in ("at_best", "at_worst") if end in reading}
    return ends | {each: str(word).lower() for each, word in reading.get("elements", {}).items()}


@pytest.mark.parametrize(("case", "norm", "reading"), READINGS)
def test_the_auditor_reads_a_case_as_it_must_be_read(
    case: str, norm: str, reading: dict[str, Any]
) -> None:
    said = _said(case, norm, reading)
    if _differs(case, norm):
        wanted = _wanted(reading) | {
            key: str(word).lower() if isinstance(word, bool) else word
            for key, word in expected()[case]["differs"]["says"].items()
        }
        assert wanted != _wanted(reading), "the auditor no longer differs: take the reason out"
        assert said == wanted
    else:
        assert said == _wanted(reading)
