"""Simulated evidence: numbers worked out by hand, planted truths, evidence that is kept."""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import binom, t
from tests.audit.made_up import TENANTS, view_of

from bentham.audit.checks.model import judged
from bentham.audit.checks.register import CHECKS
from bentham.audit.dynamic import numbers, worlds
from bentham.audit.dynamic.intervals import estimated
from bentham.audit.dynamic.keeping import FILE, read, written
from bentham.audit.dynamic.simulated import Asked, held, scheme_sha256, simulated
from bentham.audit.evidence import Evidence, Measured
from bentham.day.person import TALLIES
from bentham.evidence.errors import InvalidInput, UsageError
from bentham.scheme.loading import from_data, load
from bentham.study.small_worlds import Cases

DAYS, GAMING, FRIVOLOUS, FALSE, MISTAKEN = 90, 1.6, 1.6, 0.8, 0.3
BY_CLASS, SHARES = (0.5, 1.1, 1.8), (0.4, 0.4, 0.2)

PLANTED: dict[str, Any] = {
    "bentham": "0.1",
    "id": "planted",
    "title": "Planted truths",
    "status": "fictional",
    "operator": {"kind": "local_government", "public": True},
    "purpose": {"category": "benefit_allocation", "legitimate_aim": ["public_order"]},
    "acts": [
        {"id": "long_gaming", "context": "welfare", "detection_rate": 1.0,
         "false_record_rate": FALSE},
        {"id": "frivolous_purchase", "context": "platform_online", "detection_rate": 1.0},
    ],
    "score": {"kind": "points", "initial": 100},
    "rules": [
        {"id": "gaming", "when": {"act": "long_gaming"}, "effect": {"points": -10}},
        {"id": "buying", "when": {"act": "frivolous_purchase"}, "effect": {"points": -10}},
    ],
    "grades": [{"id": "low", "max": 99}, {"id": "fine", "min": 100}],
    "sanctions": [
        {"id": "less", "kind": "benefit_cut", "context": "welfare", "severity": 2,
         "trigger": {"grade": "low"}, "automatic": True},
    ],
    "lists": [
        {"id": "named", "kind": "black",
         "entry": {"criteria": "court", "hazard_per_year": 2.0, "mistaken_share": MISTAKEN},
         "exit": {"criteria": "none"}},
    ],
    "simulation": {"parameters": {
        "conduct.deterrence": {"value": 0.0, "src": "so that the truth has a closed form"},
        "society.offence_factor": {"value": 2.0, "src": "so that the classes differ enough"},
    }},
}  # fmt: skip
"""Nobody is deterred, the score never heals and no listing ends: every share has a closed form."""


def days_low(per_year: float) -> float:
    """Expected adult-days below the first grade, of one adult with that many records a year."""
    chance = per_year / 365
    return sum(1 - (1 - chance) ** day for day in range(1, DAYS + 1))


def truths() -> dict[str, float]:
    """The four shares in closed form."""
    all_, buying = GAMING + FALSE, [FRIVOLOUS * each for each in BY_CLASS]
    low = [days_low(all_ + each) for each in buying]
    own = sum(s * days_low(GAMING + each) for s, each in zip(SHARES, buying, strict=True))
    everything = sum(s * each for s, each in zip(SHARES, low, strict=True))
    return {
        "SC-07": 1 - days_low(all_) / everything,
        "CP-02": 1 - own / everything,
        "DP-06": MISTAKEN,
        "FR-01": (DAYS - low[2]) / (DAYS - low[0]),
    }


ERROR = 0.001
"""Chance that a right auditor fails one of the tests below; four numbers share it."""


def audited(audits: int) -> dict[str, list[Measured]]:
    """The four numbers of so many audits, each with its own luck."""
    scheme, true = from_data(PLANTED), truths()
    found: dict[str, list[Measured]] = {check: [] for check in true}
    for seed in range(audits):
        asked = Asked(people=1_000, days=DAYS, seeds=6, assumptions=0, seed=1_000 + seed)
        one = simulated(scheme, asked, only=tuple(true))
        for check, values in found.items():
            values.append(one.measured[check])
    return found


def expect_covered(found: dict[str, list[Measured]]) -> None:
    """Coverage is between 93 and 97 % in truth."""
    for check, true in truths().items():
        audits = len(found[check])
        hits = sum(one.luck_low <= true <= one.luck_high for one in found[check])
        least = binom.ppf(ERROR / 8, audits, 0.93)
        most = binom.ppf(1 - ERROR / 8, audits, 0.97)
        assert least <= hits <= most, (check, hits, audits)


def test_planted_shares_are_found_and_mostly_covered() -> None:
    """Eight audits: the mean of each number by Student's t, and at least half of the intervals."""
    found = audited(8)
    expect_covered(found)
    for check, true in truths().items():
        values = np.array([one.value for one in found[check]])
        error = values.std(ddof=1) / math.sqrt(len(values))
        limit = t.ppf(1 - ERROR / 8, len(values) - 1) * error
        assert abs(values.mean() - true) <= limit, (check, values.mean(), true, limit)
        assert limit < 0.2 * true  # the test can see what is off by a fifth


@pytest.mark.full
def test_planted_shares_are_covered_by_their_intervals_in_1600_runs() -> None:
    expect_covered(audited(1_600))


# --- Numbers by hand ---


def counts(**tallies: float | list[float]) -> np.ndarray[Any, Any]:
    out = np.zeros((3, len(TALLIES)))
    for name, value in tallies.items():
        out[:, TALLIES.index(name)] = value if isinstance(value, list) else [value, 0, 0]
    return out


def test_a_detriment_is_a_day_of_any_of_four_kinds_and_its_share_vanishes() -> None:
    world = {
        "as it is": counts(SANCTIONED=[3, 2, 1], FINED=2, DETAINED=1, KIN_AFFECTED=1),
        "neutral": counts(FINED=2, DETAINED=1, KIN_AFFECTED=1),
    }
    assert numbers.detriments(world["as it is"]) == 10
    assert numbers.vanishing(world, "neutral") == pytest.approx(0.6)


def test_a_courts_mistakes_count_as_the_act_of_another() -> None:
    world = {
        "as it is": counts(SANCTIONED=10, WRONGLY_LISTED=4, STRANGER_LISTED=1,
                           SANCTIONED_WRONGLY=4),
        "own": counts(SANCTIONED=9),
    }  # fmt: skip
    # One day vanishes with the stranger; three more were mistakes of a court.
    assert numbers.for_others(world) == pytest.approx(0.4)


def test_the_auc_of_two_grades_by_hand() -> None:
    here = counts(GRADE_0=[3, 1, 0], GRADE_1=[1, 2, 1])
    # 3 poor below 3 others, 3 x 1 and 1 x 3 ties, of 4 x 4 pairs.
    assert numbers.told_by_grade({"as it is": here}) == pytest.approx((9 + 3) / 16)


def test_ratios_of_classes_are_undefined_without_two_classes() -> None:
    assert numbers.least_by_greatest([0.8, 1.0, math.nan]) == pytest.approx(0.8)
    assert math.isnan(numbers.least_by_greatest([0.8, math.nan, math.nan]))
    assert math.isnan(numbers.greatest_by_least([0.8, 0.0, 0.1]))


def test_the_interval_of_a_mean_is_students() -> None:
    values = np.array([1.0, 2.0, 4.0, 9.0])
    rows = np.array([[[[v, 1.0]] for v in values]])  # world, case, class, (top, bottom)
    found = estimated(
        Cases(100, 4, 0), rows, lambda c: c[0, 0, 0] / c[0, 0, 1], "mean", (-math.inf, math.inf)
    )
    assert found is not None
    half = t.ppf(0.975, 3) * values.std(ddof=1) / 2
    assert (found.value, found.luck_high - found.value) == pytest.approx((4.0, half))


def test_the_range_over_assumptions_holds_every_draw_and_the_range_of_luck() -> None:
    rows = np.array([[[[v, 1.0]] for v in (2.0, 2.0, 7.0, 1.0)]])
    found = estimated(Cases(100, 2, 2), rows, lambda c: c[0, 0, 0] / c[0, 0, 1], "", (0.0, 9.0))
    assert found == Measured(2.0, 1.0, 7.0, 2.0, 2.0, "")


# --- Worlds take away and add nothing ---


CHANGES = (
    worlds.neutral, worlds.no_others, worlds.no_appeal,
    worlds.without_data({"utility_late", "list:defaulters"}),
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("name", ["municipal-points", "defaulter-list", "whole-system"])
def test_a_world_of_an_audit_never_adds_a_sanction_or_a_rule(name: str, change: Any) -> None:
    from bentham.study.planning import plan

    todo = plan(name, people=1_000, days=1)
    made = worlds.varied(todo, change).scheme
    for part in ("sanctions", "rules", "lists", "acts"):
        before = {each.id for each in getattr(todo.scheme, part)}
        assert {each.id for each in getattr(made, part)} <= before


def test_pairs_that_nobody_has_named_are_kept_apart_from_those_named() -> None:
    (welfare,) = worlds.spheres(view_of(PLANTED))
    assert welfare.context == "welfare"
    assert welfare.named == {"frivolous_purchase"}
    assert welfare.contested == {"frivolous_purchase", "list:named"}


def test_a_file_narrows_an_assumption_only_with_a_source() -> None:
    data = {
        **PLANTED,
        "simulation": {"parameters": {"conduct.deterrence": {"value": 0.0},
                                      "listing.poverty": {"value": 0.5, "src": "a study"}}},
    }  # fmt: skip
    assert held(from_data(data)) == {"listing.poverty": 0.5}


# --- Findings ---


def test_low_precision_is_a_finding_only_where_a_match_acts_and_nobody_reviews_it() -> None:
    check = CHECKS["BI-05"]
    low = Measured(0.1, 0.05, 0.2, 0.05, 0.2, "precision")
    face = {"auto_action": True, "individual_review": False}
    for changed, kind in (({}, "fail"), ({"individual_review": True}, "informational"),
                          ({"auto_action": False}, "informational")):  # fmt: skip
        data = {**TENANTS, "cameras": {"face_recognition": {**face, **changed}}}
        (found,) = judged(check, low, view_of(data))
        assert found.kind == kind


def test_what_was_simulated_and_has_no_number_is_not_called_unsimulated() -> None:
    (found,) = judged(CHECKS["DP-06"], None, view_of(TENANTS), "nobody was on the list")
    assert found.kind == "informational"
    assert "nobody was on the list" in found.said


def test_an_end_without_bound_is_said_to_be_none() -> None:
    one = Measured(0.8, -math.inf, 1.0, 0.4, 1.0, "a share")
    (found,) = judged(CHECKS["SC-05"], one, view_of(TENANTS))
    assert "a share: 0.8 (luck, 95 %: 0.4 to 1; assumptions: up to 1, no lower end)" in found.said


# --- Evidence that is kept ---


def kept_evidence(scheme: Any) -> Evidence:
    one = Measured(0.5, -math.inf, 0.7, 0.4, 0.6, "a share")
    about = {"scheme": scheme.id, "scheme_sha256": scheme_sha256(scheme)}
    return Evidence({"DP-06": one}, about, {"CP-02": "nobody"})


def test_evidence_comes_back_as_it_was_written(tmp_path: Path) -> None:
    scheme = from_data(PLANTED)
    evidence = kept_evidence(scheme)
    (tmp_path / FILE).write_text(written(evidence), encoding="utf-8")
    again = read(tmp_path, scheme)
    assert dataclasses.asdict(again) == dataclasses.asdict(evidence)
    reordered = from_data(dict(reversed(list(json.loads(json.dumps(PLANTED)).items()))))
    assert read(tmp_path, reordered) == again


def test_evidence_of_another_scheme_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(written(kept_evidence(from_data(PLANTED))), encoding="utf-8")
    with pytest.raises(InvalidInput, match="another scheme"):
        read(tmp_path, load("municipal-points"))
    with pytest.raises(InvalidInput, match="cannot be read"):
        read(tmp_path / "nowhere", load("municipal-points"))


@pytest.mark.parametrize(("asked", "said"), [(Asked(people=100), "--people"),
                                             (Asked(seeds=1), "--seeds")])  # fmt: skip
def test_a_simulation_too_small_for_an_interval_is_refused(asked: Asked, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        simulated(from_data(PLANTED), asked)
