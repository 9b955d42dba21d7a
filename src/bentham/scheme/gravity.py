"""How grave an act is, from 0 to 5: as declared, or by a default that is stated here.

The levels are ordinal: 0 protected, plainly lawful or a mere status; 1 trivial; 2 minor
administrative or contractual; 3 serious; 4 crime; 5 serious crime against persons.
"""

from __future__ import annotations

from dataclasses import dataclass

from bentham.evidence.acts import ACTS
from bentham.scheme.fields import Scheme
from bentham.scheme.words import Lawfulness

LEVELS = ("lawful or a mere status", "trivial", "minor", "serious", "a crime", "a grave crime")
"""The six levels in words."""

BY_LAWFULNESS: dict[Lawfulness, int] = {
    "protected": 0,
    "status": 0,
    "lawful": 0,
    "discouraged": 1,
    "contractual_breach": 2,
    "administrative_offence": 2,
    "crime": 4,
    "serious_crime": 5,
}
"""A default of this project, read off the anchors of the scale: not a legal assessment. An act that
is graver or milder than its kind needs a declared `gravity`, with its `gravity_basis`."""


@dataclass(frozen=True, slots=True)
class Gravity:
    """How grave an act is, and who says so.

    Parameters
    ----------
    level : int or None
        0 to 5; None where nothing says.
    basis : str
        ``declared``, ``lawfulness`` (by `BY_LAWFULNESS`), ``catalogue`` (by `evidence.acts`) or
        ``unknown``.
    """

    level: int | None
    basis: str


def gravity_of(scheme: Scheme, act: str) -> Gravity:
    """Return how grave the act with this id is under a scheme: the first of the bases that says."""
    declared = next((each for each in scheme.acts if each.id == act), None)
    if declared is not None and declared.gravity is not None:
        return Gravity(declared.gravity, "declared")
    if declared is not None and declared.lawfulness is not None:
        return Gravity(BY_LAWFULNESS[declared.lawfulness], "lawfulness")
    known = next((each for each in ACTS if each.id == act), None)
    if known is not None:
        return Gravity(known.gravity, "catalogue")
    return Gravity(None, "unknown")
