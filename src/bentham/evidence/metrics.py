"""The metric registry: what a run reports, and on which axis each number lies.

A metric is a quotient of two tallies times a scale; tallies are integers counted by the day.
Sweeps, sensitivity and attribution take only metrics on the axis ``harm`` as output.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Metric:
    """One reported number.

    Parameters
    ----------
    name : str
        Column name in ``panel.parquet``.
    label : str
        A few words for axes and tables.
    unit : str
        Unit in words.
    axis : str
        ``harm`` (what is done to people), ``conduct`` (what people do) or ``context``.
    direction : str
        ``worse`` or ``better`` if a larger value is so for the people, else ``neither``.
    summary : str
        How a run condenses the days to one value: ``last``, ``mean``, ``sum`` or ``max``.
    top, bottom : str
        Names of the tallies whose quotient the metric is; an empty `bottom` means a plain count.
    scale : float
        Factor on the quotient (100 for per cent).
    cause : str
        What must be declared or switched on for the metric to move: the name of a system
        (``expression``) or of a scheme's part (``scheme.lists``).
    definition : str
        One sentence that says exactly what is counted.
    phrase : str
        For shares of people: the end of a sentence that begins "Of 1,000 adults, 13 ...".
    story : bool
        Whether it tells how people react (fear, opinion, deterrence, welfare weights), which no
        data pin down, rather than what the declared rules add up to.
    """

    name: str
    label: str
    unit: str
    axis: Literal["harm", "conduct", "context"]
    direction: Literal["worse", "better", "neither"]
    summary: Literal["last", "mean", "sum", "max"]
    top: str
    bottom: str
    scale: float
    cause: str
    definition: str
    phrase: str = ""
    story: bool = False


M = Metric

# fmt: off
LISTS: tuple[Metric, ...] = (
    M("listed", "On the list", "% of adults", "harm", "worse", "last", "LISTED", "ADULTS", 100.0,
      "scheme.lists", "Adults on the list, of all adults.", "were on the list"),
    M("wrongly_listed", "Wrongly on the list", "% of adults", "harm", "worse", "last",
      "WRONGLY_LISTED", "ADULTS", 100.0, "scheme.mistakes",
      "Adults on the list for somebody else's debt or for an act that they did not do.",
      "were on the list by mistake"),
    M("list_entries", "Entries to the list", "per 1,000 adults and day", "harm", "worse", "mean",
      "ENTERED", "ADULTS", 1000.0, "scheme.lists", "Adults put on the list on a day."),
    M("appeals", "Appeals", "per 1,000 adults and day", "context", "neither", "mean", "APPEALED",
      "ADULTS", 1000.0, "scheme.appeal",
      "Wrongly listed adults who asked for a hearing on a day, again if they were not heard."),
    M("flights_refused", "Flights refused", "attempts per 1,000 adults", "harm", "worse", "sum",
      "FLIGHT_REFUSED", "ADULTS", 1000.0, "scheme.bars_flights",
      "Attempts to fly that were refused: attempts, not people."),
    M("trains_refused", "Fast trains refused", "attempts per 1,000 adults", "harm", "worse", "sum",
      "TRAIN_REFUSED", "ADULTS", 1000.0, "scheme.bars_trains",
      "Attempts to take a fast train that were refused: attempts, not people."),
    M("people_refused", "People refused travel", "% of adults", "harm", "worse", "last",
      "EVER_REFUSED", "ADULTS", 100.0, "scheme.bars_travel",
      "Adults refused a flight or a fast train at least once since the first day.",
      "were refused a flight or a fast train at least once"),
)

SCORES: tuple[Metric, ...] = (
    M("score", "Score", "points", "context", "better", "last", "SCORE_SUM", "ADULTS", 1.0,
      "scheme.score", "Mean score of adults."),
    M("lost_points", "Fewer points than at the start", "% of adults", "harm", "worse", "last",
      "BELOW_START", "ADULTS", 100.0, "scheme.takes_points",
      "Adults whose score lies below the one they started with.",
      "had fewer points than at the start"),
    M("gained_points", "More points than at the start", "% of adults", "context", "neither", "last",
      "ABOVE_START", "ADULTS", 100.0, "scheme.gives_points",
      "Adults whose score lies above the one they started with.",
      "had more points than at the start"),
    M("low_grade", "At a sanctioned grade", "% of adults", "harm", "worse", "last", "LOW_GRADE",
      "ADULTS", 100.0, "scheme.tiers", "Adults whose score bears a sanction.",
      "stood at a grade that is sanctioned"),
    M("under_sanction", "Under a sanction", "% of adult-days", "harm", "worse", "mean",
      "SANCTIONED", "ADULTS", 100.0, "scheme.sanctions",
      "Adult-days spent on the list or at a sanctioned grade."),
    M("fines", "Fines", "per 1,000 adults", "harm", "worse", "sum", "FINED", "ADULTS", 1000.0,
      "scheme.fines", "Adult-days on which somebody was fined."),
    M("acts_recorded", "Acts recorded", "per 1,000 adults", "context", "neither", "sum", "RECORDED",
      "ADULTS", 1000.0, "scheme.detection", "Acts done and recorded."),
    M("false_records", "False records", "per 1,000 adults", "harm", "worse", "sum",
      "FALSELY_RECORDED", "ADULTS", 1000.0, "scheme.false_records",
      "Records of acts that the person did not do."),
)

SPEECH: tuple[Metric, ...] = (
    M("critics_punished", "Punished for lawful criticism", "% of adults", "harm", "worse", "last",
      "EVER_PUNISHED", "ADULTS", 100.0, "scheme.punishes_speech",
      "Adults correctly identified for a protected act and punished for it at least once.",
      "were correctly identified and punished for criticism or protest", story=True),
    M("perceived_risk", "Perceived risk of dissent", "% chance", "harm", "worse", "mean",
      "RISK_SUM", "ADULTS", 100.0 / 256.0, "scheme.punishes_speech",
      "Chance of punishment for dissent that adults perceive, on average.", story=True),
    M("self_censored", "Occasions silenced", "% of occasions", "harm", "worse", "mean",
      "SELF_CENSORED", "OCCASION", 100.0, "scheme.punishes_speech",
      "Occasions on which somebody kept silent and, without risk, would have dissented.",
      story=True),
    M("people_silenced", "Silenced at least once", "% of adults", "harm", "worse", "last",
      "EVER_SILENCED", "ADULTS", 100.0, "scheme.punishes_speech",
      "Adults who kept silent out of fear at least once since the first day.",
      "kept silent out of fear at least once", story=True),
    M("falsified", "Support against one's conviction", "% of occasions", "harm", "worse", "mean",
      "FALSIFIED", "OCCASION", 100.0, "expression",
      "Occasions on which somebody privately opposed supported in public.", story=True),
    M("critics", "Voiced criticism", "% of adults", "conduct", "neither", "last", "EVER_SPOKE",
      "ADULTS", 100.0, "expression",
      "Adults who voiced criticism or protested at least once since the first day.",
      "voiced criticism at least once", story=True),
    M("protest_share", "Protesting on a day", "% of adults", "conduct", "neither", "mean",
      "PROTEST", "ADULTS", 100.0, "expression", "Adults taking part in a protest on a day.",
      story=True),
    M("private_opposition", "Privately opposed", "% of adults", "context", "neither", "last",
      "OPPOSED", "ADULTS", 100.0, "attitude", "Adults whose private attitude is above zero.",
      "were privately opposed", story=True),
    M("aware", "Aware of the rules", "% of adults", "context", "neither", "last", "KNOWING",
      "ADULTS", 100.0, "scheme.known", "Adults who know the rules of the scheme.", story=True),
)

ACTS: tuple[Metric, ...] = (
    M("offences", "Offences and debts", "per adult", "conduct", "neither", "sum", "OFFENCE",
      "ADULTS", 1.0, "conduct", "Offences, unpaid bills and broken contracts, all acts together."),
    M("offences_prevented", "Offences prevented", "per 1,000 adults", "conduct", "neither", "sum",
      "FORGONE_OFFENCE", "ADULTS", 1000.0, "scheme.deters",
      "Offences and debts given up because of an expected sanction: the scheme's stated aim.",
      story=True),
    M("good_acts", "Praised acts", "per adult", "conduct", "neither", "sum", "GOOD", "ADULTS", 1.0,
      "conduct", "Volunteering, donations and other praised acts."),
    M("lawful_acts_given_up", "Lawful acts given up", "per 1,000 adults", "harm", "worse", "sum",
      "FORGONE_LAWFUL", "ADULTS", 1000.0, "scheme.deters_lawful",
      "Lawful acts given up out of caution.", story=True),
    M("welfare", "Welfare", "of mean income", "harm", "better", "last", "WELFARE_SUM", "ADULTS",
      1.0 / 4096.0, "welfare", "Level of living of adults, mean.", story=True),
    M("income_lost", "Income lost to sanctions", "% of income", "harm", "worse", "mean", "LOSS_SUM",
      "ADULTS", 100.0 / 65536.0, "scheme.sanctions",
      "Share of income that sanctions in force take, mean over adults.", story=True),
)

# fmt: on

METRICS: tuple[Metric, ...] = LISTS + SCORES + SPEECH + ACTS
"""Every metric, in the order in which a report looks at them."""


def metric(name: str) -> Metric:
    """Return the declaration of `name`; `KeyError` if there is none."""
    return _BY_NAME[name]


_BY_NAME = {m.name: m for m in METRICS}
