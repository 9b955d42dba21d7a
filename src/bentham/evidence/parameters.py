"""The parameter registry: every number that a simulation may use, declared once.

One declaration feeds validation, the command line, the documentation, reports and samplers.
A parameter is *uncertain* if its tag is A (assumed) or M (from memory): the assumption draws of a
study vary exactly those, within the bounds that stand here, and every structural variant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TAGS = {
    "S": "read at source",
    "Q": "seen quoted on a secondary page",
    "M": "from memory, unverified",
    "C": "computed from sourced figures",
    "A": "assumed",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One declared number or structural variant.

    Parameters
    ----------
    name : str
        ``system.quantity``, for instance ``attitude.pull``.
    default : float
        Value used unless a scheme, a society, ``--set`` or an assumption draw says otherwise.
        For a variant: the index of the default choice.
    low, high : float
        Bounds, inclusive; a sampler draws between them.
    unit : str
        Unit in words; ``share`` for 0..1, ``chance`` for a probability, ``-`` for a pure number.
    draw : str
        How a sampler draws: ``uniform``, ``log`` (log-uniform), or ``choice`` (a variant).
    tag : str
        Evidence tag, one of `TAGS`.
    source : str
        Where the value comes from.
    help : str
        One line.
    bits : int
        Fractional bits of the number inside a kernel: it stands there as ``round(value * 2^bits)``.
    choices : tuple of str
        Names of a structural variant's rules; empty for a number.
    """

    name: str
    default: float
    low: float
    high: float
    unit: str
    draw: Literal["uniform", "log", "choice"]
    tag: str
    source: str
    help: str
    bits: int = 14
    choices: tuple[str, ...] = ()

    @property
    def uncertain(self) -> bool:
        """Whether assumption draws vary this parameter."""
        return self.tag in ("A", "M") or bool(self.choices)


TOY = "assumed; range that kept a toy society alive, to be narrowed by `bentham prior`"
FREE = "assumed; no source found"


def _variant(name: str, choices: tuple[str, ...], help_: str, source: str) -> Parameter:
    """Declare a structural variant whose default is its first choice."""
    last = float(len(choices) - 1)
    return Parameter(name, 0.0, 0.0, last, "-", "choice", "A", source, help_, 0, choices)


P = Parameter

# One parameter a paragraph, in the order name, default, low, high, unit, draw, tag, source, help.
# fmt: off
SOCIETY: tuple[Parameter, ...] = (
    P("society.opposed_share", 0.2, 0.1, 0.45, "share", "uniform", "A",
      "list experiments against direct questions put concealed opposition at 4 to 40 points (Tang "
      "2016; Blair, Coppock & Moor 2020; Carter, Carter & Schick 2024)",
      "Share of adults whose private anchor lies on the side of opposition."),
    P("society.anchor_spread", 0.4, 0.2, 0.6, "attitude", "uniform", "A",
      "assumed; range that kept a toy society alive, to be narrowed by `bentham prior`",
      "Standard deviation of private anchors, on the scale from -1 to 1."),
    P("society.occasions", 0.03, 0.015, 0.1, "per day", "log", "A",
      "assumed; range that kept a toy society alive, to be narrowed by `bentham prior`",
      "Mean rate of political occasions: most people have nothing to say on most days.", 31),
    P("society.occasion_shape", 0.9, 0.4, 3.0, "-", "log", "A", "assumed; no source found",
      "Shape of the gamma distribution of occasion rates over people (small: a vocal few)."),
    P("society.asked_share", 0.1, 0.0, 0.3, "share", "uniform", "A", "assumed; no source found",
      "Share of occasions on which a person is asked to show support in public.", 31),
    P("society.praise_share", 0.3, 0.0, 0.5, "share", "uniform", "A", "assumed; no source found",
      "Share of the other occasions that are for praise; the rest are for criticism.", 31),
    P("society.own_cost", 0.4, 0.1, 0.7, "attitude", "uniform", "A",
      "assumed; range that kept a toy society alive, to be narrowed by `bentham prior`",
      "Largest own cost of speaking up; a person's is this times a Beta(2, 2) draw."),
    P("society.motive_mean", 1.1, 0.9, 1.3, "-", "uniform", "A", "assumed; no source found",
      "Mean of Siegel's net internal motivation b."),
    P("society.motive_spread", 0.4, 0.2, 0.6, "-", "uniform", "A", "assumed; no source found",
      "Standard deviation of Siegel's net internal motivation b."),
    P("society.threshold_mean", 0.3, 0.2, 0.5, "share", "uniform", "A",
      "Granovetter 1978 uses 0.25 as an example",
      "Mean visible share above which a person joins a protest."),
    P("society.threshold_spread", 0.1, 0.04, 0.12, "share", "uniform", "A",
      "Granovetter 1978 varies it from 0 to 0.5",
      "Standard deviation of protest thresholds; draws below 0.5 % are raised to it."),
    P("society.income_spread", 0.6, 0.3, 0.9, "-", "uniform", "A", "assumed; no source found",
      "Standard deviation of the logarithm of income inside a class."),
    P("society.poor_income", 0.4, 0.2, 0.7, "of the middle class's", "uniform", "A",
      "assumed; no source found", "Mean income of the poor, as a share of the middle class's."),
    P("society.well_off_income", 2.2, 1.5, 4.0, "of the middle class's", "uniform", "A",
      "assumed; no source found", "Mean income of the well-off, in terms of the middle class's."),
    P("society.neighbourhood_sorting", 0.5, 0.0, 0.9, "share", "uniform", "A",
      "assumed; no source found",
      "How far neighbourhoods differ in class: 0 all alike, 1 each of one class."),
    P("society.conduct_shape", 1.5, 0.5, 5.0, "-", "log", "A", "assumed; no source found",
      "Shape of the gamma distribution of people's rates of offences."),
    P("society.offence_factor", 1.0, 0.2, 2.0, "-", "log", "A", "assumed; no source found",
      "Factor on all base rates of offences, debts and lawful but disliked acts."),
    P("society.good_factor", 1.0, 0.2, 2.0, "-", "log", "A", "assumed; no source found",
      "Factor on all base rates of praised acts."),
    P("society.travel_shape", 0.35, 0.1, 1.0, "-", "log", "A", "assumed; no source found",
      "Shape of the gamma distribution of travel: most people rarely travel, a few often."),
    P("society.rural_travel", 0.4, 0.1, 1.0, "-", "uniform", "A", "assumed; no source found",
      "Factor on travel in rural neighbourhoods.", 8),
    _variant("society.cadence", ("everybody-daily", "half-at-double-rates"),
             "Who decides on a day: everybody, or a random half at doubled rates.",
             "assumed; no source found"),
)

OPINION: tuple[Parameter, ...] = (
    P("attitude.pull", 0.01, 0.002, 0.05, "per day", "log", "A",
      "assumed; range that kept a toy society alive, to be narrowed by `bentham prior`",
      "Pull of private attitude back to the person's own anchor, lambda.", 16),
    P("attitude.punished", 0.05, -0.1, 0.3, "attitude", "uniform", "A",
      "sign disputed in the literature on repression and backlash",
      "Step of private attitude when oneself or kin is punished, zeta."),
    P("risk.severity", 3.0, 1.0, 10.0, "attitude", "log", "A",
      "assumed; range that kept a toy society alive, to be narrowed by `bentham prior`",
      "Severity S of a punishment in units of grievance (a lost job weighs more than a word).", 10),
    P("risk.prior", 0.08, 0.02, 0.2, "chance", "uniform", "A",
      "assumed; range that kept a toy society alive, to be narrowed by `bentham prior`",
      "Perceived chance r0 of people who do not know the rules of a scheme that punishes speech.",
      16),
    P("risk.prior_weight", 5.0, 2.0, 10.0, "contacts", "uniform", "A",
      "assumed; range that kept a toy society alive, to be narrowed by `bentham prior`",
      "Weight kappa0 of the prior, in dissenting contacts seen.", 16),
    P("risk.learning", 0.02, 0.005, 0.1, "per day", "log", "A",
      "assumed; range that kept a toy society alive, to be narrowed by `bentham prior`",
      "Weight omega of one day's evidence.", 16),
    P("risk.own_punishment", 0.3, 0.1, 0.6, "chance", "uniform", "A",
      "assumed; range that kept a toy society alive, to be narrowed by `bentham prior`",
      "What one's own punishment adds to perceived risk.", 24),
    P("risk.kin_share", 0.5, 0.0, 1.0, "share", "uniform", "A", "assumed; no source found",
      "What the punishment of kin adds, as a share of one's own.", 16),
    P("risk.aware_share", 0.11, 0.05, 0.5, "share", "uniform", "A",
      "11 % of residents of pilot areas knew that they lived in one (Kostka 2019 as quoted)",
      "Share of adults who know the rules of a published scheme from the start."),
    _variant("expression.rule", ("kuran", "epstein", "ross", "siegel"),
             "Which published rule decides whether an occasion becomes dissent.",
             "Kuran 1989; Epstein 2002; Ross et al. 2019; Siegel 2009"),
    P("expression.intensity", 1.0, 0.5, 2.0, "-", "uniform", "A",
      "assumed; range that kept a toy society alive, to be narrowed by `bentham prior`",
      "Weight b of private attitude in Kuran's rule."),
    P("expression.conformity", 0.2, 0.0, 0.5, "attitude", "uniform", "A",
      "assumed; range that kept a toy society alive, to be narrowed by `bentham prior`",
      "Weight rho of what others visibly do in Kuran's rule."),
    P("expression.legitimacy", 1.0, 0.0, 1.0, "share", "uniform", "S",
      "Epstein 2002; 1 but in the Epstein limit or by intervention",
      "Legitimacy L in Epstein's rule."),
    P("expression.climate_learning", 0.1, 0.02, 0.3, "-", "uniform", "M",
      "Ross et al. 2019 use about 0.1",
      "Step alpha of confidence in the climate of opinion in Ross's rule.", 8),
    P("expression.confidence", 0.5, 0.3, 0.8, "-", "uniform", "A", "assumed; no source found",
      "Confidence in the climate of opinion on the first day in Ross's rule."),
    P("expression.memory", 0.9, 0.5, 0.99, "per day", "uniform", "A", "Siegel 2009 leaves it free",
      "Persistence lambda of external motivation in Siegel's rule.", 16),
    P("expression.climate_memory", 0.9, 0.7, 0.98, "per day", "uniform", "A",
      "assumed; no source found",
      "Persistence of a ward's visible climate from one day to the next.", 16),
    P("protest.trigger", 0.003, 0.0003, 0.02, "per ward and day", "log", "A",
      "assumed; no source found", "Chance that something calls a ward to protest on a day.", 31),
    P("protest.spark", 0.03, 0.005, 0.1, "share", "log", "A", "assumed; no source found",
      "Share of neighbours whom people expect to see on the day of a call."),
    P("protest.exposure", 2.0, 1.0, 4.0, "-", "uniform", "A", "assumed; no source found",
      "Perceived risk of protest, as a multiple of that of criticism.", 8),
)

RULER: tuple[Parameter, ...] = (
    P("recording.factor", 1.0, 0.3, 3.0, "-", "log", "A",
      "chances of detection are hardly ever published",
      "Factor on every chance of detection or false record that a scheme marks as assumed."),
    P("conduct.deterrence", 0.3, 0.0, 1.5, "-", "uniform", "A",
      "sign and size from a randomised disclosure in 40 villages (Management Science 68(5) 2022, "
      "abstract); narrow",
      "Elasticity epsilon: log decline of an act's rate per expected day of income lost."),
    P("conduct.point_value", 0.1, 0.0, 0.5, "days of income", "uniform", "A",
      "assumed; no source found",
      "What one point is worth to a person who knows the rules, for deterrence only."),
    P("conduct.law_known", 0.9, 0.5, 1.0, "share", "uniform", "A", "assumed; no source found",
      "Share of adults who know that an act is against the law."),
    P("conduct.list_value", 30.0, 0.0, 120.0, "days of income", "uniform", "A",
      "assumed; no source found",
      "What a place on the list is worth avoiding, for deterrence only."),
    P("listing.hazard", 0.0042, 0.001, 0.006, "per adult-year", "log", "C",
      "(12.9 - 9.59) million in 2018 and exits over 1.06 billion adults, court list as reported "
      "by state media",
      "Rate of entry to a court's list, mean over adults who live on their income, h0."),
    P("listing.poverty", 0.0, 0.0, 3.0, "-", "uniform", "A",
      "no published number for travel bans found; bounds include none",
      "Growth beta of the rate of entry as welfare falls below its mean."),
    P("listing.exit", 0.105, 0.05, 0.5, "per year", "log", "C",
      "3.51 million repaid over about 33.5 million listed-years to end-2018",
      "Rate of leaving a court's list by payment, x0."),
    P("listing.exit_poverty", 0.0, 0.0, 2.0, "-", "uniform", "A", "assumed; no source found",
      "Exponent eps by which poverty slows exit: x = x0 w^eps for welfare w below its mean."),
    P("sanctions.flights", 0.72, 0.2, 2.0, "attempts per adult-year", "log", "C",
      "flight refusals per listed person-year in 2018, court list as reported by state media",
      "Attempts to fly, mean over adults."),
    P("sanctions.trains", 0.16, 0.05, 2.0, "attempts per adult-year", "log", "C",
      "high-speed rail refusals per listed person-year in 2018, as reported by state media",
      "Attempts to take a high-speed train, mean over adults."),
    P("sanctions.class_gradient", 1.0, 0.0, 2.0, "-", "uniform", "A", "assumed; no source found",
      "How much more the better-off travel: 0 all alike, 1 in proportion to mean class income."),
    P("welfare.adjustment", 0.02, 0.005, 0.1, "per day", "log", "A", "assumed; no source found",
      "Speed at which welfare follows income and sanctions, rho_w.", 16),
    P("welfare.sanction_loss", 0.15, 0.05, 0.4, "share of income", "uniform", "A",
      "assumed; no source found",
      "Welfare lost while under a sanction of severity 3, one total for everything it bars.", 16),
)

# fmt: on

PARAMETERS: tuple[Parameter, ...] = SOCIETY + OPINION + RULER
"""Every parameter, in the order of the day."""


def parameter(name: str) -> Parameter:
    """Return the declaration of `name`; `KeyError` if there is none."""
    return _BY_NAME[name]


def index(name: str) -> int:
    """Return the position of `name` in `PARAMETERS`, which is its place in a kernel's row."""
    return _INDEX[name]


_BY_NAME = {p.name: p for p in PARAMETERS}
_INDEX = {p.name: i for i, p in enumerate(PARAMETERS)}
