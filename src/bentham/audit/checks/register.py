"""All checks, in the order in which they are printed."""

from __future__ import annotations

from bentham.audit.checks import (
    data_and_equality,
    legality,
    national,
    others_and_conduct,
    power,
    process,
    social_scoring,
    watching,
)
from bentham.audit.checks.model import Check

FAMILIES = (
    social_scoring, legality, others_and_conduct, process, data_and_equality, watching, power,
    national,
)  # fmt: skip

CHECKS: dict[str, Check] = {check.id: check for family in FAMILIES for check in family.CHECKS}
"""Every check by id."""
