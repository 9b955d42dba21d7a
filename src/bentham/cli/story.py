"""`bentham story`: one life beside the same life in the other world."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bentham.cli.language import Lang, known_language
from bentham.cli.machine import COMPILING, kernel_is_compiled
from bentham.cli.progress import reported
from bentham.cli.screen import put_json, say, tell
from bentham.evidence.errors import UsageError
from bentham.evidence.explain import near

SCHEMA = "bentham.story/1"
PICKS = ("random", "median-harm", "wrongly-listed", "correctly-caught")


def story(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="Folder of a run or a comparison.", show_default=False),
    ],
    person: Annotated[int | None, typer.Option(metavar="ID", help="Number of an adult.")] = None,
    pick: Annotated[
        str | None, typer.Option(metavar="WHY", help=f"Or how to pick one: {', '.join(PICKS)}.")
    ] = None,
    world: Annotated[
        str | None, typer.Option(metavar="LABEL", help="Which world; the first after the base.")
    ] = None,
    lang: Lang = "en",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for a page and the event rows.")
    ] = None,
    threads: Annotated[
        int | None, typer.Option(metavar="T", help="Threads; all by default. Same result.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    r"""Tell one invented life in a world and in the base, each sentence tied to an event.

    \b
    bentham story runs/mine --pick wrongly-listed
    bentham story runs/compared --world speech-points --person 4821 --out life --lang zh-Hans
    """
    if person is not None and pick is not None:
        raise UsageError("--person names somebody and --pick looks for somebody; give one of them.")
    if pick is not None and pick not in PICKS:
        likely = near(pick, PICKS)
        hint = f" Did you mean '{likely}'?" if likely else ""
        raise UsageError(f"--pick {pick}: one of {', '.join(PICKS)}.{hint}")
    lang = known_language(lang)
    from bentham.results.folder import check_destination

    if out is not None:
        check_destination(out)
    from bentham.report.language import speaking
    from bentham.report.lives_page import in_words
    from bentham.study.story import events_of, kept_worlds
    from bentham.study.story import story as told_of

    worlds = kept_worlds(folder)
    if not kernel_is_compiled() and not quiet:
        tell(COMPILING)
    with reported(quiet) as progress:
        told = told_of(worlds, world, person, pick or "random", threads, progress)
    if out is not None:
        from bentham.report.lives_page import render
        from bentham.results.folder_of_worlds import write_story

        words = ["bentham", "story", folder.name, "--world", told.here.label]
        words += ["--person", str(told.person), *(["--lang", lang] if lang != "en" else [])]
        command = shlex.join(words)
        write_story(out, render(told, command, lang), events_of(told))
    if as_json:
        put_json({"schema": SCHEMA, **asdict(told)})
    else:
        with speaking(lang):
            for line in in_words(told):
                say(line)
        if out is not None:
            say(f"Page: {out / 'story.html'}")
