"""Probes: what people would tell an interviewer, and what they think. A bounded story.

*Private* is what a person thinks, *told* what the person says when asked directly. An answer that
may be held against somebody (that one does not approve, knows of the event, looked for news) is
withheld iff the fear of being overheard outweighs what is at stake in saying it::

    R r S > |a|        R aversion to risk, r perceived risk, S severity, a private attitude

with the units of `day.expression`; nobody who sees no risk withholds anything. Who is kept from
protest by fear is opposed, would march at no risk by the rule of dissent in force, and not at the
risk of protest; who says so shows opposition. Answers to the other questions are told as they are
thought. Nothing is stored: two interviews of an evening agree.

A *list experiment* asks a random half of the sample how many of four innocuous statements are true
of them, and the other half how many of five, the fifth being the sensitive one. Nobody can tell
which, so everybody counts truly; the difference of the two means estimates the private share, at
the price of a larger standard error: sqrt(s1^2 / n1 + s0^2 / n0).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from bentham.chance.decisions import ANSWER
from bentham.day.settings import setting
from bentham.engine.replicate import Replicate
from bentham.study.asking import READ, Rows, read_sample
from bentham.study.lots import draws_of
from bentham.study.scenario_fields import QUESTIONS, Probe

if TYPE_CHECKING:
    import pyarrow as pa

SENSITIVE = ("approve", "knows_event", "would_vote", "looked_for_news", "fears_protest")
"""Questions with an answer that may be withheld; only these are asked by a list."""

MEANS = {
    "approve": "approves of those who rule",
    "trust_strangers": "trusts strangers",
    "knows_event": "knows of the event",
    "knows_scored": "knows that there is a score, and what counts",
    "would_vote": "would vote against those who rule",
    "looked_for_news": "looked for news from abroad, and remembers some",
    "would_speak": "would voice criticism if there were an occasion tomorrow",
    "fears_protest": "would join a protest, but for fear of punishment",
}
"""What a yes means."""

ITEMS = 4
FIRST_ITEM = 16
EVEN_CHANCE = 1 << 30

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a probe found out for one question on one evening; shares of those asked."""

    probe: int
    replicate: int
    day: int
    question: str
    asked: int
    private: float | None = None
    told: float | None = None
    list_estimate: float | None = None
    list_error: float | None = None
    left_out: str | None = None


def fear_of(rows: Rows) -> Rows:
    """Return R r S in 2^-14, floored as in `day.expression.fear`."""
    aversion, risk, severity = (rows[:, READ.index(n)] for n in ("AVERSION", "RISK", "SEVERITY"))
    return np.asarray(aversion * risk * severity >> 18, dtype=np.int64)


def answers_of(rows: Rows, question: str, key: np.uint64, day: int) -> tuple[Flags, Flags]:
    """Return whether each person thinks yes, and whether each says so when asked directly."""
    field = {name: rows[:, i] for i, name in enumerate(READ)}
    attitude = field["ATTITUDE"]
    withheld = fear_of(rows) > np.abs(attitude)
    if question == "approve":
        private = attitude <= 0
        return private, private | withheld
    if question == "would_vote":
        private = attitude > 0
    elif question == "knows_event":
        private = field["INFORMED"] != 0
        withheld &= field["EVENT"] != 3  # what is out can be spoken of
    elif question == "looked_for_news":
        private = field["KNOWLEDGE"] > 0
    elif question == "would_speak":
        private = field["URGE"] > fear_of(rows)
        return private, private
    elif question == "fears_protest":
        afraid = fear_of(rows) * field["EXPOSURE"] >> 8
        private = (attitude > 0) & (field["URGE"] > 0) & (field["URGE"] <= afraid)
    elif question == "knows_scored":
        private = (field["AWARE"] != 0) & (field["COVERED"] != 0)
        return private, private
    else:
        block = QUESTIONS.index(question)
        drawn = draws_of(key, field["PERSON"], day, ANSWER, block)
        private = drawn < field["TRUST"] << 23
        return private, private
    return private, private & ~withheld


def list_experiment(
    private: Flags, people: Rows, question: str, key: np.uint64, day: int
) -> tuple[float, float] | tuple[None, None]:
    """Return the estimate of a private share by a list experiment, and its standard error."""
    first = FIRST_ITEM + (ITEMS + 1) * QUESTIONS.index(question)
    longer, *items = (
        draws_of(key, people, day, ANSWER, first + k) < EVEN_CHANCE for k in range(ITEMS + 1)
    )
    counted = np.sum(items, axis=0) + (private & longer)
    with_it, without = counted[longer].astype(float), counted[~longer].astype(float)
    if min(len(with_it), len(without)) < 2:
        return None, None
    error = with_it.var(ddof=1) / len(with_it) + without.var(ddof=1) / len(without)
    return float(with_it.mean() - without.mean()), math.sqrt(error)


def why_left_out(one: Replicate, question: str, event: bool) -> str:
    """Say why a question cannot be asked in this run; empty if it can."""
    columns, numbers = one.state.columns, one.fixed.numbers
    if question == "trust_strangers" and not columns.trust.size:
        return "trust between people is kept only where people report on one another"
    if question == "looked_for_news" and not columns.knowledge.size:
        return "news is kept only with a filter, state media or an event"
    if question == "knows_event" and not event:
        return "the scenario has no event that is concealed or happens"
    if question == "knows_scored" and not numbers[:, setting("SCORED")].any():
        return "the scheme keeps no score"
    return ""


@dataclass
class Interviewer:
    """Asks on the evenings of a run; give `evening` to `run_replicate`.

    Parameters
    ----------
    probes : tuple of Probe
        What is asked when.
    event : bool
        Whether there is an event to know of.
    """

    probes: tuple[Probe, ...]
    event: bool

    def __post_init__(self) -> None:
        """Begin with no answers."""
        self.answers: list[Answer] = []
        self.replicate = 0

    def evening(self, day: int, one: Replicate) -> None:
        """Ask whoever is to be asked on the evening of a day."""
        for number, probe in enumerate(self.probes):
            if day in probe.evenings:
                self._ask(number, probe, day, one)

    def _ask(self, number: int, probe: Probe, day: int, one: Replicate) -> None:
        sample = None if probe.sample == "all" else int(probe.sample)
        rows = read_sample(one, day, number, sample)
        for question in probe.questions:
            where = (number + 1, self.replicate, day, question, len(rows))
            why = why_left_out(one, question, self.event)
            if why or not len(rows):
                self.answers.append(Answer(*where, left_out=why or "nobody was drawn"))
                continue
            private, told = answers_of(rows, question, one.key, day)
            estimate, error = None, None
            if probe.method != "direct" and question in SENSITIVE:
                who = rows[:, READ.index("PERSON")]
                estimate, error = list_experiment(private, who, question, one.key, day)
            direct = None if probe.method == "list" else float(told.mean())
            self.answers.append(Answer(*where, float(private.mean()), direct, estimate, error))


def probes_table(answers: list[Answer]) -> pa.Table:
    """Return the answers as a table; shares of those asked."""
    import pyarrow as pa

    share = {"unit": "share of those asked"}
    schema = pa.schema([
        pa.field("probe", pa.int32()), pa.field("replicate", pa.int32()),
        pa.field("day", pa.int32()), pa.field("question", pa.string()),
        pa.field("asked", pa.int64(), metadata={"unit": "adults"}),
        pa.field("private", pa.float64(), metadata=share),
        pa.field("told", pa.float64(), metadata=share),
        pa.field("list_estimate", pa.float64(), metadata=share),
        pa.field("list_error", pa.float64(), metadata={"unit": "standard error of the estimate"}),
        pa.field("left_out", pa.string()),
    ])  # fmt: skip
    return pa.Table.from_pylist([asdict(each) for each in answers], schema=schema)


def as_json(answers: list[Answer]) -> list[dict[str, Any]]:
    """Return the answers as they stand in the JSON of a run."""
    return [asdict(each) for each in answers]
