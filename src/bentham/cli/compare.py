"""`bentham compare`: the same people with the same luck, in several worlds."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bentham.cli.keeping import RUNS
from bentham.cli.machine import COMPILING, kernel_is_compiled
from bentham.cli.progress import reported
from bentham.cli.run import whole_number
from bentham.cli.screen import put_json, say, tell
from bentham.evidence.errors import UsageError

if TYPE_CHECKING:
    from bentham.report.world_facts import ComparisonFacts, WorldFacts
    from bentham.study.claims.declared import Claims
    from bentham.study.twins import Twins


def compare(
    schemes: Annotated[
        list[str],
        typer.Argument(
            metavar="[BASE] SCHEME...",
            help="Presets, or files of schemes or scenarios. Of one, the base is specific-laws.",
            show_default=False,
        ),
    ],
    society: Annotated[
        str | None, typer.Option(metavar="S", help="Name of a preset, or a file; city by default.")
    ] = None,
    people: Annotated[
        int | None,
        typer.Option(parser=whole_number, metavar="N", help="People; by default the society's."),
    ] = None,
    days: Annotated[
        int | None, typer.Option(parser=whole_number, metavar="D", help="Days; 365 by default.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(metavar="K", help="Same seed: same people, same luck; 1 if not.")
    ] = None,
    replicates: Annotated[
        int | None,
        typer.Option(
            "--replicates", "--seeds", metavar="R", help="Pairs with other luck; 5 by default."
        ),
    ] = None,
    assumptions: Annotated[
        int | None,
        typer.Option(metavar="K", help="Draws of what is assumed, the same in all; 64 by default."),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a parameter in every world."),
    ] = None,
    off: Annotated[
        list[str] | None, typer.Option(metavar="SYSTEM", help="Switch a system off everywhere.")
    ] = None,
    perfectly_accurate: Annotated[
        bool, typer.Option("--perfectly-accurate", help="No part of any scheme ever errs.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder to write; in runs/ by default.")
    ] = None,
    claims: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Claims to judge; by default those of the presets."),
    ] = None,
    private: Annotated[bool, typer.Option("--private", help="Write nothing at all.")] = False,
    threads: Annotated[
        int | None, typer.Option(metavar="T", help="Threads; all by default. Same result.")
    ] = None,
    chunk: Annotated[
        int | None, typer.Option(metavar="WORDS", help="Words of 64 people per task. Same result.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no summary.")] = False,
) -> None:
    r"""Let the same people, with the same luck, live in several worlds.

    \b
    bentham compare municipal-points
    bentham compare municipal-points mine.yaml --seeds 10
    bentham compare open-society speech-points --people 20000 --json

    A single scheme is compared with specific-laws (courts, fines and debts), and open-society comes
    third; of several the first is the base.
    """
    if private and out is not None:
        raise UsageError("--private writes nothing, so it cannot go with --out.")
    from bentham.cli.request import expect_schemes
    from bentham.results.folder import check_destination

    settings = settings or []
    expect_schemes(schemes, settings)
    given = _given(claims)
    if not private:
        check_destination(out or RUNS / "new")
    from bentham.study.claims.judging import to_judge
    from bentham.study.twin_plans import planned
    from bentham.study.twins import compared

    plans = planned(
        schemes, society=society, people=people, days=days, seed=seed, replicates=replicates,
        assumptions=assumptions, settings=settings, off=tuple(off or ()),
        perfectly_accurate=perfectly_accurate, threads=threads, chunk=chunk,
    )  # fmt: skip
    if not kernel_is_compiled() and not quiet:
        tell(COMPILING)
    with reported(quiet) as progress:
        twins = compared(plans, progress, without_errors=True, claimed=to_judge(plans, given))
    if private and (as_json or quiet):
        if as_json:
            put_json(twins.result().to_json_object())
        return
    from bentham.report.publish_worlds import command_of, publish_comparison
    from bentham.report.world_build import comparison_facts

    facts = comparison_facts(twins, command_of(twins, schemes, society, settings), given)
    found = None if private else publish_comparison(twins, facts, out or _free_name(twins))
    if found is not None and as_json:
        put_json(found.to_json_object())
    elif found is not None and quiet:
        print(found.run)
    else:
        _told(facts, None if found is None else found.run)


def _given(claims: Path | None) -> Claims | None:
    if claims is None:
        return None
    from bentham.study.claims.declared import load

    return load(claims)


def _free_name(twins: Twins) -> Path:
    today = datetime.datetime.now().astimezone().date()
    what = "-".join(w.one.plan.name for w in twins.others[:2])
    name = stem = f"{today}-compare-{what}-{twins.others[0].one.run.digest[:6]}"
    for number in itertools.count(2):
        if not (RUNS / name).exists():
            break
        name = f"{stem}-{number}"
    return RUNS / name


def _told(facts: ComparisonFacts, folder: Path | None) -> None:
    """Print what differs, world by world."""
    from bentham.report.words import range_note
    from bentham.results.provenance import INVENTED

    say(
        f"The same {facts.people:,} invented people of ‘{facts.society}’, {facts.days:,} days, "
        f"seed {facts.seed}, in {len(facts.worlds) + 1} worlds; differences are from "
        f"‘{facts.base}’."
    )
    for world in facts.worlds:
        say()
        for line in _lines(facts, world):
            say(line)
    say()
    say(range_note(facts.replicates, facts.draws))
    say(INVENTED)
    if folder is not None:
        here = Path.cwd()
        run = folder.relative_to(here) if folder.is_relative_to(here) else folder
        say(f"Report: {run / 'report.html'}")


def _lines(facts: ComparisonFacts, world: WorldFacts) -> Iterator[str]:
    from bentham.report.differing import CONVENTION, SAME, findings, lives_told
    from bentham.report.judged_words import claim_told

    base = facts.base
    if world.same:
        yield SAME.format(here=world.label, there=base)
        return
    harms, conduct = findings(world.found, base, facts.people, facts.days)
    if world.claims:
        yield f"‘{world.label}’ beside ‘{base}’: claims declared before the run"
        for claim in map(claim_told, world.claims):
            yield f"  [{claim.verdict}] {claim.says} {claim.count}"
    yield f"‘{world.label}’ beside ‘{base}’: what is done to people"
    yield from (f"  {each.text}" for each in harms)
    if not harms:
        yield "  No harm that is measured here differs."
    if conduct:
        yield "What people do otherwise, and any gain for the scheme's stated aim"
        yield from (f"  {each.text}" for each in conduct)
    if world.lives:
        yield "Lives that differ"
        yield from (f"  {line}" for line in lives_told(world.lives, world.label, base))
        yield f"  {CONVENTION.format(world=world.label)}"
