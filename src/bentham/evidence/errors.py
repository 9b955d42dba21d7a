"""The errors that users meet; each carries its exit code and one clear message."""

from __future__ import annotations

from dataclasses import dataclass


class BenthamError(Exception):
    """An error whose message is written for the user; the command line prints it and exits."""

    exit_code = 1


class UsageError(BenthamError):
    """A command or call that makes no sense as given."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in one file.

    Parameters
    ----------
    where : str
        ``file:line:column``, or the file alone if no position is known.
    message : str
        What is wrong and why, ready to print: the line, a caret, the reason, the nearest word.
    line, column : int or None
        Counted from 1.
    """

    where: str
    message: str
    line: int | None = None
    column: int | None = None


class InvalidInput(BenthamError):  # noqa: N818 - named for what the user did
    """A file or value that cannot be used; nothing was run."""

    exit_code = 3

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class DamagedResults(BenthamError):  # noqa: N818 - named for what is damaged
    """A run folder that is incomplete, altered, or written by an incompatible version."""

    exit_code = 5
