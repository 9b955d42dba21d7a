"""Which safeguard removes most harm: a scheme beside itself with each safeguard, and with all.

The same people, luck and draws live under the scheme, under the scheme with each safeguard of
`scheme.safeguards` that would change it, with all of them together, and under `specific-laws`. Then

    removed(harm, safeguard) = harm under the scheme - harm with the safeguard
    remains                  = harm with the safeguard / harm under the scheme
    cost to the stated aim   = offences and debts per adult with the safeguard - under the scheme
    what the aim gained      = offences and debts per adult under `specific-laws` - under the scheme

(signs turned for what is better when larger). Nothing is maximised for the ruler, and no safeguard
is graded by what it costs him: the cost is printed because somebody will ask for it. Which
safeguard comes first for a harm is printed only if it does in nine of ten sets of assumptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from bentham.evidence.errors import UsageError
from bentham.evidence.metric import Metric
from bentham.evidence.metrics import metric
from bentham.scheme.safeguards import SAFEGUARDS, Safeguard, with_safeguards
from bentham.study.attribution import AGREEMENT
from bentham.study.harms import harms_at_stake
from bentham.study.planning import Plan, plan
from bentham.study.simulate import Progress
from bentham.study.small_worlds import Cases, Floats, Spread, measured, spread_of

LAW = "specific-laws"
"""What the aim's gain is counted from: courts and fines for the same acts."""

AIM = "offences"
"""What a scheme says that it is for, as people do it: offences and debts per adult."""

ALL_TOGETHER = "all together"


@dataclass(frozen=True)
class First:
    """The safeguard that removes most of a harm, and in how many of the draws with such a harm."""

    safeguard: str
    holds: int
    of: int

    @property
    def determined(self) -> bool:
        """Return whether it is the same in nine of ten sets of assumptions."""
        return self.of > 0 and self.holds >= AGREEMENT * self.of


@dataclass(frozen=True)
class Protected:
    """A scheme with and without safeguards.

    Parameters
    ----------
    plan : Plan
        The scheme as it is.
    cases : Cases
        Size, luck and draws.
    tried : tuple of Safeguard
        Those that change the scheme.
    idle : tuple of Safeguard
        Those that it has already, or that have nothing to protect from.
    harms : tuple of Metric
        What was measured.
    values : ndarray [world, case, harm]
        Worlds: the scheme, each safeguard, all together (where there are several).
    aim : ndarray [world, case]
        Offences and debts per adult in the same worlds, `specific-laws` last.
    """

    plan: Plan
    cases: Cases
    tried: tuple[Safeguard, ...]
    idle: tuple[Safeguard, ...]
    harms: tuple[Metric, ...]
    values: Floats
    aim: Floats

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What the worlds after the scheme's own are called."""
        alone = tuple(each.title for each in self.tried)
        return (*alone, ALL_TOGETHER) if len(alone) > 1 else alone

    def _sign(self, harm: int) -> float:
        return -1.0 if self.harms[harm].direction == "better" else 1.0

    def level(self, harm: int) -> Spread:
        """Return a harm under the scheme as it is."""
        return spread_of(self.cases, self.values[0, :, harm])

    def removed(self, world: int, harm: int) -> Floats:
        """Return how much of a harm the `world`-th safeguard removes, in every case."""
        less: Floats = self.values[0, :, harm] - self.values[1 + world, :, harm]
        return self._sign(harm) * less

    def remains(self, world: int, harm: int) -> Spread:
        """Return the share of a harm that is left; undefined where there was none."""
        before, after = self.values[0, :, harm], self.values[1 + world, :, harm]
        share = np.full(len(before), np.nan)
        np.divide(after, before, out=share, where=(before > 0) & ~np.isnan(before))
        return spread_of(self.cases, share)

    def cost(self, world: int) -> Spread:
        """Return by how much offences and debts per adult rise with the safeguard."""
        return spread_of(self.cases, self.aim[1 + world] - self.aim[0])

    def gain(self) -> Spread:
        """Return by how much they are fewer under the scheme than under `specific-laws`."""
        return spread_of(self.cases, self.aim[-1] - self.aim[0])

    def first(self, harm: int) -> First:
        """Return the single safeguard that removes most of a harm in most draws."""
        table = np.array([self.cases.drawn(self.removed(w, harm)) for w in range(len(self.tried))])
        happens = self.cases.drawn(self.values[0, :, harm]) > 0
        draws = int(happens.sum())
        wins = [0] * len(self.tried)
        for removed in table.T[happens]:
            best = int(np.argmax(np.nan_to_num(removed, nan=-np.inf)))
            wins[best] += bool(removed[best] > 0 and (removed == removed[best]).sum() == 1)
        if not draws or not max(wins):
            return First("", 0, draws)
        best = int(np.argmax(wins))
        return First(self.tried[best].title, wins[best], draws)


def protected(
    todo: Plan,
    cases: Cases,
    harms: Sequence[str] = (),
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Protected:
    """Run a scheme with each safeguard, with all, and beside specific laws.

    Parameters
    ----------
    todo : Plan
        The scheme as it is; a scenario has no safeguards of its own.
    cases : Cases
        Size, luck and draws of each run.
    harms : sequence of str
        Which harms; by default all that the scheme can move. Anything else is refused.
    progress, executor
        As `small_worlds.measured` takes them.
    """
    if todo.scenario is not None:
        raise UsageError(
            f"'{todo.name}' is a scenario; name the scheme in it, since safeguards change schemes."
        )
    metrics = harms_at_stake(todo, harms)
    changed = [(each, each.added_to(todo.scheme)) for each in SAFEGUARDS]
    tried = [each for each, scheme in changed if scheme is not None]
    if not tried:
        raise UsageError(f"None of the safeguards would change '{todo.name}': nothing to compare.")
    schemes = [scheme for _, scheme in changed if scheme is not None]
    if len(tried) > 1:
        everything = with_safeguards(todo.scheme, tried)
        assert everything is not None
        schemes.append(everything)
    worlds = [todo] + [replace(todo, scheme=s, held=s.settings()) for s in schemes]
    law = plan(LAW, todo.society, todo.people, todo.days, todo.seed, threads=todo.threads)
    found = measured(
        [*worlds, law], cases, (*metrics, metric(AIM)), progress, executor, "adding safeguards"
    )
    return Protected(
        todo, cases, tuple(tried), tuple(s for s in SAFEGUARDS if s not in tried), metrics,
        np.nan_to_num(found[:-1, :, :-1], nan=0.0), found[:, :, -1],
    )  # fmt: skip
