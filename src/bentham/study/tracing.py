"""People traced through a run, as tables: their state and what happened to them, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from bentham.day.person import (
    COUNTED,
    FOREVER,
    FORMERLY,
    LANES,
    LONGEST_TERM,
    SOUGHT,
    SOUGHT_WRONGLY,
)  # fmt: skip
from bentham.engine.clock import History
from bentham.engine.counting import MARKS_PER_WORD
from bentham.engine.reading import BARS
from bentham.evidence.acts import ACTS, act
from bentham.scheme.fields import Scheme
from bentham.scheme.phrase import Phrase
from bentham.study.telling import EVENTS, KNOWN, MODES, NOTHING, TAKEN_FOR, Told

if TYPE_CHECKING:
    import pyarrow as pa

Rows = npt.NDArray[np.int64]

UNTIL = "on the list until day {day}"
ONE_LEFT, SOME_LEFT = "detained, {days} day left", "detained, {days} days left"


def marks_of(rows: Rows) -> Rows:
    """Return the marks of traced rows as zeros and ones, [..., COUNTED].

    They fill the last fields of a row, `MARKS_PER_WORD` to a field.
    """
    where = np.arange(len(COUNTED))
    words = rows[..., len(LANES) + where // MARKS_PER_WORD]
    return np.asarray(words >> where % MARKS_PER_WORD & 1, dtype=np.int64)


def lane_of(rows: Rows, name: str) -> Rows:
    """Return one lane of traced rows."""
    return np.asarray(rows[..., LANES.index(name)], dtype=np.int64)


def people_table(history: History, who: tuple[int, ...], score_scale: int) -> pa.Table:
    """Return one row for each person and day: their state that evening."""
    import pyarrow as pa

    rows = _traced(history)
    days, n, _ = rows.shape
    columns = {
        "day": np.repeat(np.arange(1, days + 1), n),
        "person": np.tile(np.array(sorted(set(who))), days),
        "attitude": lane_of(rows, "ATTITUDE").reshape(-1) / 16384,
        "perceived_risk": lane_of(rows, "RISK").reshape(-1) / 256,
        "score": lane_of(rows, "SCORE").reshape(-1) / score_scale,
        "listed_until": lane_of(rows, "LISTED_UNTIL").reshape(-1),
        "welfare": lane_of(rows, "WELFARE").reshape(-1) / 4096,
        "income_lost": lane_of(rows, "LOSS").reshape(-1) / 65536,
        "knowledge": lane_of(rows, "KNOWLEDGE").reshape(-1) / 256,
        "trust": lane_of(rows, "TRUST").reshape(-1) / 256,
        "custody": lane_of(rows, "CUSTODY").reshape(-1),
    }
    return pa.table(columns)


@dataclass(frozen=True)
class Log:
    """The event log of the people traced.

    Parameters
    ----------
    history : History
        A replicate in which people were traced.
    who : tuple of int
        The people.
    scheme : Scheme
        What rules.
    score_scale : int
        Units of the stored score per point.
    start : float
        Points on the first morning.
    """

    history: History
    who: tuple[int, ...]
    scheme: Scheme
    score_scale: int
    start: float

    def events(self) -> Iterator[dict[str, Any]]:
        """Yield every event: person by person, day by day, in the order of the day."""
        rows = _traced(self.history)
        marks = marks_of(rows)
        for k, person in enumerate(sorted(set(self.who))):
            for day in np.flatnonzero(marks[:, k].any(axis=1)):
                before = rows[day - 1, k] if day > 0 else None
                marked = {name for name in EVENTS if marks[day, k, COUNTED.index(name)]}
                wrong = bool(marks[day, k, COUNTED.index("WRONGLY_LISTED")])
                for name in EVENTS:
                    if name in marked:
                        yield self._event(
                            person, int(day) + 1, name, before, rows[day, k], marked, wrong
                        )

    def _event(
        self, person: int, day: int, name: str, before: Rows | None, after: Rows,
        marked: set[str], wrong: bool,
    ) -> dict[str, Any]:  # fmt: skip
        told = EVENTS[name]
        which = _act_of(told, after)
        label = act(which).label if which else ""
        truth, belief, cause = told.truth, told.belief, told.cause
        if name == "ENTERED":
            met = Phrase("met the rule")
            truth, belief = (Phrase("did not belong there") if wrong else met), met
            cause = self._why_listed(after, marked)
        elif name in ("PUNISHED", "SOUGHT_TODAY") and marked & TAKEN_FOR and not marked & KNOWN:
            truth, belief = NOTHING, Phrase("spoke out")
        elif name == "LEFT":
            cause = Phrase("repaired, paid, appealed or at the end of the term")
        score = (self.start if before is None else self._points(before)), self._points(after)
        return {
            "person": person,
            "day": day,
            "kind": name.lower(),
            "what": Phrase(told.what, act=label) if "{act}" in told.what else told.what,
            "act": which,
            "rule": self._rule(name, which),
            "before": self._state(told.state, before),
            "after": self._state(told.state, after),
            "truth": truth or None,
            "belief": belief or None,
            "cause": cause or None,
            "score_before": score[0],
            "score_after": score[1],
        }

    def _points(self, row: Rows) -> float:
        return float(row[LANES.index("SCORE")]) / self.score_scale

    def _rule(self, name: str, which: str | None) -> str | None:
        """Return the ids of what the scheme declares for an event, with commas."""
        found: list[str] = []
        if name in MODES:
            found = [s.id for s in self.scheme.sanctions if MODES[name] in BARS.get(s.kind, ())]
        elif EVENTS[name].state == "list":
            found = [each.id for each in self.scheme.lists if each.kind != "red"][:1]
        elif name == "FINED":
            found = [s.id for s in self.scheme.sanctions if s.kind == "fine"]
        elif name.startswith("ARRESTED"):
            found = [s.id for s in self.scheme.sanctions if s.kind == "detention"]
        elif which is not None and EVENTS[name].of != "ACT":
            found = [r.id for r in self.scheme.rules if r.when.act == which]
        return ", ".join(found) or None

    def _why_listed(self, row: Rows, marked: set[str]) -> str:
        """Return why somebody was listed, as far as what is known today says so."""
        listing = next((each for each in self.scheme.lists if each.kind != "red"), None)
        how = {
            "court": Phrase("a court's decision"),
            "score_below": Phrase("a score that fell too low"),
        }.get(listing.entry.criteria or "" if listing else "")
        if how is not None:
            return how
        named = [_act_of(EVENTS[name], row) for name in ("RECORDED", "FALSELY_RECORDED")]
        labels = [act(each).label for each in named if each]
        if "IDENTIFIED" in marked:
            labels.append(Phrase("what was said in public"))
        if not labels:
            return Phrase("what became known")
        return Phrase("the record of {acts}", acts=tuple(labels))

    def _state(self, what: str, row: Rows | None) -> str | None:
        """Return a part of somebody's state in words."""
        if not what or (what == "score" and self.scheme.score is None):
            return None
        if what == "score":
            points = self.start if row is None else self._points(row)
            return Phrase("{points:,.4g} points", points=points)
        if row is None:
            return {"list": Phrase("not on the list"), "custody": Phrase("free")}.get(what)
        if what == "list":
            return _list_in_words(int(row[LANES.index("LISTED_UNTIL")]))
        if what == "custody":
            return _custody_in_words(int(row[LANES.index("CUSTODY")]))
        welfare = float(row[LANES.index("WELFARE")]) / 4096
        return Phrase("welfare {welfare:.2f} of the mean income", welfare=welfare)


def _list_in_words(until: int) -> str:
    if until > FORMERLY:
        return Phrase("on the list") if until == FOREVER else Phrase(UNTIL, day=until)
    return Phrase("not on the list")


def _custody_in_words(custody: int) -> str:
    if 1 <= custody <= LONGEST_TERM:
        return Phrase(ONE_LEFT if custody == 1 else SOME_LEFT, days=custody)
    return Phrase("sought") if custody in (SOUGHT, SOUGHT_WRONGLY) else Phrase("free")


def _act_of(told: Told, row: Rows) -> str | None:
    """Return the id of the act that an event is about, if it is about one."""
    if not told.of:
        return None
    if told.of not in LANES:
        return told.of
    number = int(row[LANES.index(told.of)])
    return ACTS[number - 1].id if number > 0 else None


def events_table(log: Log) -> pa.Table:
    """Return the log as a table, one row an event."""
    import pyarrow as pa

    text = ("what", "act", "rule", "before", "after", "truth", "belief", "cause")
    schema = pa.schema([
        ("person", pa.int64()), ("day", pa.int64()), ("kind", pa.string()),
        *((name, pa.string()) for name in text),
        ("score_before", pa.float64()), ("score_after", pa.float64()),
    ])  # fmt: skip
    return pa.Table.from_pylist(list(log.events()), schema=schema)


def _traced(history: History) -> Rows:
    if history.traced is None:
        raise ValueError("nobody was traced in this run")
    return history.traced
