"""Two audits side by side: findings gained and lost, verdicts and metrics that changed.

Findings are matched by their fingerprints; what is left of a check is matched where two findings
rest on some of the same places. A finding about a part that has another id in the newer scheme is
lost and gained. A check is called lost only if no finding of it is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bentham.audit.baseline import every

SCHEMA = "bentham.audit-diff/1"
NOTE = (
    "A finding that is lost says that this check finds it no more in what is declared, not that "
    "all is well; and a field that is no longer declared is no improvement. No finding is not "
    "compliance."
)

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """What has changed from one audit to another.

    Parameters
    ----------
    old, new : dict
        Scheme and day of each.
    gained, lost, stays : tuple
        Findings, as in the JSON of an audit.
    changed : tuple
        Findings that stay with another kind, severity or value.
    checks : dict
        Ids of the checks that are ``gained``, ``lost`` or that ``stay``.
    verdicts : tuple
        For each norm whose verdict or elements changed, both.
    metrics : tuple
        Numbers, old and new.
    undeclared, declared : tuple of str
        Fields that were declared and are not any more, and the other way round.
    """

    old: dict[str, str]
    new: dict[str, str]
    gained: tuple[Json, ...]
    lost: tuple[Json, ...]
    stays: tuple[Json, ...]
    changed: tuple[Json, ...]
    checks: dict[str, list[str]]
    verdicts: tuple[Json, ...]
    metrics: tuple[Json, ...]
    undeclared: tuple[str, ...]
    declared: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"schema": SCHEMA, **asdict(self), "note": NOTE}


def difference(old: Json, new: Json) -> Difference:
    """Return what has changed between two audits, each as `as_json` returns it."""
    before, after = _by_fingerprint(old), _by_fingerprint(new)
    gained = [each for name, each in after.items() if name not in before]
    lost = [each for name, each in before.items() if name not in after]
    both = [(before[name], after[name]) for name in before if name in after]
    both += _moved(lost, gained)
    changed = tuple(
        {"check": a["check"], "title": a["title"], "fingerprint": b["fingerprint"],
         "old": _short(a), "new": _short(b)}
        for a, b in both
        if _short(a) != _short(b)
    )  # fmt: skip
    was = dict.fromkeys(each["check"] for each in before.values())
    now = dict.fromkeys(each["check"] for each in after.values())
    missing_old, missing_new = _missing(old), _missing(new)
    return Difference(
        _of(old), _of(new), tuple(gained), tuple(lost), tuple(b for _, b in both), changed,
        {
            "gained": [name for name in now if name not in was],
            "lost": [name for name in was if name not in now],
            "stay": [name for name in now if name in was],
        },
        tuple(_verdicts(old, new)),
        tuple(_metrics(old, new)),
        tuple(path for path in missing_new if path not in missing_old),
        tuple(path for path in missing_old if path not in missing_new),
    )  # fmt: skip


def _moved(lost: list[Json], gained: list[Json]) -> list[tuple[Json, Json]]:
    """Take out of both lists the findings of one check that share places, and return them."""
    shared = [
        (len(_places(a) & _places(b)), i, k)
        for i, a in enumerate(lost)
        for k, b in enumerate(gained)
        if a["check"] == b["check"] and _places(a) & _places(b)
    ]
    pairs: list[tuple[int, int]] = []
    for _, i, k in sorted(shared, key=lambda each: (-each[0], each[1], each[2])):
        if all(i != a and k != b for a, b in pairs):
            pairs.append((i, k))
    found = [(lost[i], gained[k]) for i, k in pairs]
    lost[:] = [each for i, each in enumerate(lost) if all(i != a for a, _ in pairs)]
    gained[:] = [each for k, each in enumerate(gained) if all(k != b for _, b in pairs)]
    return found


def _places(each: Json) -> set[str]:
    return {pointer["path"] for pointer in each["pointers"]}


def _of(found: Json) -> dict[str, str]:
    return {"scheme": found["scheme"], "as_of": found["as_of"]}


def _by_fingerprint(found: Json) -> dict[str, Json]:
    """Return all findings, suppressed or not; of several with one fingerprint the gravest."""
    out: dict[str, Json] = {}
    for each in every(found):
        out.setdefault(each["fingerprint"], each)
    return out


def _short(each: Json) -> dict[str, Any]:
    short = {key: each.get(key) for key in ("kind", "severity", "value", "evidence_class")}
    return short | {"places": len(each["pointers"])}


def _missing(found: Json) -> list[str]:
    return [each["path"] for each in found["about"]["declared"]["missing"]]


def _verdicts(old: Json, new: Json) -> Iterable[Json]:
    before = {each["norm"]: each for each in old["verdicts"]}
    for each in new["verdicts"]:
        mine = before.get(each["norm"])
        if mine is None:
            continue
        elements = {
            name: {"old": mine["elements"].get(name), "new": word}
            for name, word in each["elements"].items()
            if mine["elements"].get(name) != word
        }
        ends = ("at_best", "at_worst")
        if elements or any(mine[end] != each[end] for end in ends):
            yield {
                "norm": each["norm"],
                "old": {end: mine[end] for end in ends},
                "new": {end: each[end] for end in ends},
                "elements": elements,
            }


def _metrics(old: Json, new: Json) -> Iterable[Json]:
    """Yield the numbers that changed: what is declared, findings by kind, values without a place.

    The value of a finding that rests on a part of the scheme stands with the finding.
    """
    rows: dict[str, tuple[Any, Any]] = {
        "share of the fields asked for that is declared":
            (old["about"]["declared"]["share"], new["about"]["declared"]["share"]),
    }  # fmt: skip
    for kind in ("fail", "review", "open"):
        rows[f"findings of kind {kind}"] = (_count(old, kind), _count(new, kind))
    before, after = _values(old), _values(new)
    for name in {**before, **after}:
        rows[name] = (before.get(name), after.get(name))
    for name, (a, b) in rows.items():
        if a != b:
            yield {"metric": name, "old": a, "new": b}


def _count(found: Json, kind: str) -> int:
    return sum(each["kind"] == kind for each in every(found))


def _values(found: Json) -> dict[str, float]:
    """Return the measured numbers of checks that speak of the scheme as a whole."""
    return {
        f"{each['check']} {each['title']}": each["value"]
        for each in (*every(found), *found["about"]["other_results"])
        if each.get("value") is not None and not each.get("pointers")
    }
