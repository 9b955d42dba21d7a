"""People traced through a run, as tables: their state and what happened to them, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bentham.day.person import COUNTED, LANES
from bentham.engine.clock import History
from bentham.evidence.acts import ACTS

if TYPE_CHECKING:
    import pyarrow as pa

EVENTS = {
    "CRITICISM": "criticised in public", "PROTEST": "took part in a protest",
    "SUPPORT": "supported in public", "FALSIFIED": "supported against own conviction",
    "SELF_CENSORED": "kept silent out of fear", "OFFENCE": "did", "GOOD": "did", "LAWFUL": "did",
    "RECORDED": "was recorded", "FALSELY_RECORDED": "was recorded for what was not done",
    "IDENTIFIED": "was identified as author", "PUNISHED": "was punished for dissent",
    "ENTERED": "was put on the list", "LEFT": "left the list", "APPEALED": "appealed",
    "FLIGHT_REFUSED": "was refused a flight", "TRAIN_REFUSED": "was refused a fast train",
    "FINED": "was fined",
}  # fmt: skip
"""Marks of a day that are told as events, in the order of the day."""

ABOUT_ACT = {"OFFENCE": "ACT", "GOOD": "ACT", "LAWFUL": "ACT", "RECORDED": "RECORD",
             "FALSELY_RECORDED": "FALSE_RECORD"}  # fmt: skip

Rows = npt.NDArray[np.int64]


def _field(rows: Rows, name: str) -> Rows:
    return np.asarray(rows[..., LANES.index(name)], dtype=np.int64)


def people_table(history: History, who: tuple[int, ...], score_scale: int) -> pa.Table:
    """Return one row for each person and day: their state that evening."""
    import pyarrow as pa

    rows = _traced(history)
    days, n, _ = rows.shape
    columns = {
        "day": np.repeat(np.arange(1, days + 1), n),
        "person": np.tile(np.array(sorted(set(who))), days),
        "attitude": _field(rows, "ATTITUDE").reshape(-1) / 16384,
        "perceived_risk": _field(rows, "RISK").reshape(-1) / 256,
        "score": _field(rows, "SCORE").reshape(-1) / score_scale,
        "listed_until": _field(rows, "LISTED_UNTIL").reshape(-1),
        "welfare": _field(rows, "WELFARE").reshape(-1) / 4096,
        "income_lost": _field(rows, "LOSS").reshape(-1) / 65536,
    }
    return pa.table(columns)


def events_table(
    history: History, who: tuple[int, ...], score_scale: int, start: float
) -> pa.Table:
    """Return one row for each event: person, day, what, which act, score before and after.

    Parameters
    ----------
    history : History
        A replicate in which people were traced.
    who : tuple of int
        The people.
    score_scale : int
        Units of the stored score per point.
    start : float
        Points on the first morning.
    """
    import pyarrow as pa

    rows = _traced(history)
    people = sorted(set(who))
    marks = rows[..., len(LANES)]
    score = _field(rows, "SCORE") / score_scale
    out: list[dict[str, object]] = []
    for k, person in enumerate(people):
        for day in np.flatnonzero(marks[:, k]):
            for name, words in EVENTS.items():
                if not int(marks[day, k]) >> COUNTED.index(name) & 1:
                    continue
                act = None
                if name in ABOUT_ACT:
                    act = ACTS[int(_field(rows, ABOUT_ACT[name])[day, k]) - 1].id
                before = score[day - 1, k] if day > 0 else start
                out.append({
                    "person": person, "day": int(day) + 1, "kind": name.lower(), "what": words,
                    "act": act, "score_before": before, "score_after": score[day, k],
                })  # fmt: skip
    schema = pa.schema([
        ("person", pa.int64()), ("day", pa.int64()), ("kind", pa.string()), ("what", pa.string()),
        ("act", pa.string()), ("score_before", pa.float64()), ("score_after", pa.float64()),
    ])  # fmt: skip
    return pa.Table.from_pylist(out, schema=schema)


def _traced(history: History) -> Rows:
    if history.traced is None:
        raise ValueError("nobody was traced in this run")
    return history.traced
