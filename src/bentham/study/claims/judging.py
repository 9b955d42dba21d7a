"""In how many of the tried sets of assumptions a claim is true, and where it fails.

The count is never a probability: nobody knows how likely a set of assumptions is. The wording
follows from the count by a ladder fixed beforehand:

========================  ======================================================================
follows by arithmetic     true in every draw and every repeat; the number is counted, not a story;
                          and the base declares nothing that could move it
holds in all tried        true in every draw
holds in most             true in nine of ten, not in all
depends on                true in fewer, and one assumption separates where it fails; or in most,
                          but not on another contact structure (`elsewhere`)
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
from bentham.evidence.parameters import PARAMETERS
from bentham.results.panel import ALL, CLASS, groups_of
from bentham.study.assumptions import draws
from bentham.study.claims.declared import Claims, Statement, claimed
from bentham.study.dependence import Separation, Tried, separation
from bentham.study.elsewhere import ASSUMED
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
    elsewhere : mapping
        Whether it is true on each contact structure, the assumed one first, in one small run each;
        empty if only one was tried.
    """

    claim: Statement
    rung: Rung
    true: int
    of: int
    lucky: int
    of_luck: int
    variants: Mapping[str, int]
    fails_where: Separation | None
    elsewhere: Mapping[str, bool]


def to_judge(plans: Sequence[Plan], claims: Claims | None = None) -> list[int]:
    """Return of which worlds something is claimed; none if the draws are too few to judge it."""
    if plans[0].assumptions < FEWEST:
        return []
    return [n for n, todo in enumerate(plans) if n and claimed(todo.scheme.id, claims)]


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
    tried = tried_in(world.one.plan)
    return [_judged(twins, world, each, tried) for each in claims]


def tried_in(todo: Plan) -> Tried:
    """Return the sets of assumptions that a plan's draws try."""
    varied = [p for p in PARAMETERS if p.uncertain and p.name not in todo.held]
    return Tried(draws(todo.assumptions, ASSUMPTION_SEED, todo.held), varied)


def _judged(twins: Twins, world: Twin, claim: Statement, tried: Tried) -> Judged:
    here, there = world.one, twins.base.one
    luck = _margin(claim, here.run.panel, there.run.panel)
    drawn = np.empty(0)
    if here.draws is not None and there.draws is not None:
        drawn = _margin(claim, here.draws, there.draws)
    known, lucky = ~np.isnan(drawn), ~np.isnan(luck)
    holds = drawn[known] > claim.by
    tried = tried.where(known) if len(known) else tried
    where = None
    if len(holds) and 0 < holds.sum() < len(holds):
        where = separation(~holds, tried)
    counts = int(holds.sum()), len(holds)
    lucks = int((luck[lucky] > claim.by).sum()), int(lucky.sum())
    by_rule = not claim.of.story and not _base_moves(twins, claim)
    rung = _rung(*counts, where is not None, by_rule and lucks[0] == lucks[1] > 0)
    others = _elsewhere(twins, world, claim)
    hangs_on_ties = others.get(ASSUMED, False) and not all(others.values())
    if rung in {"arithmetic", "all", "most"} and hangs_on_ties:
        rung = "depends"
    return Judged(
        claim, rung, *counts, *lucks,
        {p.name: len(np.unique(tried.values(p))) for p in tried.varied if p.choices}, where, others,
    )  # fmt: skip


def _elsewhere(twins: Twins, world: Twin, claim: Statement) -> dict[str, bool]:
    """Return on which contact structures a claim is true.

    Where it is undefined is left out; nothing is left if it is undefined on the assumed ties.
    """
    at = twins.worlds.index(world)
    margins = {
        name: float(_margin(claim, panels[at], panels[0])[0])
        for name, panels in twins.elsewhere.items()
        if at in panels and (claim.group is None or claim.group in groups_of(panels[0], CLASS))
    }
    if np.isnan(margins.get(ASSUMED, np.nan)):
        return {}
    return {name: margin > claim.by for name, margin in margins.items() if not np.isnan(margin)}


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
