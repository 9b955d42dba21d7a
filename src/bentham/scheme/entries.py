"""How a scheme keeps score: acts, score, rules, grades."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bentham.scheme.words import (
    AUDIT,
    YES,
    Context,
    Count,
    Days,
    Entry,
    EstablishedBy,
    Id,
    Lawfulness,
    Points,
    Positive,
    Rate,
    ScoreValue,
    Severity,
    Share,
    Text,
    Whom,
    told,
)


class DeclaredAct(Entry):
    """An act that the scheme wants to know of; the act itself belongs to the society."""

    id: Id = Field(
        description="Id in the catalogue of acts, or with a title of its own.",
        json_schema_extra=YES,
    )
    title: Text | None = Field(
        None,
        description="What the scheme calls it; an act outside the catalogue needs one.",
        json_schema_extra=AUDIT,
    )
    gravity: Severity | None = Field(
        None,
        description="0 protected or a mere status, 1 trivial, 2 minor, 3 serious, 4 crime, 5 grave "
        "crime.",
        json_schema_extra=AUDIT,
    )
    gravity_basis: Text | None = Field(
        None, description="Why it is as grave as that.", json_schema_extra=AUDIT
    )
    context: Context | None = Field(None, description="Sphere of life.", json_schema_extra=AUDIT)
    lawfulness: Lawfulness | None = Field(
        None, description="What the law says of the act.", json_schema_extra=AUDIT
    )
    protected_by: tuple[Text, ...] = Field(
        (), description="Norms that protect the act.", json_schema_extra=AUDIT
    )
    established_by: EstablishedBy | None = Field(
        None, description="Who finds that the act happened.", json_schema_extra=AUDIT
    )
    proof: Literal["beyond_doubt", "balance", "suspicion", "none"] | None = Field(
        None, description="Standard of proof.", json_schema_extra=AUDIT
    )
    detection_rate: Share = Field(
        0.0,
        description="Chance that one such act is recorded under this scheme.",
        json_schema_extra=YES,
    )
    false_record_rate: Rate = Field(
        0.0,
        description="Records of this act per person-year against people who did not do it.",
        json_schema_extra=YES,
    )


class Score(Entry):
    """A number that the scheme keeps for each person."""

    kind: Literal["points", "probability", "rank", "label", "traffic_light", "none"] = Field(
        "points",
        description="What the score is.",
        json_schema_extra=told("yes", "the run keeps points only", only=("points", "none")),
    )
    initial: ScoreValue = Field(0.0, description="Score on the first day.", json_schema_extra=YES)
    min: ScoreValue | None = Field(None, description="Lowest score.", json_schema_extra=YES)
    max: ScoreValue | None = Field(None, description="Highest score.", json_schema_extra=YES)
    better: Literal["higher", "lower"] = Field(
        "higher",
        description="Which end of the score is the good one.",
        json_schema_extra=told("yes", "a run refuses it; turn the signs round", only=("higher",)),
    )
    aggregation: Literal[
        "sum", "weighted_sum", "logistic", "max", "lookup", "ml", "rating_mean", "unknown"
    ] = Field(
        "sum",
        description="How records become a score.",
        json_schema_extra=told("yes", "the run adds points", only=("sum",)),
    )
    decay: Literal["none", "linear", "halflife", "periodic_reset"] = Field(
        "none",
        description="How the score returns to its initial value.",
        json_schema_extra=told("yes", "the run keeps the score", only=("none", "halflife")),
    )
    period_days: Positive | None = Field(
        None,
        description="Half-life of the way back to the initial score, or period of the reset.",
        json_schema_extra=YES,
    )
    lookback_days: Days | None = Field(
        None, description="Age at which a record stops to count.", json_schema_extra=AUDIT
    )
    update_days: Days | None = Field(
        None,
        description="Days between two updates.",
        json_schema_extra=told("audit only", "the run updates every day"),
    )


class When(Entry):
    """What makes a rule apply."""

    act: Id = Field(description="Id of the recorded act.", json_schema_extra=YES)
    count: Count | None = Field(
        None,
        description="How many records it takes.",
        json_schema_extra=told("audit only", "every record counts at once"),
    )
    within_days: Days | None = Field(
        None,
        description="Span in which the records must fall.",
        json_schema_extra=told("audit only", "every record counts at once"),
    )
    per: Literal["event", "month", "year"] | None = Field(
        None,
        description="Whether each event counts, or one per month or year.",
        json_schema_extra=told("yes", "every event counts", only=("event",)),
    )


class Effect(Entry):
    """What a rule does to a person."""

    points: Points | None = Field(
        None, description="Points, or a range [low, high].", json_schema_extra=YES
    )
    add_to_list: Id | None = Field(
        None, description="Id of a list that the person enters.", json_schema_extra=YES
    )
    trigger: Id | None = Field(
        None, description="Id of a sanction that follows at once.", json_schema_extra=YES
    )


class Cap(Entry):
    """A bound on what one rule may add or take."""

    points: ScoreValue = Field(description="Most points.", json_schema_extra=AUDIT)
    per: Literal["event", "month", "year"] = Field(
        description="Span of the bound.", json_schema_extra=AUDIT
    )


class Rule(Entry):
    """One line of the rule table: a recorded act and what follows."""

    id: Id = Field(description="Name of the rule.", json_schema_extra=YES)
    when: When = Field(description="What makes it apply.", json_schema_extra=YES)
    effect: Effect = Field(Effect(), description="What follows.", json_schema_extra=YES)
    repeat_multiplier: Rate | None = Field(
        None,
        description="Factor on the points from the second time on.",
        json_schema_extra=told("audit only", "every record gives the same points"),
    )
    cap: Cap | None = Field(
        None,
        description="Bound on the points of this rule.",
        json_schema_extra=told("audit only", "points are not capped by rule"),
    )
    applies_to: Whom = Field(
        "actor",
        description="Who bears the effect.",
        json_schema_extra=told(
            "yes",
            "'parents' reaches those who live in one household with their child; "
            "effects on others are left out",
            only=("actor",),
            roughly=("parents",),
        ),
    )


class Grade(Entry):
    """A band of the score."""

    id: Id = Field(description="Name of the grade.", json_schema_extra=YES)
    label: Text | None = Field(None, description="What it is called.", json_schema_extra=YES)
    min: ScoreValue | None = Field(None, description="Lowest score in it.", json_schema_extra=YES)
    max: ScoreValue | None = Field(None, description="Highest score in it.", json_schema_extra=YES)
