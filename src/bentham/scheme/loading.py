"""Schemes by name, from a file or from text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from bentham.evidence.documents import Document, load_document, validated
from bentham.evidence.errors import InvalidInput, Problem
from bentham.evidence.explain import advice, refusal
from bentham.evidence.faults import Fault, Loc, clean
from bentham.scheme import consistency, reforms
from bentham.scheme.fields import Scheme

MAX_STACK = 8
SUFFIXES = (".yaml", ".yml", ".json")


@cache
def presets() -> tuple[str, ...]:
    """Return the names of the schemes that come with Bentham."""
    found = files("bentham.scheme").joinpath("presets").iterdir()
    return tuple(sorted(each.name[:-5] for each in found if each.name.endswith(".yaml")))


def load(source: str | Path) -> Scheme:
    """Return the scheme of a preset's name or of a file, with its reforms applied.

    Raises
    ------
    InvalidInput
        With every mistake and its position; nothing else is ever raised.
    """
    return load_with_document(source)[0]


def load_with_document(source: str | Path) -> tuple[Scheme, Document]:
    """Return a scheme as `load` does, and the document that says where each part stands."""
    document, folder = _read(source, Path())
    return _whole(document, folder, (_identity(source, Path()),))


def loads(text: str, name: str = "(text)") -> Scheme:
    """Return the scheme that `text` declares; `name` stands in messages."""
    return _scheme(load_document(text, name=name), Path(), (name,))


def from_data(data: dict[str, Any], name: str = "(data)") -> Scheme:
    """Return the scheme that plain values declare, checked like a file."""
    return _scheme(Document(name, "", data, kind="the data"), Path(), (name,))


def source_text(source: str | Path) -> str:
    """Return the text of a preset or file as its author wrote it."""
    return _read(source, Path())[0].text


def _scheme(document: Document, folder: Path, chain: tuple[str, ...]) -> Scheme:
    return _whole(document, folder, chain)[0]


def _whole(document: Document, folder: Path, chain: tuple[str, ...]) -> tuple[Scheme, Document]:
    if "base" in document.data:
        document = _reformed(document, folder, chain)
    else:
        stray = [key for key in reforms.OF_A_REFORM if key in document.data]
        if stray:
            said = "this belongs to a reform, which needs `base: NAME`"
            raise refusal(document, [Fault((key,), said, at_key=True) for key in stray])
    return validated(document, Scheme, consistency.faults), document


def _reformed(document: Document, folder: Path, chain: tuple[str, ...]) -> Document:
    base = reforms.as_data(_other(document, ("base",), document.data["base"], folder, chain))
    parts = document.data.get("parts")
    lent = {
        part: reforms.as_data(_other(document, ("parts", part), name, folder, chain))
        for part, name in (parts.items() if isinstance(parts, dict) else ())
    }
    return reforms.applied(document, base, lent)


def _other(document: Document, at: Loc, name: Any, folder: Path, chain: tuple[str, ...]) -> Scheme:
    """Return the scheme that stands at `at` in a reform by its name."""
    if not isinstance(name, str):
        raise refusal(document, [Fault(at, "the name of a scheme or a file is expected")])
    identity = _identity(name, folder)
    if identity in chain:
        said = "this reform is built on itself: its base leads back to it"
        raise refusal(document, [Fault(at, said)])
    if len(chain) > MAX_STACK:
        said = f"more than {MAX_STACK} reforms stand on one another"
        raise refusal(document, [Fault(at, said)])
    if _is_preset(name):
        return _preset(name)
    try:
        found, inner = _read(name, folder)
    except UnknownNameError as error:
        said = f"there is no scheme or file `{clean(name)}`"
        raise refusal(document, [Fault(at, said, error.name, presets())]) from None
    except InvalidInput as error:
        if any(problem.line is not None for problem in error.problems):
            raise
        faults = [Fault(at, problem.message) for problem in error.problems]
        raise refusal(document, faults) from None
    return _scheme(found, inner, (*chain, identity))


@cache
def _preset(name: str) -> Scheme:
    """Return a preset; large schemes are put together from the same few, and none ever changes."""
    return load(name)


class UnknownNameError(InvalidInput):
    """No preset has this name, and no file."""

    def __init__(self, name: str) -> None:
        self.name = clean(name)
        message = f"there is no scheme or file `{self.name}`\n   = {advice(name, presets())}"
        super().__init__(f"{message}\nNothing was run.", (Problem(self.name, message),))


def _is_preset(source: str | Path) -> bool:
    return isinstance(source, str) and source in presets()


def _read(source: str | Path, folder: Path) -> tuple[Document, Path]:
    """Return the document and the folder to which its own base is relative."""
    if _is_preset(source):
        text = files("bentham.scheme").joinpath("presets", f"{source}.yaml").read_text("utf-8")
        return load_document(text, name=f"{source}.yaml"), Path()
    path = folder / source
    if isinstance(source, str) and not _looks_like_file(source, path):
        raise UnknownNameError(source)
    return load_document(path), path.parent


def _looks_like_file(source: str, path: Path) -> bool:
    if "/" in source or "\\" in source or source.endswith(SUFFIXES):
        return True
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _identity(source: str | Path, folder: Path) -> str:
    """Return a name by which the same scheme is recognised again."""
    if _is_preset(source):
        return str(source)
    try:
        return str((folder / source).resolve())
    except (OSError, ValueError, RuntimeError):
        return str(source)
