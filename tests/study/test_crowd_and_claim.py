"""Live face recognition at an event, and what a claimed accuracy can mean: against exact counts."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bentham.evidence.errors import UsageError
from bentham.study.accuracy import Reading, claimed, readings, share_of
from bentham.study.crowd import Event, chosen, deployments, outcome, sentences, without_rate

CARDIFF = {
    "event": "x", "counted": (2297, 170_000), "rate": 2297 / 170_000, "list_size": None,
    "measured": "", "tag": "Q", "source": "", "note": "",
}  # fmt: skip


def test_the_final_in_cardiff_is_given_back() -> None:
    """A number that was put in proves nothing: it only shows that it is put in rightly."""
    found = outcome(CARDIFF, Event(170_000, 500, 0))
    assert found.false_alerts.value == pytest.approx(2297)
    assert found.precision == 0.0


def test_alerts_are_binomial_to_the_percentiles_of_a_million_draws() -> None:
    event = Event(60_000, 900, 20)
    found = outcome(CARDIFF, event)
    drawn = np.random.default_rng(4).binomial(event.crowd - 20, found.rate, 1_000_000)
    low, high = np.quantile(drawn, [0.05, 0.95])
    # A percentile of a million draws lies within one alert of the exact one, all but surely.
    assert abs(found.false_alerts.luck_low - low) <= 1
    assert abs(found.false_alerts.luck_high - high) <= 1
    assert found.false_alerts.low <= low < high <= found.false_alerts.high
    expected = 16 / (16 + found.false_alerts.value)
    assert found.precision == pytest.approx(expected)
    assert found.stops.value == pytest.approx(16 + found.false_alerts.value)
    assert found.minutes.value == pytest.approx(10 * found.stops.value)


def test_the_published_count_covers_its_rate_in_nine_of_ten_samples() -> None:
    """Clopper and Pearson's interval covers at least 90 %; over 2,000 samples of 10 expected."""
    dice, true, faces = np.random.default_rng(8), 1e-4, 100_000
    covered = 0
    for _ in range(2_000):
        wrong = int(dice.binomial(faces, true))
        row = {**CARDIFF, "counted": (wrong, faces), "rate": wrong / faces}
        found = outcome(row, Event(10_000_000, 1, 0))
        covered += found.false_alerts.low <= true * 1e7 <= found.false_alerts.high
    assert covered >= 0.9 * 2_000


def test_a_rate_for_another_list_is_as_many_more_chances() -> None:
    tenfold = {**CARDIFF, "counted": None, "rate": 1 / 6_000, "list_size": 10_000}
    found = outcome(tenfold, Event(60_000, 1_000, 0))
    assert found.false_alerts.value == pytest.approx(60_000 * (1 - (1 - 1 / 6_000) ** 0.1))


def test_every_published_rate_is_used_and_the_others_are_counted() -> None:
    assert len(deployments()) == 4
    assert len(without_rate()) == 15
    assert [row["event"] for row in chosen("met 2024")] == ["London Met 2024-25"]
    with pytest.raises(UsageError, match="Did you mean 'Cardiff'"):
        chosen("Cardifff")


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (Event(0, 1, 0), "--crowd must lie between"),
        (Event(10, 900, 20), "no more can be there"),
        (Event(1000, 5, 6), "no more can be there"),
        (Event(10, 5, 1, (1.2, 1.2, 1.2)), "a share lies between"),
    ],
)
def test_an_event_that_cannot_be_is_refused(event: Event, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        event.expect_possible()


def test_the_sentences_name_the_worst_rate_and_the_best() -> None:
    event = Event(60_000, 900, 20)
    first, second = sentences([outcome(row, event) for row in deployments()], event)
    assert "about 810 of 60,000 people" in first
    assert "98 of 100 alerts would be wrong" in first
    assert "London Met 2024-25" in second


@pytest.mark.parametrize(
    ("text", "share"),
    [("99% accurate", 0.99), ("99.5 per cent", 0.995), ("0.98 right", 0.98), ("97,5 ％", 0.975)],
)
def test_a_claim_is_read(text: str, share: float) -> None:
    assert claimed(text) == pytest.approx(share)


@pytest.mark.parametrize("text", ["very accurate", "100%", "0 %", "120 percent"])
def test_no_share_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        claimed(text)


@pytest.mark.parametrize(
    ("text", "share"), [("1/10000", 1e-4), ("0.01%", 1e-4), ("0.0001", 1e-4), ("1/8", 0.125)]
)
def test_a_prevalence_is_read(text: str, share: float) -> None:
    assert share_of(text) == pytest.approx(share)


@pytest.mark.parametrize("text", ["none", "1/0", "0", "2", "200%", "%"])
def test_no_prevalence_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--prevalence"):
        share_of(text)


def _allows(reading: Reading, false: int, missed: int) -> bool:
    """Say whether a whole number of errors of each kind lies in a reading's bounds."""
    return (
        reading.false_alerts[0] - 1e-9 <= false <= reading.false_alerts[1] + 1e-9
        and reading.misses[0] - 1e-9 <= missed <= reading.misses[1] + 1e-9
    )


@given(st.integers(1, 9), st.integers(11, 30), st.integers(1, 9))
def test_bounds_are_those_of_all_machines_that_the_meaning_allows(
    listed: int, searches: int, tenths: int
) -> None:
    """Meanings 1 to 3 against every possible machine: so many false alerts, so many missed."""
    claim, unlisted = tenths / 10, searches - listed
    found = readings(claim, searches, listed / searches, 5)
    machines = itertools.product(range(unlisted + 1), range(listed + 1))
    for false, missed in machines:
        true = listed - missed
        fits = (
            abs(unlisted - false - claim * unlisted) < 1e-9,
            abs(true - claim * listed) < 1e-9,
            abs(searches - false - missed - claim * searches) < 1e-9,
        )
        for number, does in enumerate(fits):
            if not does:
                continue
            reading = found[number]
            assert _allows(reading, false, missed)
            if true + false > 0 and reading.precision is not None:
                low, high = reading.precision
                assert low - 1e-9 <= true / (true + false) <= high + 1e-9


def test_ninety_nine_per_cent_of_fifty_thousand_in_five_ways() -> None:
    one, two, three, four, five = readings(0.99, 50_000, 1e-4, 1_000)
    assert one.false_alerts[0] == pytest.approx(499.95)
    assert two.misses[0] == pytest.approx(0.05)
    assert two.false_alerts == (0.0, 49_995.0)
    assert three.false_alerts == pytest.approx((495.0, 500.0))
    assert "99.99 % accurate" in three.follows
    assert four.false_alerts[1] == pytest.approx(5 * 0.01 / 0.99)
    assert five.false_alerts[0] == pytest.approx(49_995 * (1 - 0.99**1000))
