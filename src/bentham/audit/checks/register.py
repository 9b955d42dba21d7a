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

READS: dict[str, tuple[str, ...]] = {
    "SC-08": ("sanctions", "rules"), "SC-13": ("subjects", "lists", "data_sources"),
    "LG-03": ("rules",), "LG-04": ("rules",), "PR-04": ("sanctions",), "PR-06": ("lists",),
    "PR-07": ("lists", "score"), "PR-08": ("sanctions", "lists"),
    "CP-01": ("rules", "sanctions", "acts", "relatives"), "CP-03": ("rules",),
    "EX-01": ("rules", "repression", "monitoring"), "EX-04": ("rules", "informants", "purpose"),
    "DP-01": ("lists", "sanctions"), "DP-07": ("sanctions", "technology"),
    "DP-09": ("acts", "sanctions"), "DP-10": ("appeal",), "DA-01": ("data_sources",),
    "DA-05": ("data_sources",), "DA-06": ("data_sources", "lists"),
    "FR-05": ("rules", "rewards", "repair", "corruption", "gatherers"), "BI-01": ("cameras",),
    "BI-02": ("cameras",), "BI-03": ("cameras",), "BI-04": ("cameras",), "BI-05": ("cameras",),
    "BI-07": ("cameras",), "BI-08": ("cameras",), "PP-01": ("technology",),
    "PP-02": ("technology",), "IN-01": ("informants",), "FI-01": ("filter",), "FI-02": ("filter",),
    "FI-04": ("filter",), "RE-01": ("repression",), "RE-02": ("repression", "sanctions"),
    "CN-02": ("sanctions",), "US-02": ("data_sources",),
}  # fmt: skip
"""Parts of a scheme without any of which a check says nothing: what is undeclared is no pass."""

CHECKS: dict[str, Check] = {check.id: check for family in FAMILIES for check in family.CHECKS}
"""Every check by id."""
