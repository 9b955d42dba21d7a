"""Twenty questions of docs/questions.md: each command answers, in time, with what is to be read.

The quick suite asks most of them in one process, which loads the day once; at full size each is
asked through the installed program, all of them.
"""

from __future__ import annotations

import re
import shlex
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from entry import bentham

DOC = (Path(__file__).parents[2] / "docs" / "questions.md").read_text("utf-8")
QUESTIONS = re.findall(
    r"^### (\d+)\. (.+?)\n\n```sh\n(bentham .+?)\n```\n\nRead: `(.+?)`",
    DOC,
    re.MULTILINE | re.DOTALL,
)
WITHIN = 180.0
LONG = {"1", "2", "3", "4", "5", "6", "8", "9", "16", "18"}
"""What takes more than two seconds; others like them are tested at smaller sizes elsewhere."""


def _marked(short: bool) -> list[object]:
    return [
        pytest.param(*q[1:], id=q[0], marks=pytest.mark.full if not short or q[0] in LONG else ())
        for q in QUESTIONS
    ]


def test_there_are_twenty_from_five_kinds_of_askers() -> None:
    assert [int(number) for number, *_ in QUESTIONS] == list(range(1, 21))
    askers = re.findall(r"^## From (.+)$", DOC, re.MULTILINE)
    assert askers == ["researchers", "rights groups", "journalists", "teachers", "auditors"]


@pytest.mark.parametrize(("question", "command", "read"), _marked(short=True))
def test_a_question_is_answered(
    inside: Callable[..., tuple[int, str, str]], question: str, command: str, read: str
) -> None:
    code, stdout, stderr = inside(*shlex.split(command)[1:])
    assert code == 0, stderr
    assert re.search(read, stdout), f"{question}: {stdout[-2000:]}"


@pytest.mark.parametrize(("question", "command", "read"), _marked(short=False))
def test_the_installed_program_answers_within_three_minutes(
    tmp_path: Path, question: str, command: str, read: str
) -> None:
    begun = time.perf_counter()
    done = bentham(*shlex.split(command)[1:], cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.search(read, done.stdout), f"{question}: {done.stdout[-2000:]}"
    assert time.perf_counter() - begun < WITHIN
    assert list(tmp_path.iterdir()) == []
