"""Registered predictions: the file and its hash, the interval score, and files of outcomes."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bentham.evidence.errors import InvalidInput
from bentham.study import predictions as registered
from bentham.study.predictions import (
    Outcome,
    digest,
    interval_score,
    predictions,
    score,
    scored,
    text_of_all,
)

ROOT = Path(__file__).parents[2]
HEAD = "id,outcome,source\n"


def test_the_changelog_names_the_hash_of_the_registered_file() -> None:
    """Whoever changes a prediction after registration changes the hash, and is seen."""
    raw = (files("bentham.study") / "predictions.json").read_bytes()
    assert digest() == hashlib.sha256(raw).hexdigest()
    assert digest() in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_prediction_is_whole_and_its_intervals_are_intervals() -> None:
    found = predictions()
    assert 8 <= len(found) == len({p.id for p in found})
    assert registered.level() == 0.9
    for p in found:
        assert p.low < p.high and p.null_low < p.null_high, p.id
        assert p.tag in ("A", "C") and p.unit and p.where and p.quantity and p.how and p.null_is
        assert p.statement.endswith("."), p.id
        assert p.id in p.command


def test_the_script_that_made_them_makes_the_same_statements() -> None:
    """The numbers take minutes; the words are compared, and the one number that is arithmetic."""
    text = (ROOT / "docs" / "make_predictions.py").read_text(encoding="utf-8")
    assert set(re.findall(r'^        "(P\d\d)"', text, re.M)) == {p.id for p in predictions()}
    whole = json.loads((files("bentham.study") / "predictions.json").read_text("utf-8"))
    assert f'REGISTERED = "{whole["registered"]}"' in text
    text = (ROOT / "docs" / "predicted.py").read_text(encoding="utf-8")
    assert f"DRAWS = {whole['draws']}\n" in text and "SEED = 20_261_127" in text


@given(
    st.floats(-10, 10), st.floats(0, 10), st.floats(-30, 30), st.sampled_from([0.5, 0.8, 0.9, 0.95])
)
def test_the_interval_score_is_two_quantile_scores(low, width, outcome, level) -> None:
    """Gneiting and Raftery (2007): the sum of two pinball losses times 2 / a."""
    a, high = 1 - level, low + width

    def pinball(q: float, at: float) -> float:
        return (outcome - at) * (q - (outcome < at))

    both = 2 / a * (pinball(a / 2, low) + pinball(1 - a / 2, high))
    assert interval_score(low, high, outcome, level) == pytest.approx(both, abs=1e-9)


def test_an_honest_interval_beats_every_other_in_expectation() -> None:
    """Under a standard normal the best central interval is -1.645 to 1.645."""
    outcomes = np.random.default_rng(1).normal(size=20_000)

    def mean(half: float) -> float:
        return float(np.mean([interval_score(-half, half, y, 0.9) for y in outcomes]))

    assert min((mean(h), h) for h in (1.0, 1.3, 1.645, 2.0, 2.5))[1] == 1.645


def test_scores_are_in_widths_of_the_null_which_scores_one_where_it_holds() -> None:
    p = predictions()[0]
    (row,) = scored([Outcome(p.id, (p.null_low + p.null_high) / 2, "somewhere")]).rows
    assert row.null_inside and row.null_score == pytest.approx(1.0)
    (row,) = scored([Outcome(p.id, p.null_high + (p.null_high - p.null_low), "elsewhere")]).rows
    assert not row.null_inside and row.null_score == pytest.approx(1 + 20)


def test_a_file_of_outcomes_is_scored_row_by_row_and_in_the_mean(tmp_path) -> None:
    one, two, *others = predictions()
    path = tmp_path / "published.csv"
    path.write_text(
        f'{HEAD}{one.id},{(one.low + one.high) / 2},"A paper, 2027"\n{two.id},1e6,Another\n'
    )
    found = score(path)
    assert [r.inside for r in found.rows] == [True, False]
    assert found.mean == pytest.approx(sum(r.score for r in found.rows) / 2)
    said = found.text()
    assert "A paper, 2027" in said and "held" in said and "MISSED" in said
    assert f"{found.mean:.2f} against the null's {found.null_mean:.2f}" in said
    assert f"Without an outcome: {others[0].id}" in said
    told = found.to_json_object()
    assert told["predictions_sha256"] == digest() and len(told["scores"]) == 2


@pytest.mark.parametrize(
    ("rows", "place", "said"),
    [
        ("p01,3,x\n", "2:1", 'did you mean "P01"?'),
        ("P01,about 3,x\n", "2:5", "`about 3` stands where the outcome"),
        ("P01,3,\n", "2:7", "without a source"),
        ("P01,3,x\nP01,4,y\n", "3:1", "a second outcome of P01"),
    ],
)
def test_mistakes_are_told_at_their_place(tmp_path, rows, place, said) -> None:
    path = tmp_path / "published.csv"
    path.write_text(HEAD + rows)
    with pytest.raises(InvalidInput) as error:
        score(path)
    assert f"published.csv:{place}" in str(error.value) and said in str(error.value)


def test_what_is_registered_can_be_read_before_there_is_any_outcome() -> None:
    said = text_of_all()
    assert digest() in said and all(p.statement in said for p in predictions())
