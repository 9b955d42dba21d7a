"""The parts that watch and coerce: what is refused, what is warned of, what a run leaves out."""

from __future__ import annotations

from typing import Any

import pytest

from bentham.engine.reading import BARS
from bentham.evidence.errors import InvalidInput
from bentham.scheme.check import not_simulated, warnings
from bentham.scheme.consequences import BARRING_KINDS
from bentham.scheme.densities import densities
from bentham.scheme.fields import Scheme
from bentham.scheme.loading import from_data

HEAD = {"bentham": "0.1", "id": "x", "title": "X"}


def scheme(**parts: Any) -> Scheme:
    return from_data({**HEAD, **parts})


def test_an_unknown_city_is_refused_and_the_nearest_named() -> None:
    with pytest.raises(InvalidInput, match='did you mean "Beijing 2020"'):
        scheme(cameras={"density_of": "Bejing 2020"})


def test_densities_have_editions_since_those_cannot_be_compared() -> None:
    assert densities()["Beijing 2020"] == 56.20
    assert densities()["London 2021"] == 73
    assert densities()["London 2023"] == 13


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"cameras": {"face_recognition": {"fmr": 1e-6}}}, "`gallery` must give"),
        ({"cameras": {"face_recognition": {"mode": "later"}}}, "`later` is not"),
        ({"informants": {"reward": {"points": 5}}}, "declares no `score`"),
        ({"informants": {"false_report_penalty": 5}}, "declares no `score`"),
        ({"relatives": {"points": 5}}, "declares no `score`"),
        ({"relatives": {"points": -5}, "score": {}}, "at least 0"),
        ({"gatherers": {"favouritism": 5}}, "declares no `score`"),
        ({"repression": {"max_detention_days": 241}}, "at most 240"),
        ({"repression": {"triggers": ["children"]}}, "`children` is not"),
        ({"feeds": [{"id": "f", "acts": ["litering"]}]}, 'did you mean "littering"'),
        ({"feeds": [{"id": "f", "acts": []}]}, "at least one act"),
        ({"feeds": [{"id": "f", "acts": ["littering"]}] * 2}, "earlier entry of `feeds`"),
        ({"monitoring": {"flag": {"criticism": 2}}}, "at most 1"),
        ({"lists": [{"id": "r", "kind": "red", "entry": {"criteria": "score_above"}}]},
         "`score_above` must give"),
    ],
)  # fmt: skip
def test_a_contradiction_is_refused(parts: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        scheme(**parts)


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ({"cameras": {}}, "cameras.face_recognition"),
        ({"cameras": {"per_1000": 5, "face_recognition": {"mode": "real_time", "fnir": 0.1}}},
         "cameras.face_recognition"),
        ({"cameras": {"face_recognition": {"mode": "real_time", "fnir": 0.1, "fpir": 0.1}}},
         "cameras"),
        ({"cameras": {"face_recognition": {"mode": "post", "fnir": 0.1, "fpir": 0.1}}},
         "cameras.face_recognition"),
        ({"monitoring": {"identify": 0.5}}, "monitoring.flag"),
        ({"informants": {}}, "informants"),
        ({"repression": {}}, "repression"),
        ({"repression": {"triggers": ["protest"], "arrest_share": 1}}, "repression.triggers"),
        ({"repression": {"triggers": ["wanted"], "arrest_share": 1}}, "repression.triggers"),
        ({"filter": {"exists": False, "blocks": True}}, "filter.exists"),
        ({"feeds": [{"id": "f", "acts": ["littering"]}]}, "feeds[f]"),
        ({"score": {}, "lists": [{"id": "b", "entry": {"criteria": "score_above",
          "score_above": 5}, "exit": {"criteria": "term", "max_days": 5}}]}, "lists[b].entry"),
    ],
)  # fmt: skip
def test_what_does_nothing_is_warned_of(parts: dict[str, Any], path: str) -> None:
    assert [remark.path for remark in warnings(scheme(**parts))] == [path]


def test_an_act_is_recorded_by_whatever_part_supplies_it() -> None:
    acts = ["criticism", "protest", "false_news_post", "littering", "late_bill"]
    declared = {
        "score": {},
        "acts": [{"id": act} for act in acts],
        "rules": [{"id": act, "when": {"act": act}, "effect": {"points": -1}} for act in acts],
    }
    quiet = {f"acts[{act}]" for act in acts}
    assert {remark.path for remark in warnings(scheme(**declared))} == quiet
    parts = {
        "monitoring": {
            "flag": {"criticism": 1, "news": 1}, "identify": 1, "label": {"true_statements": 1},
        },
        "cameras": {
            "face_recognition": {
                "mode": "post", "identifies_marchers": True, "fpir": 0, "fnir": 0,
            },
        },
        "feeds": [{"id": "f", "acts": ["late_bill"], "coverage": 0.5}],
        "informants": {"hotline": True},
    }  # fmt: skip
    assert warnings(scheme(**declared, **parts)) == []


def test_what_a_run_leaves_out_of_these_parts_is_listed() -> None:
    feeds = [
        {"id": "a", "acts": ["criticism"], "coverage": 1},
        {"id": "b", "acts": ["late_bill"], "coverage": 1},
        {"id": "c", "acts": ["late_bill"], "coverage": 1},
    ]
    sanction = {"severity": 1, "trigger": {"score_lt": 0}}
    declared = scheme(
        score={},
        feeds=feeds,
        acts=[{"id": "false_news_post", "detection_rate": 0.5}],
        relatives={"bars": ["deny_school", "exit_ban"]},
        sanctions=[
            {"id": "s", "kind": "deny_school", "target": "children", **sanction},
            {"id": "t", "kind": "deny_job", "target": "children", **sanction},
            {"id": "u", "kind": "deny_hotel", **sanction},
        ],
        lists=[
            {"id": "red", "kind": "red", "entry": {"criteria": "score_above", "score_above": 5}},
            {"id": "other", "kind": "red", "entry": {"criteria": "rule"}},
        ],
    )
    assert {remark.path: remark.simulated for remark in not_simulated(declared)} == {
        "feeds[a].acts": "audit only",
        "feeds[c]": "audit only",
        "acts[false_news_post].detection_rate": "audit only",
        "relatives.bars": "approximately",
        "sanctions[t].target": "audit only",
        "lists[other]": "audit only",
    }


def test_a_run_refuses_attempts_for_the_kinds_that_the_format_says() -> None:
    assert set(BARS) == set(BARRING_KINDS)
