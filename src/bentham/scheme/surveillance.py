"""Watching: what people may read, what they post, where they are seen."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bentham.scheme.words import (
    AUDIT,
    YES,
    Capacity,
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


class Part(Entry):
    """A part of a scheme that may be declared not to exist."""

    exists: Flag | None = Field(
        None, description="Whether there is such a thing; absent: there is.", json_schema_extra=YES
    )

    @property
    def there(self) -> bool:
        """Whether it exists: declared, and not declared to be absent."""
        return self.exists is not False


class Criterion(Entry):
    """One thing that is blocked."""

    category: Text = Field(description="What is blocked.", json_schema_extra=AUDIT)
    legal_test: Literal["court", "agency", "vague", "secret"] | None = audited(
        "Who or what decides that something falls under it."
    )
    protects: Text | None = audited("Id of the norm that protects such content.")


class FilterError(Entry):
    """How often a filter errs."""

    fpr: Share | None = audited("Share of lawful items blocked.")
    fnr: Share | None = audited("Share of unlawful items let through.")


class Filter(Part):
    """A national filter of what can be read, and the media at home."""

    blocks: Flag | None = Field(
        None, description="Whether foreign sources are blocked.", json_schema_extra=YES
    )
    methods: tuple[
        Literal[
            "dns", "ip", "sni", "keyword", "takedown", "delisting", "app_removal", "throttling",
            "shutdown", "real_name", "vpn_ban",
        ],
        ...,
    ] = Field((), description="How they are blocked.", json_schema_extra=AUDIT)  # fmt: skip
    leak: Share = Field(
        1.0,
        description="Share of blocked news that gets into posts at home, where it can be read "
        "until it is deleted.",
        json_schema_extra=YES,
    )
    blocked_site: Literal["none", "gradual", "sudden"] | None = Field(
        None,
        description="Whether a popular, apolitical foreign site is blocked too, and how.",
        json_schema_extra=YES,
    )
    state_media: Flag | None = Field(
        None, description="Whether media at home speak with one voice.", json_schema_extra=YES
    )
    reading_watched: Flag | None = Field(
        None, description="Whether it is seen who reads what.", json_schema_extra=YES
    )
    news_of_punishment: Flag | None = Field(
        None, description="Whether punishments are made known to deter.", json_schema_extra=YES
    )
    fabricates: Flag | None = Field(
        None, description="Whether posts are fabricated to distract.", json_schema_extra=YES
    )
    judicial_order: Flag | None = Field(
        None, description="Whether a court orders each block.", json_schema_extra=AUDIT
    )
    list_published: Flag | None = Field(
        None, description="Whether the blocked sources are published.", json_schema_extra=AUDIT
    )
    notice_to_user: Flag | None = Field(
        None, description="Whether readers are told of a block.", json_schema_extra=AUDIT
    )
    appeal: Flag | None = Field(
        None, description="Whether a block can be contested.", json_schema_extra=AUDIT
    )
    notice_to_publisher: Flag | None = audited("Whether publishers are told of a block.")
    granularity: Literal["page", "domain", "platform", "national"] | None = audited(
        "What one block takes away."
    )
    criteria: tuple[Criterion, ...] = listed("What is blocked, and by which test.")
    review_days: Days | None = audited("Days after which a block is looked at again.")
    error: FilterError | None = audited("Measured errors.")
    feeds_score: Flag | None = audited("Whether what people try to read enters a score.")
    shutdown_occasions: tuple[Literal["protest", "election", "exam", "other"], ...] = listed(
        "When access is cut or slowed."
    )


class Flagging(Entry):
    """Which posts are flagged, by hand or machine."""

    criticism: Share = Field(
        0.0, description="Chance that a post of criticism is flagged.", json_schema_extra=YES
    )
    praise: Share = Field(
        0.0, description="Chance that a post of praise is flagged.", json_schema_extra=YES
    )
    call: Share = Field(
        0.0, description="Chance that a call to act together is flagged.", json_schema_extra=YES
    )
    news: Share = Field(
        0.0,
        description="Chance that a statement posted as news is looked at.",
        json_schema_extra=YES,
    )


class Labelling(Entry):
    """What censors who look at a statement posted as news call false."""

    true_statements: Share = Field(
        0.0, description="Chance that a true statement is called false.", json_schema_extra=YES
    )
    false_statements: Share = Field(
        0.0, description="Chance that a false statement is called false.", json_schema_extra=YES
    )
    concealed_event: Share = Field(
        0.0,
        description="Chance that a true statement about a concealed event is called false.",
        json_schema_extra=YES,
    )


class Monitoring(Part):
    """Censors who watch what is posted."""

    flag: Flagging = Field(
        Flagging(), description="What is flagged, and deleted.", json_schema_extra=YES
    )
    identify: Share = Field(
        0.0,
        description="Chance that the author of a post is found once it is looked into.",
        json_schema_extra=YES,
    )
    capacity_per_million_day: Capacity | None = Field(
        None,
        description="Posts looked into a day per million people; absent: all.",
        json_schema_extra=YES,
    )
    label: Labelling = Field(
        Labelling(), description="What news is called false.", json_schema_extra=YES
    )


class Feed(Entry):
    """What a company passes on about its customers."""

    id: Id = Field(description="Name of the feed.", json_schema_extra=YES)
    acts: tuple[Id, ...] = Field(description="Ids of the acts it tells of.", json_schema_extra=YES)
    coverage: Share = Field(
        0.0, description="Chance that it passes such an act on.", json_schema_extra=YES
    )
    delay_days: Days | None = Field(
        None, description="Days until it does; at least one.", json_schema_extra=YES
    )
    error_rate: Rate = Field(
        0.0,
        description="Acts per person-year that it tells of and that never were.",
        json_schema_extra=YES,
    )
    mix_up_rate: Share = Field(
        0.0,
        description="Chance that an act of a person's namesake is booked to that person too.",
        json_schema_extra=YES,
    )
