"""Errors as one JSON object, and mistakes on the command line as errors of ours."""

from __future__ import annotations

import re
from typing import Any

from bentham.evidence.errors import BenthamError, InvalidInput, UsageError


def usage(error: Exception) -> BenthamError:
    """Return what the command-line library says about a command as an error of ours."""
    said = getattr(error, "format_message", error.__str__)().strip()
    context = getattr(error, "ctx", None)
    help_ = f"{context.command_path} --help" if context is not None else "bentham --help"
    found = UsageError(f"{said}\nSee `{help_}`.")
    found.exit_code = getattr(error, "exit_code", UsageError.exit_code)
    return found


def as_json(command: str, error: BenthamError) -> dict[str, Any]:
    """Return what ``--json`` prints about a failed command.

    Parameters
    ----------
    command : str
        Name of the command.
    error : BenthamError
        Why it failed; of several mistakes in a file the position is that of the first.
    """
    file = line = column = None
    message = str(error)
    about = message
    if isinstance(error, InvalidInput) and error.problems:
        first = error.problems[0]
        about, line, column = first.message, first.line, first.column
        file = first.where
        if line is not None:
            file = file.removesuffix(f":{line}:{column}")
    return {
        "schema": f"bentham.{command}/1",
        "error": {
            "code": error.exit_code,
            "message": message,
            "file": file,
            "line": line,
            "column": column,
            "hint": _hint(about),
        },
    }


def _hint(message: str) -> str | None:
    """Return the part of a message that says what to do, if it has one."""
    for line in message.splitlines():
        if line.strip().startswith("= "):
            return line.strip()[2:]
    found = re.search(r"did you mean .*|possible options: [^)]*", message, re.IGNORECASE)
    return found[0] if found else None
