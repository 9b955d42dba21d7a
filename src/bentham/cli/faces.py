"""`bentham faces`: live face recognition at one event, by every published rate."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from bentham.cli.run import whole_number
from bentham.cli.screen import put_json, put_table, say

SCHEMA = "bentham.faces/1"
NOTE = (
    "Arithmetic on published counts: nobody was simulated, and no event is predicted. Rates of "
    "other places, lists and light need not hold here."
)


def faces(
    crowd: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="Faces that pass the cameras.")
    ],
    watchlist: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="People on the list.")
    ],
    present: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="How many of them pass.")
    ],
    rate: Annotated[
        str, typer.Option(metavar="DEPLOYMENT", help="Part of a deployment's name, or all.")
    ] = "all",
    found: Annotated[
        float | None,
        typer.Option(metavar="SHARE", help="Share of those present who are found; 0.8 if not."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")] = False,
) -> None:
    r"""Say what live face recognition would do to one crowd: false and true alerts, stops, time.

    \b
    bentham faces --crowd 60000 --watchlist 900 --present 20
    bentham faces --crowd 60000 --watchlist 900 --present 20 --rate Cardiff --json
    """
    from bentham.study.crowd import FOUND, MINUTES, Event, chosen, outcome, sentences, without_rate

    hits = FOUND if found is None else (found, found, found)
    event = Event(crowd, watchlist, present, hits)
    event.expect_possible()
    outcomes = [outcome(row, event) for row in chosen(rate)]
    two = sentences(outcomes, event)
    if as_json:
        put_json(
            {
                "schema": SCHEMA, "crowd": crowd, "watchlist": watchlist, "present": present,
                "found": {"value": hits[0], "low": hits[1], "high": hits[2]},
                "deployments": [asdict(each) for each in outcomes],
                "sentences": list(two), "note": NOTE,
            }
        )  # fmt: skip
        return
    columns = [("published rate", "left"), ("false alerts", "right"), ("range", "right"),
               ("true", "right"), ("wrong of 100", "right"), ("minutes", "right"),
               ("tag", "left")]  # fmt: skip
    put_table(
        columns,
        [
            (
                f"{o.event}: {o.measured}", _few(o.false_alerts.value),
                f"{_few(o.false_alerts.low)} to {_few(o.false_alerts.high)}",
                _few(o.true_alerts.value),
                "–" if o.precision is None else f"{100 * (1 - o.precision):.0f}",
                f"{o.minutes.value:,.0f} ({o.minutes.low:,.0f} to {o.minutes.high:,.0f})",
                o.tag,
            )
            for o in outcomes
        ],
    )  # fmt: skip
    worst = max(outcomes, key=lambda o: o.rate)
    if worst.precision is not None:
        right = round(100 * worst.precision)
        say(f"Of 100 alerts at the rate of ‘{worst.event}’ (● right, ○ wrong):")
        marks = "●" * right + "○" * (100 - right)
        for start in range(0, 100, 25):
            say("  " + " ".join(marks[start : start + 25]))
        say()
    for sentence in two:
        say(sentence)
    say()
    if rate == "all":
        known = without_rate()
        alerts = [r["true_alerts"] + r["false_alerts"] for r in known]
        wrong = sum(r["false_alerts"] for r in known)
        say(
            f"{len(known)} more deployments published alerts without the size of the crowd: "
            f"{wrong:,} of {sum(alerts):,} were wrong. Without a crowd they give no rate."
        )
    say(
        f"Found of those present: {hits[0]:.0%}"
        + (f" (assumed, {hits[1]:.0%} to {hits[2]:.1%})" if hits[1] != hits[2] else "")
        + f"; every alert is taken to lead to a stop of {MINUTES[0]:g} minutes (assumed, "
        f"{MINUTES[1]:g} to {MINUTES[2]:g})."
    )
    say(NOTE)


def _few(value: float) -> str:
    return f"{value:,.0f}" if value >= 9.5 or value == int(value) else f"{value:,.2g}"
