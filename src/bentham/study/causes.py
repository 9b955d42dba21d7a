"""What a scheme declares that can move a metric: the causes named in the metric registry."""

from __future__ import annotations

from collections.abc import Mapping

from bentham.engine.reading import Reading, read
from bentham.evidence.acts import ACTS
from bentham.scheme.fields import Scheme

RULERS = {
    "scheme.lists": "listing", "scheme.mistakes": "listing", "scheme.appeal": "listing",
    "scheme.score": "scoring", "scheme.takes_points": "scoring", "scheme.gives_points": "scoring",
    "scheme.tiers": "sanctions", "scheme.sanctions": "sanctions",
    "scheme.fines": "sanctions", "scheme.bars_flights": "sanctions",
    "scheme.bars_trains": "sanctions", "scheme.bars_travel": "sanctions",
    "scheme.detection": "recording", "scheme.false_records": "recording",
    "scheme.punishes_speech": "risk", "scheme.known": "risk", "scheme.deters": "conduct",
    "scheme.deters_lawful": "conduct",
}  # fmt: skip
"""The system that must be on for a declared cause to act."""


def causes(
    scheme: Scheme, values: Mapping[str, float], off: tuple[str, ...] = ()
) -> frozenset[str]:
    """Return the causes that are declared and whose system is on."""
    said = read(scheme, values)
    tiers = bool(said.tiers)
    flights = said.barred_listed[0] or said.barred_below[0] is not None
    trains = said.barred_listed[1] or said.barred_below[1] is not None
    enters = said.hazard > 0 or any(r.lists for r in said.record.values())
    lists = said.listing and (enters or said.list_below is not None)
    deterred = {
        a.kind for a in ACTS
        if said.expected_cost[a.id] > 0 and values["conduct.deterrence"] > 0 and said.known > 0
    }  # fmt: skip
    present = {
        "scheme.lists": lists,
        "scheme.mistakes": lists and said.mistaken > 0,
        "scheme.appeal": lists and said.mistaken > 0 and said.appeal_rate > 0,
        "scheme.score": said.scored,
        "scheme.takes_points": any(
            min(r.points_low, r.parents_low) < 0 and _reached(said, a)
            for a, r in said.record.items()
        ),
        "scheme.gives_points": any(
            max(r.points_high, r.parents_high) > 0 and _reached(said, a)
            for a, r in said.record.items()
        ),
        "scheme.tiers": tiers,
        "scheme.sanctions": tiers or (lists and said.listed_loss > 0),
        "scheme.fines": any(r.fine_days > 0 and said.chance[a] > 0 for a, r in said.record.items()),
        "scheme.bars_flights": flights,
        "scheme.bars_trains": trains,
        "scheme.bars_travel": flights or trains,
        "scheme.detection": any(said.chance[a.id] > 0 for a in ACTS if a.width > 0),
        "scheme.false_records": any(x > 0 for x in said.false_rate.values()),
        "scheme.punishes_speech": said.speech_punished,
        "scheme.known": said.known > 0,
        "scheme.deters": bool(deterred & {"offence", "debt"}),
        "scheme.deters_lawful": "lawful" in deterred,
    }
    systems = {"attitude", "expression", "conduct", "welfare"} - set(off)
    return frozenset(
        {name for name, is_so in present.items() if is_so and RULERS[name] not in off} | systems
    )


def _reached(said: Reading, act: str) -> bool:
    """Say whether an act can ever stand in a record."""
    return said.scored and (said.chance[act] > 0 or said.false_rate[act] > 0)
