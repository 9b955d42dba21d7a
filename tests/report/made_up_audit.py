"""An audit with every section of the page, short enough that axe reads it in seconds."""

from __future__ import annotations

from dataclasses import replace

from audit.made_up import TENANTS, audited, changed
from bentham.audit.auditing import Audit
from bentham.audit.findings import FINDINGS

SUPPRESSED = {
    "check": "DP-03", "justification": "a tribunal is being set up", "author": "A. Person",
    "date": "2026-01-01", "expires": "2027-01-01",
}  # fmt: skip


def small_audit() -> Audit:
    """Return six findings of one pack, one that is suppressed, and two verdicts."""
    data = changed(TENANTS, appeal={"available": False}, suppressions=[SUPPRESSED])
    whole = audited(data, "eu")
    kept = [each for kind in FINDINGS for each in whole.results if each.kind == kind]
    first = [each for kind in FINDINGS for each in kept if each.kind == kind][::9]
    return replace(whole, results=(*first, *whole.suppressed), judgements=whole.judgements[:2])
