"""How much each fact proves: its class, computed from runs and never written by hand.

``verification``
    A theorem, or another model's output and that model is run: it must hold.
``fitted``
    Used to narrow the assumptions.
``echo``
    Set from the fact's own source: with the parameters and set-ups that cite it held, and all other
    assumptions drawn anew, it stays inside its bounds in 90 % of 64 draws.
``by-construction``
    A sign that none of 256 draws over the declared ranges reverses. The 16 draws that reverse it
    most clearly are run again with 16 other seeds each; one counts only if the mean of those lies
    four standard errors beyond zero, so that luck does not make a finding of what the model cannot
    but give (error rate 1 in 100 for a fact).
``emergent``
    None of these: the model might have missed it.

The runs are kept in `classes.parquet`, what follows from them in `classes.json` with the hash of
the table and of everything that it was made from; `bentham reproduce` reads it and refuses another.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from bentham.evidence.errors import DamagedResults
from bentham.evidence.parameters import PARAMETERS
from bentham.scheme.phrase import Commas, Phrase
from bentham.study.assumptions import draws
from bentham.study.facts.experiments import (
    DETERMINED,
    Task,
    all_carried_out,
    mean_and_error,
)
from bentham.study.facts.inputs import inputs_digest
from bentham.study.facts.nulls import by_averages
from bentham.study.facts.observing import NULLS, Conditions
from bentham.study.facts.table import Fact, facts, scenario_path
from bentham.study.simulate import Progress

if TYPE_CHECKING:
    import pyarrow as pa

DRAW_SEED = 20_261_127
ECHO_DRAWS, SIGN_DRAWS = 64, 256
INSIDE = 0.9
AGAIN = 16
"""Further seeds of a draw that reverses a sign; the seed that picked it out does not count."""

MOST_AGAIN = 16
BEYOND_LUCK = 4.0
"""Standard errors of 16 seeds: luck gets there in 6 of 10,000, so in 1 of 100 over 16 draws."""

LAST_DIGITS = 1e-9
"""Below this a difference is an error of floating point."""

TOGETHER = 4
"""Reversed draws that are run again at a time; one reversed beyond luck is enough."""

NULL_SEEDS = 5
VERIFIED = ("theorem", "model")
TABLE, SUMMARY = "classes.parquet", "classes.json"
WHY = TypeAdapter(Phrase)
"""How a reason is written down: with its template, so that it can be read in another language."""


@dataclass(frozen=True)
class Classified:
    """What is known of a fact before anybody runs it again.

    Parameters
    ----------
    name : str
        The class.
    why : Phrase
        From what it follows, in words.
    low, high : float
        5th and 95th percentile of its first number over the draws; NaN without any.
    nulls : dict
        Null model to whether it meets the fact; empty where none applies.
    """

    name: str
    why: Phrase
    low: float
    high: float
    nulls: dict[str, bool]


def own_parameters(fact: Fact) -> tuple[str, ...]:
    """Return the parameters whose source cites the fact's own publication."""
    return tuple(p.name for p in PARAMETERS if any(c in p.source for c in fact.cites))


def set_up_cites(fact: Fact) -> bool:
    """Say whether the set-up's files, down to the scheme they start from, cite its publication."""
    return any(cite in text for cite in fact.cites for text in _texts(fact.setup))


def _texts(setup: str) -> list[str]:
    """Return the texts of a set-up: the scenario, its scheme, and what that is based on."""
    from bentham.evidence.documents import load_document
    from bentham.scheme.loading import source_text

    path = scenario_path(setup)
    if path.suffix != ".yaml" or not path.exists():
        return []
    found = [path.read_text("utf-8")]
    name: Any = load_document(path).data.get("scheme")
    while isinstance(name, str):
        beside = scenario_path(name)
        text = beside.read_text("utf-8") if beside.suffix == ".yaml" else source_text(name)
        found.append(text)
        name = next(
            (line.split(":", 1)[1].strip() for line in text.splitlines() if line[:5] == "base:"),
            None,
        )
    return found


def held_of(fact: Fact) -> tuple[str, ...]:
    """Return the parameters that are held while all others are drawn: of a sign, none."""
    return () if fact.sign else own_parameters(fact)


def tasks_of(fact: Fact) -> list[Task]:
    """Return the runs that decide a fact's class and what the null models make of it."""
    if fact.basis in VERIFIED:
        return []
    held = {p.name: p.default for p in PARAMETERS if p.name in held_of(fact)}
    number = SIGN_DRAWS if fact.sign else ECHO_DRAWS
    sets = draws(number, DRAW_SEED, held, declared=True)
    tasks = [
        Task(fact.id, Conditions(values, seed=i + 1), ("draw", str(i)))
        for i, values in enumerate(sets)
    ]
    seeds = 1 if fact.id in DETERMINED else NULL_SEEDS
    tasks += [
        Task(fact.id, Conditions(seed=seed + 1, null=null), (null, str(seed)))
        for null in NULLS
        for seed in range(seeds)
    ]
    return tasks


def classify(
    only: Sequence[str] = (), progress: Progress | None = None
) -> tuple[pa.Table, dict[str, Any]]:
    """Run everything that decides the classes; return the table and what follows from it."""
    chosen = [f for f in facts() if not only or f.id in only]
    tasks = [task for fact in chosen for task in tasks_of(fact)]
    found = all_carried_out(tasks, progress, "classifying the facts")
    rows = _rows(tasks, found)
    for fact in chosen:
        if fact.sign and fact.basis not in VERIFIED:
            rows += again(fact, rows, progress)
    summary = {fact.id: _summary(fact, rows) for fact in chosen}
    return _table(rows), summary


def again(fact: Fact, rows: Sequence[Row], progress: Progress | None = None) -> list[Row]:
    """Run reversed draws with other seeds, the clearest first, until one holds beyond luck."""
    drawn = _by_draw([row for row in rows if row[0] == fact.id], "draw")
    clearest = sorted(
        (draw for draw, numbers in drawn.items() if _reversed(fact, numbers)),
        key=lambda draw: min(drawn[draw][part.name] for part in fact.parts),
    )[:MOST_AGAIN]
    task_of = {int(t.label[1]): t for t in tasks_of(fact) if t.label[0] == "draw"}
    more: list[Row] = []
    for start in range(0, len(clearest), TOGETHER):
        batch = clearest[start : start + TOGETHER]
        tasks = [
            Task(fact.id, Conditions(task_of[draw].conditions.values, seed), ("again", str(draw)))
            for draw in batch
            for seed in range(1001, 1001 + AGAIN)
        ]
        told = f"{fact.id}: reversed signs again"
        more += _rows(tasks, all_carried_out(tasks, progress, told))
        if any(_truly_reversed(fact, more, draw) for draw in batch):
            break
    return more


def _reversed(fact: Fact, numbers: Mapping[str, float]) -> bool:
    return any(numbers[part.name] < -LAST_DIGITS for part in fact.parts)


Row = tuple[str, str, int, int, str, float]
"""Fact, purpose, draw, repeat, part, value."""


def _rows(tasks: Sequence[Task], found: Sequence[Mapping[str, float]]) -> list[Row]:
    return [
        (t.fact, t.label[0], int(t.label[1]), t.conditions.seed, part, value)
        for t, numbers in zip(tasks, found, strict=True)
        for part, value in numbers.items()
    ]


def _summary(fact: Fact, rows: Sequence[Row]) -> dict[str, Any]:
    mine = [row for row in rows if row[0] == fact.id]
    drawn = _by_draw(mine, "draw")
    first = sorted(v[fact.parts[0].name] for v in drawn.values() if _known(v, fact))
    name, why = _class(fact, mine, drawn)
    return {
        "class": name,
        "why": why,
        "low": first[int(0.05 * len(first))] if first else None,
        "high": first[min(int(0.95 * len(first)), len(first) - 1)] if first else None,
        "nulls": {} if fact.basis in VERIFIED else _nulls(fact, mine),
    }


def _known(numbers: Mapping[str, float], fact: Fact) -> bool:
    return not math.isnan(numbers[fact.parts[0].name])


def _by_draw(rows: Sequence[Row], purpose: str) -> dict[int, dict[str, float]]:
    found: dict[int, dict[str, float]] = {}
    for _, what, draw, _, part, value in rows:
        if what == purpose:
            found.setdefault(draw, {})[part] = value
    return found


def _class(
    fact: Fact, rows: Sequence[Row], drawn: Mapping[int, Mapping[str, float]]
) -> tuple[str, Phrase]:
    if fact.basis in VERIFIED:
        theorem = fact.basis == "theorem"
        return "verification", Phrase("a theorem") if theorem else Phrase("another model")
    if fact.calibrate:
        return "fitted", Phrase("used to narrow the assumptions")
    if fact.sign:
        gone = sum(_truly_reversed(fact, rows, draw) for draw in drawn)
        seen = sum(_reversed(fact, numbers) for numbers in drawn.values())
        return ("by-construction" if gone == 0 else "emergent"), _turned(len(drawn), seen, gone)
    inside = sum(_all_met(fact, numbers) for numbers in drawn.values())
    own = own_parameters(fact)
    of_its_own = bool(own) or set_up_cites(fact) or fact.basis == "configuration"
    told = Phrase("inside its bounds in {inside} of {draws} draws", inside=inside, draws=len(drawn))
    if own:
        told = Phrase(
            "inside its bounds in {inside} of {draws} draws with {parameters} held",
            inside=inside, draws=len(drawn), parameters=Commas(own),
        )  # fmt: skip
    if of_its_own and inside >= INSIDE * len(drawn):
        return "echo", Phrase("set from its own source; {told}", told=told)
    return "emergent", told


def _turned(draws: int, seen: int, gone: int) -> Phrase:
    """Say how many draws reverse a sign, and how many of them do so beyond luck."""
    if gone:
        return Phrase(
            "{seen} of {draws} draws reverse the sign, at least {gone} of them beyond luck",
            seen=seen, draws=draws, gone=gone,
        )  # fmt: skip
    if seen:
        return Phrase(
            "none of {draws} draws reverses the sign; {seen} do so in one run, none beyond luck",
            draws=draws, seen=seen,
        )  # fmt: skip
    return Phrase("none of {draws} draws reverses the sign", draws=draws)


def _all_met(fact: Fact, numbers: Mapping[str, float]) -> bool:
    return all(part.met(numbers[part.name], sign=fact.sign) for part in fact.parts)


def _truly_reversed(fact: Fact, rows: Sequence[Row], draw: int) -> bool:
    """Say whether other seeds of a draw reverse a sign beyond luck."""
    for part in fact.parts:
        values = [
            value
            for id_, what, of, _, name, value in rows
            if id_ == fact.id and what == "again" and of == draw and name == part.name
        ]
        mean, error = mean_and_error(values)
        if len(values) > 1 and mean < -BEYOND_LUCK * error:
            return True
    return False


def _nulls(fact: Fact, rows: Sequence[Row]) -> dict[str, bool]:
    verdicts = {"averages": _all_met(fact, by_averages(fact))}
    for null in NULLS:
        runs = list(_by_draw(rows, null).values())
        verdicts[null] = bool(runs) and met_by_runs(fact, runs)
    return verdicts


def met_by_runs(fact: Fact, runs: Sequence[Mapping[str, float]]) -> bool:
    """Say whether the means over some seeds meet every number of a fact."""
    for part in fact.parts:
        mean, error = mean_and_error(run[part.name] for run in runs)
        if math.isnan(mean) or not part.met(mean, error, fact.sign):
            return False
    return True


def _table(rows: Sequence[Row]) -> pa.Table:
    import pyarrow as pa

    names = ("fact", "purpose", "draw", "seed", "part", "value")
    kinds = (pa.string(), pa.string(), pa.int32(), pa.int64(), pa.string(), pa.float64())
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return pa.table({n: pa.array(c, k) for n, c, k in zip(names, columns, kinds, strict=True)})


def write(table: pa.Table, summary: Mapping[str, Any], folder: Path) -> None:
    """Write table and summary, each in one step."""
    import pyarrow.parquet as pq

    partial = folder / f"{TABLE}.part"
    pq.write_table(table, partial, compression="zstd")
    sha = hashlib.sha256(partial.read_bytes()).hexdigest()
    told = {
        "schema": "bentham.classes/1",
        "table_sha256": sha,
        "inputs_sha256": inputs_digest(),
        "draw_seed": DRAW_SEED,
        "facts": {id_: {**of, "why": WHY.dump_python(of["why"])} for id_, of in summary.items()},
    }
    text = json.dumps(told, indent=1, allow_nan=False) + "\n"
    unfinished = folder / f"{SUMMARY}.part"
    unfinished.write_text(text, "utf-8")
    partial.replace(folder / TABLE)
    unfinished.replace(folder / SUMMARY)


def read(folder: Path | None = None) -> dict[str, Classified]:
    """Return what is known of each fact.

    Raises
    ------
    DamagedResults
        The table is missing, altered, or was made from other facts, set-ups or parameters.
    """
    here = Path(str(resources.files("bentham.study.facts"))) if folder is None else folder
    remake = "make it again with `bentham reproduce --classify`"
    if not (here / SUMMARY).exists() or not (here / TABLE).exists():
        raise DamagedResults(f"The table of classes is not there; {remake}.")
    told = json.loads((here / SUMMARY).read_text("utf-8"))
    if told["table_sha256"] != hashlib.sha256((here / TABLE).read_bytes()).hexdigest():
        raise DamagedResults(f"The table of classes was altered after it was made; {remake}.")
    if told["inputs_sha256"] != inputs_digest():
        raise DamagedResults(
            "The table of classes was made from other facts, set-ups or declared parameters; "
            f"{remake}."
        )
    return {
        id_: Classified(
            of["class"], WHY.validate_python(of["why"]),
            math.nan if of["low"] is None else of["low"],
            math.nan if of["high"] is None else of["high"], of["nulls"],
        )
        for id_, of in told["facts"].items()
    }  # fmt: skip
