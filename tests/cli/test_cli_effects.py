"""`bentham causes`, `safeguards` and `report` through the real command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from entry import bentham, refused, told

SMALL = ("--people", "640", "--days", "20", "--seeds", "2", "--assumptions", "2", "--quiet")


def test_causes_add_up_in_the_object_that_is_printed(tmp_path: Path) -> None:
    found = told("causes", "camera-city", *SMALL, "--harm", "false_alerts", cwd=tmp_path)
    assert found["schema"] == "bentham.causes/1"
    assert found["parts"] == ["cameras", "policing"]
    assert found["exact"] is True
    (effect,) = found["effects"]
    shares = sum(s["value"] for s in effect["share"].values())
    assert shares == pytest.approx(effect["whole"]["value"])
    assert set(effect["whole"]) == {"value", "low", "high", "luck_low", "luck_high"}


def test_safeguards_say_what_remains_and_what_it_costs(tmp_path: Path) -> None:
    words = ("safeguards", "family-punishment", *SMALL, "--harm", "kin_affected")
    found = told(*words, cwd=tmp_path)
    assert found["schema"] == "bentham.safeguards/1"
    assert {s["id"] for s in found["safeguards"]} >= {"no-kin", "published-rules"}
    assert "fewer-cameras" in found["idle"]
    assert set(found["aim"]["cost"]) == {s["title"] for s in found["safeguards"]} | {"all together"}
    done = bentham(*words, cwd=tmp_path)
    assert done.returncode == 0
    assert "relatives left alone: Nobody pays for what somebody else did." in done.stdout
    assert "invented people" in done.stdout


@pytest.mark.parametrize("command", ["causes", "safeguards"])
def test_a_question_for_anything_but_a_harm_is_refused_with_the_reason(
    tmp_path: Path, command: str
) -> None:
    said = refused(
        command, "speech-points", *SMALL, "--harm", "protest_share", cwd=tmp_path, code=3
    )
    assert "'protest_share' is what people do, not a harm" in said
    assert "most effective repression" in said


def test_a_report_is_made_again_from_its_folder(tmp_path: Path) -> None:
    run = ("run", "camera-city", "--people", "640", "--days", "10", "--replicates", "2")
    assert bentham(*run, "--out", "one", "--quiet", cwd=tmp_path).returncode == 0
    assert bentham("report", "one", "--out", "again.html", cwd=tmp_path).returncode == 0
    page = (tmp_path / "one" / "report.html").read_bytes()
    assert (tmp_path / "again.html").read_bytes() == page
    assert "If nothing ever erred" in page.decode()
    done = bentham("report", "one", "--lang", "zh", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Report: one/report.zh-Hans.html\n"
    page = (tmp_path / "one" / "report.zh-Hans.html").read_bytes()
    assert "摄像头之城：虚构的人的模拟" in page.decode()

    facts = tmp_path / "one" / "facts.json"
    facts.write_text(facts.read_text().replace("camera-city", "camera-town"))
    said = refused("report", "one", cwd=tmp_path, code=5)
    assert "not as it was written: facts.json" in said
    said = refused("report", "one", "--lang", "zh-Hant", cwd=tmp_path, code=2)
    assert "did you mean 'zh-Hans'?" in said
    refused("report", "nowhere", cwd=tmp_path, code=2)
