"""The public interface of the package, and what reports are told about a run."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

import bentham
from bentham.evidence.errors import InvalidInput, UsageError
from bentham.report.declared import numbers, scheme_facts
from bentham.report.matter import at_stake, bytes_per_person, parameters_that_matter
from bentham.report.publish import command_line, written_down
from bentham.results.run import Run
from bentham.scheme import loading
from bentham.scheme.reforms import OF_A_REFORM, as_data
from bentham.study.adults import is_adult
from bentham.study.assumptions import defaults
from bentham.study.simulate import carried_out, plan


def test_the_interface_is_eight_names_and_the_version_is_the_package_s() -> None:
    assert set(bentham.__all__) == {
        "Comparison", "Run", "Sweep", "__version__", "compare", "load", "simulate", "sweep",
    }  # fmt: skip
    assert bentham.__version__ == version("bentham")
    assert bentham.Run is Run
    assert bentham.Comparison.__name__ == "Comparison"
    with pytest.raises(AttributeError, match="nothing_such"):
        _ = bentham.nothing_such


def test_importing_bentham_imports_nothing_else() -> None:
    code = (
        "import sys; before = set(sys.modules); import bentham; "
        "print(*{m.partition('.')[0] for m in set(sys.modules) - before})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found = set(done.stdout.split())
    assert "bentham" in found
    assert found.isdisjoint({"numpy", "numba", "pyarrow", "pandas", "matplotlib", "pydantic"})


def test_python_and_the_command_line_give_the_same_run(written) -> None:
    run = bentham.simulate(
        "municipal-points", people=1024, days=40, seed=7, replicates=2, chunk=3,
        settings=["risk.aware_share=0.4"], assumptions=2,
    )  # fmt: skip
    assert run.digest == written.told["digest"]
    assert dict(run.metrics) == written.told["metrics"]
    assert run.run is None


def test_a_run_from_python_can_be_written_and_read_back(tmp_path) -> None:
    scheme = loading.load("village-ledger")
    adult = next(person for person in range(64) if is_adult(person, 5))
    run = bentham.simulate(scheme, "village", days=10, seed=5, trace=[adult], out=tmp_path / "kept")
    assert run.run == tmp_path / "kept"
    assert bentham.load(run.run).digest == run.digest
    again = loading.load(tmp_path / "kept" / "scenario.yaml")
    assert again.model_copy(update={"base": None}) == scheme


def test_python_is_told_of_mistakes_before_anything_runs(tmp_path) -> None:
    (tmp_path / "taken").write_text("")
    child = next(person for person in range(64) if not is_adult(person, 1))
    with pytest.raises(UsageError, match="a file of this name exists"):
        bentham.simulate("open-society", out=tmp_path / "taken")
    with pytest.raises(UsageError, match="under 18"):
        bentham.simulate("open-society", trace=[child])
    with pytest.raises(InvalidInput, match="open-society"):
        bentham.simulate("open-societ")


@pytest.mark.parametrize("name", loading.presets())
@pytest.mark.parametrize("rule", ["kuran", "siegel"])
def test_the_bytes_that_check_announces_are_those_that_a_run_takes(name, rule) -> None:
    todo = plan(name, people=64 * 64, days=1, settings=[f"expression.rule={rule}"])
    done = carried_out(todo)
    assert bytes_per_person(todo.scheme, todo.values) == done.run.bytes_per_person


def test_only_what_is_declared_and_on_is_at_stake() -> None:
    def names(off: tuple[str, ...]) -> set[str]:
        todo = plan("municipal-points", people=64, days=1, off=off)
        return {m.name for m in at_stake(carried_out(todo))}

    assert {"score", "low_grade", "critics"} <= names(())
    assert names(()).isdisjoint({"listed", "flights_refused", "critics_punished"})
    assert "score" not in names(("scoring",))
    assert "critics" not in names(("expression",))


def matter(name: str, drawn: bool = False, **held: float) -> set[str]:
    values = defaults() | held
    return {p.name for p in parameters_that_matter(loading.load(name), values, held, drawn=drawn)}


def test_a_parameter_matters_where_its_cause_is_declared() -> None:
    assert "listing.hazard" in matter("defaulter-list")
    assert "listing.hazard" not in matter("municipal-points")
    assert "risk.severity" in matter("speech-points")
    assert "risk.severity" not in matter("specific-laws")
    assert "welfare.adjustment" in matter("open-society")


def test_a_parameter_that_was_set_is_told_whether_it_matters_or_not() -> None:
    assert "listing.hazard" in matter("open-society", **{"listing.hazard": 0.002})


def test_the_numbers_of_a_rule_matter_where_it_is_chosen_or_all_are_drawn() -> None:
    kuran, siegel = "expression.intensity", "expression.memory"
    assert kuran in matter("open-society")
    assert siegel not in matter("open-society")
    assert {kuran, siegel} <= matter("open-society", drawn=True)


def test_a_mark_reaches_every_number_beneath_it() -> None:
    scheme = loading.loads(
        'bentham: "0.1"\nid: x\ntitle: X\n'
        "provenance: [{id: law, kind: statute, title: The law, mark: Q}]\n"
        "acts: [{id: littering, detection_rate: 0.1}]\n"
        "rules:\n"
        "  - {id: a, when: {act: littering}, effect: {points: -5}, mark: S, src: [law]}\n"
        "  - {id: b, when: {act: littering}, effect: {points: [-9, -5]}, src: [law]}\n"
        "score: {kind: points, initial: 10, mark: A, src: a guess}\n"
    )
    found = {n.path: (n.value, n.mark, n.source) for n in numbers(scheme)}
    assert found == {
        "acts[littering].detection_rate": (0.1, "-", ""),
        "rules[a].effect.points": (-5, "S", "The law"),
        "rules[b].effect.points": ([-9, -5], "Q", "The law"),
        "score.initial": (10, "A", "a guess"),
    }
    assert scheme_facts(scheme).marks == {"S": 1, "Q": 1, "A": 1, "unmarked": 1}


def test_a_report_is_told_what_a_run_leaves_out_but_not_what_only_lawyers_need() -> None:
    facts = scheme_facts(loading.load("municipal-points"))
    assert any(said.startswith("sanctions[].kind (3 entries)") for said in facts.undone)
    assert any(said.startswith("rewards") for said in facts.undone)
    assert not any("context" in said or "lawfulness" in said for said in facts.undone)
    assert any("sanctions, acts, score.decay" in said for said in facts.invented)


@pytest.mark.parametrize("name", loading.presets())
def test_a_scheme_written_down_declares_the_same(name) -> None:
    scheme = loading.load(name)
    declared = {k: v for k, v in as_data(scheme).items() if k not in OF_A_REFORM}
    assert as_data(loading.loads(written_down(scheme))) == declared


def test_a_command_names_a_file_without_the_folders_of_whoever_ran_it() -> None:
    todo = plan("open-society", people=64, days=1, off=["welfare"])
    said = command_line(
        todo, "somebody/private/mine.yaml", "elsewhere/town.yaml", ["risk.severity=3"]
    )
    assert said == (
        "bentham run mine.yaml --society town.yaml --people 64 --days 1 --seed 1 "
        "--set risk.severity=3 --off welfare"
    )
