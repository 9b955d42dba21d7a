"""Changes to a scheme that a scenario declares: applied, with their positions kept for messages."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any, NamedTuple

from bentham.evidence.documents import Document, validated
from bentham.evidence.explain import path_of, refusal
from bentham.evidence.faults import Fault, Loc
from bentham.scheme import consistency
from bentham.scheme.fields import Scheme
from bentham.scheme.paths import BadPathError, Data, assign, resolve
from bentham.scheme.reforms import as_data


class Change(NamedTuple):
    """A value for a path in the scheme or a parameter, and where the scenario says so."""

    path: str
    value: Any
    at: Loc


def with_changes(scheme: Scheme, changes: Sequence[Change], document: Document) -> Scheme:
    """Return `scheme` with values replaced; what already holds is left exactly as it is.

    Parameters
    ----------
    scheme : Scheme
        Left as it is.
    changes : sequence of Change
        Later ones win.
    document : Document
        The scenario, for positions.

    Raises
    ------
    InvalidInput
        With every mistake and its position in the scenario.
    """
    if not changes:
        return scheme
    held = scheme.model_dump(mode="json")
    whole = Document(document.name, document.text, as_data(scheme), kind="the scenario")
    faults: list[Fault] = []
    changed = False
    for each in changes:
        key, value = document.keys.get(each.at), document.values.get(each.at)
        try:
            loc = resolve(whole.data, each.path)
        except BadPathError as error:
            said = error.fault
            faults.append(
                Fault(each.at, f"`{each.path}`: {said.reason}", said.word, said.words, key)
            )
            continue
        for places, place in ((whole.keys, key), (whole.values, value)):
            places[()] = places.get((), place or document.values[()])
            if place is not None:
                places[loc] = place
        whole.names[loc] = path_of(document.data, each.at)
        if value is not None:
            whole.values[(*loc, "value")] = value
        if _unset(whole.data, loc) and _standing(held, loc) == each.value:
            continue
        if _standing(whole.data, loc) != each.value:
            changed = True
            assign(whole.data, loc, copy.deepcopy(each.value), "changed by the scenario")
    if faults:
        raise refusal(document, faults)
    if not changed:
        return scheme
    return validated(whole, Scheme, consistency.faults)


_NOTHING = object()


def _standing(data: Data, loc: Loc) -> Any:
    """Return the value at `loc`, or something that equals nothing."""
    here: Any = data
    for step in loc:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return _NOTHING
    if loc[:2] == ("simulation", "parameters") and isinstance(here, dict):
        return here.get("value")
    return here


def _unset(data: Data, loc: Loc) -> bool:
    """Say whether nobody wrote a value at `loc`, so that its default holds."""
    return _standing(data, loc) is _NOTHING
