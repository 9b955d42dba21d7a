"""The shipped sets of assumptions that published patterns do not rule out, and what they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from bentham.evidence.parameters import PARAMETERS
from bentham.study import calibrate
from bentham.study.assumptions import draws, posterior
from bentham.study.facts import classes, sensitivity
from bentham.study.simulate import carried_out, plan

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src" / "bentham" / "evidence"
MINUS = "\N{MINUS SIGN}"


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return json.loads((FOLDER / "posterior.json").read_text("utf-8"))


def signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", MINUS)


def test_the_sets_left_are_within_three_deviations_and_the_declared_ranges(told) -> None:
    left = pq.read_table(FOLDER / "posterior.parquet")
    assert left.num_rows == told["not_ruled_out"]
    for t in told["targets"]:
        found = left[f"target: {t['name']}"].to_numpy()
        assert (abs(found - t["value"]) <= calibrate.CUTOFF * t["sd"] + 1e-9).all()
    for p in calibrate.varied():
        if not p.choices:
            values = left[p.name].to_numpy()
            assert (values >= p.low).all() and (values <= p.high).all()


def test_assumption_ranges_are_drawn_from_the_sets_left() -> None:
    left = posterior()
    assert left is not None
    column = set(left.sets[:, left.names.index("society.opposed_share")])
    assert {s["society.opposed_share"] for s in draws(64, 1, {})} <= column
    assert not {s["society.opposed_share"] for s in draws(64, 1, {}, declared=True)} & column


def test_a_run_with_an_assumption_range_names_the_sets_it_was_drawn_from(told) -> None:
    words = {"people": 640, "days": 2}
    varied = carried_out(plan("open-society", assumptions=2, **words)).resolved()["run"]
    assert varied["posterior_sha256"] == told["sha256"]
    assert carried_out(plan("open-society", **words)).resolved()["run"]["posterior_sha256"] is None


def test_the_page_on_the_posterior_tells_what_was_found(told) -> None:
    page = (ROOT / "docs" / "posterior.md").read_text("utf-8")
    assert f"{told['not_ruled_out']} sets are not ruled out: {told['volume']:.2g} of the" in page
    for m in told["parameters"]:
        assert m["constrained"] == (f"| `{m['name']}` | {m['distance']:.2f} |" in page)
    for p in told["cannot_be_told_apart"]:
        assert f"| `{p['first']}` | `{p['second']}` | {signed(p['rank_correlation'])} |" in page


def test_the_documentation_lists_the_facts_that_hang_on_one_parameter() -> None:
    page = (ROOT / "docs" / "reproduction.md").read_text("utf-8")
    rows = [
        f"| {h.fact} | `{h.parameter}` | {h.tag} | {signed(h.correlation)} | {h.bound:.2f} |"
        for h in sensitivity.sensitivities()
    ]
    assert "\n".join(rows) in page


def test_the_documented_flips_are_of_emergent_facts_and_assumed_parameters() -> None:
    page = (ROOT / "docs" / "flips.md").read_text("utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| F")]
    assert f"{len(rows)} verdicts flip" in page
    emergent = {id_ for id_, known in classes.read().items() if known.name == "emergent"}
    uncertain = {f"`{p.name}`" for p in PARAMETERS if p.uncertain}
    assert {row[0].removeprefix("| ") for row in rows} <= emergent
    assert {row[1] for row in rows} <= uncertain
