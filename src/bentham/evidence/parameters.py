"""The parameter registry: every number that a simulation may use, declared once.

One declaration feeds validation, the command line, the documentation, reports and samplers.
A parameter is *uncertain* if its tag is A (assumed) or M (from memory): the assumption draws of a
study vary exactly those, within the bounds that stand here, and every structural variant.
"""

from __future__ import annotations

from bentham.evidence.parameter import TAGS, Parameter
from bentham.evidence.parameters_people import NEWS, OPINION
from bentham.evidence.parameters_ruler import FORCE, RECORDS, WATCH
from bentham.evidence.parameters_society import SOCIETY

__all__ = ["PARAMETERS", "TAGS", "Parameter", "index", "parameter"]

PARAMETERS: tuple[Parameter, ...] = SOCIETY + NEWS + OPINION + RECORDS + WATCH + FORCE
"""Every parameter, in the order of the day; a parameter's place is its place in a kernel's row."""


def parameter(name: str) -> Parameter:
    """Return the declaration of `name`; `KeyError` if there is none."""
    return _BY_NAME[name]


def index(name: str) -> int:
    """Return the position of `name` in `PARAMETERS`, which is its place in a kernel's row."""
    return _INDEX[name]


_BY_NAME = {p.name: p for p in PARAMETERS}
_INDEX = {p.name: i for i, p in enumerate(PARAMETERS)}
