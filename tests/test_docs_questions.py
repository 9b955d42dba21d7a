"""Twenty questions of docs/questions.md: each command answers, in time, with what is to be read."""

from __future__ import annotations

import re
import shlex
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "cli"))
from entry import bentham

DOC = (Path(__file__).parents[1] / "docs" / "questions.md").read_text("utf-8")
QUESTIONS = re.findall(
    r"^### (\d+)\. (.+?)\n\n```sh\n(bentham .+?)\n```\n\nRead: `(.+?)`",
    DOC,
    re.MULTILINE | re.DOTALL,
    DOC,
    re.MULTILINE | re.DOTALL,
)
WITHIN = 180.0


def test_there_are_twenty_from_five_kinds_of_askers() -> None:
    assert [int(number) for number, *_ in QUESTIONS] == list(range(1, 21))
    askers = re.findall(r"^## From (.+)$", DOC, re.MULTILINE)
    assert askers == ["researchers", "rights groups", "journalists", "teachers", "auditors"]


@pytest.mark.parametrize(
    ("question", "command", "read"), [q[1:] for q in QUESTIONS], ids=[q[0] for q in QUESTIONS]
)
def test_a_question_is_answered(tmp_path: Path, question: str, command: str, read: str) -> None:
    begun = time.perf_counter()
    done = bentham(*shlex.split(command)[1:], cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.search(read, done.stdout), f"{question}: {done.stdout[-2000:]}"
    assert time.perf_counter() - begun < WITHIN
    assert list(tmp_path.iterdir()) == []
