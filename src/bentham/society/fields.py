"""The declared society: the fields of its YAML file."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0.0, le=1.0)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]

MOST_PEOPLE = 1 << 33
MOST_REGIONS = 1000


class Fields(BaseModel):
    """Base of all parts: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Region(Fields):
    """A part of the society; regions bear no real place's name."""

    name: str = Field(min_length=1, max_length=40, description="Invented name")
    weight: float = Field(gt=0, description="Share of the people, in proportion to all weights")


class Classes(Fields):
    """Shares of the three classes."""

    poor: Share = 0.4
    middle: Share = 0.4
    well_off: Share = 0.2


class Society(Fields):
    """Who lives there."""

    bentham: str = Field("0.1", pattern=r"^0\.1$", description="Version of the format")
    id: Slug = Field(description="Name by which commands refer to it")
    title: str = Field(description="A few words")
    summary: str = Field("", description="One sentence for reports")
    people: int = Field(ge=1, le=MOST_PEOPLE, description="Invented people")
    regions: tuple[Region, ...] = Field(
        (Region(name="all", weight=1.0),), description="At most 1,000; one if nothing is said"
    )
    urban_share: Share = Field(1.0, description="Share of neighbourhoods that are urban")
    classes: Classes = Field(Classes(), description="Shares of the classes")
    ties: str | None = Field(
        None, description="Edge list (two integer columns) in place of the implicit ties"
    )
    isolated: int = Field(
        0, ge=0, le=64, description="People at the end of the list whom nobody can see (for tests)"
    )
    src: str = Field("", description="Where the sizes come from")
    mark: str = Field("A", description="Evidence tag of the sizes")
