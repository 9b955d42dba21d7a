"""The day as the kernel runs it: the numbered list of `bentham.day`, one line a system."""

from __future__ import annotations

import numpy as np

from bentham.chance.compiled import rule
from bentham.chance.decisions import CADENCE as CADENCE_DRAW
from bentham.chance.decisions import taken
from bentham.day import (
    attitude,
    conduct,
    contacts,
    expression,
    listing,
    recording,
    risk,
    sanctions,
    scoring,
    welfare,
)  # fmt: skip
from bentham.day.expression import ROSS
from bentham.day.person import (
    GRAPH,
    Draws,
    Lanes,
    Masks,
    Numbers,
    Tables,
    mask,
    setting,
    switch,
)  # fmt: skip
from bentham.evidence.parameters import index

DECIDING = mask("DECIDING")
CADENCE, RULE, ON = index("society.cadence"), index("expression.rule"), setting("SYSTEMS")
ATTITUDE, RISK, EXPRESSION = switch("attitude"), switch("risk"), switch("expression")
CONDUCT, RECORDING, SCORING = switch("conduct"), switch("recording"), switch("scoring")
LISTING, SANCTIONS, WELFARE = switch("listing"), switch("sanctions"), switch("welfare")


@rule
def deciding(u: Draws, cadence: int) -> np.uint64:
    """Return who decides today: everybody, or a random half (a check on the daily rhythm)."""
    if cadence == 0:
        return ~np.uint64(0)
    some = np.uint64(0)
    for i in range(64):
        some |= np.uint64(taken(u, CADENCE_DRAW, i) < 32768) << np.uint64(i)
    return some


@rule
def the_day(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Take one word through one day.

    Parameters
    ----------
    w : int64
        Lanes: traits, state, and what happens today (`person.LANES`).
    m : uint64
        Masks likewise (`person.MASKS`, `person.COUNTED`).
    u : uint32
        Today's draws of the 64 people (`chance.decisions`).
    p : int64
        Parameters and settings of the place's row.
    t : int64
        Tables of the row.
    now : int64
        Day, first person, key, and the state of ward and district (`person.NOW`).
    """
    on = p[ON]
    m[DECIDING] = deciding(u, p[CADENCE])
    if now[GRAPH] == 0:
        contacts.stage(w, m)
        if p[RULE] >= ROSS:
            contacts.stage_climate(w, m)
    if on & ATTITUDE:
        attitude.stage(w, m, u, p, t, now)
    if on & RISK:
        risk.stage(w, m, u, p, t, now)
    if on & EXPRESSION:
        expression.stage(w, m, u, p, t, now)
    if on & CONDUCT:
        conduct.stage(w, m, u, p, t, now)
    if on & RECORDING:
        recording.stage(w, m, u, p, t, now)
    if on & SCORING:
        scoring.stage(w, m, u, p, t, now)
    if on & LISTING:
        listing.stage(w, m, u, p, t, now)
    if on & SANCTIONS:
        sanctions.stage(w, m, u, p, t, now)
    if on & WELFARE:
        welfare.stage(w, m, u, p, t, now)
