"""The questions of `bentham new --ask`: on a terminal one by one, from a pipe line by line."""

from __future__ import annotations

import sys

import typer

from bentham.cli.screen import say
from bentham.evidence.documents import Document
from bentham.evidence.errors import UsageError
from bentham.evidence.explain import advice, refusal
from bentham.evidence.faults import Fault, Place
from bentham.evidence.text_file import MAX_BYTES
from bentham.scheme.answers import Data, UnclearAnswerError
from bentham.scheme.questionnaire import NOTHING, QUESTIONS, answered

WELCOME = (
    "Fifteen questions. An empty answer leaves a question open: it is then undeclared, not "
    "guessed. Ctrl-C ends this and writes nothing."
)


def answers() -> list[str]:
    """Return one usable answer to each question; nothing is written before all are there."""
    return _asked() if sys.stdin.isatty() else _piped(sys.stdin.read(MAX_BYTES))


def _asked() -> list[str]:
    say(WELCOME)
    found: list[str] = []
    data: Data = dict(NOTHING)
    for n, question in enumerate(QUESTIONS, 1):
        say(f"\n{n} of {len(QUESTIONS)}. {question.ask}")
        say(f"   ({question.how})")
        while True:
            answer = typer.prompt("  ", default="", show_default=False, prompt_suffix="> ")
            try:
                data = answered(data, question, answer)
            except UnclearAnswerError as error:
                help_ = advice(error.word, error.known)
                say(f"   {error.reason}." + (f" {help_}" if help_ else ""))
                continue
            found.append(answer)
            break
    return found


def _piped(text: str) -> list[str]:
    lines = text.split("\n")
    if lines and not lines[-1].strip():
        lines.pop()
    if len(lines) < len(QUESTIONS):
        raise UsageError(
            f"The answers end after {len(lines)} of {len(QUESTIONS)}: one line each, and an empty "
            "line leaves a question open. Nothing was written."
        )
    document = Document("(answers)", text, {}, kind="the answers")
    data: Data = dict(NOTHING)
    faults = []
    for n, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = Place(n, 1, max(1, len(line.rstrip())))
        if n > len(QUESTIONS):
            said = f"there are {len(QUESTIONS)} questions, and this answers none"
            faults.append(Fault((), said, place=place))
            break
        try:
            data = answered(data, QUESTIONS[n - 1], line)
        except UnclearAnswerError as error:
            faults.append(Fault((), error.reason, error.word, error.known, place=place))
    if faults:
        raise refusal(document, faults)
    return lines[: len(QUESTIONS)]
