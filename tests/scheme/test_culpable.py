"""The least-culpable path, held against every multiset of acts tried one by one, event by event."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bentham.scheme.culpable import Path, least_culpable, unjudged
from bentham.scheme.fields import Rule, Sanction, Scheme
from bentham.scheme.gravity import BY_LAWFULNESS, LEVELS, gravity_of
from bentham.scheme.loading import from_data, load

LONGEST = 4
HEAD = {"bentham": "0.1", "id": "random", "title": "Random"}

# Brute force: one event after another.


def brute(scheme: Scheme, sanction: Sanction) -> tuple[int, int, int] | None:
    """Try every multiset of up to `LONGEST` acts and return the culpability of the best."""
    gravity = {act: gravity_of(scheme, act).level for act in {r.when.act for r in scheme.rules}}
    known = sorted(act for act, level in gravity.items() if level is not None)
    best = None
    for n in range(LONGEST + 1):
        for acts in combinations_with_replacement(known, n):
            levels = [gravity[act] or 0 for act in acts]
            culpability = (max(levels, default=0), n, sum(levels))
            if (best is None or culpability < best) and holds(scheme, sanction, acts):
                best = culpability
    return best


def holds(scheme: Scheme, sanction: Sanction, acts: tuple[str, ...]) -> bool:
    """Say whether a person who does these acts within a year can come under the sanction."""
    applied = {
        rule.id: acts.count(rule.when.act) // max(1, rule.when.count or 1)
        for rule in scheme.rules if rule.applies_to in ("actor", "household")
    }  # fmt: skip
    trigger = sanction.trigger
    named = {rule.id for rule in scheme.rules if rule.effect.trigger == sanction.id}
    if trigger is not None and trigger.rule is not None:
        named.add(trigger.rule)
    if any(applied.get(name) for name in named):
        return True
    if trigger is None or trigger.rule is not None:
        return False
    if trigger.list is not None:
        (entry,) = [each.entry for each in scheme.lists if each.id == trigger.list]
        if entry.criteria == "rule":
            adding = [rule.id for rule in scheme.rules if rule.effect.add_to_list == trigger.list]
            return any(applied.get(name) for name in adding)
        if entry.criteria != "score_below":
            return False
        return any(low < (entry.score_below or 0) for low, _ in scores(scheme, applied))
    found = list(scores(scheme, applied))
    least, most = min(low for low, _ in found), max(high for _, high in found)
    if trigger.score_lt is not None:
        return least < trigger.score_lt
    if trigger.score_gte is not None:
        return most >= trigger.score_gte
    (grade,) = [each for each in scheme.grades if each.id == trigger.grade]
    low = -1e9 if grade.min is None else grade.min
    high = 1e9 if grade.max is None else grade.max
    return least <= high and most >= low


def scores(scheme: Scheme, applied: dict[str, int]) -> Iterator[tuple[float, float]]:
    """Yield the score after the applications, for discretion at either end in every one of them."""
    score = scheme.score
    if score is None:
        return
    low = -1e9 if score.min is None else score.min
    high = 1e9 if score.max is None else score.max
    by_rule = [set(of_rule(rule, applied.get(rule.id, 0))) for rule in scheme.rules]
    for points in product(*by_rule):
        end = min(high, max(low, score.initial + sum(points)))
        yield end, end


def of_rule(rule: Rule, times: int) -> Iterator[float]:
    """Yield what a rule can give when it applies so often, its applications month after month."""
    declared = rule.effect.points or 0.0
    ends = declared if isinstance(declared, tuple) else (declared,)
    if rule.when.per == "year":
        times = min(times, 1)
    if rule.when.per == "month":
        times = min(times, 12)
    for choice in product(set(ends), repeat=times):
        given = [0.0] * 12
        for i, value in enumerate(choice):
            again = 1 if i == 0 or rule.repeat_multiplier is None else rule.repeat_multiplier
            points = value * again
            if rule.cap is not None and rule.cap.per == "event":
                points = bounded(points, rule.cap.points)
            given[i % 12] += points
            if rule.cap is not None and rule.cap.per == "month":
                given[i % 12] = bounded(given[i % 12], rule.cap.points)
        total = sum(given)
        if rule.cap is not None and rule.cap.per == "year":
            total = bounded(total, rule.cap.points)
        yield total


def bounded(value: float, cap: float) -> float:
    return max(-abs(cap), min(abs(cap), value))


# Random small schemes.

POINTS = st.integers(-12, 4)


@st.composite
def rules(draw: st.DrawFn, i: int, acts: list[str]) -> dict[str, Any]:
    when: dict[str, Any] = {"act": draw(st.sampled_from(acts))}
    if draw(st.integers(0, 3)) == 0:
        when["count"] = draw(st.integers(1, 3))
    if draw(st.integers(0, 3)) == 0:
        when["per"] = draw(st.sampled_from(["event", "month", "year"]))
    effect: dict[str, Any] = {}
    if draw(st.integers(0, 5)):
        a, b = draw(POINTS), draw(POINTS)
        effect["points"] = a if draw(st.booleans()) else sorted((a, b))
    if draw(st.integers(0, 5)) == 0:
        effect["add_to_list"] = "by_rule"
    if draw(st.integers(0, 7)) == 0:
        effect["trigger"] = "named"
    rule = {"id": f"rule_{i}", "when": when, "effect": effect}
    if draw(st.integers(0, 3)) == 0:
        rule["repeat_multiplier"] = draw(st.sampled_from([0, 0.5, 1, 2, 1.1]))
    if draw(st.integers(0, 3)) == 0:
        per = draw(st.sampled_from(["event", "month", "year"]))
        rule["cap"] = {"points": draw(st.integers(0, 15)), "per": per}
    if draw(st.integers(0, 7)) == 0:
        rule["applies_to"] = draw(st.sampled_from(["household", "spouse"]))
    return rule


@st.composite
def small(draw: st.DrawFn) -> Scheme:
    acts = ["first", "second", "third"][: draw(st.integers(1, 3))]
    declared: list[dict[str, Any]] = [{"id": act, "title": act} for act in acts]
    for each in declared:
        if draw(st.integers(0, 9)):
            each["gravity"] = draw(st.integers(0, 5))
    score: dict[str, Any] = {"initial": draw(st.integers(-3, 3))}
    if draw(st.booleans()):
        score["min"] = score["initial"] - draw(st.integers(1, 20))
    if draw(st.booleans()):
        score["max"] = score["initial"] + draw(st.integers(1, 8))
    cut, width = draw(st.integers(-25, 2)), draw(st.integers(0, 9))
    trigger = draw(
        st.sampled_from(
            [
                {"grade": "bad"}, {"grade": "worst"}, {"list": "by_rule"}, {"list": "by_score"},
                {"score_lt": cut}, {"score_gte": draw(st.integers(1, 9))}, {"rule": "rule_0"}, None,
            ]
        )
    )  # fmt: skip
    sanction: dict[str, Any] = {"id": "named", "kind": "deny_loan", "severity": 3}
    return from_data(
        {
            **HEAD, "acts": declared, "score": score,
            "rules": [draw(rules(i, acts)) for i in range(draw(st.integers(1, 4)))],
            "grades": [{"id": "bad", "min": cut, "max": cut + width},
                       {"id": "worst", "max": cut - 1}],
            "lists": [{"id": "by_rule", "entry": {"criteria": "rule"}},
                      {"id": "by_score", "entry": {"criteria": "score_below", "score_below": cut}}],
            "sanctions": [sanction | ({} if trigger is None else {"trigger": trigger})],
        }
    )  # fmt: skip


@given(small())
@settings(max_examples=250, deadline=None)
def test_the_least_culpable_path_is_that_of_trying_everything(scheme: Scheme) -> None:
    agrees(scheme)


@pytest.mark.full
@given(small())
@settings(max_examples=2000, deadline=None)
def test_it_is_on_two_thousand_more_schemes(scheme: Scheme) -> None:
    agrees(scheme)


def agrees(scheme: Scheme) -> None:
    """The search and brute force find paths of the same culpability, and the path leads there."""
    sanction = scheme.sanctions[0]
    found = least_culpable(scheme, sanction, most=LONGEST)
    assert (None if found is None else found.culpability) == brute(scheme, sanction)
    if found is not None:
        acts = tuple(step.act for step in found.steps for _ in range(step.times))
        assert holds(scheme, sanction, acts)


# What is known by hand.


def points_scheme(*rows: tuple[str, float, int], **more: Any) -> Scheme:
    """A scheme of points from 1,000 whose grade D begins below 600."""
    return from_data(
        {
            **HEAD,
            "score": {"initial": 1000},
            "acts": [{"id": act, "title": act, "gravity": level} for act, _, level in rows],
            "rules": [
                {"id": act, "when": {"act": act}, "effect": {"points": points}} | more
                for act, points, _ in rows
            ],
            "grades": [{"id": "D", "max": 599}],
            "sanctions": [
                {"id": "relief", "kind": "benefit_cut", "severity": 4, "trigger": {"grade": "D"}}
            ],
        }
    )


def path(scheme: Scheme) -> Path:
    found = least_culpable(scheme, scheme.sanctions[0])
    assert found is not None
    return found


def test_nine_neglects_of_fifty_points_lead_from_a_thousand_below_six_hundred() -> None:
    found = path(points_scheme(("elder_neglect", -50, 2)))
    assert [(step.act, step.times) for step in found.steps] == [("elder_neglect", 9)]
    assert found.score == (550, 550)
    assert found.way == ("grade", "D")


def test_many_gentle_acts_come_before_one_grave_act() -> None:
    found = path(points_scheme(("murder", -500, 5), ("litter", -5, 1)))
    assert found.culpability == (1, 81, 81)


def test_of_equally_grave_acts_the_fewest_are_taken() -> None:
    found = path(points_scheme(("rubbish", -5, 1), ("pots", -200, 1), ("books", -100, 0)))
    # Five late books are no offence at all, so they are gentler than three of the others.
    assert [(step.act, step.times) for step in found.steps] == [("books", 5)]


def test_a_cap_per_year_can_close_the_way() -> None:
    capped = {"cap": {"points": 100, "per": "year"}}
    closed = points_scheme(("litter", -5, 1), **capped)
    assert least_culpable(closed, closed.sanctions[0]) is None
    monthly = {"cap": {"points": 40, "per": "month"}}
    assert path(points_scheme(("litter", -50, 1), **monthly)).acts == 11


def test_repeats_that_count_double_shorten_the_way() -> None:
    assert path(points_scheme(("litter", -100, 1), repeat_multiplier=2)).acts == 3


def test_an_act_of_unknown_gravity_is_on_no_path_and_is_named() -> None:
    data = {"id": "odd", "title": "odd"}
    rule = {"id": "odd", "when": {"act": "odd"}, "effect": {"trigger": "fine"}}
    fine = {"id": "fine", "kind": "fine"}
    scheme = from_data({**HEAD, "acts": [data], "rules": [rule], "sanctions": [fine]})
    assert least_culpable(scheme, scheme.sanctions[0]) is None
    assert unjudged(scheme) == ("odd",)


def test_in_the_whole_system_one_post_suffices_for_the_gravest_sanction() -> None:
    scheme = load("whole-system")
    no_job = next(each for each in scheme.sanctions if each.id == "no_job")
    found = least_culpable(scheme, no_job)
    assert found is not None
    assert (found.gravity, found.acts, found.way) == (0, 1, ("list", "blacklist"))


@pytest.mark.parametrize(("lawfulness", "level"), BY_LAWFULNESS.items())
def test_the_default_gravity_follows_from_lawfulness_unless_declared(
    lawfulness: str, level: int
) -> None:
    act = {"id": "litter", "title": "Litter", "lawfulness": lawfulness}
    scheme = from_data({**HEAD, "acts": [act]})
    assert gravity_of(scheme, "litter").level == level
    assert gravity_of(scheme, "litter").basis == "lawfulness"
    declared = from_data({**HEAD, "acts": [act | {"gravity": 3}]})
    assert (gravity_of(declared, "litter").level, len(LEVELS)) == (3, 6)
    assert gravity_of(scheme, "fraud").basis == "catalogue"
    assert gravity_of(scheme, "something").level is None
