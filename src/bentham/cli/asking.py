"""What `causes` and `safeguards` share: the options of many small worlds, and a check of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bentham.cli.machine import COMPILING, kernel_is_compiled
from bentham.cli.run import whole_number
from bentham.cli.screen import tell

if TYPE_CHECKING:
    from bentham.study.planning import Plan
    from bentham.study.small_worlds import Cases

Society = Annotated[
    str | None, typer.Option(metavar="S", help="Name of a preset, or a file; city by default.")
]
People = Annotated[
    int, typer.Option(parser=whole_number, metavar="N", help="People of each small world.")
]
Days = Annotated[int, typer.Option(parser=whole_number, metavar="D", help="Days.")]
Seed = Annotated[int, typer.Option(metavar="K", help="Same seed: same people, same luck.")]
Seeds = Annotated[
    int, typer.Option("--seeds", "--replicates", metavar="R", help="Repeats with other luck.")
]
Assumptions = Annotated[
    int, typer.Option(metavar="K", help="Draws of what is assumed, the same in all worlds.")
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Change a parameter in every world."),
]
Harms = Annotated[
    list[str] | None,
    typer.Option("--harm", metavar="METRIC", help="Only this harm; may be given again."),
]
Threads = Annotated[
    int | None, typer.Option(metavar="T", help="Threads; all by default. Same result.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress.")]


def asked(
    scheme: str,
    society: str | None,
    people: int,
    days: int,
    seed: int,
    seeds: int,
    assumptions: int,
    settings: Sequence[str],
    harms: Sequence[str],
    threads: int | None,
    quiet: bool,
) -> tuple[Plan, Cases]:
    """Return what is asked, checked before anything runs."""
    from bentham.cli.request import expect_schemes
    from bentham.study.harms import harms_at_stake
    from bentham.study.planning import plan
    from bentham.study.small_worlds import cases_of

    expect_schemes([scheme], settings)
    todo = plan(scheme, society, people, days, seed, threads=threads, settings=settings)
    cases = cases_of(todo, people, seeds, assumptions)
    harms_at_stake(todo, harms)
    if not kernel_is_compiled() and not quiet:
        tell(COMPILING)
    return todo, cases


def counted(todo: Plan, cases: Cases) -> str:
    """Return what was simulated, in a sentence."""
    return (
        f"‘{todo.name}’ over ‘{todo.society.id}’: {cases.people:,} invented people, "
        f"{todo.days:,} days, seed {todo.seed}; {cases.seeds} repeats with other luck and "
        f"{cases.assumptions} draws of everything uncertain, the same in every world."
    )
