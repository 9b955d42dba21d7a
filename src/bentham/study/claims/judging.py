"""In how many of the tried sets of assumptions a claim is true, and where it fails.

The count is never a probability: nobody knows how likely a set of assumptions is. The wording
follows from the count by a ladder fixed beforehand:

========================  ======================================================================
follows by arithmetic     true in every draw and every repeat; the number is counted, not a story;
                          and the base declares nothing that could move it
holds in all tried        true in every draw
holds in most             true in nine of ten, not in all
depends on                true in fewer, and one assumption separates where it fails
not determined            true in fewer than nine and more than one of ten, and none does
fails in most, in all     true in one of ten at most, in none
not judged                fewer than `FEWEST` draws were made, or the number is undefined
========================  ======================================================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from bentham.evidence.metrics import metric
from bentham.evidence.parameters import PARAMETERS, Parameter
from bentham.results.panel import ALL, CLASS
from bentham.study.assumptions import draws
from bentham.study.claims.declared import Statement
from bentham.study.dependence import Separation, separation
from bentham.study.harms import is_level
from bentham.study.pairs import paired
from bentham.study.planning import Plan
from bentham.study.simulate import ASSUMPTION_SEED
from bentham.study.twins import Twin, Twins

FEWEST = 8
MOST = 0.9

Rung = Literal[
    "arithmetic", "all", "most", "depends", "undetermined", "fails-most", "fails-all", "unjudged"
]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Judged:
    """A claim and what became of it.

    Parameters
    ----------
    claim : Statement
        What was claimed.
    rung : str
        Where it stands on the ladder.
    true, of : int
        Draws in which it is true, and draws in which it is defined.
    lucky, of_luck : int
        Repeats in which it is true, and repeats in which it is defined.
    variants : mapping
        How many of its choices each structural variant took in the draws.
    fails_where : Separation or None
        The assumption that separates where it fails.
    """

    claim: Statement
    rung: Rung
    true: int
    of: int
    lucky: int
    of_luck: int
    variants: Mapping[str, int]
    fails_where: Separation | None


def judged(twins: Twins, world: Twin, claims: Sequence[Statement]) -> list[Judged]:
    """Judge the claims of a world beside the base of a comparison.

    Parameters
    ----------
    twins : Twins
        The comparison.
    world : Twin
        Not the base.
    claims : sequence of Statement
        What was claimed of it.
    """
    sets = sets_of(world.one.plan)
    return [_judged(twins, world, each, sets) for each in claims]


def sets_of(todo: Plan) -> list[dict[str, float]]:
    """Return the values of each draw of a plan's assumptions."""
    return draws(todo.assumptions, ASSUMPTION_SEED, todo.held)


def varied_in(todo: Plan) -> list[Parameter]:
    """Return the parameters that a plan's draws vary."""
    return [p for p in PARAMETERS if p.uncertain and p.name not in todo.held]


def _judged(
    twins: Twins, world: Twin, claim: Statement, sets: Sequence[Mapping[str, float]]
) -> Judged:
    here, there = world.one, twins.base.one
    luck = _margin(claim, here.run.panel, there.run.panel)
    drawn = np.empty(0)
    if here.draws is not None and there.draws is not None:
        drawn = _margin(claim, here.draws, there.draws)
    known, lucky = ~np.isnan(drawn), ~np.isnan(luck)
    holds = drawn[known] > claim.by
    chosen = [s for s, k in zip(sets, known, strict=False) if k]
    varied = varied_in(here.plan)
    where = None
    if len(holds) and 0 < holds.sum() < len(holds):
        where = separation(~holds, chosen, varied)
    counts = int(holds.sum()), len(holds)
    lucks = int((luck[lucky] > claim.by).sum()), int(lucky.sum())
    by_rule = not claim.of.story and not _base_moves(twins, claim)
    return Judged(
        claim,
        _rung(*counts, where is not None, by_rule and lucks[0] == lucks[1] > 0),
        *counts, *lucks,
        {p.name: len({s[p.name] for s in chosen}) for p in varied if p.choices}, where,
    )  # fmt: skip


def _base_moves(twins: Twins, claim: Statement) -> bool:
    """Return whether the base declares anything that could move the number claimed."""
    names = [claim.of, *([] if claim.than is None else [metric(claim.than)])]
    return any(m.cause in twins.base.one.plan.causes for m in names)


def _rung(true: int, of: int, separated: bool, by_rule: bool) -> Rung:
    if of < FEWEST:
        return "unjudged"
    if true == of:
        return "arithmetic" if by_rule else "all"
    if true >= MOST * of:
        return "most"
    if true == 0:
        return "fails-all"
    if true <= (1 - MOST) * of:
        return "fails-most"
    return "depends" if separated else "undetermined"


def _margin(claim: Statement, here: object, there: object) -> Floats:
    """Return by how much each pair speaks for a claim, in the metric's unit."""
    sign = 1.0 if claim.sense == "more" else -1.0
    group = (ALL, ALL) if claim.group is None else (CLASS, claim.group)
    found = paired(here, there, claim.of, *group)
    if claim.than_class is not None:
        found = found - paired(here, there, claim.of, CLASS, claim.than_class)
    if claim.than is not None:
        found = found - paired(here, there, metric(claim.than), *group)
    if is_level(claim.of):
        found = np.full_like(found, np.nan)
    out: Floats = sign * found
    return out
