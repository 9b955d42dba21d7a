"""T04 to T06: Epstein's rule where everybody faces the same risk.

Epstein 2002: active iff H (1 - L) - R p > T with H, R uniform and everybody facing the same p; the
share is a = [(g - T) rho - p rho^2 / 2] / g with g = 1 - L and rho = min(1, (g - T) / p). The day's
rule is max(0, a) (2 - L) - R r S > T_i: hardship is what is above zero of a normal attitude
(clipped at 1), the own cost T_i is a Beta(2, 2) draw times its largest value, and p = r S. So the
same integral over R is taken here over those declared distributions, by quadrature:

    a = E[clip((G - T) / p, 0, 1)],   without risk   a = P(G > T)

With Epstein's distributions the same function gives the published shares. His own cannot be had in
the day: attitudes are normal, and own costs are spread.

Under secret rules nobody is aware, so r is one number for all, and with the system `risk` off it
stays. Who has not yet had an occasion has not spoken: with o = 0.1 a day times a gamma variable of
shape 3 that is E[(1 - o)^t] of all. Errors: four standard errors of a binomial share.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from public_runs import (
    HEAD,
    TABLE,
    Floats,
    adults,
    binomial_error,
    by_day,
    only,
    settings,
    written,
)  # fmt: skip
from scipy.stats import beta, gamma, norm

import bentham

PEOPLE, DAYS = 40_000, 60
RISK = 0.125
SPEAKING = {
    "expression.rule": "epstein", "society.occasions": 0.1, "society.occasion_shape": 3.0,
    "society.praise_share": 0, "society.asked_share": 0,
}  # fmt: skip
MIDDLES = (np.arange(4000) + 0.5) / 4000


def active_share(grievance: Floats, cost: Floats, risk: float) -> float:
    """Return the active share of people who all face p, from quantiles of G and of T."""
    above = grievance[:, None] - cost[None, :]
    if risk == 0:
        return float((above > 0).mean())
    return float(np.clip(above / risk, 0, 1).mean())


@pytest.mark.parametrize(
    ("legitimacy", "risk", "published"),
    [
        (0.82, 0.0, 0.4444), (0.82, 0.8997, 0.01976), (0.82, 0.5, 0.03556),
        (0.7, 0.0, 0.6667), (0.7, 0.8997, 0.0741), (0.9, 0.0, 0.0), (0.95, 0.5, 0.0),
    ],
)  # fmt: skip
def test_with_epsteins_distributions_it_is_the_published_share(
    legitimacy: float, risk: float, published: float
) -> None:
    hardship = MIDDLES * (1 - legitimacy)
    assert active_share(hardship, np.array([0.1]), risk) == pytest.approx(published, abs=2e-4)


def ready(
    opposed: float, spread: float, largest_cost: float, legitimacy: float, risk: float
) -> float:
    """Return the share of people whom the day's rule makes speak, by quadrature."""
    attitude = spread * (norm.ppf(opposed) + norm.ppf(MIDDLES))
    grievance = np.clip(attitude, 0, 1) * (2 - legitimacy)
    speaks = active_share(grievance[grievance > 0], largest_cost * beta.ppf(MIDDLES, 2, 2), risk)
    return float(speaks * (grievance > 0).mean())


def had_occasion(day: int) -> float:
    """Return the share of people who have had an occasion by the evening of a day."""
    rates = np.minimum(0.1 * gamma.ppf(MIDDLES, 3.0) / 3.0, 0.45)
    return float(1 - ((1 - rates) ** day).mean())


def agree(run: bentham.Run, share: float, people: int = PEOPLE) -> bool:
    """Say whether those who ever spoke are as many as the share says, on each of some days."""
    spoke = by_day(run, "critics")[0] / 100
    for day in (1, 5, 20, DAYS):
        expected = share * had_occasion(day)
        error = binomial_error(expected, adults(people))
        if abs(spoke[day - 1] - expected) > 4 * error + TABLE:
            return False
    return True


def punished(severity: float, legitimacy: float, spread: float, cost: float) -> bentham.Run:
    """Run a scheme that punishes speech, with its risk perceived by all alike and for good."""
    values = SPEAKING | {
        "transparency.rules": "secret", "risk.prior": RISK, "risk.severity": severity,
        "expression.legitimacy": legitimacy, "society.opposed_share": 0.45,
        "society.anchor_spread": spread, "society.own_cost": cost,
    }  # fmt: skip
    return bentham.simulate(
        "speech-points", people=PEOPLE, days=DAYS, settings=settings(values), off=only("expression")
    )


@pytest.mark.parametrize(
    ("severity", "legitimacy", "spread", "cost"),
    [(7.1976, 1.0, 0.4, 0.1), (4.0, 0.18, 0.4, 0.3), (2.0, 0.0, 0.6, 0.7), (1.0, 1.0, 0.2, 0.2)],
)
def test_t04_the_active_share_where_all_face_the_same_risk(
    severity: float, legitimacy: float, spread: float, cost: float
) -> None:
    run = punished(severity, legitimacy, spread, cost)
    perceived = by_day(run, "perceived_risk")
    assert perceived == pytest.approx(100 * RISK, abs=1e-9)
    expected = ready(0.45, spread, cost, legitimacy, RISK * severity)
    assert agree(run, expected)
    # a risk one part in ten larger would be seen
    assert not agree(run, ready(0.45, spread, cost, legitimacy, 1.1 * RISK * severity + 0.1))


def test_t04_who_is_silent_out_of_fear_is_the_rest() -> None:
    """Silenced at least once are those whom no risk would make speak, less those who speak."""
    run = punished(4.0, 0.18, 0.4, 0.3)
    share = ready(0.45, 0.4, 0.3, 0.18, 0) - ready(0.45, 0.4, 0.3, 0.18, 4 * RISK)
    expected = share * had_occasion(DAYS)
    found = by_day(run, "people_silenced")[0, -1] / 100
    assert abs(found - expected) < 4 * binomial_error(expected, adults(PEOPLE)) + TABLE


@pytest.mark.parametrize(("opposed", "spread", "cost"), [(0.45, 0.6, 0.7), (0.2, 0.4, 0.4)])
def test_t06_without_risk_all_with_a_grievance_above_their_cost_speak_at_once(
    opposed: float, spread: float, cost: float
) -> None:
    """P(G > T), with Epstein's distributions 1 - T / (1 - L); on the first occasion."""
    values = SPEAKING | {
        "society.opposed_share": opposed, "society.anchor_spread": spread,
        "society.own_cost": cost,
    }  # fmt: skip
    run = bentham.simulate(
        "open-society", people=PEOPLE, days=DAYS, settings=settings(values), off=only("expression")
    )
    assert agree(run, ready(opposed, spread, cost, 1.0, 0.0))
    assert not agree(run, 1.2 * ready(opposed, spread, cost, 1.0, 0.0))


STATE_MEDIA = """\
filter: {exists: true, blocks: true, leak: 0, state_media: true}
monitoring: {exists: true, flag: {criticism: 0}}
"""


def under_state_media(folder: Path, opposed: float, persuasion: float, days: int) -> bentham.Run:
    values = SPEAKING | {
        "society.opposed_share": opposed, "society.anchor_spread": 0.2, "society.own_cost": 0.7,
        "attitude.pull": 0.002, "media.state_persuasion": persuasion, "media.state_tone": -0.8,
    }  # fmt: skip
    return bentham.simulate(
        written(folder, HEAD + STATE_MEDIA), people=3200, days=days, settings=settings(values),
        off=only("attitude", "expression", "monitoring"),
    )  # fmt: skip


def largest_and_least(opposed: float, persuasion: float) -> tuple[float, float, float]:
    """Return the largest hardship at first and in the end, and the least cost.

    State media pull everybody to (lambda a0 - 0.8 eta) / (lambda + eta). The most opposed anchor is
    0.2 times the sum of two quantiles, z(opposed) and z(1 - 1 / 2048); the least own cost is 0.7
    times the 1/2048 quantile of Beta(2, 2).
    """
    most = 0.2 * (norm.ppf(opposed) + norm.ppf(1 - TABLE))
    end = (0.002 * most - 0.8 * persuasion) / (0.002 + persuasion)
    return most, end, 0.7 * beta.ppf(TABLE, 2, 2)


def test_t05_where_no_grievance_exceeds_the_least_cost_nobody_speaks_for_ever(
    tmp_path: Path,
) -> None:
    """From the day on which even the largest hardship has fallen below the least cost, exactly 0.

    Five deviations of the daily rounding of attitudes are left between the two.
    """
    eta = 0.001
    most, end, least = largest_and_least(0.1, eta)
    noise = 5 * np.sqrt(0.25 / (2 * (0.002 + eta))) / (1 << 14)
    reached = int(np.log((least - end - noise) / (most - end)) / np.log(1 - 0.002 - eta)) + 1
    run = under_state_media(tmp_path, 0.1, eta, reached + 200)
    posts, critics = by_day(run, "posts_critical")[0], by_day(run, "critics")[0]
    assert posts[:60].sum() > 0
    assert not posts[reached:].any()
    assert np.ptp(critics[reached:]) == 0


def test_t05_where_some_grievance_does_somebody_goes_on_speaking(tmp_path: Path) -> None:
    """Else the test above could not fail."""
    most, end, least = largest_and_least(0.45, 0.0003)
    assert most > end > least
    posts = by_day(under_state_media(tmp_path, 0.45, 0.0003, 900), "posts_critical")[0]
    assert posts[-200:].any()
