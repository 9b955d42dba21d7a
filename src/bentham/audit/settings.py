"""Thresholds: each with its value, its type, and where it comes from; an auditor may change them.

::

    thresholds:
      breadth_review: {value: 4, because: "two of the registers are one office"}
    relations:
      - {from: education, to: housing, related: true, because: "rooms for students"}

What is changed is printed in the report, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bentham.evidence.documents import Document, load_document, validated
from bentham.evidence.faults import Fault
from bentham.scheme.phrase import Phrase
from bentham.scheme.words import Context, Text

ThresholdType = Literal["legal", "guideline or case", "convention", "project default"]


class Threshold(BaseModel):
    """A number that decides about a finding."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Text = Field(description="Name.")
    value: Annotated[float, Field(strict=True)] = Field(description="The number.")
    unit: Text = Field(description="Of what.")
    type: ThresholdType = Field(description="Where its authority comes from.")
    source: Text = Field(description="Where it is taken from.")


class Changed(BaseModel):
    """A threshold as an auditor has changed it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: Annotated[float, Field(strict=True)] = Field(description="The number.")
    because: Annotated[str, Field(min_length=1)] = Field(description="Why; it is printed.")


class Relation(BaseModel):
    """A pair of contexts that an auditor judges, at his or her own answer."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    origin: Context = Field(alias="from", description="Where the data arose.")
    to: Context = Field(description="Where the treatment falls.")
    related: Annotated[bool, Field(strict=True)] = Field(description="Whether they are related.")
    because: Annotated[str, Field(min_length=1)] = Field(description="Why; it is printed.")


class SettingsFile(BaseModel):
    """What an auditor may change."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    thresholds: dict[str, Changed] = Field({}, description="By name.")
    relations: tuple[Relation, ...] = Field((), description="Pairs of contexts.")


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    thresholds: tuple[Threshold, ...] = Field(description="All of them.")


@cache
def declared_thresholds() -> dict[str, Threshold]:
    """Return every threshold as this project declares it, by name."""
    text = files("bentham.audit").joinpath("data", "thresholds.yaml").read_text("utf-8")
    found = validated(load_document(text, name="thresholds.yaml"), _Declared)
    return {each.id: each for each in found.thresholds}


@dataclass(frozen=True)
class Settings:
    """The thresholds and relations that an audit uses."""

    changed: dict[str, Changed] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()

    def threshold(self, name: str) -> Threshold:
        """Return a threshold, with what an auditor has changed."""
        declared = declared_thresholds()[name]
        own = self.changed.get(name)
        if own is None:
            return declared
        return declared.model_copy(
            update={
                "value": own.value,
                "type": "project default",
                "source": Phrase(
                    "changed by the auditor from {value:g}: {why}",
                    value=declared.value,
                    why=own.because,
                ),
            }
        )


def load_settings(path: Path) -> Settings:
    """Return the settings of a file, or raise one error with all its mistakes."""
    document: Document = load_document(path)

    def unknown(found: SettingsFile) -> list[Fault]:
        known = tuple(declared_thresholds())
        return [
            Fault(("thresholds", name), f"there is no threshold `{name}`", name, known, at_key=True)
            for name in found.thresholds
            if name not in known
        ]

    read = validated(document, SettingsFile, unknown)
    return Settings(dict(read.thresholds), read.relations)
