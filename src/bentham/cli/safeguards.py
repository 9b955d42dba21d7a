"""`bentham safeguards`: which safeguard would remove most harm, and what that costs the aim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bentham.cli.asking import (
    Assumptions,
    Days,
    Harms,
    Json,
    People,
    Quiet,
    Seed,
    Seeds,
    Settings,
    Society,
    Threads,
    asked,
    counted,
)
from bentham.cli.progress import reported
from bentham.cli.screen import put_json, put_table, say

if TYPE_CHECKING:
    from bentham.study.safeguards import Protected
    from bentham.study.small_worlds import Spread

SCHEMA = "bentham.safeguards/1"
MOST = 6
"""Harms told where none is named."""


def safeguards(
    scheme: Annotated[
        str, typer.Argument(metavar="SCHEME", help="A preset or a file.", show_default=False)
    ],
    harm: Harms = None,
    society: Society = None,
    people: People = 10_000,
    days: Days = 365,
    seed: Seed = 1,
    seeds: Seeds = 3,
    assumptions: Assumptions = 16,
    settings: Settings = None,
    threads: Threads = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    r"""Say which safeguard removes most harm from a scheme, what remains, and what that costs.

    \b
    bentham safeguards whole-system
    bentham safeguards mine.yaml --harm wrongly_listed --harm people_refused --json

    Notice, independent appeal, verified reports, relatives left alone, published rules, no
    sanctions across contexts, half the cameras, an open internet: each alone, and all together.
    """
    todo, cases = asked(
        scheme, society, people, days, seed, seeds, assumptions, settings or [], harm or [],
        threads, quiet,
    )  # fmt: skip
    from bentham.study.safeguards import protected

    with reported(quiet) as progress:
        found = protected(todo, cases, harm or (), progress)
    if as_json:
        put_json(_object(found))
        return
    say(counted(todo, cases))
    for each in found.tried:
        say(f"  {each.title}: {each.words}")
    if found.idle:
        names = ", ".join(each.title for each in found.idle)
        say(f"  Nothing to add here, or there already: {names}.")
    for index in _chosen(found, bool(harm)):
        say()
        _put(found, index)
    say()
    _aim(found)


def _chosen(found: Protected, named: bool) -> list[int]:
    """Return the places of the harms to tell."""
    from types import SimpleNamespace

    from bentham.report.telling import by_turns

    there = [
        SimpleNamespace(metric=m, place=i)
        for i, m in enumerate(found.harms) if named or found.level(i).value
    ]  # fmt: skip
    return [each.place for each in (there if named else by_turns(there, MOST))]


def _put(found: Protected, index: int) -> None:
    """Print what each safeguard leaves of one harm."""
    from bentham.report.assumed import of_spread
    from bentham.report.words import all_of, capital, numbers, ranges, scale_of, when

    m, level = found.harms[index], of_spread(found.level(index))
    scale = scale_of(m, level.value, found.cases.people)
    number = numbers(scale, *all_of(level))[0]
    say(
        f"{capital(m.label)} {when(m, found.plan.days)}: {number} {scale.unit} under the scheme "
        f"as it is {ranges(level, scale)}."
    )
    put_table(
        [("with", "left"), ("what remains, % of that", "left")],
        [(t, _percent(found.remains(w, index))) for w, t in enumerate(found.titles)],
    )
    first = found.first(index)
    if first.determined:
        say(
            f"Alone, {first.safeguard} removes most, in {first.holds} of {first.of} sets of "
            "assumptions."
        )
    elif first.of:
        does = f"; {first.safeguard} does in {first.holds} of {first.of} sets of assumptions"
        say(f"Which of them removes most is not determined{does if first.holds else ''}.")


def _percent(x: Spread) -> str:
    if x.value is None:
        return "– (there was none)"
    luck = "unknown" if x.luck_low is None else f"{100 * x.luck_low:.0f} to {_of(x.luck_high)}"
    drawn = "unknown" if x.low is None else f"{100 * x.low:.0f} to {_of(x.high)}"
    return f"{100 * x.value:.0f} (luck: {luck}; assumptions: {drawn})"


def _of(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:,.0f}"


def _aim(found: Protected) -> None:
    """Print what the stated aim gains by the scheme, and what each safeguard costs it."""
    from bentham.report.declared import stated_aim
    from bentham.results.provenance import INVENTED

    aim = stated_aim(found.plan.scheme)
    if aim:
        say(f"The stated aim: ‘{aim}’")
    say(
        "What could be a gain, in offences and debts per 1,000 adults, fewer than under "
        f"‘specific-laws’: {_thousand(found.gain())}."
    )
    put_table(
        [("with", "left"), ("more offences and debts per 1,000 adults than without it", "left")],
        [(t, _thousand(found.cost(w))) for w, t in enumerate(found.titles)],
    )
    say("What appeals, checks and notice achieve is assumed (bentham show NAME names each number).")
    say(INVENTED)


def _thousand(x: Spread) -> str:
    from bentham.report.facts import Ranged
    from bentham.report.words import Scale, all_of, numbers, ranges

    scale = Scale(1000.0, "per 1,000 adults")
    ranged = Ranged(x.value, x.luck_low, x.luck_high, x.low, x.high)
    return f"{numbers(scale, *all_of(ranged))[0]} {ranges(ranged, scale)}"


def _object(found: Protected) -> dict[str, Any]:
    from dataclasses import asdict

    todo = found.plan
    worlds = range(len(found.titles))
    return {
        "schema": SCHEMA, "scheme": todo.name, "society": todo.society.id, **asdict(found.cases),
        "days": todo.days, "seed": todo.seed,
        "safeguards": [{"id": s.id, "title": s.title, "words": s.words} for s in found.tried],
        "idle": [s.id for s in found.idle],
        "harms": [
            {
                "metric": m.name, "unit": m.unit, "level": asdict(found.level(i)),
                "remains": {found.titles[w]: asdict(found.remains(w, i)) for w in worlds},
                "first": found.first(i).safeguard if found.first(i).determined else None,
                "first_holds": found.first(i).holds, "first_of": found.first(i).of,
            }
            for i, m in enumerate(found.harms)
        ],
        "aim": {
            "stated": todo.scheme.purpose.stated if todo.scheme.purpose else None,
            "gain": asdict(found.gain()), "unit": "offences and debts per adult",
            "cost": {found.titles[w]: asdict(found.cost(w)) for w in worlds},
        },
    }  # fmt: skip
