"""The declared study: the fields of its YAML file.

::

    bentham: "0.1"
    study: what-fear-hangs-on
    title: What fear hangs on
    base: specific-laws
    schemes: [speech-points]
    people: 20000
    days: 180
    vary:
      risk.prior:
      risk.learning: {from: 0.01, to: 0.05}
      expression.rule: {choices: [kuran, ross]}
    outputs: [perceived_risk, people_silenced]
    sampler: saltelli
    samples: 128
    claim: perceived_risk difference > 0
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from bentham.scheme.words import Slug, Text, Title
from bentham.study.scenario_fields import Day, Number, Part, Real, Whole

Value = bool | int | float | str
"""What an input may be."""

SAMPLERS = ("grid", "lhs", "sobol", "saltelli")

MOST_POINTS = 1_000_000

MOST_PEOPLE = 10_000_000
"""So that points fit side by side; more people do not make a surer answer, more points do."""


class Varied(Part):
    """One input: a range, or a choice; nothing said: as the registry declares it."""

    low: Real | None = Field(None, alias="from", description="Least value.")
    high: Real | None = Field(None, alias="to", description="Largest value.")
    steps: Annotated[int, Field(strict=True, ge=2, le=1000)] | None = Field(
        None, description="Of a grid: how many values, the ends among them; 5 if absent."
    )
    choices: tuple[Any, ...] | None = Field(None, description="The values, instead of a range.")
    within: tuple[Slug, ...] | None = Field(
        None, alias="in", description="Of a scheme's field: in which schemes; all but the base."
    )


def _nothing_said(value: Any) -> Any:
    return {} if value is None else value


def _bare_scheme(value: Any) -> Any:
    return {"scheme": value} if isinstance(value, str) else value


class Ruled(Part):
    """One scheme of a study: a named scenario."""

    scheme: Text = Field(description="Preset, or file of a scheme or scenario beside this one.")
    name: Slug | None = Field(None, description="What to call it; its own name if absent.")
    set: dict[str, Any] = Field({}, description="Values by path, so that a strength has a name.")


class StudyFile(Part):
    """A study file."""

    bentham: Literal["0.1"] = Field(description="Version of the format.")
    study: Slug = Field(description="Name of the study.")
    title: Title = Field(description="A few words.")
    summary: Text | None = Field(None, description="One sentence in plain words.")
    base: Annotated[Ruled, BeforeValidator(_bare_scheme)] | None = Field(
        None, description="The scheme from which differences are taken."
    )
    schemes: tuple[Annotated[Ruled, BeforeValidator(_bare_scheme)], ...] = Field(
        description="The schemes, each a named scenario."
    )
    society: Text = Field("city", description="Preset, or file beside this one.")
    people: Annotated[int, Field(strict=True, ge=1, le=MOST_PEOPLE)] = Field(
        20_000, description="Invented people in every world."
    )
    days: Day = Field(180, description="Length.")
    seed: Whole = Field(1, description="Which people, which luck.")
    replicates: Annotated[int, Field(strict=True, ge=1, le=65_535)] = Field(
        1, description="Repeats of every point with other luck."
    )
    vary: dict[str, Annotated[Varied, BeforeValidator(_nothing_said)]] = Field(
        description="Inputs: uncertainties and safeguards."
    )
    outputs: tuple[Text, ...] = Field(description="Harms, by their names in the metric registry.")
    sampler: Literal["grid", "lhs", "sobol", "saltelli"] | None = Field(
        None, description="How points are drawn."
    )
    samples: Number | None = Field(
        None, description="How many points; of saltelli N, for N (inputs + 2) points."
    )
    points: Text | None = Field(
        None, description="CSV beside this file, a column an input, a row a point; for a sampler."
    )
    claim: Text | None = Field(
        None, description="What shall hold: `METRIC [difference] [in SCHEME] > NUMBER`."
    )
