"""Art. 5(1)(d) to (h), one fact at a time."""

from __future__ import annotations

from typing import Any

import pytest

from audit.made_up import ends, view_of, words
from bentham.audit.procedure.biometrics import emotions, scraping, traits
from bentham.audit.procedure.crime import crime_prediction
from bentham.audit.procedure.real_time import real_time

OUT = ("OUT_OF_SCOPE_ART5",) * 2
PROHIBITED = ("PROHIBITED_INDICATED",) * 2
BORDER = ("BORDERLINE",) * 2
HEAD = {"bentham": "0.1", "id": "x", "title": "X", "status": "in_force",
        "technology": {"ai_system": "yes"}}  # fmt: skip


def predicted(sources: list[dict[str, Any]], **more: Any) -> Any:
    task = {"id": "risk", "task": "crime_prediction"} | more.pop("component", {})
    review = more.pop("review", {"stage": "none", "rests_on_facts": False})
    data = {
        **HEAD, "subjects": {"unit": "natural_person"} | more.pop("subjects", {}),
        "technology": {"ai_system": "yes", "components": [task], "human_review": review},
        "data_sources": [{"id": f"s{i}", **each} for i, each in enumerate(sources)],
    }  # fmt: skip
    return crime_prediction(view_of(data))


def test_traits_alone_are_indicated_to_be_prohibited() -> None:
    assert ends(predicted([{"topics": ["sex"]}, {"topics": ["language"]}])) == PROHIBITED


def test_an_established_fact_takes_it_out_and_an_arrest_is_arguable() -> None:
    assert ends(predicted([{"topics": ["sex"]}, {"topics": ["conviction"]}])) == OUT
    assert ends(predicted([{"topics": ["sex"]}, {"topics": ["arrest"]}])) == BORDER


def test_whether_an_unnamed_source_is_a_fact_has_to_be_declared() -> None:
    assert ends(predicted([{}])) == ("OUT_OF_SCOPE_ART5", "PROHIBITED_INDICATED")
    assert ends(predicted([{"objective_fact": True}])) == OUT
    assert ends(predicted([{"objective_fact": False}])) == PROHIBITED


def test_what_relatives_did_is_no_fact_about_the_person() -> None:
    assert ends(predicted([{"about": "relative", "topics": ["conviction"]}])) == PROHIBITED


def test_places_are_outside_unless_they_feed_a_score_of_people() -> None:
    for feeds, verdict in ((False, OUT), (True, PROHIBITED)):
        subjects = {"unit": "place", "feeds_person_score": feeds}
        assert ends(predicted([{"topics": ["address"]}], subjects=subjects)) == verdict


def test_administrative_offences_and_support_of_an_assessment_are_outside() -> None:
    administrative = {"predicts": "administrative_offence"}
    assert ends(predicted([{"topics": ["age"]}], component=administrative)) == OUT
    review = {"stage": "before", "rests_on_facts": True}
    assert ends(predicted([{"topics": ["age"]}], review=review)) == OUT


def cameras(**parts: Any) -> Any:
    return view_of({**HEAD, "cameras": parts})


@pytest.mark.parametrize(
    ("database", "verdict"),
    [
        ({"source": "scraped_untargeted"}, PROHIBITED),
        ({"source": "scraped_targeted"}, OUT),
        ({"source": "scraped_untargeted", "faces": False}, OUT),
        ({"source": "scraped_untargeted", "use": "training_only"}, OUT),
        ({"source": "scraped_untargeted", "scraped_from": ["other"]}, OUT),
        ({"use": "recognition"}, ("OUT_OF_SCOPE_ART5", "PROHIBITED_INDICATED")),
    ],
)
def test_a_database_of_faces(database: dict[str, Any], verdict: tuple[str, str]) -> None:
    assert ends(scraping(cameras(database=database))) == verdict


@pytest.mark.parametrize(
    ("emotion", "verdict"),
    [
        ({"places": ["workplace"], "purpose": "other"}, PROHIBITED),
        ({"places": ["workplace"], "of": ["customers"], "purpose": "other"}, OUT),
        ({"places": ["recruitment"], "purpose": "other"}, PROHIBITED),
        ({"places": ["education"], "purpose": "safety"}, OUT),
        ({"places": ["workplace"], "purpose": "other", "infers": "physical_state"}, OUT),
        ({"places": ["workplace"], "purpose": "other", "from_biometrics": False}, OUT),
        ({"places": ["workplace"]}, ("OUT_OF_SCOPE_ART5", "PROHIBITED_INDICATED")),
        ({"places": ["shop"], "purpose": "other"}, OUT),
    ],
)
def test_moods_at_work(emotion: dict[str, Any], verdict: tuple[str, str]) -> None:
    assert ends(emotions(cameras(emotion=emotion))) == verdict


@pytest.mark.parametrize(
    ("trait", "verdict"),
    [("union", PROHIBITED), ("eye_colour", OUT), ("ethnicity", BORDER)],
)
def test_traits_from_bodies(trait: str, verdict: tuple[str, str]) -> None:
    assert ends(traits(cameras(biometric_categorisation=[trait]))) == verdict
    labelled = {"biometric_categorisation": [trait],
                "categorisation_use": "labelling_lawful_datasets"}  # fmt: skip
    assert ends(traits(cameras(**labelled))) == OUT


SAFE: dict[str, Any] = {
    "mode": "real_time", "objective": "annex_ii_suspects", "targeted_person": True,
    "limits": ["time", "place", "persons"], "individual_authorisation": "judicial",
    "auto_action": False, "watchlist": {"min_offence_years": 4},
}  # fmt: skip
OVERSEEN = {"national_law": True, "fria": True, "registered": True}


def live(face: dict[str, Any], oversight: dict[str, Any] | None = None, **operator: Any) -> Any:
    data = {
        **HEAD, "operator": {"kind": "police"} | operator,
        "oversight": OVERSEEN if oversight is None else oversight,
        "cameras": {"publicly_accessible": True, "face_recognition": face},
    }  # fmt: skip
    return real_time(view_of(data))


def test_the_exception_needs_every_safeguard() -> None:
    assert ends(live(SAFE)) == OUT
    for name in OVERSEEN:
        assert ends(live(SAFE, OVERSEEN | {name: False})) == PROHIBITED
    worse = {
        "objective": "other", "targeted_person": False, "limits": ["time"], "auto_action": True,
        "individual_authorisation": "internal", "watchlist": {"min_offence_years": 3},
        "urgency_hours": 48,
    }  # fmt: skip
    for name, value in worse.items():
        assert ends(live(SAFE | {name: value})) == PROHIBITED, name


def test_without_a_national_law_nothing_is_excepted_and_undeclared_is_not_known() -> None:
    open_ended = {name: value for name, value in OVERSEEN.items() if name != "national_law"}
    assert ends(live(SAFE, open_ended)) == ("OUT_OF_SCOPE_ART5", "PROHIBITED_INDICATED")


def test_identification_afterwards_is_high_risk_and_not_called_allowed() -> None:
    found = live(SAFE | {"mode": "post"})
    assert ends(found) == OUT
    assert "AIA-ANX3" in found.but_see
    reasons = [r.said for e in found.elements for r in e.judged.because if e.id == "REAL-TIME"]
    assert "high-risk" in reasons[0]
    assert "not an allowed one" in reasons[0]


def test_a_shop_is_not_law_enforcement_unless_it_acts_for_the_police() -> None:
    assert ends(live(SAFE | {"objective": "other"}, kind="platform")) == OUT
    acting = live(SAFE | {"objective": "other"}, kind="platform", on_behalf_of="police")
    assert ends(acting) == PROHIBITED


def test_no_cameras_declared_is_out_and_none_mentioned_is_not_assessable() -> None:
    for apply in (scraping, emotions, traits, real_time):
        assert ends(apply(cameras(exists=False))) == OUT
        assert ends(apply(view_of(HEAD))) == ("NOT_ASSESSABLE",) * 2


def test_every_element_has_a_reason() -> None:
    for found in (live(SAFE), predicted([{"topics": ["age"]}])):
        assert all(each.judged.because for each in found.elements)
        assert set(words(found).values()) <= {"true", "false", "contested", "unknown"}
