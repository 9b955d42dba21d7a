"""From what a study file says of an input to its range, its choices and its worlds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pydantic.fields import FieldInfo

from bentham.evidence.documents import Document
from bentham.evidence.explain import model_at, refusal
from bentham.evidence.faults import Fault, Loc
from bentham.evidence.parameters import parameter
from bentham.scheme.fields import Scheme
from bentham.scheme.paths import BadPathError, resolve
from bentham.scheme.reforms import as_data
from bentham.study.changes import Change, with_changes
from bentham.study.sweeps.fields import StudyFile, Value, Varied
from bentham.study.sweeps.sides import FIELDS, SAFEGUARDS, UNCERTAINTIES, pattern
from bentham.study.sweeps.study import Input, Side, field_of

if TYPE_CHECKING:
    from bentham.study.sweeps.study import World

MADE = ("appeal", "repair", "transparency")
"""Parts that protect: a study may add them to a scheme that has none. It adds no other part."""

STEPS = 5
"""Values of a range in a grid, where the file says nothing."""

SHARE, PER_YEAR, PER_DAY = "share", "per year", "a day per million people"
"""Units of fields of schemes."""


def inputs_of(file: StudyFile, worlds: Sequence[World], document: Document) -> tuple[Input, ...]:
    """Return the inputs of a study.

    Raises
    ------
    InvalidInput
        If a scheme has no such field, or does not take one of the values.
    """
    found, faults = [], []
    for name, varied in file.vary.items():
        if name in UNCERTAINTIES:
            found.append(_uncertainty(name, varied))
            continue
        where, why = _where(file, worlds, name, varied)
        faults += why
        if where:
            found.append(_field(name, varied, where))
    if faults:
        raise refusal(document, faults)
    inputs = tuple(found)
    for world, each in enumerate(worlds):
        _expect_taken(inputs, world, each, document)
    return inputs


def leads_somewhere(path: str) -> bool:
    """Return whether a path names a field of schemes, whatever the ids of entries are."""
    steps = re.findall(r"[A-Za-z_][A-Za-z0-9_]*|\[[^\]]*\]", path)
    loc: Loc = tuple(0 if each.startswith("[") else each for each in steps)
    if not loc:
        return False
    parent = model_at(Scheme, loc[:-1])
    return parent is not None and loc[-1] in parent.model_fields


def described(path: str) -> FieldInfo:
    """Return what schemes say of a field that a study may vary, by its path."""
    parent = model_at(Scheme, _with_entries(path)[:-1])
    assert parent is not None
    return parent.model_fields[path.rpartition(".")[2]]


def fields_of(inputs: Sequence[Input], world: int) -> list[Input]:
    """Return the inputs that are fields of the scheme of a world."""
    return [each for each in inputs if world in each.worlds]


def _uncertainty(name: str, varied: Varied) -> Input:
    p = parameter(name)
    choices: tuple[Value, ...] = varied.choices or p.choices
    low = p.low if varied.low is None else varied.low
    high = p.high if varied.high is None else varied.high
    if choices:
        low, high = 0.0, float(len(choices) - 1)
    return Input(
        name, "uncertainty", low, high, p.draw == "log" and not choices, tuple(choices),
        varied.steps or STEPS, p.unit, p.tag, p.help,
    )  # fmt: skip


def _field(name: str, varied: Varied, where: tuple[int, ...]) -> Input:
    choices: tuple[Value, ...] = varied.choices or ()
    bounds = FIELDS[pattern(name)] or (0.0, 0.0)
    low = bounds[0] if varied.low is None else varied.low
    high = bounds[1] if varied.high is None else varied.high
    if choices:
        low, high = 0.0, float(len(choices) - 1)
    side: Side = "safeguard" if pattern(name) in SAFEGUARDS else "uncertainty"
    unit = "" if choices else (SHARE if bounds[1] == 1.0 else PER_YEAR)
    if name.endswith("per_million_day"):
        unit = PER_DAY
    return Input(
        name, side, low, high, False, tuple(choices), varied.steps or STEPS, unit or "-", "",
        described(name).description or "", where,
    )  # fmt: skip


def _with_entries(path: str) -> Loc:
    steps = re.findall(r"[A-Za-z_][A-Za-z0-9_]*|\[[^\]]*\]", path)
    return tuple(0 if each.startswith("[") else each for each in steps)


def _where(
    file: StudyFile, worlds: Sequence[World], name: str, varied: Varied
) -> tuple[tuple[int, ...], list[Fault]]:
    """Return the worlds whose schemes have a field, or why there are none."""
    at: Loc = ("vary", name)
    labels = tuple(w.label for w in worlds)
    faults = [
        Fault((*at, "in", i), f"there is no scheme `{each}` in this study", each, labels)
        for i, each in enumerate(varied.within or ())
        if each not in labels
    ]
    if faults:
        return (), faults
    if varied.within is None:
        asked = [i for i in range(len(worlds)) if i > 0 or file.base is None]
    else:
        asked = [labels.index(each) for each in varied.within]
    found, lacking = [], []
    for i in asked:
        why = _why_not(worlds[i], name)
        if why is None:
            found.append(i)
        else:
            said = f"`{labels[i]}`: {why.reason}"
            lacking.append(Fault(at, said, why.word, why.words, at_key=True))
    if varied.within is not None and lacking:
        return (), lacking
    return tuple(found), [] if found else lacking[:1]


def _why_not(world: World, name: str) -> Fault | None:
    """Say why a field cannot be set in a world; None if it can."""
    scheme = world.plan.scheme
    try:
        loc = resolve(as_data(scheme), name)
    except BadPathError as error:
        return error.fault
    part = field_of(scheme, loc[:-1])
    if part is None and loc[0] not in MADE:
        said = f"this scheme declares no `{'.'.join(map(str, loc[:-1]))}`, and a study adds none"
        return Fault((), said)
    if getattr(part, "exists", None) is False:
        return Fault((), f"this scheme declares that there is no `{loc[0]}`")
    return None


def _expect_taken(inputs: Sequence[Input], world: int, one: World, document: Document) -> None:
    """Set every end of every field once, alone and together, so that no point fails later."""
    mine = fields_of(inputs, world)
    for each in mine:
        for change in _ends(each):
            with_changes(one.plan.scheme, [change], document)
    if len(mine) > 1:
        for end in (0, -1):
            together = [list(_ends(each))[end] for each in mine]
            with_changes(one.plan.scheme, together, document)


def _ends(each: Input) -> Iterator[Change]:
    at: Loc = ("vary", each.name)
    if each.choices:
        for i, value in enumerate(each.choices):
            yield Change(each.name, value, (*at, "choices", i))
    else:
        yield Change(each.name, each.low, (*at, "from"))
        yield Change(each.name, each.high, (*at, "to"))
