"""The commands that only talk, and how the command line answers mistakes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from entry import bentham, environment, refused, told

from bentham.evidence.parameters import PARAMETERS, TAGS
from bentham.scheme import loading as schemes
from bentham.scheme.fields import Scheme
from bentham.society import loading as societies

BROKEN = """\
bentham: "0.1"
id: broken
title: {en: Broken}
acts:
  - {id: traffic_ofence, detection_rate: 0.1, mark: A}
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A folder with a scheme in which one word is wrong, in line 5, column 10."""
    (tmp_path / "broken.yaml").write_text(BROKEN)
    return tmp_path


COMMANDS = (
    "run", "compare", "causes", "safeguards", "sweep", "report", "resume", "plan", "check",
    "presets", "show", "parameters", "prior", "reproduce", "calibrate", "story", "faces", "claim",
    "new", "brief", "audit", "doctor",
)  # fmt: skip


def test_bentham_alone_is_a_dozen_lines_with_three_examples(tmp_path) -> None:
    done = bentham(cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert len(lines) == 12
    assert len([line for line in lines if re.match(r"  bentham (run|compare|new) ", line)]) == 3
    assert "invented people" in done.stdout


def test_the_version_is_told(tmp_path) -> None:
    assert re.fullmatch(r"bentham \d+\.\d+\.\d+\n", bentham("--version", cwd=tmp_path).stdout)


def test_help_names_every_command_at_once(tmp_path) -> None:
    done = bentham("--help", cwd=tmp_path)
    assert done.returncode == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_keeps_each_example_on_a_line_of_its_own(command, inside) -> None:
    code, out, _ = inside(*command.split(), "--help")
    assert code == 0
    assert "\\b" not in out and "\b" not in out
    examples = [line for line in out.splitlines() if line.startswith("  bentham ")]
    assert not [line for line in examples if line.count("bentham ") > 1]


def test_help_loads_neither_compiler_nor_tables_nor_pictures() -> None:
    code = (
        "import sys\nfrom bentham.cli.main import main\nsys.argv = ['bentham', '--help']\n"
        "assert main() == 0\n"
        "print(*{m.partition('.')[0] for m in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = set(done.stderr.split())
    assert "typer" in names
    assert names.isdisjoint({"numba", "numpy", "pyarrow", "pandas", "matplotlib"})


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("rn", "municipal-points"), 2, "Did you mean 'run'?"),
        (("check", "municipal-points", "--jsn"), 2, "--json"),
        (("run",), 2, "SCHEME"),
        (("show", "vilage"), 3, 'did you mean "village"'),
        (("parameters", "risk.sverity"), 2, "Did you mean 'risk.severity'?"),
        (("prior", "speech-point"), 3, 'did you mean "speech-points"'),
    ],
)
def test_a_mistyped_word_is_answered_with_the_word_that_was_meant(
    words, code, expected, inside
) -> None:
    ended, out, message = inside(*words)
    assert (ended, out) == (code, "")
    assert expected in message


@pytest.mark.parametrize("command", ["check", "run", "prior", "show"])
def test_a_mistake_in_a_file_is_shown_where_it_stands(command, broken) -> None:
    message = refused(command, "broken.yaml", cwd=broken, code=3)
    assert "broken.yaml:5:10  in acts[traffic_ofence].id" in message
    assert "^^^^" in message
    assert 'did you mean "traffic_offence"?' in message


def test_with_json_a_failure_is_an_object_too(broken) -> None:
    got = told("check", "broken.yaml", cwd=broken, code=3)
    assert got["schema"] == "bentham.check/1"
    error = got["error"]
    assert set(error) == {"code", "message", "file", "line", "column", "hint"}
    assert (error["code"], error["file"], error["line"], error["column"]) == (
        3, "broken.yaml", 5, 10,
    )  # fmt: skip
    assert "traffic_offence" in error["hint"]


def test_with_json_a_mistyped_command_is_an_object_too(tmp_path) -> None:
    error = told("rn", cwd=tmp_path, code=2)["error"]
    assert (error["code"], error["file"], error["hint"]) == (2, None, "Did you mean 'run'?")


@pytest.mark.parametrize("debug", [False, True])
def test_a_crash_is_one_line_and_a_traceback_only_on_request(debug) -> None:
    code = (
        "import sys\nfrom bentham.cli import catalogue, main\n"
        "from bentham.scheme import loading\n"
        "def broken():\n    raise RuntimeError('first line\\nsecond line')\n"
        "loading.presets = broken\nsys.argv = ['bentham', 'presets', '--json']\n"
        "sys.exit(main.main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env=environment(**({"BENTHAM_DEBUG": "1"} if debug else {})),
    )  # fmt: skip
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("error: RuntimeError: first line second line (a mistake in Bentham")
    assert "please report" in last
    assert ("Traceback" in done.stderr) == debug
    assert json.loads(done.stdout)["error"]["code"] == 1


def test_check_lists_what_a_scheme_declares_and_a_run_will_not_do(tmp_path) -> None:
    got = told("check", "municipal-points", cwd=tmp_path)
    assert got["valid"] is True
    assert 5 < got["bytes_per_person"] <= 14.8
    assert got["warnings"] == []
    undone = {each["path"]: each for each in got["not_simulated"]}
    assert undone["rewards"]["simulated"] == "audit only"
    assert undone["sanctions[loan_refused].kind"]["simulated"] == "approximately"
    text = bentham("check", "municipal-points", cwd=tmp_path).stdout
    assert "is valid" in text
    assert "sanctions[].kind (3)" in text
    assert f"{got['bytes_per_person']:g} bytes for each person" in text


def test_check_warns_of_what_does_nothing(tmp_path) -> None:
    text = BROKEN.replace("ofence", "offence")
    (tmp_path / "idle.yaml").write_text(text)
    assert (
        "warning: acts[traffic_offence]: recorded, but no rule"
        in bentham("check", "idle.yaml", cwd=tmp_path).stdout
    )


def test_every_preset_is_listed_with_a_sentence(tmp_path) -> None:
    got = told("presets", cwd=tmp_path)
    assert tuple(s["name"] for s in got["schemes"]) == schemes.presets()
    assert tuple(s["name"] for s in got["societies"]) == societies.presets()
    assert all(s["summary"].endswith(".") for s in got["schemes"] + got["societies"])
    text = bentham("presets", cwd=tmp_path).stdout
    assert all(name in text for name in schemes.presets() + societies.presets())


@pytest.mark.parametrize("name", ["municipal-points", "defaulter-list", "country-1411m"])
def test_every_number_is_shown_with_its_mark_and_source(name, tmp_path) -> None:
    got = told("show", name, cwd=tmp_path)
    assert got["name"] == name
    assert got["numbers"]
    for number in got["numbers"]:
        assert number["mark"] in {*TAGS, "S*", "2", "invented"}, number
    assert got["declared"]["id"] == name


def test_a_rule_is_shown_with_the_regulation_it_was_read_in(tmp_path) -> None:
    numbers = told("show", "municipal-points", cwd=tmp_path)["numbers"]
    (theft,) = [n for n in numbers if n["path"] == "rules[theft].effect.points"]
    assert (theft["value"], theft["mark"]) == (-60, "S")
    assert "annex 1" in theft["source"]
    text = bentham("show", "municipal-points", cwd=tmp_path).stdout
    assert re.search(r"rules\[theft\]\.effect\.points +-60 +S +.*annex 1", text)
    assert "S read at source" in text


def test_every_parameter_is_listed_and_one_is_told_in_full(tmp_path) -> None:
    got = told("parameters", cwd=tmp_path)["parameters"]
    assert [p["name"] for p in got] == [p.name for p in PARAMETERS]
    assert all(p["evidence"] == TAGS[p["tag"]] and p["source"] and p["unit"] for p in got)
    text = bentham("parameters", "listing.hazard", cwd=tmp_path).stdout
    for word in (
        "per adult-year",
        "C: computed from sourced figures",
        "bounds",
        "default",
        "court",
    ):
        assert word in text
    rule = bentham("parameters", "expression.rule", cwd=tmp_path).stdout
    assert "kuran, epstein, ross, siegel" in rule


def test_a_new_scheme_is_valid_and_is_never_written_over(tmp_path) -> None:
    assert bentham("new", "My Scheme.yaml", cwd=tmp_path).returncode == 0
    path = tmp_path / "My Scheme.yaml"
    text = path.read_text("utf-8")
    first = text.splitlines()[0]
    (schema,) = tmp_path.glob("*.schema.json")
    assert first == f"# yaml-language-server: $schema=./{schema.name}"
    assert set(json.loads(schema.read_text("utf-8"))["properties"]) == set(Scheme.model_fields)
    got = told("check", "My Scheme.yaml", cwd=tmp_path)
    assert (got["scheme"], got["warnings"]) == ("my-scheme", [])
    assert all(n["mark"] == "A" for n in told("show", str(path), cwd=tmp_path)["numbers"])
    path.write_text("mine")
    assert "exists" in refused("new", "My Scheme.yaml", cwd=tmp_path, code=2)
    assert path.read_text() == "mine"


@pytest.mark.parametrize("base", schemes.presets())
def test_a_new_reform_of_any_preset_is_valid(base, inside, tmp_path) -> None:
    assert inside("new", "milder.yaml", "--base", base)[0] == 0
    reform = schemes.load(tmp_path / "milder.yaml")
    assert reform.id == "milder"
    assert reform.rules == schemes.load(base).rules


def test_new_needs_a_folder_an_ending_and_a_base_that_exists(inside, tmp_path) -> None:
    for words, code, expected in (
        (("no/mine.yaml",), 1, "cannot be written"),
        (("mine.txt",), 2, "ends in .yaml"),
        (("x.yaml", "--base", "speech-point"), 3, "speech-points"),
    ):
        ended, _, message = inside("new", *words)
        assert ended == code
        assert expected in message
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_finds_one_thread_and_two_to_agree(tmp_path) -> None:
    got = told("doctor", cwd=tmp_path)
    assert got["passed"] is True
    assert len(set(got["digests"].values())) == 1
    assert set(got["versions"]) == {"bentham", "python", "numpy", "numba"}
    assert got["threads"] >= 1
    assert got["person_days_per_second"] > 1e5
    assert Path(got["cache"]).is_dir()


def test_a_cache_that_cannot_be_made_is_a_clear_message(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    done = bentham("doctor", cwd=tmp_path, BENTHAM_CACHE=str(tmp_path / "file"))
    assert done.returncode == 1
    assert "BENTHAM_CACHE" in done.stderr
    assert "Traceback" not in done.stderr


def test_prior_judges_a_scheme_and_its_exit_code_is_the_verdict(tmp_path) -> None:
    done = bentham(
        "prior", "open-society", "--draws", "6", "--people", "500", "--days", "20", "--json",
        cwd=tmp_path,
    )  # fmt: skip
    got = json.loads(done.stdout)
    assert got["schema"] == "bentham.prior/1"
    assert got["draws"] == 6
    assert all(0 <= bound["share_inside"] <= 1 for bound in got["bounds"])
    assert done.returncode == (0 if got["passed"] else 4)
    # Twenty days and a few hundred people are too few for anybody to be seen protesting.
    assert "open-society: protest_share" in got["dead"]
    assert done.returncode == 4
