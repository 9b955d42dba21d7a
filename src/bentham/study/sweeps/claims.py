"""A claim: a statement about a harm, declared before anything runs, that holds at a point or not.

::

    wrongly_listed difference > 0
    people_silenced in speech-points < 5

With `difference` the harm less that in the base is meant; without `in` the claim is about every
world but the base. At a point the mean over its repeats is taken. A claim is reported as true at so
many of the points that were tried, never as a probability: nobody knows how likely a point is.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass

_FORM = re.compile(
    r"\s*(?P<metric>[a-z_0-9]+)(?P<less>\s+difference)?(?:\s+in\s+(?P<world>[a-z0-9_-]+))?"
    r"\s*(?P<sign><=|>=|<|>)\s*(?P<number>[-+]?[0-9]*\.?[0-9]+(?:e[-+]?[0-9]+)?)\s*"
)
SIGNS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
EXPECTED = "write it like `wrongly_listed difference > 0` or `people_silenced in NAME < 5`"


@dataclass(frozen=True)
class Claim:
    """A statement about one harm.

    Parameters
    ----------
    text : str
        As it was written.
    metric : str
        Which harm.
    difference : bool
        Whether the base is subtracted.
    world : str
        In which world; empty: in every one but the base.
    sign : str
        One of `SIGNS`.
    number : float
        What it is held against.
    """

    text: str
    metric: str
    difference: bool
    world: str
    sign: str
    number: float

    def holds(self, value: float) -> bool:
        """Return whether it holds for a value; not a number, and it does not."""
        return bool(SIGNS[self.sign](value, self.number))


def claim_of(text: str) -> Claim | None:
    """Return the claim that a text makes, None if it makes none."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    return Claim(
        " ".join(text.split()), found["metric"], found["less"] is not None, found["world"] or "",
        found["sign"], float(found["number"]),
    )  # fmt: skip
