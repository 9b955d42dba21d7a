"""What a study may ask: harms out, uncertainties and safeguards in; mistakes have a position."""

from __future__ import annotations

from pathlib import Path

import pytest
from studies import HEAD, small, text

from bentham.evidence.errors import InvalidInput
from bentham.evidence.metrics import METRICS
from bentham.evidence.parameters import PARAMETERS
from bentham.study.sweeps.inputs import leads_somewhere
from bentham.study.sweeps.reading import loads
from bentham.study.sweeps.sides import FIELDS, NAMED, STRENGTHS, UNCERTAINTIES, refused_input


def refusal(**changes: str) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        small(**changes)
    assert caught.value.exit_code == 3
    assert "Nothing was run." in str(caught.value)
    return caught.value


# --- What is never searched for ---


def test_every_parameter_is_an_uncertainty_or_a_strength_and_no_name_is_stale() -> None:
    names = {p.name for p in PARAMETERS}
    assert set(STRENGTHS) | UNCERTAINTIES == names
    assert not set(STRENGTHS) & UNCERTAINTIES


def test_a_parameter_that_nobody_classified_is_refused() -> None:
    assert NAMED in refused_input("cameras.new_lens")


def test_every_safeguard_and_error_is_a_field_of_schemes() -> None:
    assert [path for path in FIELDS if not leads_somewhere(path)] == []
    assert not leads_somewhere("appeal.succes")


@pytest.mark.parametrize("m", [m for m in METRICS if m.axis != "harm"], ids=lambda m: m.name)
def test_what_people_do_is_never_an_output(m) -> None:
    said = str(refusal(outputs=f"outputs: [perceived_risk, {m.name}]\n"))
    assert f"`{m.name}` lies on the axis {m.axis}: a study takes harms only" in said
    assert "study.yaml:14:27" in said


@pytest.mark.parametrize("name", ["protest", "dissent", "criticism", "opposition", "obedience"])
def test_a_word_for_what_people_do_is_refused_with_the_reason(name: str) -> None:
    said = str(refusal(outputs=f"outputs: [{name}]\n"))
    assert "search for the repression that works" in said


@pytest.mark.parametrize(
    "name",
    [
        *STRENGTHS, "cameras.per_1000", "camera_density", "acts[late].detection_rate",
        "repression.arrest_share", "repression.arrests_per_million_day", "police_numbers",
        "repression.max_detention_days", "rules[utility_late].effect.points",
        "sanctions[no_flights].severity", "monitoring.flag.criticism", "monitoring.identify",
        "informants.reward.points", "relatives.points", "subjects.coverage", "filter.leak",
        "lists[court].entry.hazard_per_year", "cameras.face_recognition.scans_per_day",
        "gatherers.favouritism", "lists[court].exit.max_days", "informants.false_report_penalty",
    ],
)  # fmt: skip
def test_the_strength_of_repression_is_never_an_input(name: str) -> None:
    for given in ("{from: 0.1, to: 0.2}", "{choices: [0.1, 0.2]}"):
        said = str(refusal(vary=f'vary:\n  "{name}": {given}\n'))
        assert NAMED in said, name
        assert "study.yaml:11:3" in said


def test_a_strength_enters_as_named_scenarios() -> None:
    entries = "".join(
        f"  - {{scheme: camera-city, name: cameras-{n}, set: {{cameras.per_1000: {n}}}}}\n"
        for n in (10, 60)
    )
    head = HEAD.replace("schemes: [speech-points]\n", f"schemes:\n{entries}")
    study = small(head=head, outputs="outputs: [false_alerts]\n")
    assert [w.label for w in study.worlds] == ["specific-laws", "cameras-10", "cameras-60"]
    assert [w.plan.scheme.cameras.per_1000 for w in study.others] == [10, 60]


# --- What may be asked ---


def test_a_safeguard_is_set_in_the_schemes_that_have_it_and_not_in_the_base() -> None:
    study = small(vary="vary:\n  appeal.success_if_wrong:\n  risk.prior:\n")
    safeguard, uncertainty = study.inputs
    assert (safeguard.side, safeguard.worlds) == ("safeguard", (1,))
    assert (safeguard.low, safeguard.high, safeguard.unit) == (0.0, 1.0, "share")
    assert (uncertainty.side, uncertainty.worlds) == ("uncertainty", ())
    base, values = study.plan_at(0, study.points[0])
    plan, same = study.plan_at(1, study.points[0])
    assert plan.scheme.appeal.success_if_wrong == study.points[0]["appeal.success_if_wrong"]
    assert base.scheme == study.worlds[0].plan.scheme
    assert values["risk.prior"] == same["risk.prior"] == study.points[0]["risk.prior"]


def test_choices_of_a_safeguard_are_discrete_inputs() -> None:
    head = HEAD.replace("speech-points", "defaulter-list")
    vary = 'vary:\n  "lists[court].entry.notice": {choices: [none, before]}\n  listing.repair:\n'
    study = small(head=head, vary=vary.replace("[court]", f"[{_list_of('defaulter-list')}]"))
    assert study.inputs[0].choices == ("none", "before")
    assert {p[study.inputs[0].name] for p in study.points} == {"none", "before"}


def _list_of(name: str) -> str:
    from bentham.scheme.loading import load

    return load(name).lists[0].id


def test_a_study_adds_no_part_to_a_scheme_but_one_that_protects() -> None:
    said = str(refusal(vary="vary:\n  cameras.face_recognition.fpir: {from: 0, to: 0.1}\n"))
    assert "declares no `cameras.face_recognition`, and a study adds none" in said


def test_a_log_uniform_parameter_is_spread_over_its_logarithm() -> None:
    study = small(vary="vary:\n  attitude.pull:\n", points="sampler: grid\n")
    values = [p["attitude.pull"] for p in study.points]
    assert values == pytest.approx([0.002 * 25 ** (i / 4) for i in range(5)], rel=1e-9)


@pytest.mark.parametrize(
    ("sampler", "samples", "number"), [("lhs", 7, 7), ("sobol", 8, 8), ("saltelli", 4, 20)]
)
def test_samplers_fill_the_ranges_and_are_the_same_again(sampler, samples, number) -> None:
    points = f"sampler: {sampler}\nsamples: {samples}\n"
    study = small(points=points)
    assert len(study.points) == number
    assert study.points == small(points=points).points
    assert study.points != small(points=points, head=HEAD.replace("seed: 3", "seed: 4")).points
    shares = study.shares()
    assert ((shares >= 0) & (shares <= 1)).all()
    # Each half of each range is met.
    assert ((shares < 0.5).any(axis=0) & (shares > 0.5).any(axis=0)).all()


def test_a_grid_is_every_combination() -> None:
    vary = "vary:\n  risk.prior: {steps: 3}\n  expression.rule:\n"
    study = small(vary=vary, points="sampler: grid\n")
    assert len(study.points) == 12
    assert len({tuple(p.values()) for p in study.points}) == 12


def test_points_may_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text(
        "expression.rule,risk.prior,risk.learning\nkuran,0.1,0.02\nross,0.2,0.05\n"
    )
    study = loads(text(points="points: points.csv\n"), folder=tmp_path)
    assert [p["risk.prior"] for p in study.points] == [0.1, 0.2]
    assert [p["expression.rule"] for p in study.points] == ["kuran", "ross"]


def test_a_mistake_in_a_file_of_points_has_its_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    file.write_text("risk.prior,risk.learning,expression.rule\n0.1,0.02,kuran\n0.9,x,kurn\n")
    with pytest.raises(InvalidInput) as caught:
        loads(text(points="points: points.csv\n"), folder=tmp_path)
    said = str(caught.value)
    for where in (":3:1", ":3:5", ":3:7"):
        assert f"{file}{where}" in said
    assert 'did you mean "kuran"?' in said


# --- Mistakes ---


@pytest.mark.parametrize(
    ("changes", "where", "why"),
    [
        ({"end": "sample: 3\n"}, "17:1", 'did you mean "samples"?'),
        ({"end": "seed: 4\n"}, "17:1", "stands here twice"),
        ({"head": HEAD.replace("speech-points", "speech-pints")}, "5:11", "speech-points"),
        ({"head": HEAD.replace("specific-laws", "specific-law")}, "4:7", "specific-laws"),
        ({"head": HEAD.replace("society: city", "society: citty")}, "6:10", "city"),
        ({"head": HEAD.replace("people: 640", "people: 0")}, "7:9", "at least 1"),
        ({"head": HEAD.replace("days: 6", "days: six")}, "8:7", "a whole number is expected"),
        ({"vary": "vary:\n  risk.priro:\n"}, "11:3", 'did you mean "risk.prior"?'),
        ({"vary": "vary:\n  risk.prior: {from: 0.01}\n"}, "11:22", "0.02 to 0.2"),
        ({"vary": "vary:\n  risk.prior: {from: 0.1, to: 0.05}\n"}, "11:31", "backwards"),
        ({"vary": "vary:\n  risk.prior: {steps: 3}\n"}, "11:16", "only a grid has steps"),
        ({"vary": "vary:\n  risk.prior: {in: [speech-points]}\n"}, "11:16", "in every world"),
        ({"vary": "vary:\n  expression.rule: {from: 0}\n"}, "11:3", "a choice between rules"),
        ({"vary": "vary:\n  expression.rule: {choices: [kurn]}\n"}, "11:31", "kuran"),
        ({"vary": "vary:\n  risk.prior: {choices: [0.1, 7]}\n"}, "11:31", "outside"),
        ({"vary": "vary:\n  appeal.available:\n"}, "11:3", "give its values as `choices`"),
        ({"vary": "vary:\n  appeal.available: {choices: [true, 3]}\n"}, "11:38", "true or false"),
        ({"vary": "vary:\n  appeal.use_rate_per_year:\n"}, "11:3", "`from` is missing here"),
        ({"vary": "vary:\n  appeal.success_if_wrong: {to: 2}\n"}, "11:33", "0 to 1"),
        ({"vary": "vary: {}\n"}, "10:1", "at least one input"),
        ({"outputs": "outputs: [perceived_rik]\n"}, "14:11", "perceived_risk"),
        ({"outputs": "outputs: []\n"}, "14:1", "at least one harm"),
        ({"outputs": "outputs: [welfare, welfare]\n"}, "14:20", "twice"),
        ({"points": ""}, "1:1", "say how points are had"),
        ({"points": "sampler: lhs\n"}, "15:10", "`samples` is missing"),
        ({"points": "sampler: saltelli\nsamples: 100\n"}, "16:10", "128 is one"),
        ({"points": "sampler: lsh\nsamples: 3\n"}, "15:10", 'did you mean "lhs"?'),
        ({"points": "points: no.csv\n"}, "", "no.csv: there is no such file"),
        ({"end": "claim: perceived_risk is bad\n"}, "17:8", "write it like"),
        ({"end": "claim: welfare < 1\n"}, "17:8", "not among the outputs"),
        ({"end": "claim: perceived_risk in speech < 1\n"}, "17:8", "speech-points"),
    ],
)
def test_every_mistake_is_told_where_it_stands(changes, where: str, why: str) -> None:
    said = str(refusal(**changes))
    assert why in said
    if where:
        assert f"study.yaml:{where}" in said


def test_a_difference_needs_a_base() -> None:
    head = HEAD.replace("base: specific-laws\n", "")
    assert "needs a `base`" in str(refusal(head=head, end="claim: welfare difference < 1\n",
                                           outputs="outputs: [welfare]\n"))  # fmt: skip


def test_several_mistakes_are_told_at_once() -> None:
    error = refusal(
        outputs="outputs: [protest_share]\n", vary="vary:\n  risk.prior: {to: 9}\n  kin.hit:\n"
    )
    assert len(error.problems) == 3


def test_two_schemes_of_one_name_need_another_name() -> None:
    head = HEAD.replace("[speech-points]", "[speech-points, speech-points]")
    assert "give one another `name`" in str(refusal(head=head))
