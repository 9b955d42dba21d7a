"""Random small schemes with random parts that watch and coerce, lively enough for a short test."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from strategies import hundredths, scheme_data

from bentham.evidence.acts import ACTS
from bentham.scheme.consequences import BARRING_KINDS
from bentham.scheme.fields import Scheme
from bentham.scheme.loading import from_data

SHARES = hundredths(0, 100)
FLAGS = st.booleans()
CAPACITIES = st.one_of(st.none(), st.integers(1, 200_000))
WITH_SLOT = [act.id for act in ACTS if act.width > 0]


def _without_none(part: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if value is not None}


def _filter(draw: st.DrawFn) -> dict[str, Any]:
    flags = ("blocks", "state_media", "reading_watched", "news_of_punishment", "fabricates")
    part: dict[str, Any] = {name: draw(FLAGS) for name in flags}
    part["blocked_site"] = draw(st.sampled_from(["none", "gradual", "sudden"]))
    return part | {"leak": draw(SHARES)}


def _monitoring(draw: st.DrawFn) -> dict[str, Any]:
    label = ("true_statements", "false_statements", "concealed_event")
    return {
        "flag": {topic: draw(SHARES) for topic in ("criticism", "praise", "call", "news")},
        "identify": draw(SHARES),
        "capacity_per_million_day": draw(CAPACITIES),
        "label": {name: draw(SHARES) for name in label},
    }


def _cameras(draw: st.DrawFn) -> dict[str, Any]:
    includes = draw(st.lists(st.sampled_from(["punished", "listed"]), unique=True))
    face = {
        "mode": draw(st.sampled_from(["none", "post", "real_time"])),
        "fpir": draw(hundredths(0, 20)),
        "fnir": draw(SHARES),
        "scans_per_day": draw(st.one_of(st.none(), hundredths(0, 500))),
        "identifies_marchers": draw(FLAGS),
        "individual_review": draw(FLAGS),
        "watchlist": {"share": draw(hundredths(0, 20)), "includes": includes},
    }
    return {
        "per_1000": draw(st.integers(0, 100)),
        "phones": draw(FLAGS),
        "plates": draw(FLAGS),
        "operators_per_million_day": draw(CAPACITIES),
        "face_recognition": _without_none(face),
    }


def _informants(draw: st.DrawFn, scored: bool) -> dict[str, Any]:
    part: dict[str, Any] = {
        "police": draw(FLAGS),
        "hotline": draw(FLAGS),
        "verification": draw(st.sampled_from(["none", "agency", "court"])),
    }
    if scored:
        part["reward"] = {"points": draw(st.integers(0, 100))}
        part["false_report_penalty"] = draw(st.integers(0, 100))
    return part


def _feeds(draw: st.DrawFn) -> list[dict[str, Any]]:
    return [
        {
            "id": f"feed_{i}",
            "acts": draw(st.lists(st.sampled_from(WITH_SLOT), min_size=1, max_size=8, unique=True)),
            "coverage": draw(SHARES),
            "delay_days": draw(st.integers(0, 5)),
            "error_rate": draw(hundredths(0, 1000)),
            "mix_up_rate": draw(hundredths(0, 25)),
        }
        for i in range(draw(st.integers(0, 2)))
    ]


def _repression(draw: st.DrawFn) -> dict[str, Any]:
    triggers = st.sampled_from(["criticism", "protest", "wanted"])
    return {
        "triggers": draw(st.lists(triggers, min_size=1, unique=True)),
        "arrest_share": draw(SHARES),
        "max_detention_days": draw(st.integers(1, 20)),
        "arrests_per_million_day": draw(CAPACITIES),
    }


def _relatives(draw: st.DrawFn, scored: bool) -> dict[str, Any]:
    bars = draw(st.lists(st.sampled_from(BARRING_KINDS), unique=True))
    part: dict[str, Any] = {"bars": bars, "list_spill": draw(FLAGS)}
    return part | ({"points": draw(st.integers(0, 100))} if scored else {})


@st.composite
def watched_data(draw: st.DrawFn) -> dict[str, Any]:
    """Return the plain values of a small valid scheme, each part with even chance."""
    data = draw(scheme_data())
    scored = "score" in data
    parts = {
        "filter": lambda: _filter(draw),
        "monitoring": lambda: _without_none(_monitoring(draw)),
        "cameras": lambda: _without_none(_cameras(draw)),
        "informants": lambda: _informants(draw, scored),
        "gatherers": lambda: {
            "blind_share": draw(SHARES), "paid": draw(FLAGS),
            **({"favouritism": draw(st.integers(0, 50))} if scored else {}),
        },
        "feeds": lambda: _feeds(draw),
        "repression": lambda: _without_none(_repression(draw)),
        "relatives": lambda: _relatives(draw, scored),
        "corruption": lambda: {"officials_take": True},
        "repair": lambda: {"available": True},
    }  # fmt: skip
    for name, make in parts.items():
        if draw(FLAGS):
            data[name] = make()
    for each in data["lists"]:
        each["entry"]["notice"] = draw(st.sampled_from(["none", "after", "before"]))
    if scored and draw(FLAGS):
        above = data["score"]["initial"] + draw(st.integers(-20, 20))
        entry = {"criteria": "score_above", "score_above": above}
        data["lists"].append({"id": "red", "kind": "red", "entry": entry})
    for i, kind in enumerate(BARRING_KINDS):
        triggers = [{"list": each["id"]} for each in data["lists"] if each["id"] != "red"]
        if triggers and draw(FLAGS):
            sanction = {"id": f"bar_{i}", "kind": kind, "severity": 1, "trigger": triggers[0]}
            data["sanctions"].append(sanction)
    data["transparency"]["weights"] = draw(FLAGS)
    return data


def watched_schemes() -> st.SearchStrategy[Scheme]:
    """Return random small schemes with such parts, checked like a file."""
    return watched_data().map(from_data)
