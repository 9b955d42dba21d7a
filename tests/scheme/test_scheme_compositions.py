"""Presets that are put together from others, and what each safeguard changes."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from safeguards import PARTS, SAFEGUARDS

from bentham.evidence.errors import InvalidInput
from bentham.scheme.densities import densities
from bentham.scheme.fields import Scheme
from bentham.scheme.loading import load, loads, source_text
from bentham.scheme.reforms import OF_A_REFORM, with_settings

HEAD = "base: open-society\nid: mixed\ntitle: Mixed\nas_of: 2027-01-01\n"


def test_the_whole_system_is_put_together_from_the_other_presets() -> None:
    whole = load("whole-system")
    assert all(getattr(whole, part) for part in PARTS)
    assert whole.monitoring == load("national-filter").monitoring
    assert whole.informants == load("snitch-line").informants
    assert whole.score == load("municipal-points").score
    points = {rule.id: rule for rule in whole.rules}
    for name in ("municipal-points", "snitch-line"):
        for rule in load(name).rules:
            assert points[rule.id].effect.points == rule.effect.points
    text = source_text("whole-system")
    assert not any(f"\n{part}:" in text for part in ("score", *PARTS))


@pytest.mark.parametrize(
    "name", ["whole-system", *(f"whole-system-with-{each}" for each in SAFEGUARDS)]
)
def test_the_whole_system_is_told_to_be_a_fiction(name: str) -> None:
    scheme = load(name)
    assert scheme.status == "fictional"
    assert "(a fiction)" in scheme.name
    assert "a fiction" in (scheme.summary or "")
    assert "single secret national score, a fiction" in (load("whole-system").summary or "")


@pytest.mark.parametrize(
    ("safeguard", "changed"),
    [
        ("notice", {"lists", "transparency"}),
        ("independent-appeal", {"appeal"}),
        ("verified-reports", {"informants"}),
        ("no-kin", {"relatives"}),
        ("published-rules", {"transparency"}),
        ("no-cross-context", {"sanctions", "relatives"}),
    ],
)
def test_a_safeguard_changes_its_own_part_and_nothing_else(
    safeguard: str, changed: set[str]
) -> None:
    before, after = load("whole-system"), load(f"whole-system-with-{safeguard}")
    told = {"id", "title", "summary", "base", *OF_A_REFORM}
    fields = set(Scheme.model_fields) - told
    assert {f for f in fields if getattr(before, f) != getattr(after, f)} == changed


def test_a_credit_file_as_used_differs_by_who_uses_it() -> None:
    described, used = load("credit-file-as-described"), load("credit-file-as-used")
    assert used.rules == described.rules
    assert used.acts == described.acts
    assert {s.context for s in described.sanctions} == {"finance_credit"}
    assert {s.context for s in used.sanctions} == {
        "finance_credit", "employment", "housing", "insurance",
    }  # fmt: skip
    errors = sum(act.false_record_rate for act in described.acts)
    assert 1 - math.exp(-7 * errors) == pytest.approx(0.21, abs=0.005)


def test_a_city_lends_its_density_and_every_error_rate_stands_there_to_be_set() -> None:
    scheme = with_settings(
        load("camera-city"),
        [
            "cameras.face_recognition.fpir=0.0135", "cameras.face_recognition.fnir=0.05",
            "cameras.face_recognition.scans_per_day=1", "cameras.operators_per_million_day=50",
            "cameras.face_recognition.watchlist.share=0.001", "cameras.per_1000=20",
            "repression.arrest_share=0",
        ],
    )  # fmt: skip
    assert scheme.cameras is not None
    face = scheme.cameras.face_recognition
    assert face is not None
    assert (face.fpir, face.fnir, face.scans_per_day) == (0.0135, 0.05, 1)
    assert scheme.cameras.density_of in densities()


def test_a_reform_takes_parts_and_the_sources_that_they_name() -> None:
    scheme = loads(HEAD + "parts: {cameras: camera-city, lists: defaulter-list}\n")
    assert scheme.cameras == load("camera-city").cameras
    assert scheme.lists == load("defaulter-list").lists
    assert {each.id for each in scheme.provenance} == {"assumed", "stocks"}
    assert scheme.repression is None
    assert scheme.sanctions == ()


def test_of_a_list_a_reform_takes_what_is_not_there_yet() -> None:
    text = HEAD.replace("open-society", "municipal-points")
    scheme = loads(text + "parts: {acts: specific-laws, rules: village-ledger}\n")
    base = load("municipal-points")
    assert scheme.acts[: len(base.acts)] == base.acts
    assert len(scheme.acts) == len(base.acts)
    assert scheme.rules[len(base.rules) :] == load("village-ledger").rules


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ("{camera: camera-city}", 'did you mean "cameras"'),
        ("{cameras: camera-cit}", 'did you mean "camera-city"'),
        ("{cameras: speech-points}", "declares no `cameras`"),
        ("{cameras: 3}", "the name of a scheme or a file is expected"),
        ("[cameras]", "a mapping"),
        ("{title: camera-city}", "not a part that can be taken"),
    ],
)
def test_a_part_that_cannot_be_taken_is_told(parts: str, says: str) -> None:
    with pytest.raises(InvalidInput, match=says) as caught:
        loads(f"{HEAD}parts: {parts}\n")
    assert caught.value.problems[0].line == 5


def test_parts_need_a_base() -> None:
    with pytest.raises(InvalidInput, match="needs `base"):
        loads('bentham: "0.1"\nid: x\ntitle: X\nparts: {cameras: camera-city}\n')


def test_one_name_may_not_stand_for_two_sources(tmp_path: Path) -> None:
    source = 'provenance: [{id: assumed, kind: press, title: "Something else"}]\n'
    (tmp_path / "base.yaml").write_text('bentham: "0.1"\nid: b\ntitle: B\n' + source)
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD.replace("open-society", "base.yaml") + "parts: {cameras: camera-city}\n")
    with pytest.raises(InvalidInput, match="`assumed` names another source in `camera-city`"):
        load(path)


def test_a_scheme_that_lends_a_part_may_not_lead_back(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + "parts: {cameras: mine.yaml}\n")
    with pytest.raises(InvalidInput, match="leads back to it"):
        load(path)
