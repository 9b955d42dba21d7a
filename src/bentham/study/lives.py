"""Lives: adults chosen by what became of them, and their days told in lines.

A first run says who has a property at the end; some of them are drawn, and the same run is done
again with those traced. Chance belongs to identities, so the second run is the first to the bit.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from bentham.day.person import FORMERLY, LONGEST_TERM, OWN_PLANES, PUBLIC_PLANES
from bentham.engine.state import State
from bentham.evidence.errors import UsageError
from bentham.evidence.explain import near
from bentham.study.adults import MOST_TRACED, is_adult
from bentham.study.tracing import Log

ROUTINE = ("true_alert", "false_alert", "alert_reviewed", "found", "read", "footage_taken")
"""Kinds of events that are told once and then counted."""

Flags = npt.NDArray[np.bool_]

MOST_LINES = 40
"""Events of one life that are printed; the run folder keeps all."""


def flags_of(state: State, name: str) -> Flags:
    """Return who has a bit of a plane, own or public."""
    own = name in OWN_PLANES
    planes = state.planes.own if own else state.planes.yesterday
    words = planes[:, (OWN_PLANES if own else PUBLIC_PLANES).index(name)]
    bits = words[:, None] >> np.arange(64, dtype=np.uint64) & np.uint64(1)
    return np.asarray(bits.reshape(-1) != 0)


def _wrongly_listed(state: State) -> Flags:
    if not state.columns.listed_until.size:
        return np.zeros(0, dtype=np.bool_)
    return np.asarray(flags_of(state, "WRONG") & (state.columns.listed_until > FORMERLY))


def _refused(state: State) -> Flags:
    planes = [name for name in OWN_PLANES if name.startswith("REFUSED_")]
    return np.asarray(np.any([flags_of(state, name) for name in planes], axis=0))


def _detained(state: State) -> Flags:
    custody = state.columns.custody
    return np.asarray((custody >= 1) & (custody <= LONGEST_TERM))


PROPERTIES: dict[str, tuple[str, Callable[[State], Flags]]] = {
    "wrongly-listed": ("are wrongly on the list", _wrongly_listed),
    "refused": ("were ever refused something", _refused),
    "punished": ("were ever punished for dissent", lambda state: flags_of(state, "FELT")),
    "detained": ("are in detention", _detained),
    "silenced": ("were ever silent out of fear", lambda state: flags_of(state, "SILENCED")),
    "informed": ("know of the event", lambda state: flags_of(state, "INFORMED")),
    "wrongly-identified": (
        "were listed for what a stranger did",
        lambda state: flags_of(state, "STRANGER"),
    ),
}
"""By name: in words, and who has it at the end of a run."""


def asked_property(asked: str) -> tuple[str, int] | None:
    """Return property and number of ``--trace wrongly-listed:5``, None if it asks otherwise.

    Raises
    ------
    UsageError
        If it names a property that there is not, or no sensible number.
    """
    name, colon, number = asked.partition(":")
    if not colon or name == "random" or not name[:1].isalpha():
        return None
    if name not in PROPERTIES:
        likely = near(name, tuple(PROPERTIES))
        hint = f" Did you mean '{likely}'?" if likely else ""
        raise UsageError(
            f"--trace {asked}: there is no property '{name}'.{hint}\n"
            f"Properties: {', '.join(PROPERTIES)}; or random:5, or numbers with commas."
        )
    if not (number.isascii() and number.isdigit() and 1 <= int(number) <= MOST_TRACED):
        raise UsageError(f"--trace {asked}: ask for 1 to {MOST_TRACED:,} people, as in {name}:5.")
    return name, int(number)


def drawn_with(state: State, name: str, number: int, people: int, seed: int) -> tuple[int, ...]:
    """Return some adults of the first replicate who have a property at the end, drawn by seed."""
    has = PROPERTIES[name][1](state)[:people]
    candidates = np.flatnonzero(has)
    text = f"bentham trace by property 1|{seed}|{name}".encode()
    source = np.random.PCG64(int.from_bytes(hashlib.sha256(text).digest()[:16], "little"))
    order = np.argsort(source.random_raw(len(candidates)), kind="stable")
    found: list[int] = []
    for person in candidates[order]:
        if is_adult(int(person), seed):
            found.append(int(person))
        if len(found) == number:
            break
    return tuple(sorted(found))


def note_of(name: str, asked: int, found: int) -> str:
    """Say that fewer people have a property than were asked for; empty if enough have it."""
    if found == asked:
        return ""
    if found == 0:
        return f"--trace {name}:{asked}: in the end no adults {PROPERTIES[name][0]}."
    said = f"only {found} of the adults {PROPERTIES[name][0]} in the end, and all are traced."
    return f"--trace {name}:{asked}: {said}"


def told(log: Log) -> Iterator[str]:
    """Yield the lives of those traced as lines, a short block a person.

    What happens to somebody again and again is told the first time, and counted at the end.
    """
    lives: dict[int, list[dict[str, object]]] = {person: [] for person in sorted(set(log.who))}
    for event in log.events():
        lives[event["person"]].append(event)
    for person, life in lives.items():
        yield f"Person {person} (does not exist)"
        yield from _life(life)
        yield ""


def _life(life: list[dict[str, object]]) -> Iterator[str]:
    again: Counter[object] = Counter()
    seen: set[object] = set()
    lines = []
    for event in life:
        if event["kind"] in ROUTINE and event["kind"] in seen:
            again[event["what"]] += 1
            continue
        seen.add(event["kind"])
        lines.append(_line(event))
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield f"  ... and {len(lines) - MOST_LINES:,} more, in the run folder"
    for what, times in again.items():
        yield f"  {times:,} more times: {what}"
    if not life:
        yield "  nothing that is told happened"


def _line(event: dict[str, object]) -> str:
    line = f"  day {event['day']:>5}  {event['what']}"
    why = [str(event["cause"])] if event["cause"] else []
    if event["rule"]:
        why.append(f"rule {event['rule']}")
    if why:
        line += f" ({'; '.join(why)})"
    if event["before"] != event["after"] and event["after"]:
        line += f": {event['before'] or 'before'} -> {event['after']}"
    if event["truth"] != event["belief"] and event["truth"] and event["belief"]:
        line += f"\n             in truth: {event['truth']}; the system believed: {event['belief']}"
    return line
