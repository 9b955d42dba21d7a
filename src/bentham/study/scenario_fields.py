"""The declared scenario: the fields of its YAML file.

::

    bentham: "0.1"
    scenario: an-eviction-praised
    title: An eviction, praised and then found out
    scheme: national-filter
    days: 300
    events:
      - {kind: relocation, day: 60, share: 0.02, compensation: 0.3, praised: true}
      - {kind: concealed, day: 61, witnesses: 0.01}
      - {kind: disclosed, day: 200}
    interventions:
      - {from: 100, to: 130, where: {wards: [1, 2]}, set: {media.demand: 0.4}}
    probes:
      - {days: [60, 299], sample: 500, method: both}
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from bentham.scheme.words import Flag, Share, Slug, Text, Title

MOST_DAYS = 65_000

Question = Literal[
    "approve",
    "trust_strangers",
    "knows_event",
    "knows_scored",
    "would_vote",
    "looked_for_news",
    "would_speak",
    "fears_protest",
]
QUESTIONS: tuple[Question, ...] = get_args(Question)
"""What a probe may ask."""


def _sample(value: Any) -> int | Literal["all"]:
    """Accept a number of people, or the word all."""
    if value == "all" or (isinstance(value, int) and not isinstance(value, bool) and value >= 2):
        return value  # type: ignore[no-any-return]
    raise PydanticCustomError("sample", "a sample is a whole number from 2 on, or the word all")


Sample = Annotated[int | Literal["all"], PlainValidator(_sample)]
Day = Annotated[int, Field(strict=True, ge=1, le=MOST_DAYS)]
Number = Annotated[int, Field(strict=True, ge=1)]
Real = Annotated[float, Field(strict=True)]
Whole = Annotated[int, Field(strict=True)]


class Part(BaseModel):
    """Base of all parts: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Where(Part):
    """Some places; one of the four."""

    region: Text | None = Field(None, description="Name of a region.")
    districts: tuple[Number, ...] | None = Field(None, description="Numbers, counted from 1.")
    wards: tuple[Number, ...] | None = Field(None, description="Numbers, counted from 1.")
    share: Share | None = Field(None, description="Share of the districts, drawn at random.")


class For(Part):
    """Some people of these places."""

    class_: Literal["poor", "middle", "well-off"] = Field(alias="class", description="Their class.")


class Event(Part):
    """Something happens; which other fields belong to it depends on its kind."""

    kind: Literal["concealed", "happens", "disclosed", "relocation"] = Field(
        description="What kind of event."
    )
    day: Day = Field(description="When.")
    witnesses: Share | None = Field(None, description="Share of adults who see it happen.")
    share: Share | None = Field(None, description="Share of neighbourhoods forced to move.")
    where: Where | None = Field(None, description="Among which places; everywhere if absent.")
    compensation: Share | None = Field(None, description="Share of the loss that is made good.")
    may_object: Share | None = Field(None, description="Share of those moved who may object.")
    praised: Flag | None = Field(
        None, description="Whether state media praise the removal as progress for 30 days."
    )


class Ramp(Part):
    """A number that moves in equal steps over the days of an intervention."""

    first: Real = Field(alias="from", description="Value on the first day.")
    last: Real = Field(alias="to", description="Value on the last day.")


class Intervention(Part):
    """Something else rules from a day on, or for a while, somewhere, for some people."""

    first: Day = Field(alias="from", description="First day.")
    last: Day | None = Field(None, alias="to", description="Last day; to the end if absent.")
    where: Where | None = Field(None, description="Where; everywhere if absent.")
    whom: For | None = Field(None, alias="for", description="For whom; everybody if absent.")
    set: dict[str, Any] = Field({}, description="Values by path in the scheme, or by parameter.")
    ramp: dict[str, Ramp] = Field({}, description="Likewise, values that move day by day.")


class Trial(Part):
    """A random share is given something and the rest not, as in a field experiment."""

    id: Slug = Field(description="Name of the trial.")
    unit: Literal["person", "ward", "district"] = Field(description="What is drawn.")
    share: Annotated[float, Field(strict=True, gt=0, lt=1)] = Field(
        0.5, description="Share that is treated."
    )
    first: Day = Field(1, alias="from", description="First day of the treatment.")
    last: Day | None = Field(None, alias="to", description="Last day; to the end if absent.")
    set: dict[str, Any] = Field(description="What the treated are given, by path or parameter.")


class Probe(Part):
    """Some adults, drawn at random, are asked; it changes nobody."""

    day: Day | None = Field(None, description="Evening on which they are asked.")
    days: tuple[Day, ...] | None = Field(None, description="Or several evenings.")
    sample: Sample = Field(1000, description="About how many adults, or the word all.")
    method: Literal["direct", "list", "both"] = Field(
        "both", description="Asked directly, by a list experiment, or both."
    )
    questions: tuple[Question, ...] = Field(QUESTIONS, description="What is asked.")

    @property
    def evenings(self) -> tuple[int, ...]:
        """The days on which people are asked."""
        return tuple(self.days or ()) if self.day is None else (self.day,)


class ScenarioFile(Part):
    """A scenario file."""

    bentham: Literal["0.1"] = Field(description="Version of the format.")
    scenario: Slug = Field(description="Name of the scenario.")
    title: Title = Field(description="A few words.")
    summary: Text | None = Field(None, description="One sentence in plain words.")
    scheme: Text = Field(description="Preset, or file beside this one.")
    society: Text = Field("city", description="Preset, or file beside this one.")
    people: Annotated[int, Field(strict=True, ge=1, le=1 << 33)] | None = Field(
        None, description="Invented people; the society's own number if absent."
    )
    days: Day = Field(365, description="Length.")
    seed: Whole = Field(1, description="Which people, which luck.")
    replicates: Annotated[int, Field(strict=True, ge=1, le=65_535)] = Field(
        1, description="Repeats with other luck."
    )
    assumptions: Annotated[int, Field(strict=True, ge=0, le=65_535)] = Field(
        0, description="Draws of what is assumed."
    )
    set: dict[str, Any] = Field({}, description="Values by path, from the first day on.")
    off: tuple[Text, ...] = Field((), description="Systems switched off.")
    events: tuple[Event, ...] = Field((), description="What happens.")
    interventions: tuple[Intervention, ...] = Field((), description="What is changed on the way.")
    trials: tuple[Trial, ...] = Field((), description="At most one field experiment.")
    probes: tuple[Probe, ...] = Field((), description="What people are asked.")
