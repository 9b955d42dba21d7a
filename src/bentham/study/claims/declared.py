"""What a claim says: a metric of one world against the base, more or fewer, by how much.

::

    claims: "0.1"
    of: [municipal-points]
    statements:
      - {id: points-lost, metric: lost_points, is: more, by: 1, says: {en: "..."}}
      - {id: on-the-poor, metric: listed, is: more, class: poor, than_class: well-off, says: ...}

A claim is true in one draw of the assumptions if the difference d of its metric, inside that draw,
satisfies ``d > by`` (for *more*) or ``-d > by`` (for *fewer*). With ``class`` the difference is
that of the class, with ``than_class`` less that of another, with ``than`` less that of another
metric. Claims are written down before anything runs: a statement found afterwards is only 'also
seen'.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bentham.evidence.documents import load_document, validated
from bentham.evidence.faults import Fault, Loc
from bentham.evidence.lanes import CLASSES
from bentham.evidence.metric import Metric
from bentham.evidence.metrics import METRICS, metric
from bentham.scheme.words import Id, Slug, Title

NAMES = tuple(m.name for m in METRICS)
Class = Literal["poor", "middle", "well-off"]


class Fields(BaseModel):
    """Base of all parts: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Statement(Fields):
    """One claim."""

    id: Id = Field(description="Its name")
    metric: str = Field(description="Name of a metric, whatever its axis")
    sense: Literal["more", "fewer"] = Field(alias="is", description="How this world differs")
    by: float = Field(0.0, ge=0.0, description="By more than so much, in the metric's unit")
    group: Class | None = Field(None, alias="class", description="In this class only")
    than_class: Class | None = Field(None, description="More than in this other class")
    than: str | None = Field(None, description="More than the difference of this other metric")
    says: Title = Field(description="The claim as a sentence, by language")

    @property
    def of(self) -> Metric:
        """Return the metric's declaration."""
        return metric(self.metric)


class ClaimsFile(Fields):
    """A file of claims."""

    claims: Literal["0.1"] = Field(description="Version of this format")
    of: tuple[Slug, ...] = Field((), description="Schemes of which they speak; none: of any")
    statements: tuple[Statement, ...] = Field(min_length=1, description="The claims")


@dataclass(frozen=True)
class Claims:
    """Claims about some schemes, and where they stand."""

    source: str
    of: tuple[str, ...]
    statements: tuple[Statement, ...]

    def about(self, scheme: str) -> tuple[Statement, ...]:
        """Return what is claimed of a scheme."""
        return self.statements if not self.of or scheme in self.of else ()


def load(path: str | Path) -> Claims:
    """Return the claims in a file.

    Raises
    ------
    InvalidInput
        With every mistake and its position.
    """
    return _read(Path(path), str(path))


@cache
def of_presets() -> tuple[Claims, ...]:
    """Return what is claimed of the schemes that come with Bentham."""
    folder = files("bentham.study.claims").joinpath("presets")
    texts = sorted((each.name, each.read_text("utf-8")) for each in folder.iterdir())
    return tuple(_read(text, f"claims of {name[:-5]}") for name, text in texts)


def _read(source: Path | str, name: str) -> Claims:
    file = validated(load_document(source, name=name), ClaimsFile, _faults)
    return Claims(name, file.of, file.statements)


def claimed(scheme: str, given: Claims | None = None) -> tuple[Statement, ...]:
    """Return the claims of a scheme: those given, or else those of the preset of its name."""
    if given is not None:
        return given.about(scheme)
    return tuple(s for each in of_presets() if scheme in each.of for s in each.about(scheme))


def _faults(file: ClaimsFile) -> Iterator[Fault]:
    seen: set[str] = set()
    for i, each in enumerate(file.statements):
        at: Loc = ("statements", i)
        if each.id in seen:
            yield Fault((*at, "id"), f"another claim is called `{each.id}`")
        seen.add(each.id)
        for key in ("metric", "than"):
            name = getattr(each, key)
            if name is not None and name not in NAMES:
                yield Fault((*at, key), f"there is no metric `{name}`", name, NAMES)
        if each.than_class is not None and each.group is None:
            yield Fault((*at, "than_class"), "name the `class` that it is compared with")
        if each.than_class is not None and each.than_class == each.group:
            yield Fault((*at, "than_class"), "a class is not compared with itself")
        if each.than is not None and each.than in NAMES and each.metric in NAMES:
            units = metric(each.metric).unit, metric(each.than).unit
            if units[0] != units[1]:
                said = f"`{each.metric}` is in {units[0]} and this in {units[1]}"
                yield Fault((*at, "than"), said)


assert set(CLASSES) == set(Class.__args__)  # type: ignore[attr-defined]
