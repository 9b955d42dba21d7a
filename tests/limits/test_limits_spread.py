"""T19, T21, T22 and T27: informers, word of mouth, deletion, and Siegel's fixed point.

*T19.* An informer is among k contacts with chance 1 - (1 - p)^k. *T21.* Told by each of k contacts
with chance beta until they forget, one share of witnesses becomes 1 / (1 - R) shares with R = beta
k. *T22.* A post that will be deleted is so within t with chance 1 - exp(-(t / tau)^kappa). *T27.*
Everybody sees everybody: r = 1 - Phi((1 - r - b) / sigma) in Siegel's model.

Errors: four standard errors, of the formula or from independent towns.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from public_runs import (
    ADULT_SHARE,
    HEAD,
    TABLE,
    adults,
    apart,
    binomial_error,
    by_day,
    by_group,
    mean_and_error,
    only,
    settings,
    written,
)  # fmt: skip
from scipy.optimize import brentq
from scipy.stats import norm

import bentham
from bentham.society.fields import Society
from bentham.society.households import templates

OUTSPOKEN = {
    "expression.rule": "kuran", "expression.conformity": 0, "society.occasions": 0.1,
    "society.occasion_shape": 3.0, "society.praise_share": 0, "society.asked_share": 0,
    "society.opposed_share": 0.45,
}  # fmt: skip
"""Who is opposed criticises on every occasion, 0.1 a day in the mean, and nobody else does."""
CRITICAL = 0.1 * 0.45
"""Share of adults who criticise on a day."""


def unreported_by_meetings(chance: float) -> float:
    """Return the chance that no informer is met, for an adult of a random word.

    Four shifts a day, each of six bits with 0 read as 1; an equal shift is the same meeting. The
    other is an informer with a chance p if an adult: 1 - p times the adults at the distinct shifts.
    """
    dice = np.random.default_rng(19)
    adult = np.array([[int(m) >> i & 1 for i in range(64)] for m in templates().adult])
    lanes, found, number = np.arange(64), 0.0, 0
    for of_word in adult:
        for shifts in np.maximum(dice.integers(0, 64, (40, 4)), 1):
            grown = sum(of_word[lanes ^ s] for s in set(shifts.tolist()))
            found += ((1 - chance) ** grown)[of_word == 1].sum()
            number += of_word.sum()
    return found / number


@pytest.mark.parametrize("observed", [0.3, 0.9])
def test_t19_an_informer_among_the_contacts_of_a_day(observed: float, tmp_path: Path) -> None:
    """Four meetings and three acquaintances in use three days in four, as far as they are adults.

    The number of informants is drawn once, so its spread counts beside that of reports.
    """
    people, days, share = 400_000, 5, 0.02
    file = written(tmp_path, HEAD + "informants: {exists: true, police: true}\n")
    values = OUTSPOKEN | {"informants.share": share, "informants.observed": observed}
    run = bentham.simulate(
        file, people=people, days=days, settings=settings(values),
        off=only("expression", "informants"),
    )  # fmt: skip
    p = share * observed
    reported = 1 - unreported_by_meetings(p) * (1 - 0.75 * ADULT_SHARE * p) ** 3
    k = np.log(1 - reported) / np.log(1 - p)
    assert 4.5 < k < 5.3  # of seven contacts, those who are there and adults
    expected = CRITICAL * reported
    found = by_day(run, "reports_true")[0, 1:] / 1000
    many = adults(people)
    relative = 1 / (expected * many * (days - 1)) + 1 / (share * many) + 2 / many
    assert abs(found.mean() / expected - 1) < 4 * np.sqrt(relative), (found.mean(), expected)


def told(witnesses: float, contacts: float, telling: float, forgetting: float, days: int) -> float:
    """Return the share who ever learned of an event, by the evening of some day after it.

    In a random graph: ties along which somebody who knows has not told yet are used with chance
    `telling` a day, and are lost when they forget. For long times and few witnesses it is the
    witnesses over 1 - R, with R the contacts times the chance that a tie is ever used.
    """
    never, ties, ever = 1 - witnesses, contacts * witnesses, witnesses
    for _ in range(days):
        new = never * telling * ties
        ties = ties * (1 - forgetting) * (1 - telling) + contacts * new
        never, ever = never - new, ever + new
    return ever


def test_t21_in_the_long_run_it_is_one_over_one_less_the_reproduction_number() -> None:
    telling, forgetting = 0.000374, 0.00257
    beta = telling / (1 - (1 - telling) * (1 - forgetting))
    assert beta == pytest.approx(0.127, abs=5e-4)
    for contacts, published in ((3, 1.62), (5, 2.74)):
        assert 1 / (1 - 0.127 * contacts) == pytest.approx(published, abs=0.005)
        found = told(1e-6, contacts, telling, forgetting, 20_000) / 1e-6
        assert found == pytest.approx(1 / (1 - beta * contacts), rel=1e-3)


def test_t21_word_of_mouth_multiplies_what_witnesses_saw(tmp_path: Path) -> None:
    """What readers add, who get round the filter, is taken off by a run without witnesses."""
    people, days, towns, degree, witnesses = 6400, 250, 3, 12, 0.05
    dice = np.random.default_rng(21)
    ties = dice.integers(0, people, (people * degree // 2, 2))
    ties = np.unique(np.sort(ties[ties[:, 0] != ties[:, 1]], axis=1), axis=0)
    np.savetxt(tmp_path / "ties.txt", ties, fmt="%d")
    society = (
        f'bentham: "0.1"\nid: graph\ntitle: A random graph\npeople: {people}\n'
        f"ties: {tmp_path / 'ties.txt'}\n"
    )
    where = written(tmp_path, society, "graph.yaml")
    written(
        tmp_path,
        HEAD + "filter: {exists: true, blocks: true, leak: 0}\n",
        "filter.yaml",
    )
    values = {
        "media.pass_on": 0.00055, "media.event_forgetting": 0.01, "media.demand": 0.02,
        "media.evaders": 0.03, "media.event_salience": 0.05,
    }  # fmt: skip
    ever = []
    for share in (witnesses, 0.0):
        scenario = (
            'bentham: "0.1"\nscenario: word\ntitle: {en: Word of mouth}\nscheme: filter.yaml\n'
            f"days: {days}\nevents: [{{kind: concealed, day: 1, witnesses: {share}}}]\n"
        )
        run = bentham.simulate(
            written(tmp_path, scenario), society=where, people=people, replicates=towns,
            settings=settings(values), off=only("media"),
        )  # fmt: skip
        ever.append(by_day(run, "learned_event").sum(axis=1) / 1000)
    found = ever[0] - ever[1]
    contacts = 2 * len(ties) / people * ADULT_SHARE
    expected = told(witnesses, contacts, 0.00055, 0.01, days - 1)
    reproduction = contacts * 0.0521
    assert expected > 1.3 * witnesses
    # each told person stands for 1 / (1 - R) more in the mean, so the spread is that much larger
    spread = witnesses + (expected - witnesses) / (1 - reproduction) ** 2
    error = np.sqrt(spread / (adults(people) * towns))
    assert abs(found.mean() - expected) < 4 * error, (found, expected, error)


@pytest.mark.parametrize(
    ("shape", "scale", "soon", "in_a_day"), [(0.482, 4.25, 0.30, 0.90), (0.8, 12.0, None, None)]
)
def test_t22_deletion_follows_the_weibull_law(
    shape: float, scale: float, soon: float | None, in_a_day: float | None, tmp_path: Path
) -> None:
    file = written(tmp_path, HEAD + "monitoring: {exists: true, flag: {criticism: 1.0}}\n")
    values = OUTSPOKEN | {"monitoring.delay_shape": shape, "monitoring.delay_scale": scale}
    run = bentham.simulate(
        file, people=20_000, days=20, settings=settings(values),
        off=only("expression", "monitoring"),
    )  # fmt: skip
    deleted = by_day(run, "posts_deleted").sum() / 1000 * adults(20_000)
    assert deleted > 5000
    for metric, hours, published in (
        ("deleted_soon", 0.5, soon), ("deleted_in_a_day", 24.0, in_a_day),
    ):  # fmt: skip
        expected = 1 - np.exp(-((hours / scale) ** shape))
        found = by_day(run, metric)[0, -1] / 100
        assert abs(found - expected) < 4 * binomial_error(expected, deleted) + TABLE
        if published is not None:
            assert expected == pytest.approx(published, abs=0.005)


TOWN, TOWNS, DAYS, PULL, EVERY = 192, 14, 180, 0.002, 20


def towns_where_everybody_sees_everybody(folder: Path) -> Society:
    """Return towns of three neighbourhoods, each a ward and a complete graph of its own."""
    pairs = [(a, b) for a in range(TOWN) for b in range(a)]
    ties = "\n".join(f"{t * TOWN + a} {t * TOWN + b}" for t in range(TOWNS) for a, b in pairs)
    where = apart(TOWNS, TOWN)
    return where.model_copy(update={"ties": str(written(folder, ties, "ties.txt"))})


def embittered(folder: Path) -> Path:
    """Return a scenario in which a removal makes nearly everybody opposed, and keeps them so."""
    moves = ["  - {kind: relocation, day: 1, share: 1.0, compensation: 0.0}"]
    moves += [
        f"  - {{kind: relocation, day: {day}, share: 1.0, compensation: {(1 - PULL) ** EVERY:.6f}}}"
        for day in range(1 + EVERY, DAYS, EVERY)
    ]
    text = 'bentham: "0.1"\nscenario: embittered\ntitle: {en: Embittered}\nscheme: open-society\n'
    return written(folder, text + f"days: {DAYS}\nevents:\n" + "\n".join(moves) + "\n")


def test_t27_siegels_fixed_point_where_everybody_sees_everybody(tmp_path: Path) -> None:
    """r = s (1 - Phi((1 - A r - b) / sigma)), s opposed, A of a person's contacts adults.

    All opposed people are above their thresholds once a call has been followed, so whoever has
    b + c > 0 protests every day, with c at minus the share of contacts who do not.
    """
    mean, spread = 1.1, 0.6
    values = {
        "expression.rule": "siegel", "expression.memory": 0.5, "society.motive_mean": mean,
        "society.motive_spread": spread, "society.opposed_share": 0.45,
        "society.anchor_spread": 0.2, "removal.grievance": 0.5, "attitude.pull": PULL,
        "society.threshold_mean": 0.2, "society.threshold_spread": 0.12,
        "protest.trigger": 0.02, "protest.spark": 0.1, "society.occasions": 0.1,
    }  # fmt: skip
    run = bentham.simulate(
        embittered(tmp_path), society=towns_where_everybody_sees_everybody(tmp_path),
        people=TOWN * TOWNS, settings=settings(values), off=only("media", "attitude", "expression"),
    )  # fmt: skip
    protest = by_group(run, "protest_share", "region")[0] / 100
    opposed = by_group(run, "private_opposition", "region")[0, :, -1] / 100
    called = protest[:, -20] > 0.7
    assert called.sum() >= 8
    s = opposed[called].mean()
    assert s > 0.97

    def acting(r: float, seen: float = ADULT_SHARE) -> float:
        return float(s * norm.sf((1 - seen * r - mean) / spread))

    expected = brentq(lambda r: acting(r) - r, 0.5, 1.0)
    found, error = mean_and_error(protest[called, -1])
    assert error < 0.015
    assert abs(found - expected) < 4 * error + TABLE, (found, expected, error)
    # if what others do did not count, or children joined in, it would lie elsewhere
    alone, all_adults = acting(0.0), brentq(lambda r: acting(r, 1.0) - r, 0.5, 1.0)
    assert alone < found - 4 * error
    assert all_adults > expected
