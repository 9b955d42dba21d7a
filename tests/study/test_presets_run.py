"""Every preset runs, says nothing absurd, and gives the same bits on any number of threads."""

from __future__ import annotations

import pytest

from bentham.evidence.metrics import METRICS
from bentham.results.run import Run
from bentham.scheme.loading import load, presets
from bentham.study.causes import causes
from bentham.study.simulate import carried_out, plan

BOUNDS = {
    "% of adults": (0, 100), "% of adult-days": (0, 100), "% of occasions": (0, 100),
    "% chance": (0, 100), "% known": (0, 100), "of 100": (0, 100), "of mean income": (0.5, 1.5),
    "% of income": (0, 100), "% of alerts": (0, 100), "Gini coefficient": (0.1, 0.9),
    "points": (0, 2000), "per 1,000 adults": (0, 2e5), "per adult": (0, 50),
}  # fmt: skip
"""Between which ends a value is not absurd, by unit; other units only must not be negative."""


def run(name: str, people: int, days: int, threads: int | None = None) -> Run:
    return carried_out(plan(name, "city", people, days, seed=7, threads=threads)).run


def assert_sane(name: str, done: Run) -> None:
    scheme = load(name)
    todo = plan(name, "city", 64, 1)
    present = causes(scheme, todo.values)
    moved = 0
    for m in METRICS:
        if m.cause not in present:
            continue
        value = done.metrics[m.name]["value"]
        if value is None:
            assert m.bottom not in ("", "ADULTS"), m.name  # nothing to divide by
            continue
        low, high = BOUNDS.get(m.unit, (0, float("inf")))
        if m.name == "score" and scheme.score is not None:
            low, high = scheme.score.min or -2000, scheme.score.max or 2000
        assert low <= value <= high, f"{name}: {m.name} is {value} {m.unit}"
        moved += value != 0
    assert moved > 5


FEW = ("municipal-points", "village-ledger", "national-filter", "camera-city", "whole-system")
OWN = [pytest.param(name, marks=() if name in FEW else pytest.mark.full) for name in presets()]
"""Presets; those that share their parts with one of the few at full size only."""


@pytest.mark.parametrize("name", OWN)
def test_a_preset_says_nothing_absurd(name: str) -> None:
    assert_sane(name, run(name, 20_000, 60))


@pytest.mark.parametrize("name", OWN)
def test_a_preset_gives_the_same_bits_on_any_number_of_threads(name: str) -> None:
    digests = {run(name, 6_400, 30, threads).digest for threads in (1, 2, 3, 8)}
    assert len(digests) == 1


@pytest.mark.full
@pytest.mark.parametrize("name", presets())
def test_at_full_size_a_preset_says_nothing_absurd_on_any_number_of_threads(name: str) -> None:
    done = [run(name, 100_000, 365, threads) for threads in (1, 2, 3, 8)]
    assert_sane(name, done[0])
    assert len({each.digest for each in done}) == 1


def test_when_nothing_errs_people_are_still_punished_for_what_they_may_say() -> None:
    """`--perfectly-accurate`: no false record, match or report, nobody wrongly listed."""
    todo = plan("whole-system", "city", 20_000, 120, seed=7, perfectly_accurate=True)
    found = carried_out(todo).run.metrics
    for error in ("wrongly_listed", "false_records", "false_alerts", "reports_false"):
        assert found[error]["value"] == 0, error
    for harm in ("critics_punished", "people_silenced", "listed", "arrests"):
        assert (found[harm]["value"] or 0) > 0, harm
