"""Studies: read from a file; every mistake is told with its position before anything runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bentham.evidence.documents import Document, load_document, validated
from bentham.evidence.explain import refusal
from bentham.evidence.faults import Fault, Loc
from bentham.evidence.metrics import METRICS, metric
from bentham.evidence.parameters import PARAMETERS, parameter
from bentham.scheme.loading import presets
from bentham.study.changes import Change, with_changes
from bentham.study.planning import plan
from bentham.study.scenario import document_of, scenario_of, scheme_at, society_at
from bentham.study.sweeps.claims import EXPECTED, claim_of
from bentham.study.sweeps.drawing import expect_drawable, points_of
from bentham.study.sweeps.fields import MOST_POINTS, Ruled, StudyFile, Varied
from bentham.study.sweeps.inputs import inputs_of, leads_somewhere
from bentham.study.sweeps.sides import (
    FIELDS,
    UNCERTAINTIES,
    pattern,
    refused_input,
    sounds_like_conduct,
    sounds_like_strength,
)
from bentham.study.sweeps.study import Study, World

HARMS = tuple(m.name for m in METRICS if m.axis == "harm")

AXIS = (
    "a study takes harms only as output, what is done to people: with what people {} as an output "
    "it would become a search for the repression that works"
)


def load(source: str | Path) -> Study:
    """Return the study of a file.

    Raises
    ------
    InvalidInput
        With every mistake and its position; nothing was run.
    """
    path = Path(source)
    return study_of(load_document(path), path.parent)


def loads(text: str, name: str = "(text)", folder: Path | None = None) -> Study:
    """Return the study that `text` declares; files that it names lie in `folder`."""
    return study_of(load_document(text, name=name), folder or Path())


def from_data(data: dict[str, Any], name: str = "(data)", folder: Path | None = None) -> Study:
    """Return the study that plain values declare, checked like a file."""
    return study_of(Document(name, "", data, kind="the data"), folder or Path())


def study_of(document: Document, folder: Path) -> Study:
    """Return the study of a document.

    Raises
    ------
    InvalidInput
        With every mistake and its position.
    """
    file = validated(document, StudyFile, _faults)
    worlds = _worlds(file, document, folder)
    inputs = inputs_of(file, worlds, document)
    study = Study(
        file, document, worlds, inputs, tuple(metric(name) for name in file.outputs),
        None if file.claim is None else claim_of(file.claim), (), file.sampler or "points",
    )  # fmt: skip
    faults = list(_unknown_worlds(study))
    if faults:
        raise refusal(document, faults)
    return replace(study, points=points_of(study, folder))


def _faults(file: StudyFile) -> Iterator[Fault]:
    """Yield what is wrong between fields that are right by themselves."""
    if not file.schemes:
        yield Fault(("schemes",), "name at least one scheme")
    if not file.outputs:
        yield Fault(("outputs",), "name at least one harm")
    if not file.vary:
        yield Fault(("vary",), "name at least one input")
    for i, name in enumerate(file.outputs):
        yield from _output(("outputs", i), name)
        if name in file.outputs[:i]:
            yield Fault(("outputs", i), f"`{name}` stands here twice")
    for name, varied in file.vary.items():
        yield from _input(("vary", name), name, varied)
    yield from expect_drawable(file)
    if file.claim is not None:
        yield from _claim(file)


def _output(at: Loc, name: str) -> Iterator[Fault]:
    known = {m.name: m for m in METRICS}
    if name in known:
        axis = known[name].axis
        if axis != "harm":
            does = "do" if axis == "conduct" else "are like, or the work of offices,"
            yield Fault(at, f"`{name}` lies on the axis {axis}: {AXIS.format(does)}")
    elif sounds_like_conduct(name):
        yield Fault(at, f"`{name}` is what people think or do: {AXIS.format('do')}")
    else:
        yield Fault(at, f"there is no harm `{name}`", name, HARMS)


def _input(at: Loc, name: str, varied: Varied) -> Iterator[Fault]:
    declared = name in UNCERTAINTIES
    if not declared and pattern(name) not in FIELDS:
        yield _not_an_input(at, name)
        return
    low, high = varied.low, varied.high
    if varied.choices is not None:
        if (low, high, varied.steps) != (None, None, None):
            yield Fault(at, "give a range or `choices`, not both", at_key=True)
        if not varied.choices or len({repr(x) for x in varied.choices}) < len(varied.choices):
            yield Fault((*at, "choices"), "different values, at least one, are expected")
    elif low is not None and high is not None and low >= high:
        yield Fault((*at, "to"), "the range runs backwards, or is a single value")
    if varied.within is not None and declared:
        said = "an uncertainty holds in every world alike; `in` belongs to fields of a scheme"
        yield Fault((*at, "in"), said, at_key=True)
    if declared:
        yield from _within_bounds(at, name, varied)
    else:
        yield from _field_range(at, name, varied)


def _not_an_input(at: Loc, name: str) -> Fault:
    if name in {p.name for p in PARAMETERS} or leads_somewhere(name):
        return Fault(at, refused_input(name), at_key=True)
    words = (*sorted(UNCERTAINTIES), *FIELDS)
    if sounds_like_strength(name) and "." not in name:
        return Fault(at, refused_input(name), at_key=True)
    said = f"`{name}` is neither a parameter nor a field of a scheme"
    return Fault(at, said, name, words, at_key=True)


def _within_bounds(at: Loc, name: str, varied: Varied) -> Iterator[Fault]:
    p = parameter(name)
    if p.choices:
        for key in ("low", "high", "steps"):
            if getattr(varied, key) is not None:
                said = f"`{name}` is a choice between rules: give `choices`, or nothing for all"
                yield Fault(at, said, at_key=True)
                return
        for i, each in enumerate(varied.choices or ()):
            if each not in p.choices:
                said = f"`{each}` is not a choice of `{name}`"
                yield Fault((*at, "choices", i), said, str(each), p.choices)
        return
    for key, value in (("from", varied.low), ("to", varied.high)):
        if value is not None and not p.low <= value <= p.high:
            yield Fault((*at, key), _outside(value, p.low, p.high))
    for i, each in enumerate(varied.choices or ()):
        if isinstance(each, bool) or not isinstance(each, int | float):
            yield Fault((*at, "choices", i), f"`{each}` stands where a number is expected")
        elif not p.low <= each <= p.high:
            yield Fault((*at, "choices", i), _outside(each, p.low, p.high))


def _outside(value: float, low: float, high: float) -> str:
    return f"{value:g} lies outside the declared bounds, {low:g} to {high:g}"


def _field_range(at: Loc, name: str, varied: Varied) -> Iterator[Fault]:
    bounds = FIELDS[pattern(name)]
    if not bounds:
        if varied.choices is None:
            yield Fault(at, f"`{name}` is no number: give its values as `choices`", at_key=True)
    elif varied.choices is None:
        for key, value in (("from", varied.low), ("to", varied.high)):
            if value is None and bounds[1] > 1.0:
                yield Fault(at, f"`{key}` is missing here: no range is declared", at_key=True)
            elif value is not None and not bounds[0] <= value <= bounds[1]:
                yield Fault((*at, key), _outside(value, *bounds))


def _claim(file: StudyFile) -> Iterator[Fault]:
    said = claim_of(file.claim or "")
    if said is None:
        yield Fault(("claim",), f"this claims nothing that can be looked up; {EXPECTED}")
    elif said.metric not in file.outputs:
        where = f"`{said.metric}` is not among the outputs"
        yield Fault(("claim",), where, said.metric, file.outputs)
    elif said.difference and file.base is None:
        yield Fault(("claim",), "a difference needs a `base`")


def _worlds(file: StudyFile, document: Document, folder: Path) -> tuple[World, ...]:
    society = society_at(file.society, document, folder, ("society",))
    ruled: list[tuple[Loc, Ruled]] = [(("schemes", i), r) for i, r in enumerate(file.schemes)]
    if file.base is not None:
        ruled.insert(0, (("base",), file.base))
    worlds: list[World] = []
    for at, each in ruled:
        given = _given(each.scheme, document, folder, _name_at(document, at))
        todo = plan(
            given, society, file.people, file.days, file.seed, file.replicates, threads=1,
            assumptions=0,
        )  # fmt: skip
        changes = [Change(k, v, (*at, "set", k)) for k, v in each.set.items()]
        todo = replace(todo, scheme=with_changes(todo.scheme, changes, document))
        todo = replace(todo, held=todo.scheme.settings())
        label = each.name or todo.name
        if label in [w.label for w in worlds]:
            said = f"two schemes are called `{label}`; give one another `name`"
            raise refusal(document, [Fault(_name_at(document, at), said)])
        if todo.arms:
            said = "a trial compares its own arms; a study takes no scenario with `trials`"
            raise refusal(document, [Fault(_name_at(document, at), said)])
        worlds.append(World(label, todo))
    return tuple(worlds)


def _name_at(document: Document, at: Loc) -> Loc:
    """Return where the name of a scheme stands: alone, or among the fields of its entry."""
    return (*at, "scheme") if (*at, "scheme") in document.values else at


def _given(name: str, document: Document, folder: Path, at: Loc) -> Any:
    found = None if name in presets() else document_of(folder / name)
    if found is not None:
        return scenario_of(found, (folder / name).parent)
    return scheme_at(name, document, folder, at)


def _unknown_worlds(study: Study) -> Iterator[Fault]:
    names = tuple(w.label for w in study.others)
    if study.claim is not None and study.claim.world and study.claim.world not in names:
        said = f"there is no scheme `{study.claim.world}` in this study"
        yield Fault(("claim",), said, study.claim.world, names)
    if len(study.worlds) * study.file.replicates > MOST_POINTS:
        yield Fault(("replicates",), f"more than {MOST_POINTS:,} runs a point")
