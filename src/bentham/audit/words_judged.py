"""The words and texts that reasons and norms name: what another language has to have a word for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from bentham.audit.applicability import states
from bentham.audit.packs import Norm, pack, pack_names
from bentham.audit.procedure.biometrics import AT_WORK, STAFF
from bentham.audit.procedure.proportion import MORAL
from bentham.audit.procedure.real_time import BOUNDS, CLOSED
from bentham.audit.procedure.social_scoring import SCORING_TASKS
from bentham.audit.tables import anchors, carve_outs, relatedness
from bentham.scheme.cameras import Trait
from bentham.scheme.context import Unit
from bentham.scheme.words import Aim, Context, SanctionKind, Topic

AS_THEY_STAND: tuple[str, ...] = (*get_args(Context), *get_args(Topic), *get_args(Aim), *AT_WORK)
"""Words that a reason names as a scheme file writes them."""

SPACED: tuple[str, ...] = (
    *get_args(SanctionKind), *get_args(Unit), *get_args(Trait), *MORAL, *CLOSED, *SCORING_TASKS,
    "points", "probability", "rank", "label", "traffic_light",
    "score_below", "score_above", "rule",
    "id_photos", "custody", "consented", "scraped_targeted", "physical_state", "crowd_mood",
    "administrative_offences", "others",
)  # fmt: skip
"""Words that a reason names with spaces."""

WORDS = (
    *STAFF, *BOUNDS, "medical", "safety", "internet", "cctv", "judicial", "independent",
    "relatives", "places", "entity",
    "proposed", "suspended", "repealed", "fictional", "undeclared", "invented",
)  # fmt: skip
"""Words of other fields, which need no space."""


def judged() -> Iterator[str]:
    """Yield every word and text that can stand in the place of a reason, as it stands there."""
    yield from AS_THEY_STAND
    yield from (word.replace("_", " ") for word in SPACED)
    yield from WORDS
    yield from (state.name for state in states().values())
    yield from (cell.by for cell in relatedness())
    yield anchors().by
    for use in carve_outs():
        yield from (use.title, use.by)
    for norm in norms():
        yield from (norm.ref, norm.words)


def norms() -> Iterator[Norm]:
    """Yield every norm that comes with Bentham."""
    for name in pack_names():
        yield from pack(name).norms
