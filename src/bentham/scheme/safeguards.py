"""Eight safeguards that could be added to any scheme, each as a change of what it declares.

A safeguard takes a scheme and returns it with the safeguard, or says that there is nothing to add:
the scheme has it already, or has nothing that it could protect from. Nothing here ever adds a
source, a sanction or a liability, and no context is called by another name.

What an independent appeal or a check of reports achieves is assumed: the numbers are those of the
presets ``whole-system-with-...`` and are marked A in the scheme that comes out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bentham.scheme import loading
from bentham.scheme.densities import densities
from bentham.scheme.fields import Scheme
from bentham.scheme.paths import Data
from bentham.scheme.reforms import OF_A_REFORM, as_data

APPEAL = {
    "available": True, "body": "court", "reasons_given": True, "burden": "operator",
    "use_rate_per_year": 4.0, "success_if_wrong": 0.8, "capacity_per_million_day": 100.0,
    "mark": "A", "src": "assumed: an appeal that somebody else decides",
}  # fmt: skip
PENALTY = 50.0
"""Points that a false report costs where reports are verified; assumed."""

OPEN_RULES = {
    "rules": "public", "weights": True, "own_score": True, "own_data": True, "reasons": True,
}  # fmt: skip
FEWER = 0.5
"""Share of the cameras that is left."""


@dataclass(frozen=True)
class Safeguard:
    """One safeguard.

    Parameters
    ----------
    id, title : str
        Its name, and what it is called.
    words : str
        What it changes, as a sentence.
    change : callable
        Changes a scheme's data where there is something to change; returns whether it did.
    """

    id: str
    title: str
    words: str
    change: Callable[[Data], bool]

    def added_to(self, scheme: Scheme) -> Scheme | None:
        """Return the scheme with this safeguard; None where nothing would change."""
        return with_safeguards(scheme, [self])


def with_safeguards(scheme: Scheme, chosen: list[Safeguard]) -> Scheme | None:
    """Return a scheme with some safeguards, one after the other; None where none changes it."""
    data = {key: value for key, value in as_data(scheme).items() if key not in OF_A_REFORM}
    changed = [each for each in chosen if each.change(data)]
    if not changed:
        return None
    data["id"] = "-and-".join([scheme.id, *(each.id for each in changed)])[:60].rstrip("-")
    return loading.from_data(data, scheme.id)


def _notice(data: Data) -> bool:
    found = False
    for each in data.get("lists", []):
        if each.get("kind", "black") == "red":
            continue
        entry = each.setdefault("entry", {})
        if entry.get("notice") != "before" or not entry.get("hearing"):
            entry |= {"notice": "before", "hearing": True}
            found = True
    if found:
        data.setdefault("transparency", {})["notice_at_adverse_action"] = True
    return found


def _independent_appeal(data: Data) -> bool:
    appeal = data.get("appeal", {})
    independent = appeal.get("available") and appeal.get("body") in ("court", "independent_admin")
    if independent or not (data.get("lists") or data.get("score") or data.get("sanctions")):
        return False
    data["appeal"] = dict(APPEAL)
    return True


def _verified_reports(data: Data) -> bool:
    informants = data.get("informants")
    if not informants or not informants.get("hotline") or informants.get("verification") == "court":
        return False
    informants |= {"verification": "court", "anonymous": False}
    informants["false_report_penalty"] = max(
        PENALTY, informants.get("false_report_penalty", 0.0)
    )  # never less than it was
    return True


def _no_kin(data: Data) -> bool:
    found = data.pop("relatives", None) is not None
    others = [r["id"] for r in data.get("rules", []) if _takes_from_others(r)]
    data["rules"] = [r for r in data.get("rules", []) if r["id"] not in others]
    kept = [s for s in data.get("sanctions", []) if s.get("target", "actor") == "actor"]
    found = found or bool(others) or len(kept) < len(data.get("sanctions", []))
    data["sanctions"] = kept
    return found


def _takes_from_others(rule: Data) -> bool:
    """Return whether a rule costs somebody points, or puts them on a list, for another's act."""
    effect = rule.get("effect", {})
    points = effect.get("points", 0)
    lowest = min(points) if isinstance(points, list | tuple) else points
    harms = lowest < 0 or "add_to_list" in effect or "trigger" in effect
    return bool(rule.get("applies_to", "actor") != "actor" and harms)


def _published_rules(data: Data) -> bool:
    said = data.setdefault("transparency", {})
    has = all(said.get(key) == value for key, value in OPEN_RULES.items())
    if has or not (data.get("rules") or data.get("lists")):
        return False
    said |= OPEN_RULES
    return True


def _no_cross_context(data: Data) -> bool:
    """Remove what a score, a grade or a list does in a sphere that its records do not come from."""
    of_act = {a["id"]: a.get("context") for a in data.get("acts", [])}
    scoring, listing = set(), set()
    for rule in data.get("rules", []):
        context = of_act.get(rule.get("when", {}).get("act"))
        effect = rule.get("effect", {})
        if "points" in effect or "set_grade" in effect or "set_score" in effect:
            scoring.add(context)
        if "add_to_list" in effect:
            listing.add(context)
    for each in data.get("lists", []):
        criteria = each.get("entry", {}).get("criteria")
        if criteria == "court":
            listing.add("court_enforcement")
        elif criteria == "score_below":
            listing |= scoring

    def crosses(sanction: Data) -> bool:
        trigger = sanction.get("trigger") or {}
        if "rule" in trigger or not trigger:
            return False
        sources = listing if "list" in trigger else scoring
        return bool(sources - {sanction.get("context")})

    kept = [s for s in data.get("sanctions", []) if not crosses(s)]
    bars = (data.get("relatives") or {}).get("bars", [])
    if len(kept) == len(data.get("sanctions", [])) and not bars:
        return False
    data["sanctions"] = kept
    if bars:
        data["relatives"]["bars"] = []
    return True


def _fewer_cameras(data: Data) -> bool:
    cameras = data.get("cameras")
    if not cameras:
        return False
    density = cameras.get("per_1000")
    if density is None and (of := cameras.pop("density_of", None)):
        density = densities()[of]
    if not density:
        return False
    cameras["per_1000"] = density * FEWER
    cameras |= {"mark": "A", "src": "half of what the scheme declares"}
    return True


def _open_internet(data: Data) -> bool:
    filtered = data.pop("filter", None) is not None
    return (data.pop("monitoring", None) is not None) or filtered


SAFEGUARDS: tuple[Safeguard, ...] = (
    Safeguard("notice", "notice and a hearing",
              "People are told and heard before they are put on the list.", _notice),
    Safeguard("independent-appeal", "independent appeal",
              "A court that did not decide the entry hears appeals.", _independent_appeal),
    Safeguard("verified-reports", "verified reports",
              "A court checks every report, and false ones cost points.", _verified_reports),
    Safeguard("no-kin", "relatives left alone",
              "Nobody pays for what somebody else did.", _no_kin),
    Safeguard("published-rules", "published rules",
              "The rules that count are published, and people see their own record.",
              _published_rules),
    Safeguard("no-cross-context", "no sanctions across contexts",
              "A score or a list closes no door in another sphere of life.", _no_cross_context),
    Safeguard("fewer-cameras", "half the cameras", "Half the cameras are taken down.",
              _fewer_cameras),
    Safeguard("open-internet", "an open internet",
              "Nothing is kept out, no post is deleted, nobody watches who reads or writes.",
              _open_internet),
)  # fmt: skip
