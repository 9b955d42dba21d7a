"""What a scheme does to people: lists, sanctions, rewards."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from bentham.scheme.words import (
    AUDIT,
    YES,
    Context,
    Count,
    Days,
    Entry,
    Flag,
    Id,
    Positive,
    Rate,
    SanctionKind,
    ScoreValue,
    Severity,
    Share,
    Text,
    Whom,
    audited,
    listed,
    told,
)

NOT_ACT_BY_ACT = "what the measure bars is not simulated act by act; its severity lowers welfare"
BARRING_KINDS = (
    "travel_ban_air", "travel_ban_rail", "deny_hotel", "deny_housing", "deny_job",
    "deny_public_job", "deny_school",
)  # fmt: skip
"""Sanctions by which attempts of daily life are refused one by one."""

SIMULATED_KINDS = (*BARRING_KINDS, "fine")


class ListEntry(Entry):
    """How people come onto a list."""

    criteria: Literal["court", "score_below", "score_above", "rule"] | None = Field(
        None,
        description="A court's decision, a score, or a rule with add_to_list.",
        json_schema_extra=YES,
    )
    score_below: ScoreValue | None = Field(
        None, description="Score below which people are listed.", json_schema_extra=YES
    )
    score_above: ScoreValue | None = Field(
        None,
        description="Score above which people stand on a red list.",
        json_schema_extra=YES,
    )
    exit_above: ScoreValue | None = Field(
        None, description="Score above which they may leave.", json_schema_extra=YES
    )
    hazard_per_year: Rate | None = Field(
        None,
        description="Entries per adult-year by a court's decision; absent: `listing.hazard`.",
        json_schema_extra=YES,
    )
    mistaken_share: Share = Field(
        0.0, description="Share of entries that hit the wrong person.", json_schema_extra=YES
    )
    authority: Text | None = Field(None, description="Who decides.", json_schema_extra=AUDIT)
    notice: Literal["none", "after", "before"] | None = Field(
        None,
        description="When the person is told; who is not told finds out by a refusal.",
        json_schema_extra=YES,
    )
    hearing: Flag | None = Field(
        None, description="Whether the person is heard first.", json_schema_extra=YES
    )
    grace_days: Days | None = Field(
        None, description="Days to comply before entry.", json_schema_extra=AUDIT
    )


class ListExit(Entry):
    """How people leave a list."""

    criteria: Literal["performance", "term", "score_above", "none"] | None = Field(
        None,
        description="By payment, by lapse of time, by score, or not at all.",
        json_schema_extra=YES,
    )
    repaid_per_year: Rate | None = Field(
        None,
        description="Exits by performance per listed person-year; absent: `listing.exit`.",
        json_schema_extra=YES,
    )
    max_days: Positive | None = Field(
        None, description="Length of a listing with criteria `term`.", json_schema_extra=YES
    )
    min_days: Days | None = Field(
        None, description="Shortest time on the list.", json_schema_extra=AUDIT
    )
    automatic: Flag | None = Field(
        None, description="Whether the end needs no application.", json_schema_extra=AUDIT
    )
    on_performance_days: Days | None = Field(
        None, description="Days from payment to removal.", json_schema_extra=AUDIT
    )


class Sharing(Entry):
    """Who else learns of a listing."""

    recipients: tuple[Text, ...] = Field((), description="Who is told.", json_schema_extra=AUDIT)
    departments: Count | None = Field(
        None, description="Number of agencies.", json_schema_extra=AUDIT
    )
    measures: Count | None = Field(None, description="Number of measures.", json_schema_extra=AUDIT)
    update_days: Days | None = Field(
        None, description="Days until copies are corrected.", json_schema_extra=AUDIT
    )
    shadow_copies: Flag | None = Field(
        None, description="Whether private copies circulate.", json_schema_extra=AUDIT
    )


class Listing(Entry):
    """A list of names with consequences."""

    id: Id = Field(description="Name of the list.", json_schema_extra=YES)
    kind: Literal["black", "red", "watch", "grey", "no_fly", "wanted"] = Field(
        "black", description="What kind of list.", json_schema_extra=YES
    )
    entry: ListEntry = Field(
        ListEntry(), description="How people come onto it.", json_schema_extra=YES
    )
    publication: Literal["none", "on_request", "public_register", "public_shaming"] | None = Field(
        None,
        description="Who can read the names; the listed then know of it.",
        json_schema_extra=YES,
    )
    exit: ListExit = Field(ListExit(), description="How people leave it.", json_schema_extra=YES)
    sharing: Sharing | None = Field(None, description="Who is told.", json_schema_extra=AUDIT)


class Proportion(Entry):
    """What is claimed about a treatment beside the conduct that it answers."""

    claim: Literal["proportionate", "disproportionate"] | None = audited(
        "Whether the treatment is claimed, or admitted not, to be in proportion."
    )
    justification: Text | None = audited("Why.")


class Trigger(Entry):
    """What a sanction or reward follows from: exactly one of these."""

    grade: Id | None = Field(None, description="While in this grade.", json_schema_extra=YES)
    list: Id | None = Field(None, description="While on this list.", json_schema_extra=YES)
    score_lt: ScoreValue | None = Field(
        None, description="While the score is lower.", json_schema_extra=YES
    )
    score_gte: ScoreValue | None = Field(
        None,
        description="While the score is at least this.",
        json_schema_extra=told("audit only", "what sets in above a score is left out"),
    )
    rule: Id | None = Field(None, description="When this rule applies.", json_schema_extra=YES)


class Sanction(Entry):
    """What is done to a person."""

    id: Id = Field(description="Name of the sanction.", json_schema_extra=YES)
    kind: SanctionKind = Field(
        description="What is done.",
        json_schema_extra=told(
            "yes",
            NOT_ACT_BY_ACT,
            only=SIMULATED_KINDS,
            roughly=tuple(each for each in get_args(SanctionKind) if each not in SIMULATED_KINDS),
        ),
    )
    context: Context | None = Field(None, description="Sphere of life.", json_schema_extra=AUDIT)
    severity: Severity = Field(
        0, description="0 none, 1 nuisance, 2 limited, 3 significant, 4 grave, 5 extreme.",
        json_schema_extra=YES,
    )  # fmt: skip
    essential_service: Flag | None = Field(
        None, description="Whether a basic service is refused.", json_schema_extra=AUDIT
    )
    trigger: Trigger | None = Field(
        None,
        description="What it follows from; absent if rules name it as their effect.",
        json_schema_extra=YES,
    )
    target: Whom = Field(
        "actor",
        description="Who bears it.",
        json_schema_extra=told(
            "yes",
            "the sanction falls on the actor, or closes a school to children, or is left out",
            only=("actor", "children"),
        ),
    )
    automatic: Flag | None = Field(
        None,
        description="Whether nobody decides the single case; absent: as `technology.human_review` "
        "says.",
        json_schema_extra=AUDIT,
    )
    executor: Text | None = Field(None, description="Who carries it out.", json_schema_extra=AUDIT)
    duration_days: Days | None = Field(
        None,
        description="How long it lasts.",
        json_schema_extra=told(
            "audit only", "it lasts as long as its grade, list or score; a fine is taken once"
        ),
    )
    amount_days: Rate | None = Field(
        None,
        description="Money taken, in days of the person's income.",
        json_schema_extra=YES,
    )
    reversible: Flag | None = Field(
        None, description="Whether it can be undone.", json_schema_extra=AUDIT
    )
    compensation: Flag | None = Field(
        None, description="Whether mistakes are made good.", json_schema_extra=AUDIT
    )
    severity_basis: Text | None = audited("Why the severity is what it is.")
    rights: tuple[Text, ...] = listed("Ids of the norms whose rights it touches.")
    proportionality: Proportion | None = audited("What is claimed about its proportion.")


class Reward(Entry):
    """What is given to a person."""

    id: Id = Field(description="Name of the reward.", json_schema_extra=AUDIT)
    kind: Text = Field(
        description="What is given.",
        json_schema_extra=told("audit only", "rewards other than points are not handed out"),
    )
    context: Context | None = Field(None, description="Sphere of life.", json_schema_extra=AUDIT)
    trigger: Trigger | None = Field(
        None, description="What it follows from.", json_schema_extra=AUDIT
    )
    capacity_limited: Flag | None = Field(
        None, description="Whether there are fewer than are earned.", json_schema_extra=AUDIT
    )
    standard_service_remains: Flag | None = Field(
        None, description="Whether others keep the ordinary service.", json_schema_extra=AUDIT
    )
    purchasable: Flag | None = Field(
        None, description="Whether money buys it too.", json_schema_extra=AUDIT
    )
