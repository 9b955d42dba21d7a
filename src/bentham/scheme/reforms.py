"""Reforms: named, dated differences from a baseline.

::

    base: municipal-points
    id: milder-points
    title: Milder points
    as_of: 2027-01-01
    changes:
      rules[utility_late].effect.points: -5
      score.initial: {value: 900, mark: A, src: "the reformers' draft"}
      risk.severity: 1.5
    remove: ["sanctions[no_flights]"]
    add:
      sanctions: [{id: letter, kind: warning_visit, severity: 1, trigger: {grade: D}}]

First parts are removed, then added, then changed; the whole is then validated as one scheme. A
changed number loses its source and is marked as assumed, unless the change says otherwise.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import Field

from bentham.evidence.documents import Document, validated
from bentham.evidence.errors import UsageError
from bentham.evidence.explain import refusal
from bentham.evidence.faults import Fault, Loc, Place, printable
from bentham.evidence.yaml_nodes import read_plain
from bentham.scheme import consistency
from bentham.scheme.context import Fidelity, Provenance
from bentham.scheme.fields import Scheme
from bentham.scheme.paths import BadPathError, Data, assign, resolve, take
from bentham.scheme.words import YES, Date, Entry, Slug, Text, Title

LISTS = (
    "provenance", "data_sources", "acts", "rules", "grades", "lists", "sanctions", "rewards",
)  # fmt: skip
EXPLAINED = {"value", "mark", "src"}


class Reform(Entry):
    """A reform file."""

    base: Text = Field(description="Preset or file that is reformed.", json_schema_extra=YES)
    id: Slug = Field(description="Name of the reform.", json_schema_extra=YES)
    title: Title = Field(description="Title, by language.", json_schema_extra=YES)
    as_of: Date = Field(description="Day from which it is meant.", json_schema_extra=YES)
    bentham: Text | None = Field(None, description="Version of the format.", json_schema_extra=YES)
    summary: Text | None = Field(None, description="One sentence.", json_schema_extra=YES)
    version: Text | None = Field(None, description="Version.", json_schema_extra=YES)
    status: Text | None = Field(None, description="Whether in force.", json_schema_extra=YES)
    fidelity: Fidelity | None = Field(None, description="How true.", json_schema_extra=YES)
    provenance: tuple[Provenance, ...] = Field((), description="Sources.", json_schema_extra=YES)
    changes: dict[str, Any] = Field({}, description="Values by path.", json_schema_extra=YES)
    remove: tuple[Text, ...] = Field((), description="Paths removed.", json_schema_extra=YES)
    add: dict[str, tuple[dict[str, Any], ...]] = Field(
        {}, description="New entries, by list.", json_schema_extra=YES
    )


def applied(document: Document, base: Data) -> Document:
    """Return the scheme that the reform in `document` makes of `base`.

    Parameters
    ----------
    document : Document
        A reform.
    base : dict
        The data of a valid scheme.

    Returns
    -------
    Document
        The whole scheme; its positions are those in the reform.
    """
    reform = validated(document, Reform)
    root = document.keys["base",]
    whole = Document(document.name, document.text, copy.deepcopy(base), {(): root})
    for key in document.data:
        if key != "provenance":
            whole.data[key] = copy.deepcopy(document.data[key])
            _move(document, (key,), whole, (key,))
    for key in ("changes", "remove", "add"):
        if key not in document.data:
            whole.data.pop(key, None)
    faults: list[Fault] = []
    for i, path in enumerate(reform.remove):
        loc = _found(whole.data, path, document.place(("remove", i)), faults)
        if loc is not None:
            take(whole.data, loc)
    added: Data = {
        "provenance": document.data.get("provenance", []),
        **document.data.get("add", {}),
    }
    for part, entries in added.items():
        where: Loc = ("provenance",) if part == "provenance" else ("add", part)
        if part not in LISTS:
            said = f"`{part}` is not a list of a scheme"
            faults.append(Fault(where, said, part, LISTS, at_key=True))
            continue
        target = whole.data.setdefault(part, [])
        for i, entry in enumerate(entries):
            _move(document, (*where, i), whole, (part, len(target)))
            target.append(copy.deepcopy(entry))
    for path in reform.changes:
        loc = _found(whole.data, path, document.keys["changes", path], faults)
        if loc is not None:
            _change(document, path, whole, loc, f"changed by {reform.id}")
    if faults:
        raise refusal(document, faults)
    return whole


def _found(data: Data, path: str, place: Place | None, faults: list[Fault]) -> Loc | None:
    try:
        return resolve(data, path)
    except BadPathError as error:
        said = error.fault
        faults.append(Fault((), f"`{path}`: {said.reason}", said.word, said.words, place))
        return None


def _change(document: Document, path: str, whole: Document, loc: Loc, by: str) -> None:
    value = copy.deepcopy(document.data["changes"][path])
    at: Loc = ("changes", path)
    origin = {}
    if isinstance(value, dict) and "value" in value and set(value) <= EXPLAINED:
        origin = value
        value = value["value"]
        at = (*at, "value")
    assign(whole.data, loc, value, by, origin.get("mark", "A"), origin.get("src"))
    _move(document, at, whole, loc)


def _move(document: Document, at: Loc, whole: Document, to: Loc) -> None:
    """Copy the positions of everything at and under `at` to `to`."""
    for old, new in ((document.values, whole.values), (document.keys, whole.keys)):
        for loc, place in old.items():
            if loc[: len(at)] == at:
                new[to + loc[len(at) :]] = place


def as_data(scheme: Scheme) -> Data:
    """Return what `scheme` declares as plain values, fit for a file."""
    return scheme.model_dump(mode="json", exclude_unset=True)


def with_settings(scheme: Scheme, settings: Sequence[str]) -> Scheme:
    """Return `scheme` with values replaced.

    Parameters
    ----------
    scheme : Scheme
        Left as it is.
    settings : sequence of str
        Each ``path=value``: a path in the scheme or the name of a registry parameter.
    """
    if not settings:
        return scheme
    lines = [printable(each) for each in settings]
    whole = Document("--set", "\n".join(lines), as_data(scheme), kind="the settings")
    faults: list[Fault] = []
    for number, line in enumerate(lines, 1):
        faults.extend(_set(whole, number, line))
    if faults:
        raise refusal(whole, faults)
    return validated(whole, Scheme, consistency.faults)


def _set(whole: Document, number: int, line: str) -> Iterator[Fault]:
    path, equals, written = line.partition("=")
    path, written = path.strip(), written.strip()
    if not equals or not path or not written:
        raise UsageError(f"--set {line}: write path=value, for instance risk.severity=3")
    place = Place(number, line.index("=") + 2, len(written))
    plain = read_plain(written)
    for fault in plain.faults:
        yield Fault((), fault.reason, place=place)
    found: list[Fault] = []
    loc = _found(whole.data, path, Place(number, 1, len(path)), found)
    yield from found
    if loc is None or plain.faults:
        return
    assign(whole.data, loc, plain.data, "changed by --set")
    whole.values[loc] = whole.keys[loc] = place
    whole.values.setdefault((), place)
