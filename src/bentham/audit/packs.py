"""Packs of norms: YAML files with a mark of provenance and days of validity on every norm."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from bentham.evidence.documents import Document, load_document, validated
from bentham.evidence.errors import unknown
from bentham.evidence.faults import Fault
from bentham.scheme.fields import Scheme
from bentham.scheme.words import Date, Id, Slug, Text

Severity = Literal["critical", "high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

Nature = Literal["prohibition", "absolute", "safeguard", "qualified", "soft", "gate", "information"]
"""Per se; without exception; statutory; to be weighed; not binding; a condition; for readers."""

Instrument = Literal[
    "ai_act", "gdpr", "led", "charter", "echr", "iccpr", "icescr", "crc", "cat", "cerd", "cedaw",
    "crpd", "coe_ai", "armed_conflict", "us_credit", "china", "soft",
]  # fmt: skip
"""What the norm belongs to; `applicability` says whom it binds."""

NOT_VERIFIED = "not verified at source"


class Norm(BaseModel):
    """One norm in our own words."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    id: Id = Field(description="Name.")
    ref: Text = Field(description="Article, paragraph, case.")
    words: Text = Field(description="What it asks, in our own words.")
    mark: Literal["S", "S*", "2", "M"] = Field(description="How it was read.")
    reader: Text | None = Field(None, description="Who read it, where that is known.")
    read_on: Date | None = Field(None, description="When, where that is known.")
    nature: Nature = Field(description="What kind of rule.")
    severity: Severity = Field(description="How much a breach weighs.")
    instrument: Instrument = Field(description="What it belongs to.")
    valid_from: Date = Field(alias="from", description="First day.")
    valid_to: Date | None = Field(None, alias="to", description="Last day.")
    fields: tuple[Text, ...] = Field(description="Fields of a scheme that it looks at.")
    exceptions: Text = Field(description="Exceptions and limits.")

    @property
    def verified(self) -> bool:
        """Whether it was read at source, at least in part; others carry no finding alone."""
        return self.mark in ("S", "S*")

    def in_force(self, day: datetime.date) -> bool:
        """Return whether it holds on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Pack(BaseModel):
    """Norms that belong together."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Slug = Field(description="Name.")
    title: Text = Field(description="Title.")
    version: Text = Field(description="Version.")
    norms: tuple[Norm, ...] = Field(description="The norms.")


def _faults(pack: Pack) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, norm in enumerate(pack.norms):
        if norm.id in seen:
            yield Fault(("norms", i, "id"), f"`{norm.id}` is the id of an earlier norm")
        seen.add(norm.id)
        if norm.valid_to is not None and norm.valid_to < norm.valid_from:
            yield Fault(("norms", i, "to"), "the norm would end before it begins")
        for k, path in enumerate(norm.fields):
            top = path.partition(".")[0]
            if top not in Scheme.model_fields:
                words = tuple(Scheme.model_fields)
                said = f"`{top}` is not a field of a scheme"
                yield Fault(("norms", i, "fields", k), said, top, words)


def read_pack(source: Path | str, name: str | None = None) -> Pack:
    """Return the pack of a file or a text, or raise one error with all its mistakes."""
    document: Document = load_document(source, name=name)
    return validated(document, Pack, _faults)


@cache
def pack_names() -> tuple[str, ...]:
    """Return the names of the packs that come with Bentham."""
    found = files("bentham.audit").joinpath("packs").iterdir()
    return tuple(sorted(each.name[:-5] for each in found if each.name.endswith(".yaml")))


@cache
def pack(name: str) -> Pack:
    """Return a pack that comes with Bentham, by name."""
    if name not in pack_names():
        raise unknown("no pack is called", name, pack_names())
    text = files("bentham.audit").joinpath("packs", f"{name}.yaml").read_text("utf-8")
    return read_pack(text, name=f"{name}.yaml")


def chosen(names: Iterable[str]) -> tuple[Pack, ...]:
    """Return packs by name or file; all that come with Bentham if none is named."""
    found = list(names) or list(pack_names())
    return tuple(
        read_pack(Path(each)) if each.endswith((".yaml", ".yml")) else pack(each)
        for each in dict.fromkeys(found)
    )
