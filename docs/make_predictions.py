"""Make `src/bentham/study/predictions.json`: what Bentham predicts of facts not looked up.

python docs/make_predictions.py build/predictions          all; resumes where it stopped
python docs/make_predictions.py build/predictions P04 P05  some

Every interval holds the middle nine tenths of what `bentham.simulate` gives under draws of all that
is assumed over its declared range (Latin hypercube, fixed seed), each with its own luck, in
societies small enough for luck to count. No outcome was consulted, and none was remembered to
choose a number: where a scheme leaves open how strong it is, the range drawn is written in
`predicted.py`. About ten minutes on two cores.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from predicted import (
    DRAWS,
    LEVEL,
    SEED,
    Interval,
    Values,
    cameras,
    concealed,
    false_alerts_each,
    fixed,
    informed_on,
    known,
    listed_at_the_end_of_2019,
    middle,
    one_metric,
    prevented,
    spill,
    travellers,
    trust_by_luck,
    trust_lost,
)

from bentham.study.court_list import UNCERTAINTY

OUT = Path(__file__).parents[1] / "src" / "bentham" / "study" / "predictions.json"
REGISTERED = "2026-11-27"


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
