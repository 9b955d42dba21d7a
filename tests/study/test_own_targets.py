"""A user's own numbers: recovered from known values, rejected together, refused at their place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import bentham
from bentham.day.person import SYSTEMS
from bentham.evidence.errors import InvalidInput, UsageError
from bentham.evidence.parameters import parameter
from bentham.study.assumptions import defaults
from bentham.study.matching import Target, implausibility
from bentham.study.matching_told import text
from bentham.study.own_targets import (
    OwnTarget,
    calibrated,
    expect_possible,
    freed,
    observed,
    read_targets,
)
from bentham.study.planning import plan
from bentham.study.simulate import draw_runs

ON = ("conduct", "attitude")
OFF = [name for name in SYSTEMS if name not in ON]
DAYS = 20
HEAD = "metric,group,day,value,standard_error\n"
TRUTH = {"society.offence_factor": 1.8, "society.opposed_share": 0.15}


def todo(people: int = 1024):
    made = plan("specific-laws", people=people, days=DAYS, off=OFF, threads=1)
    # What is not asked about is held, so that few sets are enough.
    loose = {*TRUTH, "conduct.deterrence", "society.anchor_spread"}
    return replace(made, held={k: v for k, v in defaults().items() if k not in loose})


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """What other people in another run gave under known values, with binomial errors."""
    run = bentham.simulate(
        "specific-laws", people=20_000, days=DAYS, seed=99, off=OFF, threads=1,
        settings=[f"{name}={x}" for name, x in TRUTH.items()],
    )  # fmt: skip
    offences = run.metrics["offences"]["value"]
    opposed = run.metrics["private_opposition"]["value"]
    path = tmp_path_factory.mktemp("own") / "mine.csv"
    path.write_text(
        f"{HEAD}offences,all,1-{DAYS},{offences:.5f},{offences * 0.02:.5f}\n"
        f"private_opposition,all,{DAYS},{opposed:.4f},0.5\n"
    )
    return path


@pytest.fixture(scope="module")
def found(published):
    _, targets = read_targets(published)
    return calibrated(todo(), targets, sets=64, waves=3, seed=3)


def test_the_values_that_made_the_numbers_are_not_ruled_out(published, found) -> None:
    _, targets = read_targets(published)
    history = draw_runs(todo(), [{**defaults(), **TRUTH}], 1024)
    far = implausibility(observed(todo(), history, targets), found.targets)
    assert far.max() <= 3
    for name, true in TRUTH.items():
        values = [s[name] for s in found.sets]
        assert min(values) <= true <= max(values)


def test_what_the_numbers_constrain_moves_and_the_rest_does_not(found) -> None:
    assert {m.name for m in found.constrained} == set(TRUTH)
    assert "conduct.deterrence" in found.untouched
    assert 0 < found.volume < 0.3
    for m in found.constrained:
        p = parameter(m.name)
        assert p.low < m.low and m.high < p.high
        assert m.high - m.low < (p.high - p.low) / 2
    assert "offences of all, days 1-20" in [t.name for t in found.targets]


def test_luck_is_added_to_the_number_s_own_error(published, found) -> None:
    _, targets = read_targets(published)
    for own, used in zip(targets, found.targets, strict=True):
        assert used.sd > own.error
    # 1,024 people hold about 800 adults: the share of opposed has 1.3 points of luck at 15 %,
    # of which the same people's anchors are drawn anew with every replicate.
    assert 0.5 < np.sqrt(found.targets[1].sd ** 2 - 0.5**2) < 2.5


def test_numbers_that_contradict_each_other_reject_the_structure(tmp_path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(f"{HEAD}offences,all,1-10,0.05,0.002\noffences,all,11-20,0.15,0.002\n")
    sheet, targets = read_targets(path)
    run = todo()
    expect_possible(sheet, targets, run)
    found = calibrated(run, targets, sets=24, waves=2, seed=3)
    assert found.rejected is not None and found.rejected.pairs
    said = text(found)
    assert "'offences of all, days 1-10' and 'offences of all, days 11-20'" in said
    assert "rejected" in said


@pytest.mark.parametrize(
    ("row", "place", "said"),
    [
        ("offence,all,3,1,0.1", "2:1", 'did you mean "offences"?'),
        ("offences,all,0,1,0.1", "2:14", "a day, from 1"),
        ("offences,all,9-3,1,0.1", "2:14", "a day, from 1"),
        ("offences,all,3,many,0.1", "2:16", "`many` stands where the value"),
        ("offences,all,3,1,0", "2:18", "larger than 0"),
        ("offences,all,3,1,", "2:18", "nothing stands where the standard error"),
    ],
)
def test_mistakes_are_told_at_their_place(tmp_path, row, place, said) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(HEAD + row + "\n")
    with pytest.raises(InvalidInput) as error:
        read_targets(path)
    assert f"mine.csv:{place}" in str(error.value) and said in str(error.value)


@pytest.mark.parametrize(
    ("row", "place", "said"),
    [
        ("offences,all,21,1,0.1", "2:14", "beyond the run, which has 20 days"),
        ("offences,por,3,1,0.1", "2:10", 'did you mean "poor"?'),
        ("listed,all,3,1,0.1", "2:1", "nothing in this run moves `listed`"),
    ],
)
def test_what_the_run_cannot_give_is_refused_before_it_runs(tmp_path, row, place, said) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(HEAD + row + "\n")
    sheet, targets = read_targets(path)
    with pytest.raises(InvalidInput) as error:
        expect_possible(sheet, targets, todo())
    assert f"mine.csv:{place}" in str(error.value) and said in str(error.value)


def test_the_same_number_twice_is_refused(tmp_path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(HEAD + "offences,all,3,1,0.1\noffences,all,3,2,0.1\n")
    with pytest.raises(InvalidInput, match="the same number as on line 2"):
        read_targets(path)


def test_no_column_about_a_person_is_read(tmp_path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("metric,group,day,value,standard_error,person\nlisted,all,3,1,0.1,17\n")
    with pytest.raises(InvalidInput, match="`person` is not a column of targets"):
        read_targets(path)


def test_groups_and_spans_are_read_as_the_panel_has_them() -> None:
    made = plan("specific-laws", people=2048, days=6, off=OFF, threads=1)
    run = bentham.simulate("specific-laws", people=2048, days=6, off=OFF, threads=1, seed=1)
    panel = run.to_pandas()
    poor = panel[(panel["group_by"] == "class") & (panel["group"] == "poor")].sort_values("day")
    history = draw_runs(made, [defaults()], 2048)
    asked = [
        OwnTarget("offences", "poor", 2, 2, 1.0, 1.0),
        OwnTarget("offences", "poor", 2, 5, 1.0, 1.0),
        OwnTarget("private_opposition", "poor", 2, 5, 1.0, 1.0),
    ]
    got = observed(made, history, asked)[0]
    day, span = poor["offences"].iloc[1], poor["offences"].iloc[1:5].sum()
    assert got.tolist() == pytest.approx([day, span, poor["private_opposition"].iloc[4]])


def test_a_group_too_small_to_show_is_refused() -> None:
    made = plan("specific-laws", people=64, days=2, off=OFF, threads=1)
    history = draw_runs(made, [defaults()], 64)
    with pytest.raises(UsageError, match="the smallest shown is 20"):
        observed(made, history, [OwnTarget("offences", "well-off", 1, 1, 1.0, 1.0)])


def test_a_sourced_parameter_is_varied_only_if_it_is_named() -> None:
    made = plan("specific-laws", people=64, days=2)
    assert parameter("informants.share") not in freed(made, [])
    assert parameter("informants.share") in freed(made, ["informants.share"])
    with pytest.raises(UsageError, match="did you mean"):
        freed(made, ["informants.shar"])


def test_a_parameter_in_whose_place_the_scheme_stands_cannot_be_freed() -> None:
    with pytest.raises(UsageError, match="declares a number of its own"):
        freed(plan("defaulter-list", people=64, days=2), ["listing.hazard"])


def test_no_target_means_nothing_to_match() -> None:
    assert implausibility(np.array([[1.0]]), [Target("t", 1.0, 1.0)]).tolist() == [[0.0]]
