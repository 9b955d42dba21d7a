"""What a ward remembers, updated after each day: what is said in public, and protest.

A ward's climate q is the dissenting share of what was lately said in public there, with a little
weight on one half, so that silence says nothing::

    D' = mu D + (1 - mu) dissent      C' = mu C + (1 - mu) support      q = (D + e) / (D + C + 2 e)

with e one statement a day in 4,096 people. Something calls a ward to protest on a day with a small
chance that belongs to (ward, day): otherwise a place would move as a whole or not at all. What news
of punishments says is those punished today over those who dissented visibly today, at most one.
Units: D and C in 2^-16 statements a day, q and the shares in 2^-14.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.compiled import rule
from bentham.chance.decisions import TRIGGER
from bentham.chance.philox import draw
from bentham.day.luck import NOBODY
from bentham.day.person import ONE_Q14, PLACE_COUNTS, PLACE_STATE, Numbers
from bentham.evidence.parameters import index

(
    SEEN_DISSENT, SEEN_SUPPORT, CLIMATE_NOW, PROTEST_NOW, CALLED_NOW, PUNISHED_NOW,
) = range(len(PLACE_STATE))  # fmt: skip
(ADULTS, DISSENT, SUPPORT, PROTEST, PUNISHED) = range(len(PLACE_COUNTS))
MEMORY, TRIGGER_RATE = index("expression.climate_memory"), index("protest.trigger")
EVEN = 1 << 16


@rule
def climate_of(seen_dissent: int, seen_support: int) -> int:
    """Return the dissenting share of what was lately said, in 2^-14."""
    return ((seen_dissent + EVEN) << 14) // (seen_dissent + seen_support + 2 * EVEN)


@rule
def ward_after(
    state: Numbers, counts: Numbers, ward: int, tomorrow: int, key: np.uint64, p: Numbers
) -> None:
    """Update one ward after a day.

    Parameters
    ----------
    state : int64[PLACE_STATE]
        State of the ward, changed in place.
    counts : int64[PLACE_COUNTS]
        Today's counts.
    ward, tomorrow : int
        Number of the ward; the day that comes.
    key : uint64
        Key of the replicate.
    p : int64
        Numbers of the ward's row.
    """
    memory = p[MEMORY]
    state[SEEN_DISSENT] = (memory * state[SEEN_DISSENT] >> 16) + (65536 - memory) * counts[DISSENT]
    state[SEEN_SUPPORT] = (memory * state[SEEN_SUPPORT] >> 16) + (65536 - memory) * counts[SUPPORT]
    state[CLIMATE_NOW] = climate_of(state[SEEN_DISSENT], state[SEEN_SUPPORT])
    state[PROTEST_NOW] = counts[PROTEST] * ONE_Q14 // max(counts[ADULTS], 1)
    punished = counts[PUNISHED] * ONE_Q14 // max(counts[DISSENT], 1)
    state[PUNISHED_NOW] = min(punished, ONE_Q14)
    called = draw(key, ward, NOBODY, tomorrow, TRIGGER, NOBODY) < p[TRIGGER_RATE]
    state[CALLED_NOW] = np.int64(called)
