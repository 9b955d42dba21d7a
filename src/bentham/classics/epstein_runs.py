"""Epstein's settings made into a torus, and runs of it, one thread per seed.

A setting is a word or a number of `bentham.classics.epstein.SETTINGS`; this file turns them into
arrays for `bentham.classics.epstein_grid` and holds no rule of the model itself.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from bentham.classics import epstein_grid as grid
from bentham.classics import epstein_torus as torus
from bentham.classics import luck
from bentham.classics.declaration import Progress
from bentham.evidence.errors import UsageError

Settings = Mapping[str, float | str]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

NEVER = 1e9
"""A tick that does not come."""

# The words of each setting, in the order of their numbers in `epstein_grid`.
WORDS: dict[str, tuple[str, ...]] = {
    "rounding": ("none", "floor", "half-even"),
    "self_count": ("once", "twice"),
    "order": ("shuffle", "uniform"),
    "turn": ("move-act", "act-move"),
    "jail_rule": ("off-grid", "block", "share"),
    "sentence": ("real", "closed", "half-open"),
    "terms": ("tick-end", "own-turn"),
    "arresting_cop": ("stays", "steps"),
    "movement": ("all", "cops", "none"),
    "model": ("one", "two"),
    "neighbourhood": ("disc", "moore", "von-neumann"),
    "population": ("exact", "by-site"),
}


# What stands at the head of `Town.rules`, and in `Town.numbers`.
IN_RULES = (
    "rounding", "self_count", "order", "turn", "jail_rule", "sentence", "terms",
    "arresting_cop", "movement", "model",
)  # fmt: skip
IN_NUMBERS = ("k", "threshold", "jail", "cloning", "max_age")


def number(settings: Settings, name: str) -> float:
    """Return a setting that is a number."""
    return float(settings[name])


def code(settings: Settings, name: str) -> int:
    """Return the number of a word in the rules of the torus."""
    return WORDS[name].index(str(settings[name]))


def neighbourhood(kind: str, vision: float) -> tuple[Ints, Ints]:
    """Return what is in view of a site: half widths of its rows, and steps to its sites.

    Parameters
    ----------
    kind : str
        ``disc``: dx^2 + dy^2 <= v^2; ``moore``: |dx|, |dy| <= v; ``von-neumann``: |dx| + |dy| <= v.
    vision : float
        v, in sites; not whole for a disc (1.7 holds the eight nearest).

    Returns
    -------
    tuple
        Half widths by row from the top; steps (dy, dx) row by row, the own site last.
    """
    reach = int(vision)
    rows = np.arange(-reach, reach + 1)
    if kind == "disc":
        widths = np.array([int(np.sqrt(vision * vision - y * y) + 1e-9) for y in rows])
    elif kind == "moore":
        widths = np.full(len(rows), reach)
    else:
        widths = reach - np.abs(rows)
    seen = [(int(y), x) for y, w in zip(rows, widths, strict=True) for x in range(-w, w + 1)]
    steps = [step for step in seen if step != (0, 0)]
    return widths.astype(np.int64), np.array([*steps, (0, 0)], np.int64)


def checked(settings: Settings) -> None:
    """Refuse settings that contradict each other.

    Raises
    ------
    UsageError
        View around the torus, more people than sites, or a cop stepping onto a site that is kept.
    """
    side = int(number(settings, "side"))
    if 2 * max(number(settings, "vision"), number(settings, "cop_vision")) >= side:
        raise UsageError("vision must be less than half the side of the torus")
    if number(settings, "citizens") + number(settings, "cops") > 1:
        raise UsageError("citizens and cops together cannot be more than the sites")
    if settings["arresting_cop"] == "steps" and settings["jail_rule"] == "block":
        raise UsageError("a cop cannot step onto a site that the jailed keep for themselves")
    if settings["model"] == "two" and settings["jail_rule"] != "off-grid":
        raise UsageError("Model II is for jails off the grid")


def legitimacy_path(settings: Settings, ticks: int) -> Floats:
    """Return legitimacy in each tick from 1: constant, in a jump, or falling tick by tick."""
    return _path(
        number(settings, "legitimacy"), number(settings, "legitimacy_end"),
        number(settings, "fall_from"), number(settings, "fall_until"), ticks,
    )  # fmt: skip


def force_path(settings: Settings, cops: int, ticks: int) -> Ints:
    """Return the number of cops in each tick from 1."""
    ends = cops * number(settings, "cops_end")
    path = _path(
        float(cops), ends, number(settings, "cuts_from"), number(settings, "cuts_until"), ticks
    )
    return np.floor(path + 0.5).astype(np.int64)


def _path(start: float, end: float, first: float, last: float, ticks: int) -> Floats:
    tick = np.arange(1, ticks + 1, dtype=np.float64)
    if last <= first:
        return np.where(tick >= first, end, start)
    return start + (end - start) * np.clip((tick - first) / (last - first), 0.0, 1.0)


def _sites(settings: Settings, key: np.uint64, side: int) -> tuple[Ints, Ints]:
    """Return the sites of cops and of citizens."""
    drawn = luck.whole_numbers(key, torus.PLACE, side * side)
    citizens, cops = number(settings, "citizens"), number(settings, "cops")
    if settings["population"] == "by-site":
        share = (drawn + 0.5) / 2.0**31
        policed = (share >= citizens) & (share < citizens + cops)
        return np.flatnonzero(policed), np.flatnonzero(share < citizens)
    order = np.argsort(drawn, kind="stable")
    force, people = round(cops * side * side), round(citizens * side * side)
    return order[:force], order[force : force + people]


def town(settings: Settings, seed: int) -> torus.Town:
    """Return a torus with everybody in place and quiet."""
    checked(settings)
    side = int(number(settings, "side"))
    key = luck.key("epstein", seed)
    cops, citizens = _sites(settings, key, side)
    two = settings["model"] == "two"
    here = len(cops) + len(citizens)
    slots = len(cops) + 2 * side * side if two else here
    padded = -(-slots // 64) * 64

    people = np.zeros((slots, 6), np.int32)
    people[:, torus.PERSON] = np.arange(slots)
    people[: len(cops), torus.KIND] = torus.COP
    if two:
        blue = luck.uniforms(key, torus.GROUP, here)[len(cops) :] < 0.5
        people[len(cops) : here, torus.KIND] = ~blue
    people[:, torus.STATE] = np.where(np.arange(slots) < here, torus.QUIET, torus.GONE)
    people[:, torus.CELL] = np.concatenate([cops, citizens, np.full(slots - here, -1)])
    traits = np.zeros((slots, 4))
    traits[:, torus.HARD] = luck.uniforms(key, torus.HARDSHIP, slots)
    traits[:, torus.AVERSE] = luck.uniforms(key, torus.AVERSION, slots)
    ages = luck.uniforms(key, torus.LIFETIME, slots) * number(settings, "max_age")
    traits[:, torus.DIES] = np.ceil(ages)
    kind = str(settings["neighbourhood"])
    widths, steps = neighbourhood(kind, number(settings, "vision"))
    _, cop_steps = neighbourhood(kind, number(settings, "cop_vision"))
    free = np.arange(slots - 1, here - 1, -1)
    built = torus.Town(
        key=key,
        rules=np.array(
            [
                *(code(settings, name) for name in IN_RULES),
                *(side, len(steps), len(cops), here, len(free), 0),
            ]
        ),
        numbers=np.array([number(settings, name) for name in IN_NUMBERS]),
        people=people,
        traits=traits,
        free_slots=np.concatenate([free, np.zeros(here, np.int64)]),
        order=np.zeros(slots, np.int64),
        order_words=np.zeros(4 * padded, np.uint32),
        move_words=np.zeros(4 * padded, np.uint32),
        sites=np.zeros((6, side * side), np.int32),
        widths=widths,
        steps=np.concatenate([steps, cop_steps]),
    )
    built.sites[torus.FRONT] = -1
    built.sites[torus.ROW] = np.arange(side * side) // side
    grid.place(built.people, built.sites, built.widths, built.rules)
    return built


CHUNK = 50
"""Ticks after which a run of Model II looks whether a group is gone."""


def run(settings: Settings, seed: int) -> Ints:
    """Return the counts of one run, a row for each tick and a column for each of `torus.COLUMNS`.

    A run of Model II stops when a group is gone, since nothing is left to kill or to be killed; its
    last row stands for all later ticks, with nobody killed in them.
    """
    ticks = int(number(settings, "ticks"))
    here = town(settings, seed)
    counts = np.zeros((ticks, len(torus.COLUMNS)), np.int64)
    force = force_path(settings, int(here.rules[torus.FORCE]), ticks)
    legitimacy = legitimacy_path(settings, ticks)
    chunk = CHUNK if settings["model"] == "two" else ticks
    groups = [torus.COLUMNS.index(name) for name in ("first_group", "second_group")]
    for first in range(0, ticks, chunk):
        part = slice(first, first + chunk)
        grid.advance(*here, counts[part], legitimacy[part], force[part], first)
        last = min(first + chunk, ticks) - 1
        if settings["model"] == "two" and not counts[last, groups].all():
            counts[last + 1 :] = counts[last]
            counts[last + 1 :, torus.KILLED] = 0
            break
    return counts


def _threads() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def runs(
    settings: Settings,
    seeds: int,
    first: int = 1,
    progress: Progress | None = None,
    threads: int | None = None,
) -> Ints:
    """Return the counts of several seeds: seeds by ticks by `torus.COLUMNS`."""
    done = []
    with ThreadPoolExecutor(threads or _threads()) as pool:
        for counts in pool.map(lambda seed: run(settings, seed), range(first, first + seeds)):
            done.append(counts)
            if progress is not None:
                progress("seeds", len(done), seeds)
    return np.stack(done)


def column(counts: Ints, name: str) -> Ints:
    """Return one column of counts, over all ticks and seeds."""
    found: Ints = counts[..., torus.COLUMNS.index(name)]
    return found
