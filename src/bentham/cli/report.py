"""`bentham report`: the page of a run, a comparison or a study, made again from its folder."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bentham.cli.language import Lang, known_language
from bentham.cli.screen import say
from bentham.evidence.errors import BenthamError, DamagedResults, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

FACTS, MANIFEST = "facts.json", "manifest.json"


def report(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="DIR", help="Folder of a run, a comparison or a study.", show_default=False
        ),
    ],
    lang: Lang = "en",
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Page to write; by default report.LANG.html in DIR."),
    ] = None,
) -> None:
    r"""Make the report of a run, a comparison or a study again, also in another language.

    \b
    bentham report runs/mine
    bentham report runs/mine --lang zh-Hans --out report-zh.html

    Nothing is simulated. The page needs no script and no network, and prints to A4.
    """
    lang = known_language(lang)
    page = _page(folder, lang)
    target = out or folder / ("report.html" if lang == "en" else f"report.{lang}.html")
    if target == folder / "report.html" and target.exists():
        say(f"Report: {target} (it was there, and is unchanged)")
        return
    _write(target, page)
    say(f"Report: {target}")


def _page(folder: Path, lang: str) -> str:
    from bentham.results.folder import FOLDER_SCHEMA
    from bentham.results.folder_of_worlds import SCHEMA
    from bentham.results.reading import checked
    from bentham.results.sweep import FOLDER_SCHEMA as STUDY

    manifest = checked(folder, (FOLDER_SCHEMA, SCHEMA, STUDY))
    if manifest["schema"] == STUDY:
        return _page_of_study(folder, manifest, lang)
    if FACTS not in manifest["files"]:
        raise UsageError(
            f"{folder}: this folder holds no facts of a report: it was written by an older version "
            "or nothing was counted. Make it again with the command in its manifest.json."
        )
    text = (folder / FACTS).read_text("utf-8")
    later = ("report.html", "ro-crate-metadata.json")
    files = {name: each for name, each in manifest["files"].items() if name not in later}
    try:
        return _rendered(text, files, lang)
    except (ValueError, KeyError) as error:
        raise _of_another_version(folder / FACTS) from error


def _page_of_study(folder: Path, manifest: Mapping[str, Any], lang: str) -> str:
    from bentham.report.study import page_again
    from bentham.results.sweep import JSON_FILE

    try:
        return page_again(folder, manifest, lang)
    except (ValueError, KeyError, TypeError) as error:
        raise _of_another_version(folder / JSON_FILE) from error


def _of_another_version(file: Path) -> DamagedResults:
    return DamagedResults(
        f"{file}: written by another version of Bentham, whose reports held other "
        "facts. Make the folder again with the command in its manifest.json."
    )


def _rendered(text: str, files: Mapping[str, Any], lang: str) -> str:
    from dataclasses import replace

    from bentham.report.keeping import recalled

    if "worlds" in json.loads(text):
        from bentham.report.comparison import render as page_of_worlds
        from bentham.report.world_facts import ComparisonFacts

        return page_of_worlds(replace(recalled(text, ComparisonFacts), files=files), lang)
    from bentham.report.facts import Facts
    from bentham.report.html import render

    return render(replace(recalled(text, Facts), files=files), lang)


def _write(target: Path, page: str) -> None:
    beside = target.with_name(f".{target.name}.partial")
    try:
        beside.write_text(page, encoding="utf-8")
        beside.replace(target)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise BenthamError(f"{target} cannot be written ({error.strerror}).") from error
