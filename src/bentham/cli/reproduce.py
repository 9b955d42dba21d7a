"""`bentham reproduce`: published results, row by row, and what each row proves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bentham.cli.language import Lang, known_language
from bentham.cli.one_classic import MISSED, reproduce_one
from bentham.cli.progress import reported
from bentham.cli.screen import put_json, put_table, say, tell
from bentham.evidence.errors import UsageError

if TYPE_CHECKING:
    from bentham.study.facts.reproduction import Report

PAGE = Path("runs") / "reproduction.html"
COURT_LIST = "court-list"


def reproduce(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="A published model, or court-list; all facts if absent.",
            show_default=False,
        ),
    ] = None,
    preset: Annotated[
        str | None, typer.Option(metavar="P", help="A preset of the published model.")
    ] = None,
    variant: Annotated[
        str | None, typer.Option(metavar="V", help="A variant of the published model.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Change a setting of that model."),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="K", help="First seed of that model.")] = 1,
    seeds: Annotated[
        int | None, typer.Option(metavar="N", help="How many seeds; 20 of each fact if absent.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help=f"The page to write; {PAGE} if absent.")
    ] = None,
    lang: Lang = "en",
    private: Annotated[bool, typer.Option("--private", help="Write nothing at all.")] = False,
    classify: Annotated[
        bool,
        typer.Option("--classify", help="Make the table of classes anew (an hour); writes it."),
    ] = False,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="Which facts hang on which assumed parameters.")
    ] = False,
    flips: Annotated[
        bool,
        typer.Option("--flips", help="Which emergent verdicts flip if one default is shifted."),
    ] = False,
    calibrate: Annotated[
        bool,
        typer.Option(
            "--calibrate", help="Find anew which assumptions the fitted facts do not rule out."
        ),
    ] = False,
    score: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Score registered predictions by outcomes in a CSV."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    r"""Hold Bentham, or a published model, against published results.

    \b
    bentham reproduce
    bentham reproduce granovetter
    bentham reproduce epstein --preset paper-literal
    bentham reproduce court-list
    bentham reproduce --sensitivity
    bentham reproduce --lang zh-Hans
    """
    _one_task(name, classify, sensitivity, flips, calibrate, score)
    lang = known_language(lang)
    if lang != "en" and (private or any((name, classify, sensitivity, flips, calibrate, score))):
        raise UsageError("--lang is the language of the page of all facts; nothing else has it.")
    of_a_model = (preset, variant, settings)
    if name is not None and name != COURT_LIST:
        reproduce_one(name, preset, variant, settings or [], seed, seeds, as_json, quiet)
        return
    if any(x is not None for x in of_a_model):
        raise UsageError("--preset, --variant and --set belong to a published model: name one.")
    if name == COURT_LIST:
        _court_list(as_json, quiet)
    elif classify:
        _classify(out, quiet)
    elif sensitivity:
        _sensitivity(as_json)
    elif flips:
        _flips(seeds, quiet)
    elif calibrate:
        _calibrate(out, as_json, quiet)
    elif score is not None:
        _score(score, as_json)
    else:
        if private and out is not None:
            raise UsageError("--private writes nothing, so it cannot go with --out.")
        page = PAGE if lang == "en" else PAGE.with_suffix(f".{lang}.html")
        _all(seeds, None if private else out or page, lang, as_json, quiet)


def _one_task(name: str | None, *asked: object) -> None:
    if sum(bool(x) for x in (name, *asked)) > 1:
        raise UsageError(
            "Ask for one thing: a NAME, --classify, --sensitivity, --flips, --calibrate or --score."
        )


def _all(seeds: int | None, page: Path | None, lang: str, as_json: bool, quiet: bool) -> None:
    from bentham.study.facts.reproduction import SEEDS, reproduced

    if seeds is not None and seeds < 1:
        raise UsageError("At least one seed is needed.")
    if page is not None and page.is_dir():
        raise UsageError(f"--out: {page} is a folder; name the page to write.")
    with reported(quiet) as progress:
        report = reproduced(SEEDS if seeds is None else seeds, progress=progress)
    if page is not None:
        from bentham.report.reproduction import write

        write(report, page, lang)
    if as_json:
        put_json(report.to_json_object())
    else:
        _print(report)
        if page is not None:
            say(f"A page with a figure for each fact: {page}")
    if not report.verified:
        raise typer.Exit(MISSED)


def _print(report: Report) -> None:
    from bentham.study.facts.reproduction import CLASSES, bounds, short

    for line in report.head():
        say(line)
    say()
    say(f"Invented people; {report.seeds} seeds where luck plays a part. Not a measurement.")
    say()
    put_table(
        (
            ("", "whole"), ("class", "whole"), ("fact", "left"), ("published", "left"),
            ("obtained", "right"), ("bounds", "right"), ("verdict", "left"),
            ("null models", "left"),
        ),
        (
            (
                row.fact.id, row.known.name, row.fact.statement,
                f"{row.numbers[0].part.published} [{row.fact.tag}]",
                "\n".join(short(n.obtained) for n in row.numbers),
                "\n".join(bounds(n.part) for n in row.numbers),
                row.verdict, row.null_verdict,
            )
            for name in CLASSES
            for row in report.of(name)
        ),
    )  # fmt: skip
    for row in report.rows:
        if not row.met:
            say(f"{row.fact.id} {row.verdict}: {row.reason}")


def _court_list(as_json: bool, quiet: bool) -> None:
    from bentham.study.court_report import report

    with reported(quiet) as progress:
        found = report(progress=progress)
    if as_json:
        put_json(found.to_json_object())
    else:
        say(found.text())


def _classify(out: Path | None, quiet: bool) -> None:
    from importlib import resources

    from bentham.study.facts import classes

    folder = Path(str(resources.files("bentham.study.facts"))) if out is None else out
    if not folder.is_dir():
        raise UsageError(f"--out: {folder} is no folder.")
    with reported(quiet) as progress:
        table, summary = classes.classify(progress=progress)
    classes.write(table, summary, folder)
    for id_, of in summary.items():
        say(f"{id_} {of['class']}: {of['why']}")
    tell(f"Written: {folder / classes.TABLE} and {classes.SUMMARY}.")


def _sensitivity(as_json: bool) -> None:
    from bentham.study.facts import sensitivity

    found = sensitivity.sensitivities()
    if as_json:
        rows = sensitivity.as_json(found)
        put_json({"schema": "bentham.sensitivity/1", "dependences": rows})
        return
    say("Facts that hang on one assumed parameter beyond chance (rank correlation over the draws):")
    say()
    put_table(
        (("fact", "whole"), ("parameter", "whole"), ("tag", "whole"), ("correlation", "right"),
         ("chance's bound", "right")),
        (
            (h.fact, h.parameter, h.tag, f"{h.correlation:+.2f}", f"{h.bound:.2f}") for h in found
        ),
    )  # fmt: skip
    say("A fact that is not listed hangs on no single one, or was not drawn (a theorem).")


def _flips(seeds: int | None, quiet: bool) -> None:
    from bentham.study.facts import sensitivity

    with reported(quiet) as progress:
        found, tried = sensitivity.flips(seeds or sensitivity.FLIP_SEEDS, progress)
    say(sensitivity.as_table(found, tried))


def _calibrate(out: Path | None, as_json: bool, quiet: bool) -> None:
    from importlib import resources

    from bentham.study import calibrate, matching_told

    folder = Path(str(resources.files("bentham.evidence"))) if out is None else out
    if not folder.is_dir():
        raise UsageError(f"--out: {folder} is no folder.")
    with reported(quiet) as progress:
        found = calibrate.matched(progress=progress)
    if as_json:
        put_json({"schema": "bentham.posterior/1", **matching_told.as_json(found)})
    else:
        say(matching_told.text(found))
    if not calibrate.write(found, folder):
        tell("Nothing is left of the assumptions, and nothing was written.")
        raise typer.Exit(MISSED)
    tell(f"Written: {folder / 'posterior.parquet'} and posterior.json.")


def _score(path: Path, as_json: bool) -> None:
    from bentham.study.predictions import score

    found = score(path)
    if as_json:
        put_json(found.to_json_object())
    else:
        say(found.text())
