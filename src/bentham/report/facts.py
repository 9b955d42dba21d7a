"""What a report needs to know about a run: plain data, ready to be put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bentham.evidence.metric import Metric
from bentham.results.files import FileRecord
from bentham.scheme.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Ranged:
    """A number with its two ranges; None where something is undefined or unknown."""

    value: float | None
    luck_low: float | None = None
    luck_high: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """One metric of a run.

    Parameters
    ----------
    metric : Metric
        Its registry entry.
    total : Ranged
        The run's value.
    series : tuple
        Pairs of day and number, for everybody.
    classes : tuple
        Pairs of class and number, condensed over the days like `total`.
    moved : bool
        Whether it changed in the course of the run.
    """

    metric: Metric
    total: Ranged
    series: tuple[tuple[int, Ranged], ...]
    classes: tuple[tuple[str, Ranged], ...]
    moved: bool


@dataclass(frozen=True, slots=True)
class SchemeFacts:
    """What the scheme says about itself.

    Parameters
    ----------
    id, title, summary : str
        Its name, what it is called in English, and one or two sentences.
    marks : mapping
        How many of its numbers carry each evidence tag.
    undone : tuple of Phrase
        What it declares and the run does not do.
    invented : tuple of Phrase
        What in it is fictional or assumed, in sentences.
    titles : mapping
        What it is called, by language.
    """

    id: str
    title: str
    summary: str
    marks: Mapping[str, int]
    undone: tuple[Phrase, ...] = ()
    invented: tuple[Phrase, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParameterFact:
    """One parameter that matters for the run, with its evidence and who set it."""

    name: str
    value: float | str
    unit: str
    tag: str
    source: str
    set_by: str
    help: str


@dataclass(frozen=True, slots=True)
class Where:
    """The one assumption that separates where a statement fails: see `dependence.Separation`."""

    parameter: str
    above: bool
    cut: float
    failures: int
    of_failures: int
    others: int
    of_others: int


@dataclass(frozen=True, slots=True)
class LeftFact:
    """One harm under the scheme as it is, and if it never errs, in the same small worlds."""

    metric: Metric
    erring: Ranged
    accurate: Ranged


@dataclass(frozen=True, slots=True)
class NeverFact:
    """What is left if nothing errs.

    Parameters
    ----------
    people, seeds, draws : int
        Size, repeats and draws of the worlds that were compared.
    left : tuple of LeftFact
        By harm.
    """

    people: int
    seeds: int
    draws: int
    left: tuple[LeftFact, ...]


@dataclass(frozen=True, slots=True)
class DriveFact:
    """A parameter on which a difference hangs: its rank correlation over the draws."""

    parameter: str
    tag: str
    help: str
    value: float
    bound: float


@dataclass(frozen=True, slots=True)
class DrivenFact:
    """What drives one difference, and where it would have another sign.

    Parameters
    ----------
    metric : str
        The metric.
    drives : tuple of DriveFact
        Beyond chance, strongest first.
    same, of : int
        Draws in which the difference has the sign that it has at the defaults, and all.
    where : Where or None
        The assumption that separates the others.
    """

    metric: str
    drives: tuple[DriveFact, ...]
    same: int
    of: int
    where: Where | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a report prints.

    Parameters
    ----------
    scheme : SchemeFacts
        What ruled.
    society : str
        Over whom.
    people, days, seed, replicates : int
        Size, length and luck.
    draws : int
        Draws of the assumptions; 0 if they were not varied.
    command, digest : str
        How to make the run again, and what must come out.
    versions : mapping
        By program.
    measured : tuple of Measured
        In the order of the registry.
    parameters : tuple of ParameterFact
        Those that matter.
    errors, correct_harms : tuple of str
        Names of the metrics that count mistakes of the scheme, and of those that count what it did
        without a mistake and to people's harm.
    not_represented : tuple of str
        What the simulation leaves out, in sentences.
    files : mapping
        The files of the run folder by name.
    aim : str
        The aim that the scheme states.
    never : NeverFact or None
        What is left if nothing errs; None if it was not asked, or nothing can err.
    driven : tuple of DrivenFact
        On what the harms that are told hang.
    """

    scheme: SchemeFacts
    society: str
    people: int
    days: int
    seed: int
    replicates: int
    draws: int
    command: str
    digest: str
    versions: Mapping[str, str]
    measured: tuple[Measured, ...]
    parameters: tuple[ParameterFact, ...]
    errors: tuple[str, ...]
    correct_harms: tuple[str, ...]
    not_represented: tuple[str, ...]
    files: Mapping[str, FileRecord]
    aim: str = ""
    never: NeverFact | None = None
    driven: tuple[DrivenFact, ...] = ()
