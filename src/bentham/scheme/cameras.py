"""Cameras: where they hang, and what is done with faces, plates and moods."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bentham.scheme.surveillance import Part
from bentham.scheme.words import (
    AUDIT,
    YES,
    Capacity,
    Count,
    Days,
    Entry,
    Flag,
    Rate,
    Share,
    Text,
    audited,
    listed,
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
    size: Count | None = audited("How many are on it.")
    holds: tuple[
        Literal[
            "convicts",
            "suspects",
            "victims_missing",
            "protesters",
            "petitioners",
            "journalists",
            "debtors",
            "minors",
            "migrants",
            "other",
        ],
        ...,
    ] = listed("Whom it holds, by declaration.")


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
    objective: (
        Literal["victims_missing", "imminent_threat", "annex_ii_suspects", "verification", "other"]
        | None
    ) = audited("Which of the closed list of objectives it serves, if one.")
    targeted_person: Flag | None = audited("Whether it looks only for individuals named before.")
    limits: tuple[Literal["time", "place", "persons"], ...] = listed(
        "Within what each use is bounded."
    )
    individual_authorisation: Literal["none", "internal", "independent", "judicial"] | None = (
        audited("Who must allow each use beforehand.")
    )
    urgency_hours: Rate | None = audited(
        "Hours within which permission is asked for, where a use began without it."
    )
    faces_per_day: Count | None = audited("Faces that pass a day.")


Trait = Literal[
    "race", "political_opinion", "union", "religion", "belief", "sex_life", "sexual_orientation",
    "ethnicity", "age", "sex", "skin_colour", "eye_colour", "hair_colour", "other",
]  # fmt: skip
"""What somebody may try to deduce from a body."""


class Emotion(Entry):
    """Moods inferred from faces, voices or bodies."""

    places: tuple[
        Literal["workplace", "education", "recruitment", "shop", "street", "call_centre", "other"],
        ...,
    ] = listed("Where.")
    of: tuple[Literal["workers", "applicants", "pupils", "customers", "public"], ...] = listed(
        "Of whom; absent: of those who work or learn where it is used."
    )
    purpose: Literal["medical", "safety", "other"] | None = audited("What for.")
    from_biometrics: Flag | None = audited(
        "Whether the inference rests on biometric data; absent: it does."
    )
    infers: Literal["emotion", "physical_state", "crowd_mood"] | None = audited(
        "A mood or intention (also if absent), a state such as pain or fatigue, or that of a crowd."
    )


class FaceDatabase(Entry):
    """A collection of faces for recognition."""

    source: (
        Literal["id_photos", "custody", "consented", "scraped_targeted", "scraped_untargeted"]
        | None
    ) = audited("Where the pictures come from.")
    scraped_from: tuple[Literal["internet", "cctv", "other"], ...] = listed(
        "What they are scraped from; absent: the internet or CCTV."
    )
    faces: Flag | None = audited(
        "Whether it holds faces, and not some other measure of a body; absent: it does."
    )
    use: Literal["recognition", "training_only"] | None = audited(
        "What it is used for; absent: recognition."
    )
    purpose_change: Flag | None = audited("Whether the pictures were taken for something else.")


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
    emotion: Emotion | None = audited("Whether moods are inferred.")
    biometric_categorisation: tuple[Trait, ...] = listed("What is deduced from bodies.")
    categorisation_use: Literal["individuals", "labelling_lawful_datasets"] | None = audited(
        "Whether persons are sorted (also if absent), or a lawful set of data is labelled."
    )
    database: FaceDatabase | None = audited("Where a database of faces comes from.")
