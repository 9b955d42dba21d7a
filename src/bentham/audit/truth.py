"""What can be said of one element of a norm: true, contested, false, and what is not known.

An element is judged by the *set* of values that it can still take. Declared facts leave one value;
an undeclared one leaves all that it could be. `any_of` and `all_of` lift 'or' and 'and' to such
sets, so declaring one more fact can only make a set smaller, and whatever is computed over all
completions of the unknowns with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from bentham.evidence.faults import Loc
from bentham.scheme.phrase import Phrase


class Truth(IntEnum):
    """The value of an element; the order is that of 'or'."""

    FALSE = 0
    CONTESTED = 1
    TRUE = 2


Possible = frozenset[Truth]

TRUE = frozenset({Truth.TRUE})
FALSE = frozenset({Truth.FALSE})
CONTESTED = frozenset({Truth.CONTESTED})
EITHER = TRUE | FALSE
AT_LEAST_CONTESTED = TRUE | CONTESTED
UNKNOWN = TRUE | FALSE | CONTESTED


@dataclass(frozen=True, slots=True)
class Because:
    """One reason, and the declaration (or the missing one) that it rests on.

    Parameters
    ----------
    said : str
        The reason in words; a `Phrase` where it is to be said in other languages too.
    loc : tuple or None
        Way to the field in the scheme.
    declared : bool
        Whether the field is declared; if not, the operator has to say.
    """

    said: str
    loc: Loc | None = None
    declared: bool = True


@dataclass(frozen=True, slots=True)
class Judged:
    """The values that something can take, and why."""

    possible: Possible
    because: tuple[Because, ...] = ()

    @property
    def word(self) -> str:
        """One of true, false, contested, unknown."""
        if len(self.possible) == 1:
            return next(iter(self.possible)).name.lower()
        return "unknown"

    def can_be(self, value: Truth) -> bool:
        """Say whether `value` is among the possible ones."""
        return value in self.possible


def yes(said: str, loc: Loc | None = None) -> Judged:
    """Return what is true."""
    return Judged(TRUE, (Because(said, loc),))


def no(said: str, loc: Loc | None = None) -> Judged:
    """Return what is false."""
    return Judged(FALSE, (Because(said, loc),))


def contested(said: str, loc: Loc | None = None) -> Judged:
    """Return what is arguable either way."""
    return Judged(CONTESTED, (Because(said, loc),))


def undeclared(said: str, loc: Loc | None, possible: Possible = UNKNOWN) -> Judged:
    """Return what rests on a field that is not declared."""
    return Judged(possible, (Because(said, loc, declared=False),))


def flag(value: bool | None, name: str, loc: Loc) -> Judged:
    """Return what a declared yes or no says; undeclared, it can be either."""
    if value is None:
        return undeclared(Phrase("whether {said} is undeclared", said=name), loc, EITHER)
    if value:
        return yes(Phrase("declared: {said}", said=name), loc)
    return no(Phrase("declared not: {said}", said=name), loc)


def opposite(judged: Judged) -> Judged:
    """Return the negation; contested stays contested."""
    return Judged(frozenset(Truth(2 - each) for each in judged.possible), judged.because)


def any_of(parts: Iterable[Judged]) -> Judged:
    """Return 'or' over all parts; of nothing it is false."""
    return _lifted(list(parts), best=Truth.TRUE)


def all_of(parts: Iterable[Judged]) -> Judged:
    """Return 'and' over all parts; of nothing it is true."""
    return _lifted(list(parts), best=Truth.FALSE)


def _lifted(parts: list[Judged], best: Truth) -> Judged:
    """Return the join (towards `best`) of independent sets of values."""
    choose = max if best is Truth.TRUE else min
    possible: Possible = frozenset({Truth(2 - best)})
    for part in parts:
        possible = frozenset(choose(a, b) for a in possible for b in part.possible)
    if possible == {best}:
        chosen = [part for part in parts if part.possible == {best}]
    else:
        neutral = frozenset({Truth(2 - best)})
        chosen = [part for part in parts if part.possible != neutral] or parts
    reasons = dict.fromkeys(reason for part in chosen for reason in part.because)
    return Judged(possible, tuple(reasons))
