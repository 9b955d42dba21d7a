"""The least-culpable path: the gentlest acts that suffice for a sanction, by the rules alone.

A path is a multiset of acts of one person within one year that brings a sanction about. Of all of
them the least culpable is the one

1. whose gravest act is the least grave (gravity is ordinal, so it is compared, not weighed),
2. then with the fewest acts,
3. then with the lowest sum of gravities,
4. then the first by the names of its rules, so that the order of a file says nothing.

A rule that puts somebody into a grade at once (`set_grade`) is a path to what follows from it.

The search is exact on what is declared: points and ranges of points, the factor on repeats, caps,
`when.count` and `when.per`, bands, lists by rule and by score, the ends of the score. It is taken
at its worst for the person: decay and lapse are ignored, whoever has discretion uses it against
them, and acts are spread over the year so that caps bind least (`points_of_acts`). Acts are spread
freely, so `within_days` never saves anybody. Points are added up before the ends of the score bound
them.
What others do to a person's score (relatives, reports, courts) is no act of theirs and no path.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from bentham.scheme.consistency import band, has_score
from bentham.scheme.deeds import Deed, counted, gentlest
from bentham.scheme.fields import Listing, Rule, Sanction, Scheme
from bentham.scheme.gravity import gravity_of
from bentham.scheme.points_of_acts import OWN, exact, needed

MOST_ACTS = 366
"""Longest path that is looked for: one act a day for a year."""


@dataclass(frozen=True, slots=True)
class Step:
    """An act, how often it is done, and how grave it is."""

    act: str
    times: int
    gravity: int


@dataclass(frozen=True, slots=True)
class Path:
    """Acts that suffice for a sanction.

    Parameters
    ----------
    steps : tuple of Step
        The acts; none if everybody is under the sanction from the first day.
    way : tuple of str
        What brings it about: ``("rule", id)``, ``("list", id)``, ``("grade", id)`` or
        ``("score", "")``.
    score : tuple of float, or None
        For a way over the score: the least and the most that it can then be.
    """

    steps: tuple[Step, ...]
    way: tuple[str, str]
    score: tuple[float, float] | None = None

    @property
    def gravity(self) -> int:
        """Gravity of the gravest act."""
        return max((step.gravity for step in self.steps), default=0)

    @property
    def acts(self) -> int:
        """Number of acts."""
        return sum(step.times for step in self.steps)

    @property
    def culpability(self) -> tuple[int, int, int]:
        """What paths are ordered by: gravest act, number of acts, sum of gravities."""
        return self.gravity, self.acts, sum(s.times * s.gravity for s in self.steps)


@dataclass(frozen=True, slots=True)
class _Target:
    """Scores under which a sanction holds, from `low` to `high`; an end may itself not belong."""

    low: Fraction | None
    high: Fraction | None
    way: tuple[str, str]
    open_ends: bool = False


def least_culpable(scheme: Scheme, sanction: Sanction, most: int = MOST_ACTS) -> Path | None:
    """Return the least-culpable path to a sanction, or None if no declared rule leads there.

    Parameters
    ----------
    scheme : Scheme
        As declared.
    sanction : Sanction
        One of its sanctions.
    most : int
        Longest path that is looked for.

    Raises
    ------
    TooManyPathsError
        If a band cannot be searched exactly.
    """
    paths = list(_paths(scheme, sanction, most))
    return min(paths, key=lambda path: path.culpability) if paths else None


def unjudged(scheme: Scheme) -> tuple[str, ...]:
    """Return the acts of rules of which nothing says how grave they are; no path has them."""
    acts = dict.fromkeys(rule.when.act for rule in scheme.rules)
    return tuple(act for act in acts if gravity_of(scheme, act).level is None)


def _paths(scheme: Scheme, sanction: Sanction, most: int) -> Iterator[Path]:
    own = sorted((r for r in scheme.rules if r.applies_to in OWN), key=lambda rule: rule.id)
    trigger = sanction.trigger
    at_once = {rule.id for rule in own if rule.effect.trigger == sanction.id}
    if trigger is not None and trigger.rule is not None:
        at_once.add(trigger.rule)
    yield from _by_rule(scheme, [r for r in own if r.id in at_once], most, None)
    if trigger is not None and trigger.grade is not None:
        for rule in own:
            if rule.effect.set_grade == trigger.grade:
                for each in _by_rule(scheme, [rule], most, None):
                    yield Path(each.steps, ("grade", trigger.grade))
    listing = None
    if trigger is not None and trigger.list is not None:
        listing = next(each for each in scheme.lists if each.id == trigger.list)
        if listing.entry.criteria == "rule":
            entering = [rule for rule in own if rule.effect.add_to_list == listing.id]
            yield from _by_rule(scheme, entering, most, listing)
    target = _target(scheme, sanction, listing)
    if target is not None and has_score(scheme):
        found = _by_score(scheme, own, target, most)
        if found is not None:
            yield found


def _by_rule(
    scheme: Scheme, rules: list[Rule], most: int, listing: Listing | None
) -> Iterator[Path]:
    for rule in rules:
        gravity = gravity_of(scheme, rule.when.act).level
        if gravity is not None and needed(rule) <= most:
            way = ("rule", rule.id) if listing is None else ("list", listing.id)
            yield Path((Step(rule.when.act, needed(rule), gravity),), way)


def _target(scheme: Scheme, sanction: Sanction, listing: Listing | None) -> _Target | None:
    trigger = sanction.trigger
    if listing is not None:
        return _of_list(listing)
    if trigger is None:
        return None
    if trigger.grade is not None:
        low, high = band(next(each for each in scheme.grades if each.id == trigger.grade))
        if low == -inf and high == inf:
            return None  # no band: people come into it by rules that put them there
        ends = [None if abs(end) == inf else exact(end) for end in (low, high)]
        return _Target(ends[0], ends[1], ("grade", trigger.grade))
    if trigger.score_lt is not None:
        return _Target(None, exact(trigger.score_lt), ("score", ""), open_ends=True)
    return (
        None
        if trigger.score_gte is None
        else _Target(exact(trigger.score_gte), None, ("score", ""))
    )


def _of_list(listing: Listing) -> _Target | None:
    entry, way = listing.entry, ("list", listing.id)
    if entry.criteria == "score_below" and entry.score_below is not None:
        return _Target(None, exact(entry.score_below), way, open_ends=True)
    if entry.criteria == "score_above" and entry.score_above is not None:
        return _Target(exact(entry.score_above), None, way, open_ends=True)
    return None


def _by_score(scheme: Scheme, rules: list[Rule], target: _Target, most: int) -> Path | None:
    """Look for the least culpable acts that bring the score between the ends of the target."""
    assert scheme.score is not None
    start = exact(scheme.score.initial)
    down = target.high is not None and (
        start > target.high or (start == target.high and target.open_ends)
    )
    up = target.low is not None and (
        start < target.low or (start == target.low and target.open_ends)
    )
    if not (down or up):
        return Path((), target.way, (float(start), float(start)))
    near, far = (target.high, target.low) if down else (target.low, target.high)
    wall = scheme.score.min if down else scheme.score.max
    room = None if wall is None else abs(exact(wall) - start)
    assert near is not None
    need = abs(near - start)
    limit = None if far is None else abs(far - start)
    ends = [each for each in (need, limit, room) if each is not None]
    sign = -1 if down else 1
    deeds, unit = counted(scheme, rules, sign, ends, most, back=limit is not None)
    # Within whole units an end that does not belong is the next unit.
    want = int(need * unit) + target.open_ends
    end = None if limit is None else int(limit * unit)
    if room is not None:
        stop = int(room * unit)
        if want > stop:
            return None
        end = None if end is not None and end >= stop else end
    found = gentlest(deeds, want, end, most)
    if found is None:
        return None
    steps = tuple(Step(each.act, each.times, each.gravity) for each in found)
    return Path(steps, target.way, _reached(found, start, sign, unit, room))


def _reached(
    done: tuple[Deed, ...], start: Fraction, sign: int, unit: int, room: Fraction | None
) -> tuple[float, float]:
    """Return the least and the most that the score can be after some deeds."""
    sums = sum(each.least for each in done), sum(each.most for each in done)
    moves = [Fraction(each, unit) if room is None else min(Fraction(each, unit), room)
             for each in sums]  # fmt: skip
    ends = sorted(float(start + sign * move) for move in moves)
    return ends[0], ends[1]
