"""The text of a file that somebody wrote, or one clear message why it cannot be had."""

from __future__ import annotations

from pathlib import Path

from bentham.evidence.errors import InvalidInput, Problem
from bentham.evidence.faults import clean, printable

MAX_BYTES = 1 << 20


def text_of(path: Path, expected: str) -> str:
    """Return the text of a file.

    Parameters
    ----------
    path : Path
        Which file.
    expected : str
        What should stand there, for the message about a folder: ``a YAML file``.

    Raises
    ------
    InvalidInput
        It is a folder, not there, not regular, not readable, too large, or not UTF-8.
    """
    shown = printable(str(path))[:400]
    try:
        if path.is_dir():
            raise unreadable(shown, f"this is a folder; {expected} is expected")
        if not path.exists():
            raise unreadable(shown, "there is no such file")
        if not path.is_file():
            raise unreadable(shown, "this is not a regular file")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise unreadable(shown, f"this cannot be read ({clean(reason)})") from None
    if len(raw) > MAX_BYTES:
        raise unreadable(shown, "this file is larger than 1 MiB")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        said = f"this is not UTF-8 text (byte {error.start + 1}, line {line})"
        raise unreadable(shown, said) from None


def unreadable(shown: str, reason: str) -> InvalidInput:
    """Return the error about a file of which nothing can be used."""
    message = f"{shown}: {reason}"
    return InvalidInput(
        f"{message}\n1 problem in 1 file. Nothing was run.", (Problem(shown, message),)
    )
