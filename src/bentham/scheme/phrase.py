"""Sentences that remember how they were made, so that a page can say them in another language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

Value = str | int | float | tuple[str, ...]


class Commas(tuple[str, ...]):
    """Texts of a `Phrase` that are separated by commas and not joined by *and*."""

    __slots__ = ()


class Phrase(str):
    """An English text that keeps the template and the values that it was made from.

    It is a `str` for all who do not care, and as JSON a text, or an object with ``template`` and
    ``values`` where there are values.

    Parameters
    ----------
    template : str
        The sentence with named places, as for `str.format`.
    **values
        What stands there. Texts may be translated too; several are joined by *and*, or by commas if
        they are `Commas`.
    """

    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, **values: Value) -> Phrase:
        """Make the text."""
        text = template
        if values:
            text = template.format(**{key: _joined(value) for key, value in values.items()})
        made = super().__new__(cls, text)
        made.template, made.values = template, values
        return made

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Tell pydantic how to read and write it."""
        return core_schema.no_info_plain_validator_function(
            _read, serialization=core_schema.plain_serializer_function_ser_schema(_written)
        )


def remembered(text: str, templates: Iterable[str]) -> Phrase:
    """Return a text with the template and the values that it was made from.

    Parameters
    ----------
    text : str
        An English text that was kept without them.
    templates : iterable of str
        What it may have been made from; if none fits, the text is its own template. What stood in a
        place is a name, or several names with commas between them.
    """
    for template in templates:
        places = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(template))
        if found := re.fullmatch(places, text):
            names = {key: value.split(", ") for key, value in found.groupdict().items()}
            return Phrase(template, **{key: Commas(value) for key, value in names.items()})
    return Phrase(text)


def _joined(value: Value) -> str | int | float:
    if not isinstance(value, tuple):
        return value
    return (", " if isinstance(value, Commas) else " and ").join(value)


def _read(given: Any) -> Phrase:
    if isinstance(given, Phrase):
        return given
    if isinstance(given, str):
        return Phrase(given)
    if not (isinstance(given, dict) and set(given) == {"template", "values"}):
        raise ValueError("neither a text nor a template with values")
    return Phrase(given["template"], **{k: _value(v) for k, v in given["values"].items()})


def _value(given: Any) -> Any:
    if isinstance(given, list):
        return tuple(map(_value, given))
    if isinstance(given, dict) and set(given) == {"commas"}:
        return Commas(map(_value, given["commas"]))
    return _read(given) if isinstance(given, dict) else given


def _written(given: Any) -> Any:
    if isinstance(given, tuple):
        written = [_written(each) for each in given]
        return {"commas": written} if isinstance(given, Commas) else written
    if isinstance(given, Phrase) and given.values:
        values = {key: _written(value) for key, value in given.values.items()}
        return {"template": given.template, "values": values}
    return str(given) if isinstance(given, str) else given
