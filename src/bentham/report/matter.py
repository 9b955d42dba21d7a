"""Which parameters matter for a run: what is switched on and declared, or was set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from bentham.day.person import OPTIONAL_COLUMNS, OWN_PLANES, PUBLIC_PLANES, column_types
from bentham.engine.reading import read
from bentham.evidence.parameters import PARAMETERS, Parameter, parameter
from bentham.report.facts import ParameterFact
from bentham.scheme.fields import Scheme
from bentham.study.causes import causes

if TYPE_CHECKING:
    from bentham.evidence.metrics import Metric
    from bentham.study.simulate import Simulation

ALWAYS = ""

LISTED, BARRED = ("scheme.lists",), ("scheme.bars",)
NEWS, EVENT, REMOVAL = ("scheme.filter",), ("scheme.event",), ("scheme.removal",)
WATCHED, HOTLINE, FEAR = ("scheme.monitoring",), ("scheme.hotline",), ("scheme.punishes_speech",)
SPEECH, CONDUCT = ("expression",), ("conduct",)

NEEDS: dict[str, tuple[str, ...]] = {
    "society": (ALWAYS,),
    "society.opposed_share": ("attitude",),
    "society.anchor_spread": ("attitude",),
    "society.occasions": SPEECH,
    "society.occasion_shape": SPEECH,
    "society.asked_share": SPEECH,
    "society.praise_share": SPEECH,
    "society.own_cost": SPEECH,
    "society.motive_mean": SPEECH,
    "society.motive_spread": SPEECH,
    "society.threshold_mean": SPEECH,
    "society.threshold_spread": SPEECH,
    "society.conduct_shape": CONDUCT,
    "society.offence_factor": CONDUCT,
    "society.good_factor": CONDUCT,
    "society.travel_shape": BARRED,
    "society.rural_travel": BARRED,
    "society.demand_shape": NEWS + EVENT,
    "society.news_posts": ("scheme.labels",),
    "society.false_share": ("scheme.labels",),
    "media": NEWS + EVENT,
    "media.fabricated": NEWS,
    "media.site_users": NEWS,
    "media.switching": NEWS,
    "media.gradual": NEWS,
    "media.gateway": NEWS,
    "media.curiosity": ("scheme.reading_watched",),
    "media.reading_exposure": ("scheme.reading_watched",),
    "media.pass_on": EVENT,
    "media.event_forgetting": EVENT,
    "media.event_salience": EVENT,
    "media.press_reach": EVENT,
    "attitude": ("attitude",),
    "attitude.punished": FEAR,
    "risk": FEAR,
    "risk.aware_share": ("scheme.score", "scheme.lists"),
    "expression": SPEECH,
    "protest": SPEECH,
    "recording": ("scheme.detection", "scheme.false_records"),
    "conduct": ("scheme.deters", "scheme.deters_lawful"),
    "conduct.poverty_drift": ("scheme.sanctions", "scheme.fines", "scheme.extortion"),
    "listing": LISTED,
    "listing.repair": ("scheme.repair",),
    "listing.bribe": ("scheme.bribes",),
    "listing.bribe_price": ("scheme.bribes",),
    "listing.spill": ("scheme.kin",),
    "sanctions.flights": ("scheme.bars_flights",),
    "sanctions.trains": ("scheme.bars_trains",),
    "sanctions.class_gradient": BARRED,
    "sanctions.hotels": ("scheme.bars_hotels",),
    "sanctions.houses": ("scheme.bars_houses",),
    "sanctions.jobs": ("scheme.bars_jobs",),
    "sanctions.schools": ("scheme.bars_schools",),
    "sanctions.child_schools": ("scheme.bars_child_schools",),
    "scoring.hidden_spread": ("scheme.score",),
    "monitoring": WATCHED,
    "cameras": ("scheme.cameras", "scheme.marchers"),
    "informants": HOTLINE,
    "informants.share": ("scheme.informants",),
    "informants.observed": ("scheme.informants",),
    "informants.extortion_price": ("scheme.extortion",),
    "informants.pay_gatherer": ("scheme.paid_gatherers",),
    "informants.small_price": ("scheme.paid_gatherers",),
    "policing": ("scheme.policing",),
    "kin": ("scheme.kin",),
    "trust": ("scheme.denounced",),
    "removal": REMOVAL,
    "welfare": ("welfare",),
    "welfare.sanction_loss": ("scheme.sanctions",),
}
"""What must be declared or switched on for a parameter to matter, by name or by system."""

OF_RULE = {
    "expression.intensity": "kuran",
    "expression.conformity": "kuran",
    "expression.legitimacy": "epstein",
    "expression.climate_learning": "ross",
    "expression.memory": "siegel",
}
"""Parameters of one rule of expression; they matter where it is chosen, or where all are drawn."""


def parameters_that_matter(
    scheme: Scheme,
    values: Mapping[str, float],
    held: Mapping[str, float],
    off: tuple[str, ...] = (),
    drawn: bool = False,
    happens: Iterable[str] = (),
) -> list[ParameterFact]:
    """Return the parameters that can move something in a run, and all that were set.

    Parameters
    ----------
    scheme : Scheme
        What rules.
    values, held : mapping
        The value of every parameter, and of those that the scheme or ``--set`` sets.
    off : tuple of str
        Systems that are switched off.
    drawn : bool
        Whether the assumptions are drawn, and with them the rules.
    happens : iterable of str
        Causes that a scenario adds, such as ``scheme.event`` or ``scheme.removal``.
    """
    present = causes(scheme, values, off) | {ALWAYS, *happens}
    rule = parameter("expression.rule").choices[int(values["expression.rule"])]

    def matters(p: Parameter) -> bool:
        if p.name in held:
            return True
        system = p.name.partition(".")[0]
        needs = NEEDS[p.name] if p.name in NEEDS else NEEDS[system]
        chosen = drawn or OF_RULE.get(p.name, rule) == rule
        return chosen and not present.isdisjoint(needs)

    return [
        ParameterFact(
            name=p.name,
            value=p.choices[int(values[p.name])] if p.choices else values[p.name],
            unit=p.unit,
            tag=p.tag,
            source=p.source,
            set_by="scheme or --set" if p.name in held else "default",
            help=p.help,
        )
        for p in PARAMETERS
        if matters(p)
    ]


def at_stake(simulation: Simulation) -> tuple[Metric, ...]:
    """Return the metrics whose cause is declared and on: any other is not zero but meaningless."""
    present = simulation.plan.causes
    return tuple(m for m in simulation.metrics if m.cause in present) or simulation.metrics


def bytes_per_person(scheme: Scheme, values: Mapping[str, float], news: bool = False) -> float:
    """Return the state that a run keeps for each person, columns and planes.

    For `check`, which loads no kernel; `forecast` asks the compiled world, and a test holds the two
    equal.

    Parameters
    ----------
    scheme : Scheme
        What rules.
    values : mapping
        The value of every parameter.
    news : bool
        Whether something happens on the way that people may come to know.
    """
    said = read(scheme, values)
    watch = said.watch
    rule = parameter("expression.rule").choices[int(values["expression.rule"])]
    remembers = rule in ("ross", "siegel")
    on = {
        "REMEMBERS": remembers,
        "SCORED": said.scored,
        "LIST": said.listing,
        "NEWS": watch.media.news or news,
        "DENUNCIATION": watch.reports.police or watch.reports.hotline,
        "CASES": watch.force.on or watch.eyes.on or watch.censors.on,
    }
    columns = sum(
        np.dtype(kind).itemsize
        for name, kind in column_types().items()
        if name not in OPTIONAL_COLUMNS or on[OPTIONAL_COLUMNS[name]]
    )
    public = len(PUBLIC_PLANES) if remembers else len(PUBLIC_PLANES) - 1
    return columns + (2 * public + len(OWN_PLANES)) / 8
