"""DeGroot 1974: opinions that drift towards those of others, and nothing else.

*Averaging.* With weights W that add up to one in each row and each column, and a speed gamma,

    a' = a + gamma (W a - a)

conserves the mean of a exactly, since 1' W = 1'. Here W is the mean of four permutations drawn each
day, as one meets four people; attitudes are integers in 2^-14 with one unbiased rounding, so the
mean does a random walk of the roundings alone, with a variance of at most a quarter of a unit
squared per person and day (test T23).

*Shown opinions.* People do not see attitudes but what others show. If somebody with attitude a in
[-1, 1] shows approval or opposition, -1 or 1, the latter with chance (1 + a) / 2, then E[shown] = a
and with

    a' = a + gamma (W shown - a)

the mean is a martingale: conserved in expectation, with a variance that grows by gamma^2 mean(1 -
a^2) / n a day. Both are the drift that Bentham's day leaves out: there attitudes have an anchor,
without which every society ends in one opinion, and what people show on a day is decided by
`expression`, which is not (1 + a) / 2.

Source: DeGroot, "Reaching a consensus", JASA 69:118-121 (1974), from memory. A plain module: it
holds no published number, so it is no model that ``bentham reproduce`` runs.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bentham.classics.luck import key, whole_numbers

Ints = npt.NDArray[np.int64]

ONE = 1 << 14
MEETINGS = 4
MEETING, ROUNDING, SHOWING = 1, 2, 3
SPEED_BITS, MEETING_BITS = 16, 2


def met(run: np.uint64, number: int, day: int) -> Ints:
    """Return whom each person meets on a day, [meeting, person]; each meeting is a permutation."""
    shifts = whole_numbers(run, MEETING, MEETINGS, day) % number
    return np.asarray((np.arange(number) + shifts[:, None]) % number, dtype=np.int64)


def drifted(attitude: Ints, towards: Ints, speed: float, draws: Ints) -> Ints:
    """Return attitudes after a day's drift.

    Parameters
    ----------
    attitude : int64
        a in 2^-14.
    towards : int64
        The sum over four meetings of what is seen, in 2^-14.
    speed : float
        gamma, kept in 2^-16.
    draws : int64
        Rounding draws in [0, 2^31).
    """
    gamma = round(speed * (1 << SPEED_BITS))
    bits = SPEED_BITS + MEETING_BITS
    exact = (attitude << bits) + gamma * (towards - MEETINGS * attitude)
    return np.asarray((exact + (draws >> (31 - bits))) >> bits, dtype=np.int64)


def shown(attitude: Ints, draws: Ints) -> Ints:
    """Return what people show, -1 or 1 in 2^-14: opposition with chance (1 + a) / 2."""
    chance = (attitude + ONE) << 16  # of 2^31
    return np.where(draws < chance, ONE, -ONE).astype(np.int64)


def days(attitude: Ints, speed: float, length: int, seed: int, *, seen: bool = False) -> Ints:
    """Return attitudes after some days.

    Parameters
    ----------
    attitude : int64
        a in 2^-14 on the first morning.
    speed, length, seed : float, int, int
        gamma; how many days; which luck.
    seen : bool
        Whether people see what others show rather than what they think.
    """
    run, number, a = key("degroot", seed), len(attitude), attitude.copy()
    for day in range(1, length + 1):
        others = shown(a, whole_numbers(run, SHOWING, number, day)) if seen else a
        seen_today = others[met(run, number, day)].sum(axis=0)
        a = drifted(a, seen_today, speed, whole_numbers(run, ROUNDING, number, day))
    return a
