"""Make `src/bentham/study/predictions.json`: what Bentham predicts of facts not looked up.

python docs/make_predictions.py build/predictions          all; resumes where it stopped
python docs/make_predictions.py build/predictions P04 P05  some

Every interval holds the middle nine tenths of what `bentham.simulate` gives under draws of all that
is assumed over its declared range (Latin hypercube, fixed seed), each with its own luck, in
societies small enough for luck to count. No outcome was consulted, and none was remembered to
choose a number: where a scheme leaves open how strong it is, the range drawn is written here. About
ten minutes on two cores.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
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
OUT = Path(__file__).parents[1] / "src" / "bentham" / "study" / "predictions.json"
REGISTERED = "2026-11-27"

Values = list[float]
Read = Callable[[bentham.Run], tuple[float, ...]]
Interval = tuple[float, float]


@dataclass(frozen=True)
class Row:
    """One prediction to be made: what it says, and what gives its values and its null interval."""

    id: str
    statement: str
    where: str
    quantity: str
    unit: str
    obtained: Callable[[], Values]
    null: Callable[[], Interval]
    null_is: str
    how: str
    story: bool


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


SIMULATED = f"{DRAWS} draws of all that is assumed; middle 90 %; "
MAKE = "python docs/make_predictions.py build/predictions "

ROWS = (
    Row(
        "P01", "The number of defaulters on the court's list printed for the end of 2019.",
        "the court list of the table defaulter_list", "listed", "million",
        listed_at_the_end_of_2019,
        fixed(14.5 / (1 + UNCERTAINTY), 14.5 * (1 + UNCERTAINTY)),
        "the last number printed (14.5 million in July 2019), 15 % either way",
        "the last number carried on at constant rates along the ridge that fits, both readings",
        False,
    ),
    Row(
        "P02", "Flight refusals for each listed year in the second half of 2019.",
        "the same list", "refusals between July and December 2019 over listed years",
        "per listed year",
        lambda: [x / 1000.0 for x in travellers()[0]],
        fixed(0.83 / (1 + UNCERTAINTY), 0.83 * (1 + UNCERTAINTY)),
        "the published mean of 2017 to 2019, 0.83, 15 % either way",
        SIMULATED + "rate of attempts over its declared range", False,
    ),
    Row(
        "P03", "Of people on such a list for a year, those who are refused a flight at least once.",
        "any list that bars people from flying", "people refused, not attempts",
        "% of the listed", lambda: travellers()[1],
        fixed(100 * (1 - np.exp(-0.45)), 100 * (1 - np.exp(-1.67))),
        "everybody alike at the published rates: 1 - exp(-0.45) to 1 - exp(-1.67)",
        SIMULATED + "people differ in how often they fly", False,
    ),
    Row(
        "P04", "Where criticism is punished, approval of the government told to an interviewer "
        "less approval by a list experiment.",
        "the first list experiment with 1,000 or more respondents published after registration, "
        "in a state that punishes criticism", "direct less list", "points",
        lambda: concealed("speech-points"), fixed(4.0, 40.0),
        "the band of list experiments already published", SIMULATED + "preset speech-points", True,
    ),
    Row(
        "P05", "Where criticism is not punished, the same difference.",
        "the first list experiment with 1,000 or more respondents published after registration, "
        "in a state that does not punish criticism", "direct less list", "points",
        lambda: concealed("open-society"), fixed(4.0, 40.0),
        "the band of list experiments already published, all where criticism is punished",
        SIMULATED + "preset open-society", True,
    ),
    Row(
        "P06", "Share of live face recognition alerts that are right where one face in 6,000 gives "
        "a false alert and one passer-by in 10,000 to one in 1,000 is looked for.",
        "the first deployment published after registration whose operator states these rates",
        "true alerts of all alerts", "%", lambda: cameras(once=True)[0],
        fixed(8.7, 99.5), "the range of the two pooled deployments already published",
        SIMULATED + "preset camera-city with few cameras; missed in the street 0.05 to 0.6, "
        "log-uniform", False,
    ),
    Row(
        "P07", "False alerts for each person falsely matched at least once in a month.",
        "the first audit published after registration that counts both, of fixed cameras that the "
        "same people pass daily",
        "false alerts, one a person and day at most, over distinct people", "alerts per person",
        false_alerts_each,
        lambda: middle(false_alerts_each(persistent=False)),
        "faces nearly alike in how often they are mismatched (shape 1 of the Beta distribution)",
        SIMULATED + "preset camera-city; some faces resemble someone on the list", False,
    ),
    Row(
        "P08", "Trust between people on a scale of 100 where 2 % of adults inform, less trust "
        "where 1.13 % do.",
        "the first comparison of places by density of informants published after registration, "
        "scaled to this difference", "difference of means", "of 100", trust_lost, trust_by_luck,
        "no effect: differences between runs that differ by luck alone",
        SIMULATED + "preset snitch-line, one year, the same people twice", True,
    ),
    Row(
        "P09", "What people who were not given access to uncensored news gain in knowledge of a "
        "concealed event by a third who were, as a share of what those gain.",
        "the first randomised trial of access published after registration that measures "
        "untreated peers", "gain of the untreated over gain of the treated", "%", spill,
        fixed(-5.0, 5.0), "no transmission between people, 5 points either way",
        SIMULATED + "preset national-filter, trial of a third, 270 days", True,
    ),
    Row(
        "P10", "Relative fall of offences where a village keeps a public ledger of points.",
        "the first evaluation with a control group published after registration",
        "offences given up of those there would have been", "%",
        prevented,
        fixed(5.6, 37.0), "the published disclosure trial, under either reading of 5.6 of 15.2",
        SIMULATED + "preset village-ledger", True,
    ),
    Row(
        "P11", "Relatives made to pay for each person punished where relatives are punished.",
        "the first documentation published after registration that counts both",
        "relatives over people punished", "relatives per person",
        one_metric("family-punishment", "kin_per_struck"),
        fixed(1.62 / (1 + UNCERTAINTY), 1.62 * (1 + UNCERTAINTY)),
        "everybody else in a household of 2.62, 15 % either way",
        SIMULATED + "preset family-punishment", True,
    ),
    Row(
        "P12", "Share of adults who kept a criticism to themselves out of fear within a year where "
        "criticism costs points.",
        "the first survey published after registration that asks this where a score punishes "
        "criticism", "at least once in twelve months", "% of adults",
        one_metric("speech-points", "people_silenced"),
        fixed(5.0, 95.0), "nothing is known: uniform from 0 to 100",
        SIMULATED + "preset speech-points", True,
    ),
    Row(
        "P13", "Share of believed reports to an anonymous hotline that were true, where a report "
        "earns points and nobody verifies.",
        "the first audit published after registration of such a hotline", "true of believed", "%",
        lambda: informed_on(0.0113)[1],
        fixed(5.0, 95.0), "nothing is known: uniform from 0 to 100",
        SIMULATED + "preset snitch-line", True,
    ),
)  # fmt: skip


def made(row: Row) -> dict[str, Any]:
    """Return one prediction."""
    values = row.obtained()
    low, high = middle(values)
    null_low, null_high = row.null()
    return {
        "id": row.id, "statement": row.statement, "where": row.where, "quantity": row.quantity,
        "unit": row.unit, "low": round(low, 4), "high": round(high, 4),
        "median": round(float(np.median(known(values))), 4),
        "null": {"low": round(null_low, 4), "high": round(null_high, 4), "is": row.null_is},
        "how": row.how, "command": MAKE + row.id, "tag": "C" if row.id == "P01" else "A",
        "story": row.story,
    }  # fmt: skip


def main(folder: str, *wanted: str) -> None:
    """Make what is missing in the folder; write the file once all are there."""
    parts = Path(folder)
    parts.mkdir(parents=True, exist_ok=True)
    for row in ROWS:
        part = parts / f"{row.id}.json"
        if (wanted and row.id not in wanted) or (part.exists() and not wanted):
            continue
        part.write_text(json.dumps(made(row), indent=2) + "\n", encoding="utf-8")
        print(part.read_text(encoding="utf-8"), flush=True)
    if all((parts / f"{row.id}.json").exists() for row in ROWS):
        predictions = [json.loads((parts / f"{row.id}.json").read_text("utf-8")) for row in ROWS]
        whole = {
            "schema": "bentham.predictions/1", "registered": REGISTERED, "level": LEVEL,
            "draws": DRAWS, "seed": SEED, "predictions": predictions,
        }  # fmt: skip
        OUT.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")
        print(f"{OUT.name} written")


if __name__ == "__main__":
    main(*sys.argv[1:])
