"""Under preset mesa the model is Mesa's own: 200 seeds of either cannot be told apart."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

from bentham.classics.epstein import compare_with_mesa, run, settings_of
from bentham.classics.epstein_mesa import (
    FAMILY_ERROR,
    SAMPLE,
    STATISTICS,
    Sample,
    _holm,
    compare,
    load_sample,
    our_sample,
    statistics,
)
from bentham.evidence.errors import UsageError

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
FEW = 60


@pytest.fixture(scope="module")
def mesa() -> Sample:
    if not SAMPLE.exists():
        pytest.fail(f"{SAMPLE.name} is missing: benchmarks/mesa_sample.py makes it", pytrace=False)
    return load_sample(SAMPLE)


@pytest.mark.full
def test_two_hundred_seeds_of_ours_and_of_mesa_are_alike(mesa):
    found = compare_with_mesa(mesa, seeds=200)
    assert {d.statistic for d in found} == set(STATISTICS)
    assert [f"{d.statistic}: {d.theirs:.4g} {d.ours:.4g}" for d in found if d.differs] == []


@pytest.mark.parametrize("rounding", ["none", pytest.param("floor", marks=pytest.mark.full)])
def test_another_rounding_is_told_from_mesas(mesa, rounding):
    found = compare_with_mesa(mesa, FEW, settings_of("mesa", rounding=rounding))
    apart = {d.statistic for d in found if d.differs}
    assert {"active", "jailed", "peak"} <= apart


@pytest.mark.full
@pytest.mark.parametrize("change", [{"neighbourhood": "disc"}, {"turn": "move-act"}])
def test_another_rule_is_told_from_mesas(mesa, change):
    assert any(d.differs for d in compare_with_mesa(mesa, 200, settings_of("mesa", **change)))


def test_the_sample_is_of_the_settings_that_the_preset_has(mesa):
    theirs, ours = json.loads(mesa.about["settings"]), settings_of("mesa")
    pairs = {
        "width": "side", "height": "side", "citizen_density": "citizens", "cop_density": "cops",
        "citizen_vision": "vision", "cop_vision": "cop_vision", "legitimacy": "legitimacy",
        "max_jail_term": "jail", "active_threshold": "threshold", "arrest_prob_constant": "k",
    }  # fmt: skip
    assert {name: theirs[name] for name in pairs} == {n: ours[p] for n, p in pairs.items()}
    assert mesa.active.shape == (200, ours["ticks"])
    assert len(mesa.citizens) == 200


def test_two_halves_of_the_same_program_are_alike_and_a_shifted_one_is_not():
    ours = our_sample(40, settings_of("mesa", ticks=150))
    halves = [
        Sample(ours.active[part], ours.jailed[part], ours.citizens[part], {})
        for part in (slice(0, 20), slice(20, 40))
    ]
    assert not any(d.differs for d in compare(*halves))
    more = Sample(ours.active + 30, ours.jailed, ours.citizens, {})
    assert any(d.differs for d in compare(ours, more))


def test_the_statistics_of_a_run():
    active = np.array([[0, 30, 26, 20, 10, 40, 0, 0]])
    found = statistics(Sample(active, 2 * active, np.array([100]), {}))
    assert found["active"] == pytest.approx(active.mean() / 100)
    assert found["jailed"] == pytest.approx(active.mean() / 50)
    assert found["peak"] == 0.4
    assert list(found["wait"]) == [2]


def test_holm_adjusts_by_how_many_are_left():
    assert _holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert _holm([0.5, 0.9]) == [1.0, 1.0]
    assert FAMILY_ERROR == 0.01


def test_a_missing_sample_names_the_script_that_makes_it(tmp_path):
    with pytest.raises(UsageError, match="mesa_sample"):
        load_sample(tmp_path / "nothing.parquet")


def _same_versions(mesa: Sample) -> bool:
    made = json.loads(mesa.about["versions"])
    here = {"mesa": version("mesa"), "numpy": version("numpy"), "python": platform.python_version()}
    return all(made[name].split(".")[:2] == here[name].split(".")[:2] for name in here)


def test_the_first_steps_of_a_seed_are_those_of_the_sample(mesa):
    if not _same_versions(mesa):
        pytest.skip("the sample was made by other versions; the full test compares distributions")
    program = f"""
import sys, json
sys.path.insert(0, {str(BENCHMARKS)!r})
import mesa_sample
mesa_sample.STEPS = 20
print(json.dumps(mesa_sample.one_seed(1)))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    got = json.loads(done.stdout.splitlines()[-1])
    assert got["active"][1:] == list(mesa.active[0, :20])
    assert got["arrested"][1:] == list(mesa.jailed[0, :20])


@pytest.mark.full
def test_mesa_makes_the_sample_again(mesa, tmp_path):
    made = tmp_path / "again.parquet"
    program = [sys.executable, str(BENCHMARKS / "mesa_sample.py")]
    subprocess.run([*program, "--seeds", "1-20", "--workers", "2", "--out", str(made)], check=True)
    again = load_sample(made)
    if _same_versions(mesa):
        assert np.array_equal(again.active, mesa.active[:20])
        assert np.array_equal(again.jailed, mesa.jailed[:20])
        assert np.array_equal(again.citizens, mesa.citizens[:20])
    else:
        assert not any(d.differs for d in compare(again, mesa))
    theirs = sum(json.loads(again.about["seconds"]).values()) / 20
    run(settings_of("mesa", ticks=1), 1)
    start = time.perf_counter()
    for seed in range(1, 21):
        run(settings_of("mesa"), seed)
    ours = (time.perf_counter() - start) / 20
    print(f"\n300 steps: Mesa {theirs:.2f} s, Bentham {ours:.4f} s: {theirs / ours:.0f} to 1")
    assert theirs > ours
