"""How far acts move a score by the rules alone, within one year and without decay.

The year has twelve months. Acts are spread evenly over it, month after month, so that what is bound
per month binds least. Of a range of points the whole range is kept. The k-th act of a kind gives

    the sum over its rules of  cap( v, m v, m v, ... )  for  floor(k / count)  applications,

where v are the points, m the factor on repeats, and the cap holds per event, month or year.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from bentham.scheme.fields import Rule

MONTHS = 12
OWN = ("actor", "household")
"""Whom a rule must name to reach the one who acts."""

Span = tuple[Fraction, Fraction]


def exact(value: float) -> Fraction:
    """Return the decimal number that somebody wrote, without the error of binary fractions."""
    return Fraction(str(value))


def moved(rules: list[Rule], times: int) -> Span:
    """Return the least and the most points that an act done so often gives, by all its rules.

    Parameters
    ----------
    rules : list of Rule
        The rules that the act sets off.
    times : int
        How often it is done within one year.
    """
    low = high = Fraction(0)
    for rule in rules:
        points = rule.effect.points or 0.0
        ends = points if isinstance(points, tuple) else (points, points)
        k = applications(rule, times)
        cap = (None, "") if rule.cap is None else (rule.cap.points, rule.cap.per)
        low += _total(ends[0], rule.repeat_multiplier, *cap, k)
        high += _total(ends[1], rule.repeat_multiplier, *cap, k)
    return low, high


def needed(rule: Rule) -> int:
    """Return how many acts it takes until the rule applies once."""
    return max(1, rule.when.count or 1)


def applications(rule: Rule, times: int) -> int:
    """Return how often a rule applies in a year in which the act is done so often."""
    k = times // needed(rule)
    return min(k, {"month": MONTHS, "year": 1}.get(rule.when.per or "event", k))


@lru_cache(maxsize=1 << 16)
def _total(points: float, repeat: float | None, cap: float | None, per: str, k: int) -> Fraction:
    """Return what k applications give; the same for all rules with the same numbers."""
    value = exact(points)
    again = value if repeat is None else value * exact(repeat)
    if k == 0:
        return Fraction(0)
    if cap is None:
        return value + (k - 1) * again
    most = abs(exact(cap))
    if per == "event":
        return _within(value, most) + (k - 1) * _within(again, most)
    if per == "year":
        return _within(value + (k - 1) * again, most)
    first = value + ((k + MONTHS - 1) // MONTHS - 1) * again
    others = [(k - month + MONTHS - 1) // MONTHS * again for month in range(1, MONTHS)]
    return sum((_within(each, most) for each in [first, *others]), Fraction(0))


def _within(value: Fraction, most: Fraction) -> Fraction:
    return max(-most, min(value, most))
