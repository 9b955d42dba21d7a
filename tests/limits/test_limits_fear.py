"""T23 and T26: attitudes return to their anchor, fear goes where nothing is punished.

*T23.* A removal of everybody adds g to all attitudes on one day; with the anchor alone
a - a0 = g (1 - lambda)^t afterwards, so with normal anchors the opposed share is
Phi((c + g (1 - lambda)^t) / sigma). The drift of attitudes towards what others visibly say is no
part of the day: it stands in `bentham.classics.degroot`.

*T26.* Without detection nobody is punished, and r is r0. Where nothing is punished r0 is zero.
Where a punishment stands on paper only, r stays what it was as long as nobody is seen to dissent.
Once punishment of speech is abolished, fear is unlearned by those who see others dissent: for each
such day r' = (1 - omega) r.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from public_runs import (
    TABLE,
    adults,
    binomial_error,
    by_day,
    only,
    settings,
    written,
)  # fmt: skip
from scipy.stats import norm

import bentham


@pytest.mark.parametrize(("pull", "days"), [(0.01, 250), (0.05, 80)])
def test_t23_with_the_anchor_alone_attitudes_return_at_its_rate(
    pull: float, days: int, tmp_path: Path
) -> None:
    people, opposed, spread, grievance = 20_000, 0.2, 0.4, 0.5
    text = (
        'bentham: "0.1"\nscenario: moved\ntitle: {en: Moved once}\nscheme: open-society\n'
        f"days: {days}\nevents: [{{kind: relocation, day: 1, share: 1.0, compensation: 0.0}}]\n"
    )
    values = {
        "society.opposed_share": opposed, "society.anchor_spread": spread, "attitude.pull": pull,
        "removal.grievance": grievance,
    }  # fmt: skip
    run = bentham.simulate(
        written(tmp_path, text), people=people, settings=settings(values),
        off=only("media", "attitude"),
    )  # fmt: skip
    found = by_day(run, "private_opposition")[0] / 100
    for day in (1, 10, 40, days):
        left = grievance * (1 - pull) ** (day - 1)
        expected = norm.cdf(norm.ppf(opposed) + left / spread)
        error = 4 * binomial_error(expected, adults(people)) + TABLE
        assert abs(found[day - 1] - expected) < error, day
    assert found[0] > 0.6 > 0.3 > found[-1]


AFRAID = {
    "risk.aware_share": 0.5, "risk.prior": 0.2, "risk.severity": 10, "society.occasions": 0.1,
    "risk.learning": 0.05, "society.opposed_share": 0.45,
}  # fmt: skip


def test_t26_without_detection_nobody_is_punished_and_nobody_is_afraid() -> None:
    blind = ["acts[criticism].detection_rate=0", "acts[criticism].false_record_rate=0"]
    run = bentham.simulate(
        "speech-points", people=6400, days=60, settings=[*settings(AFRAID), *blind]
    )
    for metric in ("critics_punished", "perceived_risk", "people_silenced", "low_grade"):
        assert not by_day(run, metric).any(), metric
    assert (by_day(run, "score") == 1000).all()
    assert by_day(run, "critics")[0, -1] > 0
    seen = bentham.simulate("speech-points", people=6400, days=60, settings=settings(AFRAID))
    for metric in ("critics_punished", "perceived_risk", "people_silenced", "low_grade"):
        assert by_day(seen, metric)[0, -1] > 0, metric


def test_t26_where_nobody_is_seen_to_dissent_fear_stays_what_it_was() -> None:
    """The mean of the declared chance among the aware and of the prior among the others."""
    run = bentham.simulate(
        "speech-points", people=6400, days=60, settings=settings(AFRAID), off=("expression",)
    )
    risk = by_day(run, "perceived_risk")[0]
    assert np.ptp(risk) == 0
    assert 5 < risk[0] < 20


def test_t26_after_an_abolition_fear_is_unlearned(tmp_path: Path) -> None:
    """On a complete graph everybody sees every critic, so each day is one to learn from.

    The mean of r in units of 1/256 shrinks by (1 - omega) a day; each rounding has a variance of
    at most a quarter.
    """
    people, begun, days, omega = 256, 21, 140, 0.05
    ties = "\n".join(f"{a} {b}" for a in range(people) for b in range(a))
    written(tmp_path, ties, "ties.txt")
    society = (
        'bentham: "0.1"\nid: all\ntitle: Everybody sees everybody\n'
        f"people: {people}\nties: {tmp_path / 'ties.txt'}\n"
    )
    scenario = (
        'bentham: "0.1"\nscenario: abolished\ntitle: {en: An abolition}\nscheme: speech-points\n'
        f"days: {days}\ninterventions:\n"
        f"  - {{from: {begun}, set: {{'acts[criticism].detection_rate': 0}}}}\n"
    )
    run = bentham.simulate(
        written(tmp_path, scenario), society=written(tmp_path, society, "all.yaml"),
        people=people, settings=settings(AFRAID | {"risk.severity": 1}),
    )  # fmt: skip
    risk = by_day(run, "perceived_risk")[0] / 100 * 256
    assert risk[begun - 2] > 10
    for day in (begun, begun + 5, begun + 30, days):
        steps = day - begun + 1
        expected = risk[begun - 2] * (1 - omega) ** steps
        largest = ((1 - omega) ** (2 * np.arange(steps))).sum() / 4
        assert abs(risk[day - 1] - expected) < 4 * np.sqrt(largest / adults(people)), day
    assert risk[-1] < 0.1
