"""People used and people hit: informants, gatherers, arrest, the family, officials who take."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bentham.scheme.surveillance import Part
from bentham.scheme.words import (
    AUDIT,
    YES,
    Capacity,
    Count,
    Entry,
    Flag,
    Id,
    Rate,
    SanctionKind,
    Share,
    Text,
    audited,
    listed,
    told,
)

Measure = Literal[
    "custody", "house_arrest", "torture", "degrading_treatment", "forced_labour",
    "disappearance", "collective_internment", "status_removal", "re_education", "other",
]  # fmt: skip
"""What is done to people who are held."""

Loss = Annotated[float, Field(strict=True, ge=0, le=30_000)]
"""Points that somebody loses."""


class ReportReward(Entry):
    """What a report earns."""

    points: Loss | None = Field(None, description="Points gained.", json_schema_extra=YES)
    money: Text | None = Field(
        None, description="Money.", json_schema_extra=told("audit only", "money is not handed out")
    )


class Informants(Part):
    """People who report others: police informants, and callers of a hotline."""

    police: Flag | None = Field(
        None, description="Whether the police keep informants.", json_schema_extra=YES
    )
    hotline: Flag | None = Field(
        None, description="Whether anybody may report by phone or online.", json_schema_extra=YES
    )
    reward: ReportReward = Field(
        ReportReward(), description="What a believed report earns.", json_schema_extra=YES
    )
    verification: Literal["none", "agency", "court"] | None = Field(
        None,
        description="Who checks a report: nobody, an agency (half of the false ones are found "
        "out), a court (nine in ten).",
        json_schema_extra=YES,
    )
    false_report_penalty: Loss = Field(
        0.0, description="Points lost for a false report that is found out.", json_schema_extra=YES
    )
    anonymous: Flag | None = Field(
        None, description="Whether a report needs no name.", json_schema_extra=AUDIT
    )
    duty: Flag | None = Field(
        None, description="Whether people must report.", json_schema_extra=AUDIT
    )
    who: Text | None = Field(None, description="Who reports.", json_schema_extra=AUDIT)
    interested_parties: Flag | None = Field(
        None, description="Whether rivals may report.", json_schema_extra=AUDIT
    )


class Gatherers(Part):
    """People who go round and write down what their households do."""

    number: Count | None = Field(None, description="How many.", json_schema_extra=AUDIT)
    blind_share: Share = Field(
        0.0,
        description="Share of households that their gatherer never writes up.",
        json_schema_extra=YES,
    )
    favouritism: Loss = Field(
        0.0,
        description="Points a month for each standard deviation of a household's standing with "
        "its gatherer.",
        json_schema_extra=YES,
    )
    paid: Flag | None = Field(
        None,
        description="Whether households can pay not to be written down.",
        json_schema_extra=YES,
    )


class Repression(Part):
    """Arrest and detention of people who have been identified."""

    triggers: tuple[Literal["criticism", "protest", "wanted"], ...] = Field(
        (),
        description="For what: criticism, protest, a place on the wanted list.",
        json_schema_extra=YES,
    )
    arrest_share: Share = Field(
        0.0,
        description="Chance that somebody identified is sought for arrest.",
        json_schema_extra=YES,
    )
    max_detention_days: Annotated[int, Field(strict=True, ge=1, le=240)] | None = Field(
        None,
        description="Longest detention; terms are even from one day to this. Absent: one day.",
        json_schema_extra=YES,
    )
    arrests_per_million_day: Capacity | None = Field(
        None, description="Arrests a day per million people; absent: all.", json_schema_extra=YES
    )
    judicial_review_hours: Rate | None = Field(
        None, description="Hours until a judge sees the detained.", json_schema_extra=AUDIT
    )
    measures: tuple[Measure, ...] = listed("What is done.")
    for_acts: tuple[Id, ...] = listed("Ids of the acts for which people are detained.")
    relatives_targeted: Flag | None = audited("Whether relatives are taken for somebody.")


class Relatives(Part):
    """What happens to the family of somebody punished or listed."""

    points: Loss = Field(
        0.0, description="Points that a relative loses, if made to pay.", json_schema_extra=YES
    )
    bars: tuple[SanctionKind, ...] = Field(
        (),
        description="What is refused to relatives: kinds of sanctions.",
        json_schema_extra=YES,
    )
    list_spill: Flag | None = Field(
        None,
        description="Whether a listed housemate raises one's own rate of entry to the list.",
        json_schema_extra=YES,
    )


class Corruption(Part):
    """Officials who take money."""

    officials_take: Flag | None = Field(
        None, description="Whether a place on the list can be bought off.", json_schema_extra=YES
    )
