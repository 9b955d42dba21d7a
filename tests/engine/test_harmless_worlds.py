"""Where nothing is punished nobody is afraid; under-18s are never acted upon."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from small_worlds import LIVELY, RULES, TRACED, history, rule_value, strict, total, traced

from bentham.scheme.fields import Scheme
from bentham.scheme.loading import load
from bentham.scheme.reforms import with_settings
from bentham.society.loading import load as society_named
from everybody import DEFAULTS, traits

TOUCHY = LIVELY | {"risk.severity": 10.0, "risk.prior": 0.2, "risk.aware_share": 0.5}
"""Values with which people would be afraid if there were anything to be afraid of."""


def unpunished() -> dict[str, Scheme]:
    """Return worlds in which dissent costs nothing, each for another reason."""
    points = load("speech-points")
    return {
        "nothing is declared": load("open-society"),
        "laws say nothing of speech": load("specific-laws"),
        "no points for speech": with_settings(points, ["rules[criticism].effect.points=0"]),
        "nobody is identified": with_settings(points, ["acts[criticism].detection_rate=0"]),
        "speech is praised": with_settings(points, ["rules[criticism].effect.points=5"]),
    }


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("world", unpunished())
def test_without_punishment_there_is_no_fear_and_no_self_censorship(world: str, rule: str) -> None:
    values = TOUCHY | {"expression.rule": rule_value(rule)}
    run = history(unpunished()[world], 6400, 60, values=values)
    assert run.state is not None
    assert not run.state.columns.risk.any()
    for name in ("SELF_CENSORED", "EVER_SILENCED", "PUNISHED", "EVER_PUNISHED", "RISK_SUM"):
        assert not total(run, name).any(), name
    assert total(run, "DISSENT").all()


@pytest.mark.parametrize("rule", RULES)
def test_with_punishment_there_is_fear_and_self_censorship(rule: str) -> None:
    """Else the test above could not fail."""
    run = history("speech-points", 6400, 60, values=TOUCHY | {"expression.rule": rule_value(rule)})
    assert run.state is not None
    assert run.state.columns.risk.any()
    assert total(run, "EVER_SILENCED")[-1] > 0


def test_without_detection_there_is_no_punishment() -> None:
    """T26: nobody is known, so nobody is punished, fined, listed or lowered."""
    scheme = strict()
    blind = [f"acts[{act.id}].detection_rate=0" for act in scheme.acts]
    blind += [f"acts[{act.id}].false_record_rate=0" for act in scheme.acts]
    run = history(with_settings(scheme, blind), 6400, 60, values=TOUCHY)
    for name in ("RECORDED", "IDENTIFIED", "PUNISHED", "LISTED", "FINED", "SANCTIONED", "LOSS_SUM"):
        assert not total(run, name).any(), name
    assert (total(run, "SCORE_SUM") == 1000 * 16 * total(run, "ADULTS")).all()
    assert run.state is not None
    assert not run.state.columns.risk.any()
    assert total(run, "OFFENCE").all()


def test_with_false_records_alone_the_innocent_are_punished_and_nobody_is_correctly() -> None:
    scheme = strict()
    blind = [f"acts[{act.id}].detection_rate=0" for act in scheme.acts]
    run = history(with_settings(scheme, blind), 6400, 60, values=TOUCHY)
    assert not total(run, "RECORDED").any()
    assert total(run, "FINED").any()
    assert np.array_equal(total(run, "WRONGLY_LISTED"), total(run, "LISTED"))
    assert total(run, "LISTED")[-1] > 0


NEVER = (
    "ACT", "RECORD", "FALSE_RECORD", "DELTA", "LOSS", "FINE", "LISTED_UNTIL", "RISK", "OCCASION",
    "DISSENT", "SUPPORT", "CRITICISM", "PROTEST", "FALSIFIED", "SELF_CENSORED", "ABSTAINED",
    "OPPOSED", "OFFENCE", "GOOD", "LAWFUL", "FORGONE_OFFENCE", "FORGONE_LAWFUL", "RECORDED",
    "FALSELY_RECORDED", "IDENTIFIED", "PUNISHED", "SUBJECT", "LISTED", "ENTERED", "LEFT",
    "WRONGLY_LISTED", "APPEALED", "LOW_GRADE", "SANCTIONED", "SANCTIONED_WRONGLY", "FLIGHT_TRIED",
    "FLIGHT_REFUSED", "TRAIN_TRIED", "TRAIN_REFUSED", "FINED", "EVER_SPOKE", "EVER_SILENCED",
    "EVER_REFUSED", "EVER_PUNISHED", "KNOWING",
)  # fmt: skip


@pytest.fixture(scope="module", params=["strict-rule", "strict-court"])
def lives(request: pytest.FixtureRequest) -> tuple[dict[str, npt.NDArray[Any]], npt.NDArray[Any]]:
    """The traced days of everybody in a world where everything happens; who is 18 or older."""
    people = 6400
    run = history(request.param, people, 60, values=LIVELY, traced=tuple(range(people)))
    return traced(run), traits(society_named("city"), people, seed=7)["AGE"] >= 18


def test_under_eighteens_do_nothing_and_nothing_is_done_to_them(
    lives: tuple[dict[str, npt.NDArray[Any]], npt.NDArray[Any]],
) -> None:
    days, adult = lives
    assert 500 < (~adult).sum() < 2000
    assert set(NEVER) <= set(TRACED)
    assert {name for name in NEVER if days[name][:, ~adult].any()} == set()


def test_under_eighteens_keep_score_welfare_and_attitude(
    lives: tuple[dict[str, npt.NDArray[Any]], npt.NDArray[Any]],
) -> None:
    days, adult = lives
    assert (days["SCORE"][:, ~adult] == 16_000).all()
    for name in ("WELFARE", "ATTITUDE"):
        kept = days[name][:, ~adult]
        assert (kept == kept[0]).all()


def test_all_of_that_does_happen_to_adults(
    lives: tuple[dict[str, npt.NDArray[Any]], npt.NDArray[Any]],
) -> None:
    """Else the tests above could not fail."""
    days, adult = lives
    assert {name for name in NEVER if not days[name][:, adult].any()} == set()
    assert (days["SCORE"][:, adult] < 16_000).any()


def test_the_defaults_of_these_worlds_are_the_registrys() -> None:
    assert {name for name in LIVELY if name not in DEFAULTS} == set()
