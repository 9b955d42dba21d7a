"""The entry point `bentham`: the commands, and how every one of them ends."""

from __future__ import annotations

import inspect
import os
import sys
import traceback
from itertools import pairwise
from typing import Annotated

import typer

from bentham.cli.audit import audit
from bentham.cli.brief import brief
from bentham.cli.calibrate import calibrate
from bentham.cli.catalogue import parameters, presets, show
from bentham.cli.causes import causes
from bentham.cli.check import check
from bentham.cli.claim import claim
from bentham.cli.compare import compare
from bentham.cli.doctor import doctor
from bentham.cli.faces import faces
from bentham.cli.failing import as_json, usage
from bentham.cli.new import new
from bentham.cli.plan import plan
from bentham.cli.prior import prior
from bentham.cli.report import report
from bentham.cli.reproduce import reproduce
from bentham.cli.resume import resume
from bentham.cli.run import run
from bentham.cli.safeguards import safeguards
from bentham.cli.screen import put_json, tell
from bentham.cli.story import story
from bentham.cli.sweep import sweep
from bentham.evidence.errors import BenthamError, Interrupted

INTERRUPTED = 130

WELCOME = """\
Bentham simulates rule by score, list and sanction, on invented people.

  bentham run municipal-points                a point scheme rules a city of 100,000 for a year
  bentham compare municipal-points            the same people with the same luck without it
  bentham new mine.yaml --base speech-points  write a scheme of your own

  bentham presets        the schemes and societies that come with Bentham
  bentham show NAME      every number of one, and where it comes from
  bentham doctor         test this machine
  bentham --help         all commands

Nothing leaves this computer. What comes out is not a measurement of any place."""

app = typer.Typer(
    name="bentham",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _unbroken(text: str | None) -> str:
    """Return a help text with its marks of lines that are not to be joined."""
    return inspect.cleandoc(text or "").replace("\\b\n", "\b\n")


COMMANDS = (
    run,
    compare,
    causes,
    safeguards,
    report,
    sweep,
    resume,
    plan,
    check,
    presets,
    show,
    parameters,
    prior,
    reproduce,
    calibrate,
    audit,
    story,
    faces,
    claim,
    brief,
    new,
    doctor,
)
for function in COMMANDS:
    app.command(help=_unbroken(function.__doc__))(function)


def _version(wanted: bool) -> None:
    if wanted:
        from bentham import __version__

        print(f"bentham {__version__}")
        raise typer.Exit


def welcome(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    r"""Simulate rule by score, list and sanction, on invented people.

    \b
    bentham run municipal-points
    bentham run defaulter-list --society country-1411m --people 1e6 --days 730
    bentham check mine.yaml
    """
    if context.invoked_subcommand is None:
        print(WELCOME)


app.callback(invoke_without_command=True, help=_unbroken(welcome.__doc__))(welcome)


def main() -> int:
    """Run the command line and return its exit code; no error leaves here as a traceback."""
    words = sys.argv[1:]
    try:
        code = app(standalone_mode=False)
    except typer.TyperException as error:
        return _failed(words, usage(error))
    except Interrupted as error:
        tell(str(error))
        return error.exit_code
    except BenthamError as error:
        return _failed(words, error)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except MemoryError:
        message = "There is not enough memory for this; ask for fewer people (--people)."
        return _failed(words, BenthamError(message))
    except Exception as error:
        if os.environ.get("BENTHAM_DEBUG"):
            traceback.print_exc()
        return _failed(words, BenthamError(_crash(error)))
    if code == INTERRUPTED:
        tell("Interrupted. Nothing was written.")
    return int(code or 0)


def _failed(words: list[str], error: BenthamError) -> int:
    """Print an error to stderr, with --json also as JSON to stdout, and return its exit code."""
    if "--json" in words or _asks_json(words):
        names = [function.__name__ for function in COMMANDS]
        put_json(as_json(next((w for w in words if w in names), "error"), error))
    tell(f"error: {error}")
    return error.exit_code


def _asks_json(words: list[str]) -> bool:
    """Say whether ``--format`` names JSON and nothing else."""
    return "--format=json" in words or ("--format", "json") in pairwise(words)


def _crash(error: Exception) -> str:
    said = " ".join(str(error).split())[:300]
    return (
        f"{type(error).__name__}: {said} (a mistake in Bentham, not in your input: please report "
        "it with your command and the output of `bentham doctor`; BENTHAM_DEBUG=1 shows where)"
    )


if __name__ == "__main__":
    sys.exit(main())
