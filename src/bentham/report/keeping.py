"""The facts of a report as JSON and back, so that its page can be made again without a run."""

from __future__ import annotations

from typing import TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


def kept(facts: object) -> str:
    """Return facts as JSON; the same facts give the same bytes."""
    return TypeAdapter(type(facts)).dump_json(facts).decode() + "\n"


def recalled(text: str, kind: type[T]) -> T:
    """Return the facts that `kept` wrote down."""
    return TypeAdapter(kind).validate_json(text)
