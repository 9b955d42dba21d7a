"""The adapters, with the real libraries where they are installed."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from studies import small

import bentham
from bentham.evidence.errors import InvalidInput, UsageError
from bentham.study.adapters import for_mesa, for_pandas, for_salib

FOLDER = Path(for_salib.__file__).parent
FIELDS = {
    "study": "s", "title": "S", "schemes": ["speech-points"], "people": 640, "days": 5,
    "outputs": ["perceived_risk"], "sampler": "lhs", "samples": 2,
}  # fmt: skip


def test_each_is_shorter_than_a_hundred_lines() -> None:
    lengths = {p.name: len(p.read_text("utf-8").splitlines()) for p in FOLDER.glob("*.py")}
    assert len(lengths) == 5
    assert max(lengths.values()) < 100


# --- SALib ---


def test_a_problem_of_salib_and_back() -> None:
    study = small(vary="vary:\n  risk.prior: {from: 0.05, to: 0.1}\n  attitude.pull:\n"
                       "  expression.rule:\n")  # fmt: skip
    problem = for_salib.problem_of(study)
    assert problem == {
        "num_vars": 3,
        "names": ["risk.prior", "attitude.pull", "expression.rule"],
        "bounds": [[0.05, 0.1], [0.002, 0.05], [0.0, 4.0]],
        "dists": ["unif", "logunif", "unif"],
    }
    back = for_salib.study_of(problem, **FIELDS)
    assert [(i.name, i.low, i.high, i.log, i.choices) for i in back.inputs] == [
        (i.name, i.low, i.high, i.log, i.choices) for i in study.inputs
    ]


def test_another_sampler_and_another_analysis_of_salib_can_be_used() -> None:
    from SALib.analyze import morris as analysis
    from SALib.sample import morris

    study = small(vary="vary:\n  risk.prior:\n  attitude.pull:\n  removal.loss:\n")
    problem = for_salib.problem_of(study)
    matrix = morris.sample(problem, 2, num_levels=4, seed=1)
    found = bentham.sweep(for_salib.with_matrix(study, matrix))
    assert found.points == len(matrix) == 8
    assert found.sampler == "points"
    y = for_salib.outcome_of(found, "perceived_risk")
    effects = analysis.analyze(problem, matrix, y)["mu_star"]
    assert effects[0] > effects[1] >= effects[2] == 0.0


def test_a_problem_with_a_strength_is_refused() -> None:
    problem = {"names": ["kin.hit"], "bounds": [[0.0, 1.0]]}
    with pytest.raises(InvalidInput, match="enters as named scenarios"):
        for_salib.study_of(problem, **FIELDS)


def test_a_matrix_of_another_shape_is_refused() -> None:
    with pytest.raises(UsageError, match="3 columns"):
        for_salib.with_matrix(small(), np.zeros((4, 2)))


# --- EMA workbench ---


@pytest.mark.full
@pytest.mark.filterwarnings("ignore")
def test_ema_workbench_runs_a_study_and_has_nothing_to_maximise() -> None:
    ema = pytest.importorskip("ema_workbench")
    from bentham.study.adapters import for_ema

    study = small(vary="vary:\n  risk.prior:\n  attitude.pull:\n  expression.rule:\n"
                       "  appeal.success_if_wrong:\n")  # fmt: skip
    model = for_ema.model_of(study)
    assert {o.kind for o in model.outcomes} == {ema.ScalarOutcome.INFO}
    assert [lever.name for lever in model.levers] == ["appeal.success_if_wrong"]
    experiments, outcomes = ema.perform_experiments(model, scenarios=3, policies=2)
    assert len(experiments) == 6
    assert set(outcomes) == {"perceived_risk", "people_silenced"}
    row = experiments.iloc[0]
    point = {i.name: str(row[i.name]) if i.choices else row[i.name] for i in study.inputs}
    assert (
        for_ema.Harms(study, "speech-points")(**point)["perceived_risk"]
        == (outcomes["perceived_risk"][0])
    )


# --- Mesa ---


def test_batch_run_returns_records_as_mesa_does() -> None:
    records = for_mesa.batch_run(
        "speech-points", {"risk.prior": [0.05, 0.1], "expression.rule": "kuran"},
        ["perceived_risk"], people=640, max_steps=5, iterations=2,
    )  # fmt: skip
    assert len(records) == 4
    assert [r["RunId"] for r in records] == [0, 1, 2, 3]
    assert {r["Step"] for r in records} == {5}
    assert {(r["risk.prior"], r["iteration"]) for r in records} == {
        (0.05, 0), (0.05, 1), (0.1, 0), (0.1, 1),
    }  # fmt: skip
    assert {r["expression.rule"] for r in records} == {"kuran"}
    assert all(isinstance(r["risk.prior"], float) for r in records)
    low, high = records[0]["perceived_risk"], records[2]["perceived_risk"]
    assert low < high
    # Mesa's own way on from here.
    assert (
        pd.DataFrame(records).groupby("risk.prior")["perceived_risk"].mean().is_monotonic_increasing
    )


def test_mesa_is_not_imported() -> None:
    for path in Path(bentham.__file__).parent.rglob("*.py"):
        assert not re.search(r"^\s*(import|from) mesa\b", path.read_text("utf-8"), re.MULTILINE), (
            path
        )


def test_a_batch_over_a_strength_or_with_conduct_is_refused() -> None:
    with pytest.raises(InvalidInput, match="enters as named scenarios"):
        for_mesa.batch_run("camera-city", {"cameras.per_1000": [1, 2]}, ["false_alerts"])
    with pytest.raises(InvalidInput, match="harms only"):
        for_mesa.batch_run("camera-city", {"risk.prior": [0.1]}, ["protest_share"])


# --- pandas ---


def test_points_come_from_a_frame_and_go_back_to_one() -> None:
    frame = pd.DataFrame(
        {"risk.prior": [0.1, 0.15], "risk.learning": [0.02, 0.05],
         "expression.rule": pd.Categorical(["ross", "kuran"])}
    )  # fmt: skip
    study = for_pandas.with_frame(small(), frame)
    assert for_pandas.points_frame(study)["risk.prior"].tolist() == [0.1, 0.15]
    found = for_pandas.frame_of(bentham.sweep(study))
    assert len(found) == 4
    assert found.attrs["units"]["perceived_risk"] == "% chance"
    assert math.isnan(found["perceived_risk_difference"][0])


@pytest.mark.parametrize(
    ("change", "said"),
    [({"risk.prior": 0.9}, "outside the range of risk.prior"),
     ({"expression.rule": "kurn"}, "outside the range of expression.rule"),
     ({"person": "a name"}, "'person' is lacking or no input")],
)  # fmt: skip
def test_a_frame_with_anything_else_is_refused(change, said: str) -> None:
    row = {"risk.prior": 0.1, "risk.learning": 0.02, "expression.rule": "ross"} | change
    with pytest.raises(UsageError, match=said):
        for_pandas.with_frame(small(), pd.DataFrame([row]))
