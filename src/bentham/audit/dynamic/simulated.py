"""Evidence from a simulation: the audited scheme beside itself with one thing taken away.

The assumptions are those of this project (`study.assumptions`): every uncertain number is drawn
over its declared range, the same in all worlds. A number that the audited file sets narrows that
range only where the file gives a source for it; without one it is drawn like any other.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Collection
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bentham.audit.dynamic import worlds as w
from bentham.audit.dynamic.intervals import estimated
from bentham.audit.dynamic.numbers import tallies_of
from bentham.audit.dynamic.quantities import Quantity, quantities
from bentham.audit.dynamic.worlds import AS_IT_IS, Sphere, spheres, varied, without_data
from bentham.audit.evidence import Evidence, Measured
from bentham.audit.view import View
from bentham.day.person import TALLIES
from bentham.engine.clock import History
from bentham.evidence.errors import UsageError
from bentham.evidence.lanes import CLASSES
from bentham.results.provenance import versions
from bentham.scheme.fields import Scheme
from bentham.scheme.phrase import Commas, Phrase
from bentham.scheme.reforms import as_data
from bentham.study.assumptions import posterior_sha256
from bentham.study.causes import causes
from bentham.study.planning import Plan, plan
from bentham.study.simulate import Progress
from bentham.study.small_worlds import Floats, cases_of, kept

PEOPLE, DAYS, SEEDS, DRAWS = 20_000, 180, 8, 16
FEWEST_PEOPLE = 500
"""People from which on each class of income has some tens of adults."""

SHAPE = (len(CLASSES), len(TALLIES))


@dataclass(frozen=True, slots=True)
class Asked:
    """How large a simulation is: people, days, repeats with other luck, draws, society, seed."""

    people: int = PEOPLE
    days: int = DAYS
    seeds: int = SEEDS
    assumptions: int = DRAWS
    society: str | None = None
    seed: int = 1
    threads: int | None = None


def simulated(
    scheme: Scheme,
    asked: Asked | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    only: Collection[str] = (),
) -> Evidence:
    """Run the worlds of an audit and return what was measured.

    Parameters
    ----------
    scheme : Scheme
        As declared.
    asked : Asked
        Sizes.
    progress, executor
        As `study.small_worlds.measured` takes them.
    only : collection of str
        Ids of the checks that are measured; all that the scheme allows if none is named.
    """
    asked = asked or Asked()
    if asked.people < FEWEST_PEOPLE:
        raise UsageError(
            f"--people must be at least {FEWEST_PEOPLE}: a class of income would be too small to "
            f"compare; it is {asked.people:,}."
        )
    if asked.seeds < 2:
        raise UsageError("--seeds must be at least 2: one repeat has no range of luck.")
    view = View(scheme, None, datetime.date.min)
    todo = plan(scheme, asked.society, asked.people, asked.days, asked.seed, threads=asked.threads)
    todo = replace(todo, held=held(scheme))
    cases = cases_of(todo, asked.people, asked.seeds, asked.assumptions)
    found, left_out = _spheres(view)
    can_move = causes(todo.scheme, todo.values, todo.off)
    wanted = [each for each in quantities(view, can_move, found) if not only or each.check in only]
    needed = list(dict.fromkeys(name for each in wanted for name in each.worlds))
    plans = [_world(todo, name) for name in needed]
    unique: list[Plan] = []
    for each in plans:
        if each not in unique:
            unique.append(each)
    ran = kept(
        unique, cases, _by_class, SHAPE[0] * SHAPE[1], progress, executor, "the worlds of an audit"
    ).reshape(len(unique), cases.number, *SHAPE)
    counts = {name: ran[unique.index(each)] for name, each in zip(needed, plans, strict=True)}
    measured: dict[str, Measured] = {}
    undefined: dict[str, str] = {}
    for asks in wanted:
        one = _measured(asks, cases, counts)
        if one is None:
            undefined[asks.check] = asks.undefined
        else:
            measured[asks.check] = one
    if left_out:
        undefined.setdefault("SC-07", left_out)
    return Evidence(measured, _about(todo, asked, len(unique)), undefined)


def _measured(quantity: Quantity, cases: Any, counts: dict[str, Floats]) -> Measured | None:
    names = quantity.worlds
    stack = np.array([counts[name] for name in names])

    def number(totals: Floats) -> float:
        return quantity.number(dict(zip(names, totals, strict=True)))

    totals = stack[:, : cases.seeds].sum(axis=1)
    said = quantity.said(dict(zip(names, totals, strict=True)))
    return estimated(cases, stack, number, said, quantity.bounds)


def _by_class(history: History) -> Floats:
    """Return the tallies of a run, all days and places added up, [class, tally] in one row."""
    added: Floats = history.tallies.sum(axis=(0, 1)).astype(np.float64).ravel()
    return added


def _spheres(view: View) -> tuple[list[tuple[Sphere, tuple[str, ...], str, str]], str]:
    """Return the spheres that a run can tell apart, and why others are left out."""
    out, without = [], []
    for each in spheres(view):
        tallies = tallies_of(view, each)
        if tallies is None:
            without.append(each.context)
        else:
            names = (_removal(each.named), _removal(each.contested))
            out.append((each, tallies, *names))
    if out or not without:
        return out, ""
    return out, Phrase("a run cannot tell apart the treatment in {contexts}",
                       contexts=Commas(without))  # fmt: skip


def _removal(names: frozenset[str]) -> str:
    return f"without {json.dumps(sorted(names))}" if names else AS_IT_IS


def _world(todo: Plan, name: str) -> Plan:
    """Return the plan of a world."""
    if name == AS_IT_IS:
        return todo
    if name == w.ACCURATE:
        return replace(todo, perfectly_accurate=True)
    if name == w.NO_INFORMANTS:
        return replace(todo, off=(*todo.off, "informants"))
    if name in (w.NO_SCHEME, w.LAWS):
        other = "open-society" if name == w.NO_SCHEME else "specific-laws"
        return replace(
            plan(other, todo.society, todo.people, todo.days, todo.seed, threads=todo.threads),
            held=todo.held,
        )
    if name.startswith("without "):
        return varied(todo, without_data(json.loads(name.removeprefix("without "))))
    changes = {
        w.NEUTRAL: w.neutral, w.NO_OTHERS: w.no_others, w.OWN: w.no_others,
        w.NO_APPEAL: w.no_appeal, w.NO_REWARD: w.no_reward,
    }  # fmt: skip
    return varied(todo, changes[name], accurate=name == w.OWN)


def held(scheme: Scheme) -> dict[str, float]:
    """Return the parameters that the audited file may hold: those for which it gives a source."""
    sourced = {name for name, each in scheme.simulation.parameters.items() if each.src}
    return {name: value for name, value in scheme.settings().items() if name in sourced}


def scheme_sha256(scheme: Scheme) -> str:
    """Return a hash of what a scheme declares; the order of keys and comments do not enter."""
    text = json.dumps(as_data(scheme), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _about(todo: Plan, asked: Asked, worlds: int) -> dict[str, str]:
    ignored = sorted(set(todo.scheme.settings()) - set(todo.held))
    return {
        "scheme": todo.scheme.id,
        "scheme_sha256": scheme_sha256(todo.scheme),
        "bentham": versions()["bentham"],
        "society": todo.society.id,
        "people": str(asked.people),
        "days": str(asked.days),
        "seed": str(asked.seed),
        "seeds": str(asked.seeds),
        "assumptions": str(asked.assumptions),
        "posterior_sha256": posterior_sha256() or "none",
        "worlds": str(worlds),
        "held_by_the_file_with_a_source": ", ".join(sorted(todo.held)) or "none",
        "set_by_the_file_without_a_source_and_drawn": ", ".join(ignored) or "none",
        "command": (
            f"bentham audit {todo.scheme.id} --simulate --people {asked.people} "
            f"--days {asked.days} --seeds {asked.seeds} --assumptions {asked.assumptions}"
            + (f" --society {asked.society}" if asked.society else "")
        ),
    }
