"""Which parameters matter for a run: what is switched on and declared, or was set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from bentham.day.person import OWN_PLANES, PUBLIC_PLANES, column_types
from bentham.engine.reading import read
from bentham.evidence.parameters import PARAMETERS, Parameter, parameter
from bentham.report.facts import ParameterFact
from bentham.scheme.fields import Scheme
from bentham.study.causes import causes

if TYPE_CHECKING:
    from bentham.evidence.metrics import Metric
    from bentham.study.simulate import Simulation

ALWAYS = ""

NEEDS: dict[str, tuple[str, ...]] = {
    "society": (ALWAYS,),
    "society.opposed_share": ("attitude",),
    "society.anchor_spread": ("attitude",),
    "society.occasions": ("expression",),
    "society.occasion_shape": ("expression",),
    "society.asked_share": ("expression",),
    "society.praise_share": ("expression",),
    "society.own_cost": ("expression",),
    "society.motive_mean": ("expression",),
    "society.motive_spread": ("expression",),
    "society.threshold_mean": ("expression",),
    "society.threshold_spread": ("expression",),
    "society.conduct_shape": ("conduct",),
    "society.offence_factor": ("conduct",),
    "society.good_factor": ("conduct",),
    "society.travel_shape": ("scheme.bars_travel",),
    "society.rural_travel": ("scheme.bars_travel",),
    "attitude": ("attitude",),
    "attitude.punished": ("scheme.punishes_speech",),
    "risk": ("scheme.punishes_speech",),
    "risk.aware_share": ("scheme.score", "scheme.lists"),
    "expression": ("expression",),
    "protest": ("expression",),
    "recording": ("scheme.detection", "scheme.false_records"),
    "conduct": ("scheme.deters", "scheme.deters_lawful"),
    "listing": ("scheme.lists",),
    "sanctions.flights": ("scheme.bars_flights",),
    "sanctions.trains": ("scheme.bars_trains",),
    "sanctions.class_gradient": ("scheme.bars_travel",),
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
    """
    present = causes(scheme, values, off) | {ALWAYS}
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
    plan = simulation.plan
    present = causes(plan.scheme, plan.values, plan.off)
    return tuple(m for m in simulation.metrics if m.cause in present) or simulation.metrics


def bytes_per_person(scheme: Scheme, values: Mapping[str, float]) -> float:
    """Return the state that a run keeps for each person, columns and planes."""
    said = read(scheme, values)
    unneeded = set()
    if not said.scored:
        unneeded.add("score")
    if not said.listing:
        unneeded.add("listed_until")
    if values["expression.rule"] < 2:
        unneeded.add("memory")
    columns = sum(
        np.dtype(kind).itemsize for name, kind in column_types().items() if name not in unneeded
    )
    return columns + (2 * len(PUBLIC_PLANES) + len(OWN_PLANES)) / 8
