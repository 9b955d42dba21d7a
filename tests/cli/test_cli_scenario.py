"""`bentham run` with a scenario, with lives, and with nothing that errs."""

from __future__ import annotations

import json
import re
import shlex

import pyarrow.parquet as pq
import pytest
from entry import bentham, refused, told

import bentham as library

SCENARIO = """\
bentham: "0.1"
scenario: an-eviction
title: An eviction, praised and then found out
scheme: own.yaml
people: 8192
days: 20
seed: 7
events:
  - {kind: relocation, day: 3, share: 0.2, compensation: 0.3, praised: true}
  - {kind: concealed, day: 4, witnesses: 0.1}
trials:
  - {id: news, unit: ward, share: 0.5, from: 5, set: {media.demand: 0.4}}
probes:
  - {day: 20, sample: 500, questions: [approve, knows_event]}
"""
OWN = "base: national-filter\nid: own\ntitle: A filter\nas_of: 2027-01-01\n"


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """A folder with the scenario, its scheme, and the run of both."""
    folder = tmp_path_factory.mktemp("scenario")
    (folder / "mine.yaml").write_text(SCENARIO)
    (folder / "own.yaml").write_text(OWN)
    done = bentham("run", "mine.yaml", "--out", "kept", cwd=folder)
    assert done.returncode == 0, done.stderr
    (folder / "screen.txt").write_text(done.stdout)
    return folder


def test_a_scenario_is_recognised_and_run_as_it_says(here) -> None:
    run = library.load(here / "kept")
    assert (run.scenario, run.scheme, run.people, run.days, run.seed) == (
        "an-eviction", "own", 8192, 20, 7,
    )  # fmt: skip
    assert {row["question"] for row in run.probes} == {"approve", "knows_event"}


def test_the_screen_shows_answers_and_arms(here) -> None:
    out = (here / "screen.txt").read_text()
    assert "What people think, and what they tell an interviewer:" in out
    assert re.search(r"Knows of the event +20 +\d+ ", out)
    compared = re.search(r"Trial news, arm by arm: (\d+) numbers were compared, and (\d+) ", out)
    assert compared
    assert f"With {compared[1]} numbers compared, about {int(compared[1]) / 20:.0f} differ" in out
    assert "arms of whole wards differ by luck more than this" in out
    table = out.partition("arm by arm")[2].partition("\nWith ")[0].strip().splitlines()[3:]
    assert len(table) <= 12
    assert "Forced to move" in out
    assert re.search(r"^Next: bentham run mine.yaml --people 8192", out, re.MULTILINE)


def test_the_folder_holds_scenario_scheme_probes_and_arms(here) -> None:
    kept = here / "kept"
    text = (kept / "scenario.yaml").read_text()
    assert text.endswith(SCENARIO)
    assert "The scheme that it names stands in scheme.yaml." in text
    assert told("check", str(kept / "scheme.yaml"), cwd=here)["scheme"] == "own"
    assert pq.read_table(kept / "probes.parquet").num_rows == 2
    panel = pq.read_table(kept / "panel.parquet").to_pydict()
    assert set(zip(panel["group_by"], panel["group"], strict=True)) >= {
        ("arm", "control"), ("arm", "treated"),
    }  # fmt: skip
    assert set(panel["scenario"]) == {"an-eviction"}
    resolved = json.loads((kept / "resolved.json").read_text())
    assert resolved["scenario"]["trials"][0]["from"] == 5


def test_the_command_in_the_manifest_makes_the_run_again(here) -> None:
    manifest = json.loads((here / "kept" / "manifest.json").read_text())
    words = shlex.split(manifest["command"])
    assert words[:3] == ["bentham", "run", "mine.yaml"]
    got = told(*words[1:], "--private", "--threads", "1", "--quiet", cwd=here)
    assert got["digest"] == manifest["digest"]
    assert got["probes"] == manifest["result"]["probes"]


def test_options_override_the_scenario(here) -> None:
    got = told("run", "mine.yaml", "--days", "6", "--seed", "8", "--private", cwd=here)
    assert (got["days"], got["seed"], got["people"]) == (6, 8, 8192)
    assert got["probes"] == []


def test_the_library_runs_the_same_scenario(here) -> None:
    run = library.simulate(here / "mine.yaml")
    assert run.digest == library.load(here / "kept").digest


def test_a_mistake_in_a_scenario_is_told_with_its_place(here) -> None:
    (here / "broken.yaml").write_text(SCENARIO.replace("witnesses", "witneses"))
    message = refused("run", "broken.yaml", cwd=here, code=3)
    assert "broken.yaml:10:31  in events[1].witneses" in message
    assert 'did you mean "witnesses"' in message


def test_a_scenario_is_checked_without_a_run(here) -> None:
    got = told("check", "mine.yaml", cwd=here)
    assert (got["scenario"], got["scheme"], got["valid"]) == ("an-eviction", "own", True)
    done = bentham("check", "mine.yaml", cwd=here)
    assert done.stdout.startswith("mine.yaml is valid: An eviction, praised and then found out, ")
    late = SCENARIO.replace("media.demand: 0.4", "society.opposed_share: 0.3")
    (here / "cannot.yaml").write_text(late)
    assert "cannot change" in refused("check", "cannot.yaml", cwd=here, code=3)


def test_a_scenario_is_shown_in_the_order_of_its_days(here) -> None:
    got = told("show", "mine.yaml", cwd=here)
    assert (got["kind"], got["name"], got["scheme"], got["people"]) == (
        "scenario", "an-eviction", "own", 8192,
    )  # fmt: skip
    assert got["declared"]["trials"][0]["from"] == 5
    out = bentham("show", "mine.yaml", cwd=here).stdout
    assert out.startswith("an-eviction: An eviction, praised and then found out\n")
    kinds = re.findall(r"^[0-9 to,]+?  +(relocation|concealed|trial news|probe)", out, re.MULTILINE)
    assert kinds == ["relocation", "concealed", "trial news", "probe"]
    assert "50% of wards, drawn at random: media.demand = 0.4" in out
    assert "bentham show own.yaml prints every number of the scheme." in out


def test_lives_are_printed_and_change_no_bit(here) -> None:
    plain = told("run", "whole-system", "--people", "6000", "--days", "40", "--private", cwd=here)
    words = ("run", "whole-system", "--people", "6000", "--days", "40", "--trace", "punished:3")
    done = bentham(*words, "--out", "lives", cwd=here)
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"^Person \d+ \(does not exist\)$", done.stdout, re.MULTILINE)) == 3
    assert "was punished for dissent" in done.stdout
    manifest = json.loads((here / "lives" / "manifest.json").read_text())
    assert manifest["digest"] == plain["digest"]
    assert "--trace punished:3" in manifest["command"]
    people = pq.read_table(here / "lives" / "people.parquet").to_pydict()
    assert len(set(people["person"])) == 3


@pytest.mark.parametrize(
    ("asked", "says"),
    [("wrongly-lsted:5", "Did you mean 'wrongly-listed'"), ("refused:none", "ask for 1 to")],
)
def test_a_property_that_is_none_is_refused(asked, says, inside) -> None:
    code, out, message = inside("run", "open-society", "--trace", asked)
    assert (code, out) == (2, "")
    assert says in message


def test_what_remains_when_nothing_errs(here) -> None:
    words = ("run", "whole-system", "--people", "6000", "--days", "40", "--perfectly-accurate")
    done = bentham(*words, "--private", cwd=here)
    assert done.returncode == 0, done.stderr
    assert "Nothing erred in this run" in done.stdout
    assert re.search(r"^  Punished for lawful criticism: 0\.\d+ % of adults$", done.stdout, re.M)
    assert "None of this is an error" in done.stdout
    remains = done.stdout.partition("What remains:")[2].partition("\n\n")[0]
    assert "rongly" not in remains and "False" not in remains
