"""The errors that users meet; each carries its exit code and one clear message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


class BenthamError(Exception):
    """An error whose message is written for the user; the command line prints it and exits."""

    exit_code = 1


class UsageError(BenthamError):
    """A command or call that makes no sense as given."""

    exit_code = 2


def unknown(lacking: str, name: str, known: Iterable[str]) -> UsageError:
    """Return the error about a name that nothing has: the near miss, or all that there are.

    Parameters
    ----------
    lacking : str
        What does not exist, up to the name: ``no table is called``.
    name : str
        What was asked for.
    known : iterable of str
        What there is.
    """
    names = list(known)
    near = get_close_matches(name, names, n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(names)}"
    return UsageError(f"{lacking} '{name}'; {hint}")


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


class Interrupted(BenthamError):  # noqa: N818 - named for what the user did
    """The user ended a run; the message says how it goes on."""

    exit_code = 130


class InvalidInput(BenthamError):  # noqa: N818 - named for what the user did
    """A file or value that cannot be used; nothing was run."""

    exit_code = 3

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class DamagedResults(BenthamError):  # noqa: N818 - named for what is damaged
    """A run folder that is incomplete, altered, or written by an incompatible version."""

    exit_code = 5
