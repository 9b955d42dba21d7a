"""Random schemes with some of what an audit asks for, and ways to declare or take away one fact."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st
from strategies import scheme_data

CONTEXTS = ("housing", "welfare", "employment", "taxation", "platform_online", "health")
TOPICS = ("rubbish", "income", "social_media", "volunteering", "other")
SRC = {"src": "a source"}

Path = tuple[str | int, ...]

FILLS: dict[tuple[str, ...], tuple[Any, ...]] = {
    ("status",): ("in_force", "fictional", "repealed"),
    ("subjects", "unit"): ("natural_person", "household", "enterprise", "place", "content"),
    ("subjects", "aggregates_persons"): (True, False),
    ("subjects", "feeds_person_score"): (True, False),
    ("purpose", "legitimate_aim"): ("none", ["health"]),
    ("purpose", "category"): ("creditworthiness", "fraud", "morality", "employment", "tax"),
    ("purpose", "legal_basis", "names_data"): (True, False),
    ("technology", "ai_system"): ("yes", "no", "partial"),
    ("technology", "human_review"): (
        {"stage": "none"}, {"stage": "before", "can_override": True}, {"stage": "sampling"},
    ),
    ("sanctions", "context"): CONTEXTS,
    ("sanctions", "severity"): (1, 3, 5),
    ("sanctions", "automatic"): (True, False),
    ("data_sources", "context"): CONTEXTS,
    ("data_sources", "relevance_to_purpose"): (
        {"claim": "relevant"} | SRC, {"claim": "relevant"}, {"claim": "none"},
    ),
    ("acts", "context"): CONTEXTS,
    ("sanctions", "proportionality"): ({"claim": "proportionate"} | SRC,),
    ("rewards", "standard_service_remains"): (True, False),
}  # fmt: skip
"""Fields of which nothing is known until they are declared, and what may be declared.

Left out are those with a documented meaning of their absence: topics, `about`, gravity and
lawfulness, `one_off`, security alone.
"""


@st.composite
def audited_data(draw: st.DrawFn) -> dict[str, Any]:
    """Return the plain values of a scheme of which an audit knows this and that."""
    data = draw(scheme_data())
    for act in data["acts"]:
        if draw(st.booleans()):
            act["gravity"] = draw(st.integers(0, 4))
        if draw(st.integers(0, 3)) == 0:
            act["topics"] = [draw(st.sampled_from(TOPICS))]
    data["data_sources"] = [
        {"id": f"source_{i}"}
        | ({"topics": [draw(st.sampled_from(TOPICS))]} if draw(st.booleans()) else {})
        for i in range(draw(st.integers(0, 2)))
    ]
    if draw(st.booleans()) and "score" in data:
        trigger = {"score_gte": data["score"]["initial"] + 10}
        data["rewards"] = [{"id": "reward", "kind": "a perk", "trigger": trigger}]
    for path in _unknown(data):
        if draw(st.booleans()):
            put(data, path, draw(st.sampled_from(FILLS[_family(path)])))
    return data


def _family(path: Path) -> tuple[str, ...]:
    return tuple(str(step) for step in path if not isinstance(step, int))


def _unknown(data: dict[str, Any]) -> list[Path]:
    """Return the fields of `FILLS` that are not declared in `data`."""
    found: list[Path] = []
    for family in FILLS:
        top, *rest = family
        if top in ("sanctions", "data_sources", "acts", "rewards"):
            entries = data.get(top, [])
            found += [(top, i, *rest) for i in range(len(entries)) if rest[0] not in entries[i]]
            continue
        here: Any = data
        for step in family:
            here = here.get(step) if isinstance(here, dict) else None
        if here is None:
            found.append(family)
    return found


def put(data: dict[str, Any], path: Path, value: Any) -> None:
    """Declare one field."""
    here: Any = data
    for step in path[:-1]:
        here = here.setdefault(step, {}) if isinstance(here, dict) else here[step]
    here[path[-1]] = copy.deepcopy(value)


@st.composite
def told_more(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any], Path]:
    """Return a scheme, and the same with one unknown field declared."""
    before = draw(audited_data())
    missing = _unknown(before)
    path = draw(st.sampled_from(missing))
    after = copy.deepcopy(before)
    put(after, path, draw(st.sampled_from(FILLS[_family(path)])))
    return before, after, path
