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

A reform may also take whole parts from other schemes (``parts: {cameras: camera-city}``), so that a
large scheme is put together from small ones; of a list it takes the entries that are not there yet.

Parts are taken first; then entries are removed, then added, then changed; the whole is then
validated as one scheme. A changed number loses its source and is marked as assumed, unless the
change says otherwise.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
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
    "feeds",
)  # fmt: skip
EXPLAINED = {"value", "mark", "src"}

LENT = (
    *LISTS[1:], "score", "appeal", "repair", "transparency", "filter", "monitoring", "cameras",
    "informants", "gatherers", "repression", "relatives", "corruption",
    "technology", "contexts", "retention", "oversight", "office",
)  # fmt: skip
"""Parts that a reform may take from another scheme."""

OF_A_REFORM = ("base", "parts", "changes", "remove", "add")
"""Fields that say how a scheme was made from another; written out whole, it has none of them."""


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
    parts: dict[str, Text] = Field(
        {}, description="Schemes from which whole parts are taken.", json_schema_extra=YES
    )
    changes: dict[str, Any] = Field({}, description="Values by path.", json_schema_extra=YES)
    remove: tuple[Text, ...] = Field((), description="Paths removed.", json_schema_extra=YES)
    add: dict[str, tuple[dict[str, Any], ...]] = Field(
        {}, description="New entries, by list.", json_schema_extra=YES
    )


def applied(document: Document, base: Data, lent: Mapping[str, Data] | None = None) -> Document:
    """Return the scheme that the reform in `document` makes of `base`.

    Parameters
    ----------
    document : Document
        A reform.
    base : dict
        The data of a valid scheme.
    lent : mapping
        For each of the reform's parts, the data of the valid scheme that lends it.

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
    for key in OF_A_REFORM:
        if key not in document.data:
            whole.data.pop(key, None)
    faults: list[Fault] = []
    for part, other in (lent or {}).items():
        faults.extend(_lend(whole.data, part, other))
    for i, path in enumerate(reform.remove):
        loc = _found(whole.data, path, document.place(("remove", i)), faults)
        if loc is not None:
            take(whole.data, loc)
    _add(document, whole, faults)
    for path in reform.changes:
        loc = _found(whole.data, path, document.keys["changes", path], faults)
        if loc is not None:
            _change(document, path, whole, loc, f"changed by {reform.id}")
    if faults:
        raise refusal(document, faults)
    return whole


def _lend(data: Data, part: str, other: Data) -> Iterator[Fault]:
    """Take a part from another scheme, and the sources that it names."""
    at: Loc = ("parts", part)
    if part not in LENT:
        yield Fault(at, f"`{part}` is not a part that can be taken", part, LENT, at_key=True)
        return
    if part not in other:
        yield Fault(at, f"`{other['id']}` declares no `{part}`")
        return
    value = copy.deepcopy(other[part])
    if part in LISTS:
        _append(data.setdefault(part, []), value)
    else:
        data[part] = value
    named = set(_sources(value))
    known = {each["id"]: each for each in data.get("provenance", [])}
    sources = [each for each in other.get("provenance", []) if each["id"] in named]
    for each in sources:
        if known.get(each["id"], each) != each:
            yield Fault(at, f"`{each['id']}` names another source in `{other['id']}` than here")
    _append(data.setdefault("provenance", []), copy.deepcopy(sources))


def _append(entries: list[Data], more: list[Data]) -> None:
    """Append the entries whose ids are not there yet."""
    known = {each["id"] for each in entries}
    entries.extend(each for each in more if each["id"] not in known)


def _sources(value: Any) -> Iterator[str]:
    """Yield the ids of sources that stand anywhere in `value`."""
    if isinstance(value, dict):
        if isinstance(value.get("src"), list):
            yield from value["src"]
        value = [inner for key, inner in value.items() if key != "src"]
    if isinstance(value, list):
        for inner in value:
            yield from _sources(inner)


def _add(document: Document, whole: Document, faults: list[Fault]) -> None:
    """Append the reform's new entries, and its sources."""
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
