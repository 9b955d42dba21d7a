"""`bentham brief`: a page, a text, or JSON; and docs/answers.md, whose examples run."""

from __future__ import annotations

import io
import json
import re
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Inside = Callable[..., tuple[int, str, str]]

DOC = (Path(__file__).parents[2] / "docs" / "answers.md").read_text("utf-8")
COMMANDS = [
    line for block in re.findall(r"^```sh\n(.*?)^```$", DOC, re.MULTILINE | re.DOTALL)
    for line in block.splitlines() if line.startswith("bentham ")
]  # fmt: skip
FILES = dict(re.findall(r"^`([\w.]+)`:\n\n```\n(.*?)^```$", DOC, re.MULTILINE | re.DOTALL))


def test_a_page_is_written_and_never_over_another(inside: Inside, tmp_path: Path) -> None:
    code, told, _ = inside("brief", "municipal-points")
    assert code == 0
    assert "municipal-points-brief.html" in told
    assert (
        (tmp_path / "municipal-points-brief.html").read_text("utf-8").startswith("<!doctype html>")
    )
    code, _, error = inside("brief", "municipal-points")
    assert code == 2
    assert "exists" in error


def test_text_and_json_write_nothing(inside: Inside, tmp_path: Path) -> None:
    assert "What it does" in inside("brief", "speech-points", "--format", "text")[1]
    found = json.loads(inside("brief", "speech-points", "--json")[1])
    assert found["schema"] == "bentham.brief/1"
    assert found["paths"][0]["severity"] == 4
    assert list(tmp_path.iterdir()) == []


def test_the_language_is_that_of_the_page_the_text_and_the_json(
    inside: Inside, tmp_path: Path
) -> None:
    assert "Wrote open-society-brief.zh-Hans.html" in inside(
        "brief", "open-society", "--lang", "zh"
    )[1]  # fmt: skip
    page = (tmp_path / "open-society-brief.zh-Hans.html").read_text("utf-8")
    assert '<html lang="zh-Hans">' in page
    assert "bentham brief open-society --lang zh-Hans" in page
    said = inside("brief", "open-society", "--format", "text", "--lang", "zh-Hans")[1]
    assert "应当提出的问题" in said
    found = json.loads(inside("brief", "open-society", "--json", "--lang", "zh-Hans")[1])
    assert found["title"] == "开放社会"
    assert "What it does" in inside("brief", "open-society", "--format", "text")[1]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("speech-pints",), 3, 'did you mean "speech-points"?'),
        (("speech-points", "--format", "txt"), 2, "Did you mean 'text'?"),
        (("speech-points", "--lang", "fr"), 2, "there is no report in"),
        (("speech-points", "--json", "--out", "x.html"), 2, "--out is for the HTML page"),
    ],
)
def test_mistakes_are_told(words: tuple[str, ...], code: int, said: str, inside: Inside) -> None:
    found, _, error = inside("brief", *words)
    assert found == code
    assert said in error


def test_the_examples_of_the_docs_run(
    inside: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {command.split()[1] for command in COMMANDS} == {
        "faces",
        "claim",
        "new",
        "check",
        "brief",
    }
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for command in COMMANDS:
        words = shlex.split(command)
        if "<" in words:
            monkeypatch.setattr(sys, "stdin", io.StringIO(FILES[words[words.index("<") + 1]]))
            words = words[: words.index("<")]
        code, _, error = inside(*words[1:])
        assert code == 0, f"{command}\n{error}"
