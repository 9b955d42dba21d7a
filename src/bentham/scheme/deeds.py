"""The search behind `culpable`: which deeds move a score far enough, and not too far.

Acts add up, so the deeds of one act after another are added to what the acts before them reached.
Culpability is ordered by number of acts and then by sum of gravities, an order that adding keeps;
of all ways to the same place only the first in it can be part of the best way. Points are counted
in whole units, so nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from bentham.evidence.errors import BenthamError
from bentham.scheme.fields import Rule, Scheme
from bentham.scheme.gravity import gravity_of
from bentham.scheme.points_of_acts import moved

MOST_STATES = 100_000


class TooManyPathsError(BenthamError):
    """The points of a scheme are so fine that its bands cannot be searched exactly."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An act done so often: how far it moves the score towards the target, at least and most."""

    act: str
    times: int
    gravity: int
    least: int
    most: int


_State = tuple[int, int, tuple[Deed, ...]]
"""Number of acts, sum of gravities, and what was done."""


def counted(
    scheme: Scheme,
    rules: Sequence[Rule],
    sign: int,
    ends: Sequence[Fraction],
    most: int,
    *,
    back: bool,
) -> tuple[list[list[Deed]], int]:
    """Return what each act can do, in whole units, and the number of units in a point.

    Parameters
    ----------
    scheme : Scheme
        As declared.
    rules : sequence of Rule
        Those that reach the one who acts.
    sign : int
        1 if the target lies above the score, -1 below.
    ends : sequence of Fraction
        Distances that must be whole in units too; what surpasses them all is left out.
    most : int
        How often an act is done at most.
    back : bool
        Whether acts that lead only away from the target can be of use: after going too far.
    """
    spans: list[list[tuple[str, int, int, Fraction, Fraction]]] = []
    for act in dict.fromkeys(rule.when.act for rule in rules):
        gravity = gravity_of(scheme, act).level
        mine = [rule for rule in rules if rule.when.act == act and rule.effect.points is not None]
        if gravity is None or not mine:
            continue
        away = all(max(sign * end for end in moved([rule], most)) <= 0 for rule in mine)
        if away and not back:
            continue
        one_way = all(min(sign * end for end in moved([rule], most)) >= 0 for rule in mine)
        before = [Fraction(0), Fraction(0)]
        choices = []
        for times in range(1, most + 1):
            span = sorted(sign * end for end in moved(mine, times))
            least, furthest = span
            if span != before:
                choices.append((act, times, gravity, least, furthest))
            before = span
            if one_way and least > max(ends):
                break
        spans.append(choices)
    numbers = [number for each in spans for span in each for number in span[3:]] + list(ends)
    unit = lcm(*(number.denominator for number in numbers))
    deeds = [
        [
            Deed(act, times, gravity, int(least * unit), int(furthest * unit))
            for act, times, gravity, least, furthest in choices
        ]
        for choices in spans
        if choices
    ]
    return deeds, unit


def gentlest(
    deeds: list[list[Deed]], want: int, end: int | None, most: int
) -> tuple[Deed, ...] | None:
    """Return the least culpable deeds that move the score by `want` to `end` units, or None.

    Parameters
    ----------
    deeds : list of list of Deed
        For each act what it does when done once, twice, and so on; one of them may be taken.
    want, end : int
        The nearest and the furthest that the score may move; None: no matter how far.
    most : int
        Number of acts at most.
    """
    for worst in sorted({each[0].gravity for each in deeds}):
        allowed = [each for each in deeds if each[0].gravity <= worst]
        found = _furthest(allowed, want, most)
        if found is None:
            continue
        if end is None or sum(deed.least for deed in found) <= end:
            return found
        # Too far: acts that lead part of the way back may be needed, but no more than without them.
        forward = [[deed for deed in each if deed.least > 0] for each in allowed]
        within = _into([each for each in forward if each], want, end, most)
        fewest = most if within is None else sum(deed.times for deed in within)
        best = _into(allowed, want, end, fewest)
        if best is not None:
            return best
    return None


def _furthest(allowed: list[list[Deed]], want: int, most: int) -> tuple[Deed, ...] | None:
    """Return the fewest deeds that move the score by `want` or more."""
    states: dict[int, _State] = {0: (0, 0, ())}
    for choices in allowed:
        grown = dict(states)
        for reached, (acts, total, done) in states.items():
            for deed in choices:
                after = acts + deed.times
                if reached >= want or after > most:
                    break
                if deed.most <= 0:
                    continue
                key = min(want, reached + deed.most)
                state = (after, total + deed.times * deed.gravity, (*done, deed))
                if key not in grown or state[:2] < grown[key][:2]:
                    grown[key] = state
        states = {}
        least_yet = (most + 1, 0)
        # What another surpasses by acts that come before in the order leads nowhere better.
        for reached in sorted(grown, reverse=True):
            if grown[reached][:2] < least_yet:
                least_yet = grown[reached][:2]
                states[reached] = grown[reached]
    found = states.get(want)
    return None if found is None else found[2]


def _into(allowed: list[list[Deed]], want: int, end: int, most: int) -> tuple[Deed, ...] | None:
    """Return the fewest deeds that can land between `want` and `end`."""
    states: dict[tuple[int, int], _State] = {(0, 0): (0, 0, ())}
    back = sum(min(0, *(deed.least for deed in choices)) for choices in allowed)
    for choices in allowed:
        # How far the acts that are still to come can lead back at most.
        back -= min(0, *(deed.least for deed in choices))
        grown = dict(states)
        for (least, furthest), (acts, total, done) in states.items():
            for deed in choices:
                after = acts + deed.times
                if after > most:
                    break
                span = (least + deed.least, furthest + deed.most)
                if span[0] + back > end:
                    continue
                state = (after, total + deed.times * deed.gravity, (*done, deed))
                if span not in grown or state[:2] < grown[span][:2]:
                    grown[span] = state
        states = grown
        if len(states) > MOST_STATES:
            raise TooManyPathsError("the points are too fine for an exact search of a band")
    landed = [each for (low, high), each in states.items() if high >= want and low <= end]
    return min(landed, key=lambda state: state[:2])[2] if landed else None
