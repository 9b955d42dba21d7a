"""Welfare: the level of living, following income less what sanctions take.

    w' = w + rho_w (w* - w) - fines        w* = income (1 - loss in force)

Units: 1 is the mean income of the society, in 2^-12; one unbiased rounding a day. A listing costs
through one calibrated total (kappa, in `sanctions`), not through pay, job and refusals added up.
No data identify kappa for travel bans: a bounded story.
"""

from __future__ import annotations

from bentham.chance.compiled import once, small
from bentham.chance.decisions import ROUND_WELFARE, taken
from bentham.chance.rounding import clamped, rounded
from bentham.day.person import Draws, Lanes, Masks, Numbers, Tables, lane
from bentham.evidence.lanes import INCOME
from bentham.evidence.parameters import index

READS = ("WELFARE", "INCOME", "LOSS", "FINE")
WRITES = ("WELFARE",)

WELFARE, LOSS, FINE = lane("WELFARE"), lane("LOSS"), lane("FINE")
SPEED = index("welfare.adjustment")


@small
def welfare_after(welfare: int, income: int, loss: int, fine: int, speed: int, draw: int) -> int:
    """Return a person's welfare after today.

    Parameters
    ----------
    welfare, income : int
        w and income in 2^-12.
    loss : int
        Share of income lost, 2^-16.
    fine : int
        Taken at once, 2^-28.
    speed : int
        rho_w in 2^-16 a day.
    draw : int
        Rounding draw in [0, 2^16).
    """
    target = income * (65536 - loss) >> 16
    exact = (welfare << 16) + speed * (target - welfare) - fine
    return clamped(rounded(exact, draw), 0, 65535)


@once
def stage(w: Lanes, m: Masks, u: Draws, p: Numbers, t: Tables, now: Numbers) -> None:
    """Move the welfare of a word."""
    speed = p[SPEED]
    for i in range(64):
        draw = taken(u, ROUND_WELFARE, i)
        w[WELFARE + i] = welfare_after(
            w[WELFARE + i], w[INCOME + i], w[LOSS + i], w[FINE + i], speed, draw
        )
