"""Metrics of what people say, fear, do, and live on."""

from __future__ import annotations

from bentham.evidence.metric import M, Metric

# fmt: off
SPEECH: tuple[Metric, ...] = (
    M("critics_punished", "Punished for lawful criticism", "% of adults", "harm", "worse", "last",
      "EVER_PUNISHED", "ADULTS", 100.0, "scheme.punishes_speech",
      "Adults correctly identified for a protected act and punished for it at least once.",
      "were correctly identified and punished for what they may lawfully say", story=True),
    M("people_silenced", "Silenced at least once", "% of adults", "harm", "worse", "last",
      "EVER_SILENCED", "ADULTS", 100.0, "scheme.punishes_speech",
      "Adults who would have criticised or protested if they felt safe, and kept silent out of "
      "fear, at least once since the first day.",
      "kept silent out of fear at least once", story=True),
    M("self_censored", "Occasions silenced", "% of occasions", "harm", "worse", "mean",
      "SELF_CENSORED", "OCCASION", 100.0, "scheme.punishes_speech",
      "Occasions on which somebody kept silent and, without risk, would have dissented.",
      story=True),
    M("perceived_risk", "Perceived risk of dissent", "% chance", "harm", "worse", "mean",
      "RISK_SUM", "ADULTS", 100.0 / 256.0, "scheme.punishes_speech",
      "Chance of punishment for dissent that adults perceive, on average.", story=True),
    M("falsified", "Support against one's conviction", "% of occasions", "harm", "worse", "mean",
      "FALSIFIED", "OCCASION", 100.0, "expression",
      "Occasions on which somebody privately opposed supported in public.", story=True),
    M("identified_protected", "Identified for a protected act", "per 1,000 adults", "harm", "worse",
      "sum", "IDENTIFIED", "ADULTS", 1000.0, "scheme.punishes_speech",
      "Adult-days on which somebody was correctly identified for criticism or protest: a true "
      "alert, a true report, a correctly attributed post, or seen by an official.", story=True),
    M("sanction_days_protected", "Days under sanction for a protected act",
      "days per 1,000 adults", "harm", "worse", "sum", "SANCTIONED_PROTECTED", "ADULTS", 1000.0,
      "scheme.sanctions_speech",
      "Adult-days under a sanction of people who were once correctly identified for a protected "
      "act and punished for it.", story=True),
    M("critics", "Voiced criticism", "% of adults", "conduct", "neither", "last", "EVER_SPOKE",
      "ADULTS", 100.0, "expression",
      "Adults who voiced criticism or protested at least once since the first day.",
      "voiced criticism at least once", story=True),
    M("protest_share", "Protesting on a day", "% of adults", "conduct", "neither", "mean",
      "PROTEST", "ADULTS", 100.0, "expression", "Adults taking part in a protest on a day.",
      story=True),
    M("largest_protest", "Largest protest", "% of adults", "conduct", "neither", "max",
      "PROTEST", "ADULTS", 100.0, "expression",
      "Adults taking part in a protest on the day on which most did.", story=True),
    M("private_opposition", "Privately opposed", "% of adults", "context", "neither", "last",
      "OPPOSED", "ADULTS", 100.0, "attitude", "Adults whose private attitude is above zero.",
      "were privately opposed", story=True),
    M("aware", "Aware of the rules", "% of adults", "context", "neither", "last", "KNOWING",
      "ADULTS", 100.0, "scheme.known", "Adults who know the rules of the scheme.", story=True),
)

TRUST: tuple[Metric, ...] = (
    M("trust", "Trust between people", "of 100", "harm", "better", "last", "TRUST_SUM",
      "ADULTS", 100.0 / 256.0, "scheme.denounced",
      "Trust between people, from 0 to 100, mean over adults.", story=True),
)

CONDUCT: tuple[Metric, ...] = (
    M("lawful_acts_given_up", "Lawful acts given up", "per 1,000 adults", "harm", "worse", "sum",
      "FORGONE_LAWFUL", "ADULTS", 1000.0, "scheme.deters_lawful",
      "Over-compliance: lawful acts given up out of caution.", story=True),
    M("offences", "Offences and debts", "per adult", "conduct", "neither", "sum", "OFFENCE",
      "ADULTS", 1.0, "conduct", "Offences, unpaid bills and broken contracts, all acts together."),
    M("offences_prevented", "Offences prevented", "per 1,000 adults", "conduct", "neither", "sum",
      "FORGONE_OFFENCE", "ADULTS", 1000.0, "scheme.deters",
      "Offences and debts given up because of an expected sanction: the scheme's stated aim.",
      story=True),
    M("good_acts", "Praised acts", "per adult", "conduct", "neither", "sum", "GOOD", "ADULTS", 1.0,
      "conduct", "Volunteering, donations and other praised acts."),
)

LIVING: tuple[Metric, ...] = (
    M("income_lost", "Income lost to sanctions", "% of income", "harm", "worse", "mean", "LOSS_SUM",
      "ADULTS", 100.0 / 65536.0, "scheme.sanctions",
      "Share of income that sanctions in force take, mean over adults.", story=True),
    M("welfare", "Welfare", "of mean income", "harm", "better", "last", "WELFARE_SUM", "ADULTS",
      1.0 / 4096.0, "welfare", "Level of living of adults, mean.", story=True),
    M("gini", "Inequality of welfare", "Gini coefficient", "harm", "worse", "last", "WELFARE_0",
      "WELFARE_63", 1.0, "welfare",
      "Gini coefficient of adults' level of living, once a week, from a histogram of steps of 1/16 "
      "of the mean income; all above 63/16 count as if in the last step.", story=True, how="gini"),
    M("moved_away", "Forced to move", "per 1,000 adults", "harm", "worse", "sum", "MOVED_AWAY",
      "ADULTS", 1000.0, "scheme.removal", "Adults whose neighbourhood was moved away."),
    M("objected", "Objections to being moved", "% of adults moved", "conduct", "neither", "last",
      "OBJECTED", "MOVED_AWAY", 100.0, "scheme.removal",
      "Adults who objected, of those who were forced to move since the first day.",
      "objected", story=True, how="running"),
)
# fmt: on
