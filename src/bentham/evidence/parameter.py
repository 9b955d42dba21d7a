"""What the declaration of a parameter says, and the marks of evidence that it may bear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TAGS = {
    "S": "read at source",
    "Q": "seen quoted on a secondary page",
    "M": "from memory, unverified",
    "C": "computed from sourced figures",
    "A": "assumed",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One declared number or structural variant.

    Parameters
    ----------
    name : str
        ``system.quantity``, for instance ``attitude.pull``.
    default : float
        Value used unless a scheme, a society, ``--set`` or an assumption draw says otherwise.
        For a variant: the index of the default choice.
    low, high : float
        Bounds, inclusive; a sampler draws between them.
    unit : str
        Unit in words; ``share`` for 0..1, ``chance`` for a probability, ``-`` for a pure number.
    draw : str
        How a sampler draws: ``uniform``, ``log`` (log-uniform), or ``choice`` (a variant).
    tag : str
        Evidence tag, one of `TAGS`.
    source : str
        Where the value comes from.
    help : str
        One line.
    bits : int
        Fractional bits of the number inside a kernel: it stands there as ``round(value * 2^bits)``.
    choices : tuple of str
        Names of a structural variant's rules; empty for a number.
    """

    name: str
    default: float
    low: float
    high: float
    unit: str
    draw: Literal["uniform", "log", "choice"]
    tag: str
    source: str
    help: str
    bits: int = 14
    choices: tuple[str, ...] = ()

    @property
    def uncertain(self) -> bool:
        """Whether assumption draws vary this parameter."""
        return self.tag in ("A", "M") or bool(self.choices)


TOY = "assumed; range that kept a toy society alive, to be narrowed by `bentham prior`"
FREE = "assumed; no source found"


def variant(name: str, choices: tuple[str, ...], help_: str, source: str) -> Parameter:
    """Declare a structural variant whose default is its first choice."""
    last = float(len(choices) - 1)
    return Parameter(name, 0.0, 0.0, last, "-", "choice", "A", source, help_, 0, choices)


P = Parameter
