"""The worst paths of a scheme: the gentlest acts that lead to the gravest things done to people."""

from __future__ import annotations

from dataclasses import dataclass

from bentham.scheme.culpable import Path, Step, least_culpable
from bentham.scheme.deeds import TooManyPathsError
from bentham.scheme.fields import Sanction, Scheme
from bentham.scheme.gravity import gravity_of

DETENTION = 5
"""Severity of arrest: the scale of severities names detention as its example of the extreme."""

ARREST = "arrest"
"""Stands for arrest and detention among the ids of sanctions."""

ARREST_ACTS = ("criticism", "protest")


@dataclass(frozen=True, slots=True)
class Worst:
    """A least-culpable path, and everything to which it leads.

    Parameters
    ----------
    path : Path
        The acts, and the way.
    sanctions : tuple of str
        Ids of the sanctions, the gravest first; `ARREST` for arrest and detention.
    severity : int or None
        Of the gravest; None where no severity is declared.
    """

    path: Path
    sanctions: tuple[str, ...]
    severity: int | None

    @property
    def gap(self) -> int:
        """How much graver the sanction is than the act, in levels of two ordinal scales."""
        return (self.severity or 0) - self.path.gravity


@dataclass(frozen=True, slots=True)
class Searched:
    """All paths, the worst first, and the sanctions to which none was found, or none looked for."""

    paths: tuple[Worst, ...]
    without: tuple[str, ...]
    too_fine: tuple[str, ...]


def severity_of(sanction: Sanction) -> int | None:
    """Return how severe a sanction is declared to be, or None."""
    return sanction.severity if "severity" in sanction.model_fields_set else None


def worst_paths(scheme: Scheme) -> Searched:
    """Search the least-culpable path to everything that a scheme does to people.

    Paths are ordered by the gap between the severity of what is done and the gravity of the act,
    then by severity, then by how few acts suffice.

    Parameters
    ----------
    scheme : Scheme
        As declared.
    """
    found: dict[tuple[object, ...], list[tuple[Path, Sanction]]] = {}
    without, too_fine = [], []
    for sanction in scheme.sanctions:
        try:
            path = least_culpable(scheme, sanction)
        except TooManyPathsError:
            too_fine.append(sanction.id)
            continue
        if path is None:
            without.append(sanction.id)
        else:
            found.setdefault((path.steps, path.way), []).append((path, sanction))
    worst = [_worst(pairs) for pairs in found.values()] + _arrests(scheme)
    worst.sort(key=lambda w: (-w.gap, -(w.severity or 0), w.path.acts))
    return Searched(tuple(worst), tuple(without), tuple(too_fine))


def _worst(pairs: list[tuple[Path, Sanction]]) -> Worst:
    pairs.sort(key=lambda pair: -(severity_of(pair[1]) or 0))
    return Worst(pairs[0][0], tuple(each.id for _, each in pairs), severity_of(pairs[0][1]))


def _arrests(scheme: Scheme) -> list[Worst]:
    """Return the path to arrest that `repression` declares, if an act leads there."""
    force = scheme.repression
    if force is None or not force.there or force.arrest_share == 0:
        return []
    paths = [
        Path((Step(act, 1, level),), ("arrest", ""))
        for act in ARREST_ACTS
        if act in force.triggers and (level := gravity_of(scheme, act).level) is not None
    ]
    gentlest = min(paths, key=lambda path: path.culpability, default=None)
    return [] if gentlest is None else [Worst(gentlest, (ARREST,), DETENTION)]
