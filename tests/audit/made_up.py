"""Made-up schemes for the auditor; none of them is an official example."""

from __future__ import annotations

import copy
import datetime
from typing import Any

from bentham.audit.auditing import Audit, audit_of
from bentham.audit.packs import chosen
from bentham.audit.procedure.verdict import Procedure
from bentham.audit.settings import Settings
from bentham.audit.view import View
from bentham.scheme.loading import from_data

DAY = datetime.date(2026, 11, 22)

TENANTS: dict[str, Any] = {
    "bentham": "0.1",
    "id": "tenants",
    "title": "Points for tenants",
    "status": "in_force",
    "jurisdictions": ["NL"],
    "operator": {"kind": "housing_body", "public": True},
    "purpose": {"category": "housing_management", "legitimate_aim": ["rights_of_others"]},
    "technology": {
        "ai_system": "yes", "method": "machine_learning", "human_review": {"stage": "none"},
    },
    "subjects": {"unit": "natural_person", "minors": "excluded", "participation": "mandatory"},
    "data_sources": [],
    "lists": [],
    "rewards": [],
    "acts": [
        {"id": "rent_withheld", "title": "rent withheld for a year", "context": "housing",
         "lawfulness": "contractual_breach", "gravity": 3},
    ],
    "score": {"initial": 100, "lookback_days": 365},
    "rules": [{"id": "withheld", "when": {"act": "rent_withheld"}, "effect": {"points": -60}}],
    "sanctions": [
        {"id": "no_new_flat", "kind": "deny_housing", "context": "housing", "severity": 3,
         "trigger": {"score_lt": 50}},
    ],
}  # fmt: skip
"""Every element is declared; both limbs fail: one sphere of life, and grave conduct."""


def changed(base: dict[str, Any], **parts: Any) -> dict[str, Any]:
    """Return the data of a scheme with top-level parts replaced; None removes one."""
    data = copy.deepcopy(base)
    for name, value in parts.items():
        if value is None:
            data.pop(name, None)
        else:
            data[name] = copy.deepcopy(value)
    return data


def view_of(data: dict[str, Any], day: datetime.date = DAY, **settings: Any) -> View:
    return View(from_data(data), None, day, Settings(**settings))


def audited(data: dict[str, Any], *packs: str, day: datetime.date = DAY) -> Audit:
    return audit_of(view_of(data, day), chosen(packs))


def words(procedure: Procedure) -> dict[str, str]:
    """Return each element's value as a word."""
    return {each.id: each.judged.word for each in procedure.elements}


def ends(procedure: Procedure) -> tuple[str, str]:
    return procedure.at_best.name, procedure.at_worst.name
