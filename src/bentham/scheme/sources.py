"""Where a scheme's records come from, and what is claimed about them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bentham.scheme.words import (
    AUDIT,
    Collection,
    Context,
    Days,
    Entry,
    Flag,
    Id,
    Share,
    SpecialCategory,
    Text,
    Topic,
    audited,
    listed,
    told,
)


class Relevance(Entry):
    """What is claimed about the relevance of data to the purpose."""

    claim: Literal["relevant", "partly", "none"] | None = audited(
        "Whether the data are claimed, or admitted not, to bear on the purpose."
    )
    justification: Text | None = audited("Why.")


class Accuracy(Entry):
    """How often a source of data is wrong."""

    error_rate: Share | None = Field(
        None,
        description="Share of wrong records.",
        json_schema_extra=told("audit only", "errors enter a run by acts[].false_record_rate"),
    )


class DataSource(Entry):
    """Where the scheme's records come from."""

    id: Id = Field(description="Name of the source.", json_schema_extra=AUDIT)
    context: Context | None = Field(None, description="Sphere of life.", json_schema_extra=AUDIT)
    collection: Collection | None = Field(
        None, description="How it is collected.", json_schema_extra=AUDIT
    )
    kip: Literal["known", "inferred", "predicted"] | None = Field(
        None, description="Known, inferred or predicted.", json_schema_extra=AUDIT
    )
    special_category: tuple[SpecialCategory, ...] = Field(
        (), description="Specially protected kinds of data.", json_schema_extra=AUDIT
    )
    original_purpose: Text | None = Field(
        None, description="What it was first collected for.", json_schema_extra=AUDIT
    )
    gateway: Text | None = Field(
        None, description="Legal basis of the transfer.", json_schema_extra=AUDIT
    )
    consent: Literal["none", "bundled", "specific", "explicit_withdrawable"] | None = Field(
        None, description="Consent of the person.", json_schema_extra=AUDIT
    )
    accuracy: Accuracy | None = Field(None, description="Errors.", json_schema_extra=AUDIT)
    third_party: Flag | None = Field(
        None, description="Whether others than the operator hold it.", json_schema_extra=AUDIT
    )
    minors: Flag | None = Field(
        None, description="Whether it holds data on under-18s.", json_schema_extra=AUDIT
    )
    retention_days: Days | None = Field(None, description="Days kept.", json_schema_extra=AUDIT)
    topics: tuple[Topic, ...] = listed("What the data are about, in the words of the guidelines.")
    about: Literal["person", "relative", "place", "entity"] | None = audited(
        "Whom or what the data describe; absent: the persons evaluated."
    )
    objective_fact: Flag | None = audited(
        "Whether it is an objective, verifiable fact linked to a criminal activity of the person."
    )
    relevance_to_purpose: Relevance | None = audited("What is claimed about its relevance.")
