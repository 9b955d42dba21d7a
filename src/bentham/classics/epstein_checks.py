"""Epstein's Run 2 held against what is published about it, and the model against closed forms.

Bounds are those of the facts table (F05, F06, F09), the ranges over 20 seeds that a public
replication reports (tag Q), the paper's own figures as it quotes them, and closed forms (T04 to
T06) with their sampling error; none comes from our runs.

F06 says "mean about 22" of the rule without rounding, and the runs it comes from peak at 19 to 24.
A mean cannot be as high as the peaks, so it is read as the closed form it is beside: how many are
active before arrests thin them out. Arrested ones are jailed for 15 ticks on average, and the mean
over all ticks is below 1; the sentences say so.
"""

from __future__ import annotations

from math import inf

import numpy as np
import numpy.typing as npt
from scipy import stats

from bentham.classics.declaration import Check, Request, Series
from bentham.classics.epstein_outbursts import Outbursts, mean_field, outbursts
from bentham.classics.epstein_runs import (
    NEVER,
    Ints,
    Settings,
    column,
    neighbourhood,
    number,
    runs,
)  # fmt: skip
from bentham.classics.epstein_torus import AVERSION, HARDSHIP
from bentham.classics.luck import key, uniforms

Floats = npt.NDArray[np.float64]
Found = tuple[list[str], list[Check], list[Series]]

REPLICATION = "public replication of Epstein 2002, 20 seeds"
PAPER = "Epstein 2002, quoted by a public replication"
TABLE = "facts table"
EVERY = "every seed, fixed beforehand"


def traits(settings: Settings, seed: int, cops: int, citizens: int) -> tuple[Floats, Floats]:
    """Return the grievance, at the legitimacy where the run ends, and the aversion of citizens."""
    ends = number(settings, "fall_from") <= number(settings, "ticks")
    legitimacy = number(settings, "legitimacy_end" if ends else "legitimacy")
    hardship = uniforms(key("epstein", seed), HARDSHIP, cops + citizens)[cops:]
    aversion = uniforms(key("epstein", seed), AVERSION, cops + citizens)[cops:]
    return hardship * (1.0 - legitimacy), aversion


def aggrieved(settings: Settings, seed: int, cops: int, citizens: int) -> int:
    """Return how many citizens have G > T at the legitimacy where the run ends."""
    grievance, _ = traits(settings, seed, cops, citizens)
    return int(np.sum(grievance > number(settings, "threshold")))


def _each(counts: Ints) -> list[Outbursts]:
    return [outbursts(active) for active in column(counts, "active")]


def _means(parts: list[Floats]) -> Floats:
    return np.array([part.mean() for part in parts if len(part)])


def summary(counts: Ints) -> str:
    """Say in one sentence what the actives did."""
    each = _each(counts)
    n, peaks = [e.count for e in each], [e.peak for e in each]
    calm = [e.calm for e in each]
    text = (
        f"{min(n)} to {max(n)} outbursts of more than 50 actives in {counts.shape[1]} ticks, peaks "
        f"of {min(peaks):.0f} to {max(peaks):.0f}, fewer than 10 actives on {min(calm):.0%} to "
        f"{max(calm):.0%} of ticks"
    )
    if max(n) > 1:
        activation = _means([e.activation for e in each]).mean()
        waits = _means([e.waits for e in each]).mean()
        text += f"; on average {activation:.0f} person-ticks each and {waits:.1f} ticks apart"
    return (
        text
        + f"; {column(counts, 'active').mean():.2f} active and "
        + (f"{column(counts, 'jailed').mean():.1f} jailed per tick ({len(counts)} seeds).")
    )


def bursts(settings: Settings, counts: Ints, request: Request) -> Found:
    """Hold Run 2 with C/A rounded down against F05, the replication and the paper."""
    each = _each(counts)
    n = np.array([e.count for e in each])
    activation, waits = _means([e.activation for e in each]), _means([e.waits for e in each])
    twice = settings["self_count"] == "twice"
    checks = [
        Check("F05", "fewest outbursts in a seed", "at least 80", float(n.min()), 80, inf, "",
              TABLE, "C", error=EVERY),
        Check("F05", "lowest calm share of a seed", "at least 0.5", min(e.calm for e in each),
              0.5, 1, "", TABLE, "C", error=EVERY),
        Check("F05", "lowest activation per outburst, mean of a seed", "500 to 1100",
              float(activation.min(initial=inf)), 500, 1100, "person-ticks", TABLE, "C",
              error=EVERY),
        Check("F05", "highest activation per outburst, mean of a seed", "500 to 1100",
              float(activation.max(initial=0)), 500, 1100, "person-ticks", TABLE, "C",
              error=EVERY),
    ]  # fmt: skip
    if twice:
        checks += [
            Check("R-outbursts", "outbursts, mean over seeds", "93 to 109", float(n.mean()), 93,
                  109, "", REPLICATION, "Q", error="range over its seeds"),
            Check("R-activation", "activation per outburst, mean", "1107",
                  float(activation.mean()), 1107 - 4 * 20, 1107 + 4 * 20, "person-ticks",
                  REPLICATION, "Q", error="4 standard errors of two means, about 14 each"),
            Check("R-wait", "wait, mean", "23", float(waits.mean()), 20, 26, "ticks",
                  REPLICATION, "Q", error="rounded, and 4 standard errors"),
        ]  # fmt: skip
        said = [
            "F05 is of the paper's other rules with C/A rounded down (preset run-2). Here actives "
            "count themselves twice, so fewer cops each seem to face them and outbursts grow "
            "beyond its 1100 person-ticks, as in the replication (1107)."
        ]
        return said, checks, []
    peaks = np.array([e.peak for e in each])
    checks += [
        Check("R-outbursts", "outbursts, mean over seeds", "101 to 125", float(n.mean()), 101, 125,
              "", REPLICATION + "; a separate implementation", "Q", error="range over their seeds"),
        Check("R-peak", "peak, mean over seeds", "290 to 368", float(peaks.mean()), 290, 368,
              "citizens", REPLICATION, "Q", error="range over its seeds"),
        Check("R-calm", "calm share, mean over seeds", "0.59 to 0.68",
              float(np.mean([e.calm for e in each])), 0.59, 0.68, "", REPLICATION, "Q",
              error="range over their seeds"),
        Check("R-wait", "wait, mean", "18.5 to 22", float(waits.mean()), 18.5, 22.5, "ticks",
              REPLICATION + "; a separate implementation", "Q", error="range of means, rounded"),
        Check("fig. 7", "activation per outburst, mean", "708, s.d. 230", float(activation.mean()),
              708 - 230, 708 + 230, "person-ticks", PAPER, "Q", error="one published s.d."),
        Check("fig. 5", "wait, mean", "60, s.d. 55", float(waits.mean()), 60 - 55, 60 + 55,
              "ticks", PAPER, "Q", error="one published s.d."),
    ]  # fmt: skip
    said = [
        f"The mean wait of {waits.mean():.0f} ticks is inside one published standard deviation of "
        "60, and still a third of it, as in the replication."
    ]
    terms = (15, 30, 60)
    by_term = []
    for term in terms:
        shorter = {**settings, "jail": term, "ticks": 600}
        each = _each(runs(shorter, len(counts), request.seed, request.progress))
        by_term.append(float(np.concatenate([e.waits for e in each]).mean()))
    checks.append(
        Check("F09", "longer jail, longer waits: smallest increase over J = 15, 30, 60",
              "above 0", float(np.min(np.diff(by_term))), 1e-9, inf, "ticks", "Lemos et al. 2015",
              "Q", error="sign")
    )  # fmt: skip
    waited = ", ".join(f"{w:.1f}" for w in by_term)
    said.append(f"With longest terms of 15, 30 and 60 ticks outbursts come {waited} ticks apart.")
    lines = [Series("wait by longest jail term", "longest term, ticks", "mean wait, ticks",
                    [float(t) for t in terms], by_term)]  # fmt: skip
    return said, checks, lines


def faced(settings: Settings) -> tuple[Floats, Floats, float]:
    """Return the chances of arrest that citizens face where nobody is jailed, and how likely each.

    Cops in view are hypergeometric over the disc of radius v; A is one more than the actives that
    the mean field brings into view, found by iteration. Approximate: A is taken at its mean.

    Returns
    -------
    tuple
        P by number of cops in view, probability of that number, and how many the mean-field
        formula expects to be active.
    """
    sites = int(number(settings, "side")) ** 2
    cops, citizens = (round(number(settings, n) * sites) for n in ("cops", "citizens"))
    legitimacy, threshold = number(settings, "legitimacy"), number(settings, "threshold")
    _, steps = neighbourhood(str(settings["neighbourhood"]), number(settings, "vision"))
    seen = np.arange(cops + 1)
    likely = stats.hypergeom.pmf(seen, sites - 1, cops, len(steps) - 1)
    share = 0.0
    for _ in range(50):
        a = 1.0 + share * citizens * (len(steps) - 1) / (sites - 1)
        p = 1.0 - np.exp(-number(settings, "k") * seen / a)
        share = float(likely @ [mean_field(legitimacy, threshold, float(q)) for q in p])
    return p, likely, share * citizens


def literal(settings: Settings, counts: Ints, request: Request) -> Found:
    """Hold Run 2 under the paper's own rule against F06 and the mean field (T04)."""
    each = _each(counts)
    blind = {**settings, "cop_vision": 0, "ticks": 100}
    free = column(runs(blind, len(counts), request.seed, request.progress), "active").mean(axis=1)
    p, likely, expected = faced(settings)
    cops, citizens = int(counts[0, 0, 5]), int(counts[0, 0, :3].sum())
    drawn = []  # what the same chances mean for the citizens of each seed
    for seed in range(request.seed, request.seed + len(counts)):
        g, r = traits(settings, seed, cops, citizens)
        rebels = g[:, None] - r[:, None] * p > number(settings, "threshold")
        drawn.append(float(rebels.sum(axis=0) @ likely))
    beyond = free - np.array(drawn)
    error = 4 * float(beyond.std(ddof=1) / np.sqrt(len(free))) if len(free) > 1 else expected
    both = column(counts, "active") + column(counts, "jailed")
    checks = [
        Check("F06", "most outbursts in a seed", "none", float(max(e.count for e in each)), 0, 0,
              "", TABLE, "C", error=EVERY),
        Check("F06", "highest peak of a seed", "below 50", max(e.peak for e in each), 0, 49, "",
              TABLE, "C", error=EVERY),
        Check("F06", "actives per tick before arrests, mean", "22.1, in 15 to 30",
              float(free.mean()), 15, 30, "citizens", TABLE, "C", "a(L,T,p) at C/A = 1",
              "fixed beforehand"),
        Check("T04", "the same, had the citizens been drawn evenly", f"{expected:.1f}",
              expected + float(beyond.mean()), expected - error, expected + error, "citizens",
              "mean field", "C", "sum over C of Pr(C) a(L,T,P(C/A))",
              "4 standard errors over seeds, less what their draws explain"),
    ]  # fmt: skip
    said = [
        "The mean-field formula counts who is active before arrests: 22.1 at one cop for each "
        f"active, {expected:.1f} over the cops in view here; {free.mean():.1f} are if cops arrest "
        f"nobody. With arrests {column(counts, 'active').mean():.2f} are active at the end of a "
        f"tick, and {both.mean():.1f} active or jailed."
    ]
    return said, checks, []


def closed_forms(settings: Settings, first: int) -> list[Check]:
    """Return T04 to T06 at the settings' own threshold, with nothing changing as time goes by."""
    settings = {**settings, "fall_from": NEVER, "fall_until": NEVER, "cuts_from": NEVER}
    contented = 1 - number(settings, "threshold")
    calm = runs({**settings, "legitimacy": contented, "ticks": 100}, 1, first)
    alone = runs({**settings, "cops": 0, "ticks": 1, "movement": "all"}, 1, first)[0, 0]
    citizens = int(alone[:3].sum())
    table = ((0.82, 0.0, 0.4444), (0.82, 0.8997, 0.01976), (0.82, 0.5, 0.03556), (0.7, 0.0, 0.6667),
             (0.7, 0.8997, 0.0741), (0.9, 0.8997, 0.0))  # fmt: skip
    off = max(abs(mean_field(legit, 0.1, p) - share) / (share or 1) for legit, p, share in table)
    share = mean_field(number(settings, "legitimacy"), number(settings, "threshold"), 0.0)
    error = 4 * float(np.sqrt(share * (1 - share) / citizens))
    return [
        Check("T04", "formula against six published values, largest relative error", "0", off, 0,
              5e-4, "", "mean field", "C", "a = ((g-T) rho - p rho^2/2)/g", "rounding in print"),
        Check("T05", "most actives in 100 ticks at L = 1 - T", "0",
              float(column(calm, "active").max()), 0, 0, "", "L >= 1 - T", "C", "G <= T"),
        Check("T06", "share active after one tick without cops", f"{share:.4f}",
              float(alone[0]) / citizens, share - error, share + error, "", "C = 0", "C",
              "1 - T/(1-L)", "4 standard errors of a share"),
        Check("T06", "actives after one tick without cops, less citizens with G > T", "0",
              float(alone[0] - aggrieved(settings, first, 0, citizens)), 0, 0, "", "C = 0", "C",
              "P = 0"),
    ]  # fmt: skip
