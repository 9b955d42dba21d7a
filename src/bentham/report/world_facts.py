"""What the report of a comparison needs to know: plain data, kept in the folder as ``facts.json``.

A page is made of these alone, so it can be made again, in another language or on paper, without
running anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bentham.evidence.metric import Metric
from bentham.report.facts import (
    DrivenFact,
    Measured,
    NeverFact,
    ParameterFact,
    SchemeFacts,
    Where,
)
from bentham.results.files import FileRecord
from bentham.study.pairs import Lives


@dataclass(frozen=True, slots=True)
class Differing:
    """A metric in two worlds.

    Parameters
    ----------
    here, there : float or None
        Its value in this world and in the base.
    less : Measured
        The difference: in total, over the days, by class.
    """

    here: float | None
    there: float | None
    less: Measured

    @property
    def metric(self) -> Metric:
        """Return the metric."""
        return self.less.metric

    @property
    def settled(self) -> bool | None:
        """Return whether the sign is the same all over the widest known range; None: no range."""
        x = self.less.total
        for low, high in ((x.low, x.high), (x.luck_low, x.luck_high)):
            if low is not None and high is not None:
                return low > 0 or high < 0
        return None


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """A claim declared before the run, and what became of it: see `claims.judging.Judged`."""

    id: str
    says: Mapping[str, str]
    metric: str
    rung: str
    true: int
    of: int
    lucky: int
    of_luck: int
    variants: Mapping[str, int]
    where: Where | None
    elsewhere: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class WorldFacts:
    """One world beside the base.

    Parameters
    ----------
    label : str
        Its name.
    scheme : SchemeFacts
        What rules.
    aim : str
        The aim that the scheme states.
    digest : str
        Of the final states.
    same : bool
        Whether it is the base, to the bit.
    found : tuple of Differing
        Every metric.
    lives : tuple of Lives
        Whose lives differ.
    claims : tuple of ClaimFact
        Declared before the run.
    never : NeverFact or None
        What is left without errors.
    driven : tuple of DrivenFact
        Of the harms that are told.
    """

    label: str
    scheme: SchemeFacts
    aim: str
    digest: str
    same: bool
    found: tuple[Differing, ...]
    lives: tuple[Lives, ...]
    claims: tuple[ClaimFact, ...]
    never: NeverFact | None
    driven: tuple[DrivenFact, ...]


@dataclass(frozen=True, slots=True)
class ComparisonFacts:
    """Everything that the report of a comparison prints; of the base, what it is and its digest."""

    base: str
    base_scheme: SchemeFacts
    base_digest: str
    society: str
    people: int
    days: int
    seed: int
    replicates: int
    draws: int
    command: str
    versions: Mapping[str, str]
    worlds: tuple[WorldFacts, ...]
    parameters: tuple[ParameterFact, ...]
    files: Mapping[str, FileRecord]
