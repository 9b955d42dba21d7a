"""What a scheme says about itself, for reports and for `bentham show` and `check`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bentham.evidence.explain import path_of
from bentham.evidence.faults import Loc
from bentham.evidence.parameters import TAGS
from bentham.report.facts import SchemeFacts
from bentham.scheme.check import FOR_THE_AUDIT, Remark, not_simulated
from bentham.scheme.fields import Scheme
from bentham.scheme.phrase import Phrase
from bentham.scheme.reforms import as_data

SAME_AS = {"S*": "S", "2": "Q", "invented": "A"}
"""Marks of scheme files that mean nearly the same as a tag of the registry."""

FELT = ("rewards", "repair")
"""Parts that people would notice, though only the audit reads them."""

LEFT_OUT = {
    (False, False): "{part}: {why}.",
    (False, True): "{part}: approximately: {why}.",
    (True, False): "{part} ({number} entries): {why}.",
    (True, True): "{part} ({number} entries): approximately: {why}.",
}
"""What a run leaves out: of one part or of several, altogether or approximately."""

WEAKEST_LAST = ("S", "C", "Q", "M", "A")


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a scheme: where it stands, its mark, and where it comes from."""

    path: str
    value: float | list[float]
    mark: str
    source: str


def numbers(scheme: Scheme) -> list[Number]:
    """Return every number that a scheme declares, in the order of its file."""
    data = as_data(scheme)
    sources = {p.id: (p.title or p.id, p.mark or "") for p in scheme.provenance}
    return list(_numbers(data, data, (), "", "", sources))


def _numbers(
    whole: dict[str, Any],
    value: Any,
    loc: Loc,
    mark: str,
    source: str,
    sources: Mapping[str, tuple[str, str]],
) -> Iterator[Number]:
    if isinstance(value, dict):
        if "src" in value:
            source, mark = _origin(value["src"], sources)
        mark = value.get("mark", mark)
        for key, inner in value.items():
            yield from _numbers(whole, inner, (*loc, key), mark, source, sources)
    elif _is_number(value) or (isinstance(value, list) and value and all(map(_is_number, value))):
        assumed = "assumed" if mark in ("A", "invented") else ""
        yield Number(path_of(whole, loc), value, mark or "-", source or assumed)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _numbers(whole, inner, (*loc, i), mark, source, sources)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _origin(src: Any, sources: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """Return the titles behind `src`, and the weakest mark that they bear."""
    if isinstance(src, str):
        return src, ""
    known: list[tuple[str, str]] = [sources.get(each, (each, "")) for each in src]
    marks: list[str] = [SAME_AS.get(mark, mark) for _, mark in known if mark]
    weakest = max(marks, key=WEAKEST_LAST.index, default="")
    return "; ".join(title for title, _ in known), weakest


def scheme_facts(scheme: Scheme) -> SchemeFacts:
    """Return what a report prints about a scheme."""
    counted = Counter(SAME_AS.get(n.mark, n.mark) for n in numbers(scheme))
    order = [*TAGS, "-"]
    marks = {("unmarked" if t == "-" else t): counted[t] for t in order if counted[t]}
    invented = []
    if scheme.fidelity is not None:
        parts = [part.strip("/").replace("/", ".") for part in scheme.fidelity.invented]
        if parts:
            named = ", ".join(parts)
            invented.append(Phrase("Invented by the authors of this scheme: {parts}.", parts=named))
        if scheme.fidelity.notes:
            invented.append(Phrase(scheme.fidelity.notes.strip()))
    return SchemeFacts(
        id=scheme.id,
        title=scheme.name,
        summary=scheme.summary or "",
        marks=marks,
        undone=tuple(undone(not_simulated(scheme))),
        invented=tuple(invented),
        titles=dict(scheme.title),
    )


def stated_aim(scheme: Scheme) -> str:
    """Return the aim that a scheme states; empty if it states none."""
    return (scheme.purpose.stated or "") if scheme.purpose is not None else ""


def undone(remarks: list[Remark]) -> list[Phrase]:
    """Return what a run leaves out as sentences, like parts told once.

    What merely serves the audit is left out here: nobody would notice that a run has no use for it.
    """
    groups: dict[tuple[str, str, str], list[str]] = {}
    for r in remarks:
        if r.path in FELT or r.reason != FOR_THE_AUDIT:
            groups.setdefault((r.pattern, r.simulated, r.reason), []).append(r.path)
    out = []
    for (pattern, how, why), paths in groups.items():
        said = LEFT_OUT[len(paths) > 1, how == "approximately"]
        if len(paths) > 1:
            out.append(Phrase(said, part=pattern, number=len(paths), why=why))
        else:
            out.append(Phrase(said, part=paths[0], why=why))
    return out
