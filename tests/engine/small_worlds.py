"""Small worlds in which everything happens, and short ways to run them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from bentham.day.person import COUNTED, LANES, OWN_PLANES, PUBLIC_PLANES, TALLIES
from bentham.engine.clock import History, run_replicate
from bentham.engine.compiling import World, world_of
from bentham.scheme.fields import Scheme
from bentham.scheme.loading import load, loads
from bentham.society.fields import Society
from bentham.society.loading import load as society_named
from bentham.study.tracing import marks_of
from everybody import DEFAULTS, traits

STRICT = """\
bentham: "0.1"
id: strict
title: {en: A scheme that leaves nothing out}
transparency: {rules: public}
acts:
  - {id: criticism, detection_rate: 0.5, false_record_rate: 0.5}
  - {id: protest, detection_rate: 0.9}
  - {id: littering, detection_rate: 0.8, false_record_rate: 2}
  - {id: traffic_offence, detection_rate: 0.9, false_record_rate: 1}
  - {id: other_untrustworthy, detection_rate: 1, false_record_rate: 0.5}
  - {id: long_gaming, detection_rate: 0.7}
  - {id: volunteering, detection_rate: 0.9}
  - {id: son_in_army, detection_rate: 1}
score: {initial: 1000, min: 600, max: 1300, decay: halflife, period_days: 200}
rules:
  - {id: speech, when: {act: criticism}, effect: {points: -60, add_to_list: listed, trigger: fine}}
  - {id: street, when: {act: protest}, effect: {points: -90, add_to_list: listed, trigger: fine}}
  - {id: litter, when: {act: littering}, effect: {points: -20, trigger: fine}}
  - {id: traffic, when: {act: traffic_offence}, effect: {points: -15}}
  - id: anything
    when: {act: other_untrustworthy}
    effect: {points: [-50, -5], add_to_list: listed}
  - {id: games, when: {act: long_gaming}, effect: {points: -10}}
  - {id: help, when: {act: volunteering}, effect: {points: 2}}
  - {id: army, when: {act: son_in_army}, effect: {points: 30}, applies_to: parents}
lists:
  - id: listed
    entry: {criteria: rule}
    exit: {criteria: performance, repaid_per_year: 1}
sanctions:
  - {id: fine, kind: fine, amount_days: 3}
  - {id: no_flights, kind: travel_ban_air, severity: 3, trigger: {list: listed}}
  - {id: no_trains, kind: travel_ban_rail, severity: 3, trigger: {score_lt: 960}}
  - {id: no_job, kind: deny_job, severity: 5, trigger: {score_lt: 800}}
appeal:
  {available: true, use_rate_per_year: 60, success_if_wrong: 0.5, capacity_per_million_day: 2000}
"""

HEAD = 'bentham: "0.1"\nid: formula\ntitle: {en: A formula}\ntransparency: {rules: public}\n'
"""Beginning of a scheme file to which a few lines are added."""

CERTAIN = 1 << 31
"""A chance of one."""

LIVELY = DEFAULTS | {
    "society.occasions": 0.1,
    "society.opposed_share": 0.5,
    "risk.severity": 1.0,
    "protest.trigger": 0.02,
    "protest.spark": 0.1,
    "society.threshold_mean": 0.1,
}
"""Values with which a few thousand people do everything within weeks."""

RULES = ("kuran", "epstein", "ross", "siegel")
TRACED = (*LANES, *COUNTED)


BY_COURT = STRICT.replace(
    "criteria: rule", "criteria: court, hazard_per_year: 0.5, mistaken_share: 0.5"
).replace(", add_to_list: listed", "")
BY_SCORE = (
    STRICT.replace("criteria: rule", "criteria: score_below, score_below: 900, exit_above: 910")
    .replace("criteria: performance, repaid_per_year: 1", "criteria: score_above")
    .replace(", add_to_list: listed", "")
)
"""The same with a court's list, whose entries are partly mistaken, or a list by score."""


def strict(by: str = "rule") -> Scheme:
    """Return the scheme in which everything happens; its list is by rule, court or score."""
    text = {"rule": STRICT, "court": BY_COURT, "score": BY_SCORE}[by]
    return loads(text.replace("id: strict", f"id: strict-{by}"))


def scheme_named(name: str) -> Scheme:
    """Return a preset, or one of the schemes in which everything happens."""
    return strict(name.removeprefix("strict-")) if name.startswith("strict") else load(name)


def compiled(
    scheme: Scheme, values: dict[str, float] | None = None, off: tuple[str, ...] = (), **more: Any
) -> World:
    """Compile a scheme in the preset city."""
    return world_of(scheme, more.get("society") or society_named("city"), values or LIVELY, off)


def history(
    scheme: Scheme | str,
    people: int,
    days: int,
    seed: int = 7,
    values: dict[str, float] | None = None,
    off: tuple[str, ...] = (),
    society: Society | None = None,
    **more: Any,
) -> History:
    """Run one replicate with its state kept."""
    declared = scheme_named(scheme) if isinstance(scheme, str) else scheme
    where = society or society_named("city")
    world = compiled(declared, values, off, society=where)
    return run_replicate(world, where, people, days, seed, keep_state=True, **more)


def total(run: History, name: str) -> npt.NDArray[np.int64]:
    """Return a tally by day, over all places and classes."""
    counted: npt.NDArray[np.int64] = run.tallies[:, :, :, TALLIES.index(name)].sum(axis=(1, 2))
    return counted


def everything_stored(run: History, people: int) -> dict[str, npt.NDArray[np.int64]]:
    """Return every column and plane person by person, by name; planes as zeros and ones."""
    state = run.state
    assert state is not None
    out = {
        name.upper(): array[:people].astype(np.int64)
        for name, array in state.columns._asdict().items()
        if array.size
    }
    stored = (
        (PUBLIC_PLANES, "", state.planes.yesterday),
        (PUBLIC_PLANES, " the day before", state.planes.today),
        (OWN_PLANES, "", state.planes.own),
    )
    for names, when, planes in stored:
        for k, name in enumerate(names[: planes.shape[1]]):
            bits = planes[:, k, None] >> np.arange(64, dtype=np.uint64) & np.uint64(1)
            out[name + when] = bits.astype(np.int64).reshape(-1)[:people]
    return out


def traced(run: History) -> dict[str, npt.NDArray[np.int64]]:
    """Return what was traced, by name of lane or mark: arrays [day, person]."""
    assert run.traced is not None
    out = {name: run.traced[:, :, i] for i, name in enumerate(LANES)}
    marks = marks_of(run.traced)
    return out | {name: marks[:, :, i] for i, name in enumerate(COUNTED)}


def rule_value(name: str) -> float:
    """Return the value of `expression.rule` that stands for a rule."""
    return float(RULES.index(name))


def grown_ups(people: int, values: dict[str, float]) -> dict[str, npt.NDArray[np.int64]]:
    """Return the traits of the city's adults under the default seed, and who they are."""
    found = traits(society_named("city"), people, seed=7, values=values)
    adult = found["ADULT"] == 1
    return {name: each[adult] for name, each in found.items()} | {"WHO": np.nonzero(adult)[0]}
