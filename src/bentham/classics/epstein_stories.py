"""Epstein's other runs held against the paper: deception, falls, cuts, and two groups.

Claims that the paper shows by one run are asked of most seeds: of at least so many that a fair coin
would reach them with chance 1 %. Three do not come out, here or in the public replication: one jump
of legitimacy explodes in a minority of seeds only, and its jail is not fuller (run 4); and no
stable regime follows from cops between two groups (run 8). The paper's settings are quoted, not
read, and its program may divide integers or order turns in a way that its text does not say.
"""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
from scipy import stats

from bentham.classics.declaration import Check, Request, Series
from bentham.classics.epstein_checks import PAPER, REPLICATION, Found, aggrieved
from bentham.classics.epstein_runs import Ints, Settings, column, neighbourhood, number, runs
from bentham.classics.epstein_settings import PRESETS


def most(seeds: int) -> int:
    """Return of how many seeds a claim must hold: a fair coin does so with chance 1 % at most."""
    return min(seeds, int(stats.binom.isf(0.01, seeds, 0.5)) + 1)


def _line(counts: Ints, name: str, what: str) -> Series:
    y = column(counts, name)[0]
    return Series(what, "tick", "citizens", list(range(1, len(y) + 1)), [float(v) for v in y])


def deceptive(settings: Settings, counts: Ints, _request: Request) -> Found:
    """Hold Run 1 against the paper's deceptive agents and local bursts."""
    total = counts.sum(axis=(0, 1)).astype(float)
    names = ("unseen", "unseen_active", "seen", "seen_active", "company")
    unseen, open_, seen, caught, company = (float(column(total, name)) for name in names)
    active = column(counts, "active")[:, min(100, counts.shape[1] - 1) :]
    side = number(settings, "side")
    pairs = column(counts, "active").astype(float)
    _, steps = neighbourhood(str(settings["neighbourhood"]), number(settings, "vision"))
    by_chance = float((pairs * (pairs - 1)).sum()) * (len(steps) - 1) / (side * side - 1)
    checks = [
        Check("fig. 1", "aggrieved citizens without a cop in view who go active", "all",
              open_ / max(unseen, 1.0), 1, 1, "share", PAPER, "Q", "P = 0 iff C = 0"),
        Check("fig. 1", "aggrieved citizens with a cop in view who stay quiet", "most",
              1 - caught / max(seen, 1.0), 0.5, 1, "share", PAPER, "Q", error="more than half"),
        Check("fig. 2", "actives beside an active, relative to places at random", "above 1",
              company / max(by_chance, 1.0), 1, inf, "", PAPER, "Q", error="sign"),
        Check("R-active", "actives from tick 100 on, mean", "33 to 62", float(active.mean()), 33,
              62, "citizens", REPLICATION, "Q", error="range over its ticks and seeds"),
    ]  # fmt: skip
    said = [
        f"Of decisions by citizens with G > T, {open_ / max(unseen, 1):.0%} without a cop in view "
        f"and {caught / max(seen, 1):.0%} with one are to be active: deception needs no rule of "
        "its own. Citizens do not move, so cops move within the gaps between them."
    ]
    return said, checks, []


def slices(settings: Settings, counts: Ints, request: Request) -> Found:
    """Hold Runs 3 and 4, legitimacy falling in slices or in one jump, against each other."""
    names = ("fall_from", "fall_until", "legitimacy_end")
    jump = request.preset == "run-4"
    other_preset = PRESETS["run-3" if jump else "run-4"]
    changed: dict[str, Any] = {**settings, **{name: other_preset[name] for name in names}}
    other = runs(changed, len(counts), request.seed, request.progress)
    salami, jumped = (other, counts) if jump else (counts, other)
    begin = int(number(settings, "fall_from")) - 1
    peaks = [column(c, "active")[:, begin:].max(axis=1) for c in (salami, jumped)]
    jailed = [column(c, "jailed")[:, -1] for c in (salami, jumped)]
    seeds, needed = len(counts), most(len(counts))
    quiet = float(column(counts, "active")[:, :begin].max())
    said = [
        f"{int((peaks[0] > 50).sum())} of {seeds} seeds pass 50 actives when legitimacy falls to "
        f"0.2 in slices, {int((peaks[1] > 50).sum())} when it falls to 0.7 in one jump; the jump's "
        f"peak is higher in {int((peaks[1] > peaks[0]).sum())}, its jail fuller in "
        f"{int((jailed[1] > jailed[0]).sum())}."
    ]
    coin = f"a fair coin reaches {needed} of {seeds} with chance 1 %"
    checks = [Check("T05", "most actives while L = 0.9", "0", quiet, 0, 0, "", "L >= 1 - T", "C")]
    if jump:
        checks += [
            Check("fig. 10", "seeds with an explosion, above 50 actives", "one run",
                  float((peaks[1] > 50).sum()), needed, seeds, "seeds", PAPER, "Q", error=coin),
            Check("fig. 10", "seeds whose peak is above that of slices", "one run",
                  float((peaks[1] > peaks[0]).sum()), needed, seeds, "seeds", PAPER, "Q",
                  error=coin),
            Check("fig. 10", "seeds whose jail is fuller than after slices", "one run",
                  float((jailed[1] > jailed[0]).sum()), needed, seeds, "seeds", PAPER, "Q",
                  error=coin),
        ]  # fmt: skip
    else:
        checks.append(
            Check("fig. 9", "seeds without a spike, at most 50 actives", "one run",
                  float((peaks[0] <= 50).sum()), needed, seeds, "seeds", PAPER, "Q", error=coin)
        )  # fmt: skip
    return said, checks, []


def tipping(settings: Settings, counts: Ints, request: Request) -> Found:
    """Hold Run 5, cops walked down to none, against the paper and a count of who is left."""
    active = column(counts, "active")
    tipped = active.max(axis=1) > 50
    when = [int(np.argmax(a > 50)) for a in active]
    left = [int(c[t]) for c, t in zip(column(counts, "cops"), when, strict=True)]
    end = counts[:, -1]
    cops = round(number(settings, "cops") * number(settings, "side") ** 2)
    off = [
        int(row[0] + row[2]) - aggrieved(settings, request.seed + i, cops, int(row[:3].sum()))
        for i, row in enumerate(end)
    ]
    seeds, needed = len(counts), most(len(counts))
    checks = [
        Check("fig. 11", "seeds that tip, above 50 actives", "one run", float(tipped.sum()),
              needed, seeds, "seeds", PAPER, "Q",
              error=f"a fair coin reaches {needed} of {seeds} with chance 1 %"),
        Check("R-peak", "peak, mean over seeds", "64 to 345", float(active.max(axis=1).mean()), 64,
              345, "citizens", REPLICATION, "Q", error="range over its seeds"),
        Check("T06", "active or jailed at the end, less citizens with G > T: largest", "0",
              float(np.max(np.abs(off))), 0, 0, "", "C = 0, nobody returns", "C", "P = 0"),
    ]  # fmt: skip
    said = [
        f"{int(tipped.sum())} of {seeds} seeds tip, on average with {np.mean(left):.0f} of {cops} "
        "cops left."
    ]
    return said, checks, []


def groups(_settings: Settings, counts: Ints, request: Request) -> Found:
    """Hold Runs 6 to 8, two groups, against the paper and the replication."""
    alive = (column(counts, "first_group") > 0) & (column(counts, "second_group") > 0)
    both = float(alive[:, -1].mean())
    gone = [int(np.argmin(row)) + 1 for row in alive if not row[-1]]
    first = int((column(counts, "first_group")[:, -1] > 0).sum()) - int(alive[:, -1].sum())
    killed = float(column(counts, "killed").sum())
    said = [
        f"Both groups are alive at the end in {int(alive[:, -1].sum())} of {len(alive)} seeds; "
        f"{killed / len(alive):.0f} people were killed in a run."
    ]
    if gone:
        said.append(
            f"Where one is gone, it is in tick {min(gone)} to {max(gone)}, {np.mean(gone):.0f} on "
            f"average; the first group is left {first} times, the second {len(gone) - first}."
        )
    if request.preset == "run-6":
        checks = [
            Check("fig. 12", "share of seeds with both groups alive at the end", "all", both, 1, 1,
                  "", PAPER, "Q"),
            Check("T05", "actives and killed in all ticks", "0",
                  killed + float(column(counts, "active").sum()), 0, 0, "", "L >= 1 - T", "C",
                  "G <= T"),
        ]  # fmt: skip
        return said, checks, []
    mean = float(np.mean(gone)) if gone else inf
    if request.preset == "run-7":
        checks = [
            Check("fig. 13", "share of seeds in which one group is gone", "all", 1 - both, 1, 1,
                  "", PAPER, "Q"),
            Check("R-when", "tick in which it is gone, mean", "30 to 190", mean, 30, 190, "ticks",
                  REPLICATION, "Q", error="range over its seeds"),
        ]  # fmt: skip
        return said, checks, []
    checks = [
        Check("run 8", "'stable, but nasty': share of seeds with both groups alive", "all", both,
              1, 1, "", PAPER, "Q"),
        Check("R-run 8", "share of seeds in which one group is gone", "all", 1 - both, 1, 1, "",
              REPLICATION, "Q"),
        Check("R-when", "tick in which it is gone, mean", "75 to 882", mean, 75, 882, "ticks",
              REPLICATION, "Q", error="range over its seeds"),
    ]  # fmt: skip
    said.append("The stable regime of the paper does not come out, nor did it in the replication.")
    return said, checks, []


def lines(counts: Ints, two: bool) -> list[Series]:
    """Return the first seed as lines of a figure."""
    names = ("first_group", "second_group") if two else ("active", "jailed")
    return [_line(counts, name, name.replace("_", " ")) for name in names]
