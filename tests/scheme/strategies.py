"""Random small schemes, for tests that hold the engine against something slower."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from bentham.evidence.acts import ACTS
from bentham.scheme.fields import Scheme
from bentham.scheme.loading import from_data

KINDS = ("travel_ban_air", "travel_ban_rail", "deny_job", "deny_loan")


def hundredths(low: int, high: int) -> st.SearchStrategy[float]:
    """Return numbers from `low` to `high` hundredths: short to read when a test fails."""
    return st.integers(low, high).map(lambda n: n / 100)


@st.composite
def _acts(draw: st.DrawFn) -> list[dict[str, Any]]:
    ids = st.sampled_from([act.id for act in ACTS])
    chosen = draw(st.lists(ids, min_size=1, max_size=6, unique=True))
    return [
        {
            "id": each,
            "detection_rate": draw(st.one_of(hundredths(40, 100), st.sampled_from([0, 1]))),
            "false_record_rate": draw(st.one_of(st.just(0), hundredths(0, 300))),
        }
        for each in chosen
    ]


@st.composite
def _score(draw: st.DrawFn) -> dict[str, Any]:
    initial = draw(st.integers(-200, 1200))
    score: dict[str, Any] = {
        "initial": initial,
    }
    if draw(st.booleans()):
        score["min"] = initial - draw(st.integers(0, 80))
    if draw(st.booleans()):
        score["max"] = initial + draw(st.integers(1, 80))
    if draw(st.booleans()):
        score |= {"decay": "halflife", "period_days": draw(st.integers(1, 400))}
    return score


def _grades(draw: st.DrawFn, initial: int) -> list[dict[str, Any]]:
    cut = initial + draw(st.integers(-60, 60))
    grades = [{"id": "low", "max": cut - 1}, {"id": "middle", "min": cut, "max": cut + 29}]
    return [*grades, {"id": "high", "min": cut + 30}]


def _lists(draw: st.DrawFn, initial: int | None) -> list[dict[str, Any]]:
    """Return at most one list, since a run keeps one, with some way in and some way out."""
    ways_in = ["court", "rule", *(["score_below"] if initial is not None else [])]
    criteria = draw(st.sampled_from(["", *ways_in]))
    lists = []
    if criteria:
        entry: dict[str, Any] = {"criteria": criteria}
        ways = ["performance", "term", "none"]
        if criteria == "court":
            entry["hazard_per_year"] = draw(hundredths(0, 400))
            entry["mistaken_share"] = draw(hundredths(0, 60))
        if initial is not None and criteria == "score_below":
            entry["score_below"] = initial + draw(st.integers(-60, 20))
            entry["exit_above"] = entry["score_below"] + draw(st.integers(0, 40))
            ways.append("score_above")
        way_out: dict[str, Any] = {"criteria": draw(st.sampled_from(ways))}
        if way_out["criteria"] == "performance":
            way_out["repaid_per_year"] = draw(hundredths(0, 1000))
        if way_out["criteria"] == "term":
            way_out["max_days"] = draw(st.integers(1, 30))
        lists.append({"id": f"by_{criteria}", "entry": entry, "exit": way_out})
    return lists


def _sanctions(draw: st.DrawFn, data: dict[str, Any]) -> list[dict[str, Any]]:
    triggers = [{"list": each["id"]} for each in data["lists"]]
    triggers += [{"grade": each["id"]} for each in data.get("grades", [])]
    if "score" in data:
        triggers.append({"score_lt": data["score"]["initial"] + draw(st.integers(-50, 20))})
    sanctions: list[dict[str, Any]] = [
        {
            "id": f"sanction_{i}",
            "kind": draw(st.sampled_from(KINDS)),
            "severity": draw(st.integers(0, 5)),
            "trigger": trigger,
        }
        for i, trigger in enumerate(triggers)
        if draw(st.booleans())
    ]
    fine = {"id": "fine", "kind": "fine", "severity": draw(st.integers(1, 2))}
    return [*sanctions, {**fine, "amount_days": draw(hundredths(0, 2000))}]


def _rules(draw: st.DrawFn, data: dict[str, Any]) -> list[dict[str, Any]]:
    rules = []
    for i, act in enumerate(data["acts"]):
        effect: dict[str, Any] = {}
        if "score" in data and draw(st.integers(0, 3)):
            effect["points"] = draw(st.integers(-60, 40))
        if any(each["id"] == "by_rule" for each in data["lists"]) and draw(st.booleans()):
            effect["add_to_list"] = "by_rule"
        if not effect or draw(st.booleans()):
            effect["trigger"] = "fine"
        rule = {"id": f"rule_{i}", "when": {"act": act["id"]}, "effect": effect}
        if set(effect) == {"points"} and draw(st.integers(0, 3)) == 0:
            rule["applies_to"] = "parents"
        rules.append(rule)
    return rules


@st.composite
def scheme_data(draw: st.DrawFn) -> dict[str, Any]:
    """Return the plain values of a small valid scheme that mostly does something."""
    data: dict[str, Any] = {"bentham": "0.1", "id": "random", "title": "Random"}
    data["acts"] = draw(_acts())
    data["subjects"] = {"coverage": draw(st.one_of(st.just(1), hundredths(0, 100)))}
    data["transparency"] = {"rules": draw(st.sampled_from(["public", "secret"]))}
    initial = None
    if draw(st.integers(0, 4)):
        data["score"] = draw(_score())
        initial = data["score"]["initial"]
        if draw(st.booleans()):
            data["grades"] = _grades(draw, initial)
    data["lists"] = _lists(draw, initial)
    data["sanctions"] = _sanctions(draw, data)
    data["rules"] = _rules(draw, data)
    if draw(st.booleans()):
        data["appeal"] = {
            "available": True,
            "use_rate_per_year": draw(hundredths(0, 3000)),
            "success_if_wrong": draw(hundredths(0, 100)),
        }
        if draw(st.booleans()):
            data["appeal"]["capacity_per_million_day"] = draw(st.integers(1, 20_000))
    return data


def schemes() -> st.SearchStrategy[Scheme]:
    """Return random small schemes, checked like a file."""
    return scheme_data().map(from_data)
