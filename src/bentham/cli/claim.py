"""`bentham claim`: what a claimed accuracy can mean, and the question to ask back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from bentham.cli.run import whole_number
from bentham.cli.screen import put_json, say
from bentham.evidence.errors import UsageError

SCHEMA = "bentham.claim/1"
NOTE = (
    "Arithmetic on the claim itself: nothing was measured or simulated. Numbers are expected "
    "numbers; where a meaning leaves one open, the least and the most that it allows are given."
)


def claim(
    words: Annotated[
        str, typer.Argument(metavar="CLAIM", help="As in '99% accurate'.", show_default=False)
    ],
    searches: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="People who are looked at.")
    ] = 50_000,
    prevalence: Annotated[
        str, typer.Option(metavar="P", help="Share of them who are on the list: 1/10000, 0.01%.")
    ] = "1/10000",
    watchlist: Annotated[
        int, typer.Option(parser=whole_number, metavar="N", help="Faces on the list.")
    ] = 1000,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")] = False,
) -> None:
    r"""Say the five things that a claimed accuracy can mean, and what follows from each.

    \b
    bentham claim '99% accurate' --searches 50000 --prevalence 1/10000
    bentham claim '99.5 per cent' --searches 1e6 --prevalence 0.001% --watchlist 20000
    """
    from bentham.study.accuracy import claimed, readings, share_of

    for name, value in (("searches", searches), ("watchlist", watchlist)):
        if not 1 <= value <= 10**10:
            raise UsageError(f"--{name} must lie between 1 and 10,000,000,000; it is {value:,}.")
    share, rare = claimed(words), share_of(prevalence)
    found = readings(share, searches, rare, watchlist)
    if as_json:
        put_json(
            {
                "schema": SCHEMA, "claim": words, "share": share, "searches": searches,
                "prevalence": rare, "watchlist": watchlist,
                "meanings": [asdict(each) for each in found], "note": NOTE,
            }
        )  # fmt: skip
        return
    listed = searches * rare
    say(
        f"‘{words}’ of {searches:,} searches, {listed:,.10g} of them of people on the list, can "
        "mean five things:"
    )
    for number, each in enumerate(found, 1):
        say()
        say(f"{number}. That {each.means}.")
        say(f"   Then {each.follows}")
        say(
            f"   False alerts: {_span(each.false_alerts)}. Missed: {_span(each.misses)}. "
            f"Of 100 alerts right: {_span(each.precision, 100)}."
        )
        say(f"   Ask: {each.ask}")
    say()
    say(NOTE)


def _span(ends: tuple[float, float] | None, times: float = 1) -> str:
    if ends is None:
        return "there are none"
    low, high = (_n(times * end) for end in ends)
    return low if low == high else f"{low} to {high}"


def _n(value: float) -> str:
    return f"{value:,.0f}" if value >= 9.5 or value == int(value) else f"{value:,.2g}"
