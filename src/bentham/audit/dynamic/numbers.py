"""Numbers of counts: detriments, shares that vanish, ratios of classes, how well a grade tells.

A *detriment* is an adult-day under a sanction that follows from a list or a grade, an adult-day on
which somebody is fined, in detention, or under a measure because of a relative; each kind counts
for itself. N is their number, everybody and all days together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bentham.audit.dynamic import worlds as w
from bentham.audit.dynamic.worlds import AS_IT_IS, Sphere
from bentham.audit.view import View
from bentham.day.person import TALLIES
from bentham.evidence.lanes import CLASSES
from bentham.study.small_worlds import Floats

PLACE_OF = {name: i for i, name in enumerate(TALLIES)}
DETRIMENTS = ("SANCTIONED", "FINED", "DETAINED", "KIN_AFFECTED")

Counts = Mapping[str, Floats]
"""By world: counts[class, tally]."""


def total(counts: Floats, *names: str) -> float:
    """Return the sum of some tallies over all classes."""
    return float(sum(counts[:, PLACE_OF[name]].sum() for name in names))


def ratio(top: float, bottom: float) -> float:
    """Return a quotient; NaN where nothing is below."""
    return top / bottom if bottom else math.nan


def detriments(counts: Floats) -> float:
    """Return N, the detriments of all kinds."""
    return total(counts, *DETRIMENTS)


def vanishing(counts: Counts, world: str) -> float:
    """Return 1 - N(world) / N(as it is)."""
    return 1 - ratio(detriments(counts[world]), detriments(counts[AS_IT_IS]))


def for_others(counts: Counts) -> float:
    """Return the share of detriments that vanish if everybody answers for their own acts alone.

    A world without errors turns a court's mistaken entry into a rightful one of the same person, so
    the days of those whom a mistake put on the list are taken off there.
    """
    here = counts[AS_IT_IS]
    strangers = total(here, "WRONGLY_LISTED") - total(here, "STRANGER_LISTED")
    mistaken = min(strangers, total(here, "SANCTIONED_WRONGLY"))
    return 1 - ratio(detriments(counts[w.OWN]) - mistaken, detriments(here))


def across_spheres(
    counts: Counts, found: Sequence[tuple[Sphere, tuple[str, ...], str]], only: str = ""
) -> float:
    """Return 1 - N(without the data) / N over treatments by sphere, or in the sphere `only`.

    Parameters
    ----------
    found : sequence
        A sphere, the tallies of its treatment, the world without the data.
    """
    chosen = [each for each in found if only in ("", each[0].context)]
    before = sum(total(counts[AS_IT_IS], *tallies) for _, tallies, _ in chosen)
    after = sum(total(counts[world], *tallies) for _, tallies, world in chosen)
    return 1 - ratio(after, before)


def tallies_of(view: View, sphere: Sphere) -> tuple[str, ...] | None:
    """Return the tallies that count the treatment in a sphere; None where a run has none.

    Grades and lists are counted one by one; sanctions below a score only together, so they count
    where no other sphere has any that follows from a score or a grade.
    """
    floors = sorted(
        view.scheme.grades, key=lambda each: -math.inf if each.min is None else each.min
    )
    grades = {grade.id: f"GRADE_{k}" for k, grade in enumerate(floors)}
    by_score = {
        each.context
        for each in view.scheme.sanctions
        if each.trigger is not None and (each.trigger.grade or each.trigger.score_lt is not None)
    }
    out = set()
    for each in sphere.treatments:
        trigger = each.entry.trigger
        if trigger.grade is not None and trigger.grade in grades:
            out.add(grades[trigger.grade])
        elif trigger.list is not None:
            out.add("LISTED")
        elif trigger.score_lt is not None and by_score == {sphere.context}:
            out.add("LOW_GRADE")
        else:
            return None
    return tuple(sorted(out))


def by_class(counts: Floats, top: Sequence[str], bottom: Sequence[str]) -> list[float]:
    """Return a quotient of each class; NaN where nothing is below."""
    rows = range(len(CLASSES))
    tops = [sum(counts[k, PLACE_OF[name]] for name in top) for k in rows]
    bottoms = [sum(counts[k, PLACE_OF[name]] for name in bottom) for k in rows]
    return [ratio(float(a), float(b)) for a, b in zip(tops, bottoms, strict=True)]


def favourable(counts: Counts) -> list[float]:
    """Return the share of adult-days free of a sanction, by class."""
    return [1 - x for x in by_class(counts[AS_IT_IS], ["SANCTIONED"], ["ADULTS"])]


def least_by_greatest(values: Sequence[float]) -> float:
    """Return the least over the greatest; NaN where fewer than two are known."""
    known = [each for each in values if not math.isnan(each)]
    return ratio(min(known), max(known)) if len(known) > 1 else math.nan


def greatest_by_least(values: Sequence[float]) -> float:
    """Return the greatest over the least; NaN where fewer than two are known or the least is 0."""
    known = [each for each in values if not math.isnan(each)]
    return ratio(max(known), min(known)) if len(known) > 1 else math.nan


def told_by_grade(counts: Counts) -> float:
    """Return how well a lower grade tells the poor from all others: AUC, ties counting half.

    P(grade of a poor adult < grade of another) + P(equal) / 2, over adult-days.
    """
    here = counts[AS_IT_IS]
    places = [PLACE_OF[f"GRADE_{k}"] for k in range(6)]
    poor, others = here[0, places], here[1:, places].sum(axis=0)
    pairs = poor.sum() * others.sum()
    above = others[::-1].cumsum()[::-1]
    return ratio(float((poor * (above - others / 2)).sum()), float(pairs))


def false_reports(counts: Floats) -> float:
    """Return the share of believed reports that are false."""
    return ratio(total(counts, "REPORTED_FALSELY"), total(counts, "REPORTED", "REPORTED_FALSELY"))


def trust(counts: Floats) -> float:
    """Return trust between people, 0 to 1."""
    return ratio(total(counts, "TRUST_SUM"), 256 * total(counts, "ADULTS"))


def offences(counts: Floats) -> float:
    """Return offences and debts for each adult-day."""
    return ratio(total(counts, "OFFENCE"), total(counts, "ADULTS"))
