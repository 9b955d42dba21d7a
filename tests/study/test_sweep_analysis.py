"""Sobol indices against a closed form; differences inside a point; claims that are counted."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from studies import HEAD, small

from bentham.study.sweeps.analysis import (
    claim_of_table,
    indices,
    less_base,
    ranges_of,
    sobol_of,
    values_of,
)
from bentham.study.sweeps.claims import claim_of
from bentham.study.sweeps.drawing import drawn_shares
from bentham.study.sweeps.finished import carried_out
from bentham.study.sweeps.running import run_point


def test_indices_of_the_ishigami_function_are_those_of_its_closed_form() -> None:
    # Ishigami & Homma 1990 with a = 7, b = 0.1: shares of variance known exactly.
    a, b, pi = 7.0, 0.1, math.pi
    total = a**2 / 8 + b * pi**4 / 5 + b**2 * pi**8 / 18 + 0.5
    alone = (0.5 * (1 + b * pi**4 / 5) ** 2 / total, a**2 / 8 / total, 0.0)
    joint = 8 * b**2 * pi**8 / 225 / total
    effects = (alone[0] + joint, alone[1], joint)
    shares = drawn_shares("saltelli", 3, 512, 5)
    x = (2 * shares - 1) * pi
    y = np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])
    study = small()
    found = {r["input"]: r for r in indices(study.inputs, y, 5)}
    for name, s1, effect in zip([i.name for i in study.inputs], alone, effects, strict=True):
        assert found[name]["s1"] == pytest.approx(s1, abs=2 * found[name]["s1_confidence"] + 0.01)
        assert found[name]["st"] == pytest.approx(effect, abs=0.06)
        assert found[name]["st_confidence"] < 0.15


def test_an_input_that_nothing_reads_explains_nothing() -> None:
    vary = "vary:\n  risk.prior:\n  removal.loss:\n"
    study = small(vary=vary, points="sampler: saltelli\nsamples: 4\n")
    done = carried_out(study)
    rows = [r for r in done.result.sobol if r["input"] == "removal.loss"]
    assert [(r["s1"], r["st"]) for r in rows] == [(0.0, 0.0)] * 2
    first = next(r for r in done.result.sobol if r["output"] == "perceived_risk")
    assert first["input"] == "risk.prior"
    assert first["st"] > 0.5


def test_differences_are_taken_inside_a_point_and_a_repeat() -> None:
    study = small(head=HEAD + "replicates: 2\n", points="sampler: lhs\nsamples: 3\n")
    values = values_of([run_point(study, p) for p in study.points])
    assert values.shape == (3, 2, 2, 2)
    less = less_base(study, values)
    assert np.isnan(less[:, 0]).all()
    assert np.array_equal(less[:, 1], values[:, 1] - values[:, 0])
    assert not np.array_equal(values[:, 1, 0], values[:, 1, 1])


def test_the_same_scheme_twice_differs_in_nothing_at_any_point() -> None:
    head = HEAD.replace("[speech-points]", "[{scheme: specific-laws, name: again}]")
    study = small(head=head, outputs="outputs: [welfare, income_lost]\n")
    values = values_of([run_point(study, p) for p in study.points])
    assert np.array_equal(values[:, 0], values[:, 1], equal_nan=True)
    assert {r["median"] for r in ranges_of(study, values) if r["difference"]} == {0.0}


def test_a_level_that_one_world_does_not_keep_has_no_difference() -> None:
    head = HEAD.replace("speech-points", "snitch-line")
    study = small(head=head, outputs="outputs: [trust, reports_false]\n")
    values = values_of([run_point(study, p) for p in study.points])
    assert np.isnan(less_base(study, values)[:, 1, :, 0]).all()
    assert not np.isnan(less_base(study, values)[:, 1, :, 1]).any()


def test_a_claim_is_counted_point_by_point() -> None:
    study = small(end="claim: perceived_risk difference > 5\n",
                  points="sampler: lhs\nsamples: 16\n")  # fmt: skip
    values = values_of([run_point(study, p) for p in study.points])
    found = claim_of_table(study, values)
    assert found is not None
    (told,) = found["schemes"]
    less = values[:, 1, 0, 0] - values[:, 0, 0, 0]
    assert (told["scheme"], told["of"]) == ("speech-points", 16)
    assert told["holds"] == (less > 5).sum()
    assert 0 < told["holds"] < 16
    box = told["fails_where"]
    assert box is None or box["edges"][0]["input"] == "risk.prior"


def test_no_indices_without_a_design_for_them() -> None:
    study = small()
    values = values_of([run_point(study, p) for p in study.points])
    assert sobol_of(study, values, []) == []


@given(
    metric=st.text("abyz_09", min_size=1, max_size=20),
    less=st.booleans(),
    world=st.text("az09_-", max_size=9),
    sign=st.sampled_from(["<", "<=", ">", ">="]),
    number=st.floats(-1e6, 1e6).map(lambda x: round(x, 3)),
)
def test_a_claim_reads_back_as_it_was_meant(metric, less, world, sign, number) -> None:
    text = f"{metric}{' difference' if less else ''}{f' in {world}' if world else ''}"
    claim = claim_of(f"{text} {sign} {number}")
    assert claim is not None
    assert (claim.metric, claim.difference, claim.world) == (metric, less, world)
    assert (claim.sign, claim.number) == (sign, number)
    assert claim.holds(number) == ("=" in sign)
    assert not claim.holds(float("nan"))


@given(st.text(max_size=60))
def test_any_text_is_a_claim_or_none(text: str) -> None:
    claim = claim_of(text)
    assert claim is None or claim.sign in ("<", "<=", ">", ">=")


def test_a_harm_that_moves_at_a_few_points_only_has_no_indices_and_no_warning() -> None:
    # Of Saltelli's design only one mixed row moves: the variance of the plain rows is zero.
    y = np.zeros(4 * 5)
    y[1] = 1.0
    assert indices(small().inputs, y, 1) == []
