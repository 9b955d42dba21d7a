"""Published facts: what is declared, and that classes and verdicts follow from runs alone."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bentham.evidence.errors import DamagedResults
from bentham.evidence.parameters import PARAMETERS
from bentham.scheme.loading import load as scheme_named
from bentham.scheme.loading import presets
from bentham.study import calibrate
from bentham.study.facts import classes, inputs, nulls, sensitivity
from bentham.study.facts.experiments import DETERMINED, EXPERIMENTS, mean_and_error
from bentham.study.facts.observing import Conditions, observe
from bentham.study.facts.reproduction import Report, Row, numbers_of
from bentham.study.facts.table import Fact, fact, facts, scenario_path
from bentham.study.scenario import load

SEEN_BY_DEVELOPERS = [
    "F01",
    "F02",
    "F03",
    "F04",
    "F05",
    "F06",
    "F09",
    "F10",
    "F11",
    "F13",
    "F14",
    "F15",
    "F16",
    "F19",
    "F20",
    "F21",
    "F24",
    "F25",
    "F26",
    "F28",
    "F29",
    "F31",
    "F32",
    "F33",
    "F35",
    "F37",
    "F38",
    "F39",
    "F40",
    "F41",
    "F42",
    "F43",
]


def test_every_fact_has_a_source_a_tag_bounds_and_an_experiment() -> None:
    assert [f.id for f in facts()] == SEEN_BY_DEVELOPERS == sorted(EXPERIMENTS)
    for f in facts():
        assert f.statement and f.source and f.tag in "SQMCA"
        assert len({part.name for part in f.parts}) == len(f.parts)
        for part in f.parts:
            assert part.measured and part.unit and part.published
            assert part.low <= part.high
            assert math.isfinite(part.low) or math.isfinite(part.high)
            assert part.value is None or part.low <= part.value <= part.high


@pytest.mark.parametrize("f", [f for f in facts() if f.setup.endswith(".yaml")], ids=lambda f: f.id)
def test_the_set_up_of_a_fact_is_a_scenario_that_can_be_run(f: Fact) -> None:
    assert load(scenario_path(f.setup)).file.people


def test_a_sign_is_met_only_beyond_two_standard_errors() -> None:
    part = fact("F20").parts[0]
    assert part.met(1.0, 0.4, sign=True)
    assert not part.met(1.0, 0.6, sign=True)
    assert not part.met(-1.0, 0.0, sign=True)


# --- classes ---


def rows(f: Fact, draws: list[dict[str, float]], purpose: str = "draw") -> list[classes.Row]:
    return [
        (f.id, purpose, i, i + 1, name, value)
        for i, numbers in enumerate(draws)
        for name, value in numbers.items()
    ]


def class_of(f: Fact, draws: list[dict[str, float]], more: list[classes.Row] | None = None) -> str:
    return str(classes._summary(f, rows(f, draws) + (more or []))["class"])


def test_a_theorem_is_verification_and_a_pattern_of_calibration_is_fitted() -> None:
    assert class_of(fact("F01"), []) == "verification"
    assert class_of(fact("F31"), [dict.fromkeys((p.name for p in fact("F31").parts), 0.5)]) == (
        "fitted"
    )


def test_a_row_set_from_its_own_source_that_hardly_leaves_its_bounds_is_an_echo() -> None:
    f = fact("F15")
    inside, outside = {"posts": 448.0}, {"posts": 1000.0}
    assert class_of(f, [inside] * 58 + [outside] * 6) == "echo"
    assert class_of(f, [inside] * 57 + [outside] * 7) == "emergent"


def test_a_row_that_nothing_was_set_from_is_no_echo_however_steady_it_is() -> None:
    f = replace(fact("F15"), cites=("Nobody 1900",))
    assert class_of(f, [{"posts": 448.0}] * 64) == "emergent"


def test_a_sign_that_no_draw_reverses_is_by_construction() -> None:
    f = fact("F20")
    plus = {"sudden": 1.0, "gradual": 0.5}
    assert class_of(f, [plus] * 256) == "by-construction"


def test_a_reversed_sign_counts_only_if_other_seeds_agree() -> None:
    f = fact("F20")
    minus = {"sudden": -1.0, "gradual": 0.5}
    draws = [{"sudden": 1.0, "gradual": 0.5}] * 255 + [minus]

    def again(value: float, spread: float) -> list[classes.Row]:
        return [
            (f.id, "again", 255, 1000 + k, "sudden", value + spread * (-1) ** k)
            for k in range(classes.AGAIN)
        ]

    assert class_of(f, draws, again(-1.0, 0.1)) == "emergent"
    assert class_of(f, draws, again(+1.0, 0.1)) == "by-construction"
    assert class_of(f, draws, again(-0.1, 1.0)) == "by-construction"  # luck


def test_signs_are_drawn_over_everything_and_levels_with_their_own_source_held() -> None:
    assert classes.held_of(fact("F20")) == ()
    assert "media.demand" in classes.held_of(fact("F16"))
    tasks = [t for t in classes.tasks_of(fact("F16")) if t.label[0] == "draw"]
    assert len(tasks) == classes.ECHO_DRAWS
    assert {t.conditions.values["media.demand"] for t in tasks} == {0.05}
    assert len({t.conditions.values["society.demand_shape"] for t in tasks}) == len(tasks)


def test_a_set_up_that_cites_the_facts_own_source_is_noticed_down_to_its_scheme() -> None:
    assert classes.set_up_cites(fact("F14"))  # in the preset national-filter
    assert not classes.set_up_cites(replace(fact("F14"), cites=("Nobody 1900",)))


# --- the table of classes ---


def made_table(folder: Path) -> None:
    f = fact("F15")
    made = rows(f, [{"posts": 448.0}] * 64)
    classes.write(classes._table(made), {f.id: classes._summary(f, made)}, folder)


def test_a_table_of_classes_is_read_back(tmp_path: Path) -> None:
    made_table(tmp_path)
    known = classes.read(tmp_path)["F15"]
    assert known.name == "echo" and known.low == known.high == 448.0
    assert known.nulls == {"averages": False, "alone": False, "epstein": False}


def test_an_altered_table_of_classes_is_refused(tmp_path: Path) -> None:
    made_table(tmp_path)
    table = tmp_path / classes.TABLE
    table.write_bytes(table.read_bytes()[:-1] + b"x")
    with pytest.raises(DamagedResults, match="altered"):
        classes.read(tmp_path)


def test_a_table_made_from_other_facts_is_refused(tmp_path: Path) -> None:
    made_table(tmp_path)
    summary = tmp_path / classes.SUMMARY
    summary.write_text(summary.read_text().replace(classes.inputs_digest(), "0" * 64))
    with pytest.raises(DamagedResults, match="other facts"):
        classes.read(tmp_path)


def test_the_shipped_table_of_classes_belongs_to_the_shipped_facts() -> None:
    known = classes.read()
    assert set(known) == {f.id for f in facts()}
    for f in facts():
        assert (known[f.id].name == "verification") == (f.basis in classes.VERIFIED)
        assert (known[f.id].name == "fitted") == f.calibrate
        assert set(known[f.id].nulls) == (
            set() if f.basis in classes.VERIFIED else {"averages", "alone", "epstein"}
        )


# --- verdicts ---


def row(f: Fact, name: str, met: bool, null: bool = False) -> Row:
    inside = {p.name: p.value if p.value is not None else max(p.low, 0.0) + 1e-9 for p in f.parts}
    value = dict.fromkeys(inside, math.nan) if not met else inside
    known = classes.Classified(name, "why", math.nan, math.nan, {"alone": null})
    return Row(f, known, numbers_of(f, [value]))


def test_a_sign_that_does_not_stand_out_from_luck_says_so() -> None:
    f = fact("F21")
    runs = [{p.name: 0.1 * k for p in f.parts} for k in (-2, 3)]
    found = Row(f, classes.Classified("emergent", "why", 0.0, 0.0, {}), numbers_of(f, runs))
    assert not found.met
    assert "not two standard errors (0.5) above 0" in found.reason


def test_the_four_lines_count_what_was_obtained() -> None:
    found = Report(
        (
            row(fact("F01"), "verification", True),
            row(fact("F15"), "echo", True),
            row(fact("F20"), "by-construction", True),
            row(fact("F31"), "fitted", False),
            row(fact("F41"), "emergent", True, null=True),
            row(fact("F42"), "emergent", False),
        ),
        seeds=1,
    )
    assert found.head() == (
        "all 1 verification rows hold",
        "1 echoes and 1 signs by construction, no evidence either way",
        "1 fitted, in sample (0 inside their bounds)",
        "1 of 2 emergent rows reproduced, where the null models reproduce 1",
    )
    missed = Report((row(fact("F01"), "verification", False),), 1)
    assert missed.head()[0] == "0 of 1 verification rows hold; missed: F01"
    assert not missed.verified


def test_a_number_that_is_not_known_meets_nothing() -> None:
    assert not row(fact("F37"), "emergent", False).met
    assert row(fact("F37"), "emergent", False).verdict == "not reproduced"


def test_a_row_that_is_missed_says_by_how_much_and_what_the_model_lacks() -> None:
    f = fact("F37")
    said = Row(
        f, classes.Classified("emergent", "why", 0.0, 0.0, {}),
        numbers_of(f, [{"small": 50.0, "middle": 50.0, "large": 0.0}]),
    ).reason  # fmt: skip
    assert "of protests with 2 to 9 people: 50 % of protests, not 6 to 30" in said
    assert "one neighbourhood ward" in said


def test_means_leave_out_what_is_not_known() -> None:
    assert mean_and_error([1.0, math.nan, 3.0]) == (2.0, 1.0)
    assert math.isnan(mean_and_error([math.nan])[0])


ROOT = Path(__file__).parents[2]
MAY_BE_QUOTED = re.compile(
    r"\d+ of \d+ emergent rows reproduced, where\s+the\s+null\s+models\s+reproduce\s+\d+"
)
MAY_NOT = re.compile(r"\d+ (of \d+ )?(verification rows|echoes|fitted|signs by construction)")


def test_only_the_count_of_emergent_rows_is_quoted() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    text = {page.name: page.read_text("utf-8") for page in pages}
    assert MAY_BE_QUOTED.search(text["README.md"])
    assert not {name for name, words in text.items() if MAY_NOT.search(words)}
    assert MAY_NOT.search("all 10 verification rows hold")


# --- null models ---


def test_published_averages_know_no_difference_between_conditions() -> None:
    assert set(nulls.by_averages(fact("F20")).values()) == {0.0}
    assert math.isnan(nulls.by_averages(fact("F37"))["small"])


def test_in_the_null_model_alone_nobody_sees_anybody() -> None:
    """Reports, and what is learned from contacts, need others; one's own speech does not."""
    together = observe("F25.yaml", Conditions(), people=6400)
    alone = observe("F25.yaml", Conditions(null="alone"), people=6400)
    assert together.count("REPORTED") + together.count("REPORTED_FALSELY") > 0
    assert alone.count("REPORTED") + alone.count("REPORTED_FALSELY") == 0
    assert alone.count("CRITICISM") > 0


def test_epsteins_rule_alone_is_the_only_system_left() -> None:
    seen = observe("F25.yaml", Conditions(null="epstein"), people=6400)
    assert seen.todo.off == tuple(s for s in seen.todo.off if s != "expression")
    assert seen.count("CRITICISM") > 0
    assert seen.count("OFFENCE") == seen.count("RECORDED") == 0


# --- calibration ---


def test_no_pattern_of_calibration_judges_the_model() -> None:
    used = {f.id for f, _ in calibrate.patterns()}
    assert (
        used == {f.id for f in facts() if f.calibrate} == {"F13", "F16", "F29", "F31", "F32", "F33"}
    )
    assert not [i for i in used if classes.read()[i].name == "emergent"]


def test_what_is_calibrated_includes_what_was_set_from_the_patterns_own_sources() -> None:
    names = {p.name for p in calibrate.varied()}
    assert {"listing.hazard", "listing.exit", "monitoring.delay_scale", "media.demand"} <= names
    assert {p.name for p in PARAMETERS if p.uncertain} <= names


# --- shifts ---


def test_a_shift_stays_inside_the_declared_range() -> None:
    for p in PARAMETERS:
        if not p.uncertain:
            continue
        found = sensitivity.shifts(p)
        assert found and p.default not in found
        assert all(p.low <= x <= p.high for x in found)


def test_determined_facts_do_not_depend_on_the_seed() -> None:
    for id_ in ("F15", "F29", "F38"):
        assert id_ in DETERMINED
        assert EXPERIMENTS[id_](Conditions(seed=1)) == EXPERIMENTS[id_](Conditions(seed=2))


def test_the_classes_are_of_the_schemes_that_rule_in_the_set_ups(monkeypatch) -> None:
    whole = scheme_named("whole-system")

    def digest_with(**parts: object) -> str:
        other = whole.model_copy(update=parts)
        ruling = {**{name: scheme_named(name) for name in presets()}, whole.id: other}
        monkeypatch.setattr(inputs, "load", ruling.__getitem__)
        return inputs.inputs_digest()

    now = inputs.inputs_digest()
    assert digest_with(summary="Other words.") == now
    assert digest_with(acts=whole.acts[1:]) != now
