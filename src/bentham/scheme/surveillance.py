"""Watching: what people may read, what they post, where they are seen."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bentham.scheme.words import (
    AUDIT,
    YES,
    Capacity,
    Count,
    Days,
    Entry,
    Flag,
    Id,
    Rate,
    Share,
    Text,
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


class Watchlist(Entry):
    """The wanted list."""

    share: Share = Field(
        0.0, description="Share of adults who are wanted from the start.", json_schema_extra=YES
    )
    includes: tuple[Literal["punished", "listed"], ...] = Field(
        (),
        description="Who else is: those once punished for dissent, those on the list.",
        json_schema_extra=YES,
    )
    criteria: Text | None = Field(None, description="Who is wanted.", json_schema_extra=AUDIT)
    min_offence_years: Count | None = Field(
        None, description="Least term of the offences for it.", json_schema_extra=AUDIT
    )


class FaceRecognition(Entry):
    """Faces compared with a gallery; it acts on invented ids only."""

    mode: Literal["none", "post", "real_time"] | None = Field(
        None,
        description="Never, on pictures afterwards, or while people walk by.",
        json_schema_extra=YES,
    )
    fpir: Share | None = Field(
        None,
        description="Share of searches for a stranger that find somebody.",
        json_schema_extra=YES,
    )
    fmr: Share | None = Field(
        None,
        description="Share of comparisons of strangers that match; with `gallery` in place of "
        "`fpir`.",
        json_schema_extra=YES,
    )
    gallery: Count | None = Field(None, description="Faces in the gallery.", json_schema_extra=YES)
    fnir: Share | None = Field(
        None, description="Share of searches for a wanted person that miss.", json_schema_extra=YES
    )
    scans_per_day: Rate | None = Field(
        None,
        description="Searches a day for each person; absent: captures by density.",
        json_schema_extra=YES,
    )
    identifies_marchers: Flag | None = Field(
        None, description="Whether faces at demonstrations are named.", json_schema_extra=YES
    )
    individual_review: Flag | None = Field(
        None, description="Whether a person looks at each match.", json_schema_extra=YES
    )
    watchlist: Watchlist = Field(
        Watchlist(), description="Who is looked for.", json_schema_extra=YES
    )
    purpose: Text | None = Field(None, description="What for.", json_schema_extra=AUDIT)
    auto_action: Flag | None = Field(
        None, description="Whether something follows from a match alone.", json_schema_extra=AUDIT
    )


class Cameras(Part):
    """Cameras in public places."""

    per_1000: Rate | None = Field(
        None, description="Cameras per 1,000 people.", json_schema_extra=YES
    )
    density_of: Text | None = Field(
        None,
        description="City and edition of the table `cameras` that lend a density, and nothing "
        "else, where `per_1000` is absent.",
        json_schema_extra=YES,
    )
    places: tuple[
        Literal[
            "street", "metro", "school", "workplace", "worship", "clinic", "union", "polling",
            "home",
        ],
        ...,
    ] = Field((), description="Where they hang.", json_schema_extra=AUDIT)  # fmt: skip
    publicly_accessible: Flag | None = Field(
        None, description="Whether the places are open to all.", json_schema_extra=AUDIT
    )
    retention_days: Days | None = Field(
        None, description="Days that pictures are kept.", json_schema_extra=AUDIT
    )
    phones: Flag | None = Field(
        None, description="Whether a phone nearby must confirm a match.", json_schema_extra=YES
    )
    plates: Flag | None = Field(
        None, description="Whether number plates are read too.", json_schema_extra=YES
    )
    operators_per_million_day: Capacity | None = Field(
        None,
        description="Alerts looked at a day per million people; absent: all.",
        json_schema_extra=YES,
    )
    face_recognition: FaceRecognition | None = Field(
        None, description="Whether faces are recognised.", json_schema_extra=YES
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
