"""What a scheme's declaration leaves open, in words, and the question to ask about each.

What is absent is undeclared, which is not the same as false or none: so it is asked, not guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bentham.scheme.fields import Scheme
from bentham.scheme.worst_paths import severity_of


@dataclass(frozen=True, slots=True)
class Open:
    """Something that a scheme does not declare.

    Parameters
    ----------
    path : str
        Where it would stand in the file.
    what : str
        What is not declared.
    question : str
        What to ask whoever runs the scheme.
    """

    path: str
    what: str
    question: str


Test = Callable[[Scheme], bool]


def _punishes(s: Scheme) -> bool:
    return bool(s.sanctions or s.lists or (s.repression is not None and s.repression.there))


def _scored(s: Scheme) -> bool:
    return s.score is not None and s.score.kind != "none"


def _any(s: Scheme) -> bool:
    return bool(_punishes(s) or s.rules or s.acts or s.filter or s.cameras or s.monitoring)


def _watched(s: Scheme) -> bool:
    return s.cameras is not None and s.cameras.there


def _lists(s: Scheme) -> bool:
    return any(each.kind != "red" for each in s.lists)


QUESTIONS: tuple[tuple[Open, Test, Test], ...] = (
    (
        Open("operator.kind", "who runs it", "Who runs it, and who answers for it?"),
        lambda s: True,
        lambda s: s.operator is not None and s.operator.kind is not None,
    ),
    (
        Open("purpose.stated", "what it is for", "What is it for, and how would one see that?"),
        lambda s: True,
        lambda s: s.purpose is not None and s.purpose.stated is not None,
    ),
    (
        Open("purpose.legitimate_aim", "which legitimate aim it serves",
             "Which legitimate aim does it serve, and would something milder do?"),
        _any,
        lambda s: s.purpose is not None and s.purpose.legitimate_aim is not None,
    ),
    (
        Open("subjects.participation", "whether people may stay out",
             "Can people stay out, and what does it cost them if they do?"),
        _any,
        lambda s: s.subjects.participation is not None,
    ),
    (
        Open("subjects.minors", "whether under-18s are covered", "Are under-18s covered?"),
        _any,
        lambda s: s.subjects.minors is not None,
    ),
    (
        Open("data_sources", "where its records come from",
             "Where does each record come from, and what was it first collected for?"),
        lambda s: bool(s.rules or s.acts),
        lambda s: bool(s.data_sources),
    ),
    (
        Open("acts[].false_record_rate", "how often a record is wrong",
             "How often does a record hit somebody who did nothing, and who counts that?"),
        lambda s: bool(s.rules),
        lambda s: any("false_record_rate" in each.model_fields_set for each in s.acts)
        or any("error_rate" in each.model_fields_set for each in s.feeds),
    ),
    (
        Open("lists[].entry.mistaken_share", "how many entries hit the wrong person",
             "How many entries on the list hit the wrong person?"),
        _lists,
        lambda s: any("mistaken_share" in each.entry.model_fields_set for each in s.lists),
    ),
    (
        Open("transparency.rules", "whether the rules are published",
             "Are all rules and weights published?"),
        lambda s: bool(s.rules or s.lists),
        lambda s: s.transparency.rules is not None,
    ),
    (
        Open("transparency.own_score", "whether people see their own score",
             "Can people see their own score and the records behind it?"),
        _scored,
        lambda s: s.transparency.own_score is not None,
    ),
    (
        Open("transparency.notice_at_adverse_action", "whether people are told of a sanction",
             "When are people told, and with what reasons?"),
        _punishes,
        lambda s: s.transparency.notice_at_adverse_action is not None,
    ),
    (
        Open("transparency.reasons", "whether reasons are given", "Are reasons given in writing?"),
        _punishes,
        lambda s: s.transparency.reasons is not None,
    ),
    (
        Open("appeal.available", "whether one can appeal",
             "Can one appeal, to whom, and do sanctions wait meanwhile?"),
        _punishes,
        lambda s: s.appeal.available is not None,
    ),
    (
        Open("appeal.body", "who decides appeals", "Who decides appeals, and is it independent?"),
        lambda s: s.appeal.available is True,
        lambda s: s.appeal.body is not None,
    ),
    (
        Open("appeal.decision_days", "how long an appeal takes", "How long does an appeal take?"),
        lambda s: s.appeal.available is True,
        lambda s: s.appeal.decision_days is not None,
    ),
    (
        Open("sanctions[].duration_days", "how long sanctions last",
             "How long does each sanction last, and does it end by itself?"),
        lambda s: bool(s.sanctions),
        lambda s: all(
            each.duration_days is not None or each.kind == "fine" for each in s.sanctions
        ),
    ),
    (
        Open("sanctions[].severity", "how severe each sanction is",
             "What does each sanction mean in the life of somebody poor?"),
        lambda s: bool(s.sanctions),
        lambda s: all(severity_of(each) is not None for each in s.sanctions),
    ),
    (
        Open("repair", "how people can make good", "How can people make good, and what ends then?"),
        _punishes,
        lambda s: s.repair is not None,
    ),
    (
        Open("score.decay", "whether old records fade",
             "After how long does a record stop to count?"),
        _scored,
        lambda s: s.score is not None
        and (s.score.decay != "none" or s.score.lookback_days is not None),
    ),
    (
        Open("cameras.retention_days", "how long pictures are kept",
             "How long are pictures kept, and who may search them?"),
        _watched,
        lambda s: s.cameras is not None and s.cameras.retention_days is not None,
    ),
    (
        Open("informants.verification", "who checks reports",
             "Who checks a report before it counts, and what follows a false one?"),
        lambda s: s.informants is not None and s.informants.there,
        lambda s: s.informants is not None and s.informants.verification is not None,
    ),
    (
        Open("relatives", "whether the family bears anything",
             "Does anything fall on relatives, housemates or colleagues?"),
        _punishes,
        lambda s: s.relatives is not None,
    ),
    (
        Open("cameras", "whether there are cameras", "Are cameras or face recognition used?"),
        _any,
        lambda s: s.cameras is not None,
    ),
    (
        Open("informants", "whether people report others",
             "Are people paid or made to report others?"),
        _any,
        lambda s: s.informants is not None,
    ),
    (
        Open("provenance", "what this description rests on",
             "Which published text does this description rest on?"),
        lambda s: True,
        lambda s: bool(s.provenance),
    ),
)  # fmt: skip
"""What is asked; whether it concerns a scheme; whether the scheme declares it."""


def undeclared(scheme: Scheme) -> list[Open]:
    """Return what concerns a scheme and is not declared, in the order of the table."""
    return [ask for ask, concerns, said in QUESTIONS if concerns(scheme) and not said(scheme)]
