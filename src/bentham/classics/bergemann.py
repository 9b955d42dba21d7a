"""Who denounces whom, and why: grudges, rewards and verification after Bergemann 2019.

Bergemann (*Judge Thy Neighbor*, 2019) read denunciations under several regimes: without coercion or
reward people denounce out of grudges, so that most reports are personal; with them, for gain or
self-preservation. The decision is a form of our own: of one informant and one contact,

    report  iff  b q(v) + g - kappa(v) - s > 0

with reward ``b``, grudge ``g ~ N(g0, sigma_g)``, social cost of reporting ``s ~ N(s0, sigma_s)``,
verification ``v`` in [0, 1], acceptance ``q(v) = 1 - v`` and expected penalty ``kappa(v) = k v`` of
a false report. b, g, s, k are in one unit, the spread of grudges.

Of a contact who did something that the informant saw (share ``w`` of the pairs) a report is true:
it is always accepted and never punished (q = 1, kappa = 0). In variant ``paper`` true reports come
from duty, at rate ``d``, whatever the reward, as in Bentham's own day; in ``both-decide`` they
follow the rule above. With ``sigma^2 = sigma_g^2 + sigma_s^2`` and Phi the normal distribution

    false reports a pair   F(b, v) = (1 - w) Phi((b (1 - v) - k v + g0 - s0) / sigma)
    true reports a pair    T = w d,   or   w Phi((b + g0 - s0) / sigma)

The *false share* is F / (F + T). A report is *personal* if it would have been made for no reward;
the personal share is F(0, v) / (F + T), or (F(0, v) + T(0)) / (F + T) where both decide. All this
is exact; simulated shares carry binomial errors.

Under duty the false share rises with b and falls with v for all values. Where both decide it rises
with b only if ``(1 - v) h(A) > h(B)``, where ``h = phi / Phi`` and A, B are the two arguments of
Phi above: a reward that also brings out true reports may lower the false share. The check that it
rises is then reported as missed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from bentham.classics import luck
from bentham.classics.declaration import (
    Check,
    Classic,
    Reproduction,
    Request,
    Series,
    Setting,
    assumed,
)

Flags = npt.NDArray[np.bool_]

GRUDGE, COST, SEEN, DUTY = 1, 2, 3, 4
"""Numbers of the decisions that are drawn."""

REWARDS = tuple(float(b) for b in np.linspace(0.0, 3.0, 13))
VERIFICATIONS = tuple(float(v) for v in np.linspace(0.0, 1.0, 11))
"""The declared sweeps."""

ERRORS = 4.0
"""Standard errors that a simulated share may lie away: fewer than one check in 10,000 fails."""

STEP = 1e-9
"""The least step that counts as rising or falling."""

SOURCE = "Bergemann 2019"


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of informants and contacts: symbols as in the module's text."""

    grudge: float = 0.0
    grudge_spread: float = 1.0
    cost: float = 1.5
    cost_spread: float = 0.5
    penalty: float = 1.0
    seen: float = 0.02
    duty: float = 0.5
    both_decide: bool = False

    @property
    def spread(self) -> float:
        """Return the spread of grudge minus cost."""
        return float(np.hypot(self.grudge_spread, self.cost_spread))


def gain(pairs: Pairs, reward: float, verification: float, true: bool = False) -> float:
    """Return the mean over pairs of what a report brings, grudge and cost included."""
    net = pairs.grudge - pairs.cost
    if true:
        return reward + net
    return reward * (1.0 - verification) - pairs.penalty * verification + net


def false_reports(pairs: Pairs, reward: float, verification: float) -> float:
    """Return the false reports a pair."""
    return float((1.0 - pairs.seen) * ndtr(gain(pairs, reward, verification) / pairs.spread))


def true_reports(pairs: Pairs, reward: float) -> float:
    """Return the true reports a pair."""
    if pairs.both_decide:
        return float(pairs.seen * ndtr(gain(pairs, reward, 0.0, True) / pairs.spread))
    return pairs.seen * pairs.duty


def false_share(pairs: Pairs, reward: float, verification: float) -> float:
    """Return the share of reports that are false."""
    false = false_reports(pairs, reward, verification)
    return false / (false + true_reports(pairs, reward))


def personal_share(pairs: Pairs, reward: float, verification: float) -> float:
    """Return the share of reports that would have been made for no reward."""
    personal = false_reports(pairs, 0.0, verification)
    personal += true_reports(pairs, 0.0) if pairs.both_decide else 0.0
    return personal / (false_reports(pairs, reward, verification) + true_reports(pairs, reward))


def reward_raises_false_share(pairs: Pairs, reward: float, verification: float) -> bool:
    """Whether a little more reward means a greater share of false reports."""
    if not pairs.both_decide:
        return verification < 1.0
    a = gain(pairs, reward, verification) / pairs.spread
    b = gain(pairs, reward, verification, True) / pairs.spread
    hazards = [float(np.exp(-0.5 * x * x) / ndtr(x)) for x in (a, b)]
    return (1.0 - verification) * hazards[0] > hazards[1]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many pairs of a simulated population made which report."""

    pairs: int
    false: int
    true: int
    personal: int

    @property
    def reports(self) -> int:
        """Return how many reports there are."""
        return self.false + self.true


def simulate(pairs: Pairs, reward: float, verification: float, number: int, seed: int) -> Counts:
    """Let each pair decide; a pair keeps grudge, cost and what was seen under every b and v."""
    key = luck.key("bergemann", seed)
    grudge = pairs.grudge + pairs.grudge_spread * luck.normals(key, GRUDGE, number)
    cost = pairs.cost + pairs.cost_spread * luck.normals(key, COST, number)
    seen: Flags = luck.uniforms(key, SEEN, number) < pairs.seen
    penalty = np.where(seen, 0.0, pairs.penalty * verification)
    accepted = np.where(seen, 1.0, 1.0 - verification)
    reports: Flags = reward * accepted + grudge - penalty - cost > 0.0
    personal: Flags = grudge - penalty - cost > 0.0
    if not pairs.both_decide:
        dutiful = luck.uniforms(key, DUTY, number) < pairs.duty
        reports, personal = np.where(seen, dutiful, reports), personal & ~seen
    return Counts(
        number, int((reports & ~seen).sum()), int((reports & seen).sum()),
        int((reports & personal).sum()),
    )  # fmt: skip


def _share_check(name: str, words: str, share: float, of: int, count: int) -> Check:
    bound = ERRORS * float(np.sqrt(max(share * (1.0 - share), 0.0) / of))
    return Check(
        name, f"simulated {words}", f"{share:.4f}", count / of, share - bound, share + bound, "",
        SOURCE, "C", "see rules", "4 standard errors",
    )  # fmt: skip


def _agreement(pairs: Pairs, reward: float, verification: float, found: Counts) -> list[Check]:
    at = f"b={reward:g}, v={verification:g}"
    rate = false_reports(pairs, reward, verification)
    checks = [
        _share_check(f"rate {at}", f"false reports a pair, {at}", rate, found.pairs, found.false)
    ]
    if found.reports:
        share = false_share(pairs, reward, verification)
        own = personal_share(pairs, reward, verification)
        of = found.reports
        checks += [
            _share_check(f"false {at}", f"false share of reports, {at}", share, of, found.false),
            _share_check(f"own {at}", f"personal share of reports, {at}", own, of, found.personal),
        ]
    return checks


def _signs(pairs: Pairs, reward: float, verification: float) -> list[Check]:
    by_b = np.diff([false_share(pairs, b, verification) for b in REWARDS])
    by_v = np.diff([false_share(pairs, reward, v) for v in VERIFICATIONS])
    own = np.diff([personal_share(pairs, b, verification) for b in REWARDS])
    inf = np.inf
    return [
        Check("F25 personal", "without reward, share of reports that are personal", "most",
              personal_share(pairs, 0.0, verification), 0.5, 1.0, "", SOURCE, "S",
              "F(0,v) / (F(0,v) + T)", "exact; hangs on the assumed rate of dutiful reports"),
        Check("F25 gain", "personal share: largest step over rewards 0 to 3", "falls",
              float(own.max()), -inf, -STEP, "", SOURCE, "S", "", "exact"),
        Check("F25 reward", "false share: smallest step over rewards 0 to 3", "rises",
              float(by_b.min()), STEP, inf, "", SOURCE, "S", "F / (F + T)", "exact"),
        Check("F25 verification", "false share: largest step over verification 0 to 1", "falls",
              float(by_v.max()), -inf, -STEP, "", "the rule", "C", "F / (F + T)", "exact"),
    ]  # fmt: skip


NUMBERS = ("grudge", "grudge_spread", "cost", "cost_spread", "penalty", "seen", "duty")


def _hold(request: Request) -> Reproduction:
    values = {name: request.number(name) for name in NUMBERS}
    pairs = Pairs(**values, both_decide=request.word("true_reports") == "decided")
    reward, verification = request.number("reward"), request.number("verification")
    number = request.whole("pairs")
    checks = _signs(pairs, reward, verification)
    for b, v in dict.fromkeys(((0.0, verification), (reward, verification), (reward, 0.9))):
        checks += _agreement(pairs, b, v, simulate(pairs, b, v, number, request.seed))
    none, some = (false_share(pairs, b, verification) for b in (0.0, reward))
    strict = false_share(pairs, reward, 0.9)
    rising = [b for b in REWARDS if reward_raises_false_share(pairs, b, verification)]
    return Reproduction(
        "bergemann", request.preset, request.variant, request.settings, 1,
        (
            f"Without reward {personal_share(pairs, 0.0, verification):.0%} of the reports are "
            f"personal and {none:.0%} false; at reward {reward:g} "
            f"{personal_share(pairs, reward, verification):.0%} and {some:.0%}.",
            f"Verifying 90 % of reports instead of {verification:.0%} brings the false share "
            f"at that reward to {strict:.0%}.",
            f"More reward raises the false share at {len(rising)} of {len(REWARDS)} rewards "
            "of the sweep.",
        ),
        tuple(checks),
        (
            Series("false share", "reward", "share", REWARDS,
                   [false_share(pairs, b, verification) for b in REWARDS]),
            Series("personal share", "reward", "share", REWARDS,
                   [personal_share(pairs, b, verification) for b in REWARDS]),
            Series("false share", "verification", "share", VERIFICATIONS,
                   [false_share(pairs, reward, v) for v in VERIFICATIONS]),
        ),
    )  # fmt: skip


GRUDGES = "spreads of grudges"

CLASSIC = Classic(
    name="bergemann",
    title="Reports out of grudge and for reward",
    source="after Bergemann 2019, Judge Thy Neighbor: signs; the decision rule is ours",
    rules=(
        "report iff b q(v) + g - kappa(v) - s > 0, with q(v) = 1 - v and kappa(v) = k v",
        "a true report is always accepted and never punished",
        "personal is a report that would have been made for no reward",
    ),
    departures=(
        "The book has historical comparisons, no equations; rule and numbers are assumed.",
        "Coercion, the other incentive of the book, is not modelled.",
        "Variant both-decide: rewards bring out true reports too, and may lower the false share.",
    ),
    settings=(
        assumed("reward", "b", 1.0, 0.0, 10.0, "what an accepted report brings", GRUDGES),
        assumed("verification", "v", 0.2, 0.0, 1.0, "chance that a false report is found out",
                "share"),
        assumed("grudge", "g0", 0.0, -10.0, 10.0, "mean grudge", GRUDGES),
        assumed("grudge_spread", "sigma_g", 1.0, 0.01, 10.0, "spread of grudges", GRUDGES),
        assumed("cost", "s0", 1.5, -10.0, 10.0, "mean social cost of reporting", GRUDGES),
        assumed("cost_spread", "sigma_s", 0.5, 0.0, 10.0, "spread of social costs", GRUDGES),
        assumed("penalty", "k", 1.0, 0.0, 10.0, "penalty of a false report that is found out",
                GRUDGES),
        assumed("seen", "w", 0.02, 0.0001, 0.9999, "pairs in which something was seen", "share"),
        assumed("duty", "d", 0.5, 0.0001, 1.0, "of what was seen, reported out of duty", "share"),
        assumed("pairs", "N", 400_000, 1000, 1e8, "simulated pairs", "pairs"),
        Setting("true_reports", "T", "dutiful", 0, 0, "", "A", "no source",
                "what brings true reports", ("dutiful", "decided")),
    ),
    hold=_hold,
    variants={"paper": {}, "both-decide": {"true_reports": "decided"}},
)  # fmt: skip
