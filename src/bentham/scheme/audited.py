"""Parts of a scheme that only the audit reads: how it works, who oversees it, what is claimed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator
from pydantic.json_schema import WithJsonSchema
from pydantic_core import PydanticCustomError

from bentham.scheme.words import (
    AUDIT,
    Context,
    Count,
    Date,
    Days,
    Entry,
    Flag,
    Id,
    Rate,
    Share,
    Text,
    audited,
    listed,
)


def _truth(value: Any) -> bool | str:
    """Accept true, false, contested or unknown."""
    if isinstance(value, bool) or value in ("contested", "unknown"):
        return value  # type: ignore[no-any-return]
    raise PydanticCustomError("word", "truth", {"words": ["true", "false", "contested", "unknown"]})


Truth = Annotated[
    bool | str,
    PlainValidator(_truth),
    WithJsonSchema({"enum": [True, False, "contested", "unknown"]}),
]
"""What can be said of one element of a norm."""

Answer = Literal["yes", "no", "partial"]
"""Written in quotes where a reader of older YAML might take it for true or false."""


class Measured(Entry):
    """Measured errors of a component."""

    tpr: Share | None = audited("Share of true cases found.")
    fpr: Share | None = audited("Share of others found.")
    fmr: Share | None = audited("Share of comparisons of strangers that match.")
    gallery: Count | None = audited("Entries compared with.")


class Component(Entry):
    """A part of the machinery with a task of its own."""

    id: Id = Field(description="Name of the component.", json_schema_extra=AUDIT)
    task: Literal[
        "scoring", "face_recognition", "anpr", "gait", "voice", "emotion",
        "biometric_categorisation", "content_filter", "sentiment", "crime_prediction",
        "place_prediction", "location_inference", "link_analysis", "record_linkage", "other",
    ] = Field(description="What it does.", json_schema_extra=AUDIT)  # fmt: skip
    predicts: Literal["criminal_offence", "administrative_offence", "other"] | None = audited(
        "What a prediction is about; absent, of crime or places: criminal offences."
    )
    sources: tuple[Id, ...] = listed("Ids of the `data_sources` that it reads.")
    measured: Measured | None = audited("Measured errors.")


class HumanReview(Entry):
    """What people do with an output before it counts."""

    stage: Literal["none", "before", "after_complaint", "sampling"] | None = audited(
        "When a person looks at a case."
    )
    can_override: Flag | None = audited("Whether that person may decide otherwise.")
    minutes_per_case: Rate | None = audited("Minutes spent on a case.")
    override_rate: Share | None = audited("Share of cases decided otherwise.")
    weight_of_score: Share | None = audited(
        "Share of the final decisions that follow the score; 0 where it plays no part."
    )
    rests_on_facts: Flag | None = audited(
        "Whether the assessment already rests on objective, verifiable facts linked to a crime, "
        "and the output only supports it."
    )


class Technology(Entry):
    """How outputs come about."""

    ai_system: Answer | None = audited("Whether it is said to be an AI system.")
    method: (
        Literal[
            "human_judgement", "paper_points", "human_defined_rules", "fixed_statistical_model",
            "machine_learning", "self_learning", "rating_aggregation",
        ]
        | None
    ) = audited("How outputs are produced.")  # fmt: skip
    components: tuple[Component, ...] = listed("Parts with tasks of their own.")
    human_review: HumanReview | None = audited("What people do with an output.")


class Related(Entry):
    """A claim that two spheres of life are related."""

    a: Context = Field(description="Where the data arose.", json_schema_extra=AUDIT)
    b: Context = Field(description="Where the treatment falls.", json_schema_extra=AUDIT)
    basis: Text | None = audited("Why they are said to be related.")


class Contexts(Entry):
    """The operator's own view of which spheres of life belong together."""

    related: tuple[Related, ...] = listed("Pairs claimed to be related; a claim decides nothing.")


class Retention(Entry):
    """How long things are kept."""

    raw_days: Days | None = audited("Days that raw data are kept.")
    score_days: Days | None = audited("Days that a score is kept.")
    list_days: Days | None = audited("Days that an entry of a list is kept.")
    after_exit_days: Days | None = audited("Days that anything is kept after the relation ends.")
    public_register_days: Days | None = audited("Days for which the public register holds it.")


class Oversight(Entry):
    """Who allows and watches the scheme."""

    prior_authorisation: Literal["none", "internal", "independent", "judicial"] | None = audited(
        "Who must allow it beforehand."
    )
    national_law: Flag | None = audited(
        "Whether national law allows this use of real-time identification."
    )
    registered: Flag | None = audited("Whether the system is registered as the law asks.")
    dpia: Flag | None = audited("Whether data protection was assessed beforehand.")
    fria: Flag | None = audited("Whether the effect on fundamental rights was assessed.")
    authority: Text | None = audited("Who supervises it.")
    review_days: Days | None = audited("Days between two reviews.")
    consultation: Flag | None = audited("Whether those concerned were asked.")


class Office(Entry):
    """Political rights that depend on the scheme."""

    affects_vote: Flag | None = audited("Whether it touches the vote.")
    affects_candidacy: Flag | None = audited("Whether it touches standing for election.")
    affects_public_service: Flag | None = audited("Whether it touches access to public service.")


class Claim(Entry):
    """The operator's justification of a field."""

    pointer: Text = Field(description="Path of the field.", json_schema_extra=AUDIT)
    claim: Text = Field(description="What is claimed.", json_schema_extra=AUDIT)


class Suppression(Entry):
    """A finding that somebody answers for leaving open."""

    check: Id = Field(description="Id of the check.", json_schema_extra=AUDIT)
    pointer: Text | None = audited("Path to which it is limited.")
    justification: Text = Field(description="Why.", json_schema_extra=AUDIT)
    author: Text = Field(description="Who answers for it.", json_schema_extra=AUDIT)
    date: Date = Field(description="Day of the decision.", json_schema_extra=AUDIT)
    expires: Date | None = audited("Last day on which it holds.")
    state: Literal["accepted", "underReview", "rejected"] | None = audited("How far it has come.")


class Expected(Entry):
    """What an audit of this file must find; for fixtures, and read by tests only."""

    norm: Id = Field(description="Id of the norm.", json_schema_extra=AUDIT)
    verdict: Text | None = audited("The verdict, where both ends agree.")
    at_best: Text | None = audited("The verdict at best.")
    at_worst: Text | None = audited("The verdict at worst.")
    elements: dict[str, Truth] = Field(
        {}, description="What must be said of each element.", json_schema_extra=AUDIT
    )
    checks: dict[str, Text] = Field(
        {}, description="What each check must say.", json_schema_extra=AUDIT
    )
    reason: Text | None = audited("The legal reason, where this differs from a published reading.")
