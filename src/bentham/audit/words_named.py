"""The words of scheme files that findings name: what another language has to have a word for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from bentham.audit.checks.national import NOT_FOR_CREDIT, PROTECTED
from bentham.audit.checks.others_and_conduct import FOR_SPEECH, OF_OTHERS
from bentham.audit.checks.power import HEAVY_METHODS, NEVER, TO_BE_OPEN, UNCLEAR
from bentham.audit.checks.process import FEW, NOT_INDEPENDENT
from bentham.audit.checks.watching import NOT_WANTED, SENSITIVE
from bentham.audit.joining import spaced
from bentham.scheme.words import WHOM, Context, EstablishedBy, SanctionKind, SpecialCategory

OCCASIONS = ("protest", "election", "exam", "other")
UNITS = ("household", "group")
JUDGED = ("true", "false", "contested", "unknown")


def named() -> Iterator[str]:
    """Yield every word that can stand in the place of a finding, as it stands there."""
    yield from get_args(Context)
    yield from get_args(SanctionKind)
    yield from (*UNITS, *JUDGED, *OCCASIONS, *FOR_SPEECH, *HEAVY_METHODS, *UNCLEAR)
    yield from (*SENSITIVE, *NOT_WANTED)
    words = (*get_args(EstablishedBy), "no_proof", *get_args(SpecialCategory), *NOT_FOR_CREDIT)
    words += (*PROTECTED, *WHOM, *OF_OTHERS, *NEVER, *TO_BE_OPEN, *FEW, *NOT_INDEPENDENT)
    yield from map(spaced, words)
