"""What gives the values of the registered predictions: runs of schemes under drawn assumptions.

Each function returns the values of one quantity over the draws, or the interval of a null model.
`make_predictions.py` says which prediction takes which.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

import bentham
from bentham.day.person import SYSTEMS
from bentham.evidence.parameters import PARAMETERS
from bentham.study.assumptions import draws, spread
from bentham.study.court_list import ADULTS, FORMULAS, UNCERTAINTY, fits, years_since
from bentham.study.planning import plan

DRAWS = 32
PEOPLE = 2_000
"""In most runs."""
SEED = 20_261_127
LEVEL = 0.9

Values = list[float]
Read = Callable[[bentham.Run], tuple[float, ...]]
Interval = tuple[float, float]


def settings(drawn: dict[str, float], held: dict[str, float]) -> list[str]:
    """Return a set of assumed values as `--set` takes them."""
    return [
        f"{p.name}={p.choices[int(drawn[p.name])] if p.choices else repr(drawn[p.name])}"
        for p in PARAMETERS
        if p.uncertain and p.name not in held
    ]


def between(name: str, low: float, high: float, log: bool = True) -> Values:
    """Return a value for each draw, spread over a range that is written in this file."""
    shares = spread(DRAWS, SEED, name)
    drawn = low * (high / low) ** shares if log else low + shares * (high - low)
    return [float(x) for x in drawn]


def runs(
    scheme: str,
    read: Read,
    more: Sequence[Sequence[str]] | None = None,
    text: str | None = None,
    seeds: int = 0,
    **how: Any,
) -> tuple[Values, ...]:
    """Run a scheme, or the scenario `text`, under every draw, and read some numbers from each run.

    `more` adds settings to each draw. With `seeds`, nothing is drawn and the seed alone differs.
    """
    held = dict(plan(scheme).held)
    sets = draws(DRAWS, SEED, held, declared=True)

    def one(i: int) -> tuple[float, ...]:
        changed = [] if seeds else settings(sets[i], held)
        changed += more[i] if more else []
        with TemporaryDirectory() as folder:
            source: str | Path = scheme
            if text is not None:
                source = Path(folder) / "scenario.yaml"
                source.write_text(text, encoding="utf-8")
            run = bentham.simulate(source, seed=i + 1, threads=1, settings=changed, **how)
        return read(run)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(one, range(seeds or DRAWS)))
    return tuple(list(values) for values in zip(*found, strict=True))


def known(values: Values) -> list[float]:
    """Return what is defined; what is undefined in a run says nothing."""
    return [v for v in values if not math.isnan(v)]


def middle(values: Values) -> Interval:
    """Return the middle nine tenths."""
    low, high = np.quantile(known(values), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def metrics(*names: str) -> Read:
    """Return what reads metrics from a run; NaN where one is undefined."""

    def read(run: bentham.Run) -> tuple[float, ...]:
        values = (run.metrics[name]["value"] for name in names)
        return tuple(math.nan if v is None else v for v in values)

    return read


# --- the court list ---


def listed_at_the_end_of_2019() -> Values:
    """From the last number printed on: both readings in turn, exit along its ridge, and 15 %."""
    out = []
    where = spread(DRAWS, SEED, "exit along the ridge")
    off = spread(DRAWS, SEED, "uncertainty of the count")
    for i, (share, error) in enumerate(zip(where, off, strict=True)):
        fit = fits()[i % 2]
        exit_ = share * min(fit.exits[1], 0.5)
        entry = fit.entries[0] + share * (fit.entries[1] - fit.entries[0])
        last = fit.points[-1]
        start = last.printed * (1 + UNCERTAINTY) ** (2 * error - 1)
        years = years_since(last.day, [last.day.replace(month=12, day=31)])
        out.append(float(FORMULAS[fit.reading](entry, exit_, years, start, ADULTS)[0] / 1e6))
    return out


EVERYBODY_LISTED = (
    "lists[defaulters].entry.hazard_per_year=1000", "lists[defaulters].exit.repaid_per_year=0",
)  # fmt: skip


@cache
def travellers() -> tuple[Values, ...]:
    """Everybody on the list from the first days on, attempts to fly drawn over their range."""
    flights = between("sanctions.flights", 0.2, 2.0)
    more = [[*EVERYBODY_LISTED, f"sanctions.flights={x!r}"] for x in flights]
    off = [name for name in SYSTEMS if name not in ("listing", "sanctions")]
    read = metrics("flights_refused", "people_refused_flights")
    return runs("defaulter-list", read, more, people=PEOPLE, days=365, off=off)


# --- opinion ---

ASKED = """
bentham: "0.1"
scenario: asked
title: People are asked directly and by a list experiment
scheme: {scheme}
people: 2000
days: 180
probes:
  - {{day: 180, sample: 1000, method: both, questions: [approve]}}
"""


def concealed(scheme: str) -> Values:
    """Approval told when asked directly less approval by a list experiment, in points."""

    def read(run: bentham.Run) -> tuple[float, ...]:
        (answer,) = run.probes
        return (100.0 * (answer["told"] - answer["list_estimate"]),)

    return runs(scheme, read, text=ASKED.format(scheme=scheme))[0]


# --- cameras ---


@cache
def cameras(persistent: bool = True, once: bool = False) -> tuple[Values, ...]:
    """Return precision, false alerts and people mismatched.

    One false alert in 6,000 faces; one passer-by in 10,000 to one in 1,000 on the list.
    """
    wanted = between("share on the watch list", 1e-4, 1e-3)
    missed = between("missed in the street", 0.05, 0.6)
    more = [
        [
            f"cameras.face_recognition.fpir={1 / 6000!r}",
            f"cameras.face_recognition.fnir={m!r}",
            f"cameras.face_recognition.watchlist.share={w!r}",
            "cameras.face_recognition.watchlist.includes=[]",
            *([] if persistent else ["cameras.persistence=1"]),
            # So few cameras that hardly anybody passes two on a day.
            *(["cameras.per_1000=2"] if once else []),
        ]
        for w, m in zip(wanted, missed, strict=True)
    ]
    off = [name for name in SYSTEMS if name != "cameras"]
    read = metrics("alert_precision", "false_alerts", "people_mismatched")
    return runs("camera-city", read, more, people=30_000, days=30, off=off)


def false_alerts_each(persistent: bool = True) -> Values:
    """Return false alerts for each person falsely matched at least once."""
    _, alerts, people = cameras(persistent)
    return [a / (10.0 * p) if p else math.nan for a, p in zip(alerts, people, strict=True)]


# --- reports and trust ---


@cache
def informed_on(share: float, seeds: int = 0) -> tuple[Values, ...]:
    """Trust, and precision of reports, with a share of adults who inform."""
    read = metrics("trust", "report_precision")
    more = [[f"informants.share={share}"]] * DRAWS
    return runs("snitch-line", read, more, seeds=seeds, people=PEOPLE, days=365)


def trust_lost() -> Values:
    """Trust with informants at 2.0 % of adults less trust at 1.13 %, same people, same luck."""
    few, many = informed_on(0.0113)[0], informed_on(0.02)[0]
    return [b - a for a, b in zip(few, many, strict=True)]


def trust_by_luck() -> Interval:
    """Differences of trust between runs that differ by nothing but luck."""
    same = informed_on(0.0113, seeds=8)[0]
    return middle([b - a for a in same for b in same if a is not b])


# --- what spreads ---

ACCESS = """
bentham: "0.1"
scenario: access
title: A third are given free access and encouraged to use it, after an event was concealed
scheme: national-filter
people: 2000
days: 300
events:
  - {kind: concealed, day: 20, witnesses: 0.001}
trials:
  - id: access
    unit: person
    share: 0.33
    from: 30
    set: {filter.blocks: false, media.demand: 0.4}
"""
NOBODY = ACCESS[: ACCESS.index("trials:")]


def known_in(*arms: str) -> Read:
    """Return what reads the shares who know of the event at the end, in arms."""

    def read(run: bentham.Run) -> tuple[float, ...]:
        panel = run.to_pandas()
        last = panel[panel["day"] == panel["day"].max()].set_index(["group_by", "group"])
        return tuple(float(last.loc[("arm" if a != "all" else a, a), "know_event"]) for a in arms)

    return read


def spill() -> Values:
    """Return what the untreated gain by the treated, in per cent of what the treated gain."""
    treated, control = runs("national-filter", known_in("treated", "control"), text=ACCESS)
    (nobody,) = runs("national-filter", known_in("all"), text=NOBODY)
    return [
        100.0 * (c - n) / (t - n) if t > n else math.nan
        for t, c, n in zip(treated, control, nobody, strict=True)
    ]


# --- conduct ---


def prevented() -> Values:
    """Offences given up, of those that there would have been, in per cent."""
    read = metrics("offences_prevented", "offences")
    gone, left = runs("village-ledger", read, people=PEOPLE, days=365, society="village")
    return [100.0 * g / (g + 1000.0 * n) for g, n in zip(gone, left, strict=True)]


def one_metric(scheme: str, name: str) -> Callable[[], Values]:
    """Return what gives a metric of a scheme over a year under every draw."""
    return lambda: runs(scheme, metrics(name), people=PEOPLE, days=365)[0]


def fixed(low: float, high: float) -> Callable[[], Interval]:
    """Return an interval that is published, or known without any model."""
    return lambda: (low, high)
