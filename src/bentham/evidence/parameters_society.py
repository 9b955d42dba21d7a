"""Parameters of the invented people: who they are, and what they do without any scheme."""

from __future__ import annotations

from bentham.evidence.parameter import FREE, TOY, P, Parameter, variant

# One parameter a paragraph, in the order name, default, low, high, unit, draw, tag, source, help.
# fmt: off
SOCIETY: tuple[Parameter, ...] = (
    P("society.opposed_share", 0.2, 0.1, 0.45, "share", "uniform", "A",
      "list experiments against direct questions put concealed opposition at 4 to 40 points (Tang "
      "2016; Blair, Coppock & Moor 2020; Carter, Carter & Schick 2024)",
      "Share of adults whose private anchor lies on the side of opposition."),
    P("society.anchor_spread", 0.4, 0.2, 0.6, "attitude", "uniform", "A", TOY,
      "Standard deviation of private anchors, on the scale from -1 to 1."),
    P("society.occasions", 0.03, 0.015, 0.1, "per day", "log", "A", TOY,
      "Mean rate of political occasions: most people have nothing to say on most days.", 31),
    P("society.occasion_shape", 0.9, 0.4, 3.0, "-", "log", "A", FREE,
      "Shape of the gamma distribution of occasion rates over people (small: a vocal few)."),
    P("society.asked_share", 0.1, 0.0, 0.3, "share", "uniform", "A", FREE,
      "Share of occasions on which a person is asked to show support in public.", 31),
    P("society.praise_share", 0.3, 0.0, 0.5, "share", "uniform", "A", FREE,
      "Share of the other occasions that are for praise; the rest are for criticism.", 31),
    P("society.own_cost", 0.4, 0.1, 0.7, "attitude", "uniform", "A", TOY,
      "Largest own cost of speaking up; a person's is this times a Beta(2, 2) draw."),
    P("society.motive_mean", 1.1, 0.9, 1.3, "-", "uniform", "A", FREE,
      "Mean of Siegel's net internal motivation b."),
    P("society.motive_spread", 0.4, 0.2, 0.6, "-", "uniform", "A", FREE,
      "Standard deviation of Siegel's net internal motivation b."),
    P("society.threshold_mean", 0.3, 0.2, 0.5, "share", "uniform", "A",
      "Granovetter 1978 uses 0.25 as an example",
      "Mean visible share above which a person joins a protest."),
    P("society.threshold_spread", 0.1, 0.04, 0.12, "share", "uniform", "A",
      "Granovetter 1978 varies it from 0 to 0.5",
      "Standard deviation of protest thresholds; draws below 0.5 % are raised to it."),
    P("society.income_spread", 0.6, 0.3, 0.9, "-", "uniform", "A", FREE,
      "Standard deviation of the logarithm of income inside a class."),
    P("society.poor_income", 0.4, 0.2, 0.7, "of the middle class's", "uniform", "A", FREE,
      "Mean income of the poor, as a share of the middle class's."),
    P("society.well_off_income", 2.2, 1.5, 4.0, "of the middle class's", "uniform", "A", FREE,
      "Mean income of the well-off, in terms of the middle class's."),
    P("society.neighbourhood_sorting", 0.5, 0.0, 0.9, "share", "uniform", "A", FREE,
      "How far neighbourhoods differ in class: 0 all alike, 1 each of one class."),
    P("society.conduct_shape", 1.5, 0.5, 5.0, "-", "log", "A", FREE,
      "Shape of the gamma distribution of people's rates of offences."),
    P("society.offence_factor", 1.0, 0.2, 2.0, "-", "log", "A", FREE,
      "Factor on all base rates of offences, debts and lawful but disliked acts."),
    P("society.good_factor", 1.0, 0.2, 2.0, "-", "log", "A", FREE,
      "Factor on all base rates of praised acts."),
    P("society.travel_shape", 0.35, 0.1, 1.0, "-", "log", "A", FREE,
      "Shape of the gamma distribution of travel: most people rarely travel, a few often."),
    P("society.rural_travel", 0.4, 0.1, 1.0, "-", "uniform", "A", FREE,
      "Factor on travel in rural neighbourhoods.", 8),
    P("society.demand_shape", 0.1, 0.05, 0.5, "-", "log", "A", FREE,
      "Shape of the gamma distribution of demand for uncensored news (small: a curious few)."),
    P("society.news_posts", 0.1, 0.02, 0.5, "posts per adult-year", "log", "A", FREE,
      "Statements posted as news, true and false together."),
    P("society.false_share", 0.3, 0.05, 0.6, "share", "uniform", "A", FREE,
      "Share of the statements posted as news that are false."),
    variant("society.cadence", ("everybody-daily", "half-at-double-rates"),
             "Who decides on a day: everybody, or a random half at doubled rates.",
             FREE),
)
# fmt: on
