"""The words and kinds of value that a scheme file may use."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
)
from pydantic.json_schema import WithJsonSchema
from pydantic_core import PydanticCustomError

Mark = Literal["S", "S*", "2", "Q", "M", "C", "A", "invented"]
"""S read, S* read in part, 2 or Q quoted by others, M from memory, C computed, A assumed."""

Context = Literal[
    "finance_credit", "court_enforcement", "taxation", "welfare", "housing", "employment",
    "education", "health", "family_private", "traffic", "mobility_travel", "utilities",
    "public_order", "criminal_justice", "migration_border", "politics_speech",
    "assembly_association", "religion", "civic_volunteering", "environment_waste",
    "commerce_consumer", "platform_online", "insurance", "business_regulation",
    "military_service", "neighbourhood",
]  # fmt: skip

SanctionKind = Literal[
    "deny_loan", "rate_increase", "deny_job", "dismissal", "deny_public_job", "deny_school",
    "deny_housing", "deny_hotel", "eviction", "benefit_cut", "utility_cut", "travel_ban_air",
    "travel_ban_rail", "exit_ban", "licence_refusal", "inspection", "surveillance",
    "public_shaming", "account_suspension", "speed_throttle", "fine", "child_removal", "detention",
    "id_revocation", "warning_visit", "service_priority_loss", "other",
]  # fmt: skip

OperatorKind = Literal[
    "national_government", "local_government", "court", "police", "intelligence",
    "welfare_agency", "tax_authority", "housing_body", "school", "employer", "landlord",
    "platform", "bank", "credit_bureau", "insurer", "village", "other",
]  # fmt: skip

PurposeCategory = Literal[
    "creditworthiness", "fraud", "benefit_allocation", "child_protection", "tax", "public_order",
    "crime_prevention", "court_enforcement", "housing_management", "service_quality",
    "loyalty_programme", "morality", "loyalty_political", "border", "employment", "education",
    "insurance_pricing", "traffic_safety", "environment", "health", "access_control",
    "platform_safety", "advertising", "resettlement", "other",
]  # fmt: skip

Aim = Literal[
    "national_security", "public_safety", "public_order", "health", "morals",
    "rights_of_others", "economic_wellbeing",
]  # fmt: skip

Collection = Literal[
    "self_declared", "administrative", "court", "transaction", "purchased", "sensor", "camera",
    "scraped_targeted", "scraped_untargeted", "informant", "peer_rating", "device", "inferred",
    "predicted", "relatives",
]  # fmt: skip

SpecialCategory = Literal[
    "race", "ethnicity", "nationality", "migration_status", "political_opinion", "religion",
    "belief", "union", "genetic", "biometric", "health", "sex_life", "sexual_orientation",
    "criminal_record",
]  # fmt: skip

Lawfulness = Literal[
    "protected", "lawful", "discouraged", "contractual_breach", "administrative_offence", "crime",
    "serious_crime", "status",
]  # fmt: skip

Imputability = Literal[
    "own_act",
    "own_status",
    "relative_act",
    "relative_status",
    "group_act",
    "inherited",
    "predicted_future",
]
"""Whose act or state it is that somebody answers for."""

Topic = Literal[
    "income", "assets", "expenses", "debts", "payment_history", "family_size", "tax_record",
    "benefit_record", "court_judgment", "conviction", "arrest", "victimisation", "police_record",
    "driving", "accidents", "transactions_in_service", "purchases", "returns", "bank_spending",
    "platform_conduct", "user_ratings", "camp_conduct", "medical", "chronic_illness", "addiction",
    "mental_health", "internet_connection", "internet_use", "social_media", "social_habits",
    "social_ties", "friends", "spouse", "siblings", "parents", "marital_status", "age", "sex",
    "nationality", "dual_nationality", "origin", "language", "appearance", "address", "car",
    "education", "employment", "unemployment", "work_performance", "missed_appointments",
    "traffic_fines", "library", "rubbish", "volunteering", "petitioning", "political_views",
    "religious_practice", "utility_use", "location", "face", "voice", "other",
]  # fmt: skip
"""What data are about; the data file of related contexts names some of these."""

EstablishedBy = Literal[
    "court_final", "court", "agency", "police_note", "private_complaint", "informant", "camera",
    "algorithm", "self",
]  # fmt: skip

WHOM = (
    "actor", "household", "spouse", "children", "parents", "colleagues", "neighbours", "village",
    "employer", "guarantor",
)  # fmt: skip


def _whom(value: Any) -> str:
    """Accept one of `WHOM`, or ``relatives:n`` for relatives up to degree n."""
    if isinstance(value, str) and (value in WHOM or re.fullmatch(r"relatives:[1-9]", value)):
        return value
    raise PydanticCustomError("word", "whom", {"words": [*WHOM, "relatives:1"]})


def _points(value: Any) -> float | tuple[float, float]:
    """Accept a number, or a range ``[low, high]``."""
    if _is_points(value):
        return value  # type: ignore[no-any-return]
    if isinstance(value, list | tuple) and len(value) == 2 and all(map(_is_points, value)):
        low, high = value
        if low > high:
            raise PydanticCustomError("points", "the range runs backwards: write [lower, higher]")
        return low, high
    raise PydanticCustomError(
        "points", "points are a number or a range [low, high], between -10,000 and 10,000"
    )


def _is_points(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= 10_000


def _date(value: Any) -> Any:
    """Accept ``2026-11-22``; a number is no date."""
    if isinstance(value, datetime.date):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            return datetime.date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("date", "a date is written year-month-day, for instance 2026-11-22")


def _title(value: Any) -> Any:
    """Accept a plain text as the English title."""
    return {"en": value} if isinstance(value, str) else value


def _source(value: Any) -> tuple[str, ...] | str:
    """Accept ids of `provenance`, or a free text."""
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, list | tuple) and value and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise PydanticCustomError("source", "a source is a text, or a list of ids of `provenance`")


def _aims(value: Any) -> Any:
    """Accept the word ``none``: declared to have no legitimate aim."""
    return () if value == "none" else value


def _setting(value: Any) -> float | str:
    """Accept a number or the name of a choice."""
    if isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise PydanticCustomError("setting", "a parameter is a number or the name of a choice")


def _as_it_is(value: Any) -> Any:
    """Write a value as it is held; what pydantic does by itself here warns about tuples."""
    return list(value) if isinstance(value, tuple) else value


AS_IT_IS = PlainSerializer(_as_it_is, return_type=Any)

Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]
Days = Annotated[int, Field(strict=True, ge=0, le=36_500)]
Positive = Annotated[int, Field(strict=True, ge=1, le=36_500)]
Share = Annotated[float, Field(strict=True, ge=0, le=1)]
Rate = Annotated[float, Field(strict=True, ge=0, le=1000)]
Capacity = Annotated[float, Field(strict=True, gt=0, le=1_000_000)]
ScoreValue = Annotated[float, Field(strict=True, ge=-30_000, le=30_000)]
Severity = Annotated[int, Field(strict=True, ge=0, le=5)]
Flag = Annotated[bool, Field(strict=True)]
Text = Annotated[str, StringConstraints(max_length=4000)]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
"""The name of a scheme; it becomes a file's name."""

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_+-]{0,63}$")]
"""The name of a part of a scheme."""

Whom = Annotated[str, PlainValidator(_whom), AS_IT_IS, WithJsonSchema({"type": "string"})]
Points = Annotated[
    float | tuple[float, float],
    PlainValidator(_points),
    AS_IT_IS,
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "array", "items": {"type": "number"}}]}),
]
Date = Annotated[datetime.date, BeforeValidator(_date)]
Title = Annotated[dict[str, Text], BeforeValidator(_title), Field(min_length=1)]
Source = Annotated[
    tuple[str, ...] | str,
    PlainValidator(_source),
    AS_IT_IS,
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Aims = Annotated[tuple[Aim, ...], BeforeValidator(_aims)]
Setting = Annotated[
    float | str,
    PlainValidator(_setting),
    AS_IT_IS,
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}]}),
]


def told(
    simulated: Literal["yes", "approximately", "audit only"],
    because: str = "",
    *,
    only: tuple[str, ...] = (),
    roughly: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Return a field's metadata: what the run does with it.

    Parameters
    ----------
    simulated : str
        ``yes``, ``approximately`` or ``audit only``.
    because : str
        What happens instead, for those who read `bentham check`.
    only : tuple of str
        The words of this field that are simulated; the others are for the audit only.
    roughly : tuple of str
        Of the other words, those that are simulated approximately.
    """
    return {
        "simulated": simulated,
        "because": because,
        "simulated_words": list(only),
        "approximate_words": list(roughly),
    }


YES = told("yes")
AUDIT = told("audit only")


def audited(description: str) -> Any:
    """Return a field that may be left undeclared and that only the audit reads."""
    return Field(None, description=description, json_schema_extra=AUDIT)


def listed(description: str) -> Any:
    """Return a list that only the audit reads; written out as empty it is declared to be empty."""
    return Field((), description=description, json_schema_extra=AUDIT)


class Entry(BaseModel):
    """Any mapping of a scheme: its numbers may carry a source and a mark."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    src: Source | None = Field(
        None, description="Ids of `provenance`, or a free text.", json_schema_extra=YES
    )
    mark: Mark | None = Field(
        None, description="Evidence mark of the numbers here.", json_schema_extra=YES
    )
    note: Text | None = Field(None, description="A remark for readers.", json_schema_extra=YES)
