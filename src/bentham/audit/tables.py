"""The data files of the audit: related contexts, anchors of gravity, carve-outs, headings."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from bentham.evidence.documents import load_document, validated
from bentham.scheme.words import Text

Flag = Annotated[bool, Field(strict=True)]
Table = TypeVar("Table", bound=BaseModel)
SourceMark = Literal["S", "S*", "2", "M"]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Cell(_Row):
    """One pair that the Commission or a court has named."""

    origins: tuple[Text, ...] = Field(alias="from", description="Topics or contexts of data.")
    to: tuple[Text, ...] = Field(description="Contexts of treatments.")
    purposes: tuple[Text, ...] = Field((), alias="for", description="Purposes it is limited to.")
    related: Flag = Field(description="Whether they are related.")
    by: Text = Field(description="Who named it, and where.")
    mark: SourceMark = Field(description="How it was read.")


class Relatedness(_Row):
    """All named pairs."""

    cells: tuple[Cell, ...] = Field(description="Named pairs.")


class Anchors(_Row):
    """What the Commission calls minor and severe."""

    minor_topics: tuple[Text, ...] = Field(description="Topics of minor conduct.")
    minor_acts: tuple[Text, ...] = Field(description="Acts of the catalogue.")
    severe_kinds: tuple[Text, ...] = Field(description="Kinds of sanctions.")
    by: Text = Field(description="Where.")
    mark: SourceMark = Field(description="How it was read.")


class CarveOut(_Row):
    """A use that the Commission names as outside the prohibition, and its conditions."""

    id: Text = Field(description="Name.")
    title: Text = Field(description="In words.")
    purposes: tuple[Text, ...] = Field(description="Categories of purpose.")
    sources: tuple[Text, ...] = Field(description="Topics or contexts that data may have.")
    treatments: tuple[Text, ...] = Field(description="Contexts that treatment may have.")
    law: Flag = Field(description="Whether a law must name the data.")
    special_categories: Flag = Field(description="Whether special categories may be used.")
    standard_service: Flag = Field(False, description="Whether the standard service must remain.")
    ratings_only: Flag = Field(False, description="Whether only ratings may be used.")
    by: Text = Field(description="Paragraph.")


class CarveOuts(_Row):
    """All named carve-outs."""

    carve_outs: tuple[CarveOut, ...] = Field(description="Named carve-outs.")


class Heading(_Row):
    """A heading of an assessment of impact, and what of an audit belongs under it."""

    id: Text = Field(description="Letter of the article.")
    title: Text = Field(description="In our own words.")
    parts: tuple[Text, ...] = Field(description="Parts of a scheme that it asks about.")
    families: tuple[Text, ...] = Field(description="Families of checks whose findings belong here.")


class Assessment(_Row):
    """An assessment that an operator may have to write."""

    id: Text = Field(description="Name.")
    title: Text = Field(description="Title.")
    ref: Text = Field(description="Article.")
    mark: SourceMark = Field(description="How it was read.")
    headings: tuple[Heading, ...] = Field(description="Its headings.")


class Assessments(_Row):
    """All assessments."""

    assessments: tuple[Assessment, ...] = Field(description="Assessments.")


def data_file(name: str, model: type[Table]) -> Table:
    """Return a data file of the audit, checked."""
    text = files("bentham.audit").joinpath("data", name).read_text("utf-8")
    return validated(load_document(text, name=name), model)


@cache
def relatedness() -> tuple[Cell, ...]:
    """Return the named pairs of contexts."""
    return data_file("relatedness.yaml", Relatedness).cells


@cache
def anchors() -> Anchors:
    """Return what the Commission calls minor and severe."""
    return data_file("gravity.yaml", Anchors)


@cache
def carve_outs() -> tuple[CarveOut, ...]:
    """Return the carve-outs that the Commission names."""
    return data_file("carve_outs.yaml", CarveOuts).carve_outs


@cache
def assessments() -> tuple[Assessment, ...]:
    """Return the headings of the assessments of impact."""
    return data_file("impact_headings.yaml", Assessments).assessments
