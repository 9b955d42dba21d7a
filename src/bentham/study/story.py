"""One life beside the same life in another world: what happened, and what the system believed.

A folder of results says which worlds of which people it holds. Chance belongs to identities, so a
world is run again with one person traced and is the same to the bit; its panel is held against the
one in the folder, so that a story is never told of another version's days.

Who is told of is always said, with the way they were picked:

* ``random``: an adult drawn by seed;
* ``wrongly-listed``: drawn among the adults who are wrongly on the list at the end;
* ``correctly-caught``: among those punished for dissent, one who truly had spoken out, and about
  whom nobody was mistaken that day;
* ``median-harm``: of the people to whom anything of `HARMS` happened, ranked by how many of them
  did, the adult in the middle; ties are broken by lot.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from bentham.day.person import FORMERLY, OWN_PLANES
from bentham.engine.state import State
from bentham.evidence.errors import DamagedResults, UsageError
from bentham.scheme.fields import Scheme
from bentham.scheme.phrase import Phrase
from bentham.society.fields import Society
from bentham.study.adults import adults_only, drawn_adults, is_adult
from bentham.study.lives import drawn_with, flags_of
from bentham.study.planning import Plan, plan
from bentham.study.simulate import Progress, Simulation, carried_out

if TYPE_CHECKING:
    import pyarrow as pa

RANDOM, WRONGLY, CAUGHT, MEDIAN = "random", "wrongly-listed", "correctly-caught", "median-harm"
PICKS = (RANDOM, MEDIAN, WRONGLY, CAUGHT)
HARMS = (
    *(name for name in OWN_PLANES if name.startswith("REFUSED_")),
    "SILENCED", "FELT", "WRONG", "MISMATCHED",
)  # fmt: skip
"""What is counted of a person at the end: refusals, silence, punishment, a wrong entry, a match."""

IN_THE_MIDDLE = (
    "Of the {people:,} people to whom any of these happened (refused something, silenced, punished "
    "for dissent, listed, wrongly listed, falsely matched), ranked by how many did, the one in the "
    "middle."
)

CANDIDATES = 40
"""How many of those once punished are looked at for one who was caught correctly."""

IDENTIFIED = ("identified", "author_identified", "marcher_known", "reported")
MISTAKEN = ("mistaken_author", "taken_for_another", "reported_falsely", "falsely_recorded")

Events = list[dict[str, Any]]


@dataclass(frozen=True)
class Life:
    """What happened to one person in one world.

    Parameters
    ----------
    label : str
        The world.
    events : list of dict
        The event log of the person; each with its number, `id`.
    """

    label: str
    events: Events


@dataclass(frozen=True)
class Story:
    """One life beside the same life elsewhere.

    Parameters
    ----------
    person : int
        Who; does not exist.
    why : str
        How the person was picked, in a sentence.
    days, people, seed : int
        Of the worlds.
    here, there : Life
        In the world that is told, and in the base.
    """

    person: int
    why: str
    days: int
    people: int
    seed: int
    here: Life
    there: Life


@dataclass(frozen=True)
class Kept:
    """A world that a folder of results holds: its plan with one repeat, and its panel."""

    label: str
    plan: Plan
    panel: pa.Table


def kept_worlds(folder: Path) -> list[Kept]:
    """Return the worlds of a run's or a comparison's folder, the base first.

    A run is told beside `specific-laws`, or beside `open-society` if that is what it ran.

    Raises
    ------
    UsageError, DamagedResults
        If there is no such folder, or it does not hold what is needed.
    """
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder")
    try:
        resolved = json.loads((folder / "resolved.json").read_bytes())
        panel = pq.read_table(folder / "panel.parquet")
    except (OSError, ValueError) as error:
        raise DamagedResults(
            f"{folder}: resolved.json or panel.parquet is missing or damaged; name the folder of a "
            "run or of a comparison"
        ) from error
    if "parameters" in resolved:
        only = _kept(panel["scenario"][0].as_py(), resolved, panel, folder)
        beside = "open-society" if only.plan.scheme.id == "specific-laws" else "specific-laws"
        todo = only.plan
        base = plan(
            beside, todo.society, todo.people, todo.days, todo.seed, 1, off=todo.off,
            perfectly_accurate=todo.perfectly_accurate,
        )  # fmt: skip
        return [Kept(beside, base, panel.slice(0, 0)), only]
    return [
        _kept(label, each, panel.filter(pc.equal(panel["scenario"], label)), folder)
        for label, each in resolved.items()
    ]


def _kept(label: str, resolved: dict[str, Any], panel: pa.Table, folder: Path) -> Kept:
    if "scenario" in resolved:
        raise UsageError(
            f"{folder}: '{label}' ran a scenario; stories are told of schemes. In a scenario, "
            "`bentham run SCENARIO --trace wrongly-listed:5` tells lives."
        )
    said = resolved["run"]
    society = Society.model_validate(resolved["society"])
    if society.ties is not None:
        raise UsageError(f"{folder}: with imported ties nobody is told of, only counted.")
    todo = plan(
        Scheme.model_validate(resolved["scheme"]), society, said["people"], said["days"],
        said["seed"], 1, off=said["off"], perfectly_accurate=said["perfectly_accurate"],
    )  # fmt: skip
    return Kept(label, todo, panel)


def story(
    worlds: Sequence[Kept],
    world: str | None = None,
    person: int | None = None,
    pick: str = RANDOM,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Story:
    """Tell one life in a world and in the base.

    Parameters
    ----------
    worlds : sequence of Kept
        The base first.
    world : str or None
        Label of the world that is told; the second by default.
    person : int or None
        Who; by default somebody is picked.
    pick : str
        One of `PICKS`.
    threads : int or None
        All by default.
    progress : callable or None
        Told how far it is.
    """
    base, chosen = worlds[0], _named(worlds, world)
    if threads is not None:
        base, chosen = (
            replace(each, plan=replace(each.plan, threads=threads)) for each in (base, chosen)
        )
    todo = chosen.plan
    if person is not None:
        if not 0 <= person < todo.people:
            raise UsageError(f"--person {person}: people are numbered from 0 to {todo.people - 1}.")
        adults_only((person,), todo.seed)
        why: str = Phrase("Whoever asked for this story named the number.")
    else:
        person, why = _picked(chosen, pick, progress)
    here, there = (_life(each, person, progress) for each in (chosen, base))
    return Story(person, why, todo.days, todo.people, todo.seed, here, there)


def _named(worlds: Sequence[Kept], world: str | None) -> Kept:
    if world is None:
        return worlds[1]
    for each in worlds[1:]:
        if each.label == world:
            return each
    raise UsageError(
        f"--world {world}: this folder has {', '.join(repr(w.label) for w in worlds[1:])}."
    )


def _life(kept: Kept, person: int, progress: Progress | None) -> Life:
    done = _traced(kept, (person,), progress)
    events = [{"id": f"{kept.label}/{n}", **each} for n, each in enumerate(done.log.events())]
    return Life(kept.label, events)


def _traced(kept: Kept, who: tuple[int, ...], progress: Progress | None) -> Simulation:
    """Run a world again with some people traced; it must be the world of the folder."""
    return _same(kept, carried_out(replace(kept.plan, trace=who), progress))


def _same(kept: Kept, done: Simulation) -> Simulation:
    """Return a world that was run again, once it is known to be the one that was kept."""
    import pyarrow.compute as pc

    first = kept.panel.filter(pc.equal(kept.panel["replicate"], 0)).drop_columns(["scenario"])
    if len(first) and not done.run.panel.drop_columns(["scenario"]).equals(first):
        raise DamagedResults(
            f"'{kept.label}' comes out otherwise than its panel says: it was written by another "
            "version, or altered. No story is told of other days."
        )
    return done


def _picked(kept: Kept, pick: str, progress: Progress | None) -> tuple[int, str]:
    todo = kept.plan
    if pick == RANDOM:
        (who,) = drawn_adults(1, todo.people, todo.seed)
        return who, Phrase("Picked at random among all adults, by seed.")
    done = _same(kept, carried_out(todo, progress, keep_state=True))
    state = done.histories[0].state
    assert state is not None
    if pick == WRONGLY:
        found = drawn_with(state, WRONGLY, 1, todo.people, todo.seed)
        if not found:
            raise UsageError(f"--pick {pick}: in ‘{kept.label}’ no adult is wrongly on the list.")
        return found[0], Phrase(
            "Drawn by seed among the adults who are wrongly on the list at the end."
        )
    if pick == CAUGHT:
        return _caught(kept, state, progress)
    return _median(kept, state)


def _caught(kept: Kept, state: State, progress: Progress | None) -> tuple[int, str]:
    todo = kept.plan
    candidates = drawn_with(state, "punished", CANDIDATES, todo.people, todo.seed)
    log = _traced(kept, candidates, progress).log if candidates else None
    days: dict[tuple[int, int], set[str]] = {}
    for event in log.events() if log is not None else ():
        days.setdefault((event["person"], event["day"]), set()).add(event["kind"])
    for (who, _), kinds in sorted(days.items()):
        if "punished" in kinds and kinds & set(IDENTIFIED) and not kinds & set(MISTAKEN):
            return who, Phrase(
                "Among those punished for dissent who truly had spoken out: the system made no "
                "mistake here."
            )
    raise UsageError(
        f"--pick {CAUGHT}: in ‘{kept.label}’ nobody was punished for what they truly said."
    )


def harms_of(state: State, people: int) -> npt.NDArray[np.int64]:
    """Return how many of `HARMS`, and a place on the list, each person has at the end."""
    count = np.zeros(people, np.int64)
    for name in HARMS:
        count += flags_of(state, name)[:people]
    listed = state.columns.listed_until[:people]
    if len(listed):
        count += listed > FORMERLY
    return count


def _median(kept: Kept, state: State) -> tuple[int, str]:
    todo = kept.plan
    count = harms_of(state, todo.people)
    harmed = np.flatnonzero(count)
    if not len(harmed):
        raise UsageError(f"--pick {MEDIAN}: in ‘{kept.label}’ none of these harms happened.")
    text = f"bentham story median 1|{todo.seed}".encode()
    source = np.random.PCG64(int.from_bytes(hashlib.sha256(text).digest()[:16], "little"))
    order = harmed[np.lexsort((source.random_raw(len(harmed)), count[harmed]))]
    upwards = order[len(order) // 2 :].tolist()
    who = next(one for one in upwards if is_adult(one, todo.seed))
    return who, Phrase(IN_THE_MIDDLE, people=len(harmed))


def events_of(told: Story) -> pa.Table:
    """Return the events of both lives as a table, a row an event."""
    import pyarrow as pa

    rows = [
        {"world": life.label, **each} for life in (told.here, told.there) for each in life.events
    ]
    text = (
        "id",
        "world",
        "kind",
        "what",
        "act",
        "rule",
        "before",
        "after",
        "truth",
        "belief",
        "cause",
    )
    schema = pa.schema([
        *((name, pa.string()) for name in text), ("person", pa.int64()), ("day", pa.int64()),
        ("score_before", pa.float64()), ("score_after", pa.float64()),
    ])  # fmt: skip
    return pa.Table.from_pylist(rows, schema=schema)
