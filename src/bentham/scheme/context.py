"""Around the scoring: who runs a scheme, why, for whom, on what data, and what can be contested."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bentham.scheme.words import (
    AUDIT,
    YES,
    Aims,
    Capacity,
    Count,
    Date,
    Days,
    Entry,
    Flag,
    Id,
    OperatorKind,
    PurposeCategory,
    Rate,
    ScoreValue,
    Share,
    Text,
    audited,
    listed,
    told,
)

Unit = Literal["natural_person", "household", "group", "enterprise", "mixed", "place", "content"]
"""What a scheme evaluates."""


class Provenance(Entry):
    """One source of the scheme's text."""

    id: Id = Field(description="Name by which `src` refers to it.", json_schema_extra=YES)
    kind: (
        Literal[
            "statute", "regulation", "judgment", "guideline", "policy", "contract", "press", "ngo",
            "academic", "vendor", "invented",
        ]
        | None
    ) = Field(None, description="Kind of source.", json_schema_extra=AUDIT)  # fmt: skip
    title: Text | None = Field(None, description="Title.", json_schema_extra=YES)
    url: Text | None = Field(None, description="Address.", json_schema_extra=YES)
    lang: Text | None = Field(None, description="Language.", json_schema_extra=AUDIT)
    accessed: Date | None = Field(None, description="Day it was read.", json_schema_extra=AUDIT)


class Fidelity(Entry):
    """How much of the real scheme this file holds."""

    completeness: Literal["full", "excerpt", "reconstruction", "stylised"] | None = Field(
        None, description="How complete it is.", json_schema_extra=YES
    )
    invented: tuple[Text, ...] = Field(
        (), description="JSON pointers to what was invented.", json_schema_extra=YES
    )
    notes: Text | None = Field(None, description="Remarks.", json_schema_extra=YES)


class Operator(Entry):
    """Who runs the scheme."""

    kind: OperatorKind | None = Field(
        None, description="What kind of body.", json_schema_extra=AUDIT
    )
    public: Flag | None = Field(
        None, description="Whether it is a public body.", json_schema_extra=AUDIT
    )
    on_behalf_of: OperatorKind | None = Field(
        None, description="For whom it acts; absent: for itself.", json_schema_extra=AUDIT
    )


class LegalBasis(Entry):
    """The law on which a scheme rests."""

    exists: Flag | None = audited("Whether there is one.")
    public: Flag | None = audited("Whether it is published.")
    precision: Literal["none", "vague", "specific"] | None = audited("How exactly it speaks.")
    names_data: Flag | None = audited("Whether it names the data that may be used.")
    names_safeguards: Flag | None = audited("Whether it names safeguards.")
    instrument: Text | None = audited("Which law.")
    in_force: Date | None = audited("Day from which it holds.")
    retroactive_from: Date | None = audited("Earliest act that it counts.")
    sunset: Date | None = audited("Day on which it lapses.")


class Alternative(Entry):
    """A milder means that was considered."""

    desc: Text = Field(description="What it is.", json_schema_extra=AUDIT)
    rejected_because: Text | None = audited("Why it was not taken.")


class Purpose(Entry):
    """Why the scheme exists, as its operator says."""

    stated: Text | None = Field(None, description="The purpose as stated.", json_schema_extra=YES)
    category: PurposeCategory | None = Field(
        None, description="What kind of purpose.", json_schema_extra=AUDIT
    )
    legitimate_aim: Aims | None = Field(
        None, description="Aims that the law accepts, or the word none.", json_schema_extra=AUDIT
    )
    legal_basis: LegalBasis | None = audited("The law on which it rests.")
    less_restrictive_alternatives: tuple[Alternative, ...] = listed(
        "Milder means that were considered."
    )
    effectiveness_evidence: Text | None = audited("What speaks for its working.")
    exclusively_security: Flag | None = audited(
        "Whether it serves military, defence or national security purposes and no other; "
        "absent: it does not, unless its aims or its operator point there."
    )


class Subjects(Entry):
    """Whom the scheme covers."""

    unit: Unit | None = Field(
        None,
        description="What is scored.",
        json_schema_extra=told("yes", "the run scores persons", only=("natural_person",)),
    )
    minors: Literal["excluded", "included", "via_parent"] | None = Field(
        None,
        description="Whether under-18s are subject to it.",
        json_schema_extra=told(
            "yes", "under-18s are never scored, listed or sanctioned in a run", only=("excluded",)
        ),
    )
    min_age: Count | None = Field(
        None, description="Age from which people are covered.",
        json_schema_extra=told("audit only", "all adults from 18 are covered"),
    )  # fmt: skip
    participation: Literal["mandatory", "opt_out", "opt_in", "opt_in_with_detriment"] | None = (
        Field(
            None,
            description="Whether people may stay out.",
            json_schema_extra=told(
                "yes",
                "who takes part is a random share of adults, `coverage`",
                only=("mandatory",),
                roughly=("opt_out", "opt_in", "opt_in_with_detriment"),
            ),
        )
    )
    coverage: Share = Field(
        1.0, description="Share of adults who are covered.", json_schema_extra=YES
    )
    aggregates_persons: Flag | None = audited(
        "Whether the figure of an enterprise is made of scores of persons and bears on them."
    )
    feeds_person_score: Flag | None = audited(
        "Whether the figure of a place enters the evaluation of persons."
    )
    selector: Text | None = audited("Who is chosen.")


class Appeal(Entry):
    """How a decision can be contested."""

    available: Flag | None = Field(
        None, description="Whether there is an appeal.", json_schema_extra=YES
    )
    body: Literal["same_official", "same_agency", "independent_admin", "court"] | None = Field(
        None, description="Who decides it.", json_schema_extra=AUDIT
    )
    deadline_days: Days | None = Field(
        None, description="Days to lodge it.", json_schema_extra=AUDIT
    )
    decision_days: Days | None = Field(
        None,
        description="Days until the decision.",
        json_schema_extra=told(
            "audit only", "an appeal waits for a free place among those decided that day"
        ),
    )
    suspensive: Flag | None = Field(
        None, description="Whether sanctions wait for it.", json_schema_extra=AUDIT
    )
    reasons_given: Flag | None = Field(
        None, description="Whether the decision gives reasons.", json_schema_extra=AUDIT
    )
    burden: Literal["operator", "subject"] | None = Field(
        None, description="Who must prove.", json_schema_extra=AUDIT
    )
    fee: Flag | None = audited("Whether it costs money.")
    propagates_days: Days | None = audited("Days until every recipient has the correction.")
    remedies: tuple[Text, ...] = listed("What it can lead to.")
    use_rate_per_year: Rate = Field(
        0.0,
        description="Appeals per year of a person who is wrongly listed.",
        json_schema_extra=YES,
    )
    success_if_wrong: Share = Field(
        0.0, description="Chance that a justified appeal succeeds.", json_schema_extra=YES
    )
    capacity_per_million_day: Capacity | None = Field(
        None,
        description="Appeals decided a day per million people; absent: all.",
        json_schema_extra=YES,
    )


class Repair(Entry):
    """How a person can make good."""

    available: Flag | None = Field(
        None,
        description="Whether the listed can make good, at the rate `listing.repair`.",
        json_schema_extra=YES,
    )
    min_wait_days: Days | None = Field(
        None, description="Days before it can be asked for.", json_schema_extra=AUDIT
    )
    points: ScoreValue | None = Field(
        None, description="Points given back.", json_schema_extra=AUDIT
    )
    conditions: Text | None = Field(None, description="What it takes.", json_schema_extra=AUDIT)
    paid: Flag | None = Field(None, description="Whether it costs money.", json_schema_extra=AUDIT)
    stops: tuple[Literal["publication", "sharing", "use", "sanctions"], ...] = Field(
        (), description="What ends with it.", json_schema_extra=AUDIT
    )


class Transparency(Entry):
    """What people may know of the scheme."""

    rules: Literal["public", "partly", "secret"] | None = Field(
        None,
        description="Whether the rules are published.",
        json_schema_extra=told(
            "yes",
            "the run knows published and secret rules only",
            only=("public", "secret"),
            roughly=("partly",),
        ),
    )
    weights: Flag | None = Field(
        None,
        description="The weights that count are published; if not, and the rules are not public "
        "either, each act's points are multiplied by a hidden weight.",
        json_schema_extra=YES,
    )
    own_score: Flag | None = Field(
        None, description="People can see their score.", json_schema_extra=AUDIT
    )
    own_data: Flag | None = Field(
        None, description="People can see their data.", json_schema_extra=AUDIT
    )
    reasons: Flag | None = Field(None, description="Reasons are given.", json_schema_extra=AUDIT)
    notice_at_adverse_action: Flag | None = Field(
        None, description="People are told of a sanction.", json_schema_extra=AUDIT
    )
    register_entry: Flag | None = Field(
        None, description="The scheme is in a public register.", json_schema_extra=AUDIT
    )
    statistics: Flag | None = Field(
        None, description="Statistics are published.", json_schema_extra=AUDIT
    )
    source_code: Flag | None = Field(
        None, description="The program is published.", json_schema_extra=AUDIT
    )
    independent_audit: Flag | None = Field(
        None, description="Others may check it.", json_schema_extra=AUDIT
    )
