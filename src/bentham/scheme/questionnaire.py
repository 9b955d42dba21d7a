"""Fifteen questions in plain words, and the fields of a scheme that the answers fill.

Each row of `QUESTIONS` is a question; what it fills stands in its row and nowhere else. An empty
answer leaves the fields out: undeclared, never guessed.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bentham.evidence.errors import InvalidInput
from bentham.scheme.answers import (
    Data,
    UnclearAnswerError,
    one_of,
    put_acts,
    put_duration,
    put_family,
    put_sanctions,
    put_score,
    put_seen,
    put_sources,
    some_of,
    text,
)
from bentham.scheme.loading import from_data
from bentham.scheme.plain import OPERATORS, words
from bentham.scheme.writing import written


@dataclass(frozen=True, slots=True)
class Question:
    """A question, how it can be answered, and what the answer does to the scheme.

    Parameters
    ----------
    ask : str
        The question.
    how : str
        How to answer it.
    part : str
        The part of the scheme above which it stands as a comment.
    put : callable
        Puts an answer into the plain values of a scheme, or raises `UnclearAnswerError`.
    """

    ask: str
    how: str
    part: str
    put: Callable[[Data, str], None]


QUESTIONS: tuple[Question, ...] = (
    Question(
        "Who runs it?", ", ".join(words(kind) for kind in OPERATORS), "operator",
        one_of({words(kind): {"operator.kind": kind} for kind in OPERATORS}),
    ),
    Question("Why does it exist, as its operator says?", "in your own words", "purpose",
             text("purpose.stated")),
    Question(
        "Whom does it cover?",
        "everybody (children too, nobody may stay out), all adults (nobody may stay out), "
        "opt out, opt in, opt in or lose (who does not join bears a detriment)",
        "subjects",
        one_of({
            "everybody": {"subjects.participation": "mandatory", "subjects.minors": "included"},
            "all adults": {"subjects.participation": "mandatory", "subjects.minors": "excluded"},
            "opt out": {"subjects.participation": "opt_out"},
            "opt in": {"subjects.participation": "opt_in"},
            "opt in or lose": {"subjects.participation": "opt_in_with_detriment"},
        }),
    ),
    Question("Is there a score?",
             "none, points, probability, rank, label, traffic light; or the number of points with "
             "which everybody begins", "score", put_score),
    Question(
        "What is recorded, and what does it cost or earn?",
        "acts separated by semicolons, with points if there are any: traffic_offence -5; "
        "volunteering +2; \"pots on the stairs\" -10", "acts", put_acts,
    ),
    Question(
        "What is done to whom?",
        "separated by semicolons: no flights below 600; deny_job on a list; no school to children",
        "sanctions", put_sanctions,
    ),
    Question("Does it reach the family?", "no, yes, or what is refused to relatives: no school; "
             "deny_job", "relatives", put_family),
    Question(
        "Who is told what?",
        "separated by semicolons: nobody (not told of what is done to them), person, reasons, "
        "rules (published), rules in part, secret rules", "transparency",
        some_of({
            "nobody": {"transparency.notice_at_adverse_action": False},
            "person": {"transparency.notice_at_adverse_action": True},
            "reasons": {"transparency.reasons": True},
            "rules": {"transparency.rules": "public"},
            "rules in part": {"transparency.rules": "partly"},
            "secret rules": {"transparency.rules": "secret"},
        }),
    ),
    Question(
        "Can one appeal, and to whom?",
        "no, yes, same official, same agency, independent, court", "appeal",
        one_of({
            "no": {"appeal.available": False},
            "yes": {"appeal.available": True},
            "same official": {"appeal.available": True, "appeal.body": "same_official"},
            "same agency": {"appeal.available": True, "appeal.body": "same_agency"},
            "independent": {"appeal.available": True, "appeal.body": "independent_admin"},
            "court": {"appeal.available": True, "appeal.body": "court"},
        }),
    ),
    Question("How long does what is done to people last?", "90 days, 6 months, 2 years",
             "sanctions", put_duration),
    Question("Who may see somebody's score and records?",
             "office (only those who run it), person (oneself too), everybody (the names of the "
             "list are public)", "transparency", put_seen),
    Question(
        "Are there cameras, and are faces recognised?",
        "no, cameras, no faces (cameras, but no recognition), faces later, faces live", "cameras",
        one_of({
            "no": {"cameras.exists": False},
            "cameras": {"cameras.exists": True},
            "no faces": {"cameras.exists": True, "cameras.face_recognition.mode": "none"},
            "faces later": {"cameras.exists": True, "cameras.face_recognition.mode": "post"},
            "faces live": {"cameras.exists": True, "cameras.face_recognition.mode": "real_time"},
        }),
    ),
    Question(
        "Do people report others?", "no, yes, police (its informants), hotline, both",
        "informants",
        one_of({
            "no": {"informants.exists": False},
            "yes": {"informants.exists": True},
            "police": {"informants.exists": True, "informants.police": True},
            "hotline": {"informants.exists": True, "informants.hotline": True},
            "both": {"informants.exists": True, "informants.police": True,
                     "informants.hotline": True},
        }),
    ),
    Question(
        "Who or what decides: AI, rules that people wrote, or people?",
        "ai, rules, people", "note",
        one_of({
            "ai": {"note": "What decides, as answered: artificial intelligence."},
            "rules": {"note": "What decides, as answered: rules that people wrote."},
            "people": {"note": "What decides, as answered: people, case by case."},
        }),
    ),
    Question("What does this description rest on?",
             "titles or addresses, separated by semicolons", "provenance", put_sources),
)  # fmt: skip


NOTHING: Data = {"bentham": "0.1", "id": "scheme", "title": {"en": "Scheme"}}
"""A scheme of which nothing is declared."""


def answered(data: Data, question: Question, answer: str) -> Data:
    """Return the plain values of a scheme with one more answer, which must leave it valid."""
    if not answer.strip():
        return data
    found = copy.deepcopy(data)
    question.put(found, answer)
    try:
        from_data(found, "this answer")
    except InvalidInput as error:
        raise UnclearAnswerError(error.problems[0].message) from None
    return found


def scheme_text(name: str, title: str, file: str, answers: Sequence[str]) -> tuple[str, Data]:
    """Return the scheme file that answers make, as text, and its plain values.

    Parameters
    ----------
    name, title, file : str
        Id and title of the scheme, and the name of its file for the comment at the top.
    answers : sequence of str
        One for each question; an empty one leaves it open.
    """
    data: Data = {"bentham": "0.1", "id": name, "title": {"en": title}}
    notes: dict[str, list[str]] = {}
    left = []
    for n, (question, answer) in enumerate(zip(QUESTIONS, answers, strict=True), 1):
        if answer.strip():
            data = answered(data, question, answer)
            notes.setdefault(question.part, []).append(f"{n}. {question.ask} {answer.strip()}")
        else:
            left.append(f"  {n}. {question.ask}")
    head = [
        "A scheme from fifteen answers; whatever was not answered is undeclared.",
        f"`bentham check {file}` checks it, `bentham brief {file}` puts it on two pages.",
    ]
    if left:
        head += ["Left open:", *left]
    return written(head, data, notes), data
