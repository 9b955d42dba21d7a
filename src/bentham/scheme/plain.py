"""The words of a scheme file in plain English, for pages, questions and tables of rules.

Pages in another language translate them one by one.
"""

from __future__ import annotations

import re

from bentham.evidence.acts import ACTS
from bentham.scheme.fields import Scheme
from bentham.scheme.phrase import Phrase

SANCTIONS = {
    "deny_loan": "loans are refused",
    "rate_increase": "loans cost more",
    "deny_job": "jobs are refused",
    "dismissal": "the job is lost",
    "deny_public_job": "public jobs are refused",
    "deny_school": "schools are closed to them",
    "deny_housing": "housing is refused",
    "deny_hotel": "hotels are closed to them",
    "eviction": "the home is lost",
    "benefit_cut": "benefits are cut",
    "utility_cut": "water, power or heat is cut off",
    "travel_ban_air": "flights are refused",
    "travel_ban_rail": "trains are refused",
    "exit_ban": "leaving the country is forbidden",
    "licence_refusal": "licences are refused",
    "inspection": "extra inspections",
    "surveillance": "being watched more closely",
    "public_shaming": "public shaming",
    "account_suspension": "accounts are suspended",
    "speed_throttle": "the internet is slowed down",
    "fine": "a fine",
    "child_removal": "a child is taken away",
    "detention": "detention",
    "id_revocation": "the identity card is withdrawn",
    "warning_visit": "a visit with a warning",
    "service_priority_loss": "slower service",
    "other": "something else",
}
"""What is done to people, by kind of sanction."""

SANCTION_SYNONYMS = {
    "no loan": "deny_loan", "no loans": "deny_loan", "loan refused": "deny_loan",
    "no job": "deny_job", "no jobs": "deny_job", "dismissed": "dismissal",
    "no public job": "deny_public_job", "no school": "deny_school",
    "no housing": "deny_housing", "no house": "deny_housing", "no hotel": "deny_hotel",
    "no hotels": "deny_hotel", "no flights": "travel_ban_air", "no flight": "travel_ban_air",
    "no trains": "travel_ban_rail", "no train": "travel_ban_rail", "no passport": "exit_ban",
    "no licence": "licence_refusal", "benefits cut": "benefit_cut", "shaming": "public_shaming",
    "warning": "warning_visit", "watched": "surveillance", "jail": "detention",
    "prison": "detention", "arrest": "detention", "evicted": "eviction",
    "slow internet": "speed_throttle", "slower service": "service_priority_loss",
}  # fmt: skip
"""What people write for a kind of sanction."""

OPERATORS = {
    "national_government": "a national government", "local_government": "a local government",
    "court": "a court", "police": "the police", "intelligence": "an intelligence service",
    "welfare_agency": "a welfare agency", "tax_authority": "a tax authority",
    "housing_body": "a housing body", "school": "a school", "employer": "an employer",
    "landlord": "a landlord", "platform": "an online platform", "bank": "a bank",
    "credit_bureau": "a credit bureau", "insurer": "an insurer", "village": "a village",
    "other": "another body",
}  # fmt: skip

WHOM = {
    "actor": "the person", "household": "the household", "spouse": "the spouse",
    "children": "the children", "parents": "the parents", "colleagues": "colleagues",
    "neighbours": "neighbours", "village": "the village", "employer": "the employer",
    "guarantor": "whoever vouched for the person",
}  # fmt: skip


def words(name: str) -> str:
    """Return a word of the format as people write it: ``public_order`` as ``public order``."""
    return name.replace("_", " ")


def whom(name: str) -> str:
    """Return who bears something, in words."""
    if name in WHOM:
        return WHOM[name]
    return Phrase("relatives up to degree {degree}", degree=name.removeprefix("relatives:"))


def act_words(scheme: Scheme, act: str) -> str:
    """Return what a scheme, or else the catalogue, calls an act."""
    titles = [each.title for each in scheme.acts if each.id == act and each.title]
    labels = [each.label for each in ACTS if each.id == act]
    return (titles or labels or [words(act)])[0]


def sanction_kind(text: str) -> str | None:
    """Return the kind of sanction that a text names, or None."""
    said = re.sub(r"[\s_-]+", " ", text.strip().lower())
    if said.replace(" ", "_") in SANCTIONS:
        return said.replace(" ", "_")
    by_words = {what: kind for kind, what in SANCTIONS.items()}
    return SANCTION_SYNONYMS.get(said) or by_words.get(said)


def sanction_words() -> tuple[str, ...]:
    """Return every text that names a kind of sanction."""
    return (*SANCTIONS, *SANCTION_SYNONYMS)


def number(value: float) -> str:
    """Return a number with separators and no needless decimals."""
    return f"{value:,.10g}"
