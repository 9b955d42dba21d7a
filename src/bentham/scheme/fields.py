"""The scheme as a whole: who runs it, why, for whom, and its working parts.

Every field says in its metadata whether a run simulates it. What is absent is undeclared, which
is not the same as false or none.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field

from bentham.evidence.parameters import parameter
from bentham.scheme.audited import (
    Claim,
    Contexts,
    Expected,
    Office,
    Oversight,
    Retention,
    Suppression,
    Technology,
)
from bentham.scheme.cameras import Cameras, FaceRecognition, Watchlist
from bentham.scheme.coercion import (
    Corruption,
    Gatherers,
    Informants,
    Relatives,
    ReportReward,
    Repression,
)
from bentham.scheme.consequences import (
    ListEntry,
    ListExit,
    Listing,
    Reward,
    Sanction,
    Sharing,
    Trigger,
)
from bentham.scheme.context import (
    Appeal,
    Fidelity,
    Operator,
    Provenance,
    Purpose,
    Repair,
    Subjects,
    Transparency,
)
from bentham.scheme.entries import Cap, DeclaredAct, Effect, Grade, Rule, Score, When
from bentham.scheme.sources import Accuracy, DataSource
from bentham.scheme.surveillance import (
    Feed,
    Filter,
    Flagging,
    Labelling,
    Monitoring,
    Part,
)
from bentham.scheme.words import (
    AUDIT,
    YES,
    Date,
    Entry,
    Setting,
    Slug,
    Text,
    Title,
    audited,
    listed,
    told,
)

__all__ = [
    "Accuracy", "Appeal", "Cameras", "Cap", "Corruption", "DataSource", "DeclaredAct", "Effect",
    "FaceRecognition", "Feed", "Fidelity", "Filter", "Flagging", "Gatherers", "Grade",
    "Informants", "Labelling", "ListEntry", "ListExit", "Listing", "Monitoring", "Operator",
    "ParameterSetting", "Part", "Provenance", "Purpose", "Relatives", "Repair", "ReportReward",
    "Repression", "Reward", "Rule", "Sanction", "Scheme", "Score", "Sharing", "Simulation",
    "Subjects", "Transparency", "Trigger", "Watchlist", "When",
]  # fmt: skip


class ParameterSetting(Entry):
    """A value for one parameter of the registry."""

    value: Setting = Field(description="A number or a choice.", json_schema_extra=YES)


def _bare_value(value: Any) -> Any:
    return value if isinstance(value, dict | BaseModel) else {"value": value}


class Simulation(Entry):
    """What the scheme's author wants a run to assume."""

    parameters: dict[str, Annotated[ParameterSetting, BeforeValidator(_bare_value)]] = Field(
        {}, description="Values of parameters of the registry, by name.", json_schema_extra=YES
    )


class Scheme(Entry):
    """A declared scheme; ``{bentham: "0.1", id: x, title: {en: X}}`` is one that does nothing."""

    bentham: Literal["0.1"] = Field(description="Version of this format.", json_schema_extra=YES)
    id: Slug = Field(description="Name of the scheme.", json_schema_extra=YES)
    title: Title = Field(description="Title, by language.", json_schema_extra=YES)
    summary: Text | None = Field(
        None, description="One sentence in plain words.", json_schema_extra=YES
    )
    version: Text | None = Field(None, description="Version.", json_schema_extra=YES)
    as_of: Date | None = Field(
        None, description="Day for which it is described.", json_schema_extra=YES
    )
    status: (
        Literal["proposed", "pilot", "in_force", "suspended", "repealed", "fictional"] | None
    ) = Field(None, description="Whether it is in force.", json_schema_extra=YES)
    fidelity: Fidelity | None = Field(
        None, description="How true to a real scheme.", json_schema_extra=YES
    )
    provenance: tuple[Provenance, ...] = Field((), description="Sources.", json_schema_extra=YES)
    operator: Operator | None = Field(None, description="Who runs it.", json_schema_extra=AUDIT)
    jurisdictions: tuple[Text, ...] = Field(
        (), description="Whose law applies.", json_schema_extra=AUDIT
    )
    valid_from: Date | None = audited("Day on which the scheme began.")
    valid_to: Date | None = audited("Last day of the scheme, if it has ended.")
    supersedes: Text | None = audited("Id of the scheme whose place it takes.")
    technology: Technology | None = audited("How outputs come about.")
    contexts: Contexts | None = audited("Which spheres of life are said to belong together.")
    retention: Retention | None = audited("How long things are kept.")
    oversight: Oversight | None = audited("Who allows and watches it.")
    office: Office | None = audited("Political rights that depend on it.")
    claims: tuple[Claim, ...] = listed("The operator's justification of single fields.")
    suppressions: tuple[Suppression, ...] = listed("Findings that somebody answers for.")
    expected: tuple[Expected, ...] = listed("What an audit of this file must find.")
    purpose: Purpose | None = Field(None, description="Why it exists.", json_schema_extra=YES)
    subjects: Subjects = Field(Subjects(), description="Whom it covers.", json_schema_extra=YES)
    data_sources: tuple[DataSource, ...] = Field(
        (),
        description="Where its records come from.",
        json_schema_extra=told(
            "audit only", "records enter a run by acts[].detection_rate, feeds and the other parts"
        ),
    )
    acts: tuple[DeclaredAct, ...] = Field(
        (), description="Acts that it wants to know of.", json_schema_extra=YES
    )
    score: Score | None = Field(None, description="The score, if any.", json_schema_extra=YES)
    rules: tuple[Rule, ...] = Field((), description="The rule table.", json_schema_extra=YES)
    grades: tuple[Grade, ...] = Field((), description="Bands of the score.", json_schema_extra=YES)
    lists: tuple[Listing, ...] = Field((), description="Lists of names.", json_schema_extra=YES)
    sanctions: tuple[Sanction, ...] = Field(
        (), description="What is done to people.", json_schema_extra=YES
    )
    rewards: tuple[Reward, ...] = Field(
        (), description="What is given to people.", json_schema_extra=AUDIT
    )
    appeal: Appeal = Field(Appeal(), description="How to contest it.", json_schema_extra=YES)
    repair: Repair | None = Field(None, description="How to make good.", json_schema_extra=YES)
    transparency: Transparency = Field(
        Transparency(), description="What people may know.", json_schema_extra=YES
    )
    filter: Filter | None = Field(None, description="What may be read.", json_schema_extra=YES)
    monitoring: Monitoring | None = Field(
        None, description="Who watches what is posted.", json_schema_extra=YES
    )
    cameras: Cameras | None = Field(
        None, description="Cameras, faces, plates.", json_schema_extra=YES
    )
    informants: Informants | None = Field(
        None, description="Who reports others.", json_schema_extra=YES
    )
    gatherers: Gatherers | None = Field(
        None, description="Who writes down what households do.", json_schema_extra=YES
    )
    feeds: tuple[Feed, ...] = Field(
        (), description="What companies pass on.", json_schema_extra=YES
    )
    repression: Repression | None = Field(
        None, description="Arrest and detention.", json_schema_extra=YES
    )
    relatives: Relatives | None = Field(
        None, description="What happens to the family.", json_schema_extra=YES
    )
    corruption: Corruption | None = Field(
        None, description="What officials take.", json_schema_extra=YES
    )
    simulation: Simulation = Field(
        Simulation(), description="What a run assumes.", json_schema_extra=YES
    )
    base: Text | None = Field(
        None, description="The scheme that this one reforms.", json_schema_extra=YES
    )
    parts: dict[str, Text] = Field(
        {}, description="Parts taken from other schemes.", json_schema_extra=YES
    )
    changes: dict[str, Any] = Field({}, description="Values changed.", json_schema_extra=YES)
    remove: tuple[Text, ...] = Field((), description="Parts removed.", json_schema_extra=YES)
    add: dict[str, Any] = Field({}, description="Parts added.", json_schema_extra=YES)

    @property
    def name(self) -> str:
        """The title in English, or in whatever language there is."""
        return self.title.get("en") or next(iter(self.title.values()))

    def settings(self) -> dict[str, float]:
        """Return the registry parameters that the scheme sets; a choice as its index."""
        out = {}
        for name, setting in self.simulation.parameters.items():
            value = setting.value
            known = parameter(name)
            out[name] = (
                float(known.choices.index(value)) if isinstance(value, str) else float(value)
            )
        return out
