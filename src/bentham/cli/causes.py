"""`bentham causes`: which system of a scheme brings about how much of a harm."""

from __future__ import annotations

from collections.abc import Iterator
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
    from bentham.study.attribution import Attribution, Effect

SCHEMA = "bentham.causes/1"
MOST = 5
"""Harms told where none is named."""


def causes(
    scheme: Annotated[
        str, typer.Argument(metavar="SCHEME", help="A preset or a file.", show_default=False)
    ],
    harm: Harms = None,
    society: Society = None,
    people: People = 5000,
    days: Days = 180,
    seed: Seed = 1,
    seeds: Seeds = 3,
    assumptions: Assumptions = 16,
    settings: Settings = None,
    threads: Threads = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    r"""Say which system of a scheme brings about how much of a harm.

    \b
    bentham causes municipal-points
    bentham causes whole-system --harm people_silenced --harm wrongly_listed --json

    Systems are switched on and off in the same world with the same luck: alone, one at a time, in
    the order of the day, and in every order (Shapley's shares, which add up to the whole effect).
    """
    todo, cases = asked(
        scheme, society, people, days, seed, seeds, assumptions, settings or [], harm or [],
        threads, quiet,
    )  # fmt: skip
    from bentham.study.attribution import attributed

    with reported(quiet) as progress:
        found = attributed(todo, cases, harm or (), progress)
    if as_json:
        put_json(_object(found))
        return
    say(counted(todo, cases))
    how = "every set of them" if found.exact else f"{found.orders} random orders of them"
    say(f"{len(found.parts)} systems, by {how}: {', '.join(found.parts)}.")
    for effect in _chosen(found, bool(harm)):
        say()
        _put(found, effect)
    _end()


def _end() -> None:
    from bentham.results.provenance import INVENTED

    say()
    say(
        "A share is the mean of what a system adds over all orders; shares add up to the whole. "
        "Alone and taken away do not, since systems act through each other."
    )
    say(INVENTED)


def _chosen(found: Attribution, named: bool) -> list[Effect]:
    from bentham.report.telling import by_turns
    from bentham.study.small_worlds import spread_of

    moved = [e for e in found.effects if spread_of(found.cases, e.whole).value]
    return moved if named else by_turns(moved, MOST)


def _put(found: Attribution, effect: Effect) -> None:
    """Print one harm."""
    from bentham.report.assumed import of_spread
    from bentham.report.words import all_of, capital, numbers, ranges, scale_of, when
    from bentham.study.small_worlds import spread_of

    cases, m = found.cases, effect.metric
    whole = of_spread(spread_of(cases, effect.whole))
    scale = scale_of(m, whole.value, cases.people)
    number = numbers(scale, *all_of(whole))[0]
    say(
        f"{capital(m.label)} {when(m, found.plan.days)}: {number} {scale.unit} more than with "
        f"none of these systems {ranges(whole, scale)}."
    )
    order = found.order(effect)
    small = [p for p in found.parts if p not in effect.major]
    if not order.determined:
        said = "Order not determined"
        if order.of:
            said += f": the commonest one holds in {order.holds} of {order.of} sets of assumptions"
        say(f"  {said}.")
        return
    ranks = ", then ".join(" and ".join(rank) for rank in order.ranks)
    say(f"  In {order.holds} of {order.of} sets of assumptions in this order: {ranks}.")

    def cell(part: str, values: Any) -> str:
        x = of_spread(spread_of(cases, values[part]))
        return f"{numbers(scale, *all_of(x))[0]} {ranges(x, scale)}"

    columns = [("system", "whole"), ("share", "left"), ("alone", "left"), ("taken away", "left"),
               ("in order", "left")]  # fmt: skip
    put_table(
        columns,
        [
            (p, *(cell(p, values) for values in
                  (effect.share, effect.alone, effect.missing, effect.in_order)))
            for rank in order.ranks for p in rank
        ],
    )  # fmt: skip
    if small:
        say(f"  Under a twentieth each: {', '.join(small)}.")
    if not found.exact:
        error = max(effect.error.values())
        say(f"  Sampling error of a share, at most: {error * scale.factor:.2g} {scale.unit}.")


def _object(found: Attribution) -> dict[str, Any]:
    from dataclasses import asdict

    todo, cases = found.plan, found.cases
    return {
        "schema": SCHEMA, "scheme": todo.name, "society": todo.society.id, **asdict(cases),
        "days": todo.days, "seed": todo.seed, "parts": list(found.parts), "exact": found.exact,
        "orders": found.orders, "effects": list(_effects(found)),
    }  # fmt: skip


def _effects(found: Attribution) -> Iterator[dict[str, Any]]:
    from dataclasses import asdict

    from bentham.study.small_worlds import spread_of

    for e in found.effects:
        order = found.order(e)

        def spreads(values: Any) -> dict[str, Any]:
            return {p: asdict(spread_of(found.cases, values[p])) for p in found.parts}

        yield {
            "metric": e.metric.name, "unit": e.metric.unit,
            "whole": asdict(spread_of(found.cases, e.whole)),
            "order": [list(rank) for rank in order.ranks] if order.determined else None,
            "order_holds": order.holds, "order_of": order.of,
            "share": spreads(e.share), "alone": spreads(e.alone), "missing": spreads(e.missing),
            "in_order": spreads(e.in_order), "sampling_error": dict(e.error),
        }  # fmt: skip
