"""`bentham brief`: two pages on a scheme for a consultation, from its declaration alone."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bentham.cli.language import Lang, known_language
from bentham.cli.new import write_new
from bentham.cli.screen import put_json, say
from bentham.evidence.errors import UsageError
from bentham.evidence.explain import near

SCHEMA = "bentham.brief/1"
FORMATS = ("html", "text")


def brief(
    scheme: Annotated[
        str, typer.Argument(metavar="SCHEME", help="A preset or a file.", show_default=False)
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="HTML file; by default NAME-brief.html or NAME-brief.LANG.html."
        ),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="F", help="html, or text to the terminal.")
    ] = "html",
    lang: Lang = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")] = False,
) -> None:
    r"""Write two pages on a scheme: what it does, who bears it, what to ask.

    \b
    bentham brief municipal-points
    bentham brief mine.yaml --format text
    bentham brief mine.yaml --lang zh-Hans --out consultation.html

    Nothing is simulated: every sentence follows from the declaration.
    """
    if format_ not in FORMATS:
        likely = near(format_, FORMATS)
        hint = f" Did you mean '{likely}'?" if likely else ""
        raise UsageError(f"--format {format_}: one of {', '.join(FORMATS)}.{hint}")
    if out is not None and (as_json or format_ == "text"):
        raise UsageError("--out is for the HTML page; --json and --format text print to stdout.")
    lang = known_language(lang)
    from bentham.report.brief import brief as told_of
    from bentham.report.brief import render
    from bentham.report.brief_text import in_words
    from bentham.report.language import speaking
    from bentham.scheme.loading import load

    loaded = load(scheme)
    with speaking(lang):
        told = told_of(loaded)
        if as_json:
            put_json({"schema": SCHEMA, **asdict(told)})
        elif format_ == "text":
            for line in in_words(told):
                say(line)
        else:
            spoken = [] if lang == "en" else ["--lang", lang]
            path = out or Path(".".join([f"{told.id}-brief", *spoken[1:], "html"]))
            write_new(path, render(told, shlex.join(["bentham", "brief", scheme, *spoken])))
            say(f"Wrote {path}: two pages of A4 when printed.")
