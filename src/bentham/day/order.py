"""The day as the kernel runs it: the numbered list of `bentham.day`, one line a system."""

from __future__ import annotations

import numpy as np

from bentham.chance.compiled import once, rule, spelled_out
from bentham.chance.decisions import CADENCE as CADENCE_DRAW
from bentham.chance.decisions import taken
from bentham.day import (
    attitude,
    cameras,
    conduct,
    contacts,
    expression,
    informants,
    kin,
    listing,
    media,
    monitoring,
    policing,
    recording,
    risk,
    sanctions,
    scoring,
    trust,
    welfare,
)  # fmt: skip
from bentham.day.expression import ROSS
from bentham.day.person import (
    GRAPH,
    LONGEST_TERM,
    Draws,
    Lanes,
    Masks,
    Numbers,
    Tables,
    lane,
    mask,
    switch,
)  # fmt: skip
from bentham.day.settings import setting
from bentham.evidence.lanes import ADULT
from bentham.evidence.parameters import index

DECIDING, FREE = mask("DECIDING"), mask("FREE")
CUSTODY = lane("CUSTODY")
EVENT, KIN_RULED = setting("EVENT"), setting("KIN")
CADENCE, RULE, ON = index("society.cadence"), index("expression.rule"), setting("SYSTEMS")
ATTITUDE, RISK, EXPRESSION = switch("attitude"), switch("risk"), switch("expression")
CONDUCT, RECORDING, SCORING = switch("conduct"), switch("recording"), switch("scoring")
LISTING, SANCTIONS, WELFARE = switch("listing"), switch("sanctions"), switch("welfare")
MEDIA, MONITORING, CAMERAS = switch("media"), switch("monitoring"), switch("cameras")
INFORMANTS, KIN, POLICING, TRUST = (
    switch("informants"), switch("kin"), switch("policing"), switch("trust"),
)  # fmt: skip


@once
def deciding(u: Draws, cadence: int) -> np.uint64:
    """Return who decides today: everybody, or a random half (a check on the daily rhythm)."""
    if cadence == 0:
        return ~np.uint64(0)
    some = np.uint64(0)
    for i in range(64):
        some |= np.uint64(taken(u, CADENCE_DRAW, i) < 32768) << np.uint64(i)
    return some


@once
def free(w: Lanes, m: Masks) -> np.uint64:
    """Return the adults who are not in detention this morning."""
    held = np.uint64(0)
    for i in range(64):
        inside = (w[CUSTODY + i] >= 1) & (w[CUSTODY + i] <= LONGEST_TERM)
        held |= np.uint64(inside) << np.uint64(i)
    return m[ADULT] & ~held


@spelled_out
def they_see(w: Lanes, m: Masks, p: Numbers, now: Numbers) -> None:
    """Count, as far as anything asks for it, what contacts and housemates did."""
    if now[GRAPH] == 0:
        contacts.stage(w, m)
        if p[RULE] >= ROSS:
            contacts.stage_climate(w, m)
        if p[EVENT] > 0:
            contacts.stage_informed(w, m)
    if p[KIN_RULED] != 0:
        contacts.stage_family(w, m, p)


@spelled_out
def they_live(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let people read, think, fear, speak and act: systems 1 to 5."""
    on = p[ON]
    if on & MEDIA:
        media.stage(w, m, u, p, t, now)
    if on & ATTITUDE:
        attitude.stage(w, m, u, p, t, now)
    if on & RISK:
        risk.stage(w, m, u, p, t, now)
    if on & EXPRESSION:
        expression.stage(w, m, u, p, t, now)
    if on & CONDUCT:
        conduct.stage(w, m, u, p, t, now)


@spelled_out
def they_are_watched(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let the ruler look, listen and write down: systems 6 to 9."""
    on = p[ON]
    if on & MONITORING:
        monitoring.stage(w, m, u, p, t, now)
    if on & CAMERAS:
        cameras.stage(w, m, u, p, t, now)
    if on & INFORMANTS:
        informants.stage(w, m, u, p, t, now)
    if on & RECORDING:
        recording.stage(w, m, u, p, t, now)


@spelled_out
def they_are_ruled(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Let the ruler score, list, sanction and arrest, and people bear it: systems 10 to 16."""
    on = p[ON]
    if on & KIN:
        kin.stage(w, m, u, p, t, now)
    if on & SCORING:
        scoring.stage(w, m, u, p, t, now)
    if on & LISTING:
        listing.stage(w, m, u, p, t, now)
    if on & SANCTIONS:
        sanctions.stage(w, m, u, p, t, now)
    if on & POLICING:
        policing.stage(w, m, u, p, t, now)
    if on & WELFARE:
        welfare.stage(w, m, u, p, t, now)
    if on & TRUST:
        trust.stage(w, m, u, p, t, now)


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
    m[DECIDING] = deciding(u, p[CADENCE])
    m[FREE] = free(w, m)
    they_see(w, m, p, now)
    they_live(w, m, u, p, t, now)
    they_are_watched(w, m, u, p, t, now)
    they_are_ruled(w, m, u, p, t, now)
