"""`bentham audit` through the real command line: faces, exit codes, messages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from entry import bentham, told

BARE = 'bentham: "0.1"\nid: bare\ntitle: Bare\nlists: []\n'
HARSH = """\
bentham: "0.1"
id: harsh
title: Harsh
status: in_force
valid_to: 2024-06-30
purpose: {category: morality, legitimate_aim: none}
subjects: {unit: natural_person}
score: {initial: 100}
acts: [{id: littering, context: environment_waste}]
rules: [{id: litter, when: {act: littering}, effect: {points: -60}}]
sanctions:
  - {id: no_help, kind: benefit_cut, context: welfare, severity: 4, trigger: {score_lt: 50},
     automatic: true}
technology: {ai_system: "no", method: paper_points}
"""


@pytest.fixture
def harsh(tmp_path: Path) -> Path:
    path = tmp_path / "harsh.yaml"
    path.write_text(HARSH)
    return path


def test_the_text_is_complete_enough_to_be_read_alone(harsh: Path, tmp_path: Path) -> None:
    done = bentham("audit", "harsh.yaml", "--as-of", "2026-11-22", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = done.stdout
    verdict = said.partition("ELEMENTS_MET_NOT_AI")[2].partition("\n\n")[0]
    assert "counterfactual: the scheme ended on 2024-06-30" in " ".join(verdict.split())
    for part in (
        "WHAT APPLIES", "FINDINGS", "FOR REVIEW BY A PERSON", "NOT SHOWN", "not verified at source",
        "Must be shown by the operator", "harsh.yaml:10:", "Remedy (add a safeguard)", "Limit:",
        "The operator would have to show", "No finding is not compliance", "entailed", "unproven",
        "guideline or case", "project default",
    ):  # fmt: skip
        assert part in said, part
    assert "compliant" not in said.lower().replace("compliance", "")


def test_json_holds_verdicts_at_best_and_at_worst_and_findings(harsh: Path, tmp_path: Path) -> None:
    found = told("audit", "harsh.yaml", "--pack", "eu", "--as-of", "2026-11-22", cwd=tmp_path)
    assert found["schema"] == "bentham.audit/1"
    assert (found["scheme"], found["as_of"]) == ("harsh", "2026-11-22")
    social = found["verdicts"][0]
    assert social["norm"] == "AIA-5-1-c"
    assert social["at_best"] == social["at_worst"] == "ELEMENTS_MET_NOT_AI"
    assert social["elements"]["i"] == "true"
    assert [each["norm"] for each in found["verdicts"]] == [f"AIA-5-1-{x}" for x in "cdefgh"]
    for each in found["findings"]:
        assert each["kind"] in ("fail", "review", "open")
        assert set(each) >= {
            "check", "level", "evidence_class", "pointers", "norms", "value", "threshold",
            "explanation", "limitations", "remedy", "fingerprint", "must_show",
        }  # fmt: skip
    lines = [p["line"] for f in found["findings"] for p in f["pointers"] if p["declared"]]
    assert all(lines)


def test_several_formats_go_into_a_folder(harsh: Path, tmp_path: Path, inside) -> None:
    code, out, _ = inside("audit", "harsh.yaml", "--format", "text,json", "--out", "out")
    assert code == 0
    assert out.split() == ["out/audit.txt", "out/audit.json"]
    assert json.loads((tmp_path / "out" / "audit.json").read_text())["scheme"] == "harsh"
    assert (tmp_path / "out" / "audit.txt").read_text().startswith("Audit of harsh")


def test_exit_codes_are_those_of_the_documentation(harsh: Path, tmp_path: Path, inside) -> None:
    code, _, err = inside("audit", "harsh.yaml", "--fail-on", "critical")
    assert code == 4
    assert "findings are at or above critical" in err
    (tmp_path / "bare.yaml").write_text(BARE)
    code, out, err = inside("audit", "bare.yaml")
    assert code == 6
    assert "No finding is not compliance" in err
    assert "NOT_ASSESSABLE" in out


def wrong(inside, *words: str, code: int) -> str:
    """Run a command that must be refused with a message alone."""
    found, out, err = inside("audit", *words)
    assert (found, out) == (code, "")
    assert err.startswith("error: ")
    return err


def test_mistakes_are_told_and_nothing_is_audited(tmp_path: Path, inside) -> None:
    for words, said in (
        (("--as-of", "2026-13-45"), "year-month-day"),
        (("--pack", "chine"), "did you mean 'china'"),
        (("--format", "jsn"), "did you mean 'json'"),
        (("--fail-on", "critcal"), "did you mean 'critical'"),
    ):
        assert said in wrong(inside, "open-society", *words, code=2)
    assert "did you mean 'SC-08'" in wrong(inside, "--explain", "SC-8", code=2)
    assert "name a scheme" in wrong(inside, code=2)
    (tmp_path / "bad.yaml").write_text(BARE + "technology: {method: magic}\n")
    assert "bad.yaml:5:" in wrong(inside, "bad.yaml", code=3)
    (tmp_path / "pack.yaml").write_text("id: p\ntitle: P\nversion: 1\nnorms: []\n")
    assert "pack.yaml:3:10" in wrong(inside, "open-society", "--pack", "pack.yaml", code=3)
    (tmp_path / "own.yaml").write_text("thresholds: {nothing: {value: 1, because: x}}\n")
    said = wrong(inside, "open-society", "--thresholds", "own.yaml", code=3)
    assert "there is no threshold `nothing`" in said


def test_a_day_before_the_norm_is_said_beside_the_verdict(harsh: Path, inside) -> None:
    _, out, err = inside("audit", "harsh.yaml", "--as-of", "2020-01-01")
    assert "not yet in force on 2020-01-01" in err
    assert "(counterfactual: not yet in force" in " ".join(out.split())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SC-08", "Least-culpable path"),
        ("DP-06", "A simulation supplies"),
        ("ICCPR-19", "read at source"),
        ("GDPR-5-1-b", "not verified at source, M; reader: not recorded"),
    ],
)
def test_a_check_or_a_norm_explains_itself(name: str, said: str, inside) -> None:
    code, out, _ = inside("audit", "--explain", name)
    assert code == 0
    assert said in out


def test_an_audit_without_a_simulation_loads_no_engine() -> None:
    program = (
        "import sys, bentham.audit.auditing, bentham.report.audit_faces; "
        "bad = ('numba', 'bentham.engine', 'bentham.day'); "
        "sys.exit(any(m.startswith(bad) for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_one_format_goes_to_its_file_and_five_into_a_folder(
    harsh: Path, tmp_path: Path, inside
) -> None:
    code, out, _ = inside("audit", "harsh.yaml", "--format", "sarif", "--out", "new/a.sarif")
    assert (code, out.split()) == (0, ["new/a.sarif"])
    assert json.loads((tmp_path / "new" / "a.sarif").read_text())["version"] == "2.1.0"
    code, out, _ = inside("audit", "harsh.yaml", "--format", "text,json,html,sarif,junit",
                          "--out", "all")  # fmt: skip
    assert code == 0
    assert sorted(each.name for each in (tmp_path / "all").iterdir()) == [
        "audit.html", "audit.json", "audit.junit.xml", "audit.sarif", "audit.txt",
    ]  # fmt: skip
    code, out, _ = inside("audit", "harsh.yaml", "--format", "junit")
    assert out.startswith("<?xml")
    (tmp_path / "file").write_text("")
    code, _, err = inside("audit", "harsh.yaml", "--format", "html", "--out", "file/a.html")
    assert code == 1
    assert err.startswith("error: file/a.html cannot be written")


def test_a_baseline_opens_the_gate_for_what_it_lists_alone(
    harsh: Path, tmp_path: Path, inside
) -> None:
    inside("audit", "harsh.yaml", "--format", "json", "--out", "old.json")
    number = len(json.loads((tmp_path / "old.json").read_text())["findings"])
    gate = ("--baseline", "old.json", "--fail-on", "low")
    code, out, err = inside("audit", "harsh.yaml", *gate)
    assert code == 0
    assert f"{number} findings hidden" in err
    assert f"{number} findings hidden" in " ".join(out.split())
    harsh.write_text(HARSH + "appeal: {available: false}\n")
    code, _, err = inside("audit", "harsh.yaml", *gate)
    assert code == 4
    assert "1 finding is at or above low" in err
    assert "is not JSON" in wrong(inside, "harsh.yaml", "--baseline", "harsh.yaml", code=3)
    assert "cannot be read" in wrong(inside, "harsh.yaml", "--baseline", "none.json", code=3)
    said = wrong(inside, "municipal-points", "--baseline", "old.json", code=3)
    assert "is an audit of `harsh`, not of `municipal-points`" in said


def test_a_suppression_opens_the_gate_until_its_last_day(harsh: Path, inside) -> None:
    harsh.write_text(HARSH + "appeal: {available: false}\n")
    _, out, _ = inside("audit", "harsh.yaml", "--json", "--as-of", "2026-11-22")
    grave = {e["check"] for e in json.loads(out)["findings"] if e["severity"] == "critical"}
    rows = [f"  - {{check: {each}, justification: j, author: A. Person, date: 2026-01-01, "
            "expires: 2026-12-31}" for each in sorted(grave)]  # fmt: skip
    harsh.write_text(harsh.read_text() + "\n".join(["suppressions:", *rows]) + "\n")
    gate = ("--fail-on", "critical", "--as-of")
    code, out, _ = inside("audit", "harsh.yaml", *gate, "2026-11-22")
    assert code == 0
    assert "\nSUPPRESSED (" in out
    code, _, err = inside("audit", "harsh.yaml", *gate, "2027-01-01")
    assert code == 4
    assert "note: harsh.yaml:17:5: the suppression of" in err
    assert "by A. Person expired on 2026-12-31: it has no effect" in err


def test_a_suppression_of_an_unknown_check_is_told_with_its_place(harsh: Path, inside) -> None:
    row = "{check: DP-3, justification: j, author: a, date: 2026-01-01, expires: 2025-01-01}"
    harsh.write_text(HARSH + f"suppressions: [{row}]\n")
    said = wrong(inside, "harsh.yaml", code=3)
    assert "harsh.yaml:15:24" in said
    assert "there is no check `DP-3`" in said
    assert "DP-03" in said
    assert "it would end before it was decided" in said


def test_a_difference_of_two_schemes_or_audits(harsh: Path, tmp_path: Path, inside) -> None:
    (tmp_path / "milder.yaml").write_text(HARSH.replace(
        "automatic: true", "automatic: false") + "appeal: {available: false}\n")  # fmt: skip
    day = ("--as-of", "2026-11-22")
    code, out, _ = inside("audit", "--diff", "harsh.yaml", "milder.yaml", *day, "--json")
    found = json.loads(out)
    assert (code, found["schema"]) == (0, "bentham.audit-diff/1")
    assert "No finding is not compliance" in found["note"]
    gate = ("--fail-on", "low")
    code, out, err = inside("audit", "--diff", "harsh.yaml", "milder.yaml", *day, *gate)
    lost = out.partition("FINDINGS LOST")[2].partition("FINDINGS THAT STAY")[0]
    assert "DP-07" in lost
    assert (code == 4) == bool(found["gained"]) == ("gained at or above low" in err)
    for name in ("harsh", "milder"):
        inside("audit", f"{name}.yaml", *day, "--format", "json", "--out", f"{name}.json")
    _, again, _ = inside("audit", "--diff", "harsh.json", "milder.json", "--json")
    assert json.loads(again) == found
    assert "neither SCHEME" in wrong(inside, "harsh.yaml", "--diff", "a", "b", code=2)
    assert "'text'" in wrong(
        inside, "--diff", "harsh.yaml", "milder.yaml", "--format", "tex", code=2
    )
    assert "cannot be read" in wrong(inside, "--diff", "gone.json", "milder.yaml", code=3)
    assert "there is no" in wrong(inside, "--diff", "harshh", "milder.yaml", code=3)


def test_options_of_a_simulation_without_one_are_refused(
    harsh: Path, tmp_path: Path, inside
) -> None:
    code, _, said = inside("audit", "harsh.yaml", "--people", "1000")
    assert code == 2
    assert "--people belongs to --simulate" in said
    code, _, said = inside("audit", "harsh.yaml", "--simulate", "--evidence", "there")
    assert code == 2
    assert "one" in said
    code, _, said = inside("audit", "harsh.yaml", "--evidence", "there")
    assert code == 3
    assert "evidence.json cannot be read" in said


def test_the_page_alone_has_another_language(harsh: Path, tmp_path: Path, inside) -> None:
    english = inside("audit", "harsh.yaml", "--format", "text", "--as-of", "2026-11-22")[1]
    code, _, _ = inside("audit", "harsh.yaml", "--format", "html,text", "--lang", "zh",
                        "--as-of", "2026-11-22", "--out", "two")  # fmt: skip
    assert code == 0
    assert '<html lang="zh-Hans">' in (tmp_path / "two" / "audit.html").read_text("utf-8")
    assert (tmp_path / "two" / "audit.txt").read_text("utf-8") == english
    for words in (("--format", "text,json"), ("--explain", "SC-08")):
        said = wrong(inside, "harsh.yaml", "--lang", "zh-Hans", *words, code=2)
        assert "add --format html" in said
    assert "no report in 'de'" in wrong(inside, "harsh.yaml", "--lang", "de", code=2)
