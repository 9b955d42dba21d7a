"""How a scheme keeps score: acts, score, rules, grades."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bentham.scheme.words import (
    AUDIT,
    YES,
    Context,
    Count,
    Date,
    Days,
    Entry,
    EstablishedBy,
    Flag,
    Id,
    Imputability,
    Lawfulness,
    Points,
    Positive,
    Rate,
    ScoreValue,
    Severity,
    Share,
    Text,
    Topic,
    Whom,
    audited,
    listed,
    told,
)


class DeclaredAct(Entry):
    """An act that the scheme wants to know of; the act itself belongs to the society."""

    id: Id = Field(
        description="Id in the catalogue of acts; an act outside it needs a `title`, and no run "
        "simulates it.",
        json_schema_extra=YES,
    )
    title: Text | None = audited("What the act is, where the catalogue does not hold it.")
    gravity: Severity | None = audited(
        "0 protected or a mere status, 1 trivial, 2 minor, 3 serious, 4 crime, 5 grave crime."
    )
    gravity_basis: Text | None = audited("Why the gravity is what it is.")
    imputability: Imputability | None = audited("Whose act or state it is.")
    base_rate: Rate | None = audited("Acts per person-year, as published.")
    topics: tuple[Topic, ...] = listed("What it is about, in the words of the guidelines.")
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


class ScorePart(Entry):
    """A part of the score with a weight or a bound of its own."""

    id: Id = Field(description="Name of the part.", json_schema_extra=AUDIT)
    max: ScoreValue | None = audited("Most points that it can give or take.")
    weight: Share | None = audited("Its share of the score.")
    sources: tuple[Id, ...] = listed("Ids of the `data_sources` that feed it.")


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
    one_off: Flag | None = audited(
        "Whether people are graded once, from one moment, and never again; absent: not where the "
        "points of acts add up."
    )
    components: tuple[ScorePart, ...] = listed("Parts with weights or bounds of their own.")


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
    set_grade: Id | None = audited("Id of the grade into which the person falls at once.")
    set_score: ScoreValue | None = audited("Score that the person has at once.")


class Discretion(Entry):
    """What an official decides about a rule."""

    authority: Text | None = audited("Who decides.")
    catch_all: Flag | None = audited("Whether the rule takes in whatever the official finds.")


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
    component: Id | None = audited("Id of the part of the score in which it counts.")
    discretion: Discretion | None = audited("What an official decides.")
    transfer_share: Share | None = audited("Share of the points that others bear too.")
    valid_from: Date | None = audited("Day from which it holds.")
    valid_to: Date | None = audited("Last day on which it holds.")


class Grade(Entry):
    """A band of the score."""

    id: Id = Field(description="Name of the grade.", json_schema_extra=YES)
    label: Text | None = Field(None, description="What it is called.", json_schema_extra=YES)
    min: ScoreValue | None = Field(None, description="Lowest score in it.", json_schema_extra=YES)
    max: ScoreValue | None = Field(None, description="Highest score in it.", json_schema_extra=YES)
    extra_conditions: Text | None = audited("What else it takes to be in it.")
