"""Draws of the assumptions, and the prior predictive check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bentham.evidence.metrics import METRICS
from bentham.evidence.parameters import PARAMETERS
from bentham.scheme.loading import presets
from bentham.study import prior as priors
from bentham.study.alive import is_dead
from bentham.study.assumptions import defaults, draws
from bentham.study.prior import SCHEMES, bounds, prior
from bentham.study.simulate import carried_out, plan

TOO_RARE_FOR_SIX = {
    "returned", "truth_punished", "marchers_identified", "houses_refused", "jobs_refused",
    "people_refused_houses", "people_refused_jobs", "people_refused",
}  # fmt: skip
"""What six draws may never see; sixty-four, at full size, must."""

HEADLINES = (
    "critics", "self_censored", "people_silenced", "critics_punished", "perceived_risk",
    "offences", "good_acts", "low_grade", "score", "welfare", "private_opposition",
)  # fmt: skip


def test_every_uncertain_number_and_rule_is_drawn_inside_its_bounds_and_covers_them() -> None:
    sets = draws(64, 7, {}, declared=True)
    for p in PARAMETERS:
        values = np.array([s[p.name] for s in sets])
        if not p.uncertain:
            assert (values == p.default).all()
            continue
        assert values.min() >= p.low and values.max() <= p.high
        if p.choices:
            assert set(values) == {float(i) for i in range(len(p.choices))}
        elif p.draw == "uniform":  # one draw in each of 64 equal parts
            parts = np.floor((values - p.low) / (p.high - p.low) * 64).clip(0, 63)
            assert len(set(parts)) == 64


def test_what_is_set_is_held_and_does_not_move_the_other_draws() -> None:
    free, held = draws(16, 7, {}), draws(16, 7, {"risk.severity": 2.0})
    for a, b in zip(free, held, strict=True):
        assert b["risk.severity"] == 2.0
        assert {**a, "risk.severity": 2.0} == b


def test_a_metric_is_dead_if_it_never_moves() -> None:
    assert is_dead(np.zeros(20))
    assert is_dead(np.r_[np.ones(19), 0.3])
    assert not is_dead(np.linspace(0, 1, 20))
    assert not is_dead(np.r_[np.zeros(17), 0.1, 0.2, 0.3])


def test_each_bound_names_a_metric_and_a_tag() -> None:
    names = {m.name for m in METRICS}
    for b in bounds():
        assert b.metric in names and b.tag in {"S", "Q", "M", "C", "A"} and b.source
        assert b.low <= b.high and b.how in {"last", "mean", "sum", "max", "median", "change"}


@pytest.mark.parametrize("number", [13, pytest.param(256, marks=pytest.mark.full)])
def test_the_declared_ignorance_gives_a_living_plausible_society(number: int) -> None:
    found = prior(draws=number, people=20_000 if number == 256 else 8_000)
    assert found.dead == ()
    assert found.passed, found.text()
    assert json.loads(json.dumps(found.to_json_object()))["passed"] is True


OTHERS = sorted(set(presets()) - set(SCHEMES))
"""Presets of which `make test` asks those that are no variant of another."""


@pytest.mark.parametrize(
    ("name", "number"),
    [
        *((name, 6) for name in OTHERS if name in ("municipal-points", "village-ledger")),
        *(pytest.param(name, 64, marks=pytest.mark.full) for name in OTHERS),
    ],
)
def test_every_other_preset_gives_a_living_plausible_society(name: str, number: int) -> None:
    """`make test` has a tenth of the draws, in which some things may happen to nobody."""
    found = prior([name], draws=number, people=20_000 if number == 64 else 8_000)
    unseen = {metric.partition(": ")[2] for metric in found.dead}
    assert unseen <= (TOO_RARE_FOR_SIX if number < 64 else set())
    assert [j.bound.statement for j in found.judged if not j.held] == []


def test_a_dead_society_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing to say, the check must fail: a check that cannot fail is worth nothing."""

    def mute(number: int, seed: int, held: Any, declared: bool) -> list[dict[str, float]]:
        return [{**s, "society.occasions": 0.0} for s in draws(number, seed, held, declared)]

    monkeypatch.setattr(priors, "drawn_sets", mute)
    found = prior(draws=6, people=2_000, days=60)
    assert not found.passed
    assert "speech-points: self_censored" in found.dead


@pytest.mark.full
def test_the_rhythm_of_decisions_does_not_matter() -> None:
    """Half the people deciding each day at doubled rates stays inside the assumption range."""
    daily = carried_out(plan("speech-points", people=20_000, days=365, assumptions=24))
    halved = carried_out(
        plan(
            "speech-points", people=20_000, days=365,
            settings=["society.cadence=half-at-double-rates"],
        )
    )  # fmt: skip
    for name in HEADLINES:
        here = daily.run.metrics[name]
        assert here["low"] is not None and here["high"] is not None
        assert here["low"] <= halved.run.metrics[name]["value"] <= here["high"], name


def test_where_no_speech_is_punished_nobody_fears_to_the_bit() -> None:
    for scheme, settings in (
        ("open-society", []),
        ("municipal-points", []),
        ("speech-points", ["acts[criticism].detection_rate=0"]),
    ):
        done = carried_out(plan(scheme, people=5_000, days=60, settings=settings))
        for name in ("perceived_risk", "self_censored", "people_silenced", "critics_punished"):
            assert done.run.metrics[name]["value"] == 0.0, (scheme, name)


def test_the_documented_check_is_that_of_the_bounds_file() -> None:
    page = Path(__file__).parents[2] / "docs" / "prior.md"
    text = page.read_text("utf-8")
    for b in bounds():
        assert b.statement in text
    assert defaults().keys() <= {p.name for p in PARAMETERS}
