"""Rare draws of a day: follow-ups that are drawn only when they are reached."""

from __future__ import annotations

import numpy as np

from bentham.chance.compiled import constant, rule
from bentham.chance.philox import draw
from bentham.day.person import DAY, FIRST, KEY, Numbers

NOBODY = constant(0)


@rule
def follow_up_on(i: int, decision: int, block: int, day: int, now: Numbers) -> int:
    """Return the draw in [0, 2^31) of a rare decision of the person in lane `i` on some day.

    Parameters
    ----------
    i : int
        Lane.
    decision : int
        Number of the decision (`chance.decisions`).
    block : int
        0, or the number of a further question of the same decision.
    day : int
        Day of the draw.
    now : int64
        First person and key of the word.
    """
    return draw(
        np.uint64(now[KEY]), now[FIRST] + i, NOBODY, np.int64(day), decision, np.int64(block)
    )


@rule
def follow_up(i: int, decision: int, block: int, now: Numbers) -> int:
    """Return today's draw of a rare decision of the person in lane `i`; see `follow_up_on`."""
    return follow_up_on(i, decision, np.int64(block), now[DAY], now)
