"""The whole page of an audit in Chinese: frame, norms, reasons and findings."""

from __future__ import annotations

import re

import pytest
from test_chinese_pages import english_in, said_on

from audit.made_up import DAY
from bentham.audit.auditing import Audit, audit
from bentham.audit.checks.register import CHECKS
from bentham.audit.procedure.verdict import Verdict
from bentham.audit.settings import declared_thresholds
from bentham.report.audit_page import as_page
from bentham.scheme.fields import Scheme
from bentham.scheme.loading import presets

SOURCES = {
    "China", "Comparitech", "Councils", "Fleet", "Gross", "Hu", "Kennedy", "Law", "London", "News",
    "O'Brien", "PNAS", "Translate",
}  # fmt: skip
"""Names of sources that have no Chinese name, besides those of the other pages."""


def ids_on(found: Audit) -> set[str]:
    """The names that are names in every language: norms, checks, elements, fields, entries."""
    scheme = found.view.scheme
    entries = {
        each.id
        for part in Scheme.model_fields
        if isinstance(parts := getattr(scheme, part), tuple)
        for each in parts
        if hasattr(each, "id")
    }
    elements = {each.id for judged in found.judgements for each in judged.procedure.elements}
    return {
        *found.norms, *CHECKS, *elements, *entries, *(each.id for each in found.packs),
        *declared_thresholds(), *(verdict.name for verdict in Verdict), *Scheme.model_fields,
        "Bentham",
    }  # fmt: skip


def bare(page: str) -> str:
    """The page without places, fields and whatever stands in backticks: somebody's own names."""
    page = re.sub(r'<span class="(?:at|code)">[^<]*</span>|<td[^>]*class="code">[^<]*', " ", page)
    return re.sub(r"`[^`]*`", " ", said_on(page))


@pytest.mark.parametrize("name", presets())
def test_no_english_word_is_left_in_the_audit_of_a_preset(name: str) -> None:
    found = audit(name, as_of=DAY)
    assert english_in(bare(as_page(found, "zh-Hans")), ids_on(found)) - SOURCES == set()
    assert {"findings", "invented"} <= english_in(bare(as_page(found)), ids_on(found))
