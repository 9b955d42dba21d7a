"""From a finished comparison to the facts of its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from bentham.evidence.metric import Metric
from bentham.report.assumed import driven_facts, never_fact, where_fact
from bentham.report.build import course
from bentham.report.declared import scheme_facts, stated_aim
from bentham.report.differing import MOST_HARMS
from bentham.report.facts import DrivenFact, Measured, ParameterFact, Ranged
from bentham.report.matter import parameters_that_matter
from bentham.report.telling import by_turns
from bentham.report.world_facts import ClaimFact, ComparisonFacts, Differing, WorldFacts
from bentham.results.comparison import Difference
from bentham.results.files import FileRecord
from bentham.results.panel import daily, groups_of
from bentham.results.provenance import versions
from bentham.study.claims.declared import Claims, claimed
from bentham.study.claims.judging import Judged, judged
from bentham.study.pairs import paired
from bentham.study.twins import Twin, Twins


def comparison_facts(
    twins: Twins,
    command: str = "",
    claims: Claims | None = None,
    files: Mapping[str, FileRecord] | None = None,
) -> ComparisonFacts:
    """Collect what the report of a comparison prints.

    Parameters
    ----------
    twins : Twins
        What was carried out.
    command : str
        The command line that makes it again.
    claims : Claims or None
        What was claimed beforehand; by default what the presets of these names claim.
    files : mapping
        Records of the files written so far.
    """
    todo, base = twins.plan, twins.base
    return ComparisonFacts(
        base=base.label,
        base_scheme=scheme_facts(base.one.plan.scheme),
        base_digest=base.one.run.digest,
        society=todo.society.id,
        people=todo.people,
        days=todo.days,
        seed=todo.seed,
        replicates=todo.replicates,
        draws=todo.assumptions,
        command=command,
        versions=versions(),
        worlds=tuple(_world(twins, world, claims) for world in twins.others),
        parameters=tuple(_parameters(twins)),
        files=dict(files or {}),
    )


def _world(twins: Twins, world: Twin, claims: Claims | None) -> WorldFacts:
    scheme = world.one.plan.scheme
    found = tuple(_one(twins, world, m) for m in twins.metrics)
    drawn = {x.metric.name for x in pictured(found)}
    found = tuple(_with_course(twins, world, x) if x.metric.name in drawn else x for x in found)
    said = [] if twins.same(world) else judged(twins, world, claimed(scheme.id, claims))
    return WorldFacts(
        label=world.label,
        scheme=scheme_facts(scheme),
        aim=stated_aim(scheme),
        digest=world.one.run.digest,
        same=twins.same(world),
        found=found,
        lives=tuple(twins.lives(world)),
        claims=tuple(map(_claim, said)),
        never=None if world.never is None else never_fact(world.never),
        driven=_driven(twins, world, found),
    )


def pictured(found: Sequence[Differing]) -> list[Differing]:
    """Return the metrics that are drawn over time: a counted harm and a story that moved."""
    moved = [x for x in found if x.less.moved and x.metric.axis == "harm" and x.less.total.value]
    return [x for x in moved if not x.metric.story][:1] + [x for x in moved if x.metric.story][:1]


def _one(twins: Twins, world: Twin, m: Metric) -> Differing:
    here, there = world.one, twins.base.one
    difference = daily(here.run.panel, m.name) - daily(there.run.panel, m.name)
    comparable = twins.comparable(m, world)
    classes = groups_of(here.run.panel, "class")
    less = Measured(
        metric=m,
        total=ranged(twins.difference(world, m)),
        series=(),
        classes=tuple((c, ranged(twins.difference(world, m, "class", c))) for c in classes),
        moved=comparable and bool(np.any(np.nan_to_num(difference) != 0)),
    )
    return Differing(here.run.metrics[m.name]["value"], there.run.metrics[m.name]["value"], less)


def _with_course(twins: Twins, world: Twin, x: Differing) -> Differing:
    """Return a difference with its course over the days."""
    here, there, name = world.one, twins.base.one, x.metric.name
    luck = daily(here.run.panel, name) - daily(there.run.panel, name)
    drawn = None
    if here.draws is not None and there.draws is not None:
        drawn = daily(here.draws, name) - daily(there.draws, name)
    less = x.less
    followed = Measured(less.metric, less.total, course(luck, drawn), less.classes, less.moved)
    return Differing(x.here, x.there, followed)


def ranged(d: Difference) -> Ranged:
    """Return a difference as a number with two ranges."""
    return Ranged(d["value"], d["luck_low"], d["luck_high"], d["low"], d["high"])


def _claim(j: Judged) -> ClaimFact:
    return ClaimFact(
        j.claim.id, dict(j.claim.says), j.claim.metric, j.rung, j.true, j.of, j.lucky, j.of_luck,
        dict(j.variants), where_fact(j.fails_where), dict(j.elsewhere),
    )  # fmt: skip


def told_harms(found: Sequence[Differing]) -> list[Differing]:
    """Return the harms that a report tells in sentences, the most telling of each subject."""
    chosen = [x for x in found if x.metric.axis == "harm" and x.less.moved]
    return [x for x in by_turns(chosen, MOST_HARMS) if x.less.total.value]


def _driven(twins: Twins, world: Twin, found: Sequence[Differing]) -> tuple[DrivenFact, ...]:
    here, there = world.one, twins.base.one
    if here.draws is None or there.draws is None or twins.same(world):
        return ()
    answers = [
        (x.metric.name, paired(here.draws, there.draws, x.metric), x.less.total.value or 0.0)
        for x in told_harms(found)
    ]
    return driven_facts(answers, here.plan)


def _parameters(twins: Twins) -> list[ParameterFact]:
    """Return the parameters that matter in any of the worlds."""
    found: dict[str, ParameterFact] = {}
    for world in twins.worlds:
        plan = world.one.plan
        for p in parameters_that_matter(
            plan.scheme, plan.values, plan.held, plan.off, plan.assumptions > 0, plan.causes
        ):
            found.setdefault(p.name, p)
    return list(found.values())
